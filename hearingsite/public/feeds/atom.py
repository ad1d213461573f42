"""Atom (RFC 4287), with archives (RFC 5005), tombstones (RFC 6721) and WebSub links."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from hearingsite.public.feeds.channels import ENTRIES, Channel, Ended, newest
from hearingsite.public.feeds.entries import Entry, Source
from hearingsite.public.feeds.xml import Element, document, element, piece
from hearingsite.public.plan import File
from hearingsite.values import LONDON

_NAMESPACES: Final = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
    "xmlns:fh": "http://purl.org/syndication/history/1.0",
}


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

    def files(self, channel: Channel) -> list[File]:
        """Make a channel's feed, and the archives of what has left it."""
        chapters = _chapters(channel) if channel.is_whole else []
        routes = ["", *(chapter.route for chapter in chapters), f"{channel.route}.atom"]
        url = self._source.site.url
        files = []
        for place, chapter in enumerate(chapters, 1):
            links = [("current", url + routes[-1])]
            links += [("prev-archive", url + routes[place - 1])] if routes[place - 1] else []
            links += [("next-archive", url + routes[place + 1])] if place < len(chapters) else []
            frame = self._frame(channel, chapter.route, newest(chapter.entries, ()), links, is_archive=True)
            files.append(File(chapter.route, document(frame, self._entries(reversed(chapter.entries), is_full=True))))
        links = [("prev-archive", url + routes[-2])] if chapters else []
        frame = self._frame(channel, routes[-1], channel.updated, links)
        pieces = [*(_tombstone(one) for one in channel.ended), *self._entries(channel.shown, is_full=channel.is_whole)]
        return [File(routes[-1], document(frame, pieces)), *files]

    def _frame(
        self,
        channel: Channel,
        route: str,
        updated: dt.datetime,
        links: Sequence[tuple[str, str]],
        *,
        is_archive: bool = False,
    ) -> Element:
        site, tags = self._source.site, self._source.tags
        feed = element("feed", "", {**_NAMESPACES, "xml:lang": f"{self._source.words.lang}-GB"})
        feed.append(element("id", tags.tag(channel.route.strip("/"))))
        feed.append(element("title", channel.title))
        feed.append(element("subtitle", channel.description))
        feed.append(element("updated", stamp(updated)))
        author = element("author")
        author.append(element("name", site.name))
        author.append(element("uri", f"{site.url}/"))
        feed.append(author)
        feed.append(_link("self", site.url + route, "application/atom+xml"))
        feed.append(_link("alternate", site.url + channel.page, "text/html"))
        feed.extend(_link(rel, href, "application/atom+xml") for rel, href in links)
        if is_archive:
            feed.append(element("fh:archive"))
        elif self._hub:
            feed.append(_link("hub", self._hub))
        return feed

    def _entries(self, entries: Iterable[Entry], *, is_full: bool) -> Iterable[bytes]:
        for entry in entries:
            if (entry, is_full) not in self._pieces:
                self._pieces[entry, is_full] = piece(_entry(entry, is_full=is_full))
            yield self._pieces[entry, is_full]


def stamp(moment: dt.datetime) -> str:
    """Write a moment as RFC 3339 has it, in UTC."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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


def _entry(entry: Entry, *, is_full: bool) -> Element:
    made = element("entry")
    made.append(element("id", entry.id))
    made.append(element("title", entry.title))
    made.append(_link("alternate", entry.url, "text/html"))
    made.append(element("published", stamp(entry.published)))
    made.append(element("updated", stamp(entry.updated)))
    made.extend(
        element("category", "", {"term": one.code, "scheme": one.scheme, "label": one.name}) for one in entry.categories
    )
    if is_full:
        made.append(element("summary", entry.summary))
        made.append(element("content", entry.full_html, {"type": "html"}))
    else:
        made.append(element("content", entry.short_html, {"type": "html"}))
    return made


def _tombstone(ended: Ended) -> bytes:
    made = element("at:deleted-entry", "", {"ref": ended.id, "when": stamp(ended.when)})
    made.append(element("at:comment", ended.why))
    return piece(made)


def _link(rel: str, href: str, kind: str = "") -> Element:
    return element("link", "", {"rel": rel, "href": href, **({"type": kind} if kind else {})})
