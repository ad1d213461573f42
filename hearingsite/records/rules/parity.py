"""One text in two languages: the designations, days and figures that only one of the two has."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.records.rules.mentions import Mention, read_mentions
from hearingsite.records.rules.reuse import spelled
from hearingsite.vocabulary.codes import Language

_T = TypeVar("_T", int, float)


class Pair(Struct, frozen=True):
    """A text in both languages, and what finds the place of a character of each."""

    english: str
    welsh: str
    in_english: Callable[[int], Place]
    in_welsh: Callable[[int], Place]


class _Words(Struct, frozen=True):
    """Words of one language that the other does not have, and where they stand."""

    words: str
    offset: int


def check_pair(pair: Pair, designations: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield what the two languages of a text do not share."""
    yield from _report(pair, "HS424", *_designations(pair, designations))
    if not (_DIGIT.search(pair.english) or _DIGIT.search(pair.welsh)):
        return
    english, welsh = _Figures(pair.english, "en"), _Figures(pair.welsh, "cy")
    yield from _report(pair, "HS425", english.days_not_in(welsh), welsh.days_not_in(english))
    yield from _report(pair, "HS426", *_instead(english.times, welsh.times))
    yield from _report(pair, "HS426", *_instead(english.counts, welsh.counts))


_HINTS: Final = {
    "HS424": "Designations are never translated: write the same ones in both languages.",
    "HS425": "Write the same days, months and years in both languages.",
    "HS426": "Write the same figures in both languages.",
}


def _report(pair: Pair, code: str, english: list[_Words], welsh: list[_Words]) -> Iterator[Diagnostic]:
    """Tell what one language alone has: at the Welsh where both have something, as that is mostly the translation."""
    said = " and ".join(f'"{one.words}"' for one in english)
    for one in welsh:
        where = f"; the English has {said}, which the Welsh has not" if said else ""
        yield Diagnostic(
            pair.in_welsh(one.offset),
            code,
            f'"{one.words}" is in the Welsh, but not in the English{where}.',
            _HINTS[code],
        )
    for one in english if not welsh else ():
        message = f'"{one.words}" is in the English, but not in the Welsh.'
        yield Diagnostic(pair.in_english(one.offset), code, message, _HINTS[code])


def _designations(pair: Pair, designations: Sequence[str]) -> tuple[list[_Words], list[_Words]]:
    english: list[_Words] = []
    welsh: list[_Words] = []
    for name in designations:
        if name in pair.english and name in pair.welsh:
            continue
        pattern = spelled(name)
        in_english, in_welsh = pattern.search(pair.english), pattern.search(pair.welsh)
        if in_english and not in_welsh:
            english.append(_Words(name, in_english.start()))
        elif in_welsh and not in_english:
            welsh.append(_Words(name, in_welsh.start()))
    return english, welsh


# Months without a year, which support those with one in the other language: Welsh ones with their mutations.
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
        *("November", "December"),
    ),
    "cy": (
        *("Ionawr", "Chwefror", "[MF]awrth", "Ebrill", "[MF]ai", "[MF]ehefin", "(?:Ng|G)?orffennaf", "Awst", "[MF]edi"),
        *("Hydref", "(?:T|D|Th|Nh)achwedd", "Rh?agfyr"),
    ),
}
_OCTOBER: Final = 10
_DIGIT: Final = later(r"[0-9]")
# A figure with all that belongs to it: "1,250", "10:30", "01632 960142"; no part of a reference or of an address.
_FIGURE: Final = later(
    r"[0-9](?<![\w.,:/=@#-].)(?:(?<=0)[0-9]{2,4}(?: [0-9]{3,})+|[0-9]*(?:,[0-9]{3})*(?:[.:][0-9]+)?)"
)
_CLOCK: Final = later(r"(?P<hour>[0-9]{1,2})(?:(?P<colon>[.:])(?P<minute>[0-9]{2}))?")
_DOTTED: Final = later(r"([0-9]{1,2})\.([0-9]{1,2})\.((?:19|20)[0-9]{2})")
# In Welsh, "am" with a blank before it is a word of its own.
_HALF: Final[dict[Language, re.Pattern[str]]] = {
    "en": later(r"\s?(?:(?P<morning>a\.?m)|p\.?m)\b"),
    "cy": later(
        r"(?:(?P<morning>a\.?m|\s?yb|\s(?:o['\u2019]r\sgloch\s)?y\sbore)|p\.?m|\s?y[hp]"
        r"|\s(?:o['\u2019]r\sgloch\s)?(?:y\sprynhawn|yr\shwyr|y\snos))\b"
    ),
}
_TELEPHONE: Final = 6
_NOON: Final = 12
_YEARS: Final = range(1900, 2100)
# Below ten both languages write words, and a figure of one can be a word in the other.
_FIRST_FIGURE: Final = 10


