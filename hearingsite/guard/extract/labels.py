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


def labelled(fields: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Give each such name in words, with the value that stands by it."""
    for name, value in fields:
        label = _label(name)
        if label and isinstance(value, str | int) and value != "":
            yield f"{label}: {value}"


@lru_cache(maxsize=1000)
def _label(name: str) -> str:
    words = [word.lower() for word in _WORD.findall(name)]
    is_number = not (_NUMBERS.isdisjoint(words) or _OF_OFFICERS.isdisjoint(words))
    return " ".join(words) if is_number or not _LABELS.isdisjoint(words) else ""
