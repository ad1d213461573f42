"""Days in the texts: weekdays that fit, days that exist, within the case's span, with their year."""

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import SittingSpan
from hearingsite.records.passages import Passage
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.mentions import Mention, are_joined, make_date, month_name, read_mentions
from hearingsite.records.rules.readings import officer_names
from hearingsite.records.rules.sentences import PARAGRAPH, is_verbatim, read_blocks, says, sentence_at, setting_of
from hearingsite.records.rules.span import known_days, latest_day, sitting_days
from hearingsite.values import day_of
from hearingsite.vocabulary.codes import Language

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WELSH: Final = ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")
_A_LEAP_YEAR: Final = 2000
_FEBRUARY: Final = 2
_LONGEST: Final = 31
_YEARS_BACK: Final = 50
_STREET: Final = later(r"\s+(?:[A-Z]\w+\s+)?(?:Road|Street|Avenue|Close|Lane|Drive|Way|Place|Court|Gardens|Crescent)\b")
_NEEDS_NO_YEAR: Final = later(
    r"\b(?:every|each|annual(?:ly)?|yearly|(?:attack|bombing)s?|bob\s+blwyddyn|blynyddol)\b", re.IGNORECASE
)
_TOLD_AS_WRONG: Final = later(r"not\s+exist|no\s+such|impossible|invalid|bodoli", re.IGNORECASE)
_A_YEAR: Final = later(r"\b(?:19|20)[0-9]{2}\b")
_ABOUT_CONDUCT: Final = frozenset({"when", "conduct"})
_CORRECT_YEAR: Final = "Correct the date; often it is the year that is wrong."
# Words that may stand between "the hearing took place" and its day: where and how, but nothing that happened.
_WHERE: Final = (
    r"(?:\s+(?:in|at|the|over|of|and|by|about|public|private|partly|remotely|video|link|force['’]s|headquarters|its"  # noqa: RUF001
    r"|(?:two|three|four|five|six|seven)\s+days|[A-Z][\w'’-]*|[0-9]{1,2}[:.][0-9]{2}),?)*"  # noqa: RUF001
)
_KINDS: Final = r"(?:(?:accelerated|misconduct|special\s+case|public)\s+)*"
_VERB: Final = (
    r"\s+(?:took\s+place|takes\s+place|will\s+take\s+place|was\s+held|will\s+be\s+held|sat|sits|will\s+sit|began|begins|started"
    r"|starts|opened|ended|ends|concluded|finished)"
)
_ON: Final = r"\s+(?:on|from|between)\s+(?:the\s+)?\Z"
_SITS: Final = {
    "en": later(rf"\b[Tt]he\s+(?:{_KINDS}hearing{_WHERE}(?:{_VERB}{_WHERE})?|panel\s+sat{_WHERE}){_ON}"),
    "cy": later(
        r"\b(?:[Cc]ynhaliwyd|[Cc]ynhelir|[Ee]isteddodd)\s+y\s+(?:gwrandawiad|panel)(?:\s+camymddwyn)?(?:\s+carlam)?"
        r"(?:\s+(?:yn|ym|yr?|ar|gyhoeddus|breifat|[A-Z][\w'’-]*),?)*(?:\s+(?:ar|o|rhwng))?(?:\s+(?:y|dd?ydd))?\s+\Z"  # noqa: RUF001
    ),
}
# "A misconduct hearing on …" is this one only where the account begins with it.
_A_HEARING: Final = later(rf"\b[Aa]n?\s+{_KINDS}hearing{_WHERE}(?:{_VERB}{_WHERE})?{_ON}")
# Words that tell of another hearing, or of a day that was given up.
_ANOTHER: Final = later(
    r"\b(?:another|other|separate|second|earlier|previous|later|new|fresh|colleague|postponed|adjourned|put\s+off|planned|moved"
    r"|instead|originally|listed|cancelled|vacated|had\s+been|gohir\w+|ohir\w+|arall|blaenorol)\b",
    re.IGNORECASE,
)
_WHOSE: Final = later(r"\b(?:about|of)\b")
_PUT_OFF: Final = ("postponed", "adjourned", "vacated")
_FAR: Final = 160
_CLOSE: Final = 31


class _Days(Struct, frozen=True):
    """The days of a text: all of them, those with a weekday, and those that have no date."""

    passage: Passage
    all: list[Mention]
    with_weekday: list[Mention]
    undated: list[Mention]


