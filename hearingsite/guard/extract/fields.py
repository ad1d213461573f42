"""What a page tells of somebody in fields: terms and descriptions, cells and their heads, marked-up data, forms.

A field's name and its value may stand far apart in the source, and a first name and a family name in fields of their own.
"""

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct

from hearingsite.guard.extract.brackets import Ends
from hearingsite.guard.extract.labels import is_label, labelled, part_of_name
from hearingsite.guard.extract.tags import VALUE

_GAPS: Final = (" ", "", "-", "_")
# Words of which a page has one that names such fields, as they are looked for in bytes of any case.
MARKS: Final = (
    *("surname", "family name", "familyname", "family-name", "family_name", "last name", "lastname", "last-name"),
    *(
        "last_name",
        "cyfenw",
        "enw teulu",
        "birth",
        "birthdate",
        "birthday",
        "dateofbirth",
        "date_of_birth",
        "dob",
        "d.o.b",
        "eni",
        "geni",
        "ganed",
        "ganwyd",
    ),
    *("born", "collar", "collarnumber", "coler", "shoulder", "epaulette", "badge", "payroll", "warrant"),
    *(
        f"{whose}{gap}{number}"
        for whose in ("shoulder", "warrant", "staff", "badge", "payroll", "officer", "force", "service", "police")
        for gap in _GAPS
        for number in ("number", "no", "num", "id")
    ),
    *(f"rhif {whose}" for whose in ("swyddog", "heddlu", "gwarant", "coler", "staff", "yr heddlu", "y swyddog")),
)
# Of which each of those has one, and other names of fields.
_ROOTS: Final = (
    *(
        "surname",
        "family n",
        "familyn",
        "family-n",
        "family_n",
        "last n",
        "lastn",
        "last-n",
        "last_n",
        "cyfenw",
        "teulu",
    ),
    *(
        "birth",
        "dob",
        "d.o.b",
        " eni",
        "geni<",
        "ganed",
        "ganwyd",
        ">born",
        '"born',
        "collar",
        "coler",
        "shoulder",
        "badge",
    ),
    *("payroll", "epaulette", "warrant", "rhif "),
    *(
        f"{whose}{gap}{number}"
        for whose in ("staff", "officer", "force", "service", "police")
        for gap in _GAPS
        for number in "ni"
    ),
)
_MICRODATA: Final = "itemprop"
_RULE: Final = "--"  # below the heads of a table in Markdown
_BEGIN: Final = re.compile(r"<!--|<(/?)([a-zA-Z][\w\-]*+)")
_END_OF_COMMENT: Final = "-->"
_HEAD: Final = re.compile(r"(?<=<th>)([^<]*(?:<(?!/?t[hrd]\b|/table)[^<]*)+)(?=</th)", re.IGNORECASE)
_NAMES: Final = frozenset(
    [
        "itemprop",
        "property",
        "name",
        "aria-label",
        "data-label",
        "data-th",
        "data-title",
        "title",
        "id",
        "class",
        "headers",
    ]
)
_VALUES: Final = ("content", "value", "datetime")
_LONGEST: Final = 40  # letters of the name of a field
_NEAR: Final = 12  # cells from one field to the next of the same person


class _Cell(Struct, frozen=True):
    """What stands between two tags or in an attribute, where, and in which row of a table (0: in none)."""

    text: str
    at: int
    row: int


class _Tag(NamedTuple):
    """A tag or a comment, which has no name: where, what it is called, what stands behind that, and whether it is an end."""

    start: int
    end: int
    name: str
    inside: str
    is_end: bool


def told_in_fields(source: str) -> Iterator[tuple[int, str]]:
    """Yield where each value stands, and the value behind its name."""
    cells = list(_cells(_HEAD.sub(_without_tags, source)))
    yield from _in_fields(cells)
    yield from _in_rows(cells)


