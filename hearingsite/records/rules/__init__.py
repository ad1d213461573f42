"""The rules: each is a generator whose docstring is the rule. `check_register` runs them all.

A module holds the rules about one thing and lists them in RULES; codes are explained in `hearingsite/codes`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.records.outline import Overview, overview_of
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules import (
    abbreviations,
    across,
    appeals,
    attachments,
    consistency,
    contacts,
    contradictions,
    counts,
    dates,
    designations,
    embargo,
    hearing_itself,
    hearing_lengths,
    hearing_times,
    history,
    initials,
    jigsaw,
    law,
    lifelong,
    names,
    neutrality,
    nothing_proven,
    outcomes,
    people,
    personal_numbers,
    rank_titles,
    reuse,
    sitting_days,
    small_groups,
    stand_ins,
    standards,
    state,
    tallies,
    texts,
    welsh,
    wording,
)
from hearingsite.records.rules.case import Case, HearingRule, RegisterRule
from hearingsite.records.rules.exceptions import apply_exceptions

# In the order in which a reader meets what they are about: the header from the top, then the texts.
HEARING_RULES: Final[tuple[HearingRule, ...]] = (
    *across.RULES,
    *state.RULES,
    *history.RULES,
    *sitting_days.RULES,
    *people.RULES,
    *consistency.RULES,
    *law.RULES,
    *lifelong.RULES,
    *appeals.RULES,
    *texts.RULES,
    *stand_ins.RULES,
    *attachments.RULES,
    *embargo.RULES,
    *designations.RULES,
    *contradictions.RULES,
    *nothing_proven.RULES,
    *rank_titles.RULES,
    *outcomes.RULES,
    *tallies.RULES,
    *neutrality.RULES,
    *dates.RULES,
    *hearing_itself.RULES,
    *hearing_lengths.RULES,
    *hearing_times.RULES,
    *counts.RULES,
    *standards.RULES,
    *wording.RULES,
    *abbreviations.RULES,
    *reuse.RULES,
    *contacts.RULES,
    *personal_numbers.RULES,
    *names.RULES,
    *initials.RULES,
    *jigsaw.RULES,
    *small_groups.RULES,
    *welsh.RULES,
)
REGISTER_RULES: Final[tuple[RegisterRule, ...]] = (
    *across.REGISTER_RULES,
    *reuse.REGISTER_RULES,
    *jigsaw.REGISTER_RULES,
)


def check_register(register: Register, now: dt.datetime) -> Iterator[Diagnostic]:
    """Yield every finding of every rule at a moment (aware), exceptions applied."""
    overview = overview_of(register.entries, register.forces)
    findings = {entry.path: list(check_entry(entry, register, now)) for entry in register.entries}
    yield from sort_across(check_across(overview), findings)
    for entry in register.entries:
        yield from check_exceptions(entry, register, now, findings[entry.path])


def check_entry(entry: Entry, register: Register, now: dt.datetime) -> Iterator[Diagnostic]:
    """Yield what the rules about one record find; of the register only the forces are looked at."""
    case = Case(entry, register, now)
    for rule in HEARING_RULES:
        yield from rule(case)


def check_across(overview: Overview) -> Iterator[Diagnostic]:
    """Yield what the rules about all records together find."""
    for rule in REGISTER_RULES:
        yield from rule(overview)


def sort_across(across: Iterable[Diagnostic], findings: dict[str, list[Diagnostic]]) -> Iterator[Diagnostic]:
    """Put what was found across records to the findings of its record, and yield what belongs to none."""
    for found in across:
        if found.place.path in findings:
            ours = findings[found.place.path]
            # A copy with the reference left in has one fault, and its name is not what is wrong.
            ours[:] = [one for one in ours if (found.code, one.code) != ("HS401", "HS403")] + [found]
        else:
            yield found


def check_exceptions(
    entry: Entry,
    register: Register,
    now: dt.datetime,
    findings: Sequence[Diagnostic],
    elsewhere: Mapping[Place, str] = MappingProxyType({}),
) -> Iterator[Diagnostic]:
    """Yield the findings of a record that no reviewed exception covers; `elsewhere` is what stands in other files than its own."""
    yield from apply_exceptions(Case(entry, register, now), findings, elsewhere)
