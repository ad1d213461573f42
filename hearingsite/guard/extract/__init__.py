"""Bytes of a file → every text in it, with its place and the hearings it belongs to.

What a file is, its bytes say. What cannot be read is told as a passage that says why: never passed over.
"""

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hearingsite.guard.extract import kinds, pages
from hearingsite.guard.extract.passage import MAX_DEPTH, MAX_FILE, Passage, records_of_path, unread
from hearingsite.guard.extract.raw import WORDS, runs

if TYPE_CHECKING:
    from hearingsite.guard.extract.archives import Inside

__all__ = ["Passage", "files_within", "passages"]

_PACKED: Final = re.compile(r"(?:;base64,|;ENCODING=BASE64[^:\n]{0,100}:)([A-Za-z0-9+/]{16,})")
_FOLD: Final = re.compile(r"\r?\n[ \t]")  # of a line of a calendar
_CONTROLS: Final = (
    b"\0",
    b"\b",
    b"\x1b",
)  # which stand in no text, and may change what a terminal or a browser makes of it
_PICTURES: Final = frozenset({"png", "jpeg", "gif", "webp"})


def passages(path: str, content: bytes) -> Iterator[Passage]:
    """Yield every text of a file; `path` is relative, with slashes, and tells the hearing and texts apart.

    The name of the file itself is none of them.
    """
    yield from _read(path, content, records_of_path(path), 0)


def _read(path: str, content: bytes, records: frozenset[str], depth: int) -> Iterator[Passage]:
    if len(content) > MAX_FILE:
        yield unread("it is too large to be read")
        return
    kind = kinds.binary_kind(content)
    text = None if kind else decode(content)
    if not kind and text is None and content.startswith(kinds.CALENDAR):
        text = content.decode(
            "utf-8", "replace"
        )  # a line may be folded inside a letter; the reader says what is no letter
    if not kind and text is None:
        yield from runs(content, "raw bytes", records)
        yield unread("it is neither UTF-8 text nor of a kind that can be read")
        return
    kind = kind or kinds.text_kind(path, text or "")
    claimed = kinds.contradicts(path, kind)
    if claimed and content:
        yield unread(f"its name says .{claimed}, its content something else")
    if text is not None:
        yield from _read_text(kind, text, content, records)
        yield from files_within(text, records, depth)
        return
    for one in _read_binary(kind, path, content, records):
        if isinstance(one, Passage):
            yield one
        elif depth >= MAX_DEPTH:
            yield unread("files lie too deep within one another")
        else:
            yield from (_inside(found) for found in _read(one[0], one[1], records, depth + 1))


def files_within(text: str, records: frozenset[str], depth: int = 0) -> Iterator[Passage]:
    """Yield every text of the files that are written into a text: in addresses of their own, or into a calendar."""
    if "base64" not in text and "BASE64" not in text:
        return
    # In JSON a slash may be escaped.
    for packed in dict.fromkeys(_PACKED.findall(_FOLD.sub("", text).replace("\\/", "/"))):
        # Of four letters, the first alone is no byte.
        content = base64.b64decode(packed[: len(packed) - (len(packed) % 4 == 1)] + "==")
        if not kinds.binary_kind(content) and decode(content) is None:
            yield from runs(b"\n".join(WORDS.findall(content)), "a file in it", records)  # the forms of letters
        elif depth >= MAX_DEPTH:
            yield unread("files lie too deep within one another")
        else:
            yield from map(_inside, _read("", content, records, depth + 1))


def decode(content: bytes) -> str | None:
    """The text of a file in UTF-8, with lines ended by a line feed; None where it is none, or holds signs that no text has."""
    lines = in_lines(content)
    try:
        return None if lines is None else lines.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def in_lines(content: bytes) -> bytes | None:
    """Bytes with lines ended by a line feed; None where there are signs that no text has.

    They are looked through many times as fast as a text in which each letter has two bytes.
    """
    if any(sign in content for sign in _CONTROLS):
        return None
    return content.replace(b"\r\n", b"\n") if b"\r" in content else content


# A reader is imported when a file of its kind is met: those of documents and pictures take longer to import than to
# search the pages of a hearing.


def _read_text(kind: str, text: str, content: bytes, records: frozenset[str]) -> Iterator[Passage]:
    if kind == "html":
        return pages.read_page(text, records)
    if kind == "xml":
        from hearingsite.guard.extract import markup  # noqa: PLC0415 -- see above

        return markup.read_xml(content, records)
    from hearingsite.guard.extract import texts  # noqa: PLC0415 -- see above

    if kind == "ics":
        return texts.read_calendar(content, records)
    readers = {
        "csv": texts.read_csv,
        "json": texts.read_json,
        "yaml": texts.read_yaml,
        "markdown": texts.read_markdown,
    }
    return readers.get(kind, texts.read_text)(text, records)


def _read_binary(kind: str, path: str, content: bytes, records: frozenset[str]) -> "Iterator[Passage | Inside]":
    if kind in _PICTURES:
        from hearingsite.guard.extract.pictures import read_picture  # noqa: PLC0415 -- see above

        return read_picture(kind, content, records)
    if kind == "pdf":
        from hearingsite.guard.extract.documents import read_pdf  # noqa: PLC0415 -- see above

        return read_pdf(content, records)
    if kind == "sqlite":
        from hearingsite.guard.extract.database import read_sqlite  # noqa: PLC0415 -- see above

        return read_sqlite(content, records)
    from hearingsite.guard.extract import archives  # noqa: PLC0415 -- see above

    if kind == "zip":
        return archives.read_zip(content, records)
    if kind == "gzip":
        return archives.read_gzip(content, path.rpartition("/")[2], records)
    return archives.read_tar(content, records)


def _inside(found: Passage) -> Passage:
    """A passage of a file within a file: it has no line in the outer one."""
    if found.unread:
        return unread(f"of a file in it: {found.unread}")
    return Passage(found.text, f"a file in it: {found.where}", records=found.records)
