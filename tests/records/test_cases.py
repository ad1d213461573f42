"""Records as files: what passes, and what does not with its complete report, word for word."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Final

import pytest

from hearingsite.diagnostics import FORMATS
from hearingsite.records.check import check_folder
from hearingsite.records.register import RecordSource, make_entry
from hearingsite.records.source import Source

CASES = Path(__file__).parents[1] / "cases"
REPOSITORY = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


def report_of(case: Path, project: Path) -> str:
    """The report on one case, in a project that has it as its only record."""
    records = project / "content" / "hearings"
    records.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "content" / "forces", project / "content" / "forces")
    shutil.copy(case, records / "as-2023-014.md")
    report = check_folder(project / "content", project, project / ".hearingsite", NOW).report
    return "\n".join(FORMATS["text"](report))


def cases(folder: str) -> list[Path]:
    """The records of a folder of cases."""
    return sorted((CASES / folder).glob("*.md"))


@pytest.mark.parametrize("case", cases("accepted"), ids=lambda case: case.stem)
def test_accepted(case: Path, tmp_path: Path) -> None:
    """A record that is right passes without a word."""
    assert report_of(case, tmp_path) == ""


@pytest.mark.parametrize("case", cases("rejected"), ids=lambda case: case.stem)
def test_rejected(case: Path, tmp_path: Path) -> None:
    """A record that is wrong gets exactly the report that stands beside it."""
    assert report_of(case, tmp_path) == case.with_suffix(".expected").read_text("utf-8").rstrip("\n")


SLIPS: Final = [
    (": ", " "),
    (": ", ":"),
    (": ", ': "'),
    (": ", ": ["),
    (": ", ": @"),
    ("- ", "-"),
    ("", " "),
    ("", "  "),
]


@pytest.mark.parametrize("case", cases("accepted"), ids=lambda case: case.stem)
def test_a_slip_of_writing_is_told_alone(case: Path) -> None:
    """Where any line of a right record cannot be read, nothing is said of the others."""
    header, end, body = case.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    lines = header.split("\n")
    told: set[str] = set()
    for at, line in enumerate(lines):
        for right, wrong in SLIPS:
            slip = "\n".join([*lines[:at], line.replace(right, wrong, 1), *lines[at + 1 :]])
            made = make_entry(RecordSource(Source("a.md", f"---\n{slip}{end}{body}"), None, ""))
            codes = [one.code for one in made] if isinstance(made, list) else []
            told |= set(codes) if codes[:1] == ["HS115"] else set()
    assert told == {"HS115"}


def test_every_case_has_its_report() -> None:
    """No case is without its report, and no report without its case."""
    records = {case.stem for case in cases("rejected")}
    reports = {report.stem for report in (CASES / "rejected").glob("*.expected")}
    assert records == reports
