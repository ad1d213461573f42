"""Declared people and published contacts: what coincides with them is no leak."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, dropwhile
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.finding import Hit
from hearingsite.guard.fold import fold, fold_value

_AROUND: Final = 80  # signs around a hit in which a declared value is looked for
_WIDEST: Final = 3  # signs between two of its words
_WORDS: Final = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")  # an apostrophe joins, but in front of what is owned
_RANK_WORDS: Final = lexicon.listed("rank-words")
_BEFORE_NAMES: Final = lexicon.TITLES | lexicon.RANKS | _RANK_WORDS
_CIVIL: Final = ("surname", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "judge", "lord", "lady", "professor")


def _forms(words: tuple[str, ...], *, person: bool) -> set[tuple[str, ...]]:
    """How a declared value may be written: a person also with a title, in reversed order, with an initial."""
    names = _names(words)
    forms = {words, names} - {()}
    if person and len(names) > 1 and not any(name.isdigit() for name in names):
        last = names[-1]
        rank = words[: words.index(names[0])]
        forms |= {(title, last) for title in _CIVIL} | {(names[0][0], last), (last, *names[:-1])}
        for at in range(len(rank)):
            short = ("".join(word[0] for word in rank[at:]),) if len(rank) - at > 1 else ()
            forms |= {(*rank[at:], last), (*short, last)} - {(last,)}
    return forms


def _words(value: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(fold_value(value).replace("'", "").lower()))


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _BEFORE_NAMES)


class _Table(Struct, frozen=True):
    """Where declared values may be cut, how they begin, and `whole` names as they are declared, first name first."""

    cuts: dict[str, list[frozenset[int]]]
    beginnings: set[str]
    whole: dict[str, set[int]]

    def add_whole(self, words: tuple[str, ...]) -> None:
        """Add a name that may stand beside others."""
        names = tuple(dropwhile(_BEFORE_NAMES.__contains__, words))
        if len(names) > 1 and not any(name.isdigit() for name in names):
            self.beginnings.update(accumulate(names))
            self.whole["".join(names)] = set(accumulate(map(len, names)))


class Innocent:
    """The values that are let through.

    A value is known by its letters without what stands between its words, and by where it may be cut: a look into a table
    takes the same time for ten declared people as for ten thousand, which one expression of all of them does not.
    """

    def __init__(self, values: Iterable[str], elsewhere: Iterable[str] = ()) -> None:
        """Keep all values, which are asked for once, and declared names with a title.

        Names that are public `elsewhere` alone let nobody through who is called so, but whom they make with their
        neighbours.
        """
        self._values, self._elsewhere = values, tuple(elsewhere)

    @cached_property
    def _table(self) -> _Table:
        """The table, which is made when a first hit is found: a build after an edit often has none."""
        table = _Table(cuts={}, beginnings=set(), whole={})
        for value in self._values:
            words = _words(value)
            for form in _forms(words, person="@" not in value) if words else ():
                table.cuts.setdefault("".join(form), []).append(frozenset(accumulate(map(len, form))))
                table.beginnings.update(accumulate(form))
            table.add_whole(words)
        for name in self._elsewhere:
            table.add_whole(_words(name))
        return table

    def without(self, text: str, hits: Iterable[Hit]) -> list[Hit]:
        """The hits that no declared value covers."""
        hits = list(hits)
        spans = {(hit.start, hit.end) for hit in hits} if self._table.beginnings else set()
        covered = {span for span in spans if self._covers(text, *span)}
        return [hit for hit in hits if (hit.start, hit.end) not in covered]

    def are_two(self, text: str, first: int, end: int) -> bool:
        """Whether what stands in a text from `first` to before `end` is of several whole names that follow each other."""
        return bool(self._table.beginnings) and self._covers(text, first, end, as_one=False)

    def _covers(self, text: str, first: int, end: int, *, as_one: bool = True) -> bool:
        """Whether a declared value stands around a hit (`as_one`), or whole ones that follow each other do."""
        start = max(0, first - _AROUND)
        around = fold(text[start : end + _AROUND])
        hidden = around.text.lower()
        words = [found.span() for found in _WORDS.finditer(hidden)]
        goes_on: set[int] = set()  # the words before which a whole value ends that covers the beginning
        for place, (begin, last) in enumerate(words):
            word = hidden[begin:last].replace("'", "")
            if word not in self._table.beginnings and not word.isdigit() and place not in goes_on:
                continue
            is_before = start + around.span(begin, begin + 1)[0] <= first
            if not is_before and not goes_on:
                return False
            if not is_before and place not in goes_on:
                continue
            if place in goes_on and word in _BEFORE_NAMES:
                goes_on.add(place + 1)
            for count, stop, is_declared, is_whole in self._ends(hidden, words[place:]):
                ends_at = start + around.span(begin, stop)[1]
                if end <= ends_at and ((as_one and is_declared and is_before) or (is_whole and place in goes_on)):
                    return True
                if is_whole and first < ends_at:
                    goes_on.add(place + count)
        return False

    def _ends(self, text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool, bool]]:
        """Values that begin with the first of some words: of how many words, where they end, whether declared, and whole."""
        if text.endswith("_", 0, words[0][0]):
            return
        letters, cuts, gap, before = "", set[int](), "", words[0][0]
        for count, (begin, end) in enumerate(words, 1):
            letters += text[begin:end].replace("'", "")
            gap = max(gap, text[before:begin], key=len)
            if len(gap) > _WIDEST or not (letters in self._table.beginnings or letters.isdigit()):
                return
            cuts.add(len(letters))
            before = end
            is_number = letters.isdigit() and len(gap) <= 1 and "_" not in gap  # which may be cut anywhere
            known = self._table.cuts.get(letters, ())
            is_declared = any(is_number or whole >= cuts for whole in known)
            is_whole = self._table.whole.get(letters) == cuts
            if not text.startswith("_", end) and (is_declared or is_whole):
                yield count, end + (is_number and end < len(text)), is_declared, is_whole
