"""The whole story: what a build leaves behind when it succeeds, and that it leaves nothing when it fails."""

import hashlib
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hearingsite.diagnostics import Diagnostic
from hearingsite.pages import read_pages
from tests.quick import Quick
from tests.sites import ROOT, copy_alone, make_site

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
    assert re.match(r"Built \d+ pages and \d+ other files in \d", first)
    assert re.search(r" s: \d+ added, 0 changed, 0 removed, 0 faults, 0 warnings\.$", first)
    assert rest[0] == "The site is in output/. To look at it, run: python3 -m http.server --directory output 8000"


def test_a_second_build_changes_nothing(built: Path, run: Run) -> None:
    """The same content at the same moment is the same site, and the live one is not touched."""
    before = (built / "output").readlink()
    done = run(built, "hearingsite", "build", NOW)
    assert "nothing has changed" in done.stdout
    assert (built / "output").readlink() == before


def test_a_removed_record_leaves_the_site(built: Path, run: Run) -> None:
    """What is no longer planned is no longer there, once somebody has said that it may vanish."""
    (built / RECORD).unlink()
    assert run(built, "hearingsite", "build", NOW, "--allow-removal", "AS-2023-014").returncode == 0
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


def test_the_number_of_processes_changes_no_byte(project: Path, run: Run) -> None:
    """`--jobs` says how many may work at once; none at all is wrong use."""
    found = []
    for jobs in ("1", "3"):
        assert run(project, "hearingsite", "build", NOW, "--full", "--jobs", jobs).returncode == 0
        found.append(digest(project / "output"))
    assert found[0] == found[1]
    assert run(project, "hearingsite", "build", NOW, "--jobs", "0").returncode == 2


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
    "page": ("content/pages/en/about/anonymity.md", "Title:", "Titel:", 1, "HS810"),
    "page-of-no-day": ("content/pages/en/about/anonymity.md", "Title:", "Date: nonsense\nTitle:", 4, "HS804"),
    "setting": ("pelicanconf.py", '"demonstrations"', '"demonstratoins"', 2, "HS704"),
    "choice": ("pelicanconf.py", '"demonstrations": "show"', '"demonstrations": "perhaps"', 2, "HS705"),
    "plugin": ("pelicanconf.py", "PLUGINS = [plugin]", 'PLUGINS = [plugin, "no_such_plugin"]', 4, "HS8"),
    "plugin-gone": ("pelicanconf.py", "PLUGINS = [plugin]", "PLUGINS = []", 4, "HS803"),
}


def test_a_theme_of_an_earlier_version_stops_nothing(built: Path, run: Run) -> None:
    """What neither language of a theme has, a later version brought: its own words are printed, and that is told each time."""
    was = (built / "output" / "index.html").read_bytes()
    for lang, line in (("en", 'skip = "Skip to the content"'), ("cy", 'skip = "Neidio i\'r cynnwys"')):
        edit(built / f"theme/messages/{lang}.toml", line, "")
    for _ in range(2):
        done = run(built, "hearingsite", "build", NOW)
        assert done.returncode == 0, done.stdout
        assert "theme/messages/en.toml:1:1: HS812 warning: " in done.stdout
        assert "lacks ui.skip: " in done.stdout
        assert (built / "output" / "index.html").read_bytes() == was


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
    assert "or after an upgrade, copy it from the theme of this version" in done.stdout + done.stderr


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
        file.read_bytes().decode("utf-8", "replace") + str(file)
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


@pytest.fixture
def whole(root: Path, tmp_path: Path) -> Path:
    """A copy of the whole site that comes with the program."""
    for name in ("content", "theme"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "pelicanconf.py", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "moment", ["2012-06-01", "2023-12-01", "2024-01-20T09:00", "2024-06-01", "2024-09-01", "2030-01-01"]
)
def test_the_demonstration_shows_the_site_of_any_moment(whole: Path, run: Run, moment: str) -> None:
    """What a record says now gives nothing away that was not public then."""
    done = run(whole, "hearingsite", "build", f"--now={moment}")
    assert done.returncode == 0, done.stdout + done.stderr


