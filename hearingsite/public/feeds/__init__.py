"""Feeds: RSS 2.0, Atom and JSON Feed, with the same permanent ids; a list of all of them.

An entry is made once and serialised once for each form; the many feeds join its bytes. A feed's own date is that of the
newest thing in it, so the same content makes the same bytes.
"""

from collections.abc import Sequence
from typing import Final

from hearingsite.public import urls
from hearingsite.public.feeds.atom import Atom
from hearingsite.public.feeds.channels import Channel, channels
from hearingsite.public.feeds.entries import Source
from hearingsite.public.feeds.jsonfeed import JsonFeed
from hearingsite.public.feeds.opml import opml
from hearingsite.public.feeds.rss import Rss
from hearingsite.public.model import PublicRegister
from hearingsite.public.plan import FeedLink, PlannedFile
from hearingsite.vocabulary.codes import Language

_FORMS: Final = (("atom", "application/atom+xml"), ("rss", "application/rss+xml"), ("json", "application/feed+json"))


def feed_files(register: PublicRegister, source: Source, hub: str = "") -> tuple[list[Channel], list[PlannedFile]]:
    """Make every feed of a language, and the list of them; `hub` is the address of a WebSub hub."""
    every = channels(register, source)
    atom, rss, json = Atom(source, hub), Rss(source, hub), JsonFeed(source, hub)
    files: list[PlannedFile] = [opml(every, source)]
    for channel in every:
        files += (*atom.files(channel), rss.file(channel), json.file(channel))
    return every, files


def feed_links(every: Sequence[Channel], lang: Language) -> dict[str, tuple[FeedLink, ...]]:
    """Say which page tells feed readers of which feeds: each of its own; home and subscribe page of all of the site."""
    links: dict[str, tuple[FeedLink, ...]] = {}
    for channel in every:
        own = tuple(FeedLink(kind, channel.title, f"{channel.route}.{form}") for form, kind in _FORMS)
        pages = {channel.page, urls.home(lang), urls.subscribe(lang)} if channel.is_whole else {channel.page}
        for page in pages:
            links[page] = (*links.get(page, ()), *own)
    return links
