"""Streets and houses in which one letter is wrong, missing, too many or in its neighbour's place, as in "5 Talow Yard"."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.identities import Identity
from hearingsite.guard.near import Slips, distance
from hearingsite.guard.sentence import WORD, Seen
from hearingsite.guard.terms import Terms
from hearingsite.guard.whole import is_kind_of_street, streets_of

_AROUND: Final = 64  # signs before and after a word in which the other words of the street stand
_GAP: Final = 3  # signs between two of them
_LEAST: Final = 4  # letters of a word that may have a slip


class _Street(Struct, frozen=True):
    """The words of a street, which of them is meant here, the numbers of its house, and whose it is."""

    words: tuple[str, ...]
    at: int
    numbers: frozenset[str]
    who: int

    def __repr__(self) -> str:
        """Hide the words."""
        return "_Street()"


class Streets:
    """The streets of everybody, by each of their words that not every other street has."""

    def __init__(self, terms: Terms) -> None:
        """Keep what is looked for; it is put in order when the first word is read."""
        self._terms = terms
        self._known: dict[str, list[_Street]] = {}  # by words of which a place was found

    @cached_property
    def _streets(self) -> dict[str, list[_Street]]:
        found: dict[str, list[_Street]] = {}
        for who, source in enumerate(self._terms.sources):
            for words, numbers in streets_of(source) if isinstance(source, Identity) and source.addresses else ():
                telling = [word for word in words if len(word) >= _LEAST and not is_kind_of_street(word)]
                for word in dict.fromkeys(telling):
                    found.setdefault(word, []).append(_Street(words, words.index(word), numbers, who))
        return found

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self._streets)

    def __bool__(self) -> bool:
        """Whether anybody has an address."""
        return any(isinstance(source, Identity) and source.addresses for source in self._terms.sources)

    def may_be(self, word: str) -> bool:
        """Whether a word may be one of a street."""
        return any(True for _ in self._meant(word.lower()))

    def goes_with(self, word: str, before: str, after: str) -> bool:
        """Whether a word of the line that it is not in begins as another one of a street does, for either may have the slip."""
        lines = [[one.lower() for one in WORD.findall(line)] for line in (before, after)]
        letters = {one[0] for line in lines if word.lower() not in line for one in line}
        return any(
            not letters.isdisjoint(other[0] for at, other in enumerate(street.words) if at != street.at)
            for meant in self._meant(word.lower())
            for street in self._streets[meant]
        )

    def _meant(self, word: str) -> Iterator[str]:
        if word in self._streets:
            yield word
        yield from self._slips.of(word)

    def find(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """The streets of which the word from `start` to before `end` of a folded text is one, and in which one slip is."""
        first = max(0, start - _AROUND)
        first = max(first, text.rfind(BREAK, first, start) + 1)
        last = text.find(BREAK, end, end + _AROUND)
        words = [
            Seen(one.group().lower(), *one.span())
            for one in WORD.finditer(text, first, end + _AROUND if last < 0 else last)
        ]
        at = next((place for place, word in enumerate(words) if word.start == start), -1)
        word = text[start:end].lower()
        if word not in self._known:
            self._known[word] = [one for meant in self._meant(word) for one in self._streets[meant]]
        for street in self._known[word]:
            begin = at - street.at
            stop = begin + len(street.words)
            if 0 <= begin <= at and stop <= len(words) and _is_meant(words, begin, street):
                people = frozenset({street.who})
                span = words[begin].start, words[stop - 1].end
                yield Finding(*span, people, "street, mistyped", "weak", sure=False)


def _is_meant(words: Sequence[Seen], begin: int, street: _Street) -> bool:
    """Whether some words of a text are those of a street with one slip: another street needs the number of the house."""
    stop = begin + len(street.words)
    written = words[begin:stop]
    if any(other.start - one.end > _GAP for one, other in pairwise(written)):
        return False
    slips = [
        (one.text, word) for one, word in zip(written, street.words, strict=True) if one.text.replace("'", "") != word
    ]
    if len(slips) != 1 or len(slips[0][1]) < _LEAST or distance(*slips[0]) != 1:
        return False
    beside = {word.text for word in (*words[max(0, begin - 1) : begin], *words[stop : stop + 1])}
    return not (lexicon.is_ordinary(slips[0][0]) or slips[0][0] in lexicon.places()) or not street.numbers.isdisjoint(
        beside
    )
