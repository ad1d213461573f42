"""Days that are hardly meant: years away, or for a sitting on a day on which no panel sits. Warnings, for either can be true."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.model import Hearing, SittingSpan
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.workdays import is_workday
from hearingsite.values import Moment, day_of

_FRIDAY: Final = 4
_SATURDAY: Final = 5
_FAR: Final = dt.timedelta(days=2 * 366)
# When bank holidays of England and Wales can be, but for those of one year alone: of other days nobody need ask the
# calendar of them, which takes 0.1 s to import.
_MONDAYS: Final = frozenset({1, 3, 4, 5, 8, 12})
_FRIDAYS: Final = frozenset({3, 4, 5})
_YEAR_ENDS: Final = ((12, 25), (1, 4))
_MEND: Final = "Correct the day; if it is right, say so with an exception."


def check_far_days(case: Case) -> Iterator[Diagnostic]:
    """No sitting day lies more than two years after the newest word of it: the notice, or a step of the history."""
    sitting, notice = case.hearing.hearing, case.hearing.notice
    words = [*([notice.published.day] if notice else []), *(step.on.day for step in sitting.history)]
    newest = max(words, default=day_of(case.now))
    if case.last_day and case.last_day - newest > _FAR:
        message = f"The sitting day {case.last_day} lies more than two years after {newest}."
        yield case.at(
            "HS363", ("hearing", "dates"), message, "Correct the year; if it is right, say so with an exception."
        )


def check_far_moments(case: Case) -> Iterator[Diagnostic]:
    """What takes effect, or is told as done, is not more than two years ahead: a slip in the year would put it off."""
    today = day_of(case.now)
    for path, moment in _moments(case.hearing):
        if moment is not None and (day := moment if isinstance(moment, dt.date) else moment.day) - today > _FAR:
            message = f"The day {day} is more than two years ahead."
            yield case.at("HS365", path, message, "Correct the year; if it is right, say so with an exception.")


def _moments(hearing: Hearing) -> Iterator[tuple[tuple[str | int, ...], Moment | dt.date | None]]:
    """The moments of a record that are near to the day on which they are written, each with its path."""
    if hearing.takedown:
        yield ("takedown", "at"), hearing.takedown.at
    if hearing.publication:
        yield ("publication", "publish_at"), hearing.publication.publish_at
        yield ("publication", "outcome_at"), hearing.publication.outcome_at
    if hearing.notice:
        yield ("notice", "published"), hearing.notice.published
    for place, appeal in enumerate(hearing.appeals):
        yield ("appeals", place, "lodged"), appeal.lodged
        yield ("appeals", place, "decided"), appeal.decided.day if appeal.decided else None
        yield ("appeals", place, "published"), appeal.published
    for place, matter in enumerate(hearing.criminal_proceedings):
        yield ("criminal_proceedings", place, "on"), matter.on
    for place, change in enumerate(hearing.changes):
        yield ("changes", place, "on"), change.on
    for place, restriction in enumerate(hearing.restrictions):
        yield ("restrictions", place, "lifted", "on"), restriction.lifted.on if restriction.lifted else None
    for place, officer in enumerate(hearing.officers):
        yield ("officers", place, "left", "on"), officer.left.on if officer.left else None


def check_days_off(case: Case) -> Iterator[Diagnostic]:
    """Hearings sit from Monday to Friday, and not on bank holidays.

    Bank holidays are looked up for days to come alone: what has been was on the day that it was on.
    """
    today = day_of(case.now)
    dates = case.hearing.hearing.dates
    days = [day for day in (dates.first, dates.last) if day] if isinstance(dates, SittingSpan) else dates
    for place, day in enumerate(days):
        is_weekend = day.weekday() >= _SATURDAY
        if is_weekend or (day >= today and _may_be_holiday(day) and not is_workday(day)):
            what = f"a {day:%A}" if is_weekend else "a bank holiday"
            key = (("first", "last")[place],) if isinstance(dates, SittingSpan) else (place,)
            yield case.at("HS364", ("hearing", "dates", *key), f"The sitting day {day} is {what}.", _MEND)


def _may_be_holiday(day: dt.date) -> bool:
    weekday, date = day.weekday(), (day.month, day.day)
    first, last = _YEAR_ENDS
    is_usual = (weekday == 0 and day.month in _MONDAYS) or (weekday == _FRIDAY and day.month in _FRIDAYS)
    return is_usual or date >= first or date <= last


RULES: Final[tuple[HearingRule, ...]] = (check_far_days, check_far_moments, check_days_off)
