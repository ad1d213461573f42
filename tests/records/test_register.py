"""The register: every fault of every file in one run, whatever lies in the folder."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from hearingsite.diagnostics import Report
from hearingsite.records.check import check_folder
from hearingsite.records.register import read_register
from hearingsite.records.rules import check_register

REPOSITORY = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
RECORD = (REPOSITORY / "tests" / "cases" / "accepted" / "as-2023-014.md").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with forces and no records."""
    shutil.copytree(REPOSITORY / "content" / "forces", tmp_path / "content" / "forces")
    (tmp_path / "content" / "hearings" / "2023").mkdir(parents=True)
    return tmp_path


def check(project: Path) -> list[tuple[str, str]]:
    """Path and code of every finding; the records here share one designation, which is another rule's business."""
    register, report = read_register(project / "content", project)
    found = Report.of([*report.diagnostics, *check_register(register, NOW)]).diagnostics
    return [(one.place.path.removeprefix("content/hearings/"), one.code) for one in found if one.code != "HS411"]


def write(project: Path, path: str, text: str) -> None:
    """Write a file below content/hearings."""
    file = project / "content" / "hearings" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def test_every_fault_of_every_file_in_one_run(project: Path) -> None:
    """One broken file never hides the next."""
    write(project, "2023/as-2023-014.md", RECORD.replace("status: concluded", "status: conclded"))
    write(project, "2023/as-2023-015.md", RECORD.replace("014", "015").replace("        finding: proven\n", ""))
    write(project, "2023/as-2023-016.md", RECORD.replace("014", "016").replace("status:", "force: x\nstatus:"))
    write(project, "2023/as-2023-017.md", RECORD.replace("014", "017"))
    assert check(project) == [
        ("2023/as-2023-014.md", "HS204"),
        ("2023/as-2023-015.md", "HS302"),
        ("2023/as-2023-016.md", "HS114"),
    ]


def test_a_reference_is_unique_capitals_aside(project: Path) -> None:
    """Two records with one reference are told apart by nobody."""
    write(project, "2023/as-2023-014.md", RECORD)
    write(project, "2024/AS-2023-014.md", RECORD)
    assert check(project) == [("2024/AS-2023-014.md", "HS401")]


def test_a_welsh_body_belongs_to_a_record(project: Path) -> None:
    """A Welsh body has its record beside it, no header of its own, and the same Markdown."""
    write(project, "2023/as-2023-014.md", RECORD)
    write(project, "2023/as-2023-014.cy.md", "Yr hanes <b>llawn</b>.")
    write(project, "2023/as-2023-020.cy.md", "Yr hanes.")
    assert check(project) == [("2023/as-2023-014.cy.md", "HS117"), ("2023/as-2023-020.cy.md", "HS404")]


def test_a_welsh_body_needs_an_english_one(project: Path) -> None:
    """Who reads English would see no account, and nobody would see the Welsh one."""
    write(project, "2023/as-2023-014.md", RECORD[: RECORD.rindex("---\n") + 4])
    write(project, "2023/as-2023-014.cy.md", "Yr hanes.")
    assert ("2023/as-2023-014.cy.md", "HS404") in check(project)


def test_a_welsh_body_has_no_header(project: Path) -> None:
    """The English header serves both languages."""
    write(project, "2023/as-2023-014.md", RECORD)
    write(project, "2023/as-2023-014.cy.md", "---\nstatus: concluded\n---\nYr hanes.")
    assert check(project) == [("2023/as-2023-014.cy.md", "HS120")]


def test_stray_files_are_told_and_hidden_ones_passed_over(project: Path) -> None:
    """A file that would silently be left out is named; what editors' programs leave behind is not."""
    write(project, "2023/as-2023-014.markdown", RECORD)
    write(project, "2023/.as-2023-014.md.swp", "x")
    assert check(project) == [("2023/as-2023-014.markdown", "HS123")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("as-2023-020.md", "nothing yet"),
        ("2023/as-2023-020.md", RECORD),
        ("hearing/AS-2023-020.MD", RECORD),
        ("files/2023/as-2023-020.txt", RECORD),
        ("pages/en/as-2023-020.cy.md", "Yr hanes."),
        ("drafts/a/b/new hearing.md", RECORD),
        ("drafts/new.markdown", "\ufeff---\r\n# a note\r\nreference: AS-2023-020\r\n---\r\n"),
        ("../hearings/2023/as-2023-020.md", RECORD),
        ("hearings/2023/as-2023-020.md/.text.md", RECORD),
    ],
)
def test_a_record_in_the_wrong_place_is_told(project: Path, path: str, text: str) -> None:
    """Whatever has the name or the header of a record is read, or somebody is told that it is not."""
    file = project / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    assert [code for _, code in check(project)] == ["HS123"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pages/en/about/index.md", "Title: About\n\nreference: a word"),
        ("pages/en/about/rule.md", "---\ntitle: About\n---\nreference: AS-2023-014"),
        ("files/as-2023-014-findings.pdf", "---\nreference: AS-2023-014\n"),
        ("drafts/.as-2023-014.md", RECORD),
    ],
)
def test_what_is_no_record_may_lie_elsewhere(project: Path, path: str, text: str) -> None:
    """A page, a document and a hidden file are no records."""
    file = project / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    assert check(project) == []


