"""What the host is told: the same headers and the same pages that are gone, for each kind of host."""

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@pytest.fixture
def nginx(whole_site: Path, tmp_path: Path) -> list[str]:
    """Nginx with the site as a server block is told to serve it, and the command that starts it."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert program, "nginx is missing: sudo apt-get install nginx-light"
    places = " ".join(f"{kind}_temp_path {tmp_path};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    server = f"listen unix:{tmp_path}/socket; root {whole_site}; include {whole_site}/.server/nginx.conf;"
    who = "user root; " if os.geteuid() == 0 else ""  # else it could not read what only its owner may
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"{who}daemon off; pid {tmp_path}/pid; error_log stderr; events {{}} "
        f"http {{ access_log off; {places} server {{ {server} }} }}",
        "utf-8",
    )
    return [program, "-e", "stderr", "-c", str(config)]


def test_nginx_takes_its_file(nginx: list[str]) -> None:
    """Nginx itself finds no fault in what it is to include."""
    done = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
    assert (done.returncode, "warn" in done.stderr) == (0, False), done.stderr


@contextmanager
def running(command: list[str], place: Path) -> Iterator[None]:
    """Run a server until the end of the block, from when it listens at a socket."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            while not place.exists():
                assert server.poll() is None, server.communicate()[1]
            yield
        finally:
            server.terminate()


def ask(place: Path, route: str) -> tuple[int, dict[str, str], str]:
    """Ask a server at a socket for a route: the number of the answer, its headers, its text."""
    connection = http.client.HTTPConnection("hearings.example")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(place))
    connection.request("GET", route, headers={"Connection": "close"})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def test_nginx_serves_the_site(nginx: list[str], whole_site: Path, tmp_path: Path) -> None:
    """Pages with their headers; what is gone with 410 and its own text; types of feeds; nothing of the server's own."""
    place = tmp_path / "socket"
    sheet = next((whole_site / "theme").glob("site.*.css")).name
    with running(nginx, place):
        status, headers, text = ask(place, "/hearings/as-2023-014/")
        assert (status, "PC X" in text, headers["cache-control"]) == (200, True, "public, max-age=300")
        assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
        assert "immutable" in ask(place, f"/theme/{sheet}")[1]["cache-control"]
        for route in GONE:
            status, headers, text = ask(place, route)
            assert (status, headers["content-security-policy"]) == (410, POLICY)
            assert route.split("/")[-2].upper() in text
        assert ask(place, "/feeds/outcomes.atom")[1]["content-type"].startswith("application/atom+xml")
        assert ask(place, "/calendar.ics")[1]["content-type"].startswith("text/calendar")
        hidden = ("/nowhere/", "/.server/nginx.conf", "/.htaccess", "/_headers")
        assert [ask(place, route)[0] for route in hidden] == [404] * 4
        assert 'lang="cy"' in ask(place, "/cy/nowhere/")[2]
