"""How far two words are from each other."""

import pytest

from hearingsite.guard.near import distance


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("", "ab", 2),
        ("osbert", "osbert", 0),
        ("osbert", "osbret", 1),
        ("osbert", "obert", 1),
        ("osbert", "oosbert", 1),
        ("osbert", "ozbert", 1),
        ("osbert", "sobert", 1),
        ("osbert", "osberts", 1),
        ("aab", "aba", 1),
        ("abab", "baba", 2),
        ("aaaa", "aa", 2),
        ("abc", "ca", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_distance(one: str, other: str, edits: int) -> None:
    """Letters that are added, left out, changed or swapped with their neighbour, each once, in either order."""
    assert distance(one, other) == distance(other, one) == edits
