"""Lines that need not be searched again: most come again and again.

Two lines that follow each other are known as clean where nothing was found in them though everybody's weak signals were
asked for, as if they stood in everybody's own hearing. So they are clean wherever they stand, and so is a text that has no
other lines.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.over_lines import may_be_spelt_in, spelt
from hearingsite.guard.finding import Hit, Whose, counts_in
from hearingsite.guard.screen import Pair

_BATCH: Final = 100_000  # letters that are searched at once
APART: Final = "\n\n\n\n"  # wider than what may stand between two words of a declared name

# In which hearings something counts that may stand in two lines that follow each other.
Doubt = tuple[Whose, str, str]


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
        clean, others = self._clean, self._others
        places = self.not_clean(texts)
        unknown = [texts[place] for place in places]
        lines, starts, numbers = _lines_of(unknown)
        keys = list(map(hash, pairwise(lines)))
        # Pairs are taken for clean until something is found in them, or those that come again would be sifted again.
        add = clean.add
        fresh = [at for at, key in enumerate(keys) if key not in clean and key not in others and not add(key)]
        try:
            for batch in _batches(_runs(lines, keys, fresh)):
                self._sift(batch)
        except BaseException:
            clean.difference_update([keys[at] for at in fresh])
            raise
        doubts: dict[int, list[Doubt]] = {}
        for at in [at for at, key in enumerate(keys) if key in others] if others else ():
            which = numbers[bisect_right(starts, at) - 1]
            doubts.setdefault(which, []).append((others[keys[at]], lines[at], lines[at + 1]))
        clean.update([key for which, key in enumerate(map(hash, unknown)) if which not in doubts])
        return {places[which]: several for which, several in doubts.items()}

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


def _lines_of(texts: Sequence[str]) -> tuple[list[str], list[int], list[int]]:
    """All lines of some texts that are not empty, behind an empty one for each text; where each begins, and its number.

    All texts at once, because most have but a few lines. What one says with a letter a line is one more of the same number.
    Behind all of them stands an empty line.
    """
    lines: list[str] = []
    starts: list[int] = []
    for text in texts:
        starts.append(len(lines))
        lines.append("")
        lines += filter(None, map(str.strip, text.split("\n")))
    numbers = list(range(len(starts)))
    for number in may_be_spelt_in(lines, [*starts, len(lines)]):
        said = [said for _, said in spelt(texts[number])]
        if said:
            starts.append(len(lines))
            numbers.append(number)
            lines += ["", *said]
    lines.append("")
    return lines, starts, numbers


def _runs(lines: list[str], keys: list[int], fresh: Iterable[int]) -> Iterator[_Run]:
    """The stretches of texts whose pairs are fresh, given by their places."""
    first = last = -2
    for at in chain(fresh, [-1]):
        if at == last + 1 and lines[at]:
            last = at
            continue
        end = last if lines[last + 1] else last - 1  # an empty line begins the next text
        if first <= end:
            yield _Run(lines[first : end + 2], keys[first : end + 1])
        first = last = at


def _batches(runs: Iterable[_Run]) -> Iterator[list[_Run]]:
    """Runs of some letters together, for one long text is searched sooner than many short ones."""
    batch: list[_Run] = []
    size = 0
    for run in runs:
        batch.append(run)
        size += sum(map(len, run.lines))
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
