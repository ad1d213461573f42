"""Dates of birth, in words and figures: their day and month are looked for, then the year beside them.

How many keys there are depends on the days of a year and the years of a life, not on how many people are listed.
"""

import datetime as dt
import re
from calendar import isleap
from collections.abc import Iterator, Mapping
from typing import Final

from hearingsite.guard.finding import BREAK, Finding

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
_ENDINGS: Final = ("", "st", "nd", "rd", "th", "ain", "af", "fed", "eg", "ydd")
_OF_DAYS: Final = frozenset({"st", "nd", "rd", "th"})
# Welsh months as they begin behind "o".
_AFTER_O: Final = {
    "mawrth": "fawrth",
    "mai": "fai",
    "mehefin": "fehefin",
    "gorffennaf": "orffennaf",
    "medi": "fedi",
    "tachwedd": "dachwedd",
    "rhagfyr": "ragfyr",
}
_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth"
_ORDINALS: Final = (
    *f"{_UNITS} tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
    "twentieth",
    *(f"twenty{unit}" for unit in _UNITS.split()),
    "thirtieth",
    "thirtyfirst",
)
# What each day of a month is called in Welsh, behind "yr" or "y" and before "o".
_WELSH_TENTH: Final = "trydydd pedwerydd pumed chweched seithfed wythfed nawfed degfed"
_WELSH_ORDINALS: Final = (
    *("cyntaf", "ail", *_WELSH_TENTH.split()),
    *("unfedarddeg", "deuddegfed", "trydyddarddeg", "pedweryddarddeg", "pymthegfed", "unfedarbymtheg", "ailarbymtheg"),
    *("deunawfed", "pedweryddarbymtheg", "ugeinfed"),
    *(f"{unit}arhugain" for unit in ("unfed", "ail", *_WELSH_TENTH.split())),
    "unfedarddegarhugain",
)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# Days that are called by what is kept on them, each with its day and month.
_FEASTS: Final = {
    "christmasday": (25, 12),
    "christmas": (25, 12),
    "xmasday": (25, 12),
    "christmaseve": (24, 12),
    "boxingday": (26, 12),
    "ststephensday": (26, 12),
    "newyearsday": (1, 1),
    "newyearseve": (31, 12),
    "hogmanay": (31, 12),
    "burnsnight": (25, 1),
    "valentinesday": (14, 2),
    "stvalentinesday": (14, 2),
    "leapday": (29, 2),
    "stdavidsday": (1, 3),
    "stpatricksday": (17, 3),
    "stgeorgesday": (23, 4),
    "standrewsday": (30, 11),
    "aprilfoolsday": (1, 4),
    "mayday": (1, 5),
    "midsummersday": (24, 6),
    "halloween": (31, 10),
    "bonfirenight": (5, 11),
    "guyfawkesnight": (5, 11),
    "armisticeday": (11, 11),
    "dyddnadolig": (25, 12),
    "noswylnadolig": (24, 12),
    "gwylsansteffan": (26, 12),
    "dyddcalan": (1, 1),
    "noscalan": (31, 12),
    "santesdwynwen": (25, 1),
    "dyddgwyldewi": (1, 3),
    "gwylddewi": (1, 3),
    "nosgalangaeaf": (31, 10),
}
_YEAR_AFTER: Final = re.compile(r"[ ,.\-/']{0,3}(?:(?:in|yn|of)(?: the year| y flwyddyn)? )?((?:19|20)\d\d|\d\d)(?!\w)")
_YEAR_BEFORE: Final = re.compile(r"(?<![^\W_])((?:19|20)\d\d)[ ,.\-/]{1,3}\Z")
_YEAR_OR_DAY: Final = re.compile(r"[ ,.\-/]{0,3}\d")
_BIRTH: Final = re.compile(
    r"(?<![^\W_])(?:born|birth|dob|d\.o\.b|d/o/b|birthday|bday|birthdate|g?eni|g?aned|g?anwyd|b\.(?= ?\d)"
    r"|geb(?:oren|\.)|nee? le|nacid[oa]|nascid[oa]|nat[oa] il|urodz\w+|narozen\w?|nascut\w?|szuletett|dogum\w*)(?![^\W\d_])",
    re.IGNORECASE,
)
_BORN_IN: Final = re.compile(
    r"(?<![^\W_])(?:born|birth|dob|d\.o\.b\.?|b\.|yob|birthdate|g?eni|g?aned|g?anwyd|geboren)"
    r"(?: (?:in|yn|year|flwyddyn|of|the|on))*[ :.=(\-]{0,3}\Z",
    re.IGNORECASE,
)
_NEAR_BIRTH: Final = 40  # signs between a date and a word of birth
_CENTURY: Final = 100
_BETWEEN: Final = re.compile(r"\w+ ?[/.\-] ?\w+")  # a month and a year in figures
_FIGURES_BEFORE: Final = re.compile(r"[\d/.\-] ?\Z")
_FIGURES_AFTER: Final = re.compile(r" ?[/.\-]? ?\d")
# The year behind a month: most dates have one, and none of their days is "July 20".
_ENDS: Final = "|".join(
    sorted({form for names in _MONTHS for name in names for form in (name[-3:], name[-3:].upper())})
)
_IN_20: Final = re.compile(rf" 20(?=\d\d(?!\w|[ .\-/]{{0,3}}\d))(?<=(?:{_ENDS}) 20)")
# In Welsh, Tuesday is called as March is: "dydd Mawrth 2 Mai" is no second of March.
_TUESDAY: Final = "mawrth"
_DAY_OF_WEEK: Final = re.compile(r"(?<!\w)(?:d?dydd|nos)\s+\Z", re.IGNORECASE)
_NEXT_MONTH: Final = re.compile(
    rf"[ .\-/,]{{0,3}}(?:of? )?(?:{'|'.join(name for names in _MONTHS for name in names)}|{'|'.join(_AFTER_O.values())})(?!\w)",
    re.IGNORECASE,
)
YEAR: Final = "\x02"  # stands for the first figure of such a year
_DAY_BEFORE: Final = re.compile(r"\d[a-z]{0,3}[ \-./,]{0,2}\Z", re.IGNORECASE)


