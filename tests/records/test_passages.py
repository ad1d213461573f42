"""Texts and the way back: every character of every text is found where it stands in its file."""

import datetime as dt
import re
from pathlib import Path

import pytest

from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.model import Hearing
from hearingsite.records.passages import read_passages
from hearingsite.records.register import Entry, read_register
from hearingsite.records.schema import convert_hearing
from hearingsite.records.source import Source

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


def records() -> list[Entry]:
    """The records of the repository, which hold plain, quoted, folded and literal texts in two languages."""
    project = Path(__file__).parents[2]
    return list(read_register(project / "content", project)[0].entries)


@pytest.mark.parametrize("entry", records(), ids=lambda entry: entry.hearing.reference)
def test_every_character_is_found(entry: Entry, root: Path) -> None:
    """Line and column of a character of a text lead to that character in the file."""
    for passage in read_passages(entry):
        for offset in range(0, len(passage.text), 5):
            if not passage.text[offset].isspace():
                place = passage.place(offset)
                line = (root / place.path).read_text("utf-8").split("\n")[place.line - 1]
                assert line[place.column - 1] == passage.text[offset], (passage.path, offset)


RECORD = """---
reference: WLD-2024-001
force: wealdshire
status: concluded
hearing:
  kind: misconduct-hearing
  dates: {about: w-about}
  held: private
  decisions: [{asked_by: w-asked-by, asked_for: w-asked-for, result: granted, note: w-note}]
officers: [{known_as: PC A, rank: constable, service: serving, allegations: [{conduct: w-conduct, when: w-when}]}]
restrictions:
  - protects: all
    covers: details
    imposed_by: chair
    ground: other
    lifted: {on: 2024-05-01, by: w-by, note: w-lifted}
    decisions: [{asked_by: w-asked-by-too, result: refused}]
attachments: [{file: x.pdf, title: w-title}]
appeals:
  - body: high-court
    lodged: 2024-05-01
    result: pending
    notice: {published: 2024-05-02T10:00, text: w-notice}
    hearing: {kind: misconduct-hearing, dates: [2024-06-01], held: public, venue: w-venue}
---
"""


def test_no_text_that_may_come_out_is_passed_over() -> None:
    """Who asked, who lifted, titles and notices are read by the rules about names too."""
    front_matter = split_front_matter(Source("x.md", RECORD))
    assert isinstance(front_matter, FrontMatter), front_matter
    hearing = convert_hearing(front_matter)
    assert isinstance(hearing, Hearing), hearing
    read = {passage.text for passage in read_passages(Entry(hearing, front_matter, None))}
    assert read == set(re.findall(r"w-[a-z-]+", RECORD))
