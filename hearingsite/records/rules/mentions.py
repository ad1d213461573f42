"""Days that a text mentions, as people write them in English and in Welsh, each with its weekday and its year.

Read forms: "Wednesday, 15th October 2015", "Wed 15 Oct 2015", "16, 17 and 18 November 2026", "Monday 16 to Wednesday
18 November 2026", "October 15, 2015", "October 15", "15 October 2015 (a Thursday)", "October 2015", "15/10/2015", "2015-10-15",
"dydd Mercher 15 Hydref 2015", "15fed o Hydref 2015". A year is passed on only between days that are joined.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.patterns import later
from hearingsite.records.rules.digits import find_numbers
from hearingsite.records.rules.tongues import ORDINAL, TONGUES, Tongue
from hearingsite.vocabulary.codes import Language

_MONTHS_A_YEAR: Final = 12
_MOST_DAYS: Final = 31
_NEAR: Final = 24
_FAR: Final = 60
_SHORT: Final = 5  # "Thurs" is the longest short form of a weekday
_BEHIND: Final = frozenset({" (", ", ", " w", " o"})
_PART_OF_MORE: Final = later(r"[\w.:/£#-]")
_ITEM: Final = later(rf"(?P<day>[0-9]{{1,2}}){ORDINAL}")
_SLASHED: Final = later(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[12][0-9]{3})(?![\w/-])")
_ISO: Final = later(r"(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w/-])")


class Mention(Struct, frozen=True):
    """A day with the text it stands in and its offsets there; `day` is 0 where only month and year are given; Monday is weekday 0.

    `date` is None where the year is not known, or where no such day exists. Listed days share what begins at `rest_at`.
    """

    text: str
    at: int
    end: int
    day: int
    month: int
    year: int | None
    date: dt.date | None
    weekday: int | None = None
    weekday_at: int = 0
    rest_at: int = 0

    @property
    def words(self) -> str:
        """The day as it is written."""
        item = _ITEM.match(self.text, self.at) if self.rest_at else None
        written = f"{item[0]} {self.text[self.rest_at : self.end]}" if item else self.text[self.at : self.end]
        return " ".join(written.split()).rstrip(".")


def read_mentions(text: str, lang: Language, numbers: Sequence[int] | None = None) -> list[Mention]:
    """Read every day of a text, in order; `numbers` are the places where rows of digits begin, if they are known."""
    tongue = TONGUES[lang]
    found: list[Mention] = []
    end = 0
    for start in [place for place, _ in find_numbers(text)] if numbers is None else numbers:
        match = tongue.day.match(text, start) if start >= end else None
        if match:
            end = match.end()
            found += _read_days(text, match, tongue) if match["month"] else _read_behind_month(text, match, tongue)
    if "/" in text:
        found += _read_digits(text, _SLASHED, tongue)
    if "-0" in text or "-1" in text:
        found += _read_digits(text, _ISO, tongue)
    if len(found) > 1:
        found.sort(key=attrgetter("at"))
        if any(one.year is None for one in found):
            return _pass_years_on(text, found, tongue)
    return found


def month_name(number: int, lang: Language) -> str:
    """Give the full name of a month, 1 first."""
    return next(name for name, month in TONGUES[lang].months.items() if month == number).capitalize()


def _read_days(text: str, match: re.Match[str], tongue: Tongue) -> list[Mention]:
    """Read "15 October 2015" or a list such as "16, 17 and 18 November 2026", which shares month and year."""
    first, more, name, written = match.group("day", "more", "month", "year")
    month = tongue.months[name.casefold()]
    year = int(written) if written else None
    start, end = match.span()
    if not more:
        day = int(first)
        weekday, weekday_at = _weekday_of(text, start, end, tongue)
        return [Mention(text, start, end, day, month, year, make_date(year, month, day), weekday, weekday_at)]
    days: list[tuple[int, int]] = []
    for item in _ITEM.finditer(text, start, match.start("month")):
        day = int(item["day"])
        if days and day <= days[-1][1]:
            days.clear()  # "aged 30, 12 February": the first number is no day
        days.append((item.start(), day))
    weekdays = _weekdays_of([at for at, _ in days], text, end, tongue)
    return [
        Mention(text, at, end, day, month, year, make_date(year, month, day), *weekday, match.start("month"))
        for (at, day), weekday in zip(days, weekdays, strict=True)
    ]


def make_date(year: int | None, month: int, day: int) -> dt.date | None:
    """Give a day, or None where a part of it is not known, or where it is not in the calendar."""
    try:
        return dt.date(year, month, day) if year and day else None
    except ValueError:
        return None


def _read_behind_month(text: str, match: re.Match[str], tongue: Tongue) -> Iterator[Mention]:
    """Read the digits of "October 15, 2015", "October 15" or "October 2015"; behind any other word they are no day."""
    words = text[max(0, match.start() - _NEAR) : match.start()].split()[-1:]
    name = words[0].strip("(*_.,") if words else ""
    month = tongue.months.get(name.casefold())
    if month is None or not name[0].isupper():
        return
    at = text.rindex(name, 0, match.start())
    day = 0 if match["digits"] else int(match["day"])
    written = match[0] if match["digits"] else match["us_year"]
    year = int(written) if written else None
    if year is None and not 1 <= day <= _MOST_DAYS:
        return
    weekday, weekday_at = _weekday_of(text, at, match.end(), tongue) if day else (None, 0)
    yield Mention(text, at, match.end(), day, month, year, make_date(year, month, day), weekday, weekday_at)


def _read_digits(text: str, pattern: re.Pattern[str], tongue: Tongue) -> Iterator[Mention]:
    """Read "15/10/2015" or "2015-10-15"; what cannot be a day and a month in that order is something else."""
    for match in pattern.finditer(text):
        day, month, year = (int(match[part]) for part in ("day", "month", "year"))
        at, end = match.span()
        if 1 <= month <= _MONTHS_A_YEAR and 1 <= day <= _MOST_DAYS and not (at and _PART_OF_MORE.match(text, at - 1)):
            yield Mention(
                text, at, end, day, month, year, make_date(year, month, day), *_weekday_of(text, at, end, tongue)
            )


def _weekday_of(text: str, at: int, end: int, tongue: Tongue) -> tuple[int | None, int]:
    """Find the one weekday that stands right before a day, or behind it: "(Wednesday)", "was a Wednesday"."""
    words = text[max(0, at - _NEAR) : at].split()
    usual = tongue.usual.get(words[-1]) if words else None
    if usual is not None and (len(words) == 1 or words[-2] not in tongue.joins):
        found_at = text.rindex(words[-1], 0, at)
        if "\n\n" not in text[found_at:at]:
            return usual, found_at
    last = words[-1].strip("(*_,.").casefold() if words else ""
    if last in tongue.weekdays or last in tongue.fillers:
        before = _weekdays_before(text, at, tongue)
        if before:
            return before[0] if len(before) == 1 else (None, 0)
    match = tongue.weekday_behind.match(text, end) if text[end : end + 2] in _BEHIND else None
    if not match:
        return None, 0
    group = "bracketed" if match["bracketed"] else "told"
    return tongue.weekdays[match[group].casefold()], match.start(group)


def _weekdays_of(days: list[int], text: str, end: int, tongue: Tongue) -> list[tuple[int | None, int]]:
    """Find the weekdays of listed days: "Monday 16 and Tuesday 17", or "Monday to Wednesday, 16 to 18"."""
    if len(days) == 1:
        return [_weekday_of(text, days[0], end, tongue)]
    together = _weekdays_before(text, days[0], tongue)
    if len(together) == len(days):
        return [*together]
    found = [together, *(_weekdays_before(text, at, tongue) for at in days[1:])]
    return [before[0] if len(before) == 1 else (None, 0) for before in found]


def _weekdays_before(text: str, at: int, tongue: Tongue) -> list[tuple[int | None, int]]:
    """Read the weekdays that lead up to a day, with their offsets: "Wednesday, the", "Monday to Wednesday,"."""
    words = text[max(0, at - _FAR) : at].split()
    found: list[tuple[int | None, int]] = []
    end = at
    while words:
        word = words.pop()
        end = text.rindex(word, 0, end)
        weekday = _weekday(word, words, tongue)
        if weekday is not None:
            found.insert(0, (weekday, end + len(word) - len(word.lstrip("(*_"))))
            continue
        bare = word.strip(",(*_").casefold()
        if bare not in (tongue.joins if found else tongue.fillers) and bare not in tongue.heralds:
            break
    return found if found and "\n\n" not in text[found[-1][1] : at] else []


def _weekday(word: str, before: list[str], tongue: Tongue) -> int | None:
    """Tell which weekday a word is; "Friday." ends a sentence, "sat" is a verb, "Mawrth" alone is a month."""
    bare = word.strip("(*_,")
    weekday = tongue.weekdays.get(bare.rstrip(".").casefold())
    if weekday is None or bare.endswith("day.") or (len(bare) <= _SHORT and not bare[0].isupper()):
        return None
    if bare == "Sun" and before and before[-1].casefold() == "the":
        return None  # a newspaper
    is_heralded = not tongue.heralds or (before and before[-1].strip("(*_").casefold() in tongue.heralds)
    return weekday if is_heralded else None


def _pass_years_on(text: str, found: list[Mention], tongue: Tongue) -> list[Mention]:
    """Give "3 March" its year in "between 3 March and 5 April 2022", and "5 April" in "3 March 2022 to 5 April"."""
    for place in range(len(found) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        turns = _turns(text, first, second, tongue) if first.year is None and second.year else None
        if turns is not None and second.year:
            found[place] = _in(first, second.year - turns)
    for place in range(1, len(found)):
        first, second = found[place - 1], found[place]
        turns = _turns(text, first, second, tongue) if second.year is None and first.year else None
        if turns is not None and first.year:
            found[place] = _in(second, first.year + turns)
    return found


def _turns(text: str, first: Mention, second: Mention, tongue: Tongue) -> int | None:
    """How many turns of the year lie between two joined days; None where that is not certain.

    "30 December to 2 January" spans one; "4 May and 5 April" need not be in order, so it says nothing.
    """
    if not _are_joined(text, first, second, tongue):
        return None
    if (first.month, first.day) <= (second.month, second.day):
        return 0
    is_range = tongue.span.search(text[first.end : second.at]) or tongue.between.search(text[: first.at][-_FAR:])
    return 1 if is_range else None


def are_joined(text: str, first: Mention, second: Mention, lang: Language) -> bool:
    """Whether nothing but "and", "to", a comma and the like stands between two days."""
    return first.end == second.end or _are_joined(text, first, second, TONGUES[lang])


def _are_joined(text: str, first: Mention, second: Mention, tongue: Tongue) -> bool:
    return first.day > 0 < second.day and bool(tongue.join.fullmatch(text, first.end, second.at))


def _in(mention: Mention, year: int) -> Mention:
    return replace(mention, year=year, date=make_date(year, mention.month, mention.day))
