"""Appeals: they name officers and allegations that exist, and say what is in force."""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Appeal, Officer, OfficerDecision
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.vocabulary.codes import PROVEN, Finding

_PLACE: Final = later(r"[1-9][0-9]{0,3}")
_SHOWN: Final = 20
# They may stand where no finding is in force.
_NEED_NOTHING: Final = ("not-proven", "no-case-to-answer", "proceedings-withdrawn", "no-action", "not-stated")


def check_appeals(case: Case) -> Iterator[Diagnostic]:
    """Each appeal has a decision's day, says what is in force, and names only what is there."""
    for place, appeal in enumerate(case.hearing.appeals):
        yield from _check_state(case, place, appeal)
        yield from _check_names(case, place, appeal)


def _check_state(case: Case, place: int, appeal: Appeal) -> Iterator[Diagnostic]:
    path = ("appeals", place)
    is_decided = appeal.result in ("allowed", "allowed-in-part")
    earlier = [one.in_force for one in case.hearing.appeals[:place] if one.in_force]
    if appeal.result == "dismissed" and earlier[-1:] == ["to-be-decided"] and appeal.in_force is None:
        message = "An earlier challenge left the decision open, so this one must say what is in force now."
        yield case.at_key("HS311", path, message, 'Add "in_force: original", "changed" or "to-be-decided".')
    if is_decided and appeal.in_force is None:
        message = f'An appeal that is "{appeal.result}" must say what is in force now.'
        yield case.at_key("HS311", path, message, 'Add "in_force: original", "changed" or "to-be-decided".')
    if appeal.in_force == "changed" and appeal.sets_aside == "panel" and not appeal.officers:
        message = "This appeal sets everything aside and says that the decision changed, but not to what."
        hint = 'Add "officers:" with the new outcome of each, or write "in_force: to-be-decided".'
        yield case.at_key("HS311", path, message, hint)
    if appeal.published is None and not _has_day(appeal):
        message = "Nothing says when this appeal becomes public."
        yield case.at_key(
            "HS325", path, message, 'Add "published:" with the moment, or the day in "decided" or "lodged".'
        )
    if appeal.sets_aside and appeal.sets_aside != "panel" and int(appeal.sets_aside) > place:
        message = f"There is no earlier appeal {appeal.sets_aside} that this one could set aside."
        yield case.at(
            "HS327", (*path, "sets_aside"), message, 'Write "panel", or the place of an earlier appeal, 1 first.'
        )


def _has_day(appeal: Appeal) -> bool:
    if appeal.result == "pending":
        return appeal.lodged is not None
    return appeal.decided is not None and appeal.decided.day is not None


def _check_names(case: Case, place: int, appeal: Appeal) -> Iterator[Diagnostic]:
    officers = {officer.key: officer for officer in case.hearing.officers}
    for key, decision in appeal.officers.items():
        path = ("appeals", place, "officers", key)
        if key not in officers:
            yield case.at_key(
                "HS326", path, f'"{key}" is no officer of this record.', f"Write one of: {', '.join(officers)}."
            )
            continue
        for number in decision.allegations:
            if not _PLACE.fullmatch(number) or int(number) > len(officers[key].allegations):
                message = f"{key} has no allegation {number[:_SHOWN]}."
                hint = "Allegations are counted from 1, in the order of the record."
                yield case.at_key("HS326", (*path, "allegations", number), message, hint)


def check_support(case: Case) -> Iterator[Diagnostic]:
    """A sanction in place of a decision that was set aside as a whole rests on findings that were made anew."""
    gone = {appeal.sets_aside for appeal in case.hearing.appeals}
    standing = [(place, one) for place, one in enumerate(case.hearing.appeals) if str(place + 1) not in gone]
    for officer in case.hearing.officers:
        yield from _check_support(case, officer, standing)


def _check_support(case: Case, officer: Officer, standing: list[tuple[int, Appeal]]) -> Iterator[Diagnostic]:
    is_gone = any(appeal.sets_aside == "panel" and _concerns(officer, appeal) for _, appeal in standing)
    if not is_gone or not officer.allegations:
        return
    found: dict[str, Finding | None] = {}
    for place, appeal in standing:
        block = appeal.officers.get(officer.key)
        if block is None:
            continue
        found |= {number: one.finding for number, one in block.allegations.items() if one.finding}
        outcome = _outcome_of(block)
        if outcome and outcome not in _NEED_NOTHING and not any(finding in PROVEN for finding in found.values()):
            message = f'The decision of the panel is set aside, and no new finding against {officer.key} supports "{outcome}".'
            hint = 'Give the new findings below "allegations:" of this appeal, or leave out "sets_aside: panel" where those of the panel stand.'
            path = ("appeals", place, "officers", officer.key)
            yield (
                case.at("HS317", (*path, "outcome"), message, hint)
                if block.outcome
                else case.at_key("HS317", path, message, hint)
            )


def _concerns(officer: Officer, appeal: Appeal) -> bool:
    """Whether an appeal is about an officer: one that names no officer is about all."""
    return not appeal.officers or officer.key in appeal.officers


def _outcome_of(block: OfficerDecision) -> str | None:
    return block.outcome or next((one.outcome for one in block.allegations.values() if one.outcome), None)


RULES: Final[tuple[HearingRule, ...]] = (check_appeals, check_support)
