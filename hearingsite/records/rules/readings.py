"""The ways to count what a record has: every number of allegations, officers or standards that a text may rightly give."""

from collections.abc import Iterable, Iterator

from hearingsite.records.model import Allegation, Hearing, Officer
from hearingsite.vocabulary.codes import PROVEN

_ADMITTED = ("admitted", "part-admitted")


def allegation_readings(hearing: Hearing) -> set[int]:
    """Count allegations: of one officer or of all; each once or as often as it happened; all, or those that are alike."""
    everything = [allegation for officer in hearing.officers for allegation in officer.allegations]
    found = {len({allegation.conduct.en for allegation in everything})}
    for group in (*(officer.allegations for officer in hearing.officers), everything):
        for alike in _alike(group):
            found |= {len(alike), sum(allegation.count or 1 for allegation in alike)}
    return found


def officer_readings(hearing: Hearing) -> set[int]:
    """Count officers: all, or those with the same outcome, service, rank or level."""
    officers = hearing.officers
    found = {len(officers)}
    for name in ("outcome", "service", "rank", "level", "attended"):
        values = [getattr(officer, name) for officer in officers]
        found |= {values.count(value) for value in values}
    return found


def standard_readings(hearing: Hearing) -> set[int]:
    """Count standards: of one allegation, of one officer or of all; empty where the record does not know them all."""
    found: set[int] = set()
    together: list[tuple[Allegation, ...]] = []
    overall: set[str] = set()
    for officer in hearing.officers:
        alleged = {*officer.standards_alleged, *officer.standards_breached}
        if not alleged and not all(allegation.standards for allegation in officer.allegations):
            return set()
        overall |= alleged
        found |= {len(officer.standards_alleged), len(officer.standards_breached), len(alleged)}
        found |= {len(set(allegation.standards)) for allegation in officer.allegations}
        found |= {len(_standards(alike) | alleged) for alike in _alike(officer.allegations)}
        together += [tuple(officer.allegations)]
    everything = [allegation for allegations in together for allegation in allegations]
    return found | {len(_standards(alike) | overall) for alike in _alike(everything)}


def _standards(allegations: Iterable[Allegation]) -> set[str]:
    return {standard for allegation in allegations for standard in allegation.standards}


def _alike(group: list[Allegation]) -> Iterator[list[Allegation]]:
    """Yield all of a group, and every part of it that has something in common."""
    yield group
    yield [one for one in group if one.finding in PROVEN]
    yield [one for one in group if one.finding not in PROVEN]
    yield [one for one in group if one.finding != "withdrawn"]
    yield [one for one in group if one.response in _ADMITTED]
    for name in ("finding", "response", "level", "alleged_level", "duty"):
        for value in {getattr(one, name) for one in group}:
            yield [one for one in group if getattr(one, name) == value]
    for standard in _standards(group):
        yield [one for one in group if standard in one.standards]


def officer_names(officer: Officer) -> tuple[str, ...]:
    """Give what a text may call an officer: the designation or name, and a surname."""
    return (officer.key, officer.key.rsplit(" ", 1)[-1]) if officer.name else (officer.key,)
