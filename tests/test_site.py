"""The finished site, page by page: sound HTML, nothing inline, nothing foreign, every link leads somewhere."""

import gzip
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest

from hearingsite.prepare import prepare
from hearingsite.public.hosting import POLICY
from hearingsite.settings import load_settings
from hearingsite.values import Moment
from tests.documents import Documents, file_of, routes_of

NOW = Moment.parse("2026-11-25T09:00").at
SITE = "https://hearings.example"


@pytest.fixture(scope="session")
def documents(whole_site: Path) -> Documents:
    """Every page of the demonstration site."""
    return Documents(whole_site, routes_of(whole_site))


def elements(page: Element, *tags: str) -> Iterator[Element]:
    """Every element with one of some tags."""
    return (element for element in page.iter() if element.tag in tags)


def text_of(element: Element) -> str:
    """The text of an element, blanks folded."""
    return " ".join("".join(element.itertext()).split())


def test_every_planned_page_is_there(documents: Documents, root: Path) -> None:
    """The pages of the folder are exactly the pages of the plan."""
    plan = prepare(load_settings(root), NOW).site_plan
    assert set(documents) == {page.route for page in plan.pages} | plan.site.stock_routes


def test_every_page_has_one_heading_and_its_marks(documents: Documents) -> None:
    """A page has a language, one h1, a title, a description, landmarks and its own address."""
    for route, page in documents.items():
        assert page.get("lang") == ("cy" if route.startswith("/cy/") else "en"), route
        assert len(list(elements(page, "h1"))) == 1, route
        assert [len(list(elements(page, tag))) for tag in ("main", "header", "footer")] >= [1, 1, 1], route
        assert text_of(next(elements(page, "title"))), route
        metas = {meta.get("name"): meta.get("content") for meta in elements(page, "meta")}
        assert metas["description"], route
        canonical = [link.get("href") for link in elements(page, "link") if link.get("rel") == "canonical"]
        assert canonical == [SITE + route], route


