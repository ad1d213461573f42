"""What a record must hold for the status it has."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.model import Appeal, Hearing, SittingSpan
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.values import day_of
from hearingsite.vocabulary.codes import PROVEN

_DECIDED: Final = ("findings-made", "concluded")
_PUBLISHED: Final = ("findings-made", "concluded", "discontinued")
_PUT_OFF: Final = ("adjourned", "postponed")
# After so long without a word, somebody should look whether the hearing was forgotten.
_LONG: Final = dt.timedelta(days=365)
_FORMER: Final = ("would-have-been-dismissed",)
_SERVING: Final = (
    "dismissed-without-notice",
    "dismissed",
    "dismissed-with-notice",
    "reduction-in-rank",
    "final-written-warning",
    "final-written-warning-extended",
    "written-warning",
    "management-advice",
    "reflective-practice",
)
_UNPROVEN: Final = ("not-proven", "no-case-to-answer", "proceedings-withdrawn", "not-stated")


def check_not_left_behind(case: Case) -> Iterator[Diagnostic]:
    """A hearing whose last sitting day has passed is no longer only announced.

    One that was put off, and whose new days nobody knows yet, says so itself: it is asked after a year later.
    """
    waiting = case.hearing.status in ("scheduled", "adjourned", "postponed")
    today = day_of(case.now)
    if not waiting or case.last_day is None or case.last_day >= today:
        return
    since = _put_off_since(case.hearing)
    hint = "Write what has become of the hearing, or its new days."
    if since is None:
        message = f'The last sitting day, {case.last_day}, has passed, but the status is still "{case.hearing.status}".'
        yield case.at("HS357", ("status",), message, hint)
    elif max(since, case.last_day) + _LONG < today:
        message = f'The status has been "{case.hearing.status}" since {since}, and no new day was written for a year.'
        yield case.at("HS357", ("status",), message, hint)


def _put_off_since(hearing: Hearing) -> dt.date | None:
    """Since when a hearing waits for new days that nobody knows yet; None where it does not."""
    newest = hearing.hearing.history[-1] if hearing.hearing.history else None
    is_put_off = newest is not None and newest.status in _PUT_OFF and not newest.dates
    return newest.on.day if newest and is_put_off else None


def check_findings(case: Case) -> Iterator[Diagnostic]:
    """Once findings are made, every officer has allegations and every allegation a finding."""
    if case.hearing.status not in _DECIDED:
        return
    for place, officer in case.officers():
        if not officer.allegations:
            yield case.at_key(
                "HS304",
                ("officers", place),
                f"{officer.key or 'An officer'} has no allegations.",
                'Add "allegations:" with what was alleged.',
            )
        for number, allegation in enumerate(officer.allegations):
            if allegation.finding is None:
                yield case.at_key(
                    "HS302",
                    ("officers", place, "allegations", number),
                    f'Allegation {number + 1} of {officer.key} has no finding, though the status is "{case.hearing.status}".',
                    'Add "finding: proven", "proven-in-part", "not-proven" or "withdrawn" to it.',
                )


def check_outcome(case: Case) -> Iterator[Diagnostic]:
    """Once a hearing is concluded, every officer has an outcome; before that, none has."""
    for place, officer in case.officers():
        if case.hearing.status == "concluded" and officer.outcome is None:
            yield case.at_key(
                "HS303",
                ("officers", place),
                f'{officer.key} has no outcome, though the status is "concluded".',
                'Add "outcome: …" to the officer, or correct "status".',
            )
        elif officer.outcome and case.hearing.status not in ("concluded", "discontinued"):
            yield case.at_key(
                "HS303",
                ("officers", place, "outcome"),
                f'{officer.key} has an outcome, though the status is "{case.hearing.status}".',
                'Correct "status", or take the outcome out until the hearing is concluded.',
            )


def check_outcome_fits(case: Case) -> Iterator[Diagnostic]:
    """A former officer can only be found to be one who would have been dismissed; a serving one never (Sch. 1)."""
    for place, officer in case.officers():
        if officer.service == "former" and officer.outcome in _SERVING:
            yield case.at(
                "HS316",
                ("officers", place, "outcome"),
                f'{officer.key} is a former officer, so "{officer.outcome}" cannot be the outcome.',
                'The only sanction for a former officer is "would-have-been-dismissed"; or correct "service".',
            )
        if officer.service == "serving" and officer.outcome in _FORMER:
            yield case.at(
                "HS316",
                ("officers", place, "outcome"),
                f'{officer.key} is a serving officer, so "{officer.outcome}" cannot be the outcome.',
                'Write "dismissed-without-notice", or correct "service".',
            )


def check_outcome_supported(case: Case) -> Iterator[Diagnostic]:
    """A sanction needs something proven; "not proven" needs nothing proven."""
    for place, officer in case.officers():
        if officer.outcome is None or not officer.allegations:
            continue
        if any(allegation.finding is None for allegation in officer.allegations):
            continue  # `check_findings` says so; what was proven is not known
        is_proven = any(allegation.finding in PROVEN for allegation in officer.allegations)
        if not is_proven and officer.outcome not in _UNPROVEN:
            message = f'Nothing was proven against {officer.key}, so "{officer.outcome}" cannot be the outcome.'
            yield case.at("HS317", ("officers", place, "outcome"), message, "Correct the findings or the outcome.")
        if is_proven and officer.outcome in ("not-proven", "no-case-to-answer", "proceedings-withdrawn"):
            message = f'Something was proven against {officer.key}, so "{officer.outcome}" cannot be the outcome.'
            yield case.at("HS317", ("officers", place, "outcome"), message, "Correct the findings or the outcome.")


def check_notice(case: Case) -> Iterator[Diagnostic]:
    """A hearing that has no findings yet is public through its notice, so it needs one."""
    if case.hearing.notice is None and case.hearing.status not in _PUBLISHED:
        message = f'A record that is "{case.hearing.status}" needs "notice", or nobody can see it.'
        yield case.at(
            "HS305", ("status",), message, 'Add "notice: {published: …}" with the moment the notice becomes public.'
        )


def check_publication(case: Case) -> Iterator[Diagnostic]:
    """From findings on, a record says when they become public."""
    if case.hearing.publication is None and case.hearing.status in _PUBLISHED:
        message = f'A record that is "{case.hearing.status}" needs "publication".'
        yield case.at(
            "HS306", ("status",), message, 'Add "publication: {publish_at: …}" with the moment of publication.'
        )


def check_days(case: Case) -> Iterator[Diagnostic]:
    """The sitting days are known in one of three ways, in order, once each; those of appeals too."""
    hearing = case.hearing
    yield from _check_sitting_days(case, hearing.hearing.dates, ("hearing", "dates"))
    for place, appeal in enumerate(hearing.appeals):
        if appeal.hearing:
            yield from _check_sitting_days(case, appeal.hearing.dates, ("appeals", place, "hearing", "dates"))


def _check_sitting_days(case: Case, dates: list[dt.date] | SittingSpan, path: type_path) -> Iterator[Diagnostic]:
    if isinstance(dates, SittingSpan):
        yield from _check_span(case, dates, path)
    elif not dates:
        yield case.at("HS307", path, "There is no sitting day.", "Write at least one day, for example [2023-12-18].")
    elif sorted(set(dates)) != dates:
        yield case.at(
            "HS308", path, "The sitting days are not in order, or one stands twice.", "Put the earliest day first."
        )


def _check_span(case: Case, span: SittingSpan, path: type_path) -> Iterator[Diagnostic]:
    if span.about:
        if span.first or span.last or span.days:
            message = '"about" stands for days that are not known, so it stands alone.'
            yield case.at_key("HS307", (*path, "about"), message, 'Delete "about", or the other keys beside it.')
        if case.hearing.hearing.regulations is None and path[0] == "hearing":
            message = 'With "about", the record must say under which regulations the hearing was held.'
            yield case.at_key(
                "HS307", (*path, "about"), message, 'Add "regulations: 2008", "2012" or "2020" to "hearing".'
            )
    elif not (span.first and span.last):
        yield case.at("HS307", path, 'The sitting days need both "first" and "last".', "Add the one that is missing.")
    elif span.first > span.last:
        yield case.at("HS308", (*path, "last"), "The last sitting day lies before the first.", "Correct one of them.")
    elif span.days and span.days > (span.last - span.first).days + 1:
        message = f"{span.days} days do not fit between the first and the last sitting day."
        yield case.at("HS308", (*path, "days"), message, "Correct the count or the days.")


def check_publish_at(case: Case) -> Iterator[Diagnostic]:
    """Findings are published after they were made: after the last sitting day, or the first where findings come first."""
    publication = case.hearing.publication
    if publication is None or case.hearing.status == "discontinued":
        return
    findings_first = case.hearing.status == "findings-made" or publication.outcome_at is not None
    day, which = (case.first_day, "first") if findings_first else (case.last_day, "last")
    if day and publication.publish_at.day < day:
        message = f"It would be published before the {which} sitting day, {day}."
        yield case.at(
            "HS315", ("publication", "publish_at"), message, "Correct the day of publication or the sitting days."
        )
    if publication.outcome_at and publication.outcome_at.at <= publication.publish_at.at:
        message = '"outcome_at" is not later than "publish_at".'
        yield case.at(
            "HS322",
            ("publication", "outcome_at"),
            message,
            "It is for outcomes that follow the findings: give the later moment.",
        )


def check_keep_until(case: Case) -> Iterator[Diagnostic]:
    """An outcome stays public for at least 28 days, counted anew from a decided appeal (reg. 43, 63)."""
    publication = case.hearing.publication
    if publication is None or publication.keep_until is None:
        return
    decided = [_decided_day(appeal) for appeal in case.hearing.appeals]
    from_days = [publication.publish_at.day, *(day for day in decided if day)]
    earliest = max(from_days) + dt.timedelta(days=28)
    if publication.keep_until.day < earliest:
        message = f"The outcome must stay public until {earliest} at least: 28 days from its publication, or from that of an appeal."
        yield case.at(
            "HS318",
            ("publication", "keep_until"),
            message,
            "Give that day or a later one; only a takedown can end it sooner.",
        )


def _decided_day(appeal: Appeal) -> dt.date | None:
    if appeal.result == "pending":
        return None
    if appeal.published:
        return appeal.published.day
    return appeal.decided.day + dt.timedelta(days=1) if appeal.decided and appeal.decided.day else None


RULES: Final[tuple[HearingRule, ...]] = (
    check_days,
    check_not_left_behind,
    check_notice,
    check_publication,
    check_findings,
    check_outcome,
    check_outcome_fits,
    check_outcome_supported,
    check_publish_at,
    check_keep_until,
)
