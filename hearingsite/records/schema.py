"""Plain data → typed record, in one fast step; and the JSON Schema of the record, from the same types.

msgspec converts a record in about a hundredth of the time that its YAML costs, but stops at the first
fault and words it for programmers. So it only decides *whether* a record fits its type; `faults` says
*why not*, all of it, from the same type information. A test holds the two against each other.
"""

from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.frontmatter import FrontMatter
from hearingsite.records.levels import form_faults, has_key_in_text
from hearingsite.records.model import Force, Hearing
from hearingsite.values import Count, DayOrYear, Deadline, Moment, Text

_CUSTOM_SCHEMAS: Final[dict[type, dict[str, Any]]] = {
    Text: {
        "anyOf": [
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "properties": {"en": {"type": "string", "minLength": 1}, "cy": {"type": "string", "minLength": 1}},
                "required": ["en"],
                "additionalProperties": False,
            },
        ]
    },
    Moment: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$"},
    Count: {"type": ["integer", "string"], "minimum": 1, "pattern": r"^[1-9][0-9]{0,3}$"},
    DayOrYear: {"type": ["integer", "string"], "pattern": r"^(19|20)\d{2}(-\d{2}-\d{2})?$"},
}
_CUSTOM_SCHEMAS[Deadline] = _CUSTOM_SCHEMAS[Moment]


def convert_hearing(front_matter: FrontMatter) -> Hearing | list[Diagnostic]:
    """Give the typed record, or every fault of its header's form."""
    return _convert(front_matter, Hearing)


def convert_force(front_matter: FrontMatter) -> Force | list[Diagnostic]:
    """Give the typed force, or every fault of its form."""
    return _convert(front_matter, Force)


_T = TypeVar("_T")


def _convert(front_matter: FrontMatter, type_: type[_T]) -> _T | list[Diagnostic]:
    try:
        converted = msgspec.convert(front_matter.data, type_, dec_hook=_parse_custom)
    except msgspec.ValidationError:
        return form_faults(front_matter, type_)
    # What fits may still be less than was meant: a key that became part of the text above it.
    return (form_faults(front_matter, type_) if has_key_in_text(front_matter.header) else []) or converted


def _parse_custom(type_: type[Any], value: object) -> Any:
    return type_.parse(value)


@cache
def record_schema() -> dict[str, Any]:
    """Make the JSON Schema (2020-12) of a record's header, for editors that know schemas."""
    schema = msgspec.json.schema(Hearing, schema_hook=_custom_schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "record.schema.json",
        "title": "The header of a hearingsite record",
        **{key: value for key, value in schema.items() if key != "$schema"},
    }


def _custom_schema(type_: type[Any]) -> dict[str, Any]:
    return _CUSTOM_SCHEMAS[type_]