def years_apart(text: str) -> str:
    """A folded text, as long as before, in which the year behind a month begins with a sign of its own."""
    return _IN_20.sub(f" {YEAR}0", text.replace(YEAR, " "))


class Dates:
    """Dates of birth, as keys without blanks, and what a reader would make of a place where a key stands."""

    def __init__(self, born: Mapping[dt.date, set[int]]) -> None:
        """Write down every form that somebody's date may have."""
        self._born = born
        self._days: dict[tuple[int, int], set[int]] = {}
        self._months: dict[tuple[int, int], set[int]] = {}
        for day, people in born.items():
            self._days.setdefault((day.day, day.month), set()).update(people)
            self._months.setdefault((day.month, day.year), set()).update(people)
        # Key to what it may be: (day, month) in words, (month, year) in words, or whole dates with their pieces.
        self._in_words: dict[str, tuple[int, int]] = {}
        self._with_year: dict[str, tuple[int, int]] = {}
        self._in_figures: dict[str, dict[tuple[str, ...], set[int]]] = {}
        for number, month in self._days:
            self._in_words |= dict.fromkeys(_day_and_month(number, month), (number, month))
        for month, year in self._months:
            forms = (str(year), str(year).replace("20", f"{YEAR}0", 1)) if str(year).startswith("20") else (str(year),)
            self._with_year |= {f"{name}{form}": (month, year) for name in _MONTHS[month - 1] for form in forms}
        for day, people in born.items():
            for pieces in _figures(day):
                self._in_figures.setdefault("".join(pieces), {}).setdefault(pieces, set()).update(people)
        self._months_in_figures: dict[str, dict[tuple[str, ...], set[int]]] = {}
        for (month, year), people in self._months.items():
            for pieces in _months_in_figures(month, year):
                self._months_in_figures.setdefault("".join(pieces), {}).setdefault(pieces, set()).update(people)
        # Of what says nothing but behind a word of birth: the year, and a month with two figures of it.
        self._born_in: dict[str, set[int]] = {}
        for (month, year), people in self._months.items():
            for form in (str(year), *(f"{name}{year % _CENTURY:02}" for name in _MONTHS[month - 1])):
                self._born_in.setdefault(form, set()).update(people)
        self._feasts = {feast: day for feast, day in _FEASTS.items() if day in self._days}

    def forms(self) -> list[str]:
        """All that is to be looked for with blanks and signs dropped."""
        in_figures = self._in_figures.keys() | self._months_in_figures.keys()
        in_words = self._in_words.keys() | self._with_year.keys() | self._feasts.keys()
        return list(in_words | in_figures | self._born_in.keys())

    def judge(self, text: str, start: int, end: int, key: str, pieces: tuple[str, ...]) -> Iterator[Finding]:
        """What a key that stands in a folded text as whole words says; `pieces` are its words, lower-case."""
        before = text[max(0, start - _NEAR_BIRTH) : start].rpartition(BREAK)[2]
        birth = bool(_BIRTH.search(before + text[start : end + _NEAR_BIRTH].partition(BREAK)[0]))
        for people in (self._in_figures.get(key, {}).get(pieces, set()),):
            if people:
                yield Finding(start, end, people, "date of birth", "ambiguous", birth)
        if key in self._in_words and not _is_of_another_month(before, pieces, text, end):
            yield from self._day(text, start, end, self._in_words[key], birth=birth)
            yield from self._behind_year(before, start, end, self._in_words[key], birth=birth)
        if key in self._with_year and not _DAY_BEFORE.search(text[max(0, start - 6) : start]):
            people = self._months[self._with_year[key]]
            yield Finding(start, end, people, "part of a date of birth", "weak", sure=False)
        if key in self._feasts and _YEAR_AFTER.match(text, end):
            yield from self._day(text, start, end, self._feasts[key], birth=birth)
        elif key in self._feasts and birth:
            yield Finding(start, end, self._days[self._feasts[key]], "part of a date of birth", "weak", sure=False)
        if key in self._born_in and _BORN_IN.search(before) and not _YEAR_OR_DAY.match(text, end):
            yield Finding(start, end, self._born_in[key], "part of a date of birth", "weak", sure=False)
        people = self._months_in_figures.get(key, {}).get(pieces, set())
        if people and _is_month(text, start, end):
            yield Finding(start, end, people, "part of a date of birth", "weak", sure=False)

    def _day(self, text: str, start: int, end: int, day: tuple[int, int], *, birth: bool) -> Iterator[Finding]:
        after = _YEAR_AFTER.match(text, end)
        if after is None:
            if not _YEAR_OR_DAY.match(text, end):
                yield Finding(start, end, self._days[day], "part of a date of birth", "weak", sure=False)
            return
        year = int(after[1])
        for century in (0,) if year >= _CENTURY else (1900, 2000):
            try:
                people = self._born.get(dt.date(year + century, day[1], day[0]))
            except ValueError:
                continue
            if people:
                yield Finding(start, after.end(1), people, "date of birth", "ambiguous", birth)

    def _behind_year(
        self, before: str, start: int, end: int, day: tuple[int, int], *, birth: bool
    ) -> Iterator[Finding]:
        """A day and a month behind the year: 1979-Nov-30."""
        year = _YEAR_BEFORE.search(before)
        people = self._born.get(dt.date(int(year[1]), day[1], day[0])) if year and _exists(int(year[1]), day) else None
        if year and people:
            yield Finding(start - len(year[0]), end, people, "date of birth", "ambiguous", birth)


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether figures are a month and a year, and no part of a date."""
    is_whole = _BETWEEN.fullmatch(text, start, end) is not None
    is_part = _FIGURES_BEFORE.search(text, max(0, start - 2), start) or _FIGURES_AFTER.match(text, end)
    return is_whole and not is_part


def _exists(year: int, day: tuple[int, int]) -> bool:
    return day != (29, 2) or isleap(year)


def _is_of_another_month(before: str, pieces: tuple[str, ...], text: str, end: int) -> bool:
    """Whether a month and a day behind it are a day of the week, or a month and the day of the next one."""
    if pieces[0][0].isdigit():
        return False
    if pieces[0] == _TUESDAY and _DAY_OF_WEEK.search(before):
        return True
    return bool(_NEXT_MONTH.match(text, end))


def _day_and_month(day: int, month: int) -> Iterator[str]:
    for name in _MONTHS[month - 1]:
        for number in {str(day), f"{day:02}"}:
            for ending in _ENDINGS:
                yield f"{number}{ending}{name}"
                yield f"{name}{number}{ending}"
                yield f"{number}{ending}of{name}"
                yield f"{number}{ending}o{name}"
                if ending in _OF_DAYS:
                    yield f"{number}{ending}dayof{name}"
                if name in _AFTER_O:
                    yield f"{number}{ending}o{_AFTER_O[name]}"
        if name == _MONTHS[month - 1][-1]:
            yield f"{_WELSH_ORDINALS[day - 1]}o{_AFTER_O.get(name, name)}"
        yield from (f"{_ORDINALS[day - 1]}{between}{name}" for between in ("", "of", "dayof"))
        yield from (f"{name}{between}{_ORDINALS[day - 1]}" for between in ("", "the"))


def _figures(day: dt.date) -> Iterator[tuple[str, ...]]:
    days, months = {str(day.day), f"{day.day:02}"}, {str(day.month), f"{day.month:02}"}
    for one in days:
        for other in months:
            for year in (str(day.year), str(day.year)[2:]):
                yield one, other, year
                yield other, one, year
            yield str(day.year), other, one
        yield one, _ROMAN[day.month - 1], str(day.year)
    whole = f"{day.day:02}{day.month:02}{day.year}"
    yield (whole,)
    yield (f"{day:%Y%m%d}",)
    yield (whole[:4] + whole[6:],)


def _months_in_figures(month: int, year: int) -> Iterator[tuple[str, ...]]:
    for one in {str(month), f"{month:02}"}:
        yield one, str(year)
        yield str(year), one
