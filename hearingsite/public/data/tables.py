"""Every table, and its rows: each hearing is turned into rows and into JSON once."""

from typing import Any, Final

import msgspec
from msgspec import Struct

from hearingsite.public.data.answers import FOI, TAKEDOWNS
from hearingsite.public.data.appeals import APPEALS
from hearingsite.public.data.documents import DOCUMENTS
from hearingsite.public.data.fields import Row, Table, Value
from hearingsite.public.data.hearings import HEARINGS
from hearingsite.public.data.items import HearingItem, hearing_item, takedown_item
from hearingsite.public.data.officers import ALLEGATIONS, OFFICERS
from hearingsite.public.model import PublicHearing, PublicRegister
from hearingsite.public.words import Words

TABLES: Final[tuple[Table[Any], ...]] = (HEARINGS, OFFICERS, ALLEGATIONS, DOCUMENTS, APPEALS, TAKEDOWNS, FOI)
# Whose outcome, or whose end without one, is public.
_ANSWERED: Final = ("concluded", "findings-made", "discontinued")
_NAMES: Final = {table.name: table.names for table in TABLES}
# The hook is for Count, which is a whole number by another name.
_encode: Final = msgspec.json.Encoder(enc_hook=int).encode


class Rows(Struct, frozen=True):
    """Every hearing, the rows of every table by its name, and hearings and takedowns as JSON objects by reference."""

    items: list[HearingItem]
    of: dict[str, list[Row]]
    hearings: dict[str, bytes]
    takedowns: dict[str, bytes]


def hearing_object(hearing: PublicHearing, words: Words, site_url: str) -> bytes:
    """Give one hearing as JSON, as `make_rows` does of all."""
    return _add(hearing_item(hearing, words, site_url), _no_rows())


def _no_rows() -> Rows:
    return Rows([], {table.name: [] for table in TABLES}, {}, {})


def make_rows(register: PublicRegister, words: Words, site_url: str) -> Rows:
    """Make the rows of every table; `words` are English."""
    rows = _no_rows()
    for hearing in register.hearings:
        rows.items.append(hearing_item(hearing, words, site_url))
        rows.hearings[hearing.reference] = _add(rows.items[-1], rows)
    for tombstone in register.tombstones:
        row = TAKEDOWNS.row(takedown_item(tombstone, site_url))
        rows.of["takedowns"].append(row)
        rows.takedowns[tombstone.reference] = _encode(_object(TAKEDOWNS, row))
    return rows


def _add(item: HearingItem, rows: Rows) -> bytes:
    """Add a hearing to every table, and give it as JSON: officers, documents and appeals in it, and allegations in officers."""
    hearing_row = HEARINGS.row(item)
    rows.of["hearings"].append(hearing_row)
    officers = []
    for officer in item.officers:
        officer_row = OFFICERS.row(officer)
        rows.of["officers"].append(officer_row)
        allegation_rows = [ALLEGATIONS.row(allegation) for allegation in officer.allegations]
        rows.of["allegations"] += allegation_rows
        allegations = [_object(ALLEGATIONS, row) for row in allegation_rows]
        officers.append({**_object(OFFICERS, officer_row), "allegations": allegations})
        if is_answered(item.hearing):
            rows.of["foi"].append(FOI.row(officer))
    document_rows = [DOCUMENTS.row(document) for document in item.documents]
    rows.of["documents"] += document_rows
    documents = [_object(DOCUMENTS, row) for row in document_rows]
    appeal_rows = [APPEALS.row(appeal) for appeal in item.appeals]
    rows.of["appeals"] += appeal_rows
    appeals = [_object(APPEALS, row) for row in appeal_rows]
    return _encode({**_object(HEARINGS, hearing_row), "officers": officers, "documents": documents, "appeals": appeals})


def is_answered(hearing: PublicHearing) -> bool:
    """Whether a hearing's findings, its outcome, or its end without them are public."""
    return hearing.is_published and hearing.status in _ANSWERED


def _object(table: Table[Any], row: Row) -> dict[str, Value]:
    return dict(zip(_NAMES[table.name], row, strict=True))
