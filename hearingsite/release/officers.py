"""An officer of a record → the officer that is public at a moment."""

from collections.abc import Mapping

from hearingsite.public.model import PublicAllegation, PublicOfficer, PublicOutcome
from hearingsite.records.model import Allegation, Appeal, Officer
from hearingsite.release.designations import Shown
from hearingsite.release.gates import Gates
from hearingsite.release.in_force import InForce, decision_in_force, panel_decision
from hearingsite.vocabulary import codes

_LEVELS: tuple[codes.Level, ...] = (
    "gross-misconduct",
    "misconduct",
    "practice-requiring-improvement",
    "none",
    "not-stated",
)


def release_officer(
    officer: Officer, place: int, shown: Shown, appeals: Mapping[int, Appeal], gates: Gates
) -> PublicOfficer:
    """Hand over what is public of one officer; `appeals` are those whose moment has come, by place."""
    panel = panel_decision(officer)
    decision = decision_in_force(officer, appeals)
    published = gates.is_published
    outcome = _outcome(decision, gates)
    panel_outcome = _outcome(panel, gates)
    # The record's barred list goes with the panel's outcome; an appeal has no field to change it.
    return PublicOfficer(
        place=place,
        designation=shown.designation.en,
        is_named=shown.is_named,
        formerly=shown.formerly,
        anonymity_basis=officer.anonymity_basis,
        rank=officer.rank,
        rank_then=officer.rank_then,
        rank_status=officer.rank_status,
        service=officer.service,
        left=officer.left.how if officer.left and published else None,
        left_on=officer.left.on if officer.left and published else None,
        attended=officer.attended if published else None,
        collar_number=officer.collar_number if shown.is_named else None,
        allegations=tuple(
            _allegation(allegation, number, officer, decision, gates)
            for number, allegation in enumerate(officer.allegations, 1)
        ),
        standards_alleged=tuple(officer.standards_alleged),
        standards_breached=decision.standards if published else (),
        level=_level(decision) if published else None,
        outcome=outcome,
        panel_outcome=panel_outcome if panel_outcome != outcome else None,
        awaits_new_decision=gates.outcome_is_public and decision.awaits_new_decision,
        barred_list=officer.barred_list if gates.outcome_is_public and decision.outcome == panel.outcome else None,
    )


def _allegation(
    allegation: Allegation, number: int, officer: Officer, decision: InForce, gates: Gates
) -> PublicAllegation:
    may_describe = officer.key not in gates.held_back_officers and not gates.is_anonymised
    published = gates.is_published
    finding, level = decision.findings[number - 1]
    has_changed = published and (finding, level) != (allegation.finding, allegation.level)
    is_told = allegation.conduct.en != "not-published"
    return PublicAllegation(
        place=number,
        conduct=allegation.conduct if may_describe and is_told else None,
        when=allegation.when if may_describe else None,
        duty=allegation.duty,
        count=allegation.count or 1,
        standards=tuple(allegation.standards),
        alleged_level=allegation.alleged_level,
        response=allegation.response if published else None,
        finding=finding if published else None,
        level=level if published else None,
        panel_finding=allegation.finding if has_changed else None,
        panel_level=allegation.level if has_changed else None,
    )


def _outcome(decision: InForce, gates: Gates) -> PublicOutcome | None:
    if not gates.outcome_is_public or decision.outcome is None:
        return None
    return PublicOutcome(
        outcome=decision.outcome,
        months=decision.months,
        reduced_to=decision.reduced_to,
        reasons=decision.reasons if gates.may_tell else None,
    )


def _level(decision: InForce) -> codes.Level | None:
    """The level of everything together: as recorded, or else the highest of what was proven."""
    if decision.level:
        return decision.level
    proven = [level for finding, level in decision.findings if finding in codes.PROVEN and level]
    return min(proven, key=_LEVELS.index, default=None)
