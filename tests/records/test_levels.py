"""Keys at another level than their own: one slip of indentation is told once, and its way out, done literally, mends it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.register import Entry, RecordSource, make_entry
from hearingsite.records.source import Source

RECORDS = Path(__file__).parents[2] / "content" / "hearings"
SAMPLE = [
    *(Path(__file__).parents[1] / "cases" / "accepted").glob("as-*.md"),
    *(RECORDS / "2026").glob("wld-2026-00[4678].md"),
]
KEY: Final = re.compile(r" *(?:- )?[a-z_]+:(?: |$)")
WAY_OUT: Final = re.compile(
    r"(Put|Take away) (\d+) spaces?(?: more)? before (?:this line|each of the lines (\d+) to (\d+))"
)


def understood(lines: list[str]) -> Entry | list[Diagnostic]:
    """The record of some lines, or its faults."""
    return make_entry(RecordSource(Source("a.md", "\n".join(lines)), None, ""))


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip())


def shifted(lines: list[str], first: int, end: int, by: int) -> list[str]:
    """Some lines with other indentation; the first is 0, `end` is behind the last."""
    new = [" " * by + one if by > 0 else one[min(-by, indent(one)) :] for one in lines[first:end]]
    return [*lines[:first], *new, *lines[end:]]


def tree(lines: list[str], first: int) -> int:
    """The end of what stands below a line."""
    end = first + 1
    while lines[end].strip() and indent(lines[end]) > indent(lines[first]):
        end += 1
    return end


def askew(lines: list[str]) -> Iterator[list[str]]:
    """The record with one key, or with what is below it too, at each level that is not its own."""
    for at in range(1, lines.index("---", 1)):
        if KEY.match(lines[at]):
            for end in {at + 1, tree(lines, at)}:
                yield from (shifted(lines, at, end, by) for by in (-6, -4, -2, 2, 4) if indent(lines[at]) + by >= 0)


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_one_slip_is_told_once_and_its_way_out_mends_it(path: Path) -> None:
    """Where a header with one line askew can be read at all, it has one fault, and what that says to do is enough."""
    lines = path.read_text("utf-8").split("\n")
    told = 0
    for slip in askew(lines):
        faults = understood(slip)
        if isinstance(faults, Entry) or faults[0].code in ("HS114", "HS115"):
            continue
        assert [one.code for one in faults] == ["HS128"]
        out = WAY_OUT.match(faults[0].hint)
        assert out is not None
        first = int(out[3] or faults[0].place.line) - 1
        end = int(out[4] or faults[0].place.line)
        mended = shifted(slip, first, end, int(out[2]) * (1 if out[1] == "Put" else -1))
        assert isinstance(understood(mended), Entry)
        told += 1
    assert told >= 5


def test_nothing_belongs_below_a_key_that_is_not_known() -> None:
    """There nothing would be told of it: each key is told as unknown, where it stands."""
    lines = SAMPLE[0].read_text("utf-8").split("\n")
    faults = understood([lines[0], "odd:", "venue: Guildhall", *lines[1:]])
    assert isinstance(faults, list)
    assert [(one.place.line, one.code) for one in faults] == [(2, "HS201"), (3, "HS201")]


def test_a_list_in_place_of_a_block_is_no_matter_of_levels() -> None:
    """The officers of an appeal are keys of the writer's own: that any word fits there moves nothing."""
    text = (RECORDS / "2023" / "wld-2023-002.md").read_text("utf-8")
    lines = text.replace('          "1": {level: misconduct}', "          - level: misconduct").split("\n")
    faults = understood(lines)
    assert isinstance(faults, list)
    assert [one.code for one in faults] == ["HS203"]
