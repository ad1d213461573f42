"""What was released of each record before, by its digest: after an edit of one of ten thousand, one is released.

What is public of a record depends on its bytes, the forces, and between which of its moments it is now; of other records,
nothing is asked (`release_one`). All of that must be the same. A memory that is missing, cut short, foreign, forged or of
another program is an empty one: a slow run, never another one.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hearingsite.fingerprint import versions
from hearingsite.kept import load, save
from hearingsite.public.model import PublicAppeal, PublicForce, PublicHearing
from hearingsite.records.check import CheckedRegister
from hearingsite.records.moments import moments_of
from hearingsite.records.register import Entry, ForceEntry
from hearingsite.release import One, Released, public_forces, put_together, release_one
from hearingsite.values import LONDON, Count, DayOrYear, Moment, Text

RELEASED: Final = "released.memory"
# From so many on that are new, or from this part of all on, it is worth writing all of them anew; until then the next
# build releases the few again.
_WORTH_A_FILE: Final = 100
_PART: Final = 10
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND: Final = dt.timedelta(microseconds=1)
_ALWAYS: Final = 2**63 - 1
# Stands for the force of each hearing, of which there are few.
_ANY_FORCE: Final = PublicForce(code="", name=Text("-"), short=Text("-"), kind="territorial")


class _Kept(Struct, frozen=True, array_like=True):
    """What was released of a record at every moment from `since` to before `until` (microseconds since 1970)."""

    since: int
    until: int
    one: One


_READY: Final[dict[bytes, _Kept]] = {}  # what was unpacked while nobody waited, by what it was packed as


class _Memory(Struct, array_like=True):
    """What is kept by digest, each packed by itself; `context` says of which forces."""

    context: str = ""
    packed: dict[str, msgspec.Raw] = {}


def release_checked(
    checked: CheckedRegister, now: dt.datetime, state: Path, *, with_demonstrations: bool = True, remember: bool = True
) -> Released:
    """Hand over what is public at `now` as `release` does of the register; without `remember`, nothing is written."""
    force_entries = checked.overview.forces
    forces, context = public_forces(force_entries), _context(force_entries)
    memory = _load(state)
    if memory.context != context:
        memory = _Memory()
    at = _microseconds(now)
    found = {path: _unpack(memory.packed.get(digest), at, forces) for path, digest in checked.digests.items()}
    register = checked.understand([path for path, one in found.items() if one is None])
    ones = [one for one in found.values() if one]
    new: dict[str, msgspec.Raw] = {}
    for entry in register.entries:
        ones.append(release_one(entry, forces, force_entries, now))
        new[entry.digest] = _pack(entry, ones[-1], at)
    if remember and len(new) >= min(_WORTH_A_FILE, len(checked.digests) / _PART) > 0:
        present = frozenset(checked.digests.values())
        packed = {digest: one for digest, one in (memory.packed | new).items() if digest in present}
        save(state, RELEASED, msgspec.msgpack.encode(_Memory(context, packed)))
    return put_together(ones, forces, with_demonstrations=with_demonstrations)


def get_ready(state: Path) -> None:
    """Unpack what is kept, for processes that are forked from this one: in a preview that was a tenth of a rebuild."""
    ready: dict[bytes, _Kept] = {}
    for one in _load(state).packed.values():
        packed = bytes(one)
        kept = _READY.get(packed) or _decoded(packed)
        if kept:
            ready[packed] = kept
    _READY.clear()
    _READY.update(ready)


def _context(forces: Mapping[str, ForceEntry]) -> str:
    """What is released of every record depends on the forces, and on what the libraries know of time zones."""
    digest = hashlib.blake2b(versions().encode(), digest_size=16)
    for code, entry in sorted(forces.items()):
        digest.update(f"\0{code}\0{len(entry.front_matter.header)}\0{entry.front_matter.header}".encode())
    return digest.hexdigest()


def _load(state: Path) -> _Memory:
    try:
        return msgspec.msgpack.decode(load(state / RELEASED) or b"", type=_Memory)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _Memory()


def _microseconds(at: dt.datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _pack(entry: Entry, one: One, at: int) -> msgspec.Raw:
    """Pack what was released of a record at a moment, with the moments of the record around it."""
    moments = sorted(map(_microseconds, moments_of(entry.hearing)))
    since = max((moment for moment in moments if moment <= at), default=-_ALWAYS)
    until = min((moment for moment in moments if moment > at), default=_ALWAYS)
    hearing = replace(one.hearing, force=_ANY_FORCE) if one.hearing else None
    tombstone = replace(one.tombstone, force=_ANY_FORCE) if one.tombstone else None
    return msgspec.Raw(_encode(_Kept(since, until, replace(one, hearing=hearing, tombstone=tombstone))))


def _unpack(packed: msgspec.Raw | None, at: int, forces: Mapping[str, PublicForce]) -> One | None:
    """Unpack what was released; None where there is nothing, or it was at another time."""
    kept = (_READY.get(bytes(packed)) or _decoded(packed)) if packed is not None else None
    if kept is None or not kept.since <= at < kept.until:
        return None
    one = kept.one
    hearing = _in_london(one.hearing, forces[one.force]) if one.hearing else None
    tombstone = replace(one.tombstone, force=forces[one.force]) if one.tombstone else None
    return replace(one, hearing=hearing, tombstone=tombstone)


def _decoded(packed: msgspec.Raw | bytes) -> _Kept | None:
    try:
        return _decode(packed)
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
_decode: Final = msgspec.msgpack.Decoder(_Kept, dec_hook=_whole).decode
