"""The pages of everything: home, outcomes, hearings to come, and the page for what is not there."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from hearingsite.public import urls
from hearingsite.public.list_views import Group, HomeView, NotFoundView, OutcomesView, Tally, UpcomingView
from hearingsite.public.model import PublicHearing
from hearingsite.public.paging import Listed, paginate, rows_of, sheet_head, shows_demonstration
from hearingsite.public.plan import Page, Site
from hearingsite.public.sittings import appeal_heard_on
from hearingsite.public.views import Head, Link
from hearingsite.public.words import Words
from hearingsite.values import reference_order

_ON_HOME: Final = 10
_GROUPS: Final = ("scheduled", "adjourned", "postponed", "heard", "vacated")


def decided(listed: Listed) -> Listed:
    """The hearings whose findings are public, newest first."""
    published = [pair for pair in listed if pair[0].published]
    return sorted(published, key=lambda pair: (pair[1].day, reference_order(pair[0].reference)), reverse=True)


def to_come(listed: Listed) -> Listed:
    """The hearings that are public through their notice alone, the next one first."""
    waiting = (pair for pair in listed if not pair[0].is_published)
    return sorted(waiting, key=lambda pair: (pair[1].day, reference_order(pair[0].reference)))


def appeals_to_come(listed: Listed) -> Listed:
    """The hearings of which an appeal is still to be heard, the next one first."""
    days = {pair[0].reference: _appeal_day(pair[0]) for pair in listed if pair[0].appeals}
    open_ones = [pair for pair in listed if days.get(pair[0].reference)]
    return sorted(open_ones, key=lambda pair: (str(days[pair[0].reference]), reference_order(pair[0].reference)))


def _appeal_day(hearing: PublicHearing) -> dt.date | None:
    """The first day on which an appeal of a hearing sits that has not been heard; None where there is none."""
    days = [
        one.sitting.first
        for one in hearing.appeals
        if one.sitting and one.result == "pending" and appeal_heard_on(one) and one.heard_at is None
    ]
    return min(filter(None, days), default=None)


def browse_links(words: Words) -> tuple[Link, ...]:
    """Every way to look around."""
    routes = {
        "outcomes": urls.outcomes(words.lang),
        "upcoming": urls.upcoming(words.lang),
        "standards": urls.standards(words.lang),
        "forces": urls.forces(words.lang),
        "years": urls.years(words.lang),
        "ranks": urls.ranks(words.lang),
    }
    return tuple(Link(words.say(f"ui.menu.{name}"), route) for name, route in routes.items())


def home_page(done: Listed, coming: Listed, words: Words) -> Page:
    """Make the home page: what was decided lately, what is coming."""
    latest = done[:_ON_HOME]
    next_ones = [pair for pair in coming if pair[0].status == "scheduled" and not pair[0].is_over][:_ON_HOME]
    view = HomeView(
        title=words.say("home.title"),
        intro=words.say("home.intro"),
        decided=Group(
            title=words.say("home.decided"), intro="", rows=rows_of(latest), empty=words.say("home.none_decided")
        ),
        to_come=Group(
            title=words.say("home.to_come"), intro="", rows=rows_of(next_ones), empty=words.say("home.none_to_come")
        ),
        decided_route=urls.outcomes(words.lang),
        to_come_route=urls.upcoming(words.lang),
        browse=browse_links(words),
    )
    head = Head(
        title=view.title,
        description=view.intro,
        route=urls.home(words.lang),
        section="home",
        shows_demonstration=shows_demonstration([*latest, *next_ones]),
        has_script=True,
    )
    return Page(head=head, lang=words.lang, template="home", view=view)


def outcome_pages(done: Listed, kinds: Tally, words: Words, page_size: int, left: int) -> Iterator[Page]:
    """Make the pages of all outcomes, newest first, with the ways to each kind of outcome."""
    title, intro = words.say("outcomes.title"), words.say("outcomes.intro")
    route, heading = urls.outcomes(words.lang), words.say("outcomes.all")
    for sheet in paginate(done, route, words, page_size, title=heading, left=left):
        view = OutcomesView(title=title, intro=intro, kinds=kinds, hearings=sheet.view)
        head = sheet_head(sheet, words, title=title, description=intro, section="outcomes")
        if sheet.view.number == 1 and shows_demonstration(done):  # its counts are of all pages
            head = replace(head, shows_demonstration=True)
        yield Page(head=head, lang=words.lang, template="outcomes", view=view)


def upcoming_page(coming: Listed, appeals: Listed, words: Words) -> Page:
    """Make the page of hearings to come, adjourned, postponed, heard and vacated, and of appeals to be heard."""
    groups = tuple(
        Group(
            title=words.say(f"upcoming.{status}"),
            intro=words.meaning("statuses", status),
            rows=rows_of([pair for pair in coming if pair[0].status == status]),
            empty="",
        )
        for status in _GROUPS
        if any(pair[0].status == status for pair in coming)
    )
    if appeals:
        title, intro = words.say("upcoming.appeals"), words.say("upcoming.appeals_intro")
        groups = (*groups, Group(title=title, intro=intro, rows=rows_of(appeals), empty=""))
    title, intro = words.say("upcoming.title"), words.say("upcoming.intro")
    view = UpcomingView(title=title, intro=intro, groups=groups, empty=words.say("upcoming.empty"))
    head = Head(
        title=title,
        description=intro,
        route=urls.upcoming(words.lang),
        section="upcoming",
        shows_demonstration=shows_demonstration([*coming, *appeals]),
    )
    return Page(head=head, lang=words.lang, template="upcoming", view=view)


def not_found_page(words: Words, site: Site) -> Page:
    """Make the page for addresses that do not exist; it leads to no other one."""
    about = Link(words.say("ui.menu.about"), urls.about(words.lang))
    links = (
        Link(words.say("ui.not_found.home"), urls.home(words.lang)),
        Link(words.say("ui.menu.search"), urls.search(words.lang)),
        *browse_links(words),
        *([about] if about.route in site.stock_routes else []),
    )
    view = NotFoundView(title=words.say("not_found.title"), text=words.say("not_found.text"), links=links)
    head = Head(title=view.title, description=view.text, route=urls.not_found(words.lang), section="", may_index=False)
    return Page(head=head, lang=words.lang, template="not-found", view=view)
