"""Words that are nearly a listed one: mistyped, misread by a machine, spelt with digits, or written backwards.

The cost of a look-up does not depend on how many words are listed: each word is indexed under itself with one letter
left out, and two words within reach share such a form.
"""

from collections.abc import Iterable, Iterator
from functools import cache
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
        self._thirds: dict[tuple[int, str], list[Token]] = {}
        self._looks: dict[str, list[Token]] = {}
        for token in tokens:
            text = token.text
            if text.isdigit() or not (token.family or token.given):
                continue
            self._looks.setdefault(looks(text), []).append(token)
            if len(text) >= _LEAST:
                for form in {text, *_without_one(text)}:
                    self._left_out.setdefault(form, []).append(token)
            if len(text) >= _LONG and token.tier == "unique":
                for at, part in _thirds(text):
                    self._thirds.setdefault((at, part), []).append(token)

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
                if token.text not in seen and abs(len(token.text) - len(word)) <= 1:
                    seen.add(token.text)
                    if distance(word, token.text) == 1:
                        yield token, 1
        if len(word) >= _LONG - 2:
            yield from self._twice(word, seen)

    def _twice(self, word: str, seen: set[str]) -> Iterator[tuple[Token, int]]:
        """Two edits leave a stretch of a third of the word as it was, at most two letters from its place."""
        letters = _letters(word)
        for size in range(max(_LONG, len(word) - 2) // 3, (len(word) + 2) // 3 + 1):
            for start in range(len(word) - size + 1):
                for at in range(max(0, start - 2), start + 3):
                    for token in self._thirds.get((at, word[start : start + size]), ()):
                        text = token.text
                        if text in seen or abs(len(text) - len(word)) > 2 or _apart(letters, text) > 4:  # noqa: PLR2004 - two edits change two letters each
                            continue
                        seen.add(text)
                        if distance(word, text) <= 2:  # noqa: PLR2004 - as this method is called
                            yield token, 2


def _thirds(text: str) -> Iterator[tuple[int, str]]:
    size = len(text) // 3
    return ((at, text[at : at + size]) for at in {0, size, size + 2, len(text) - size})


@cache
def _letters(text: str) -> int:
    """The set of a word's letters, as bits."""
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _apart(letters: int, text: str) -> int:
    return (letters ^ _letters(text)).bit_count()


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
