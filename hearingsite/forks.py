"""Work that is done in parts, on all processors where that is worth it."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final, TypeVar

T = TypeVar("T")

# Many small parts, or the processor that ends first would wait for the other.
_PARTS_EACH: Final = 4


class _Inherited:
    """What forked processes inherit instead of being sent it."""

    work: Callable[[range], Any]


def in_parts(work: Callable[[range], T], number: int, *, worth: int) -> Iterator[T]:
    """Give `work` the places from 0 to `number` - 1 in parts, and yield what it returns for each.

    From `worth` places on, and where processes can be forked, the parts are done on all processors: then what `work`
    returns or raises comes back pickled, and whatever else it changes is lost.
    """
    workers = os.cpu_count() or 1
    if number < worth or workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        if number:
            yield work(range(number))
        return
    _Inherited.work = work
    parts = workers * _PARTS_EACH
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        yield from pool.map(_do, [range(first, number, parts) for first in range(parts)])


def _do(places: range) -> Any:
    return _Inherited.work(places)
