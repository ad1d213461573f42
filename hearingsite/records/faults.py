"""Why plain data does not fit its type: every fault, in sentences for the person who wrote it.

Walks the type information of the model beside the data. It accepts exactly what msgspec accepts
(`tests/records/test_schema.py` holds the two together), so the model stays the only definition.
"""

import functools
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

from msgspec import inspect

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.records.forms import block_form, list_form, plain
from hearingsite.records.frontmatter import Places
from hearingsite.records.header import type_path
from hearingsite.records.meanings import fold, state_of_rank, suggest_code
from hearingsite.records.strays import Block, block_name, find_strays, last_key
from hearingsite.records.written_days import say_how_to_write, say_how_to_write_time
from hearingsite.values import parse_day

Shape = inspect.Type
_MANY: Final = 10
# What people write where there is nothing to write.
_NOTHING: Final = frozenset(
    {"n/a", "na", "none", "nil", "null", "not applicable", "-", "tbc", "tba", "unknown", "not known"}
)
# What stands between the parts of a reference in place of a hyphen.
_NO_PARTS: Final = later(r"[\s/_.\u2010-\u2015-]+")
_SHAPES: Final[dict[Any, str]] = {str: "a text", list: "a list", dict: "a block of keys"}
# Values that are written in a form of their own: the code of a fault, and the way out.
_FORMS: Final = {
    "Text": ("HS203", "Write the text on the line, or a block with en: and cy: below it."),
    "Count": ("HS207", "Write it in digits."),
    "Moment": ("HS206", "A moment is a day, or a day with a time of day in the UK."),
    "Deadline": ("HS206", "Write a day, which counts to its last minute, or a day with a time of day in the UK."),
    "DayOrYear": ("HS206", "Write the day, or only the year where no more is known."),
    "day": ("HS205", "A day is year-month-day, each with all its digits."),
}


def describe_faults(data: Any, type_: Any, places: Places) -> Iterator[Diagnostic]:
    """Yield every fault of `data` against `type_`."""
    return _check(data, shape_of(type_), (), places, "")


@functools.cache
def shape_of(type_: Any) -> Shape:
    """A type's shape; working it out costs four times as much as holding a record against it."""
    return inspect.type_info(type_)


def _check(value: Any, shape: Shape, path: type_path, places: Places, noun: str) -> Iterator[Diagnostic]:
    while isinstance(shape, inspect.Metadata):
        noun = (shape.extra_json_schema or {}).get("title", noun)
        shape = shape.type
    yield from _CHECKS[type(shape)](value, shape, path, places, noun)


def _check_union(
    value: Any, shape: inspect.UnionType, path: type_path, places: Places, noun: str
) -> Iterator[Diagnostic]:
    yield from _check(value, choice_for(value, shape), path, places, noun)


def choice_for(value: Any, shape: inspect.UnionType) -> Shape:
    """The one of several shapes that a value is written in, or else the first."""
    choices = [choice for choice in shape.types if not isinstance(choice, inspect.NoneType)]
    by_shape = {_wanted(choice): choice for choice in choices}
    return by_shape.get(type(value), choices[0]) if len(choices) > 1 else choices[0]


def _wanted(shape: Shape) -> type:
    while isinstance(shape, inspect.Metadata):
        shape = shape.type
    if isinstance(shape, inspect.ListType):
        return list
    return dict if isinstance(shape, inspect.StructType | inspect.DictType) else str


def _check_struct(
    value: Any, shape: inspect.StructType, path: type_path, places: Places, _noun: str
) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _wrong_shape(value, "a block of keys", path, places, block_form(value, shape))
        return
    fields = {field.encode_name: field for field in shape.fields}
    for key, below in value.items():
        if key in fields:
            yield from _check_field(below, fields[key], (*path, key), places)
    strays = [] if value.keys() <= fields.keys() else [*find_strays(Block(value, shape, path, places))]
    yield from (stray.fault for stray in strays)
    meant = {stray.meant for stray in strays}
    for name, field in fields.items():
        if field.required and name not in value and name not in meant:
            yield Diagnostic(
                places.key(path) if path else Place(places.path, places.first_line, 1),
                "HS202",
                f'{block_name(path, capital=True)} needs "{name}".',
                f'Add a line "{name}: …" to it.',
            )


def _check_field(value: Any, field: inspect.Field, path: type_path, places: Places) -> Iterator[Diagnostic]:
    """Check the value of a key; what says that there is nothing to say needs no line."""
    is_nothing = not field.required and isinstance(value, str) and value.lower().strip(".") in _NOTHING
    for found in _check(value, field.type, path, places, ""):
        hint = "Delete the line if there is nothing to say." if is_nothing else found.hint
        yield Diagnostic(found.place, found.code, found.message, hint)


def _check_list(
    value: Any, shape: inspect.ListType, path: type_path, places: Places, noun: str
) -> Iterator[Diagnostic]:
    if not isinstance(value, list):
        yield _wrong_shape(value, "a list", path, places, list_form(value, shape))
        return
    if shape.min_length and len(value) < shape.min_length:
        yield Diagnostic(places.value(path), "HS208", f'"{last_key(path)}" is empty.', "It needs at least one entry.")
    torn = _torn(value, shape)
    for place, item in enumerate(value):
        if place in torn:
            message = f'A comma tore "{torn[place]}" apart, for it ends a word inside [ ].'
            yield Diagnostic(
                places.value((*path, place)), "HS204", message, f'Write "{torn[place]}" in place of both parts.'
            )
        elif place - 1 not in torn:
            yield from _check(item, shape.item_type, (*path, place), places, noun)


