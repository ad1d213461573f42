"""Read folded texts: what stands in them that names somebody, whoever asks for it and wherever it is.

A text is read as words (verdicts, context), with its blanks dropped (squeeze) and for what is no word (patterns). Words and
runs of signs that were seen before cost a look into a table.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from hearingsite.guard.alike import MANY, Alike
from hearingsite.guard.automaton import Automaton
from hearingsite.guard.context import Context
from hearingsite.guard.decode import read_further, unpack
from hearingsite.guard.figures import Figures
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.fold import fold
from hearingsite.guard.halves import Halves
from hearingsite.guard.lost import Lost
from hearingsite.guard.memory import Silent
from hearingsite.guard.neighbours import Neighbours, goes_on
from hearingsite.guard.patterns import OFTEN_SPELT, Patterns
from hearingsite.guard.sentence import WORD, Seen
from hearingsite.guard.spread import Spread
from hearingsite.guard.squeeze import Squeezed
from hearingsite.guard.streets import Streets
from hearingsite.guard.terms import Terms
from hearingsite.guard.turned import Turned
from hearingsite.guard.verdicts import Mark, Verdicts

NO_BREAK: Final = "\x01"  # what a text has of BREAK's sign is a disguise like others
_FAR: Final = 96  # signs from a word up to which its neighbours stand, but for very long ones
_REACH: Final = 160  # signs around a word at which anybody looks who weighs it by its neighbours
_MANY: Final = 100  # words that are looked for one by one
_SHORTEST_RUN: Final = 8
_MOST_PACKED: Final = 200  # runs that say something of which what they say is decoded further: a page has a few
_PACKED: Final = "written as base64 or hexadecimal digits"
_OF_RUNS: Final = "+/_-="
# A piece is a word, a run, or several of either: each of both stands in one piece.
_PIECES: Final = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in f"{_OF_RUNS}'"}
_WORDS: Final = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
_RUNS: Final = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in _OF_RUNS}


class Reading(NamedTuple):
    """What stands in a text: what its words say, other things that are found, and words, each with its place.

    Of these, `joining` and `parts` may say more together with a word of the next line, but nothing else does that words
    say: on a large site every other name has a part that is somebody's, and reading lines together for these took a fifth
    of the search. Names are spelt with the `spelt` ones.
    """

    alone: list[Finding]
    others: list[Finding]
    joining: list[tuple[int, str]]
    parts: list[tuple[int, str]]
    spelt: list[tuple[int, str]]


class Reader:
    """Remembers what words and runs of signs say."""

    def __init__(self, terms: Terms, silent: Silent | None = None) -> None:
        """Take what is looked for, and what is known of words that say nothing of it."""
        self._silent = silent
        self._verdicts = Verdicts(terms)
        self._context = Context(terms)
        self._squeezed = Squeezed(terms)
        self._closer = [finder for finder in (Figures(terms), Streets(terms), Lost(terms), Halves(terms)) if finder]
        self._spread, self._turned = Spread(self.read), Turned(terms, self.read, self._verdicts.slipped)
        self._patterns = Patterns(terms, self.judge)
        self._alike, self._alike_parts = Alike(_REACH), Alike(_REACH)
        self._words: dict[str, tuple[Mark, ...]] = {}
        self._marked: set[str] = set()
        self._parts: dict[str, list[Figures | Streets | Lost | Halves]] = {}  # by words that may be parts of it
        self._partial: set[str] = set()  # the same words
        self._going_on: dict[str, list[Figures | Streets | Halves]] = {}  # what may go over a line end
        self._joining: set[str] = (
            set()
        )  # of these, those that a first name, a title or a word for a number may stand with
        self._from_end: set[str] = set()  # words that tell that a text is written backwards
        self._mute: set[str] = set()  # runs that say nothing
        self._innocent: set[str] = set()  # pieces of which no word and no run says anything

    def read(self, text: str) -> list[Finding]:
        """What stands in a folded text."""
        reading = self.read_apart(text)
        return reading.alone + reading.others

    def read_apart(self, text: str) -> Reading:
        """What stands in a folded text, and what may with the next line."""
        several = set(text.translate(_PIECES).split())
        pieces = several - self._innocent
        apart = " ".join(pieces)
        words = _distinct(apart if text.isascii() else text)
        for word in words.difference(self._words):
            self.judge(word)
        often, marked = words & OFTEN_SPELT, words & self._marked
        places = list(_all_places(text, marked))
        joining = [place for place in places if place[1] in self._joining]
        figures = set(filter(self.is_number, marked))
        alone = list(self._weighed(text, [place for place in places if place[1] not in figures]))
        numbers = self._weighed(text, [place for place in joining if place[1] in figures])
        others = [*self._squeezed.find(text), *self._patterns.find(text, is_spelt=bool(often)), *numbers]
        turned = words & self._from_end
        spread = self._spread.find(text, several, words)
        others += spread
        others += self._turned.find(text, _all_places(text, turned)) if turned else ()
        spelt = list(_all_places(text, often))
        parts = list(_all_places(text, words & self._partial))
        others += self._of_parts(text, parts)
        packed = self._unpacked(set(apart.translate(_RUNS).split()))
        for start, run in _all_places(text, packed):
            others += (one.at(start, start + len(run), _PACKED) for one in packed[run])
        speaking = marked.union(often, packed, turned, (word for _, word in parts))
        self._innocent |= {piece for piece in pieces - speaking if piece.isalnum()} if speaking or spread else pieces
        return Reading(alone, others, joining, [part for part in parts if part[1] in self._going_on], spelt)

    def families_of(self, word: str) -> list[str]:
        """The family names that a word may be which was read."""
        return [mark.token.text for mark in self._words[word] if mark.token.family]

    def is_number(self, word: str) -> bool:
        """Whether a word that was read may be somebody's number."""
        return any(mark.token.number for mark in self._words[word])

    def goes_with(self, word: str, before: str, after: str) -> bool:
        """Whether a word that was read may be a part of something that goes over a line end, between folded texts."""
        return any(finder.goes_with(word, before, after) for finder in self._going_on[word])

    def _weighed(self, text: str, places: Sequence[tuple[int, str]]) -> Iterator[Finding]:
        """What marked words say where they stand."""
        neighbours = Neighbours(text, len(places))
        if len(places) < MANY:
            for start, word in places:
                yield from self._weigh(text, word, *neighbours.of(start, word))
            return
        for start, word in places:
            end = start + len(word)
            key = self._alike.key(text, start, end, word)
            findings = self._alike.known(key, start)
            if findings is None:
                around, at = neighbours.of(start, word)
                findings = list(self._weigh(text, word, around, at))
                if around[-1].end <= end + _FAR:
                    self._alike.keep(key, start, findings)
            yield from findings

    def _weigh(self, text: str, word: str, around: Sequence[Seen], at: int) -> Iterator[Finding]:
        """What a marked word says among its neighbours."""
        for mark in self._words[word]:
            yield from self._context.weigh(text, around, at, mark)

    def _of_parts(self, text: str, parts: Sequence[tuple[int, str]]) -> Iterator[Finding]:
        """What words say that are parts of something."""
        for start, word in parts:
            end = start + len(word)
            key = self._alike_parts.key(text, start, end, word)
            findings = self._alike_parts.known(key, start) if len(parts) >= MANY else None
            if findings is None:
                findings = [one for finder in self._parts[word] for one in finder.find(text, start, end)]
                if len(parts) >= MANY:
                    self._alike_parts.keep(key, start, findings)
            yield from findings

    def across(self, text: str) -> Iterator[tuple[int, int]]:
        """The numbers of the first and the last line of what may be a value that goes over lines of a folded text."""
        return self._squeezed.across(text)

    def _unpacked(self, runs: Iterable[str]) -> dict[str, list[Finding]]:
        """The runs of signs that say something once they are decoded, and what; all are read together."""
        asked = [run for run in runs if len(run) >= _SHORTEST_RUN and run not in self._mute]
        packed = [(run, said) for run in asked if (said := unpack(run))]
        if len(packed) > _MOST_PACKED:
            packed.sort()  # the same ones in every process
        several = [(run, text) for run, said in packed[:_MOST_PACKED] for text in read_further(said)]
        several += ((run, fold(said).text) for run, said in packed[_MOST_PACKED:])
        decoded = [(run, text.replace(BREAK, NO_BREAK)) for run, text in several]
        starts = [0, *accumulate(len(text) + 1 for _, text in decoded)]
        found: dict[str, list[Finding]] = {}
        for one in self.read(BREAK.join(text for _, text in decoded)) if decoded else ():
            which = bisect_right(starts, one.start) - 1
            found.setdefault(decoded[which][0], []).append(one)
        self._mute.update(run for run in asked if run not in found)
        return found

    def judge(self, word: str) -> tuple[Mark, ...]:
        """All that a word of a folded text says."""
        marks = self._words.get(word)
        if marks is None:
            if self._silent is not None and word in self._silent:
                self._words[word] = ()
                return ()
            marks = self._words[word] = self._verdicts.judge(word)
            if marks:
                self._marked.add(word)
            finders = [finder for finder in self._closer if finder.may_be(word)]
            is_turned = self._turned.may_be(word)
            if is_turned:
                self._from_end.add(word)
            if self._silent is not None and not (marks or finders or is_turned):
                self._silent.add(word)
            if finders:
                self._parts[word] = finders
                self._partial.add(word)
                going_on = [finder for finder in finders if not isinstance(finder, Lost)]
                if going_on:
                    self._going_on[word] = going_on
            if any(mark.token.family or mark.token.number for mark in marks):
                self._joining.add(word)
        return marks


def _distinct(text: str) -> set[str]:
    """The words of a folded text, each once."""
    if not text.isascii():
        return set(WORD.findall(text))
    words = set(text.translate(_WORDS).split())
    quoted = {word for word in words if word[0] == "'" or word[-1] == "'"}
    return (words - quoted | {word.strip("'") for word in quoted}) - {""} if quoted else words


def _all_places(text: str, words: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where each of some words or runs of a folded text stands by itself."""
    if len(words) <= _MANY:
        yield from ((start, word) for word in words for start in _places(text, word))
        return
    # Going through a long text for each of many words would cost their product.
    for word, start, end in Automaton(partial(AhoCorasick, store_patterns=False), words).find(text):
        if _is_apart(text, start, end):
            yield start, word


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if _is_apart(text, start, end):
            yield start
        start = text.find(word, end)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind what stands there."""
    return not goes_on(text[max(0, start - 2) : start][::-1]) and not goes_on(text[end : end + 2])
