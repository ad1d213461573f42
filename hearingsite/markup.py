"""The one Markdown of records: CommonMark with tables, without raw HTML, pictures or odd links.

Checking and rendering share one parser and one set of options, so they cannot disagree about a text.
Measured on a record's account (`benchmarks/markdown.py`): the parser takes about 1/100 of markdown-it-py's time and
1/200 of Python-Markdown's, checking and rendering together about 1/5 and 1/10; it is linear where Python-Markdown is
quadratic, and it tells the place of every construct.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import pyromark

from hearingsite.patterns import later
from hearingsite.values import FORBIDDEN

# So many faults of one text are told at most: whoever mends them sees the rest in the next check.
MANY: Final = 50

_MARKDOWN: Final = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)
_LINK: Final = later(r"(https://[^/\s\\]|mailto:[^\s]|tel:[+0-9]|/(?![/\\])|#)")
# A heading of one #, and the underline of one.
_ONE_HASH: Final = later(r"#(?<!##)(?!#)")
_UNDERLINE: Final = later(r"=[ \t]*$", re.MULTILINE)
_HEADINGS: Final = tuple(
    (f"{slash}h{level}>", f"{slash}h{level + 1}>") for level in (5, 4, 3, 2) for slash in ("<", "</")
)
_HEADLESS: Final = later(r"<th( class=\"[a-z]+\")?></th>")
_TABLE: Final = later(r"<table><thead>(.*?)</thead>", re.DOTALL)
_TAG: Final = later(r"<[^>]*>")
_ALIGNED: Final = later(r'(<t[hd]) style="text-align: (left|right|center)"')

HTML, LINK, PICTURE, TITLE, CONTROL = "html", "link", "picture", "title", "control"


def find_refused(text: str) -> Iterator[tuple[int, str, str]]:
    """Give offset, kind and words of what a record's Markdown may not hold, the first `MANY` of it."""
    return islice(_find_refused(text), MANY) if _may_be_refused(text) else iter(())


def _may_be_refused(text: str) -> bool:
    """Whether there is anything to look at closely; for most accounts the parser's events would be most of the time.

    HTML, links and pictures, entities, and headings of the first level each begin or end with a sign of their own.
    """
    if "<" in text or "[" in text or "&" in text:
        return True
    return bool(("#" in text and _ONE_HASH.search(text)) or ("=" in text and _UNDERLINE.search(text)))


def _find_refused(text: str) -> Iterator[tuple[int, str, str]]:
    data = text.encode()
    has_entities = "&" in text
    has_opened = False
    for event, where in _MARKDOWN.events_with_range(text):
        refused = _refused(event) or (_control(event) if has_entities else None)
        if refused:
            kind, words = refused
            if kind == HTML and words.startswith("</") and has_opened:
                continue  # the end of what was reported where it began
            has_opened = has_opened or kind == HTML
            yield len(data[: where["start"]].decode("utf-8", "ignore")), kind, words


def _control(event: Any) -> tuple[str, str] | None:
    """Find what no text may hold where an entity hid it (`&#8;`): in words, titles of links, kinds of code."""
    if isinstance(event, dict):
        return next((found for value in event.values() if (found := _control(value))), None)
    forbidden = FORBIDDEN.search(event) if isinstance(event, str) else None
    return (CONTROL, forbidden[0]) if forbidden else None


def _refused(event: Any) -> tuple[str, str] | None:
    """Give kind and words of an event that is refused: `{"InlineHtml": …}`, `{"Start": {"Link": …}}` and the like."""
    if not isinstance(event, dict):
        return None
    html = event.get("InlineHtml") or event.get("Html")
    if html:
        return HTML, str(html).strip()
    start = event.get("Start")
    return _refused_start(start) if isinstance(start, dict) else None


def _refused_start(start: dict[str, Any]) -> tuple[str, str] | None:
    if "Image" in start:
        return PICTURE, str(start["Image"]["dest_url"])
    if "Heading" in start and start["Heading"]["level"] == "H1":
        return TITLE, "#"
    link = start.get("Link")
    if link and link["link_type"] != "Email" and not _LINK.match(link["dest_url"]):
        return LINK, str(link["dest_url"])
    return None


def to_html(text: str) -> str:
    """Render a record's Markdown; headings move one level down, tables get a frame that scrolls on phones.

    The frame is named by the heads of its columns: whoever comes to it by keyboard hears which table it is.

    Raises ValueError on what `find_refused` finds: an unchecked text is never rendered.
    """
    refused = next(find_refused(text), None)
    if refused:
        raise ValueError(f"unchecked markup: {refused[1]}")
    html = _MARKDOWN.html(text)
    for old, new in _HEADINGS:
        html = html.replace(old, new)
    html = _ALIGNED.sub(r'\1 class="\2"', html)
    if "<table>" not in html:
        return html
    html = _HEADLESS.sub(r"<td\1></td>", html)  # a head that says nothing is announced as one for every cell below it
    return _TABLE.sub(_framed, html).replace("</table>", "</table></div>")


def _framed(table: re.Match[str]) -> str:
    """Open the frame of a table; where no column has a head, there is nothing to name it by."""
    heads = (_TAG.sub("", head).strip() for head in table[1].split("</th>"))
    name = ", ".join(head for head in heads if head).replace('"', "&quot;")
    region = f' role="region" aria-label="{name}"' if name else ""
    return f'<div class="table" tabindex="0"{region}>{table[0]}'
