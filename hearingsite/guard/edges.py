"""Where two lines meet: whether something may stand there that stands in neither of them.

Near the end of most lines there is a word that is somebody's family name, or was taken for one. It says nothing of the next
line unless that has a first name, an initial or a title for it within a few words; and so with a number and a word for it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from msgspec import Struct

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


class _Note(Struct):
    """What stands near the ends of a line: its neighbours must be read with it, or if they have what belongs to these."""

    at_start: bool = False
    at_end: bool = False
    first_families: Families = []
    last_families: Families = []
    has_first_number: bool = False
    first_parts: set[str] = set()
    last_parts: set[str] = set()


_NOTHING: Final = _Note()


class Edges:
    """Remembers what stands near the ends of lines, of those that have something there."""

    def __init__(self, beside: Callable[[str], Collection[str]], goes_with: Callable[[str, str, str], bool]) -> None:
        """Take what tells the first names and initials that stand with a family name, and whether a part goes on."""
        self._beside, self._goes_with = beside, goes_with
        self._notes: dict[str, _Note] = {}

    def _note(self, line: str) -> _Note:
        note = self._notes.get(line)
        if note is None:
            note = self._notes[line] = _Note()
        return note

    def note(self, lines: Iterable[str]) -> None:
        """Remember lines whose neighbours must be read together with them."""
        for line in lines:
            note = self._note(line)
            note.at_start = note.at_end = True

    def note_open(self, lines: Iterable[str]) -> None:
        """Remember lines that must be read together with the next one."""
        for line in lines:
            self._note(line).at_end = True

    def note_spans(self, lines: Sequence[str], starts: Sequence[int], spans: Iterable[Span]) -> None:
        """Remember in which lines something stands near an end; `starts` is where each begins in a text."""
        for start, end in spans:
            which = bisect_right(starts, start) - 1
            near = EDGE if lines[which].isascii() else _NEAR
            if start - starts[which] < near:
                self._note(lines[which]).at_start = True
            if starts[which + 1] - end <= near:
                self._note(lines[which]).at_end = True

    def note_names(
        self, lines: Sequence[str], text: str, starts: Sequence[int], names: Iterable[tuple[Span, Families]]
    ) -> None:
        """Remember in which lines, folded in `text`, a family name stands within a few words of an end."""
        for (start, end), families in names:
            which = bisect_right(starts, start) - 1
            line, first, last = lines[which], starts[which], starts[which + 1]
            near = EDGE if line.isascii() else _NEAR
            if start - first < near and len(text[first:start].split()) <= _WORDS:
                self._note(line).first_families += families
            if last - end <= near and len(text[end:last].split()) <= _WORDS:
                self._note(line).last_families += families

    def note_numbers(self, lines: Sequence[str], text: str, starts: Sequence[int], spans: Iterable[Span]) -> None:
        """Remember in which lines, folded in `text`, somebody's number stands within a few words of the beginning."""
        for start, _ in spans:
            which = bisect_right(starts, start) - 1
            if start - starts[which] < _NEAR and len(text[starts[which] : start].split()) <= _WORDS:
                self._note(lines[which]).has_first_number = True

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
                self._note(line).first_parts.add(word)
            if last - start <= _NEAR and len(text[start:last].split()) <= _WORDS:
                self._note(line).last_parts.add(word)

    def have_none_of(self, lines: set[str]) -> bool:
        """Whether nothing stands near an end of any of these lines."""
        return lines.isdisjoint(self._notes)

    def may_meet(self, before: str, line: str) -> bool:
        """Whether something may stand where two lines meet."""
        notes = self._notes
        if before not in notes and line not in notes:
            return False
        ended, begun = notes.get(before, _NOTHING), notes.get(line, _NOTHING)
        if begun.at_start or ended.at_end:
            return True
        last_families, first_families = ended.last_families, begun.first_families
        parts = {*ended.last_parts, *begun.first_parts}
        if not (last_families or first_families or begun.has_first_number or parts):
            return False
        ending, beginning = fold_text(before[-EDGE:]), fold_text(line[:EDGE])
        last, first = _words(ending)[-_WORDS:], _words(beginning)[:_WORDS]
        across = {one + other for one, other in zip((*last, *first), (*last[1:], *first), strict=False)}  # torn in two
        if first_families and not _TITLES.isdisjoint(last):
            return True
        if begun.has_first_number and not NUMBER_WORDS.isdisjoint(last):
            return True
        return (
            self._calls(last_families, {*first, *across})
            or self._calls(first_families, {*last, *across})
            or any(self._goes_with(word, ending, beginning) for word in parts)
        )

    def _calls(self, families: Iterable[str], words: set[str]) -> bool:
        return any(not words.isdisjoint(self._beside(family)) for family in families)


def _words(text: str) -> list[str]:
    return [word.lower().replace("'", "") for word in WORD.findall(text)]
