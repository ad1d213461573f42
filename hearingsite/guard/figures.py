"""Numbers in which letters stand for figures, and figures for letters: "O77OO", "QX0O".

Most texts have none: only around a word of both is looked for them.
"""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Final

from ahocorasick_rs import AhoCorasick

from hearingsite.guard.automaton import Automaton
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.squeeze import verified
from hearingsite.guard.terms import Terms

# A letter, and the figure that it looks like.
_FIGURES: Final = str.maketrans("oliszb", "011528")
_AS_LETTERS: Final = str.maketrans("0134578", "oleastb")
_AROUND: Final = 32  # signs before and after such a word in which the rest of a number stands
_PIECE: Final = 3  # letters and figures with which such a word begins
_HOW: Final = ", with letters for figures"
_KINDS: Final = frozenset({"number", "phone", "address"})


def in_letters(text: str) -> str:
    """A word with the letters that its figures look like."""
    return text.translate(_AS_LETTERS)


def in_figures(text: str) -> str:
    """A lower-case text with figures for all letters that look like one."""
    return text.translate(_FIGURES)


class Figures:
    """The long numbers, plates, postcodes and telephone numbers of everybody."""

    def __init__(self, terms: Terms) -> None:
        """Keep what is looked for; it is put in order when the first such word is met."""
        self._terms = terms

    def __bool__(self) -> bool:
        """Whether anybody has such a number."""
        return not all(map(str.isalpha, self._terms.whole))

    def may_be(self, word: str) -> bool:
        """Whether a word may be a part of such a number."""
        if word.isalpha() or word.isdigit():
            return False
        form = in_figures(word.lower())
        return form.isdigit() if len(form) < _PIECE else form[:_PIECE] in self._written

    def goes_with(self, _: str, before: str, after: str) -> bool:
        """Whether a number goes on over the end of a line."""
        first, last = (in_figures("".join(filter(str.isalnum, text)).lower()) for text in (before, after))
        return any(begin < len(first) < end for _, begin, end in self._automaton.find(first + last))

    @cached_property
    def _written(self) -> str:
        return "\n".join([f"0{form}" for form in self._keys])  # which a telephone number begins with

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._terms.whole:
            if not key.isalpha():
                found.setdefault(in_figures(key), []).append(key)
        return found

    @cached_property
    def _automaton(self) -> Automaton[str]:
        return Automaton(partial(AhoCorasick, store_patterns=False), self._keys)

    def find(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """The numbers of which the word from `start` to before `end` of a folded text is a part."""
        first = max(0, start - _AROUND)
        first = max(first, text.rfind(BREAK, first, start) + 1)
        around = in_figures(text[first : end + _AROUND].partition(BREAK)[0].lower())
        places = [at for at, sign in enumerate(around) if sign.isalnum()]
        bare = "".join(map(around.__getitem__, places))
        for form, begin, last in self._automaton.find(bare):
            span = places[begin], places[last - 1] + 1
            if first + span[0] < end and start < first + span[1]:
                for key in self._keys[form]:
                    yield from self._verified(around, first, span, key)

    def _verified(self, around: str, first: int, span: tuple[int, int], key: str) -> Iterator[Finding]:
        long = self._terms.long(key)
        found = verified(around, *span, in_figures(key), long) if long is not None and long.kind in _KINDS else None
        if found is not None and long is not None:
            start, end = first + found.start, first + found.end
            sure = found.sure and long.kind == "phone"
            yield Finding(start, end, found.people, f"{found.rule}{_HOW}", found.tier, sure)
