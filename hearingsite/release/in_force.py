"""What is in force now: the panel's decisions, and what the appeals that have come made of them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.records.model import Appeal, Officer, OfficerDecision
from hearingsite.values import Text
from hearingsite.vocabulary import codes


class InForce(Struct, frozen=True, kw_only=True):
    """The decisions about one officer that are in force; findings and levels in the order of the allegations.

    `standards` are those found breached for everything together.
    """

    outcome: codes.Outcome | None
    months: int | None
    reduced_to: codes.Rank | None
    reasons: Text | None
    level: codes.Level | None
    standards: tuple[codes.Standard, ...]
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
        standards=tuple(officer.standards_breached),
        findings=tuple((allegation.finding, allegation.level) for allegation in officer.allegations),
    )


def decision_in_force(officer: Officer, appeals: Mapping[int, Appeal]) -> InForce:
    """Give what is in force for an officer after the appeals whose moment has come, by their place in the record."""
    own = [appeal for appeal in appeals.values() if _concerns(officer, appeal)]
    ruling = next((appeal for appeal in reversed(own) if appeal.in_force), None)
    if ruling is None or ruling.in_force == "original":
        return panel_decision(officer)
    standing = [appeal for appeal in _that_stand(appeals) if _concerns(officer, appeal)]
    is_gone = any(appeal.sets_aside == "panel" for appeal in standing)
    decision = _set_aside(officer) if is_gone else panel_decision(officer)
    for appeal in standing:
        if officer.key in appeal.officers:
            decision = _apply(decision, appeal.officers[officer.key])
    found = {finding for finding, _ in decision.findings} - {None}
    if found and found.isdisjoint(codes.PROVEN):
        decision = replace(decision, standards=())
    if ruling.in_force == "to-be-decided":
        open_again = {"outcome": None, "months": None, "reduced_to": None, "reasons": None, "awaits_new_decision": True}
        return replace(decision, **open_again)
    return decision


def _that_stand(appeals: Mapping[int, Appeal]) -> Iterator[Appeal]:
    """The appeals that no other one set aside."""
    gone = {appeal.sets_aside for appeal in appeals.values()}
    return (appeal for place, appeal in appeals.items() if str(place) not in gone)


def _concerns(officer: Officer, appeal: Appeal) -> bool:
    """Whether an appeal is about an officer: one that names no officer is about all."""
    return not appeal.officers or officer.key in appeal.officers


def _set_aside(officer: Officer) -> InForce:
    """What is left when the whole of the panel's decision is set aside: nothing is found."""
    return InForce(
        outcome=None,
        months=None,
        reduced_to=None,
        reasons=None,
        level=None,
        standards=(),
        findings=tuple((None, None) for _ in officer.allegations),
    )


def _apply(decision: InForce, block: OfficerDecision) -> InForce:
    findings = list(decision.findings)
    outcome = block.outcome
    for place, changed in block.allegations.items():
        finding, level = findings[int(place) - 1]
        findings[int(place) - 1] = (changed.finding or finding, changed.level or level)
        outcome = outcome or changed.outcome
    is_new = outcome is not None
    return replace(
        decision,
        outcome=outcome or decision.outcome,
        months=block.outcome_months if is_new else block.outcome_months or decision.months,
        reduced_to=None if is_new else decision.reduced_to,
        reasons=block.reasons if is_new else block.reasons or decision.reasons,
        level=block.level or (None if block.allegations else decision.level),
        findings=tuple(findings),
    )
