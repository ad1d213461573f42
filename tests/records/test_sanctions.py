"""What may follow from what was found, in its many variants; each rule's report stands in tests/cases."""

from typing import Any

import pytest

from hearingsite.records.rules.sanctions import RULES, found_level
from tests.records.founding import ALLEGATION, OFFICER, case_of, codes_of

SERVING = {"service": "serving"}
SERGEANT = SERVING | {"rank": "sergeant"}
REDUCED = SERGEANT | {"outcome": "reduction-in-rank", "reduced_to": "constable"}
NEW_LAW = {"dates": ["2025-05-28"]}
REASONS = {"reasons": "It was a single incident."}
NOT_PROVEN = {"finding": "not-proven", "level": "none"}


def found(*levels: str | None, overall: str | None = None) -> dict[str, Any]:
    """Allegations that were proven at these levels, and the level of everything together."""
    allegations = [ALLEGATION | {"level": level} if level else without_level() for level in levels]
    return {"allegations": allegations} | ({"level": overall} if overall else {})


def without_level(**keys: str) -> dict[str, str]:
    """A proven allegation without a level."""
    return {key: value for key, value in ALLEGATION.items() if key != "level"} | keys


@pytest.mark.parametrize(
    ("officer", "level"),
    [
        (found("misconduct"), "misconduct"),
        (found("none", "practice-requiring-improvement"), "practice-requiring-improvement"),
        (found("misconduct", "gross-misconduct"), "gross-misconduct"),
        (found("misconduct", "misconduct", overall="gross-misconduct"), "gross-misconduct"),
        (found("gross-misconduct", "not-stated"), "gross-misconduct"),
        (found("misconduct", "not-stated"), None),
        (found("misconduct", None), None),
        (found(None, None, overall="misconduct"), "misconduct"),
        (found(None), None),
        ({"allegations": [ALLEGATION | {"finding": "not-proven"}]}, None),
        ({"allegations": [ALLEGATION | {"finding": "not-proven"}], "level": "misconduct"}, None),
        ({"allegations": [ALLEGATION | {"finding": "proven-in-part"}]}, "gross-misconduct"),
        ({"allegations": []}, None),
    ],
)
def test_found_level(officer: dict[str, Any], level: str | None) -> None:
    """The highest level proven counts, wherever it stands; what is not stated is not guessed."""
    assert found_level(case_of(officer=officer).hearing.officers[0]) == level


@pytest.mark.parametrize(
    ("sitting", "officer", "codes"),
    [
        ({}, found("misconduct"), ["HS331"]),
        ({}, found("misconduct") | REASONS, []),
        ({}, found("misconduct") | REDUCED, ["HS331"]),
        ({}, found("misconduct") | SERVING | {"outcome": "final-written-warning"}, []),
        ({}, found("not-stated"), []),
        ({"dates": ["2018-12-17"]}, found("misconduct"), []),
        (NEW_LAW, SERVING | {"outcome": "final-written-warning"}, ["HS332"]),
        (NEW_LAW, SERVING | {"outcome": "no-action"}, ["HS332"]),
        (NEW_LAW, SERVING | {"outcome": "final-written-warning"} | REASONS, []),
        (NEW_LAW, REDUCED, ["HS332"]),
        (NEW_LAW, {}, []),
        (NEW_LAW, {"outcome": "not-stated"}, []),
        ({"dates": ["2025-05-27"]}, SERVING | {"outcome": "final-written-warning"}, []),
        (NEW_LAW | {"regulations": "2012"}, SERVING | {"outcome": "final-written-warning"}, []),
    ],
)
def test_reasons(sitting: dict[str, Any], officer: dict[str, Any], codes: list[str]) -> None:
    """Dismissal for misconduct alone, and since 28 May 2025 gross misconduct without it, need reasons."""
    assert codes_of(RULES, hearing=sitting, officer=officer) == codes


