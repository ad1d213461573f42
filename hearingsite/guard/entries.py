"""The text of the private list → its people, or every fault with line and column, and in no fault a value.

The parser's own words are never passed on, since they may quote what stands there.
"""

import datetime as dt
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final

import msgspec
import yaml
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.guard.identities import Address, Contacts, Identity, Names, Numbers, Order, Strength
from hearingsite.guard.people_rules import check_people
from hearingsite.values import FORBIDDEN

MAX_DEPTH: Final = 8
type_path = tuple[str | int, ...]

_BLOCKS: Final[dict[str, type[Struct]]] = {"names": Names, "numbers": Numbers, "contacts": Contacts}
_PLAINLY: Final = "Write the value out in full, in double quotes."
_SHAPES: Final = {
    "list": ("a list of texts", 'Write it in brackets: [one, "two"].'),
    "text": ("a text", "Write it behind the colon, in double quotes if it holds a colon or begins with a sign."),
    "block": ("a block of keys", "Write one key: value a line below it, further to the right."),
    "blocks": ("a list of blocks", "Begin each with a hyphen and a space, like - {lines: [...], postcode: ...}."),
    "day": ("a day", "Write it like 2024-01-20."),
    "order": ("a word of a list", "It can be: given-first, family-first."),
    "strength": ("a word of a list", "It can be: unique, ambiguous, weak."),
}
_TYPES: Final[dict[str, Any]] = {
    "list": list[str],
    "text": str,
    "block": dict[str, Any],
    "blocks": list[dict[str, Any]],
    "day": dt.date,
    "order": Order,
    "strength": Strength,
}
_KEYS: Final = {
    "records": "list",
    "vehicles": "list",
    "names": "block",
    "numbers": "block",
    "contacts": "block",
    "strength": "block",
    "addresses": "blocks",
    "born": "day",
    "once_public": "day",
    "review": "day",
    "order": "order",
}


class Entries(Struct, frozen=True):
    """The people of a list, the line on which each entry begins, and the faults."""

    identities: tuple[Identity, ...]
    lines: tuple[int, ...]
    faults: tuple[Diagnostic, ...]

    def __repr__(self) -> str:
        """Tell how many there are."""
        return f"Entries({len(self.identities)} people, {len(self.faults)} faults)"


def read_entries(text: str, path: str, first_line: int = 1) -> Entries:
    """Read the people of a list from YAML; `path` and `first_line` are what faults name.

    Where everything stands is only kept by a second reading, when there is something to tell: it costs twice the time.
    """
    found = _read(text, Reader(path, first_line, keep_marks=False))
    return _read(text, Reader(path, first_line)) if found.faults else found


def _read(text: str, reader: "Reader") -> Entries:
    data = reader.read(text)
    if reader.faults:
        return Entries((), (), tuple(reader.faults))
    if data is None or data == "":
        data = []
    lines = tuple(reader.lines)
    if isinstance(data, list):
        try:
            identities = tuple(msgspec.convert(data, list[Identity]))
        except msgspec.ValidationError:
            pass
        else:
            return Entries(identities, lines, tuple(check_people(identities, data, reader.place)))
    faults = tuple(_check_list(data, reader)) if reader.keep_marks else ()
    if not faults:  # what the converter refuses and the walk below does not know must not pass
        faults = (Diagnostic(reader.place(()), "HS657", "An entry does not fit the form of the list.", _FORM),)
    return Entries((), lines, faults)


_FORM: Final = "The README shows a whole entry, under The private list."


class _Stop(Exception):  # noqa: N818 -- ends the reading; the fault is already noted
    """Reading cannot go on."""


