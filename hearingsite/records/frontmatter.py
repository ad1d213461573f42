"""A record's text → its YAML header as plain text, lists and blocks, with line and column; and its body.

Positions are not kept while reading (they would cost more than the reading): `places` reads once more,
and only records with something to report ever pay for that.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.records.header import read_header, type_marks, type_path
from hearingsite.records.source import ODD_BLANKS, Source, describe_forbidden
from hearingsite.records.syntax import ALMOST_A_FENCE, describe_fence

# Empty lines and comments.
_LINES_ABOVE: Final = later(r"(?:[ \t]*(?:#[^\n]*)?\n)+---[ \t]*(?:\n|\Z)")
# A title or the mark of a block of code: few lines, and two fences below them.
_TEXT_ABOVE: Final = later(r"(?:(?!---|\w+:).*\n){1,5}---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_WELSH_OTHERWISE: Final = later(r"([^/]+-\d+)[ ._-]*\(?(?:cy|cym|wel|welsh|cymraeg)\)?\.md$", re.IGNORECASE)
FENCE: Final = later(r"---[ \t]*\n?")
HEADER_LINE: Final = 2  # on which the header of a record begins
# So many lines with odd blanks are told at most: a header that was pasted is full of them.
MANY: Final = 20
_CLOSING: Final = later(r"^---[ \t]*$", re.MULTILINE)


class FrontMatter(Struct, frozen=True):
    """The header as plain data, the YAML it came from and its first line; the body and its first line."""

    path: str
    data: dict[str, Any]
    header: str
    header_line: int
    body: str
    body_line: int

    def places(self) -> "Places":
        """Find line and column of every key and value."""
        marks = read_header(self.path, self.header, self.header_line, keep_marks=True).marks
        return Places(self.path, self.header_line, marks, self.header)


class Places(Struct, frozen=True):
    """Line and column of every key and value of a header, by path: `("officers", 0, "rank")`."""

    path: str
    first_line: int
    marks: type_marks
    header: str

    def value(self, path: type_path) -> Place:
        """Where a value stands; for a path that is not there, the nearest block around it."""
        return self._nearest(path, is_key=False)

    def key(self, path: type_path) -> Place:
        """Where a key stands; for a list item or a path that is not there, the nearest thing around it."""
        return self._nearest(path, is_key=True)

    def within(self, path: type_path, value: str, offset: int) -> Place:
        """Where a character of a value stands, also inside a folded, literal or quoted text."""
        place = self.value(path)
        lines = self.header.split("\n")
        start = sum(len(line) + 1 for line in lines[: place.line - self.first_line]) + place.column - 1
        found = _align(value, offset, self.header, start)
        before = self.header[:found]
        return Place(self.path, self.first_line + before.count("\n"), found - before.rfind("\n"))

    def _nearest(self, path: type_path, *, is_key: bool) -> Place:
        for end in range(len(path), 0, -1):
            mark = self.marks.get((path[:end], is_key)) or self.marks.get((path[:end], not is_key))
            if mark:
                return Place(self.path, *mark)
            is_key = True
        return Place(self.path, self.first_line - 1 or 1, 1)


def _align(value: str, offset: int, header: str, start: int) -> int:
    """Find the place in the header of a character of a value that begins at `start`.

    Walks both texts: blanks and line ends stand for one another, and what only the writing of YAML needs (a block's
    mark, quotes, a backslash) is passed over.
    """
    position = _begin(header, start)
    for char in value[:offset]:
        if not char.isspace():
            position = _next(char, header, position) + 1
    target = value[offset : offset + 1]
    return _next(target, header, position) if target and not target.isspace() else position


def _begin(header: str, start: int) -> int:
    """Where a value's own characters begin: behind `|` or `>` and its line, behind an opening quote."""
    if header[start : start + 1] in ("|", ">"):
        return header.find("\n", start) + 1
    return start + (header[start : start + 1] in ("'", '"'))


def _next(char: str, header: str, position: int) -> int:
    """The next place of a character, over blanks and the signs of writing; `position` where there is none."""
    at = position
    while at < len(header) and header[at] != char and (header[at].isspace() or header[at] in "\\'\""):
        at += 1
    return at if header[at : at + 1] == char else position


def split_front_matter(source: Source, known: dict[str, Any] | None = None) -> FrontMatter | list[Diagnostic]:
    """Split a record at its fences and read the header, or say every reason why that fails.

    `known` is the header as it was read before from the same text.
    """
    parts = split_at_fences(source)
    if isinstance(parts, Diagnostic):
        return [parts]
    header, body, body_line = parts
    if known is not None:
        return FrontMatter(source.path, known, header, HEADER_LINE, body, body_line)
    parsed = parse_header(source.path, header, HEADER_LINE)
    if isinstance(parsed, list):
        return parsed
    return FrontMatter(source.path, parsed, header, HEADER_LINE, body, body_line)


