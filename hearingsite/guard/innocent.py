"""Declared people and published contacts: what coincides with them is no leak."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import accumulate, dropwhile, islice
from typing import Final, NamedTuple

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.declared import Declared
from hearingsite.guard.finding import Hit
from hearingsite.guard.fold import fold, fold_value

_AROUND: Final = 80  # signs around a hit in which a declared value is looked for
_TOGETHER: Final = 2000  # signs in which several hits are looked at together
_WIDEST: Final = 3  # signs between two of its words
_START: Final = 3  # letters of a word by which it is looked up
_WORDS: Final = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")  # an apostrophe joins, but in front of what is owned
_RANK_WORDS: Final = lexicon.listed("rank-words")
_BEFORE_NAMES: Final = lexicon.TITLES | lexicon.RANKS | _RANK_WORDS
_CIVIL: Final = ("surname", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "judge", "lord", "lady", "professor")

Span = tuple[int, int]
# Tells which texts of what is declared may be somebody's on the list.
Doubtful = Callable[[Sequence[Declared]], set[str]]
# Tells whom a first name or an initial and a family name call who is on the list.
Calls = Callable[[str, str], Collection[int]]


def _forms(words: tuple[str, ...], calls: Calls, *, person: bool) -> set[tuple[str, ...]]:
    """How a declared value may be written: a person also with a title, in reversed order, with an initial of nobody else."""
    names = _names(words)
    forms = {words, names} - {()}
    if person and len(names) > 1 and not any(name.isdigit() for name in names):
        last = names[-1]
        rank = words[: words.index(names[0])]
        forms |= {(title, last) for title in _CIVIL} | {(last, *names[:-1])}
        if not calls(names[0][0], last):
            forms.add((names[0][0], last))
        for at in range(len(rank)):
            short = ("".join(word[0] for word in rank[at:]),) if len(rank) - at > 1 else ()
            forms |= {(*rank[at:], last), (*short, last)} - {(last,)}
    return forms


def _words(value: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(fold_value(value).replace("'", "").lower()))


def _names(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _BEFORE_NAMES)


class _Table(Struct, frozen=True):
    """Where declared values may be cut, how they begin, and `whole` names as they are declared, first name first."""

    cuts: dict[str, list[frozenset[int]]]
    beginnings: set[str]
    whole: dict[str, set[int]]
    numbers: set[int]  # how many figures values have that are numbers

    def may_begin(self, letters: str) -> bool:
        """Whether some letters may begin a value; a number may be cut anywhere."""
        return letters in self.beginnings or (letters.isdigit() and len(letters) <= max(self.numbers, default=0))

    def add(self, value: str, calls: Calls) -> None:
        """Add a value in every form in which it may be written."""
        words = _words(value)
        for form in _forms(words, calls, person="@" not in value) if words else ():
            letters = "".join(form)
            self.cuts.setdefault(letters, []).append(frozenset(accumulate(map(len, form))))
            if letters.isdigit():
                self.numbers.add(len(letters))
            self.beginnings.update(accumulate(form))
        self.add_whole(words)

    def add_whole(self, words: tuple[str, ...]) -> None:
        """Add a name that may stand beside others."""
        names = tuple(dropwhile(_BEFORE_NAMES.__contains__, words))
        if len(names) > 1 and not any(name.isdigit() for name in names):
            self.beginnings.update(accumulate(names))
            self.whole["".join(names)] = set(accumulate(map(len, names)))


class Innocent:
    """The values that are let through.

    A value is known by its letters without what stands between its words, and by where it may be cut: a look into a table
    takes the same time for ten declared people as for ten thousand, which one expression of all of them does not.
    """

    def __init__(
        self, declared: Sequence[Declared], doubtful: Doubtful, calls: Calls, elsewhere: Iterable[str] = ()
    ) -> None:
        """Let through what is `declared`, but what is `doubtful`, and declared names with a title.

        Names that are public `elsewhere` alone let nobody through who is called so, but whom they make with their
        neighbours.
        """
        self._declared, self._doubtful, self._calls, self._elsewhere = declared, doubtful, calls, tuple(elsewhere)
        self._table = _Table(cuts={}, beginnings=set(), whole={}, numbers=set())
        self._held: set[frozenset[str]] = set()  # the words of declared names that may be somebody's on the list

    @cached_property
    def _waiting(self) -> dict[str, dict[str, list[tuple[str, list[Declared]]]]]:
        """What is not in the table yet, by the first letters and the letters of the word that stands in each form of it.

        To tell who is doubtful and to write all forms took half a second for 4,000 people, and hits have to do with few
        of them; so it is made when a first hit is found, and a build after an edit often has none.
        """
        by_text: dict[str, list[Declared]] = {}
        for one in self._declared:
            by_text.setdefault(one.text, []).append(one)
        waiting: dict[str, dict[str, list[tuple[str, list[Declared]]]]] = {}
        for text, several in by_text.items():
            names = _names(_words(text))
            always = names[-1] if names and "@" not in text and not any(name.isdigit() for name in names) else ""
            waiting.setdefault(always[:_START], {}).setdefault(always, []).append((text, several))
        for name in self._elsewhere:
            self._table.add_whole(_words(name))
        return waiting

    def _admit(self, letters: str) -> None:
        """Put into the table whoever may stand in a text of which these are all letters and figures."""
        if not self._waiting:
            return
        starts = {letters[at : at + length] for length in range(_START + 1) for at in range(len(letters) + 1 - length)}
        admitted: list[tuple[str, list[Declared]]] = []
        for start in self._waiting.keys() & starts:
            words = self._waiting[start]
            for word in [word for word in words if word in letters]:
                admitted += words.pop(word)
            if not words:
                del self._waiting[start]
        if admitted:
            doubtful = self._doubtful([one for _, several in admitted for one in several])
            for text, _ in admitted:
                if text not in doubtful:
                    self._table.add(text, self._calls)
                else:
                    self._held.add(frozenset(_names(_words(text))))

    def without(self, text: str, hits: Iterable[Hit]) -> list[Hit]:
        """The hits that no declared value covers."""
        hits = list(hits)
        covered: set[Span] = set()
        for stretch, spans in self._stretches(text, sorted({(hit.start, hit.end) for hit in hits})):
            covered.update(span for span in spans if stretch.covers(*span))
        return [hit for hit in hits if (hit.start, hit.end) not in covered]

    def is_held(self, shown: str) -> bool:
        """Whether what was found is of a declared name that is not let through, because it may be somebody's on the list."""
        words = frozenset(_names(_words(shown))) - {"s"}
        return bool(words) and any(words <= held for held in self._held)

    def are_two(self, text: str, first: int, end: int) -> bool:
        """Whether what stands in a text from `first` to before `end` is of several whole names that follow each other."""
        return any(stretch.covers(first, end, as_one=False) for stretch, _ in self._stretches(text, [(first, end)]))

    def _stretches(self, text: str, spans: Sequence[Span]) -> Iterator[tuple["_Stretch", Sequence[Span]]]:
        """What stands around some places of a text, which are in order: near ones are read together."""
        at = 0
        while at < len(spans):
            start = max(0, spans[at][0] - _AROUND)
            near = spans[at : bisect_left(spans, (spans[at][0] + _TOGETHER, 0), at + 1)]
            stretch = _Stretch(text[start : max(end for _, end in near) + _AROUND], start, self._table)
            self._admit(stretch.letters)
            yield stretch, near
            at += len(near)


