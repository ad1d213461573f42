"""What README.md gives to copy: its first record, and the same with new days, pass without a word."""

import datetime as dt
import re
import shutil
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest

from hearingsite.records.register import read_register
from hearingsite.records.rules import check_register

ROOT: Final = Path(__file__).parents[2]
README: Final = (ROOT / "README.md").read_text("utf-8")


def given(pattern: str) -> str:
    """The one block of README.md that a pattern takes out."""
    [found] = re.findall(pattern, README, re.DOTALL | re.MULTILINE)
    return dedent(str(found))


RECORD: Final = given(r"^ *```markdown\n(.*?)^ *```$")
NEW_DAYS: Final = given(r"^#### New days\n.*?```yaml\n(.*?)```")
POSTPONED: Final = re.sub(r"^status:.*?(?=^notice:)", NEW_DAYS, RECORD, flags=re.DOTALL | re.MULTILINE)
UNKNOWN: Final = POSTPONED.replace(", dates: [2026-07-15, 2026-07-16]}", "}").replace(
    "[2026-07-15, 2026-07-16]", "[2026-06-15, 2026-06-16]"
)
ADJOURNED: Final = POSTPONED.replace("2026-07-15", "2026-06-15").replace("postponed", "adjourned")


@pytest.mark.parametrize(
    ("record", "day"),
    [(RECORD, 1), (POSTPONED, 12), (UNKNOWN, 12), (ADJOURNED, 15)],
    ids=["first", "postponed", "day-unknown", "adjourned"],
)
def test_records_to_copy(record: str, day: int, tmp_path: Path) -> None:
    """Whoever copies an example gets neither a fault nor a warning."""
    file = tmp_path / "content" / "hearings" / "wld-2026-009.md"
    file.parent.mkdir(parents=True)
    file.write_text(record, "utf-8")
    shutil.copytree(ROOT / "content" / "forces", tmp_path / "content" / "forces")
    register, report = read_register(tmp_path / "content", tmp_path)
    found = [*report.diagnostics, *check_register(register, dt.datetime(2026, 6, day, 9, 0, tzinfo=dt.UTC))]
    assert [f"{one.place.line} {one.code}" for one in found if one.code != "HS414"] == []
