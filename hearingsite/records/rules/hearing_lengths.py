"""How many days a text says that the hearing lasts, against its sitting days.

As for other counts, every way to count is tried: all days, days in a row, the days of an earlier plan, an appeal's. In
doubt, as where a sentence tells of another hearing or of a court, nothing is said.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Sitting, SittingSpan
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.subjects import sentence_after, sentence_before
from hearingsite.records.rules.told import find_all

_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER: Final = rf"(?P<number>{'|'.join(_WORDS)}|1?[0-9])"
_LONG: Final = later(
    rf"\b{_NUMBER}[ -]day (?:(?:public|gross|misconduct|accelerated|special case|disciplinary) )*hearing\b"
)
_LASTS: Final = later(
    r"\bthe (?:(?:public|gross|misconduct|accelerated|special case) )*hearing,? (?:[\w' ]{0,40}? )?"
    rf"(?:to last|will last|lasted|sat for|ran for|(?:was held|took place|was heard) over)(?: for)? {_NUMBER} days\b"
)
_SIGNS: Final = {
    **dict.fromkeys(("-day ", " day "), _LONG),
    **dict.fromkeys((" last ", " lasted ", " sat for ", " ran for ", " over "), _LASTS),
}
_ELSEWHERE: Final = later(
    r"\b(?:another|other|earlier|previous|separate|second|first|original\w*|part|court|trial|inquest|tribunal|about|around|up to|at least"
    r"|more than|less than|would|might|may|could|instead|reduced|shortened|planned|had|early|not)\b"
)
_REACH: Final = 90


def check_lengths(case: Case) -> Iterator[Diagnostic]:
    """A "three-day hearing" is one of a hearing that sits on three days."""
    lengths = frozenset(_lengths(case.hearing))
    told, _ = case.told
    if not lengths or "hearing" not in told.lowered:
        return
    done: set[int] = set()
    for sign, pattern in _SIGNS.items():
        for at, _ in find_all(told.lowered, (sign,)):
            found = _around(pattern, told.lowered, at)
            if not found or found.start("number") in done or told.is_of_earlier_text(found.start()):
                continue
            done.add(found.start("number"))
            said = found["number"]
            number = int(said) if said.isdigit() else _WORDS.index(said) + 1
            around = sentence_before(told.lowered, found.start()) + sentence_after(told.lowered, found.start())
            if number not in lengths and not _ELSEWHERE.search(around):
                words = " ".join(told.text[found.start() : found.end()].split())
                message = f'"{words}" does not fit: the record has {_say(case.hearing)}.'
                yield told.at("HS525", found.start(), message, 'Correct the number, or "dates" in the header.')


def _around(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Find a pattern in the words that hold a sign."""
    return next((one for one in pattern.finditer(text, max(0, at - _REACH), at + _REACH) if one.end() > at), None)


def _lengths(hearing: Hearing) -> Iterator[int]:
    """Yield every number of days that a text may rightly say; none where they are not known."""
    for sitting in (hearing.hearing, *(appeal.hearing for appeal in hearing.appeals if appeal.hearing)):
        dates = sitting.dates
        if not isinstance(dates, SittingSpan):
            yield from _rows(dates)
        elif dates.days:
            yield dates.days
        elif dates.first and dates.last:
            yield from range(1, (dates.last - dates.first).days + 2)
        for step in sitting.history:
            yield from _rows(step.dates or [])


def _rows(days: Sequence[dt.date]) -> Iterator[int]:
    """Yield how many days there are, and how long each row of days is that only nights and weekends part."""
    if days:
        yield len(days)
        row = 1
        for day, following in pairwise(days):
            is_next = (following - day).days == 1 or (day.isoweekday() == 5 and (following - day).days == 3)  # noqa: PLR2004 -- over a weekend
            if not is_next:
                yield row
            row = row + 1 if is_next else 1
        yield row


def _say(hearing: Hearing) -> str:
    number = _count(hearing.hearing)
    if number is None:
        return "fewer days"
    said = _WORDS[number - 1] if number <= len(_WORDS) else str(number)
    return f"{said} sitting day{'s' * (number > 1)}"


def _count(sitting: Sitting) -> int | None:
    dates = sitting.dates
    return dates.days if isinstance(dates, SittingSpan) else len(dates)


RULES: Final[tuple[HearingRule, ...]] = (check_lengths,)
