"""The only door between what editors wrote and what anyone may read.

`release` takes the register and a moment and hands over, field by field, only what may be seen at that
moment, as the table in `release.gates` says. What it keeps back it tells, so that the
finished site can be searched for it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.public.happenings import entry_kinds
from hearingsite.public.listing import Listing, listings
from hearingsite.public.model import (
    PublicAppeal,
    PublicDocument,
    PublicForce,
    PublicHearing,
    PublicQuote,
    PublicRegister,
    PublicTombstone,
)
from hearingsite.public.sittings import last_days, sitting_days
from hearingsite.records.model import Hearing
from hearingsite.records.register import Entry, ForceEntry, Register
from hearingsite.release import blocks
from hearingsite.release.departures import lists_left
from hearingsite.release.designations import Shown, protects_name, restriction_is_over, show_officer, show_person
from hearingsite.release.gates import Gates, second_after
from hearingsite.release.officers import release_officer
from hearingsite.values import Moment, Text, end_of, reference_order

_SECOND: Final = dt.timedelta(seconds=1)


class Withheld(Struct, frozen=True, order=True):
    """A reference or a name that must be in no byte of the output; `record` is the path of its record.

    Where the same name is public in another hearing, it must be in no byte of its own hearing's pages: those below the
    address of `reference`.
    """

    term: str
    kind: str
    record: str
    reference: str
    is_public_elsewhere: bool = False


class Released(Struct, frozen=True):
    """What is public, and what was kept back."""

    register: PublicRegister
    withheld: tuple[Withheld, ...]


class Piece(Protocol):
    """What must be known of one record to put all together; see `One`."""

    @property
    def reference(self) -> str:
        """That of the record."""

    @property
    def force(self) -> str:
        """The code of its force."""

    @property
    def left(self) -> tuple[Listing, ...]:
        """The lists that it has left."""

    @property
    def names(self) -> tuple[str, ...]:
        """Public names."""

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What was kept back."""


AnyPiece = TypeVar("AnyPiece", bound=Piece)


class One(Struct, frozen=True, array_like=True):
    """What is public of one record, the lists that it has left, and what was kept back of it.

    `names` are the public ones. `force` is the code of its force.
    """

    reference: str
    force: str
    hearing: PublicHearing | None
    tombstone: PublicTombstone | None
    left: tuple[Listing, ...]
    names: tuple[str, ...]
    withheld: tuple[Withheld, ...]


def release(register: Register, now: dt.datetime, *, with_demonstrations: bool = True) -> Released:
    """Hand over what is public at `now` (aware); demonstrations only where they are wanted."""
    forces = public_forces(register.forces)
    ones = (release_one(entry, forces, register.forces, now) for entry in register.entries)
    return put_together(ones, forces, with_demonstrations=with_demonstrations)


def put_together(
    ones: Iterable[One], forces: Mapping[str, PublicForce], *, with_demonstrations: bool = True
) -> Released:
    """Put together what is public of many records."""
    wanted, shown = shown_of(ones, forces, with_demonstrations=with_demonstrations)
    public = PublicRegister(
        hearings=tuple(one.hearing for one in shown if one.hearing),
        tombstones=tuple(one.tombstone for one in shown if one.tombstone),
        left=left_of(shown),
        forces=wanted,
    )
    return Released(public, withheld_of(shown))


def shown_of(
    pieces: Iterable[AnyPiece], forces: Mapping[str, PublicForce], *, with_demonstrations: bool
) -> tuple[tuple[PublicForce, ...], list[AnyPiece]]:
    """Give the forces that are shown, and what is public of their records in the order of references."""
    wanted = {code: force for code, force in forces.items() if with_demonstrations or not force.is_demonstration}
    shown = sorted((one for one in pieces if one.force in wanted), key=lambda one: reference_order(one.reference))
    return tuple(force for _, force in sorted(wanted.items())), shown


def left_of(shown: Iterable[Piece]) -> tuple[Listing, ...]:
    """Give all lists that hearings have left, as often as they have."""
    return tuple(sorted(listing for one in shown for listing in one.left))


def withheld_of(shown: Sequence[Piece]) -> tuple[Withheld, ...]:
    """Give all that is kept back, each with whether it is public elsewhere."""
    public_names = {name for one in shown for name in one.names}
    withheld = {each for one in shown for each in one.withheld}
    both = (replace(one, is_public_elsewhere=True) if one.term in public_names else one for one in withheld)
    return tuple(sorted(both))


