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
