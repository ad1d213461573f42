"""The links of ordinary pages, as they came out: those that lead to an address of the site that is not there."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.pages import OrdinaryPage, page_sources
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.records.source import Source, line_and_column
from hearingsite.settings import Settings


def check_links(site_plan: SitePlan, stage: Path, settings: Settings) -> Iterator[Diagnostic]:
    """Yield a finding for each link of an ordinary page that leads to no file of the finished site in `stage`.

    Other hosts are not asked, nor are the parts of a page that a link names behind a `#`.
    """
    paths, site = site_plan.paths(), site_plan.site
    for page, source in page_sources(settings.content, settings.project):
        if page.route in site.stock_routes:
            html = (stage / urls.file_of(page.route)).read_text("utf-8")
            for link in dict.fromkeys(_links_of(html)):
                if not _leads_somewhere(link, page, site.url, paths):
                    yield _dead(link, source)


def _links_of(html: str) -> Iterator[str]:
    """Yield the addresses that the text of a page links to, around which the theme is."""
    for node in LexborHTMLParser(html).css("main a[href]"):
        yield node.attributes.get("href") or ""


def _leads_somewhere(link: str, page: OrdinaryPage, site_url: str, paths: frozenset[str]) -> bool:
    try:
        parts = urlsplit(urljoin(f"{site_url}{page.route}", link))
        is_here = f"{parts.scheme}://{parts.netloc}" == site_url
    except ValueError:  # a host that is none
        return False
    if not is_here:
        return True
    route = unquote(parts.path) or "/"
    # Without its last slash as well, which every host adds.
    return not paths.isdisjoint({urls.file_of(route), urls.file_of(f"{route.rstrip('/')}/")})


def _dead(link: str, source: Source) -> Diagnostic:
    offset = max(source.text.find(link), 0)
    message = f'This link leads to no page of this site: "{link}".'
    hint = "Correct the address, or link to the file of the page, as in {filename}corrections.md. A hearing has its page from "
    hint += "the moment on at which it is public."
    return Diagnostic(Place(source.path, *line_and_column(source.text, offset)), "HS950", message, hint)
