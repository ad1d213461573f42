"""What is known of what was found: whose a word or a value is, how much it says, and what may be told of a person."""

from msgspec import Struct

from hearingsite.guard.identities import Strength
from hearingsite.guard.whole import Kind


class Person(Struct, frozen=True):
    """What may be said of a person (`who`, `known_as`), where the person counts, and where a part of the name does."""

    who: str
    known_as: str
    records: frozenset[str]
    everywhere: bool = True
    parts_in: frozenset[str] = frozenset()


class Token(Struct, frozen=True):
    """One word of names: who has it as a family name, as a given name, as a number."""

    text: str
    tier: Strength
    family: frozenset[int]
    given: frozenset[int]
    number: frozenset[int]

    def __repr__(self) -> str:
        """Hide the word."""
        return f"Token({self.tier})"


class Long(Struct, frozen=True):
    """Something of several words or long enough to be found with its blanks dropped; `parts` are its words."""

    kind: Kind
    tier: Strength
    parts: tuple[str, ...]
    people: tuple[int, ...] = ()
    is_part: bool = False  # of a name, which others may bear in public
    is_rare: bool = False  # a full name whose family name says enough by itself

    def __repr__(self) -> str:
        """Hide the words."""
        return f"Long({self.kind}, {self.tier})"
