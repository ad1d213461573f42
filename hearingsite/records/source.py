"""Bytes of an editor's file → checked text, or the fault that says why it cannot be read."""

import os
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place

MAX_BYTES: Final = 256 * 1024
# Controls but tab and line feed; bidi overrides, isolates; separators; what XML forbids.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ufffe\uffff]")
_NAMES: Final = {"\ufeff": "a byte order mark in the middle of the text", "\r": "a stray carriage return"}


class Source(Struct, frozen=True):
    """A file as text: `path` as people write it (below the project folder), lines ended by a line feed alone."""

    path: str
    text: str


def describe_forbidden(char: str) -> str:
    """Say in words what an invisible character is."""
    if char in _NAMES:
        return _NAMES[char]
    kind = "bidirectional control" if "\u202a" <= char <= "\u2069" and char not in "\u2028\u2029" else "control"
    return f"an invisible {kind} character (U+{ord(char):04X})"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Give line and column (1 first) of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def read_source(file: Path | str, path: str) -> Source | Diagnostic:
    """Read one file, or yield the fault: too large, not UTF-8, not readable, invisible characters."""
    try:
        if os.path.islink(file):  # noqa: PTH114 -- ten thousand paths cost more to make than to look at
            return Diagnostic(
                Place(path), "HS106", "This file is a symbolic link.", "Put the file itself here, not a link to it."
            )
        with open(file, "rb") as handle:  # noqa: PTH123 -- see above
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        return Diagnostic(Place(path), "HS101", f"This file cannot be read: {reason}.", "Check that it may be opened.")
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1024} KB"
        return Diagnostic(
            Place(path),
            "HS103",
            f"This file is larger than {limit}.",
            "A record is a text of a few pages; shorten it.",
        )
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = line_and_column(before, len(before))
        return Diagnostic(
            Place(path, line, column),
            "HS102",
            "This file is not UTF-8 text.",
            'Save it again with the encoding "UTF-8".',
        )
    found = FORBIDDEN.search(text)
    if found:
        line, column = line_and_column(text, found.start())
        what = describe_forbidden(found[0])
        return Diagnostic(
            Place(path, line, column),
            "HS104",
            f"There is {what} here.",
            "Delete the line and type it again instead of pasting it.",
        )
    return Source(path, text)
