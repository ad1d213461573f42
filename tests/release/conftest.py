"""Records as text → a register, for the tests of the door."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hearingsite.records.frontmatter import FrontMatter, read_block, split_front_matter
from hearingsite.records.model import Force, Hearing
from hearingsite.records.register import Entry, ForceEntry, Register
from hearingsite.records.schema import convert_force, convert_hearing
from hearingsite.records.source import Source
from hearingsite.values import Text

FORCES = Path(__file__).parents[2] / "content" / "forces"


def _force(code: str) -> ForceEntry:
    front_matter = read_block(Source(f"{code}.yaml", (FORCES / f"{code}.yaml").read_text("utf-8")))
    assert isinstance(front_matter, FrontMatter)
    force = convert_force(front_matter)
    assert isinstance(force, Force)
    return ForceEntry(code, force, front_matter)


def _entry(text: str) -> Entry:
    front_matter = split_front_matter(Source("content/hearings/x.md", text))
    assert isinstance(front_matter, FrontMatter), front_matter
    hearing = convert_hearing(front_matter)
    assert isinstance(hearing, Hearing), hearing
    body = front_matter.body.strip()
    return Entry(hearing, front_matter, Text(body) if body else None)


@pytest.fixture
def register_of() -> Callable[..., Register]:
    """Make a register of records given as text."""

    def make(*texts: str) -> Register:
        forces = {code: _force(code) for code in ("wealdshire", "avon-and-somerset", "metropolitan")}
        return Register(tuple(_entry(text) for text in texts), forces)

    return make
