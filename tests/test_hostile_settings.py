"""Settings of somebody who means harm: refused in plain words, or made inert in every file of the site."""

import json
import re
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from tests.quick import Quick

NOW: Final = "--now=2026-11-25T09:00"
# Lines that are added to pelicanconf.py.
REFUSED: Final = (
    'SITENAME = "a\\x1b[2Jb"',
    'SITENAME = "a\\u202eb"',
    'SITENAME = ["a"]',
    "SITENAME = object()",
    'SITEURL = "javascript:alert(1)"',
    'SITEURL = "//elsewhere.example"',
    'SITEURL = "https://hearings.example/<script>"',
    'SITEURL = "https://hearings.example\\n.elsewhere.example"',
    'SITEURL = "https://hearings.example@elsewhere.example"',
    'SITEURL = "https://[::1"',
    "SITEURL = b'https://hearings.example'",
    'PATH = "\\0"',
    'PATH = "."',
    'PATH = ".."',
    'PATH = "/"',
    "PATH = 7",
    'THEME = "../nowhere"',
    'THEME = "x" * 100_000',
    "JINJA_GLOBALS = 3",
    "HEARINGSITE = []",
    'HEARINGSITE["names"] = "Gwrandawiadau"',
    'HEARINGSITE["names"] = {"cy": ["a"]}',
    'HEARINGSITE["names"] = {"cy": "a\\u202eb"}',
    'HEARINGSITE["names"] = {"fr": "Audiences"}',
    'HEARINGSITE["page_size"] = 0',
    'HEARINGSITE["page_size"] = float("inf")',
    'HEARINGSITE["page_size"] = "50"',
    'HEARINGSITE["languages"] = {}',
    'HEARINGSITE["languages"] = ["cy", ["en"]]',
    'HEARINGSITE["demonstrations"] = ["show"]',
    'HEARINGSITE["identities"] = "not-held\\n"',
    'HEARINGSITE["websub_hub"] = "javascript:alert(1)"',
    'HEARINGSITE["websub_hub"] = "https://[::1"',
    'HEARINGSITE["publish_to"] = "rsync:-oProxyCommand=id:/srv"',
    'HEARINGSITE["publish_to"] = "rclone:--config=x:y"',
    'HEARINGSITE["publish_to"] = ["folder"]',
    'HEARINGSITE["security_contact"] = "mailto:a@hearings.example\\nContact: https://elsewhere.example"',
    'HEARINGSITE["authority"] = "hearings.example\\n"',
    'HEARINGSITE["authority_since"] = "2026-01-01<script>"',
    'HEARINGSITE["\\x1b[31m"] = 1',
    "HEARINGSITE[(1, 2)] = 1",
    "x = (",
    "1 / 0",
    "raise SystemExit(0)",
    'raise ValueError("\\x1b[2J")',
    "def again(): again()\nagain()",
)
NAME: Final = '"><script>alert(1)</script>{{ 7*7 }}]]>&amp;,;\\n'


def set_lines(project: Path, lines: str) -> None:
    """Add lines to the settings of a project."""
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as config:
        config.write(f"\n{lines}\n")


@pytest.mark.parametrize("verb", ["check", "build"])
@pytest.mark.parametrize("lines", REFUSED, ids=range(len(REFUSED)))
def test_hostile_settings_are_refused(project: Path, quick: Quick, lines: str, verb: str) -> None:
    """A setting that is none is told by the name of its file, without a traceback, and nothing is built."""
    set_lines(project, lines)
    done = quick(project, verb, NOW)
    assert done.returncode == 2, done.out
    assert re.search(r"^pelicanconf\.py(:\d+)?(:\d+)?: HS7\d\d ", done.out, re.MULTILINE), done.out
    assert "Traceback" not in done.out
    assert not re.search(r"[^\n\x20-\x7e\u00a0-\u2027\u2030-\uffef]", done.out), done.out
    assert len(done.out) < 10_000
    assert not (project / "output").exists()


def test_a_hostile_name_is_a_name(project: Path, quick: Quick) -> None:
    """The name of the site is words in every page, feed, calendar, list and table."""
    set_lines(project, f'SITENAME = {NAME!r}\nHEARINGSITE["names"] = {{"cy": SITENAME}}')
    done = quick(project, "build", NOW)
    assert done.returncode == 0, done.out
    for path in (project / "output").resolve().rglob("*"):
        if path.suffix == ".html":
            page = LexborHTMLParser(path.read_text("utf-8"))
            for script in page.css("script"):
                if script.attributes.get("type") == "application/ld+json":
                    json.loads(script.text())
                else:
                    assert script.text() == "", path
            assert "{{ 7*7 }}" in page.css(".masthead .name")[0].text(), path
        elif path.suffix in (".xml", ".rss", ".atom", ".opml", ".svg"):
            assert "script" not in {one.tag.rpartition("}")[2] for one in ET.parse(path).iter()}, path  # noqa: S314 -- our own
        elif path.suffix in (".json", ".jsonld", ".webmanifest"):
            json.loads(path.read_text("utf-8"))
        elif path.suffix == ".ics":
            assert Calendar.from_ical(path.read_bytes()).errors == [], path
