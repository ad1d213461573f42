"""The time of a case: every day that its header knows, the sitting days among them, and how far ahead a text may look."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.records.model import Appeal, Hearing, Notice, Publication, Sitting, SittingSpan
from hearingsite.values import Moment

_MONTHS_AHEAD: Final = 24  # a trial or a second hearing may be expected, and a warning usually runs as long
_MARGIN_MONTHS: Final = 6
_DAYS_A_MONTH: Final = 31


def known_days(hearing: Hearing) -> list[dt.date]:
    """Give every day of the header, sitting days first."""
    found = [*sitting_days(hearing), *_sitting(hearing.hearing)]
    found += _notice(hearing.notice)
    found += _publication(hearing.publication)
    for appeal in hearing.appeals:
        found += _appeal(appeal)
    for restriction in hearing.restrictions:
        lifted = restriction.lifted.on if restriction.lifted else None
        found += _days(restriction.from_, restriction.until, lifted, *(one.on for one in restriction.decisions))
    found += _days(*(matter.on for matter in hearing.criminal_proceedings), *(one.on for one in hearing.changes))
    found += [officer.left.on for officer in hearing.officers if officer.left and officer.left.on]
    return found + _days(hearing.takedown.at if hearing.takedown else None)


def sitting_days(hearing: Hearing) -> list[dt.date]:
    """Give every day on which the hearing or an appeal's sits, or once was to sit; of a span only its ends."""
    sittings = [hearing.hearing, *(appeal.hearing for appeal in hearing.appeals if appeal.hearing)]
    found: list[dt.date] = []
    for sitting in sittings:
        dates = sitting.dates
        found += [day for day in (dates.first, dates.last) if day] if isinstance(dates, SittingSpan) else dates
        for step in sitting.history:
            found += step.dates or []
    return found


def latest_day(hearing: Hearing, today: dt.date) -> dt.date:
    """Give the last day that a text of this case may speak of: warnings run on, and what is to come may be told."""
    months = [officer.outcome_months for officer in hearing.officers if officer.outcome_months]
    for appeal in hearing.appeals:
        months += [decision.outcome_months for decision in appeal.officers.values() if decision.outcome_months]
    ahead = max([_MONTHS_AHEAD, *months]) + _MARGIN_MONTHS
    return max([today, *known_days(hearing)]) + dt.timedelta(days=ahead * _DAYS_A_MONTH)


def _days(*moments: Moment | None) -> list[dt.date]:
    return [moment.day for moment in moments if moment]


def _sitting(sitting: Sitting) -> Iterator[dt.date]:
    yield from _days(
        sitting.register_by, *(step.on for step in sitting.history), *(one.on for one in sitting.decisions)
    )


def _notice(notice: Notice | None) -> list[dt.date]:
    return _days(notice.published, notice.until, notice.representations_by) if notice else []


def _publication(publication: Publication | None) -> list[dt.date]:
    if publication is None:
        return []
    received = [publication.report_received] if publication.report_received else []
    return [*_days(publication.publish_at, publication.outcome_at, publication.keep_until), *received]


def _appeal(appeal: Appeal) -> list[dt.date]:
    found = [*_days(appeal.published), *_notice(appeal.notice)]
    found += [appeal.lodged] if appeal.lodged else []
    if appeal.hearing:
        found += _sitting(appeal.hearing)
    if appeal.decided:
        found.append(appeal.decided.day or dt.date(appeal.decided.year, 12, 31))
    return found
