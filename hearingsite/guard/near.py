"""Words that are nearly a listed one: mistyped, misread by a machine, spelt with digits, or written backwards.

The cost of a look-up hardly depends on how many words are listed: each word is indexed under most of its letters, and a
mistake leaves enough of them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import groupby
from typing import Final

from hearingsite.guard.meaning import Token
from hearingsite.guard.terms import Terms

_LEAST: Final = 5  # letters; of shorter words too many are near
_LONGEST: Final = 100  # letters: no name is as long, and to swap each two neighbours takes their square
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


class Index:
    """Words by a key each. Most keys are asked for in vain: which words have one is put together when it is not."""

    def __init__(self, keys: Collection[str], texts: Sequence[str]) -> None:
        """Keep which words have which key, each word in the place of its key."""
        self.keys = frozenset(keys)
        self._pairs = keys, texts

    def get(self, key: str) -> Sequence[str]:
        """The words that have a key."""
        return self._words[key] if key in self.keys else ()

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, text in zip(*self._pairs, strict=True):
            found.setdefault(key, []).append(text)
        return found


class Slips:
    """Words, to be found by what one mistake makes of them."""

    def __init__(
        self,
        texts: Iterable[str],
        others: frozenset[str] = frozenset(),
        is_known: Callable[[str], bool] | None = None,
    ) -> None:
        """Index words; `is_known` tells which of `others`, too, two letters in each other's place may make."""
        texts = list(texts)
        self._parts = {size: _in_parts(several, size) for size, several in _by_size(texts, _LEAST)}
        known = frozenset(texts)
        self._known = others or known
        self._is_known = is_known or known.__contains__

    def of(self, word: str) -> set[str]:
        """The words that are one edit away from a lower-case word.

        That leaves two of three parts of it as they were, unless it swaps two letters.
        """
        found: set[str] = set()
        if len(word) > _LONGEST:
            return found
        for size in (len(word) - 1, len(word), len(word) + 1):
            if size in self._parts:
                cuts = _cuts(word, size)
                found.update(*(index.get(cut) for index, cut in zip(self._parts[size], cuts, strict=True)))
        if len(word) >= _LEAST and not self._known.isdisjoint(swapped := _swapped(word)):
            found.update(filter(self._is_known, swapped))
        return {text for text in found if distance(word, text) == 1}


class Near:
    """The words of names, to be found by what somebody or something made of them."""

    def __init__(self, terms: Terms) -> None:
        """Index every word that is long enough, by what one mistake or two leave of it."""
        self._token = terms.token
        texts = [text for text in terms.names if not text.isdigit()]
        self._looks = Index(looks("\n".join(texts)).split("\n") if texts else (), texts)
        long = [text for text in terms.rare_families if len(text) >= _LONG]
        rare = frozenset(long)
        others = [text for text in texts if text not in rare]
        self._slips = Slips(others, terms.texts, self._is_known)
        parts: dict[int, dict[int, tuple[list[str], list[str]]]] = {}
        for size, several in _by_size(long, _LONG):
            third = size // 3
            for at in {0, third, third + 2, size - third}:
                keys, of_keys = parts.setdefault(third, {}).setdefault(at, ([], []))
                keys += [text[at : at + third] for text in several]
                of_keys += several
        self._thirds = {size: {at: Index(*pairs) for at, pairs in places.items()} for size, places in parts.items()}
        self._stretches = {
            size: frozenset[str]().union(*(index.keys for index in places.values()))
            for size, places in self._thirds.items()
        }

    def alike(self, word: str) -> list[Token]:
        """The tokens that a lower-case word looks like, digits and signs taken for letters."""
        return [token for text in self._looks.get(looks(word)) if (token := self._token(text))]

    def mistyped(self, word: str) -> Iterator[tuple[Token, int]]:
        """The tokens within one edit of a lower-case word, or two where it is long, and how many edits it took."""
        if len(word) < _LEAST - 1:
            return
        once = self._slips.of(word).union(filter(self._is_known, _misread(word)))
        found = [(text, 1) for text in sorted(once)]
        if len(word) >= _LONG - 2:
            found += self._twice(word, once)
        yield from ((token, edits) for text, edits in found if (token := self._token(text)))

    def _is_known(self, text: str) -> bool:
        token = self._token(text)
        return token is not None and bool(token.family or token.given)

    def _twice(self, word: str, seen: set[str]) -> Iterator[tuple[str, int]]:
        """Two edits of a long word, or one, leave a stretch of a third of it as it was, at most two letters from its place."""
        letters = _letters(word)
        for text in self._sharing(word):
            if text in seen:
                continue
            seen.add(text)
            if abs(len(text) - len(word)) > 2 or _apart(letters, text) > 4:  # noqa: PLR2004 - two edits change two letters each
                continue
            edits = distance(word, text)
            if edits <= 2:  # noqa: PLR2004 - as this method is called
                yield text, edits

    def _sharing(self, word: str) -> Iterator[str]:
        """The texts that share such a stretch with a word; most words have none that any text has."""
        for size in range(max(_LONG, len(word) - 2) // 3, (len(word) + 2) // 3 + 1):
            known = self._stretches.get(size, frozenset())
            starts = range(len(word) - size + 1 if known else 0)
            cuts = {start: cut for start in starts if (cut := word[start : start + size]) in known}
            for place, index in self._thirds[size].items() if cuts else ():
                for start in range(place - 2, place + 3):
                    yield from index.get(cuts[start]) if start in cuts else ()


def _by_size(texts: Iterable[str], least: int) -> Iterator[tuple[int, list[str]]]:
    """The words of each length, from the `least` on."""
    for size, several in groupby(sorted(texts, key=len), len):
        if size >= least:
            yield size, list(several)


def _in_parts(texts: list[str], size: int) -> tuple[Index, ...]:
    """Words of one length by two of three parts of them: without their end, their middle and their beginning."""
    part, rest = size // 3, size - size // 3
    return (
        Index([text[:rest] for text in texts], texts),
        Index([text[:part] + text[-part:] for text in texts], texts),
        Index([text[-rest:] for text in texts], texts),
    )


def _cuts(word: str, size: int) -> tuple[str, str, str]:
    """What is left of a word if the third part is the one that makes it another one of that length."""
    part, rest = size // 3, size - size // 3
    return word[:rest], word[:part] + word[-part:], word[-rest:]


def _swapped(word: str) -> list[str]:
    """A word with two neighbours in each other's place."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]


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


def _misread(word: str) -> Iterator[str]:
    """A word with one "li" that may have been an h, or one h that may have been "li", which no form has for both."""
    for read, meant in (("li", "h"), ("h", "li")):
        at = word.find(read)
        while at >= 0:
            yield word[:at] + meant + word[at + len(read) :]
            at = word.find(read, at + 1)


def distance(one: str, other: str) -> int:
    """How many letters to add, leave out, change or swap with their neighbour."""
    one, other = _unlike(one, other)
    if not one or not other:
        return len(one) + len(other)
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


def _unlike(one: str, other: str) -> tuple[str, str]:
    """Two words without what they begin and end with alike: most have a third or two in common."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
