"""What a hearing comes to, computed once: who breached which standard, at what level, and what followed."""

import functools
from collections.abc import Iterable, Iterator

from msgspec import Struct

from hearingsite.public.model import PublicAllegation, PublicHearing, PublicOfficer
from hearingsite.vocabulary import read_vocabulary


class Breach(Struct, frozen=True, kw_only=True):
    """One standard found breached by one officer; no level where it was found for everything together."""

    standard: str
    officer: PublicOfficer
    allegation: PublicAllegation | None


def find_breaches(hearing: PublicHearing) -> list[Breach]:
    """List what was found breached, in the order of Schedule 2, then of officers and allegations."""
    return sorted(_breaches(hearing), key=lambda breach: _order(breach.standard))


def _breaches(hearing: PublicHearing) -> Iterator[Breach]:
    for officer in hearing.officers:
        yield from breaches_of(officer)


def breaches_of(officer: PublicOfficer) -> Iterator[Breach]:
    """Yield what was found breached by one officer."""
    named: set[str] = set()
    for allegation in officer.allegations:
        if _is_breach(allegation):
            for standard in allegation.standards:
                named.add(standard)
                yield Breach(standard=standard, officer=officer, allegation=allegation)
    for standard in officer.standards_breached:
        if standard not in named:
            yield Breach(standard=standard, officer=officer, allegation=None)


def _is_breach(allegation: PublicAllegation) -> bool:
    return allegation.is_proven and allegation.level != "none"


def has_findings(hearing: PublicHearing) -> bool:
    """Whether any finding is public and in force; not so before publication, or where a court set all aside."""
    return any(
        allegation.finding is not None for officer in hearing.officers for allegation in officer.allegations
    ) or bool(breached_standards(hearing))


def breached_standards(hearing: PublicHearing) -> list[str]:
    """List the codes of the standards found breached, each once, in the order of Schedule 2."""
    found: set[str] = set()
    for officer in hearing.officers:
        found.update(officer.standards_breached)
        for allegation in officer.allegations:
            if _is_breach(allegation):
                found.update(allegation.standards)
    return in_order(found)


def alleged_standards(hearing: PublicHearing) -> list[str]:
    """List the codes of all standards alleged, each once, in the order of Schedule 2."""
    return in_order({standard for officer in hearing.officers for standard in alleged_of(officer)})


def alleged_of(officer: PublicOfficer) -> set[str]:
    """Give the codes of the standards that one officer is alleged to have breached."""
    alleged = {standard for allegation in officer.allegations for standard in allegation.standards}
    return alleged.union(officer.standards_alleged)


def in_order(standards: Iterable[str]) -> list[str]:
    """Put codes of standards into the order of Schedule 2."""
    found = list(standards)
    return sorted(found, key=_order) if len(found) > 1 else found


@functools.cache
def _order(standard: str) -> int:
    return list(read_vocabulary("standards")).index(standard)
