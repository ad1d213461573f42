"""What only looks like a disguise: ranks with dots behind them, roads, halves of plates, words in capitals, percentages."""

import pytest

from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.matcher import Matcher

OWN = frozenset({"WLD-2024-001"})


def _of(family: str, given: str = "Osbert") -> Matcher:
    names = Names(given=(given,), family=family)
    return Matcher([Identity(id="p-0001", records=("WLD-2024-001",), known_as="PC X", names=names)])


@pytest.mark.parametrize(
    ("family", "said"),
    [
        ("Quillfeather", "The officer... said nothing."),
        ("Quillfeather", "The **officer** and the **sergeant**, PC... and DC*** and pc___"),
        ("Quillfeather", "## PC##"),
        ("Southern", "The PCs... the PCSO... and the constable..."),
        ("Cooper", "The PCC... answered."),
        ("King", "PC__ing"),
        ("Hooligan", "He left school... and did not return."),
        ("Ireland", "What **inspire** means"),
        ("Tillotson", "He said no...it was late."),
    ],
)
def test_a_rank_or_a_word_before_signs_is_no_masked_name(family: str, said: str) -> None:
    """Dots behind a rank and Markdown around one hide nobody."""
    assert _of(family).search(said, OWN) == []


@pytest.mark.parametrize(
    ("family", "said"),
    [
        ("Arato", "The car was stopped on the A470."),
        ("Lee", '<path d="M0 0 L33.2 1 L30 4">'),
        ("Small", "a Ford, SM41 UYW"),
        ("Bread", "BR34 RHR"),
        ("Assaf", "956e0db9-455f-c04a-03cd-d27b598dbbfb"),
        ("Slater", "He did not hide that he was a hater5 of it. 5hater"),
        ("Falbe", "the most fab3"),
    ],
)
def test_a_code_and_the_number_of_a_note_are_no_figures_for_letters(family: str, said: str) -> None:
    """Roads, plates, lines of a drawing and parts of a digest have figures of their own."""
    assert _of(family).search(said, OWN) == []


@pytest.mark.parametrize(
    ("family", "said"), [("Wold", "PCWorld"), ("Constable", "constable|constables"), ("Newsum", "PsNews")]
)
def test_a_word_behind_a_rank_is_no_mistyped_name(family: str, said: str) -> None:
    """Names of shops and lists of words have ranks in them."""
    assert _of(family).search(said, OWN) == []


@pytest.mark.parametrize(
    ("family", "said"),
    [("Lewis", "siteL"), ("Blood", "foolB"), ("Yanos", "sonarY"), ("Krumina", "animusK")],
)
def test_a_word_before_a_capital_of_something_else_is_not_written_backwards(family: str, said: str) -> None:
    """Tags alone parted them, or it is the letter of a list."""
    assert _of(family).search(f"the {said} of it", OWN) == []


@pytest.mark.parametrize(
    ("given", "family", "said"),
    [
        ("Hazel", "Birtwistle", "HOMILIES"),
        ("Dimitra", "Taylor", "OVERSPENDS"),
        ("David", "Digiambattista", "MACKEREL"),
        ("Ioana", "Cameron", "CIRCUITOUSNESS"),
        ("Ngozi", "Entwistle", "DepolarizePhysiosT"),
    ],
)
def test_a_word_in_capitals_is_no_base64(given: str, family: str, said: str) -> None:
    """From its end it would be signs among which a person's initials are."""
    assert _of(family, given).search(f"THE {said} OF IT", OWN) == []


@pytest.mark.parametrize(
    ("given", "family", "said"),
    [("Leo", "Rahman", "20% up, 13% d 4, 102% of it"), ("Ahmed", "Ubben", "66%-98% 14%55%39%45%")],
)
def test_percentages_are_no_codes(given: str, family: str, said: str) -> None:
    """With a letter behind one, or in cells that follow each other."""
    assert _of(family, given).search(said, OWN) == []


@pytest.mark.parametrize(("family", "said"), [("Savage", "DCIsavage"), ("Heart", "DCIheart")])
def test_a_name_behind_a_rank_of_three_letters_is_found_anywhere(family: str, said: str) -> None:
    """A slip behind a rank of two is no reason to look no further."""
    assert _of(family).search(said, frozenset())
