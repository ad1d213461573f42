"""Names that a text may say although nobody declares them: those of the list with sources, and of companies and products."""

import functools
import re
from typing import Final

from hearingsite.records.rules.capitals import TITLES, TOKEN
from hearingsite.records.rules.name_context import is_somebody
from hearingsite.records.rules.told import find_all
from hearingsite.vocabulary.known_names import KnownName, read_known_names
from hearingsite.vocabulary.word_lists import read_phrases

_REACH: Final = 64
_PHRASE_REACH: Final = 24
_LONGEST: Final = 80  # signs of a name
_ENDING: Final = 2  # the signs of a possessive
_HONORIFICS: Final = frozenset({"Sir", "Dame", "Lord", "Lady", "Mr", "Mrs", "Ms", "Dr"})
# Words that may stand between a name and what makes it a known one: "the inquiry into the murder of W", "W, the then Y".
_BEFORE: Final = r"(?:,? (?:of|by|into|in|on|to|the|then|former|sir|lord|lady|dame|baroness|murder|death|pc))*,? \Z"
_BEHIND: Final = r"(?:'s?)?(?:,? (?:the|then|former|who|was|is|an?|as|independent|public|later))*,? "


def is_known(text: str, start: int, end: int) -> bool:
    """Whether what looks like somebody's name is on a list: "Clare's Law", "Home Secretary Theresa May", "John Lewis"."""
    if end - start > _LONGEST or _words().isdisjoint(
        TOKEN.findall(text[start : end + _ENDING].lower().replace("\u2019", "'"))
    ):
        return False
    return _is_listed(text, start, end) or (_is_trade_name(text, start, end) and not is_somebody(text, start, end))


@functools.cache
def _words() -> frozenset[str]:
    """Every word of the lists, so that most names need no search."""
    names = [known.name for known in read_known_names()] + list(read_phrases("phrases"))
    return frozenset(word for name in names for word in TOKEN.findall(name.lower()))


def _is_listed(text: str, start: int, end: int) -> bool:
    low = max(0, start - _REACH)
    around = text[low : end + _REACH].replace("\u2019", "'").replace("\n", " ")
    at, last = start - low, end - low
    for found in _pattern().finditer(around):
        known = _by_name()[found[0].lower()]
        titles = TOKEN.findall(around[at : max(at, found.start())])
        allowed = TITLES if known.kind == "case" else _HONORIFICS
        if found.start() < last <= found.end() and allowed.issuperset(titles):
            return _counts(known, around, *found.span())
    return False


def _counts(known: KnownName, text: str, start: int, end: int) -> bool:
    """Whether the words stand beside a name that tell it from the same name of somebody else."""
    if not known.beside:
        return True
    beside = "|".join(map(re.escape, known.beside))
    if " " not in known.name:
        return bool(re.match(rf" (?:{beside})\b", text[end:], re.IGNORECASE))
    return bool(
        re.match(rf"{_BEHIND}(?:{beside})\b", text[end:], re.IGNORECASE)
        or re.search(rf"\b(?:{beside})(?:'s)?{_BEFORE}", text[:start], re.IGNORECASE)
    )


@functools.cache
def _by_name() -> dict[str, KnownName]:
    return {known.name.lower(): known for known in read_known_names()}


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_by_name(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def _is_trade_name(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - _PHRASE_REACH) : end + _PHRASE_REACH]
    at = min(start, _PHRASE_REACH)
    return any(
        first <= at and at + end - start <= first + len(phrase)
        for phrase in read_phrases("phrases")
        for first, _ in find_all(around, (phrase,))
    )
