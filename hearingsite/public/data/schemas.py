"""What describes the tables to programs: a Frictionless data package, and the JSON Schema of `hearings.json`."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from hearingsite.public.data.answers import TAKEDOWNS
from hearingsite.public.data.appeals import APPEALS
from hearingsite.public.data.documents import DOCUMENTS
from hearingsite.public.data.fields import SEPARATOR, Field, Table
from hearingsite.public.data.hearings import HEARINGS
from hearingsite.public.data.officers import ALLEGATIONS, OFFICERS
from hearingsite.public.data.tables import TABLES

LICENCE: Final = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
_DAY: Final = r"^\d{4}-\d{2}-\d{2}$"
_FRICTIONLESS: Final = {"number": "integer", "boolean": "boolean", "day": "date", "moment": "datetime"}
_JSON: Final = {"number": "integer", "boolean": "boolean", "codes": "array", "days": "array"}


def data_package(site_name: str, site_url: str, sizes: Mapping[str, int]) -> bytes:
    """Describe the CSV files; `sizes` are those of the files, in bytes, by name."""
    package = {
        "profile": "tabular-data-package",
        "name": "misconduct-hearings",
        "title": site_name,
        "description": "Police misconduct hearings of England and Wales, as their pages show them: "
        "the state in force now, and what the panel decided where an appeal changed it.",
        "homepage": site_url,
        "licenses": [LICENCE],
        "sources": [{"title": site_name, "path": site_url}],
        "keywords": ["police", "misconduct", "England and Wales"],
        "resources": [_resource(table, sizes[f"{table.name}.csv"]) for table in TABLES],
    }
    return (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(table: Table[Any], size: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title.en,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "schema": _table_schema(table),
    }


def _table_schema(table: Table[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(field) for field in table.fields], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.parent:
        parent_key = list(table.key[:-1])
        schema["foreignKeys"] = [{"fields": parent_key, "reference": {"resource": table.parent, "fields": parent_key}}]
    return schema


def _field(field: Field[Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.is_required else {}
    if field.kind == "code":
        constraints["enum"] = list(field.codes)
    elif field.kind in ("codes", "days"):
        one = "|".join(map(re.escape, field.codes)) if field.codes else _DAY[1:-1]
        constraints["pattern"] = f"^(?:{one})(?:{SEPARATOR}(?:{one}))*$"
    described = {
        "name": field.name,
        "type": _FRICTIONLESS.get(field.kind, "string"),
        "description": field.description.en,
        "example": field.example,
    }
    return {**described, "constraints": constraints} if constraints else described


def hearings_schema(site_url: str) -> bytes:
    """Make the JSON Schema (2020-12) of `hearings.json`; the file beside each hearing is one of its objects."""
    allegation = _object(ALLEGATIONS)
    officer = _object(OFFICERS, allegations=_list_of({"$ref": "#/$defs/allegation"}))
    lists = {f"{name}s": _list_of({"$ref": f"#/$defs/{name}"}) for name in ("officer", "document", "appeal")}
    hearing = _object(HEARINGS, **lists)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site_url}/data/hearings.schema.json",
        "title": "Police misconduct hearings",
        "type": "object",
        "properties": {
            "site": {"type": "string"},
            "url": {"type": "string"},
            "licence": {"type": "string"},
            "schema": {"type": "string"},
            "hearings": _list_of({"$ref": "#/$defs/hearing"}),
            "takedowns": _list_of({"$ref": "#/$defs/takedown"}),
        },
        "required": ["site", "url", "licence", "schema", "hearings", "takedowns"],
        "additionalProperties": False,
        "$defs": {
            "hearing": hearing,
            "officer": officer,
            "allegation": allegation,
            "document": _object(DOCUMENTS),
            "appeal": _object(APPEALS),
            "takedown": _object(TAKEDOWNS),
        },
    }
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _list_of(what: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": what}


def _object(table: Table[Any], **lists: dict[str, Any]) -> dict[str, Any]:
    properties = {field.name: _property(field) for field in table.fields} | lists
    return {
        "title": table.title.en,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(field: Field[Any]) -> dict[str, Any]:
    kind = _JSON.get(field.kind, "string")
    may_be_null = not field.is_required and kind != "array"
    described: dict[str, Any] = {"description": field.description.en, "type": [kind, "null"] if may_be_null else kind}
    if field.kind == "code":
        described["enum"] = [*field.codes, *([None] if may_be_null else [])]
    elif field.kind == "codes":
        described["items"] = {"enum": list(field.codes)}
    elif field.kind == "days":
        described["items"] = {"type": "string", "pattern": _DAY}
    elif field.kind == "day":
        described["pattern"] = _DAY
    elif field.kind == "moment":
        described["format"] = "date-time"
    return described
