"""The memory: with it or without it, after whatever change, the same findings."""

import datetime as dt
import os
import shutil
from pathlib import Path

import msgspec
import pytest

from hearingsite.diagnostics import Diagnostic, Report
from hearingsite.records import check as check_module
from hearingsite.records import memory as memory_module
from hearingsite.records.check import check_folder, check_register_of
from hearingsite.records.memory import FINDINGS, HEADERS
from hearingsite.records.register import RecordFile, RecordSource, Register, read_record

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


def check(project: Path, now: dt.datetime = NOW, state: str = ".hearingsite") -> Report:
    """Check a project with the memory of a state folder, as a build, a preview and `check` do: all say the same."""
    report = check_folder(project / "content", project, project / state, now).report
    assert register_of(project, now, state) == register_of(project, now, state, trust_stamps=True)
    assert register_of(project, now, state)[1] == report
    return report


def register_of(
    project: Path, now: dt.datetime = NOW, state: str = ".hearingsite", *, trust_stamps: bool = False
) -> tuple[Register, Report]:
    """Check a project as a build does, or with `trust_stamps` as a preview does."""
    checked = check_register_of(project / "content", project, project / state, now, trust_stamps=trust_stamps)
    return checked.register, checked.report


def test_a_second_check_says_the_same(project: Path) -> None:
    """What comes from the memory is what was found at first, records included."""
    first, second = check(project), check(project)
    assert [found.code for found in first.errors] == ["HS317", "HS204"]
    assert first == second


def test_headers_from_the_memory_are_those_of_the_files(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records of which the headers are remembered are the records that a first reading gives."""
    monkeypatch.setattr(check_module, "_WORTH_A_FILE", 1)
    first, second = register_of(project)[0], register_of(project)[0]
    assert (project / ".hearingsite" / HEADERS).is_file()
    assert [entry.hearing for entry in first.entries] == [entry.hearing for entry in second.entries]


@pytest.mark.parametrize("packed", [b"\x01", b"\xc1", b"\x81\xa1\xff\xa1a", b"\x81\x01\x01"])
def test_a_foreign_header_is_read_anew(project: Path, monkeypatch: pytest.MonkeyPatch, packed: bytes) -> None:
    """What was put into the memory in the place of a header is passed over."""
    monkeypatch.setattr(check_module, "_WORTH_A_FILE", 1)
    first = register_of(project)[0]
    state = project / ".hearingsite"
    memory_module.save_headers(dict.fromkeys(memory_module.load_headers(state), msgspec.Raw(packed)), state)
    second = register_of(project)[0]
    assert [entry.hearing for entry in first.entries] == [entry.hearing for entry in second.entries]


@pytest.mark.parametrize("keep_times", [False, True])
def test_an_edit_of_a_settled_file_is_seen(project: Path, monkeypatch: pytest.MonkeyPatch, *, keep_times: bool) -> None:
    """A file that nobody touched is not read again; one that was changed is, even if its size and time are the same."""
    monkeypatch.setattr(memory_module, "SETTLED", -(10**12))
    check(project)
    read: list[str] = []

    def watched(file: RecordFile) -> RecordSource | list[Diagnostic]:
        read.append(file.path)
        return read_record(file)

    monkeypatch.setattr(check_module, "read_record", watched)
    check_folder(project / "content", project, project / ".hearingsite", NOW)
    assert "content/hearings/as-2023-010.md" not in read  # the others have findings whose places are looked up
    file = project / "content" / "hearings" / "as-2023-010.md"
    times = file.stat()
    file.write_text(file.read_text("utf-8").replace("18 December 2023", "19 December 2023"), "utf-8")
    if keep_times:
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert file.stat().st_size == times.st_size
    read.clear()
    assert check(project) == check(project, state="another")
    assert "content/hearings/as-2023-010.md" in read


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
    assert check(project) == check(project, state="another")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00", b"\x81\xa1a", msgspec.msgpack.encode(["other program", "", b""])]
)
def test_a_foreign_memory_is_an_empty_one(project: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """A memory that is cut short, damaged or of another program is passed over and made anew."""
    monkeypatch.setattr(memory_module, "SETTLED", 10**18)  # or stamps came into it when the files are old enough
    expected = check(project)
    memory = project / ".hearingsite" / FINDINGS
    whole = memory.read_bytes()
    for written in (content, whole[: len(whole) // 2]):
        memory.write_bytes(written)
        assert check(project) == expected
        assert memory.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_fault(project: Path) -> None:
    """Where nothing can be remembered, a check takes longer and says the same."""
    expected = check(project)
    shutil.rmtree(project / ".hearingsite")
    (project / ".hearingsite").write_text("a file", "utf-8")
    assert check(project) == expected


def test_the_hour_counts_where_it_matters(project: Path) -> None:
    """On the day of an outcome, a check before its hour and one after it differ, memory or not."""
    text = RECORD.replace(
        "{publish_at: 2023-12-19T09:00}", "{publish_at: 2023-12-19T09:00, outcome_at: 2026-11-25T12:00}"
    )
    write(project, 14, text.replace("The account,", "PC X would have been dismissed. The account,"))
    codes = [[found.code for found in check(project, NOW.replace(hour=hour)).diagnostics] for hour in (9, 9, 13)]
    assert ["HS550" in one for one in codes] == [True, True, False]


def test_many_records_are_understood_by_all_processors(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that were understood by several processes give the same findings as by one."""
    expected = check(project, state="one")
    monkeypatch.setattr(check_module, "_WORTH_A_PROCESS", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert check(project, state="several") == expected


@pytest.mark.parametrize("few", [0, 10], ids=["from the memory", "anew"])
def test_some_records_are_told_of_as_among_all(project: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """A check of some records says what the whole one says of each of them, and keeps nothing, with the memory or without it."""
    monkeypatch.setattr(check_module, "_FEW", few)
    only = frozenset(project / "content" / "hearings" / f"as-2023-0{number}.md" for number in (15, 16, 17))

    def look() -> list[Diagnostic]:
        checked = check_folder(project / "content", project, project / ".hearingsite", NOW, only)
        assert checked.records == 3
        return list(checked.report.diagnostics)

    alone = look()
    assert not (project / ".hearingsite").exists()
    whole = [
        found
        for found in check(project).diagnostics
        if found.place.path.endswith(("015.md", "016.md", "017.md")) and not found.code.startswith("HS4")
    ]
    before = (project / ".hearingsite" / FINDINGS).read_bytes()
    assert alone == look() == whole
    assert (project / ".hearingsite" / FINDINGS).read_bytes() == before


def test_the_last_embargo_is_known_with_a_memory_or_without_one(project: Path) -> None:
    """The first moment at which nothing is under embargo follows what was saved since, and is never before now."""
    first = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)

    def last(now: dt.datetime) -> dt.datetime:
        return check_module.after_embargoes(project / "content", project, project / ".hearingsite", now)

    without = last(first)
    check(project)
    assert last(first) == without
    assert last(NOW) == NOW
    later = RECORD.replace("014", "010").replace("publish_at: 2023-12-19T09:00", "publish_at: 2029-03-01T10:30")
    write(project, 10, later)
    assert later.count("2029-03-01") == 1
    assert last(NOW) == dt.datetime(2029, 3, 1, 10, 30, tzinfo=dt.UTC)
    check(project)
    assert last(NOW) == dt.datetime(2029, 3, 1, 10, 30, tzinfo=dt.UTC)
    write(project, 10, RECORD.replace("014", "010"))
    assert last(NOW) == NOW
