"""Data that does not fit its type, with values that do: good enough to read what stands beside them, and for nothing else."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import inspect

from hearingsite.records.faults import Shape, choice_for, shape_of
from hearingsite.records.meanings import suggest_code
from hearingsite.values import parse_day

_A_DAY: Final = "2020-01-02"
_CUSTOM: Final = {"Text": "a text", "Count": "1", "Moment": _A_DAY, "Deadline": _A_DAY, "DayOrYear": _A_DAY}


def fitted(data: Any, type_: Any) -> Any:
    """The same with the code that was meant, or any, for one that is none, with a day for what is none, without other keys."""
    return _fit(data, shape_of(type_), "")


def _fit(value: Any, shape: Shape, noun: str) -> Any:
    while isinstance(shape, inspect.Metadata | inspect.UnionType):
        if isinstance(shape, inspect.UnionType):
            shape = choice_for(value, shape)
        else:
            noun = (shape.extra_json_schema or {}).get("title", noun)
            shape = shape.type
    fit = _FITS.get(type(shape))
    return fit(value, shape, noun) if fit else value


def _fit_struct(value: Any, shape: inspect.StructType, _noun: str) -> Any:
    if not isinstance(value, dict):
        return value
    fields = {field.encode_name: field for field in shape.fields}
    found = {key: _fit(below, fields[key].type, "") for key, below in value.items() if key in fields}
    missing = {
        name: _fit(None, field.type, "") for name, field in fields.items() if field.required and name not in value
    }
    return found | {name: made for name, made in missing.items() if made is not None}


def _fit_list(value: Any, shape: inspect.ListType, _noun: str) -> Any:
    return [_fit(item, shape.item_type, "") for item in value] if isinstance(value, list) else value


def _fit_literal(value: Any, shape: inspect.LiteralType, noun: str) -> Any:
    codes = [str(code) for code in shape.values]
    return (
        value if value in codes else (suggest_code(value, codes, noun) if isinstance(value, str) else None) or codes[0]
    )


def _fit_day(value: Any, _shape: Shape, _noun: str) -> Any:
    return value if _is_read(parse_day, value) else _A_DAY


def _fit_custom(value: Any, shape: inspect.CustomType, _noun: str) -> Any:
    custom: Any = shape.cls
    return value if _is_read(custom.parse, value) else _CUSTOM[custom.__name__]


def _is_read(parse: Callable[[Any], object], value: Any) -> bool:
    try:
        parse(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


_FITS: Final[dict[type[Shape], Callable[[Any, Any, str], Any]]] = {
    inspect.StructType: _fit_struct,
    inspect.ListType: _fit_list,
    inspect.LiteralType: _fit_literal,
    inspect.DateType: _fit_day,
    inspect.CustomType: _fit_custom,
}
