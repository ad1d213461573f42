"""Sentences that clear an officer against whom the header has something proven: "Nothing was proven", "was cleared of".

As in `contradictions`, only clear sentences count, and none where an appeal changed what the panel had found.
"""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Officer
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.contradictions import was_changed, whose
from hearingsite.records.rules.subjects import is_doubtful, read_cast, sentence_before, speaks_of_another_year
from hearingsite.records.rules.told import Told, find_all
from hearingsite.vocabulary.codes import PROVEN

_DECIDED: Final = ("findings-made", "concluded")
_WHO: Final = r"(?P<who>[^.,;:|\n]{2,40}?)"
# What such a sentence begins with, and the whole of it. What it goes on with may be a part of the case alone.
_CLEARED: Final = {
    "nothing": rf"nothing (?:was|has been|had been)(?: found)? prove[nd](?: against {_WHO})?",
    "found no misconduct": rf"found no misconduct(?: (?:by|against|on the part of) {_WHO})?",
    "found no gross misconduct": rf"found no gross misconduct(?: (?:by|against|on the part of) {_WHO})?",
    "the case against": rf"the case against {_WHO} (?:was|has|had)(?: been)? not(?: been)?(?: found)? prove[nd]",
    "ni phrofwyd": rf"ni phrofwyd (?:dim|unrhyw beth|yr honiad(?:au)?|unrhyw honiad)(?: yn erbyn {_WHO})?",
    "ni chanfuwyd": rf"ni chanfuwyd (?:unrhyw )?gamymddwyn(?: gan {_WHO})?",
    " cleared of": r" cleared of (?:any |all )?(?:gross misconduct|misconduct|allegations|the allegations)",
    " cleared by the panel": r" cleared by the panel",
}
_ENDED: Final = {begin: later(rf"{said}(?=\s*(?:[.;\n|]|\Z|, (?:so|and|but)\b))") for begin, said in _CLEARED.items()}
# Levels that such a sentence contradicts; where it names none, whatever was proven does.
_LEVELS: Final = {
    "gross misconduct": {"gross-misconduct"},
    "misconduct": {"gross-misconduct", "misconduct"},
    "gamymddwyn": {"gross-misconduct", "misconduct"},
}
_OF_COURT: Final = later(r"\b(?:trial|court|jury|criminal|llys|rheithgor)\b", re.IGNORECASE)
_REACH: Final = 60
_BEFORE: Final = later(r"(?P<who>[^.,;:|\n]+?) (?:was|were|has been|is)(?: therefore| also)?\Z")


def check_nothing_proven(case: Case) -> Iterator[Diagnostic]:
    """No text says that nothing was proven against an officer of whom something was."""
    if case.hearing.status not in _DECIDED:
        return
    for told in filter(None, case.told):
        for at, begin in find_all(told.lowered, _CLEARED):
            found = _ENDED[begin].match(told.lowered, at)
            if found is None or told.is_of_earlier_text(at) or speaks_of_another_year(told.text, at, case):
                continue
            start, officer = _of_whom(told, case, begin, at, found.groupdict().get("who"))
            if _OF_COURT.search(sentence_before(told.text, at)):
                continue
            if officer and not is_doubtful(told.text, start) and not was_changed(officer, case.hearing):
                yield from _check(told, start, found.end(), officer)


def _of_whom(told: Told, case: Case, begin: str, at: int, who: str | None) -> tuple[int, Officer | None]:
    """Where the statement begins, and the officer whom it is about."""
    cast = read_cast(case)
    if begin.startswith(" "):
        before = _BEFORE.search(told.text, max(0, at - _REACH), at)
        named = cast.ending(before["who"]) if before else None
        begins = named is not None and before is not None and not before["who"][: named[1]].strip()
        return (before.start("who") if before else at), named[0] if named and begins else None
    written = told.text[told.lowered.find(who, at) :][: len(who)] if who else ""
    return at, whose(written, cast)


def _check(told: Told, start: int, end: int, officer: Officer) -> Iterator[Diagnostic]:
    words = " ".join(told.text[start:end].split())
    levels = {officer.level, *(allegation.level for allegation in officer.allegations)}
    is_proven = any(allegation.finding in PROVEN for allegation in officer.allegations)
    contrary = next((contrary for said, contrary in _LEVELS.items() if said in words.lower()), None)
    if is_proven and (contrary is None or not levels.isdisjoint(contrary)):
        message = f'The text says "{words}". In the record, something was proven against {officer.key}.'
        yield told.at("HS506", start, message, 'Correct the text, or "finding" in the header.')


RULES: Final[tuple[HearingRule, ...]] = (check_nothing_proven,)
