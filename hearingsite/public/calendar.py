"""Calendars (RFC 5545): an event for each sitting day, of all forces and of each.

An event's UID is a permanent id, so that a day that is called off is marked in every calendar that has it. An event is
serialised once; calendars join its bytes. Nothing depends on the clock: DTSTAMP is the hearing's last public moment.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText
from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.feeds.entries import Source
from hearingsite.public.feeds.told import gone_at
from hearingsite.public.headlines import announcement, name_officers
from hearingsite.public.model import PublicForce, PublicHearing, PublicRegister, PublicTombstone
from hearingsite.public.plan import LateFile
from hearingsite.public.sittings import SittingDay, sitting_days
from hearingsite.public.words import Words
from hearingsite.values import LONDON, pack

# Sitting days of decided hearings that a calendar keeps; those that are still open are all in it.
DECIDED_DAYS: Final = 50
_REFRESH: Final = dt.timedelta(hours=1)
_END: Final = b"END:VCALENDAR\r\n"


class _Entry(Struct, frozen=True, kw_only=True):
    """What an event is made of; `day` tells its place in the order, `made_from` is a digest of the hearing."""

    made_from: bytes
    reference: str
    key: str
    day: dt.date
    is_open: bool
    updated: dt.datetime
    make: Callable[[Source], Event]


def calendar_files(register: PublicRegister, source: Source) -> Iterator[LateFile]:
    """Plan the calendar of everything, and one of each force that has or had a hearing."""
    by_force: dict[str, list[_Entry]] = {}
    for hearing in register.hearings:
        by_force.setdefault(hearing.force.code, []).extend(_days(hearing, source))
    for tombstone in register.tombstones:
        by_force.setdefault(tombstone.force.code, []).extend(_days_gone(tombstone, source))
    printed: dict[tuple[str, str], bytes] = {}
    words, site = source.words, source.site
    every = [entry for entries in by_force.values() for entry in entries]
    title = words.say("calendar.title", site=site.name)
    yield _file(urls.home(words.lang), title, every, source, printed)
    names = {force.code: words.text(force.name) for force in register.forces}
    for code, entries in sorted(by_force.items()):
        title = words.say("calendar.title_force", site=site.name, force=names[code])
        yield _file(urls.force(words.lang, code), title, entries, source, printed)


def _days(hearing: PublicHearing, source: Source) -> Iterator[_Entry]:
    days = tuple(sitting_days(hearing))
    made_from = source.digest(hearing) if days else b""
    for day in days:
        yield _Entry(
            made_from=made_from,
            reference=hearing.reference,
            key=day.key,
            day=day.day,
            is_open=_is_open(hearing, day),
            updated=hearing.updated.at.astimezone(dt.UTC),
            make=partial(_event, hearing, day),
        )


def _days_gone(tombstone: PublicTombstone, source: Source) -> Iterator[_Entry]:
    """What is left in a calendar of a hearing that was taken down: that its days are, and nothing of them."""
    for key, sequence in tombstone.sittings:
        yield _Entry(
            made_from=source.digest(tombstone),
            reference=tombstone.reference,
            key=key,
            day=tombstone.on,
            is_open=False,
            updated=gone_at(tombstone),
            make=partial(_event_gone, tombstone, key, sequence + 1),
        )


def _file(
    page: str, title: str, entries: Iterable[_Entry], source: Source, printed: dict[tuple[str, str], bytes]
) -> LateFile:
    route = urls.calendar(page)
    shown = _shown(entries)
    return LateFile(
        route=route,
        made_from=pack((title, [(one.made_from, one.key, one.is_open) for one in shown])),
        make=partial(_calendar, route, title, shown, source, printed),
    )


def _calendar(
    route: str, title: str, shown: Sequence[_Entry], source: Source, printed: dict[tuple[str, str], bytes]
) -> bytes:
    for one in shown:
        if (one.reference, one.key) not in printed:
            printed[one.reference, one.key] = one.make(source).to_ical()
    frame = _frame(title, source.site.url + route, source, shown).to_ical()
    if not frame.endswith(_END):
        raise ValueError("a calendar ends with END:VCALENDAR")
    events = (printed[one.reference, one.key] for one in shown)
    return b"".join((frame.removesuffix(_END), *events, _END))


def _shown(entries: Iterable[_Entry]) -> list[_Entry]:
    """Every day of what is open, and the newest days of what is decided or gone; in their order."""
    in_order = sorted(entries, key=lambda one: (one.day, one.reference, one.key))
    closed = [one for one in in_order if not one.is_open]
    dropped = {(one.reference, one.key) for one in closed[:-DECIDED_DAYS]}
    return [one for one in in_order if (one.reference, one.key) not in dropped]


def _is_open(hearing: PublicHearing, day: SittingDay) -> bool:
    return day.appeal.result == "pending" if day.appeal else not hearing.is_published


def _frame(title: str, url: str, source: Source, shown: Iterable[_Entry]) -> Calendar:
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
    updated = max((one.updated for one in shown), default=None)
    if updated:
        calendar.add("last-modified", updated)
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


def _event(hearing: PublicHearing, day: SittingDay, source: Source) -> Event:
    words = source.words
    url = source.site.url + urls.hearing(words.lang, hearing.reference)
    event = _marked(hearing.reference, day.key, hearing.updated.at.astimezone(dt.UTC), source)
    event.add("sequence", day.sequence)
    event.add("status", day.state)
    event.add("summary", _summary(hearing, day, source), parameters={"LANGUAGE": f"{words.lang}-GB"})
    event.add("dtstart", _start(day))
    if day.sitting.venue:
        event.add("location", words.text(day.sitting.venue))
    event.add("description", "\n".join((*_lines(hearing, day, source), url)))
    return _placed(event, url, hearing.force, words)


def _event_gone(tombstone: PublicTombstone, key: str, sequence: int, source: Source) -> Event:
    """Call a day off of which no more may be told than its page tells: it stands on the day on which that ended."""
    words = source.words
    url = source.site.url + urls.hearing(words.lang, tombstone.reference)
    title = words.say("tombstone.title", reference=tombstone.reference)
    lines = [words.say("calendar.hearing", force=words.text(tombstone.force.name), reference=tombstone.reference), url]
    if tombstone.force.is_demonstration:
        title = words.say("feed.demonstration", title=title)
        lines.insert(0, words.say("feed.demonstration_note"))
    event = _marked(tombstone.reference, key, gone_at(tombstone), source)
    event.add("sequence", sequence)
    event.add("status", "CANCELLED")
    event.add("summary", title, parameters={"LANGUAGE": f"{words.lang}-GB"})
    event.add("dtstart", tombstone.on)
    event.add("description", "\n".join(lines))
    return _placed(event, url, tombstone.force, words)


def _marked(reference: str, key: str, updated: dt.datetime, source: Source) -> Event:
    event = Event()
    event.add("uid", source.tags.entry(reference, key, source.words.lang))
    event.add("dtstamp", updated)
    event.add("last-modified", updated)
    return event


def _placed(event: Event, url: str, force: PublicForce, words: Words) -> Event:
    event.add("url", url)
    event.add("categories", [words.text(force.name)])
    event.add("transp", "TRANSPARENT")
    return event


def _start(day: SittingDay) -> dt.date:
    """The start where it was announced; else the whole day. No end is ever announced, so none is invented."""
    if not day.sitting.time:
        return day.day
    return dt.datetime.combine(day.day, dt.time.fromisoformat(day.sitting.time), LONDON)


def _summary(hearing: PublicHearing, day: SittingDay, source: Source) -> str:
    """What is heard about whom: as in the headline of a hearing to come, and never what came of it."""
    words, appeal = source.words, day.appeal
    if appeal:
        body = words.term("appeal_bodies", appeal.body)
        title = words.say("calendar.appeal", body=body, who=name_officers(hearing, words))
    else:
        title = announcement(hearing, words)
    if day.state == "CANCELLED":
        title = words.say("calendar.cancelled", title=title)
    return words.say("feed.demonstration", title=title) if hearing.is_demonstration else title


def _lines(hearing: PublicHearing, day: SittingDay, source: Source) -> Iterator[str]:
    words, sitting = source.words, day.sitting
    if hearing.is_demonstration:
        yield words.say("feed.demonstration_note")
    yield words.say("calendar.hearing", force=words.text(hearing.force.name), reference=hearing.reference)
    if day.state == "CANCELLED":
        yield words.say("calendar.not_on_this_day")
    if not day.appeal:
        yield words.say("calendar.status", status=words.term("statuses", hearing.status))
    yield words.term("held", sitting.held)
    if sitting.attend and _is_open(hearing, day):
        yield words.text(sitting.attend)
