"""Work that is done in parts, or beside other work, on several processors where that is worth it, and work without interruption."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NoReturn, TypeVar

from hearingsite.diagnostics import fault

T = TypeVar("T")
Answer = Callable[[bytes], bytes]

# Many small parts, or the processor that ends first would wait for the other.
_PARTS_EACH: Final = 4
_MORE_MEMORY: Final = "Most often memory was short: close other programs, or take a computer with more, and try again."


class _Inherited:
    """What forked processes inherit instead of being sent it."""

    work: Callable[[range], Any] | None = None


class _Allowed:
    """How many processes may work at once, if somebody said so."""

    jobs: int | None = None


@contextmanager
def at_most(jobs: int | None) -> Iterator[None]:
    """Let no more than so many processes work at once; None: as many as there are processors."""
    before, _Allowed.jobs = _Allowed.jobs, jobs
    try:
        yield
    finally:
        _Allowed.jobs = before


def processors() -> int:
    """How many processes may work at once: what `at_most` says, else the processors that are this process's to use.

    A container is often given few of those that its machine has, and each process takes memory of its own.
    """
    if _Allowed.jobs is not None:
        return _Allowed.jobs
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return usable or 1


def in_parts(work: Callable[[range], T], number: int, *, worth: int, first: int = 0) -> Iterator[T]:
    """Give `work` the places from 0 to `number` - 1 in parts, and yield what it returns for each.

    From `worth` places on, and where processes can be forked, the parts are done on several processors: then what `work`
    returns or raises comes back pickled, and whatever else it changes is lost. The `first` places are done before that,
    so that what is compiled and read for them is there for all processes. Raises Fault (exit code 4) where one is killed.
    """
    workers = processors()
    if number < worth or workers == 1 or not hasattr(os, "fork"):
        if number:
            yield work(range(number))
        return
    import multiprocessing  # noqa: PLC0415 -- costs more than all the work of a check of one record
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 -- see above
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 -- see above

    first = min(first, number)
    if first:
        yield work(range(first))
    outer, _Inherited.work = _Inherited.work, work
    parts = workers * _PARTS_EACH
    fork = multiprocessing.get_context("fork")
    ends = _Ends()
    try:
        with ProcessPoolExecutor(workers, fork, initializer=ends.wait) as pool:
            yield from pool.map(_do, [range(first + part, number, parts) for part in range(parts)])
    except BrokenProcessPool:
        message = "Another program, or the system itself, ended a part of this work before it was done."
        raise fault("HS923", "memory", message, _MORE_MEMORY, exitcode=4) from None
    except RuntimeError as error:
        if isinstance(error.__context__, KeyboardInterrupt):  # while the pool was starting
            raise KeyboardInterrupt from None
        raise
    finally:
        ends.close()
        _Inherited.work = outer  # or it would keep all that it worked with


class _Ends:
    """A pipe that closes when this process ends, in whatever way: then the others end at once, too.

    Where this one is only stopped, they do what they have begun: the answer that one of them is writing would be half there,
    and who reads it would wait for ever.
    """

    def __init__(self) -> None:
        self._end, self._mine = os.pipe()

    def wait(self) -> None:
        """Watch the pipe, in another process."""
        os.close(self._mine)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        os.read(self._end, 1)
        os._exit(1)

    def close(self) -> None:
        """Give the pipe back, once all others have ended."""
        os.close(self._mine)
        os.close(self._end)


def _do(places: range) -> Any:
    work = _Inherited.work
    return work(places) if work else None


@contextmanager
def beside(begin: Callable[[], Answer], *, is_worth: bool) -> Iterator[Answer]:
    """Let another process `begin` work while this one goes on; what is given asks it, once, and waits for the answer.

    Where it is not worth it, where there is one processor, and where it came to nothing there, for whatever reason, all is
    done here when somebody asks. What it changes is lost, files aside. The process does not outlive the context.
    """
    if not is_worth or processors() == 1 or not hasattr(os, "fork"):

        def begin_and_answer(question: bytes) -> bytes:
            return begin()(question)

        yield begin_and_answer
        return
    asked, asking = os.pipe()
    answered, answering = os.pipe()
    process = os.fork()
    rest = _Allowed.jobs and max(1, _Allowed.jobs - 1)  # one is for the other process
    if not process:
        _Allowed.jobs = _Allowed.jobs and 1
        os.close(asking)
        _answer(begin, asked, answering)
    os.close(asked)
    os.close(answering)
    ends: list[int] = []

    def ask(question: bytes) -> bytes:
        with suppress(BrokenPipeError):
            questions.write(question)
            questions.flush()
        with suppress(BrokenPipeError):
            questions.close()
        content = answers.read()
        ends.append(os.waitpid(process, 0)[1])
        return begin()(question) if ends[0] else content

    with at_most(rest), open(answered, "rb") as answers, open(asking, "wb") as questions:  # noqa: PTH123 -- they have no path
        try:
            yield ask
        finally:
            if not ends:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _answer(begin: Callable[[], Answer], asked: int, answering: int) -> NoReturn:
    """Do work as the process that was started for it, write the answer, and end without any of this one's duties."""
    is_done = False
    try:
        answer = begin()
        with open(asked, "rb") as pipe:
            question = pipe.read()
        with open(answering, "wb") as pipe:
            pipe.write(answer(question))
        is_done = True
    finally:
        os._exit(0 if is_done else 1)


@contextmanager
def collector_off() -> Iterator[None]:
    """Leave the cycle collector out: it would walk through all records again and again, and they hold no cycles.

    Profiled on 10,000 records read from memory: 2.7 of 4.7 seconds were its.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # or the first thing it did were to walk through all of them
            gc.enable()
