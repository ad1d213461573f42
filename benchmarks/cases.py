"""What an invented hearing is: how it goes, and when; and the words that all parts of its record are made of."""

import datetime as dt
import tomllib
from calendar import month_name
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from hearingsite.records.workdays import is_workday

NOW: Final = dt.datetime(2026, 7, 1, 9, 0)  # noqa: DTZ001 -- in the UK, like every moment of a record
TODAY: Final = NOW.date()
MONTHS: Final = month_name[1:]
RULES_OF_2020: Final = dt.date(2020, 2, 1)
BARRED_LIST: Final = dt.date(2017, 12, 15)  # and the first day on which former officers could be heard

_INVENTED: Final = tomllib.loads(Path(__file__).with_name("invented.toml").read_text("utf-8"))
_NAMES: Final = {kind: words.split() for kind, words in _INVENTED["names"].items()}
PLACES: Final[list[str]] = _INVENTED["sites"]["places"]
_VENUES: Final[list[str]] = _INVENTED["sites"]["venues"]
CONDUCT: Final = [(conduct, standard) for standard, several in _INVENTED["conduct"].items() for conduct in several]
SENTENCES: Final[dict[str, list[str]]] = _INVENTED["sentences"]


class _Course(NamedTuple):
    """How a hearing goes: how many in 1,000 do, its status, and between how many days before NOW it begins."""

    per_mille: int
    status: str
    days_ago: tuple[int, int]


_COURSES: Final = {
    "decided": _Course(780, "concluded", (40, 5800)),
    "anonymised": _Course(60, "concluded", (2200, 5800)),
    "removed": _Course(15, "concluded", (2200, 5800)),
    "taken-down": _Course(10, "concluded", (300, 3000)),
    "held-back": _Course(15, "concluded", (40, 300)),  # an officer is before a criminal court
    "awaited": _Course(10, "concluded", (3, 6)),  # the outcome is embargoed
    "findings": _Course(15, "findings-made", (20, 60)),
    "discontinued": _Course(25, "discontinued", (40, 3000)),
    "scheduled": _Course(35, "scheduled", (-45, -7)),
    "adjourned": _Course(10, "adjourned", (10, 40)),
    "postponed": _Course(10, "postponed", (-45, -7)),
    "vacated": _Course(5, "vacated", (-45, -7)),
    "hidden": _Course(10, "scheduled", (-60, -40)),  # the notice is still to come
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What all parts of a record go by."""

    course: str
    days: list[dt.date]
    days_before: list[dt.date]  # those that stood first, where it was put off
    notice_day: dt.date
    publish_day: dt.date
    venue: str
    has_notice: bool

    @property
    def status(self) -> str:
        """The record's status."""
        return _COURSES[self.course].status

    @property
    def is_decided(self) -> bool:
        """Whether there are findings."""
        return self.status in ("concluded", "findings-made")

    @property
    def has_publication(self) -> bool:
        """Whether the record says when its end is published."""
        return self.is_decided or self.status == "discontinued"


def invent_case(random: Random) -> Case:
    """Invent how a hearing goes, its days, and what is told of it when."""
    name = weighed({name: course.per_mille for name, course in _COURSES.items()}, random)
    first_day = TODAY - dt.timedelta(days=random.randint(*_COURSES[name].days_ago))
    days = _working_days(first_day, 1 if name == "awaited" else random.choice((1, 1, 2, 3, 4)))
    days_before: list[dt.date] = []
    if name == "adjourned":
        days_before = days
        days = [*days, *_working_days(later(TODAY, 10, 60, random), 2)]
    elif name == "postponed":
        days_before = _working_days(max(TODAY + dt.timedelta(days=1), days[0] - dt.timedelta(days=14)), len(days))
    notice_day = later(days[0], -30, -16, random)
    if name != "hidden":
        notice_day = min(notice_day, later(TODAY, -5, -2, random))
    if name == "discontinued":
        publish_day = later(days[0], -6, -1, random)
    else:
        first, last = {"awaited": (10, 15), "findings": (2, 7)}.get(name, (5, 21))
        publish_day = later(days[-1], first, last, random)
    has_outcome = _COURSES[name].status in ("concluded", "findings-made", "discontinued")
    has_notice = not has_outcome or name == "awaited" or random.random() < 0.7
    return Case(
        course=name,
        days=days,
        days_before=days_before,
        notice_day=notice_day,
        publish_day=publish_day,
        venue=random.choice(_VENUES),
        has_notice=has_notice,
    )


def _working_days(day: dt.date, count: int) -> list[dt.date]:
    days: list[dt.date] = []
    while len(days) < count:
        if is_workday(day):
            days.append(day)
        day += dt.timedelta(days=1)
    return days


def later(day: dt.date, first: int, last: int, random: Random) -> dt.date:
    """Give a day between `first` and `last` days after another, or before it."""
    return day + dt.timedelta(days=random.randint(first, last))


def weighed(weights: dict[str, int], random: Random) -> str:
    """Choose one, each as often as its weight says."""
    return random.choices(list(weights), list(weights.values()))[0]


def invent_name(random: Random, others: Collection[str] = ()) -> str:
    """Invent a name; of thousands, those that are kept back have much in common with those that are public.

    Nobody has a word of a name with one of `others` of the same hearing: where that one is kept back, and another
    hearing keeps back somebody of the whole name, the guard rightly asks for a look at it.
    """
    taken = set(" ".join(others).split())
    while True:
        first, start, end = (random.choice(_NAMES[kind]) for kind in ("first", "starts", "ends"))
        if taken.isdisjoint((first, start + end)):
            return f"{first} {start}{end}"
