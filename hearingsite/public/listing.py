"""On which lists a hearing stands: all outcomes, its force, year, ranks, outcomes in force, standards breached.

The year is that in which the findings were published, as in the order of every list: a hearing over two years stands on
one list, and no appeal moves it. A hearing whose findings are not public stands on its force's list alone.
"""

from typing import Literal

from hearingsite.public.findings import breached_standards
from hearingsite.public.model import PublicHearing
from hearingsite.values import Moment

Kind = Literal["decided", "forces", "years", "ranks", "outcomes", "standards"]
# A kind of list and a code of that kind; there is one list of everything decided, so its code is empty.
Listing = tuple[Kind, str]


def year_of(published: Moment) -> str:
    """The year on whose list a hearing stands, and in which it is counted, by when its findings were published."""
    return f"{published.day.year:04}"


def listings(hearing: PublicHearing) -> set[Listing]:
    """Tell every list on which a hearing stands."""
    found: set[Listing] = {("forces", hearing.force.code)}
    if hearing.published:
        found |= {("decided", ""), ("years", year_of(hearing.published))}
        found |= {("ranks", officer.rank) for officer in hearing.officers}
        found |= {("outcomes", officer.outcome.outcome) for officer in hearing.officers if officer.outcome}
        found |= {("standards", code) for code in breached_standards(hearing)}
    return found
