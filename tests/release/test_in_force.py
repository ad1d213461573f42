"""What is in force after appeals: the panel's decision, or what the newest appeals that stand made of it."""

import datetime as dt
from collections.abc import Callable

import pytest

from hearingsite.records.register import Register
from hearingsite.release import release
from hearingsite.values import Moment

RECORD = """---
reference: WLD-2024-001
force: wealdshire
status: concluded
hearing: {kind: misconduct-hearing, dates: [2024-03-04], held: public}
officers:
  - known_as: PC A
    rank: constable
    service: serving
    anonymity_basis: force-choice
    allegations:
      - {conduct: one, finding: proven, level: gross-misconduct}
      - {conduct: two, finding: proven, level: misconduct}
    outcome: dismissed-without-notice
publication: {publish_at: 2024-03-07T09:00}
appeals:
APPEALS
---
"""
FIRST = """  - body: police-appeals-tribunal
    decided: 2024-05-01
    result: allowed-in-part
    in_force: changed
    officers:
      PC A: {outcome: final-written-warning, outcome_months: 24, allegations: {"1": {level: misconduct}}}"""
PENDING = "  - {body: high-court, lodged: 2024-06-01, result: pending}"
QUASHED = "  - {body: high-court, decided: 2024-08-01, result: allowed, sets_aside: '1', in_force: original}"
QUASHED_OPEN = "  - {body: high-court, decided: 2024-08-01, result: allowed, sets_aside: '1', in_force: to-be-decided}"
DISMISSED = "  - {body: high-court, decided: 2024-08-01, result: dismissed}"
AGAIN = """  - body: police-appeals-tribunal
    decided: 2024-10-01
    result: allowed
    in_force: changed
    officers: {PC A: {outcome: written-warning, outcome_months: 18}}"""


@pytest.mark.parametrize(
    ("appeals", "outcome", "months", "levels", "panel"),
    [
        ([PENDING], "dismissed-without-notice", None, ["gross-misconduct", "misconduct"], None),
        ([FIRST], "final-written-warning", 24, ["misconduct", "misconduct"], "dismissed-without-notice"),
        ([FIRST, DISMISSED], "final-written-warning", 24, ["misconduct", "misconduct"], "dismissed-without-notice"),
        ([FIRST, QUASHED], "dismissed-without-notice", None, ["gross-misconduct", "misconduct"], None),
        ([FIRST, QUASHED_OPEN], None, None, ["gross-misconduct", "misconduct"], "dismissed-without-notice"),
        (
            [FIRST, QUASHED_OPEN, AGAIN],
            "written-warning",
            18,
            ["gross-misconduct", "misconduct"],
            "dismissed-without-notice",
        ),
    ],
    ids=["pending", "changed", "challenge-fails", "restored", "open-again", "decided-anew"],
)
def test_in_force(
    register_of: Callable[..., Register],
    appeals: list[str],
    outcome: str | None,
    months: int | None,
    levels: list[str],
    panel: str | None,
) -> None:
    """The state in force is the panel's, changed by each appeal that was not set aside, oldest first."""
    register = register_of(RECORD.replace("APPEALS", "\n".join(appeals)))
    officer = release(register, Moment.parse("2025-01-01").at).register.hearings[0].officers[0]
    assert (officer.outcome and officer.outcome.outcome, officer.outcome and officer.outcome.months) == (
        outcome,
        months,
    )
    assert [allegation.level for allegation in officer.allegations] == levels
    assert (officer.panel_outcome and officer.panel_outcome.outcome) == panel
    assert officer.awaits_new_decision is (outcome is None)


def test_an_appeal_changes_nothing_before_its_moment(register_of: Callable[..., Register]) -> None:
    """Until the day after it was decided, an appeal is not there."""
    register = register_of(RECORD.replace("APPEALS", FIRST))
    before = release(register, Moment.parse("2024-05-01T23:59").at).register.hearings[0]
    assert before.appeals == ()
    assert before.officers[0].outcome is not None
    assert before.officers[0].outcome.outcome == "dismissed-without-notice"


