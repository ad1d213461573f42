"""A build that nobody keeps any more serves the next stage: only its links to the live build's own files stay."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from hearingsite import spare

FILES: Final = ("index.html", "a/index.html", "a/b/c.json")


class Builds:
    """The live build, a spare one that is links to its files, and an empty stage."""

    def __init__(self, top: Path) -> None:
        """Make them."""
        self.top, self.live, self.spare, self.stage = top, top / "000004-x", top / "spare", top / "stage"
        for path in FILES:
            for folder in (self.live, self.spare):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.live / path).write_text(path, "utf-8")
            os.link(self.live / path, self.spare / path)
        self.stage.mkdir()

    def put_to_use(self, *paths: str) -> tuple[set[str], set[str]]:
        """What is said to be there, and what is there, folders too."""
        wanted = {path: (self.live / path).stat().st_ino for path in paths}
        told = spare.put_to_use(self.top, self.stage, wanted)
        return set(told), {file.relative_to(self.stage).as_posix() for file in self.stage.rglob("*")}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    """Builds of three files."""
    return Builds(tmp_path)


def test_what_is_the_same_file_stays(builds: Builds) -> None:
    """Its folders and links are those of the stage."""
    folders = (builds.spare / "a/b").stat().st_ino
    assert builds.put_to_use(*FILES) == (set(FILES), {*FILES, "a", "a/b"})
    assert (builds.stage / "a/b").stat().st_ino == folders
    assert not builds.spare.exists()


def test_what_is_not_wanted_goes_with_its_folder(builds: Builds) -> None:
    """And the live build keeps its file."""
    assert builds.put_to_use("index.html") == ({"index.html"}, {"index.html"})
    assert (builds.live / "a/b/c.json").read_text("utf-8") == "a/b/c.json"


def copy(builds: Builds) -> None:
    """The same bytes, but another file."""
    (builds.spare / "a/b/c.json").unlink()
    (builds.spare / "a/b/c.json").write_text("a/b/c.json", "utf-8")


def swap(builds: Builds) -> None:
    """The live build's file, in another place."""
    (builds.spare / "a/b/c.json").unlink()
    os.link(builds.live / "index.html", builds.spare / "a/b/c.json")


def link(builds: Builds) -> None:
    """A link that leads to the file."""
    (builds.spare / "a/b/c.json").unlink()
    (builds.spare / "a/b/c.json").symlink_to(builds.live / "a/b/c.json")


def lead_away(builds: Builds) -> None:
    """A folder that is a link to where the files are."""
    (builds.spare / "a/b/c.json").unlink()
    (builds.spare / "a/b").rmdir()
    (builds.spare / "a/b").symlink_to(builds.live / "a/b")


def close(builds: Builds) -> None:
    """A folder that only its owner may open."""
    (builds.spare / "a/b").chmod(0o700)


def add(builds: Builds) -> None:
    """Files and folders that the live build has not, hidden ones too."""
    (builds.spare / "a/b/c.json").unlink()
    (builds.spare / ".secret").write_text("x", "utf-8")
    (builds.spare / "more/of/it").mkdir(parents=True)


@pytest.mark.parametrize("change", [copy, swap, link, lead_away, close, add])
def test_nothing_else_stays(builds: Builds, change: Callable[[Builds], None]) -> None:
    """Whatever is not the very file in its place is gone, and nothing outside is touched."""
    change(builds)
    assert builds.put_to_use(*FILES) == ({"index.html", "a/index.html"}, {"index.html", "a", "a/index.html"})
    assert [(builds.live / path).read_text("utf-8") for path in FILES] == list(FILES)


def be_a_link(builds: Builds) -> None:
    """The spare build is a link to the live one."""
    builds.spare.rename(builds.top / "other")
    builds.spare.symlink_to(builds.live)


def be_a_file(builds: Builds) -> None:
    """The spare build is a file."""
    builds.spare.rename(builds.top / "other")
    builds.spare.write_text("x", "utf-8")


def be_closed(builds: Builds) -> None:
    """The spare build has other rights than a new folder."""
    builds.spare.chmod(0o700)


def fill(builds: Builds) -> None:
    """The stage is not empty."""
    (builds.stage / "kept").mkdir()


@pytest.mark.parametrize("change", [be_a_link, be_a_file, be_closed, fill])
def test_what_cannot_be_used_is_removed(builds: Builds, change: Callable[[Builds], None]) -> None:
    """The stage is as it was; the next build makes all links anew."""
    change(builds)
    before = set(builds.stage.iterdir())
    told, _ = builds.put_to_use(*FILES)
    assert (told, set(builds.stage.iterdir())) == (set(), before)
    assert not os.path.lexists(builds.spare)
    assert [(builds.live / path).read_text("utf-8") for path in FILES] == list(FILES)


def test_only_one_is_kept(builds: Builds) -> None:
    """The next waits until it is needed."""
    assert not spare.keep(builds.live, builds.top)
    assert builds.put_to_use(*FILES)[0]
    assert spare.keep(builds.live, builds.top)
