"""Files that ask for endless work: each is read, or refused as unreadable, in a few seconds."""

import io
import json
import sqlite3
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pikepdf
import pytest

from hearingsite.guard.declared import Declared
from hearingsite.guard.identities import Identity, Names, Numbers
from hearingsite.guard.scan import Guard
from tests.guard.outputs import page

OSBERT: Final = Identity(
    id="p-0001",
    records=("WLD-2024-001",),
    known_as="PC X",
    names=Names(given=("Osbert",), family="Quillfeather"),
    numbers=Numbers(collar=("4417",)),
)
MOST: Final = 10  # seconds of a processor


def paged(data: bytes, *, pages: int = 1) -> bytes:
    """A PDF all pages of which draw the same."""
    document = pikepdf.new()
    drawn = document.make_indirect(pikepdf.Stream(document, data))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for _ in range(pages):
        one = document.add_blank_page()
        one.Contents = drawn
        one.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def computed(expression: str, *, rows: int = 1) -> bytes:
    """A database with a column that is computed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE a (b, c GENERATED ALWAYS AS ({expression}))")
        connection.executemany("INSERT INTO a (b) VALUES (?)", [(1,)] * rows)
        connection.commit()
        return connection.serialize()


# By the name of the file: what it holds, and who is found in it, where nobody is "" it cannot be read.
FILES: Final[dict[str, tuple[str, Callable[[], bytes], set[str]]]] = {
    "lists in lists": ("a.json", lambda: b"[" * 100_000, {""}),
    "objects in objects": ("a.json", lambda: b'{"a":' * 40_000, {""}),
    "a name on and on": ("a.txt", lambda: b"Quillfeather " * 16_000, {"p-0001"}),
    "a name in every cell": ("a.csv", lambda: b"Quillfeather," * 16_000 + b"x\n", {"p-0001"}),
    "a name in every line": ("a.html", lambda: page("<p>Quillfeather</p>\n" * 8_000).encode(), {"p-0001"}),
    "a full name on and on": ("a.txt", lambda: b"Osbert Quillfeather " * 30_000, {"p-0001"}),
    "a full name on and on in its own page": (
        "hearings/wld-2024-001/index.html",
        lambda: page(f"<p>{'Osbert Quillfeather ' * 30_000}</p>").encode(),
        {"p-0001"},
    ),
    "a full name on and on in data": (
        "a.json",
        lambda: json.dumps({"reference": "WLD-2024-001", "a": "Quillfeather, Osbert; " * 30_000}).encode(),
        {"p-0001"},
    ),
    "a name in many lines": ("a.txt", lambda: b"PC Quillfeather\n" * 60_000, {"p-0001"}),
    "a name among others": (
        "a.txt",
        lambda: " ".join(f"Quillfeather {place}" for place in range(40_000)).encode(),
        {"p-0001"},
    ),
    "a name that is written in codes": (
        "a.json",
        lambda: json.dumps(["&#81;uillfeather"] * 20_000).encode(),
        {"p-0001"},
    ),
    "a name in many packed runs": (
        "a.html",
        lambda: page(
            " ".join(b64encode(f"{place:07} Quillfeather".encode()).decode() for place in range(20_000))
        ).encode(),
        {"p-0001"},
    ),
    "marks of encoded hosts on and on": ("a.txt", lambda: b"xn--" * 250_000, set()),
    "a masked name on and on": ("hearings/wld-2024-001/a.txt", lambda: b"Q*** " * 200_000, {"p-0001"}),
    "a number on and on": ("hearings/wld-2024-001/a.md", lambda: b"collar 4417 " * 16_000, {"p-0001"}),
    "comments without end": ("a.html", lambda: page("<!--" * 50_000).encode(), set()),
    "comments without end in lines": ("a.html", lambda: page("<!--\n>" * 40_000).encode(), set()),
    "comments without end before a name": (
        "a.html",
        lambda: page("<!--" * 50_000 + "\n<p>Quillfeather</p>").encode(),
        {"p-0001"},
    ),
    "comments without end in lines before a name": (
        "a.html",
        lambda: page("<!--\n>" * 40_000 + "<p>Quillfeather</p>").encode(),
        {"p-0001"},
    ),
    "ends without end in lines before a name": (
        "a.html",
        lambda: page("<script>\n</" * 20_000 + "<p>Quillfeather</p>").encode(),
        {"p-0001"},
    ),
    "a long name of an element": ("a.html", lambda: page(f"<{'a' * 100_000}< Quillfeather").encode(), {"p-0001"}),
    "marks without end": ("a.html", lambda: page('<a b="' * 100_000 + '"< Quillfeather').encode(), {"p-0001"}),
    "data without end": (
        "a.html",
        lambda: page('<script type="application/ld+json">{' * 20_000 + "Quillfeather").encode(),
        {"p-0001"},
    ),
    "words of heads": ("a.txt", lambda: b"=?utf-8?q?Quill?= =?utf-8?q?feather?= " * 20_000, {"p-0001"}),
    "fields in rows": ("a.html", lambda: page("<tr><td>surname<td>Quillfeather" * 15_000).encode(), {"p-0001"}),
    "items of hearings": (
        "a.html",
        lambda: page('<li><a href="/hearings/wld-2024-001/">Osbert</a>\n' * 20_000).encode(),
        {"p-0001"},
    ),
    "scripts without end": ("a.html", lambda: page("<script>" * 20_000).encode(), set()),
    "scripts without end in lines": ("a.html", lambda: page("<script>\n</" * 20_000).encode(), set()),
    "elements in elements": ("a.html", lambda: page("<div>" * 100_000 + "Quillfeather").encode(), {"p-0001"}),
    "lists in lists of a page": ("a.md", lambda: b"<ul><li>" * 100_000 + b"Quillfeather", {"p-0001"}),
    "attributes on and on": (
        "a.html",
        lambda: page(f"<p {' '.join(f'x{place}' for place in range(60_000))}>Quillfeather</p>").encode(),
        {"p-0001"},
    ),
    "addresses without end": ("a.md", lambda: b"[a](" * 50_000, set()),
    "titles without end": ("a.md", lambda: b"[a](b (" * 30_000, set()),
    "PDF, streams without end": ("a.pdf", lambda: b"%PDF-1.4\n" + b"stream\n" * 30_000 + b"%%EOF", {""}),
    "PDF, a large stream": ("a.pdf", lambda: paged(b"(" * 60_000_000), {""}),
    "PDF, a large text": ("a.pdf", lambda: paged(b"(" + b"a" * 15_000_000), {""}),
    "PDF, a text with brackets": ("a.pdf", lambda: paged(b"(" + b"\\(" * 100_000), set()),
    "PDF, many pages that are one": ("a.pdf", lambda: paged(b"BT /F1 9 Tf (a) Tj ET " * 5_000, pages=200), {""}),
    "SQLite, a large value": ("a.sqlite", lambda: computed("zeroblob(900000000)"), {""}),
    "SQLite, many values": ("a.sqlite", lambda: computed("zeroblob(900000)", rows=9_000), {""}),
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_holds_a_search_up(tmp_path: Path, name: str) -> None:
    """Who stands in it is found all the same."""
    path, make, expected = FILES[name]
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(make())
    began = time.process_time()
    found = {match.who for match in Guard([OSBERT], (), [Declared("Osbert Marsh")]).scan_folder(tmp_path)}
    assert time.process_time() - began < MOST
    assert found == expected
