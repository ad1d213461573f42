"""What `hearingsite plan` says of a build that has not been made."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.quick import Quick
from tests.sites import RECORD, edit, make_site, tree

NOW = "--now=2024-06-01T09:00"


def lose(site: Path) -> None:
    """Lose the record."""
    (site / RECORD).unlink()


def move(site: Path) -> None:
    """Correct where the hearing was, and whether the officer came."""
    edit(site, RECORD, "attended: absent", "attended: present")
    edit(site, RECORD, "and he did not attend.", "and he attended.")


def tell_more(site: Path) -> None:
    """Add a sentence to the account."""
    edit(site, RECORD, "The hearing lasted one day", "The panel sat for six hours. The hearing lasted one day")


def end(site: Path) -> None:
    """Take the hearing down."""
    edit(site, RECORD, "\nofficers:", "\ntakedown: {at: 2024-02-01, reason: It must end., by: PSD}\nofficers:")


def attach(site: Path) -> None:
    """Name a document."""
    (site / "content" / "files").mkdir()
    (site / "content" / "files" / "calls.csv").write_text("day,calls\n1,17\n", "utf-8")
    edit(site, RECORD, "\npublication:", "\nattachments: [{file: calls.csv, title: The calls}]\npublication:")


def challenge(site: Path) -> None:
    """Add an appeal."""
    appeal = "appeals: [{body: police-appeals-tribunal, brought_by: officer, lodged: 2024-02-01, result: pending}]"
    edit(site, RECORD, "\npublication:", f"\n{appeal}\npublication:")


def summarise(site: Path) -> None:
    """Write a summary, in the place of the one that is made."""
    edit(site, RECORD, "\nhearing:", "\nsummary: PC X left before the day of the hearing.\nhearing:")


def shift(site: Path) -> None:
    """Correct between which days it was, of which no more is known."""
    edit(site, RECORD, "dates: [2023-12-18]", "dates: {first: 2023-12-14, last: 2023-12-18, days: 3}")


def impose(site: Path) -> None:
    """Write that the restriction has an end, which has come: no field of the data holds that, only the page."""
    edit(site, RECORD, "  - protects: Ms A\n", "  - protects: Ms A\n    from: 2024-01-05\n")


def nothing(_: Path) -> None:
    """Change nothing."""


def restyle(site: Path) -> None:
    """Change what every page is made from."""
    edit(site, "theme/messages/en.toml", "Skip to the content", "Go to the content")


SAID = {
    nothing: ["A build would change nothing in output/.", "Time alone changes nothing in the next 14 days."],
    move: ["AS-2023-014 would change: ", "    PC X: attended absent → present"],
    tell_more: ["AS-2023-014 would change: its text, documents or people"],
    attach: ["AS-2023-014 would change: ", "    document none → The calls"],
    challenge: ["AS-2023-014 would change: ", "    appeal 1: appeal none → added"],
    summarise: [
        "AS-2023-014 would change: ",
        "    summary Avon and Somerset",
        " → PC X left before the day of the hearing.",
    ],
    shift: ["    days 2023-12-18 → none", "    first day 2023-12-18 → 2023-12-14"],
    impose: ["AS-2023-014 would change: ", "    updated 2023-12-19T09:00:00+00:00 → 2024-01-05T00:00:00+00:00"],
    end: ["AS-2023-014 would end, and keep its address: It must end."],
    lose: ["AS-2023-014 would vanish", " removed"],
    restyle: ["every page printed anew, because the theme, the settings or the program changed."],
}


@pytest.mark.parametrize("change", SAID)
def test_a_plan_says_what_a_build_would_do(quick: Quick, tmp_path: Path, change: Callable[[Path], None]) -> None:
    """In words, hearing by hearing and field by field; and nothing at all is touched."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    change(site)
    before = tree(site)
    done = quick(site, "plan", NOW)
    assert done.returncode == 0, done.out
    assert [said for said in SAID[change] if said not in done.out] == []
    assert tree(site) == before


def test_a_plan_without_a_site_writes_nothing(quick: Quick, tmp_path: Path) -> None:
    """Before the first build everything would become public, and not even the state folder is made."""
    site = make_site(tmp_path)
    before = tree(site)
    done = quick(site, "plan", NOW)
    assert "AS-2023-014 would become public: PC X (former constable) would have been dismissed" in done.out
    assert tree(site) == before


