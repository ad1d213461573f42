"""What an ordinary page may hold once it is HTML: elements and attributes that only say something, and nothing else.

Its writers have HTML and extensions of Markdown that make attributes, so what comes out is judged, as a browser reads it.
"""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

_ELEMENTS: Final = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
        "data",
        "main",
    ]
)
_ATTRIBUTES: Final = frozenset(
    [
        "abbr",
        "align",
        "cite",
        "class",
        "colspan",
        "datetime",
        "dir",
        "headers",
        "hidden",
        "href",
        "hreflang",
        "id",
        "lang",
        "name",
        "open",
        "rel",
        "reversed",
        "role",
        "rowspan",
        "scope",
        "span",
        "start",
        "tabindex",
        "target",
        "title",
        "translate",
        "type",
        "value",
        "width",
    ]
)
_ARIA: Final = re.compile(r"aria-[a-z]+")
# As Markdown aligns the cells of a table.
_STYLE: Final = re.compile(r"text-align: ?(?:left|right|center);?")
# Browsers overlook control signs before a scheme, and tabs and line ends in it.
_OVERLOOKED: Final = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_FRAMES: Final = re.compile(r"<(frameset|body|html|head)\b", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES: Final = frozenset({"http", "https", "mailto", "sms", "tel", "webcal"})


def odd_parts(source: str) -> Iterator[str]:
    """Yield what may not stand in a part of a page: names of elements and attributes, schemes of links."""
    yield from (found[1].lower() for found in _FRAMES.finditer(source))  # which the parser takes for others
    root = LexborHTMLParser(f"<div>x{source}</div>").body
    for node in root.traverse(include_text=False) if root is not None else ():
        tag = (node.tag or "").lower()
        if tag in {"body", "-comment"}:
            continue
        if tag not in _ELEMENTS:
            yield tag
        for name, value in node.attributes.items():
            is_text = (
                name in _ATTRIBUTES or _ARIA.fullmatch(name) or (name == "style" and _STYLE.fullmatch(value or ""))
            )
            if not is_text:
                yield name
            elif name in {"href", "cite"}:
                scheme = _SCHEME.match(_OVERLOOKED.sub("", value or ""))
                if scheme and scheme[1].lower() not in _SCHEMES:
                    yield f"{scheme[1].lower()}:"
