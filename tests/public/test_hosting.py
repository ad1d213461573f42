"""What the host is told: the same headers and the same pages that are gone, for each kind of host."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hearingsite.public.hosting import HEADERS, POLICY, hosting_files
from hearingsite.public.model import PublicRegister
from hearingsite.public.plan import File

FILES = ("_headers", ".htaccess", ".server/nginx.conf", ".server/Caddyfile")
GONE = (
    "/hearings/wld-2022-003/",
    "/cy/hearings/wld-2022-003/",
    "/hearings/wld-2024-003/",
    "/cy/hearings/wld-2024-003/",
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("name", FILES)
def test_every_host_gets_every_header(whole_site: Path, name: str) -> None:
    """Each header stands in each file, and what never changes may be kept for ever."""
    text = (whole_site / name).read_text("utf-8")
    for header, value in HEADERS.items():
        assert re.search(rf'{header}:? "?{re.escape(value)}"?', text), header
    sheet = next((whole_site / "theme").glob("site.*.css")).name
    assert sheet.replace(".", "") in text.replace("\\", "").replace(".", "")
    assert "max-age=31536000, immutable" in text


@pytest.mark.parametrize("name", FILES[1:])
def test_pages_that_are_gone_answer_so(whole_site: Path, name: str) -> None:
    """Every tombstone, in both languages, answers 410 with its own page, and no other page does."""
    text = (whole_site / name).read_text("utf-8").replace("\\", "")
    assert "410" in text
    assert all(route in text for route in GONE)
    named = set(re.findall(r"hearings/(wld-\d{4}-\d{3})/", text))
    assert named == {"wld-2022-003", "wld-2024-003"}


def test_the_policy_lets_nothing_inline_run() -> None:
    """No inline script, no inline style, nothing from elsewhere, no frame around the site."""
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert (rules["default-src"], rules["frame-ancestors"], rules["base-uri"]) == ("'none'", "'none'", "'none'")
    assert set(rules.values()) == {"'none'", "'self'"}


def test_only_what_never_changes_is_kept_for_ever() -> None:
    """A document with a day in its name may be withdrawn: no copy of it may stay for a year."""
    routes = (
        "/theme/site.0123456789.css",
        "/files/wld-2024-001/report.20240115.pdf",
        "/search/words/07.07700900123.json",
    )
    made = hosting_files(
        [File(one, b"") for one in routes], PublicRegister(hearings=(), tombstones=(), forces=()), ("en",)
    )
    headers = next(file.content.decode() for file in made if file.route == "/_headers")
    assert [route for route in routes if route in headers] == [routes[0]]


def test_a_site_without_tombstones_has_no_rules_for_them() -> None:
    """Where nothing is gone, no file speaks of 410."""
    files = [File("/theme/site.0123456789.css", b"")]
    made = hosting_files(files, PublicRegister(hearings=(), tombstones=(), forces=()), ("en",))
    assert [file.route for file in made if b"410" in file.content or b"/cy/" in file.content] == []


def test_crawlers_and_finders_of_weaknesses_are_told(whole_site: Path) -> None:
    """robots.txt leads to the sitemap; security.txt has what RFC 9116 asks for."""
    robots = (whole_site / "robots.txt").read_text("utf-8")
    assert robots.endswith("Sitemap: https://hearings.example/sitemap.xml\n")
    security = (whole_site / ".well-known" / "security.txt").read_text("utf-8").splitlines()
    fields = dict(line.split(": ", 1) for line in security)
    assert fields["Contact"] == "mailto:security@hearings.example"
    assert fields["Expires"] == "2027-11-01T00:00:00Z"
    assert fields["Canonical"] == "https://hearings.example/.well-known/security.txt"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"security_contact": "security at example"', "HS703"),
        ('"security_expires": "2027-02-30"', "HS703"),
        ('"security_expires": "2027-02-28"', "HS706"),
    ],
)
def test_a_contact_that_cannot_be_used_is_told(project: Path, run: Run, line: str, code: str) -> None:
    """A wrong address, a day that does not exist, or one of the two alone is a fault of the settings."""
    file = project / "pelicanconf.py"
    kept = [one for one in file.read_text("utf-8").splitlines() if "security_" not in one]
    file.write_text("\n".join([*kept[:-1], f"    {line},", "}"]), "utf-8")
    done = run(project, "hearingsite", "build", "--now=2026-11-25")
    assert (done.returncode, code in done.stderr + done.stdout) == (2, True), done.stdout + done.stderr


def test_a_contact_that_runs_out_is_told_in_time(project: Path, run: Run) -> None:
    """From a month before the promise ends, each build warns, and goes on."""
    early = run(project, "hearingsite", "build", "--now=2027-09-30")
    late = run(project, "hearingsite", "build", "--now=2027-10-10", "--output=late")
    assert (early.returncode, "HS719" in early.stdout + early.stderr) == (0, False)
    assert (late.returncode, "HS719" in late.stdout + late.stderr) == (0, True)
