"""Archives, pictures, documents and databases with a word where no reader of theirs looks."""

import gzip
import io
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

import pikepdf
from PIL import Image

from tests.guard.outputs import drawn, page

LIST: Final = struct.Struct("<4s4H2IH")


def zipped(
    packed: bytes = b"", *, size: int = 5, before: bytes = b"", behind: bytes = b"", extra: bytes = b""
) -> bytes:
    """A zip with one file of five letters; `packed` stands for it as deflated."""
    packed = packed or deflated(b"hello")
    head = struct.pack("<2H", 8, 0) + struct.pack("<H3I", 0, zlib.crc32(b"hello"), len(packed), size)
    first = b"PK\x03\x04" + struct.pack("<2H", 20, 0) + head[:2] + head[2:] + struct.pack("<2H", 5, len(extra))
    entry = b"PK\x01\x02" + struct.pack("<3H", 20, 20, 0) + head + struct.pack("<5H2I", 5, 0, 0, 0, 0, 0, len(before))
    files = before + first + b"a.txt" + extra + packed + behind
    return files + entry + b"a.txt" + LIST.pack(b"PK\x05\x06", 0, 0, 1, 1, len(entry) + 5, len(files), 0)


def deflated(data: bytes) -> bytes:
    """Some bytes packed as a zip has them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def tarred(**values: object) -> bytes:
    """A tar with one file of one letter."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = 1
        for name, value in values.items():
            setattr(entry, name, value)
        archive.addfile(entry, io.BytesIO(b"x" * entry.size))
    return buffer.getvalue()