def test_demonstrations_can_be_hidden(whole: Path, run: Run) -> None:
    """With `demonstrations: hide` no invented hearing is anywhere in the site."""
    edit(whole / "pelicanconf.py", '"demonstrations": "show"', '"demonstrations": "hide"')
    done = run(whole, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [file.name for file in (whole / "output" / "hearings").iterdir()] == ["as-2023-014"]
    for file in (whole / "output").resolve().rglob("*.html"):
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


@pytest.mark.parametrize(
    "output",
    [
        "new/..",
        ".",
        "..",
        "content",
        "content/x",
        "theme/x",
        ".hearingsite",
        ".hearingsite/stage",
        "output/x",
        "a/x",
        ".git/x",
    ],
)
def test_a_site_is_never_put_upon_what_it_is_made_from(built: Path, run: Run, output: str) -> None:
    """However it is written, a folder that is, holds or lies in project, content, theme or a build is refused."""
    (built / "a").symlink_to("content")
    before = digest(built)
    done = run(built, "hearingsite", "build", NOW, "--output", output)
    assert (done.returncode, "HS712" in done.stdout) == (2, True), done.stdout
    assert digest(built) == before


def test_a_folder_behind_one_that_is_not_there_is_never_replaced(project: Path, run: Run) -> None:
    """`new/../mydata` is mydata, also where there is no folder "new"."""
    (project / "mydata").mkdir()
    (project / "mydata" / "thesis.txt").write_text("years of work", "utf-8")
    done = run(project, "hearingsite", "build", NOW, "--output", "new/../mydata")
    assert (done.returncode, "HS905" in done.stdout) == (4, True)
    assert (project / "mydata" / "thesis.txt").read_text("utf-8") == "years of work"


def delete(record: Path) -> None:
    """Delete a record."""
    record.unlink()


def rename(record: Path) -> None:
    """Give a record another reference."""
    text = record.read_text("utf-8").replace("AS-2023-014", "AS-2023-015")
    record.with_name("as-2023-015.md").write_text(text, "utf-8")
    record.unlink()


def embargo(record: Path) -> None:
    """Put a record back behind its embargo."""
    edit(record, "publish_at: 2023-12-19T09:00", "publish_at: 2099-12-19T09:00")


def lose_folder(record: Path) -> None:
    """Lose the folder of all records."""
    shutil.rmtree(record.parent.parent)


@pytest.mark.parametrize("lose", [delete, rename, embargo, lose_folder])
def test_a_hearing_never_vanishes_by_mistake(built: Path, run: Run, lose: Callable[[Path], None]) -> None:
    """A public hearing without a page after the build is a fault, until somebody says that it may go."""
    before = digest(built / "output")
    lose(built / RECORD)
    done = run(built, "hearingsite", "build", NOW)
    assert (done.returncode, "HS909 AS-2023-014 " in done.stdout) == (1, True), done.stdout
    assert digest(built / "output") == before
    allowed = run(built, "hearingsite", "build", NOW, "--allow-removal", "as-2023-014")
    assert (allowed.returncode, (built / "output/hearings/as-2023-014").exists()) == (0, False), allowed.stdout


def test_an_outcome_never_vanishes_by_mistake(built: Path, run: Run) -> None:
    """An announced hearing keeps its page; that its outcome would go is a fault, until somebody says that it may."""
    edit(built / RECORD, "\npublication:", "\nnotice: {published: 2023-12-01T10:00}\npublication:")
    assert run(built, "hearingsite", "build", NOW).returncode == 0
    before = digest(built / "output")
    edit(built / RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2099-12-19T09:00")
    done = run(built, "hearingsite", "build", NOW)
    assert (done.returncode, "HS909 " in done.stdout, "outcome" in done.stdout) == (1, True, True), done.stdout
    assert digest(built / "output") == before
    allowed = run(built, "hearingsite", "build", NOW, "--allow-removal", "as-2023-014")
    assert allowed.returncode == 0, allowed.stdout


def test_the_outcome_of_one_of_two_officers_never_vanishes_by_mistake(built: Path, run: Run) -> None:
    """Nor does an officer, or the outcome of a case of which details are held back."""
    officer = "  - {known_as: PC B, rank: constable, service: serving, attended: present, anonymity_basis: force-choice, outcome: not-proven,\n"
    officer += "     allegations: [{conduct: did not record a stop, standards: [duties-and-responsibilities], finding: not-proven}]}\n"
    text = (built / RECORD).read_text("utf-8")
    (built / RECORD).write_text(text.replace("\nofficers:\n", f"\nofficers:\n{officer}"), "utf-8")
    done = run(built, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout
    (built / RECORD).write_text(text, "utf-8")
    done = run(built, "hearingsite", "build", NOW)
    assert (done.returncode, "HS909 An outcome of AS-2023-014" in done.stdout) == (1, True), done.stdout
    planned = run(built, "hearingsite", "plan", NOW)
    assert (planned.returncode, "HS909 " in planned.stdout) == (0, True), planned.stdout
    allowed = run(built, "hearingsite", "build", NOW, "--allow-removal", "as-2023-014")
    assert allowed.returncode == 0, allowed.stdout


def test_a_hearing_never_vanishes_though_the_seal_is_broken(built: Path, run: Run) -> None:
    """Where the seal cannot be read, the live files themselves say what is public."""
    for seal in (built / "output").resolve().parent.glob("*.json"):
        seal.write_text("[]", "utf-8")
    (built / RECORD).unlink()
    done = run(built, "hearingsite", "build", NOW)
    assert (done.returncode, "HS909" in done.stdout) == (1, True), done.stdout


def test_a_hearing_may_rightly_go(built: Path, run: Run) -> None:
    """A site of an earlier moment has fewer hearings, and a takedown leaves a page."""
    assert run(built, "hearingsite", "build", "--now=2023-06-01").returncode == 0
    assert run(built, "hearingsite", "build", NOW).returncode == 0
    edit(
        built / RECORD,
        "\nofficers:",
        "\ntakedown: {at: 2024-02-01, reason: It must end., by: The press office}\nofficers:",
    )
    assert run(built, "hearingsite", "build", NOW).returncode == 0
    assert (built / "output/hearings/as-2023-014/index.html").exists()


def link_year(project: Path) -> None:
    """Put a link in place of a folder of records."""
    (project / "content/hearings/2023").rename(project / "2023")
    (project / "content/hearings/2023").symlink_to(project / "2023")


def shout(project: Path) -> None:
    """Write a record's ending in capitals."""
    (project / RECORD).rename((project / RECORD).with_suffix(".MD"))


def double_ending(project: Path) -> None:
    """Give a record a second ending."""
    (project / RECORD).rename(project / (RECORD + ".txt"))


def pipe(project: Path) -> None:
    """Put a pipe among the pages."""
    os.mkfifo(project / "content/pages/en/x.md")


def line_end_in_name(project: Path) -> None:
    """Put a page there whose name has a line end."""
    (project / "content/pages/en/a\nb.md").write_text("Title: x\n\nx\n", "utf-8")


def undecodable_name(project: Path) -> None:
    """Put a record there whose name is not UTF-8."""
    Path(os.fsdecode(os.fsencode(project / "content/hearings") + b"/\xff.md")).write_text("x", "utf-8")


def hearings_are_a_file(project: Path) -> None:
    """Put a file in place of the folder of records."""
    shutil.rmtree(project / "content/hearings")
    (project / "content/hearings").touch()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (link_year, "HS106"),
        (shout, "HS123"),
        (double_ending, "HS123"),
        (pipe, "HS124"),
        (line_end_in_name, "HS127"),
        (undecodable_name, "HS127"),
        (hearings_are_a_file, "HS101"),
    ],
)
def test_what_would_be_passed_over_is_a_fault(
    project: Path, run: Run, spoil: Callable[[Path], None], code: str
) -> None:
    """No file or folder of the content is left out in silence."""
    spoil(project)
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, code in done.stdout) == (1, True), done.stdout + done.stderr


