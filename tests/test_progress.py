"""What a slow command shows on a terminal while it works, and that nobody else sees anything of it."""

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from hearingsite.cli import progress

ROOT = Path(__file__).parents[1]
_LONG = 30.0  # seconds


class Terminal(NamedTuple):
    """A terminal of this process: one end to write to, one to read what was written."""

    screen: int
    keys: int

    def shows(self, expected: str) -> bool:
        """Whether that much of what was written is this; what is written to a terminal may take a moment to be there."""
        wanted, read = expected.encode(), b""
        while len(read) < len(wanted) and select.select([self.screen], [], [], _LONG)[0]:
            read += os.read(self.screen, len(wanted) - len(read))
        return read == wanted

    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not select.select([self.screen], [], [], 0)[0]


@pytest.fixture(autouse=True)
def _no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test does brings a tick."""
    monkeypatch.setattr(progress, "_TICK", 3600.0)
    monkeypatch.setattr(progress, "time", SimpleNamespace(perf_counter=lambda: 0.0))


@contextmanager
def a_terminal() -> Iterator[Terminal]:
    """Make standard error a terminal."""
    screen, keys = pty.openpty()
    with (
        open(keys, "w", encoding="utf-8", closefd=False) as stream,
        redirect_stderr(stream),
    ):
        yield Terminal(screen, keys)
    os.close(screen)
    os.close(keys)


def test_a_second_brings_the_line_and_the_end_takes_it_away() -> None:
    """Nothing is shown at first; a tick shows the step; what stays at the end is an empty line."""
    with a_terminal() as terminal:
        with progress.progress() as line:
            line("Printing 12 pages")
            assert terminal.is_empty()
            signal.raise_signal(signal.SIGALRM)
            assert terminal.shows("\rPrinting 12 pages … 0 s")
        assert terminal.shows(f"\r{' ' * 23}\r")
        assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_later_step_is_written_over_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first second each step shows at once, and nothing of a longer one before it is left."""
    with a_terminal() as terminal:
        monkeypatch.setattr(progress, "_PATIENCE", 0.0)
        with progress.progress() as line:
            line("A long step")
            line("Short")
            assert terminal.shows("\rA long step … 0 s\rShort … 0 s      ")
            line.aside("Somebody else is building.")
        assert terminal.shows(f"\r{' ' * 11}\rSomebody else is building.\r\n")


def test_the_line_is_no_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that breaks could not be written over."""
    with a_terminal() as terminal:
        monkeypatch.setattr(progress, "_width", lambda: 10)
        line = progress.Line(is_heard=True)
        line.step = "Searching the finished site"
        line.draw()
        assert terminal.shows("\rSearching")


def test_a_terminal_that_is_gone_stops_nothing() -> None:
    """What cannot be shown is not shown, and is not tried again."""
    with a_terminal():
        line = progress.Line(is_heard=True)
        line.step = "Printing"
        with Path(os.devnull).open("r", encoding="utf-8") as unwritable, redirect_stderr(unwritable):
            line.draw()
        assert not line.is_heard


def test_nothing_is_shown_without_a_terminal() -> None:
    """In a pipe there is no line and no timer."""
    code = (
        "import signal\nfrom hearingsite.cli import progress\nprogress._PATIENCE = 0.0\n"
        "with progress.progress() as line:\n    line('Printing')\n    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_build_tells_its_steps(project: Path) -> None:
    """Reading, printing, searching, sealing; the summary comes after the line is gone."""
    said, shown = _on_a_terminal(project, "build", "--now=2024-06-01T09:00")
    assert said.startswith("Built ")
    places = [shown.index(word) for word in ("\rReading and", "\rPrinting ", "\rSearching ", "\rSealing ")]
    assert places == sorted(places)


def test_every_slow_command_tells_its_steps(project: Path) -> None:
    """Whoever has a large site sees what is done, and how long it has taken so far."""
    for moment in ("2023-12-12T09:00", "2024-06-01T09:00"):
        _on_a_terminal(project, "build", "--full", f"--now={moment}")
    for command, steps in (
        (("verify",), ("Reading every file of the site",)),
        (("scan", "output", "--now=2024-06-01T09:00"), ("Reading the files and the records", "Searching output")),
        (
            ("publish", f"rsync:{project.parent / 'www'}"),
            ("Reading every file of the site", "Sending lists, feeds and search ("),
        ),
        (("rollback",), ("Searching the build before",)),
    ):
        _, shown = _on_a_terminal(project, *command)
        assert all(f"\r{step}" in shown for step in steps), (command, shown)


def _on_a_terminal(project: Path, *arguments: str) -> tuple[str, str]:
    """Run a command, its standard error a terminal; give what it said, and what was shown and is gone."""
    code = (
        "import sys\nfrom hearingsite.cli import main, progress\nprogress._PATIENCE = 0.0\n"
        f"sys.argv = ['hearingsite', *{arguments!r}]\nmain()\n"
    )
    screen, keys = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", code], cwd=project, stdout=subprocess.PIPE, stderr=keys) as process:
        os.close(keys)
        shown = b"".join(_everything(screen)).decode()
        assert process.stdout
        said = process.stdout.read().decode()
    os.close(screen)
    assert process.returncode == 0, (said, shown)
    steps, _, rest = shown.rpartition(" \r")
    assert " … " not in rest
    assert "\n" not in steps
    return said, shown


def _everything(screen: int) -> Iterator[bytes]:
    while True:
        try:
            read = os.read(screen, 65536)
        except OSError:  # Linux says so when the last writer has gone
            return
        if not read:
            return
        yield read
