"""What the templates of lists see; as in `views`, everything is ready to print."""

from msgspec import Struct

from hearingsite.public.views import Fact, Link, Row


class ListView(Struct, frozen=True, kw_only=True):
    """A page of a list; `previous` and `next` are empty at the ends."""

    title: str
    rows: tuple[Row, ...]
    empty: str
    number: int
    pages: int
    position: str
    previous: str
    next: str


class Group(Struct, frozen=True, kw_only=True):
    """Rows under a heading; `empty` says that there are none."""

    title: str
    intro: str
    rows: tuple[Row, ...]
    empty: str


class Count(Struct, frozen=True):
    """A link and how many there are, in figures, and with `unit`, the words after them."""

    link: Link
    number: int
    unit: str


class Tally(Struct, frozen=True, kw_only=True):
    """Counts under a heading."""

    title: str
    intro: str
    counts: tuple[Count, ...]


class OutcomesView(Struct, frozen=True, kw_only=True):
    """All outcomes, and the kinds of outcome."""

    title: str
    intro: str
    kinds: Tally
    hearings: ListView


class UpcomingView(Struct, frozen=True, kw_only=True):
    """Hearings to come and hearings whose outcome is awaited, in groups."""

    title: str
    intro: str
    groups: tuple[Group, ...]
    empty: str


class StandardRow(Struct, frozen=True, kw_only=True):
    """One of the ten standards in the list of them."""

    name: str
    route: str
    meaning: str
    count: str


class StandardsView(Struct, frozen=True, kw_only=True):
    """The ten standards."""

    title: str
    intro: str
    rows: tuple[StandardRow, ...]


class Follow(Struct, frozen=True, kw_only=True):
    """Something to follow: its page, if it is a list's, what it tells, and its forms."""

    link: Link | None
    name: str
    about: str
    forms: tuple[Link, ...]


class TermAbout(Struct, frozen=True, kw_only=True):
    """An outcome, rank, force, year or standard: what it means (`lead`) and what came of it.

    `law` and `source` are a standard's; `facts` are a force's, whom to ask; so are `coming`, its hearings to come.
    """

    kicker: str
    name: str
    lead: str
    law: str = ""
    source: str = ""
    counts: tuple[str, ...] = ()
    tallies: tuple[Tally, ...] = ()
    facts: tuple[Fact, ...] = ()
    coming: Group | None = None
    follow: Follow | None = None


class TermView(Struct, frozen=True, kw_only=True):
    """One page of the list of an outcome, rank, force, year or standard; `index` leads to the others of its kind."""

    about: TermAbout
    hearings: ListView
    index: Link


class IndexView(Struct, frozen=True, kw_only=True):
    """The forces, ranks or years that have a list."""

    title: str
    intro: str
    counts: tuple[Count, ...]
    empty: str


class HomeView(Struct, frozen=True, kw_only=True):
    """The home page."""

    title: str
    intro: str
    decided: Group
    to_come: Group
    decided_route: str
    to_come_route: str
    browse: tuple[Link, ...]


class Choice(Struct, frozen=True):
    """A value of a filter: its code and its name."""

    code: str
    name: str


class Facet(Struct, frozen=True, kw_only=True):
    """A filter of the search; `name` is that in the address."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class SearchView(Struct, frozen=True, kw_only=True):
    """The search page; `messages` is JSON: what the script says."""

    title: str
    intro: str
    route: str
    facets: tuple[Facet, ...]
    messages: str
    lists: tuple[Tally, ...]


class FollowGroup(Struct, frozen=True, kw_only=True):
    """The feeds of one kind of list."""

    title: str
    rows: tuple[Follow, ...]


class SubscribeView(Struct, frozen=True, kw_only=True):
    """Every feed and calendar; `calendar` and `opml` are routes."""

    title: str
    intro: str
    whole: tuple[Follow, ...]
    groups: tuple[FollowGroup, ...]
    calendar: str
    opml: str


class NotFoundView(Struct, frozen=True, kw_only=True):
    """The page for addresses that do not exist."""

    title: str
    text: str
    links: tuple[Link, ...]
