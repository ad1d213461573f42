"""Where two lines meet: whether something may stand there that stands in neither of them.

Near the end of most lines there is a word that is somebody's family name, or was taken for one. It says nothing of the next
line unless that has a first name, an initial or a title for it within a few words; and so with a number and a word for it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.fold import fold_text
from hearingsite.guard.officer_numbers import NUMBER_WORDS
from hearingsite.guard.sentence import WORD

EDGE: Final = 48  # signs before and after the end of a line that are read together
_NEAR: Final = 2 * EDGE  # of a folded text, which may be longer than what it was made of
_WORDS: Final = 4  # between two that are read together, and one more
_OF_MOMENT: Final = re.compile(r"\d\d(?:T\d\d|Z)")  # as feeds and data write it, on every other line
_TITLES: Final = lexicon.TITLES | lexicon.RANKS

Span = tuple[int, int]
Families = list[str]


class Edges:
    """Remembers what stands near the ends of lines."""

    def __init__(self, beside: Callable[[str], Collection[str]], goes_with: Callable[[str, str, str], bool]) -> None:
        """Take what tells the first names and initials that stand with a family name, and whether a part goes on."""
        self._beside, self._goes_with = beside, goes_with
        self._at_start: set[str] = set()
        self._at_end: set[str] = set()
        self._first_families: dict[str, tuple[str, ...]] = {}
        self._last_families: dict[str, tuple[str, ...]] = {}
        self._first_numbers: set[str] = set()
        self._first_parts: dict[str, set[str]] = {}
        self._last_parts: dict[str, set[str]] = {}

    def note(self, lines: Iterable[str]) -> None:
        """Remember lines whose neighbours must be read together with them."""
        self._at_start.update(lines)
        self._at_end.update(lines)

    def note_open(self, lines: Iterable[str]) -> None:
        """Remember lines that must be read together with the next one."""
        self._at_end.update(lines)

    def note_spans(self, lines: Sequence[str], starts: Sequence[int], spans: Iterable[Span]) -> None:
        """Remember in which lines something stands near an end; `starts` is where each begins in a text."""
        for start, end in spans:
            which = bisect_right(starts, start) - 1
            near = EDGE if lines[which].isascii() else _NEAR
            if start - starts[which] < near:
                self._at_start.add(lines[which])
            if starts[which + 1] - end <= near:
                self._at_end.add(lines[which])

    def note_names(
        self, lines: Sequence[str], text: str, starts: Sequence[int], names: Iterable[tuple[Span, Families]]
    ) -> None:
        """Remember in which lines, folded in `text`, a family name stands within a few words of an end."""
        for (start, end), families in names:
            which = bisect_right(starts, start) - 1
            line, first, last = lines[which], starts[which], starts[which + 1]
            near = EDGE if line.isascii() else _NEAR
            if start - first < near and len(text[first:start].split()) <= _WORDS:
                self._first_families[line] = (*self._first_families.get(line, ()), *families)
            if last - end <= near and len(text[end:last].split()) <= _WORDS:
                self._last_families[line] = (*self._last_families.get(line, ()), *families)

    def note_numbers(self, lines: Sequence[str], text: str, starts: Sequence[int], spans: Iterable[Span]) -> None:
        """Remember in which lines, folded in `text`, somebody's number stands within a few words of the beginning."""
        for start, _ in spans:
            which = bisect_right(starts, start) - 1
            if start - starts[which] < _NEAR and len(text[starts[which] : start].split()) <= _WORDS:
                self._first_numbers.add(lines[which])

    def note_parts(
        self, lines: Sequence[str], text: str, starts: Sequence[int], parts: Iterable[tuple[int, str]]
    ) -> None:
        """Remember in which lines, folded in `text`, a part of something stands within a few words of an end."""
        for start, word in parts:
            if _OF_MOMENT.fullmatch(word):
                continue
            which = bisect_right(starts, start) - 1
            line, first, last = lines[which], starts[which], starts[which + 1]
            if start - first < _NEAR and len(text[first:start].split()) <= _WORDS:
                self._first_parts.setdefault(line, set()).add(word)
            if last - start <= _NEAR and len(text[start:last].split()) <= _WORDS:
                self._last_parts.setdefault(line, set()).add(word)

    def have_none_of(self, lines: set[str]) -> bool:
        """Whether nothing stands near an end of any of these lines."""
        families = (self._first_families, self._last_families)
        parts = (self._first_parts, self._last_parts)
        noted = (self._at_start, self._at_end, *families, self._first_numbers, *parts)
        return all(map(lines.isdisjoint, noted))

    def may_meet(self, before: str, line: str) -> bool:
        """Whether something may stand where two lines meet."""
        if line in self._at_start or before in self._at_end:
            return True
        ended, begun = self._last_families.get(before), self._first_families.get(line)
        has_number = line in self._first_numbers
        before_end, behind = self._last_parts.get(before, ()), self._first_parts.get(line, ())
        if not (ended or begun or has_number or before_end or behind):
            return False
        ending, beginning = fold_text(before[-EDGE:]), fold_text(line[:EDGE])
        last, first = _words(ending)[-_WORDS:], _words(beginning)[:_WORDS]
        across = {one + other for one, other in zip((*last, *first), (*last[1:], *first), strict=False)}  # torn in two
        if (begun and not _TITLES.isdisjoint(last)) or (has_number and not NUMBER_WORDS.isdisjoint(last)):
            return True
        if self._calls(ended, {*first, *across}) or self._calls(begun, {*last, *across}):
            return True
        return any(self._goes_with(word, ending, beginning) for word in {*before_end, *behind})

    def _calls(self, families: Iterable[str] | None, words: set[str]) -> bool:
        return any(not words.isdisjoint(self._beside(family)) for family in families or ())


def _words(text: str) -> list[str]:
    return [word.lower().replace("'", "") for word in WORD.findall(text)]