@functools.lru_cache(maxsize=1)
def _days(case: Case) -> list[_Days]:
    """The days of every text that mentions any; the rules about days ask one after the other about the same record."""
    found: list[_Days] = []
    for passage, numbers in chain.from_iterable(told.with_numbers() for told in case.told):
        mentions = read_mentions(passage.text, passage.lang, numbers)
        if mentions:
            with_weekday = [one for one in mentions if one.weekday is not None and one.date]
            undated = [one for one in mentions if one.date is None and one.day]
            found.append(_Days(passage, mentions, with_weekday, undated))
    return found


def _days_in(mention: Mention) -> int:
    return calendar.monthrange(mention.year or _A_LEAP_YEAR, mention.month)[1]


def check_weekdays(case: Case) -> Iterator[Diagnostic]:
    """A weekday fits its date: 15 October 2015 was a Thursday, not a Wednesday."""
    for days in _days(case):
        passage = days.passage
        for mention in days.with_weekday:
            day = mention.date
            if day and mention.weekday is not None and day.weekday() != mention.weekday:
                said, right = (_weekday(number, passage.lang) for number in (mention.weekday, day.weekday()))
                tense = "was" if day < day_of(case.now) else "will be"
                message = f'"{_written(day, passage.lang)}" {tense} a {right}, not a {said}.'
                away = (mention.weekday - day.weekday() + 3) % 7 - 3
                nearest = _written(day + dt.timedelta(days=away), passage.lang)
                hint = f"Correct the weekday, or the date: the nearest {said} is {nearest}."
                yield passage.at("HS520", mention.weekday_at, message, hint)


def _weekday(number: int, lang: Language) -> str:
    return _WEEKDAYS[number] if lang == "en" else f"{_WEEKDAYS[number]} (dydd {_WELSH[number]})"


def _written(day: dt.date, lang: Language) -> str:
    return f"{day.day} {month_name(day.month, lang)} {day.year}"


def check_impossible_days(case: Case) -> Iterator[Diagnostic]:
    """A day in a text exists in the calendar."""
    for days in _days(case):
        passage = days.passage
        for mention in days.undated:
            if mention.day <= _days_in(mention):
                continue
            if mention.year is None and (mention.day > _LONGEST or _STREET.match(passage.text, mention.end)):
                continue  # "31 June Avenue"; and a higher number before a month need not be a day
            if says(_TOLD_AS_WRONG, sentence_at(passage.text, mention.at)):
                continue
            has = f"{month_name(mention.month, 'en')} has {_days_in(mention)} days"
            if mention.month == _FEBRUARY:
                has = f"{has} in {mention.year}" if mention.year else "February has 28 days, or 29 in a leap year"
            message = f'There is no "{mention.words}": {has}.'
            yield passage.at("HS521", mention.at, message, "Look the date up in the papers of the case.")


def check_span(case: Case) -> Iterator[Diagnostic]:
    """A day lies within the time of the case: conduct before its hearing, nothing long before or after everything."""
    span: tuple[dt.date, dt.date] | None = None
    this_year = case.now.year
    for days in _days(case):
        passage = days.passage
        last = case.last_day if not _ABOUT_CONDUCT.isdisjoint(passage.path) else None
        for mention in days.all:
            first = mention.date if mention.day else make_date(mention.year, mention.month, 1)
            if first is None:
                continue
            is_after = last is not None and first > last
            if not is_after and this_year - _YEARS_BACK // 2 < first.year < this_year:
                continue  # surely within, whatever else the header says
            span = span or _span(case)
            if is_after:
                message = f'"{mention.words}" lies after the last sitting day; conduct cannot be from then.'
                yield passage.at("HS522", mention.at, message, _CORRECT_YEAR)
            elif not span[0] <= first <= span[1]:
                message = f'"{mention.words}" lies far outside the time of this case.'
                yield passage.at("HS522", mention.at, message, _CORRECT_YEAR)


def _span(case: Case) -> tuple[dt.date, dt.date]:
    """The first and the last day that a text of the case may speak of."""
    today = day_of(case.now)
    earliest = min(known_days(case.hearing), default=today)
    return dt.date(earliest.year - _YEARS_BACK, 1, 1), latest_day(case.hearing, today)


