"""Every file of data: tables as CSV, JSON and SQLite, and what describes them."""

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from hearingsite.public import urls
from hearingsite.public.data.database import database_bytes
from hearingsite.public.data.fields import Cell, written
from hearingsite.public.data.schemas import LICENCE, data_package, hearings_schema
from hearingsite.public.data.tables import TABLES, Rows
from hearingsite.public.plan import File


def data_files(rows: Rows, record_schema: bytes, site_name: str, site_url: str) -> Iterator[File]:
    """Yield the files below `/data/`, in the order in which the page of downloads lists them."""
    tables = {f"{table.name}.csv": csv_bytes(table.names, map(written, rows.of[table.name])) for table in TABLES}
    sizes = {name: len(content) for name, content in tables.items()}
    others = {
        "hearings.json": _json(rows, site_name, site_url),
        "hearings.sqlite": database_bytes(rows),
        "datapackage.json": data_package(site_name, site_url, sizes),
        "hearings.schema.json": hearings_schema(site_url),
        "record.schema.json": record_schema,
    }
    for name, content in (tables | others).items():
        yield File(urls.data_file(name), content)


def hearing_files(rows: Rows) -> Iterator[File]:
    """Yield the file beside each hearing's page."""
    for reference, content in (rows.hearings | rows.takedowns).items():
        yield File(urls.hearing_data(reference), content + b"\n")


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
