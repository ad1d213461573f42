"""Designations and numbers across hearings, and small facts that together tell who somebody is."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hearingsite.diagnostics import Diagnostic, Report
from hearingsite.records.check import check_folder
from hearingsite.records.outline import DESIGNATION
from hearingsite.records.register import read_register
from hearingsite.records.rules import check_register
from hearingsite.records.rules.reuse import spelled

REPOSITORY = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
CODES = ("HS410", "HS411", "HS412", "HS413", "HS414")
RECORD = """---
reference: {reference}
force: {force}
status: concluded
hearing: {{kind: misconduct-hearing, dates: {days}, held: public}}
officers:
  - known_as: {officer}
    rank: {rank}
    service: serving
    allegations: [{{conduct: not-published, finding: not-proven, standards: [use-of-force]}}]
    outcome: not-proven
{more}
publication: {{publish_at: 2024-06-03}}
---
{body}
"""
RESTRICTED = "restrictions: [{protects: all, covers: identity, imposed_by: chair, ground: medical}]"

Write = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with forces and no records."""
    shutil.copytree(REPOSITORY / "content" / "forces", tmp_path / "content" / "forces")
    (tmp_path / "content" / "hearings").mkdir()
    return tmp_path


@pytest.fixture
def write(project: Path) -> Write:
    """Write a record of Wealdshire, or of another force, with what matters to a test."""

    def write_record(reference: str, **fields: str) -> None:
        given = {"force": "wealdshire", "days": "[2024-05-20]", "officer": "PC X", "rank": "constable", **fields}
        text = RECORD.format(**{"reference": reference, "more": "", "body": "The account.", **given})
        (project / "content" / "hearings" / f"{reference.lower()}.md").write_text(text, "utf-8")

    return write_record


def found(project: Path) -> list[Diagnostic]:
    """What the rules of this module's subject find."""
    register, report = read_register(project / "content", project)
    assert report.diagnostics == ()
    diagnostics = Report.of(check_register(register, NOW)).diagnostics
    return [one for one in diagnostics if one.code in CODES]


def told(project: Path) -> list[tuple[str, str]]:
    """Record and code of each finding."""
    return [(one.place.path.rsplit("/", 1)[-1].removesuffix(".md"), one.code) for one in found(project)]


def test_a_reference_given_twice_is_nobody_else(project: Path, write: Write) -> None:
    """Two records with one reference are told of the reference, not that their people share a designation."""
    write("WLD-2024-001", more=RESTRICTED)
    record = project / "content" / "hearings" / "wld-2024-001.md"
    (record.parent / "2024").mkdir()
    shutil.copy(record, record.parent / "2024")
    assert told(project) == []


@pytest.mark.parametrize(
    ("designation", "expected"),
    [
        ("PC X", True),
        ("Ms A", True),
        ("Witness 12", True),
        ("Police Staff Member AB", True),
        ("Det. Supt. B1", True),
        ("the colleague", False),
        ("Colleague", False),
        ("the Officer A", False),
        ("PC Xavier", False),
        ("The man in the blue car", False),
    ],
)
def test_what_looks_like_a_designation(designation: str, expected: object) -> None:
    """A designation is words that end with a letter or a number; anything else describes somebody."""
    assert (DESIGNATION.fullmatch(designation) is not None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Witness C gave evidence.", True),
        ("Witness C's evidence", True),
        ("Witness\nC", True),
        ("Witnesses B and C", True),
        ("Witnesses B, C and D", True),
        ("Witnesses B to D", True),
        ("Witness B and Witness Carter", False),
        ("Witness Chambers", False),
        ("Witnesses D and E", False),
        ("Witnesses D to F", False),
        ("Eyewitness C", False),
        ("Witness B. C followed.", False),
    ],
)
def test_how_a_designation_is_spelled(text: str, expected: object) -> None:
    """A designation is found as whole words, over line ends and in lists."""
    assert (spelled("Witness C").search(text) is not None) == expected


