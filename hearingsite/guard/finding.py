"""What was seen in a text, before anybody asked whose hearing the text belongs to, and after."""

from collections.abc import Collection
from typing import Final

from msgspec import Struct

from hearingsite.guard.identities import Strength

# The hearings in which something counts, in sets that are shared: one for what each value says. None where it counts everywhere.
# In one set for each line that has several values, they grew as the square of the site: 50,000 hearings took 10 GB.
Whose = frozenset[frozenset[str]] | None
NONES: Final[frozenset[frozenset[str]]] = frozenset()

BREAK: Final = "\x1e"  # nothing is read across this


def counts_in(whose: Whose, own: frozenset[str]) -> bool:
    """Whether something counts in one of the hearings `own`."""
    return whose is None or any(not own.isdisjoint(records) for records in whose)


class Finding(Struct, frozen=True):
    """A place that may name one of `people`; `sure`: it counts anywhere, else only in their own hearings."""

    start: int
    end: int
    people: Collection[int]
    rule: str
    tier: Strength
    sure: bool
    is_part: bool = False  # a first name or a family name, which others may bear in public

    def __repr__(self) -> str:
        """Say where and why, not what."""
        return f"Finding({self.start}-{self.end}, {self.rule})"

    def at(self, start: int, end: int, how: str = "") -> "Finding":
        """The same in another text, with what was done to hide it."""
        rule = f"{self.rule}, {how}" if how else self.rule
        return Finding(start, end, self.people, rule, self.tier, self.sure, self.is_part)


class Hit(Struct, frozen=True, order=True):
    """A value of a person stands in a text from `start` to before `end`; `rule` says how, never what.

    `who` is the identity's id or the term's label; `known_as` is what to write instead, empty if nobody said.
    """

    start: int
    end: int
    who: str
    known_as: str
    rule: str
    tier: Strength
