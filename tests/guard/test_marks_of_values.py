"""The marks of what is found in a header: of words over several lines one, and of other words another."""

import datetime as dt
from time import process_time
from typing import Final

import pytest

from hearingsite.guard.exceptions import Exceptions
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.matches import Match
from hearingsite.guard.scan import Guard

OSBERT: Final = Identity(
    id="p-0001",
    records=("WLD-2024-001",),
    known_as="PC X",
    names=Names(given=("Osbert",), family="Quillfeather"),
)
MOST: Final = 10  # seconds


def found(header: str, body: str = "") -> list[Match]:
    """What is found in a record, with its marks."""
    guard = Guard([OSBERT], review=Exceptions((), b"x" * 32, dt.date(2026, 6, 2)))
    text = f"---\nreference: WLD-2024-001\n{header}\n---\n{body}\n"
    return guard.scan("content/hearings/2024/wld-2024-001.md", text.encode())


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("summary: >-\n  The hall lies\n  in Quillfeather Lane.", "Then PC Quillfeather left."),
        ("note: PC\n  Quillfeather", "We met PC   Quillfeather again."),
        ('note: PC\n  Quillfeather\nvenue: "PC \\u0051uillfeather"', ""),
    ],
)
def test_a_value_over_lines_and_another_place_have_two_marks(header: str, body: str) -> None:
    """An exception of the one lets the other through as little as before, however near it stands."""
    marks = [match.mark for match in found(header, body)]
    assert len(marks) == 2
    assert len(set(marks)) == 2 or header.endswith('"')  # where all words around are the same


def test_a_value_over_lines_has_one_mark() -> None:
    """What stands in the text, and how the value reads, are one finding."""
    assert [match.line for match in found("summary: >-\n  The hall lies\n  in Quillfeather Lane.")] == [5]


def test_many_findings_in_values_cost_no_more_than_their_number() -> None:
    """Not its square."""
    started = process_time()
    lines = "\n".join(f"  {number} Quillfeather {number * 7}" for number in range(12_000))
    assert len(found(f"summary: >-\n{lines}")) > 12_000
    assert process_time() - started < MOST
