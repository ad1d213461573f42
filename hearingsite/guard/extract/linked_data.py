"""Data in the scripts of a page, which is JSON: what its names and its values say."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hearingsite.guard.extract.labels import labelled

_SCRIPT: Final = re.compile("<script", re.IGNORECASE)
_JSON: Final = re.compile("json", re.IGNORECASE)
_BEGIN: Final = re.compile(r"\s*+[{\[]")
_END: Final = re.compile("</script", re.IGNORECASE)


def data_apart(source: str) -> tuple[str, list[str]]:
    """A page, or a part of it, without the data that can be read, and what stands in these, an object a text."""
    texts: list[str] = []
    parts: list[str] = []
    at = 0
    for begin, end in _scripts(source) if "json" in source else ():
        told = _texts_of(source[begin:end])
        if told is not None:
            texts += told
            parts.append(source[at:begin])
            at = end
    return "".join((*parts, source[at:])), texts


def _scripts(source: str) -> Iterator[tuple[int, int]]:
    """Where data may stand in scripts; what they all ask for is looked for once."""
    at = end_of_tag = json_at = 0
    while found := _SCRIPT.search(source, at):
        at = found.end()
        if end_of_tag < at:
            end_of_tag = source.find(">", at)
        if json_at < at:
            named = _JSON.search(source, at)
            json_at = named.start() if named else len(source)
        if end_of_tag < 0 or json_at == len(source):
            return
        if json_at > end_of_tag or not (data := _BEGIN.match(source, end_of_tag + 1)):
            continue
        end = _END.search(source, data.end())
        if end is None:
            return
        yield end_of_tag + 1, end.start()
        at = end.start()


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
