"""What is no word: dates of birth, initials, masked names, words with signs for letters."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.finding import Finding
from hearingsite.guard.terms import Terms
from hearingsite.guard.verdicts import Mark

_MONTHS: Final = (
    ("january", "jan", "ionawr"),
    ("february", "feb", "chwefror"),
    ("march", "mar", "mawrth"),
    ("april", "apr", "ebrill"),
    ("may", "mai"),
    ("june", "jun", "mehefin"),
    ("july", "jul", "gorffennaf"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi"),
    ("october", "oct", "hydref"),
    ("november", "nov", "tachwedd"),
    ("december", "dec", "rhagfyr"),
)
_MONTH: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES: Final = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|ain|af|fed|eg|ydd)?"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w]){_DAY}(?: of|\.)?[ \-./]{{0,2}}(?P<name>{_NAMES})\.?(?:,? ?[ \-./']{{0,2}}(?P<year>(?:19|20)?\d\d)(?!\w))?(?![a-z])",
        rf"(?<![\w])(?P<name>{_NAMES})\.?[ \-]{{1,2}}{_DAY}(?:,?[ \-]{{1,2}}(?P<year>(?:19|20)\d\d))?(?!\w)",
        r"(?<![\w/.\-])(?P<day>0?[1-9]|[12]\d|3[01])[ ]?[/.\- ][ ]?(?P<month>0?[1-9]|1[0-2])[ ]?[/.\- ][ ]?(?P<year>(?:19|20)?\d\d)(?![\w/])",
        r"(?<!\w)(?P<year>(?:19|20)\d\d)[/.\- ]?(?P<month>0[1-9]|1[0-2])[/.\- ]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\w)(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)?\d\d)(?!\w)",
    )
)
_MONTH_AND_YEAR: Final = re.compile(
    rf"(?<![\w])(?<!\d )(?P<name>{_NAMES})\.?,? (?P<year>(?:19|20)\d\d)(?!\w)", re.IGNORECASE
)
_BIRTH: Final = re.compile(r"\b(?:born|birth|dob|d\.o\.b|birthday|eni|ganed|ganwyd|birthdate)\b", re.IGNORECASE)
_NEAR_BIRTH: Final = 40  # signs between a date and a word of birth
_CENTURY: Final = 100

_INITIALS: Final = re.compile(r"(?<![\w.])[A-Z](?:\.[ ]?|[ ]|-)?(?:[A-Z](?:\.[ ]?|[ ]|-)?){0,2}[A-Z](?![\w])")
_COMMON_INITIALS: Final = lexicon.listed("short-forms")
_MASKED: Final = re.compile(
    r"(?<!\w)(?P<first>[^\W\d_]{1,12}?)(?P<mask>[*•●·█■▇▓░#?]{2,}|_{2,}|-{2,}|\.{3,}|…+|[xX]{3,}|\[(?:\.{3}|redacted|[*.…])\])(?P<last>[^\W\d_]{0,12})(?!\w)",
    re.IGNORECASE,
)
_ODD: Final = re.compile(r"[^\W_]*[@$!|€£+][\w@$!|€£+]*[^\W_]")
_ODD_SIGNS: Final = re.compile(r"[@$!|€£+]")
_DIGITS: Final = re.compile(r"\d")


class Patterns:
    """Finds what regular expressions describe, and whose it may be."""

    def __init__(self, terms: Terms, judge: Callable[[str], tuple[Mark, ...]]) -> None:
        """Prepare the parts of dates of birth."""
        self._born = terms.born
        self._days: dict[tuple[int, int], set[int]] = {}
        self._months: dict[tuple[int, int], set[int]] = {}
        for born, people in terms.born.items():
            self._days.setdefault((born.day, born.month), set()).update(people)
            self._months.setdefault((born.month, born.year), set()).update(people)
        self._initials = {text: people for text, people in terms.initials.items() if text not in _COMMON_INITIALS}
        self._judge = judge

    def find(self, text: str) -> Iterator[Finding]:
        """What stands in a folded text."""
        if self._born and _DIGITS.search(text):
            yield from self._dates(text)
        if self._initials:
            for found in _INITIALS.finditer(text):
                letters = re.sub(r"[^A-Z]", "", found.group()).lower()
                people = self._initials.get(letters)
                if people:
                    yield Finding(*found.span(), people, "initials", "weak", sure=False)
        for found in _MASKED.finditer(text):
            shown = found["first"].lower(), found["last"].lower()
            yield Finding(*found.span(), frozenset(), "masked name", "weak", sure=False, shown=shown)
        if _ODD_SIGNS.search(text):
            yield from self._odd(text)

    def _odd(self, text: str) -> Iterator[Finding]:
        for found in _ODD.finditer(text):
            for mark in self._judge(found.group()):
                sure = mark.token.tier == "unique" and not mark.near
                people = mark.token.family | mark.token.given
                yield Finding(*found.span(), people, "name, with signs for letters", mark.token.tier, sure)

    def _dates(self, text: str) -> Iterator[Finding]:
        for pattern in _DATES:
            for found in pattern.finditer(text):
                parts = found.groupdict()
                day = int(parts["day"])
                month = int(parts["month"]) if "month" in parts else _MONTH[parts["name"].lower()]
                if parts.get("year"):
                    yield from self._whole_date(text, found, day, month, int(parts["year"]))
                elif (day, month) in self._days:
                    people = self._days[day, month]
                    yield Finding(*found.span(), people, "part of a date of birth", "weak", sure=False)
        for found in _MONTH_AND_YEAR.finditer(text):
            people = self._months.get((_MONTH[found["name"].lower()], int(found["year"])), set())
            if people:
                yield Finding(*found.span(), people, "part of a date of birth", "weak", sure=False)

    def _whole_date(self, text: str, found: re.Match[str], day: int, month: int, year: int) -> Iterator[Finding]:
        start, end = found.span()
        for century in (0,) if year >= _CENTURY else (1900, 2000):
            for one, other in {(day, month), (month, day)}:
                try:
                    people = self._born.get(dt.date(year + century, other, one))
                except ValueError:
                    continue
                if people:
                    sure = bool(_BIRTH.search(text[max(0, start - _NEAR_BIRTH) : end + _NEAR_BIRTH]))
                    yield Finding(start, end, people, "date of birth", "ambiguous", sure)


def fits(shown: tuple[str, str], names: tuple[str, ...]) -> bool:
    """Tell whether a masked name may be one of these; a first letter alone is enough for a family name or given name."""
    first, last = shown
    return any(
        len(name) > len(first) + len(last)
        and name.startswith(first)
        and name.endswith(last)
        and name not in lexicon.RANKS
        for name in names
    )
