"""The site as one value: every page, every file, every address. The printer prints it and knows nothing else."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

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

    But for the accounts of hearings that they tell: of these, `accounts` has digests, by reference. `may_index` says
    beforehand what the head will.
    """

    route: str
    lang: Language
    template: str
    made_from: bytes
    make: Callable[[], tuple[Head, Any]]
    may_index: bool = True
    accounts: Mapping[str, bytes] = {}

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
    def _identity(self) -> tuple[object, ...]:
        return self.route, self.lang, self.template, self.made_from, tuple(self.accounts.items())

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


class KeptPage(Struct, frozen=True, array_like=True, gc=False):
    """A page as it was planned before: `told` is a digest of all that it depends on beside the `accounts` of some hearings."""

    route: str
    lang: Language
    template: str
    told: bytes
    accounts: tuple[str, ...] = ()


PlannedPage = Page | LatePage


class File(Struct, frozen=True):
    """A file that is ready: its route and its bytes."""

    route: str
    content: bytes


class LateFile(Struct, frozen=True, kw_only=True, eq=False):
    """A file whose bytes are made when somebody asks; `made_from` is all that they depend on beside the theme and the site.

    But for the accounts of hearings: see `LatePage`. With a `recipe`, it can be planned again after an edit of one without
    all others.
    """

    route: str
    made_from: bytes
    make: Callable[[], bytes]
    accounts: Mapping[str, bytes] = {}
    recipe: bytes = b""

    def __eq__(self, other: object) -> bool:
        """Tell whether two files are made from the same, and so are the same."""
        return isinstance(other, LateFile) and self._identity == other._identity

    def __hash__(self) -> int:
        """Agree with `==`."""
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.route, self.made_from, tuple(self.accounts.items())

    @property
    def content(self) -> bytes:
        """Its bytes, which are not kept."""
        return self.make()


class KeptFile(Struct, frozen=True, array_like=True, gc=False):
    """A file as it was planned before: see `KeptPage` and `LateFile`."""

    route: str
    told: bytes
    accounts: tuple[str, ...] = ()
    recipe: bytes = b""


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


class Kept(Struct, frozen=True):
    """What was planned before and would be planned the same: `accounts` are digests of those of all hearings, by reference.

    `plan` plans what is at some routes.
    """

    pages: list[KeptPage] = []
    files: list[KeptFile] = []
    accounts: Mapping[str, bytes] = {}
    plan: Callable[[Collection[str]], tuple[list[PlannedPage], list[PlannedFile]]] = lambda _: ([], [])


class SitePlan(Struct, frozen=True, kw_only=True, dict=True):
    """The whole site: what is planned, and what is `kept`, which must be `ready` before it is printed.

    `hearing_links` maps the paths of records below the content folder to their routes, so that ordinary pages may link to them by file.
    """

    site: Site
    words: dict[Language, Words]
    pages: tuple[PlannedPage, ...]
    files: tuple[PlannedFile, ...]
    hearing_links: dict[str, str]
    kept: Kept = Kept()

    def ready(self, taken: Collection[str]) -> "SitePlan":
        """The same plan, with all that is kept and not `taken` from elsewhere ready to be made; these are files."""
        kept = self.kept
        routes = [*(page.route for page in kept.pages), *(file.route for file in kept.files)]
        new = {route for route in routes if urls.file_of(route) not in taken}
        if not new:
            return self
        pages, files = kept.plan(new)
        left = Kept(
            [one for one in kept.pages if one.route not in new], [one for one in kept.files if one.route not in new]
        )
        return replace(self, pages=(*self.pages, *pages), files=(*self.files, *files), kept=left)

    def told(self) -> dict[str, bytes]:
        """Give digests of all that each page and file depends on beside theme, settings and program, by its file."""
        accounts = dict(self.kept.accounts)
        for one in (*self.pages, *self.files):
            if isinstance(one, LatePage | LateFile):
                accounts.update(one.accounts)
        every: Iterator[KeptPage | KeptFile] = chain(self.kept.pages, self.kept.files, *self.lines)
        return {
            urls.file_of(one.route): _digest(one.told, *map(accounts.__getitem__, one.accounts))
            if one.accounts
            else one.told
            for one in every
        }

    @cached_property
    def lines(self) -> tuple[list[KeptPage], list[KeptFile]]:
        """What to keep for the next plan of the pages and of the files that are planned."""
        return list(map(self._keep_page, self.pages)), list(map(self._keep_file, self.files))

    def _keep_page(self, page: PlannedPage) -> KeptPage:
        frame = pack((page.template, page.lang, page.route, self.site.feeds_of(page.route, page.lang)))
        accounts = tuple(page.accounts) if isinstance(page, LatePage) else ()
        return KeptPage(page.route, page.lang, page.template, _digest(frame, page.made_from), accounts)

    def _keep_file(self, file: PlannedFile) -> KeptFile:
        if isinstance(file, File):
            return KeptFile(file.route, _digest(file.route.encode(), file.content))
        return KeptFile(file.route, _digest(file.route.encode(), file.made_from), tuple(file.accounts), file.recipe)

    def number_of_pages(self) -> int:
        """How many pages there are."""
        return len(self.pages) + len(self.kept.pages) + len(self.site.stock_routes)

    def number_of_files(self) -> int:
        """How many files there are that are no pages."""
        return len(self.files) + len(self.kept.files)

    def templates(self) -> set[str]:
        """The templates of all pages."""
        return {page.template for page in self.pages} | {page.template for page in self.kept.pages}

    def routes(self) -> Iterator[str]:
        """Yield every route."""
        yield from (one.route for one in (*self.pages, *self.kept.pages, *self.files, *self.kept.files))
        yield from sorted(self.site.stock_routes)

    def page_paths(self) -> frozenset[str]:
        """Give the files that are pages, ordinary ones included."""
        routes = [page.route for page in (*self.pages, *self.kept.pages)]
        return frozenset(map(urls.file_of, [*routes, *self.site.stock_routes]))

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(map(urls.file_of, self.routes()))

    def paths(self) -> frozenset[str]:
        """Give every file that the finished site consists of, relative to its root."""
        return self._paths

    def clashes(self) -> list[str]:
        """List the files that two things claim, capitals aside: a host may not tell them apart."""
        paths = [urls.file_of(route).casefold() for route in self.routes()]
        if len(set(paths)) == len(paths):
            return []
        return sorted(path for path, count in Counter(paths).items() if count > 1)


def _digest(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
