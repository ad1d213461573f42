"""The typed record: the fast conversion and the full report agree, and the JSON Schema describes the same."""

import copy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.records.faults import describe_faults
from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.model import Hearing
from hearingsite.records.schema import convert_hearing, record_schema
from hearingsite.records.source import Source

REPOSITORY = Path(__file__).parents[2]
RECORDS = sorted((REPOSITORY / "content" / "hearings").rglob("*[0-9].md"))
JUNK = [
    "",
    " ",
    "null",
    "true",
    "~",
    "0",
    "1.5",
    "2024-02-30",
    "2024-01-20",
    "2024-01-20T09:00",
    "9999-12-31",
    "0001-01-01T00:00+05:00",
    "18/12/2023",
    "PC  X",
    "PC X ",
    "– x",
    "09:00",
    "constable",
    "ü",
]


def read(path: Path) -> FrontMatter:
    """Read the header of a record of the repository."""
    front_matter = split_front_matter(Source(path.name, path.read_text("utf-8")))
    assert isinstance(front_matter, FrontMatter)
    return front_matter


def paths_of(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into plain data, inner ones included."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    below = [one for key, value in items for one in paths_of(value, (*path, key))]
    return [path, *below] if path else below


SAMPLE = [read(path) for path in RECORDS]
values = st.sampled_from(JUNK) | st.text(max_size=5) | st.lists(st.sampled_from(JUNK), max_size=2)
blocks = st.dictionaries(st.sampled_from(["en", "cy", "first", "last", "about", "on", "how", "x"]), values, max_size=3)


@given(st.data())
def test_conversion_and_report_agree(data: st.DataObject) -> None:
    """A record converts if and only if the report on it is empty, whatever is put anywhere into it."""
    front_matter = data.draw(st.sampled_from(SAMPLE))
    changed = copy.deepcopy(front_matter.data)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths_of(changed)))
        block: Any = changed
        for part in path[:-1]:
            block = block[part]
        change = data.draw(st.sampled_from(["replace", "delete", "add"]))
        if change == "delete":
            del block[path[-1]]
        elif change == "replace" or isinstance(block, list):
            block[path[-1]] = data.draw(values | blocks)
        else:
            block["colour"] = data.draw(values)
        if not paths_of(changed):
            break
    result = convert_hearing(FrontMatter("x.md", changed, front_matter.header, 2, "", 2))
    faults = list(describe_faults(changed, Hearing, front_matter.places()))
    assert isinstance(result, Hearing) == (not faults)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_schema_accepts_records(path: Path) -> None:
    """The JSON Schema accepts every record of the repository."""
    jsonschema.validate(read(path).data, record_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("status",), "conclded"),
        (("officers", 0, "rank"), "constabel"),
        (("officers", 0, "colour"), "red"),
        (("hearing", "dates"), "2023-12-18"),
        (("reference",), "as 14"),
    ],
    ids=str,
)
def test_schema_rejects_what_the_report_rejects(path: tuple[str | int, ...], value: object) -> None:
    """The JSON Schema refuses wrong codes, keys, shapes and references, as the report does."""
    front_matter = read(REPOSITORY / "content" / "hearings" / "2023" / "as-2023-014.md")
    changed = copy.deepcopy(front_matter.data)
    block: Any = changed
    for part in path[:-1]:
        block = block[part]
    block[path[-1]] = value
    assert not jsonschema.Draft202012Validator(record_schema()).is_valid(changed)
    assert not isinstance(convert_hearing(FrontMatter("x.md", changed, front_matter.header, 2, "", 2)), Hearing)


def test_schema_is_valid_itself() -> None:
    """The exported schema is valid JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(record_schema())
