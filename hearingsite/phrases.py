"""What the program itself says: the texts that stand in its code.

A sentence that is told holds words of the program and words of whoever wrote a record. What stands in the code says nothing
of anybody, and to hide a word of it would tell that somebody is called so.
"""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any, Final

_PACKAGE: Final = f"{__name__.partition('.')[0]}."
_SHORTEST: Final = 10  # letters: what is shorter may be somebody's words, too
_DEPTH: Final = 4  # of lists in tables in classes


def own_spans(text: str) -> list[tuple[int, int]]:
    """Where in a text something stands that is the program's own, as (start, end)."""
    spans: list[tuple[int, int]] = []
    for phrase in _phrases():
        at = text.find(phrase)
        while at >= 0:
            spans.append((at, at + len(phrase)))
            at = text.find(phrase, at + 1)
    return spans


@cache
def _phrases() -> frozenset[str]:
    """All that any module says which was imported, in the parts between what is filled in."""
    found: set[str] = set()
    for name, module in list(sys.modules.items()):
        if name.startswith(_PACKAGE):
            found.update(_texts(vars(module).values(), _DEPTH))
    parts = (part for text in found for part in text.replace("}", "{").split("{"))
    return frozenset(part for part in parts if len(part) >= _SHORTEST and " " in part.strip())


def _texts(values: Iterable[Any], depth: int) -> Iterator[str]:
    """The texts in some values, and in the code of functions and of methods."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, CodeType):
            yield from _texts(value.co_consts, _DEPTH)
        elif isinstance(value, FunctionType):
            yield from _texts([value.__code__], depth)
        elif depth and isinstance(value, tuple | list | set | frozenset):
            yield from _texts(value, depth - 1)
        elif depth and isinstance(value, dict):
            yield from _texts(value.values(), depth - 1)
        elif depth and isinstance(value, type) and value.__module__.startswith(_PACKAGE):
            yield from _texts(list(vars(value).values()), depth - 1)
        elif depth and hasattr(value, "__wrapped__"):
            yield from _texts([value.__wrapped__], depth - 1)