def split_at_fences(source: Source) -> tuple[str, str, int] | Diagnostic:
    """The header of a record, which begins on its second line; its body and the line on which that begins."""
    opening = FENCE.match(source.text)
    if not opening or not opening[0].endswith("\n"):
        return _no_beginning(source)
    at = source.text.find("\n---", opening.end() - 1)  # the search of each line takes ten times as long
    closing = _CLOSING.search(source.text, at + 1) if at >= 0 else None
    if not closing:
        return _no_end(source, opening.end())
    header = source.text[opening.end() : closing.start()]
    return header, source.text[closing.end() + 1 :], source.text.count("\n", 0, closing.end()) + 2


def _no_beginning(source: Source) -> Diagnostic:
    place = Place(source.path, 1, 1)
    first = source.text.partition("\n")[0]
    if ALMOST_A_FENCE.match(first):
        return Diagnostic(place, "HS105", *describe_fence(first))
    if _LINES_ABOVE.match(source.text) or _TEXT_ABOVE.match(source.text):
        message = 'Something stands above the "---" with which a record begins.'
        return Diagnostic(place, "HS105", message, 'Delete all that stands above the first "---", empty lines as well.')
    welsh = _WELSH_OTHERWISE.search(source.path)
    if welsh and source.text.strip():
        message = "This file has no header, and its name is not that of a Welsh account."
        return Diagnostic(place, "HS105", message, f'If it is one, call it "{welsh[1]}.cy.md".')
    begins = "A record begins with a line of three hyphens, and this file"
    return Diagnostic(
        place,
        "HS105",
        f"{begins} does not." if source.text.strip() else f"{begins} is empty.",
        'Put "---" on the first line, the header below it, and "---" again before the account.',
    )


def _no_end(source: Source, start: int) -> Diagnostic:
    for number, line in enumerate(source.text[start:].split("\n"), 2):
        if ALMOST_A_FENCE.match(line):
            return Diagnostic(Place(source.path, number, 1), "HS107", *describe_fence(line))
    message = "The header of this record never ends."
    return Diagnostic(
        Place(source.path, 1, 1), "HS107", message, 'Put a line "---" between the header and the account.'
    )


def read_block(source: Source) -> FrontMatter | list[Diagnostic]:
    """Read a file that is YAML from its first line to its last (a force)."""
    parsed = parse_header(source.path, source.text, 1)
    if isinstance(parsed, list):
        return parsed
    return FrontMatter(source.path, parsed, source.text, 1, "", 1)


def parse_header(path: str, header: str, first_line: int) -> dict[str, Any] | list[Diagnostic]:
    """Read YAML as plain text, lists and blocks; refuse whatever would make two readers disagree."""
    faults = [*_check_tabs(path, header, first_line), *_check_blanks(path, header, first_line)]
    if faults:
        return faults
    read = read_header(path, header, first_line)
    if read.faults:
        return read.faults
    if not isinstance(read.data, dict):
        return [
            Diagnostic(
                Place(path, first_line, 1),
                "HS108",
                "This is not a list of keys with values.",
                'Write one "key: value" a line, for example "status: scheduled".',
            )
        ]
    return read.data


def _check_tabs(path: str, header: str, first_line: int) -> Iterator[Diagnostic]:
    if "\t" not in header:
        return
    for number, line in enumerate(header.split("\n"), first_line):
        if "\t" in line:
            yield Diagnostic(
                Place(path, number, line.index("\t") + 1),
                "HS109",
                "There is a tab here.",
                "Use spaces instead: what belongs together is told by spaces, and a tab has no fixed width.",
            )


def _check_blanks(path: str, header: str, first_line: int) -> Iterator[Diagnostic]:
    """Refuse what looks like a blank, or like nothing: YAML and every comparison of names take it for a letter."""
    if header.isascii():
        return
    lines = (pair for pair in enumerate(header.split("\n"), first_line) if not pair[1].isascii())
    odd = ((number, found) for number, line in lines if (found := ODD_BLANKS.search(line)))
    for number, found in islice(odd, MANY):
        message = f"There is {describe_forbidden(found[0])} here. It comes with pasted text."
        hint = (
            "Type a space instead, also where there are more of them in this line."
            if found[0].isspace()
            else "Delete it."
        )
        yield Diagnostic(Place(path, number, found.start() + 1), "HS126", message, hint)
