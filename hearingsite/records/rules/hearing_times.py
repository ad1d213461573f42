"""The time of day at which a text says that the hearing starts, against the header's; of what has begun nothing is said."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.subjects import sentence_after, sentence_before
from hearingsite.records.rules.told import find_all

_NOON: Final = 12
_STARTS: Final = later(
    r"(?:start(?:s|ing)?|begin(?:s|ning)?|commenc(?:e|es|ing))(?: on [a-z0-9 ]{3,40}?)?,?(?: at| from)? "
    r"(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2})(?![0-9/-])(?: ?(?P<half>[ap]\.?m\b))?| ?(?P<of_hour>[ap]\.?m\b))"
)
_SIGNS: Final = ("start", "begin", "commenc")
_ELSEWHERE: Final = later(
    r"\b(?:regist\w+|doors?|tribunal|appeal|trial|court|second|another|other|each|instead|originally|had|was|were)\b"
)


def check_start(case: Case) -> Iterator[Diagnostic]:
    """A text that says when the hearing starts says the time of the header."""
    times = [case.hearing.hearing.time, *(one.hearing.time for one in case.hearing.appeals if one.hearing)]
    told, _ = case.told
    if not times[0] or "hearing" not in told.lowered:
        return
    for at, _ in find_all(told.lowered, _SIGNS):
        found = _STARTS.match(told.lowered, at)
        if found is None or _time(found) in times or told.is_of_earlier_text(at):
            continue
        before = sentence_before(told.lowered, at)
        is_of_hearing = "hearing" in before or before.startswith("it ")
        if is_of_hearing and not _ELSEWHERE.search(before + sentence_after(told.lowered, found.end())):
            words = " ".join(told.text[at : found.end()].split())
            message = f'"{words}" does not fit: the record has {times[0]}.'
            yield told.at("HS525", at, message, 'Correct the time, or "time" in the header.')


def _time(found: re.Match[str]) -> str:
    """Write the time of a match as headers do."""
    hour, half = int(found["hour"]), found["half"] or found["of_hour"]
    if half:
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    return f"{hour:02}:{found['minute'] or '00'}"


RULES: Final[tuple[HearingRule, ...]] = (check_start,)
