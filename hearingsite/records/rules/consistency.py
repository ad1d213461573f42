"""A record must not contradict itself: days in order, a status that has come, designations that are none."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.header import type_path
from hearingsite.records.model import Officer, Person
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.values import Moment
from hearingsite.vocabulary.regulations import regulation_days

# A day's place, and why it cannot be right.
type_clash = tuple[type_path, str]

_MEND: Final = "Correct one of the two days."
# Designations may count, up to 99; longer numbers are those on an officer's shoulder.
_NUMBER: Final = later(r"\d{3}")
_OFFICER: Final = later(
    r"(?:officer|pc|dc|sc|pcso|wpc|ps|sgt|ds|sergeant|(?:detective |special )?constable)\b", re.IGNORECASE
)


def check_first_regulations(case: Case) -> Iterator[Diagnostic]:
    """No sitting day lies before the first regulations that this site knows came into force (SI 2008/2864)."""
    first = next(iter(regulation_days().values()))
    if case.first_day and case.first_day < first:
        message = (
            f"The first sitting day, {case.first_day}, lies before {first}, when the first of these regulations began."
        )
        yield case.at("HS344", ("hearing", "dates"), message, "Correct the sitting days.")


def check_status_has_come(case: Case) -> Iterator[Diagnostic]:
    """A hearing is not concluded before its last sitting day, nor has it findings before its first.

    A warning only: a build for a moment of the past meets records that know what came later.
    """
    status = case.hearing.status
    day, which = (case.last_day, "last") if status == "concluded" else (case.first_day, "first")
    if day and status in ("concluded", "findings-made") and day > Moment(case.now).day:
        message = f'The status is "{status}", but the {which} sitting day, {day}, is still to come.'
        yield case.at("HS352", ("status",), message, "Correct the status or the sitting days.")


def check_order_of_days(case: Case) -> Iterator[Diagnostic]:
    """Days of a record are in an order that can be: a notice before the hearing, a decision after it was asked for."""
    for clashes in (_notice, _publication, _history, _officers, _restrictions, _appeals):
        for path, message in clashes(case):
            yield case.at("HS351", path, message, _MEND)


def check_outcome_at(case: Case) -> Iterator[Diagnostic]:
    """An outcome that follows the findings becomes public after the last sitting day."""
    publication, last_day = case.hearing.publication, case.last_day
    if publication and publication.outcome_at and last_day and publication.outcome_at.day < last_day:
        message = f"The outcome would be published before the last sitting day, {last_day}."
        hint = "Correct the day of publication or the sitting days."
        yield case.at("HS315", ("publication", "outcome_at"), message, hint)


def _notice(case: Case) -> Iterator[type_clash]:
    notice, register_by = case.hearing.notice, case.hearing.hearing.register_by
    if register_by and case.last_day and register_by.day > case.last_day:
        yield ("hearing", "register_by"), f"Places could be booked until after the last sitting day, {case.last_day}."
    if notice is None:
        return
    published = notice.published
    if case.first_day and published.day > case.first_day:
        yield ("notice", "published"), f"The notice would be published after the first sitting day, {case.first_day}."
    if notice.until and notice.until.at < published.at:
        yield ("notice", "until"), f"The notice would end before it is published, on {published.day}."
    if notice.representations_by and notice.representations_by.at < published.at:
        message = f"Representations would end before the notice is published, on {published.day}."
        yield ("notice", "representations_by"), message
    if register_by and register_by.at < published.at:
        yield ("hearing", "register_by"), f"Booking would end before the notice is published, on {published.day}."


def _publication(case: Case) -> Iterator[type_clash]:
    hearing = case.hearing
    publication, takedown = hearing.publication, hearing.takedown
    if publication and publication.report_received and case.first_day and publication.report_received < case.first_day:
        message = f"The chair's report would have come before the first sitting day, {case.first_day}."
        yield ("publication", "report_received"), message
    public = [
        one for one in (hearing.notice and hearing.notice.published, publication and publication.publish_at) if one
    ]
    if takedown and public and takedown.at.at < min(one.at for one in public):
        yield ("takedown", "at"), "The hearing would be taken down before anything of it is public."


def _history(case: Case) -> Iterator[type_clash]:
    for place, step in enumerate(case.hearing.hearing.history):
        if step.status == "concluded" and case.last_day and step.on.day < case.last_day:
            message = f"The hearing would be concluded before its last sitting day, {case.last_day}."
            yield ("hearing", "history", place, "on"), message
        if step.status == "findings-made" and case.first_day and step.on.day < case.first_day:
            message = f"The findings would be made before the first sitting day, {case.first_day}."
            yield ("hearing", "history", place, "on"), message


def _officers(case: Case) -> Iterator[type_clash]:
    for place, officer in case.officers():
        left = officer.left.on if officer.left else None
        if left and officer.service == "former" and case.last_day and left > case.last_day:
            message = (
                f'{officer.key} left after the last sitting day, {case.last_day}, so was not "former" at the hearing.'
            )
            yield ("officers", place, "left", "on"), message
        if left and officer.service == "serving" and case.first_day and left < case.first_day:
            message = f'{officer.key} left before the first sitting day, {case.first_day}, so was not "serving" at the hearing.'
            yield ("officers", place, "left", "on"), message


def _restrictions(case: Case) -> Iterator[type_clash]:
    for place, restriction in enumerate(case.hearing.restrictions):
        if restriction.from_ is None:
            continue
        if restriction.lifted and restriction.lifted.on.at < restriction.from_.at:
            message = f"The restriction would be lifted before it begins, on {restriction.from_.day}."
            yield ("restrictions", place, "lifted", "on"), message
        if restriction.until and restriction.until.at < restriction.from_.at:
            yield (
                ("restrictions", place, "until"),
                f"The restriction would end before it begins, on {restriction.from_.day}.",
            )


def _appeals(case: Case) -> Iterator[type_clash]:
    for place, appeal in enumerate(case.hearing.appeals):
        decided, lodged, published = appeal.decided, appeal.lodged, appeal.published
        if decided and lodged and (decided.day < lodged if decided.day else decided.year < lodged.year):
            yield ("appeals", place, "decided"), f"The appeal would be decided before it was lodged, on {lodged}."
        if published and appeal.result != "pending" and decided and decided.day and published.day < decided.day:
            message = f"The decision would be published before it was made, on {decided.day}."
            yield ("appeals", place, "published"), message
        if appeal.body == "police-appeals-tribunal" and lodged and case.first_day and lodged < case.first_day:
            message = f"The appeal would be lodged before the first sitting day, {case.first_day}."
            yield ("appeals", place, "lodged"), message


def check_collar_numbers(case: Case) -> Iterator[Diagnostic]:
    """A designation holds no number that looks like a collar number: colleagues, and many others, know whose it is."""
    for block, place, person in case.everybody():
        for designation, path in _designations(person, (block, place)):
            if _NUMBER.search(designation) and (isinstance(person, Officer) or _OFFICER.match(designation)):
                message = f'The number in "{designation}" looks like a collar number, which tells who it is.'
                yield case.at("HS353", path, message, "Choose a letter, or a number below 100 that means nothing.")


def _designations(person: Officer | Person, path: type_path) -> Iterator[tuple[str, type_path]]:
    if person.known_as:
        yield person.key, (*path, "known_as")
    for place, designation in enumerate(person.formerly):
        yield designation, (*path, "formerly", place)
    if isinstance(person, Officer) and person.anonymous_as:
        yield person.anonymous_as, (*path, "anonymous_as")


RULES: Final[tuple[HearingRule, ...]] = (
    check_first_regulations,
    check_status_has_come,
    check_order_of_days,
    check_outcome_at,
    check_collar_numbers,
)
