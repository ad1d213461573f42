"""Figures that count or measure something: an officer's number among them is nobody's unless a word says that it is one."""

import re
from typing import Final

from hearingsite.guard import lexicon

_REACH: Final = 32  # signs before and after a number that are looked at
_LEAST: Final = 4  # letters of a noun in the plural
_MONEY: Final = re.compile(r"[£$€] ?\Z")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_DECIMAL: Final = re.compile(r"\d\.\Z")
_DECIMALS: Final = re.compile(r"\.\d| ?%| per cent\b")
_MEASURE: Final = re.compile(
    r"(?<![^\W_])(?:size|length|width|height|lat|lon|lng|bytes|count|total|amount|sum)[\"']? ?[:=] ?[\"']?\Z",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(r" ([a-z]+s|people|women|men|children|per)\b")
_NOT_COUNTED: Final = frozenset(
    {
        "this",
        "does",
        "says",
        "always",
        "perhaps",
        "thus",
        "across",
        "towards",
        "besides",
        "afterwards",
        "sometimes",
        "whose",
        "was",
    }
)
_FROM: Final = re.compile(r"\b(?:from \d[\d,]* to|from) \Z")
_TO: Final = re.compile(r" to \d")
_IN_YEAR: Final = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Yy]ear) \Z")
_YEAR: Final = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_NUMBERED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(lexicon.listed('person-numbers') | lexicon.RANKS))})(?: (?:card|number|no))?[.:#]{{0,2}} ?\Z",
    re.IGNORECASE,
)


def is_labelled(text: str, start: int) -> bool:
    """Tell whether a word before a number says whose it is."""
    return _NUMBERED.search(text, max(0, start - _REACH), start) is not None


def is_count(text: str, start: int, end: int) -> bool:
    """Tell whether a number stands where a sum, a measure or a count does."""
    first = max(0, start - _REACH)
    if _MONEY.search(text, first, start) or _DECIMAL.search(text, first, start) or _MEASURE.search(text, first, start):
        return True
    if _THOUSANDS.fullmatch(text, start, end) or _DECIMALS.match(text, end):
        return True
    noun = _NOUN.match(text, end, end + _REACH)
    if noun and len(noun[1]) >= _LEAST and noun[1] not in _NOT_COUNTED and noun[1] not in lexicon.deeds():
        return True
    before = _FROM.search(text, first, start)
    if before and (before.group() != "from " or _TO.match(text, end)):
        return True
    return _YEAR.fullmatch(text, start, end) is not None and _IN_YEAR.search(text, first, start) is not None
