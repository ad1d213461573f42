"""Times functions and fresh processes side by side, and prints what it found as Markdown."""

import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import timeit
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ROUNDS: Final = 9
_SECONDS_A_ROUND: Final = 0.05
_SECONDS_A_LOOK: Final = 0.5
_PROC: Final = Path("/proc/self/smaps_rollup").is_file()


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one process, with all that it started, used: seconds, seconds of all cores, megabytes at most at once."""

    wall: float
    cpu: float
    memory: float
    printed: str


def race(contestants: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Give the median time of a call of each, in microseconds; they take turns, so that all meet the same weather."""
    timers = {name: timeit.Timer(call) for name, call in contestants.items()}
    numbers = {name: max(1, int(_SECONDS_A_ROUND / timer.timeit(1))) for name, timer in timers.items()}
    times: dict[str, list[float]] = {name: [] for name in timers}
    for _ in range(rounds):
        for name, timer in timers.items():
            times[name].append(timer.timeit(numbers[name]) / numbers[name])
    return {name: median(several) * 1e6 for name, several in times.items()}


def run(arguments: Sequence[str], folder: Path, *, program: str = sys.executable) -> Run:
    """Run this Python, or another program, with arguments in a fresh process; RuntimeError with what it printed if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what pip installs is compiled; the project's own must be too
    with tempfile.TemporaryFile() as printed:
        started = perf_counter()
        process = subprocess.Popen(
            [program, *arguments], cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT
        )
        with watched_memory(process.pid) as most:
            _, status, used = os.wait4(process.pid, 0)
            wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        text = printed.read().decode()
    if process.returncode:
        raise RuntimeError(f"{program} {' '.join(arguments)} ended with {process.returncode}:\n{text}")
    unit = 1 if sys.platform == "darwin" else 1024
    memory = max(used.ru_maxrss * unit / 1e6, *most)
    return Run(wall=wall, cpu=used.ru_utime + used.ru_stime, memory=memory, printed=text)


@contextmanager
def watched_memory(process: int) -> Iterator[list[float]]:
    """Look at the memory of a process and its descendants now and then; the list gets the most they had at once, in MB.

    What processes share is counted once. Where the system does not tell, it stays 0.
    """
    most, is_over = [0.0], Event()

    def look() -> None:
        while not is_over.wait(_SECONDS_A_LOOK):
            most[0] = max(most[0], sum(map(_memory_of, family(process))))

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield most
    finally:
        is_over.set()
        watcher.join()


def family(process: int) -> set[int]:
    """Give a process and its descendants; those older than it are passed over, since looking takes time too."""
    names = os.listdir("/proc") if _PROC else []  # noqa: PTH208 -- the quickest way
    later = [int(name) for name in names if name.isdigit() and int(name) > process]
    parents = {child: _parent(child) for child in later}
    found, new = set[int](), {process}
    while new:
        found |= new
        new = {child for child, parent in parents.items() if parent in new} - found
    return found


def _parent(process: int) -> int:
    fields = _told(process, "stat").rpartition(b")")[2].split(maxsplit=2)
    return int(fields[1]) if len(fields) > 1 else 0


def _memory_of(process: int) -> float:
    """Its share of the memory, in MB: what n processes share counts one n-th for each."""
    lines = _told(process, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(b"Pss:")) * 1024 / 1e6


def _told(process: int, what: str) -> bytes:
    """What the system tells of a process; nothing of one that has ended."""
    try:
        with open(f"/proc/{process}/{what}", "rb") as file:  # noqa: PTH123 -- the quickest way
            return file.read()
    except OSError:
        return b""


def machine() -> str:
    """Say when and on what this is measured."""
    today = dt.date.today()  # noqa: DTZ011, TID251 -- the day of the measurement, as its machine has it
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9 if hasattr(os, "sysconf") else 0
    size = f", {memory:.0f} GB" if memory else ""
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{today}: {_cpu_model()}, {os.cpu_count()} cores{size}{load}; {system}"


def _cpu_model() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.is_file() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a Markdown table: the first column is words, the others are numbers."""
    cells = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        f"| {row[0]:<{widths[0]}} | "
        + " | ".join(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        + " |"
        for row in cells
    ]
    rule = f"| {'-' * widths[0]} | " + " | ".join("-" * (width - 1) + ":" for width in widths[1:]) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])


def shown(number: float) -> str:
    """Show a number with three digits that count."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def times_table(times: Mapping[str, float], unit: str, *, base: str) -> str:
    """Lay out times, each also as a multiple of that of `base`."""
    rows = ((name, shown(time), shown(time / times[base])) for name, time in times.items())
    return table(("", unit, "ratio"), rows)
