"""Data in the scripts of a page, which is JSON: what its names and its values say."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hearingsite.guard.extract.labels import labelled

_DATA: Final = re.compile(r"(<script[^>]*json[^>]*>)(\s*[{\[].*?)(?=</script)", re.IGNORECASE | re.DOTALL)


def data_apart(source: str) -> tuple[str, list[str]]:
    """A page, or a part of it, without the data that can be read, and what stands in these, an object a text."""
    texts: list[str] = []

    def take(found: re.Match[str]) -> str:
        told = _texts_of(found[2])
        texts.extend(told or ())
        return found[0] if told is None else found[1]

    return (_DATA.sub(take, source) if "json" in source else source), texts


def _texts_of(data: str) -> list[str] | None:
    """All names and values of JSON, those that stand twice too, each as it is written; None where it is none."""
    texts: list[str] = []

    def take(pairs: list[tuple[str, Any]]) -> None:
        texts.append("\n".join(name for name, _ in pairs))
        texts.append("\n".join(_plain(value for _, value in pairs)))
        texts.extend(labelled([name for name, _ in pairs], [value for _, value in pairs]))

    try:
        value = json.loads(data, object_pairs_hook=take, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return [text for text in (*texts, *_plain([value])) if text]


def _plain(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from _plain(value)