def test_a_decision_set_aside_wholly_leaves_no_finding(register_of: Callable[..., Register]) -> None:
    """Where a court sets the panel's whole decision aside, nothing is found, and what the panel found stands beside it."""
    gone = "  - {body: high-court, decided: 2024-05-01, result: allowed, sets_aside: panel, in_force: to-be-decided}"
    register = register_of(RECORD.replace("APPEALS", gone))
    officer = release(register, Moment.parse("2025-01-01").at).register.hearings[0].officers[0]
    assert [(one.finding, one.level, one.panel_finding) for one in officer.allegations] == [(None, None, "proven")] * 2
    assert (officer.outcome, officer.level, officer.awaits_new_decision) == (None, None, True)


def test_setting_aside_what_set_the_panel_aside_brings_the_panel_back(register_of: Callable[..., Register]) -> None:
    """A later decision can undo an earlier one, and the panel's findings are then those of the case again."""
    chain = [
        "  - {body: high-court, decided: 2024-05-01, result: allowed, sets_aside: panel, in_force: to-be-decided}",
        "  - {body: court-of-appeal, decided: 2024-09-01, result: allowed, sets_aside: '1', in_force: to-be-decided}",
    ]
    register = register_of(RECORD.replace("APPEALS", "\n".join(chain)))
    officer = release(register, Moment.parse("2025-01-01").at).register.hearings[0].officers[0]
    assert [one.finding for one in officer.allegations] == ["proven", "proven"]
    assert officer.awaits_new_decision


def test_a_decision_that_may_not_be_told_yet_shows_as_pending(register_of: Callable[..., Register]) -> None:
    """Between a decision and the day on which it becomes public, the challenge is shown as it was: pending."""
    appeal = "  - {body: high-court, lodged: 2024-05-01, decided: 2024-08-01, published: 2024-08-10, result: allowed, in_force: original}"
    register = register_of(RECORD.replace("APPEALS", appeal))
    shown = {
        moment: [
            (one.result, one.decided) for one in release(register, Moment.parse(moment).at).register.hearings[0].appeals
        ]
        for moment in ("2024-05-01T12:00", "2024-05-02", "2024-08-09", "2024-08-10")
    }
    assert shown["2024-05-01T12:00"] == []
    assert shown["2024-05-02"] == shown["2024-08-09"] == [("pending", None)]
    assert shown["2024-08-10"][0][0] == "allowed"


def test_an_appeal_that_is_not_public_yet_still_has_its_place(register_of: Callable[..., Register]) -> None:
    """Appeals are counted by their place in the record, also while an earlier one may not be told yet."""
    chain = [
        "  - {body: high-court, decided: 2024-05-01, published: 2030-01-01, result: dismissed}",
        """  - body: high-court
    decided: 2024-09-01
    result: allowed
    sets_aside: '1'
    in_force: changed
    officers: {PC A: {outcome: final-written-warning}}""",
    ]
    register = register_of(RECORD.replace("APPEALS", "\n".join(chain)))
    officer = release(register, Moment.parse("2025-01-01").at).register.hearings[0].officers[0]
    assert officer.outcome is not None
    assert officer.outcome.outcome == "final-written-warning"


def test_an_appeal_s_sitting_waits_for_its_notice(register_of: Callable[..., Register]) -> None:
    """Day and place of an appeal's hearing are public from its own notice on."""
    appeal = """  - body: police-appeals-tribunal
    lodged: 2024-05-01
    result: pending
    hearing: {kind: misconduct-hearing, dates: [2024-09-01], held: public}
    notice: {published: 2024-08-15}"""
    register = register_of(RECORD.replace("APPEALS", appeal))
    sittings = [
        release(register, Moment.parse(moment).at).register.hearings[0].appeals[0].sitting
        for moment in ("2024-08-14", "2024-08-15")
    ]
    assert [sitting is not None for sitting in sittings] == [False, True]


