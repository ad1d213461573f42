"""How a value of the wrong shape is to be written: `2023-12-18` → `[2023-12-18]`, `resigned` → `{how: resigned}`."""

import re
from typing import Any, Final

from msgspec import inspect

from hearingsite.patterns import later
from hearingsite.records.meanings import fold
from hearingsite.records.syntax import DASHES, describe_dash
from hearingsite.records.written_days import say_how_to_write
from hearingsite.values import Deadline, Moment

_PLAIN: Final = later(r"\w(?:[\w .-]|:(?=\w))*")
_CODES: Final = later(r"[\w-]+(?:, ?[\w-]+)*")
_FIRST_KEY: Final = (
    'Put "- " before the first key of each entry ("- {key}: …") or before its "{{"; '
    "its other keys stand below the first letter of that key."
)
_ITEMS: Final = 'Begin each item with "- " on a line of its own.'


def list_form(value: Any, shape: inspect.ListType) -> str:
    """Say how to write as a list what was written as something else."""
    if isinstance(value, dict):
        first = next((key for key in value if key and key[0] in DASHES), None)
        if first:
            return " ".join(describe_dash(first[0], f"{first.lstrip(DASHES + ' ')}: …"))
        return _FIRST_KEY.format(key=next(iter(value)))
    if value and value[0] in DASHES:
        return " ".join(describe_dash(value[0], "…"))
    if isinstance(plain(shape.item_type), inspect.DateType):
        return _list_of_days(value)
    item = plain(shape.item_type)
    if isinstance(item, inspect.StructType):
        form = block_form(value, item)
        return f'Write "- {form[form.index("{") : -1]}" on the line below its key.'
    return f"Write [{', '.join(re.split(', ?', value))}]." if _CODES.fullmatch(value) else _ITEMS


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_BARE_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def _list_of_days(value: str) -> str:
    """Say how to write days that stand there without brackets, as far as they are understood."""
    days: list[str] = []
    for part in reversed(re.split(r", | and |; ?", value)):
        said = say_how_to_write(part, with_time=False)
        day = said.removeprefix("Write ").split(" ")[0].rstrip(".") if said else part
        bare = _BARE_DAY.fullmatch(day)
        # Of "15 and 16 June 2026" the month and the year stand behind the last day.
        days.append(f"{days[-1][:8]}{int(bare[1]):02}" if bare and days and _DAY.fullmatch(days[-1]) else day)
    whole = all(map(_DAY.fullmatch, days)) and days == sorted(days, reverse=True)
    return f"Write [{', '.join(reversed(days))}]." if whole else "Write the days like this: [2024-01-20, 2024-01-21]"


def block_form(value: Any, shape: inspect.StructType) -> str:
    """Say how to write as a block what was written as a single text."""
    if not isinstance(value, str):
        return ""
    place = _home(value, shape)
    shown = value if _PLAIN.fullmatch(value) else f'"{value}"'
    needed = [field.encode_name for field in shape.fields if field.required]
    if place is None:
        keys = ", ".join(f"{name}: …" for name in needed or [field.encode_name for field in shape.fields[:2]])
        return f"Write its keys, for example {{{keys}}}."
    if plain(_type_of(shape, place)).__class__ is inspect.LiteralType:
        shown = fold(value)
    keys = ", ".join(f"{name}: {shown if name == place else '…'}" for name in dict.fromkeys([*needed, place]))
    return f"Write {{{keys}}}."


def _home(value: str, shape: inspect.StructType) -> str | None:
    """The key of a block under which a text belongs, if one plainly does."""
    for field in shape.fields:
        kind = plain(field.type)
        if isinstance(kind, inspect.LiteralType) and fold(value) in kind.values:
            return field.encode_name
        if isinstance(kind, inspect.CustomType) and kind.cls in (Moment, Deadline) and _is_moment(value):
            return field.encode_name
    names = [field.encode_name for field in shape.fields]
    if "name" in names:
        return "name"
    needed = [field.encode_name for field in shape.fields if field.required]
    return needed[0] if len(names) == len(needed) == 1 else None


def _is_moment(value: str) -> bool:
    try:
        Moment.parse(value)
    except ValueError:
        return False
    return True


def _type_of(shape: inspect.StructType, name: str) -> inspect.Type:
    return next(field.type for field in shape.fields if field.encode_name == name)


def plain(shape: inspect.Type) -> inspect.Type:
    """A type without its notes and without the choice to be absent."""
    while isinstance(shape, inspect.Metadata):
        shape = shape.type
    if isinstance(shape, inspect.UnionType):
        return plain(next(one for one in shape.types if not isinstance(one, inspect.NoneType)))
    return shape
