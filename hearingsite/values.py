"""The few plain values that both rooms share: a text in two languages, moments, days, counts; and what no text may hold."""

import datetime as dt
import re
from typing import Final, Self
from zoneinfo import ZoneInfo

import msgspec

from hearingsite.patterns import later

LONDON: Final = ZoneInfo("Europe/London")

# Controls but tab and line feed; bidi overrides, isolates; separators; what XML forbids.
FORBIDDEN: Final = later("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufffe\uffff]")

# No hearing of this law and no notice lies outside these; far ends of the calendar cannot be counted on from.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

_DAY: Final = later(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = later(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


class Text:
    """A text in English and, where somebody translated it, in Welsh."""

    __slots__ = ("cy", "en")

    def __init__(self, en: str, cy: str | None = None) -> None:
        """Keep the English and, if there is one, the Welsh."""
        self.en = en
        self.cy = cy

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read `a text` or `{en: a text, cy: testun}`; ValueError says what else it was."""
        if isinstance(value, str) and value.strip():
            return cls(value.strip())
        if isinstance(value, dict):
            unknown = [key for key in value if key not in ("en", "cy")]
            if unknown:
                raise ValueError(f'"{unknown[0]}" is not a language here; use "en" and "cy"')
            en, cy = value.get("en"), value.get("cy")
            if isinstance(en, str) and en.strip() and (cy is None or (isinstance(cy, str) and cy.strip())):
                return cls(en.strip(), cy.strip() if cy else None)
            raise ValueError('the block needs a text under "en"; a text under "cy" is optional')
        raise ValueError("a text is needed here")

    def within(self, lang: str) -> tuple[str, str]:
        """Give the text for `lang` and the language it really is in (English where Welsh is missing)."""
        if lang == "cy" and self.cy is not None:
            return self.cy, "cy"
        return self.en, "en"

    def __eq__(self, other: object) -> bool:
        """Compare both languages."""
        return isinstance(other, Text) and (self.en, self.cy) == (other.en, other.cy)

    def __hash__(self) -> int:
        """Hash both languages."""
        return hash((self.en, self.cy))

    def __repr__(self) -> str:
        """Show both languages."""
        return f"Text({self.en!r}, {self.cy!r})"


class Moment:
    """A moment in time, UK time unless the text has an offset; a bare day means its first minute.

    `at` is aware; `has_time` tells whether an editor gave a time, so that pages need not invent one.
    """

    __slots__ = ("at", "has_time")
    bare_day_means: dt.time = dt.time(0, 0)

    def __init__(self, at: dt.datetime, *, has_time: bool = True) -> None:
        """Keep an aware datetime."""
        self.at = at
        self.has_time = has_time

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read `2024-01-20T09:00` or `2024-01-20`; ValueError says what is wrong."""
        if not isinstance(value, str):
            raise ValueError("a day or a moment is needed here")  # noqa: TRY004 -- one error type for every wrong text
        if _DAY.fullmatch(value):
            day = parse_day(value)
            return cls(dt.datetime.combine(day, cls.bare_day_means, LONDON), has_time=False)
        if not _MOMENT.fullmatch(value):
            raise ValueError(f'"{value}" is not a moment; write it like 2024-01-20T09:00')
        parse_day(value[:10])
        try:
            at = dt.datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f'"{value}" has no such time of day; write it like 2024-01-20T09:00') from None
        return cls(at if at.tzinfo else at.replace(tzinfo=LONDON))

    @property
    def day(self) -> dt.date:
        """The day in the UK."""
        return day_of(self.at)

    @property
    def local(self) -> str:
        """The moment for machines, with the offset of UK time, whatever offset an editor gave."""
        return self.at.astimezone(LONDON).isoformat(timespec="seconds")

    def __eq__(self, other: object) -> bool:
        """Two moments are equal if they are the same instant, given alike."""
        return isinstance(other, Moment) and (self.at, self.has_time) == (other.at, other.has_time)

    def __hash__(self) -> int:
        """Hash the instant."""
        return hash((self.at, self.has_time))

    def __repr__(self) -> str:
        """Show the instant."""
        return f"{type(self).__name__}({self.at.isoformat()})"


class Deadline(Moment):
    """A moment that ends something: a bare day means its last minute."""

    bare_day_means = dt.time(23, 59, 59)


class Count(int):
    """A whole number, 1 or more, written in digits."""

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read digits; ValueError says what else it was."""
        if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,3}", value):
            return cls(value)
        raise ValueError(
            f'"{value}" is not a whole number' if isinstance(value, str) else "a whole number is needed here"
        )


class DayOrYear:
    """A day, or only a year where no more is known."""

    __slots__ = ("day", "year")

    def __init__(self, year: int, day: dt.date | None = None) -> None:
        """Keep the year and, if known, the day."""
        self.year = year
        self.day = day

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read `2019-05-03` or `2019`; ValueError says what else it was."""
        if isinstance(value, str) and re.fullmatch(r"(19|20)\d{2}", value):
            return cls(int(value))
        if isinstance(value, str) and _DAY.fullmatch(value):
            day = parse_day(value)
            return cls(day.year, day)
        raise ValueError("a day like 2024-01-20 or a year like 2019 is needed here")

    def __eq__(self, other: object) -> bool:
        """Compare year and day."""
        return isinstance(other, DayOrYear) and (self.year, self.day) == (other.year, other.day)

    def __hash__(self) -> int:
        """Hash year and day."""
        return hash((self.year, self.day))

    def __repr__(self) -> str:
        """Show the day, or the year."""
        return f"DayOrYear({self.day or self.year})"


def parse_day(value: object) -> dt.date:
    """Read `2024-01-20`; ValueError says in words what is wrong with it."""
    if not isinstance(value, str):
        raise ValueError("a day is needed here")  # noqa: TRY004 -- one error type for every wrong text
    if not _DAY.fullmatch(value):
        raise ValueError(f'"{value}" is not a day; write it like 2024-01-20')
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'there is no day "{value}" in the calendar') from None
    check_years(day)
    return day


def check_years(*days: dt.date | None) -> None:
    """Raise ValueError for a day that is so far away that it can only be a slip."""
    for day in days:
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f'"{day}" lies outside the years {FIRST_YEAR} to {LAST_YEAR}')


def reference_order(reference: str) -> tuple[str, int, str]:
    """Tell the place of a reference among others: by prefix and year, then by number, so that 9 comes before 11.

    What is no reference has a place too: those who ask read addresses of a site that somebody may have damaged.
    """
    stem, _, number = reference.rpartition("-")
    return stem, int(number) if number.isdecimal() else 0, reference


def day_of(moment: dt.datetime) -> dt.date:
    """The day in the UK on which an aware moment falls."""
    return moment.astimezone(LONDON).date()


def end_of(day: dt.date) -> dt.datetime:
    """Give the first instant after a day in the UK: from then on the day is over."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0, 0), LONDON)


def pack(value: object) -> bytes:
    """Give a value, structs and the types of this module in it included, as bytes: the same for the same value."""
    return msgspec.msgpack.encode(value, enc_hook=_parts, order="deterministic")


def _parts(value: object) -> object:
    if isinstance(value, Count):
        return int(value)
    if isinstance(value, Text):
        return value.en, value.cy
    if isinstance(value, Moment):
        return value.at, value.has_time
    if isinstance(value, DayOrYear):
        return value.year, value.day
    raise NotImplementedError(type(value).__name__)