def test_titles_tell_pages_apart(documents: Documents) -> None:
    """No two pages have the same title."""
    titles = Counter(text_of(next(elements(page, "title"))) for page in documents.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_leads_to_itself_in_the_other_language(documents: Documents, whole_site: Path) -> None:
    """Each page names both languages in `hreflang`, links to the other one in sight, and is linked back."""
    for route, page in documents.items():
        there = route.removeprefix("/cy") if route.startswith("/cy/") else f"/cy{route}"
        marked = {link.get("hreflang"): link.get("href") for link in elements(page, "link") if link.get("hreflang")}
        assert set(marked.values()) == {SITE + route, SITE + there}, route
        assert there in {link.get("href") for link in elements(page, "a") if link.get("hreflang")}, route
        assert file_of(whole_site, there).is_file(), route


def test_english_inside_welsh_is_marked(documents: Documents) -> None:
    """Where a text was not translated, the Welsh page shows the English and says that it is English."""
    page = documents["/cy/hearings/as-2023-014/"]
    marked = " ".join(text_of(element) for element in page.iter() if element.get("lang") == "en")
    assert "concealed his communications with Ms A" in marked
    assert "From late 2021 he attempted to establish a meeting with her." in marked
    translated = documents["/cy/hearings/wld-2023-002/"]
    assert not [
        element for element in translated.iter() if element.get("lang") == "en" and "prose" in str(element.get("class"))
    ]


def test_headings_leave_no_level_out(documents: Documents) -> None:
    """Headings go down one level at a time, so that a screen reader's list of them makes sense."""
    for route, page in documents.items():
        levels = [int(str(heading.tag)[1]) for heading in elements(page, "h1", "h2", "h3", "h4", "h5", "h6")]
        jumps = [(above, below) for above, below in itertools.pairwise(levels) if below > above + 1]
        assert (levels[0], jumps) == (1, []), route


def test_nothing_is_inline_and_the_policy_is_strict(documents: Documents) -> None:
    """No script but the search's file, where there is a search box; no inline style, no handler; the policy forbids them."""
    searching = {f"{root}{route}" for root in ("", "/cy") for route in ("/", "/search/")}
    for route, page in documents.items():
        assert list(elements(page, "style", "iframe", "object", "embed")) == [], route
        scripts = [(str(script.get("src")), script.text) for script in elements(page, "script") if script.get("src")]
        inline = [script for script in elements(page, "script") if not script.get("src")]
        assert all(script.get("type") == "application/ld+json" for script in inline), route
        assert (len(scripts), len(list(elements(page, "form")))) == ((1, 1) if route in searching else (0, 0)), route
        assert all(re.fullmatch(r"/theme/search\.[0-9a-f]{10}\.js", source) and not text for source, text in scripts), (
            route
        )
        for element in page.iter():
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")], route
        policies = [meta.get("content") for meta in elements(page, "meta") if meta.get("http-equiv")]
        assert len(policies) == 1, route
        assert "default-src 'none'" in str(policies[0])
        assert "unsafe" not in str(policies[0])


def test_no_page_loads_anything_from_another_host(documents: Documents, whole_site: Path) -> None:
    """Whatever a page loads is a file of this site; stylesheets import and fetch nothing."""
    for route, page in documents.items():
        loaded = [link.get("href") for link in elements(page, "link") if link.get("rel") in {"stylesheet", "icon"}]
        loaded += [element.get("src") for element in elements(page, "img", "audio", "video", "source", "track")]
        assert all(str(address).startswith("/") and not str(address).startswith("//") for address in loaded), route
    for sheet in whole_site.rglob("*.css"):
        assert not re.search(r"@import|url\(|https?:", sheet.read_text("utf-8"))


def test_every_link_leads_somewhere(documents: Documents, whole_site: Path) -> None:
    """Every link within the site leads to a file, and every fragment to an element of that page."""
    for route, page in documents.items():
        named = [element.get("href") for element in elements(page, "a", "link")]
        named += [element.get("src") for element in elements(page, "img", "script") if element.get("src")]
        named += [element.get("action") for element in elements(page, "form")]
        for address in (str(name).removeprefix(SITE) for name in named):
            parts = urlsplit(address)
            if parts.scheme in {"https", "mailto", "tel"}:
                continue
            assert parts.scheme == "", (route, address)
            target = unquote(parts.path) or route
            assert file_of(whole_site, target).is_file(), (route, address)
            if parts.fragment:
                assert parts.fragment in documents.ids_in(target), (route, address)


def test_every_address_in_feeds_calendars_and_data_leads_somewhere(whole_site: Path) -> None:
    """An address of this site in a feed, calendar, table, list of feeds or sitemap is that of a file."""
    endings = (".atom", ".rss", ".json", ".ics", ".csv", ".opml", ".xml", ".txt")
    counted = Counter[str]()
    for file in whole_site.rglob("*"):
        if file.is_file() and file.name.endswith(endings):
            text = file.read_bytes().decode("utf-8").replace("\r\n ", "")
            for address in re.findall(rf"{re.escape(SITE)}(/[^\s\"'<>,;)\\&]*)", text):
                route = unquote(urlsplit(address).path)
                target = file_of(whole_site, route)
                # The examples of the data dictionary are addresses of no hearing.
                is_example = file.name == "datapackage.json" and route.startswith("/hearings/abc-2024-001/")
                assert target.is_file() or is_example, address
                counted[file.suffix] += 1
    assert set(counted) >= {".atom", ".rss", ".json", ".ics", ".csv", ".opml", ".xml"}


def test_ids_are_unique(documents: Documents) -> None:
    """No page has an id twice."""
    for route, page in documents.items():
        ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
        assert [id_ for id_, count in ids.items() if count > 1] == [], route


def test_invented_hearings_are_marked_on_every_page(documents: Documents) -> None:
    """Each page that names a hearing of the demonstration force says plainly that it is invented, and is not indexed."""
    marked = [route for route, page in documents.items() if re.search(r"WLD-\d", text_of(page))]
    assert len(marked) > 60
    for route in marked:
        said = ("Invented demonstration." in text_of(documents[route])) or (
            "Enghraifft ddychmygol." in text_of(documents[route])
        )
        assert said, route
        if "/hearings/wld-" in route:
            robots = [
                meta.get("content") for meta in elements(documents[route], "meta") if meta.get("name") == "robots"
            ]
            assert robots == ["noindex"], route


def test_nothing_hidden_today_is_in_any_file(whole_site: Path) -> None:
    """What the demonstrations keep back today (an embargo, a case before a court, a takedown) is in no file."""
    files = [file for file in whole_site.rglob("*") if file.is_file() and file.name != "record.schema.json"]
    public = "".join(file.read_bytes().decode("utf-8", "replace") for file in files)
    hidden = ["WLD-2027-001", "wld-2027-001", "Cordelia Wexham", "Beatrix Thornley", "Farrow", "editor_note"]
    assert [word for word in hidden if word in public] == []


def test_a_hearing_fits_into_thirty_kilobytes(documents: Documents, whole_site: Path) -> None:
    """A hearing's page and all it loads stay small enough for a phone on a poor line; no font is among it."""

    def compressed(route: str) -> int:
        return len(gzip.compress(file_of(whole_site, route).read_bytes()))

    hearings = {route: page for route, page in documents.items() if "/hearings/" in route}
    assert len(hearings) > 40
    for route, page in hearings.items():
        loaded = [link.get("href") for link in elements(page, "link") if link.get("rel") in {"stylesheet", "icon"}]
        loaded += [element.get("src") for element in elements(page, "img", "script") if element.get("src")]
        assert len(loaded) < 10, route
        assert sum(map(compressed, [route, *map(str, loaded)])) <= 30 * 1024, route
    assert not [file for file in whole_site.rglob("*") if re.fullmatch(r"\.(woff2?|[ot]tf|eot)", file.suffix)]


def directives(policy: str) -> dict[str, set[str]]:
    """A content security policy by its directives."""
    parts = (part.split() for part in policy.split(";"))
    return {name: set(values) for name, *values in parts}


def test_a_page_never_asks_for_more_than_the_host_allows(documents: Documents) -> None:
    """Both policies count, so the host's allows what any page needs, and each page's forbids what that one does not.

    Only pages with a search box may run a script, ask for its index and send a form.
    """
    sent = directives(POLICY)
    for route, page in documents.items():
        meta = next(meta.get("content") for meta in elements(page, "meta") if meta.get("http-equiv"))
        own = directives(str(meta))
        for name in {*own, *sent} - {"frame-ancestors"}:
            assert own.get(name, own["default-src"]) - {"'none'"} <= sent.get(name, sent["default-src"]), (route, name)
        has_box = bool(list(elements(page, "form")))
        for name in ("script-src", "connect-src", "form-action"):
            assert own.get(name, own["default-src"]) == ({"'self'"} if has_box else {"'none'"}), (route, name)


def test_every_host_is_told_the_same_policy(whole_site: Path) -> None:
    """The four files for hosts hold the same policy, each once."""
    for name in ("_headers", ".htaccess", ".server/nginx.conf", ".server/Caddyfile"):
        lines = (whole_site / name).read_text("utf-8").splitlines()
        policies = [line for line in lines if "Content-Security-Policy" in line]
        assert [POLICY in line for line in policies] == [True], name
