"""The public register → the site plan: every page and file, in every language of the site."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.diagnostics import Diagnostic, Fault, Report
from hearingsite.public import browse, lists, urls
from hearingsite.public.brief import Digests, brief_of
from hearingsite.public.calendar import calendar_files, make_calendars
from hearingsite.public.documents import document_files
from hearingsite.public.feeds import feed_files, feed_links
from hearingsite.public.feeds.entries import Source
from hearingsite.public.hearing_page import find_neighbours, hearing_page, tombstone_page
from hearingsite.public.hosting import hosting_files
from hearingsite.public.model import PublicRegister
from hearingsite.public.open_data import open_data
from hearingsite.public.paging import Listed
from hearingsite.public.plan import FeedLink, File, PlannedFile, PlannedPage, Site, SitePlan
from hearingsite.public.rows import make_row
from hearingsite.public.search.index import search_files, taken_down_file
from hearingsite.public.search.page import search_page
from hearingsite.public.search.postings import Known
from hearingsite.public.sitemap import sitemap_files
from hearingsite.public.subscribe import subscribe_page
from hearingsite.public.tags import Tags
from hearingsite.public.well_known import well_known_files
from hearingsite.public.words import Words
from hearingsite.vocabulary.codes import Language
from hearingsite.walk import walk_files


class SiteOptions(Struct, frozen=True, kw_only=True):
    """What the settings decide about a site plan."""

    name: str
    names: dict[Language, str] = {}
    url: str
    authority: str
    authority_since: str
    page_size: int
    websub_hub: str = ""
    security_contact: str = ""
    security_expires: str = ""


def plan_site(
    register: PublicRegister,
    words_of: dict[Language, Words],
    options: SiteOptions,
    *,
    documents: Mapping[str, bytes],
    static: Path,
    stock_routes: Sequence[str],
    record_schema: bytes,
    hearing_links: dict[str, str],
    known: Known | None = None,
    digests: Mapping[str, Digests] | None = None,
) -> SitePlan:
    """Plan the whole site; `documents` holds the bytes of those that records name.

    `known` is what is known of the words of hearings, which is brought up to these; `digests` are those of hearings.
    `static` is the theme's folder of files that are published as they are; `record_schema` is the schema of records.
    """
    hashed, static_files = read_static(static)
    site = _site(options, hashed, tuple(words_of), stock_routes)
    digests = digests or brief_of(register).digests
    site, followed = _followed(register, words_of, site, options, digests)
    files: list[PlannedFile] = [*static_files, *followed]
    pages: list[PlannedPage] = []
    rows = {
        lang: [(hearing, make_row(hearing, words)) for hearing in register.hearings] for lang, words in words_of.items()
    }
    for lang, words in words_of.items():
        pages += _pages(
            register, rows[lang], words, site, page_size=options.page_size, digests=digests, documents=documents
        )
    bare = {reference: one.bare for reference, one in digests.items()}
    open_pages, open_files = open_data(register, words_of, site, record_schema, bare)
    pages += open_pages
    files += open_files
    files += sitemap_files(pages, register, site)
    files += document_files(register, documents)
    taken_down = [tombstone.reference for tombstone in register.tombstones]
    files += search_files(rows, words_of, digests, known or Known())
    files.append(taken_down_file(taken_down))
    files += well_known_files(site, options.security_contact, options.security_expires)
    files += hosting_files(files, register, site.languages)
    public_links = {hearing.reference for hearing in register.hearings}.union(taken_down)
    return SitePlan(
        site=site,
        words=words_of,
        pages=tuple(pages),
        files=tuple(files),
        hearing_links={
            path: urls.hearing("en", reference)
            for path, reference in hearing_links.items()
            if reference in public_links
        },
    )


def _site(
    options: SiteOptions, hashed: Mapping[str, str], languages: tuple[Language, ...], stock_routes: Sequence[str]
) -> Site:
    return Site(
        name=options.name,
        names=options.names,
        url=options.url,
        stylesheet=hashed.get("/theme/site.css", ""),
        search_script=hashed.get("/theme/search.js", ""),
        languages=languages,
        stock_routes=frozenset(stock_routes),
    )


def _followed(
    register: PublicRegister,
    words_of: dict[Language, Words],
    site: Site,
    options: SiteOptions,
    digests: Mapping[str, Digests],
) -> tuple[Site, list[PlannedFile]]:
    """Make feeds and calendars, and let the site know its feeds."""
    tags = Tags(options.authority, options.authority_since)
    links: dict[str, tuple[FeedLink, ...]] = {}
    files: list[PlannedFile] = []
    sources = [Source(words, site, tags, digests) for words in words_of.values()]
    calendars = make_calendars(register, sources[0].digest)
    for source in sources:
        every, feeds = feed_files(register, source, options.websub_hub)
        links |= feed_links(every, source.words.lang)
        files += (*feeds, *calendar_files(calendars, register, source))
    return replace(site, feeds=links), files


def _pages(
    register: PublicRegister,
    listed: Listed,
    words: Words,
    site: Site,
    *,
    page_size: int,
    digests: Mapping[str, Digests],
    documents: Mapping[str, bytes],
) -> Iterator[PlannedPage]:
    done, coming = lists.decided(listed), lists.to_come(listed)
    shelf = browse.make_shelf(done, coming, register.left, register.forces, words)
    left = shelf.left.get(("decided", ""), 0)
    yield lists.home_page(done, coming, words)
    yield from lists.outcome_pages(done, browse.kinds_of_outcome(shelf), words, page_size, left)
    yield lists.upcoming_page(coming, lists.appeals_to_come(listed), words)
    yield browse.standards_page(shelf)
    yield from browse.index_pages(shelf)
    yield from browse.term_pages(shelf, page_size)
    yield search_page(register.hearings, shelf)
    yield subscribe_page(shelf)
    neighbours = find_neighbours({hearing.reference: hearing.force.code for hearing in register.hearings})
    for hearing in register.hearings:
        reference = hearing.reference
        yield hearing_page(
            hearing,
            digests[reference].bare,
            words,
            site,
            documents=documents,
            neighbours=neighbours[reference],
            account=digests[reference].account,
        )
    for tombstone in register.tombstones:
        yield tombstone_page(tombstone, words)
    yield lists.not_found_page(words, site)


def read_static(static: Path) -> tuple[dict[str, str], list[File]]:
    """Read the theme's files; some are named by what they hold: their names by those in the theme.

    Raises Fault (exit code 4) for what is no ordinary file: a link could publish anything on this computer.
    """
    files: list[File] = []
    faults: list[Diagnostic] = []
    hashed: dict[str, str] = {}
    for file in walk_files(static, static.parent.parent):
        if isinstance(file, Diagnostic):
            faults.append(file)
            continue
        path = Path(file.path)
        content = path.read_bytes()
        route = f"/theme/{path.relative_to(static).as_posix()}"
        if route in urls.HASHED:
            hashed[route] = urls.HASHED[route].format(digest=hashlib.sha256(content).hexdigest()[:10])
            route = hashed[route]
        files.append(File(route, content))
    if faults:
        raise Fault(Report.of(faults), 4)
    return hashed, files
