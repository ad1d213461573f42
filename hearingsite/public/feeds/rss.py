"""RSS 2.0, as the RSS Advisory Board's profile asks for it, with links and dates of Atom where RSS has none."""

import datetime as dt
from collections.abc import Iterator
from email.utils import format_datetime
from functools import partial
from typing import Final

from hearingsite.public.feeds.atom import stamp
from hearingsite.public.feeds.channels import Channel
from hearingsite.public.feeds.entries import Entry, Source
from hearingsite.public.feeds.xml import Xml, document, element, piece
from hearingsite.public.plan import LateFile

_LIFETIME: Final = "15"  # minutes: how often a site with moments of publication is built


class Rss:
    """Writes the RSS feeds of a language."""

    def __init__(self, source: Source, hub: str) -> None:
        """Keep the source, and the address of the hub (empty: none)."""
        self._source = source
        self._hub = hub
        self._pieces: dict[tuple[Entry, bool], bytes] = {}

    def file(self, channel: Channel) -> LateFile:
        """Plan a channel's feed."""
        route = f"{channel.route}.rss"
        return LateFile(
            route=route,
            made_from=channel.told_by(channel.shown),
            accounts=channel.accounts(self._source),
            recipe=channel.recipe("rss", self._source),
            make=partial(self._document, channel, route),
        )

    def _document(self, channel: Channel, route: str) -> bytes:
        frame = [("rss", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"}), ("channel", {})]
        return document(frame, self._head(channel, route), self._items(channel))

    def _head(self, channel: Channel, route: str) -> Iterator[Xml]:
        site = self._source.site
        yield element("title", channel.title)
        yield element("link", site.url + channel.page)
        yield element("description", channel.description)
        yield element("language", f"{self._source.words.lang}-GB")
        yield element("lastBuildDate", _stamp(channel.updated))
        yield element("ttl", _LIFETIME)
        links = {"rel": "self", "href": site.url + route, "type": "application/rss+xml"}
        yield element("atom:link", attributes=links)
        if self._hub:
            yield element("atom:link", attributes={"rel": "hub", "href": self._hub})

    def _items(self, channel: Channel) -> Iterator[bytes]:
        for entry in channel.shown:
            key = (entry, channel.is_whole)
            if key not in self._pieces:
                self._pieces[key] = piece(_item(entry, is_full=channel.is_whole))
            yield self._pieces[key]


def _item(entry: Entry, *, is_full: bool) -> Xml:
    return element("item", inside=_parts(entry, is_full=is_full))


def _parts(entry: Entry, *, is_full: bool) -> Iterator[Xml]:
    yield element("title", entry.title)
    yield element("link", entry.url)
    yield element("description", entry.full_html if is_full else entry.short_html)
    yield from (element("category", one.name) for one in entry.categories)
    yield element("guid", entry.id, {"isPermaLink": "false"})
    yield element("pubDate", _stamp(entry.published))
    yield element("atom:updated", stamp(entry.updated))


def _stamp(moment: dt.datetime) -> str:
    """Write a moment as RFC 822 has it, with four digits of the year; no locale is asked."""
    return format_datetime(moment.astimezone(dt.UTC))
