"""What the rules about all records together need of each one: little enough to be remembered for ten thousand."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from hearingsite.patterns import later
from hearingsite.records.frontmatter import Places
from hearingsite.records.header import type_path
from hearingsite.records.model import Hearing, Officer, Person, SittingSpan
from hearingsite.records.register import Entry, ForceEntry

# "PC X", "Ms A", "Witness 12", "Police Staff Member AB"; not "the colleague", which is a description.
DESIGNATION: Final = later(r"[A-Z][\w.-]*(?: [\w.-]+){0,3} (?:[A-Z]{1,2}\d?|\d{1,3})")


class Unnamed(Struct, frozen=True, array_like=True):
    """An officer who is shown by a designation: the place in the record, 0 first, and whether a restriction protects."""

    place: int
    rank: str
    key: str
    is_protected: bool


class Outline(Struct, frozen=True, array_like=True):
    """One record; `turns` are the days within which what the rules find may change.

    `names` are those of everybody whom it names, `nameless` those who stand there under a designation alone.
    """

    path: str
    reference: str
    force: str
    year: int
    designations: tuple[tuple[type_path, str], ...]
    unnamed: tuple[Unnamed, ...]
    documents: tuple[str, ...]
    has_exceptions: bool
    turns: tuple[dt.date, ...]
    names: tuple[str, ...]
    nameless: tuple[tuple[type_path, str], ...]


class Overview(Struct, frozen=True):
    """All records in outline, in the order of their paths, and the forces.

    By the path of a record, `entry` gives all of it, and `places` where its values stand. `unread` are the references
    that the names of files promise which nobody could understand.
    """

    outlines: Sequence[Outline]
    forces: dict[str, ForceEntry]
    places: Callable[[str], Places]
    entry: Callable[[str], Entry]
    unread: frozenset[str] = frozenset()


def promised(paths: Iterable[str]) -> frozenset[str]:
    """Give the references by which the files of records are called."""
    return frozenset(path.rpartition("/")[2].partition(".")[0].upper() for path in paths)


def outline_of(entry: Entry) -> Outline:
    """Make the outline of a record."""
    hearing = entry.hearing
    return Outline(
        path=entry.path,
        reference=hearing.reference,
        force=hearing.force,
        year=year_of(hearing),
        designations=tuple(_shown(hearing)),
        unnamed=tuple(_unnamed(hearing)),
        documents=tuple(one.file for one in hearing.attachments),
        has_exceptions=bool(hearing.allow),
        turns=tuple(_turns(hearing)),
        names=tuple(_names(hearing)),
        nameless=tuple(_nameless(hearing)),
    )


def _names(hearing: Hearing) -> Iterator[str]:
    chairs = [hearing.hearing.chair, *(appeal.hearing.chair for appeal in hearing.appeals if appeal.hearing)]
    yield from (one.name for one in (*hearing.everybody(), *chairs) if one and one.name)


def _nameless(hearing: Hearing) -> Iterator[tuple[type_path, str]]:
    for number, officer in enumerate(hearing.officers):
        if officer.known_as and not officer.name:
            yield ("officers", number, "known_as"), officer.known_as
    for number, person in enumerate(hearing.people):
        if person.known_as and not person.name:
            yield ("people", number, "known_as"), person.known_as.en


def _turns(hearing: Hearing) -> Iterator[dt.date]:
    if hearing.publication and hearing.publication.outcome_at:
        yield hearing.publication.outcome_at.day
    yield from (matter.on.day for matter in hearing.criminal_proceedings if matter.on and matter.on.has_time)


def overview_of(
    entries: Sequence[Entry], forces: dict[str, ForceEntry], unread: frozenset[str] = frozenset()
) -> Overview:
    """Make the overview of records that are all at hand."""
    by_path = {entry.path: entry for entry in entries}
    outlines = tuple(outline_of(entry) for entry in entries)
    return Overview(outlines, forces, lambda path: by_path[path].front_matter.places(), by_path.__getitem__, unread)


def year_of(hearing: Hearing) -> int:
    """Give the year of the first sitting day, or of the reference where no day is known."""
    dates = hearing.hearing.dates
    first = dates.first if isinstance(dates, SittingSpan) else min(dates, default=None)
    return first.year if first else int(hearing.reference.split("-")[1])


def is_protected(officer: Officer, hearing: Hearing) -> bool:
    """Whether an officer is shown without a name because of a restriction that is not lifted."""
    return officer.known_as is not None and any(
        one.covers == "identity" and one.lifted is None and one.protects in ("all", officer.known_as, *officer.formerly)
        for one in hearing.restrictions
    )


def _unnamed(hearing: Hearing) -> Iterator[Unnamed]:
    for place, officer in enumerate(hearing.officers):
        if officer.known_as:
            yield Unnamed(place, officer.rank, officer.key, is_protected(officer, hearing))


def _shown(hearing: Hearing) -> Iterator[tuple[type_path, str]]:
    everybody: tuple[tuple[str, Sequence[Officer | Person]], ...] = (
        ("officers", hearing.officers),
        ("people", hearing.people),
    )
    for block, people in everybody:
        for place, person in enumerate(people):
            for path, designation in designations_of(person):
                yield (block, place, *path), designation


def designations_of(person: Officer | Person) -> Iterator[tuple[type_path, str]]:
    """Yield every designation under which somebody is or was shown, with its path below the person."""
    if isinstance(person, Officer):
        if person.known_as:
            yield ("known_as",), person.known_as
        if person.anonymous_as:
            yield ("anonymous_as",), person.anonymous_as
    elif person.known_as and DESIGNATION.fullmatch(person.known_as.en):
        yield ("known_as",), person.known_as.en
    for place, former in enumerate(person.formerly):
        yield ("formerly", place), former
