"""What the texts say of the hearing itself, against the header: whether it is public, and who chairs it.

Only clear sentences count, as in `contradictions`: what may be, was asked for, concerns a part, another hearing or what
is usual says nothing of this one. In doubt these rules are silent.
"""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.subjects import is_doubtful, sentence_after, sentence_before, speaks_of_another_year
from hearingsite.records.rules.told import Told
from hearingsite.vocabulary import read_vocabulary

_OPEN: Final = ("scheduled", "adjourned", "postponed")
_KIND: Final = r"(?:(?:accelerated |gross )?misconduct |special case )?hearing\b"
_THE_HEARING: Final = rf"\b(?:the|this) {_KIND}"
# Words between the hearing and how it is held, without anything that makes a sentence of another kind of it.
_BETWEEN: Final = r"(?: (?!(?:not|never|normally|usually|partly|may|might|could|should|can|to be|at which|but|unless|and)\b)[^\s.,;:|]+){0,12}?"
# What is said of "a hearing" or of "it" may be said of all of them, unless it was or will be.
_A_HEARING: Final = rf"\ban? {_KIND}{_BETWEEN}"
_HELD: Final = {
    "en": later(
        rf"(?:{_THE_HEARING}{_BETWEEN} (?:(?:(?:was|is|will be|is to be) (?:being )?(?:held|heard)|(?:will )?t(?:ake|akes|ook) place"
        rf"|(?:will )?sits?|sat){_BETWEEN}|is|was|will be)"
        rf"|(?:{_A_HEARING} was|(?:{_A_HEARING}|\bit) (?:will be|is to be)) (?:held|heard){_BETWEEN}) "
        r"in (?P<how>private|public)(?=[.,;|\n]| (?:at|on|in|from|before|by)\b)"
    ),
    "cy": later(
        r"\b(?:(?:cynhelir|cynhaliwyd) y gwrandawiad(?: camymddwyn)?|bydd y gwrandawiad(?: camymddwyn)? yn cael ei gynnal)"
        r"(?: (?!(?:rhannol|ddim|nid)\b)[^\s.,;:|]+){0,12}? yn (?P<how>breifat|gyhoeddus)\b"
    ),
}
_HOW: Final = {"private": "private", "breifat": "private", "public": "public", "gyhoeddus": "public"}
# A part of the hearing, a wish, a rule, another day than all, another hearing.
_OF_ANOTHER_KIND: Final = later(
    r"\b(?:parts?|some|first|second|third|day \d|application|applied|asked|request\w*|refused|considered|decide[ds]?|whether|normally"
    r"|usually|otherwise|unless|except|instead|where|another|evidence|mornings?|afternoons?"
    r"|or (?:by )?(?:the|an?)|appeal\w*|tribunal|court|inquest|pre-hearing|rhan(?:nau|nol)?|oni bai|apêl|llys)\b"
)
_ABOUT_IT: Final = (" of ", " at ", " to ", " from ", " about ", " during ", " after ", " before ", " for ")
_LQC: Final = r"(?:an? |the )?(?:independent )?legally[ -]qualified chair(?:person|man|woman)?"
_CHAIRED: Final = later(
    rf"(?:{_THE_HEARING}{_BETWEEN} (?:was|is|will be|is to be)|(?:{_A_HEARING}|\bit) (?:will be|is to be))"
    rf" (?:chaired|presided over|led) by (?P<by>{_LQC}"
    r"|(?:the )?(?:(?:assistant|deputy) )?chief constable)\b"
    rf"|\b(?P<who>{_LQC}) (?:chaired|chairs|will chair|presided over|found|decided|concluded|ruled|imposed|said)\b"
)
_NO_LAWYER: Final = ("chief-constable", "chief-constable-delegate", "senior-officer")


def check_held(case: Case) -> Iterator[Diagnostic]:
    """A text that says that the hearing is public, or private, agrees with the header; between them, in part, lies either."""
    held = case.hearing.hearing.held
    if held not in ("public", "private"):
        return
    for told in filter(None, case.told):
        for found in _HELD[told.lang].finditer(told.lowered) if _may_tell(told) else ():
            if _HOW[found["how"]] != held and _is_of_this(told, found, case):
                message = f'The text says "{_shown(told, found)}". In the record, the hearing is "{held}".'
                yield told.at("HS512", found.start(), message, 'Correct the text, or "held" in the header.')


def _may_tell(told: Told) -> bool:
    return any(word in told.lowered for word in (" in private", " in public", "yn breifat", "yn gyhoeddus"))


def check_chair(case: Case) -> Iterator[Diagnostic]:
    """A text that says what kind of chair the hearing has agrees with the header."""
    chair = case.hearing.hearing.chair
    told = case.told[0]
    if chair is None or "chair" not in told.lowered:
        return
    for found in _CHAIRED.finditer(told.lowered):
        is_lawyer = "qualified" in (found["by"] or found["who"])
        is_wrong = chair.role in _NO_LAWYER if is_lawyer else chair.role == "legally-qualified-chair"
        if is_wrong and _is_of_this(told, found, case):
            name = read_vocabulary("chair_roles")[chair.role].name.en
            message = f'The text says "{_shown(told, found)}". In the record, the chair is "{name}".'
            yield told.at("HS513", found.start(), message, 'Correct the text, or "role" of the chair in the header.')


def _is_of_this(told: Told, found: re.Match[str], case: Case) -> bool:
    """Whether a statement is plainly about this hearing, as it is or was.

    A notice tells what was to be; once findings are made, the public reads it no more.
    """
    if told.is_of_earlier_text(found.start()):
        return False
    if case.hearing.status not in _OPEN and told.is_of_notice(found.start()):
        return False
    before = sentence_before(told.lowered, found.start())
    around = before + found[0] + sentence_after(told.lowered, found.end())
    is_other = before.endswith(_ABOUT_IT) or _OF_ANOTHER_KIND.search(around) or is_doubtful(told.text, found.start())
    return not is_other and not speaks_of_another_year(told.text, found.start(), case)


def _shown(told: Told, found: re.Match[str]) -> str:
    return " ".join(told.text[found.start() : found.end()].split())


RULES: Final[tuple[HearingRule, ...]] = (check_held, check_chair)