def test_a_live_site_that_was_changed_is_put_right(built: Path, run: Run) -> None:
    """Files that are gone, changed or added in the live site are found, and it is switched."""
    before = digest(built / "output")
    (built / "output/index.html").unlink()
    (built / "output/404.html").write_text("x", "utf-8")
    (built / "output/extra.html").write_text("x", "utf-8")
    done = run(built, "hearingsite", "build", NOW)
    assert (done.returncode, "was put right" in done.stdout) == (0, True)
    assert digest(built / "output") == before


@pytest.mark.parametrize(
    ("text", "code", "exitcode"),
    [
        ("[a]({filename}nope.md)", ":4:15: HS809", 4),
        ("[a]({static}/x.png)", ":4:5: HS809", 1),
        ("[a](JavaScript:alert(1))", ":4:5: HS118", 1),
        ("[a](jav&#9;ascript:alert(1))", ":4:5: HS118", 1),
        ('<a href="&#106;avascript:x">a</a>', ":4:10: HS118", 1),
        ("a\u202eb", ":4:2: HS104", 1),
    ],
)
def test_an_ordinary_page_is_checked(project: Path, run: Run, text: str, code: str, exitcode: int) -> None:
    """Dead links, links that run a program, and characters that nobody sees stop a build, with file and line."""
    (project / "content/pages/en/x.md").write_text(f"Title: x\nSummary: s\n\n{text}\n", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, f"content/pages/en/x.md{code}" in done.stdout) == (exitcode, True), done.stdout


