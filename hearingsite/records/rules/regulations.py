"""Which regulations a hearing was held under: what the rules about law ask first."""

import datetime as dt
import functools
from typing import Final

from hearingsite.records.rules.case import Case
from hearingsite.vocabulary import read_vocabulary

# Three forces have conduct rules of their own, close to these and not the same; the barred list leaves them out, too.
OUTSIDE: Final = ("british-transport", "civil-nuclear", "ministry-of-defence")


@functools.cache
def regulation_days() -> dict[str, dt.date]:
    """Give the day on which each set of regulations came into force, oldest first."""
    return {code: term.from_day for code, term in read_vocabulary("regulations").items() if term.from_day}


def regulations_of(case: Case) -> str | None:
    """Give what the record says, or else the regulations in force on the first sitting day; None where that is unknown.

    Before the first of them, it gives those; that there is such a day is reported.
    """
    stated = case.hearing.hearing.regulations
    if stated or case.first_day is None:
        return stated
    for code, day in _newest_first():
        if day <= case.first_day:
            return code
    return _newest_first()[-1][0]


@functools.cache
def _newest_first() -> tuple[tuple[str, dt.date], ...]:
    return tuple(reversed(regulation_days().items()))


def is_under_2020(case: Case) -> bool:
    """Whether the Police (Conduct) Regulations 2020 themselves apply."""
    return regulations_of(case) == "2020" and case.hearing.force not in OUTSIDE
