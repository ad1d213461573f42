"""Every moment that a record knows of: nothing of it changes for the public at any other."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from msgspec import Struct

from hearingsite.records.model import Hearing
from hearingsite.values import LONDON, DayOrYear, Moment, end_of

# What lasts until a moment is over just after it.
_AFTER: Final = dt.timedelta(microseconds=1)
_ANY: Final = Moment | dt.date | DayOrYear
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def moments_of(hearing: Hearing) -> frozenset[dt.datetime]:
    """Collect every moment of a record at which a gate of its release may open or close."""
    return frozenset(_moments(hearing))


def turns_of(hearing: Hearing) -> tuple[int, ...]:
    """Collect the moments that a record names, without the ends of its days, in microseconds since 1970."""
    found = {one.at for one in _times(hearing, Moment) if isinstance(one, Moment)}
    return tuple(map(_microseconds, sorted(found)))


def opens_at(hearing: Hearing) -> int | None:
    """The moment from which on nothing of a record is under embargo, in microseconds since 1970; None where nothing ever was."""
    publication = hearing.publication
    gates = [
        hearing.notice.published if hearing.notice else None,
        publication.publish_at if publication else None,
        publication.outcome_at if publication else None,
    ]
    return max((_microseconds(gate.at) for gate in gates if gate), default=None)


def moment_at(microseconds: int) -> dt.datetime:
    """The moment that is so many microseconds after 1970 began in UTC, in the time of the UK."""
    return (_EPOCH + dt.timedelta(microseconds=microseconds)).astimezone(LONDON)


def _microseconds(at: dt.datetime) -> int:
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


def _moments(hearing: Hearing) -> Iterator[dt.datetime]:
    for one in _times(hearing):
        if isinstance(one, Moment):
            yield from (one.at, one.at + _AFTER)
        else:
            yield from (end_of(one - dt.timedelta(days=1)), end_of(one), end_of(one) + _AFTER)


def _times(value: Any, kinds: Any = _ANY) -> Iterator[Moment | dt.date]:
    """Yield every time of some kinds, and perhaps others."""
    if isinstance(value, Moment | dt.date):
        yield value
    elif isinstance(value, DayOrYear):
        yield from _times(value.day)
    elif isinstance(value, Struct):
        for name in _fields_with_times(type(value), kinds):
            one = getattr(value, name)
            if one:
                yield from _times(one, kinds)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _times(one, kinds)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _times(one, kinds)


@cache
def _fields_with_times(kind: type[Struct], kinds: Any) -> tuple[str, ...]:
    """The fields that may hold a time, by their types: to look into all of them took a tenth of a check."""
    hints = get_type_hints(kind)
    return tuple(name for name in kind.__struct_fields__ if _may_hold(hints[name], kinds))


def _may_hold(hint: Any, kinds: Any) -> bool:
    parts = get_args(hint)
    if parts:
        return any(_may_hold(part, kinds) for part in parts)
    if not isinstance(hint, type):
        return False
    return issubclass(hint, kinds) or (issubclass(hint, Struct) and bool(_fields_with_times(hint, kinds)))
