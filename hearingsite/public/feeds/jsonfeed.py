"""JSON Feed 1.1."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import msgspec

from hearingsite.public.feeds.atom import stamp
from hearingsite.public.feeds.channels import Channel
from hearingsite.public.feeds.entries import Entry, Source
from hearingsite.public.plan import LateFile

_VERSION: Final = "https://jsonfeed.org/version/1.1"


class JsonFeed:
    """Writes the JSON feeds of a language."""

    def __init__(self, source: Source, hub: str) -> None:
        """Keep the source, and the address of the hub (empty: none)."""
        self._source = source
        self._hub = hub
        self._pieces: dict[tuple[Entry, bool], msgspec.Raw] = {}

    def file(self, channel: Channel) -> LateFile:
        """Plan a channel's feed."""
        route = f"{channel.route}.json"
        return LateFile(
            route=route,
            made_from=channel.told_by(channel.shown),
            accounts=channel.accounts(self._source),
            recipe=channel.recipe("json", self._source),
            make=partial(self._document, channel, route),
        )

    def _document(self, channel: Channel, route: str) -> bytes:
        site = self._source.site
        feed: dict[str, Any] = {
            "version": _VERSION,
            "title": channel.title,
            "home_page_url": site.url + channel.page,
            "feed_url": site.url + route,
            "description": channel.description,
            "language": f"{self._source.words.lang}-GB",
            "authors": [{"name": site.name_in(self._source.words.lang).text, "url": f"{site.url}/"}],
        }
        if self._hub:
            feed["hubs"] = [{"type": "WebSub", "url": self._hub}]
        return msgspec.json.encode({**feed, "items": list(self._items(channel))}) + b"\n"

    def _items(self, channel: Channel) -> Iterator[msgspec.Raw]:
        for entry in channel.shown:
            key = (entry, channel.is_whole)
            if key not in self._pieces:
                self._pieces[key] = msgspec.Raw(msgspec.json.encode(_item(entry, is_full=channel.is_whole)))
            yield self._pieces[key]


def _item(entry: Entry, *, is_full: bool) -> dict[str, Any]:
    # An item has one language for all of it: that of the summary, since parts of the content say their own.
    own = {"language": f"{entry.summary.lang}-GB"} if entry.summary.lang != entry.lang else {}
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        **own,
        "summary": entry.summary.text,
        "content_html": entry.full_html if is_full else entry.short_html,
        "date_published": stamp(entry.published),
        "date_modified": stamp(entry.updated),
        "tags": [one.name for one in entry.categories],
    }
