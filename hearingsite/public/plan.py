"""The site as one value: every page, every file, every address. The printer prints it and knows nothing else."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.views import Head, Said
from hearingsite.public.words import Words
from hearingsite.values import pack
from hearingsite.vocabulary.codes import Language

_FURTHER: Final = re.compile(r"page/\d+/$")
_COMMON_FORM: Final = "application/rss+xml"


class Page(Struct, frozen=True, kw_only=True):
    """A page to render: `template` names a template of the theme, `view` is what it shows."""

    head: Head
    lang: Language
    template: str
    view: Any

    @property
    def route(self) -> str:
        """The page's address within the site."""
        return self.head.route

    @property
    def may_index(self) -> bool:
        """Whether search engines may list it."""
        return self.head.may_index

    @property
    def made_from(self) -> bytes:
        """All that the page depends on beside the theme and the site, as bytes that can be compared."""
        return pack((self.head, self.view))


class LatePage(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """A page whose head and view are worked out when somebody asks; `made_from` is all that they depend on.

    `may_index` says beforehand what the head will.
    """

    route: str
    lang: Language
    template: str
    made_from: bytes
    make: Callable[[], tuple[Head, Any]]
    may_index: bool = True

    def __eq__(self, other: object) -> bool:
        """Tell whether two pages are made from the same, and so are the same."""
        return isinstance(other, LatePage) and self._identity == other._identity

    def __hash__(self) -> int:
        """Agree with `==`."""
        return hash(self._identity)

    def __repr__(self) -> str:
        """Show all that the page shows."""
        return f"LatePage(head={self.head!r}, lang={self.lang!r}, template={self.template!r}, view={self.view!r})"

    @property
    def _identity(self) -> tuple[str, Language, str, bytes]:
        return self.route, self.lang, self.template, self.made_from

    @cached_property
    def _made(self) -> tuple[Head, Any]:
        return self.make()

    @property
    def head(self) -> Head:
        """What the frame of the page shows."""
        return self._made[0]

    @property
    def view(self) -> Any:
        """What the page shows."""
        return self._made[1]


PlannedPage = Page | LatePage


class File(Struct, frozen=True):
    """A file that is ready: its route and its bytes."""

    route: str
    content: bytes


class LateFile(Struct, frozen=True, kw_only=True, eq=False):
    """A file whose bytes are made when somebody asks; `made_from` is all that they depend on beside the theme and the site."""

    route: str
    made_from: bytes
    make: Callable[[], bytes]

    def __eq__(self, other: object) -> bool:
        """Tell whether two files are made from the same, and so are the same."""
        return isinstance(other, LateFile) and (self.route, self.made_from) == (other.route, other.made_from)

    def __hash__(self) -> int:
        """Agree with `==`."""
        return hash((self.route, self.made_from))

    @property
    def content(self) -> bytes:
        """Its bytes, which are not kept."""
        return self.make()


PlannedFile = File | LateFile


class Alternate(Struct, frozen=True):
    """The same page in a language."""

    lang: Language
    route: str


class FeedLink(Struct, frozen=True):
    """A feed that a page tells feed readers of: media type of its form, title, route."""

    type: str
    title: str
    route: str


class Site(Struct, frozen=True, kw_only=True):
    """What every page says about the site; `stylesheet` and `search_script` are routes.

    `stock_routes` are the ordinary pages that Pelican reads from content/pages itself. `feeds` are told by page; the subscribe
    page tells of those of the whole site. `names` are those beside the English one, by language.
    """

    name: str
    names: dict[Language, str] = {}
    url: str
    stylesheet: str
    search_script: str = ""
    languages: tuple[Language, ...]
    stock_routes: frozenset[str]
    feeds: dict[str, tuple[FeedLink, ...]] = {}

    def name_in(self, lang: Language) -> Said:
        """Give the name in a language; the English one, marked as such, where there is none."""
        own = self.names.get(lang)
        return Said(own, lang) if own else Said(self.name, "en")

    def feeds_of(self, route: str, lang: Language) -> tuple[FeedLink, ...]:
        """List the feeds of a page; where it has none of its own, those of the whole site in one form."""
        own = self.feeds.get(_FURTHER.sub("", route))
        return own or tuple(one for one in self.feeds.get(urls.subscribe(lang), ()) if one.type == _COMMON_FORM)

    def alternates(self, route: str) -> list[Alternate]:
        """List a page in every language in which it is there; only ordinary pages may lack one."""
        same = [Alternate(lang, urls.in_language(lang, route)) for lang in self.languages]
        is_stock = route in self.stock_routes
        return [one for one in same if not is_stock or one.route in self.stock_routes]


class SitePlan(Struct, frozen=True, kw_only=True):
    """The whole site.

    `hearing_links` maps the paths of records below the content folder to their routes, so that ordinary pages may link to them by file.
    """

    site: Site
    words: dict[Language, Words]
    pages: tuple[PlannedPage, ...]
    files: tuple[PlannedFile, ...]
    hearing_links: dict[str, str]

    def routes(self) -> Iterator[str]:
        """Yield every route, in the order in which it is printed."""
        yield from (page.route for page in self.pages)
        yield from (file.route for file in self.files)
        yield from sorted(self.site.stock_routes)

    def page_paths(self) -> frozenset[str]:
        """Give the files that are pages, ordinary ones included."""
        routes = [page.route for page in self.pages]
        return frozenset(map(urls.file_of, [*routes, *self.site.stock_routes]))

    def paths(self) -> frozenset[str]:
        """Give every file that the finished site consists of, relative to its root."""
        return frozenset(urls.file_of(route) for route in self.routes())

    def clashes(self) -> list[str]:
        """List the files that two things claim, capitals aside: a host may not tell them apart."""
        counts = Counter(urls.file_of(route).casefold() for route in self.routes())
        return sorted(path for path, count in counts.items() if count > 1)
