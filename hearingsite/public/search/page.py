"""The search page: a form and results where a script runs, and for everybody the lists."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import json

from hearingsite.public import urls
from hearingsite.public.browse import Shelf
from hearingsite.public.list_views import Choice, Facet, SearchView, Tally
from hearingsite.public.listing import Kind
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import Page
from hearingsite.public.views import Head
from hearingsite.public.words import Words
from hearingsite.vocabulary import read_vocabulary

_MESSAGES: Final = ("none", "short", "taken_down", "failed", "loading", "demonstration")
_LISTS: Final[tuple[Kind, ...]] = ("forces", "years", "outcomes", "standards", "ranks")


def search_page(hearings: Sequence[PublicHearing], shelf: Shelf) -> Page:
    """Make the search page."""
    words = shelf.words
    view = SearchView(
        title=words.say("search.title"),
        intro=words.say("search.intro"),
        route=urls.search(words.lang),
        facets=tuple(_facets(hearings, shelf)),
        messages=json.encode(_messages(words)).decode(),
        lists=tuple(
            Tally(title=words.say(f"{kind}.title"), intro="", counts=counts)
            for kind in _LISTS
            if (counts := shelf.counts(kind))
        ),
    )
    head = Head(
        title=view.title,
        description=view.intro,
        route=urls.search(words.lang),
        section="search",
        shows_demonstration=any(map(shelf.counts_demonstration, _LISTS)),
        has_script=True,
    )
    return Page(head=head, lang=words.lang, template="search", view=view)


def _facets(hearings: Sequence[PublicHearing], shelf: Shelf) -> Iterator[Facet]:
    """Yield what can be filtered by, each with the values that some hearing has."""
    words = shelf.words
    lists: tuple[tuple[str, Kind], ...] = (
        ("force", "forces"),
        ("year", "years"),
        ("outcome", "outcomes"),
        ("standard", "standards"),
    )
    for name, kind in lists:
        yield _facet(
            name,
            [Choice(code, shelf.name(kind, code)) for code, number in shelf.numbers(kind).items() if number],
            words,
        )
    ranks = {officer.rank for hearing in hearings for officer in hearing.officers}
    kinds = {hearing.sitting.kind for hearing in hearings}
    for name, vocabulary, codes in (("rank", "ranks", ranks), ("kind", "kinds", kinds)):
        known = [code for code in read_vocabulary(vocabulary) if code in codes]
        yield _facet(name, [Choice(code, words.term(vocabulary, code)) for code in known], words)


def _facet(name: str, choices: Sequence[Choice], words: Words) -> Facet:
    return Facet(name=name, label=words.say(f"search.by_{name}"), choices=tuple(choices))


def _messages(words: Words) -> dict[str, object]:
    """What the script says, with gaps where it knows alone what belongs there."""
    said = {name: words.say(f"search.{name}") for name in _MESSAGES}
    return {**said, "found": words.forms("search.found"), "meant": words.say("search.meant", words="{words}")}
