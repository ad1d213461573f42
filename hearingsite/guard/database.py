"""A database of SQLite as text: its schema, and every row a line."""

import sqlite3
from contextlib import closing


def is_database(content: bytes) -> bool:
    """Whether a file is a database of SQLite, as its first bytes say."""
    return content.startswith(b"SQLite format 3\0")


def database_text(content: bytes) -> str:
    """Give every text in a database; it is opened in memory. Raises sqlite3.Error for a damaged one."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        schema = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        lines = [sql for _, sql in schema]
        for name, _ in schema:
            rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 -- a database that we made
            lines += (" ".join(str(cell) for cell in row if cell is not None) for row in rows)
    return "\n".join(lines)
