"""Many values looked for at once: first how they begin, by an automaton that is soon built, then the whole of them."""

from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from ahocorasick_rs import Implementation

T = TypeVar("T", str, bytes)

_FEW: Final = 100_000
_WHOLE: Final = 10_000  # values that are soon built in as they are: "force number" is not asked after at every "force"
_MUCH: Final = 8_000_000  # letters or bytes
_MANY: Final = 1_000  # beginnings that were met, from which on it pays to know more of each
_A_PART: Final = 3  # or this part of the number of values, if that is more: to learn it takes time for each of them
_BEGINNING: Final = 6  # letters or bytes; of longer ones there are many more, and an automaton takes its time to build
_LONG: Final = 12  # and many more that begin alike: most are common first names, each with many family names


class Automaton(Generic[T]):
    """Finds every place of every value: the time depends on the text, hardly on the number of values."""

    def __init__(self, make: Callable[..., Any], values: Collection[T]) -> None:
        """Take one of the automata of ahocorasick_rs, for text or bytes, and the values, none of them empty."""
        self._values: frozenset[T] = frozenset(values)
        self._lengths = sorted(length for length in set(map(len, values)) if length >= _BEGINNING)
        self._make = make
        are_whole = len(self._values) <= _WHOLE
        self._beginnings: list[T] = list(self._values if are_whole else {value[:_BEGINNING] for value in values})
        self._begins = not are_whole
        self._automaton = make(self._beginnings, implementation=Implementation.ContiguousNFA) if values else None
        self._met = self._read = 0

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._automaton is not None

    def find(self, text: T) -> Iterator[tuple[T, int, int]]:
        """Yield every value in a text, with its start and its end; they may overlap."""
        if self._automaton is None:
            return
        size = len(text)
        self._count(size)
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if not self._begins:
            yield from ((text[start:end], start, end) for _, start, end in matches)
            return
        many = max(_MANY, len(self._values) // _A_PART)
        for which, start, begun in matches:
            if begun - start < _BEGINNING:
                yield text[start:begun], start, begun
                continue
            self._met += 1
            if self._met <= many:
                lengths = self._lengths
            else:
                lengths = self._short[which]
                if which in self._begin_long and (long := self._long.get(text[start : start + _LONG])):
                    lengths = lengths + long
            for length in lengths:
                end = start + length
                if end <= size and (value := text[start:end]) in self._values:
                    yield value, start, end

    def _count(self, size: int) -> None:
        """Count what is read: the kind of automaton that reads twice as fast takes three times as long to build."""
        if self._read < _MUCH <= self._read + size and len(self._beginnings) < _FEW:
            self._automaton = self._make(self._beginnings, implementation=Implementation.DFA)
        self._read += size

    @cached_property
    def _short(self) -> list[list[int]]:
        """How long the values are that are not long, by the number of how they begin."""
        known = _lengths_by(_BEGINNING, [value for value in self._values if len(value) < _LONG])
        return [known.get(beginning, []) for beginning in self._beginnings]

    @cached_property
    def _long(self) -> dict[T, list[int]]:
        """How long the others are, by their first letters."""
        return _lengths_by(_LONG, [value for value in self._values if len(value) >= _LONG])

    @cached_property
    def _begin_long(self) -> frozenset[int]:
        """The numbers of how those begin."""
        begin = {value[:_BEGINNING] for value in self._long}
        return frozenset(number for number, beginning in enumerate(self._beginnings) if beginning in begin)


def _lengths_by(letters: int, values: Collection[T]) -> dict[T, list[int]]:
    """How long values are, by so many of their first letters."""
    lengths: dict[T, list[int]] = {}
    for beginning, length in {(value[:letters], len(value)) for value in values}:
        lengths.setdefault(beginning, []).append(length)
    for several in lengths.values():
        several.sort()
    return lengths
