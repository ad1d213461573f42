"""Initials behind a title are found, and designations and short forms are none."""

import pytest

from hearingsite.records.rules import initials
from tests.records.accounts import codes
from tests.records.founding import codes_of


@pytest.mark.parametrize(
    "said",
    [
        "He met Mrs J.S. at work.",
        "Mr J. S. rang.",
        "Mrs JS was there.",
        "It was Ms AB.",
        "Dr A.B.C. said so.",
        "The statement of PC R.T. was read.",
    ],
)
def test_initials_are_somebody(said: str) -> None:
    """Whoever knows the person reads the name in them."""
    assert codes(initials.RULES, said) == ["HS620"]


@pytest.mark.parametrize(
    "said",
    [
        "PC X. A witness said so.",
        "Ms A. I saw her.",
        "PC ID cards were shown.",
        "The PC CCTV of the room.",
        "Ms A and PC X.",
        "She was Ms A's friend.",
        "The officer was a DCI. PC X was not.",
        "MRS ABLE was a ship.",
        "Miss UK was there.",
        "Mr KC, for the force, spoke.",
    ],
)
def test_what_is_no_initials(said: str) -> None:
    """A letter at the end of a sentence, a short form behind a rank, a word in capitals."""
    assert codes(initials.RULES, said) == []


@pytest.mark.parametrize(
    ("known_as", "expected"),
    [("Mrs J.S.", ["HS620"]), ("JS", ["HS620"]), ("Ms A", []), ("the colleague", []), ("Witness 12", [])],
)
def test_no_designation_is_made_of_initials(known_as: str, expected: list[str]) -> None:
    """As the record's description says."""
    assert codes_of(initials.RULES, people=[{"known_as": known_as, "role": ["witness"]}]) == expected
