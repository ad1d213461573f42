"""What need not be looked at again: of 10,000 pages most lines are the same, and each is searched once.

Two lines that follow each other are known as clean where nothing was found in them though everybody's weak signals were
asked for, as if they stood in everybody's own hearing. So they are clean wherever they stand.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.pages import hidden_texts, visible_texts
from hearingsite.guard.extract.passage import NOWHERE
from hearingsite.guard.matcher import Hit, Whose
from hearingsite.guard.screen import Pair

_BATCH: Final = 100_000  # letters that are searched at once
_APART: Final = "\n\n\n"


# In which hearings something counts that may stand in two lines that follow each other.
Doubt = tuple[Whose, str, str]


class _Run(Struct):
    """Lines that follow each other and were not searched yet: the text they are of, and the keys of their pairs."""

    index: int
    lines: list[str]
    keys: list[int]


class Sieve:
    """Remembers pairs of lines; keys are Python's own hashes, which are seeded anew in every process."""

    def __init__(
        self,
        screen: Callable[[Sequence[Sequence[str]]], dict[Pair, Whose]],
        search: Callable[[str], list[Hit]],
    ) -> None:
        """Take the first look at lines, and the search, which both ask for everybody's weak signals."""
        self._screen = screen
        self._search = search
        self._clean: set[int] = set()
        self._others: dict[int, Whose] = {}
        self._sources: dict[int, frozenset[str]] = {}  # the hearings in which they must be looked at

    def unknown_part(self, source: str, own: frozenset[str]) -> tuple[str, set[int]]:
        """The lines of a page of some hearings that did not follow each other in a clean page before, and what to `keep`."""
        lines = source.split("\n")
        keys = list(map(hash, zip(("", *lines), lines, strict=False)))
        new = {key for key in set(keys) if not self.is_known(key, own)}
        if not new:
            return "", new
        part: list[str] = []
        last = -1
        for place, key in enumerate(keys):
            if key in new:
                if place > last + 1 and place:
                    part.append(lines[place - 1])
                part.append(lines[place])
                last = place
        return "\n".join(part), new

    def is_known(self, key: int, own: frozenset[str]) -> bool:
        """Whether a key was kept, and nothing of it counts in some hearings."""
        whose = self._sources.get(key)
        return whose is not None and (not whose or whose.isdisjoint(own))

    def keep(self, keys: set[int], whose: frozenset[str]) -> None:
        """Remember the lines of a page, or the entries of a feed, in which nothing counts but in the hearings `whose`."""
        sources = self._sources
        for key in keys:
            sources[key] = sources[key] & whose if key in sources else whose

    def found(self, texts: Sequence[str]) -> dict[int, list[Doubt]]:
        """The places of texts in which something is found: the lines it is in, and the hearings in which it may count."""
        found: dict[int, list[Doubt]] = {}
        runs: list[_Run] = []
        for index, text in enumerate(texts):
            for doubt in self._add_runs(index, text, runs):
                found.setdefault(index, []).append(doubt)
        batch: list[_Run] = []
        size = 0
        for place, run in enumerate(runs, 1):
            batch.append(run)
            size += sum(map(len, run.lines))
            if size > _BATCH or place == len(runs):
                for index, doubt in self._sift(batch):
                    found.setdefault(index, []).append(doubt)
                batch, size = [], 0
        return found

    def _add_runs(self, index: int, text: str, runs: list[_Run]) -> Iterator[Doubt]:
        """Add the lines of a text that are not known; yields whose the known ones are that are not clean."""
        before = ""
        run: _Run | None = None
        for raw in text.split("\n"):
            line = raw.strip()
            if not line:
                continue
            key = hash((before, line))
            if key in self._clean:
                run = None
            elif key in self._others:
                run = None
                yield self._others[key], before, line
            elif run is None:
                run = _Run(index, [before, line], [key])
                runs.append(run)
            else:
                run.lines.append(line)
                run.keys.append(key)
            before = line

    def _sift(self, runs: list[_Run]) -> Iterator[tuple[int, Doubt]]:
        """Look at runs at once; what is clean is remembered, and whose the rest is, which is told with its text."""
        several = self._screen([run.lines for run in runs])
        # What counts everywhere may be innocent; the rest is searched where it counts alone.
        everywhere = [place for place, whose in several.items() if whose is None]
        lines = ("\n".join(runs[run].lines[at - 1 : at + 1]) for run, at in everywhere)
        dirty = {everywhere[place] for place in self._dirty(list(lines))}
        for number, run in enumerate(runs):
            for at, key in enumerate(run.keys, 1):
                whose = several.get((number, at), NOWHERE)
                if whose or (number, at) in dirty:
                    self._others[key] = whose
                    yield run.index, (whose, run.lines[at - 1], run.lines[at])
                else:
                    self._clean.add(key)

    def _dirty(self, texts: Sequence[str]) -> set[int]:
        """The numbers of the pairs of lines in which something is found."""
        starts = [0, *accumulate(len(text) + len(_APART) for text in texts)]
        hits = self._search(_APART.join(texts)) if texts else []
        return {bisect_right(starts, hit.start) - 1 for hit in hits}


def counting(doubts: Iterable[Doubt], own: frozenset[str]) -> str:
    """The lines in which something may count in some hearings; empty where there are none."""
    pairs = (f"{before}\n{line}" for whose, before, line in doubts if whose is None or not whose.isdisjoint(own))
    return _APART.join(pairs)


def page_texts(part: str) -> list[str]:
    """Everything that a page or a part of it says, without places: for a first look."""
    joined, parted = visible_texts(part)
    texts = [joined, *dict.fromkeys(value for _, value in hidden_texts(part))]
    if parted.split() != joined.split():
        texts.append(parted)
    return texts
