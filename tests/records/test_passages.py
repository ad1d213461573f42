"""Texts and the way back: every character of every text is found where it stands in its file."""

import datetime as dt
from pathlib import Path

import pytest

from hearingsite.records.passages import read_passages
from hearingsite.records.register import Entry, read_register

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
