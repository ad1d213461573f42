"""Words of which every letter stands by itself: "P C   2 7 6 4", "R.e.b.e.c.c.a", "R-e-b-e-c-c-a", closed up and read again."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from string import ascii_letters
from typing import Final

from hearingsite.guard.aside import Aside
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.fold import replaced

_BETWEEN: Final = " .-_"
# A letter, figure or other sign is "a", what stands between two of them a blank; nothing goes over a line end.
_SHAPES: Final = bytes(
    0x20 if chr(code) in _BETWEEN else 0 if chr(code) in f"{BREAK}\n" else 0x61 for code in range(256)
)
# What nobody sees between them leaves two blanks.
_SHAPES_OF_FOUR: Final = (b" a a a a", b"  a  a  a", b"   a   a   a")
_GAPS: Final = re.escape(_BETWEEN)
_SIGN: Final = rf"[^{_GAPS}{BREAK}\n]"
_RUN: Final = re.compile(rf"(?<![^{_GAPS}{BREAK}\n:=>(\"']){_SIGN}(?:[{_GAPS}]{{1,7}}{_SIGN}(?!{_SIGN})){{4,120}}")
_GAP: Final = re.compile(rf"[{_GAPS}]+")
_LEAST_LETTERS: Final = 2  # figures alone are of a table, or found as numbers are
_LETTERS: Final = frozenset(ascii_letters) - {"a", "A", "I"}
_BACK: Final = 24  # signs before the first four single ones in which others may stand
_AROUND: Final = 48  # signs on either side that say what is meant
_LONGEST: Final = 700
_LEAST_RUN: Final = 32  # signs within which the shortest run ends, and what stands behind it
HOW: Final = "spaced out"


class Spread:
    """Closes spaced words up, and gives them to whoever reads texts."""

    def __init__(self, read: Callable[[str], Iterable[Finding]]) -> None:
        """Take what reads a folded text."""
        self._aside = Aside(read, _AROUND)

    def find(self, text: str, pieces: set[str], words: set[str]) -> list[Finding]:
        """What the spaced words of a folded text say that are closed up.

        Single letters in it are among its `pieces`, those with a hyphen between them among its `words`.
        """
        if len(pieces & _LETTERS) < _LEAST_LETTERS and len(words & _LETTERS) < _LEAST_LETTERS:
            return []
        shape = text.encode("ascii", "replace").translate(_SHAPES)
        spans = {span for wanted in _SHAPES_OF_FOUR for span in _runs(text, shape, wanted)}
        found = self._aside.read(text, sorted(spans), lambda part, runs: replaced(part, _closed(part, runs)))
        return [one.at(one.start, one.end, HOW) for one in found]


def _runs(text: str, shape: bytes, wanted: bytes) -> Iterator[tuple[int, int]]:
    """Where single letters stand in a text in a row."""
    at = shape.find(wanted)
    begin = 0
    while at >= 0:
        begin = max(begin, at - _BACK)
        run = _RUN.search(text, begin, at + _LONGEST)
        while run is not None and run.end() <= at:
            run = _RUN.search(text, run.end(), at + _LONGEST)
        if run is not None and sum(map(str.isalpha, run.group())) >= _LEAST_LETTERS:
            yield run.span()
        if run is None:  # none begins up to here: a text may have many places that only look like one
            begin = max(begin, at + _LONGEST - _LEAST_RUN)
        at = shape.find(wanted, max(at + len(wanted), run.end() if run else 0))


def _closed(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """What stands instead of the gaps in runs of single letters: a wider gap parts two words."""
    for start, end in runs:
        gaps = list(_GAP.finditer(text, start, end))
        usual = Counter(gap.group() for gap in gaps).most_common(1)[0][0]
        yield from ((*gap.span(), "" if gap.group() == usual else _part(gap.group(), usual)) for gap in gaps)


def _part(gap: str, usual: str) -> str:
    """What stands between two words, without what stands between two letters."""
    return gap.removeprefix(usual).removesuffix(usual) or " "
