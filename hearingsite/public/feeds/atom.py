"""Atom (RFC 4287), with archives (RFC 5005), tombstones (RFC 6721) and WebSub links."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Final

from msgspec import Struct

from hearingsite.public.feeds.channels import ENTRIES, Channel, Ended, newest
from hearingsite.public.feeds.entries import Category, Entry, Source
from hearingsite.public.feeds.xml import Xml, document, element, escaped, piece, quoted
from hearingsite.public.pieces import marked
from hearingsite.public.plan import LateFile
from hearingsite.values import LONDON

_NAMESPACES: Final = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
    "xmlns:fh": "http://purl.org/syndication/history/1.0",
}
_TYPE: Final = "application/atom+xml"


class _Chapter(Struct, frozen=True):
    """An archive: the entries of a year, or 50 of them where there are more; filled from the oldest on."""

    route: str
    entries: tuple[Entry, ...]


class Atom:
    """Writes the Atom feeds of a language."""

    def __init__(self, source: Source, hub: str) -> None:
        """Keep the source, and the address of the hub (empty: none)."""
        self._source = source
        self._hub = hub
        self._pieces: dict[tuple[Entry, bool], bytes] = {}

    def files(self, channel: Channel) -> list[LateFile]:
        """Plan a channel's feed, and the archives of what has left it: in those, summaries do, and half of the bytes."""
        chapters = _chapters(channel) if channel.is_whole else []
        routes = ["", *(chapter.route for chapter in chapters), f"{channel.route}.atom"]
        url = self._source.site.url
        files = []
        for place, chapter in enumerate(chapters, 1):
            links = [("current", url + routes[-1])]
            links += [("prev-archive", url + routes[place - 1])] if routes[place - 1] else []
            links += [("next-archive", url + routes[place + 1])] if place < len(chapters) else []
            files.append(
                LateFile(
                    route=chapter.route,
                    made_from=channel.told_by(chapter.entries, links),
                    make=partial(self._archive, channel, chapter, links),
                )
            )
        links = [("prev-archive", url + routes[-2])] if chapters else []
        return [self.feed(channel, links), *files]

    def feed(self, channel: Channel, links: Sequence[tuple[str, str]]) -> LateFile:
        """Plan a channel's feed alone; `links` lead to the archives."""
        route = f"{channel.route}.atom"
        return LateFile(
            route=route,
            made_from=channel.told_by(channel.shown, links),
            accounts=channel.accounts(self._source),
            recipe=channel.recipe("atom", self._source, links),
            make=partial(self._feed, channel, route, links),
        )

    def _archive(self, channel: Channel, chapter: _Chapter, links: Sequence[tuple[str, str]]) -> bytes:
        head = self._head(channel, chapter.route, newest(chapter.entries, ()), links, is_archive=True)
        return document(self._frame(), head, self._entries(reversed(chapter.entries), is_full=False))

    def _feed(self, channel: Channel, route: str, links: Sequence[tuple[str, str]]) -> bytes:
        head = self._head(channel, route, channel.updated, links)
        pieces = [*(_tombstone(one) for one in channel.ended), *self._entries(channel.shown, is_full=channel.is_whole)]
        return document(self._frame(), head, pieces)

    def _frame(self) -> list[tuple[str, dict[str, str]]]:
        return [("feed", {**_NAMESPACES, "xml:lang": f"{self._source.words.lang}-GB"})]

    def _head(
        self,
        channel: Channel,
        route: str,
        updated: dt.datetime,
        links: Sequence[tuple[str, str]],
        *,
        is_archive: bool = False,
    ) -> Iterator[Xml]:
        site, tags = self._source.site, self._source.tags
        yield element("id", tags.tag(channel.route.strip("/")))
        yield element("title", channel.title)
        yield element("subtitle", channel.description)
        yield element("updated", stamp(updated))
        yield element(
            "author",
            inside=(element("name", site.name_in(self._source.words.lang).text), element("uri", f"{site.url}/")),
        )
        yield _link("self", site.url + route, _TYPE)
        yield _link("alternate", site.url + channel.page, "text/html")
        yield from (_link(rel, href, _TYPE) for rel, href in links)
        if is_archive:
            yield element("fh:archive")
        elif self._hub:
            yield _link("hub", self._hub)

    def _entries(self, entries: Iterable[Entry], *, is_full: bool) -> Iterable[bytes]:
        for entry in entries:
            if (entry, is_full) not in self._pieces:
                self._pieces[entry, is_full] = piece(_entry(entry, is_full=is_full))
            yield self._pieces[entry, is_full]


def stamp(moment: dt.datetime) -> str:
    """Write a moment of UTC as RFC 3339 has it."""
    return f"{moment.isoformat()[:19]}Z"


def _chapters(channel: Channel) -> list[_Chapter]:
    """Divide what the feed no longer shows, oldest first; a new entry or a takedown moves nothing beyond its own year."""
    oldest_first = channel.entries[::-1]
    count = max(0, len(oldest_first) - ENTRIES)
    chapters: list[_Chapter] = []
    done = 0
    for year, group in groupby(oldest_first, key=lambda entry: entry.published.astimezone(LONDON).year):
        entries = tuple(group)
        for place, start in enumerate(range(0, len(entries), ENTRIES), 1):
            if done >= count:
                return chapters
            part = entries[start : start + ENTRIES]
            chapters.append(_Chapter(f"{channel.route}-{year}-{place}.atom", part))
            done += len(part)
    return chapters


def _entry(entry: Entry, *, is_full: bool) -> Xml:
    """Serialise an entry in one step: of a big site, most are in archives, and each has ten elements."""
    categories = "".join(map(_category, entry.categories))
    summary = _summary(entry) if is_full else ""
    return Xml(
        f"<entry><id>{escaped(entry.id)}</id>{element('title', entry.title)}"
        f'<link rel="alternate" href="{quoted(entry.url)}" type="text/html"/>'
        f"<published>{stamp(entry.published)}</published><updated>{stamp(entry.updated)}</updated>{categories}{summary}"
        f'<content type="html">{escaped(entry.full_html if is_full else entry.short_html)}</content></entry>'
    )


def _summary(entry: Entry) -> Xml:
    """Give the summary as a text that says its language; one of two languages as HTML, in which each part can say its own."""
    one = entry.summary
    if one.parts:
        return element("summary", marked(one, entry.lang), {"type": "html"})
    return element("summary", one.text, {"xml:lang": one.lang} if one.lang != entry.lang else None)


@cache
def _category(one: Category) -> Xml:
    return element("category", attributes={"term": one.code, "scheme": one.scheme, "label": one.name})


def _tombstone(ended: Ended) -> bytes:
    attributes = {"ref": ended.id, "when": stamp(ended.when)}
    return piece(element("at:deleted-entry", attributes=attributes, inside=(element("at:comment", ended.why),)))


def _link(rel: str, href: str, kind: str = "") -> Xml:
    return element("link", attributes={"rel": rel, "href": href, **({"type": kind} if kind else {})})
