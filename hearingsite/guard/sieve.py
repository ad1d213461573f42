"""What need not be looked at again: of 10,000 pages most lines are the same, and each is searched once.

Two lines that follow each other are known as clean where nothing was found in them though everybody's weak signals were
asked for, as if they stood in everybody's own hearing. So they are clean wherever they stand.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.pages import hidden_texts, visible_texts
from hearingsite.guard.matcher import Hit

_BATCH: Final = 20_000  # letters that are searched at once


class _Run(Struct):
    """Lines that follow each other and were not searched yet: the text they are of, and the keys of their pairs."""

    index: int
    lines: list[str]
    keys: list[int]


class Sieve:
    """Remembers pairs of lines; keys are Python's own hashes, which are seeded anew in every process."""

    def __init__(self, search: Callable[[str], list[Hit]]) -> None:
        """Take the search that asks for everybody's weak signals everywhere."""
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
        """Search runs at once; what is clean is remembered, the texts of the others are given."""
        if not runs:
            return set()
        lines = [line for run in runs for line in (*run.lines, "", "")]
        starts, at = [], 0
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        hit_lines: set[int] = set()
        for hit in self._search("\n".join(lines)):
            hit_lines.update(
                range(bisect_right(starts, hit.start) - 1, bisect_right(starts, max(hit.start, hit.end - 1)))
            )
        found: set[int] = set()
        first = 0
        for run in runs:
            for place, key in enumerate(run.keys, first + 1):
                if place in hit_lines or place - 1 in hit_lines:
                    found.add(run.index)
                else:
                    self._clean.add(key)
            first += len(run.lines) + 2
        return found


def page_texts(part: str) -> list[str]:
    """Everything that a page or a part of it says, without places: for a first look."""
    joined, parted = visible_texts(part)
    texts = [joined, *dict.fromkeys(value for _, value in hidden_texts(part))]
    if parted.split() != joined.split():
        texts.append(parted)
    return texts
