"""What is wrong with the texts of a record whose header has faults: told in the same run, not in the next.

Values that do not fit are replaced, so that rules can be asked which look at texts and at designations, and at nothing of
what was replaced.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.fitting import fitted
from hearingsite.records.frontmatter import HEADER_LINE, split_at_fences
from hearingsite.records.header import read_header
from hearingsite.records.model import Hearing
from hearingsite.records.recovery import OF_VALUES, SLIP, block_of, without_slip
from hearingsite.records.register import Entry, RecordSource, Register, make_entry
from hearingsite.records.rules import abbreviations, contacts, designations, neutrality, personal_numbers, wording
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.source import Source

_RULES: Final[tuple[HearingRule, ...]] = (
    *designations.RULES,
    *neutrality.RULES,
    *wording.RULES,
    *abbreviations.RULES,
    *contacts.RULES,
    *personal_numbers.RULES,
)
# Who is declared decides what a text may say.
_OF_PEOPLE: Final = frozenset({"officers", "people", "panel", "quotes"})


def faults_of_texts(
    record: RecordSource, faults: Sequence[Diagnostic], register: Register, now: dt.datetime
) -> Iterator[Diagnostic]:
    """Yield what rules find in the texts of a record that has these `faults`; of the register only the forces are looked at."""
    entry = _entry_of(record, faults)
    # Somebody may have let through what would be found.
    if entry is not None and not entry.hearing.allow:
        case = Case(entry, register, now)
        for rule in _RULES:
            yield from rule(case)


def _entry_of(record: RecordSource, faults: Sequence[Diagnostic]) -> Entry | None:
    """The record, with other values for those that do not fit; nothing where more is wrong with it."""
    source = record.source
    parts = split_at_fences(source)
    slips = [one for one in faults if one.code == SLIP]
    if isinstance(parts, Diagnostic) or len(slips) > 1 or not {one.code for one in faults} <= {*OF_VALUES, SLIP}:
        return None
    header = rest = parts[0]
    for slip in slips:
        line = slip.place.line - HEADER_LINE
        if block_of(header, line) in _OF_PEOPLE:
            return None
        rest = without_slip(header, line)
    read = read_header(source.path, rest, HEADER_LINE)
    if read.faults or not isinstance(read.data, dict):
        return None
    start = source.text.index("\n") + 1
    text = source.text[:start] + rest + source.text[start + len(header) :]
    made = make_entry(RecordSource(Source(source.path, text), record.welsh, record.digest), fitted(read.data, Hearing))
    return made if isinstance(made, Entry) else None
