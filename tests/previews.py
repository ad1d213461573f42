"""A preview as somebody would start it, for tests that read its pages and save its files."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Final, NamedTuple

_ROOT: Final = Path(__file__).parent.parent
NOW: Final = "--now=2024-06-01T09:00"
_LAST_LINES: Final = ("Rebuilt ", "Not rebuilt: ", "This is a bug")


class Answer(NamedTuple):
    """What came back: status, headers with small names, body."""

    status: int
    headers: dict[str, str]
    body: str


class Preview:
    """A running preview."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Wait until it listens."""
        self.process = process
        self.first_line = self._line()
        self.port = int(self.first_line.partition("http://localhost:")[2].partition("/")[0] or 0)
        self.address = f"http://localhost:{self.port}"

    def rebuilt(self) -> str:
        """Wait until a rebuild has ended; gives what it said."""
        said = ""
        while True:
            line = self._line()
            said += line
            if not line or line.startswith(_LAST_LINES):
                return said

    def get(self, path: str, method: str = "GET", host: str | None = None) -> Answer:
        """Ask for an address as it is written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host if host is not None else f"localhost:{self.port}")
        connection.endheaders()
        with connection.getresponse() as answer:
            headers = {name.lower(): value for name, value in answer.getheaders()}
            body = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, headers, body)

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Interrupt it; gives its exit code and what it said last."""
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=60)
        return self.process.returncode, said

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


@contextmanager
def started(site: Path, *arguments: str, modules: str = str(_ROOT)) -> Iterator[Preview]:
    """Start a preview of a site on a free port, and end it; `modules` is where Python finds them."""
    command = [sys.executable, "-m", "hearingsite", "serve", "--port=0", *arguments]
    environment = {**os.environ, "PYTHONPATH": modules}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=site, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        try:
            yield Preview(process)
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=60)
