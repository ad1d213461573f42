"""A feed of the whole site again, after an account in it was edited: from what it held, and the hearings of its entries alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from hearingsite.public.feeds.atom import Atom
from hearingsite.public.feeds.channels import Channel, Recipe
from hearingsite.public.feeds.entries import Source
from hearingsite.public.feeds.jsonfeed import JsonFeed
from hearingsite.public.feeds.rss import Rss
from hearingsite.public.feeds.told import ToldEnd, ToldHearing
from hearingsite.public.model import PublicHearing, PublicTombstone
from hearingsite.public.plan import LateFile
from hearingsite.vocabulary.codes import Language

_FORMS: Final[Mapping[str, Callable[[Channel, Source, str, Sequence[tuple[str, str]]], LateFile]]] = {
    "atom": lambda channel, source, hub, links: Atom(source, hub).feed(channel, links),
    "rss": lambda channel, source, hub, _: Rss(source, hub).file(channel),
    "json": lambda channel, source, hub, _: JsonFeed(source, hub).file(channel),
}


def feed_again(
    recipe: bytes,
    get: Callable[[str], PublicHearing | PublicTombstone],
    source_of: Callable[[Language], Source],
    hub: str,
) -> LateFile:
    """Plan a feed from its recipe; `get` gives what has a reference, `source_of` the source of a language."""
    made = msgspec.msgpack.decode(recipe, type=Recipe)
    source = source_of(made.lang)
    told = [get(reference) for reference in dict.fromkeys(reference for reference, _ in made.entries)]
    tellers = [ToldHearing(one, source) if isinstance(one, PublicHearing) else ToldEnd(one, source) for one in told]
    entries = {(teller.reference, entry.key): entry for teller in tellers for entry in teller.entries()}
    channel = Channel(
        route=made.route,
        page=made.page,
        name=made.name,
        title=made.title,
        description=made.description,
        entries=tuple(entries[each] for each in made.entries),
        ended=made.ended,
        is_whole=True,
    )
    return _FORMS[made.form](channel, source, hub, made.links)
