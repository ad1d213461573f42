"""The safety net: whole names and contacts, letter for letter, in the bytes of a file as they are.

It knows nothing of kinds of files, of disguises or of records. What it catches, a reader of some kind has missed.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from hearingsite.guard.automaton import Automaton
from hearingsite.guard.identities import Identity
from hearingsite.guard.matcher import Term

_SHORTEST: Final = 6
_WORD: Final = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")


class Net:
    """All values in one automaton: the time depends on the bytes, hardly on the number of values."""

    def __init__(self, identities: Iterable[Identity], terms: Iterable[Term]) -> None:
        """Take what is whole enough to be looked for by itself."""
        self._owners: dict[bytes, list[tuple[str, str, frozenset[str]]]] = {}
        for identity in identities:
            for value in _values_of(identity):
                self._add(value, identity.id, identity.known_as, frozenset())
        for term in terms:
            self._add(term.text, term.label, "", term.records)
        self._automaton = Automaton(BytesAhoCorasick, self._owners)

    def _add(self, value: str, who: str, known_as: str, records: frozenset[str]) -> None:
        key = " ".join(value.split()).lower().encode()
        if len(key) >= _SHORTEST:
            self._owners.setdefault(key, []).append((who, known_as, records))

    def find(self, content: bytes, own: frozenset[str]) -> Iterator[tuple[int, str, str]]:
        """Yield offset, who and known_as of every value in a file; what has records counts only in files of theirs."""
        if not self._automaton:
            return
        lower = content.lower()
        for value, start, end in self._automaton.find(lower):
            if start and lower[start - 1] in _WORD:
                continue
            if end < len(lower) and lower[end] in _WORD:
                continue
            for who, known_as, records in self._owners[value]:
                if not records or records & own:
                    yield start, who, known_as


def _values_of(identity: Identity) -> Iterator[str]:
    names = identity.names
    for given in (*names.given, *names.aliases):
        if names.family:
            yield f"{given} {names.family}"
            yield f"{names.family} {given}"
            yield f"{names.family}, {given}"
    yield from (name for name in (*names.former, *names.relatives) if " " in name)
    yield from identity.contacts.emails
    yield from identity.contacts.phones
