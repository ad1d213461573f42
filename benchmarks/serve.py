"""Measures how soon a save shows in the preview: from the write to what a waiting browser is told, and CPU seconds.

Run it from the project's folder, on a site that `benchmarks.records` made:
`.venv/bin/python -m benchmarks.serve FOLDER [--edits 9]`. Each edit adds a sentence to the account of another hearing, and
is taken back at the end; then the same with a fault. CPU seconds are the mean of all rebuilds, those that take back
included, and of all processes; they need Linux.
"""

import argparse
import os
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, sleep
from typing import Final

from benchmarks.cases import NOW
from benchmarks.measure import ROOT, machine, table

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PATIENCE: Final = 60  # seconds that a rebuild may take
_PAUSE: Final = 1  # seconds: nobody saves again as soon as a page shows, and meanwhile older builds are removed


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How soon does a save show?")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edits", type=int, default=9)
    parser.add_argument("--drafts", action="append_const", const="--drafts", default=[])
    given = parser.parse_args()
    command = [sys.executable, "-m", "hearingsite", "serve", "--port=0", f"--now={NOW.isoformat()}", *given.drafts]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=given.folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            said = iter(process.stdout or ())
            port = int(re.findall(r"localhost:(\d+)", next(said))[0])
            first = next(line for line in said if "ebuilt" in line)
            if not first.startswith("Rebuilt"):
                sys.exit(first)
            # What it says must be read, or it waits for that when the pipe is full.
            Thread(target=deque, args=(said, 0), daemon=True).start()
            worker = _worker_of(process.pid)
            rows = []
            for what, added in (("a sentence", b"\nA sentence more was said.\n"), ("a fault", b"\n<script>\n")):
                cpu = _cpu_of(worker)
                saves = list(_saves(given.folder, given.edits, port, added))
                walls = [f"{pick(saves):.2f}" for pick in (min, median, max)]
                rows.append(
                    [f"{what}, {given.edits} times", *walls, f"{(_cpu_of(worker) - cpu) / given.edits / 2:.2f}"]
                )
        finally:
            process.terminate()
    print(f"{machine()}\n\nThe first build: {first}")
    print(table(["it shows after", "least s", "median s", "most s", "CPU s, mean"], rows))


def _saves(folder: Path, edits: int, port: int, added: bytes) -> Iterator[float]:
    records = [file for file in sorted((folder / "content" / "hearings").rglob("*.md")) if _is_shown(file, folder)]
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", "/.preview/events", headers={"Host": f"localhost:{port}"})
    events = connection.getresponse()
    state = _next_state(events, "")
    for number in range(edits):
        record = records[number * len(records) // edits]
        before = record.read_bytes()
        started = perf_counter()
        record.write_bytes(before + added)
        state = _next_state(events, state)
        yield perf_counter() - started
        sleep(_PAUSE)
        record.write_bytes(before)
        state = _next_state(events, state)
        sleep(_PAUSE)


def _is_shown(record: Path, folder: Path) -> bool:
    """Whether the preview shows the account of a record: of others, an edit changes nothing."""
    page = folder / "preview" / "hearings" / record.stem / "index.html"
    return page.is_file() and record.read_text("utf-8").rstrip().rpartition("\n")[2] in page.read_text("utf-8")


def _next_state(events: HTTPResponse, state: str) -> str:
    """Wait for another state than this one."""
    is_state = False
    for line in events:
        if line.startswith(b"event: "):
            is_state = line == b"event: state\n"
        elif line.startswith(b"data: ") and is_state and line[6:].decode().strip() != state:
            return line[6:].decode().strip()
    raise EOFError


def _worker_of(process: int) -> int:
    """The process that forks for each rebuild."""
    return int(Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()[0])


def _cpu_of(worker: int) -> float:
    """The CPU seconds of its children that have ended."""
    fields = Path(f"/proc/{worker}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / _TICKS


if __name__ == "__main__":
    main()
