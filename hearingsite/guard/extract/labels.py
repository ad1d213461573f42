"""Names of fields and columns that say what a value is: somebody's number or birth is told by both together."""

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
        "ganed",
    ]
)
_OF_OFFICERS: Final = frozenset({"officer", "police", "force", "service", "swyddog", "heddlu"})
_NUMBERS: Final = frozenset({"number", "no", "num", "id", "rhif"})
_WORD: Final = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")


def labelled(names: Iterable[str], values: Iterable[Any]) -> Iterator[str]:
    """Give each such name in words, with the value that stands by it."""
    labels = _labels(tuple(names))
    for label, value in zip(labels, values, strict=False) if labels else ():
        if label and isinstance(value, str | int) and value != "":
            yield f"{label}: {value}"


@lru_cache(maxsize=1000)
def _labels(names: tuple[str, ...]) -> list[str]:
    """What says of each name what a value is; nothing at all where none does, as in nearly every table."""
    labels = list(map(_label, names))
    return labels if any(labels) else []


def _label(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name)]
    is_number = not (_NUMBERS.isdisjoint(words) or _OF_OFFICERS.isdisjoint(words))
    return " ".join(words) if is_number or not _LABELS.isdisjoint(words) else ""
