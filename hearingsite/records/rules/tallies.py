"""How many officers a text says were dismissed or warned, in a hearing of several, against the outcomes of the header."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.outcomes import DISMISSALS, outcomes_of
from hearingsite.records.rules.subjects import is_doubtful, sentence_after, sentence_before, speaks_of_another_year

_NUMBERS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TALLY: Final = later(
    rf"\b(?P<number>{'|'.join(_NUMBERS[2:])}|[1-9][0-9]?) (?:(?:serving|former|police) ){{0,2}}officers "
    r"(?P<would>would )?(?:(?:also|all|both|each) )?(?:have been|were|received)(?: (?:also|all|both|each))?"
    r"(?: given| handed| issued with)? (?P<what>dismissed|sacked|(?:an? )?final written warnings?)\b"
)
_REACH: Final = 24
# Some of more ("another two officers"), or somebody's complaint about them.
_SOME: Final = later(
    r"\b(?:another|further|other|more|first|the|than|least|over|nearly|about|against|concerning|involving|by|from|to) \Z"
)
_ELSEWHERE: Final = later(
    r"\b(?:last|years?|forces?|nationally|earlier|previous|another|meetings?|since|so far|from the (?:room|hearing))\b"
)
_WARNED: Final = frozenset(("final-written-warning", "final-written-warning-extended"))
_IMAGINED: Final = frozenset(("would-have-been-dismissed",))


def check_tallies(case: Case) -> Iterator[Diagnostic]:
    """As many officers were dismissed as a text says, or would have been, or were given a final written warning."""
    told, _ = case.told
    if len(case.hearing.officers) == 1 or case.hearing.status != "concluded" or " officers " not in told.lowered:
        return
    outcomes = [outcomes_of(officer, case.hearing) for officer in case.hearing.officers]
    if any("not-stated" in of_one for of_one in outcomes):
        return
    for found in _TALLY.finditer(told.lowered):
        counts = _counts(found, outcomes)
        said = found["number"]
        number = int(said) if said.isdigit() else _NUMBERS.index(said)
        at, end = found.span()
        around = sentence_before(told.lowered, at) + sentence_after(told.lowered, end)
        is_some = _SOME.search(told.lowered, max(0, at - _REACH), at) or _ELSEWHERE.search(around)
        if number in counts or is_some or is_doubtful(told.text, at) or told.is_of_earlier_text(at):
            continue
        if not speaks_of_another_year(told.text, at, case):
            highest = max(counts)
            has = _NUMBERS[highest] if highest < len(_NUMBERS) else str(highest)
            message = (
                f'The text says "{" ".join(told.text[at:end].split())}". In the record, that is the outcome of {has}.'
            )
            yield told.at("HS504", at, message, 'Correct the number, or "outcome" in the header.')


def _counts(found: re.Match[str], outcomes: list[list[str]]) -> set[int]:
    """Count the officers with an outcome as the panel decided it, and with it at any time."""
    wanted = _WARNED if "warning" in found["what"] else _IMAGINED if found["would"] else DISMISSALS
    by_panel = sum(of_one[0] in wanted for of_one in outcomes if of_one)
    return {by_panel, sum(not wanted.isdisjoint(of_one) for of_one in outcomes)}


RULES: Final[tuple[HearingRule, ...]] = (check_tallies,)