def release_one(
    entry: Entry, public: Mapping[str, PublicForce], forces: dict[str, ForceEntry], now: dt.datetime
) -> One:
    """Release one record, whatever its force; of other records nothing is asked."""
    reference, force = entry.hearing.reference, public[entry.hearing.force]
    gates = Gates(entry.hearing, now)
    hearing = tombstone = None
    left: set[Listing] = set()
    if gates.was_ever_public and gates.tombstone:
        before = _before_the_end(entry, force, forces, gates)
        tombstone = _tombstone(reference, force, gates, before)
    elif gates.was_ever_public:
        hearing = _hearing(entry, force, forces, gates)
    if tombstone or (hearing and entry.hearing.appeals):
        now_on = listings(hearing) if hearing else set()
        left = lists_left(gates, now_on, partial(_hearing, entry, force, forces))
        hearing = replace(hearing, taken_off=tuple(sorted(left))) if hearing else None
    names = _public_names(hearing) if hearing else set()
    withheld = [Withheld(name, "name", entry.path, reference) for name in sorted(_names(entry.hearing) - names)]
    if not gates.was_ever_public:
        withheld.append(Withheld(reference, "reference", entry.path, reference))
    return One(
        reference, entry.hearing.force, hearing, tombstone, tuple(sorted(left)), tuple(sorted(names)), tuple(withheld)
    )


def _tombstone(reference: str, force: PublicForce, gates: Gates, before: PublicHearing | None) -> PublicTombstone:
    if gates.tombstone is None:
        raise ValueError("what is public has no end")
    # Nothing is called off of an outcome whose time is over.
    days = sitting_days(before) if before and not gates.outcome_ended else ()
    return PublicTombstone(
        reference=reference,
        force=force,
        at=gates.tombstone.since,
        on=gates.tombstone.on,
        reason=gates.tombstone.reason,
        entries=(*entry_kinds(before), *before.ended_entries) if before else (),
        sittings=tuple((day.key, day.sequence) for day in days),
    )


def public_forces(forces: Mapping[str, ForceEntry]) -> dict[str, PublicForce]:
    """Hand over what is public of all forces, by code."""
    return {code: _force(entry) for code, entry in forces.items()}


def _force(entry: ForceEntry) -> PublicForce:
    force = entry.force
    return PublicForce(
        code=entry.code,
        name=force.name,
        short=force.short,
        kind=force.kind,
        url=force.url,
        press_email=force.press_email,
        press_phone=force.press_phone,
        contact=force.contact,
        languages=tuple(force.languages),
    )


def _shown(hearing: Hearing, gates: Gates) -> dict[str, Shown]:
    """Everybody by key and by every designation they had; the rules see to it that no two people share one."""
    shown: dict[str, Shown] = {}
    for place, officer in enumerate(hearing.officers, 1):
        one = show_officer(officer, place, gates)
        for key in filter(None, (officer.key, *officer.formerly, officer.anonymous_as)):
            shown.setdefault(key, one)
    for person in hearing.people:
        one = show_person(person, gates)
        for key in (person.key, *person.formerly):
            shown.setdefault(key, one)
    return shown


def _hearing(entry: Entry, force: PublicForce, forces: dict[str, ForceEntry], gates: Gates) -> PublicHearing:
    hearing = entry.hearing
    shown = _shown(hearing, gates)
    appeals = blocks.appeals_that_have_come(gates)
    people = frozenset(key for person in hearing.people for key in (person.key, *person.formerly))
    may_tell = gates.may_tell
    publication = hearing.publication
    public_appeals = blocks.release_appeals(forces, gates)
    first, latest = _moments(hearing, public_appeals, gates)
    whole = PublicHearing(
        reference=hearing.reference,
        force=force,
        status=gates.status,
        is_published=gates.is_published,
        is_over=gates.is_over,
        sitting=blocks.release_sitting(hearing.hearing, gates.sitting_days, forces, gates),
        notice=blocks.release_notice(hearing.notice, gates) if gates.notice_is_public else None,
        officers=tuple(
            release_officer(officer, place, shown[officer.key], appeals, gates)
            for place, officer in enumerate(hearing.officers, 1)
        ),
        people=blocks.release_people(shown, gates),
        restrictions=blocks.release_restrictions(shown, people, gates),
        investigation=blocks.release_investigation(gates),
        criminal_proceedings=blocks.release_criminal_matters(shown, gates),
        published=publication.publish_at if publication and gates.is_published else None,
        outcome_published=publication.outcome_at if publication and gates.outcome_is_public else None,
        first_public=first,
        updated=latest,
        summary=hearing.summary if may_tell else None,
        account=_account(entry, gates),
        quotes=tuple(PublicQuote(by=_quoted(quote.by, shown, gates), text=quote.text) for quote in hearing.quotes)
        if may_tell
        else (),
        documents=tuple(PublicDocument(file=one.file, title=one.title) for one in hearing.attachments)
        if may_tell
        else (),
        area=hearing.area if not gates.details_held_back and not gates.is_anonymised else None,
        history=blocks.release_history(gates),
        appeals=public_appeals,
        changes=blocks.release_changes(gates),
        details_held_back=gates.details_held_back,
        details_released=gates.details_released,
        change_count=sum(change.kind != "minor" and gates.has_come(change.on) for change in hearing.changes),
        is_anonymised=gates.is_anonymised,
        anonymised_from=second_after(gates.last_moment) if gates.is_anonymised else None,
    )
    if not gates.is_anonymised:
        return whole
    kept = entry_kinds(whole)
    before = _before_the_end(entry, force, forces, gates)
    earlier = entry_kinds(before) if before else ()
    return replace(whole, ended_entries=tuple(kind for kind in earlier if kind not in kept))