def _torn(value: list[Any], shape: inspect.ListType) -> dict[int, str]:
    """The codes that stand in two parts in a list, by the place of the first: "Authority", "Respect and Courtesy"."""
    kind = plain(shape.item_type)
    if not isinstance(kind, inspect.LiteralType):
        return {}
    pairs = ((at, fold(f"{one} {other}")) for at, (one, other) in enumerate(pairwise(value)) if one not in kind.values)
    return {at: both for at, both in pairs if both in kind.values}


def _check_dict(
    value: Any, shape: inspect.DictType, path: type_path, places: Places, noun: str
) -> Iterator[Diagnostic]:
    if not isinstance(value, dict):
        yield _wrong_shape(value, "a block of keys", path, places)
        return
    for key, item in value.items():
        yield from _check(item, shape.value_type, (*path, key), places, noun)


def _check_literal(
    value: Any, shape: inspect.LiteralType, path: type_path, places: Places, noun: str
) -> Iterator[Diagnostic]:
    if not isinstance(value, str):
        is_one = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
        hint = f"Write {value[0]} on the line of its key, without brackets or a hyphen." if is_one else ""
        yield _wrong_shape(value, "one word", path, places, hint)
        return
    if not value:
        yield _empty(path, places)
    elif value not in shape.values:
        codes = [str(code) for code in shape.values]
        meant = suggest_code(value, codes, noun)
        message = f'"{value}" is not {noun or "a word that fits here"}.' + (
            f' Did you mean "{meant}"?' if meant else ""
        )
        hint = "" if meant and len(codes) > _MANY else _choices("It can be", codes)
        state = state_of_rank(value) if noun == "a rank" else None
        if noun == "a rank" and "former" in fold(value).split("-"):
            hint = f'Write "service: former" on a line of its own. {hint}'.rstrip()
        if state:
            hint = f'Write "{state}" on a line of its own: "rank_status: {state}". {hint}'.rstrip()
        yield Diagnostic(places.value(path), "HS204", message, hint)


def _check_text(value: Any, shape: inspect.StrType, path: type_path, places: Places, noun: str) -> Iterator[Diagnostic]:
    if not isinstance(value, str):
        yield _wrong_shape(value, "a text", path, places)
    elif not value.strip() and shape.pattern:
        yield _empty(path, places)
    elif shape.pattern and not re.search(shape.pattern, value):
        single = " ".join(value.split())
        message, hint = f'"{value}" is not {noun or "written as it must be"}.', ""
        if single != value and re.search(shape.pattern, single):
            message, hint = (
                f'"{single}" has a space or a new line too many.',
                f'Write "{single}" on the line of its key.',
            )
        elif noun.startswith("a time"):
            hint = say_how_to_write_time(value)
        elif noun == "what is set aside":
            hint = 'Write "panel", in small letters, or the place of an earlier appeal in digits, 1 first.'
        elif "reference" in noun:
            meant = _NO_PARTS.sub("-", value.strip().upper())
            is_right = re.search(shape.pattern, meant) is not None
            hint = f"Write {meant}." if is_right else "Write prefix-year-digits in capitals, for example AS-2023-014."
        yield Diagnostic(places.value(path), "HS210", message, hint)


def _check_day(value: Any, _shape: Shape, path: type_path, places: Places, _noun: str) -> Iterator[Diagnostic]:
    yield from _parsed(parse_day, value, "day", path, places)


def _check_custom(
    value: Any, shape: inspect.CustomType, path: type_path, places: Places, _noun: str
) -> Iterator[Diagnostic]:
    custom: Any = shape.cls
    yield from _parsed(custom.parse, value, custom.__name__, path, places)


def _parsed(
    parse: Callable[[Any], object], value: Any, form: str, path: type_path, places: Places
) -> Iterator[Diagnostic]:
    if isinstance(value, str) and not value.strip():
        yield _empty(path, places)
        return
    try:
        parse(value)
    except ValueError as error:
        message = str(error)
        code, hint = _FORMS[form]
        if code in ("HS205", "HS206") and isinstance(value, str):
            hint = say_how_to_write(value, with_time=code == "HS206") or hint
        yield Diagnostic(places.value(path), code, message[0].upper() + message[1:] + ".", hint)


def _empty(path: type_path, places: Places) -> Diagnostic:
    return Diagnostic(
        places.key(path),
        "HS208",
        f'"{last_key(path)}" is empty.',
        "Write its value after the colon, or delete the line.",
    )


def _wrong_shape(value: Any, wanted: str, path: type_path, places: Places, hint: str = "") -> Diagnostic:
    if value == "":
        return _empty(path, places)
    given = _SHAPES[type(value)]
    return Diagnostic(places.value(path), "HS203", f'"{last_key(path)}" must be {wanted}, not {given}.', hint)


def _choices(opening: str, words: list[str]) -> str:
    return f"{opening}: {', '.join(words)}."


_CHECKS: Final[dict[type[Shape], Callable[[Any, Any, type_path, Places, str], Iterator[Diagnostic]]]] = {
    inspect.UnionType: _check_union,
    inspect.StructType: _check_struct,
    inspect.ListType: _check_list,
    inspect.DictType: _check_dict,
    inspect.LiteralType: _check_literal,
    inspect.StrType: _check_text,
    inspect.DateType: _check_day,
    inspect.CustomType: _check_custom,
}
