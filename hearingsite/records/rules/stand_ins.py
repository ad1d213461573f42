"""Codes that stand where a text would: a word that only looks like one would be printed as a place or as conduct."""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.meanings import fold
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.values import Text

_WITHHELD: Final = "withheld"
_NOT_PUBLISHED: Final = "not-published"
# No town is called so, and nothing that somebody did.
_SAY_NOTHING: Final = frozenset(
    {
        _WITHHELD,
        _NOT_PUBLISHED,
        "with-held",
        "held-back",
        "unpublished",
        "not-disclosed",
        "undisclosed",
        "not-stated",
        "not-recorded",
        "not-known",
        "not-applicable",
        "unknown",
        "redacted",
        "n-a",
        "tbc",
        "tba",
    }
)


def check_stand_ins(case: Case) -> Iterator[Diagnostic]:
    """What says that an area or conduct is not told is written as the code, or readers meet it as a place or an act."""
    if case.hearing.area:
        hint = f'Write "{_WITHHELD}", in small letters, or leave the line out.'
        yield from _check(case, ("area",), case.hearing.area, _WITHHELD, hint)
    for place, officer in case.officers():
        for number, allegation in enumerate(officer.allegations):
            path = ("officers", place, "allegations", number, "conduct")
            hint = f'Write "{_NOT_PUBLISHED}", as it stands here.'
            yield from _check(case, path, allegation.conduct, _NOT_PUBLISHED, hint)


def _check(case: Case, path: type_path, text: Text, code: str, hint: str) -> Iterator[Diagnostic]:
    if text.en != code and says_nothing(text.en):
        message = f'"{text.en}" would be shown as the "{path[-1]}" itself: it is not the code.'
        yield case.at("HS212", path, message, hint)


def says_nothing(text: str) -> bool:
    """Whether a text only says that nothing is told."""
    return fold(text) in _SAY_NOTHING


RULES: Final[tuple[HearingRule, ...]] = (check_stand_ins,)