class Reader:
    """Builds plain data from the parser's events, and keeps where everything stands."""

    def __init__(self, path: str, first_line: int, code: str = "HS656", *, keep_marks: bool = True) -> None:
        """Keep what faults name, and their code; `lines` are those on which the items of the outermost list begin."""
        self.keep_marks = keep_marks
        self.lines: list[int] = []
        self.path = path
        self.first_line = first_line
        self.code = code
        self.faults: list[Diagnostic] = []
        self.marks: dict[type_path, tuple[int, int]] = {}
        self.key_marks: dict[type_path, tuple[int, int]] = {}
        self.next_event: Any = None

    def read(self, text: str) -> Any:
        """Read one document; None where it is empty or has faults."""
        found = FORBIDDEN.search(text)
        if found:
            before = text[: found.start()]
            mark = before.count("\n"), found.start() - before.rfind("\n") - 1
            self._fault(mark, "A character that nobody can see stands here.", "Type the line again.")
            return None
        parser = yaml.CLoader(text)
        self.next_event = parser.get_event
        data = None
        try:
            self.next_event()
            if isinstance(self.next_event(), yaml.DocumentStartEvent):
                data = self._node(self.next_event(), ())
                self.next_event()
                if not isinstance(self.next_event(), yaml.StreamEndEvent):
                    self._fault((0, 0), "The list has a part too many.", 'Delete the extra "---".')
        except _Stop:
            return None
        except yaml.YAMLError as error:
            known: Any = error
            # What is never closed is told where it was opened.
            is_open = any(words in str(error) for words in ("expected ',' or", "end of stream"))
            context, problem = getattr(known, "context_mark", None), getattr(known, "problem_mark", None)
            noticed = (context if is_open else None) or problem or context
            place = (noticed.line, noticed.column) if noticed else (0, 0)
            self._fault(place, "The list cannot be read here.", "Compare this line and the one above it with others.")
        finally:
            parser.dispose()
        return data

    def place(self, path: type_path) -> Place:
        """Where something stands; for what is not there, the nearest thing around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.marks:
                return self._at(self.marks[path[:end]])
        return Place(self.path, self.first_line, 1)

    def key_place(self, path: type_path) -> Place:
        """Where a key stands."""
        return self._at(self.key_marks[path])

    def _at(self, mark: tuple[int, int]) -> Place:
        return Place(self.path, mark[0] + self.first_line, mark[1] + 1)

    def _fault(self, mark: tuple[int, int], message: str, hint: str) -> None:
        self.faults.append(Diagnostic(self._at(mark), self.code, message, hint))

    def _node(self, event: Any, path: type_path) -> Any:
        kind = type(event)
        if not self.keep_marks and kind is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            return event.value
        mark = _mark(event)
        if self.keep_marks:
            self.marks[path] = mark
        if kind is yaml.AliasEvent:
            self._fault(mark, "A sign that points to another place stands here.", _PLAINLY)
            return ""
        if event.anchor is not None or event.tag is not None:
            self._fault(mark, 'A word that begins with "&" or "!" stands here.', _PLAINLY)
        if kind is yaml.ScalarEvent:
            return event.value
        if len(path) >= MAX_DEPTH:
            self._fault(mark, "The list is nested too deeply.", _FORM)
            raise _Stop
        return self._block(path) if kind is yaml.MappingStartEvent else self._list(path)

    def _list(self, path: type_path) -> list[Any]:
        items: list[Any] = []
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
            if not path:
                self.lines.append(event.start_mark.line + self.first_line)
            items.append(self._node(event, (*path, len(items))))
        return items

    def _block(self, path: type_path) -> dict[str, Any]:
        block: dict[str, Any] = {}
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            key = self._node(event, (*path, "?"))
            if not isinstance(key, str) or key == "<<":
                self._fault(_mark(event), "A key must be one plain word.", 'Write "key: value".')
                key = ""
            elif key in block:
                self._fault(_mark(event), "This key stands twice in its block.", "Keep one of the two.")
            if self.keep_marks:
                self.key_marks[*path, key] = _mark(event)
            block[key] = self._node(self.next_event(), (*path, key))
        return block


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _check_list(data: Any, reader: Reader) -> Iterator[Diagnostic]:
    if not isinstance(data, list):
        yield _shape(reader.place(()), "The list", "a list of people", "Begin each with - id: p-0001.")
        return
    for number, entry in enumerate(data):
        if not isinstance(entry, dict):
            yield _shape(reader.place((number,)), "An entry", "a block of keys", _FORM)
            continue
        yield from _check_block(entry, Identity, (number,), reader)
        for key in ("id", "records", "known_as"):
            if key not in entry:
                place = reader.place((number,))
                yield Diagnostic(
                    place, "HS657", f'An entry lacks "{key}".', "Every entry has id, records and known_as."
                )


def _check_block(block: dict[str, Any], kind: type[Struct], path: type_path, reader: Reader) -> Iterator[Diagnostic]:
    """Hold a block against its type. A key that is not known is quoted only where it is a slip of a known one."""
    known = [field.name for field in msgspec.structs.fields(kind)]
    for key, value in block.items():
        below = (*path, key)
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f'Did you mean "{near[0]}"?' if near else f"The keys here are: {', '.join(known)}."
            yield Diagnostic(reader.key_place(below), "HS657", "This key is not known in the list.", hint)
            continue
        shape = "list" if kind in (Numbers, Contacts) or key in _LISTS else _KEYS.get(key, "text")
        yield from _check_value(value, key, shape, below, reader)


_LISTS: Final = ("given", "aliases", "former", "relatives", "lines")


def _check_value(value: Any, key: str, shape: str, path: type_path, reader: Reader) -> Iterator[Diagnostic]:
    if not _has_shape(value, shape):
        yield _shape(reader.place(path), f'"{key}"', *_SHAPES[shape])
    elif key in _BLOCKS:
        yield from _check_block(value, _BLOCKS[key], path, reader)
    elif key == "strength":
        for name, word in value.items():
            if not _has_shape(word, "strength"):
                yield _shape(reader.place((*path, name)), "A strength", *_SHAPES["strength"])
    elif key == "addresses":
        for number, address in enumerate(value):
            yield from _check_block(address, Address, (*path, number), reader)


def _has_shape(value: Any, shape: str) -> bool:
    try:
        msgspec.convert(value, _TYPES[shape])
    except msgspec.ValidationError:
        return False
    return True


def _shape(place: Place, what: str, kind: str, hint: str) -> Diagnostic:
    return Diagnostic(place, "HS657", f"{what} must be {kind}.", hint)
