"""A build that has nothing to do sees it at a glance, and never where there is something to do."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import hearingsite
from hearingsite import unchanged
from hearingsite.fingerprint import SOURCES
from hearingsite.swap import locked
from tests.quick import Done, Quick
from tests.sites import RECORD, ROOT, edit, make_site, tree

NOW: Final = "--now=2024-06-01T09:00"
# A glance opens the lock, the note, the folder and the settings.
GLANCE: Final = 6
PEOPLE: Final = """\
- id: p-0001
  records: [AS-2023-014]
  known_as: PC X
  names: {given: [Osbertine], family: Quillfeather}
- id: p-0002
  records: [AS-2023-014]
  known_as: Ms A
  names: {given: [Wilhelmindra], family: Thistlewick}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    return make_site(tmp_path)


def is_glance(done: Done) -> bool:
    """Whether a build ended before it began."""
    return done.touches <= GLANCE


def settle(quick: Quick, site: Path, *arguments: str, clock: str | None = None) -> str:
    """Build until nothing is left to do, and give what is said then: files may be too young to be trusted at first."""
    for _ in range(3):
        done = quick(site, "build", *arguments, clock=clock)
        assert done.returncode == 0, done.out
        if is_glance(done):
            return done.out
    raise AssertionError("it never comes to rest")


@pytest.mark.parametrize("more", [(), ("--format=json",), ("--format=github",), ("--output=www",)])
def test_the_glance_says_what_a_build_says(quick: Quick, site: Path, more: tuple[str, ...]) -> None:
    """Word for word, warnings included, but for the seconds."""
    (site / "content/hearings/2023/notes.txt").write_text("not read", "utf-8")
    glance = settle(quick, site, NOW, *more)
    (site / ".hearingsite/unchanged.note").unlink()
    done = quick(site, "build", NOW, *more)
    assert not is_glance(done)
    assert without_seconds(done.out) == without_seconds(glance)
    assert "HS116" in glance


def without_seconds(said: str) -> list[str]:
    """The words of an output that are no number of seconds."""
    return [word for word in said.split() if not word.replace(".", "").isdigit() or "." not in word]


def test_another_question_is_no_glance(quick: Quick, site: Path) -> None:
    """Other arguments, or all pages anew: the note answers one question alone."""
    settle(quick, site, NOW)
    for arguments in (["--now=2024-06-01T09:01"], [NOW, "--format=json"], [NOW, "--full"]):
        assert not is_glance(quick(site, "build", *arguments)), arguments
    settle(quick, site, NOW)
    assert not is_glance(quick(site.parent, "-C", str(site), "build", NOW))


def change_record(site: Path) -> None:
    """Change what a record says."""
    edit(site, RECORD, "17 calls", "18 calls")


def change_bytes_alone(site: Path) -> None:
    """Change a letter, and leave size and time of the file as they were."""
    file = site / RECORD
    times = file.stat()
    edit(site, RECORD, "17 calls", "18 calls")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def hide_file(site: Path) -> None:
    """Put a hidden file into the content, which the guard reads."""
    (site / "content/.draft").write_text("x", "utf-8")


def change_template(site: Path) -> None:
    """Change a template."""
    edit(site, "theme/templates/hearing.html", "{% extends", "{# #}{% extends")


def add_setting(site: Path) -> None:
    """Change a setting."""
    edit(site, "pelicanconf.py", 'SITENAME = "', 'SITENAME = "New ')


def except_something(site: Path) -> None:
    """Begin a file of exceptions."""
    (site / "guard-exceptions.yaml").write_text("[]\n", "utf-8")


