"""Which feeds there are, and which entries stand in each: three of the whole site, and one of each list of hearings."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.feeds.entries import Entry, Source
from hearingsite.public.feeds.told import ToldEnd, ToldHearing, gone_at
from hearingsite.public.listing import listings
from hearingsite.public.model import PublicHearing, PublicRegister, PublicTombstone
from hearingsite.values import pack
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import Language

ENTRIES: Final = 50
_SITE: Final = {
    ("site", "outcomes"): urls.outcomes,
    ("site", "notices"): urls.upcoming,
    ("site", "changes"): urls.subscribe,
}
_PAGES: Final[dict[str, Callable[[Language, str], str]]] = {
    "site": urls.feeds,
    "forces": urls.force,
    "outcomes": urls.outcome,
    "standards": urls.standard,
    "ranks": urls.rank,
    "years": lambda lang, code: urls.year(lang, int(code)),
}
_CODED: Final = ("outcomes", "standards", "ranks")
_EMPTY: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Ended(Struct, frozen=True):
    """An entry that left the feed for good: its id, when, and why."""

    id: str
    when: dt.datetime
    why: str


class Recipe(Struct, frozen=True, array_like=True, kw_only=True):
    """What a form of a feed is made of but hearings: of its entries, reference and key."""

    form: str
    lang: Language
    route: str
    page: str
    name: str
    title: str
    description: str
    entries: tuple[tuple[str, str], ...]
    ended: tuple[Ended, ...]
    links: tuple[tuple[str, str], ...]


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

    def told_by(self, entries: Iterable[Entry], *more: object) -> bytes:
        """All that a form of the feed with these entries depends on, beside the source and `more`."""
        head = self.route, self.page, self.title, self.description, self.is_whole
        return pack((head, [one.made_from for one in entries], self.ended, more))

    def accounts(self, source: Source) -> dict[str, bytes]:
        """What a form of the feed depends on beside that: digests of the accounts that it tells, by reference."""
        return source.accounts(one.told.reference for one in self.shown) if self.is_whole else {}

    def recipe(self, form: str, source: Source, links: Iterable[tuple[str, str]] = ()) -> bytes:
        """What it takes to plan a form of the feed again after an edit of an account that it tells; nothing if it tells none."""
        if not self.is_whole:
            return b""
        recipe = Recipe(
            form=form,
            lang=source.words.lang,
            route=self.route,
            page=self.page,
            name=self.name,
            title=self.title,
            description=self.description,
            entries=tuple((one.told.reference, one.key) for one in self.shown),
            ended=self.ended,
            links=tuple(links),
        )
        return pack(recipe)

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


# A channel of the whole site (site, changes), or of a list of hearings (forces, wealdshire).
_Place = tuple[str, str]
_Filed = tuple[Entry, Sequence[_Place]]


class _Pots(dict[_Place, _Pot]):
    """A pot for each channel, made when it is first asked for."""

    def __missing__(self, place: _Place) -> _Pot:
        self[place] = pot = _Pot()
        return pot


def channels(register: PublicRegister, source: Source) -> list[Channel]:
    """Make every channel of a language, one for each list that has or had a hearing, and for each standard."""
    lasting = [place for place in register.left if place[0] != "decided"]
    standards = [("standards", code) for code in read_vocabulary("standards")]
    pots = _Pots((place, _Pot()) for place in (*_SITE, *standards, *lasting))
    filed: list[_Filed] = []
    for hearing in register.hearings:
        filed += _filed(hearing, source)
        _end(hearing, source, pots)
    for tombstone in register.tombstones:
        both: list[_Place] = [("forces", tombstone.force.code), ("site", "changes")]
        filed += [(entry, both) for entry in ToldEnd(tombstone, source).entries()]
    # In order once, not in each of the many channels.
    for entry, places in sorted(filed, key=lambda one: one[0].order, reverse=True):
        for place in places:
            pots[place].entries.append(entry)
    for tombstone in register.tombstones:
        _bury(tombstone, source, pots)
    forces = {force.code: source.words.text(force.name) for force in register.forces}
    return [_channel(place, pots[place], forces, source) for place in sorted(pots, key=_order)]


def _filed(hearing: PublicHearing, source: Source) -> Iterator[_Filed]:
    """Yield each entry and where it belongs: a force's feed holds all, that of another list the outcome alone.

    Also where an appeal took the hearing off the list: whoever follows it has read what is in force no more.
    """
    force = ("forces", hearing.force.code)
    lists = {*listings(hearing), *hearing.taken_off} - {force, ("decided", "")}
    for entry in ToldHearing(hearing, source).entries():
        yield entry, [force, _site_of(entry.key), *(lists if entry.key == "outcome" else ())]


def _end(hearing: PublicHearing, source: Source, pots: _Pots) -> None:
    """Tell the feeds of a hearing which of its entries ended with the time of names."""
    for key in hearing.ended_entries:
        one = _ended(source, hearing.reference, key, hearing.anonymised_from or _EMPTY, "feed.ended")
        pots["forces", hearing.force.code].ended.append(one)
        pots[_site_of(key)].ended.append(one)


def _bury(tombstone: PublicTombstone, source: Source, pots: _Pots) -> None:
    """Tell every feed that may have held an entry that it is gone; on which other lists it stood, nobody may read."""
    force = ("forces", tombstone.force.code)
    for key in tombstone.entries:
        one = _ended(source, tombstone.reference, key, gone_at(tombstone), "feed.gone")
        pots[_site_of(key)].ended.append(one)
        for place, pot in pots.items():
            if place == force or (key == "outcome" and place[0] not in ("site", "forces")):
                pot.ended.append(one)


def _site_of(key: str) -> _Place:
    return "site", {"outcome": "outcomes", "notice": "notices"}.get(key, "changes")


def _ended(source: Source, reference: str, key: str, when: dt.datetime, why: str) -> Ended:
    words = source.words
    return Ended(source.tags.entry(reference, key, words.lang), when.astimezone(dt.UTC), words.say(why))


def _order(place: _Place) -> tuple[int, int, str]:
    """The site's feeds first; the ten standards and the ranks as the law has them."""
    kind, code = place
    codes = list(read_vocabulary(kind)) if kind in _CODED else []
    return list(_PAGES).index(kind), codes.index(code) if codes else 0, code


def _channel(place: _Place, pot: _Pot, forces: dict[str, str], source: Source) -> Channel:
    words, site = source.words, source.site
    kind, code = place
    is_whole = kind == "site"
    page = _SITE[place](words.lang) if is_whole else _PAGES[kind](words.lang, code)
    name = words.say(f"feed.name.{code}") if is_whole else forces[code] if kind == "forces" else code
    if kind in _CODED:
        name = words.term(kind, code)
    return Channel(
        route=urls.feeds(words.lang, code) if is_whole else urls.feed(page),
        page=page,
        name=name,
        title=words.say("feed.title", site=site.name_in(words.lang).text, name=name),
        description=words.say(f"feed.description.{code}") if is_whole else words.say(f"feed.about.{kind}", name=name),
        entries=tuple(pot.entries),
        ended=tuple(sorted(pot.ended, key=attrgetter("when"))[::-1])[: None if is_whole else ENTRIES],
        is_whole=is_whole,
    )
