"""What is in force now: the panel's decisions, and what the appeals that have come made of them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hearingsite.records.model import Appeal, Officer, OfficerDecision
from hearingsite.values import Text
from hearingsite.vocabulary import codes


class InForce(Struct, frozen=True, kw_only=True):
    """The decisions about one officer that are in force; findings and levels in the order of the allegations."""

    outcome: codes.Outcome | None
    months: int | None
    reduced_to: codes.Rank | None
    reasons: Text | None
    level: codes.Level | None
    findings: tuple[tuple[codes.Finding | None, codes.Level | None], ...]
    awaits_new_decision: bool = False


def panel_decision(officer: Officer) -> InForce:
    """Give what the panel decided."""
    return InForce(
        outcome=officer.outcome,
        months=officer.outcome_months,
        reduced_to=officer.reduced_to,
        reasons=officer.reasons,
        level=officer.level,
        findings=tuple((allegation.finding, allegation.level) for allegation in officer.allegations),
    )


def decision_in_force(officer: Officer, appeals: Sequence[Appeal]) -> InForce:
    """Give what is in force for an officer after these appeals, oldest first (only those whose moment has come)."""
    decision = panel_decision(officer)
    ruling = next((appeal.in_force for appeal in reversed(appeals) if appeal.in_force), "original")
    if ruling == "original":
        return decision
    for block in _blocks_that_stand(officer, appeals):
        decision = _apply(decision, block)
    if ruling == "to-be-decided" and _concerns(officer, appeals):
        return InForce(
            outcome=None,
            months=None,
            reduced_to=None,
            reasons=None,
            level=decision.level,
            findings=decision.findings,
            awaits_new_decision=True,
        )
    return decision


def _blocks_that_stand(officer: Officer, appeals: Sequence[Appeal]) -> Iterator[OfficerDecision]:
    set_aside = {int(appeal.sets_aside) for appeal in appeals if appeal.sets_aside and appeal.sets_aside != "panel"}
    for place, appeal in enumerate(appeals, 1):
        if place not in set_aside and officer.key in appeal.officers:
            yield appeal.officers[officer.key]


def _concerns(officer: Officer, appeals: Sequence[Appeal]) -> bool:
    newest = next(appeal for appeal in reversed(appeals) if appeal.in_force)
    return not newest.officers or officer.key in newest.officers


def _apply(decision: InForce, block: OfficerDecision) -> InForce:
    findings = list(decision.findings)
    outcome = block.outcome
    for place, changed in block.allegations.items():
        finding, level = findings[int(place) - 1]
        findings[int(place) - 1] = (changed.finding or finding, changed.level or level)
        outcome = outcome or changed.outcome
    is_new = outcome is not None
    return InForce(
        outcome=outcome or decision.outcome,
        months=block.outcome_months if is_new else block.outcome_months or decision.months,
        reduced_to=None if is_new else decision.reduced_to,
        reasons=block.reasons if is_new else block.reasons or decision.reasons,
        level=block.level or (None if block.allegations else decision.level),
        findings=tuple(findings),
    )
