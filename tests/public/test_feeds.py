"""Every feed of the whole site, read by parsers that nobody here wrote and held against the rules of the formats."""

import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from selectolax.lexbor import LexborHTMLParser

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "--now=2026-11-25T09:00"
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
SITE = "https://hearings.example"
LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# What XML 1.0 lets into a document.
LEGAL = re.compile("[\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def feeds_of(site: Path, form: str) -> Iterator[tuple[Path, str]]:
    """Every feed of a form, with its language."""
    for file in sorted((*site.rglob(f"feed.{form}"), *site.rglob(f"feeds/*.{form}"))):
        yield file, "cy" if file.relative_to(site).parts[0] == "cy" else "en"


def read_feed(file: Path) -> feedparser.FeedParserDict:
    """Parse a feed."""
    feed = feedparser.parse(file.read_bytes())
    assert not feed.bozo, (file, feed.get("bozo_exception"))
    return feed


def address_of(site: Path, file: Path) -> str:
    """The address of a file of the site."""
    return f"{SITE}/{file.relative_to(site).as_posix()}"


def is_absolute(url: str) -> bool:
    """Whether an address says where it is."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(parts.netloc)


def check_html(html: str) -> None:
    """Every address in an entry is absolute, and nothing in it runs."""
    tree = LexborHTMLParser(html)
    assert not tree.css("script, style, iframe, form")
    for node in tree.css("[href], [src]"):
        assert is_absolute(str(node.attributes.get("href") or node.attributes.get("src"))), html


def texts(element: ET.Element, tag: str) -> list[str]:
    """The texts of an element's children of a kind."""
    return [child.text or "" for child in element.findall(tag)]


def test_every_list_has_its_feed_in_every_form(whole_site: Path) -> None:
    """Each force, outcome, standard, rank and year that has a page has three forms of a feed, and so has the site."""
    pages = {
        file.parent
        for kind in ("forces", "outcomes", "standards", "ranks", "years")
        for file in whole_site.rglob(f"{kind}/*/index.html")
        if file.parent.name != "page"
    }
    assert len(pages) > 60
    for form in ("rss", "atom", "json"):
        found = {file.parent for file, _ in feeds_of(whole_site, form)} - {
            whole_site / "feeds",
            whole_site / "cy/feeds",
        }
        assert found == pages
        for name in ("outcomes", "notices", "changes"):
            assert (whole_site / "feeds" / f"{name}.{form}").is_file()
            assert (whole_site / "cy" / "feeds" / f"{name}.{form}").is_file()


def test_atom(whole_site: Path) -> None:
    """RFC 4287: what is required is there, once; ids differ; dates have the form and the order of the RFC."""
    for file, lang in feeds_of(whole_site, "atom"):
        assert LEGAL.fullmatch(file.read_text("utf-8")), file
        feed = ET.fromstring(file.read_bytes())  # noqa: S314 -- our own bytes
        read_feed(file)
        assert feed.tag == f"{ATOM}feed"
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == LANGUAGES[lang]
        for tag in ("id", "title", "updated", "author"):
            assert len(feed.findall(ATOM + tag)) == 1, (file, tag)
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == address_of(whole_site, file)
        assert all(is_absolute(str(href)) for href in links.values())
        entries = feed.findall(f"{ATOM}entry")
        ids = [texts(entry, f"{ATOM}id")[0] for entry in entries]
        assert len(set(ids)) == len(ids), file
        newest = []
        for entry in entries:
            check_atom_entry(entry)
            newest += texts(entry, f"{ATOM}updated")
        newest += [str(one.get("when")) for one in feed.findall(DELETED)]
        assert texts(feed, f"{ATOM}updated") == [max(newest, default="2000-01-01T00:00:00Z")]
        assert not {str(one.get("ref")) for one in feed.findall(DELETED)} & set(ids)


def check_atom_entry(entry: ET.Element) -> None:
    """An entry has what RFC 4287 asks for; it was never updated before it was published."""
    for tag in ("id", "title", "published", "updated", "content"):
        assert len(entry.findall(ATOM + tag)) == 1, tag
    published, updated = texts(entry, f"{ATOM}published")[0], texts(entry, f"{ATOM}updated")[0]
    assert RFC3339.fullmatch(published)
    assert RFC3339.fullmatch(updated)
    assert published <= updated
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("rel") == "alternate"
    assert is_absolute(str(link.get("href")))
    assert all(one.get("term") and one.get("label") for one in entry.findall(f"{ATOM}category"))
    check_html(texts(entry, f"{ATOM}content")[0])


def test_rss(whole_site: Path) -> None:
    """RSS 2.0 and its best practices: required elements, atom:link to itself, dates of RFC 822, ids that are no links."""
    for file, lang in feeds_of(whole_site, "rss"):
        assert LEGAL.fullmatch(file.read_text("utf-8")), file
        read_feed(file)
        channel = ET.fromstring(file.read_bytes()).find("channel")  # noqa: S314
        assert channel is not None
        for tag in ("title", "link", "description", "language", "lastBuildDate"):
            assert len(texts(channel, tag)) == 1, (file, tag)
            assert texts(channel, tag)[0], (file, tag)
        assert texts(channel, "language") == [LANGUAGES[lang]]
        itself = channel.find(f"{ATOM}link")
        assert itself is not None
        assert (itself.get("rel"), itself.get("href")) == ("self", address_of(whole_site, file))
        guids = [guid for item in channel.findall("item") for guid in texts(item, "guid")]
        assert len(guids) == len(set(guids)) == len(channel.findall("item")) <= 50
        days = [parsedate_to_datetime(texts(item, "pubDate")[0]) for item in channel.findall("item")]
        assert days == sorted(days, reverse=True)
        assert all(day.utcoffset() == dt.timedelta(0) for day in days)
        for item in channel.findall("item"):
            guid = item.find("guid")
            assert guid is not None
            assert guid.get("isPermaLink") == "false"
            assert texts(item, "title")[0]
            assert is_absolute(texts(item, "link")[0])
            check_html(texts(item, "description")[0])


def test_json(whole_site: Path) -> None:
    """JSON Feed 1.1: version, title, its own address; each item with an id, content and dates of RFC 3339."""
    for file, lang in feeds_of(whole_site, "json"):
        feed = json.loads(file.read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert (feed["feed_url"], feed["language"]) == (address_of(whole_site, file), LANGUAGES[lang])
        assert feed["title"]
        assert is_absolute(feed["home_page_url"])
        ids = [item["id"] for item in feed["items"]]
        assert len(ids) == len(set(ids))
        for item in feed["items"]:
            assert RFC3339.fullmatch(item["date_published"])
            assert RFC3339.fullmatch(item["date_modified"])
            assert is_absolute(item["url"])
            check_html(item["content_html"])


def test_three_forms_tell_the_same(whole_site: Path) -> None:
    """The same ids, titles, dates and texts in the same order, whichever form a reader takes."""
    for file, _ in feeds_of(whole_site, "json"):
        items: list[dict[str, Any]] = json.loads(file.read_bytes())["items"]
        for form in ("rss", "atom"):
            root = ET.fromstring(file.with_suffix(f".{form}").read_bytes())  # noqa: S314
            keys: tuple[str, ...]
            if form == "atom":
                tags = ("id", "title", "published", "updated", "content")
                entries = [[texts(one, ATOM + tag)[0] for tag in tags] for one in root.findall(f"{ATOM}entry")]
                keys = ("id", "title", "date_published", "date_modified", "content_html")
            else:
                entries = [
                    [texts(one, tag)[0] for tag in ("guid", "title", "link", "description")]
                    for one in root.iter("item")
                ]
                keys = ("id", "title", "url", "content_html")
            assert entries == [[item[key] for key in keys] for item in items], (file, form)


def test_an_entry_is_complete(whole_site: Path) -> None:
    """An outcome has a permanent id, an absolute address, a day, the full text and categories; a term's feed the summary."""
    feed = read_feed(whole_site / "feeds" / "outcomes.rss")
    entry = next(entry for entry in feed.entries if "AS-2023-014" in entry.id)
    assert (feed.version, feed.feed.language) == ("rss20", "en-GB")
    assert entry.id == "tag:hearings.example,2026-01-01:AS-2023-014/outcome"
    assert (entry.guidislink, entry.link) == (False, "https://hearings.example/hearings/as-2023-014/")
    assert entry.published == "Tue, 19 Dec 2023 09:00:00 +0000"
    assert entry.title == "PC X (former constable) would have been dismissed for gross misconduct"
    assert "17 calls" in entry.summary
    assert "Honesty and integrity" in {tag.term for tag in entry.tags}
    short = read_feed(whole_site / "forces" / "avon-and-somerset" / "feed.rss")
    assert [one.id for one in short.entries] == [entry.id]
    assert "17 calls" not in short.entries[0].summary


def test_invented_hearings_say_so(whole_site: Path) -> None:
    """Every entry of the demonstration force says in its title and its text that it is invented."""
    for name in ("outcomes", "notices", "changes"):
        invented = [one for one in read_feed(whole_site / "feeds" / f"{name}.atom").entries if ":WLD-" in one.id]
        assert len(invented) > 5
        for entry in invented:
            assert entry.title.startswith("[Demonstration] ")
            assert "invented hearing of an invented force" in entry.content[0].value


def test_a_change_names_no_verdict(whole_site: Path) -> None:
    """The title of a change names neither a person nor a level or a finding: only what happened, and to which hearing."""
    for entry in json.loads((whole_site / "feeds" / "changes.json").read_bytes())["items"]:
        title = entry["title"].removeprefix("[Demonstration] ")
        assert re.search(r": [A-Z]+-\d{4}-\d+ \(\w+( and \w+)*\)$", title) or title.endswith("no longer published")
        assert not re.search(r"misconduct|proven|dismissed w|PC |officer", title.split(": ")[0])


def test_pages_tell_of_their_feeds(whole_site: Path) -> None:
    """A page with a feed links to each form of it; every link leads somewhere, in the language of the page."""
    for page in whole_site.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text("utf-8"))
        links = [node.attributes for node in tree.css('link[rel="alternate"][type]')]
        assert links, page
        for link in links:
            href = str(link["href"])
            assert (whole_site / href.removeprefix("/")).is_file(), (page, href)
            assert href.startswith("/cy/") == (page.relative_to(whole_site).parts[0] == "cy")
    own = LexborHTMLParser((whole_site / "forces/wealdshire/index.html").read_text("utf-8"))
    assert {str(node.attributes["href"]).rsplit("/", 1)[0] for node in own.css('link[rel="alternate"][type]')} == {
        "/forces/wealdshire"
    }


def test_the_list_of_feeds(whole_site: Path) -> None:
    """The list names every feed once, and each is there."""
    for folder, lang in ((whole_site, "en"), (whole_site / "cy", "cy")):
        root = ET.fromstring((folder / "feeds" / "feeds.opml").read_bytes())  # noqa: S314
        assert (root.tag, root.get("version")) == ("opml", "2.0")
        listed = [str(outline.get("xmlUrl")) for outline in root.iter("outline")]
        here = [address_of(whole_site, file) for file, one in feeds_of(whole_site, "rss") if one == lang]
        assert sorted(listed) == sorted(here)
        assert all(outline.get("type") == "rss" and outline.get("text") for outline in root.iter("outline"))


def test_a_hub_is_told(project: Path, run: Run) -> None:
    """With a hub in the settings, each form links to it; without one, none does; an address that is none is a fault."""
    settings = project / "pelicanconf.py"
    text = settings.read_text("utf-8")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    assert not read_feed(project / "output/feeds/outcomes.atom").feed.links[2:]
    hub = "https://hub.example/push"
    settings.write_text(text + f'\nHEARINGSITE["websub_hub"] = "{hub}"\n', "utf-8")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    for form in ("atom", "rss"):
        links = read_feed(project / f"output/feeds/outcomes.{form}").feed.links
        assert [link.href for link in links if link.rel == "hub"] == [hub]
    feed = json.loads((project / "output/feeds/outcomes.json").read_bytes())
    assert feed["hubs"] == [{"type": "WebSub", "url": hub}]


@pytest.mark.parametrize("hub", ["hub.example", "http://hub.example/", "https://", "https://a b.example/", 5])
def test_a_hub_without_an_address_is_a_fault(project: Path, run: Run, hub: object) -> None:
    """What is no https address is told with its code."""
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'\nHEARINGSITE["websub_hub"] = {hub!r}\n')
    done = run(project, "hearingsite", "check", NOW)
    assert done.returncode == 2
    assert "HS718" in done.stdout + done.stderr


def test_an_id_outlives_title_text_and_domain(project: Path, run: Run) -> None:
    """When the site moves and a record is corrected, every id stays."""
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    before = read_feed(project / "output/feeds/outcomes.rss").entries[0]
    settings, record = project / "pelicanconf.py", project / "content" / "hearings" / "2023" / "as-2023-014.md"
    settings.write_text(settings.read_text("utf-8").replace(SITE, "https://moved.example"), "utf-8")
    record.write_text(record.read_text("utf-8").replace("rank: constable", "rank: sergeant"), "utf-8")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    after = read_feed(project / "output/feeds/outcomes.rss").entries[0]
    assert (after.id, after.published) == (before.id, before.published)
    assert after.title != before.title
    assert after.link == "https://moved.example/hearings/as-2023-014/"


def test_an_empty_feed_is_valid_and_always_the_same(project: Path, run: Run) -> None:
    """A site without outcomes has a valid feed whose bytes do not depend on the clock."""
    shutil.rmtree(project / "content" / "hearings")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    feed = read_feed(project / "output/feeds/outcomes.rss")
    assert (feed.entries, feed.feed.updated) == ([], "Sat, 01 Jan 2000 00:00:00 +0000")
