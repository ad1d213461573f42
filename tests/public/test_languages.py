"""Languages marked (WCAG 3.1.2): on a Welsh page, whatever is English stands in an element that says so."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest
from msgspec import Struct

from hearingsite.prepare import prepare
from hearingsite.public.model import PublicForce, PublicHearing
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import Moment, Text
from tests.documents import Documents, routes_of
from tests.quick import Quick

NOW: Final = Moment.parse("2026-11-25T09:00").at
# English words that are no Welsh ones, without which nobody writes English for long.
ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|that|was|were|for|with|had|by|not|which|who|been|from|because|she|his|they"
    r"|hearings?|misconduct|officers|police|about|should|private|search|page)\b",
    re.IGNORECASE,
)
# Attributes that are read to somebody or shown.
TOLD: Final = ("aria-label", "title", "alt", "content")
# Addresses, names of files, and of help lines that work in English.
NO_WORDS: Final = (
    r"https://\S+",
    r"\b[\w.]+\.(?:csv|json|sqlite)\b",
    "Rape and Sexual Abuse Support Line",
    r"Officer [A-Z]",
)
# A designation that stands for a name is the same in every language.
LIKE_A_NAME: Final = re.compile(r"[A-Z].* [A-Z]{1,2}\d?|[A-Z].* \d{1,3}")


def texts_in(element: Element, lang: str = "") -> Iterator[tuple[str, str]]:
    """Every text below an element that somebody reads or hears, and the language that it says it is in."""
    own = "code" if element.tag in ("code", "script") else element.get("lang", lang)
    yield from ((element.get(name, ""), own) for name in TOLD)
    yield element.text or "", own
    for child in element:
        yield from texts_in(child, own)
        yield child.tail or "", own


def said_in_welsh(page: Element) -> list[str]:
    """The texts of a page that stand there as Welsh."""
    return [" ".join(text.split()) for text, lang in texts_in(page) if lang == "cy" and text.strip()]


def english_alone(value: Any) -> Iterator[str]:
    """Every text of a hearing that has no Welsh; the account aside, of which the page shows no line as it was typed."""
    if isinstance(value, Text) and value.cy is None and not LIKE_A_NAME.fullmatch(value.en):
        yield value.en
    elif isinstance(value, Struct) and not isinstance(value, PublicForce):
        for name in value.__struct_fields__:
            one = getattr(value, name)
            if name in ("asked_by", "asked_for", "lifted_by") and one:
                yield from english_alone(Text(one))
            elif name != "account":
                yield from english_alone(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from english_alone(one)


@pytest.fixture(scope="module")
def hearings(root: Path) -> tuple[PublicHearing, ...]:
    """The public hearings of the demonstration site."""
    return release(prepare(load_settings(root), NOW).register, NOW).register.hearings


@pytest.fixture(scope="module")
def documents(whole_site: Path) -> Documents:
    """The Welsh pages of the demonstration site."""
    return Documents(whole_site, [route for route in routes_of(whole_site) if route.startswith("/cy/")])


def test_no_text_of_a_record_passes_for_welsh(documents: Documents, hearings: tuple[PublicHearing, ...]) -> None:
    """A text that has no Welsh stands in English on its Welsh page, and no element says that it is Welsh."""
    unmarked = []
    for hearing in hearings:
        named = {one.designation.en for one in hearing.people if one.is_named}
        named |= {one.designation for one in hearing.officers if one.is_named}
        welsh = said_in_welsh(documents[f"/cy/hearings/{hearing.reference.lower()}/"])
        for text in map(str.strip, english_alone(hearing)):
            one = " ".join(text.split())
            capital = one[:1].upper() + one[1:]
            # One word may be a place, which a Welsh text names too.
            is_long = " " in one and one not in named
            unmarked += [
                (hearing.reference, said)
                for said in welsh
                if (one not in named and said in (one, capital)) or (is_long and (one in said or capital in said))
            ]
    assert unmarked == []


def test_no_page_has_english_that_passes_for_welsh(documents: Documents, hearings: tuple[PublicHearing, ...]) -> None:
    """Nothing that is marked as Welsh, on any Welsh page, has words that are English alone, but names and addresses."""
    names = {one for hearing in hearings for one in (hearing.force.name.en, hearing.force.short.en)}
    no_words = re.compile("|".join([*map(re.escape, sorted(names, reverse=True)), *NO_WORDS]))
    assert len(documents) > 80
    unmarked = {
        said: route
        for route in documents
        for said in said_in_welsh(documents[route])
        if ENGLISH.search(no_words.sub("", said))
    }
    assert unmarked == {}


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>Pwy ofynnodd: the officer.</p>", ["Pwy ofynnodd: the officer."]),
        ('<p>Pwy ofynnodd: <span lang="en">the officer</span>.</p>', []),
        ('<nav aria-label="The page">Y dudalen</nav>', ["The page"]),
        ("<p>Codwyd y cyfyngiad gan y cadeirydd.</p>", []),
        ('<div lang="en"><p>The account <span lang="cy">of the</span> case.</p></div>', ["of the"]),
    ],
)
def test_english_is_found(page: str, found: list[str]) -> None:
    """The words above find English in a text and in an attribute, and let Welsh and what is marked go."""
    parsed = html5lib.parse(f'<html lang="cy">{page}', namespaceHTMLElements=False)
    assert [said for said in said_in_welsh(parsed) if ENGLISH.search(said)] == found


def test_the_name_of_the_site_is_welsh_or_marked(documents: Documents, project: Path, quick: Quick) -> None:
    """Welsh pages have the Welsh name; without one they have the English name, which says that it is English."""
    assert "Gwrandawiadau camymddwyn" in said_in_welsh(documents["/cy/"])
    settings = project / "pelicanconf.py"
    with settings.open("a", encoding="utf-8") as config:
        config.write('\ndel HEARINGSITE["names"]\n')
    assert quick(project, "build", "--now=2026-11-25T09:00").returncode == 0
    page = Documents((project / "output").resolve(), ["/cy/"])["/cy/"]
    assert [text for text, lang in texts_in(page) if lang == "en" and text.strip()].count("Misconduct hearings") == 2


def feeds_in_welsh(whole_site: Path, form: str) -> Iterator[feedparser.FeedParserDict]:
    """Every Welsh feed of a form, as a reader of feeds has it."""
    for file in sorted((whole_site / "cy").rglob(f"*.{form}")):
        yield feedparser.parse(file.read_bytes())


def contents_of(whole_site: Path) -> Iterator[str]:
    """The HTML of every entry of every Welsh feed."""
    for form in ("atom", "rss"):
        for feed in feeds_in_welsh(whole_site, form):
            for entry in feed.entries:
                yield entry.content[0].value if form == "atom" else entry.summary
    for file in (whole_site / "cy").rglob("*.json"):
        if "feed" in file.relative_to(whole_site / "cy").as_posix():
            yield from (item["content_html"] for item in json.loads(file.read_bytes())["items"])


def entry_of(feed: Path, reference: str, kind: str) -> feedparser.FeedParserDict:
    """An entry of a feed."""
    entries = feedparser.parse(feed.read_bytes()).entries
    return next(entry for entry in entries if f":{reference}/" in entry.id and entry.id.endswith(f"/{kind}/cy"))


def test_no_entry_of_a_welsh_feed_has_english_that_passes_for_welsh(
    whole_site: Path, hearings: tuple[PublicHearing, ...]
) -> None:
    """In the HTML of every entry, whatever is English stands in an element that says so."""
    names = {one for hearing in hearings for one in (hearing.force.name.en, hearing.force.short.en)}
    no_words = re.compile("|".join([*map(re.escape, sorted(names, reverse=True)), *NO_WORDS]))
    contents = set(contents_of(whole_site))
    assert len(contents) > 50
    unmarked = set()
    for content in contents:
        page = html5lib.parse(f'<html lang="cy">{content}', namespaceHTMLElements=False)
        unmarked |= {said for said in said_in_welsh(page) if ENGLISH.search(no_words.sub("", said))}
    assert unmarked == set()


def test_an_english_summary_in_a_welsh_feed_says_so(
    whole_site: Path, hearings: tuple[PublicHearing, ...], project: Path, quick: Quick
) -> None:
    """A summary without Welsh is English for a reader of feeds, in each form; one that has Welsh is not."""
    record = project / "content/hearings/2023/as-2023-014.md"
    text = record.read_text("utf-8").replace(
        "\nofficers:", "\nsummary: The panel heard one & the same case.\n\nofficers:"
    )
    record.write_text(text, "utf-8")
    assert quick(project, "build", "--now=2026-11-25T09:00").returncode == 0
    feeds = (project / "output/cy/feeds").resolve()
    atom = entry_of(feeds / "outcomes.atom", "AS-2023-014", "outcome")
    assert (atom.summary, atom.summary_detail.language) == ("The panel heard one & the same case.", "en")
    assert atom.title_detail.language == "cy-GB"
    told = '<p lang="en">The panel heard one &amp; the same case.</p>'
    assert told in atom.content[0].value
    assert told in entry_of(feeds / "outcomes.rss", "AS-2023-014", "outcome").summary
    (item,) = json.loads((feeds / "outcomes.json").read_bytes())["items"]
    assert (item["language"], item["content_html"][:15]) == ("en-GB", '<div lang="cy">')
    (english,) = json.loads((feeds.parents[1] / "feeds/outcomes.json").read_bytes())["items"]
    assert "language" not in english
    translated = next(one for one in hearings if one.published and one.summary and one.summary.cy)
    other = entry_of(whole_site / "cy/feeds/outcomes.atom", translated.reference, "outcome")
    assert other.summary_detail.language == "cy-GB"


def test_what_an_editor_wrote_of_a_change_says_that_it_is_english(whole_site: Path) -> None:
    """A summary of two languages is HTML: the sentence of the site is Welsh, the editor's is marked."""
    entries = feedparser.parse((whole_site / "cy/feeds/changes.atom").read_bytes()).entries
    summary = next(one.summary_detail for one in entries if "The hearing was postponed" in one.summary)
    assert summary.type == "text/html"
    assert '<span lang="en">The hearing was postponed, and the new days were added.</span>' in summary.value
    assert summary.language == "cy-GB"
