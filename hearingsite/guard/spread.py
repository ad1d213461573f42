"""Words of which every letter stands by itself: "P C  2 7 6 4", "R.e.b.e.c.c.a", closed up and read again."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from string import ascii_letters
from typing import Final

from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.fold import Mapped, replaced

_BETWEEN: Final = " ."
# A letter, figure or other sign is "a", what stands between two of them a blank; nothing goes over a line end.
_SHAPES: Final = bytes(
    0x20 if chr(code) in _BETWEEN else 0 if chr(code) in f"{BREAK}\n" else 0x61 for code in range(256)
)
_SHAPE: Final = b" a a a a"
_RUN: Final = re.compile(
    rf"(?<![^{_BETWEEN}{BREAK}\n])[^{_BETWEEN}{BREAK}\n](?:[{_BETWEEN}]{{1,5}}[^{_BETWEEN}{BREAK}\n](?![^{_BETWEEN}{BREAK}\n])){{4,120}}"
)
_GAP: Final = re.compile(rf"[{_BETWEEN}]+")
_EDGE: Final = re.compile(rf"[{BREAK}\n]")
_LEAST_LETTERS: Final = 2  # figures alone are of a table, or found as numbers are, but for those of a date
_LETTERS: Final = frozenset(ascii_letters) - {"a", "A", "I"}
_BACK: Final = 24  # signs before the first four single ones in which others may stand
_AROUND: Final = 48  # signs on either side that say what is meant
_LONGEST: Final = 700
HOW: Final = "spaced out"


class Spread:
    """Closes spaced words up, and gives them to whoever reads texts."""

    def __init__(self, read: Callable[[str], Iterable[Finding]]) -> None:
        """Take what reads a folded text."""
        self._read = read
        self._known: dict[str, list[Finding]] = {}

    def find(self, text: str, pieces: set[str]) -> Iterator[Finding]:
        """What the spaced words of a folded text say that are closed up; single letters in it are among its `pieces`."""
        if len(pieces & _LETTERS) < _LEAST_LETTERS and "/" not in pieces:
            return
        shape = text.encode("ascii", "replace").translate(_SHAPES)
        at = shape.find(_SHAPE)
        while at >= 0:
            run = next(_RUN.finditer(text, max(0, at - _BACK), at + _LONGEST), None)
            while run is not None and run.end() <= at:
                run = _RUN.search(text, run.end(), at + _LONGEST)
            if run is not None and (sum(map(str.isalpha, run.group())) >= _LEAST_LETTERS or "/" in run.group()):
                yield from self._closed(text, *run.span())
            at = shape.find(_SHAPE, max(at + len(_SHAPE), run.end() if run else 0))

    def _closed(self, text: str, start: int, end: int) -> Iterator[Finding]:
        before = _EDGE.split(text[max(0, start - _AROUND) : start])[-1]
        first = start - len(before)
        around = before + text[start:end] + _EDGE.split(text[end : end + _AROUND])[0]
        findings = self._known.get(around)
        if findings is None:
            whole = closed(around, start - first, end - first)
            findings = self._known[around] = [
                one.at(*whole.span(one.start, one.end), HOW)
                for one in self._read(whole.text)
                if _meet(whole.span(one.start, one.end), (start - first, end - first))
            ]
        yield from (one.at(first + one.start, first + one.end) for one in findings)


def closed(text: str, start: int, end: int) -> Mapped:
    """A text with the single letters from `start` to before `end` closed up to words: a wider gap parts two of these."""
    gaps = list(_GAP.finditer(text, start, end))
    usual = Counter(gap.group() for gap in gaps).most_common(1)[0][0]
    pieces = [(*gap.span(), "" if gap.group() == usual else _part(gap.group(), usual)) for gap in gaps]
    return replaced(text, pieces)


def _part(gap: str, usual: str) -> str:
    """What stands between two words, without what stands between two letters."""
    return gap.removeprefix(usual).removesuffix(usual) or " "


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
