"""Lines that need not be searched again: most come again and again.

Two lines that follow each other are known as clean where nothing was found in them though everybody's weak signals were
asked for, as if they stood in everybody's own hearing. So they are clean wherever they stand, and so is a text that has no
other lines.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.over_lines import may_be_spelt, spelt
from hearingsite.guard.finding import Hit, Whose, counts_in
from hearingsite.guard.screen import Pair

_BATCH: Final = 100_000  # letters that are searched at once
APART: Final = "\n\n\n\n"  # wider than what may stand between two words of a declared name

# In which hearings something counts that may stand in two lines that follow each other.
Doubt = tuple[Whose, str, str]


class _Text(Struct):
    """A text that is not known as clean: the key of it all, an empty line and those that are not, the keys of their pairs."""

    place: int
    key: int
    lines: list[str]
    keys: list[int]


class _Run(Struct):
    """Lines that follow each other and were not searched yet, and the keys of their pairs."""

    lines: list[str]
    keys: list[int]


class Sieve:
    """Remembers texts and pairs of lines; keys are Python's own hashes, which are seeded anew in every process."""

    def __init__(
        self,
        screen: Callable[[Sequence[Sequence[str]]], dict[Pair, Whose]],
        search: Callable[[str], list[Hit]],
    ) -> None:
        """Take the first look at lines, and the search, which both ask for everybody's weak signals."""
        self._screen = screen
        self._search = search
        self._clean: set[int] = set()
        self._others: dict[int, Whose] = {}  # the hearings in which something counts
        self._same: dict[Whose, Whose] = {}  # each set of them once: there are a hundred times as many lines

    def not_clean(self, texts: Iterable[str]) -> list[int]:
        """The places of texts that are not known as clean as they are."""
        clean = self._clean
        return [place for place, key in enumerate(map(hash, texts)) if key not in clean]

    def found(self, texts: Sequence[str]) -> dict[int, list[Doubt]]:
        """The places of texts in which something is found: the lines it is in, and the hearings in which it may count."""
        unknown: list[_Text] = []
        runs: list[_Run] = []
        clean, others = self._clean, self._others
        for place, text in enumerate(texts):
            key = hash(text)
            if key in clean:
                continue
            lines = ["", *filter(None, map(str.strip, text.split("\n")))]
            if may_be_spelt(lines):
                lines += (said for _, said in spelt(text))
            keys = list(map(hash, pairwise(lines)))
            unknown.append(_Text(place, key, lines, keys))
            # Looking each key up takes less time than sets of those of each text do.
            fresh = [at for at, key in enumerate(keys) if key not in clean]
            if others:
                fresh = [at for at in fresh if keys[at] not in others]
            if fresh:
                runs += _runs(lines, keys, fresh)
                # They are taken for clean until something is found in them, or the next texts' would be sifted again.
                clean.update([keys[at] for at in fresh] if len(fresh) < len(keys) else keys)
        try:
            for batch in _batches(runs):
                self._sift(batch)
        except BaseException:
            clean.difference_update(*(run.keys for run in runs))
            raise
        found = {text.place: self._doubts(text) for text in unknown} if others else {}
        clean.update([text.key for text in unknown if not found.get(text.place)])
        return {place: doubts for place, doubts in found.items() if doubts}

    def _doubts(self, text: _Text) -> list[Doubt]:
        """What is known of lines in which something was found."""
        others = self._others
        if others.keys().isdisjoint(text.keys):
            return []
        places = {key: at for at, key in enumerate(text.keys) if key in others}
        return [(others[key], text.lines[at], text.lines[at + 1]) for key, at in places.items()]

    def _sift(self, runs: list[_Run]) -> None:
        """Look at runs at once; what is clean is remembered, and whose the rest is."""
        several = self._screen([run.lines for run in runs])
        # What counts everywhere may be innocent; the rest is searched where it counts alone.
        everywhere = [place for place, whose in several.items() if whose is None]
        lines = ("\n".join(runs[run].lines[at - 1 : at + 1]) for run, at in everywhere)
        dirty = {everywhere[place] for place in self._dirty(list(lines))}
        for pair, whose in several.items():
            if whose or pair in dirty:
                key = runs[pair[0]].keys[pair[1] - 1]
                self._others[key] = self._same.setdefault(whose, whose)
                self._clean.discard(key)

    def _dirty(self, texts: Sequence[str]) -> set[int]:
        """The numbers of the pairs of lines in which something is found."""
        starts = [0, *accumulate(len(text) + len(APART) for text in texts)]
        hits = self._search(APART.join(texts)) if texts else []
        return {bisect_right(starts, hit.start) - 1 for hit in hits}


def counting(doubts: Iterable[Doubt], own: frozenset[str]) -> str:
    """The lines in which something may count in some hearings; empty where there are none."""
    pairs = (f"{before}\n{line}" for whose, before, line in doubts if counts_in(whose, own))
    return APART.join(pairs)


def _runs(lines: list[str], keys: list[int], fresh: list[int]) -> Iterator[_Run]:
    """The stretches of a text whose pairs are fresh, given by their places."""
    if len(fresh) == len(keys):
        yield _Run(lines, keys)
        return
    first = last = fresh[0]
    for at in [*fresh[1:], -1]:
        if at != last + 1:
            yield _Run(lines[first : last + 2], keys[first : last + 1])
            first = at
        last = at


def _batches(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Runs of some letters together, for one long text is searched sooner than many short ones."""
    batch: list[_Run] = []
    size = 0
    for place, run in enumerate(runs, 1):
        batch.append(run)
        size += sum(map(len, run.lines))
        if size > _BATCH or place == len(runs):
            yield batch
            batch, size = [], 0
