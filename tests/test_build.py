"""The whole story: what a build leaves behind when it succeeds, and that it leaves nothing when it fails."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "--now=2024-06-01T09:00"
RECORD = "content/hearings/2023/as-2023-014.md"


def digest(folder: Path) -> dict[str, str]:
    """The digest of every file of a folder, links followed."""
    folder = folder.resolve()
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def edit(file: Path, old: str, new: str) -> None:
    """Change a text in a file; the text must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def built(project: Path, run: Run) -> Path:
    """A project whose site is built."""
    done = run(project, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_a_build_ends_with_one_plain_summary(project: Path, run: Run) -> None:
    """A build says what it did, where the site is and how to look at it."""
    done = run(project, "hearingsite", "build", NOW)
    first, *rest = done.stdout.splitlines()
    assert done.returncode == 0
    assert first.startswith("Built 33 pages and 3 other files in ")
    assert first.endswith(" s: 36 added, 0 changed, 0 removed, 0 faults, 0 warnings.")
    assert rest[0] == "The site is in output/. To look at it, run: python3 -m http.server --directory output 8000"


def test_a_second_build_changes_nothing(built: Path, run: Run) -> None:
    """The same content at the same moment is the same site, and the live one is not touched."""
    before = (built / "output").readlink()
    done = run(built, "hearingsite", "build", NOW)
    assert "nothing has changed" in done.stdout
    assert (built / "output").readlink() == before


def test_a_removed_record_leaves_the_site(built: Path, run: Run) -> None:
    """What is no longer planned is no longer there."""
    (built / RECORD).unlink()
    assert run(built, "hearingsite", "build", NOW).returncode == 0
    assert not (built / "output" / "hearings").exists()


def test_builds_are_the_same_bytes_everywhere(project: Path, run: Run) -> None:
    """Hash seed, time zone, locale, file times and folder change no byte."""
    first = run(project, "hearingsite", "build", NOW, environment={"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"})
    other = project.with_name("elsewhere")
    shutil.copytree(
        project, other, ignore=shutil.ignore_patterns("output", ".hearingsite"), copy_function=shutil.copyfile
    )
    surroundings = {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "LANG": "cy_GB.UTF-8"}
    second = run(other, "hearingsite", "build", NOW, environment=surroundings)
    assert (first.returncode, second.returncode) == (0, 0)
    assert digest(project / "output") == digest(other / "output")


def test_source_date_epoch_is_the_moment(project: Path, run: Run) -> None:
    """Without --now, SOURCE_DATE_EPOCH says which moment the site is of."""
    assert run(project, "hearingsite", "build", environment={"SOURCE_DATE_EPOCH": "1702900000"}).returncode == 0
    assert not (project / "output" / "hearings").exists()


FAULTS = {
    "record": (RECORD, "status: concluded", "status: conclded", 1, "HS204"),
    "message": ("theme/messages/en.toml", "[date]", "[date", 4, "HS801"),
    "message-gone": ("theme/messages/en.toml", 'skip = "Skip to the content"', "", 4, "HS808"),
    "gap": ("theme/messages/en.toml", 'skip = "Skip', 'skip = "{nobody} Skip', 4, "HS808"),
    "variable": ("theme/templates/hearing.html", "view.headline", "view.headlin", 4, "HS807"),
    "syntax": ("theme/templates/home.html", "{%", "{% nonsense %}{%", 4, "HS807"),
    "page": ("content/pages/en/about/anonymity.md", "Title:", "Titel:", 4, "HS804"),
    "setting": ("pelicanconf.py", '"demonstrations"', '"demonstratoins"', 2, "HS704"),
    "choice": ("pelicanconf.py", '"demonstrations": "show"', '"demonstrations": "perhaps"', 2, "HS705"),
    "plugin": ("pelicanconf.py", "PLUGINS = [plugin]", 'PLUGINS = [plugin, "no_such_plugin"]', 4, "HS8"),
    "plugin-gone": ("pelicanconf.py", "PLUGINS = [plugin]", "PLUGINS = []", 4, "HS803"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", ["hearingsite", "pelican"])
def test_a_fault_leaves_the_live_site_as_it_was(built: Path, run: Run, fault: str, command: str) -> None:
    """Whatever is broken, both commands end with the contract's exit code, say the code, and touch nothing."""
    path, old, new, exitcode, code = FAULTS[fault]
    before = digest(built / "output")
    edit(built / path, old, new)
    done = run(built, "hearingsite", "build", NOW) if command == "hearingsite" else run(built, "pelican")
    said = done.stdout + done.stderr
    assert (done.returncode, code in said, "Traceback" in said) == (exitcode, True, False), said
    assert digest(built / "output") == before
    assert not (built / "preview").exists()


@pytest.mark.parametrize("command", ["hearingsite", "pelican"])
def test_a_missing_template_stops_a_build(built: Path, run: Run, command: str) -> None:
    """A template that is missing from the theme is never replaced by a stock one."""
    (built / "theme" / "templates" / "page.html").unlink()
    done = run(built, "hearingsite", "build", NOW) if command == "hearingsite" else run(built, "pelican")
    assert (done.returncode, "HS806" in done.stdout + done.stderr) == (4, True)


def test_three_faults_in_three_files_are_told_in_one_run(built: Path, run: Run) -> None:
    """A misspelt status, a missing finding and a duplicate key are all reported, and nothing is built."""
    record = (built / RECORD).read_text("utf-8")
    before = digest(built / "output")
    for number in ("015", "016"):
        (built / f"content/hearings/2023/as-2023-{number}.md").write_text(
            record.replace("AS-2023-014", f"AS-2023-{number}"), "utf-8"
        )
    edit(built / RECORD, "status: concluded", "status: conclded")
    edit(built / "content/hearings/2023/as-2023-015.md", "        finding: proven\n", "")
    edit(
        built / "content/hearings/2023/as-2023-016.md", "status: concluded\n", "status: concluded\nstatus: concluded\n"
    )
    check = run(built, "hearingsite", "check")
    codes = [line.split()[1] for line in check.stdout.splitlines() if line.startswith("content/")]
    assert (check.returncode, codes) == (1, ["HS204", "HS302", "HS114"])
    assert "content/hearings/2023/as-2023-014.md:4:9: HS204" in check.stdout
    for done, exitcode in ((run(built, "hearingsite", "build", NOW), 1), (run(built, "pelican"), 1)):
        assert done.returncode == exitcode
    assert digest(built / "output") == before


def test_plain_pelican_prints_the_same_site(project: Path, run: Run) -> None:
    """`pelican` builds into preview/ what `hearingsite build` builds into output/."""
    moment = {"SOURCE_DATE_EPOCH": "1717232400"}
    assert run(project, "hearingsite", "build", environment=moment).returncode == 0
    done = run(project, "pelican", environment=moment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert digest(project / "preview") == digest(project / "output")


def test_another_s_folder_is_never_replaced(project: Path, run: Run) -> None:
    """A live folder that this program did not make stays, and the build says so."""
    (project / "output").mkdir()
    (project / "output" / "thesis.txt").write_text("years of work", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "HS905" in done.stdout) == (4, True)
    assert (project / "output" / "thesis.txt").read_text("utf-8") == "years of work"


def test_a_name_kept_back_stops_the_build(project: Path, run: Run) -> None:
    """A name that is not public yet, written into another page, ends with exit code 3; the live site stays."""
    edit(project / RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2099-12-19T09:00")
    page = project / "content/pages/en/about/anonymity.md"
    page.write_text(page.read_text("utf-8") + "\nAyesha  Giles said so.\n", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "HS906" in done.stdout) == (3, True)
    assert "Ayesha" not in done.stdout + done.stderr
    assert not (project / "output").exists()
    assert (project / ".hearingsite" / "rejected" / "about" / "anonymity" / "index.html").is_file()


def test_an_embargo_is_in_no_byte(project: Path, run: Run) -> None:
    """Before publication, and without a notice, neither reference nor designations nor any word of a hearing is out."""
    edit(project / RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2024-06-02T09:00")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    public = "".join(
        file.read_bytes().decode("utf-8") + str(file)
        for file in (project / "output").resolve().rglob("*")
        if file.is_file()
    )
    pages = [word for word in ("AS-2023-014", "as-2023-014", "Giles", "43 text") if word in public]
    assert pages == []
    listed = (project / "output" / "outcomes" / "index.html").read_text("utf-8")
    assert "PC X" not in listed


def test_a_notice_shows_nothing_of_the_outcome(project: Path, run: Run) -> None:
    """With a public notice, the page shows the notice: no findings, outcome, account or people."""
    edit(project / RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2024-06-02T09:00")
    edit(
        project / RECORD, "officers:\n", "notice: {published: 2023-12-08T09:00, text: The public notice.}\nofficers:\n"
    )
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    page = (project / "output" / "hearings" / "as-2023-014" / "index.html").read_text("utf-8")
    assert "The public notice." in page
    assert "outcome not yet published" in page
    found = [word for word in ("Proven", "would have been", "WhatsApp", "Giles", "resigned", "barred") if word in page]
    assert found == []
    assert "as-2023-014" not in (project / "output" / "outcomes" / "index.html").read_text("utf-8")


def test_demonstrations_can_be_hidden(run: Run, root: Path, tmp_path: Path) -> None:
    """With `demonstrations: hide` no invented hearing is anywhere in the site."""
    for name in ("content", "theme"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "pelicanconf.py", tmp_path)
    edit(tmp_path / "pelicanconf.py", '"demonstrations": "show"', '"demonstrations": "hide"')
    done = run(tmp_path, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [file.name for file in (tmp_path / "output" / "hearings").iterdir()] == ["as-2023-014"]
    for file in (tmp_path / "output").resolve().rglob("*.html"):
        assert "WLD-" not in file.read_text("utf-8"), file


def test_an_ordinary_page_may_link_to_a_hearing_by_file(project: Path, run: Run) -> None:
    """`{filename}` links lead to the hearing's page."""
    page = project / "content/pages/en/about/anonymity.md"
    page.write_text(page.read_text("utf-8") + "\n[The case]({filename}/hearings/2023/as-2023-014.md)\n", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "0 warnings" in done.stdout) == (0, True), done.stdout
    html = (project / "output" / "about" / "anonymity" / "index.html").read_text("utf-8")
    assert 'href="https://hearings.example/hearings/as-2023-014/"' in html


def test_a_full_or_read_only_disk_is_a_plain_fault(project: Path, run: Run) -> None:
    """Where nothing can be written, the build says so and ends with exit code 4."""
    (project / ".hearingsite").write_text("a file where the folder should be", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "HS907" in done.stdout, "Traceback" in done.stderr) == (4, True, False)


def test_stock_pelican_is_told_what_it_lacks(built: Path, run: Run) -> None:
    """Without PELICAN_CLASS, plain `pelican` cannot keep its promises, so it prints nothing and says why."""
    edit(built / "pelicanconf.py", 'PELICAN_CLASS = "hearingsite.Preview"\n', "")
    done = run(built, "pelican")
    assert (done.returncode, "HS708" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert not (built / "preview").exists()


def test_a_plugin_that_cannot_register_stops_a_build(built: Path, run: Run) -> None:
    """A plugin whose `register` raises ends a build, which Pelican alone would let pass."""
    (built / "broken.py").write_text("def register():\n    raise RuntimeError('no')\n", "utf-8")
    edit(
        built / "pelicanconf.py",
        "PLUGINS = [plugin]",
        "import sys; sys.path.insert(0, '.'); import broken; PLUGINS = [plugin, broken]",
    )
    done = run(built, "pelican")
    assert (done.returncode, "HS80" in done.stderr) == (4, True), done.stderr


def test_a_picture_in_the_theme_is_refused(project: Path, run: Run) -> None:
    """What cannot be searched for names is not published."""
    (project / "theme" / "static" / "badge.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "badge.png:1:1: HS908" in done.stdout) == (3, True)