@pytest.mark.parametrize(
    ("link", "is_there"),
    [
        ("/hearings/as-2023-014/", True),
        ("/hearings/as-2023-014", True),
        ("/hearings/as-2023-014/#timeline", True),
        ("/hearings/as-2023-014/index.json", True),
        ("../about/anonymity/", True),
        ("https://hearings.example/cy/outcomes/", True),
        ("/feeds/outcomes.rss", True),
        ("#here", True),
        ("", True),
        ("mailto:press@force.example", True),
        ("https://elsewhere.example/hearings/as-2023-013/", True),
        ("//elsewhere.example/x", True),
        ("https://[", False),
        ("/hearings/as-2023-013/", False),
        ("/about/corections/", False),
        ("../anonymity/", False),
        ("https://hearings.example/y", False),
        ("/Outcomes/", False),
    ],
)
def test_a_link_of_an_ordinary_page_to_nothing_is_told(
    project: Path, quick: Quick, link: str, *, is_there: bool
) -> None:
    """Addresses of the site that it does not have, with file, line and column; what is there, or elsewhere, is not."""
    (project / "content/pages/en/x.md").write_text(f"Title: x\nSummary: s\n\n[a]({link})\n", "utf-8")
    for _ in range(2):  # the second time, the page is taken as it was
        done = quick(project, "build", NOW)
        told = (
            f'content/pages/en/x.md:4:5: HS950 warning: This link leads to no page of this site: "{link}".' in done.out
        )
        assert (done.returncode, told, "HS950" in done.out) == (0, not is_there, not is_there), done.out


def test_the_demonstration_builds_before_the_founding_case(root: Path, tmp_path: Path, quick: Quick) -> None:
    """No ordinary page of it names or links to the founding case, and no account names whoever is named later."""
    site = tmp_path / "site"
    for name in ("content", "theme"):
        shutil.copytree(root / name, site / name)
    shutil.copy(root / "pelicanconf.py", site)
    done = quick(site, "build", "--now=2023-12-01T09:00")
    assert (done.returncode, "HS950" in done.out) == (0, False), done.out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Summary: s\n\nText.\n", ["1:1: HS810"]),
        ("Title:\n\nText.\n", ["1:1: HS810"]),
        ("\nTitle: x\n\nText.\n", ["1:1: HS810"]),
        ("", ["1:1: HS810"]),
        ("Title: x\nsave_as: ../evil.html\n\nText.\n", ["2:1: HS811"]),
        *(
            (f"Title: x\n{line}\n\nText.\n", ["2:1: HS811"])
            for line in ("Url: other/", "Status: draft", "Lang: fr", "SLUG: y")
        ),
        ("Title: x\nSummary: s\n\nsave_as: said in the text.\n", []),
        ("---\nTitle: x\nSummary: s\n  that goes on\n---\n\nText.\n", []),
    ],
)
def test_the_top_of_an_ordinary_page_is_checked(tmp_path: Path, text: str, found: list[str]) -> None:
    """A page that the build would pass over is told where it is, by `check` already."""
    page = tmp_path / "content/pages/en/x.md"
    page.parent.mkdir(parents=True)
    page.write_text(text, "utf-8")
    told = [one for one in read_pages(tmp_path / "content", tmp_path) if isinstance(one, Diagnostic)]
    assert [f"{one.place.line}:{one.place.column}: {one.code}" for one in told] == found


