"""The law's own limits, in their many variants; each rule's report stands in tests/cases."""

import datetime as dt
from typing import Any

import pytest

from hearingsite.records.rules import law, sanctions
from tests.records.founding import NOW, OFFICER, RESTRICTION, codes_of

RULES = law.RULES
SERVING = {"service": "serving"}


def sergeant(**keys: Any) -> dict[str, Any]:
    """A serving sergeant."""
    return OFFICER | SERVING | {"rank": "sergeant"} | keys


def test_founding_case() -> None:
    """The founding case breaks no law."""
    assert codes_of(RULES) == []


@pytest.mark.parametrize(
    ("first_day", "published", "codes"),
    [
        ("2024-03-04", "2024-02-26T23:59", []),
        ("2024-03-04", "2024-02-27", ["HS328"]),
        ("2024-03-04", "2024-03-04", ["HS328"]),
        ("2024-03-04", "2024-03-05", []),  # days out of order, which another rule reports
        ("2024-03-04", "2023-03-04", []),
        ("2022-01-05", "2021-12-24", []),
        ("2022-01-05", "2021-12-25", ["HS328"]),
        ("2023-05-15", "2023-05-05", []),
        ("2023-05-15", "2023-05-06", ["HS328"]),
        ("1999-03-04", "1999-03-03", []),
    ],
)
def test_notice_period(first_day: str, published: str, codes: list[str]) -> None:
    """A notice comes 5 working days before the hearing; the fifth is in time."""
    chair = {"role": "legally-qualified-chair"}
    found = codes_of(
        [law.check_notice_period], hearing={"dates": [first_day], "chair": chair}, notice={"published": published}
    )
    assert found == codes


@pytest.mark.parametrize(
    "changes",
    [
        {"hearing": {"kind": "accelerated-misconduct-hearing"}},
        {"hearing": {"regulations": "2012"}},
        {"hearing": {"dates": {"about": "winter 2023"}, "regulations": "2020"}},
        {"notice": {"published": "2023-12-15", "shortened": {"reason": "everybody agreed"}}},
        {"force": "british-transport"},
    ],
)
def test_no_notice_period(changes: dict[str, Any]) -> None:
    """Accelerated hearings, older rules, shortened periods and three forces have no such period."""
    assert codes_of([law.check_notice_period], **{"notice": {"published": "2023-12-15"}} | changes) == []


@pytest.mark.parametrize(
    ("body", "published", "codes"),
    [
        ("police-appeals-tribunal", "2024-03-25", []),
        ("police-appeals-tribunal", "2024-03-26", ["HS329"]),
        ("police-appeals-tribunal", "2024-04-04", ["HS329"]),
        ("high-court", "2024-03-26", []),
    ],
)
def test_notice_of_an_appeal(body: str, published: str, codes: list[str]) -> None:
    """A tribunal's hearing has a notice in time; a court has its own ways."""
    sitting = {"kind": "misconduct-hearing", "dates": {"first": "2024-04-03", "last": "2024-04-04"}, "held": "public"}
    appeal = {"body": body, "lodged": "2024-01-12", "result": "pending", "hearing": sitting}
    assert codes_of(RULES, appeals=[appeal | {"notice": {"published": published}}]) == codes


@pytest.mark.parametrize(
    ("last_day", "received", "codes"),
    [
        ("2023-12-18", "2023-12-27", []),
        ("2023-12-18", "2023-12-28", ["HS330"]),
        ("2024-03-01", "2024-03-08", []),
        ("2024-03-01", "2024-03-09", ["HS330"]),
        ("2024-03-01", "2024-03-01", []),
    ],
)
def test_report(last_day: str, received: str, codes: list[str]) -> None:
    """The chair's report is due on the fifth working day after the hearing."""
    assert codes_of(RULES, hearing={"dates": [last_day]}, publication={"report_received": received}) == codes


@pytest.mark.parametrize("status", ["findings-made", "concluded"])
def test_report_before_the_end(status: str) -> None:
    """Where the outcome is to come, the hearing has not ended, and no report is late."""
    changes = {"status": status, "publication": {"report_received": "2024-02-01"}}
    assert codes_of([law.check_report], **changes) == (["HS330"] if status == "concluded" else [])


