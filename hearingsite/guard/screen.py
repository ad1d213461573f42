"""The quickest look at many lines: which two that follow each other must be read closely.

Each distinct line is read once, all in one text. Where two lines meet, something can only be found if a long value goes
across, if a word that says something stands near, or if there is an escape: everything else is passed over.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from hearingsite.guard.decode import ESCAPE_SIGNS
from hearingsite.guard.finding import BREAK
from hearingsite.guard.fold import fold_text
from hearingsite.guard.matcher import EDGE, Matcher
from hearingsite.guard.scripts import OTHER_SIGNS

_REMEMBERED: Final = 400_000  # lines; more are forgotten all at once
_NEAR: Final = 2 * EDGE  # of a folded text, which may be longer than what it was made of
_APART: Final = f"\n{BREAK}\n"

Pair = tuple[int, int]  # which run of lines, and which of its lines: it and the one before it


class Screen:
    """Remembers distinct lines: those with something in them or that may matter to the line before or after."""

    def __init__(self, matcher: Matcher) -> None:
        """Take what knows all people."""
        self._matcher = matcher
        self._seen: set[str] = set()
        self._at_start: set[str] = set()
        self._at_end: set[str] = set()

    def doubtful(self, runs: Sequence[Sequence[str]]) -> set[Pair]:
        """Give the pairs of lines in which something may be found, if everybody's weak signals counted there."""
        if self._matcher.is_empty:
            return set()
        lines = set().union(*runs)
        self._learn([line for line in lines - self._seen if line])
        pairs = set(self._across(runs))
        if not (lines.isdisjoint(self._at_start) and lines.isdisjoint(self._at_end)):
            pairs.update(self._near(runs))
        return pairs

    def _learn(self, fresh: Sequence[str]) -> None:
        """Read lines that were never seen before."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        self._seen.update(fresh)
        doubtful = {line for line in fresh if BREAK in line}
        texts = [line for line in fresh if line not in doubtful]
        text = BREAK.join(texts)
        if not text.isascii():
            doubtful.update(line for line in texts if not line.isascii() and OTHER_SIGNS.search(line))
            text = fold_text(text)
        starts = [0, *accumulate(len(part) + 1 for part in text.split(BREAK))]
        found, marked = self._matcher.look(text)
        found += (escape.start() for escape in ESCAPE_SIGNS.finditer(text))
        doubtful.update(texts[bisect_right(starts, at) - 1] for at in found)
        for at, word in marked:
            which = bisect_right(starts, at) - 1
            if at - starts[which] < _NEAR:
                self._at_start.add(texts[which])
            if starts[which + 1] - at - len(word) < _NEAR:
                self._at_end.add(texts[which])
        self._at_start |= doubtful
        self._at_end |= doubtful
        self._at_end.update(line for line in texts if line[-1] == "=")  # of an escaped line end

    def _near(self, runs: Sequence[Sequence[str]]) -> Iterator[Pair]:
        """The pairs with a line in which something is found, or stands where they meet."""
        for run, lines in enumerate(runs):
            for place, (before, line) in enumerate(pairwise(lines), 1):
                if line in self._at_start or before in self._at_end:
                    yield run, place

    def _across(self, runs: Sequence[Sequence[str]]) -> Iterator[Pair]:
        """The pairs across whose meeting a long value may go."""
        several = [(run, lines) for run, lines in enumerate(runs) if len(lines) > 2 or lines[0]]  # noqa: PLR2004 -- an empty one and one
        text = fold_text(_APART.join("\n".join(lines) for _, lines in several))
        places: list[Pair] = []
        for first, last in self._matcher.lines_across(text):
            if not places:
                places = [(run, place) for run, lines in several for place in range(len(lines) + 1)]
            yield from (places[place] for place in range(first + 1, last + 1))