class _Stretch:
    """A part of a text around some hits, in which words and the declared values that begin with them are read once."""

    def __init__(self, text: str, start: int, table: _Table) -> None:
        """Read a part that stands from `start` on; what it is asked for is in the table before."""
        self._start, self._table = start, table
        self._around = fold(text)
        self._text = self._around.text.lower()
        self._spans = [found.span() for found in _WORDS.finditer(self._text)]
        self._words = [self._text[begin:end].replace("'", "") for begin, end in self._spans]
        self._places = [start + self._around.span(begin, begin + 1)[0] for begin, _ in self._spans]
        self._values: dict[int, list[_Value]] = {}

    @property
    def letters(self) -> str:
        """All letters and figures."""
        return "".join(self._words)

    @cached_property
    def _beginnings(self) -> list[int]:
        """The words with which a declared value may begin."""
        return [at for at, word in enumerate(self._words) if self._table.may_begin(word)]

    def covers(self, first: int, end: int, *, as_one: bool = True) -> bool:
        """Whether a declared value stands around a hit (`as_one`), or whole ones that follow each other do."""
        nearest, behind = bisect_left(self._places, first - _AROUND), bisect_right(self._places, first)
        waiting = self._beginnings[bisect_left(self._beginnings, nearest) : bisect_left(self._beginnings, behind)]
        goes_on: set[int] = set()  # the words before which a whole value ends that covers the beginning
        while waiting:
            at = heappop(waiting)
            if at in goes_on and at < len(self._words) and self._words[at] in _BEFORE_NAMES:
                _add(at + 1, goes_on, waiting)
            for value in self._begun(at):
                if value.end > end + _AROUND:
                    continue
                is_around = (as_one and value.is_declared and at < behind) or (value.is_whole and at in goes_on)
                if is_around and end <= value.end:
                    return True
                if value.is_whole and first < value.end < end:
                    _add(at + value.words, goes_on, waiting)
        return False

    def _begun(self, at: int) -> list["_Value"]:
        """The declared values that begin with a word."""
        values = self._values.get(at)
        if values is None:
            values = self._values[at] = list(self._read(at)) if at < len(self._words) else []
        return values

    def _read(self, at: int) -> Iterator["_Value"]:
        text, table, before = self._text, self._table, self._spans[at][0]
        if text.endswith("_", 0, before):
            return
        letters, cuts, gap = "", set[int](), ""
        for count, (begin, end) in enumerate(islice(self._spans, at, None), 1):
            letters += self._words[at + count - 1]
            gap = max(gap, text[before:begin], key=len)
            if len(gap) > _WIDEST or not table.may_begin(letters):
                return
            cuts.add(len(letters))
            before = end
            is_number = letters.isdigit() and len(gap) <= 1 and "_" not in gap  # which may be cut anywhere
            is_declared = any(is_number or whole >= cuts for whole in table.cuts.get(letters, ()))
            is_whole = table.whole.get(letters) == cuts
            if not text.startswith("_", end) and (is_declared or is_whole):
                last = end + (is_number and end < len(text))
                ends_at = self._start + self._around.span(self._spans[at][0], last)[1]
                yield _Value(count, ends_at, is_declared, is_whole)


class _Value(NamedTuple):
    """A declared value in a text: of how many words, where it ends, whether it may stand alone, and whether it is a name."""

    words: int
    end: int
    is_declared: bool
    is_whole: bool


def _add(at: int, goes_on: set[int], waiting: list[int]) -> None:
    """Let a word be read of which another value may begin."""
    if at not in goes_on:
        goes_on.add(at)
        heappush(waiting, at)
