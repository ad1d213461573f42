"""Declared people and published contacts: what coincides with them is no leak."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, dropwhile
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.declared import Declared
from hearingsite.guard.finding import Hit
from hearingsite.guard.fold import fold, fold_value

_AROUND: Final = 80  # signs around a hit in which a declared value is looked for
_WIDEST: Final = 3  # signs between two of its words
_START: Final = 3  # letters of a word by which it is looked up
_WORDS: Final = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")  # an apostrophe joins, but in front of what is owned
_RANK_WORDS: Final = lexicon.listed("rank-words")
_BEFORE_NAMES: Final = lexicon.TITLES | lexicon.RANKS | _RANK_WORDS
_CIVIL: Final = ("surname", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "judge", "lord", "lady", "professor")

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

    def add(self, value: str, calls: Calls) -> None:
        """Add a value in every form in which it may be written."""
        words = _words(value)
        for form in _forms(words, calls, person="@" not in value) if words else ():
            self.cuts.setdefault("".join(form), []).append(frozenset(accumulate(map(len, form))))
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
        self._table = _Table(cuts={}, beginnings=set(), whole={})

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

    def without(self, text: str, hits: Iterable[Hit]) -> list[Hit]:
        """The hits that no declared value covers."""
        hits = list(hits)
        covered = {span for span in {(hit.start, hit.end) for hit in hits} if self._covers(text, *span)}
        return [hit for hit in hits if (hit.start, hit.end) not in covered]

    def are_two(self, text: str, first: int, end: int) -> bool:
        """Whether what stands in a text from `first` to before `end` is of several whole names that follow each other."""
        return self._covers(text, first, end, as_one=False)

    def _covers(self, text: str, first: int, end: int, *, as_one: bool = True) -> bool:
        """Whether a declared value stands around a hit (`as_one`), or whole ones that follow each other do."""
        start = max(0, first - _AROUND)
        around = fold(text[start : end + _AROUND])
        hidden = around.text.lower()
        words = [found.span() for found in _WORDS.finditer(hidden)]
        self._admit("".join(hidden[begin:last] for begin, last in words).replace("'", ""))
        goes_on: set[int] = set()  # the words before which a whole value ends that covers the beginning
        for place, (begin, last) in enumerate(words):
            word = hidden[begin:last].replace("'", "")
            if word not in self._table.beginnings and not word.isdigit() and place not in goes_on:
                continue
            is_before = start + around.span(begin, begin + 1)[0] <= first
            if not is_before and not goes_on:
                return False
            if not is_before and place not in goes_on:
                continue
            if place in goes_on and word in _BEFORE_NAMES:
                goes_on.add(place + 1)
            for count, stop, is_declared, is_whole in self._ends(hidden, words[place:]):
                ends_at = start + around.span(begin, stop)[1]
                if end <= ends_at and ((as_one and is_declared and is_before) or (is_whole and place in goes_on)):
                    return True
                if is_whole and first < ends_at < end:
                    goes_on.add(place + count)
        return False

    def _ends(self, text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool, bool]]:
        """Values that begin with the first of some words: of how many words, where they end, whether declared, and whole."""
        if text.endswith("_", 0, words[0][0]):
            return
        letters, cuts, gap, before = "", set[int](), "", words[0][0]
        for count, (begin, end) in enumerate(words, 1):
            letters += text[begin:end].replace("'", "")
            gap = max(gap, text[before:begin], key=len)
            if len(gap) > _WIDEST or not (letters in self._table.beginnings or letters.isdigit()):
                return
            cuts.add(len(letters))
            before = end
            is_number = letters.isdigit() and len(gap) <= 1 and "_" not in gap  # which may be cut anywhere
            known = self._table.cuts.get(letters, ())
            is_declared = any(is_number or whole >= cuts for whole in known)
            is_whole = self._table.whole.get(letters) == cuts
            if not text.startswith("_", end) and (is_declared or is_whole):
                yield count, end + (is_number and end < len(text)), is_declared, is_whole
