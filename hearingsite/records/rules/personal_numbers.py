"""Numbers that stand for one person: dates of birth, National Insurance, NHS, collar and warrant numbers, plates.

A record's own references, days, sums and distances are none of these. No message repeats a number.
"""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import Told
from hearingsite.records.rules.traces import sought

_DAY: Final = r"(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|[A-Z][a-z]+ \d{1,2}, \d{4})"
_BORN: Final = later(
    rf"(?:\b[Bb]orn (?:on )?(?:the )?|\b[Dd]ate of birth:?,? (?:is |was |of )?|\b(?:DOB|d\.o\.b\.|D\.O\.B\.):? ?"
    rf"|\b[Bb]irthday,? (?:is |was |on )*"
    rf"|\b[Gg]an(?:ed|wyd) (?:ef|hi|e|o)? ?(?:ar )?|\bb\. ?|\b[Dd]yddiad geni:? ?){_DAY}"
)
_BIRTH: Final = sought("born", "Born", "birth", "Birth", "DOB", "d.o.b", "D.O.B", "aned", "anwyd", "eni", "b. ")
_INSURANCE: Final = later(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d\d){3}[ -]?[A-D](?!\w)"
    r"|\b(?:NI|National Insurance|Yswiriant Gwladol) ?(?:number|no\.?|rhif)?:? (?:is |was )?"
    r"(?P<at>[A-Za-z]{2}(?:[ -]?\d\d){3}[ -]?[A-Da-d])(?!\w)"
)
_NHS: Final = later(r"(?<![\w.,+/-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w/]|[.,-]\d)")
_PLATE: Final = later(
    r"(?<![\w/-])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-8]\d|5\d) ?[A-HJ-PR-Z]{3}(?![\w/-])"
    r"|(?<![\w/-])[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y][A-Z]{2}(?![\w/-])"
    # Older ones, those of Northern Ireland and those with a hyphen, behind a word for them.
    r"|\b(?:[Rr]eg|[Rr]egistration(?: number| mark)?|[Pp]lates?|[Nn]umber plate|[Ii]ndex(?: number)?|VRM|VRN)[:,]? (?:was |is |of |read )?"
    r"(?P<at>[A-Z]{2}\d\d[ -]?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|[A-Z]{1,3} ?\d{1,4})(?![\w/-])"
)
# "reg" alone would be in every text about regulations.
_PLATES: Final = sought(
    "reg ", "reg:", "reg,", "Reg ", "Reg:", "Reg,", "egistration", "plate", "Plate", "ndex", "VRM", "VRN"
)
_COLLAR: Final = later(
    r"\b(?:(?:collar|warrant|shoulder|staff|badge|service|pay|payroll|force|epaulette|login|[Cc]ollar|[Ff]orce) (?:number|no\.?|ID)[:,]? "
    r"(?:is |was |of )?|(?<!Dell )(?<!HP )(?<!IBM )(?<!Windows )(?:PC|DC|DS|PS|WPC|PCSO|TDC|Sgt|Sergeant|Constable"
    r"|Inspector|Officer)[ /]?)(?:[A-Z]{1,2})?\d{3,6}(?!\w|[.,]\d|-\d)"
)
_NHS_WEIGHTS: Final = range(10, 1, -1)
_LEAVE: Final = "Leave it out: nobody needs it to understand the case, and it leads to one person."


def check_numbers(case: Case) -> Iterator[Diagnostic]:
    """No number of the texts stands for one person."""
    for told in filter(None, case.told):
        kinds = told.kinds_of_numbers
        if kinds & {"lettered", "paired"} or "National Insurance" in told.text or "NI n" in told.text:
            yield from _find(told, _INSURANCE, "HS606", "Here is a National Insurance number.")
        if "lettered" in kinds or not told.traces.isdisjoint(_PLATES):
            yield from _find(told, _PLATE, "HS608", "Here is the registration of a vehicle.")
        if not told.traces.isdisjoint(_BIRTH):
            yield from _find(told, _BORN, "HS605", "Here is a date of birth.")
        if "long" in kinds:
            yield from _find(told, _COLLAR, "HS609", "Here is what looks like a collar or warrant number.")
            for found in _NHS.finditer(told.text):
                if is_nhs_number(found[0]):
                    yield told.at("HS607", found.start(), "Here is an NHS number.", _LEAVE)


def is_nhs_number(written: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (modulus 11)."""
    digits = [int(char) for char in written if char.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(_NHS_WEIGHTS, digits, strict=False)) % 11
    return check % 11 == digits[-1] and check != 10  # noqa: PLR2004 -- a remainder of one is never given out


def _find(told: Told, pattern: re.Pattern[str], code: str, message: str) -> Iterator[Diagnostic]:
    for found in pattern.finditer(told.text):
        at = found.start("at") if "at" in found.re.groupindex and found["at"] else found.start()
        yield told.at(code, at, message, _LEAVE)


RULES: Final[tuple[HearingRule, ...]] = (check_numbers,)
