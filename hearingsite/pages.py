"""The ordinary pages, which Pelican prints from content/pages: which there are, and what must not stand in them.

Their writers may use HTML, so the checks here are fewer than those of an account.
"""

import html
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.records.misplaced import is_record
from hearingsite.records.source import Source, line_and_column, read_source
from hearingsite.vocabulary.codes import Language
from hearingsite.walk import FoundFile, walk_files, written

# Where Pelican finds ordinary pages, and the one rule by which their files become routes.
STOCK_PAGES: Final = "pages"
STOCK_ROUTE: Final = later(r"pages/(?:en/)?(?P<page_route>(?:(?P<lang>cy)/)?.+?)(?:/index)?\.md")

# A scheme that runs a program, where a link or an attribute may begin; browsers overlook tabs and line ends in it, and control signs before it.
_SCHEMES: Final = "|".join(r"[\t\n\r]*".join(scheme) for scheme in ("javascript", "vbscript", "data:text"))
_RUNS: Final = later(rf"(?:\]\(|\]:|=|<)[\x00-\x20<\"']{{0,200}}+(?P<scheme>{_SCHEMES})\s*[:/]", re.IGNORECASE)
_FROM_FILES: Final = later(r"(?:\]\(|\]:|=\s*[\"']?)\s*<?\s*(?P<scheme>[{|](?:static|attach)[}|])", re.IGNORECASE)

# What a browser runs or loads: elements, and attributes that are programs. Words like these go between backquotes as &lt;.
_ELEMENTS: Final = (
    "applet|audio|base|body|button|dialog|embed|form|frame|frameset|head|html|iframe|img|input|link|math|meta|noembed|noframes"
    "|noscript|object|picture|plaintext|portal|script|select|source|style|svg|template|textarea|title|track|video|xmp"
)
_ATTRIBUTES: Final = "on[a-z]+|style|background|ping|src|srcset|srcdoc|action|formaction|poster|attributionsrc"
_ACTIVE: Final = later(
    rf"<\s*(?:(?P<element>{_ELEMENTS})\b(?!@)"
    rf"|[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?<=[\s/\"'])(?P<attribute>{_ATTRIBUTES})\s*=)",
    re.IGNORECASE,
)
# Attributes that an extension of Markdown makes: "{: onclick=…}".
_MADE: Final = later(rf"\{{:?[^{{}}\n]*?(?<=[\s{{:])(?P<attribute>{_ATTRIBUTES})\s*=", re.IGNORECASE)
_PICTURE: Final = later(r"!\[(?!\^)[^\[\]\n]*+\](?:\(|\[|:)")