@pytest.mark.parametrize(
    ("day", "outcome", "months", "codes"),
    [
        ("2023-12-18", "final-written-warning", 24, []),
        ("2023-12-18", "final-written-warning", 60, []),
        ("2023-12-18", "final-written-warning", 18, ["HS333"]),
        ("2023-12-18", "final-written-warning", 61, ["HS333"]),
        ("2023-12-18", "written-warning", 18, []),
        ("2023-12-18", "written-warning", 12, ["HS333"]),
        ("2019-12-18", "final-written-warning", 18, []),
        ("2019-12-18", "final-written-warning", 24, ["HS333"]),
        ("2019-12-18", "written-warning", 12, []),
        ("2010-12-18", "written-warning", 18, ["HS333"]),
        ("2019-12-18", "final-written-warning-extended", 18, []),
        ("2019-12-18", "final-written-warning-extended", 36, []),
        ("2019-12-18", "final-written-warning-extended", 24, ["HS333"]),
        ("2023-12-18", "dismissed-without-notice", 24, ["HS354"]),
        ("2023-12-18", "reduction-in-rank", 24, ["HS354"]),
    ],
)
def test_months(day: str, outcome: str, months: int, codes: list[str]) -> None:
    """A warning lasts as long as its regulations say, and nothing else has a length."""
    officer = SERGEANT | {"outcome": outcome, "outcome_months": str(months)}
    reduced = {"reduced_to": "constable"} if outcome == "reduction-in-rank" else {}
    assert codes_of(RULES, hearing={"dates": [day]}, officer=officer | reduced) == codes


def test_months_of_an_appeal() -> None:
    """What an appeal put in the place of an outcome has the same limits."""
    decision = {"outcome": "written-warning", "outcome_months": "24"}
    appeal = {"body": "police-appeals-tribunal", "decided": "2024-05-02", "result": "allowed", "in_force": "changed"}
    assert codes_of(RULES, appeals=[appeal | {"officers": {"PC X": decision}}]) == ["HS333"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"officer": {"barred_list": "added"}}, []),
        ({"officer": {"barred_list": "not-added", "outcome": "no-action"}}, []),
        ({"officer": SERVING | {"barred_list": "added", "outcome": "final-written-warning"}}, ["HS340"]),
        ({"officer": SERVING | {"barred_list": "will-be-added", "outcome": "no-action"}}, ["HS340"]),
        ({"officer": {"barred_list": "added"}, "force": "british-transport"}, ["HS340"]),
        ({"officer": {"barred_list": "not-added"}, "force": "civil-nuclear"}, []),
        ({"officer": {"barred_list": "added"}, "force": "ministry-of-defence"}, ["HS340"]),
        ({"officer": {"barred_list": "added"}, "hearing": {"dates": ["2017-12-14"]}}, ["HS340"]),
        ({"officer": {"barred_list": "added"}, "hearing": {"dates": ["2017-12-15"]}}, []),
        ({"officer": {"barred_list": "will-be-added", "outcome": None}, "status": "findings-made"}, ["HS340"]),
        ({"officer": {"barred_list": "will-be-added", "outcome": None}}, []),  # another rule asks for the outcome
    ],
)
def test_barred_list(changes: dict[str, Any], codes: list[str]) -> None:
    """Only those who were dismissed, or would have been, are on the list; three forces and older days have none."""
    officer = {key: value for key, value in (OFFICER | changes.pop("officer")).items() if value}
    assert codes_of(RULES, officers=[officer], **changes) == codes


@pytest.mark.parametrize(
    ("rank", "reduced_to", "codes"),
    [
        ("sergeant", "constable", []),
        ("detective-inspector", "sergeant", []),
        ("inspector", "detective-constable", []),
        ("commander", "chief-superintendent", []),
        ("special-inspector", "special-sergeant", []),
        ("not-published", None, ["HS347"]),
        ("not-published", "not-published", []),
        ("inspector", "not-published", []),
        ("sergeant", None, ["HS347"]),
        ("sergeant", "sergeant", ["HS346"]),
        ("detective-sergeant", "sergeant", ["HS346"]),
        ("sergeant", "inspector", ["HS346"]),
        ("commander", "assistant-chief-constable", ["HS346"]),
        ("special-sergeant", "constable", ["HS346"]),
        ("constable", None, ["HS346"]),
        ("detective-constable", "constable", ["HS346"]),
        ("special-constable", "special-constable", ["HS346"]),
    ],
)
def test_reduction(rank: str, reduced_to: str | None, codes: list[str]) -> None:
    """A reduction leads to a lower rank of the same ladder; a constable has none below."""
    officer = (
        SERVING | {"rank": rank, "outcome": "reduction-in-rank"} | ({"reduced_to": reduced_to} if reduced_to else {})
    )
    assert codes_of(RULES, officer=officer) == codes


