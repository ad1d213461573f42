"""The safety net: whole names and contacts, letter for letter, in the bytes of a file as they are.

It knows nothing of kinds of files, of disguises or of records. What it catches, a reader of some kind has missed.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from hearingsite.guard.automaton import Automaton
from hearingsite.guard.extract.fields import MARKS
from hearingsite.guard.identities import Identity, Term
from hearingsite.guard.innocent import Innocent
from hearingsite.guard.owners import Owners
from hearingsite.guard.terms import Source, Terms

_SHORTEST: Final = 6
_LETTERS: Final = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789")
_WORD: Final = _LETTERS | {ord("_")}
_FIELDS: Final = frozenset(mark.encode() for mark in MARKS)
_NOBODY: Final = -1
_AROUND: Final = 80  # bytes before and after a name in which public ones are looked for


class Net:
    """All values in one automaton: the time depends on the bytes, hardly on the number of values."""

    def __init__(self, terms: Terms, innocent: Innocent) -> None:
        """Take what is whole enough to be looked for by itself; the names of `innocent` people may stand side by side."""
        self._terms = terms
        self._innocent = innocent
        self._owners = Owners[bytes]()
        is_plain = set(terms.plain.people)
        for who, source in enumerate(terms.sources):
            if who not in is_plain:
                self._add((*_names_of(source), *_turned_names_of(source)), who)
            if contacts := _contacts_of(source):
                self._add(contacts, who)
        # Those in plain letters are known by their names.
        plain = "\n".join(terms.plain.lines()).encode().split(b"\n")
        values = [value for value in chain(self._owners, plain) if len(value) >= _SHORTEST]
        self._automaton = Automaton(BytesAhoCorasick, [*values, *_FIELDS] if len(terms) else ())

    def _add(self, values: Iterable[str], who: int) -> None:
        for key in map(_key, values):
            self._owners.add(key, who)

    def find(self, content: bytes, own: frozenset[str]) -> Iterator[tuple[int, str, str]]:
        """Yield offset, who and known_as of everybody who is in a file; what has records counts only in files of theirs.

        Each is told once, where they stand first. A word that names a field is told too, of nobody: a page that has one is
        read more closely.
        """
        if not self._automaton:
            return
        lower = content.lower()
        whose: dict[bytes, list[tuple[int, bool]]] = {}
        told: set[int] = set()
        for value, start, end in self._automaton.find(lower):
            is_field = value in _FIELDS
            letters = _LETTERS if is_field else _WORD  # officer_surname
            if start and lower[start - 1] in letters:
                continue
            if end < len(lower) and lower[end] in letters:
                continue
            if is_field and _NOBODY not in told:
                told.add(_NOBODY)
                yield start, "", ""
            if value not in whose:
                whose[value] = list(self._whose(value, own))
            for who, is_turned in whose[value]:
                if who not in told and not (is_turned and self._are_two(content, start, end)):
                    told.add(who)
                    person = self._terms.person(who)
                    yield start, person.who, person.known_as

    def _whose(self, value: bytes, own: frozenset[str]) -> Iterator[tuple[int, bool]]:
        """Who is called so, or is reached so, and counts here; and whether it is a name with the family name first."""
        people = set(self._owners.of(value))
        for sign in (b", ", b" "):
            first, _, last = value.partition(sign)
            people |= self._terms.called(first.decode(), last.decode())
        for who in people:
            person, source = self._terms.person(who), self._terms.sources[who]
            if not (person.everywhere or person.records & own):
                continue
            if value in map(_key, (*_names_of(source), *_contacts_of(source))):
                yield who, False
            elif value in map(_key, _turned_names_of(source)):
                yield who, True

    def _are_two(self, content: bytes, start: int, end: int) -> bool:
        """Whether a family name and a first name are of two public people who stand side by side, and no one's."""
        before = content[max(0, start - _AROUND) : start].decode("utf-8", "replace")
        name = content[start:end].decode("utf-8", "replace")
        after = content[end : end + _AROUND].decode("utf-8", "replace")
        return self._innocent.are_two(before + name + after, len(before), len(before + name))


def _contacts_of(source: Source) -> tuple[str, ...]:
    return (*source.contacts.emails, *source.contacts.phones) if isinstance(source, Identity) else ()


def _key(value: str) -> bytes:
    return " ".join(value.split()).lower().encode()


def _names_of(source: Source) -> Iterator[str]:
    if isinstance(source, Term):
        yield source.text
        return
    names = source.names
    for given in (*names.given, *names.aliases) if names.family else ():
        yield f"{given} {names.family}"
    yield from (name for name in (*names.former, *names.relatives) if " " in name)


def _turned_names_of(source: Source) -> Iterator[str]:
    if isinstance(source, Term) or not source.names.family:
        return
    names = source.names
    for given in (*names.given, *names.aliases):
        yield f"{names.family} {given}"
        yield f"{names.family}, {given}"
