"""The examples of the explain pages are run: a bad one is reported under its code, a good one is not."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from hearingsite.diagnostics import code_table
from hearingsite.records.register import read_register
from hearingsite.records.rules import check_register
from tests.examples import FORCES, files_of, now_of

# What only a whole build, its settings or its pages can show: those have tests of their own.
NOT_RUN: Final = {
    "HS6": "belongs to the guard, which reads the finished site and the private list",
    "HS7": "is about settings and the theme, which are not records",
    "HS8": "is about the rendering of a whole site",
    "HS9": "is about the finished site",
}
# Entries without a bad example, and why they have none.
WITHOUT_BAD: Final = {
    "HS436": "nobody reads an example of 20 MB",
    "HS101": "a file that cannot be read shows nothing",
    "HS102": "bytes that are no text cannot stand in a page of text",
    "HS103": "nobody reads an example of 256 KB",
    "HS106": "a link is no text",
    "HS124": "a device is no text",
    "HS357": "the record around an example is concluded, and an example cannot take its outcome away",
    "HS211": "nobody reads an example of 600 characters",
}
# Examples of something else than records and forces.
ELSEWHERE: Final = {
    "HS127": "is about any file of the content; pages are read by the build",
    "HS433": "is about files that are no text; see test_attachments",
    "HS434": "is about files that are no text; see test_attachments",
    "HS435": "is about files that are no text; see test_attachments",
}


def runnable(kind: str) -> list[str]:
    """The codes that have an example of a kind and that reading and checking records can find."""
    return [
        code
        for code, entry in code_table().items()
        if kind in entry and code[:3] not in NOT_RUN and code not in ELSEWHERE
    ]


def found(code: str, kind: str, project: Path) -> set[str]:
    """The codes that a project with an example has reported."""
    entry = code_table()[code]
    example, other = entry[kind], entry.get("good" if kind == "bad" else "bad", "")
    shutil.copytree(FORCES, project / "content" / "forces")
    files = files_of(code, example, other, entry.get("where"))
    for path, text in files.items():
        if "/forces/" in path and len(files) == 1:
            (project / path).with_suffix(".yaml").unlink(missing_ok=True)
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8", newline="")
    (project / "content" / "hearings").mkdir(exist_ok=True)
    register, report = read_register(project / "content", project)
    return {one.code for one in (*report.diagnostics, *check_register(register, now_of(example)))}


@pytest.mark.parametrize("code", runnable("bad"))
def test_bad_example_is_reported(code: str, tmp_path: Path) -> None:
    """Whoever copies the bad example gets the finding that the page explains."""
    assert code in found(code, "bad", tmp_path)


@pytest.mark.parametrize("code", runnable("good"))
def test_good_example_passes(code: str, tmp_path: Path) -> None:
    """Whoever copies the good example does not get it."""
    assert code not in found(code, "good", tmp_path)


def test_a_code_means_one_thing(root: Path) -> None:
    """Of two entries of the same code, one would be lost, and its finding explained by the other."""
    files = sorted((root / "hearingsite/codes").glob("*.toml"))
    codes = [line for file in files for line in file.read_text("utf-8").splitlines() if line.startswith("[HS")]
    assert sorted(codes) == sorted(set(codes))


def test_every_page_has_both_examples() -> None:
    """Each code has a bad and a good example, or there is a reason why not."""
    missing = {
        code for code, entry in code_table().items() if code[:3] not in NOT_RUN and not {"bad", "good"} <= entry.keys()
    }
    assert missing == set(WITHOUT_BAD)
