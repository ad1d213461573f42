"""The rank before an officer's name: in a text against the ranks of the header, and in the header none at all."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import Told, find_all
from hearingsite.vocabulary import read_vocabulary

# How a rank is written before a name → its step; detectives and special constables have the same steps.
_STEPS: Final = {
    "Chief Superintendent ": "chief-superintendent",
    "Superintendent ": "superintendent",
    "Supt ": "superintendent",
    "Chief Inspector ": "chief-inspector",
    "DCI ": "chief-inspector",
    "Inspector ": "inspector",
    "Insp ": "inspector",
    "DI ": "inspector",
    "Sergeant ": "sergeant",
    "Sgt ": "sergeant",
    "PS ": "sergeant",
    "DS ": "sergeant",
    "Constable ": "constable",
    "PC ": "constable",
    "DC ": "constable",
}
_WRITTEN: Final = tuple(_STEPS)
_CHIEF_OFFICERS: Final = ("Chief Constable ", "Special Constable ")
# What makes it the rank of another time.
_OTHER_TIME: Final = (
    "then ",
    "then-",
    "former ",
    "formerly ",
    "acting ",
    "temporary ",
    "a/",
    "t/",
    "now ",
    "ex-",
    "ex ",
    "old ",
    "new ",
)
_REACH: Final = 24
_BEFORE_A_NAME: Final = later(
    r"(?:(?:(?:former|ex|acting|temporary|retired|police|special|detective|det|chief|ch|assistant|deputy|constable|sergeant|inspector"
    r"|superintendent|commander|commissioner|officer|[ta]/(?:pc|dc|ps|ds|di|dci|sgt|insp|supt)|pc|dc|ps|ds|di|dci|sgt|insp|supt|acc|dcc)"
    r"\.?[\s-]+)+)(?=\S)",
    re.IGNORECASE,
)


def check_ranks_before_names(case: Case) -> Iterator[Diagnostic]:
    """The rank before an officer's name is the rank of the header, at the hearing, at the time or after a reduction."""
    told, _ = case.told
    for form, officer in _forms(case.hearing):
        steps = {_step(rank) for rank in (officer.rank, officer.rank_then, officer.reduced_to) if rank}
        if not officer.rank_status and steps <= set(_STEPS.values()):
            for at, _ in find_all(told.text, (form,)):
                written = _rank_before(told, at)
                if written and _STEPS[written] not in steps and not told.is_of_earlier_text(at):
                    yield _say(told, at - len(written), written.strip(), officer)


def _forms(hearing: Hearing) -> Iterator[tuple[str, Officer]]:
    """Give what officers are called by name: the whole name, and a surname that nobody else has."""
    surnames = [person.name.split()[-1] for person in hearing.everybody() if person.name]
    surnames += [hearing.hearing.chair.name.split()[-1]] if hearing.hearing.chair and hearing.hearing.chair.name else []
    for officer in hearing.officers:
        if officer.name:
            yield officer.name, officer
            surname = officer.name.split()[-1]
            if surnames.count(surname) == 1 and surname != officer.name:
                yield surname, officer


def _rank_before(told: Told, at: int) -> str | None:
    """Tell the rank right before a name, unless it is that of another time."""
    text, start = told.text, max(0, at - _REACH)
    if not text.endswith(_WRITTEN, start, at) or text.endswith(_CHIEF_OFFICERS, start, at):
        return None
    written = next(rank for rank in _WRITTEN if text.endswith(rank, start, at))
    before = told.lowered[max(0, at - len(written) - _REACH) : at - len(written)].replace("detective ", "")
    return None if before.endswith((*_OTHER_TIME, "chief ", "deputy ")) else written


def _step(rank: str) -> str:
    return rank.removeprefix("detective-").removeprefix("special-")


def _say(told: Told, start: int, written: str, officer: Officer) -> Diagnostic:
    noun = read_vocabulary("ranks")[officer.rank].noun
    message = (
        f'The text says "{written}" of {officer.key}. In the record, the rank is {noun.en if noun else officer.rank}.'
    )
    return told.at("HS509", start, message, 'Correct the text, or "rank" or "rank_then" in the header.')


def check_ranks_in_names(case: Case) -> Iterator[Diagnostic]:
    """An officer's name is the name alone; the rank has a key of its own."""
    for place, officer in case.officers():
        before = _BEFORE_A_NAME.match(officer.name or "")
        if before and officer.name:
            message = f'"{before[0].strip()}" is a part of the name here, and pages write the rank beside each name.'
            hint = f'Write "name: {officer.name[before.end() :]}"; "rank" and "service" say the rest.'
            yield case.at("HS510", ("officers", place, "name"), message, hint)


RULES: Final[tuple[HearingRule, ...]] = (check_ranks_before_names, check_ranks_in_names)
