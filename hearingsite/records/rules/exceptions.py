"""Reviewed exceptions (`allow:` in a record): a finding that a person looked at and accepted, until a day.

An exception names the rule and the words of the finding, so it covers that finding and no other. It never
outlives its day, an unused one is told, and only rules whose page says so take exceptions: none that protects a
person, and none that the site relies on to tell what may be public.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place, code_table
from hearingsite.patterns import later
from hearingsite.records.model import Allow
from hearingsite.records.proceedings import HELD_BACK, is_over, releases
from hearingsite.records.rules.capitals import is_named
from hearingsite.records.rules.case import Case

_ABOUT_PEOPLE: Final = range(601, 650)
_QUOTED: Final = later(r'"([^"]+)"')


def apply_exceptions(
    case: Case, findings: Sequence[Diagnostic], elsewhere: Mapping[Place, str] = MappingProxyType({})
) -> Iterator[Diagnostic]:
    """Yield the findings that no exception covers, and what is wrong with the exceptions themselves.

    `elsewhere` is what stands where something was found in a file that is not the record's own.
    """
    if not case.hearing.allow:
        yield from findings
        return
    covered: set[Diagnostic] = set()
    for place, allow in enumerate(case.hearing.allow):
        fault = _check_exception(case, place, allow)
        if fault:
            yield fault
            continue
        matching = {found for found in findings if found.code == allow.rule and _covers(case, allow, found, elsewhere)}
        covered |= matching
        if not matching:
            message = f"Nothing is found any more that this exception to {allow.rule} would cover."
            yield case.at_key(
                "HS443", ("allow", place), message, "Delete the exception, or write the words as they are reported now."
            )
    yield from (found for found in findings if found not in covered)


def _covers(case: Case, allow: Allow, found: Diagnostic, elsewhere: Mapping[Place, str]) -> bool:
    """Whether an exception names a finding: by words of its message, or by what stands there.

    Findings about people never quote the words that they found, so only the place tells them.
    """
    if found.code == HELD_BACK:  # the door releases by the same words
        return any(releases(allow, words) for words in _QUOTED.findall(found.message))
    if int(found.code[2:]) in _ABOUT_PEOPLE:
        stands = elsewhere.get(found.place) or case.text_from(found.place)
        return _folded(stands).startswith(_folded(allow.words))
    quoted = {words.casefold() for words in _QUOTED.findall(found.message)}
    is_whole = _folded(allow.words).rstrip(".") == _folded(found.message).rstrip(".")
    return is_whole or _folded(allow.words) in quoted or _tells(allow.words, found.message)


def _tells(words: str, message: str) -> bool:
    """Whether words stand in a message and tell which one it is: a designation, a day, a number, not "the"."""
    tells = any(letter.isupper() or letter.isdigit() for letter in words)
    return tells and re.search(rf"(?<!^)(?<![\w-]){re.escape(words)}(?![\w-])", message) is not None


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _check_exception(case: Case, place: int, allow: Allow) -> Diagnostic | None:
    """Say why an exception does not count: no such rule, a rule without exceptions, a day that is over."""
    entry = code_table().get(allow.rule)
    if entry is None:
        message = f'"{allow.rule}" is not the code of a rule.'
        return case.at(
            "HS440", ("allow", place, "rule"), message, "Write the code as it was reported, for example HS317."
        )
    if entry.get("exceptions") != "reviewed":
        message = f"{allow.rule} takes no exceptions."
        return case.at(
            "HS441", ("allow", place, "rule"), message, "Mend what the rule found, and delete the exception."
        )
    if allow.rule == HELD_BACK and not is_named(allow.by):
        message = (
            "This exception publishes details of a case that may still be tried, but does not say who released them."
        )
        hint = 'Write the name and the post of who did in "by", for example "Judge Ann Example, Bristol Crown Court".'
        return case.at("HS359", ("allow", place, "by"), message, hint)
    if is_over(allow, case.now):
        message = f"This exception to {allow.rule} was for the time until {allow.until}, which is over."
        return case.at(
            "HS442", ("allow", place, "until"), message, "Look at the finding again; give a new day, or mend it."
        )
    return None
