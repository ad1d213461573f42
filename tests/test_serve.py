"""The preview: what it shows after each save, whom it answers, what it never gives away, how it ends."""

import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hearingsite.diagnostics import Diagnostic, Place, Severity, code_table
from hearingsite.serve import attempt as attempts
from hearingsite.serve.attempt import attempt
from hearingsite.serve.board import Board
from hearingsite.serve.files import find
from hearingsite.serve.messages import Attempt, Request
from hearingsite.serve.notes import banner, here, route_of, waiting, whole_page
from hearingsite.serve.server import mark
from tests.previews import NOW, Preview, started
from tests.sites import RECORD, edit, make_site, tree
from tests.test_network import BLOCKED

PAGE = "/hearings/as-2023-014/"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site."""
    return make_site(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def preview(site: Path) -> Iterator[Preview]:
    """A preview that has built; no test that uses it changes a file."""
    with started(site, NOW) as one:
        assert one.rebuilt().startswith("Rebuilt ")
        yield one


def test_every_page_says_that_it_is_not_published(preview: Preview, site: Path) -> None:
    """Also the one for what is not there; the bytes of the build say nothing of it."""
    before = tree(site / "preview")
    for path in ("/", PAGE, "/about/press/", "/nowhere/"):
        answer = preview.get(path)
        assert answer.body.count("Preview, not published.") == 1
        assert "The site of 1 June 2024, 09:00." in answer.body
        assert '<meta http-equiv="Content-Security-Policy"' not in answer.body
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert tree(site / "preview") == before
    assert not any(b"preview.css" in content for content in before.values() if isinstance(content, bytes))
    assert not (site / "output").exists()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feeds/outcomes.atom", "application/atom+xml"),
        ("/feeds/outcomes.rss", "application/rss+xml"),
        ("/feeds/outcomes.json", "application/json"),
        ("/calendar.ics", "text/calendar; charset=utf-8"),
        ("/data/hearings.csv", "text/csv; charset=utf-8"),
        ("/data/hearings.sqlite", "application/vnd.sqlite3"),
        ("/theme/icon.svg", "image/svg+xml"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
        ("/.preview/preview.js", "text/javascript; charset=utf-8"),
        ("/.preview/codes/HS204", "text/html; charset=utf-8"),
    ],
)
def test_a_file_has_its_media_type(preview: Preview, path: str, kind: str) -> None:
    """As the hosts are told to send it, and never kept by a browser."""
    answer = preview.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in answer.headers


def test_head_gives_the_same_headers_and_no_body(preview: Preview) -> None:
    """HEAD counts what GET sends."""
    got, headed = preview.get(PAGE), preview.get(PAGE, "HEAD")
    assert headed.body == ""
    assert headed.headers["content-length"] == got.headers["content-length"] == str(len(got.body.encode()))


def test_a_missing_slash_is_added(preview: Preview) -> None:
    """As static hosts do."""
    answer = preview.get(PAGE.rstrip("/"))
    assert (answer.status, answer.headers["location"]) == (301, PAGE)


@pytest.mark.parametrize(
    "path",
    [
        "/../../pelicanconf.py",
        "/%2e%2e/%2e%2e/pelicanconf.py",
        "/..%2f..%2fpelicanconf.py",
        "/hearings/../../../pelicanconf.py",
        "/theme/..%5c..%5cpelicanconf.py",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00.css",
        "/%ff",
        "/c:/windows/win.ini",
        "/.htaccess",
        "/.server/nginx.conf",
        "/hearings/",
        "/theme/",
        "/theme",
        f"/{'long' * 1000}",
        f"/{'long/' * 5000}x",
    ],
)
def test_what_is_no_page_is_not_there(preview: Preview, path: str) -> None:
    """No way out of the build, no list of a folder, nothing that is meant for hosts."""
    answer = preview.get(path)
    assert answer.status == 404
    assert "SITENAME" not in answer.body
    assert "root:" not in answer.body
    assert 'icon.svg"' not in answer.body.partition("<body")[2]


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    """Whether it is the file itself or a folder on the way."""
    build = tmp_path / "build"
    (build / "real").mkdir(parents=True)
    (build / "real" / "index.html").write_text("here", "utf-8")
    (tmp_path / "index.html").write_text("private", "utf-8")
    (build / "folder").symlink_to(tmp_path)
    (build / "file.html").symlink_to(tmp_path / "index.html")
    assert find(build, "/real/").file == build / "real" / "index.html"
    assert find(build, "/real").is_elsewhere
    for path in ("/folder/", "/folder", "/folder/index.html", "/file.html"):
        assert find(build, path) == (None, False)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "localhost", "localhost:1", "127.0.0.2:{port}", ""]
)
def test_another_hosts_name_is_refused(preview: Preview, host: str) -> None:
    """A stranger's page whose name leads to this machine learns nothing; in a plain sentence."""
    for path in ("/", PAGE, "/.preview/events", "/.preview/preview.js"):
        answer = preview.get(path, host=host.format(port=preview.port))
        assert answer.status == 421
        assert answer.body.startswith("This preview answers on this machine alone, at http://localhost:")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_the_names_of_this_machine_are_answered(preview: Preview, host: str) -> None:
    """With the port, in any case."""
    assert preview.get("/", host=f"{host}:{preview.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_nothing_can_be_sent(preview: Preview, method: str) -> None:
    """The preview is for reading."""
    answer = preview.get("/", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.body == "This preview cannot answer that request: method not allowed.\n"


def test_it_listens_on_this_machine_alone(preview: Preview) -> None:
    """On the loopback addresses, and on no other of this machine."""
    with socket.socket() as other:
        assert other.connect_ex(("127.0.0.2", preview.port)) != 0


def test_a_taken_port_is_told(preview: Preview, site: Path, run: Run) -> None:
    """In a sentence with a way out, before anything is built."""
    done = run(site, "hearingsite", "serve", f"--port={preview.port}")
    assert done.returncode == 2
    assert done.stdout == (
        f"--port:1:1: HS731 Port {preview.port} is taken by another program.\n"
        "    Take another one: hearingsite serve --port 8001\n"
    )


def test_wrong_settings_end_it_at_once(tmp_path: Path, run: Run) -> None:
    """What a command says of them, with its exit code; so for a list that is needed and was not given."""
    site = make_site(tmp_path)
    edit(site, "pelicanconf.py", '"identities": "not-held",', "")
    done = run(site, "hearingsite", "serve", "--port=0")
    assert done.returncode == 2
    assert done.stdout.count(" HS715 ") == 1
    assert "The preview shows" not in done.stdout
    assert not (site / "preview").exists()
    assert run(site, "hearingsite", "serve", "--now=soon").returncode == 2


def test_faults_are_shown_in_place_over_the_last_good_build(tmp_path: Path) -> None:
    """On the page of the record; in the banner of the others; gone, with the new words, once they are mended."""
    site = make_site(tmp_path)
    with started(site, NOW) as preview:
        preview.rebuilt()
        edit(site, RECORD, "rank: constable", "rank: <b>constabel")
        assert " HS204 " in preview.rebuilt()
        own, other = preview.get(PAGE).body, preview.get("/").body
        for body in (own, other):
            assert "<code>content/hearings/2023/as-2023-014.md:15:11</code>" in body
            assert '<a href="/.preview/codes/HS204">HS204</a>' in body
            assert "&quot;&lt;b&gt;constabel&quot; is not a rank." in body
            assert "last good build" in body
        assert own.index("<main") < own.index("To mend on this page") < own.index("<h1")
        assert "To mend on this page" not in other
        assert f'<a href="{PAGE}">its page</a>' in other.partition("</aside>")[0]
        searched = site / ".hearingsite" / "searched" / "preview"
        clean = searched.read_bytes()
        (site / RECORD).write_text((site / RECORD).read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
        edit(site, RECORD, "rank: <b>constabel", "rank: constable")
        assert "Rebuilt " in preview.rebuilt()
        assert "last good build" not in preview.get("/").body
        assert "One more sentence." in preview.get(PAGE).body
        assert 0 < len(_marks(clean) - _marks(searched.read_bytes())) < len(_marks(clean)) / 2
    with started(site, NOW) as preview:
        preview.rebuilt()
        assert len(_marks(clean) & _marks(searched.read_bytes())) > len(_marks(clean)) / 2


def _marks(content: bytes) -> set[bytes]:
    """What was found clean in a preview, by marks that only who has the key can make."""
    return {content[at : at + 16] for at in range(0, len(content), 16)}


def test_a_site_that_was_never_good_shows_what_to_mend(tmp_path: Path) -> None:
    """At every address, until it can be built."""
    site = make_site(tmp_path)
    edit(site, RECORD, "rank: constable", "rank: constabel")
    with started(site, NOW) as preview:
        preview.rebuilt()
        answer = preview.get("/about/")
        assert answer.status == 503
        assert "<h1>Nothing can be shown yet</h1>" in answer.body
        assert "is not a rank" in answer.body
        edit(site, RECORD, "rank: constabel", "rank: constable")
        preview.rebuilt()
        assert preview.get("/").status == 200


def test_the_settings_are_watched_and_a_rebuild_that_is_killed_is_told(tmp_path: Path) -> None:
    """The next save is rebuilt as if nothing had been; what the settings print is no answer."""
    site = make_site(tmp_path)
    config = (site / "pelicanconf.py").read_text("utf-8")
    with started(site, NOW) as preview:
        preview.rebuilt()
        (site / "pelicanconf.py").write_text(
            f"import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n{config}", "utf-8"
        )
        said = preview.rebuilt()
        assert "preview:1:1: HS730 The rebuild was ended from outside: SIGKILL." in said
        assert "HS730" in preview.get("/").body
        (site / "pelicanconf.py").write_text(f"print('printed')\n{config}".replace("Misconduct h", "Our h"), "utf-8")
        assert preview.rebuilt().startswith("Rebuilt ")
        assert "Our hearings" in preview.get("/").body


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly(tmp_path: Path, how: signal.Signals) -> None:
    """With exit code 0, in the middle of a rebuild too, and nothing half-made is left."""
    site = make_site(tmp_path)
    with started(site, NOW) as preview:
        returncode, said = preview.end(how)
        assert (returncode, said) == (0, "")
        state = site / ".hearingsite"
        assert not (state / "stage").exists()


@pytest.mark.parametrize("folder", ["content", "theme"])
def test_a_folder_that_was_gone_is_watched_again(tmp_path: Path, folder: str) -> None:
    """As when somebody changes to a branch without it, and back: what is saved then is seen."""
    site = make_site(tmp_path)
    shutil.copytree(site / folder, tmp_path / "kept")
    with started(site, NOW) as preview:
        preview.rebuilt()
        shutil.rmtree(site / folder)
        while "Not rebuilt" not in preview.rebuilt():
            pass
        shutil.copytree(tmp_path / "kept", site / folder)
        while not preview.rebuilt().startswith("Rebuilt "):
            pass
        edit(site, "content/hearings/2023/as-2023-014.md", "17 calls", "18 calls")
        edit(site, "theme/templates/base.html", "<body", "<body data-new")
        while "18 calls" not in preview.get(PAGE).body or "data-new" not in preview.get(PAGE).body:
            preview.rebuilt()


def test_old_builds_of_the_preview_are_removed(tmp_path: Path) -> None:
    """However often somebody saves: a rebuild begins when the one before has tidied."""
    site = make_site(tmp_path)
    with started(site, NOW) as preview:
        preview.rebuilt()
        for number in range(5):
            (site / RECORD).write_text((site / RECORD).read_text("utf-8") + f"\nSentence {number}.\n", "utf-8")
            assert "Rebuilt " in preview.rebuilt()
        edit(site, RECORD, "rank: constable", "rank: constabel")
        preview.rebuilt()
        builds = [one.name for one in (site / ".hearingsite" / "builds").glob("preview-*/*") if one.is_dir()]
        assert len([name for name in builds if name != "spare"]) == 3
        assert len(builds) <= 4
        assert "Sentence 4." in preview.get(PAGE).body


def test_browsers_that_wait_are_told(tmp_path: Path) -> None:
    """That a rebuild has begun, and what the pages are then."""
    site = make_site(tmp_path)
    with started(site, NOW) as preview:
        preview.rebuilt()
        with socket.create_connection(("127.0.0.1", preview.port)) as waits:
            waits.sendall(f"GET /.preview/events HTTP/1.1\r\nHost: localhost:{preview.port}\r\n\r\n".encode())
            lines = waits.makefile(encoding="utf-8")
            first = _next_event(lines)
            edit(site, RECORD, "rank: constable", "rank: constabel")
            events = [_next_event(lines)]
            while events[-1][0] == "building" or events[-1] == first:
                events.append(_next_event(lines))
        assert first[0] == "state"
        assert ("building", first[1]) in events
        assert events[-1][0] == "state"
        assert f'data-state="{events[-1][1]}"' in preview.get("/").body


def _next_event(lines: "Iterator[str]") -> tuple[str, str]:
    event = next(line for line in lines if line.startswith("event: "))
    return event.removeprefix("event: ").strip(), next(lines).removeprefix("data: ").strip()


def test_the_guard_reads_the_preview_and_never_shows_what_it_found(tmp_path: Path) -> None:
    """The place, the designation, the repair; not the name, on the page or on the terminal."""
    site = make_site(tmp_path)
    people = tmp_path / "people.yaml"
    people.write_text(
        "- {id: p-1, records: [AS-2023-014], known_as: PC X, names: {given: [Osbert], family: Quillfeather}}\n"
        "- {id: p-2, records: [AS-2023-014], known_as: Ms A, names: {given: [Hodan], family: Warfaale}}\n",
        "utf-8",
    )
    people.chmod(0o600)
    with started(site, NOW, f"--identities={people}") as preview:
        assert "Rebuilt " in preview.rebuilt()
        (site / RECORD).write_text((site / RECORD).read_text("utf-8") + "\nOsbert Quillfeather.\n", "utf-8")
        said = preview.rebuilt()
        assert " HS680 " in said
        body = preview.get(PAGE).body
        assert "HS680" in body
        assert "Quillfeather" not in said + body


def test_drafts_show_what_is_under_embargo_and_say_so(tmp_path: Path) -> None:
    """The moment is the last at which anything is to become public; without --drafts nothing of it is seen."""
    site = make_site(tmp_path)
    with started(site, "--now=2023-12-01", "--drafts") as preview:
        preview.rebuilt()
        body = preview.get(PAGE).body
    with started(site, "--now=2023-12-01") as preview:
        preview.rebuilt()
        assert "would have been dismissed" not in preview.get(PAGE).body
        assert "under embargo" not in preview.get(PAGE).body
    assert "would have been dismissed" in body
    assert "The site as it will be once nothing is under embargo: " in body
    assert "if nothing else changes" in body


def test_drafts_show_though_something_is_due_by_then(tmp_path: Path) -> None:
    """A review that is due before the last embargo ends is no fault of today."""
    site = make_site(tmp_path)
    review = (
        "restrictions:\n  - {protects: Ms A, covers: details, imposed_by: chair, ground: medical, until: 2023-12-10}\n"
    )
    edit(site, RECORD, "restrictions:\n", review)
    with started(site, "--now=2023-12-01", "--drafts") as preview:
        preview.rebuilt()
        assert preview.get(PAGE).status == 200


def test_it_asks_the_network_for_nothing(tmp_path: Path) -> None:
    """Neither the server nor the rebuild looks up a name or connects to anybody."""
    (tmp_path / "sitecustomize.py").write_text(BLOCKED, "utf-8")
    with started(make_site(tmp_path), NOW, modules=f"{tmp_path}:{Path(__file__).parents[1]}") as preview:
        assert preview.rebuilt().startswith("Rebuilt ")
        assert preview.get(PAGE).status == 200


def test_a_bug_is_told_without_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error's own text may quote a protected value."""
    site = make_site(tmp_path)

    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("Quillfeather")

    monkeypatch.setattr(attempts, "build", fail)
    monkeypatch.chdir(tmp_path)
    answers: list[Attempt] = []
    attempt(Request(project=str(site), now="2024-06-01T09:00+00:00"), answers.append)
    (made,) = answers
    assert made.exitcode == 70
    assert made.crash.startswith("This is a bug of hearingsite")
    assert "Quillfeather" not in made.crash + (tmp_path / "hearingsite-crash.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("content/hearings/2023/as-2023-014.md", PAGE),
        ("content/hearings/2023/as-2023-014.cy.md", PAGE),
        ("content/forces/gwent.yaml", "/forces/gwent/"),
        ("content/pages/en/about/press.md", "/about/press/"),
        ("content/pages/cy/about/index.md", "/about/"),
        ("cy/hearings/as-2023-014/index.html", PAGE),
        ("theme/templates/base.html", ""),
        ("pelicanconf.py", ""),
    ],
)
def test_a_finding_belongs_to_a_page(path: str, route: str) -> None:
    """That of its record, force or ordinary page; what is about all pages belongs to none."""
    assert route_of(Diagnostic(Place(path), "HS101", "")) == route


def test_before_the_first_build_there_is_a_page_that_waits() -> None:
    """It says so, and is marked like every other; its script brings the site when it is there."""
    shown = Board().shown
    page = whole_page("Preview", waiting(shown), banner(shown, "/", drafts=False))
    assert "<h1>The preview is being built</h1>" in page
    assert "Preview, not published.</strong> Nothing has been built yet." in page
    assert "/.preview/preview.js" in page


def test_warnings_and_notes_stop_nothing() -> None:
    """They stand on the page that they are about, and summed up in the banner of the others; each says what it is."""
    codes = {kind: next(code for code, one in code_table().items() if one["severity"] == kind) for kind in Severity}
    warning = Diagnostic(Place(RECORD, 2, 3), codes[Severity.WARNING], "Look at it.", "So.")
    note = Diagnostic(Place(RECORD), codes[Severity.NOTE], "Told.")
    board = Board()
    board.put(Attempt(exitcode=0, now="2024-06-01T09:00+00:00", diagnostics=(warning, note, note)))
    own, other = here(board.shown, f"/cy{PAGE}"), banner(board.shown, "/", drafts=False)
    for part in (own, other):
        assert "<p>Warning: Look at it.</p>" in part
        assert "<p>Note: Told.</p>" in part
        assert "good build" not in part
    assert "<h2>Warnings about this page</h2>" in own
    assert "<summary>1 warning, 2 notes elsewhere</summary>" in other
    assert "<details" not in banner(board.shown, PAGE, drafts=False)
    board.put(Attempt(exitcode=0, now="2024-06-01T09:00+00:00", diagnostics=(note,)))
    assert "<h2>Notes about this page</h2>" in here(board.shown, PAGE)
    assert here(board.shown, "/") == ""


def test_nothing_leaves_unmarked() -> None:
    """Also what a theme of one's own makes of a page."""
    assert mark(b"<p>bare", "<aside>", "").endswith(b"<aside><p>bare")
    assert mark(b"<HEAD></HEAD><BODY class=x>", "<aside>", "").endswith(b"</HEAD><BODY class=x><aside>")


def test_pages_stay_where_nothing_is_to_be_seen() -> None:
    """The name of a state changes with the site or with what is said, and wakes who waits."""
    board = Board()
    woken: list[str] = []
    seen = board.shown
    waits = threading.Thread(target=lambda: woken.append(board.wait(seen, 60).state))
    waits.start()
    good = Attempt(exitcode=0, now="2024-06-01T09:00+00:00", site="/builds/1")
    board.put(good)
    waits.join()
    state = board.shown.state
    assert woken == [state] != [seen.state]
    with board.building():
        assert board.shown.is_building
        board.put(good)
    assert board.shown.state == state
    board.put(Attempt(exitcode=1, now="2024-06-01T09:00+00:00", diagnostics=(Diagnostic(Place("x"), "HS101", "No."),)))
    assert board.shown.state != state
    assert board.shown.good == good


def test_every_code_has_a_page(preview: Preview) -> None:
    """What `explain` says of it, where the banner leads."""
    for code in ("HS204", "HS730"):
        assert code_table()[code]["title"] in preview.get(f"/.preview/codes/{code}").body
    assert preview.get("/.preview/codes/HS000").status == 404
