"""Every file of data: tables as CSV, JSON and SQLite, and what describes them."""

import csv
import io
from collections.abc import Iterable
from typing import Final

import msgspec

from hearingsite.public import urls
from hearingsite.public.data.database import database_bytes
from hearingsite.public.data.fields import Cell, written
from hearingsite.public.data.schemas import LICENCE, data_package, hearings_schema
from hearingsite.public.data.tables import TABLES, Rows

_TABLES: Final = {f"{table.name}.csv": table for table in TABLES}
# The files below `/data/`, in the order in which the page of downloads lists them.
NAMES: Final = (
    *_TABLES, "hearings.json", "hearings.sqlite", "datapackage.json", "hearings.schema.json", "record.schema.json"
)  # fmt: skip


def data_files(rows: Rows, record_schema: bytes, site_name: str, site_url: str) -> dict[str, bytes]:
    """Make every file below `/data/`, by its name."""
    tables = {name: csv_bytes(table.names, written(table, rows.of[table.name])) for name, table in _TABLES.items()}
    sizes = {name: len(content) for name, content in tables.items()}
    others = (
        _json(rows, site_name, site_url),
        database_bytes(rows),
        data_package(site_name, site_url, sizes),
        hearings_schema(site_url),
        record_schema,
    )
    return dict(zip(NAMES, (*tables.values(), *others), strict=True))


def csv_bytes(header: Iterable[str], lines: Iterable[Iterable[Cell]]) -> bytes:
    """Write a CSV file as RFC 4180 says: UTF-8, commas, CR LF, an empty cell for what is not known."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8")


def _json(rows: Rows, site_name: str, site_url: str) -> bytes:
    """Join what was encoded once into one document, a hearing a line."""
    schema = site_url + urls.data_file("hearings.schema.json")
    head = msgspec.json.encode({"site": site_name, "url": site_url, "licence": LICENCE["path"], "schema": schema})
    hearings, takedowns = (b",\n".join(objects.values()) for objects in (rows.hearings, rows.takedowns))
    return b'%s,"hearings":[\n%s\n],"takedowns":[\n%s\n]}\n' % (head[:-1], hearings, takedowns)