def test_a_plan_blames_no_theme_where_nothing_was_noted(quick: Quick, tmp_path: Path) -> None:
    """As in a CI that keeps no key: what the live pages were printed from is not known, and that is said."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    done = quick(site, "plan", NOW, environment={"HEARINGSITE_STATE_KEY": "of another machine"})
    assert "every page printed anew, because nothing here tells how the live ones were printed." in done.out


def test_a_plan_is_what_the_build_does(quick: Quick, tmp_path: Path) -> None:
    """As JSON, a plan names the very files that the build then adds, changes and removes."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    move(site)
    planned = json.loads(quick(site, "plan", NOW, "--format=json").out)
    assert [one["reference"] for one in planned["hearings"]] == ["AS-2023-014"]
    assert {"who": "PC X", "field": "attended", "before": "absent", "after": "present"} in planned["hearings"][0][
        "fields"
    ]
    built = json.loads(quick(site, "build", NOW, "--format=json").out)["build"]
    assert (built["added"], built["removed"]) == (planned["added"], planned["removed"])
    assert set(planned["changed"]) <= set(built["changed"]) <= {*planned["changed"], *planned["reprinted"]}


@pytest.mark.parametrize("change", [move, tell_more, summarise])
def test_a_plan_counts_no_page_that_stays_as_it_is(
    quick: Quick, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """Statistics and downloads are made anew with each change of a record, and their pages mostly come out the same."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    change(site)
    planned = json.loads(quick(site, "plan", NOW, "--format=json").out)
    built = json.loads(quick(site, "build", NOW, "--format=json").out)["build"]
    assert set(planned["reprinted"]) <= set(built["changed"])
    assert set(built["changed"]) <= {*planned["changed"], *planned["reprinted"]}


def test_a_plan_shows_where_long_texts_differ(quick: Quick, tmp_path: Path) -> None:
    """A few words before the first difference, not the beginning, which may be the same."""
    site = make_site(tmp_path)
    summary = "The panel heard about the messages of PC X for all of one day, and found that each of the three was {}."
    edit(site, RECORD, "\nhearing:", f"\nsummary: {summary.format('proven')}\nhearing:")
    assert quick(site, "build", NOW).returncode == 0
    edit(site, RECORD, "three was proven.", "three was proven as alleged.")
    line = "    summary … the three was proven. → … the three was proven as alleged."
    assert line in quick(site, "plan", NOW).out.splitlines()


def test_a_plan_tells_the_ends_of_days_that_are_not_all_known(quick: Quick, tmp_path: Path) -> None:
    """Where only the first and the last sitting day are known, no list of days says what they are."""
    site = make_site(tmp_path)
    shift(site)
    assert quick(site, "build", NOW).returncode == 0
    edit(site, RECORD, "first: 2023-12-14", "first: 2023-12-13")
    assert "    first day 2023-12-14 → 2023-12-13" in quick(site, "plan", NOW).out


def test_a_plan_says_of_a_hearing_that_only_its_neighbour_may_have_changed(quick: Quick, tmp_path: Path) -> None:
    """A page that links to the hearing after it is printed anew when that one comes."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    text = (site / RECORD).read_text("utf-8").replace("2023-014", "2023-015")
    (site / RECORD).with_name("as-2023-015.md").write_text(text, "utf-8")
    line = "AS-2023-014 would change: its text, documents or people, or its links to other hearings"
    assert line in quick(site, "plan", NOW).out.splitlines()


TIMES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "embargo": (
        "2023-12-10T09:00",
        [{"at": "2023-12-19T09:00:00+00:00", "reference": "AS-2023-014", "kind": "new", "fields": []}],
    ),
    "too-early": ("2023-12-01T09:00", []),
    "over": ("2024-06-01T09:00", []),
}


# What is written into the record, and each minute of the two weeks from NOW on from which a build shows it.
ENDS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a-last-day": (
        "publish_at: 2023-12-19T09:00",
        "publish_at: 2023-12-19T09:00\n  keep_until: 2024-06-05\n  afterwards: remove",
        [("2024-06-06T00:00:00+01:00", "ended")],
    ),
    "a-lifted-restriction": (
        "    imposed_by: chair\n",
        "    imposed_by: chair\n    lifted: {on: 2024-06-05, by: the chair}\n",
        [("2024-06-06T00:00:00+01:00", "changed")],
    ),
    "days-of-what-is-over": (
        "status: concluded\n",
        "status: discontinued\n",
        [],
    ),
}


