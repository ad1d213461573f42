"""The cells of a table that a record publishes are read as its texts are."""

from pathlib import Path

import pytest

from tests.attachments.test_documents import attach, report_of

TABLE = "content/files/2023/table.csv"
ALLOW = """
allow:
  - {{rule: {rule}, words: "{words}", reason: it is nobody's, by: A. N. Editor, until: 2027-01-31}}
"""


def found(project: Path, table: str) -> list[tuple[str, int, int]]:
    """What is found in a table that the record names, and where."""
    attach(project, {"2023/table.csv": table.encode()})
    places = [(one.code, one.place) for one in report_of(project).diagnostics if one.place.path == TABLE]
    return [(code, place.line, place.column) for code, place in places]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("day,telephone\n1,07700 900980\n", ("HS601", 2, 3)),
        ("day,telephone\n1,\n2,07700 900980\n", ("HS601", 3, 3)),
        ("day,who\n1,write to hq@mail.example\n", ("HS602", 2, 12)),
        ("day,home\n1,BS1 4QA\n", ("HS603", 2, 3)),
        ("day,home\n1,5 Tallow Street\n", ("HS604", 2, 3)),
        ("day,Date of birth\n1,20/07/1979\n", ("HS605", 2, 3)),
        ("day,dob\n1,1979-07-20\n", ("HS605", 2, 3)),
        ("dateOfBirth\n20 July 1979\n", ("HS605", 2, 1)),
        ("day,number\n1,AB 12 34 56 C\n", ("HS606", 2, 3)),
        ("day,car\n1,AB12 CDE\n", ("HS608", 2, 3)),
        ("day,collar_no\n1,4417\n", ("HS609", 2, 3)),
        ("day,Warrant card\n1,600112\n", ("HS609", 2, 3)),
        ("day,who\n1,Harriet Quillfeather\n", ("HS620", 2, 3)),
        ("Harriet Quillfeather,1\nx,2\n", ("HS620", 1, 1)),
        ('day,who\n1,"the ""driver"", Harriet Quillfeather, left"\n', ("HS620", 2, 20)),
        ('day,who\n1,"two\nlines, Harriet Quillfeather"\n', ("HS620", 3, 8)),
        ("rank,forename,surname\nPC,Grace,Marsh\n", ("HS620", 2, 4)),
        ("day;who\r\n1;Harriet Quillfeather\r\n", ("HS620", 2, 3)),
        ("\ufeffday,who\n1,Harriet Quillfeather\n", ("HS620", 2, 3)),
    ],
)
def test_somebody_in_a_cell_is_found_where_the_cell_says_so(
    project: Path, table: str, expected: tuple[str, int, int]
) -> None:
    """With line and column; the head of a column says what its cells are."""
    assert expected in found(project, table)


@pytest.mark.parametrize(
    "table",
    [
        "Month,Calls for service,Stop and Search\nJanuary,120,14\nFebruary,98,12\n",
        "Outcome,Officers\nFinal Written Warning,3\nGross Misconduct: Honesty and Integrity,2\nNo Further Action,11\n",
        "Ethnicity,Share\nAsian or Asian British,4.2 %\nWhite British,91 %\nNot Stated,4.8 %\n",
        "Item,Cost\nBody Worn Video,1 204\nFord Transit,£23 000\nTaser,0\n",
        "Date,Team\n2023-01-04,Response Team A\n04/02/2023,Neighbourhood Policing\n",
        "Mis,Galwadau\nIonawr,120\nChwefror,98\nMawrth,77\n",
        "level,4417,2218\n1,2,3\n",
        "Reg,First name,Surname\n,,\n",
    ],
)
def test_an_ordinary_table_is_clean(project: Path, table: str) -> None:
    """Heads, months, outcomes, sums and makes are nobody."""
    assert found(project, table) == []


def test_who_is_declared_may_stand_in_a_table(project: Path) -> None:
    """The record that names the document says who is public."""
    record = project / "content/hearings/2023/as-2023-014.md"
    name = next(line for line in record.read_text("utf-8").splitlines() if " name: " in line).split("name: ")[1]
    assert found(project, f"day,who\n1,{name.split(',')[0].strip()}\n") == []


def test_no_value_is_told_and_a_table_full_of_people_is_told_shortly(project: Path) -> None:
    """Twenty findings of a kind are enough to see what sort of a table it is."""
    rows = "".join(f"{number},Harriet Quillfeather\n" for number in range(100))
    attach(project, {"2023/table.csv": f"day,who\n{rows}".encode()})
    told = [one for one in report_of(project).diagnostics if one.place.path == TABLE]
    assert len(told) == 20
    assert not any("Quillfeather" in one.message + one.hint for one in told)


def test_an_exception_of_the_record_covers_a_cell(project: Path) -> None:
    """By the words that stand there; where nothing is found any more, it is told."""
    attach(
        project,
        {"2023/table.csv": b"day,who\n1,Harriet Quillfeather\n"},
        more=ALLOW.format(rule="HS620", words="Harriet"),
    )
    assert not {"HS620", "HS443"} & {one.code for one in report_of(project).diagnostics}
    (project / TABLE).write_text("day,who\n1,x\n", "utf-8")
    assert "HS443" in {one.code for one in report_of(project).diagnostics}
