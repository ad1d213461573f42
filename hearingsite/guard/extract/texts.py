"""Tables, data, calendars and sources as passages."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any, Final

import msgspec

from hearingsite.guard.extract.fields import may_have_fields
from hearingsite.guard.extract.labels import FEW, labelled
from hearingsite.guard.extract.over_lines import LEAST, may_be_spelt
from hearingsite.guard.extract.pages import COMMENT, hidden_texts, visible_texts
from hearingsite.guard.extract.passage import NOWHERE, Passage, is_reference, record_named, unread
from hearingsite.guard.extract.readings import as_headers, as_html, as_joined
from hearingsite.guard.extract.tags import without_plain_tags

_REFERENCE_LINE: Final = re.compile(r"^reference:\s*[\"']?([A-Za-z]{1,6}-\d{4}-\d{1,6})", re.MULTILINE)
# Marks of Markdown that may stand inside a word, and what a link or a picture adds behind its text.
_MARKS: Final = re.compile(
    r"\\(?=[^\w\s])|[*_~`]+|!?\["
    # An address without end is looked at for a while, or up to where another begins: not at each to the end of the text.
    r"|\]\((?:[^)\s]{0,500}+|(?:[^)\s\]]|\](?!\())*+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*+\)|\]\[[^\]]*\]"
)
_COMMENT_OF_CSS: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
# en-GB is a language, and nobody's initials.
_LANGUAGE: Final = re.compile(r";LANGUAGE=(?:en-GB|cy-GB)(?=[:;])")
# References in a row, all but the first shortened to their last part where they begin as the one before.
_IN_A_ROW: Final = re.compile(r"-?[A-Z]{1,6}-\d{4}-\d{1,6}(?: (?:[A-Z]{1,6}-\d{4}-)?\d{1,6})++")
_DEPTH: Final = 200
# Of objects that are each a field: what their keys are called.
_OF_NAMES: Final = ("label", "name", "key", "field", "title", "term")
_OF_VALUES: Final = ("value", "text", "content", "data")
# What JSON is made of, but for what says nothing; exact types, for this is asked of every value.
_PLAIN: Final = frozenset({str, int, float})
_NESTED: Final = frozenset({dict, list})


def read_text(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield a plain text as it stands, and without its tags and comments where it has any."""
    yield Passage(text, "text", 1, records, is_verbatim=True)
    if "<" in text:
        bare = visible_texts(COMMENT.sub("", text))[0]
        yield Passage(bare, "text", 1, records)
        yield from (Passage(value, where, 0, records) for where, value in hidden_texts(text))
    if "/*" in text:
        yield Passage(_COMMENT_OF_CSS.sub(_line_ends, text), "text", 1, records)
    yield from as_joined(text, records)
    yield from as_headers(text, records)


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def read_markdown(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield a source in Markdown: as it stands, as it reads, and what its header holds once it is decoded."""
    records |= {found.upper() for found in _REFERENCE_LINE.findall(text)}
    yield from read_text(text, records)
    bare = _MARKS.sub("", text)
    if bare != text:
        yield Passage(visible_texts(bare)[0] if "<" in bare else bare, "text", 1, records)
    if "|" in text and may_have_fields(text):
        yield from _tables(text, records)
    if text.startswith("---"):
        header = text.split("\n---", 1)[0]
        yield from _decoded_yaml(header, records, text)


def _tables(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """What stands in the rows of tables below the heads of their columns."""
    heads: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if "|" in line else []
        heads = heads or cells if cells else []
        if len(cells) == len(heads):
            yield from (Passage(said, "cell", number, records) for said in labelled(heads, cells))


def read_yaml(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield YAML as it stands, comments and all, and every value that reads otherwise than it is written."""
    records |= {found.upper() for found in _REFERENCE_LINE.findall(text)}
    yield from read_text(text, records)
    yield from _decoded_yaml(text, records, text)


def _decoded_yaml(source: str, records: frozenset[str], text: str) -> Iterator[Passage]:
    import yaml  # noqa: PLC0415 -- slow to import, and a finished site has none

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Events, not values: nothing is built, so anchors cannot make a small file large.
    try:
        for event in yaml.parse(source, loader):
            if isinstance(event, yaml.ScalarEvent) and event.value and event.value not in text:
                lines = _lines_of_value(event)
                yield Passage(event.value, "value", lines[0], records, lines)
    except (yaml.YAMLError, RecursionError, ValueError):
        # As it stands it is read above; that it is no YAML is told by the check of records.
        return


def _lines_of_value(event: Any) -> tuple[int, ...]:
    """The lines on which a value stands; a block of them ends where the next line begins."""
    first, end = event.start_mark.line + 1, event.end_mark
    return tuple(range(first, max(first, end.line + bool(end.column)) + 1))


def read_csv(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield each row of a table, with the hearing that its column `reference` names, and what goes down a column."""
    column, first = -1, True
    heads: list[str] = []
    # Commas are ours; other programs write other signs. No other sign than a line feed ends a row.
    sign = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    before = 0
    read: list[list[str]] = []
    places: list[int] = []
    try:
        for row in rows:
            read.append(row)
            places.append(before + 1)
            if first:
                names = [name.strip().lower() for name in row]
                column = names.index("reference") if "reference" in names else -1
                heads = row
            reference = row[column] if -1 < column < len(row) and not first else ""
            own = record_named(reference) if reference else NOWHERE.union(*(record_named(c) for c in row if "-" in c))
            # As a database has it: the same rows stand in both, and are searched once.
            cells = list(filter(None, row))
            joined = "\n".join(cells)
            yield Passage(joined, "cell", records=records | own, lines=_lines_of(cells, joined, before + 1))
            yield from as_html(joined, "cell", records | own)
            told = labelled(heads, row)
            yield from (Passage(text, "cell", before + 1, records | own) for text in told)
            before, first = rows.line_num, False
    except csv.Error:
        yield Passage(text, "text", 1, records, is_verbatim=True)
        yield unread("it is no table, or has no end")
    for column_cells in zip(*read, strict=False):
        said = "\n".join(column_cells)
        if "-\n" in said or may_be_spelt(column_cells):
            yield Passage(said, "cell", records=records, lines=tuple(places))


def _lines_of(row: list[str], joined: str, first: int) -> tuple[int, ...]:
    """The line of each line of a row that begins on the `first`: a cell may have several."""
    if joined.count("\n") < len(row):
        return (first,) * len(row)
    lines: list[int] = []
    for cell in row:
        lines += range(first, first + cell.count("\n") + 1)
        first = lines[-1]
    return tuple(lines)


def read_json(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield every key and value of JSON, with the hearing that the object or the row around it names."""
    try:
        value = _decoded_json(text)
    except (msgspec.DecodeError, RecursionError, ValueError):
        yield Passage(text, "text", 1, records, is_verbatim=True)
        yield unread("it is no JSON, or has no end")
        return
    found: list[Passage] = []
    _walk(value, records, 0, found)
    yield from found


def _decoded_json(text: str) -> Any:
    """Decode JSON; of a name that an object has twice, all values stand in a list: programs differ in which they take."""
    value = msgspec.json.decode(text)
    if msgspec.json.encode(value) == msgspec.json.format(text, indent=-1).encode():
        return value
    return json.loads(text, object_pairs_hook=_all_values)


def _all_values(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    several: dict[str, list[Any]] = {}
    for name, value in pairs:
        several.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in several.items()}


def _walk(value: Any, records: frozenset[str], depth: int, found: list[Passage]) -> None:
    """Find the passages of an object or a list; not one by one, which took half of the time, because they nest."""
    if depth > _DEPTH:
        found.append(unread("it nests too deep"))
    elif isinstance(value, dict):
        own = records | _own(value)
        keys = tuple(value)
        found += _read_value(_text_of_keys(keys), own, "key")
        found += (Passage(text, "value", records=own) for text in labelled(keys, value.values()))
        _walk_all(value.values(), own, depth, found)
    elif isinstance(value, list):
        if value and type(value[0]) is dict and len(value[0]) <= FEW:
            found += _down(value, records)
        references = [one for one in value if isinstance(one, str) and is_reference(one)]
        _walk_all(value, records.union(*map(record_named, references)), depth, found)
    else:
        found += _read_value(str(value), records)


def _down(values: list[Any], records: frozenset[str]) -> Iterator[Passage]:
    """What stands in the same field of several objects: a letter in each, or names of fields beside their values."""
    first = values[0]
    names, told = (next((key for key in keys if key in first), None) for keys in (_OF_NAMES, _OF_VALUES))
    rows = [one for one in values if isinstance(one, dict)]
    if names is not None and told is not None:
        pairs = [(str(row.get(names)), row.get(told)) for row in rows]
        yield from (Passage(said, "value", records=records) for said in labelled(*zip(*pairs, strict=True)))
    for key in (key for key, one in first.items() if type(one) is str and len(one) == 1):
        letters = [one for row in rows if isinstance(one := row.get(key, ""), str)]
        if len(letters) > LEAST and max(map(len, letters)) == 1:
            yield Passage("\n".join(letters), "value", records=records)


@lru_cache(maxsize=100)
def _text_of_keys(keys: tuple[str, ...]) -> str:
    """Names beside one another; words in the order of letters are an index: what follows what there says nothing."""
    is_index = len(keys) > 2 and list(keys) == sorted(keys)  # noqa: PLR2004 -- a first name and another
    return ("\n\n" if is_index else "\n").join(keys)


def _walk_all(values: Collection[Any], records: frozenset[str], depth: int, found: list[Passage]) -> None:
    """Find what is in values: what is neither object nor list beside one another, because a name may stand in two of them."""
    plain = [str(one) for one in values if type(one) in _PLAIN]
    if plain:
        found += _read_value("\n".join(_each_once(plain)), records)
    if len(plain) < len(values):
        for one in values:
            if type(one) in _NESTED:
                _walk(one, records, depth + 1, found)


def _each_once(texts: list[str]) -> list[str]:
    """Texts, of which those that are references in a row are told apart, each reference once.

    In an index what follows what says nothing, and no two of them have the same row.
    """
    rows = list(filter(_IN_A_ROW.fullmatch, texts))
    if not rows:
        return texts
    others = [text for text in texts if not _IN_A_ROW.fullmatch(text)]
    return [*others, *sorted(set(" ".join(rows).split()))]


def _own(value: dict[str, Any]) -> frozenset[str]:
    """The hearing that an object is about: by `reference`, else by the address or the id that it has."""
    reference = value.get("reference")
    if isinstance(reference, str) and reference:
        return record_named(reference) or frozenset({reference.upper()})
    return NOWHERE.union(*(record_named(str(value[key])) for key in ("id", "url", "route", "link") if key in value))


def _read_value(text: str, records: frozenset[str], where: str = "value") -> list[Passage]:
    if "<" not in text and "&" not in text:
        return [Passage(text, where, records=records)]
    as_written = without_plain_tags(text)
    lines = _lines_in(as_written)
    others = [one for one in as_html(text, where, records) if _lines_in(one.text) != lines]
    return [Passage(as_written, where, records=records), *others]


def _lines_in(text: str) -> list[str]:
    """The lines of a text as far as they are seen: of readings with the same ones, one is enough.

    An indented line or an empty one before it keeps apart what stands together on the page.
    """
    return list(map(str.rstrip, text.strip().split("\n")))


def read_calendar(content: bytes, records: frozenset[str]) -> Iterator[Passage]:
    """Yield every line of a calendar, unfolded by octets as RFC 5545 says, with the hearing that its event's UID names."""
    lines: list[tuple[int, bytes]] = []
    for number, line in enumerate(content.replace(b"\r\n", b"\n").split(b"\n"), 1):
        if line[:1] in {b" ", b"\t"} and lines:
            lines[-1] = lines[-1][0], lines[-1][1] + line[1:]
        else:
            lines.append((number, line))
    event: list[tuple[int, str]] = []
    own = NOWHERE
    for number, raw in lines:
        text = raw.decode("utf-8", "replace")
        plain = re.sub(r"\\([nN,;\\])", lambda match: " " if match[1] in "nN" else match[1], text)
        plain = _LANGUAGE.sub("", plain)
        if text.startswith("BEGIN:VEVENT"):
            yield from _event(event, records)
            event, own = [], NOWHERE
        if text.startswith(("UID", "URL")):
            own |= record_named(text.partition(":")[2].strip())
        event.append((number, plain))
        if text.startswith("END:VEVENT"):
            yield from _event(event, records | own)
            event, own = [], NOWHERE
    yield from _event(event, records)
    if any("\ufffd" in raw.decode("utf-8", "replace") for _, raw in lines if not raw.isascii()):
        yield unread("it is no UTF-8")
    if not content.rstrip().endswith(b"END:VCALENDAR"):
        yield unread("it has no end")


def _event(event: list[tuple[int, str]], records: frozenset[str]) -> Iterator[Passage]:
    if event:
        lines = tuple(number for number, _ in event)
        text = "\n".join(line for _, line in event)
        yield Passage(text, "line", records=records, lines=lines)
        yield from as_html(text, "line", records)
