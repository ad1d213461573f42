"""Names of fields and columns that say what a value is: somebody's number or birth is told by both together.

A family name is told with the first names and the rank in fields of their own, wherever these are.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

_LABELS: Final = frozenset(
    [
        "collar",
        "shoulder",
        "warrant",
        "badge",
        "staff",
        "epaulette",
        "payroll",
        "coler",
        "born",
        "birth",
        "birthday",
        "birthdate",
        "dob",
        "eni",
        "geni",
        "ganed",
        "ganwyd",
    ]
)
_OF_OFFICERS: Final = frozenset({"officer", "police", "force", "service", "swyddog", "heddlu"})
_NUMBERS: Final = frozenset({"number", "no", "num", "id", "rhif"})
# What names of fields say beside what they are of.
_OF_WHOM: Final = _OF_OFFICERS | {"data", "real", "person", "subject", "the"}
_PARTS: Final = {
    "rank": frozenset({"rank", "rheng", "jobtitle"}),
    "given": frozenset(
        ["forename", "forenames", "given", "givenname", "givennames", "first", "firstname", "firstnames", "enwcyntaf"]
    ),
    "surname": frozenset({"surname", "family", "familyname", "last", "lastname", "cyfenw"}),
}
FEW: Final = 4  # names that an object has which is a field: of its name, its value and what belongs to it
_DAY: Final = frozenset({"year", "month", "day"})
_BIRTH: Final = frozenset({"born", "birth", "birthday", "birthdate", "dob", "eni", "geni", "ganed", "ganwyd"})
# A day as spreadsheets count it, where somebody took its form away.
_SERIAL: Final = re.compile(r"[1-4]\d{4}")
_FIRST_OF_SERIALS: Final = dt.date(1899, 12, 30)
_WORD: Final = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")


def labelled(names: Iterable[str], values: Iterable[Any]) -> Iterator[str]:
    """Give each such name in words, with the value that stands by it, and the parts of a name together."""
    labels = _labels(tuple(names))
    parts: dict[str, str] = {}
    for label, value in zip(labels, values, strict=False) if labels else ():
        if label in _PARTS:
            parts[label] = f"{parts.get(label, '')} {_text(value)}".strip()
        elif label and isinstance(value, str | int) and value != "":
            yield f"{label}: {value}"
            if _SERIAL.fullmatch(str(value)) and not _BIRTH.isdisjoint(label.split()):
                yield f"{label}: {_FIRST_OF_SERIALS + dt.timedelta(int(value)):%d/%m/%Y}"
        elif label and isinstance(value, dict) and value.keys() >= _DAY:
            yield f"{label}: {value['day']}/{value['month']}/{value['year']}"
    if parts.get("surname"):
        label = "name" if parts.get("given") else "surname"
        yield f"{label}: {' '.join(filter(None, map(parts.get, _PARTS)))}"


def is_label(name: str) -> bool:
    """Whether a name of a field or a column says what a value is."""
    return bool(_label(name))


def part_of_name(name: str) -> str:
    """Which part of a name a field holds; nothing where it is none."""
    label = _label(name)
    return label if label in _PARTS else ""


def _text(value: Any) -> str:
    """A name, or several in a list."""
    several = value if isinstance(value, list) else [value]
    return " ".join(one for one in several if isinstance(one, str))


@lru_cache(maxsize=1000)
def _labels(names: tuple[str, ...]) -> list[str]:
    """What says of each name what a value is; nothing at all where none does, as in nearly every table."""
    labels = list(map(_label, names))
    return labels if not {"", "rank", "given"}.issuperset(labels) else []


@lru_cache(maxsize=5000)
def _label(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name)]
    of_name = "".join(word for word in words if word not in _OF_WHOM)
    part = next((part for part, several in _PARTS.items() if of_name in several), "")
    if part:
        return part
    is_number = not (_NUMBERS.isdisjoint(words) or _OF_OFFICERS.isdisjoint(words))
    if "".join(words) == "dob":  # DoB, D.O.B.
        return "dob"
    return " ".join(words) if is_number or not _LABELS.isdisjoint(words) else ""
