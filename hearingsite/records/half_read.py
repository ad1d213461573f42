"""What is wrong with the texts of a record whose header has faults: told in the same run, not in the next.

Values that do not fit are replaced, so that rules can be asked which look at texts and at designations, and at nothing of
what was replaced.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from msgspec.structs import fields

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.faults import describe_faults
from hearingsite.records.fitting import fitted
from hearingsite.records.frontmatter import HEADER_LINE, Places, split_at_fences
from hearingsite.records.header import read_header
from hearingsite.records.model import Hearing
from hearingsite.records.recovery import OF_VALUES, SLIP, blocks_of, without_slip
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
# A value, a key at another level, one that is none or that is missing, a value of another shape, none at all, a text of another form.
_UNDERSTOOD: Final = frozenset({*OF_VALUES, SLIP, "HS128", "HS201", "HS202", "HS203", "HS208", "HS210"})
# Postcodes, streets: where a hearing sits may be told, and the venue may have been lost with the slip.
_OF_VENUES: Final = frozenset({"HS603", "HS604"})
_WITH_VENUES: Final = frozenset({"hearing", "appeals"})
# Who is declared decides what a text may say.
_OF_PEOPLE: Final = frozenset({"officers", "people", "panel", "quotes"})
_OF_OTHERS: Final = frozenset(field.encode_name for field in fields(Hearing)) - _OF_PEOPLE


def faults_of_texts(
    record: RecordSource, faults: Sequence[Diagnostic], register: Register, now: dt.datetime
) -> Iterator[Diagnostic]:
    """Yield what rules find in the texts of a record that has these `faults`; of the register only the forces are looked at."""
    parts = split_at_fences(record.source)
    if isinstance(parts, Diagnostic):
        return
    blocks = blocks_of(parts[0])
    entry = _entry_of(record, parts[0], blocks, faults)
    lost = {block for one in faults if one.code not in OF_VALUES for block in _blocks_at(one, blocks)}
    # Somebody may have let through what would be found; a force publishes contacts of its own.
    if entry is None or "allow" in lost or entry.hearing.allow or entry.hearing.force not in register.forces:
        return
    case = Case(entry, register, now)
    found = chain.from_iterable(rule(case) for rule in _RULES)
    yield from (one for one in found if one.code not in _OF_VENUES or lost.isdisjoint(_WITH_VENUES))


def _entry_of(record: RecordSource, header: str, blocks: Sequence[str], faults: Sequence[Diagnostic]) -> Entry | None:
    """The record, with other values for those that do not fit; nothing where more is wrong with it."""
    source, rest = record.source, header
    for slip in (one for one in faults if one.code == SLIP):
        rest = without_slip(rest, slip.place.line - HEADER_LINE)
    read = read_header(source.path, rest, HEADER_LINE, keep_marks=True)
    if read.faults or not isinstance(read.data, dict):
        return None
    others = describe_faults(read.data, Hearing, Places(source.path, HEADER_LINE, read.marks, rest))
    if any(_is_of_people(one, blocks) for one in chain(faults, others)):
        return None
    start = source.text.index("\n") + 1
    text = source.text[:start] + rest + source.text[start + len(header) :]
    made = make_entry(RecordSource(Source(source.path, text), record.welsh, record.digest), fitted(read.data, Hearing))
    return made if isinstance(made, Entry) else None


def _is_of_people(fault: Diagnostic, blocks: Sequence[str]) -> bool:
    """Whether a fault may change who is declared: no value of a field does, but for a name or a designation."""
    if fault.code in OF_VALUES:
        return False
    return fault.code not in _UNDERSTOOD or not _blocks_at(fault, blocks) <= _OF_OTHERS


def _blocks_at(fault: Diagnostic, blocks: Sequence[str]) -> set[str]:
    """The block of a fault; of a slip also the one above, for its line may be the rest of a text that was broken."""
    line = max(0, fault.place.line - HEADER_LINE)
    return {blocks[max(0, line - 1)], blocks[line]} if fault.code == SLIP else {blocks[line]}
