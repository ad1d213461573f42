"""A database of SQLite as passages: every row of every table, its schema, and the bytes that neither of them accounts for.

Bytes are searched as they are where there may be more than rows and schema say: pages no longer used, an index of what
an expression makes of a row, a text that is none. All others come out the same when SQLite writes rows and schema anew,
which takes a hundredth of the time.
"""

import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from typing import Any, Final

from hearingsite.guard.extract.cells import page_size, unfold
from hearingsite.guard.extract.kinds import binary_kind
from hearingsite.guard.extract.labels import labelled
from hearingsite.guard.extract.passage import NOWHERE, Passage, is_reference, record_named, unread
from hearingsite.guard.extract.raw import inflated, runs
from hearingsite.guard.extract.readings import as_html

_DAMAGED: Final = "the database is damaged or has no end"
_HEAD: Final = 100
_ODD: Final = re.compile("[\0-\x08\ufffd]")  # in a text: other readers make something else of its bytes
_EDGE: Final = 48  # letters on either side of a meeting, in which a name ends
_IN_WORDS: Final = frozenset("@_-'")
_BEGIN_MORE: Final = _IN_WORDS | {"."}
Inside = tuple[str, bytes]
_MORE: Final = 1_000_000  # bytes that tables hold beyond those of the file
_STEPS: Final = 200_000_000  # of SQLite's machine: a schema can ask for work without end


def read_sqlite(content: bytes, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield rows, schema, raw text and files in cells; it is opened in memory, and nothing of its schema is trusted."""
    (pages,) = struct.unpack_from(">I", content.ljust(_HEAD, b"\0"), 28)
    if page_size(content) * pages > len(content):
        yield from runs(content, "raw bytes", records)
        yield unread(_DAMAGED)
        return
    is_all = False
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(content)
            # A value that is computed may be larger than all that is stored.
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, len(content) + _MORE)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.set_progress_handler(_Clock().tick, 1_000_000)
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            is_plain = True
            for one in _tables(connection, records, 2 * len(content) + _MORE):
                is_plain = is_plain and (not isinstance(one, Passage) or not _ODD.search(one.text))
                yield one
            is_all = is_plain and _is_all(connection, content)
        except (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError):
            yield unread(_DAMAGED)
    yield from runs(content[:_HEAD] if is_all else unfold(content), "raw bytes", records)


def _is_all(connection: sqlite3.Connection, content: bytes) -> bool:
    """Whether all bytes but the first come out the same when the tables are written anew, and nothing is computed in them."""
    if connection.execute(
        "SELECT 1 FROM sqlite_master WHERE (type <> 'table' AND sql <> '') OR rootpage = 0"
    ).fetchone():
        return False
    connection.execute("PRAGMA temp_store = MEMORY")  # no protected value in a file of its own
    connection.execute("VACUUM")
    return connection.serialize()[_HEAD:] == content[_HEAD:]


class _Clock:
    """Ends what takes too many steps."""

    def __init__(self) -> None:
        self.steps = 0

    def tick(self) -> int:
        self.steps += 1_000_000
        return int(self.steps > _STEPS)


def _tables(connection: sqlite3.Connection, records: frozenset[str], most: int) -> Iterator[Passage | Inside]:
    left = most
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
            columns = [column[0] for column in cursor.description]
            lower = [column.lower() for column in columns]
            place = lower.index("reference") if "reference" in lower else -1
            for row in cursor:
                left -= sum(len(cell) for cell in row if isinstance(cell, str | bytes))
                if left < 0:
                    raise OverflowError
                yield from _row(row, columns, str(row[place]) if place >= 0 else "", records)


def _words(connection: sqlite3.Connection, name: str, records: frozenset[str]) -> Iterator[Passage]:
    connection.execute("DROP TABLE IF EXISTS temp.words")
    in_quotes = name.replace("'", "''")
    connection.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{in_quotes}', 'row')")
    words = connection.execute("SELECT term FROM temp.words")
    yield Passage("\n\n".join(word for (word,) in words), "index", records=records)


def _glued(texts: list[str]) -> Iterator[str]:
    """Words that may go on from one cell to the next, as they stand in the bytes."""
    held = ""
    for before, text in pairwise(texts):
        if _may_go_on(before[-1:], text[:1]):
            held = (held or before[-_EDGE:]) + text[:_EDGE]
            if len(text) <= _EDGE:
                continue
        if held:
            yield held
        held = ""
    if held:
        yield held


def _may_go_on(last: str, first: str) -> bool:
    """Whether a word may go on after one letter with another: in the middle of it both are small or capital."""
    if first in _BEGIN_MORE or last in _IN_WORDS:
        return bool(first.strip() and last.strip())
    return last.isalpha() and first.isalpha() and (first.islower() or last.isupper())


def _row(row: tuple[Any, ...], columns: list[str], named: str, records: frozenset[str]) -> Iterator[Passage | Inside]:
    texts = [str(cell).strip("\r\n") for cell in row if cell is not None and not isinstance(cell, bytes)]
    own = record_named(named) or NOWHERE.union(*(record_named(text) for text in texts if is_reference(text)))
    yield Passage("\n".join(texts), "row", records=records | own)
    yield from (Passage(glued, "row", records=records | own) for glued in _glued(texts))
    yield from as_html("\n".join(texts), "row", records | own)
    yield from (Passage(told, "row", records=records | own) for told in labelled(columns, row))
    for cell in row:
        if isinstance(cell, bytes) and cell:
            yield from runs(cell, "row", records | own)
            for packed in inflated(cell):
                yield from runs(packed, "row", records | own)
            if binary_kind(cell):
                yield "", cell
