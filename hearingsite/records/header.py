"""YAML events → plain text, lists and blocks; refuses whatever would make two readers disagree.

PyYAML's C parser gives events with marks; nothing is resolved, so `no`, `10:30` and `0123` stay text. Profiled:
half the cost of reading a record was the library's own loop over events and a call for each of some sixty plain
scalars, so the parser is asked directly. A header without any sign that needs a closer look is read in the plain way
first, which is twice as fast; where that meets anything odd, it is read again from the start, with care.
"""

from collections.abc import Callable
from typing import Any, Final

import yaml
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.records.source import ODD_BLANKS, describe_forbidden
from hearingsite.records.syntax import explain_syntax
from hearingsite.values import FORBIDDEN

MAX_DEPTH: Final = 20
_SPECIAL: Final = "&*!#\\"  # of anchors, aliases, tags, comments, and what double quotes may hide

type_path = tuple[str | int, ...]
type_marks = dict[tuple[type_path, bool], tuple[int, int]]


class ReadHeader(Struct, frozen=True):
    """What came of a header: its data, or its faults; and, if they were asked for, the marks of keys and values.

    A mark's key is a path and whether it is the key's place, not the value's; it is a line and a column, 1 first.
    """

    data: Any
    faults: list[Diagnostic]
    marks: type_marks


def read_header(path: str, header: str, first_line: int, *, keep_marks: bool = False) -> ReadHeader:
    """Read one YAML document."""
    if not keep_marks and not any(sign in header for sign in _SPECIAL):
        try:
            return ReadHeader(_read_plainly(header), [], {})
        except (_OddError, yaml.YAMLError):
            pass
    builder = _Builder(path, first_line, keep_marks=keep_marks)
    data = builder.read(header)
    return ReadHeader(data, builder.faults, builder.marks)


class _OddError(Exception):
    """A header needs to be read with care."""


def _read_plainly(header: str) -> Any:
    """Read a document without the signs of `_SPECIAL`; raises _OddError where anything in it is not plain."""
    parser = yaml.CLoader(header)
    next_event = parser.get_event
    try:
        next_event()  # the stream begins
        if not isinstance(next_event(), yaml.DocumentStartEvent):
            return None
        data = _plain(next_event, next_event(), 0)
        next_event()  # the document ends
        if not isinstance(next_event(), yaml.StreamEndEvent):
            raise _OddError
    finally:
        parser.dispose()
    return data


def _plain(next_event: Callable[[], Any], event: Any, depth: int) -> Any:
    """Build what begins with an event."""
    kind, scalar = type(event), yaml.ScalarEvent
    if kind is scalar:
        return event.value
    if depth >= MAX_DEPTH:
        raise _OddError
    if kind is yaml.SequenceStartEvent:
        items: list[Any] = []
        while type(event := next_event()) is not yaml.SequenceEndEvent:
            items.append(event.value if type(event) is scalar else _plain(next_event, event, depth + 1))
        return items
    if kind is not yaml.MappingStartEvent:
        raise _OddError
    block: dict[str, Any] = {}
    number = 0
    while type(event := next_event()) is not yaml.MappingEndEvent:
        if type(event) is not scalar:
            raise _OddError
        value = next_event()
        block[event.value] = value.value if type(value) is scalar else _plain(next_event, value, depth + 1)
        number += 1
    # Keys that stand twice, or differ in capitals alone; most have none.
    keys = "".join(block)
    is_small = keys.isascii() and keys.islower()
    if len(block if is_small else {key.casefold() for key in block}) < number or "<<" in block:
        raise _OddError
    return block


class _Stop(Exception):  # noqa: N818 -- ends the reading; the fault is already noted
    """Reading cannot go on."""