PERSON = "people: [{known_as: Witness C, role: [witness]}]"


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "Witness C saw it."},
        {"more": "restrictions: [{protects: Witness C, covers: identity, imposed_by: chair, ground: medical}]"},
        {"more": "quotes: [{by: Witness C, text: I saw it.}]"},
        {"more": "summary: Two people saw it, one of them Witness C."},
        {"more": "summary: {en: Somebody saw it., cy: Gwelodd Witness C hyn.}"},
        {"more": "appeals: [{body: high-court, lodged: 2024-07-01, result: pending, note: Witness C appealed.}]"},
        {"more": "criminal_proceedings: [{state: acquitted, note: Witness C gave evidence in court.}]"},
    ],
)
def test_a_designation_that_something_uses(project: Path, write: Write, fields: dict[str, str]) -> None:
    """A text, a restriction, a quote or an appeal is a use."""
    write("WLD-2024-001", **{**fields, "more": f"{PERSON}\n{fields.get('more', '')}"})
    assert told(project) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "Witness D saw it."},
        {"more": "editor_note: Witness C wants to be left out."},
        {"more": "restrictions: [{protects: PC X, covers: identity, imposed_by: chair, ground: medical}]"},
    ],
)
def test_a_designation_that_nothing_uses(project: Path, write: Write, fields: dict[str, str]) -> None:
    """A private note is no use, nor is another designation."""
    write("WLD-2024-001", **{**fields, "more": f"{PERSON}\n{fields.get('more', '')}"})
    assert told(project) == [("wld-2024-001", "HS410")]


def test_descriptions_and_names_need_no_use(project: Path, write: Write) -> None:
    """Only what looks like a designation is a promise that the account keeps."""
    write("WLD-2024-001", more="people: [{known_as: the colleague, role: [other]}, {name: A. Giles, role: [adviser]}]")
    assert told(project) == []


def test_one_designation_in_two_hearings_of_a_year(project: Path, write: Write) -> None:
    """The second record says which other one uses the designation."""
    write("WLD-2024-001")
    write("WLD-2024-002", days="[2024-12-02, 2025-01-06]")
    (one,) = found(project)
    assert (str(one.place), one.code) == ("content/hearings/wld-2024-002.md:7:15", "HS411")
    assert one.message == '"PC X" also stands for somebody in WLD-2024-001, a hearing of the same force in 2024.'


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"officer": "PC Y"}, []),
        ({"days": "[2025-01-06]"}, []),
        ({"days": "{first: 2024-01-08, last: 2024-01-12}"}, ["HS411"]),
        ({"days": "{about: spring 2024}, regulations: 2020"}, ["HS411"]),
        ({"officer": "pc x"}, ["HS411"]),
        ({"officer": "Officer A", "more": "people: [{known_as: PC X, role: [witness]}]", "body": "PC X."}, ["HS411"]),
        ({"officer": "Officer A", "more": "people: [{known_as: the colleague, role: [witness]}]"}, []),
    ],
)
def test_what_counts_as_reuse(project: Path, write: Write, other: dict[str, str], expected: list[str]) -> None:
    """The year is that of the first sitting day, else of the reference; descriptions may stand for many."""
    write("WLD-2024-001", more="people: [{known_as: the colleague, role: [witness]}]")
    write("WLD-2024-002", **other)
    assert [code for _, code in told(project)] == expected


def test_forces_have_their_own_letters(project: Path, write: Write) -> None:
    """Two forces may both have a PC X."""
    write("WLD-2024-001")
    write("AS-2024-001", force="avon-and-somerset")
    assert told(project) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("014", []),
        ("001 003", []),
        ("001 002 003", []),
        ("001 002 004", ["WLD-2024-003 is missing: WLD-2024 has 3 records, up to 4."]),
        ("003 004 005", ["WLD-2024-001 and WLD-2024-002 are missing: WLD-2024 has 3 records, up to 5."]),
        (
            "001 003 004 006",
            [
                "WLD-2024-002 is missing: WLD-2024 has 4 records, up to 6.",
                "WLD-2024-005 is missing: WLD-2024 has 4 records, up to 6.",
            ],
        ),
        ("001 002 007", []),
        ("1 2 4", ["WLD-2024-3 is missing: WLD-2024 has 3 records, up to 4."]),
    ],
)
def test_numbers_without_a_gap(project: Path, write: Write, numbers: str, expected: list[str]) -> None:
    """One finding a gap, at the record behind it; silence where a year's records have no numbering to keep to."""
    for place, number in enumerate(numbers.split()):
        write(f"WLD-2024-{number}", officer=f"PC {'ABCDEF'[place]}")
    assert [one.message for one in found(project)] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rank": "chief-superintendent"}, ["HS412"]),
        ({"rank": "special-inspector"}, ["HS412"]),
        ({"rank": "inspector"}, []),
        ({"rank": "special-constable"}, []),
        ({"rank": "not-published"}, []),
        ({"rank": "commander", "more": "restrictions: []"}, []),
        ({"rank": "commander", "more": RESTRICTED.replace("medical", "medical, lifted: {on: 2024-06-01, by: x}")}, []),
        ({"rank": "commander", "more": RESTRICTED.replace("identity", "details")}, []),
    ],
)
def test_rare_ranks(project: Path, write: Write, fields: dict[str, str], expected: list[str]) -> None:
    """A rare rank tells who a protected officer is; a common one does not."""
    write("WLD-2024-001", **{"more": RESTRICTED, **fields})
    assert [code for _, code in told(project)] == expected