@pytest.mark.parametrize(
    ("sitting", "keys", "codes"),
    [
        ({"kind": "special-case-hearing"}, {}, ["HS334"]),
        ({"kind": "special-case-hearing", "regulations": "2012"}, {}, []),
        ({"kind": "special-case-hearing", "dates": ["2019-06-03"]}, {}, []),
        ({"kind": "accelerated-misconduct-hearing", "dates": ["2019-06-03"]}, {}, ["HS334"]),
        ({"kind": "accelerated-misconduct-hearing", "dates": ["2020-02-01"]}, {}, []),
        ({}, SERVING | {"outcome": "dismissed"}, ["HS334"]),
        ({}, SERVING | {"outcome": "management-advice"}, ["HS334"]),
        ({"dates": ["2014-06-02"]}, SERVING | {"outcome": "dismissed-with-notice"}, []),
        ({"dates": ["2014-06-02"]}, sergeant(outcome="reduction-in-rank", reduced_to="constable"), ["HS334"]),
        ({"dates": ["2017-12-14"]}, {}, ["HS334"]),  # former officers came under the rules on the next day
        ({"dates": ["2017-12-15"]}, {}, []),
        ({"dates": {"first": "2017-12-11", "last": "2017-12-15"}}, {}, []),
        ({"dates": {"about": "spring 2010"}, "regulations": "2008"}, {}, ["HS334"]),
        ({"dates": ["2019-06-03"]}, {"level": "practice-requiring-improvement"}, ["HS334"]),
        (
            {"dates": ["2015-06-08"], "chair": {"role": "legally-qualified-chair"}},
            SERVING | {"outcome": "dismissed"},
            ["HS334"],
        ),
        (
            {"dates": ["2016-06-06"], "chair": {"role": "legally-qualified-chair"}},
            SERVING | {"outcome": "dismissed"},
            [],
        ),
        (
            {"dates": ["2016-06-06"], "chair": {"role": "chief-constable-delegate"}},
            SERVING | {"outcome": "dismissed"},
            ["HS334"],
        ),
    ],
)
def test_words_of_the_time(sitting: dict[str, Any], keys: dict[str, Any], codes: list[str]) -> None:
    """Kinds, outcomes, levels and chairs exist in the regulations of a hearing, and on its days."""
    assert codes_of([law.check_words_of_the_time], hearing=sitting, officer=keys) == codes


@pytest.mark.parametrize(
    ("decision", "codes"),
    [
        ({"outcome": "final-written-warning"}, []),
        ({"outcome": "management-advice"}, ["HS334"]),
        ({"level": "practice-requiring-improvement"}, []),
    ],
)
def test_words_of_an_appeal(decision: dict[str, str], codes: list[str]) -> None:
    """An appeal decides with the words of the same regulations."""
    assert codes_of(RULES, appeals=[appeal(decision)]) == codes


def appeal(decision: dict[str, str]) -> dict[str, Any]:
    """A tribunal's decision about the founding case's officer."""
    told = {"body": "police-appeals-tribunal", "lodged": "2024-01-12", "decided": "2024-05-02", "result": "allowed"}
    return told | {"in_force": "changed", "officers": {"PC X": decision}}


@pytest.mark.parametrize(
    ("regulations", "first_day", "codes"),
    [
        ("2020", "2020-01-31", ["HS335"]),
        ("2020", "2020-02-01", []),
        ("2020", "2040-02-01", []),
        ("2012", "2012-11-21", ["HS335"]),
        ("2012", "2026-01-31", []),
        ("2012", "2026-02-01", ["HS335"]),
        ("2008", "2018-11-21", []),
        ("2008", "2018-11-22", ["HS335"]),
        ("2008", "2008-11-30", []),  # before the first of them, which another rule reports
    ],
)
def test_regulations(regulations: str, first_day: str, codes: list[str]) -> None:
    """Regulations that are named were in force, or had been not too long before."""
    assert codes_of([law.check_regulations], hearing={"regulations": regulations, "dates": [first_day]}) == codes


@pytest.mark.parametrize(
    ("kind", "role", "first_day", "codes"),
    [
        ("misconduct-hearing", "legally-qualified-chair", "2020-02-03", []),
        ("misconduct-hearing", "legally-qualified-chair", "2026-05-06", []),
        ("misconduct-hearing", "legally-qualified-chair", "2026-05-07", ["HS336"]),
        ("misconduct-hearing", "chief-constable", "2024-05-06", ["HS336"]),
        ("misconduct-hearing", "chief-constable-delegate", "2024-05-06", ["HS336"]),
        ("misconduct-hearing", "chief-constable-delegate", "2024-05-07", []),
        ("misconduct-hearing", "senior-officer", "2025-05-07", ["HS336"]),
        ("misconduct-hearing", "senior-officer", "2019-05-07", []),
        ("accelerated-misconduct-hearing", "chief-constable", "2020-03-02", []),
        ("accelerated-misconduct-hearing", "chief-constable-delegate", "2027-03-02", []),
        ("accelerated-misconduct-hearing", "legally-qualified-chair", "2023-03-02", ["HS336"]),
        ("special-case-hearing", "chief-constable", "2019-03-02", []),
    ],
)
def test_chair(kind: str, role: str, first_day: str, codes: list[str]) -> None:
    """Who chairs depends on the kind and the day; a lawyer is questioned only two years after the change."""
    sitting = {"kind": kind, "dates": [first_day], "chair": {"role": role}}
    assert codes_of([law.check_chair], hearing=sitting) == codes


