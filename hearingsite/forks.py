"""Work that is done in parts, or beside other work, on several processors where that is worth it, and work without interruption."""

import gc
import os
import pickle
import selectors
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, NoReturn, TypeVar

from hearingsite.diagnostics import fault

T = TypeVar("T")
Answer = Callable[[bytes], bytes]

# Many small parts, or the processor that ends first would wait for the other.
_PARTS_EACH: Final = 4
# Bytes: of the number of a part, before what came of it, and that are read at once.
_NUMBER: Final = 4
_LENGTH: Final = 8
_AT_ONCE: Final = 1 << 20
_MORE_MEMORY: Final = "Most often memory was short: close other programs, or take a computer with more, and try again."


class _Allowed:
    """How many processes may work at once, if somebody said so; how many work beside this one, and our ends of their pipes."""

    jobs: int | None = None
    beside = 0
    ends: Final[set[int]] = set()


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
        return max(1, _Allowed.jobs - _Allowed.beside)
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
    first = min(first, number)
    if first:
        yield work(range(first))
    parts = workers * _PARTS_EACH
    crew = _Crew(work, [range(first + part, number, parts) for part in range(parts)])
    try:
        crew.begin(workers)
        yield from crew.answers()
    finally:
        crew.close()


class _Crew:
    """Processes that take the numbers of parts out of one pipe, and write what came of each into a pipe of their own.

    There are as many as the system gives; where it gives none, all is done here. No thread is needed: a pool of Python's
    own waits for ever where it gets none, as in a container with few processes.
    """

    def __init__(self, work: Callable[[range], Any], parts: Sequence[range]) -> None:
        """Write down what is to be done."""
        self._work, self._parts = work, parts
        self._numbers, writing = os.pipe()
        os.write(writing, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(parts))))
        os.close(writing)
        self._ends = _Ends()
        self._selector = selectors.DefaultSelector()
        self._done: dict[int, tuple[bool, Any]] = {}

    def begin(self, workers: int) -> None:
        """Start so many processes, or as many as can be."""
        for _ in range(workers):
            told, telling = os.pipe()
            try:
                process = os.fork()
            except OSError:  # of all processes that may be, there are as many already
                os.close(told)
                os.close(telling)
                return
            if not process:
                self._be_one(telling, [told, *(key.fd for key in self._selector.get_map().values())])
            os.close(telling)
            self._selector.register(told, selectors.EVENT_READ, (process, bytearray()))

    def answers(self) -> Iterator[Any]:
        """Yield what came of each part, or raise it; raises Fault (exit code 4) where a process is killed."""
        for number, part in enumerate(self._parts):
            while number not in self._done and self._selector.get_map():
                self._hear()
            is_done, answer = self._done.pop(number) if number in self._done else (True, self._work(part))
            if not is_done:
                raise answer
            yield answer

    def close(self) -> None:
        """Let no other part begin, and wait for the end of those that have begun."""
        while os.read(self._numbers, _AT_ONCE):
            pass
        keys = list(self._selector.get_map().values())
        for key in keys:
            os.close(key.fd)
        for key in keys:
            os.waitpid(key.data[0], 0)
        self._selector.close()
        os.close(self._numbers)
        self._ends.close()

    def _hear(self) -> None:
        for key, _ in self._selector.select():
            process, heard = key.data
            content = os.read(key.fd, _AT_ONCE)
            heard += content
            while len(heard) >= _LENGTH and len(heard) >= (end := _LENGTH + int.from_bytes(heard[:_LENGTH], "big")):
                number, *answer = pickle.loads(heard[_LENGTH:end])  # noqa: S301 -- from a process of our own
                self._done[number] = (answer[0], answer[1])
                del heard[:end]
            if not content:
                self._selector.unregister(key.fd)
                os.close(key.fd)
                if os.waitpid(process, 0)[1]:
                    message = "Another program, or the system itself, ended a part of this work before it was done."
                    raise fault("HS923", "memory", message, _MORE_MEMORY, exitcode=4)

    def _be_one(self, telling: int, others: Iterable[int]) -> NoReturn:
        """Do parts as a process that was started for them, and end without any of the other one's duties."""
        is_done = False
        try:
            for other in others:
                os.close(other)
            self._ends.wait()
            with open(telling, "wb") as pipe:
                while number := os.read(self._numbers, _NUMBER):
                    content = self._come_of(int.from_bytes(number, "big"))
                    pipe.write(len(content).to_bytes(_LENGTH, "big") + content)
                    pipe.flush()
            is_done = True
        finally:
            os._exit(0 if is_done else 1)

    def _come_of(self, number: int) -> bytes:
        try:
            return pickle.dumps((number, True, self._work(self._parts[number])))
        except Exception as error:  # noqa: BLE001 -- it is raised where somebody waits for the answer
            return pickle.dumps((number, False, error))


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
        with suppress(RuntimeError):  # no thread is to be had: then the next answer that nobody reads is the end
            threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        os.read(self._end, 1)
        os._exit(1)

    def close(self) -> None:
        """Give the pipe back, once all others have ended."""
        os.close(self._mine)
        os.close(self._end)


@contextmanager
def beside(begin: Callable[[], Answer], *, is_worth: bool) -> Iterator[Answer]:
    """Let another process `begin` work while this one goes on; what is given asks it, once, and waits for the answer.

    Where it is not worth it, where there is one processor or no process to be had, and where it came to nothing there, for
    whatever reason, all is done here when somebody asks. What it changes is lost, files aside. The process does not outlive
    the context.
    """

    def begin_and_answer(question: bytes) -> bytes:
        return begin()(question)

    if not is_worth or processors() == 1 or not hasattr(os, "fork"):
        yield begin_and_answer
        return
    asked, asking = os.pipe()
    answered, answering = os.pipe()
    try:
        process = os.fork()
    except OSError:  # of all processes that may be, there are as many already
        for end in (asked, asking, answered, answering):
            os.close(end)
        yield begin_and_answer
        return
    if not process:
        _Allowed.jobs = _Allowed.jobs and 1
        for end in (
            asking,
            *_Allowed.ends,
        ):  # whoever asks others closes these, so that they know they have the whole question
            os.close(end)
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

    _Allowed.beside += 1
    _Allowed.ends.update((asking, answered))
    try:
        with open(answered, "rb") as answers, open(asking, "wb") as questions:  # noqa: PTH123 -- they have no path
            yield ask
    finally:
        _Allowed.beside -= 1
        _Allowed.ends.difference_update((asking, answered))
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
