"""Calendars (RFC 5545): an event for each sitting day, of all forces and of each.

An event's UID is a permanent id, so that a day that is called off is marked in every calendar that has it. An event is
serialised once; calendars join its bytes. Nothing depends on the clock: DTSTAMP is the hearing's last public moment.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText
from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.feeds.entries import Source
from hearingsite.public.headlines import announcement, name_officers
from hearingsite.public.model import PublicHearing, PublicRegister
from hearingsite.public.plan import File
from hearingsite.public.sittings import SittingDay, sitting_days
from hearingsite.values import LONDON

# Sitting days of decided hearings that a calendar keeps; those that are still open are all in it.
DECIDED_DAYS: Final = 50
_REFRESH: Final = dt.timedelta(hours=1)
_END: Final = b"END:VCALENDAR\r\n"


class _Day(Struct, frozen=True):
    hearing: PublicHearing
    day: SittingDay


def calendar_files(register: PublicRegister, source: Source) -> Iterator[File]:
    """Make the calendar of everything, and one of each force that has or had a hearing."""
    by_force: dict[str, list[_Day]] = {one.force.code: [] for one in register.tombstones}
    for hearing in register.hearings:
        days = [_Day(hearing, day) for day in sitting_days(hearing)]
        by_force.setdefault(hearing.force.code, []).extend(days)
    printed: dict[tuple[str, str], bytes] = {}
    words, site = source.words, source.site
    every = [day for days in by_force.values() for day in days]
    title = words.say("calendar.title", site=site.name)
    yield _file(urls.home(words.lang), title, every, source, printed)
    names = {force.code: words.text(force.name) for force in register.forces}
    for code, days in sorted(by_force.items()):
        title = words.say("calendar.title_force", site=site.name, force=names[code])
        yield _file(urls.force(words.lang, code), title, days, source, printed)


def _file(page: str, title: str, days: Iterable[_Day], source: Source, printed: dict[tuple[str, str], bytes]) -> File:
    route = urls.calendar(page)
    shown = _shown(days)
    for one in shown:
        key = (one.hearing.reference, one.day.key)
        if key not in printed:
            printed[key] = _event(one, source).to_ical()
    frame = _frame(title, source.site.url + route, source, shown).to_ical()
    if not frame.endswith(_END):
        raise ValueError("a calendar ends with END:VCALENDAR")
    events = (printed[one.hearing.reference, one.day.key] for one in shown)
    return File(route, b"".join((frame.removesuffix(_END), *events, _END)))


def _shown(days: Iterable[_Day]) -> list[_Day]:
    """Every day of what is open, and the newest days of what is decided; in their order."""
    in_order = sorted(days, key=lambda one: (one.day.day, one.hearing.reference, one.day.key))
    decided = [one for one in in_order if not _is_open(one)]
    dropped = {(one.hearing.reference, one.day.key) for one in decided[:-DECIDED_DAYS]}
    return [one for one in in_order if (one.hearing.reference, one.day.key) not in dropped]


def _is_open(one: _Day) -> bool:
    return one.day.appeal.result == "pending" if one.day.appeal else not one.hearing.is_published


def _frame(title: str, url: str, source: Source, shown: Iterable[_Day]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{source.tags.authority}//hearingsite//{source.words.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(title))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, vText(source.words.say("calendar.description")))
    calendar.add("x-wr-timezone", str(LONDON))
    calendar.add("source", url, parameters={"VALUE": "URI"})
    calendar.add("url", url)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    updated = max((one.hearing.updated.at for one in shown), default=None)
    if updated:
        calendar.add("last-modified", updated.astimezone(dt.UTC))
    calendar.add_component(_london())
    return calendar


def _london() -> Timezone:
    """The rules of British time since 1996, written out: a table of the machine could differ."""
    zone = Timezone()
    zone.add("tzid", str(LONDON))
    for kind, name, month, start, before, after in (
        (TimezoneDaylight, "BST", 3, dt.datetime(1996, 3, 31, 1), 0, 1),  # noqa: DTZ001 -- local by definition
        (TimezoneStandard, "GMT", 10, dt.datetime(1996, 10, 27, 2), 1, 0),  # noqa: DTZ001
    ):
        rule = kind()
        rule.add("dtstart", start)
        rule.add("rrule", vRecur(freq="yearly", bymonth=month, byday="-1su"))
        rule.add("tzname", name)
        rule.add("tzoffsetfrom", dt.timedelta(hours=before))
        rule.add("tzoffsetto", dt.timedelta(hours=after))
        zone.add_component(rule)
    return zone


def _event(one: _Day, source: Source) -> Event:
    hearing, day, words = one.hearing, one.day, source.words
    updated = hearing.updated.at.astimezone(dt.UTC)
    url = source.site.url + urls.hearing(words.lang, hearing.reference)
    event = Event()
    event.add("uid", source.tags.entry(hearing.reference, day.key, words.lang))
    event.add("dtstamp", updated)
    event.add("last-modified", updated)
    event.add("sequence", day.sequence)
    event.add("status", day.state)
    event.add("summary", _summary(one, source), parameters={"LANGUAGE": f"{words.lang}-GB"})
    event.add("dtstart", _start(day))
    if day.sitting.venue:
        event.add("location", words.text(day.sitting.venue))
    event.add("description", "\n".join((*_lines(one, source), url)))
    event.add("url", url)
    event.add("categories", [words.text(hearing.force.name)])
    event.add("transp", "TRANSPARENT")
    return event


def _start(day: SittingDay) -> dt.date:
    """The start where it was announced; else the whole day. No end is ever announced, so none is invented."""
    if not day.sitting.time:
        return day.day
    return dt.datetime.combine(day.day, dt.time.fromisoformat(day.sitting.time), LONDON)


def _summary(one: _Day, source: Source) -> str:
    """What is heard about whom: as in the headline of a hearing to come, and never what came of it."""
    words, hearing, appeal = source.words, one.hearing, one.day.appeal
    if appeal:
        body = words.term("appeal_bodies", appeal.body)
        title = words.say("calendar.appeal", body=body, who=name_officers(hearing, words))
    else:
        title = announcement(hearing, words)
    if one.day.state == "CANCELLED":
        title = words.say("calendar.cancelled", title=title)
    return words.say("feed.demonstration", title=title) if hearing.is_demonstration else title


def _lines(one: _Day, source: Source) -> Iterator[str]:
    words, hearing, sitting = source.words, one.hearing, one.day.sitting
    if hearing.is_demonstration:
        yield words.say("feed.demonstration_note")
    yield words.say("calendar.hearing", force=words.text(hearing.force.name), reference=hearing.reference)
    if one.day.state == "CANCELLED":
        yield words.say("calendar.not_on_this_day")
    if not one.day.appeal:
        yield words.say("calendar.status", status=words.term("statuses", hearing.status))
    yield words.term("held", sitting.held)
    if sitting.attend and _is_open(one):
        yield words.text(sitting.attend)
