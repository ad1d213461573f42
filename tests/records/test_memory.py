"""The memory: with it or without it, after whatever change, the same findings."""

import datetime as dt
import shutil
from pathlib import Path

import msgspec
import pytest

from hearingsite.diagnostics import Report
from hearingsite.records import check as check_module
from hearingsite.records.check import check_folder
from hearingsite.records.memory import FILE
from hearingsite.records.register import Register

REPOSITORY = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
RECORD = (REPOSITORY / "tests" / "cases" / "accepted" / "as-2023-014.md").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with forces and a few records, one of them with a fault of sense and one with a fault of form."""
    shutil.copytree(REPOSITORY / "content" / "forces", tmp_path / "content" / "forces")
    for number in range(10, 16):
        write(tmp_path, number, RECORD.replace("014", f"0{number}"))
    write(tmp_path, 16, RECORD.replace("014", "016").replace("finding: proven", "finding: not-proven"))
    write(tmp_path, 17, RECORD.replace("014", "017").replace("status: concluded", "status: conclded"))
    return tmp_path


def write(project: Path, number: int, text: str) -> None:
    """Write a record."""
    file = project / "content" / "hearings" / f"as-2023-0{number}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def check(project: Path, now: dt.datetime = NOW, state: str = ".hearingsite") -> tuple[Register, Report]:
    """Check a project with the memory of a state folder."""
    return check_folder(project / "content", project, project / state, now)


def test_a_second_check_says_the_same(project: Path) -> None:
    """What comes from the memory is what was found at first, records included."""
    first, second = check(project), check(project)
    assert [found.code for found in first[1].errors] == ["HS317", "HS204"]
    assert first[1] == second[1]
    assert [entry.hearing for entry in first[0].entries] == [entry.hearing for entry in second[0].entries]


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename", "force", "welsh"])
def test_after_any_change_as_if_from_nothing(project: Path, change: str) -> None:
    """A check with a memory equals one without, whatever was changed in between."""
    check(project)
    records = project / "content" / "hearings"
    if change == "edit":
        write(project, 12, RECORD.replace("014", "012").replace("finding: proven", "finding: not-proven"))
    elif change == "add":
        write(project, 18, RECORD)
    elif change == "remove":
        (records / "as-2023-016.md").unlink()
    elif change == "rename":
        (records / "as-2023-010.md").rename(records / "as-2023-099.md")
    elif change == "force":
        force = project / "content" / "forces" / "avon-and-somerset.yaml"
        force.write_text(force.read_text("utf-8").replace("prefix: AS", "prefix: ASP"), "utf-8")
    else:
        (records / "as-2023-011.cy.md").write_text("Yr hanes <b>llawn</b>.", "utf-8")
    assert check(project)[1] == check(project, state="another")[1]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00", b"\x81\xa1a", msgspec.msgpack.encode(["other program", "", b""])]
)
def test_a_foreign_memory_is_an_empty_one(project: Path, content: bytes) -> None:
    """A memory that is cut short, damaged or of another program is passed over and made anew."""
    expected = check(project)[1]
    memory = project / ".hearingsite" / FILE
    whole = memory.read_bytes()
    for written in (content, whole[: len(whole) // 2]):
        memory.write_bytes(written)
        assert check(project)[1] == expected
        assert memory.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_fault(project: Path) -> None:
    """Where nothing can be remembered, a check takes longer and says the same."""
    expected = check(project)[1]
    shutil.rmtree(project / ".hearingsite")
    (project / ".hearingsite").write_text("a file", "utf-8")
    assert check(project)[1] == expected


def test_the_hour_counts_where_it_matters(project: Path) -> None:
    """On the day of an outcome, a check before its hour and one after it differ, memory or not."""
    text = RECORD.replace(
        "{publish_at: 2023-12-19T09:00}", "{publish_at: 2023-12-19T09:00, outcome_at: 2026-11-25T12:00}"
    )
    write(project, 14, text.replace("The account,", "PC X would have been dismissed. The account,"))
    codes = [[found.code for found in check(project, NOW.replace(hour=hour))[1].diagnostics] for hour in (9, 9, 13)]
    assert ["HS550" in one for one in codes] == [True, True, False]


def test_many_records_are_understood_by_all_processors(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that were understood by several processes give the same findings as by one."""
    expected = check(project, state="one")[1]
    monkeypatch.setattr(check_module, "_WORTH_A_PROCESS", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert check(project, state="several")[1] == expected