@pytest.mark.parametrize("changes", [{"force": "ministry-of-defence"}, {"officer": {"rank": "commander"}}])
def test_chair_of_others(changes: dict[str, Any]) -> None:
    """Forces with rules of their own, and the highest ranks, have other chairs."""
    assert codes_of([law.check_chair], hearing={"chair": {"role": "chief-constable"}}, **changes) == []


@pytest.mark.parametrize(
    ("sitting", "codes"),
    [
        ({"held": "private", "private_reason": "Evidence about health.", "private_ground": "medical"}, []),
        ({"held": "private"}, ["HS337"]),
        ({"held": "part-private", "private_reason": "Evidence about health."}, ["HS337"]),
        ({"held": "not-recorded"}, []),
    ],
)
def test_private(sitting: dict[str, str], codes: list[str]) -> None:
    """Whoever shuts the public out says why, on what ground; so does a tribunal."""
    assert codes_of(RULES, hearing=sitting) == codes
    heard = {"kind": "misconduct-hearing", "dates": ["2024-04-03"]} | {"held": "public"} | sitting
    pending = {"body": "police-appeals-tribunal", "lodged": "2024-01-12", "result": "pending", "hearing": heard}
    assert codes_of(RULES, appeals=[pending]) == codes


DETAILS = RESTRICTION | {
    "protects": "all",
    "covers": "details",
    "imposed_by": "court",
    "ground": "criminal-proceedings",
}
LIFTED = {"lifted": {"on": "2026-11-20", "by": "the court"}}
TAKEN_DOWN = {"takedown": {"at": "2026-11-20", "reason": "a slip", "by": "the force"}}
REMOVED = {"publication": {"keep_until": "2026-11-20", "afterwards": "remove"}}


@pytest.mark.parametrize(
    ("restriction", "changes", "codes"),
    [
        ({}, {}, []),
        ({"until": "2026-11-24"}, {}, ["HS338"]),
        ({"until": "2026-11-25"}, {}, ["HS339"]),
        ({"until": "2026-12-09"}, {}, ["HS339"]),
        ({"until": "2026-12-10"}, {}, []),
        ({"until": "2026-11-24"} | LIFTED, {}, []),
        ({"until": "2026-11-24"}, TAKEN_DOWN, []),
        ({"until": "2026-11-24"}, REMOVED, []),
        ({"until": "2026-11-24", "covers": "identity"}, {}, []),
    ],
)
def test_review_day(restriction: dict[str, Any], changes: dict[str, Any], codes: list[str]) -> None:
    """A restriction on details is looked at again in time, unless nothing will be shown any more."""
    assert codes_of(RULES, restrictions=[RESTRICTION, DETAILS | restriction], **changes) == codes


def test_review_day_of_a_past_build() -> None:
    """A build for a moment of the past sees the day of review ahead."""
    past = dt.datetime(2024, 6, 1, 9, 0, tzinfo=dt.UTC)
    restrictions = [RESTRICTION, DETAILS | {"until": "2026-11-24"}]
    assert codes_of(RULES, restrictions=restrictions, now=past) == []
    assert codes_of(RULES, restrictions=restrictions, now=NOW) == ["HS338"]


@pytest.mark.parametrize(
    ("restriction", "first_day", "codes"),
    [
        ({}, "2025-12-18", []),
        ({}, "2026-01-05", ["HS341"]),
        ({"from": "2025-12-31"}, "2026-01-05", []),
        ({"from": "2026-01-02"}, "2025-12-18", ["HS341"]),
        ({"ground": "medical"}, "2026-01-05", []),
        ({"imposed_by": "statute"}, "2026-01-05", []),
    ],
)
def test_ground(restriction: dict[str, str], first_day: str, codes: list[str]) -> None:
    """From 2026 on, a restriction says on what ground; a statute needs none."""
    assert codes_of(RULES, hearing={"dates": [first_day]}, restrictions=[RESTRICTION | restriction]) == codes


@pytest.mark.parametrize(
    ("officer", "restrictions", "codes"),
    [
        ({}, [], ["HS342"]),
        ({"anonymity_basis": "not-recorded"}, [], []),
        ({}, [DETAILS], ["HS342"]),
        ({}, [RESTRICTION | {"protects": "all"}], []),
        ({"known_as": "PC Y", "formerly": ["PC X"]}, [RESTRICTION], []),
        ({}, [RESTRICTION | LIFTED], []),
        ({"known_as": "PC Y"}, [RESTRICTION], []),  # a restriction that finds nobody, which another rule reports
        ({"known_as": None, "name": "Forename Surname"}, [], []),
    ],
)
def test_designation_explained(officer: dict[str, Any], restrictions: list[Any], codes: list[str]) -> None:
    """An officer without a name has a restriction or a reason."""
    told = {key: value for key, value in (OFFICER | officer).items() if value}
    assert codes_of([law.check_designation_explained], officers=[told], restrictions=restrictions) == codes


def test_all_rules_run() -> None:
    """The rules about what may follow run with those of the law."""
    assert set(sanctions.RULES) < set(RULES)
