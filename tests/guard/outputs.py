"""Files of every kind that hold a name, each with its place; made here, because most are no text.

`NAME` stands in each; with another name in its place, the same file is clean.
"""

import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Final

import pikepdf
from PIL import Image, PngImagePlugin

GIVEN, FAMILY = "Osbert", "Quillfeather"
NAME: Final = f"{GIVEN} {FAMILY}"
CLEAN: Final = "the officer concerned"


def page(body: str) -> str:
    """A whole page around something, which stands on its third line."""
    return f"<!DOCTYPE html>\n<html><body>\n{body}\n</body></html>\n"


def _linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def rss(item: str) -> str:
    """A whole feed around something, which stands on its second line."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>\n<item>{item}</item></channel></rss>'


def ics(line: str) -> str:
    """A whole calendar around a line, which is its third."""
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nUID:WLD-2024-002-2024@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def coded(text: str) -> str:
    """Every letter as JSON may write it."""
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


def entities(text: str) -> str:
    """Every letter as HTML may write it."""
    return "".join(f"&#{ord(sign)};" for sign in text)


# (file, what is in it, the line on which it stands, 0 where there are no lines)
TEXTS: Final[dict[str, tuple[str, Callable[[str], str], int]]] = {
    "text of a page": ("a.html", lambda n: page(f"<p>{n}</p>"), 3),
    "tags inside": ("a.html", lambda n: page(f"<p>{n[:9]}<b>{n[9:]}</b></p>"), 3),
    "comment inside": ("a.html", lambda n: page(f"<p>{n[:9]}<!-- x -->{n[9:]}</p>"), 3),
    "blocks without blanks": (
        "a.html",
        lambda n: page(f"<td>{n.split()[0]}</td><td>{' '.join(n.split()[1:])}</td>"),
        3,
    ),
    "attribute": ("a.html", lambda n: page(f'<p data-x="{n}">x</p>'), 3),
    "attribute without quotes": ("a.html", lambda n: page(f"<p data-x={n.replace(' ', '-')}>x</p>"), 3),
    "attribute over lines": ("a.html", lambda n: page(f'<p\ntitle="x\n{n}">x</p>'), 4),
    "alt": ("a.html", lambda n: page(f'<img alt="{n}" src="x.png">'), 3),
    "title": ("a.html", lambda n: page(f'<abbr title="{n}">x</abbr>'), 3),
    "id": ("a.html", lambda n: page(f'<p id="{n.replace(" ", "-").lower()}">x</p>'), 3),
    "entities": ("a.html", lambda n: page(f"<p>{entities(n)}</p>"), 3),
    "link": ("a.html", lambda n: page(f'<a href="/x?q={n.replace(" ", "%20")}">x</a>'), 3),
    "comment": ("a.html", lambda n: page(f"<!-- {n} -->"), 3),
    "comment over lines": ("a.html", lambda n: page(f"<!-- x\n{n}\n-->"), 4),
    "meta": ("a.html", lambda n: page(f'<meta name="author" content="{n}">'), 3),
    "script": ("a.html", lambda n: page(f'<script>let x = "{n}";</script>'), 3),
    "style": ("a.html", lambda n: page(f'<style>p::after {{ content: "{n}" }}</style>'), 3),
    "JSON-LD": ("a.html", lambda n: page(f'<script type="application/ld+json">{{"a": "{coded(n)}"}}</script>'), 3),
    "template": ("a.html", lambda n: page(f"<template><p>{n}</p></template>"), 3),
    "noscript": ("a.html", lambda n: page(f"<noscript>{n}</noscript>"), 3),
    "srcdoc": ("a.html", lambda n: page(f'<iframe srcdoc="&lt;p&gt;{n}"></iframe>'), 3),
    "textarea": ("a.html", lambda n: page(f"<textarea>{n}</textarea>"), 3),
    "behind the end": ("a.html", lambda n: page("x") + f"<!-- {n} -->", 5),
    "CSV cell": ("a.csv", lambda n: f"reference,officer\nWLD-2024-009,{n}\n", 2),
    "CSV, two cells": ("a.csv", lambda n: f"given,family\n{n.split()[0]},{' '.join(n.split()[1:])}\n", 2),
    "CSV, quoted over lines": ("a.csv", lambda n: f'a,b\nx,"one\n{n}"\n', 3),
    "CSV head": ("a.csv", lambda n: f"a,{n}\n1,2\n", 1),
    "ICS": ("a.ics", lambda n: ics(f"SUMMARY:{n}"), 3),
    "ICS folded in the name": ("a.ics", lambda n: ics(f"SUMMARY:{n[:10]}\r\n {n[10:]}"), 3),
    "ICS parameter": ("a.ics", lambda n: ics(f'ORGANIZER;CN="{n}":mailto:x@x.example'), 3),
    "RSS": ("a.rss", lambda n: rss(f"<title>{n}</title>"), 2),
    "RSS escaped twice": (
        "a.rss",
        lambda n: rss(f"<description>&lt;p&gt;{n[:9]}&lt;b&gt;{n[9:]}&lt;/b&gt;</description>"),
        2,
    ),
    "RSS CDATA": ("a.rss", lambda n: rss(f"<description><![CDATA[<p>{n[:9]}<i>{n[9:]}</i></p>]]></description>"), 2),
    "RSS attribute in HTML": ("a.rss", lambda n: rss(f'<description>&lt;img alt="{n}"&gt;</description>'), 2),
    "Atom xhtml": (
        "a.atom",
        lambda n: (
            f'<?xml version="1.0"?><feed><entry>\n<content type="xhtml"><div>{n[:9]}<b>{n[9:]}</b></div></content></entry></feed>'
        ),
        2,
    ),
    "XML comment": ("a.xml", lambda n: f'<?xml version="1.0"?><urlset>\n<!-- {n} --></urlset>', 2),
    "JSON": ("a.json", lambda n: json.dumps({"a": n}), 1),
    "JSON escapes": ("a.json", lambda n: f'{{"a": [\n"{coded(n)}"]}}', 2),
    "JSON, a name twice": ("a.json", lambda n: f'{{"a": "{coded(n)}", "a": "b"}}', 1),
    "JSON, a name twice in a record": ("a.json", lambda n: f'[{{"a":"{coded(n)}","a":"b"}}]', 1),
    "JSON, a list twice": ("a.json", lambda n: f'{{"a":[{{"b":"{coded(n)}"}}],"a":[]}}', 1),
    "JSON-LD, a name twice": (
        "a.html",
        lambda n: page(f'<script type="application/ld+json">{{"a": "{coded(n)}", "a": ""}}</script>'),
        3,
    ),
    "JSON-LD, two values": (
        "a.html",
        lambda n: page(_linked({"@type": "Person", "givenName": n.split()[0], "familyName": n.split(None, 1)[1]})),
        3,
    ),
    "JSON-LD, in a list of lists": ("a.html", lambda n: page(_linked({"a": {"b": [["x", [n]]]}})), 3),
    "JSON-LD, a key": ("a.html", lambda n: page(_linked({"a": [{n: 1}]})), 3),
    "JSON-LD, HTML in it": ("a.html", lambda n: page(_linked([f"<p>{n[:9]}<b>{n[9:]}</b>"])), 3),
    "JSON-LD, broken": ("a.html", lambda n: page(_linked([n])[:-10] + "</script>"), 3),
    "JSON key": ("a.json", lambda n: json.dumps({n: 1}), 1),
    "JSON, two values": ("a.json", lambda n: json.dumps({"g": n.split()[0], "f": " ".join(n.split()[1:])}), 1),
    "JSON feed": ("a.json", lambda n: json.dumps({"content_html": f"<p>{n[:9]}<b>{n[9:]}</b>"}), 1),
    "JSON feed, over paragraphs": (
        "a.json",
        lambda n: json.dumps({"content_html": f"<p>one {n.split()[0]}.</p>\n<p>{n.split(None, 1)[1]}</p>"}),
        1,
    ),
    "JSON feed, cut by a paragraph": (
        "a.json",
        lambda n: json.dumps({"content_html": f"<p>x {n[:9]}.</p>\n<p>{n[9:]}</p>"}),
        1,
    ),
    "search index": ("index.json", lambda n: json.dumps([["WLD-2024-009", "x", n]]), 1),
    "YAML comment": ("a.yaml", lambda n: f"a: b\n# {n}\n", 2),
    "YAML escapes": ("a.yaml", lambda n: f'a: b\nc: "{coded(n)}"\n', 2),
    "YAML folded": ("a.yaml", lambda n: f"a: >-\n  x {n.split()[0]}\n  {' '.join(n.split()[1:])}\n", 2),
    "Markdown emphasis inside": ("a.md", lambda n: f"x\n\n{n[:9]}**{n[9:]}**\n", 3),
    "Markdown link": ("a.md", lambda n: f"x\n\n[x](https://x.example/{n.replace(' ', '-')})\n", 3),
    "header of Markdown": ("a.md", lambda n: f"---\neditor_note: {n}\n---\nx\n", 2),
    "CSS": ("a.css", lambda n: f"/* {n} */\n", 1),
    "script file": ("a.js", lambda n: f'const a = "{coded(n)}";\n', 1),
    "SVG text": ("a.svg", lambda n: f"<svg><text>\n{n[:9]}<tspan>{n[9:]}</tspan></text></svg>", 2),
    "SVG title": ("a.svg", lambda n: f"<svg>\n<title>{n}</title></svg>", 2),
    "SVG attribute": ("a.svg", lambda n: f'<svg>\n<g aria-label="{n}"/></svg>', 2),
    "plain text": ("a.txt", lambda n: f"x\n{n}\n", 2),
    "no ending": ("CNAME", lambda n: f"{n.replace(' ', '-').lower()}.example\n", 1),
}


def database(name: str, *, is_freed: bool = False) -> bytes:
    """A database with a row, or with one that was deleted and is still in its bytes."""
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE a (reference TEXT, b TEXT)")
    connection.execute("INSERT INTO a VALUES ('WLD-2024-009', ?)", (name,))
    if is_freed:
        connection.execute("DELETE FROM a")
    connection.commit()
    return connection.serialize()


def picture(kind: str, name: str, where: str) -> bytes:
    """A small picture with a name in its metadata."""
    made, buffer = Image.new("RGB", (8, 8)), io.BytesIO()
    options: dict[str, object] = {}
    if where == "exif":
        exif = Image.Exif()
        exif[0x013B] = name
        options["exif"] = exif
    elif where == "xmp" and kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{name}</x:xmpmeta>")
        options["pnginfo"] = text
    elif where == "xmp":
        options["xmp"] = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{name}</x:xmpmeta>".encode()
    elif where == "comment":
        options["comment"] = name.encode()
    elif where in {"text", "ztext"}:
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", name, zip=where == "ztext")
        options["pnginfo"] = text
    made.save(buffer, kind, **options)
    return buffer.getvalue() + (name.encode() if where == "behind" else b"")


def document(name: str, where: str) -> bytes:
    """A small PDF with a name in its text, metadata, an annotation, an attachment or an earlier revision."""
    made, buffer = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(200, 200))
    sheet = made.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    drawn = f"({name[:9]}) Tj ({name[9:]}) Tj" if where == "text" else "(x) Tj"
    sheet.Contents = made.make_stream(f"BT /F 12 Tf 20 100 Td {drawn} ET".encode())
    if where == "metadata":
        made.docinfo["/Author"] = name
    if where == "xmp":
        with made.open_metadata() as metadata:
            metadata["dc:title"] = name
    if where == "annotation":
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=name)
        sheet.Annots = made.make_indirect(pikepdf.Array([note]))
    if where == "attachment":
        made.attachments["notes.txt"] = name.encode()
    made.save(buffer, compress_streams=where != "loose")
    content = buffer.getvalue()
    if where == "earlier revision":
        return document(name, "metadata") + b"\n" + content
    return content


def drawn(text: str) -> bytes:
    """A small PDF with a text on its page in a font of its own: nothing but the font tells which letter a number draws."""
    made, buffer = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(2000, 200))
    codes = {letter: f"{number:04x}" for number, letter in enumerate(dict.fromkeys(text), 1)}
    meant = "".join(f"<{code}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{meant}endbfchar\nendcmap end"
    )
    name, block = pikepdf.Name, pikepdf.Dictionary
    system = block(Registry="Adobe", Ordering="Identity", Supplement=0)
    inner = block(Type=name.Font, Subtype=name.CIDFontType2, BaseFont=name.X, CIDSystemInfo=system, DW=500)
    font = block(Type=name.Font, Subtype=name.Type0, BaseFont=name.X, Encoding=name("/Identity-H"))
    font.DescendantFonts = pikepdf.Array([inner])
    font.ToUnicode = made.make_stream(table.encode())
    sheet = made.pages[0]
    sheet.Resources = block(Font=block(F=font))
    sheet.Contents = made.make_stream(f"BT /F 9 Tf 20 100 Td <{''.join(codes[one] for one in text)}> Tj ET".encode())
    made.save(buffer)
    return buffer.getvalue()


def packed(kind: str, name: str) -> bytes:
    """An archive with a text in it, or with a name of a file."""
    buffer = io.BytesIO()
    if kind == "gz":
        return gzip.compress(name.encode())
    if kind == "tar":
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            entry = tarfile.TarInfo("a.txt")
            entry.size = len(name.encode())
            archive.addfile(entry, io.BytesIO(name.encode()))
        return buffer.getvalue()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.txt" if kind == "zip name" else "a.txt", "x" if kind == "zip name" else name)
        if kind == "zip comment":
            archive.comment = name.encode()
        if kind == "zip in zip":
            archive.writestr("b.zip", packed("zip", name))
    return buffer.getvalue()


BINARIES: Final[dict[str, tuple[str, Callable[[str], bytes]]]] = {
    "SQLite row": ("a.sqlite", database),
    "SQLite, freed": ("a.sqlite", lambda n: database(n, is_freed=True)),
    **{f"JPEG {w}": ("a.jpg", partial(picture, "JPEG", where=w)) for w in ("exif", "xmp", "comment", "behind")},
    **{f"PNG {w}": ("a.png", partial(picture, "PNG", where=w)) for w in ("exif", "xmp", "text", "ztext", "behind")},
    **{f"WebP {w}": ("a.webp", partial(picture, "WEBP", where=w)) for w in ("exif", "xmp")},
    **{
        f"PDF {w}": ("a.pdf", partial(document, where=w))
        for w in ("text", "metadata", "xmp", "annotation", "attachment", "earlier revision")
    },
    **{
        w: (f"a.{w.split()[0]}", partial(packed, w))
        for w in ("zip", "zip name", "zip comment", "zip in zip", "gz", "tar")
    },
}


def _encrypted_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("x", "text"))) as made:
        made.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


def _encrypted_zip() -> bytes:
    content = bytearray(packed("zip", "x"))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 90_000_000)
    return buffer.getvalue()


UNREADABLE: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "page without end": ("a.html", lambda: page("x").encode()[:30]),
    "feed without end": ("a.rss", lambda: rss("x").encode()[:60]),
    "XML with entities": ("a.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "XML with declarations": ("a.xml", lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ATTLIST b c CDATA "d">]><a/>'),
    "JSON without end": ("a.json", lambda: b'{"a": "b'),
    "CSV without end": ("a.csv", lambda: b'a,"b\n'),
    "calendar without end": ("a.ics", lambda: ics("SUMMARY:x").encode()[:40]),
    "calendar in Latin-1": ("a.ics", lambda: ics("SUMMARY:é").encode("latin-1")),
    "database without end": ("a.sqlite", lambda: database("x")[:5000]),
    "PNG without end": ("a.png", lambda: picture("PNG", "x", "text")[:-20]),
    "JPEG without end": ("a.jpg", lambda: picture("JPEG", "x", "exif")[:-40]),
    "PDF without end": ("a.pdf", lambda: document("x", "text")[:300]),
    "encrypted PDF": ("a.pdf", _encrypted_pdf),
    "encrypted zip": ("a.zip", _encrypted_zip),
    "zip without end": ("a.zip", lambda: packed("zip", "x")[:-10]),
    "zip that fills a disk": ("a.zip", _bomb),
    "gz without end": ("a.gz", lambda: packed("gz", "x" * 99)[:-9]),
    "unknown kind": ("a.bin", lambda: b"\x00\x01\x02\xff"),
    "UTF-16": ("a.txt", lambda: "x".encode("utf-16")),
    "Latin-1": ("a.txt", lambda: "é".encode("latin-1")),
    "PDF by another name": ("a.csv", lambda: document("x", "text")),
    "page by another name": ("a.txt", lambda: page("x").encode()),
}
