"""Bytes of an editor's file → checked text, or the fault that says why it cannot be read."""

import os
import stat
from codecs import BOM_UTF8
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.values import FORBIDDEN

MAX_BYTES: Final = 256 * 1024
# Blanks that are no blank to YAML and to a comparison of names, and what has no width at all: no header holds them.
ODD_BLANKS: Final = later("[\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u202f\u205f-\u2064\u3000\u3164]")
_NAMES: Final = {
    "\ufeff": "a byte order mark in the middle of the text",
    "\r": "a stray carriage return",
    "\xa0": "a non-breaking space",
    "\u202f": "a narrow non-breaking space",
    "\xad": "an invisible soft hyphen",
    "\u200b": "an invisible space without width",
}
# How files of other programs begin, and what they are.
_FOREIGN: Final = (
    (b"PK\x03\x04", "a Word file, or another file of an office program"),
    (b"\xd0\xcf\x11\xe0", "an old Word file, or another file of an office program"),
    (b"{\\rtf", "a rich text file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xff\xfe", 'a text in the encoding "UTF-16" ("Unicode")'),
    (b"\xfe\xff", 'a text in the encoding "UTF-16" ("Unicode")'),
)
_MARKS: Final = tuple(mark for mark, _ in _FOREIGN)
# Of ASCII; to take them all out and see what is left is cheaper than to search for the others.
_ALLOWED: Final = bytes([*b"\t\n", *range(0x20, 0x7F)])


class Source(Struct, frozen=True):
    """A file as text: `path` as people write it (below the project folder), lines ended by a line feed alone."""

    path: str
    text: str


def describe_forbidden(char: str) -> str:
    """Say in words what an invisible character is."""
    if char in _NAMES:
        return _NAMES[char]
    if ODD_BLANKS.match(char):
        return f"an unusual or invisible space (U+{ord(char):04X})"
    kind = "bidirectional control" if "\u202a" <= char <= "\u2069" and char not in "\u2028\u2029" else "control"
    return f"an invisible {kind} character (U+{ord(char):04X})"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Give line and column (1 first) of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def read_source(file: Path | str, path: str) -> Source | Diagnostic:
    """Read one file, or yield the fault: no ordinary file, too large, not UTF-8, invisible characters."""
    data = _read_bytes(file, path)
    if isinstance(data, Diagnostic):
        return data
    if data.startswith(_MARKS):
        foreign = next(what for mark, what in _FOREIGN if data.startswith(mark))
        hint = 'Save it as plain text, with the encoding "UTF-8".'
        if foreign.startswith("a picture"):
            hint = "Move it away, and put the record here: records are text."
        return Diagnostic(Place(path, 1, 1), "HS102", f"This is {foreign}, not plain text.", hint)
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1024} KB"
        hint = "A record is a text of a few pages; shorten it."
        return Diagnostic(Place(path), "HS103", f"This file is larger than {limit}.", hint)
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        hint = 'Save it again with the encoding "UTF-8".'
        place = Place(path, *line_and_column(before, len(before)))
        return Diagnostic(place, "HS102", "This file is not UTF-8 text.", hint)
    found = None if text.isascii() and not data.translate(None, _ALLOWED) else FORBIDDEN.search(text)
    if found:
        place = Place(path, *line_and_column(text, found.start()))
        what = describe_forbidden(found[0])
        hint = "Delete the line and type it again instead of pasting it."
        return Diagnostic(place, "HS104", f"There is {what} here.", hint)
    return Source(path, text)


def _read_bytes(file: Path | str, path: str) -> bytes | Diagnostic:
    """Read an ordinary file, up to one byte more than a record may have."""
    try:
        # Looked at before it is opened: to open a pipe would wait for ever for somebody to write to it.
        found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 -- ten thousand paths cost more to make than to look at
        if stat.S_ISLNK(found.st_mode):
            hint = "Put the file itself here, not a link to it."
            return Diagnostic(Place(path), "HS106", "This file is a symbolic link.", hint)
        if not stat.S_ISREG(found.st_mode):
            hint = "Delete it, and put the text here as a file."
            return Diagnostic(Place(path), "HS124", "This is a device or a pipe, not a file with text.", hint)
        with open(file, "rb", buffering=0) as handle:  # noqa: PTH123 -- see above
            # Asked for a little more than there was, or room for the largest record would be made for each.
            data = handle.read(min(found.st_size, MAX_BYTES) + 1)
            return data + handle.read(MAX_BYTES) if len(data) > found.st_size else data
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return Diagnostic(Place(path), "HS101", f"This file cannot be read: {reason}.", "Check that it may be opened.")
