"""Faults that time alone will bring: a record that passes its check today, and on a day to come does not."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.diagnostics import Diagnostic, Place, code_table
from hearingsite.records.moments import moments_of
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules import check_entry, check_exceptions
from hearingsite.records.rules.case import Case
from hearingsite.values import day_of, end_of

# Whatever counts working days has counted them by then, over Christmas too.
_STILL_COUNTS: Final = dt.timedelta(days=30)
_DAY: Final = dt.timedelta(days=1)
_ENDS: Final = 'Its exception ends the day before: look at it again, and give a new day in "until"; or mend it. '
_JUST_BEFORE: Final = dt.timedelta(microseconds=1)


class Refusal(Struct, frozen=True):
    """A day to come from which on builds are refused unless somebody mends something, and what is found then."""

    on: dt.date
    fault: Diagnostic


def faults_ahead(
    entry: Entry, forces: Register, now: dt.datetime, days: int, unused: Collection[Place]
) -> Iterator[Refusal]:
    """Yield what will be wrong with a record in the next days, each with its first day; `unused` are exceptions that cover nothing.

    A fault that time brought stays until somebody mends it: so the last day tells whether there is one at all.
    """
    today = day_of(now)
    ahead = [today + _DAY * number for number in range(1, days + 1)]
    if not any(now - _STILL_COUNTS < at <= end_of(ahead[-1]) for at in moments_of(entry.hearing)):
        return
    known = {_key(one) for one in _errors(entry, forces, now)}
    last = {_key(one) for one in _errors(entry, forces, _last_of(ahead[-1]))} - known
    for day in ahead if last else ():
        for one in _errors(entry, forces, _last_of(day)):
            if _key(one) in last:
                last.discard(_key(one))
                is_excepted = _key(one) in {_key(found) for found in check_entry(entry, forces, now)}
                yield Refusal(day, replace(one, hint=_ENDS + one.hint) if is_excepted else one)
    yield from _uncovered(entry, forces, now, ahead, unused)


def _errors(entry: Entry, forces: Register, at: dt.datetime) -> Iterator[Diagnostic]:
    """What stops a build at a moment, of what is found in one record alone."""
    findings = list(check_entry(entry, forces, at))
    return (one for one in check_exceptions(entry, forces, at, findings) if _is_error(one.code))


def _uncovered(
    entry: Entry, forces: Register, now: dt.datetime, ahead: Sequence[dt.date], unused: Collection[Place]
) -> Iterator[Refusal]:
    """Yield exceptions that end and cover what stands in other records or in documents: their own finding is not known here."""
    if not entry.hearing.allow:
        return
    case = Case(entry, forces, now)
    own = {one.code for one in check_entry(entry, forces, now)}
    for place, allow in enumerate(entry.hearing.allow):
        found = case.at_key(
            "HS442",
            ("allow", place),
            f"This exception to {allow.rule} ends on {allow.until}, and what it covers is a fault again.",
            "Look at the finding again; give a new day, or mend it.",
        )
        is_ending = day_of(now) <= allow.until < ahead[-1]
        if is_ending and _is_error(allow.rule) and allow.rule not in own and found.place not in unused:
            yield Refusal(allow.until + _DAY, found)


def _last_of(day: dt.date) -> dt.datetime:
    return end_of(day) - _JUST_BEFORE


def _is_error(code: str) -> bool:
    return code_table().get(code, {}).get("severity") == "error"


def _key(found: Diagnostic) -> tuple[str, Place]:
    """What stays of a finding while its words count the days."""
    return found.code, found.place