def check_years(case: Case) -> Iterator[Diagnostic]:
    """A date has its year, or takes it from its own sentence, table, list or heading."""
    for days in _days(case):
        passage = days.passage
        for mention in days.undated:
            if mention.year is None and not is_verbatim(passage) and not _has_year(passage.text, mention):
                message = f'"{mention.words}" has no year.'
                hint = "Add the year: the page stays for years, and nobody will remember which one was meant."
                yield passage.at("HS523", mention.at, message, hint)


def _has_year(text: str, mention: Mention) -> bool:
    """Whether a day without a year of its own gets one from what is around it, needs none, or is no day at all."""
    if mention.day > _days_in(mention) or _STREET.match(text, mention.end):
        return True
    setting = setting_of(text, mention.at)
    return says(_A_YEAR, setting) or says(_NEEDS_NO_YEAR, setting)


def check_sitting_days(case: Case) -> Iterator[Diagnostic]:
    """Where a text says on which day the hearing sat, the header has that day.

    Only what is certain counts: a day close to a sitting day, or like one but for its month or its year. Another
    hearing, which a text may tell of as well, lies further away.
    """
    history = case.hearing.hearing.history
    if any(step.status in _PUT_OFF for step in history) and not any(step.dates for step in history):
        return  # earlier plans are not recorded
    known = frozenset(sitting_days(case.hearing))
    for days in _days(case):
        passage, mentions = days.passage, days.all
        if passage.path and not _tells_of_hearing(case, passage):
            continue
        for place, mention in enumerate(mentions):
            day = mention.date
            if (
                day is None
                or day in known
                or not _is_like_sitting(case, day)
                or not _is_sitting(case, passage, mentions, place)
            ):
                continue
            header = ", ".join(_written(one, passage.lang) for one in _header_days(case))
            message = f'"{_written(day, passage.lang)}" is no sitting day of this record.'
            yield passage.at("HS524", mention.at, message, f"The header has {header}; correct the text or the header.")


def _tells_of_hearing(case: Case, passage: Passage) -> bool:
    """Whether a text of the header tells of the hearing's own days; a notice keeps days that were put off later."""
    if passage.path[:2] == ("notice", "text"):
        return all(step.status not in _PUT_OFF for step in case.hearing.hearing.history)
    return passage.path[0] == "summary"


def _header_days(case: Case) -> list[dt.date]:
    dates = case.hearing.hearing.dates
    return [day for day in (dates.first, dates.last) if day] if isinstance(dates, SittingSpan) else dates


def _is_like_sitting(case: Case, day: dt.date) -> bool:
    """Whether a day is none of the hearing's, though so like one that no other hearing can be meant."""
    days = _header_days(case)
    if isinstance(case.hearing.hearing.dates, SittingSpan) and days and days[0] <= day <= days[-1]:
        return False  # of a span, the days between the ends are not known
    return any(
        abs((day - one).days) <= _CLOSE or (day.day == one.day and (day.month == one.month or day.year == one.year))
        for one in days
    )


def _is_sitting(case: Case, passage: Passage, mentions: list[Mention], place: int) -> bool:
    """Whether "The hearing took place on", "The panel sat from" or the like leads up to a day, or to a list with it."""
    text = passage.text
    while place and are_joined(text, mentions[place - 1], mentions[place], passage.lang):
        place -= 1
    mention = mentions[place]
    at = mention.weekday_at if mention.weekday is not None and mention.weekday_at < mention.at else mention.at
    before = text[max(0, at - _FAR) : at]
    match = _SITS[passage.lang].search(before)
    if not match and passage.lang == "en" and _is_beginning(text, at):
        match = _A_HEARING.search(before)
    if not match or says(_ANOTHER, sentence_at(text, mention.at)):
        return False
    names = (name for officer in case.hearing.officers for name in officer_names(officer))
    return not _WHOSE.search(match[0]) or any(name in match[0] for name in names)


def _is_beginning(text: str, at: int) -> bool:
    """Whether a character stands in the first paragraph."""
    first = next(iter(read_blocks(text)), None)
    return first is not None and first.kind == PARAGRAPH and at <= first.end


RULES: Final[tuple[HearingRule, ...]] = (
    check_weekdays,
    check_impossible_days,
    check_span,
    check_years,
    check_sitting_days,
)
