"""A database of SQLite as passages: every row of every table, its schema, and the bytes of pages it no longer uses."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from hearingsite.guard.extract.cells import page_size, unfold
from hearingsite.guard.extract.kinds import binary_kind
from hearingsite.guard.extract.passage import NOWHERE, Passage, is_reference, record_named, unread
from hearingsite.guard.extract.raw import inflated, runs
from hearingsite.guard.extract.readings import as_html

_DAMAGED: Final = "the database is damaged or has no end"
_HEAD: Final = 100
Inside = tuple[str, bytes]
_STEPS: Final = 200_000_000  # of SQLite's machine: a schema can ask for work without end


def read_sqlite(content: bytes, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield rows, schema, raw text and files in cells; it is opened in memory, and nothing of its schema is trusted."""
    yield from runs(unfold(content), "raw bytes", records)
    (pages,) = struct.unpack_from(">I", content.ljust(_HEAD, b"\0"), 28)
    if page_size(content) * pages > len(content):
        yield unread(_DAMAGED)
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(content)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.set_progress_handler(_Clock().tick, 1_000_000)
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            yield from _tables(connection, records)
        except (sqlite3.Error, OverflowError, MemoryError):
            yield unread(_DAMAGED)


class _Clock:
    """Ends what takes too many steps."""

    def __init__(self) -> None:
        self.steps = 0

    def tick(self) -> int:
        self.steps += 1_000_000
        return int(self.steps > _STEPS)


def _tables(connection: sqlite3.Connection, records: frozenset[str]) -> Iterator[Passage | Inside]:
    schema = connection.execute("SELECT type, name, sql, rootpage FROM sqlite_master").fetchall()
    for kind, name, sql, root_page in schema:
        yield Passage(f"{name}\n{sql or ''}", "schema", records=records)
        # A view shows what tables hold; a virtual table keeps what it holds in tables of its own, an index its words
        # without what each has in common with the one before.
        if kind == "table" and not root_page and "fts5" in (sql or "").lower():
            yield from _words(connection, name, records)
        if kind == "table" and root_page:
            quoted = name.replace('"', '""')
            cursor = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 -- a name in quotes
            columns = [column[0].lower() for column in cursor.description]
            for row in cursor:
                yield from _row(row, columns, records)


def _words(connection: sqlite3.Connection, name: str, records: frozenset[str]) -> Iterator[Passage]:
    connection.execute("DROP TABLE IF EXISTS temp.words")
    in_quotes = name.replace("'", "''")
    connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{in_quotes}', 'row')")
    words = connection.execute("SELECT term FROM temp.words")
    yield Passage("\n\n".join(word for (word,) in words), "index", records=records)


def _row(row: tuple[Any, ...], columns: list[str], records: frozenset[str]) -> Iterator[Passage | Inside]:
    texts = [str(cell) for cell in row if cell is not None and not isinstance(cell, bytes)]
    named = str(row[columns.index("reference")]) if "reference" in columns else ""
    own = record_named(named) or NOWHERE.union(*(record_named(text) for text in texts if is_reference(text)))
    yield Passage("\n".join(texts), "row", records=records | own)
    yield from as_html("\n".join(texts), "row", records | own)
    for cell in row:
        if isinstance(cell, bytes) and cell:
            yield from runs(cell, "row", records | own)
            for packed in inflated(cell):
                yield from runs(packed, "row", records | own)
            if binary_kind(cell):
                yield "", cell
