"""Records that contradict themselves, in many variants; each rule's report stands in tests/cases."""

import datetime as dt
from typing import Any

import pytest

from hearingsite.records.rules.consistency import RULES
from tests.records.founding import RESTRICTION, codes_of

TWO_DAYS = {"dates": ["2023-12-14", "2023-12-18"]}
SPAN = {"dates": {"first": "2023-12-14", "last": "2023-12-18"}}
ROUGH = {"dates": {"about": "winter 2023"}, "regulations": "2020"}
APPEAL = {"body": "police-appeals-tribunal", "result": "dismissed"}


def test_founding_case() -> None:
    """The founding case does not contradict itself."""
    assert codes_of(RULES) == []


@pytest.mark.parametrize(("day", "codes"), [("2008-11-30", ["HS344"]), ("2008-12-01", []), ("1900-01-01", ["HS344"])])
def test_first_regulations(day: str, codes: list[str]) -> None:
    """Nothing was heard under rules that did not exist."""
    assert codes_of(RULES, hearing={"dates": [day]}) == codes


@pytest.mark.parametrize(
    ("status", "dates", "codes"),
    [
        ("concluded", ["2026-11-25"], []),
        ("concluded", ["2026-11-24", "2026-11-26"], ["HS352"]),
        ("findings-made", ["2026-11-24", "2026-11-26"], []),
        ("findings-made", ["2026-11-26"], ["HS352"]),
        ("scheduled", ["2026-11-26"], []),
        ("discontinued", ["2026-11-26"], []),
    ],
)
def test_status_has_come(status: str, dates: list[str], codes: list[str]) -> None:
    """A hearing is not over before it is."""
    assert codes_of(RULES, status=status, hearing={"dates": dates}) == codes


def test_status_of_a_late_evening() -> None:
    """The day is that of the United Kingdom: in summer it begins before that of UTC."""
    late = dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert codes_of(RULES, hearing={"dates": ["2024-07-01"]}, now=late) == []


@pytest.mark.parametrize(
    ("notice", "register_by", "found"),
    [
        ({"published": "2023-12-14"}, "2023-12-18", 0),
        ({"published": "2023-12-15"}, "2023-12-18", 1),
        ({"published": "2023-12-04"}, "2023-12-19", 1),
        ({"published": "2023-12-04"}, "2023-12-03", 1),
        ({"published": "2023-12-04T09:00", "until": "2023-12-04"}, "2023-12-18", 0),
        ({"published": "2023-12-04T09:00", "until": "2023-12-03"}, "2023-12-18", 1),
        ({"published": "2023-12-04T09:00", "representations_by": "2023-12-04"}, "2023-12-18", 0),
        ({"published": "2023-12-04T09:00", "representations_by": "2023-12-04T08:00"}, "2023-12-18", 1),
    ],
)
@pytest.mark.parametrize("dates", [TWO_DAYS, SPAN])
def test_notice(notice: dict[str, str], register_by: str, found: int, dates: dict[str, Any]) -> None:
    """A notice comes before the hearing and ends after it began; booking ends between the two."""
    assert codes_of(RULES, hearing=dates | {"register_by": register_by}, notice=notice) == ["HS351"] * found


def test_rough_days() -> None:
    """Where the days are not known, nothing is compared with them."""
    changes = {"notice": {"published": "2023-12-15"}, "publication": {"report_received": "2023-01-01"}}
    assert codes_of(RULES, hearing=ROUGH | {"register_by": "2024-12-19"}, **changes) == []


@pytest.mark.parametrize(
    ("at", "notice", "found"),
    [
        ("2023-12-19T09:00", None, 0),
        ("2023-12-19T08:59", None, 1),
        ("2023-12-10", {"published": "2023-12-04"}, 0),
        ("2023-12-03", {"published": "2023-12-04"}, 1),
    ],
)
def test_takedown(at: str, notice: dict[str, str] | None, found: int) -> None:
    """Only what is public can be taken down."""
    takedown = {"takedown": {"at": at, "reason": "a slip", "by": "the force"}}
    assert codes_of(RULES, **takedown | ({"notice": notice} if notice else {})) == ["HS351"] * found


