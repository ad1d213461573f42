"""Which regulations a hearing was held under: what the rules about law ask first."""

from typing import Final

from hearingsite.records.rules.case import Case
from hearingsite.vocabulary.regulations import in_force_on

# Three forces have conduct rules of their own, close to these and not the same; the barred list leaves them out, too.
OUTSIDE: Final = ("british-transport", "civil-nuclear", "ministry-of-defence")


def regulations_of(case: Case) -> str | None:
    """Give what the record says, or else the regulations in force on the first sitting day; None where that is unknown.

    Before the first of them, it gives those; that there is such a day is reported.
    """
    stated = case.hearing.hearing.regulations
    return stated if stated or case.first_day is None else in_force_on(case.first_day)


def is_under_2020(case: Case) -> bool:
    """Whether the Police (Conduct) Regulations 2020 themselves apply."""
    return regulations_of(case) == "2020" and case.hearing.force not in OUTSIDE
