"""Words that are nearly listed ones are found by an index; it leaves out none that a comparison with all would find."""

from random import Random
from typing import Final

import pytest

from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.near import Near, distance
from hearingsite.guard.terms import Terms

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
NAMES: Final = (
    "Trewhella",
    "Quillfeather",
    "Ollerenshaw",
    "Abiodun",
    "Gwenllian",
    "Moss",
    "Hayes",
    "Oyelaran",
    "Tomasz",
)
NEAR: Final = Near(Terms([Identity(id=name, records=(), known_as="", names=Names(family=name)) for name in NAMES]))


def with_a_mistake(word: str, random: Random) -> str:
    """A word with a letter too many, one too few, another one, or two in each other's place."""
    at = random.randrange(len(word) - 1)
    letter = random.choice(_LETTERS)
    return random.choice(
        (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word + letter,
            word[:-1],
        )
    )


@pytest.mark.parametrize("name", NAMES)
def test_one_mistake_anywhere_is_found(name: str) -> None:
    """From five letters on; shorter names are near too many words."""
    random = Random(name)  # noqa: S311 -- no secret
    words = {with_a_mistake(name.lower(), random) for _ in range(300)} - {name.lower()}
    missed = {
        word for word in words if (name.lower(), 1) not in {(one.text, edits) for one, edits in NEAR.mistyped(word)}
    }
    assert missed == (words if len(name) < 5 else set())


@pytest.mark.parametrize("name", [name for name in NAMES if len(name) >= 9])
def test_two_mistakes_in_a_long_name_are_found(name: str) -> None:
    """A third of the name is left, but where letters were swapped across its ends, which is one case in twenty."""
    random = Random(name)  # noqa: S311 -- no secret
    words = {with_a_mistake(with_a_mistake(name.lower(), random), random) for _ in range(300)}
    words = {word for word in words if distance(word, name.lower()) == 2}
    missed = {
        word for word in words if (name.lower(), 2) not in {(one.text, edits) for one, edits in NEAR.mistyped(word)}
    }
    assert len(missed) <= len(words) // 20


def test_what_is_further_away_is_not_found() -> None:
    """What is told is within reach, and how far it is."""
    random = Random(7)  # noqa: S311 -- no secret
    for _ in range(500):
        word = "".join(random.choices(_LETTERS, k=random.randint(4, 14)))
        near = random.choice(NAMES).lower()
        mixed = near[: random.randint(0, len(near))] + word
        assert all(distance(mixed, one.text) == edits for one, edits in NEAR.mistyped(mixed))