def test_reduction_by_an_appeal() -> None:
    """A tribunal cannot reduce a constable in rank either."""
    appeal = {"body": "police-appeals-tribunal", "decided": "2024-05-02", "result": "allowed", "in_force": "changed"}
    decision = {"PC X": {"outcome": "reduction-in-rank"}}
    assert codes_of(RULES, appeals=[appeal | {"officers": decision}]) == ["HS346"]


@pytest.mark.parametrize(
    ("officer", "codes"),
    [
        (found("none"), ["HS349"]),
        (found("practice-requiring-improvement"), ["HS349"]),
        (found("none") | SERVING | {"outcome": "written-warning"}, ["HS349"]),
        (found("none") | SERVING | {"outcome": "no-action"}, []),
        (found("practice-requiring-improvement") | SERVING | {"outcome": "reflective-practice"}, []),
        (found("misconduct") | SERVING | {"outcome": "written-warning"}, []),
        (found("misconduct") | SERVING | {"outcome": "reflective-practice"}, []),
        (SERVING | {"outcome": "reflective-practice"}, ["HS349"]),
        (SERVING | {"outcome": "no-action"}, []),
        (found("none", "not-stated"), []),
        (found("practice-requiring-improvement", overall="gross-misconduct"), []),
    ],
)
def test_outcome_and_level(officer: dict[str, Any], codes: list[str]) -> None:
    """An outcome keeps to the highest level that was found."""
    assert codes_of(RULES, officer=officer) == codes


@pytest.mark.parametrize(
    ("officer", "status", "codes"),
    [
        (found(None), "concluded", ["HS350"]),
        (found(None), "findings-made", ["HS350"]),
        (found(None), "scheduled", []),
        (found(None, overall="not-stated"), "concluded", []),
        (found(None, "misconduct") | REASONS, "concluded", []),
        ({"allegations": [without_level(finding="not-proven")], "outcome": "not-proven"}, "concluded", []),
    ],
)
def test_level_is_there(officer: dict[str, Any], status: str, codes: list[str]) -> None:
    """Where something is proven, a level stands with an allegation or with everything together."""
    assert codes_of(RULES, officer=officer, status=status) == codes


@pytest.mark.parametrize(
    ("alleged", "level", "codes"),
    [
        ("misconduct", "gross-misconduct", ["HS348"]),
        ("misconduct", "misconduct", []),
        ("gross-misconduct", "gross-misconduct", []),
        ("gross-misconduct", "misconduct", []),
        ("misconduct", "not-stated", []),
    ],
)
def test_level_alleged(alleged: str, level: str, codes: list[str]) -> None:
    """Nothing is found to be worse than what was alleged."""
    assert codes_of(RULES, allegation={"alleged_level": alleged, "level": level}, officer=REASONS) == codes


@pytest.mark.parametrize(
    ("allegations", "status", "codes"),
    [
        ([ALLEGATION], "concluded", []),
        ([ALLEGATION | NOT_PROVEN], "concluded", ["HS345"]),
        ([ALLEGATION | {"finding": "withdrawn"}], "concluded", ["HS345"]),
        ([ALLEGATION | NOT_PROVEN, ALLEGATION | {"finding": "proven-in-part"}], "concluded", []),
        ([{"conduct": ALLEGATION["conduct"]}], "concluded", []),  # another rule asks for the finding
        ([{"conduct": ALLEGATION["conduct"]}], "scheduled", ["HS345"]),
        ([], "concluded", []),
    ],
)
def test_standards_breached(allegations: list[dict[str, str]], status: str, codes: list[str]) -> None:
    """Standards are breached where something is proven."""
    officer = {"allegations": allegations, "standards_breached": ["honesty-and-integrity"], "outcome": "not-proven"}
    assert codes_of(RULES, officer=officer, status=status) == codes
