"""The sitemap: every page for search engines and nothing else, in both languages, with the last change of hearings."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hearingsite.prepare import prepare
from hearingsite.public.model import PublicRegister
from hearingsite.public.sitemap import sitemap_files
from hearingsite.settings import load_settings
from hearingsite.values import Moment

SITE = "https://hearings.example"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def sitemap(whole_site: Path) -> ET.Element:
    """The sitemap of the whole site."""
    return ET.fromstring((whole_site / "sitemap.xml").read_bytes())  # noqa: S314 -- a file of our own


def test_every_public_page_is_listed_once(sitemap: ET.Element, whole_site: Path) -> None:
    """Listed are the pages of the folder, but for tombstones, the page for what does not exist, and what asks not to be."""
    listed = [str(loc.text).removeprefix(SITE) for loc in sitemap.iterfind("s:url/s:loc", SPACES)]
    pages = {}
    for file in whole_site.rglob("*.html"):
        pages["/" + file.relative_to(whole_site).as_posix().removesuffix("index.html")] = file.read_text("utf-8")
    hidden = {route for route, page in pages.items() if '<meta name="robots" content="noindex">' in page}
    invented = {route for route in hidden if '<article class="hearing">' in pages[route]}
    assert sorted(listed) == sorted(set(pages) - hidden | invented)
    assert {"/404.html", "/hearings/wld-2024-003/"} <= hidden - invented


def test_languages_lead_to_each_other(sitemap: ET.Element) -> None:
    """Each address names itself and its twin, and the twin is listed too."""
    listed = {str(loc.text) for loc in sitemap.iterfind("s:url/s:loc", SPACES)}
    for url in sitemap.iterfind("s:url", SPACES):
        own = url.findtext("s:loc", "", SPACES)
        links = {str(link.get("hreflang")): str(link.get("href")) for link in url.iterfind("x:link", SPACES)}
        assert own in links.values()
        assert links["cy"] == links["en"].replace(SITE, f"{SITE}/cy", 1)
        assert set(links.values()) <= listed


def test_hearings_tell_when_they_changed(sitemap: ET.Element, whole_site: Path) -> None:
    """`lastmod` is the moment that the page itself gives as its last change."""
    told = 0
    for url in sitemap.iterfind("s:url", SPACES):
        route = url.findtext("s:loc", "", SPACES).removeprefix(SITE)
        changed = url.findtext("s:lastmod", "", SPACES)
        assert bool(changed) is ("/hearings/" in route)
        if changed:
            page = (whole_site / route.lstrip("/") / "index.html").read_text("utf-8")
            shown = re.findall(r'<time datetime="([^"]+)"', page)
            assert Moment.parse(changed).at in {Moment.parse(one).at for one in shown if "T" in one}
            told += 1
    assert told > 40


def test_a_large_site_has_an_index_and_parts(root: Path) -> None:
    """Where there are more pages than fit, an index lists parts, and the parts hold the same lines."""
    plan = prepare(load_settings(root), Moment.parse("2024-06-01").at).site_plan
    register = PublicRegister(hearings=(), tombstones=(), forces=())
    (whole,) = sitemap_files(plan.pages, register, plan.site)
    *parts, index = sitemap_files(plan.pages, register, plan.site, part=30)
    assert [part.route for part in parts] == [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    assert all(f"<loc>{SITE}{part.route}</loc>".encode() in index.content for part in parts)
    lines = [line for part in parts for line in part.content.splitlines() if line.startswith(b"<url>")]
    assert lines == [line for line in whole.content.splitlines() if line.startswith(b"<url>")]
    assert max(part.content.count(b"<url>") for part in parts) <= 30
