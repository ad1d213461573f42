"""The moments of a record: nothing that a record says of time is passed over."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from hearingsite.records.moments import moments_of, turns_of
from hearingsite.records.register import read_register
from hearingsite.values import DayOrYear, Moment, end_of

REPOSITORY = Path(__file__).parents[2]


def times(value: Any) -> Iterator[Moment | dt.date]:
    """Everything in a record that is a time, wherever it stands."""
    if isinstance(value, Moment | dt.date):
        yield value
    elif isinstance(value, DayOrYear):
        yield from times(value.day)
    elif isinstance(value, Struct):
        yield from (found for name in value.__struct_fields__ for found in times(getattr(value, name)))
    elif isinstance(value, list | tuple | dict):
        values = value.values() if isinstance(value, dict) else value
        yield from (found for one in values for found in times(one))


def test_every_time_counts() -> None:
    """All moments and the ends of all days that stand in any field are found, with the moments alone as turns."""
    register, _ = read_register(REPOSITORY / "content", REPOSITORY)
    assert len(register.entries) > 30
    for entry in register.entries:
        known = list(times(entry.hearing))
        moments = {one.at for one in known if isinstance(one, Moment)}
        days = {end_of(one) for one in known if not isinstance(one, Moment)}
        assert moments | days <= moments_of(entry.hearing)
        assert len(turns_of(entry.hearing)) == len(moments)