def test_two_without_a_name_hide_each_other(project: Path, write: Write) -> None:
    """Two officers of a rare rank in a year are not one; in another year they are."""
    write("WLD-2024-001", rank="commander", more=RESTRICTED)
    write("WLD-2024-002", rank="commander", more=RESTRICTED, officer="PC Y")
    assert told(project) == []
    write("WLD-2024-002", rank="commander", more=RESTRICTED, days="[2025-01-06]")
    assert [code for _, code in told(project)] == ["HS412", "HS412"]


TOGETHER = [
    "PC X, aged 34, had 17 years' service.",
    "PC X was aged 34. The officer was based at Tallow Cross police station.",
    "The 34-year-old constable was attached to the Roads Policing Unit.",
    "The officer, who had served for 12 years, worked in the domestic abuse team.",
    "PC X joined the force in 2006 and was stationed at Westry.",
    "PC X joined Wealdshire Constabulary in March 2006. He was aged 41.",
    "PC X, of the firearms unit, had 11 years of good service.",
    "PC X is 45 years old and has been a police officer for 20 years.",
    "PC X was then based at Ember Green police station. She had four years of unpaid service.",
    "The officer was a member of the neighbourhood policing team and had served nine years.",
    "34-year-old PC X was posted to the response team.",
    "PC X, in his thirties, was serving at Westry Custody Suite.",
]
APART = [
    "PC X, aged 34, pursued Ms A, a 29-year-old woman.",
    "PC X had 17 years' service and a clean record. He had 17 years of service.",
    "PC X met Ms A when the victim was aged 34. PC X had 11 years of good service.",
    "PC X was sentenced to two years in prison and 200 hours of community service, at the age of 34.",
    "PC X took the woman, aged 34, to Westry police station. The officer had 12 years' service.",
    "PC X wrote to a charity based in Westry. The officer was 34 years old.",
    "PC X posted in WhatsApp groups for three years and was aged 40.",
    "The report was sent to the Professional Standards Department. The officer, aged 40, did not reply.",
    "PC X asked the search team for help. The officer was aged 40.",
    "PC X posted in the response team chat. The officer was aged 40.",
    "PC X worked with the safeguarding team on this. The officer was aged 40.",
    "Ms A worked in the domestic abuse team. PC X, aged 40, knew that.",
    "A sergeant of the response team, aged 50, told PC X to stop. The officer had 11 years of service.",
    "PC X was one of the team. PC X was 40 years old.",
    "Three officers of the same unit gave evidence. PC X was aged 40.",
    "Detective Superintendent Ayesha Giles of the Counter Corruption Unit spoke. PC X was aged 40.",
    "The hearing was based on documents. PC X had 14 years of service.",
    "The order runs for two years. PC X, aged 40, must keep to it.",
    "The panel sat at Westry police station. PC X was aged 40.",
    "PC X visited a 70-year-old man and his 45-year-old daughter. PC X had 11 years' service.",
]


@pytest.mark.parametrize("body", TOGETHER)
def test_facts_together(project: Path, write: Write, body: str) -> None:
    """The second fact about a protected officer is told, wherever it stands."""
    write("WLD-2024-001", more=RESTRICTED, body=body)
    assert [code for _, code in told(project)] == ["HS413"]
    write("WLD-2024-001", body=body)
    assert told(project) == []


@pytest.mark.parametrize("body", APART)
def test_facts_apart(project: Path, write: Write, body: str) -> None:
    """One fact is enough to know, and facts about others are no facts about the officer."""
    people = "people: [{known_as: Ms A, role: [victim]}, {name: Ayesha Giles, role: [spokesperson]}]"
    quotes = "quotes: [{by: Ms A, text: I was not told.}]"
    write("WLD-2024-001", more=f"{RESTRICTED}\n{people}\n{quotes}", body=body)
    assert told(project) == []


def test_a_record_that_cannot_be_read_is_not_missing(project: Path, write: Write) -> None:
    """It has its fault, and nobody should add it once more."""
    for number in "1234":
        write(f"WLD-2024-00{number}", officer=f"PC {'WXYZ'[int(number) - 1]}")
    broken = project / "content" / "hearings" / "wld-2024-002.md"
    broken.write_text(broken.read_text("utf-8").replace("status: ", "status "), "utf-8")
    report = check_folder(project / "content", project, project / ".hearingsite", NOW).report
    codes = [one.code for one in report.diagnostics]
    assert ("HS115" in codes, "HS414" in codes) == (True, False)
