"""The history of a hearing: it ends with the record's own status and days, and tells the days that were given up."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.model import Sitting, SittingSpan
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.values import LONDON

_HEARING: Final[type_path] = ("hearing",)
_PUT_OFF: Final = ("adjourned", "postponed")


def check_history(case: Case) -> Iterator[Diagnostic]:
    """The last status of the history is the record's, and its steps are in order."""
    history = case.hearing.hearing.history
    if history and history[-1].status != case.hearing.status:
        yield case.at(
            "HS312",
            ("hearing", "history", len(history) - 1, "status"),
            f'The history ends with "{history[-1].status}", but the status is "{case.hearing.status}".',
            "Add the newest step to the history, or correct the status.",
        )
    for place in range(1, len(history)):
        if history[place].on.at < history[place - 1].on.at:
            message = "This step of the history lies before the one above it."
            yield case.at("HS324", ("hearing", "history", place, "on"), message, "Put the oldest step first.")


def check_days_of_history(case: Case) -> Iterator[Diagnostic]:
    """The days of the newest step that has some are the sitting days: a step holds all of them from then on."""
    for path, sitting in _sittings(case):
        steps = [(place, step.dates) for place, step in enumerate(sitting.history) if step.dates]
        if not steps or _fit(steps[-1][1], sitting.dates):
            continue
        message = 'The last days in "history" are not those in "dates" of the hearing.'
        hint = 'Write all days as they are now into both: "dates" of the hearing, and "dates" of the newest step.'
        yield case.at("HS361", (*path, "history", steps[-1][0], "dates"), message, hint)


def check_days_given_up(case: Case) -> Iterator[Diagnostic]:
    """Where days were put off, a step before says which: else they vanish from calendars, or seem to stand."""
    for path, sitting in _sittings(case):
        history = sitting.history
        status = history[-1].status if history else case.hearing.status
        is_told = any(step.dates for step in history[:-1])
        if status not in _PUT_OFF or is_told or isinstance(sitting.dates, SittingSpan):
            continue
        notice = case.hearing.notice if path == _HEARING else case.hearing.appeals[int(path[1])].notice
        on = f"{notice.published.at.astimezone(LONDON):%Y-%m-%dT%H:%M}" if notice else "2026-06-01T10:00"
        message = f'The days that stood before the hearing was {status} are nowhere in its "history".'
        hint = (
            f'Begin "history" with "- {{on: {on}, status: scheduled, dates: [the days that stood before]}}";'
            ' the newest step gets "dates" with all days as they are now, once they are known.'
        )
        place = (*path, "history", len(history) - 1, "status") if history else ("status",)
        yield case.at("HS362", place, message, hint)


def _sittings(case: Case) -> Iterator[tuple[type_path, Sitting]]:
    """Yield the hearing, and those of appeals that have a history of their own."""
    yield _HEARING, case.hearing.hearing
    for place, appeal in enumerate(case.hearing.appeals):
        if appeal.hearing and appeal.hearing.history:
            yield ("appeals", place, "hearing"), appeal.hearing


def _fit(days: list[dt.date], dates: list[dt.date] | SittingSpan) -> bool:
    """Whether days can be those of a hearing; where only its ends are known, these."""
    if isinstance(dates, SittingSpan):
        return dates.first in (None, min(days)) and dates.last in (None, max(days))
    return set(days) == set(dates)


RULES: Final[tuple[HearingRule, ...]] = (check_history, check_days_of_history, check_days_given_up)
