"""Calendars (RFC 5545): an event for each sitting day, of all forces and of each.

An event's UID is a permanent id, so that a day that is called off is marked in every calendar that has it. An event is
serialised once; calendars join its bytes. Nothing depends on the clock: DTSTAMP is the hearing's last public moment.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.feeds.entries import Source
from hearingsite.public.feeds.told import gone_at
from hearingsite.public.model import PublicHearing, PublicRegister, PublicTombstone
from hearingsite.public.plan import LateFile
from hearingsite.public.sittings import SittingDay, is_open, sitting_days
from hearingsite.values import pack, reference_order

# Sitting days of decided hearings that a calendar keeps; those that are still open are all in it.
DECIDED_DAYS: Final = 50
_END: Final = b"END:VCALENDAR\r\n"

Digest = Callable[[PublicHearing | PublicTombstone], bytes]


class _Entry(Struct, frozen=True, kw_only=True):
    """What an event is made of; `day` tells its place in the order, `made_from` is a digest of the hearing."""

    made_from: bytes
    reference: str
    key: str
    day: dt.date
    is_open: bool
    updated: dt.datetime
    make: Callable[[Source], bytes]


class Calendars(Struct, frozen=True):
    """What the calendars of every language show: that of everything, and those of forces by their codes."""

    everything: Sequence[_Entry]
    of_forces: dict[str, Sequence[_Entry]]


def make_calendars(register: PublicRegister, digest: Digest) -> Calendars:
    """Choose what calendars show: one of everything, and one of each force that has or had a hearing.

    `digest` gives one of all that can be told of a hearing.
    """
    by_force: dict[str, list[_Entry]] = {}
    for hearing in register.hearings:
        by_force.setdefault(hearing.force.code, []).extend(_days(hearing, digest))
    for tombstone in register.tombstones:
        by_force.setdefault(tombstone.force.code, []).extend(_days_gone(tombstone, digest))
    every = [entry for entries in by_force.values() for entry in entries]
    return Calendars(_shown(every), {code: _shown(entries) for code, entries in sorted(by_force.items())})


def calendar_files(calendars: Calendars, register: PublicRegister, source: Source) -> Iterator[LateFile]:
    """Plan the calendars of one language."""
    printed: dict[tuple[str, str], bytes] = {}
    words, site = source.words, source.site
    title = words.say("calendar.title", site=site.name_in(words.lang).text)
    yield _file(urls.home(words.lang), title, calendars.everything, source, printed)
    names = {force.code: words.text(force.name) for force in register.forces}
    for code, entries in calendars.of_forces.items():
        title = words.say("calendar.title_force", site=site.name_in(words.lang).text, force=names[code])
        yield _file(urls.force(words.lang, code), title, entries, source, printed)


def _days(hearing: PublicHearing, digest: Digest) -> Iterator[_Entry]:
    days = tuple(sitting_days(hearing))
    made_from = digest(hearing) if days else b""
    for day in days:
        yield _Entry(
            made_from=made_from,
            reference=hearing.reference,
            key=day.key,
            day=day.day,
            is_open=is_open(hearing, day),
            updated=hearing.updated.at.astimezone(dt.UTC),
            make=partial(_event, hearing, day),
        )


def _days_gone(tombstone: PublicTombstone, digest: Digest) -> Iterator[_Entry]:
    """What is left in a calendar of a hearing that was taken down: that its days are, and nothing of them."""
    for key, sequence in tombstone.sittings:
        yield _Entry(
            made_from=digest(tombstone),
            reference=tombstone.reference,
            key=key,
            day=tombstone.on,
            is_open=False,
            updated=gone_at(tombstone),
            make=partial(_event_gone, tombstone, key, sequence + 1),
        )


def _file(
    page: str, title: str, shown: Sequence[_Entry], source: Source, printed: dict[tuple[str, str], bytes]
) -> LateFile:
    route = urls.calendar(page)
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
            printed[one.reference, one.key] = one.make(source)
    from hearingsite.public.events import frame_of  # noqa: PLC0415 -- see `_event`

    updated = max((one.updated for one in shown), default=None)
    frame = frame_of(title, source.site.url + route, source, updated)
    if not frame.endswith(_END):
        raise ValueError("a calendar ends with END:VCALENDAR")
    events = (printed[one.reference, one.key] for one in shown)
    return b"".join((frame.removesuffix(_END), *events, _END))


def _event(hearing: PublicHearing, day: SittingDay, source: Source) -> bytes:
    # The library is slow to import, and most edits concern no calendar.
    from hearingsite.public.events import event  # noqa: PLC0415

    return event(hearing, day, source)


def _event_gone(tombstone: PublicTombstone, key: str, sequence: int, source: Source) -> bytes:
    from hearingsite.public.events import event_gone  # noqa: PLC0415 -- see `_event`

    return event_gone(tombstone, key, sequence, source)


def _shown(entries: Iterable[_Entry]) -> list[_Entry]:
    """Every day of what is open, and the newest days of what is decided or gone; in their order."""
    in_order = sorted(entries, key=lambda one: (one.day, reference_order(one.reference), one.key))
    closed = [one for one in in_order if not one.is_open]
    dropped = {(one.reference, one.key) for one in closed[:-DECIDED_DAYS]}
    return [one for one in in_order if (one.reference, one.key) not in dropped]
