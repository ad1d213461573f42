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
_BEGINNING: Final = 6  # letters or bytes; of longer ones there are many more, and an automaton takes its time to build
_LONGER: Final = 8  # in a text most beginnings of 6 are of other words
_LONGEST: Final = 12  # and most of 8 are common first names of others


class Automaton(Generic[T]):
    """Finds every place of every value: the time depends on the text, hardly on the number of values."""

    def __init__(self, make: Callable[..., Any], values: Collection[T]) -> None:
        """Take one of the automata of ahocorasick_rs, for text or bytes, and the values, none of them empty."""
        self._values: frozenset[T] = frozenset(values)
        self._lengths = sorted(length for length in set(map(len, values)) if length >= _BEGINNING)
        self._short_lengths = [length for length in self._lengths if length < _LONGER]
        self._middle_lengths = [length for length in self._lengths if length < _LONGEST]
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
        for _, start, begun in matches:
            if begun - start < _BEGINNING:
                yield text[start:begun], start, begun
                continue
            self._met += 1
            if self._met <= _MANY:
                lengths = self._lengths
            elif text[start : start + _LONGER] not in self._longer:
                lengths = self._short_lengths
            else:
                lengths = self._middle_lengths + self._longest.get(text[start : start + _LONGEST], [])
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
    def _longer(self) -> frozenset[T]:
        return frozenset([value[:_LONGER] for value in self._values])

    @cached_property
    def _longest(self) -> dict[T, list[int]]:
        """How long the longest values are that begin in each way."""
        lengths: dict[T, set[int]] = {}
        for value in self._values:
            if len(value) >= _LONGEST:
                lengths.setdefault(value[:_LONGEST], set()).add(len(value))
        return {beginning: sorted(several) for beginning, several in lengths.items()}
