"""Whatever lies in `.hearingsite/`: what is lost, cut short, another's or hostile makes a slow build, never another one."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.guard.private import PEOPLE
from tests.quick import Done, Quick
from tests.sites import RECORD, edit, make_site, tree

NOW: Final = "--now=2024-06-01T09:00"
# Nothing is remembered in these: who builds, and that somebody does.
_LOCK: Final = {"lock", "holder"}


class Project:
    """A site that is built with a private list, so that all there is to remember is remembered."""

    def __init__(self, folder: Path, quick: Quick) -> None:
        """Make the site and the list, and build."""
        self.quick = quick
        self.site = make_site(folder)
        private = folder / "private"
        self.given = {
            "HEARINGSITE_IDENTITIES": str(private / "identities.age"),
            "HEARINGSITE_AGE_KEY": str(private / "press-officer.key"),
        }
        people = folder / "people.yaml"
        people.write_text(PEOPLE, "utf-8")
        people.chmod(0o600)
        for words in (
            ("identities", "init", str(private)),
            ("identities", "add", "--from", str(people)),
            ("build", NOW),
        ):
            done = quick(self.site, *words, environment=self.given)
            assert done.returncode == 0, done.out

    def build(self) -> Done:
        """Build."""
        return self.quick(self.site, "build", NOW, environment=self.given)

    def state(self) -> list[Path]:
        """Every file of the state that is none of a build."""
        state = self.site / ".hearingsite"
        builds = [path for path in state.glob("builds/*/*") if path.is_dir() and not path.is_symlink()]
        files = [path for path in state.rglob("*") if path.is_file() and not set(builds) & set(path.parents)]
        return sorted(path for path in files if path.name not in _LOCK)

    def live(self) -> dict[str, bytes | str]:
        """The live site."""
        return tree((self.site / "output").resolve())


@pytest.fixture(scope="module")
def made(quick: Quick, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that was built, then edited."""
    project = Project(tmp_path_factory.mktemp("made"), quick)
    edit(project.site, RECORD, "17 calls", "18 calls")
    return project


@pytest.fixture(scope="module")
def wanted(made: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | str]:
    """What the edited project is, built from nothing."""
    fresh = tmp_path_factory.mktemp("fresh") / "site"
    shutil.copytree(made.site, fresh, symlinks=True, ignore=shutil.ignore_patterns("output", ".hearingsite"))
    done = made.quick(fresh, "build", NOW, environment=made.given)
    assert done.returncode == 0, done.out
    return tree((fresh / "output").resolve())


def lose(file: Path, _: Path) -> None:
    """Lose it."""
    file.unlink()


def empty(file: Path, _: Path) -> None:
    """Leave nothing in it."""
    file.write_bytes(b"")


def cut(file: Path, _: Path) -> None:
    """Cut it short."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoil(file: Path, _: Path) -> None:
    """Put bytes of no meaning into it."""
    file.write_bytes(bytes(range(256)) * 9)


def flip(file: Path, _: Path) -> None:
    """Change a byte in its middle."""
    content = bytearray(file.read_bytes() or b"x")
    content[len(content) // 2] ^= 0x55
    file.write_bytes(content)


def nest(file: Path, _: Path) -> None:
    """Put lists in lists into it, deeper than anybody reads: in JSON, and in MessagePack."""
    file.write_bytes(b"[" * 300_000 if file.suffix == ".json" else b"\x91" * 300_000)


def replace(file: Path, other: Path) -> None:
    """Put the same file of another site, of another list, into its place."""
    if other.is_file():
        shutil.copyfile(other, file)


def fold(file: Path, _: Path) -> None:
    """Put a folder into its place."""
    file.unlink()
    file.mkdir()
    (file / "x").write_text("x", "utf-8")


def link(file: Path, _: Path) -> None:
    """Put a link to itself into its place."""
    file.unlink()
    file.symlink_to(file)


def lead_out(file: Path, other: Path) -> None:
    """Put a link to a file outside into its place, which must stay as it is."""
    file.unlink()
    file.symlink_to(other.parent / "outside.txt")


KINDS: Final[list[Callable[[Path, Path], None]]] = [
    lose, empty, cut, spoil, flip, nest, replace, fold, link, lead_out,
]  # fmt: skip


@pytest.fixture(scope="module")
def another(quick: Quick, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Another site, with another list."""
    folder = tmp_path_factory.mktemp("another")
    project = Project(folder, quick)
    edit(project.site, "pelicanconf.py", 'SITENAME = "', 'SITENAME = "Other ')
    assert project.build().returncode == 0
    return project


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_remembered_the_site_is_the_same(
    made: Project,
    another: Project,
    wanted: dict[str, bytes | str],
    tmp_path: Path,
    kind: Callable[[Path, Path], None],
) -> None:
    """All at once: the build succeeds, the site is the one built from nothing, and so it is once more."""
    folder = tmp_path / "site"
    shutil.copytree(made.site, folder, symlinks=True)
    here = object.__new__(Project)
    here.quick, here.site, here.given = made.quick, folder, made.given
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", "utf-8")
    found = here.state()
    assert {path.suffix for path in found} >= {".json", ".notes", ".before", ".attestation", ".memory"}
    others = {path.suffix or path.name: path for path in another.state()}
    for file in found:
        # A note of what has not changed is kept only of files that were not just written: one site may have it alone.
        kind(file, tmp_path / "x" if kind is lead_out else others.get(file.suffix or file.name, tmp_path / "none"))
    for _ in range(2):
        done = here.build()
        assert (done.returncode, "Traceback" in done.out, here.live() == wanted) == (0, False, True), done.out
    assert outside.read_text("utf-8") == "mine"
    assert here.quick(folder, "verify", environment=made.given).returncode == 0
