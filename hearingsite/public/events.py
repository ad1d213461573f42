"""The events of calendars and the frame around them, in iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText

from hearingsite.public import urls
from hearingsite.public.feeds.entries import Source
from hearingsite.public.feeds.told import gone_at
from hearingsite.public.headlines import announcement, name_officers
from hearingsite.public.model import PublicForce, PublicHearing, PublicTombstone
from hearingsite.public.sittings import SittingDay, is_open
from hearingsite.public.words import Words
from hearingsite.values import LONDON

_REFRESH: Final = dt.timedelta(hours=1)


def frame_of(title: str, url: str, source: Source, updated: dt.datetime | None) -> bytes:
    """Write a calendar without events, of which `updated` is the last change."""
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
    if updated:
        calendar.add("last-modified", updated)
    calendar.add_component(_london())
    written: bytes = calendar.to_ical()
    return written


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


def event(hearing: PublicHearing, day: SittingDay, source: Source) -> bytes:
    """Write the event of a sitting day."""
    words = source.words
    url = source.site.url + urls.hearing(words.lang, hearing.reference)
    made = _marked(hearing.reference, day.key, hearing.updated.at.astimezone(dt.UTC), source)
    made.add("sequence", day.sequence)
    made.add("status", day.state)
    made.add("summary", _summary(hearing, day, source), parameters={"LANGUAGE": f"{words.lang}-GB"})
    made.add("dtstart", _start(day))
    if day.sitting.venue:
        made.add("location", words.text(day.sitting.venue))
    made.add("description", "\n".join((*_lines(hearing, day, source), url)))
    written: bytes = _placed(made, url, hearing.force, words).to_ical()
    return written


def event_gone(tombstone: PublicTombstone, key: str, sequence: int, source: Source) -> bytes:
    """Call a day off of which no more may be told than its page tells: it stands on the day on which that ended."""
    words = source.words
    url = source.site.url + urls.hearing(words.lang, tombstone.reference)
    title = words.say("tombstone.title", reference=tombstone.reference)
    lines = [words.say("calendar.hearing", force=words.text(tombstone.force.name), reference=tombstone.reference), url]
    if tombstone.force.is_demonstration:
        title = words.say("feed.demonstration", title=title)
        lines.insert(0, words.say("feed.demonstration_note"))
    made = _marked(tombstone.reference, key, gone_at(tombstone), source)
    made.add("sequence", sequence)
    made.add("status", "CANCELLED")
    made.add("summary", title, parameters={"LANGUAGE": f"{words.lang}-GB"})
    made.add("dtstart", tombstone.on)
    made.add("description", "\n".join(lines))
    written: bytes = _placed(made, url, tombstone.force, words).to_ical()
    return written


def _marked(reference: str, key: str, updated: dt.datetime, source: Source) -> Event:
    made = Event()
    made.add("uid", source.tags.entry(reference, key, source.words.lang))
    made.add("dtstamp", updated)
    made.add("last-modified", updated)
    return made


def _placed(made: Event, url: str, force: PublicForce, words: Words) -> Event:
    made.add("url", url)
    made.add("categories", [words.text(force.name)])
    made.add("transp", "TRANSPARENT")
    return made


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
        title = words.say(f"calendar.{appeal.name}", body=body, who=name_officers(hearing, words))
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
    if sitting.attend and is_open(hearing, day):
        yield words.text(sitting.attend)