def test_an_ordinary_page_may_hold_html_and_the_word(project: Path, run: Run) -> None:
    """The web team may write HTML, and about JavaScript."""
    text = "Title: x\nSummary: s\n\n<b>x</b> We use no JavaScript: it is not needed.\n"
    (project / "content/pages/en/x.md").write_text(text, "utf-8")
    assert run(project, "hearingsite", "build", NOW).returncode == 0


def test_a_folder_whose_name_ends_as_a_page_is_none(project: Path, run: Run) -> None:
    """A folder "d.md" is no page that did not come out."""
    (project / "content/pages/en/d.md").mkdir()
    assert run(project, "hearingsite", "build", NOW).returncode == 0


def test_the_theme_is_whole(project: Path, run: Run) -> None:
    """Without its stylesheet, or with a link among its files, nothing is built."""
    style = project / "theme/static/site.css"
    style.rename(project / "kept.css")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "theme/static/site.css:1:1: HS806" in done.stdout) == (4, True), done.stdout
    style.symlink_to(project / "kept.css")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, "theme/static/site.css:1:1: HS106" in done.stdout) == (4, True), done.stdout


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (b'{{ 1 + "a" }}', "home.html:1:1: HS807"),
        (b"\n\xff", "home.html:2:1: HS807"),
        (b"{{ {}[[]] }}", "home.html:1:1: HS807"),
    ],
)
def test_a_template_that_fails_is_named(project: Path, run: Run, wrong: bytes, place: str) -> None:
    """Whatever is wrong with a template, it is the template's fault and no bug."""
    home = project / "theme/templates/home.html"
    home.write_bytes(wrong)
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, place in done.stdout) == (4, True), done.stdout + done.stderr


