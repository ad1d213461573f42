"""A build says when the facts of a hearing change and nothing in its record dates that: no feed reader would notice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quick import Quick
from tests.sites import RECORD, edit, make_site

NOW = "--now=2024-06-01T09:00"
CORRECTED = "\nchanges: [{on: 2024-06-01T08:00, kind: KIND, what: Something was put right.}]\npublication:"


def move(site: Path) -> None:
    """Correct where the hearing was."""
    edit(site, RECORD, "venue: Avon and Somerset Police headquarters", "venue: Weston Town Hall")


def find_less(site: Path) -> None:
    """Correct what was found on one of the allegations, and how the officer left."""
    edit(
        site,
        RECORD,
        "finding: proven\n        level: gross-misconduct\n    outcome",
        "finding: not-proven\n    outcome",
    )
    edit(site, RECORD, "attended: absent", "attended: present")
    edit(site, RECORD, "and he did not attend.", "and he attended.")


def tell(kind: str) -> Callable[[Path], None]:
    """Correct where the hearing was, with an entry about that."""

    def write(site: Path) -> None:
        move(site)
        edit(site, RECORD, "\npublication:", CORRECTED.replace("KIND", kind))

    return write


def rephrase(site: Path) -> None:
    """Polish the account and the summary."""
    edit(site, RECORD, "The hearing lasted one day", "The hearing took one day")
    edit(site, RECORD, "\nhearing:", "\nsummary: PC X left before the day of the hearing.\nhearing:")


def rename_force(site: Path) -> None:
    """Call the force otherwise."""
    edit(site, "content/forces/avon-and-somerset.yaml", "name: Avon and Somerset Police", "name: Avon Police")


@pytest.fixture
def live(tmp_path: Path, quick: Quick) -> Path:
    """A small site that is live."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    return site


@pytest.mark.parametrize(
    ("write", "fields"),
    [
        (move, "venue"),
        (find_less, "attended, standards breached, finding, level"),
        (tell("minor"), "venue"),
        (tell("correction"), ""),
        (tell("update"), ""),
        (rephrase, ""),
        (rename_force, ""),
    ],
)
def test_a_change_that_nothing_dates_is_told(
    live: Path, quick: Quick, write: Callable[[Path], None], fields: str
) -> None:
    """Once, by the plan and by the build that makes it; words that tell the same facts otherwise are the editor's own."""
    write(live)
    expected = (
        f"{RECORD}:1:1: HS951 warning: AS-2023-014 changes on the site ({fields}), and its record does not say when."
    )
    for command in ("plan", "build"):
        done = quick(live, command, NOW)
        assert (done.returncode, expected in done.out) == (0, bool(fields)), done.out
        assert "HS951" in done.out or not fields
        assert "HS951" not in done.out or fields
    for _ in range(2):
        assert "HS951" not in quick(live, "build", NOW).out


@pytest.mark.parametrize("with_update", [True, False])
def test_a_page_that_is_put_back_is_told(live: Path, quick: Quick, *, with_update: bool) -> None:
    """Where no update is newer than the takedown, calendars and readers of feeds keep to that."""
    down = "\ntakedown: {at: 2024-05-31T12:00, reason: It must end., by: PSD}\nofficers:"
    edit(live, RECORD, "\nofficers:", down)
    assert "HS951" not in quick(live, "build", NOW).out
    edit(live, RECORD, down, "\nofficers:")
    if with_update:
        edit(live, RECORD, "\npublication:", CORRECTED.replace("KIND", "update"))
    done = quick(live, "build", NOW)
    expected = "AS-2023-014 was taken down on 2024-05-31, and comes back without a word."
    assert (done.returncode, "HS951" in done.out, expected in done.out) == (0, not with_update, not with_update)


def test_a_site_of_an_earlier_moment_is_no_change(live: Path, quick: Quick) -> None:
    """Who looks back sees what was so then, and no warning."""
    move(live)
    assert "HS951" not in quick(live, "build", "--now=2024-05-01").out


@pytest.mark.parametrize("damage", ['{"status": "x", "officers": [{}]}', '{"taken_down": 3}', "[]"])
def test_what_somebody_did_to_the_live_site_is_no_change(live: Path, quick: Quick, damage: str) -> None:
    """Nothing is told of data that is not as it was sealed, and it stops neither a plan nor the build that mends it."""
    move(live)
    (live / "output/hearings/as-2023-014/index.json").write_text(damage, "utf-8")
    for command in ("plan", "build"):
        done = quick(live, command, NOW)
        assert (done.returncode, "HS951" in done.out) == (0, False), done.out
    assert '"venue":"Weston Town Hall"' in (live / "output/hearings/as-2023-014/index.json").read_text("utf-8").replace(
        ": ", ":"
    )


HISTORY = "\n  history: [{on: 2024-05-02T09:00, status: scheduled, dates: [2024-06-10, 2024-06-11]}"
NEWER = "{on: 2024-06-01T08:00, status: postponed, dates: [2024-06-11, 2024-07-08]}"


@pytest.mark.parametrize(
    ("status", "history", "expected"),
    [
        ("scheduled", "", "AS-2024-001 loses a sitting day, and no step of its history has it: 2024-06-10."),
        ("postponed", f"{HISTORY}, {NEWER}]", ""),
    ],
)
def test_a_day_that_no_step_tells_is_told(live: Path, quick: Quick, status: str, history: str, expected: str) -> None:
    """With an update but no step, calendars would drop the old day in place of calling it off."""
    record = live / "content/hearings/2024/as-2024-001.md"
    record.parent.mkdir()
    notice = (
        "---\nreference: AS-2024-001\nforce: avon-and-somerset\nstatus: STATUS\nhearing:\n  kind: misconduct-hearing\n"
        "  dates: [DATES]\n  held: public\n  chair: {role: chief-constable-delegate}HISTORY\n"
        "notice: {published: 2024-05-02T09:00, text: A hearing about PC Q.}\nofficers:\n"
        "  - {known_as: PC Q, rank: constable, service: serving, anonymity_basis: force-choice}\nMORE---\n"
    )
    first = {"STATUS": "scheduled", "DATES": "2024-06-10, 2024-06-11", "HISTORY": "", "MORE": ""}
    update = "changes: [{on: 2024-06-01T08:00, kind: update, what: New days.}]\n"
    later = {"STATUS": status, "DATES": "2024-06-11, 2024-07-08", "HISTORY": history, "MORE": update}
    said = []
    for values in (first, later):
        told = notice
        for key, value in values.items():
            told = told.replace(key, value)
        record.write_text(told, "utf-8")
        done = quick(live, "build", NOW)
        assert done.returncode == 0, done.out
        said.append(done.out)
    assert "HS951" not in said[0]
    assert ("HS951" in said[1]) == bool(expected), said[1]
    assert expected in said[1]
