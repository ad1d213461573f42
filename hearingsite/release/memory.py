"""What was released of each record before, by its digest: after an edit of one of ten thousand, one is released.

What is public of a record depends on its bytes, the forces, and between which of its moments it is now; of other records,
nothing is asked (`release_one`). All of that must be the same. A memory that is missing, cut short, foreign, forged or of
another program is an empty one: a slow run, never another one.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hearingsite.fingerprint import versions
from hearingsite.kept import load, save
from hearingsite.public.brief import Digests, PublicBrief, digests_of
from hearingsite.public.listing import Listing
from hearingsite.public.model import PublicAppeal, PublicForce, PublicHearing, PublicTombstone
from hearingsite.records.check import CheckedRegister
from hearingsite.records.moments import moments_of
from hearingsite.records.register import Entry, ForceEntry
from hearingsite.release import (
    One,
    Released,
    Withheld,
    left_of,
    public_forces,
    release_one,
    shown_of,
    withheld_of,
)
from hearingsite.values import LONDON, Count, DayOrYear, Moment, Text

RELEASED: Final = "released.memory"
HEARINGS: Final = "hearings.memory"  # apart, for after most edits nobody asks for any
# From so many on that are new, or from this part of all on, it is worth writing all of them anew; until then the next
# build releases the few again.
_WORTH_A_FILE: Final = 100
_PART: Final = 10
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND: Final = dt.timedelta(microseconds=1)
_ALWAYS: Final = 2**63 - 1
# Stands for the force of each hearing, of which there are few.
_ANY_FORCE: Final = PublicForce(code="", name=Text("-"), short=Text("-"), kind="territorial")


class _Piece(Struct, frozen=True, array_like=True):
    """What was released of a record at every moment from `since` to before `until` (microseconds since 1970), in brief.

    `digests` are those of its hearing, `decided` of how many officers that tells an outcome, or that an appeal took it; None
    where it has no names, or there is none. The rest is as in `One`.
    """

    since: int
    until: int
    reference: str
    force: str
    tombstone: PublicTombstone | None
    left: tuple[Listing, ...]
    names: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    digests: Digests | None
    decided: int | None


class _Memory(Struct, array_like=True):
    """What is kept in brief, by the digest of a record; `context` says of which forces."""

    context: str = ""
    pieces: dict[str, _Piece] = {}


# Hearings by their whole digests, each packed by itself.
_Packed = dict[bytes, msgspec.Raw]

_READY: Final[dict[bytes, PublicHearing]] = {}  # what was unpacked while nobody waited


class HandedOver(Struct, frozen=True):
    """What is public, in brief, and what was kept back; and by reference, of hearings with names, how much is decided."""

    brief: PublicBrief
    withheld: tuple[Withheld, ...]
    decided: dict[str, int]

    @property
    def released(self) -> Released:
        """All of it."""
        return Released(self.brief.register, self.withheld)


def release_checked(
    checked: CheckedRegister, now: dt.datetime, state: Path, *, with_demonstrations: bool = True, remember: bool = True
) -> Released:
    """Hand over what is public at `now` as `release` does of the register; without `remember`, nothing is written."""
    return hand_over(checked, now, state, with_demonstrations=with_demonstrations, remember=remember).released


def hand_over(
    checked: CheckedRegister, now: dt.datetime, state: Path, *, with_demonstrations: bool = True, remember: bool = True
) -> HandedOver:
    """Hand over in brief what is public at `now`; without `remember`, nothing is written."""
    door = _Door(checked, now, state, remember=remember)
    pieces = door.open()
    forces, shown = shown_of(pieces, door.forces, with_demonstrations=with_demonstrations)
    digests = {one.reference: one.digests for one in shown if one.digests}
    forces_of = {one.reference: one.force for one in shown if one.digests}
    brief = PublicBrief(
        digests=digests,
        forces_of=forces_of,
        tombstones=tuple(replace(one.tombstone, force=door.forces[one.force]) for one in shown if one.tombstone),
        left=left_of(shown),
        forces=forces,
        get=lambda reference: door.hearing(digests[reference], forces_of[reference]),
        every=lambda: [door.hearing(one.digests, one.force) for one in shown if one.digests],
    )
    decided = {one.reference: one.decided for one in shown if one.decided is not None}
    return HandedOver(brief, withheld_of(shown), decided)


class _Door:
    """Releases records, those alone that the memory does not have; a hearing is unpacked when somebody asks for it."""

    def __init__(self, checked: CheckedRegister, now: dt.datetime, state: Path, *, remember: bool) -> None:
        self._checked, self._now, self._state, self._remember = checked, now, state, remember
        self._entries = checked.overview.forces
        self._context = _context(self._entries)
        self.forces = public_forces(self._entries)
        self._fresh: dict[bytes, PublicHearing] = {}

    def open(self) -> list[_Piece]:
        """Give what is public of every record, in brief."""
        memory, at = _load(self._state), _microseconds(self._now)
        if memory.context != self._context:
            memory = _Memory()
        found = {path: memory.pieces.get(digest) for path, digest in self._checked.digests.items()}
        pieces = {path: one for path, one in found.items() if one and one.since <= at < one.until}
        new = self._release([path for path in found if path not in pieces])
        number = len(self._checked.digests)
        if len(new) >= min(_WORTH_A_FILE, number / _PART) > 0:
            self._save(memory.pieces | new)
        return [*pieces.values(), *new.values()]

    def _release(self, paths: Collection[str]) -> dict[str, _Piece]:
        """Release some records anew."""
        at, new = _microseconds(self._now), {}
        for entry in self._checked.understand(paths).entries:
            one = release_one(entry, self.forces, self._entries, self._now)
            new[entry.digest] = piece = _piece(entry, one, at)
            if one.hearing and piece.digests:
                self._fresh[piece.digests.whole] = one.hearing
        return new

    def _save(self, pieces: Mapping[str, _Piece]) -> None:
        if not self._remember:
            return
        present = frozenset(self._checked.digests.values())
        kept = {digest: one for digest, one in pieces.items() if digest in present}
        save(self._state, RELEASED, _encode(_Memory(self._context, kept)))
        old = self._packed
        packed: _Packed = {}
        for one in kept.values():
            if one.digests:
                whole = one.digests.whole
                if fresh := self._fresh.get(whole):
                    packed[whole] = msgspec.Raw(_encode(replace(fresh, force=_ANY_FORCE)))
                elif whole in old:
                    packed[whole] = old[whole]
        save(self._state, HEARINGS, _encode(packed))

    @cached_property
    def _packed(self) -> _Packed:
        return _load_packed(self._state)

    def hearing(self, digests: Digests, force: str) -> PublicHearing:
        """Give the hearing of a force with these digests; where the memory lacks it, all are released anew, and kept."""
        whole = digests.whole
        if whole not in self._fresh:
            found = _READY.get(whole) or _unpacked(self._packed.get(whole))
            if found is None:
                self._save(self._release(self._checked.digests))
            else:
                self._fresh[whole] = _in_london(found, self.forces[force])
        return self._fresh[whole]


def get_ready(state: Path) -> None:
    """Unpack what is kept, for processes that are forked from this one: in a preview that was a tenth of a rebuild."""
    found = {whole: _READY.get(whole) or _unpacked(packed) for whole, packed in _load_packed(state).items()}
    _READY.clear()
    _READY.update({whole: one for whole, one in found.items() if one})


def _context(forces: Mapping[str, ForceEntry]) -> str:
    """What is released of every record depends on the forces, and on what the libraries know of time zones."""
    digest = hashlib.blake2b(versions().encode(), digest_size=16)
    for code, entry in sorted(forces.items()):
        digest.update(f"\0{code}\0{len(entry.front_matter.header)}\0{entry.front_matter.header}".encode())
    return digest.hexdigest()


def _load(state: Path) -> _Memory:
    try:
        return _decode(load(state / RELEASED) or b"")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _Memory()


def _load_packed(state: Path) -> _Packed:
    try:
        return msgspec.msgpack.decode(load(state / HEARINGS) or b"", type=_Packed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def _microseconds(at: dt.datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _piece(entry: Entry, one: One, at: int) -> _Piece:
    """What to keep of what was released of a record at a moment, with the moments of the record around it."""
    moments = sorted(map(_microseconds, moments_of(entry.hearing)))
    hearing = one.hearing
    return _Piece(
        since=max((moment for moment in moments if moment <= at), default=-_ALWAYS),
        until=min((moment for moment in moments if moment > at), default=_ALWAYS),
        reference=one.reference,
        force=one.force,
        tombstone=replace(one.tombstone, force=_ANY_FORCE) if one.tombstone else None,
        left=one.left,
        names=one.names,
        withheld=one.withheld,
        digests=digests_of(hearing) if hearing else None,
        decided=_decided(hearing) if hearing and not hearing.is_anonymised else None,
    )


def _decided(hearing: PublicHearing) -> int:
    return sum(bool(one.outcome or one.panel_outcome or one.awaits_new_decision) for one in hearing.officers)


def _unpacked(packed: msgspec.Raw | None) -> PublicHearing | None:
    try:
        return _decode_hearing(packed) if packed is not None else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _in_london(hearing: PublicHearing, force: PublicForce) -> PublicHearing:
    """A hearing with its force; a bare moment comes back as one in UTC."""
    own: dict[str, Any] = {"force": force}
    if hearing.anonymised_from:
        own["anonymised_from"] = hearing.anonymised_from.astimezone(LONDON)
    if any(appeal.heard_at for appeal in hearing.appeals):
        own["appeals"] = tuple(map(_appeal_in_london, hearing.appeals))
    return replace(hearing, **own)


def _appeal_in_london(appeal: PublicAppeal) -> PublicAppeal:
    return replace(appeal, heard_at=appeal.heard_at.astimezone(LONDON)) if appeal.heard_at else appeal


def _parts(value: object) -> object:
    """The parts of the plain values that both rooms share; times of the UK are told from those with another zone."""
    if isinstance(value, Text):
        return value.en, value.cy
    if isinstance(value, Moment):
        at = value.at.replace(tzinfo=None) if value.at.tzinfo is LONDON else value.at
        return at.isoformat(), value.has_time
    if isinstance(value, Count):
        return int(value)
    if isinstance(value, DayOrYear):
        return value.year, value.day
    raise NotImplementedError(type(value).__name__)


def _whole(kind: type[Any], parts: Any) -> Any:
    """What was taken apart."""
    if kind is Text:
        return Text(*parts)
    if kind is DayOrYear:
        return DayOrYear(parts[0], dt.date.fromisoformat(parts[1]) if parts[1] else None)
    at = dt.datetime.fromisoformat(parts[0])
    return kind(at if at.tzinfo else at.replace(tzinfo=LONDON), has_time=parts[1])


_encode: Final = msgspec.msgpack.Encoder(enc_hook=_parts).encode
_decode: Final = msgspec.msgpack.Decoder(_Memory, dec_hook=_whole).decode
_decode_hearing: Final = msgspec.msgpack.Decoder(PublicHearing, dec_hook=_whole).decode
