"""Corners of files that a reader of their kind does not show, with one word in each: no whole name that the net would catch.

With another word in its place, the same file is clean.
"""

import base64
import gzip
import json
from collections.abc import Callable
from typing import Final

from tests.guard.hollows import ARCHIVES, DOCUMENTS, PICTURES
from tests.guard.outputs import database, ics, page

WORD: Final = "quillfeather"
CLEAN: Final = "woodcarvings"  # as long


PAGES: Final[dict[str, Callable[[str], str]]] = {
    "attribute without a value": lambda w: page(f"<p {w}>x</p>"),
    "attribute of data without a value": lambda w: page(f"<p data-{w}>x</p>"),
    "attribute behind a value": lambda w: page(f'<p title="a"{w}>x</p>'),
    "attribute between slashes": lambda w: page(f"<br/{w}/>"),
    "attribute with quotation marks of another kind": lambda w: page(f"<p title=`{w}`>x</p>"),
    "attribute without end": lambda w: page(f'<p title="{w}'),
    "attribute of an end": lambda w: page(f"<p>x</p {w}>"),
    "name of an element": lambda w: page(f"<{w}>x</{w}>"),
    "end of nothing": lambda w: page(f"x</{w}>"),
    "end that is none": lambda w: page(f"x</ {w}>"),
    "declaration": lambda w: page(f"<!{w}>"),
    "declaration of the document": lambda w: page("x").replace("html>", f'html PUBLIC "{w}">', 1),
    "instruction": lambda w: page(f"<?{w}?>"),
    "condition": lambda w: page(f"<![if {w}]>x<![endif]>"),
    "CDATA": lambda w: page(f"<![CDATA[{w}]]>"),
    "CDATA of a drawing": lambda w: page(f"<svg><text>x<![CDATA[a>{w[:3]}]]><tspan>{w[3:]}</tspan></text></svg>"),
    "template in letters of any case": lambda w: page(f"<Template><p>{w}</p></Template>"),
    "text of a script over lines": lambda w: page(f"<script>a = '{w[:3]}\\\n{w[3:8]}\\\n{w[8:]}'</script>"),
    "text of a style over lines": lambda w: page(f"<style>a::after {{ content: '{w[:3]}\\\n{w[3:]}' }}</style>"),
    "beside frames": lambda w: page(f"<frameset>{w}</frameset>"),
    "page in an attribute": lambda w: page(f'<iframe srcdoc="{w[:3]}&lt;b>{w[3:]}&lt;/b>"></iframe>'),
}
XML: Final[dict[str, Callable[[str], str]]] = {
    "name of an element": lambda w: f"<rss><{w}/></rss>",
    "name of an element with a prefix": lambda w: f'<rss xmlns:a="b"><a:{w}/></rss>',
    "declaration of the document": lambda w: f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{w}"><rss/>',
    "tags in a comment": lambda w: f"<rss><!-- {w[:3]}<b>{w[3:]}</b> --></rss>",
    "tags in an attribute": lambda w: f'<rss a="{w[:3]}&lt;b>{w[3:]}&lt;/b>"/>',
    "behind a part of a word": lambda w: f"<svg><text>x<tspan>y</tspan>{w}</text></svg>",
    "around what is not shown": lambda w: f"<svg><text>{w[:3]}<title>x</title>{w[3:]}</text></svg>",
    "attribute without a value in HTML": lambda w: f"<rss><item><description>&lt;p {w}></description></item></rss>",
}


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _drawing(word: str) -> bytes:
    return f"<svg><text>{word[:3]}<tspan>{word[3:]}</tspan></text></svg>".encode()


def _address(content: bytes) -> str:
    return f"data:application/octet-stream;base64,{_packed(content)}"


TEXTS: Final[dict[str, tuple[str, Callable[[str], str | bytes]]]] = {
    "HTML in a cell": ("a.csv", lambda w: f"a\n{w[:3]}<b>{w[3:]}</b>\n"),
    "HTML in a calendar": ("a.ics", lambda w: ics(f"X-ALT-DESC:{w[:3]}<b>{w[3:]}</b>")),
    "a paragraph in a feed": ("a.json", lambda w: json.dumps({"content_html": f"<p>one.</p><p>two {w}.</p><p>x</p>"})),
    "a number of data": (
        "a.html",
        lambda w: page(f'<script type="x/json">{{"a": [1, true, {{"{w}": 1.50}}]}}</script>'),
    ),
    "HTML in a key": ("a.json", lambda w: json.dumps({f"{w[:3]}<b>{w[3:]}": 1})),
    "HTML in a row": ("a.sqlite", lambda w: database(f"{w[:3]}<b>{w[3:]}</b>")),
    "an entity without its end": ("a.json", lambda w: json.dumps({"a": f"{w[:6]}&shy{w[6:]}"})),
    "quoted-printable over lines": ("a.txt", lambda w: f"{w[:3]}=\n{w[3:8]}=\n{w[8:]}"),
    "a text of a program over lines": ("a.js", lambda w: f"a = '{w[:3]}\\\n{w[3:8]}\\\n{w[8:]}'"),
    "a value of YAML that is broken": ("a.yaml", lambda w: f'b: }}\na: "{w[:3]}\\\n  {w[3:]}"\n'),
    "base64 over lines": ("a.txt", lambda w: base64.encodebytes(f"{'x y ' * 13}{w}{' x y' * 13}".encode()).decode()),
    "HTML in base64": ("a.txt", lambda w: base64.b64encode(f"<p>{w}</p>".encode()).decode()),
    "a drawing in an address": ("a.css", lambda w: f"a {{ background: url({_address(_drawing(w))}) }}"),
    "a file in an address": ("a.html", lambda w: page(f"<a href='{_address(gzip.compress(w.encode()))}'>x</a>")),
    "a file in a calendar": ("a.ics", lambda w: ics(f"ATTACH;ENCODING=BASE64:{_packed(gzip.compress(w.encode()))}")),
    "octal": ("a.js", lambda w: f"'{w[:5]}\\{ord(w[5]):o}{w[6:]}'"),
    "escapes as addresses had them": ("a.txt", lambda w: f"%u{ord(w[0]):04x}{w[1:]}"),
}


def _of_bytes(make: Callable[[bytes], bytes]) -> Callable[[str], bytes]:
    return lambda word: make(word.encode())


CORNERS: Final[dict[str, tuple[str, Callable[[str], str | bytes]]]] = {
    **{f"page: {name}": ("a.html", make) for name, make in PAGES.items()},
    **{f"XML: {name}": ("a.xml", make) for name, make in XML.items()},
    **TEXTS,
    **{name: (path, _of_bytes(make)) for name, (path, make) in (ARCHIVES | PICTURES | DOCUMENTS).items()},
}
