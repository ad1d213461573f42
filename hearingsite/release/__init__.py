"""The only door between what editors wrote and what anyone may read.

`release` takes the register and a moment and hands over, field by field, only what may be seen at that
moment, as the table "What is public when" of records.md says. What it keeps back it tells, so that the
finished site can be searched for it.
"""

import datetime as dt

from msgspec import Struct

from hearingsite.public.model import (
    PublicDocument,
    PublicForce,
    PublicHearing,
    PublicNotice,
    PublicQuote,
    PublicRegister,
    PublicTombstone,
)
from hearingsite.records.model import Hearing
from hearingsite.records.register import Entry, ForceEntry, Register
from hearingsite.release import blocks
from hearingsite.release.designations import Shown, show_officer, show_person
from hearingsite.release.officers import release_officer
from hearingsite.release.stage import Stage
from hearingsite.values import Moment, Text


class Withheld(Struct, frozen=True, order=True):
    """A reference or a name that must be in no byte of the output; `record` is the path of its record."""

    term: str
    kind: str
    record: str


class Released(Struct, frozen=True):
    """What is public, and what was kept back."""

    register: PublicRegister
    withheld: tuple[Withheld, ...]


def release(register: Register, now: dt.datetime, *, with_demonstrations: bool = True) -> Released:
    """Hand over what is public at `now` (aware); demonstrations only where they are wanted."""
    forces = {code: _force(entry) for code, entry in register.forces.items()}
    hearings: list[PublicHearing] = []
    tombstones: list[PublicTombstone] = []
    withheld: list[Withheld] = []
    for entry in sorted(register.entries, key=lambda entry: entry.hearing.reference):
        force = forces[entry.hearing.force]
        if force.is_demonstration and not with_demonstrations:
            continue
        stage = Stage(entry.hearing, now)
        if not stage.was_ever_public:
            withheld.append(Withheld(entry.hearing.reference, "reference", entry.path))
        # Every name of every record; those that turn out to be public somewhere are taken out below.
        withheld += (Withheld(name, "name", entry.path) for name in _names(entry.hearing))
        if stage.was_ever_public and not stage.tombstone:
            hearings.append(_hearing(entry, force, register.forces, stage))
        if stage.was_ever_public and stage.tombstone:
            on, reason = stage.tombstone
            tombstones.append(PublicTombstone(reference=entry.hearing.reference, force=force, on=on, reason=reason))
    public = PublicRegister(
        hearings=tuple(hearings),
        tombstones=tuple(tombstones),
        forces=tuple(force for _, force in sorted(forces.items()) if with_demonstrations or not force.is_demonstration),
    )
    public_names = {name for hearing in hearings for name in _public_names(hearing)}
    return Released(public, tuple(sorted(one for one in set(withheld) if one.term not in public_names)))


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


def _shown(hearing: Hearing, stage: Stage) -> dict[str, Shown]:
    """Everybody by key and by every designation they had."""
    shown: dict[str, Shown] = {}
    for place, officer in enumerate(hearing.officers, 1):
        one = show_officer(officer, place, stage)
        shown.update({key: one for key in (officer.key, *officer.formerly, officer.anonymous_as) if key})
    for person in hearing.people:
        one = show_person(person, stage)
        shown.update(dict.fromkeys((person.key, *person.formerly), one))
    return shown


