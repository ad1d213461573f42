"""The law's own limits: notice periods, reports, words of the time, chairs, privacy, what a restriction must say."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.model import Notice, Sitting, SittingSpan
from hearingsite.records.rules import sanctions
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.regulations import is_under_2020, regulations_of
from hearingsite.records.workdays import workday_after, workday_before
from hearingsite.values import Moment
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import CHIEF_OFFICERS
from hearingsite.vocabulary.regulations import regulation_days

_PERIOD: Final = 5
_SHORTENED: Final = 'Correct the days, or say why the period was shortened: "shortened: {reason: …}" in the notice.'
# Five working days never take more days than this, not even at Christmas: no calendar is asked beyond.
_SURELY_FIVE_WORKDAYS: Final = 14
# Hearings before the first of these regulations are reported as such.
_FIRST_YEAR: Final = 2008
_REVIEW_SOON: Final = dt.timedelta(days=14)
_GROUND_KNOWN_FROM: Final = 2026
# How long a case may have stayed under rules that were replaced, before one asks whether that can be right.
_YEARS_UNDER_OLD_RULES: Final = 6
_NEW_CHAIRS: Final = dt.date(2024, 5, 7)
# The papers are served months before a hearing, so a hearing long after that day still has an old chair.
_NEW_CHAIRS_EVERYWHERE: Final = dt.date(2026, 5, 7)
_CHIEFS: Final = ("chief-constable", "chief-constable-delegate")
# Panels for these are made up in another way (reg. 28(2), 55(3)); where the rank is not published, it may be one.
_SENIOR: Final = CHIEF_OFFICERS | {"not-published"}


def check_notice_period(case: Case) -> Iterator[Diagnostic]:
    """A notice is published at least 5 working days before the first sitting day, unless the period was shortened.

    Police (Conduct) Regulations 2020, regs 36 and 22; their exact words were not read. Counted back from the day before
    the hearing; the fifth working day itself is in time. Accelerated hearings have no fixed period (reg. 53).
    """
    hearing = case.hearing
    if hearing.notice and hearing.hearing.kind == "misconduct-hearing" and is_under_2020(case):
        latest = _missed_day(hearing.notice, case.first_day)
        # A notice after that day is reported as two days that cannot both be right.
        if latest and case.first_day and hearing.notice.published.day <= case.first_day:
            message = (
                f"The notice of {hearing.notice.published.day} comes less than 5 working days before the first sitting day, "
                f"{case.first_day}; {latest} is the last day in time."
            )
            yield case.at("HS328", ("notice", "published"), message, _SHORTENED)


def check_appeal_notice_period(case: Case) -> Iterator[Diagnostic]:
    """The notice of a tribunal's hearing is published at least 5 working days before its first sitting day.

    Police Appeals Tribunals Rules; their exact words were not read.
    """
    for place, appeal in enumerate(case.hearing.appeals):
        if appeal.body == "police-appeals-tribunal" and appeal.notice and appeal.hearing:
            first_day = _first_day(appeal.hearing)
            latest = _missed_day(appeal.notice, first_day)
            if latest:
                message = (
                    f"The notice of {appeal.notice.published.day} comes less than 5 working days before this appeal is heard "
                    f"on {first_day}; {latest} is the last day in time."
                )
                yield case.at("HS329", ("appeals", place, "notice", "published"), message, _SHORTENED)


def _missed_day(notice: Notice, first_day: dt.date | None) -> dt.date | None:
    """The last day for a notice, if it was missed without a reason."""
    if notice.shortened or first_day is None or first_day.year < _FIRST_YEAR:
        return None
    if (first_day - notice.published.day).days > _SURELY_FIVE_WORKDAYS:
        return None
    latest = workday_before(first_day, _PERIOD)
    return latest if notice.published.day > latest else None


def _first_day(sitting: Sitting) -> dt.date | None:
    if isinstance(sitting.dates, SittingSpan):
        return sitting.dates.first
    return min(sitting.dates, default=None)


def check_report(case: Case) -> Iterator[Diagnostic]:
    """The chair's report reaches the force within 5 working days, beginning with the first one after the hearing.

    Police (Conduct) Regulations 2020, regs 43(1) and 63(1).
    """
    publication = case.hearing.publication
    if publication is None or publication.report_received is None or case.hearing.status != "concluded":
        return
    received, last_day = publication.report_received, case.last_day
    if last_day is None or (received - last_day).days <= _PERIOD or not is_under_2020(case):
        return
    latest = workday_after(last_day, _PERIOD)
    if received > latest:
        message = (
            f'"report_received" is {received}, but the report was due by {latest}, 5 working days after the hearing.'
        )
        hint = 'Check both days. If the report was late, note an exception with the reason in "allow".'
        yield case.at("HS330", ("publication", "report_received"), message, hint)


def check_words_of_the_time(case: Case) -> Iterator[Diagnostic]:
    """Kind, chair, levels and outcomes are those of the regulations that the hearing was held under, and of its day."""
    regulations = regulations_of(case)
    for vocabulary, path, code in _words(case):
        term = read_vocabulary(vocabulary)[code]
        if regulations and term.regulations and regulations not in term.regulations:
            known = " or ".join(f'"regulations: {one}"' for one in term.regulations)
            message = f'The Police (Conduct) Regulations {regulations} know no "{code}".'
            hint = f'Choose another word, or write {known} in "hearing" if it was held under these.'
            yield case.at("HS334", path, message, hint)
        elif term.from_day and case.last_day and case.last_day < term.from_day and path[0] != "appeals":
            message = f'There was no "{code}" before {term.from_day}, and the last sitting day is {case.last_day}.'
            yield case.at("HS334", path, message, "Choose another word, or correct the sitting days.")


def _words(case: Case) -> Iterator[tuple[str, type_path, str]]:
    """The words of a record that belong to a time: vocabulary, place, code."""
    hearing = case.hearing
    yield "kinds", ("hearing", "kind"), hearing.hearing.kind
    if hearing.hearing.chair:
        yield "chair_roles", ("hearing", "chair", "role"), hearing.hearing.chair.role
    for place, officer in case.officers():
        path: type_path = ("officers", place)
        if officer.outcome:
            yield "outcomes", (*path, "outcome"), officer.outcome
        if officer.level:
            yield "levels", (*path, "level"), officer.level
        for number, allegation in enumerate(officer.allegations):
            if allegation.level:
                yield "levels", (*path, "allegations", number, "level"), allegation.level
    yield from _words_of_appeals(case)


def _words_of_appeals(case: Case) -> Iterator[tuple[str, type_path, str]]:
    for place, appeal in enumerate(case.hearing.appeals):
        for key, decision in appeal.officers.items():
            path = ("appeals", place, "officers", key)
            if decision.outcome:
                yield "outcomes", (*path, "outcome"), decision.outcome
            if decision.level:
                yield "levels", (*path, "level"), decision.level


def check_regulations(case: Case) -> Iterator[Diagnostic]:
    """Regulations that a record names were in force on the first sitting day, or were not replaced long before it.

    Open cases stayed under the rules of 2008 and 2012 for years; six are allowed before one asks.
    """
    stated, first_day = case.hearing.hearing.regulations, case.first_day
    if stated is None or first_day is None:
        return
    days = regulation_days()
    later = [day for day in days.values() if day > days[stated]]
    path, hint = (
        ("hearing", "regulations"),
        'Correct the regulations or the sitting days; or note an exception in "allow".',
    )
    if min(days.values()) <= first_day < days[stated]:
        message = f'The regulations of "{stated}" came into force on {days[stated]}, after the first sitting day, {first_day}.'
        yield case.at("HS335", path, message, hint)
    elif later and first_day >= later[0].replace(year=later[0].year + _YEARS_UNDER_OLD_RULES):
        message = f'The regulations of "{stated}" were replaced on {later[0]}, years before the first sitting day, {first_day}.'
        yield case.at("HS335", path, message, hint)


def check_chair(case: Case) -> Iterator[Diagnostic]:
    """A chair fits the kind and the day of the hearing (regs 28 and 55 of 2020, as amended by SI 2024/521).

    Accelerated hearings: always the chief constable or a delegate. Others: a legally qualified chair where the papers were
    served before 7 May 2024, the chief constable or a delegate since. The record does not know that day, so the first
    sitting day decides, with two years' grace for a legally qualified chair.
    """
    sitting, first_day = case.hearing.hearing, case.first_day
    if sitting.chair is None or first_day is None or not is_under_2020(case):
        return
    if any(officer.rank in _SENIOR for officer in case.hearing.officers):
        return
    role = sitting.chair.role
    message = ""
    if sitting.kind == "accelerated-misconduct-hearing":
        if role not in _CHIEFS:
            message = f'An accelerated hearing is chaired by the chief constable or a delegate, not by a "{role}".'
    elif role == "senior-officer":
        message = f'Under the regulations of 2020, no hearing is chaired by a "{role}".'
    elif role in _CHIEFS and first_day < _NEW_CHAIRS:
        message = f'Before {_NEW_CHAIRS}, no such hearing was chaired by a "{role}", and this one began on {first_day}.'
    elif role not in _CHIEFS and first_day >= _NEW_CHAIRS_EVERYWHERE:
        message = f'A "{role}" needs papers served before {_NEW_CHAIRS}, and this hearing began only on {first_day}.'
    if message:
        hint = 'Correct the role of the chair; if it is right, note an exception with the reason in "allow".'
        yield case.at("HS336", ("hearing", "chair", "role"), message, hint)


def check_private(case: Case) -> Iterator[Diagnostic]:
    """A hearing that is private, wholly or in part, says why and on what ground (reg. 39)."""
    yield from _check_private(case, case.hearing.hearing, ("hearing", "held"))
    for place, appeal in enumerate(case.hearing.appeals):
        if appeal.hearing:
            yield from _check_private(case, appeal.hearing, ("appeals", place, "hearing", "held"))


def _check_private(case: Case, sitting: Sitting, path: type_path) -> Iterator[Diagnostic]:
    if sitting.held not in ("private", "part-private"):
        return
    missing = [
        key
        for key, value in (("private_reason", sitting.private_reason), ("private_ground", sitting.private_ground))
        if value is None
    ]
    if missing:
        keys = " and ".join(f'"{key}"' for key in missing)
        message = f'A hearing that is "{sitting.held}" says why, and {keys} {"are" if missing[1:] else "is"} missing.'
        yield case.at("HS337", path, message, f"Add {keys} beside it.")


def check_review_day(case: Case) -> Iterator[Diagnostic]:
    """A restriction on details is reviewed by the day in "until"; only "lifted" ends it."""
    if not any(one.covers == "details" and one.until for one in case.hearing.restrictions):
        return
    today = Moment(case.now).day
    if _has_ended(case, today):
        return
    for place, restriction in enumerate(case.hearing.restrictions):
        if restriction.covers != "details" or restriction.until is None or restriction.lifted:
            continue
        path, day = ("restrictions", place, "until"), restriction.until.day
        hint = 'Ask whoever imposed it; then add "lifted", or write the new day of review in "until".'
        if day < today:
            message = f"The restriction on details was to be reviewed by {day}, and nothing says that it was."
            yield case.at("HS338", path, message, hint)
        elif day <= today + _REVIEW_SOON:
            yield case.at("HS339", path, f"The restriction on details must be reviewed by {day}.", hint)


def _has_ended(case: Case, today: dt.date) -> bool:
    """Whether nothing that a restriction on details holds back will be shown again."""
    takedown, publication = case.hearing.takedown, case.hearing.publication
    if takedown and takedown.at.day <= today:
        return True
    ends = publication and publication.afterwards != "keep" and publication.keep_until
    return bool(ends and ends.day < today)


def check_ground(case: Case) -> Iterator[Diagnostic]:
    """A restriction made from 2026 on says on what ground; a statute needs none."""
    for place, restriction in enumerate(case.hearing.restrictions):
        if restriction.ground != "not-recorded" or restriction.imposed_by == "statute":
            continue
        day = restriction.from_.day if restriction.from_ else case.first_day
        if day and day.year >= _GROUND_KNOWN_FROM:
            message = f'Nothing says on what ground "{restriction.protects}" is protected, though this was decided in {day.year}.'
            hint = 'Ask whoever imposed the restriction, and write the ground; or note an exception in "allow".'
            yield case.at("HS341", ("restrictions", place, "ground"), message, hint)


def check_designation_explained(case: Case) -> Iterator[Diagnostic]:
    """An officer under a designation has a restriction on identity, or the record says why there is no name."""
    protected = {one.protects for one in case.hearing.restrictions if one.covers == "identity"}
    unexplained = [
        place
        for place, officer in case.officers()
        if officer.known_as and not officer.anonymity_basis and protected.isdisjoint((officer.key, *officer.formerly))
    ]
    # A restriction that finds nobody is reported, and may be this officer's.
    if unexplained and "all" not in protected and protected <= _everybody(case):
        for place in unexplained:
            message = f'Nothing says why "{case.hearing.officers[place].known_as}" is not named.'
            hint = 'Add the restriction on identity, or write "anonymity_basis: force-choice" or "not-recorded".'
            yield case.at("HS342", ("officers", place, "known_as"), message, hint)


def _everybody(case: Case) -> set[str]:
    known = {name for person in case.hearing.everybody() for name in (person.key, *person.formerly)}
    return known.union(officer.anonymous_as for officer in case.hearing.officers if officer.anonymous_as)


RULES: Final[tuple[HearingRule, ...]] = (
    check_notice_period,
    check_appeal_notice_period,
    check_report,
    check_words_of_the_time,
    check_regulations,
    check_chair,
    check_private,
    check_review_day,
    check_ground,
    check_designation_explained,
    *sanctions.RULES,
)
