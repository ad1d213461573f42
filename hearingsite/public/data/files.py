"""Every file of data: tables as CSV, JSON and SQLite, and what describes them."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator

import msgspec

from hearingsite.public import urls
from hearingsite.public.data.fields import Cell, written
from hearingsite.public.data.tables import TABLES, Rows
from hearingsite.public.plan import File


def data_files(rows: Rows, site_name: str, site_url: str) -> Iterator[File]:
    """Yield the files below `/data/`, and one beside each hearing."""
    for table in TABLES:
        yield File(urls.data_file(f"{table.name}.csv"), csv_bytes(table.names, map(written, rows.of[table.name])))
    yield File(urls.data_file("hearings.json"), _json(rows, site_name, site_url))
    for reference, content in itertools.chain(rows.hearings.items(), rows.takedowns.items()):
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
    head = msgspec.json.encode(
        {"site": site_name, "url": site_url, "schema": site_url + urls.data_file("hearings.schema.json")}
    )
    hearings, takedowns = (b",\n".join(objects.values()) for objects in (rows.hearings, rows.takedowns))
    return b'%s,"hearings":[\n%s\n],"takedowns":[\n%s\n]}\n' % (head[:-1], hearings, takedowns)
