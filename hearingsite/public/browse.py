"""The lists of one kind each: an outcome, a rank, a force, a year, a standard; and what leads to them.

A list has an address as soon as one hearing stands on it, and keeps it when the last one has left. The ten standards
always have theirs. Outcomes are those in force now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.public import urls
from hearingsite.public.facts import contacts
from hearingsite.public.findings import breaches_of
from hearingsite.public.list_views import (
    Count,
    Follow,
    Group,
    IndexView,
    StandardRow,
    StandardsView,
    Tally,
    TermAbout,
    TermView,
)
from hearingsite.public.listing import Kind, Listing, listings
from hearingsite.public.model import PublicForce, PublicHearing, PublicOfficer
from hearingsite.public.paging import Listed, paginate, rows_of, sheet_head, shows_demonstration
from hearingsite.public.plan import Page
from hearingsite.public.views import Head, Link, Row
from hearingsite.public.words import Words
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import Language

_INDEXES: Final[dict[Kind, Callable[[Language], str]]] = {
    "forces": urls.forces,
    "ranks": urls.ranks,
    "years": urls.years,
    "outcomes": urls.outcomes,
    "standards": urls.standards,
}
_FORMS: Final = (("RSS", "rss"), ("Atom", "atom"), ("JSON", "json"))


class Shelf(Struct, frozen=True, kw_only=True):
    """Every list of a site in one language: what is decided on each, newest first; how many have left each."""

    words: Words
    forces: Mapping[str, PublicForce]
    pairs: Mapping[Listing, Listed]
    left: Mapping[tuple[str, str], int]
    coming: Listed

    def codes(self, kind: Kind) -> list[str]:
        """List the codes of a kind that have an address: in the order of the law, of names, or newest first."""
        known = {code for one, code in (*self.pairs, *self.left) if one == kind}
        if kind == "forces":
            known |= {hearing.force.code for hearing, _ in self.coming}
            return sorted(known, key=lambda code: self.name(kind, code))
        if kind == "years":
            return sorted(known, reverse=True)
        vocabulary = read_vocabulary(kind)
        return [code for code in vocabulary if code in known or kind == "standards"]

    def name(self, kind: Kind, code: str) -> str:
        """Name a list."""
        if kind == "forces":
            return self.words.text(self.forces[code].name)
        return code if kind == "years" else self.words.term(kind, code)

    def link(self, kind: Kind, code: str) -> Link:
        """Lead to a list."""
        return Link(self.name(kind, code), f"{_INDEXES[kind](self.words.lang)}{code}/")

    def on(self, kind: Kind, code: str) -> Listed:
        """Give what is decided on a list."""
        return self.pairs.get((kind, code), ())

    def numbers(self, kind: Kind) -> dict[str, int]:
        """Count the hearings of every list of a kind; those to come count on the list of their force."""
        numbers = {code: len(self.on(kind, code)) for code in self.codes(kind)}
        if kind == "forces":
            for hearing, _ in self.coming:
                numbers[hearing.force.code] += 1
        return numbers

    def counts(self, kind: Kind) -> tuple[Count, ...]:
        """Lead to every list of a kind that is not empty, with its number of hearings."""
        return tuple(
            Count(self.link(kind, code), number, self.words.say("browse.hearings", count=number))
            for code, number in self.numbers(kind).items()
            if number
        )

    def counts_demonstration(self, kind: Kind) -> bool:
        """Whether an invented hearing is among those that `counts` counts."""
        listed = [pairs for (one, _), pairs in self.pairs.items() if one == kind]
        return any(map(shows_demonstration, [*listed, self.coming] if kind == "forces" else listed))

    def follow(self, kind: Kind, link: Link) -> Follow:
        """Lead to the feeds of a list; a force has a calendar too."""
        forms = feed_forms(urls.feed(link.route))
        if kind == "forces":
            forms = (*forms, Link(self.words.say("subscribe.calendar"), urls.calendar(link.route)))
        return Follow(link=link, name=link.name, about="", forms=forms)

    def outcomes_of(self, officers: Iterable[PublicOfficer]) -> tuple[Count, ...]:
        """Count the outcomes in force of some officers."""
        numbers: Counter[str] = Counter(officer.outcome.outcome for officer in officers if officer.outcome)
        return tuple(
            Count(self.link("outcomes", code), numbers[code], self.words.say("browse.officers", count=numbers[code]))
            for code in read_vocabulary("outcomes")
            if numbers[code]
        )


def feed_forms(route: str) -> tuple[Link, ...]:
    """Lead to a feed in each of its forms."""
    return tuple(Link(name, f"{route}.{ending}") for name, ending in _FORMS)


def make_shelf(
    done: Listed, coming: Listed, left: Iterable[tuple[str, str]], forces: Sequence[PublicForce], words: Words
) -> Shelf:
    """Put every hearing on its lists, in one pass."""
    pairs: dict[Listing, list[tuple[PublicHearing, Row]]] = {}
    for pair in done:
        for listing in listings(pair[0]):
            pairs.setdefault(listing, []).append(pair)
    return Shelf(
        words=words, forces={force.code: force for force in forces}, pairs=pairs, left=Counter(left), coming=coming
    )


def index_pages(shelf: Shelf) -> Iterator[Page]:
    """Make the lists of forces, ranks and years."""
    words = shelf.words
    for kind in ("forces", "ranks", "years"):
        view = IndexView(
            title=words.say(f"{kind}.title"),
            intro=words.say(f"{kind}.intro"),
            counts=shelf.counts(kind),
            empty=words.say("list.empty"),
        )
        head = Head(
            title=view.title,
            description=view.intro,
            route=_INDEXES[kind](words.lang),
            section=kind,
            shows_demonstration=shelf.counts_demonstration(kind),
        )
        yield Page(head=head, lang=words.lang, template="browse", view=view)


def kinds_of_outcome(shelf: Shelf) -> Tally:
    """Lead to every kind of outcome."""
    return Tally(title=shelf.words.say("outcomes.kinds"), intro="", counts=shelf.counts("outcomes"))


def term_pages(shelf: Shelf, page_size: int) -> Iterator[Page]:
    """Make the pages of every outcome, rank, force, year and standard that has an address."""
    for kind in _INDEXES:
        for code in shelf.codes(kind):
            about = _standard(shelf, code) if kind == "standards" else _term(shelf, kind, code)
            yield from _pages(shelf, kind, code, about, page_size)


def _pages(shelf: Shelf, kind: Kind, code: str, about: TermAbout, page_size: int) -> Iterator[Page]:
    words = shelf.words
    link = shelf.link(kind, code)
    index = Link(words.say(f"{kind}.title"), _INDEXES[kind](words.lang))
    trail = (Link(words.say("ui.menu.home"), urls.home(words.lang)), index)
    # The counts are of all its pages, and stand on more than the one that shows an invented hearing.
    is_invented = shows_demonstration(shelf.on(kind, code)) or (
        about.coming is not None and any(row.is_demonstration for row in about.coming.rows)
    )
    for sheet in paginate(
        shelf.on(kind, code),
        link.route,
        words,
        page_size,
        title=words.say(f"{kind}.hearings"),
        left=shelf.left.get((kind, code), 0),
    ):
        head = sheet_head(
            sheet,
            words,
            title=words.say(f"{kind}.page", name=link.name),
            description=about.lead,
            section=kind,
            trail=trail,
        )
        if is_invented:
            head = replace(head, shows_demonstration=True)
        yield Page(
            head=head, lang=words.lang, template="term", view=TermView(about=about, hearings=sheet.view, index=index)
        )


def _term(shelf: Shelf, kind: Kind, code: str) -> TermAbout:
    words, pairs = shelf.words, shelf.on(kind, code)
    count = words.say(f"{kind}.count", count=len(pairs))
    officers = [one for hearing, _ in pairs for one in hearing.officers if kind != "ranks" or one.rank == code]
    force = shelf.forces[code] if kind == "forces" else None
    meaning = words.meaning(kind, code) if kind in {"ranks", "outcomes"} else ""
    return TermAbout(
        kicker=words.say(f"{kind}.kicker"),
        name=shelf.name(kind, code),
        lead=meaning or count,
        follow=shelf.follow(kind, shelf.link(kind, code)),
        counts=(count,) if meaning else (),
        tallies=() if kind == "outcomes" else tuple(_followed(shelf, kind, officers)),
        facts=tuple(contacts(force, words)) if force else (),
        coming=_coming(shelf, code) if force else None,
    )


def _followed(shelf: Shelf, kind: Kind, officers: Iterable[PublicOfficer]) -> Iterator[Tally]:
    """Count what followed for some officers; nothing where nothing has followed yet."""
    words, counts = shelf.words, shelf.outcomes_of(officers)
    if counts:
        yield Tally(title=words.say("browse.results"), intro=words.say(f"{kind}.followed"), counts=counts)


def _coming(shelf: Shelf, force: str) -> Group:
    pairs = [pair for pair in shelf.coming if pair[0].force.code == force]
    return Group(title=shelf.words.say("forces.coming"), intro="", rows=rows_of(pairs), empty="")


def _standard(shelf: Shelf, code: str) -> TermAbout:
    words, pairs = shelf.words, shelf.on("standards", code)
    term = read_vocabulary("standards")[code]
    found = [
        (hearing, one)
        for hearing, _ in pairs
        for officer in hearing.officers
        for one in breaches_of(officer)
        if one.standard == code
    ]
    officers = {(hearing.reference, one.officer.place): one.officer for hearing, one in found}.values()
    levels: Counter[str | None] = Counter(one.allegation.level for _, one in found if one.allegation)
    counts = [words.say("standards.count", count=len(pairs))]
    counts += [
        words.say("standards.level", count=levels[level], level=words.term("levels", level))
        for level in read_vocabulary("levels")
        if levels[level]
    ]
    return TermAbout(
        kicker=words.say("standards.kicker"),
        name=words.text(term.name),
        lead=words.text(term.meaning) if term.meaning else "",
        law=words.text(term.law) if term.law else "",
        source=words.say("standards.source"),
        follow=shelf.follow("standards", shelf.link("standards", code)),
        counts=tuple(counts),
        tallies=tuple(_followed(shelf, "standards", officers)),
    )


def standards_page(shelf: Shelf) -> Page:
    """Make the list of the ten standards."""
    words = shelf.words
    rows = tuple(
        StandardRow(
            name=words.term("standards", code),
            route=urls.standard(words.lang, code),
            meaning=words.meaning("standards", code),
            count=words.say("standards.count", count=len(shelf.on("standards", code))),
        )
        for code in read_vocabulary("standards")
    )
    view = StandardsView(title=words.say("standards.title"), intro=words.say("standards.intro"), rows=rows)
    head = Head(
        title=view.title,
        description=view.intro,
        route=urls.standards(words.lang),
        section="standards",
        shows_demonstration=shelf.counts_demonstration("standards"),
    )
    return Page(head=head, lang=words.lang, template="standards", view=view)