def _without_tags(head: re.Match[str]) -> str:
    """A head of a column without the tags in it, as long as before."""
    parts: list[str] = []
    at = 0
    for tag in _tags(head[1]):
        parts += (head[1][at : tag.start], " " * (tag.end - tag.start))
        at = tag.end
    return "".join((*parts, head[1][at:]))


def may_have_fields(source: str) -> bool:
    """Whether a part of a page may have fields: few have what they stand in, and fewer such a word."""
    lower = source.lower()
    if not any(sign in lower for sign in ("<d", "<t", "<input", _MICRODATA, _RULE)):
        return False
    return any(root in lower for root in _ROOTS)


def _tags(source: str) -> Iterator[_Tag]:
    """The tags and the comments of a page; a comment without end is none."""
    ends, at, last = Ends(source), 0, source.rfind(_END_OF_COMMENT)
    while found := _BEGIN.search(source, at):
        begin, inside = found.span()
        at = begin + 1
        if not found[2] and inside <= last:
            at = source.find(_END_OF_COMMENT, inside) + len(_END_OF_COMMENT)
            yield _Tag(begin, at, "", "", is_end=False)
        elif found[2] and (end := ends.of(inside - 1)):
            at = end
            yield _Tag(begin, end, found[2].lower(), source[inside : end - 1], is_end=bool(found[1]))


def _cells(source: str) -> Iterator[_Cell]:
    at, row, rows = 0, 0, 0
    for tag in _tags(source):
        yield from _cell(source[at : tag.start], at, row)
        at = tag.end
        if tag.name == "tr":
            rows += not tag.is_end
            row = 0 if tag.is_end else rows
        elif tag.name == "table":
            rows += 1  # the heads of another say nothing here
            row = 0
        attributes = dict(_attributes(tag.inside)) if "=" in tag.inside else {}
        names = [value for key, value in attributes.items() if key in _NAMES and is_label(value[-_LONGEST:])]
        for value in (*names[:1], *(attributes[key] for key in _VALUES if key in attributes)):
            yield from _cell(value, tag.start, row)
    yield from _cell(source[at:], at, row)


def _cell(text: str, at: int, row: int) -> Iterator[_Cell]:
    said = " ".join(html.unescape(text).split())
    if said:
        yield _Cell(said, at + len(text) - len(text.lstrip()), row)


def _attributes(inside: str) -> Iterator[tuple[str, str]]:
    before = 0
    for found in VALUE.finditer(inside):
        name = inside[before : found.start()].split()
        before = found.end()
        if name:
            yield name[-1].lower(), found[found.lastindex or 0]


def _in_fields(cells: list[_Cell]) -> Iterator[tuple[int, str]]:
    """What stands behind the names of fields; a name that comes again is another person's."""
    names: list[str] = []
    values: list[str] = []
    last, place = 0, 0
    for number, (before, value) in enumerate(pairwise(cells)):
        name = before.text[-_LONGEST:]  # of a sentence, the words before a day
        if not is_label(name) or is_label(value.text[-_LONGEST:]):
            continue
        part = part_of_name(name)
        if number - last > _NEAR or (part and part in map(part_of_name, names)):
            yield from ((place, said) for said in labelled(names, values))
            names, values = [], []
        names.append(name)
        values.append(value.text)
        last, place = number, value.at
    yield from ((place, said) for said in labelled(names, values))


def _in_rows(cells: list[_Cell]) -> Iterator[tuple[int, str]]:
    """What stands in the rows of a table below the names of columns."""
    rows: dict[int, list[_Cell]] = {}
    for cell in cells:
        if cell.row:
            rows.setdefault(cell.row, []).append(cell)
    heads: list[str] = []
    before = 0
    for number, row in rows.items():
        texts = [cell.text for cell in row]
        if number > before + 1 or not heads:
            heads = texts if any(map(is_label, texts)) else []
        elif len(texts) == len(heads):
            yield from ((row[0].at, said) for said in labelled(heads, texts))
        before = number
