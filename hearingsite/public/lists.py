"""The list pages: home, outcomes, hearings to come, the ten standards and each of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from hearingsite.public import urls
from hearingsite.public.findings import breached_standards
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import Page
from hearingsite.public.views import (
    Group,
    Head,
    HomeView,
    ListView,
    NotFoundView,
    Row,
    StandardRow,
    StandardsView,
    StandardView,
    UpcomingView,
)
from hearingsite.public.words import Words
from hearingsite.vocabulary import Term, read_vocabulary

_ON_HOME: Final = 10
_GROUPS: Final = ("scheduled", "adjourned", "postponed", "heard", "vacated")

Listed = Sequence[tuple[PublicHearing, Row]]


def decided(listed: Listed) -> Listed:
    """The hearings whose findings are public, newest first."""
    published = [pair for pair in listed if pair[0].published]
    return sorted(published, key=lambda pair: (pair[1].day, pair[0].reference), reverse=True)


def to_come(listed: Listed) -> Listed:
    """The hearings that are public through their notice alone, the next one first."""
    return sorted(
        (pair for pair in listed if not pair[0].is_published), key=lambda pair: (pair[1].day, pair[0].reference)
    )


def home_page(listed: Listed, words: Words) -> Page:
    """Make the home page: what was decided lately, what is coming."""
    latest = decided(listed)[:_ON_HOME]
    coming = [pair for pair in to_come(listed) if pair[0].status == "scheduled"][:_ON_HOME]
    view = HomeView(
        title=words.say("home.title"),
        intro=words.say("home.intro"),
        decided=Group(
            title=words.say("home.decided"), intro="", rows=_rows(latest), empty=words.say("home.none_decided")
        ),
        to_come=Group(
            title=words.say("home.to_come"), intro="", rows=_rows(coming), empty=words.say("home.none_to_come")
        ),
        decided_route=urls.outcomes(words.lang),
        to_come_route=urls.upcoming(words.lang),
    )
    head = _head(view.title, view.intro, urls.home(words.lang), "home", [*latest, *coming])
    return Page(head=head, lang=words.lang, template="home", view=view)


def outcome_pages(listed: Listed, words: Words, page_size: int) -> Iterator[Page]:
    """Make the pages of all outcomes, newest first."""
    title, intro = words.say("outcomes.title"), words.say("outcomes.intro")
    for view, route, pairs in _paginate(
        decided(listed), urls.outcomes(words.lang), words, page_size, title=title, intro=intro
    ):
        head = _head(_numbered_title(view, words), intro, route, "outcomes", pairs)
        yield Page(head=head, lang=words.lang, template="outcomes", view=view)


def upcoming_page(listed: Listed, words: Words) -> Page:
    """Make the page of hearings to come, adjourned, postponed, heard and vacated."""
    pairs = to_come(listed)
    groups = tuple(
        Group(
            title=words.say(f"upcoming.{status}"),
            intro=words.meaning("statuses", status),
            rows=_rows([pair for pair in pairs if pair[0].status == status]),
            empty="",
        )
        for status in _GROUPS
        if any(pair[0].status == status for pair in pairs)
    )
    title, intro = words.say("upcoming.title"), words.say("upcoming.intro")
    view = UpcomingView(title=title, intro=intro, groups=groups, empty=words.say("upcoming.empty"))
    head = _head(title, intro, urls.upcoming(words.lang), "upcoming", pairs)
    return Page(head=head, lang=words.lang, template="upcoming", view=view)


def standard_pages(listed: Listed, words: Words, page_size: int) -> Iterator[Page]:
    """Make the list of the ten standards and the pages of each."""
    by_standard: dict[str, list[tuple[PublicHearing, Row]]] = {code: [] for code in read_vocabulary("standards")}
    for hearing, row in decided(listed):
        for code in breached_standards(hearing):
            by_standard[code].append((hearing, row))
    yield _standards_page(by_standard, words)
    for code, pairs in by_standard.items():
        yield from _standard(read_vocabulary("standards")[code], pairs, words, page_size)


def not_found_page(words: Words) -> Page:
    """Make the page for addresses that do not exist."""
    view = NotFoundView(title=words.say("not_found.title"), text=words.say("not_found.text"))
    head = Head(title=view.title, description=view.text, route=urls.not_found(words.lang), section="", may_index=False)
    return Page(head=head, lang=words.lang, template="not-found", view=view)


def _standards_page(by_standard: dict[str, list[tuple[PublicHearing, Row]]], words: Words) -> Page:
    rows = tuple(
        StandardRow(
            name=words.term("standards", code),
            route=urls.standard(words.lang, code),
            meaning=words.meaning("standards", code),
            count=words.say("standard.count", count=len(pairs)),
        )
        for code, pairs in by_standard.items()
    )
    title, intro = words.say("standards.title"), words.say("standards.intro")
    counted = [pair for pairs in by_standard.values() for pair in pairs]
    head = _head(title, intro, urls.standards(words.lang), "standards", counted)
    return Page(
        head=head, lang=words.lang, template="standards", view=StandardsView(title=title, intro=intro, rows=rows)
    )


def _standard(term: Term, pairs: Listed, words: Words, page_size: int) -> Iterator[Page]:
    name = words.text(term.name)
    title = words.say("standard.hearings")
    route = urls.standard(words.lang, term.code)
    for hearings, numbered_route, _ in _paginate(pairs, route, words, page_size, title=title, intro=""):
        view = StandardView(
            name=name,
            meaning=words.text(term.meaning) if term.meaning else "",
            law=words.text(term.law) if term.law else "",
            source=words.say("standard.source"),
            count=words.say("standard.count", count=len(pairs)),
            results=tuple(_results(pairs, words)),
            hearings=hearings,
        )
        title_here = words.say("standard.title", name=name)
        if hearings.number > 1:
            title_here = words.say("list.title", title=title_here, position=hearings.position)
        head = _head(title_here, view.meaning, numbered_route, "standards", pairs)
        yield Page(head=head, lang=words.lang, template="standard", view=view)


def _results(pairs: Listed, words: Words) -> Iterator[str]:
    """Count what followed for officers in hearings that found this standard breached."""
    outcomes: Counter[str] = Counter(
        officer.outcome.outcome for hearing, _ in pairs for officer in hearing.officers if officer.outcome
    )
    for code in read_vocabulary("outcomes"):
        if outcomes[code]:
            yield words.say("standard.result", count=outcomes[code], outcome=words.term("outcomes", code))


def _paginate(
    pairs: Listed, route: str, words: Words, page_size: int, *, title: str, intro: str
) -> Iterator[tuple[ListView, str, Listed]]:
    count = max(1, -(-len(pairs) // page_size))
    for number in range(1, count + 1):
        shown = pairs[(number - 1) * page_size : number * page_size]
        view = ListView(
            title=title,
            intro=intro,
            rows=_rows(shown),
            empty=words.say("list.empty"),
            number=number,
            pages=count,
            position=words.say("list.position", number=number, pages=count),
            previous=urls.numbered(route, number - 1) if number > 1 else "",
            next=urls.numbered(route, number + 1) if number < count else "",
        )
        yield view, urls.numbered(route, number), shown


def _numbered_title(view: ListView, words: Words) -> str:
    return view.title if view.number == 1 else words.say("list.title", title=view.title, position=view.position)


def _rows(pairs: Listed) -> tuple[Row, ...]:
    return tuple(row for _, row in pairs)


def _head(title: str, description: str, route: str, section: str, pairs: Listed) -> Head:
    return Head(
        title=title,
        description=description,
        route=route,
        section=section,
        shows_demonstration=any(hearing.is_demonstration for hearing, _ in pairs),
    )
