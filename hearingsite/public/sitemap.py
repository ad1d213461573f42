"""`/sitemap.xml`: every page that search engines may list, in both languages, and when a hearing's page last changed."""

import html
from collections.abc import Iterator, Sequence
from typing import Final

from hearingsite.public import urls
from hearingsite.public.model import PublicRegister
from hearingsite.public.plan import File, PlannedPage, Site
from hearingsite.values import LONDON

# What the protocol of sitemaps allows in one file.
PART: Final = 50_000
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap_files(
    pages: Sequence[PlannedPage], register: PublicRegister, site: Site, *, part: int = PART
) -> Iterator[File]:
    """Yield the sitemap; where it would hold more than `part` pages, an index and its parts.

    Listed is every page but tombstones, the page for addresses that do not exist, and others that are not for search
    engines; the page of an invented hearing asks them itself not to list it.
    """
    changed = {
        urls.hearing(lang, hearing.reference): hearing.updated.at.astimezone(LONDON).isoformat(timespec="seconds")
        for hearing in register.hearings
        for lang in site.languages
    }
    routes = [page.route for page in pages if page.route in changed or page.may_index]
    routes += sorted(site.stock_routes)
    entries = [_entry(route, changed.get(route, ""), site) for route in routes]
    if len(entries) <= part:
        yield _urls("/sitemap.xml", entries)
        return
    names = []
    for number, start in enumerate(range(0, len(entries), part), 1):
        names.append(f"/sitemap-{number}.xml")
        yield _urls(names[-1], entries[start : start + part])
    listed = "".join(f"<sitemap><loc>{html.escape(site.url)}{name}</loc></sitemap>\n" for name in names)
    index = f"{_HEAD}<sitemapindex {_SPACE}>\n{listed}</sitemapindex>\n"
    yield File("/sitemap.xml", index.encode())


def _urls(name: str, entries: Sequence[str]) -> File:
    return File(name, f"{_HEAD}<urlset {_SPACE} {_LINKS}>\n{''.join(entries)}</urlset>\n".encode())


def _entry(route: str, changed: str, site: Site) -> str:
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    others = site.alternates(route)
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{other.lang}" href="{html.escape(site.url + other.route)}"/>'
        for other in others
        if len(others) > 1
    )
    return f"<url><loc>{html.escape(site.url + route)}</loc>{when}{links}</url>\n"