SETTINGS = {
    'PATH = ""': "HS703",
    "PATH = None": "HS703",
    'PATH = "contents"': "HS713",
    'PATH = "."': "HS713",
    'THEME = "/nonexistent"': "HS713",
    'THEME = "/etc"': "HS713",
    'PATH = "/etc"': "HS713",
    'PATH = "../project-of-others/../.."': "HS713",
    'SITENAME = "a\\ud800b"': "HS703",
    'SITENAME = "a\\x08b"': "HS703",
    'SITENAME = ["a"]': "HS703",
    'SITENAME = " "': "HS706",
    "JINJA_FILTERS = 5": "HS703",
    "PLUGIN_PATHS = 5": "HS702",
    'SITEURL = "https://a.example/b"': "HS714",
    'SITEURL = "https://a.example?"': "HS714",
    'SITEURL = "https://[a"': "HS707",
    'SITEURL = "http://localhost.example"': "HS707",
    'HEARINGSITE["page_size"] = -2': "HS703",
    'HEARINGSITE["languages"] = 5': "HS705",
    'HEARINGSITE["authority"] = "a\\x08"': "HS703",
    'HEARINGSITE["authority_since"] = "once"': "HS703",
    "import sys; sys.exit(0)": "HS702",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_wrong_setting_is_told(project: Path, run: Run, setting: str) -> None:
    """Whatever stands in pelicanconf.py, exit code 2 and a sentence."""
    file = project / "pelicanconf.py"
    file.write_text(file.read_text("utf-8") + setting + "\n", "utf-8")
    done = run(project, "hearingsite", "build", NOW)
    assert (done.returncode, SETTINGS[setting] in done.stdout) == (2, True), done.stdout + done.stderr


def test_settings_may_be_any_program(project: Path, run: Run) -> None:
    """It knows its file and is a module, as when Pelican runs it."""
    file = project / "pelicanconf.py"
    program = (
        "import dataclasses, pathlib, sys\n"
        "@dataclasses.dataclass\n"
        "class Named:\n"
        "    name: 'dataclasses.InitVar[str]' = pathlib.Path(__file__).parent.name\n"
        "    year: int = 2026\n"
        "year = Named.__annotations__['year'].__name__  # a class here, though a text in our own modules\n"
        "SITENAME = f'Hearings of {Named.name} by {sys.modules[__name__].__name__} in {year}'\n"
    )
    file.write_text(file.read_text("utf-8") + program, "utf-8")

    done = run(project, "hearingsite", "build", NOW)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Hearings of {project.name} by pelicanconf in int" in (project / "output/index.html").read_text("utf-8")


def test_a_preview_never_replaces_the_live_site(built: Path, run: Run) -> None:
    """`pelican -o output` is refused."""
    before = digest(built / "output")
    done = run(built, "pelican", "-o", "output")
    assert (done.returncode, "HS712" in done.stderr) == (2, True), done.stderr
    assert digest(built / "output") == before


def test_pelican_finds_the_project_of_its_settings(project: Path, run: Run) -> None:
    """`pelican -s` works on the site of the settings, wherever it is started."""
    done = run(project.parent, "pelican", "-s", f"{project.name}/pelicanconf.py")
    assert done.returncode == 0, done.stderr
    assert (project / "preview/index.html").is_file()
    assert not (project.parent / ".hearingsite").exists()


def test_a_bug_under_pelican_is_one_line_too(project: Path, run: Run) -> None:
    """Plain `pelican` prints no traceback and no value, and ends with 70."""
    (project / "sitecustomize.py").write_text(
        "import hearingsite.prepare\n"
        "def fail(*_, **__): raise RuntimeError('PC X is Osbert')\n"
        "hearingsite.prepare.check_register_of = fail\n",
        "utf-8",
    )
    path = os.pathsep.join([str(project), str(Path(__file__).parent.parent)])
    done = run(project, "pelican", environment={"PYTHONPATH": path})
    log = (project / "hearingsite-crash.log").read_text("utf-8")
    assert (done.returncode, len(done.stderr.splitlines())) == (70, 1), done.stderr
    assert "RuntimeError" in log
    assert "Osbert" not in log + done.stderr + done.stdout


def test_hidden_files_among_the_pages_are_passed_over(project: Path, run: Run) -> None:
    """What a Mac leaves beside a file is no page."""
    (project / "content/pages/en/about").mkdir(parents=True, exist_ok=True)
    (project / "content/pages/en/about/._press.md").write_bytes(b"\0\5\x16\7\0\xff")
    done = run(project, "hearingsite", "build", NOW)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_foot_links_to_no_page_that_is_not_there(project: Path, run: Run) -> None:
    """Who deletes a page about the site finds no link to it."""
    wanted = project / "content/pages/en/about/press.md"
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for is_there in (True, False):
        wanted.write_text("Title: Press\nSummary: s\n\nAsk.\n", "utf-8") if is_there else wanted.unlink()
        assert run(project, "hearingsite", "build", NOW, "--allow-removal=x").returncode == 0
        assert ('href="/about/press/"' in (project / "output/index.html").read_text("utf-8")) is is_there


def test_whoever_builds_everybody_may_read(tmp_path: Path, run: Run) -> None:
    """Files and folders are for all to read, whatever the process keeps to itself, and one that was shut is opened again.

    A web server that has the live folder as its root passes through the folders in which builds are kept.
    """
    site = make_site(tmp_path)

    def modes() -> set[int]:
        live = (site / "output").resolve()
        return {stat.S_IMODE(path.stat().st_mode) for path in (live, *live.rglob("*"))}

    before = os.umask(0o077)
    try:
        assert run(site, "hearingsite", "build", NOW).returncode == 0
    finally:
        os.umask(before)
    assert modes() == {0o644, 0o755}
    live = (site / "output").resolve()
    ways = [folder for folder in live.parents if site in folder.parents]
    assert [folder.stat().st_mode & 0o011 for folder in ways] == [0o011] * 3
    (site / "output/index.html").chmod(0o600)
    (site / "output/outcomes").chmod(0o700)
    assert run(site, "hearingsite", "build", NOW).returncode == 0
    assert modes() == {0o644, 0o755}


def test_pages_link_to_no_ordinary_page_that_is_not_there(project: Path, quick: Quick) -> None:
    """Whatever a force takes out of content/pages, in one language or in both, no page leads to it any more."""
    about = project / "content/pages"
    (about / "cy/about").mkdir(parents=True)
    (about / "cy/about/press.md").write_text("Title: Y wasg\nSummary: Cyswllt\n\nYsgrifennwch atom.\n", "utf-8")
    for path in ("2024/wld-2024-003.md", "2024/wld-2024-001.md"):
        (project / "content/hearings" / path).parent.mkdir(exist_ok=True)
        copy_alone(ROOT / "content/hearings" / path, project / "content/hearings" / path)
    assert quick(project, "build", NOW).returncode == 0
    site = project / "output"
    linked = {
        link
        for page in site.resolve().rglob("*.html")
        for link in re.findall(r'href="(/(?:cy/)?about/[^"#]*)"', page.read_text("utf-8"))
    }
    assert linked == {"/about/anonymity/", "/cy/about/press/"}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('SITEURL = "https://', 'SITEURL = "http://', "6:1: HS707"),
        ('"demonstrations": "show"', '"demonstrations": "shown"', "26:5: HS705"),
        ('"languages": ["en"]', '"langauges": ["en"]', "22:5: HS704"),
        ('    "authority_since": "2026-01-01",\n', "", "16:1: HS706"),
        ('THEME = "theme"', 'THEME = "themes"', "9:1: HS713"),
        ('"demonstrations": "show",\n', '"demonstrations": "no",\n}\nLINKS = {"demonstrations": "/",\n', "26:5: HS705"),
        ('PATH = "content"', 'PATH = "content', "8:8: HS702"),
        ('PATH = "content"', "PATH = contents", "8:1: HS702"),
        ('THEME = "theme"', 'THEME = "theme"\nexit(1)', "10:1: HS702"),
    ],
)
def test_a_wrong_setting_is_told_at_its_line(tmp_path: Path, quick: Quick, old: str, new: str, place: str) -> None:
    """Line and column of the setting, of the dict that lacks one, or of where the file cannot be run."""
    site = make_site(tmp_path)
    edit(site / "pelicanconf.py", old, new)
    done = quick(site, "check")
    told = [line for line in done.out.splitlines() if line.startswith("pelicanconf.py:")]
    assert (done.returncode, [line.startswith(f"pelicanconf.py:{place} ") for line in told]) == (2, [True]), done.out


def test_a_setting_that_is_set_later_is_told_there(tmp_path: Path, quick: Quick) -> None:
    """The last line that sets it counts."""
    site = make_site(tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('HEARINGSITE["page_size"] = 0\n')
    lines = len((site / "pelicanconf.py").read_text("utf-8").splitlines())
    assert f"pelicanconf.py:{lines}:1: HS703" in quick(site, "check").out


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path, quick: Quick) -> None:
    """Whoever has a file of the name of the state folder is told to move it away, not to look for room on the disk."""
    site = make_site(tmp_path)
    (site / ".hearingsite").write_text("", "utf-8")
    done = quick(site, "build", NOW)
    assert (done.returncode, "HS907" in done.out, "room" in done.out) == (4, True, False), done.out
    assert "A file stands where a folder is to be: move it away." in done.out
