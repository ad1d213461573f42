"""Every address of the site, in one place: routes begin and end with a slash, or name a file; English at the root."""

import re
from typing import Final

from hearingsite.vocabulary.codes import Language

# By the name of the file in the theme: what is loaded by every page is named by what it holds, so no cache serves an old one.
HASHED: Final = {"/theme/site.css": "/theme/site.{digest}.css", "/theme/search.js": "/theme/search.{digest}.js"}

_SEARCH_WORDS: Final = re.compile(r"(/cy)?/search/(shards|words/[^/]+)\.json")
_HEARING_DATA: Final = re.compile(r"hearings/[^/]+/index\.json")


def home(lang: Language) -> str:
    """The home page."""
    return _in(lang, "/")


def hearing(lang: Language, reference: str) -> str:
    """The one page of a hearing."""
    return _in(lang, f"/hearings/{reference.lower()}/")


def hearing_data(reference: str) -> str:
    """A hearing as data; codes need no language, so there is one file for all."""
    return f"/hearings/{reference.lower()}/index.json"


def is_hearing_data(path: str) -> bool:
    """Whether a file of the site, relative to its root, is a hearing as data."""
    return _HEARING_DATA.fullmatch(path) is not None


def data_file(name: str) -> str:
    """A file of data; there is one for all languages."""
    return f"/data/{name}"


def document(reference: str, file: str) -> str:
    """A document of a hearing, the same for every language: `file` is its path below content/files."""
    return f"/hearings/{reference.lower()}/files/{file.lower()}"


def statistics_file(name: str) -> str:
    """A statistic as a file; codes need no language."""
    return f"/statistics/{name}.csv"


def outcomes(lang: Language) -> str:
    """All outcomes, newest first."""
    return _in(lang, "/outcomes/")


def outcome(lang: Language, code: str) -> str:
    """One kind of outcome."""
    return _in(lang, f"/outcomes/{code}/")


def upcoming(lang: Language) -> str:
    """The hearings to come."""
    return _in(lang, "/upcoming/")


def standards(lang: Language) -> str:
    """The ten standards."""
    return _in(lang, "/standards/")


def standard(lang: Language, code: str) -> str:
    """One standard."""
    return _in(lang, f"/standards/{code}/")


def forces(lang: Language) -> str:
    """The forces with hearings."""
    return _in(lang, "/forces/")


def force(lang: Language, code: str) -> str:
    """One force's hearings."""
    return _in(lang, f"/forces/{code}/")


def ranks(lang: Language) -> str:
    """The ranks of the officers."""
    return _in(lang, "/ranks/")


def rank(lang: Language, code: str) -> str:
    """One rank."""
    return _in(lang, f"/ranks/{code}/")


def years(lang: Language) -> str:
    """The years with hearings."""
    return _in(lang, "/years/")


def year(lang: Language, number: int) -> str:
    """One year."""
    return _in(lang, f"/years/{number:04}/")


def statistics(lang: Language) -> str:
    """The counts."""
    return _in(lang, "/statistics/")


def search(lang: Language) -> str:
    """The search with its filters."""
    return _in(lang, "/search/")


def search_hearings() -> str:
    """What the search filters by, in no language."""
    return "/search/hearings.json"


def search_taken_down() -> str:
    """Which references the search knows no more."""
    return "/search/taken-down.json"


def search_shards(lang: Language) -> str:
    """Which files of words the search has."""
    return _in(lang, "/search/shards.json")


def is_search_words(route: str) -> bool:
    """Whether a route is that of some words of the search, or of what lists those."""
    return _SEARCH_WORDS.fullmatch(route) is not None


def search_words(lang: Language, shard: str) -> str:
    """Some words of the search, with their hearings."""
    return _in(lang, f"/search/words/{shard}.json")


def search_rows(lang: Language, reference: str) -> str:
    """What the search shows of ten hearings, of which this is one.

    No name of such a file is a reference: WLD-2026-541 without its last digit may be another hearing's.
    """
    stem, _, number = reference[:-1].lower().rpartition("-")
    return _in(lang, f"/search/rows/{stem}-from-{number}0.json")


def subscribe(lang: Language) -> str:
    """Every feed and calendar, explained for a person."""
    return _in(lang, "/subscribe/")


def data(lang: Language) -> str:
    """The downloads, explained."""
    return _in(lang, "/data/")


def about(lang: Language, name: str = "") -> str:
    """An about page."""
    return _in(lang, f"/about/{name}/" if name else "/about/")


def not_found(lang: Language) -> str:
    """The page for addresses that do not exist."""
    return _in(lang, "/404.html")


def feeds(lang: Language, name: str) -> str:
    """A site-wide feed, its form aside, or one of its archives: outcomes, notices, changes, or outcomes-2024-1."""
    return _in(lang, f"/feeds/{name}")


def feed(page: str) -> str:
    """The feed of a list page, its form aside."""
    return f"{page}feed"


def opml(lang: Language) -> str:
    """The list of all feeds, for feed readers."""
    return _in(lang, "/feeds/feeds.opml")


def calendar(page: str) -> str:
    """The calendar of a page: of the home page, or of a force's."""
    return f"{page}calendar.ics"


def numbered(route: str, number: int) -> str:
    """Page `number` (1 first) of a list."""
    return route if number == 1 else f"{route}page/{number}/"


def file_of(route: str) -> str:
    """The file that a static host serves for a route, relative to the site's root."""
    path = route.removeprefix("/")
    return f"{path}index.html" if route.endswith("/") else path


def route_of(path: str) -> str:
    """The route for which a static host serves a file of the site."""
    return f"/{path.removesuffix('index.html')}"


def in_language(lang: Language, route: str) -> str:
    """The same page in a language."""
    path = route.removeprefix("/cy") if route.startswith("/cy/") else route
    return _in(lang, path)


def _in(lang: Language, route: str) -> str:
    return route if lang == "en" else f"/{lang}{route}"