@pytest.mark.parametrize(("received", "found"), [("2023-12-13", 1), ("2023-12-14", 0), ("2023-12-19", 0)])
def test_report(received: str, found: int) -> None:
    """No chair reports on a hearing that has not begun."""
    assert codes_of(RULES, hearing=TWO_DAYS, publication={"report_received": received}) == ["HS351"] * found


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ({"on": "2023-12-17", "status": "concluded"}, 1),
        ({"on": "2023-12-18", "status": "concluded"}, 0),
        ({"on": "2023-12-13", "status": "findings-made"}, 1),
        ({"on": "2023-12-14", "status": "findings-made"}, 0),
        ({"on": "2023-12-01", "status": "postponed"}, 0),
    ],
)
def test_history(step: dict[str, str], found: int) -> None:
    """The story of a hearing has its findings after the first day, and its end on the last."""
    assert codes_of(RULES, hearing=TWO_DAYS | {"history": [step]}) == ["HS351"] * found


@pytest.mark.parametrize(
    ("service", "left", "found"),
    [
        ("former", "2023-12-18", 0),
        ("former", "2023-12-19", 1),
        ("serving", "2023-12-13", 1),
        ("serving", "2023-12-14", 0),
        ("serving", "2024-01-31", 0),
    ],
)
def test_left(service: str, left: str, found: int) -> None:
    """Whoever has left is not serving, and whoever has not is not former."""
    officer = {"service": service, "left": {"how": "resigned", "on": left}}
    assert codes_of(RULES, hearing=TWO_DAYS, officer=officer) == ["HS351"] * found


@pytest.mark.parametrize(
    ("restriction", "found"),
    [
        ({"from": "2023-12-04", "lifted": {"on": "2023-12-04", "by": "the chair"}}, 0),
        ({"from": "2023-12-04", "lifted": {"on": "2023-12-03", "by": "the chair"}}, 1),
        ({"from": "2023-12-04", "until": "2023-12-03"}, 1),
        ({"from": "2023-12-04", "until": "2023-12-04"}, 0),
        ({"until": "2023-12-03", "lifted": {"on": "2023-12-02", "by": "the chair"}}, 0),
    ],
)
def test_restriction(restriction: dict[str, Any], found: int) -> None:
    """A restriction ends after it begins."""
    assert codes_of(RULES, restrictions=[RESTRICTION | restriction]) == ["HS351"] * found


@pytest.mark.parametrize(
    ("appeal", "found"),
    [
        ({"lodged": "2024-01-12", "decided": "2024-01-11"}, 1),
        ({"lodged": "2024-01-12", "decided": "2024-01-12"}, 0),
        ({"lodged": "2024-01-12", "decided": "2023", "published": "2024-06-03"}, 1),
        ({"lodged": "2024-01-12", "decided": "2024", "published": "2024-01-13"}, 0),
        ({"decided": "2024-05-02", "published": "2024-05-01T23:59"}, 1),
        ({"decided": "2024-05-02", "published": "2024-05-02"}, 0),
        ({"lodged": "2023-12-13", "decided": "2024-05-02"}, 1),
        ({"lodged": "2023-12-13", "decided": "2024-05-02", "body": "high-court"}, 0),
    ],
)
def test_appeal(appeal: dict[str, str], found: int) -> None:
    """An appeal is lodged, then decided, then published; a tribunal's follows the hearing."""
    assert codes_of(RULES, hearing=TWO_DAYS, appeals=[APPEAL | appeal]) == ["HS351"] * found


@pytest.mark.parametrize(("at", "codes"), [("2024-01-21T23:59", ["HS315"]), ("2024-01-22", [])])
def test_outcome_at(at: str, codes: list[str]) -> None:
    """An outcome that follows the findings follows the last sitting day too."""
    assert codes_of(RULES, hearing={"dates": ["2023-12-18", "2024-01-22"]}, publication={"outcome_at": at}) == codes


@pytest.mark.parametrize(
    ("designation", "codes"),
    [
        ("PC 1417", ["HS353"]),
        ("PC 417", ["HS353"]),
        ("Officer WX417", ["HS353"]),
        ("Officer 12", []),
        ("PC X", []),
        ("Officer A1", []),
    ],
)
def test_collar_number(designation: str, codes: list[str]) -> None:
    """Long numbers are collar numbers; short ones only count."""
    assert codes_of(RULES, officer={"known_as": designation}) == codes
    assert codes_of(RULES, officer={"formerly": [designation]}) == codes
    assert codes_of(RULES, officer={"anonymous_as": designation}) == codes


@pytest.mark.parametrize(
    ("designation", "codes"),
    [("PC 1417", ["HS353"]), ("DS 1417", ["HS353"]), ("the tenant of flat 101", []), ("Person 100", [])],
)
def test_collar_number_of_a_witness(designation: str, codes: list[str]) -> None:
    """A witness can be an officer, and then has no collar number either; a description may hold numbers."""
    assert codes_of(RULES, people=[{"known_as": designation, "role": ["witness"]}]) == codes
