"""Words that are nearly a listed one: mistyped, misread by a machine, spelt with digits, or written backwards.

The cost of a look-up does not depend on how many words are listed: each word is indexed under itself with one letter
left out, and two words within reach share such a form.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from hearingsite.guard.terms import Token

_LEAST: Final = 5  # letters; of shorter words too many are near
_LONG: Final = 9  # letters from which two mistakes are allowed
_SIGNS: Final = str.maketrans(
    {
        "0": "o",
        "1": "l",
        "i": "l",
        "|": "l",
        "!": "l",
        "3": "e",
        "€": "e",
        "4": "a",
        "@": "a",
        "5": "s",
        "$": "s",
        "7": "t",
        "+": "t",
        "8": "b",
        "9": "g",
        "6": "b",
        "£": "l",
        "2": "z",
    }
)
_RUNS: Final = (("rn", "m"), ("vv", "w"), ("uu", "w"), ("cl", "d"), ("nn", "m"), ("fl", "h"))


class Near:
    """The tokens of names, to be found by what somebody or something made of them."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        """Index every token that is long enough."""
        self._left_out: dict[str, list[Token]] = {}
        self._looks: dict[str, list[Token]] = {}
        for token in tokens:
            if token.text.isdigit() or not (token.family or token.given):
                continue
            self._looks.setdefault(looks(token.text), []).append(token)
            if len(token.text) >= _LEAST:
                for form in _without_one(token.text):
                    self._left_out.setdefault(form, []).append(token)

    def alike(self, word: str) -> list[Token]:
        """The tokens that a lower-case word looks like, digits and signs taken for letters."""
        return self._looks.get(looks(word), [])

    def mistyped(self, word: str) -> Iterator[tuple[Token, int]]:
        """The tokens within one edit of a lower-case word, or two where it is long, and how many edits it took."""
        if len(word) < _LEAST - 1:
            return
        seen: set[str] = set()
        for form in (word, *_without_one(word)):
            for token in self._left_out.get(form, ()):
                if token.text not in seen and abs(len(token.text) - len(word)) <= 1 + (len(token.text) >= _LONG):
                    seen.add(token.text)
                    edits = distance(word, token.text)
                    if edits <= (2 if len(token.text) >= _LONG else 1):
                        yield token, edits


def looks(word: str) -> str:
    """One form for all spellings that look the same in a bad print or to a reader of leetspeak."""
    form = word.translate(_SIGNS)
    for run, letter in _RUNS:
        form = form.replace(run, letter)
    return form


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def distance(one: str, other: str) -> int:
    """How many letters to add, leave out, change or swap with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