def _before_the_end(
    entry: Entry, force: PublicForce, forces: dict[str, ForceEntry], gates: Gates
) -> PublicHearing | None:
    """The hearing as it was public at the last moment before its end, or before the end of its names."""
    before = Gates(entry.hearing, gates.last_moment)
    if not before.was_ever_public or before.tombstone:
        return None
    return _hearing(entry, force, forces, before)


def _quoted(by: str, shown: dict[str, Shown], gates: Gates) -> str:
    """Whom a quotation is by, under the designation of this moment; the chair by name, unless that is protected."""
    if by in shown:
        return shown[by].designation.en
    return "the chair" if protects_name(by, gates) else by


def _account(entry: Entry, gates: Gates) -> Text | None:
    """The body once the findings are public; before, the notice's text, for which an undecided record's body serves."""
    if gates.is_published:
        return entry.body if gates.may_tell else None
    if gates.details_held_back or entry.hearing.notice is None:
        return None
    is_undecided = entry.hearing.status in ("scheduled", "adjourned", "postponed", "vacated")
    return entry.hearing.notice.text or (entry.body if is_undecided else None)


def _moments(hearing: Hearing, appeals: Iterable[PublicAppeal], gates: Gates) -> tuple[Moment, Moment]:
    """The first and the latest public moment of a record; a minor change moves nothing."""
    births = [hearing.notice.published] if hearing.notice and gates.notice_is_public else []
    later: list[Moment] = [step.on for step in gates.steps]
    if hearing.publication and gates.is_published:
        births.append(hearing.publication.publish_at)
        if hearing.publication.outcome_at:
            later.append(hearing.publication.outcome_at)
    for appeal in appeals:
        later += [appeal.published, *(step.on for step in appeal.history)]
        later += [appeal.notice.published] if appeal.notice else []
        # Of days that were given up as well: a step that is written when they are over must not take the page back.
        # With the last second of its day, so that a decision which is told from the next one on is later.
        over = [end_of(day) for day in last_days(appeal)]
        later += [Moment(end - _SECOND, has_time=False) for end in over if end <= gates.now]
    for restriction in hearing.restrictions:
        later += [restriction.from_] if restriction.from_ else []
        if restriction.lifted:
            later.append(Moment(restriction.lifted.on.at, has_time=restriction.lifted.on.has_time))
        elif restriction.until and restriction_is_over(restriction, gates):
            later.append(Moment(restriction.until.at, has_time=restriction.until.has_time))
    later += gates.details_released
    later += [change.on for change in hearing.changes if change.kind != "minor"]
    first = min(births, key=lambda moment: moment.at)
    come = [moment for moment in (*births, *later) if gates.has_come(moment)]
    if gates.is_anonymised:  # less than a second ago, perhaps: nothing of a record changes but at its own moments
        come.append(Moment(second_after(gates.last_moment)))
    return first, max(come, key=lambda moment: moment.at)


def _names(hearing: Hearing) -> set[str]:
    chairs = [hearing.hearing.chair, *(appeal.hearing.chair for appeal in hearing.appeals if appeal.hearing)]
    names = [person.name for person in hearing.everybody()] + [chair.name for chair in chairs if chair]
    return {name for name in names if name}


def _public_names(hearing: PublicHearing) -> set[str]:
    chairs = [hearing.sitting.chair, *(appeal.sitting.chair for appeal in hearing.appeals if appeal.sitting)]
    names = {officer.designation for officer in hearing.officers if officer.is_named}
    names |= {person.designation.en for person in hearing.people if person.is_named}
    return names | {chair.name for chair in chairs if chair and chair.name}
