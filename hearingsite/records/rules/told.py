"""The texts of a record in one language as one long text, with the way back: looking once is cheaper than once a text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.passages import Passage
from hearingsite.records.rules.capitals import words_of
from hearingsite.records.rules.digits import find_numbers, kinds_of_numbers, type_kind
from hearingsite.records.rules.traces import find_traces
from hearingsite.vocabulary.codes import Language

_BETWEEN: Final = "\n\n"  # a paragraph ends, so that no sentence runs from one text into the next
_WRAP: Final = later(r"\n(?=[a-z])(?<!\n\n)")  # a line that goes on below; a heading or a list item is no such line
_OF_EARLIER_TEXTS: Final = (("changes",), ("takedown",))


class Told:
    """All texts of one language, a blank line behind each, lines that go on below put in one; `lowered` is as long."""

    def __init__(self, passages: list[Passage], lang: Language) -> None:
        """Join the texts."""
        self.lang = lang
        self._passages = passages
        self._starts: list[int] = []
        start = 0
        for passage in passages:
            self._starts.append(start)
            start += len(passage.text) + len(_BETWEEN)
        self.text = _WRAP.sub(" ", "".join([passage.text + _BETWEEN for passage in passages]))
        lowered = self.text.lower()
        self.lowered = lowered if len(lowered) == len(self.text) else "".join(map(_lower, self.text))

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)

    @cached_property
    def kinds_of_numbers(self) -> frozenset[type_kind]:
        """Which kinds of numbers the text may have."""
        return kinds_of_numbers(self.text, self._numbers)

    @cached_property
    def _numbers(self) -> list[tuple[int, int]]:
        return find_numbers(self.text)

    def with_numbers(self) -> Iterator[tuple[Passage, list[int]]]:
        """Yield the texts that have digits, each with the places where rows of them begin."""
        for number, found in groupby(self._numbers, lambda one: self._number(one[0])):
            yield self._passages[number], [start - self._starts[number] for start, _ in found]

    @cached_property
    def words_with_capital(self) -> frozenset[str]:
        """Every word that begins with a capital, once."""
        return frozenset(words_of(self.text).findall(self.text))

    @cached_property
    def traces(self) -> frozenset[str]:
        """Which of the words that rules are after stand in the text."""
        return find_traces(self.text)

    def at(self, code: str, offset: int, message: str, hint: str) -> Diagnostic:
        """Make a finding at a character."""
        number = self._number(offset)
        return self._passages[number].at(code, offset - self._starts[number], message, hint)

    def is_of_earlier_text(self, offset: int) -> bool:
        """Whether a character belongs to a text that tells what a page said before: a correction, a takedown."""
        return self._passages[self._number(offset)].path[:1] in _OF_EARLIER_TEXTS

    def is_of_notice(self, offset: int) -> bool:
        """Whether a character belongs to the text of the notice."""
        return self._passages[self._number(offset)].path[:1] == ("notice",)

    def _number(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _lower(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def find_all(text: str, words: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Find every place of each of some words."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at, word
            at = text.find(word, at + 1)
