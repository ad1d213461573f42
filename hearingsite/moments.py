"""Every moment that a record knows of: nothing of it changes for the public at any other."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from hearingsite.records.model import Hearing
from hearingsite.values import DayOrYear, Moment, end_of

# What lasts until a moment is over just after it.
_AFTER: Final = dt.timedelta(microseconds=1)


def moments_of(hearing: Hearing) -> frozenset[dt.datetime]:
    """Collect every moment of a record at which a gate of its release may open or close."""
    return frozenset(_moments(hearing))


def _moments(value: Any) -> Iterator[dt.datetime]:
    if isinstance(value, Moment):
        yield from (value.at, value.at + _AFTER)
    elif isinstance(value, DayOrYear):
        yield from _moments(value.day)
    elif isinstance(value, dt.date):
        yield from (end_of(value - dt.timedelta(days=1)), end_of(value), end_of(value) + _AFTER)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _moments(getattr(value, name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _moments(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _moments(one)
