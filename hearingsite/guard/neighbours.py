"""The words that stand around a word of a text."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from hearingsite.guard.finding import BREAK
from hearingsite.guard.sentence import WORD, Seen

_AROUND: Final = 64  # signs around a word in which its neighbours stand
_BEFORE: Final = 4  # words before it that anybody asks for, and one that may be torn
_BEHIND: Final = 4  # of them behind it, of which nobody asks for the last
_DENSE: Final = 400  # signs of a text for each word that is asked for, up to which all its words are read at once


class Neighbours:
    """Finds them in a folded text, of which `asked` words are asked for."""

    def __init__(self, text: str, asked: int) -> None:
        """Take the text; if many words are asked for, it is gone through once."""
        self._text = text
        self._is_dense = asked * _DENSE > len(text)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [found.span() for found in WORD.finditer(self._text)]

    def of(self, start: int, word: str) -> tuple[list[Seen], int]:
        """The neighbours of the word that stands at `start`, itself among them, and which of them it is."""
        text = self._text
        first = max(0, start - _AROUND)
        first = max(first, text.rfind(BREAK, first, start) + 1)
        bound = start + len(word) + _AROUND
        last = text.find(BREAK, start, bound)
        spans, at = self._near(first, start)
        seen: list[Seen] = []
        for begin, end in spans:
            if begin >= (bound if last < 0 else last):
                break
            seen.append(Seen(text[begin:end], begin, end))
        return seen, at

    def _near(self, first: int, start: int) -> tuple[Sequence[tuple[int, int]], int]:
        """Where the words stand around the one at `start`, none of which begins before `first`, and how many before it."""
        if self._is_dense:
            at = bisect_left(self._spans, (start, 0))
            begin = max(at - _BEFORE, bisect_left(self._spans, (first, 0), max(0, at - _BEFORE), at))
            return self._spans[begin : at + 1 + _BEHIND], at - begin
        before = [one.span() for one in deque(WORD.finditer(self._text, first, start), _BEFORE)]
        if before and goes_on(self._text[max(0, before[0][0] - 2) : before[0][0]][::-1]):
            del before[0]  # the end of a word that begins before
        behind: Iterator[tuple[int, int]] = (one.span() for one in WORD.finditer(self._text, start))
        return [*before, *islice(behind, 1 + _BEHIND)], len(before)


def goes_on(signs: str) -> bool:
    """Whether a word goes on with these signs, read away from it."""
    return signs[:1].isalnum() or (signs[:1] == "'" and signs[1:].isalnum())
