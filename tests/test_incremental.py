"""A build from what the last one left equals a build from nothing: byte for byte, and in what it says."""

import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.quick import Quick
from tests.sites import RECORD, ROOT, make_site

FIRST: Final = "as-2023-014"
SECOND: Final = "as-2023-015"
RECORDS: Final = "content/hearings/2023"
# The outcome comes out between these, and its time is over before the last.
MOMENTS: Final = ("2023-12-10T09:00", "2023-12-18T12:00", "2023-12-19T09:00", "2024-06-01T09:00", "2031-01-01T09:00")

# How often a disk is touched to see that nothing has changed: the lock, the note, the folder, the settings.
GLANCE: Final = 6


def digest(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; what is no ordinary file has none."""
    real = folder.resolve()
    found = (file for file in sorted(real.rglob("*")) if not file.is_dir() or file.is_symlink())
    return {file.relative_to(real).as_posix(): b"" if file.is_symlink() else file.read_bytes() for file in found}


def make_project(folder: Path) -> Path:
    """A small site with two hearings."""
    project = make_site(folder)
    record = (project / RECORD).read_text("utf-8")
    noticed = record.replace("officers:\n", "notice: {published: 2023-12-08T09:00, text: The notice.}\nofficers:\n", 1)
    (project / RECORD).write_text(noticed, "utf-8")
    (project / RECORDS / f"{SECOND}.md").write_text(record.replace(FIRST.upper(), SECOND.upper()), "utf-8")
    return project


class Site:
    """A project that is edited, at a moment that may pass."""

    def __init__(self, folder: Path, quick: Quick) -> None:
        """Make the project and build it once."""
        self.quick = quick
        self.project = make_project(folder)
        self.moment = 3
        self.count = 0
        self.touches = 0

    def edit(self, path: str, old: str, new: str) -> None:
        """Change every place of a text in a file, if it is there."""
        file = self.project / path
        if file.is_file():
            file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    def add(self, path: str, text: str) -> None:
        """Write at the end of a file, if it is there."""
        file = self.project / path
        if file.is_file():
            self.count += 1
            file.write_text(file.read_text("utf-8") + text.format(self.count), "utf-8")

    def build(self, project: Path, *more: str) -> tuple[int, str]:
        """Build, and give the exit code and the findings."""
        allow = ["--allow-removal=AS-2023-014", "--allow-removal=AS-2023-015", "--allow-removal=AS-2023-016"]
        done = self.quick(project, "build", f"--now={MOMENTS[self.moment]}", *allow, *more)
        self.touches = done.touches
        said = re.sub(r" in [\d.]+ s: .*? removed,| in [\d.]+ s: nothing has changed.*?,(?= \d+ fault)", "", done.out)
        return done.returncode, without_untold(said)

    def check(self, *, may_fail: bool = False) -> None:
        """Build from what is there and from nothing, and compare; a series of edits may lead to a fault, the same one."""
        fresh = self.project.with_name("fresh") / "site"
        shutil.rmtree(fresh, ignore_errors=True)
        ignored = shutil.ignore_patterns("output", ".hearingsite")
        shutil.copytree(self.project, fresh, ignore=ignored, copy_function=shutil.copyfile)
        again, anew = self.build(self.project), self.build(fresh, "--full")
        assert again == anew
        assert again[0] == 0 or may_fail, again[1]
        if again[0] == 0:
            assert digest(self.project / "output") == digest(fresh / "output")
            self.settle(again)

    def settle(self, expected: tuple[int, str]) -> None:
        """Build until that is a glance: the folder of the tests is one that programs are found in, and may change."""
        for _ in range(3):
            assert self.build(self.project) == expected
            if self.touches <= GLANCE:
                return
        raise AssertionError("it never comes to rest")


def without_untold(said: str) -> str:
    """Leave out what a build says of the difference to the live site (HS951 to HS953): from nothing, there is none."""
    left, count = re.subn(r"(?m)^.* HS95[123] warning: .*\n    .*\n", "", said)
    warnings = re.search(r"faults, (\d+) warnings?", left)
    if not count or not warnings:
        return left
    number = int(warnings[1]) - count
    return left.replace(warnings[0], f"faults, {number} warning{'' if number == 1 else 's'}")


def change_text(site: Site) -> None:
    """Change the body of a record."""
    site.add(f"{RECORDS}/{FIRST}.md", "\nThe panel wrote {} pages about PC X.\n")


def change_person(site: Site) -> None:
    """Give an officer another designation, which many pages show."""
    site.edit(f"{RECORDS}/{SECOND}.md", "PC X", "PC Q")


def change_same_size(site: Site) -> None:
    """Change a letter, and leave size and time of the file as they were."""
    file = site.project / RECORDS / f"{FIRST}.md"
    if file.is_file():
        times = file.stat()
        site.edit(f"{RECORDS}/{FIRST}.md", "17 calls", "18 calls")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def add_record(site: Site) -> None:
    """Add a hearing."""
    text = (ROOT / RECORDS / f"{FIRST}.md").read_text("utf-8")
    (site.project / RECORDS / "as-2023-016.md").write_text(text.replace("2023-014", "2023-016"), "utf-8")


def remove_record(site: Site) -> None:
    """Remove a hearing."""
    (site.project / RECORDS / f"{SECOND}.md").unlink(missing_ok=True)


def rename_record(site: Site) -> None:
    """Give a hearing another reference."""
    file = site.project / RECORDS / f"{SECOND}.md"
    if file.is_file():
        text = file.read_text("utf-8").replace("2023-015", "2023-016")
        file.with_name("as-2023-016.md").write_text(text, "utf-8")
        file.unlink()


def take_down(site: Site) -> None:
    """End a hearing."""
    site.edit(
        f"{RECORDS}/{FIRST}.md", "\nofficers:", "\ntakedown: {at: 2024-01-01, reason: Ended., by: PSD}\nofficers:"
    )


def give_end(site: Site) -> None:
    """Let the time of a hearing end."""
    ending = "publish_at: 2023-12-19T09:00\n  keep_until: 2030-12-19\n  afterwards: remove\n"
    site.edit(f"{RECORDS}/{FIRST}.md", "publish_at: 2023-12-19T09:00\n", ending)


def change_template(site: Site) -> None:
    """Change the template of one kind of page."""
    site.add("theme/templates/hearing.html", "<!-- {} -->")


def change_part(site: Site) -> None:
    """Change a part that many templates show."""
    site.edit("theme/templates/parts/row.html", "<li", '<li data-x="x"')


def change_style(site: Site) -> None:
    """Change the stylesheet, whose name stands in every page."""
    site.add("theme/static/site.css", "\n.x{} {{ color: red }}\n")


def change_message(site: Site) -> None:
    """Change a word of the interface."""
    site.edit("theme/messages/en.toml", "Skip to the content", "Go to the content")


def change_setting(site: Site) -> None:
    """Change settings: the site's name, and how many rows a page has."""
    site.edit("pelicanconf.py", 'SITENAME = "', 'SITENAME = "New ')
    site.edit("pelicanconf.py", '"demonstrations": "show"', '"demonstrations": "show", "page_size": 1')


def change_force(site: Site) -> None:
    """Change the name of a force, which its hearings show."""
    site.edit("content/forces/avon-and-somerset.yaml", "Avon and Somerset Police", "Avon Police")
    for one in (FIRST, SECOND, "as-2023-016"):
        site.edit(f"{RECORDS}/{one}.md", "Avon and Somerset Police", "Avon Police")


def change_page(site: Site) -> None:
    """Change an ordinary page."""
    site.add("content/pages/en/about/anonymity.md", "\nA line more: {}.\n")


def link_page(site: Site) -> None:
    """Let an ordinary page link to a hearing."""
    path = "content/pages/en/about/press.md"
    if (site.project / RECORDS / f"{FIRST}.md").is_file() and site.moment:
        site.edit(path, "\n\n", f"\n\n[The case]({{filename}}/hearings/2023/{FIRST}.md) ")


def add_page(site: Site) -> None:
    """Add an ordinary page."""
    (site.project / "content/pages/en/x.md").write_text("Title: x\nSummary: s\n\nx\n", "utf-8")


def remove_page(site: Site) -> None:
    """Remove an ordinary page."""
    (site.project / "content/pages/en/x.md").unlink(missing_ok=True)


def change_document(site: Site) -> None:
    """Give a hearing a document, or another one in its place."""
    site.count += 1
    (site.project / "content/files").mkdir(exist_ok=True)
    (site.project / "content/files/list.csv").write_text(f"day,calls\n1,{site.count * 1000}\n", "utf-8")
    attached = "\nattachments: [{file: list.csv, title: The calls}]\nofficers:"
    file = site.project / RECORDS / f"{FIRST}.md"
    if not file.is_file():
        shutil.rmtree(site.project / "content/files")
    elif "list.csv" not in file.read_text("utf-8"):
        site.edit(f"{RECORDS}/{FIRST}.md", "\nofficers:", attached)


def pass_time(site: Site) -> None:
    """Let time pass an embargo, an outcome, an end."""
    site.moment = min(site.moment + 1, len(MOMENTS) - 1)


def go_back(site: Site) -> None:
    """Build the site of an earlier moment: clocks can be set back."""
    site.moment = max(site.moment - 2, 1)


def touch(site: Site) -> None:
    """Give every file another time, in another order."""
    for number, file in enumerate(sorted(site.project.joinpath("content").rglob("*"), reverse=True)):
        os.utime(file, (number, number))


def lose_notes(site: Site) -> None:
    """Lose what was noted."""
    for file in state_files(site):
        file.unlink()


def cut_notes(site: Site) -> None:
    """Cut short what was noted."""
    for file in state_files(site):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoil_notes(site: Site) -> None:
    """Put bytes of no meaning in the place of what was noted."""
    for file in state_files(site):
        file.write_bytes(bytes(range(256)) * 9)


def swap_notes(site: Site) -> None:
    """Put the notes of another build, of another moment, in the place of the live one's."""
    other = max(0, site.moment - 1)
    now, site.moment = site.moment, other
    live = (site.project / "output").resolve()
    mine = site.build(site.project)
    newer = (site.project / "output").resolve()
    site.moment = now
    assert mine[0] == 0, mine[1]
    for end in (".notes", ".json", ".stamps"):
        if live != newer:
            shutil.copy(live.with_name(live.name + end), newer.with_name(newer.name + end))


def tamper(site: Site) -> None:
    """Change a file of the live site."""
    (site.project / "output/index.html").write_text("Osbert", "utf-8")


def link_live(site: Site) -> None:
    """Put a link in the place of a file of the live site."""
    file = site.project / "output/outcomes/index.html"
    secret = site.project / "private.txt"
    if not file.is_symlink():
        shutil.copy(file, secret)
        file.unlink()
        file.symlink_to(secret)


def link_folder(site: Site) -> None:
    """Put a link in the place of a folder of the live site."""
    folder = site.project / "output/outcomes"
    if not folder.is_symlink():
        target = Path(tempfile.mkdtemp(dir=site.project)) / "outcomes"
        shutil.copytree(folder, target, symlinks=True)
        shutil.rmtree(folder)
        folder.symlink_to(target)


def spoil_spare(site: Site) -> None:
    """Put other files and folders into the build that the next stage is made of, and take some out."""
    for spare in (site.project / ".hearingsite/builds").glob("*/spare"):
        shutil.rmtree(spare / "outcomes", ignore_errors=True)
        (spare / "index.html").unlink(missing_ok=True)
        (spare / "index.html").write_text("Osbert", "utf-8")
        (spare / "more/of/it").mkdir(parents=True, exist_ok=True)
        (spare / "more/.it").write_text("Osbert", "utf-8")


def state_files(site: Site) -> list[Path]:
    """What builds have noted for the next."""
    state = site.project / ".hearingsite"
    return [
        file for file in sorted(state.rglob("*")) if file.suffix in {".notes", ".json", ".memory", ".note", ".stamps"}
    ]


EDITS: Final[list[Callable[[Site], None]]] = [
    change_text, change_person, change_same_size, add_record, remove_record, rename_record, take_down, give_end,
    change_template, change_part, change_style, change_message, change_setting, change_force, change_page, link_page,
    add_page, remove_page, change_document, pass_time, go_back, touch, lose_notes, cut_notes, spoil_notes, swap_notes,
    tamper, link_live, link_folder, spoil_spare,
]  # fmt: skip


def test_every_kind_of_edit_is_built_as_from_nothing(quick: Quick, tmp_path: Path) -> None:
    """Each edit once, two at a time: the same files and the same findings."""
    site = Site(tmp_path, quick)
    site.check()
    for first, second in itertools.zip_longest(EDITS[::2], EDITS[1::2]):
        first(site)
        if second:
            second(site)
        site.check()


@settings(max_examples=1, phases=[Phase.generate])  # to shrink a series would take minutes
@given(st.lists(st.sampled_from(EDITS), min_size=3, max_size=4))
def test_any_series_of_edits_is_built_as_from_nothing(quick: Quick, edits: list[Callable[[Site], None]]) -> None:
    """Whatever comes after whatever: the same files and the same findings."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), quick)
        site.check()
        for edit in edits:
            edit(site)
            site.check(may_fail=True)


def test_notes_that_fit_no_more_are_made_again_though_nothing_has_changed(quick: Quick, tmp_path: Path) -> None:
    """As after an update of the program: what the next build has of the same page is the same file."""
    site = Site(tmp_path, quick)
    site.build(site.project)
    for file in (site.project / ".hearingsite").rglob("*.note*"):
        file.write_bytes(b"of another program")
    assert site.build(site.project)[0] == 0
    page = site.project / "output/search/index.html"
    number = page.stat().st_ino
    change_text(site)
    assert site.build(site.project)[0] == 0
    assert page.stat().st_ino == number


def test_other_words_of_the_program_are_on_every_page(tmp_path: Path) -> None:
    """In a clone they lie beside its sources: an update of these words alone prints anew what an older theme lacks."""
    project, program = make_project(tmp_path), tmp_path / "program"
    for name in ("hearingsite", "theme/messages"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    for lang in ("en", "cy"):
        file = project / f"theme/messages/{lang}.toml"
        file.write_text(re.sub(r"\nskip = .*", "", file.read_text("utf-8"), count=1), "utf-8")
    words = program / "theme/messages/en.toml"
    for told in ("Skip to the content", "Go on to the content"):
        words.write_text(words.read_text("utf-8").replace("Skip to the content", told), "utf-8")
        command = [sys.executable, "-m", "hearingsite", "build", f"--now={MOMENTS[3]}"]
        environment = {**os.environ, "PYTHONPATH": str(program)}
        subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True, timeout=60)
        pages = [file.read_text("utf-8") for file in (project / "output").resolve().rglob("index.html")]
        assert pages
        assert all(told in page for page in pages)


# A build, meanwhile somebody saves a file: file, what it says, what it is to say, then what a command line has.
MEANWHILE: Final = """
import sys
from pathlib import Path
from hearingsite import build
from hearingsite.cli import main

step, file, old, new, *arguments = sys.argv[1:]
begin = getattr(build, step)

def later(*given, **more):
    Path(file).write_text(Path(file).read_text("utf-8").replace(old, new), "utf-8")
    return begin(*given, **more)

setattr(build, step, later)
sys.argv[1:] = arguments
main()
"""


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("theme/messages/en.toml", "Skip to"),
        ("theme/templates/base.html", "<body"),
        ("content/pages/en/about/press.md", "Title: "),
        ("pelicanconf.py", 'SITENAME = "'),
    ],
)
@pytest.mark.parametrize("step", ["_live", "_print"])
def test_what_is_saved_while_a_site_is_built_is_in_the_next(
    quick: Quick, tmp_path: Path, step: str, file: str, old: str
) -> None:
    """And what is undone by then is not: no page stays that was printed from what was between two states."""
    site = Site(tmp_path, quick)
    site.build(site.project)
    change_text(site)
    command = [sys.executable, "-c", MEANWHILE, step, file, old, f"{old}new ", "build", f"--now={MOMENTS[3]}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=site.project, env=environment, check=False, capture_output=True, timeout=60)
    site.check()
    site.edit(file, f"{old}new ", old)
    site.check()


@pytest.mark.parametrize(
    ("folder", "file", "old", "new"),
    [
        ("content/hearings", "2023/as-2023-014.md", "17 calls", "18 calls"),
        ("content/forces", "avon-and-somerset.yaml", "Avon and Somerset Police", "Avon and Somerset Constabulary"),
        ("content/pages", "en/about/press.md", "Title: ", "Title: New "),
        ("theme/static", "site.css", "{", "{ "),
        ("theme/templates", "base.html", "<body", "<body data-new"),
        ("theme/messages", "en.toml", "Skip to", "Skip on to"),
        ("theme/messages/en.toml", "", "Skip to", "Skip on to"),
    ],
)
def test_what_lies_behind_a_link_is_watched(
    quick: Quick, tmp_path: Path, folder: str, file: str, old: str, new: str
) -> None:
    """A folder that lies elsewhere, and is linked to, is a part of the site: an edit there is built."""
    site = Site(tmp_path, quick)
    elsewhere = tmp_path / "elsewhere"
    shutil.move(site.project / folder, elsewhere)
    (site.project / folder).symlink_to(elsewhere)
    assert site.build(site.project)[0] == 0
    site.settle(site.build(site.project))
    place = elsewhere / file if file else elsewhere
    place.write_text(place.read_text("utf-8").replace(old, new), "utf-8")
    before = digest(site.project / "output")
    again = site.build(site.project)
    live = digest(site.project / "output")
    assert (again[0], live != before) == (0, True)
    site.build(site.project, "--full")
    assert digest(site.project / "output") == live
