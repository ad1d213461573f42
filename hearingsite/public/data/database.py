"""The tables as one SQLite database, whose bytes depend on the rows alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from hearingsite.public.data.fields import Field, Table, flat
from hearingsite.public.data.tables import TABLES, Rows

_PAGE: Final = 4096
_TYPES: Final = {"number": "INTEGER", "boolean": "INTEGER"}
# Places in the header of the file format: a counter of changes, the change that the size is valid for, and the version
# of the library that wrote last. Readers need the first two to be equal, and nothing of the third.
_COUNTER: Final = slice(24, 28)
_VALID_FOR_AND_VERSION: Final = slice(92, 100)
_ONE: Final = (1).to_bytes(4)
_VERSION: Final = (3_040_000).to_bytes(4)


def database_bytes(rows: Rows) -> bytes:
    """Write all tables with their keys; texts, lists and days are as in the CSV files, but nothing is defused."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("PRAGMA auto_vacuum = NONE")
        with connection:
            for table in TABLES:
                connection.execute(_create(table))
                places = ", ".join("?" * len(table.fields))
                lines = flat(table, rows.of[table.name])
                connection.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', lines)  # noqa: S608 -- our own names
        connection.execute("VACUUM")
        content = bytearray(connection.serialize())
    content[_COUNTER] = _ONE
    content[_VALID_FOR_AND_VERSION] = _ONE + _VERSION
    return bytes(content)


def _create(table: Table[Any]) -> str:
    lines = [*(_column(field) for field in table.fields), *_keys(table)]
    rowless = " WITHOUT ROWID" if table.key else ""
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + f"\n){rowless}"


def _column(field: Field[Any]) -> str:
    always = " NOT NULL" if field.is_required else ""
    return f'"{field.name}" {_TYPES.get(field.kind, "TEXT")}{always}'


def _keys(table: Table[Any]) -> Iterator[str]:
    if table.key:
        yield f"PRIMARY KEY ({_names(table.key)})"
    if table.parent:
        parent_key = _names(table.key[:-1])
        yield f'FOREIGN KEY ({parent_key}) REFERENCES "{table.parent}" ({parent_key})'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
