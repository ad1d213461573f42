"""A field of a public table, defined once: CSV headers, JSON, SQLite, schemas and the data dictionary are made of it."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Generic, Literal, TypeVar

from msgspec import Struct

from hearingsite.values import Moment, Text
from hearingsite.vocabulary import read_vocabulary

Item = TypeVar("Item")
Value = str | int | bool | dt.date | tuple[str, ...] | tuple[dt.date, ...] | None
Kind = Literal["text", "code", "codes", "days", "number", "boolean", "day", "moment"]
Row = tuple[Value, ...]
Cell = str | int | None

SEPARATOR: Final = ";"
_FORMULA: Final = "=+-@"
# Blanks, and what nobody sees: a spreadsheet may skip them.
_SKIPPED: Final = re.compile("[\\s\u200b\u2060\ufeff]*")


class Field(Struct, Generic[Item], frozen=True):
    """A column: how its value is taken from an item, and what it means.

    `terms` names the vocabulary that lists its codes. `moment` values are texts with an offset, UK time.
    """

    name: str
    kind: Kind
    value: Callable[[Item], Value]
    description: Text
    example: str
    terms: str = ""
    is_required: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that a value can be; empty where it can be anything."""
        return tuple(read_vocabulary(self.terms)) if self.terms else ()


class Table(Struct, Generic[Item], frozen=True, kw_only=True):
    """A table; `key` are the fields that tell rows apart, `parent` the table that the key without its last field leads to."""

    name: str
    title: Text
    fields: tuple[Field[Item], ...]
    key: tuple[str, ...] = ()
    parent: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    def row(self, item: Item) -> Row:
        """Take the values of an item, in the order of the fields."""
        return tuple([field.value(item) for field in self.fields])


def local(moment: Moment | None) -> str | None:
    """Write a moment for machines, with the offset of UK time."""
    return moment.local if moment else None


def plain(text: Text | None) -> str | None:
    """Give the English of a text on one line."""
    return " ".join(text.en.split()) if text else None


def flat(table: Table[Any], rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
    """Make rows fit a table of plain cells: lists joined, days written, yes and no as 1 and 0."""
    return _by_column(table, rows, _flat)


def written(table: Table[Any], rows: Sequence[Row]) -> Iterator[tuple[Cell, ...]]:
    """Make rows fit a CSV file: as `flat`, but true and false in words, and nothing that a spreadsheet would run."""
    return _by_column(table, rows, _written)


def _by_column(
    table: Table[Any], rows: Sequence[Row], make: Callable[[Kind, Sequence[Any]], Iterable[Cell]]
) -> Iterator[tuple[Cell, ...]]:
    """Make cells a column at a time, whose values are alike: a look at the kind of each took longer than writing them."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(table.fields)
    return zip(*(make(field.kind, column) for field, column in zip(table.fields, columns, strict=True)), strict=True)


def _flat(kind: Kind, column: Sequence[Any]) -> Iterable[Cell]:
    if kind in ("codes", "days"):
        return [SEPARATOR.join(map(str, value)) if value else None for value in column]
    if kind in ("number", "boolean"):
        return [value if value is None else int(value) for value in column]
    if kind == "day":
        return [value if value is None else str(value) for value in column]
    return column


def _written(kind: Kind, column: Sequence[Any]) -> Iterable[Cell]:
    if kind == "boolean":
        return [value if value is None else "true" if value else "false" for value in column]
    cells: Iterable[Any] = _flat(kind, column)
    if kind == "number":
        return cells
    # Nearly all cells are empty, or a text that begins with a letter or a digit: a call for each took most of the time.
    return [cell if cell is None or cell[:1].isalnum() else defuse(cell) for cell in cells]


def defuse(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula, also where it begins with blanks."""
    if text[:1].isalnum():
        return text
    start = unicodedata.normalize("NFKC", _SKIPPED.sub("", text, count=1)[:1])
    return f"'{text}" if text.startswith(("\t", "\r")) or (start and start in _FORMULA) else text