class _Builder:
    """Builds plain data from the parser's events, one header at a time."""

    def __init__(self, path: str, first_line: int, *, keep_marks: bool) -> None:
        self.path = path
        self.first_line = first_line
        self.keep_marks = keep_marks
        self.marks: type_marks = {}
        self.faults: list[Diagnostic] = []
        self.header_lines: list[str] = []
        self.lines: list[str] = []  # only where one may hold a comment
        self.next_event: Any = None

    def read(self, header: str) -> Any:
        """Read one YAML document; None where it has faults."""
        parser = yaml.CLoader(header)
        self.next_event = parser.get_event
        self.header_lines = header.split("\n")
        self.lines = self.header_lines if "#" in header else []
        data: Any = None
        try:
            self.next_event()  # the stream begins
            if isinstance(self.next_event(), yaml.DocumentStartEvent):
                data = self._node(self.next_event(), (), 0)
                self.next_event()  # the document ends
                if not isinstance(self.next_event(), yaml.StreamEndEvent):
                    self._fault("HS110", None, "The header has a second part.", 'Delete the extra "---".')
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self._syntax(error, header)
        finally:
            parser.dispose()
        return None if self.faults else data

    def _node(self, event: Any, path: type_path, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            self._fault("HS111", event, f'"*{event.anchor}" points to another place of the file.', _PLAINLY)
            return ""
        if event.anchor is not None:
            self._fault("HS111", event, f'"&{event.anchor}" marks a place to point to.', _PLAINLY)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(
                "HS112",
                event,
                f'"{tag}" is a tag.',
                'Delete the word that begins with "!", or put the whole value in double quotes.',
            )
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if depth >= MAX_DEPTH:
            self._fault(
                "HS113", event, "The header is nested too deeply.", "A record needs far fewer levels; see the guide."
            )
            raise _Stop
        return self._block(path, depth) if kind is yaml.MappingStartEvent else self._list(path, depth)

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if self.lines and not event.style:
            self._check_comment(event)
        if event.style == '"':
            found = FORBIDDEN.search(value) or ODD_BLANKS.search(value)
            if found:
                self._fault(
                    "HS126" if ODD_BLANKS.match(found[0]) else "HS104",
                    event,
                    f"There is {describe_forbidden(found[0])} in this text.",
                    "Type the text again without it.",
                )
        return value

    def _check_comment(self, event: Any) -> None:
        """Refuse `venue: Room #2`: YAML would silently read "Room"."""
        rest = self.lines[event.end_mark.line][event.end_mark.column :]
        if rest.startswith(" ") and rest.lstrip(" ").startswith("#"):
            line = event.end_mark.line + self.first_line
            column = event.end_mark.column + len(rest) - len(rest.lstrip(" ")) + 1
            message = f'"{rest.strip()}" would not be read: what follows a "#" is a comment.'
            hint = "Put the whole value in double quotes, or the comment on a line of its own."
            self.faults.append(Diagnostic(Place(self.path, line, column), "HS122", message, hint))

    def _is_plain(self, event: Any) -> bool:
        """Whether an event is a scalar that needs no closer look."""
        return (
            type(event) is yaml.ScalarEvent
            and event.style != '"'
            and not self.lines
            and event.tag is None
            and event.anchor is None
        )

    def _list(self, path: type_path, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            below = (*path, len(items)) if self.keep_marks else path
            if self.keep_marks:
                self.marks[below, False] = self._mark(event)
            items.append(event.value if self._is_plain(event) else self._node(event, below, depth + 1))
        return items

    def _block(self, path: type_path, depth: int) -> dict[str, Any]:
        block: dict[str, Any] = {}
        keys: list[tuple[str, Any]] = []
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            key = event.value if self._is_plain(event) and event.value != "<<" else self._key(event, path, depth)
            value = self.next_event()
            below = (*path, key) if self.keep_marks else path
            if self.keep_marks and key not in block:
                self.marks[below, True] = self._mark(event)
                self.marks[below, False] = self._mark(value)
            keys.append((key, event))
            block[key] = value.value if self._is_plain(value) else self._node(value, below, depth + 1)
        if len({key.casefold() for key, _ in keys}) < len(keys):
            self._tell_twins(keys, block)
        return block

    def _tell_twins(self, keys: list[tuple[str, Any]], block: dict[str, Any]) -> None:
        """Tell keys that stand twice; of a row of them only the first, for all of it has one cause."""
        seen: dict[str, str] = {}
        is_told = False
        for at, (key, event) in enumerate(keys):
            twin = seen.get(key.casefold())
            if twin == key == keys[0][0] and self._begins_an_item(keys[0][1]):
                message = f'"{key}" stands twice in this entry of the list, so a "- " is missing before the second.'
                self._fault("HS114", event, message, _NEW_ITEM)
                return  # what follows belongs to the new entry
            if twin is not None and not is_told:
                self._tell_twin(event, twin, keys[at - 1][0], block)
            is_told = twin is not None
            seen[key.casefold()] = key

    def _tell_twin(self, event: Any, twin: str, before: str, block: dict[str, Any]) -> None:
        key = event.value
        if twin != key:
            self._fault("HS114", event, f'"{key}" and "{twin}" differ only in capitals.', _KEEP_ONE)
        elif block[before] == "":
            message = f'"{key}" stands twice in this block, and nothing is indented below "{before}".'
            hint = f'If it belongs to "{before}", put 2 spaces more before it and before the lines below it that do.'
            self._fault("HS114", event, message, hint)
        else:
            self._fault("HS114", event, f'"{key}" stands twice in this block.', _KEEP_ONE)

    def _begins_an_item(self, event: Any) -> bool:
        """Whether a key is the first of an entry of a list that is written with hyphens."""
        before: str = self.header_lines[event.start_mark.line][: event.start_mark.column]
        return before.lstrip().startswith("- ")

    def _key(self, event: Any, path: type_path, depth: int) -> str:
        key = self._node(event, path, depth + 1)
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

    def _syntax(self, error: yaml.YAMLError, header: str) -> None:
        misread = explain_syntax(error, header)
        place = Place(self.path, misread.line + self.first_line, misread.column + 1)
        self.faults.append(Diagnostic(place, "HS115", misread.message, misread.hint))


_NEW_ITEM: Final = (
    'Put "- " in place of the two spaces before it, so that it begins a new entry; if it is the same one, delete it.'
)
_KEEP_ONE: Final = "Keep one of the two and delete the other."
_PLAINLY: Final = "Write the value out in full; if it begins with one of & * < or !, put it in double quotes."
