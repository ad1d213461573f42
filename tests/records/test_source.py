"""Files as they lie there: what is read at all, and the line and column of what is found in a Welsh account."""

import datetime as dt
import os
from pathlib import Path

import pytest

from hearingsite.records.register import read_register
from hearingsite.records.rules import check_register
from hearingsite.records.source import Source, read_source

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "accepted" / "as-2023-014.md"
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
FORCE = "name: A\nshort: A\nkind: territorial\nreference_prefix: AS\nlanguages: [en]\n"


def findings(project: Path) -> set[tuple[str, int, int, str]]:
    """Where something is found in a project, and its code."""
    register, report = read_register(project / "content", project)
    found = [*report.diagnostics, *check_register(register, NOW)]
    return {(one.place.path.rpartition("/")[2], one.place.line, one.place.column, one.code) for one in found}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one record and its force."""
    for folder in ("forces", "hearings"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content" / "forces" / "avon-and-somerset.yaml").write_text(FORCE)
    (tmp_path / "content" / "hearings" / "as-2023-014.md").write_bytes(CASE.read_bytes())
    return tmp_path


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no ordinary file is refused before it is opened."""
    os.mkfifo(tmp_path / "x.md")
    refused = read_source(tmp_path / "x.md", "x.md")
    assert not isinstance(refused, Source)
    assert refused.code == "HS124"


def test_a_force_of_another_ending_is_told(project: Path) -> None:
    """No file among the forces is passed over in silence."""
    (project / "content" / "forces" / "kent.yml").write_text(FORCE)
    assert findings(project) == {("kent.yml", 0, 0, "HS125")}


def test_welsh_faults_stand_in_their_line(project: Path) -> None:
    """Blank lines before a Welsh account count."""
    (project / "content" / "hearings" / "as-2023-014.cy.md").write_text("\n\n \nY cyfrif <b>\n")
    assert ("as-2023-014.cy.md", 4, 10, "HS117") in findings(project)


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        ('press_email: "press@wealdshire.example"', True),
        ('press_email: "press@wealdshire.example?bcc=someone@evil.example"', False),
        ('press_email: "a@b.example, c@d.example"', False),
        ("press_email: ring us", False),
        ('press_phone: "+44 (0)1632 960142"', True),
        ('press_phone: "01632 960142 (ask for Jo)"', False),
        ("press_phone: |\n  01632 960142", False),
    ],
)
def test_ways_to_reach_the_press(project: Path, line: str, *, is_right: bool) -> None:
    """An address is one e-mail address, a number is a number: both become links."""
    (project / "content" / "forces" / "avon-and-somerset.yaml").write_text(f"{FORCE}{line}\n")
    assert {code for _, _, _, code in findings(project)} == (set() if is_right else {"HS210"})