def folder_with_data(data: bytes) -> bytes:
    """A zip in which a folder holds something."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("d/"), data)
    return buffer.getvalue()


def gzipped(flag: int, head: bytes) -> bytes:
    """A gzip with something in its head."""
    plain = gzip.compress(b"hello", mtime=0)
    return plain[:3] + bytes([flag]) + plain[4:10] + head + plain[10:]


ARCHIVES: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "zip, between a file and the list": ("a.zip", lambda w: zipped(behind=w)),
    "zip, behind its end": ("a.zip", lambda w: zipped() + w),
    "zip, in a file's own head": ("a.zip", lambda w: zipped(extra=struct.pack("<2H", 0x7075, len(w)) + w)),
    "zip, in a folder": ("a.zip", folder_with_data),
    "tar, behind its end": ("a.tar", lambda w: tarred() + w),
    "tar, behind a file": ("a.tar", lambda w: tarred()[:514] + w + tarred()[514 + len(w) :]),
    "tar, name of what is said of a file": ("a.tar", lambda w: tarred(pax_headers={w.decode(): "x"})),
    "tar, a second one": ("a.tar", lambda w: tarred() + tarred(name=w.decode())),
    "gzip, long head": ("a.gz", lambda w: gzipped(8, b"x" * 600 + b" " + w + b"\0")),
    "gzip, what else is in its head": ("a.gz", lambda w: gzipped(4, struct.pack("<H", len(w)) + w)),
}


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes, behind: bytes = b"", more: bytes = b"") -> bytes:
    """A PNG of one pixel with more parts, bytes behind its pixels, and more behind its end."""
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    return head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(b"\0\0") + behind) + chunk(b"IEND", b"") + more


def saved(kind: str, **options: object) -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("P" if kind == "GIF" else "RGB", (8, 8)).save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(*parts: tuple[int, bytes], more: bytes = b"") -> bytes:
    """A JPEG with more parts, and more behind its end."""
    plain = saved("JPEG")
    several = (bytes((0xFF, mark)) + struct.pack(">H", len(data) + 2) + data for mark, data in parts)
    return plain[:2] + b"".join(several) + plain[2:] + more


def webp(*parts: bytes) -> bytes:
    """A WebP with more parts: kind and data."""
    plain = saved("WEBP")[8:]
    body = plain + b"".join(part[:4] + struct.pack("<I", len(part) - 4) + part[4:] for part in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _text(word: bytes) -> bytes:
    return chunk(b"zTXt", b"k\0\0" + zlib.compress(word))


def _of_several(head: bytes, word: bytes) -> bytes:
    return jpeg((0xE1, head + b"\0" * 40 + word[:3]), (0xE1, head + b"\0" * 40 + word[3:]))


PICTURES: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "PNG, a text that stands there twice": ("a.png", lambda w: png(_text(w), _text(b"x"))),
    "PNG, packed in a part of its own": ("a.png", lambda w: png(chunk(b"zxIf", zlib.compress(w)))),
    "PNG, packed behind its end": ("a.png", lambda w: png(more=_text(w))),
    "PNG, behind its pixels": ("a.png", lambda w: png(behind=w)),
    "PNG, a file behind its end": ("a.png", lambda w: png(more=gzip.compress(w))),
    "JPEG, a file behind its end": ("a.jpg", lambda w: jpeg(more=zipped(extra=struct.pack("<2H", 9, len(w)) + w))),
    "JPEG, XMP in two parts": ("a.jpg", lambda w: _of_several(b"http://ns.adobe.com/xmp/extension/\0", w)),
    "GIF, a long comment": ("a.gif", lambda w: saved("GIF", comment=b"x" * 251 + b" " + w)),
    "WebP, a part of a frame": ("a.webp", lambda w: webp(b"ANMF" + b"\0" * 16 + b"ABCD\x0c\0\0\0" + w)),
    "WebP, pixels that nobody shows": ("a.webp", lambda w: webp(b"VP8 " + w)),
}


def document(data: bytes, **values: object) -> bytes:
    """A PDF with a stream of its own."""
    made, buffer = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    stream = made.make_stream(data)
    for name, value in values.items():
        stream[f"/{name}"] = value
    made.Root.X = stream
    made.save(buffer)
    return buffer.getvalue()


def database(*statements: str, cell: bytes = b"x") -> bytes:
    """A database of some statements, and of one cell."""
    connection = sqlite3.connect(":memory:")
    for statement in ("CREATE TABLE a (b)", *statements):
        connection.execute(statement)
    connection.execute("INSERT INTO a VALUES (?)", (cell,))
    connection.commit()
    return connection.serialize()


def _as_latin(word: bytes) -> str:
    return f"INSERT INTO a VALUES (CAST(x'{word[:2].hex()}ED{word[3:].hex()}' AS TEXT))"  # noqa: S608 -- hexadecimal digits


_WORDS_ALONE: Final = "CREATE VIRTUAL TABLE f USING fts5(x, content='')"
_INSERTED: Final = "INSERT INTO f VALUES ('{0}aaa {1}')"
_THREE_CELLS: Final = "INSERT INTO c VALUES ('{}', '{}', '{}')"
_PHOTOGRAPH: Final = {"Subtype": pikepdf.Name.Image, "Filter": pikepdf.Name.DCTDecode}
DOCUMENTS: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "PDF, in a photograph": ("a.pdf", lambda w: document(saved("JPEG", comment=w), **_PHOTOGRAPH)),
    "PDF, in pixels": ("a.pdf", lambda w: document(w, Subtype=pikepdf.Name.Image)),
    "PDF, in a font": ("a.pdf", lambda w: document(b"\0\1" + w + b"\0\1", Length1=9)),
    "PDF, a file in a stream": ("a.pdf", lambda w: document(gzip.compress(w))),
    "PDF, a text over lines": ("a.pdf", lambda w: document(b"(" + w[:3] + b"\\\n" + w[3:] + b") Tj")),
    "PDF, behind what is packed": ("a.pdf", lambda w: drawn("x").replace(b"endstream", b" " + w + b" endstream")),
    "SQLite, a file in a cell": ("a.sqlite", lambda w: database(cell=gzip.compress(w))),
    "SQLite, packed in a cell": ("a.sqlite", lambda w: database(cell=zlib.compress(w))),
    "SQLite, in an index of words": (
        "a.sqlite",
        lambda w: database(_WORDS_ALONE, _INSERTED.format(w[:5].decode(), w.decode())),
    ),
    "SQLite, in an index of an expression": (
        "a.sqlite",
        lambda w: database("CREATE INDEX i ON a(substr(b, 1, 5) || substr(b, 12))", cell=w[:5] + b" or so" + w[5:]),
    ),
    "SQLite, over three cells": (
        "a.sqlite",
        lambda w: database("CREATE TABLE c (d, e, f)", _THREE_CELLS.format(*map(bytes.decode, (w[:2], w[2:5], w[5:])))),
    ),
    "SQLite, in another alphabet's bytes": ("a.sqlite", lambda w: database(_as_latin(w))),
    "SQLite, behind its end": ("a.sqlite", lambda w: database() + w),
}


def _over(content: bytes, at: int, other: bytes) -> bytes:
    return content[:at] + other + content[at + len(other) :]


HIDDEN: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "page, another set of signs": ("a.html", lambda: page("<meta charset=iso-2022-jp>x\x1b(By").encode()),
    "text that takes back what it says": ("a.txt", lambda: b"x\by"),
    "text for a terminal": ("a.csv", lambda: b"x\x1b[1my\n"),
    "zip, a file that is not in its list": ("a.zip", lambda: zipped(before=zipped()[:30])),
    "zip, numbers that are not those of its list": ("a.zip", lambda: zipped()[:14] + b"fourfourfour" + zipped()[26:]),
    "zip, a list that goes on behind the end": ("a.zip", lambda: _over(zipped(), 70, b" fourfourfour ")),
    "PDF, a filter that is no more": ("a.pdf", lambda: drawn("x").replace(b"/FlateDecode", b"/Fl         ")),
    "zip, bytes behind a file's end": ("a.zip", lambda: zipped(deflated(b"hello") + b"x")),
    "zip, a file that is longer than its list says": ("a.zip", lambda: zipped(deflated(b"hello you"))),
}
