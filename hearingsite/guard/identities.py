"""The people whose identity must not get out, as the private list names them, and what a hearing withholds.

Only `id`, `records`, `known_as` and one name or number are required, or `unknown`: why the force does not know who it is.
Nothing of this is ever printed but `id` and `known_as`.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct

Order = Literal["given-first", "family-first"]
Strength = Literal["unique", "ambiguous", "weak"]


class _Private(Struct, frozen=True):
    """What a value of it looks like stays in it: a traceback or a failed comparison must not spell a person out."""

    def __repr__(self) -> str:
        """Tell the type alone."""
        return f"{type(self).__name__}(…)"


class Names(_Private, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person is or was called; `former` holds full names or family names, `relatives` full names."""

    given: tuple[str, ...] = ()
    family: str = ""
    order: Order = "given-first"
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()


class Numbers(_Private, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Numbers that lead to a person."""

    collar: tuple[str, ...] = ()
    warrant: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    national_insurance: tuple[str, ...] = ()


class Contacts(_Private, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a person is reached."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


class Address(_Private, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a person lives or works."""

    lines: tuple[str, ...] = ()
    postcode: str = ""


class Identity(_Private, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person; `records` are the references where the weak signals count, `known_as` is what to write instead."""

    id: str
    records: tuple[str, ...]
    known_as: str
    role: str = "officer"
    names: Names = Names()
    numbers: Numbers = Numbers()
    contacts: Contacts = Contacts()
    addresses: tuple[Address, ...] = ()
    vehicles: tuple[str, ...] = ()
    born: dt.date | None = None
    strength: dict[str, Strength] = {}
    once_public: dt.date | None = None
    review: dt.date | None = None
    unknown: str = ""

    def __repr__(self) -> str:
        """Tell the id alone."""
        return f"Identity({self.id!r})"


class Term(Struct, frozen=True):
    """A value that was withheld; `label` says whose it is; it counts in the hearings `records`, everywhere if empty.

    A part of it counts in the hearings `parts_in` alone, unless that is empty.
    """

    text: str
    label: str
    records: frozenset[str] = frozenset()
    parts_in: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Say whose it is, never what."""
        return f"Term({self.label!r})"
