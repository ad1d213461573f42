"""The parts of a list page that belong to one hearing: a row, an item, an article, a section."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Final

from hearingsite.guard.extract.passage import records_linked

_MARKS: Final = re.compile(
    r"""<(?P<end>/?)(?P<tag>li|article|tr|section|ul|ol|table)\b|=\s*["']?(?P<link>[^\s"'<>]*/hearings/[^\s"'<>]+)""",
    re.IGNORECASE,
)
_AROUND: Final = frozenset({"ul", "ol", "table"})
_MAY_STAY_OPEN: Final = frozenset({"li", "tr"})

Fragment = tuple[int, int, str]


def find_fragments(text: str) -> list[Fragment]:
    """Give start, end and reference of every part all of whose links to hearings lead to the same one."""
    if "/hearings/" not in text:
        return []
    reader = _Reader()
    for mark in _MARKS.finditer(text):
        reader.meet(mark)
    while reader.stack:
        reader.close(len(text))
    return reader.found


class Owners:
    """Tells to which hearings a stretch of a page belongs, by the parts that it meets."""

    def __init__(self, fragments: Iterable[Fragment]) -> None:
        """Cut the page where a part begins or ends: parts within one another are of the same hearing."""
        cuts: dict[int, Counter[str]] = {}
        for start, end, reference in fragments:
            cuts.setdefault(start, Counter())[reference] += 1
            cuts.setdefault(end, Counter())[reference] -= 1
        self._starts: list[int] = []
        self._references: list[frozenset[str]] = []
        around: Counter[str] = Counter()
        for at in sorted(cuts):
            around.update(cuts[at])
            around = +around
            self._starts.append(at)
            self._references.append(frozenset(around))

    def of(self, first: int, end: int) -> frozenset[str]:
        """The hearings of what stands from `first` to before `end`."""
        begin = max(0, bisect_right(self._starts, first) - 1)
        return frozenset().union(*self._references[begin : bisect_left(self._starts, end)])


class _Reader:
    """The elements that are open: tag, start, the hearings to which they link."""

    def __init__(self) -> None:
        self.found: list[Fragment] = []
        self.stack: list[tuple[str, int, set[str]]] = []

    def meet(self, mark: re.Match[str]) -> None:
        if mark["link"]:
            if self.stack:
                self.stack[-1][2].update(records_linked(mark["link"]))
            return
        tag = mark["tag"].lower()
        if not mark["end"]:
            if tag in _MAY_STAY_OPEN and self.stack and self.stack[-1][0] == tag:
                self.close(mark.start())
            self.stack.append((tag, mark.start(), set()))
        elif any(open_tag == tag for open_tag, _, _ in self.stack):
            while self.stack[-1][0] != tag:
                self.close(mark.start())
            self.close(mark.end())

    def close(self, at: int) -> None:
        """Close the innermost element; what it links to, the one around it links to as well."""
        tag, start, references = self.stack.pop()
        if len(references) == 1 and tag not in _AROUND:
            self.found.append((start, at, next(iter(references))))
        if self.stack:
            self.stack[-1][2].update(references)
