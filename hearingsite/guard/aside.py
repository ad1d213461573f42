"""Parts of a text that are read once more in another way, all together, with the way back to where they stood."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.fold import Mapped

_EDGE: Final = re.compile(rf"[{BREAK}\n]")

Span = tuple[int, int]


class Aside:
    """Reads what stands around some places of a text, on their own lines, as somebody writes it anew."""

    def __init__(self, read: Callable[[str], Iterable[Finding]], around: int) -> None:
        """Take what reads a folded text, and how many signs on either side say what is meant."""
        self._read = read
        self._around = around
        self._is_reading = False

    def read(self, text: str, spans: Sequence[Span], anew: Callable[[str, Sequence[Span]], Mapped]) -> list[Finding]:
        """What is found at spans of a folded text, which rise; `anew` writes a part of it with its spans in another way.

        What is found there is not written anew once more.
        """
        if self._is_reading or not spans:
            return []
        parts = list(self._parts(text, spans))
        written = [
            anew(text[first:last], [(start - first, end - first) for start, end in inner])
            for first, last, inner in parts
        ]
        starts = [0, *accumulate(len(one.text) + 1 for one in written)]
        self._is_reading = True
        try:
            found = list(self._read(BREAK.join(one.text for one in written)))
        finally:
            self._is_reading = False
        several: list[Finding] = []
        for one in found:
            which = bisect_right(starts, one.start) - 1
            first, _, inner = parts[which]
            start, end = written[which].span(one.start - starts[which], one.end - starts[which])
            before = bisect_right(inner, (first + end,)) - 1  # the last span that begins before it ends
            if before >= 0 and first + start < inner[before][1]:
                several.append(one.at(first + start, first + end))
        return several

    def _parts(self, text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, list[Span]]]:
        """The parts of a text around some spans; those of spans that stand near each other on a line are one."""
        now: tuple[int, int, list[Span]] | None = None
        for start, end in spans:
            first = start - len(_EDGE.split(text[max(0, start - self._around) : start])[-1])
            last = end + len(_EDGE.split(text[end : end + self._around])[0])
            if now is not None and first <= now[1]:
                now[2].append((start, end))
                now = now[0], max(now[1], last), now[2]
                continue
            if now is not None:
                yield now
            now = first, last, [(start, end)]
        if now is not None:
            yield now
