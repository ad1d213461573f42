"""The public register in brief: what tells whether hearings are as they were, and a hearing itself when somebody asks."""

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import blake2b

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.public.model import PublicForce, PublicHearing, PublicRegister, PublicTombstone
from hearingsite.values import pack


class Digests(Struct, frozen=True, array_like=True):
    """A digest of all of a hearing but its account (`bare`), and one of that.

    Most edits are of the account, which nothing tells but the hearing's page, the feeds with full texts, and the search.
    """

    bare: bytes
    account: bytes

    @property
    def whole(self) -> bytes:
        """What tells all of a hearing from another."""
        return self.bare + self.account


class PublicBrief(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that is public at one moment, hearings in brief: digests and codes of forces by reference, in its order.

    `get` gives the hearing with a reference, `every` all.
    """

    digests: dict[str, Digests]
    forces_of: dict[str, str]
    tombstones: tuple[PublicTombstone, ...]
    left: tuple[tuple[str, str], ...]
    forces: tuple[PublicForce, ...]
    get: Callable[[str], PublicHearing]
    every: Callable[[], Sequence[PublicHearing]]

    @cached_property
    def register(self) -> PublicRegister:
        """All of it."""
        hearings = tuple(self.every())
        return PublicRegister(hearings=hearings, tombstones=self.tombstones, left=self.left, forces=self.forces)


def brief_of(register: PublicRegister) -> PublicBrief:
    """Give a register in brief."""
    hearings = {hearing.reference: hearing for hearing in register.hearings}
    return PublicBrief(
        digests={reference: digests_of(hearing) for reference, hearing in hearings.items()},
        forces_of={reference: hearing.force.code for reference, hearing in hearings.items()},
        tombstones=register.tombstones,
        left=register.left,
        forces=register.forces,
        get=hearings.__getitem__,
        every=lambda: register.hearings,
    )


def digests_of(hearing: PublicHearing) -> Digests:
    """Give the digests of a hearing."""
    return Digests(_digest(pack(replace(hearing, account=None))), _digest(pack(hearing.account)))


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
