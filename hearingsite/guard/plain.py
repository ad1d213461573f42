"""The names that most people of a long list have: one first name and one family name, which have no other forms."""

from collections.abc import Sequence
from itertools import chain, compress
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.forms import LONG_KEY, only_forms, plain_words
from hearingsite.guard.identities import Identity, Term

# What the list says nothing of is nearly always the same object.
_NOTHING: Final = Identity(id="", records=(), known_as="")


class Plain(Struct):
    """People with plain names: in the same place of each list, who it is, the first name and the family name, lower-case."""

    people: list[int]
    given: list[str]
    family: list[str]

    def __repr__(self) -> str:
        """Say how many, and nothing of them."""
        return f"Plain({len(self.people)} people)"

    def values(self) -> list[str]:
        """What of them is found whole: rare names, and both names in one piece."""
        rare = lexicon.without_ordinary(name for name in chain(self.given, self.family) if len(name) >= LONG_KEY)
        both = map(str.__add__, self.given, self.family)
        turned = map(str.__add__, self.family, self.given)
        return [*rare, *(text for text in chain(both, turned) if len(text) > LONG_KEY)]

    def lines(self) -> list[str]:
        """Both names as they are written in a text or a list."""
        ways = ((" ", self.given, self.family), (" ", self.family, self.given), (", ", self.family, self.given))
        return [sign.join(names) for sign, first, last in ways for names in zip(first, last, strict=True)]


def plain_people(sources: Sequence[Identity | Term]) -> Plain:
    """Those who have plain names, and of whose strength the list says nothing."""
    called = [
        (who, source.names)
        for who, source in enumerate(sources)
        if isinstance(source, Identity) and not source.strength
    ]
    one = [
        (who, names)
        for who, names in called
        if len(names.given) == 1 and not (names.aliases or names.former or names.relatives)
    ]
    given = plain_words([names.given[0] for _, names in one])
    family = only_forms([names.family for _, names in one])
    people = [who for who, _ in one]
    chosen = [bool(first and last) for first, last in zip(given, family, strict=True)]
    return Plain(list(compress(people, chosen)), list(compress(given, chosen)), list(compress(family, chosen)))


def has_more(identity: Identity) -> bool:
    """Whether the list may know more of somebody than the names."""
    return (
        identity.numbers is not _NOTHING.numbers
        or identity.contacts is not _NOTHING.contacts
        or bool(identity.addresses or identity.vehicles or identity.born)
    )
