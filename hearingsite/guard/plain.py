"""The names that most people of a long list have: one first name and one family name, which have no other forms."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.forms import LONG_KEY, only_form, plain_word
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

    def values(self) -> tuple[list[str], list[int]]:
        """What of them is found whole, and in the same places whose it is: rare names, and both names in one piece."""
        keys: list[str] = []
        owners: list[int] = []
        for names in (self.given, self.family):
            rare = set(lexicon.without_ordinary([name for name in names if len(name) >= LONG_KEY]))
            keys += [name for name in names if name in rare]
            owners += [who for name, who in zip(names, self.people, strict=True) if name in rare]
        both = list(map(str.__add__, self.given, self.family))
        turned = list(map(str.__add__, self.family, self.given))
        for texts in (both, turned):
            keys += [text for text in texts if len(text) > LONG_KEY]
            owners += [who for text, who in zip(texts, self.people, strict=True) if len(text) > LONG_KEY]
        return keys, owners


def plain_people(sources: Iterable[Identity | Term]) -> Plain:
    """Those who have plain names, and of whose strength the list says nothing."""
    people: list[int] = []
    given: list[str] = []
    family: list[str] = []
    for who, source in enumerate(sources):
        names = None if isinstance(source, Term) or source.strength else source.names
        if names is None or len(names.given) != 1 or names.aliases or names.former or names.relatives:
            continue
        first, last = plain_word(names.given[0]), only_form(names.family)
        if first and last:
            people.append(who)
            given.append(first)
            family.append(last)
    return Plain(people, given, family)


def has_more(identity: Identity) -> bool:
    """Whether the list may know more of somebody than the names."""
    return (
        identity.numbers is not _NOTHING.numbers
        or identity.contacts is not _NOTHING.contacts
        or bool(identity.addresses or identity.vehicles or identity.born)
    )
