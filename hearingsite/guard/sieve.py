"""What need not be looked at again: of 10,000 pages most lines are the same, and each is searched once.

Two lines that follow each other are known as clean where nothing was found in them though everybody's weak signals were
asked for, as if they stood in everybody's own hearing. So they are clean wherever they stand.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, chain
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.pages import hidden_texts, visible_texts
from hearingsite.guard.matcher import Hit
from hearingsite.guard.screen import Pair

_BATCH: Final = 100_000  # letters that are searched at once
_APART: Final = "\n\n\n"


class _Run(Struct):
    """Lines that follow each other and were not searched yet: the text they are of, and the keys of their pairs."""

    index: int
    lines: list[str]
    keys: list[int]


class Sieve:
    """Remembers pairs of lines; keys are Python's own hashes, which are seeded anew in every process."""

    def __init__(
        self, screen: Callable[[Sequence[Sequence[str]]], set[Pair]], search: Callable[[str], list[Hit]]
    ) -> None:
        """Take the first look at lines, and the search; both ask for everybody's weak signals everywhere."""
        self._screen = screen
        self._search = search
        self._clean: set[int] = set()
        self._sources: set[int] = set()

    def unknown_part(self, source: str) -> tuple[str, set[int]]:
        """The lines of a page that did not follow each other in a clean page before, and what to tell `keep`."""
        lines = source.split("\n")
        keys = list(map(hash, zip(("", *lines), lines, strict=False)))
        new = set(keys) - self._sources
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

    def unknown(self, keys: set[int]) -> set[int]:
        """Those of some keys of sources that were not kept."""
        return keys - self._sources

    def keep(self, keys: set[int]) -> None:
        """Remember the lines of a page, or the entries of a feed, that is clean."""
        self._sources |= keys

    def doubtful(self, texts: Sequence[str]) -> list[int]:
        """The places of texts in which something was found, as if everybody's weak signals counted in them."""
        runs: list[_Run] = []
        for index, text in enumerate(texts):
            self._add_runs(index, text, runs)
        found: set[int] = set()
        batch: list[_Run] = []
        size = 0
        for run in runs:
            batch.append(run)
            size += sum(map(len, run.lines))
            if size > _BATCH:
                found |= self._sift(batch)
                batch, size = [], 0
        return sorted(found | self._sift(batch))

    def _add_runs(self, index: int, text: str, runs: list[_Run]) -> None:
        before = ""
        run: _Run | None = None
        for raw in text.split("\n"):
            line = raw.strip()
            if not line:
                continue
            key = hash((before, line))
            if key in self._clean:
                run = None
            elif run is None:
                run = _Run(index, [before, line], [key])
                runs.append(run)
            else:
                run.lines.append(line)
                run.keys.append(key)
            before = line

    def _sift(self, runs: list[_Run]) -> set[int]:
        """Look at runs at once; what is clean is remembered, the texts of the others are given."""
        if not runs:
            return set()
        doubtful = sorted(self._screen([run.lines for run in runs]))
        dirty = {doubtful[pair] for pair in self._dirty([runs[run].lines[at - 1 : at + 1] for run, at in doubtful])}
        if not dirty:
            self._clean.update(chain.from_iterable(run.keys for run in runs))
            return set()
        for number, run in enumerate(runs):
            self._clean.update(key for at, key in enumerate(run.keys, 1) if (number, at) not in dirty)
        return {runs[run].index for run, _ in dirty}

    def _dirty(self, pairs: Sequence[Sequence[str]]) -> set[int]:
        """The numbers of the pairs of lines in which something is found."""
        texts = ["\n".join(pair) for pair in pairs]
        starts = [0, *accumulate(len(text) + len(_APART) for text in texts)]
        hits = self._search(_APART.join(texts)) if texts else []
        return {bisect_right(starts, hit.start) - 1 for hit in hits}


def page_texts(part: str) -> list[str]:
    """Everything that a page or a part of it says, without places: for a first look."""
    joined, parted = visible_texts(part)
    texts = [joined, *dict.fromkeys(value for _, value in hidden_texts(part))]
    if parted.split() != joined.split():
        texts.append(parted)
    return texts