def _hearing(entry: Entry, force: PublicForce, forces: dict[str, ForceEntry], stage: Stage) -> PublicHearing:
    hearing = entry.hearing
    shown = _shown(hearing, stage)
    appeals = blocks.appeals_that_have_come(stage)
    people = frozenset(key for person in hearing.people for key in (person.key, *person.formerly))
    may_tell = stage.may_tell
    publication = hearing.publication
    first, latest = _moments(hearing, stage)
    return PublicHearing(
        reference=hearing.reference,
        force=force,
        status=stage.status,
        is_published=stage.is_published,
        is_over=stage.is_over,
        sitting=blocks.release_sitting(hearing.hearing, stage.sitting_days, forces, stage),
        notice=_notice(hearing, stage),
        officers=tuple(
            release_officer(officer, place, shown[officer.key], appeals, stage)
            for place, officer in enumerate(hearing.officers, 1)
        ),
        people=blocks.release_people(shown, stage),
        restrictions=blocks.release_restrictions(shown, people, stage),
        investigation=blocks.release_investigation(stage),
        criminal_proceedings=blocks.release_criminal_matters(shown, stage),
        published=publication.publish_at if publication and stage.is_published else None,
        outcome_published=publication.outcome_at if publication and stage.outcome_is_public else None,
        first_public=first,
        updated=latest,
        summary=hearing.summary if may_tell else None,
        account=_account(entry, stage),
        quotes=tuple(PublicQuote(by=quote.by, text=quote.text) for quote in hearing.quotes) if may_tell else (),
        documents=tuple(PublicDocument(file=one.file, title=one.title) for one in hearing.attachments)
        if may_tell
        else (),
        area=hearing.area if not stage.details_held_back and not stage.is_anonymised else None,
        history=blocks.release_history(stage),
        appeals=blocks.release_appeals(forces, stage),
        changes=blocks.release_changes(stage),
        details_held_back=stage.details_held_back,
        is_anonymised=stage.is_anonymised,
    )


def _notice(hearing: Hearing, stage: Stage) -> PublicNotice | None:
    if hearing.notice is None or not stage.notice_is_public:
        return None
    shortened = hearing.notice.shortened.reason if hearing.notice.shortened else None
    return PublicNotice(
        published=hearing.notice.published,
        representations_by=hearing.notice.representations_by,
        shortened=shortened if not stage.details_held_back and not stage.is_anonymised else None,
    )


def _account(entry: Entry, stage: Stage) -> Text | None:
    """The body once the findings are public; before, the notice's text, for which an undecided record's body serves."""
    if stage.is_published:
        return entry.body if stage.may_tell else None
    if stage.details_held_back or entry.hearing.notice is None:
        return None
    is_undecided = entry.hearing.status in ("scheduled", "adjourned", "postponed", "vacated")
    return entry.hearing.notice.text or (entry.body if is_undecided else None)


def _moments(hearing: Hearing, stage: Stage) -> tuple[Moment, Moment]:
    """The first and the latest public moment of a record; a minor change moves nothing."""
    births = [hearing.notice.published] if hearing.notice and stage.notice_is_public else []
    later: list[Moment] = [step.on for step in stage.steps]
    if hearing.publication and stage.is_published:
        births.append(hearing.publication.publish_at)
        if hearing.publication.outcome_at:
            later.append(hearing.publication.outcome_at)
    later += [blocks.appeal_moment(appeal) for appeal in blocks.appeals_that_have_come(stage)]
    for restriction in hearing.restrictions:
        later += [restriction.from_] if restriction.from_ else []
        later += [restriction.lifted.on] if restriction.lifted else []
    later += [change.on for change in hearing.changes if change.kind != "minor"]
    first = min(births, key=lambda moment: moment.at)
    come = [moment for moment in (*births, *later) if stage.has_come(moment)]
    return first, max(come, key=lambda moment: moment.at)


def _names(hearing: Hearing) -> set[str]:
    names = {person.name for person in hearing.everybody() if person.name}
    return names | ({hearing.hearing.chair.name} if hearing.hearing.chair and hearing.hearing.chair.name else set())


def _public_names(hearing: PublicHearing) -> set[str]:
    names = {officer.designation for officer in hearing.officers if officer.is_named}
    names |= {person.designation.en for person in hearing.people if person.is_named}
    return names | ({hearing.sitting.chair.name} if hearing.sitting.chair and hearing.sitting.chair.name else set())