class _Figures:
    """What a text says in figures: days, months and years; times of day; other numbers."""

    def __init__(self, text: str, lang: Language) -> None:
        """Read a text once."""
        text = _DOTTED.sub(r"\1/\2/\3", text)
        self.text = text
        self.lang = lang
        self.mentions = read_mentions(text, lang)
        self.years: dict[int, _Words] = {}
        self.times: dict[int, _Words] = {}
        self.numbers: dict[float, _Words] = {}
        for match in _FIGURE.finditer(text):
            if not any(one.at <= match.start() < one.end for one in self.mentions):
                self._keep(match)

    def _keep(self, match: re.Match[str]) -> None:
        """Keep a figure that is in no day: as a time, a year or a number."""
        words = _Words(match[0], match.start())
        half = _HALF[self.lang].match(self.text, match.end())
        clock = _CLOCK.fullmatch(match[0])
        if clock and half:
            hour = int(clock["hour"]) % _NOON + (0 if half["morning"] else _NOON)
            self.times[hour * 60 + int(clock["minute"] or 0)] = _Words(match[0] + half[0], match.start())
        elif clock and clock["colon"] == ":":
            self.times[int(clock["hour"]) * 60 + int(clock["minute"])] = words
        elif match[0].isdecimal() and int(match[0]) in _YEARS:
            if not self.text.startswith(("s", "au"), match.end()):  # "the 1990s" are no year
                self.years[int(match[0])] = words
        elif ":" not in match[0] and (match[0][0] != "0" or len(match[0]) < _TELEPHONE):
            self.numbers[float(match[0].replace(",", ""))] = words

    @property
    def counts(self) -> dict[float, _Words]:
        """The numbers that both languages write in figures."""
        return {value: words for value, words in self.numbers.items() if value >= _FIRST_FIGURE}

    def days_not_in(self, other: "_Figures") -> list[_Words]:
        """The days, months and years that the other language does not have."""
        alone = {one.words: _Words(one.words, one.at) for one in self.mentions if not other.has_day(one)}
        years = [words for year, words in self.years.items() if not other.has_year(year)]
        return [*alone.values(), *years]

    def has_year(self, year: int) -> bool:
        """Whether this text has a year, also in "2012-13"."""
        span = rf"(?:19|20)[0-9]{{2}}[-\u2013/]{year % 100:02}"
        return re.search(rf"(?<![0-9])(?:{year}|{span})(?![0-9])", self.text) is not None

    def has_day(self, wanted: Mention) -> bool:
        """Whether this text has a day, or a month; a missing year fits every year."""
        years = {
            one.year for one in self.mentions if one.month == wanted.month and (one.day == wanted.day or not wanted.day)
        }
        if years and (wanted.year is None or None in years or wanted.year in years):
            return True
        if wanted.year and not self.has_year(wanted.year):
            return False
        # The parts can stand apart: "January and March 2024", "o'r 11eg i'r 13eg o Fawrth 2024".
        if not wanted.day:
            return self._has_month_alone(wanted.month)
        has_month = any(one.month == wanted.month for one in self.mentions) or self._has_month_alone(wanted.month)
        return wanted.day in self.numbers and has_month

    def _has_month_alone(self, month: int) -> bool:
        text = self.text
        if month == _OCTOBER and self.lang == "en" and "autumn" in text.casefold():
            return True  # "hydref" is both
        for one in self.mentions:
            text = text[: one.at] + " " * (one.end - one.at) + text[one.end :]
        return re.search(rf"\b{_MONTHS[self.lang][month - 1]}\b", text) is not None


def _instead(english: dict[_T, _Words], welsh: dict[_T, _Words]) -> tuple[list[_Words], list[_Words]]:
    """Give the figures of each language that the other lacks; none if only one has some: the other may use words."""
    alone = [words for value, words in english.items() if value not in welsh]
    alone_in_welsh = [words for value, words in welsh.items() if value not in english]
    return (alone, alone_in_welsh) if alone and alone_in_welsh else ([], [])