def tamper(site: Path) -> None:
    """Change a letter of the live site, and leave size and time as they were."""
    file = site / "output/index.html"
    times = file.stat()
    file.write_bytes(file.read_bytes().replace(b"<h1", b"<H1"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def add_to_live(site: Path) -> None:
    """Put a file into the live site."""
    (site / "output/hearings/as-2023-014/more.html").write_text("x", "utf-8")


def remove_from_live(site: Path) -> None:
    """Take a file out of the live site."""
    (site / "output/robots.txt").unlink()


def lose_seal(site: Path) -> None:
    """Lose the seal of the live site."""
    for file in (site / ".hearingsite/builds").rglob("*.json"):
        if len(file.relative_to(site / ".hearingsite/builds").parts) == 2:
            file.unlink()


def lose_live(site: Path) -> None:
    """Lose the link to the live site."""
    (site / "output").unlink()


def spoil_live_folder(site: Path) -> None:
    """Put a link in the place of a folder of the live site."""
    folder = site / "output/outcomes"
    shutil.move(folder, site / "elsewhere")
    folder.symlink_to(site / "elsewhere")


CHANGES: Final[list[Callable[[Path], None]]] = [
    change_record, change_bytes_alone, hide_file, change_template, add_setting, except_something, tamper, add_to_live,
    remove_from_live, lose_seal, lose_live, spoil_live_folder,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_no_glance(
    quick: Quick, site: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """Sources, settings, and the live site itself: the build does what a first one does."""
    settle(quick, site, NOW)
    change(site)
    done = quick(site, "build", NOW)
    assert not is_glance(done)
    fresh = tmp_path / "fresh"
    shutil.copytree(site, fresh, ignore=shutil.ignore_patterns("output", ".hearingsite", "elsewhere"))
    assert quick(fresh, "build", NOW, "--full").returncode == done.returncode == 0
    assert tree((site / "output").resolve()) == tree((fresh / "output").resolve())


def spell(site: Path) -> None:
    """A note whose sum is right and whose answer would do something to a terminal."""
    note = unchanged.load(str(site))
    assert note
    note.answer = [(False, "\x1b[2J gone")]
    unchanged.keep(note, str(site))


def forge(site: Path) -> None:
    """A note that somebody else wrote, who has no key."""
    file = site / ".hearingsite/unchanged.note"
    content = file.read_bytes()[16:]
    file.write_bytes(hashlib.blake2b(content, digest_size=16).digest() + content)


def cut(site: Path) -> None:
    """The end is missing."""
    file = site / ".hearingsite/unchanged.note"
    file.write_bytes(file.read_bytes()[:-9])


def turn_over(site: Path) -> None:
    """One bit is another."""
    file = site / ".hearingsite/unchanged.note"
    content = bytearray(file.read_bytes())
    content[-9] ^= 1
    file.write_bytes(content)


def overstate(site: Path) -> None:
    """Numbers that are none."""
    (site / ".hearingsite/unchanged.note").write_bytes(b"hearingsite unchanged 1 0 -5 " + b"9" * 5000 + b"\nx")


def pipe(site: Path) -> None:
    """A pipe, from which nobody may wait to read."""
    file = site / ".hearingsite/unchanged.note"
    file.unlink()
    os.mkfifo(file)


def link(site: Path) -> None:
    """A link to a note."""
    file = site / ".hearingsite/unchanged.note"
    file.rename(site / "note")
    file.symlink_to(site / "note")


@pytest.mark.parametrize("spoil", [spell, forge, cut, turn_over, overstate, pipe, link])
def test_a_note_that_is_none_is_a_slow_build(quick: Quick, site: Path, spoil: Callable[[Path], None]) -> None:
    """Cut short, changed, foreign or hostile: it is as if there were none."""
    settle(quick, site, NOW)
    spoil(site)
    done = quick(site, "build", NOW)
    assert (done.returncode, is_glance(done)) == (0, False)
    assert "\x1b" not in done.out
    assert is_glance(quick(site, "build", NOW))


def test_time_is_a_change(quick: Quick, site: Path) -> None:
    """By the clock, a glance holds until the next moment of a record or the end of the day, and not before it was made."""

    def at(clock: str) -> tuple[bool, bool]:
        done = quick(site, "build", "--allow-removal=AS-2023-014", clock=f"{clock}+00:00")
        assert done.returncode == 0, done.out
        return is_glance(done), (site / "output/hearings/as-2023-014/index.html").exists()

    edit(site, RECORD, "publish_at: 2023-12-19T09:00", "publish_at: 2023-12-19T09:00:30")
    settle(quick, site, "--allow-removal=AS-2023-014", clock="2023-12-19T08:00+00:00")
    assert at("2023-12-19T09:00:29") == (True, False)
    assert at("2023-12-19T09:00:30") == (False, True)
    assert at("2023-12-19T09:00:31") == (False, True)  # what ends at a moment ends just after it
    assert at("2023-12-19T23:59:59") == (True, True)
    assert at("2023-12-20T00:00") == (False, True)
    assert at("2023-12-20T00:00") == (True, True)
    assert at("2023-12-19T23:59:59") == (False, True)


def test_a_day_begins_where_it_does_in_the_uk(quick: Quick, site: Path) -> None:
    """In summer, the UK's next day begins an hour before that of UTC."""
    settle(quick, site, clock="2024-06-01T22:00+00:00")
    for clock, expected in (("22:59", True), ("23:00", False), ("23:59", True)):
        done = quick(site, "build", clock=f"2024-06-01T{clock}+00:00")
        assert (done.returncode, is_glance(done)) == (0, expected), clock
    assert not is_glance(quick(site, "build", clock="2024-06-02T00:00+00:00"))


class Listed:
    """A site whose people are on a private list that lies elsewhere."""

    def __init__(self, quick: Quick, site: Path, folder: Path) -> None:
        """Write the list."""
        self.quick, self.site, self.file = quick, site, folder / "private" / "people.yaml"
        edit(site, "pelicanconf.py", '    "identities": "not-held",\n', "")
        with (site / "content/pages/en/about/press.md").open("a", encoding="utf-8") as page:
            page.write("\nTarrowby told us.\n")
        self.file.parent.mkdir()
        self.file.write_text(PEOPLE, "utf-8")
        self.file.chmod(0o600)
        self.arguments = (NOW, f"--identities={self.file}")

    def build(self) -> Done:
        """Build with the list."""
        return self.quick(self.site, "build", *self.arguments)


def test_the_list_is_a_part_of_the_question(quick: Quick, site: Path, tmp_path: Path) -> None:
    """A list that was edited, or that others may read, is asked again; so is one that is gone."""
    listed = Listed(quick, site, tmp_path)
    assert "The private list is not encrypted." in settle(quick, site, *listed.arguments)
    listed.file.write_text(PEOPLE.replace("Quillfeather", "Emberglow"), "utf-8")
    assert listed.build().returncode == 0
    listed.file.write_text(PEOPLE.replace("Quillfeather", "Tarrowby"), "utf-8")
    assert listed.build().returncode == 3
    listed.file.write_text(PEOPLE, "utf-8")
    settle(quick, site, *listed.arguments)
    listed.file.chmod(0o644)
    assert listed.build().returncode == 2
    listed.file.unlink()
    assert listed.build().returncode == 2


def test_git_is_a_part_of_the_question(quick: Quick, site: Path, tmp_path: Path) -> None:
    """A list that git has come to know stops the build, though no file that is built from has changed."""
    listed = Listed(quick, site, tmp_path)
    settle(quick, site, *listed.arguments)
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "init", "--quiet"], cwd=site, check=True)
    assert not is_glance(listed.build())
    settle(quick, site, *listed.arguments)
    subprocess.run([*git, "hash-object", "-w", str(listed.file)], cwd=site, check=True, capture_output=True)
    assert listed.build().returncode == 2


def test_the_program_is_a_part_of_the_question(quick: Quick, site: Path) -> None:
    """Every file that the program consists of is looked at, and where its libraries lie."""
    settle(quick, site, NOW)
    note = unchanged.load(str(site))
    assert note
    package = Path(hearingsite.__file__).parent
    assert {str(file) for file in package.rglob("*") if file.suffix in SOURCES} <= set(note.paths)
    assert {str(ROOT / f"theme/messages/{lang}.toml") for lang in ("en", "cy")} <= set(note.paths)
    assert os.path.realpath(Path(pytest.__file__).parent.parent) in note.paths


def test_a_program_in_the_settings_is_never_a_glance(quick: Quick, site: Path) -> None:
    """Of a function, nobody can tell whether it does what it did."""
    settings = site / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + "\nJINJA_FILTERS = {'x': str.upper}\n", "utf-8")
    for _ in range(3):
        assert not is_glance(quick(site, "build", NOW))


def test_settings_may_come_from_anywhere(quick: Quick, site: Path) -> None:
    """What pelicanconf.py reads is not known, so it is run: what it says counts."""
    (site.parent / "name.txt").write_text("One", "utf-8")
    settings = site / "pelicanconf.py"
    reading = f'\nfrom pathlib import Path\nSITENAME = Path("{site.parent}/name.txt").read_text()\n'
    settings.write_text(settings.read_text("utf-8") + reading, "utf-8")
    settle(quick, site, NOW)
    (site.parent / "name.txt").write_text("Two", "utf-8")
    assert quick(site, "build", NOW).returncode == 0
    assert "Two" in (site / "output/index.html").read_text("utf-8")


def test_the_end_of_another_build_is_waited_for(quick: Quick, site: Path) -> None:
    """While another build runs, nobody knows what will have changed."""
    settle(quick, site, NOW)
    with locked(site):
        assert unchanged.look(["-C", str(site), "build", NOW], 0) is None
