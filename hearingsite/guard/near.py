"""Words that are nearly a listed one: mistyped, misread by a machine, spelt with digits, or written backwards.

The cost of a look-up hardly depends on how many words are listed: each word is indexed under most of its letters, and a
mistake leaves enough of them.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from hearingsite.guard.terms import Terms, Token

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

_Index = dict[str, list[str]]


class Near:
    """The words of names, to be found by what somebody or something made of them."""

    def __init__(self, terms: Terms) -> None:
        """Index every word that is long enough, by what one mistake or two leave of it."""
        self._token = terms.token
        texts = [
            text
            for text in frozenset().union(terms.family.keys, terms.given.keys, terms.short.keys)
            if not text.isdigit()
        ]
        self._looks: dict[str, list[str]] = {}
        for look, text in zip(looks("\n".join(texts)).split("\n"), texts, strict=True) if texts else ():
            self._looks.setdefault(look, []).append(text)
        self._parts: dict[int, tuple[_Index, _Index, _Index]] = {}
        for size, several in _by_size(texts, _LEAST).items():
            self._parts[size] = _in_parts(several, size // 3)
        self._thirds: dict[int, dict[int, _Index]] = {}
        for size, several in _by_size(terms.rare_families(_LONG), _LONG).items():
            third = self._thirds.setdefault(size // 3, {})
            for at in {0, size // 3, size // 3 + 2, size - size // 3}:
                _add_stretches(third.setdefault(at, {}), several, at, size // 3)

    def alike(self, word: str) -> list[Token]:
        """The tokens that a lower-case word looks like, digits and signs taken for letters."""
        return [token for text in self._looks.get(looks(word), ()) if (token := self._token(text))]

    def mistyped(self, word: str) -> Iterator[tuple[Token, int]]:
        """The tokens within one edit of a lower-case word, or two where it is long, and how many edits it took."""
        if len(word) < _LEAST - 1:
            return
        seen = {text for text in self._once(word) if distance(word, text) <= 1}
        for text in sorted(seen - {word}):
            if token := self._token(text):
                yield token, 1
        if len(word) >= _LONG - 2:
            for text in self._twice(word, seen):
                if token := self._token(text):
                    yield token, 2

    def _once(self, word: str) -> set[str]:
        """One edit leaves two of three parts of a word as they were, unless it swaps two letters."""
        found: set[str] = set()
        for size in (len(word) - 1, len(word), len(word) + 1):
            if size in self._parts:
                part = size // 3
                begun, around, ended = self._parts[size]
                found.update(begun.get(word[: size - part], ()))
                found.update(around.get(word[:part] + word[-part:], ()))
                found.update(ended.get(word[-(size - part) :], ()))
        if len(word) >= _LEAST:
            found.update(filter(self._is_known, _swapped(word)))
        return found

    def _is_known(self, text: str) -> bool:
        token = self._token(text)
        return token is not None and bool(token.family or token.given)

    def _twice(self, word: str, seen: set[str]) -> Iterator[str]:
        """Two edits leave a stretch of a third of the word as it was, at most two letters from its place."""
        letters = _letters(word)
        for size in range(max(_LONG, len(word) - 2) // 3, (len(word) + 2) // 3 + 1):
            by_place = self._thirds.get(size, {})
            for place, index in by_place.items():
                for start in range(max(0, place - 2), min(place + 2, len(word) - size) + 1):
                    for text in index.get(word[start : start + size], ()):
                        if text in seen or abs(len(text) - len(word)) > 2 or _apart(letters, text) > 4:  # noqa: PLR2004 - two edits change two letters each
                            continue
                        seen.add(text)
                        if distance(word, text) <= 2:  # noqa: PLR2004 - as this method is called
                            yield text


def _by_size(texts: Iterable[str], least: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for text in texts:
        if len(text) >= least:
            found.setdefault(len(text), []).append(text)
    return found


def _in_parts(texts: list[str], part: int) -> tuple[_Index, _Index, _Index]:
    """Words of one length by all but their end, by their ends, and by all but their beginning."""
    begun: _Index = {}
    around: _Index = {}
    ended: _Index = {}
    for text in texts:
        begun.setdefault(text[:-part], []).append(text)
        around.setdefault(text[:part] + text[-part:], []).append(text)
        ended.setdefault(text[part:], []).append(text)
    return begun, around, ended


def _add_stretches(index: _Index, texts: list[str], at: int, size: int) -> None:
    for text in texts:
        index.setdefault(text[at : at + size], []).append(text)


def _swapped(word: str) -> Iterator[str]:
    """A word with two neighbours in each other's place."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


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
