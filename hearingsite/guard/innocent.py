"""Declared people and published contacts: what coincides with them is no leak."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from hearingsite.guard import lexicon
from hearingsite.guard.fold import fold, fold_value

if TYPE_CHECKING:
    from hearingsite.guard.matcher import Hit

_AROUND: Final = 80  # signs around a hit in which a declared value is looked for
_WIDEST: Final = 3  # signs between two of its words
_WORDS: Final = re.compile(r"[^\W_]+")
_RANK_WORDS: Final = lexicon.listed("rank-words")
_CIVIL: Final = ("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "judge", "lord", "lady", "professor")


def _forms(words: tuple[str, ...], *, person: bool) -> set[tuple[str, ...]]:
    """How a declared value may be written: a person also with a title, in reversed order, with an initial."""
    names = tuple(word for word in words if word not in lexicon.TITLES | lexicon.RANKS and word not in _RANK_WORDS)
    forms = {words, names} - {()}
    if person and len(names) > 1 and not any(name.isdigit() for name in names):
        last = names[-1]
        rank = words[: words.index(names[0])]
        forms |= {(title, last) for title in _CIVIL} | {(names[0][0], last), (last, *names[:-1])}
        for at in range(len(rank)):
            short = ("".join(word[0] for word in rank[at:]),) if len(rank) - at > 1 else ()
            forms |= {(*rank[at:], last), (*short, last)} - {(last,)}
    return forms


class Innocent:
    """The values that are let through.

    A value is known by its letters without what stands between its words, and by where it may be cut: a look into a table
    takes the same time for ten declared people as for ten thousand, which one expression of all of them does not.
    """

    def __init__(self, values: Iterable[str]) -> None:
        """Make a table of all values, and of declared names with a title."""
        self._cuts: dict[str, list[frozenset[int]]] = {}
        self._beginnings: set[str] = set()
        for value in values:
            words = tuple(_WORDS.findall(fold_value(value).replace("'", "").lower()))
            for form in _forms(words, person="@" not in value) if words else ():
                self._cuts.setdefault("".join(form), []).append(frozenset(accumulate(map(len, form))))
                self._beginnings.update(accumulate(form))

    def without(self, text: str, hits: list["Hit"]) -> list["Hit"]:
        """The hits that no declared value covers."""
        if not self._cuts:
            return hits
        return [hit for hit in hits if not self._covers(text, hit)]

    def _covers(self, text: str, hit: "Hit") -> bool:
        start = max(0, hit.start - _AROUND)
        around = fold(text[start : hit.end + _AROUND])
        hidden = around.text.replace("'", "\x00").lower()
        words = [found.span() for found in _WORDS.finditer(hidden)]
        for place, (begin, _) in enumerate(words):
            if start + around.span(begin, begin + 1)[0] > hit.start:
                return False
            for end in self._ends(hidden, words[place:]):
                if hit.end <= start + around.span(begin, end)[1]:
                    return True
        return False

    def _ends(self, text: str, words: list[tuple[int, int]]) -> Iterator[int]:
        """Where declared values end that begin with the first of some words."""
        if text.endswith("_", 0, words[0][0]):
            return
        letters, cuts, gap, before = "", set[int](), "", words[0][0]
        for begin, end in words:
            letters += text[begin:end]
            gap = max(gap, text[before:begin], key=len)
            if len(gap) > _WIDEST or not (letters in self._beginnings or letters.isdigit()):
                return
            cuts.add(len(letters))
            before = end
            is_number = letters.isdigit() and len(gap) <= 1 and "_" not in gap  # which may be cut anywhere
            known = self._cuts.get(letters, ())
            if not text.startswith("_", end) and any(is_number or whole >= cuts for whole in known):
                yield end + (is_number and end < len(text))