def test_a_link_to_itself_hides_nothing(project: Path) -> None:
    """A link that leads nowhere is told like any other, and what stands beside it too."""
    link = project / "content" / "hearings" / "2023" / "as-2023-013.md"
    link.symlink_to(link.name)
    write(project, "2023/as-2023-014.md", RECORD.replace("status: concluded", "status: conclded"))
    assert check(project) == [("2023/as-2023-013.md", "HS106"), ("2023/as-2023-014.md", "HS204")]


def test_a_link_is_not_followed(project: Path) -> None:
    """A symbolic link could bring in a file from anywhere."""
    outside = project / "outside.md"
    outside.write_text(RECORD, "utf-8")
    (project / "content" / "hearings" / "2023" / "as-2023-014.md").symlink_to(outside)
    assert check(project) == [("2023/as-2023-014.md", "HS106")]


def test_a_file_has_a_limit(project: Path) -> None:
    """A record is a text; 256 KB are far more than any."""
    write(project, "2023/as-2023-014.md", RECORD + "x" * 256 * 1024)
    assert check(project) == [("2023/as-2023-014.md", "HS103")]


def test_forces_are_checked_too(project: Path) -> None:
    """A force has a prefix of its own, and a Welsh force both languages."""
    forces = project / "content" / "forces"
    kent = (forces / "kent.yaml").read_text("utf-8")
    (forces / "kent.yaml").write_text(kent.replace("KNT", "SSX"), "utf-8")
    gwent = (forces / "gwent.yaml").read_text("utf-8")
    (forces / "gwent.yaml").write_text(gwent.replace("[en, cy]", "[en]"), "utf-8")
    (forces / "surrey.yaml").write_text("name: Surrey Police\nkind: terratorial\n", "utf-8")
    assert [code for _, code in check(project)] == ["HS408", "HS202", "HS202", "HS202", "HS204", "HS407"]


@pytest.mark.parametrize(
    ("name", "alone", "own"),
    [
        (
            "as-2023-014 (1).md",
            'Delete the file if it is a copy of "as-2023-014.md"; else call it so.',
            "give that a reference of its own",
        ),
        (
            "as-2023-041.md",
            'Correct the reference, or, if there is no "as-2023-014.md" yet, rename the file to that.',
            "write its own reference, such as AS-2023-041",
        ),
        (
            "as-2023-002.md",
            'Correct the reference, or, if there is no "as-2023-014.md" yet, rename the file to that.',
            "write its own reference, such as AS-2023-002",
        ),
    ],
)
def test_a_file_is_called_as_its_reference_says(project: Path, name: str, alone: str, own: str) -> None:
    """Of a copy nobody is told to write it over the original, to delete that, or to publish the hearing twice."""
    folder = project / "content/hearings/2023"
    (folder / name).write_text(RECORD, "utf-8")
    assert told_of_references(project) == {(name, "HS403", alone)}
    (folder / "as-2023-014.md").write_text(RECORD, "utf-8")
    twice = f"Delete this file if it is a copy; if it is of another hearing, {own}."
    assert told_of_references(project) == {(name, "HS401", twice)}


def told_of_references(project: Path) -> set[tuple[str, str, str]]:
    """The names of files, codes and hints of what is said of references."""
    register, _ = read_register(project / "content", project)
    found = check_register(register, NOW)
    return {(one.place.path.rpartition("/")[2], one.code, one.hint) for one in found if one.code in {"HS401", "HS403"}}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("as-2023-015.txt", 'Rename it to "as-2023-015.md", or move it away.'),
        ("as-2023-015.md.txt", 'Rename it to "as-2023-015.md", or move it away.'),
        ("as-2023-015.MD", 'Rename it to "as-2023-015.md", or move it away.'),
        ("as-2023-015.docx", 'Save its text as plain text (UTF-8) in "as-2023-015.md", or move it away.'),
        ("as-2023-014.cy.txt", 'Rename it to "as-2023-014.cy.md", or move it away.'),
    ],
)
def test_a_record_with_another_ending_is_told_by_its_right_name(project: Path, name: str, hint: str) -> None:
    """Where a record is not read for its name, that alone is told, and not that it is missing."""
    for one in ("as-2023-014.md", name, "as-2023-016.md"):
        write(project, f"2023/{one}", RECORD.replace("AS-2023-014", one[:11].upper()))
    found = check_folder(project / "content", project, project / ".hearingsite", NOW).report.diagnostics
    assert [(one.code, one.hint) for one in found if one.code not in ("HS411", "HS412", "HS413")] == [("HS123", hint)]


@pytest.mark.parametrize("name", ["as-2023-014-cy.md", "as-2023-014.welsh.md", "as-2023-014 (Cymraeg).md"])
def test_a_welsh_account_that_is_called_otherwise_is_told_its_name(project: Path, name: str) -> None:
    """Nobody is told to give it a header."""
    write(project, "2023/as-2023-014.md", RECORD)
    write(project, f"2023/{name}", "Yr hanes.")
    found = check_folder(project / "content", project, project / ".hearingsite", NOW).report.diagnostics
    assert [(one.code, one.hint) for one in found if one.code == "HS105"] == [
        ("HS105", 'If it is one, call it "as-2023-014.cy.md".')
    ]
