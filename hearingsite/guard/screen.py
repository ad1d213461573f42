"""The quickest look at many lines: in which of them, and where two of them meet, something may count, and in which hearings.

Each distinct line is read once, all in one text; where that is not enough (another script, an escape) it is read closely.
Where two lines meet, something can only be found if a long value goes across, if something stands near, or if there is an
escape: everything else is passed over.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from hearingsite.guard.alike import MANY
from hearingsite.guard.decode import ESCAPE_SIGNS
from hearingsite.guard.edges import Edges
from hearingsite.guard.finding import BREAK, NONES, Finding, Whose
from hearingsite.guard.fold import fold_text
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.scripts import OTHER_SIGNS

_REMEMBERED: Final = 400_000  # lines; more are forgotten all at once
_HYPHENS: Final = "-\u2010\u00ad"
_MOST_HYPHENS: Final = 1000  # lines that are read at once
_APART: Final = f"\n{BREAK}\n"

Pair = tuple[int, int]  # which run of lines, and which of its lines: it and the one before it


class Screen:
    """Remembers distinct lines: whose is what stands in them, and which may matter to the line before or after.

    Keys of lines are Python's own hashes, which are seeded anew in every process and take less memory than lines.
    """

    def __init__(self, matcher: Matcher) -> None:
        """Take what knows all people."""
        self._matcher = matcher
        self._seen: set[int] = set()
        self._whose: dict[str, Whose] = {}  # of lines in which something counts somewhere
        self._edges = Edges(matcher.terms.beside, matcher.goes_with)

    def doubtful(self, runs: Sequence[Sequence[str]]) -> dict[Pair, Whose]:
        """Give the pairs of lines in whose second, or where both meet, something counts, and the hearings in which it does."""
        if self._matcher.is_empty:
            return {}
        lines = set().union(*runs)
        if len(self._seen) > _REMEMBERED:  # now, for lines of these runs must be learnt once more too
            self._seen.clear()
            self._whose.clear()
        seen = self._seen
        foreign = {line: fold_text(line) for line in lines if not line.isascii()}
        self._learn([line for line in lines if line and hash(line) not in seen], foreign)
        joints = set(self._across(runs, foreign))
        if not self._edges.have_none_of(lines):
            joints.update(self._near(runs))
        if not joints and lines.isdisjoint(self._whose):
            return {}
        across = self._matcher.whose((), {(runs[run][place - 1], runs[run][place]) for run, place in joints})
        found: dict[Pair, Whose] = {}
        for run, several in enumerate(runs):
            for place, pair in enumerate(pairwise(several), 1):
                whose = self._whose.get(pair[1], NONES)
                if (run, place) in joints:
                    whose = joined(whose, across[pair])
                if whose is None or whose:
                    found[run, place] = whose
        return found

    def _learn(self, fresh: Sequence[str], foreign: Mapping[str, str]) -> None:
        """Read lines that were never seen before; those outside ASCII are given folded."""
        self._seen.update(map(hash, fresh))
        unsure = {line for line in fresh if BREAK in line}
        texts = [line for line in fresh if line not in unsure]
        unsure.update(line for line in texts if not line.isascii() and OTHER_SIGNS.search(line))
        folded = [foreign.get(line, line) for line in texts]
        text = BREAK.join(folded)
        starts = [0, *accumulate(len(part) + 1 for part in folded)]
        look = self._matcher.look(text)
        unsure.update(texts[bisect_right(starts, one.start()) - 1] for one in ESCAPE_SIGNS.finditer(text))
        in_lines: dict[int, list[Finding]] = {}
        for one in look.found:
            in_lines.setdefault(bisect_right(starts, one.start) - 1, []).append(one)
        for which, findings in in_lines.items():
            self._remember(texts[which], self._matcher.whose_of(findings))
            if len(findings) >= MANY and texts[which] is folded[which] and texts[which] not in unsure:
                self._matcher.keep(
                    texts[which], (one.at(one.start - starts[which], one.end - starts[which]) for one in findings)
                )
        self._edges.note_spans(texts, starts, look.spans)
        self._edges.note_names(texts, text, starts, look.names)
        self._edges.note_numbers(texts, text, starts, look.numbers)
        self._edges.note_parts(texts, text, starts, look.parts)
        for line, whose in self._matcher.whose(unsure, ()).items():
            self._remember(str(line), whose)
        self._edges.note(unsure)
        # Of an escaped line end, and of a word with a hyphen there, unless nearly all lines have one.
        self._edges.note_open(line for line in texts if line[-1] == "=")
        hyphened = [line for line in texts if line[-1] in _HYPHENS]
        self._edges.note_open(hyphened if len(hyphened) <= _MOST_HYPHENS else sorted(hyphened)[:_MOST_HYPHENS])

    def _remember(self, line: str, whose: Whose) -> None:
        if whose is None or whose:
            self._whose[line] = whose

    def _near(self, runs: Sequence[Sequence[str]]) -> Iterator[Pair]:
        """The pairs with something that stands where they meet."""
        for run, lines in enumerate(runs):
            for place, (before, line) in enumerate(pairwise(lines), 1):
                if self._edges.may_meet(before, line):
                    yield run, place

    def _across(self, runs: Sequence[Sequence[str]], foreign: Mapping[str, str]) -> Iterator[Pair]:
        """The pairs across whose meeting a long value may go."""
        several = [(run, lines) for run, lines in enumerate(runs) if len(lines) > 2 or lines[0]]  # noqa: PLR2004 -- an empty one and one
        text = _APART.join("\n".join([foreign.get(line, line) for line in lines]) for _, lines in several)
        places: list[Pair] = []
        for first, last in self._matcher.lines_across(text):
            if not places:
                places = [(run, place) for run, lines in several for place in range(len(lines) + 1)]
            yield from (places[place] for place in range(first + 1, last + 1))


def joined(one: Whose, other: Whose) -> Whose:
    """The hearings of either."""
    return None if one is None or other is None else one | other
