"""Whom and what files declare as public, and which of it may be somebody on the list all the same.

That is judged as every text is: by what the guard makes of each word, in every way in which the whole can be read. Who
shares a family name with somebody listed is another person only with a first name of another one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.finding import Finding
from hearingsite.guard.forms import PARTICLES, given_forms, split
from hearingsite.guard.identities import Identity
from hearingsite.guard.sentence import WORD
from hearingsite.guard.short import CUT, ENDED
from hearingsite.guard.terms import Terms
from hearingsite.guard.verdicts import SPELT, Mark
from hearingsite.guard.whole import calls_of

_NO_NAMES: Final = (
    lexicon.TITLES | lexicon.RANKS | lexicon.listed("rank-words") | lexicon.listed("after-names") | PARTICLES
)
_SHORT_FORM: Final = 3  # letters of a first name that are enough to be one
_INITIALS: Final = 3  # capitals that may be several of them
_RUN: Final = 12  # words that may be one, written apart


class Declared(Struct, frozen=True):
    """A name or a contact that is public; `records` are the hearings that say so, where it is a person's name.

    Contacts and names of bodies are of nobody, so that they share words with people by chance: `is_contact`.
    """

    text: str
    records: frozenset[str] = frozenset()
    is_contact: bool = False


# Tells which of some texts have a word of the list in them.
Telling = Callable[[Collection[str]], set[str]]
# What is declared, or what gives it once it can ask for what is worth a closer look.
Source = Iterable[str | Declared] | Callable[[Telling], Iterable[Declared]]


class Listed:
    """Holds what is declared against the people of the list."""

    def __init__(self, terms: Terms, judge: Callable[[str], tuple[Mark, ...]]) -> None:
        """Take who is looked for, and what a word says; what release keeps back may be public elsewhere."""
        self._terms = terms
        self._judge = judge
        self._firsts = cache(self._firsts_of)

    def is_telling(self, readings: Sequence[str], findings: Sequence[Finding]) -> bool:
        """Whether a text has a word or a value of somebody in it."""
        return bool(findings) or any(True for reading in readings for _ in self.runs(WORD.findall(reading)))

    def runs(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Which of some words, or several in one piece, are somebody's."""
        yield from (run for run in _runs(words) if self._marks(words, run))

    def may_be(self, one: Declared, readings: Sequence[str], findings: Sequence[Finding]) -> bool:
        """Whether something that is declared may be somebody listed, in any of its readings."""
        if not one.is_contact and any(self._is_whole(finding, one.records) for finding in findings):
            return True
        return any(self._may_be(one, WORD.findall(reading)) for reading in readings)

    def _is_whole(self, finding: Finding, records: frozenset[str]) -> bool:
        """Whether more than a part of a name stands there: a full one, a number, in the own hearing initials too."""
        people = (self._terms.sources[who] for who in finding.people)
        return not finding.is_part and any(
            isinstance(person, Identity) and (finding.sure or not records.isdisjoint(person.records))
            for person in people
        )

    def _may_be(self, one: Declared, words: list[str]) -> bool:
        families: dict[int, set[int]] = {}  # which words may be a family name of whom
        for first, end in _runs(words):
            for mark in self._marks(words, (first, end)):
                is_like = mark.how in {SPELT, ENDED}  # which others' names are as well
                for who in mark.token.family:
                    person = self._terms.sources[who]
                    if not isinstance(person, Identity):
                        continue
                    is_sure = (mark.token.tier == "unique" and not is_like) or (mark.whole and bool(mark.how))
                    is_own = not one.records.isdisjoint(person.records)
                    if is_sure and ((one.is_contact and not mark.near) or is_own):
                        return True
                    families.setdefault(who, set()).update(range(first, end))
        return any(
            self._fits(who, [word for at, word in enumerate(words) if at not in used], one)
            for who, used in families.items()
        )

    def _marks(self, words: Sequence[str], run: tuple[int, int]) -> tuple[Mark, ...]:
        """What a word says, or several in one piece: of these, only whether they are a name letter for letter."""
        first, end = run
        if end - first == 1:
            marks, lower = self._judge(words[first]), words[first].lower()
            return tuple(mark for mark in marks if mark.how != CUT or not lexicon.is_word(lower))
        token = self._terms.token("".join(words[first:end]).replace("'", "").lower())
        return (Mark(token),) if token is not None else ()

    def _fits(self, who: int, rest: list[str], one: Declared) -> bool:
        """Whether what stands with a family name is somebody's first name or initial, or nothing that is another's."""
        rest = [word for word in rest if word.lower() not in _NO_NAMES and not word.isdigit()]
        if any(self._is_first(who, "".join(rest[first:end])) for first, end in _runs(rest)):
            return True
        if one.is_contact:
            return False
        names = [word for word in rest if word[0].isupper() or not lexicon.is_word(word.lower())]
        initials = [word for word in names if len(word) == 1 or (len(word) <= _INITIALS and word.isupper())]
        if len(initials) < len(names):
            return False
        letters = {form[0] for form in self._firsts(who)}
        return not initials or any(word[0].lower() in letters for word in initials)

    def _is_first(self, who: int, word: str) -> bool:
        lower = word.replace("'", "").lower()
        if len(lower) < _SHORT_FORM:
            return False
        firsts = self._firsts(who)
        return any(form.startswith(lower) for form in firsts) or any(
            who in mark.token.given for mark in self._judge(word)
        )

    def _firsts_of(self, who: int) -> frozenset[str]:
        """Every first name of somebody, the relatives' and those of other names among them."""
        source = self._terms.sources[who]
        names = [name for _, given in calls_of(source) for name in given]
        if isinstance(source, Identity):
            names += (word for alias in source.names.aliases for word in split(alias))
        forms = {form for name in names for form in given_forms(name)}
        return frozenset(forms.union(*(lexicon.short_names().get(form, ()) for form in forms)))


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every word, and every few of them that follow each other, as where they begin and end."""
    for first in range(len(words)):
        yield from ((first, end) for end in range(first + 1, min(first + _RUN, len(words)) + 1))
