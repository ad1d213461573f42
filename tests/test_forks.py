"""Work in parts: everything once, on all processors where that is worth it."""

import errno
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import pytest

from hearingsite import forks
from hearingsite.diagnostics import Fault
from hearingsite.forks import Answer, at_most, beside, collector_off, in_parts


def _told(places: range) -> tuple[int, list[int]]:
    return os.getpid(), list(places)


@pytest.mark.parametrize("first", [0, 3, 60])
def test_every_place_is_done_once(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """The first places are done here, the others elsewhere; none is left out, none done twice."""
    monkeypatch.setattr(forks, "processors", lambda: 2)
    told = list(in_parts(_told, 50, worth=50, first=first))
    assert sorted(place for _, places in told for place in places) == list(range(50))
    here = [places for process, places in told if process == os.getpid()]
    assert here == ([list(range(min(first, 50)))] if first else [])


@pytest.mark.parametrize(("processors", "worth"), [(2, 51), (1, 1)])
def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch, processors: int, worth: int) -> None:
    """Below its worth, or with one processor, all is done here in one part."""
    monkeypatch.setattr(forks, "processors", lambda: processors)
    assert list(in_parts(_told, 50, worth=worth, first=3)) == [(os.getpid(), list(range(50)))]


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (3, 3), (None, len(os.sched_getaffinity(0)))])
def test_no_more_processes_work_than_are_allowed(jobs: int | None, most: int) -> None:
    """As many as somebody says, else as there are processors to use: a container has fewer than its machine."""
    with at_most(jobs):
        assert forks.processors() == most
        others = {process for process, _ in in_parts(_told, 50, worth=1)} - {os.getpid()}
    assert len(others) <= most
    assert bool(others) == (most > 1)
    assert forks.processors() == len(os.sched_getaffinity(0))


def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system does when memory runs out: in a sentence, and nothing is half done."""
    monkeypatch.setattr(forks, "processors", lambda: 2)
    here = os.getpid()

    def work(_: range) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(Fault) as caught:
        list(in_parts(work, 50, worth=50))
    assert (caught.value.exitcode, caught.value.report.diagnostics[0].code) == (4, "HS923")


def test_what_work_raises_elsewhere_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its turn: what was done before it is told."""
    monkeypatch.setattr(forks, "processors", lambda: 2)

    def work(places: range) -> int:
        if places[0] == 3:
            raise ValueError(f"at {places[0]}")
        return places[0]

    answers = in_parts(work, 50, worth=50)
    assert [next(answers) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="at 3"):
        next(answers)


