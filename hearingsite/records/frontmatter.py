"""A record's text → its YAML header as plain text, lists and blocks, with line and column; and its body.

PyYAML's C parser gives events with marks; nothing is resolved, so `no`, `10:30` and `0123` stay text.
Positions are not kept while reading (they would cost more than the reading): `places` reads once more,
and only records with something to report ever pay for that.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.records.source import FORBIDDEN, Source, describe_forbidden

MAX_DEPTH: Final = 20
FENCE: Final = re.compile(r"---[ \t]*\n?")
_CLOSING: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)

type_path = tuple[str | int, ...]


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
        builder = _Builder(self.path, self.header_line, keep_marks=True)
        builder.read(self.header)
        return Places(self.path, self.header_line, builder.marks, self.header)


class Places(Struct, frozen=True):
    """Line and column of every key and value of a header, by path: `("officers", 0, "rank")`."""

    path: str
    first_line: int
    marks: dict[tuple[type_path, bool], tuple[int, int]]
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


def split_front_matter(source: Source) -> FrontMatter | list[Diagnostic]:
    """Split a record at its fences and read the header, or say every reason why that fails."""
    opening = FENCE.match(source.text)
    if not opening or not opening[0].endswith("\n"):
        return [
            Diagnostic(
                Place(source.path, 1, 1),
                "HS105",
                "A record begins with a line of three hyphens, and this file does not.",
                'Put "---" on the first line, the header below it, and "---" again before the account.',
            )
        ]
    closing = _CLOSING.search(source.text, opening.end())
    if not closing:
        return [
            Diagnostic(
                Place(source.path, 1, 1),
                "HS107",
                "The header of this record never ends.",
                'Put a line "---" between the header and the account.',
            )
        ]
    header = source.text[opening.end() : closing.start()]
    body = source.text[closing.end() + 1 :]
    body_line = source.text.count("\n", 0, closing.end()) + 2
    faults = list(_check_tabs(source.path, header, 2))
    if faults:
        return faults
    parsed = parse_header(source.path, header, 2)
    if isinstance(parsed, list):
        return parsed
    return FrontMatter(source.path, parsed, header, 2, body, body_line)


def read_block(source: Source) -> FrontMatter | list[Diagnostic]:
    """Read a file that is YAML from its first line to its last (a force)."""
    faults = list(_check_tabs(source.path, source.text, 1))
    if faults:
        return faults
    parsed = parse_header(source.path, source.text, 1)
    if isinstance(parsed, list):
        return parsed
    return FrontMatter(source.path, parsed, source.text, 1, "", 1)


def parse_header(path: str, header: str, first_line: int) -> dict[str, Any] | list[Diagnostic]:
    """Read YAML as plain text, lists and blocks; refuse whatever would make two readers disagree."""
    builder = _Builder(path, first_line, keep_marks=False)
    data = builder.read(header)
    if builder.faults:
        return builder.faults
    if not isinstance(data, dict):
        return [
            Diagnostic(
                Place(path, first_line, 1),
                "HS108",
                "This is not a list of keys with values.",
                'Write one "key: value" a line, for example "status: scheduled".',
            )
        ]
    return data


def _check_tabs(path: str, header: str, first_line: int) -> Iterator[Diagnostic]:
    if "\t" not in header:
        return
    for number, line in enumerate(header.split("\n"), first_line):
        if "\t" in line:
            yield Diagnostic(
                Place(path, number, line.index("\t") + 1),
                "HS109",
                "There is a tab here.",
                "Use blanks instead: what belongs together is told by blanks, and a tab has no fixed width.",
            )


class _Stop(Exception):  # noqa: N818 -- ends the reading; the fault is already noted
    """Reading cannot go on."""


class _Builder:
    """Builds plain data from the parser's events, one header at a time."""

    def __init__(self, path: str, first_line: int, *, keep_marks: bool) -> None:
        self.path = path
        self.first_line = first_line
        self.keep_marks = keep_marks
        self.marks: dict[tuple[type_path, bool], tuple[int, int]] = {}
        self.faults: list[Diagnostic] = []
        self.lines: list[str] = []

    def read(self, header: str) -> Any:
        """Read one YAML document; None where it has faults."""
        events = yaml.parse(header, Loader=yaml.CLoader)
        self.lines = header.split("\n") if "#" in header else []
        data: Any = None
        try:
            next(events)  # the stream begins
            first = next(events)
            if isinstance(first, yaml.DocumentStartEvent):
                data = self._node(next(events), events, (), 0)
                next(events)  # the document ends
                if not isinstance(next(events), yaml.StreamEndEvent):
                    self._fault("HS110", None, "The header has a second part.", 'Delete the extra "---".')
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self._syntax(error)
        return None if self.faults else data

    def _node(self, event: Any, events: Iterator[Any], path: type_path, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._fault("HS111", event, f'"*{event.anchor}" points to another place of the file.', _PLAINLY)
            return ""
        if event.anchor is not None:
            self._fault("HS111", event, f'"&{event.anchor}" marks a place to point to.', _PLAINLY)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault("HS112", event, f'"{tag}" is a tag.', 'Delete the word that begins with "!".')
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            self._fault(
                "HS113", event, "The header is nested too deeply.", "A record needs far fewer levels; see the guide."
            )
            raise _Stop
        return (
            self._block(event, events, path, depth)
            if kind is yaml.MappingStartEvent
            else self._list(events, path, depth)
        )

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if self.lines and not event.style:
            self._check_comment(event)
        if event.style == '"':
            found = FORBIDDEN.search(value)
            if found:
                self._fault(
                    "HS104",
                    event,
                    f"There is {describe_forbidden(found[0])} in this text.",
                    "Type the text again without it.",
                )
        return value

    def _check_comment(self, event: Any) -> None:
        """Refuse `venue: Room #2`: YAML would silently read "Room"."""
        rest = self.lines[event.end_mark.line][event.end_mark.column :]
        if rest.startswith(" ") and rest.lstrip(" ").startswith("#"):
            words = rest.strip()
            self._fault(
                "HS122",
                event,
                f'"{words}" would not be read: what follows a "#" is a comment.',
                "Put the whole value in double quotes, or the comment on a line of its own.",
            )

    def _list(self, events: Iterator[Any], path: type_path, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                break
            below = (*path, len(items)) if self.keep_marks else path
            if self.keep_marks:
                self.marks[below, False] = self._mark(event)
            items.append(self._node(event, events, below, depth + 1))
        return items

    def _block(self, _start: Any, events: Iterator[Any], path: type_path, depth: int) -> dict[str, Any]:
        block: dict[str, Any] = {}
        folded: dict[str, str] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._key(event, events, path, depth)
            twin = folded.get(key.casefold())
            if twin is not None:
                said = (
                    f'"{key}" stands twice in this block.'
                    if twin == key
                    else f'"{key}" and "{twin}" differ only in capitals.'
                )
                self._fault("HS114", event, said, "Keep one of the two and delete the other.")
            folded[key.casefold()] = key
            below = (*path, key) if self.keep_marks else path
            value = next(events)
            if self.keep_marks and twin is None:
                self.marks[below, True] = self._mark(event)
                self.marks[below, False] = self._mark(value)
            block[key] = self._node(value, events, below, depth + 1)
        return block

    def _key(self, event: Any, events: Iterator[Any], path: type_path, depth: int) -> str:
        key = self._node(event, events, path, depth + 1)
        if not isinstance(key, str):
            self._fault("HS108", event, "A key must be one word.", 'Write "key: value".')
            return ""
        if key == "<<":
            self._fault("HS111", event, '"<<" merges another block into this one.', _PLAINLY)
        return key

    def _mark(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self.first_line, event.start_mark.column + 1

    def _fault(self, code: str, event: Any, message: str, hint: str) -> None:
        line, column = self._mark(event) if event is not None else (self.first_line, 1)
        self.faults.append(Diagnostic(Place(self.path, line, column), code, message, hint))

    def _syntax(self, error: yaml.YAMLError) -> None:
        problem = str(getattr(error, "problem", "") or "")
        marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
        if any(known in problem for known in _SAID_AT_THE_END):
            marks.reverse()
        mark = next((mark for mark in marks if mark), None)
        line = mark.line + self.first_line if mark else self.first_line
        column = mark.column + 1 if mark else 1
        message, hint = _explain_syntax(problem)
        self.faults.append(Diagnostic(Place(self.path, line, column), "HS115", message, hint))


_PLAINLY: Final = "Write the value out in full; if it begins with one of & * < or !, put it in double quotes."

# Problems that libyaml notices only where the text ends; their context is where they begin.
_SAID_AT_THE_END: Final = ("unexpected end of stream", "could not find expected ':'")

# What libyaml says → what a press officer can use. The last entry is for everything else.
_SYNTAX: Final = (
    ("mapping values are not allowed", 'There is a ":" inside a value here.', "Put the whole value in double quotes."),
    (
        "could not find expected ':'",
        'A line of the header has no ":" after its key.',
        'Write "key: value", or indent the line if it continues the text above.',
    ),
    (
        "did not find expected key",
        "This line does not fit the lines above it.",
        "Indent it exactly like its neighbours, with blanks only; put values with quotes or colons in double quotes.",
    ),
    (
        "did not find expected '-' indicator",
        "This line does not fit the list above it.",
        'Begin each item of the list with "- ", all at the same indentation.',
    ),
    (
        "did not find expected ',' or",
        "A bracket is opened but never closed.",
        'Close it: "[one, two]" or "{key: value}".',
    ),
    ("unexpected end of stream", "A quotation mark is opened but never closed.", 'Put a " at the end of the text.'),
    ("found character that cannot start any token", "A value begins with a character that YAML reserves.", _PLAINLY),
    (
        "unknown escape character",
        'There is a "\\" in a text in double quotes.',
        'Write "\\\\" for one, or leave the quotes out.',
    ),
    (
        "block sequence entries are not allowed",
        'There is a "- " where no list can begin.',
        "Begin the list on its own line below its key.",
    ),
    ("", "The header cannot be read here.", "Compare this line and the one above it with a record that works."),
)


def _explain_syntax(problem: str) -> tuple[str, str]:
    return next((message, hint) for known, message, hint in _SYNTAX if known in problem)
