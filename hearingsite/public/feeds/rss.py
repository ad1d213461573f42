"""RSS 2.0, as the RSS Advisory Board's profile asks for it, with links and dates of Atom where RSS has none."""

import datetime as dt
from collections.abc import Iterator
from email.utils import format_datetime
from typing import Final

from hearingsite.public.feeds.atom import stamp
from hearingsite.public.feeds.channels import Channel
from hearingsite.public.feeds.entries import Entry, Source
from hearingsite.public.feeds.xml import Element, document, element, piece
from hearingsite.public.plan import File

_LIFETIME: Final = "15"  # minutes: how often a site with moments of publication is built


class Rss:
    """Writes the RSS feeds of a language."""

    def __init__(self, source: Source, hub: str) -> None:
        """Keep the source, and the address of the hub (empty: none)."""
        self._source = source
        self._hub = hub
        self._pieces: dict[tuple[Entry, bool], bytes] = {}

    def file(self, channel: Channel) -> File:
        """Make a channel's feed."""
        site, route = self._source.site, f"{channel.route}.rss"
        frame = element("rss", "", {"version": "2.0", "xmlns:atom": "http://www.w3.org/2005/Atom"})
        inner = element("channel")
        frame.append(inner)
        inner.append(element("title", channel.title))
        inner.append(element("link", site.url + channel.page))
        inner.append(element("description", channel.description))
        inner.append(element("language", f"{self._source.words.lang}-GB"))
        inner.append(element("lastBuildDate", _stamp(channel.updated)))
        inner.append(element("ttl", _LIFETIME))
        links = {"rel": "self", "href": site.url + route, "type": "application/rss+xml"}
        inner.append(element("atom:link", "", links))
        if self._hub:
            inner.append(element("atom:link", "", {"rel": "hub", "href": self._hub}))
        return File(route, document(frame, self._items(channel), depth=2))

    def _items(self, channel: Channel) -> Iterator[bytes]:
        for entry in channel.shown:
            key = (entry, channel.is_whole)
            if key not in self._pieces:
                self._pieces[key] = piece(_item(entry, is_full=channel.is_whole))
            yield self._pieces[key]


def _item(entry: Entry, *, is_full: bool) -> Element:
    made = element("item")
    made.append(element("title", entry.title))
    made.append(element("link", entry.url))
    made.append(element("description", entry.full_html if is_full else entry.short_html))
    made.extend(element("category", one.name) for one in entry.categories)
    made.append(element("guid", entry.id, {"isPermaLink": "false"}))
    made.append(element("pubDate", _stamp(entry.published)))
    made.append(element("atom:updated", stamp(entry.updated)))
    return made


def _stamp(moment: dt.datetime) -> str:
    """Write a moment as RFC 822 has it, with four digits of the year; no locale is asked."""
    return format_datetime(moment.astimezone(dt.UTC))