def test_long_answers_come_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than any pipe, in the order of the parts."""
    monkeypatch.setattr(forks, "processors", lambda: 3)
    answers = list(in_parts(lambda places: bytes([places[0]]) * 3_000_000, 50, worth=50))
    assert answers == [bytes([part]) * 3_000_000 for part in range(12)]


@pytest.mark.parametrize("given", [0, 1])
def test_where_processes_are_few_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch, given: int) -> None:
    """As in a container that may have so many and no more: by those that can be had, or here."""
    monkeypatch.setattr(forks, "processors", lambda: 3)
    fork, left = os.fork, [None] * given

    def refuse() -> int:
        if not left:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        left.pop()
        return fork()

    monkeypatch.setattr(os, "fork", refuse)
    told = list(in_parts(_told, 50, worth=50))
    assert sorted(place for _, places in told for place in places) == list(range(50))
    others = {process for process, _ in told} - {os.getpid()}
    assert len(others) == given
    with beside(_who, is_worth=True) as who:
        assert who(b"q") == b"q %d %d" % (os.getpid(), os.getpid())


def test_where_no_threads_are_to_be_had_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that cannot be started is a part of the work for nobody."""
    monkeypatch.setattr(forks, "processors", lambda: 2)

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert sorted(place for _, places in in_parts(_told, 50, worth=50) for place in places) == list(range(50))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_one_that_began_it(how: signal.Signals) -> None:
    """Whoever reads what they say would wait for ever: they hold the streams of the one that is gone."""
    begun = "import os, time; from hearingsite import forks; forks.processors = lambda: 2"
    # In one piece: two processes that print at once may each write a line and its end apart.
    work = "def work(_):\n    os.write(1, b'begun\\n')\n    time.sleep(600)\nlist(forks.in_parts(work, 50, worth=1))"
    with subprocess.Popen([sys.executable, "-c", f"{begun}\n{work}"], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == [b"begun\n"] * 2
        process.send_signal(how)
        assert process.stdout.read() == b""


def test_nothing_to_do_is_not_done() -> None:
    """No work, no call."""
    assert list(in_parts(_told, 0, worth=1)) == []


def _who() -> Answer:
    begun = os.getpid()
    return lambda question: b"%s %d %d" % (question, begun, os.getpid())


@pytest.mark.parametrize("jobs", [None, 2, 3])
def test_work_that_began_later_may_go_on_for_longer(monkeypatch: pytest.MonkeyPatch, jobs: int | None) -> None:
    """Each gets its whole question, whatever began beside it, and in the end as many processes may work as before."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    with at_most(jobs):
        with ExitStack() as later:
            with beside(_who, is_worth=True) as first:
                second = later.enter_context(beside(_who, is_worth=True))
                assert first(b"one").startswith(b"one ")
            assert second(b"two").startswith(b"two ")
        assert forks.processors() == (jobs or 2)


@pytest.mark.parametrize(("processors", "is_worth", "is_here"), [(2, True, False), (2, False, True), (1, True, True)])
def test_work_is_done_beside(
    monkeypatch: pytest.MonkeyPatch, *, processors: int, is_worth: bool, is_here: bool
) -> None:
    """By another process where that is worth it and there is a second processor; nothing of it is left."""
    monkeypatch.setattr(forks, "processors", lambda: processors)
    with beside(_who, is_worth=is_worth) as who:
        question, begun, answered = who(b"q" * 1_000_000).split()
    assert (question, begun) == (b"q" * 1_000_000, answered)
    assert (int(begun) == os.getpid()) == is_here
    if not is_here:
        with pytest.raises(ProcessLookupError):
            os.kill(int(begun), 0)


@pytest.mark.parametrize(("jobs", "here", "there"), [(2, 1, 1), (4, 3, 1)])
def test_work_beside_takes_one_of_the_processes_that_are_allowed(jobs: int, here: int, there: int) -> None:
    """Each of both shares what it does among no more than are left to it."""

    def begin() -> Answer:
        return lambda _: b"%d" % forks.processors()

    with at_most(jobs), beside(begin, is_worth=True) as ask:
        assert (forks.processors(), int(ask(b""))) == (here, there)


def test_work_that_fails_beside_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what it raises, it raises here."""
    monkeypatch.setattr(forks, "processors", lambda: 2)
    here = os.getpid()

    def begin() -> Answer:
        if os.getpid() != here:
            raise ValueError("there")
        return lambda question: question + b" here"

    with beside(begin, is_worth=True) as ask:
        assert ask(b"q" * 1_000_000) == b"q" * 1_000_000 + b" here"

    def answer(question: bytes) -> bytes:
        raise ValueError(question.decode())

    with beside(lambda: answer, is_worth=True) as ask, pytest.raises(ValueError, match="here too"):
        ask(b"here too")


def test_work_that_nobody_waits_for_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something else fails meanwhile, the other process does not go on."""
    monkeypatch.setattr(forks, "processors", lambda: 2)
    reading, writing = os.pipe()

    def work() -> Answer:
        os.write(writing, b"begun")
        time.sleep(60)
        return lambda _: b""

    def go_wrong() -> None:
        with beside(work, is_worth=True):
            assert os.read(reading, 5) == b"begun"
            raise ValueError("meanwhile")

    with pytest.raises(ValueError, match="meanwhile"):
        go_wrong()
    os.close(writing)
    assert os.read(reading, 1) == b""  # nobody holds its other end any more
    os.close(reading)


def test_the_collector_comes_back() -> None:
    """The cycle collector is off for a while, and on again also where that while ends badly."""

    def fail() -> None:
        with collector_off():
            assert not gc.isenabled()
            raise ValueError

    assert gc.isenabled()
    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert gc.isenabled()