@pytest.mark.parametrize("case", ENDS)
def test_a_plan_tells_the_first_minute_at_which_something_is_seen(quick: Quick, tmp_path: Path, case: str) -> None:
    """What is over after the last minute of a day is told once, for the next; what no page shows is not told."""
    old, new, told = ENDS[case]
    site = make_site(tmp_path)
    edit(site, RECORD, old, new)
    if case == "days-of-what-is-over":
        edit(site, RECORD, "dates: [2023-12-18]", "dates: [2024-06-05]")
    done = quick(site, "plan", NOW, "--format=json")
    assert [(one["at"], one["kind"]) for one in json.loads(done.out)["coming"]] == told


@pytest.mark.parametrize("case", TIMES)
def test_a_plan_looks_two_weeks_ahead(quick: Quick, tmp_path: Path, case: str) -> None:
    """What time alone will change is told by its moment."""
    now, coming = TIMES[case]
    done = quick(make_site(tmp_path), "plan", f"--now={now}", "--format=json")
    assert json.loads(done.out)["coming"] == coming


def test_a_plan_tells_no_outcome_before_its_time(quick: Quick, tmp_path: Path) -> None:
    """Of what time will change, moment and fields are told; what they will be is not public yet."""
    site = make_site(tmp_path)
    edit(site, RECORD, "officers:\n", "notice: {published: 2023-12-08T09:00, text: The notice.}\nofficers:\n")
    edit(site, RECORD, "\nofficers:", "\ntakedown: {at: 2023-12-21T10:00, reason: It ends., by: PSD}\nofficers:")
    done = quick(site, "plan", "--now=2023-12-15T09:00")
    lines = [line for line in done.out.splitlines() if line.startswith("    2023-12")]
    assert "    2023-12-19 09:00 AS-2023-014 changes: status, " in done.out
    assert "    2023-12-19 00:00 AS-2023-014 changes: status" in done.out
    assert lines[-1] == "    2023-12-21 10:00 AS-2023-014 ends"
    assert "dismissed" not in done.out


def review(site: Path) -> None:
    """Hold details back, to be looked at again on a day to come."""
    edit(
        site,
        RECORD,
        "    covers: identity\n    imposed_by: force",
        "    covers: details\n    until: 2024-06-05\n    imposed_by: force",
    )


def except_until(site: Path) -> None:
    """Except what the record itself has wrong, for some days."""
    edit(site, RECORD, "The hearing lasted one day", "It began on Tuesday 18 December 2023. The hearing lasted one day")
    allow = "allow: [{rule: HS520, words: 18 December 2023, reason: So it was said, by: PSD, until: 2024-06-10}]"
    edit(site, RECORD, "\npublication:\n", f"\n{allow}\npublication:\n")


REFUSED: dict[str, tuple[Callable[[Path], None], list[tuple[str, str]]]] = {
    "a-day-of-review": (review, [("2024-06-06", "HS338")]),
    "an-exception": (except_until, [("2024-06-11", "HS520")]),
    "nothing": (nothing, []),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_plan_foresees_refusals(quick: Quick, tmp_path: Path, case: str) -> None:
    """A day to come from which on nothing can be published is told while there is time, and the build of that day agrees."""
    change, told = REFUSED[case]
    site = make_site(tmp_path)
    change(site)
    done = quick(site, "plan", NOW, "--format=json")
    planned = json.loads(done.out)
    assert [(one["on"], one["code"]) for one in planned["refused_from"]] == told
    lines = [line for line in quick(site, "plan", NOW).out.splitlines() if line.startswith("From ")]
    assert [line.split(" on, builds will be refused: ")[0] for line in lines] == [f"From {day}" for day, _ in told]
    assert [line for line in lines if "exception" in line] == (lines if case == "an-exception" else [])
    for one in planned["refused_from"]:
        assert one["message"] in lines[0]
        assert one["hint"] in lines[0]
        day = dt.date.fromisoformat(one["on"])
        assert quick(site, "check", f"--now={day - dt.timedelta(days=1)}T23:50").returncode == 0
        refused = quick(site, "check", f"--now={day}T00:10")
        assert (refused.returncode, one["code"] in refused.out) == (1, True)


def test_a_plan_has_the_faults_of_a_build(quick: Quick, tmp_path: Path) -> None:
    """Records with faults have no plan."""
    site = make_site(tmp_path)
    edit(site, RECORD, "status: concluded", "status: conclded")
    done = quick(site, "plan", NOW)
    assert (done.returncode, "HS204" in done.out) == (1, True)
