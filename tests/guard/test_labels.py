"""What says little by itself is told by what a reader sees beside it: a name for a field, a cell or the line before."""

import datetime as dt
import json
import sqlite3

import pytest
from msgspec.structs import replace

from hearingsite.guard.identities import Identity, Names, Numbers
from hearingsite.guard.scan import Guard
from tests.guard.outputs import page

PERSON = Identity(
    id="p-0001",
    records=("WLD-2024-001",),
    known_as="PC X",
    names=Names(given=("Osbert",), family="Quillfeather"),
    numbers=Numbers(collar=("9035",)),
    born=dt.date(1979, 7, 20),
)
PLACE = "hearings/wld-2024-003/"  # of another hearing, where a number or a day by itself says nothing
XML = '<?xml version="1.0"?>'
NUMBERED = ["collar", "Collar number", "collar_number", "collarNumber", "officer_no", "rhif-swyddog"]
BORN = ["born", "date_of_birth", "dateOfBirth", "DOB"]
FIELDS = [*((name, "9035") for name in NUMBERED), *((name, "20 July 1979") for name in BORN)]


@pytest.fixture(scope="module")
def guard() -> Guard:
    """One for all files."""
    return Guard([PERSON])


def who(guard: Guard, name: str, content: str | bytes) -> set[str]:
    """Who is found in a file of another hearing."""
    return {one.who for one in guard.scan(PLACE + name, content.encode() if isinstance(content, str) else content)}


def database(name: str, value: str) -> bytes:
    """A table with a column of that name."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f'CREATE TABLE a (b, "{name}")')
    connection.execute("INSERT INTO a VALUES ('x', ?)", (value,))
    connection.commit()
    return connection.serialize()


@pytest.mark.parametrize(("name", "value"), FIELDS)
def test_a_field_is_read_with_its_name(guard: Guard, name: str, value: str) -> None:
    """In tables, in data and in attributes; without such a name the same value is innocent."""
    for label, found in ((name, {"p-0001"}), ("length", set())):
        attribute = label.replace(" ", "-")
        assert who(guard, "a.csv", f"a,{label}\nx,{value}\n") == found
        assert who(guard, "a.json", json.dumps({"a": [{label: value}]})) == found
        assert who(guard, "a.sqlite", database(label, value)) == found
        assert who(guard, "index.html", page(f'<p data-{attribute}="{value}">x</p>')) == found
        assert who(guard, "a.xml", f'{XML}<a><b {attribute}="{value}"/></a>') == found
        assert who(guard, "a.xml", f"{XML}<a><{attribute}>{value}</{attribute}></a>") == found


@pytest.mark.parametrize(
    "text",
    [
        "Collar number\n9035",
        "PC\n9035",
        "Warrant number:\n9035",
        "Born\n20 July 1979",
        "Date of birth:\n20/07/1979",
        "Collar number\n9035 (retired)",
    ],
)
def test_a_line_is_read_with_the_one_before(guard: Guard, text: str) -> None:
    """As terms and descriptions stand, a line each; alone, and behind other words, they are innocent."""
    before, line = text.split("\n")
    assert who(guard, "index.html", page(f"<dt>{before}</dt>\n<dd>{line}</dd>")) == {"p-0001"}
    assert who(guard, "a.txt", text) == {"p-0001"}
    assert who(guard, "index.html", page(f"<dd>{line}</dd>")) == set()
    assert (
        who(guard, "index.html", page(f"<dt>{before}</dt>\n<dd>was told to the panel, and then</dd>\n<p>{line}</p>"))
        == set()
    )


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("PC 107 (constable)", True),
        ("The force number 107 was his", True),
        ("PC DQP (constable), WLD-2026-107, at this address", False),
        ("PC DQP, wld-2026-107", False),
        ("PC DQP, 2026-107", True),
        ("Use of force 107 hearings", False),
    ],
)
def test_a_number_of_a_hearing_or_a_count_is_nobody(text: str, *, is_found: bool) -> None:
    """Though a rank or the word "force" stands before it, and somebody on the list has that number."""
    guard = Guard([replace(PERSON, numbers=Numbers(collar=("107",)))])
    assert bool(guard.scan("a.txt", text.encode())) is is_found


BANKS = replace(PERSON, names=Names(given=("Grace", "Olivia"), family="Banks"))
ROW = "a,{},b,{}\nx,{},y,{}\n"


@pytest.mark.parametrize("name", ["surname", "Surname", "familyName", "last_name", "Officer surname", "cyfenw"])
def test_a_name_that_is_a_word_is_read_with_its_label(name: str) -> None:
    """In tables, data and attributes; behind another label it counts nowhere else."""
    guard = Guard([BANKS])
    for label, found in ((name, {"p-0001"}), ("lender", set())):
        assert who(guard, "a.csv", f"a,{label}\nx,Banks\n") == found
        assert who(guard, "a.json", json.dumps({"a": [{label: "Banks"}]})) == found
        assert who(guard, "a.sqlite", database(label, "Banks")) == found
        assert who(guard, "index.html", page(f'<p data-{label.replace(" ", "-")}="Banks">x</p>')) == found


@pytest.mark.parametrize(
    ("surname", "other", "value"),
    [("surname", "rank", "PC"), ("familyName", "givenName", "Grace"), ("last", "first", "Grace")],
)
def test_the_parts_of_a_name_are_read_together(surname: str, other: str, value: str) -> None:
    """In columns and fields apart, in any order, though both are words; without the label of either they are words."""
    guard = Guard([BANKS])
    for label, found in ((surname, {"p-0001"}), ("lender", set())):
        assert who(guard, "a.csv", ROW.format(other, label, value, "Banks")) == found
        assert who(guard, "a.json", json.dumps({label: "Banks", "a": {"b": 1}, other: [value]})) == found
        assert who(guard, "a.sqlite", database(label, "Banks")) == found


@pytest.mark.parametrize("given", ["Alan", ""])
def test_a_declared_name_in_fields_is_let_through(given: str) -> None:
    """Somebody public who has a listed family name, with the first name in a field beside it or without one."""
    guard = Guard([BANKS], innocent=["Alan Banks"])
    assert who(guard, "a.csv", ROW.format("surname", "forename", "Banks", given)) == set()


@pytest.mark.parametrize(
    ("name", "is_anywhere"),
    [
        ("pc-banks-outcome.pdf", True),
        ("PCBanks.pdf", True),
        ("banks.pdf", False),
        ("banks-decision.pdf", False),
        ("decision-banks-redacted.pdf", False),
        ("PC_B_Banks.pdf", False),
        ("Banks outcome.pdf", False),
        ("BANKS.pdf", False),
    ],
)
def test_a_file_is_named_after_somebody(name: str, *, is_anywhere: bool) -> None:
    """A rank before the name says enough anywhere; the name alone, a word as it is, in the own hearing."""
    guard = Guard([BANKS])
    for folder, is_found in (("hearings/wld-2024-001/", True), (PLACE, is_anywhere)):
        assert bool(list(guard.scan_name(folder + name))) is is_found
        assert bool(guard.scan(f"{folder}index.html", page(f'<a href="{name}">x</a>').encode())) is is_found
