"""Appeals: they name officers and allegations that exist, and say what is in force."""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Appeal
from hearingsite.records.rules.case import Case, HearingRule

_PLACE: Final = later(r"[1-9][0-9]{0,3}")
_SHOWN: Final = 20


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


RULES: Final[tuple[HearingRule, ...]] = (check_appeals,)
