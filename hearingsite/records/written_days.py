"""Days and moments as people write them → as a record needs them: so that a report can say exactly what to write."""

import datetime as dt
import re
from typing import Final

from hearingsite.patterns import later

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT: Final = tuple(month[:3].lower() for month in _MONTHS)
_MONTH: Final = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
_TIME: Final = r"(?:(?:,| at|t)? *(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?)? *(?P<half>[ap]\.?m\.?)?(?: ?hrs?| hours)?)?"
_FORMS: Final = tuple(
    later(_WEEKDAY + form + _TIME)
    for form in (
        r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2}) ?[-/. ] ?(?P<month>\d{1,2}) ?[-/. ] ?(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]*{_MONTH},?[ -]*(?P<year>\d{{4}})",
        rf"{_MONTH} *(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? *(?P<year>\d{{4}})",
    )
)
_IN_FIGURES: Final = later(r"\d{1,2} ?[-/. ] ?\d{1,2} ?[-/. ] ?\d")
# The day behind the month.
_AMERICAN: Final = later(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](?=\d{2,4}\b)")
_TIME_ALONE: Final = later(_TIME)
_MARKS: Final = " .\u201c\u201d\u2018\u2019\"'"
_NOON: Final = 12
# No hearing begins before; "2.30" without a half of the day is one of the afternoon, or a slip.
_EARLIEST: Final = 7


def read_written_day(text: str) -> tuple[dt.date, dt.time | None] | None:
    """Read a day, and perhaps a time of day, the British way round; None where it cannot be told."""
    words = " ".join(text.strip(_MARKS).lower().split())
    found = next((found for form in _FORMS if (found := form.fullmatch(words))), None)
    if found is None:
        return None
    month = _SHORT.index(found["month"]) + 1 if found["month"].isalpha() else int(found["month"])
    year = int(found["year"]) + (2000 if len(found["year"]) == len("23") else 0)
    try:
        return dt.date(year, month, int(found["day"])), _time(found)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> dt.time | None:
    """The time of day of a match; raises ValueError where there is no such time."""
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"].startswith("p") else 0)
    return dt.time(hour, int(found["minute"] or 0))


def say_how_to_write(text: str, *, with_time: bool) -> str | None:
    """Say how the day that somebody wrote is to be written; None where it is not understood or right already."""
    read = read_written_day(text)
    is_american = read is None
    read = read or read_written_day(_AMERICAN.sub(r"\2/\1/", text.strip(_MARKS), count=1))
    if read is None:
        return None
    day, time = read
    right = f"{day}T{time:%H:%M}" if with_time and time else day.isoformat()
    spoken = (
        f" if you mean {day.day} {_MONTHS[day.month - 1]} {day.year}" if is_american or _is_ambiguous(text, day) else ""
    )
    return f"Write {right}{spoken}." if right != text else None


def say_how_to_write_time(text: str) -> str:
    """Say how the time of day that somebody wrote is to be written; with an example where it is not understood."""
    words = " ".join(text.strip(_MARKS).lower().split())
    found = _TIME_ALONE.fullmatch(words)
    try:
        time = _time(found) if found else None
    except ValueError:
        time = None
    if time is None or (found and not found["half"] and time.hour < _EARLIEST):
        return 'Write hours and minutes of 24 hours, for example "10:00" or "14:30".'
    quotes = ", with straight quotation marks or none" if words == f"{time:%H:%M}" else ""
    return f'Write "{time:%H:%M}"{quotes}.'


def _is_ambiguous(text: str, day: dt.date) -> bool:
    """Whether a text in figures could also mean another day, read the American way round."""
    return day.day <= len(_MONTHS) and day.day != day.month and _IN_FIGURES.match(text.strip()) is not None