def test_an_appeal_s_days_wait_for_their_step(register_of: Callable[..., Register]) -> None:
    """New days and the reason for them are public from the step on that sets them, and the record is updated then."""
    appeal = """  - body: police-appeals-tribunal
    lodged: 2024-05-01
    result: pending
    hearing:
      kind: misconduct-hearing
      dates: [2024-11-18]
      held: public
      history:
        - {on: 2024-06-03T09:00, status: scheduled, dates: [2024-09-02]}
        - {on: 2024-08-20T09:00, status: postponed, reason: A member is ill., dates: [2024-11-18]}
"""
    register = register_of(RECORD.replace("APPEALS", appeal))
    seen = []
    for now in ("2024-08-20T08:59", "2024-08-20T09:00"):
        hearing = release(register, Moment.parse(now).at).register.hearings[0]
        one = hearing.appeals[0]
        assert one.sitting is not None
        seen.append((one.sitting.days, [step.status for step in one.history], hearing.updated.day))
    assert seen == [
        ((dt.date(2024, 9, 2),), ["scheduled"], dt.date(2024, 6, 3)),
        ((dt.date(2024, 11, 18),), ["scheduled", "postponed"], dt.date(2024, 8, 20)),
    ]


TWO = RECORD.replace(
    "    outcome: dismissed-without-notice\n",
    """    standards_breached: [honesty-and-integrity]
    outcome: dismissed-without-notice
  - known_as: PC B
    rank: constable
    service: serving
    anonymity_basis: force-choice
    allegations: [{conduct: three, finding: proven, level: misconduct}]
    outcome: written-warning
    outcome_months: 12
""",
)
OPEN_FOR_A = """  - body: police-appeals-tribunal
    decided: 2024-05-01
    result: allowed
    in_force: to-be-decided
    officers: {PC A: {}}"""
OF_B = """  - body: police-appeals-tribunal
    decided: 2024-06-01
    result: allowed-in-part
    in_force: FORCE
    officers: {PC B: {outcome: no-action}}"""


@pytest.mark.parametrize(
    ("first", "force", "outcome"),
    [
        (OPEN_FOR_A, "changed", None),
        (OPEN_FOR_A, "original", None),
        (FIRST, "changed", "final-written-warning"),
        (FIRST, "original", "final-written-warning"),
    ],
)
def test_the_appeal_of_one_officer_changes_nothing_for_another(
    register_of: Callable[..., Register], first: str, force: str, outcome: str | None
) -> None:
    """What a later appeal of PC B decided leaves what an earlier one decided about PC A."""
    register = register_of(TWO.replace("APPEALS", f"{first}\n{OF_B.replace('FORCE', force)}"))
    officer = release(register, Moment.parse("2025-01-01").at).register.hearings[0].officers[0]
    assert (officer.outcome and officer.outcome.outcome) == outcome
    assert officer.awaits_new_decision is (outcome is None)


def test_an_appeal_that_leaves_nothing_proven_leaves_no_standard_breached(
    register_of: Callable[..., Register],
) -> None:
    """Where every finding is undone, so are the breaches that were found for all of them together."""
    cleared = """  - body: police-appeals-tribunal
    decided: 2024-05-01
    result: allowed
    in_force: changed
    officers: {PC A: {outcome: not-proven, allegations: {"1": {finding: not-proven}, "2": {finding: not-proven}}}}"""
    register = register_of(TWO.replace("APPEALS", cleared))
    before = release(register, Moment.parse("2024-04-01").at).register.hearings[0].officers[0]
    after = release(register, Moment.parse("2025-01-01").at).register.hearings[0].officers[0]
    assert (before.standards_breached, after.standards_breached) == (("honesty-and-integrity",), ())
