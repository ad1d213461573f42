"""Which feeds there are, and which entries stand in each: three of the whole site, one of each force, standard and outcome."""

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.feeds.entries import Entry, Source
from hearingsite.public.feeds.told import ToldEnd, ToldHearing, gone_at, outcomes_of
from hearingsite.public.findings import breached_standards
from hearingsite.public.model import PublicHearing, PublicRegister, PublicTombstone
from hearingsite.vocabulary import read_vocabulary

ENTRIES: Final = 50
_EMPTY: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Ended(Struct, frozen=True):
    """An entry that left the feed for good: its id, when, and why."""

    id: str
    when: dt.datetime
    why: str


class Channel(Struct, frozen=True, kw_only=True):
    """A feed, whatever its form: `route` without an ending, the page it belongs to, entries newest first.

    `is_whole` tells that it covers the site: with full texts and archives.
    """

    route: str
    page: str
    name: str
    title: str
    description: str
    entries: tuple[Entry, ...]
    ended: tuple[Ended, ...]
    is_whole: bool = False

    @property
    def shown(self) -> tuple[Entry, ...]:
        """The entries that the feed itself holds."""
        return self.entries[:ENTRIES]

    @property
    def updated(self) -> dt.datetime:
        """The feed's own date: that of the newest thing in it."""
        return newest(self.shown, self.ended)


def newest(entries: Iterable[Entry], ended: Iterable[Ended]) -> dt.datetime:
    """Give the date of the newest of some entries; a fixed day where there are none."""
    return max((*(one.updated for one in entries), *(one.when for one in ended)), default=_EMPTY)


class _Pot:
    """What is collected for one channel."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.ended: list[Ended] = []


def channels(register: PublicRegister, source: Source) -> list[Channel]:
    """Make every channel of a language: one pass over the hearings, one over the tombstones."""
    pots: dict[tuple[str, str], _Pot] = {("site", name): _Pot() for name in ("outcomes", "notices", "changes")}
    pots |= {("standard", code): _Pot() for code in read_vocabulary("standards")}
    for hearing in register.hearings:
        for entry in ToldHearing(hearing, source).entries():
            for place in _places(hearing, entry.key):
                pots.setdefault(place, _Pot()).entries.append(entry)
        for key in hearing.ended_entries:
            one = _ended(source, hearing.reference, key, hearing.anonymised_from or _EMPTY, "feed.ended")
            for place in (("site", "changes"), ("force", hearing.force.code)):
                pots.setdefault(place, _Pot()).ended.append(one)
    for tombstone in register.tombstones:
        force = pots.setdefault(("force", tombstone.force.code), _Pot())
        for entry in ToldEnd(tombstone, source).entries():
            force.entries.append(entry)
            pots["site", "changes"].entries.append(entry)
        _bury(tombstone, source, pots)
    return [_channel(kind, code, pot, register, source) for (kind, code), pot in sorted(pots.items(), key=_order)]


def _places(hearing: PublicHearing, key: str) -> Iterator[tuple[str, str]]:
    yield "force", hearing.force.code
    if key == "notice":
        yield "site", "notices"
    elif key == "outcome":
        yield "site", "outcomes"
        yield from (("standard", code) for code in breached_standards(hearing))
        yield from (("outcome", code) for code in outcomes_of(hearing))
    else:
        yield "site", "changes"


def _bury(tombstone: PublicTombstone, source: Source, pots: dict[tuple[str, str], _Pot]) -> None:
    """Tell every feed that may have held an entry that it is gone; which outcome or standard it was, nobody may read."""
    for key in tombstone.entries:
        one = _ended(source, tombstone.reference, key, gone_at(tombstone), "feed.gone")
        for (kind, code), pot in pots.items():
            is_its_own = (kind, code) in (
                ("force", tombstone.force.code),
                ("site", {"outcome": "outcomes", "notice": "notices"}.get(key, "changes")),
            )
            if is_its_own or (key == "outcome" and kind in ("standard", "outcome")):
                pot.ended.append(one)


def _ended(source: Source, reference: str, key: str, when: dt.datetime, why: str) -> Ended:
    words = source.words
    return Ended(source.tags.entry(reference, key, words.lang), when.astimezone(dt.UTC), words.say(why))


def _order(item: tuple[tuple[str, str], _Pot]) -> tuple[int, str]:
    kind, code = item[0]
    return ("site", "force", "outcome", "standard").index(kind), code


def _channel(kind: str, code: str, pot: _Pot, register: PublicRegister, source: Source) -> Channel:
    words, site = source.words, source.site
    entries = sorted(pot.entries, key=attrgetter("published", "told.reference", "key"), reverse=True)
    ended = tuple(sorted(pot.ended, key=lambda one: (one.when, one.id), reverse=True))
    if kind == "site":
        page = {"outcomes": urls.outcomes, "notices": urls.upcoming, "changes": urls.subscribe}[code](words.lang)
        return Channel(
            route=urls.feeds(words.lang, code),
            page=page,
            name=words.say(f"feed.name.{code}"),
            title=words.say("feed.title", site=site.name, name=words.say(f"feed.name.{code}")),
            description=words.say(f"feed.description.{code}"),
            entries=tuple(entries),
            ended=ended,
            is_whole=True,
        )
    page = {"force": urls.force, "outcome": urls.outcome, "standard": urls.standard}[kind](words.lang, code)
    name = (
        next(words.text(force.name) for force in register.forces if force.code == code)
        if kind == "force"
        else words.term(f"{kind}s", code)
    )
    return Channel(
        route=urls.feed(page),
        page=page,
        name=name,
        title=words.say("feed.title", site=site.name, name=name),
        description=words.say(f"feed.description.{kind}", name=name),
        entries=tuple(entries),
        ended=ended[:ENTRIES],
    )
