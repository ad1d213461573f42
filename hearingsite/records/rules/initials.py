"""Initials behind a title, which are somebody's as much as a name is: "Mrs J.S.", "Mr J. S.", "Ms JS".

A designation has one letter. Ranks are left to letters with full stops: behind "PC" other short forms stand as well.
"""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import find_all

_COURTESY: Final = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr")
_RANKS: Final = ("PC", "DC", "PS", "DS", "DI", "PCSO", "Sgt", "Insp", "Constable", "Sergeant", "Inspector", "Officer")
_DOTTED: Final = r"[A-Z]\.(?: ?[A-Z]\.){1,3}|[A-Z]\.(?:[A-Z]\.){0,2}[A-Z]"
_BEHIND: Final = {
    **dict.fromkeys(_COURTESY, later(rf"\.? (?:{_DOTTED}|(?!(?:UK|KC|QC|MP|TV)\b)[A-Z]{{2,3}})(?!\.?\w|['\u2019-])")),
    **dict.fromkeys(_RANKS, later(rf"\.? (?:{_DOTTED})(?![\w'\u2019-])")),
}
_ALONE: Final = later(rf"{_DOTTED}|[A-Z]{{2,3}}")
_INSTEAD: Final = 'Write a title and one letter that is not the person\'s, such as "Ms A".'
_HINT: Final = 'Write a designation such as "Ms A", and declare the person under "people".'


def check_initials(case: Case) -> Iterator[Diagnostic]:
    """Nobody is told by initials: who knows the person reads the name in them."""
    declared = {person.key for person in case.hearing.everybody()}
    for block, place, person in case.everybody():
        if person.known_as and _are_initials(person.key):
            message = "These are initials, in which whoever knows the person reads the name."
            yield case.at("HS620", (block, place, "known_as"), message, _INSTEAD)
    for told in filter(None, case.told):
        for at, title in find_all(told.text, _BEHIND):
            found = _BEHIND[title].match(told.text, at + len(title))
            is_word = not told.text[at - 1 : at].isalpha()
            if found and is_word and told.text[at : found.end()] not in declared:
                message = "Somebody is told here by initials, whom the record does not declare."
                yield told.at("HS620", at, message, _HINT)


def _are_initials(designation: str) -> bool:
    title, _, rest = designation.partition(" ")
    behind = _BEHIND.get(title.rstrip("."))
    return _ALONE.fullmatch(designation) is not None or bool(rest and behind and behind.fullmatch(f" {rest}"))


RULES: Final[tuple[HearingRule, ...]] = (check_initials,)