# The lines at the top of a page, up to the first that is none; a line of hyphens may stand around them.
_FACT: Final = later(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")


# What Pelican would take from there, and what it prints only elsewhere or not at all.
_OF_FILE: Final = frozenset({"save_as", "url", "lang", "slug", "status", "template", "translation"})


class OrdinaryPage(Struct, frozen=True):
    """A page of content/pages: its route and its language."""

    route: str
    lang: Language


def read_pages(content: Path, project: Path) -> Iterator[OrdinaryPage | Diagnostic]:
    """Yield every ordinary page and every finding about them."""
    for file in walk_files(content / STOCK_PAGES, project):
        if isinstance(file, Diagnostic):
            yield file
        elif not file.name.endswith(".md"):
            message = "This file is not read: an ordinary page's name ends in .md."
            yield Diagnostic(Place(written(file.path, project)), "HS116", message, "Rename it, or move it away.")
        elif not is_record(file):  # that it is in the wrong place is told by itself
            yield from _read_page(file, content, project)


def page_sources(content: Path, project: Path) -> Iterator[tuple[OrdinaryPage, Source]]:
    """Yield every ordinary page that can be read, with its source."""
    for file in walk_files(content / STOCK_PAGES, project):
        page = _page_of(file, content) if isinstance(file, FoundFile) else None
        source = read_source(file.path, written(file.path, project)) if page and isinstance(file, FoundFile) else None
        if page and isinstance(source, Source):
            yield page, source


def _page_of(file: FoundFile, content: Path) -> OrdinaryPage | None:
    match = STOCK_ROUTE.fullmatch(Path(file.path).relative_to(content).as_posix())
    return OrdinaryPage(f"/{match['page_route']}/", "cy" if match["lang"] else "en") if match else None


def _read_page(file: FoundFile, content: Path, project: Path) -> Iterator[OrdinaryPage | Diagnostic]:
    page = _page_of(file, content)
    if page:
        yield page
    source = read_source(file.path, written(file.path, project))
    if isinstance(source, Diagnostic):
        yield source
    else:
        yield from _check_facts(source)
        yield from _check_links(source)
        yield from _check_active(source)


def _check_facts(source: Source) -> Iterator[Diagnostic]:
    """Refuse what Pelican would pass over without a word about where: no title, another place than the file's own."""
    has_title = False
    lines = source.text.split("\n")
    for number, line in enumerate(lines, 1):
        fact = _FACT.match(line)
        if not fact and not (number == 1 and line.startswith("---")) and not line.startswith(" "):
            break
        key = fact["key"].lower() if fact else ""
        has_title |= key == "title" and bool(fact and fact["value"].strip())
        if key in _OF_FILE:
            message = f'A page cannot say "{fact["key"] if fact else key}": its address and language come from where its file lies.'
            yield Diagnostic(Place(source.path, number, 1), "HS811", message, "Delete the line, or move the file.")
    if not has_title:
        message = "This page has no title."
        hint = 'Write it on the first line, for example "Title: How to attend".'
        yield Diagnostic(Place(source.path, 1, 1), "HS810", message, hint)


def _check_links(source: Source) -> Iterator[Diagnostic]:
    # As a browser reads it. An entity for a line end would shift the line by one; nobody writes one by chance.
    text = html.unescape(source.text)
    for match in _RUNS.finditer(text):
        place = Place(source.path, *line_and_column(text, match.start("scheme")))
        hint = "Link to a page with https://, mailto:, tel: or {filename}."
        yield Diagnostic(place, "HS118", "This link would run a program on the reader's computer.", hint)
    for match in _FROM_FILES.finditer(text):
        place = Place(source.path, *line_and_column(text, match.start("scheme")))
        message = f"This version publishes no files of the content, so {match['scheme']} leads nowhere."
        yield Diagnostic(place, "HS809", message, "Link to a page with {filename}, or to another host with https://.")


def _check_active(source: Source) -> Iterator[Diagnostic]:
    for match in chain(_ACTIVE.finditer(source.text), _MADE.finditer(source.text)):
        what = match.groupdict().get("element") or match["attribute"]
        place = Place(source.path, *line_and_column(source.text, match.start()))
        message = f'A page cannot hold "{what.lower()}": it would run or load something on the reader\'s computer.'
        yield Diagnostic(
            place, "HS679", message, "Say it in words; to show the tag itself, write &lt; for its first sign."
        )
    for match in _PICTURE.finditer(source.text):
        place = Place(source.path, *line_and_column(source.text, match.start()))
        yield Diagnostic(
            place, "HS679", "A page cannot hold a picture: it would be loaded from elsewhere.", "Say it in words."
        )


def find_link(content: Path, project: Path, link: str) -> Place | None:
    """Find where an ordinary page first holds a link, to say so in place of Pelican, which does not."""
    for file in walk_files(content / STOCK_PAGES, project):
        if isinstance(file, FoundFile) and file.name.endswith(".md"):
            path = written(file.path, project)
            source = read_source(file.path, path)
            offset = source.text.find(link) if isinstance(source, Source) else -1
            if isinstance(source, Source) and offset >= 0:
                return Place(path, *line_and_column(source.text, offset))
    return None
