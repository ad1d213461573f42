"""What is taken from the live build is what was sealed: told by stamps, and by bytes wherever they say nothing."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from hearingsite import standing

CONTENT: Final = {"index.html": b"home", "a/index.html": b"one", "a/b/c.json": b"two"}
SEALED: Final = {path: sha256(content).hexdigest() for path, content in CONTENT.items()}


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build whose stamps are noted."""
    build = tmp_path / "000001-x"
    for path, content in CONTENT.items():
        (build / path).parent.mkdir(parents=True, exist_ok=True)
        (build / path).write_bytes(content)
    standing.leave(build, SEALED)
    return build


def test_what_nobody_touched_is_not_read(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stamps are enough."""
    monkeypatch.setattr(Path, "read_bytes", _read_note)
    found = standing.look_at(build, SEALED)
    assert (found.files, found.is_intact) == (SEALED, True)


def _read_note(file: Path) -> bytes:
    """Only the note may be read."""
    assert file.name.endswith(".stamps")
    with file.open("rb") as opened:
        return opened.read()


def touch(build: Path) -> None:
    """Another time, the same bytes."""
    os.utime(build / "a/index.html", (1, 1))


def lose(build: Path) -> None:
    """No stamps."""
    build.with_name("000001-x.stamps").unlink()


def spoil(build: Path) -> None:
    """Stamps that are cut short."""
    file = build.with_name("000001-x.stamps")
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("change", [touch, lose, spoil])
def test_where_stamps_say_nothing_bytes_do(build: Path, change: Callable[[Path], None]) -> None:
    """A slow look, and the same answer."""
    change(build)
    found = standing.look_at(build, SEALED)
    assert (found.files, found.is_intact) == (SEALED, True)


def write(build: Path) -> None:
    """Other bytes, the same size and time."""
    file = build / "a/index.html"
    times = file.stat()
    file.write_bytes(b"ONE")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def link(build: Path) -> None:
    """A link to the same bytes."""
    file = build / "a/index.html"
    file.rename(build.with_name("elsewhere"))
    file.symlink_to(build.with_name("elsewhere"))


def remove(build: Path) -> None:
    """A file that is gone."""
    (build / "a/index.html").unlink()


@pytest.mark.parametrize("change", [write, link, remove])
@pytest.mark.parametrize("has_stamps", [True, False])
def test_what_is_no_longer_as_sealed_is_not_taken(
    build: Path, change: Callable[[Path], None], *, has_stamps: bool
) -> None:
    """Written to, a link, gone: all others are."""
    if not has_stamps:
        lose(build)
    change(build)
    found = standing.look_at(build, SEALED)
    assert (set(found.files), found.is_intact) == (SEALED.keys() - {"a/index.html"}, False)


@pytest.mark.parametrize("has_stamps", [True, False])
def test_nothing_is_taken_through_a_link(build: Path, *, has_stamps: bool) -> None:
    """A folder that became a link leads to files that somebody may go on writing."""
    if not has_stamps:
        lose(build)
    (build / "a").rename(build.with_name("elsewhere"))
    (build / "a").symlink_to(build.with_name("elsewhere"))
    found = standing.look_at(build, SEALED)
    assert (set(found.files), found.is_intact) == ({"index.html"}, False)


@pytest.mark.parametrize("has_stamps", [True, False])
def test_a_file_more_is_not_intact(build: Path, *, has_stamps: bool) -> None:
    """What was sealed is all that may be there."""
    if not has_stamps:
        lose(build)
    (build / "a/b/more.html").touch()
    found = standing.look_at(build, SEALED)
    assert (found.files, found.is_intact) == (SEALED, False)


def test_stamps_are_those_of_one_seal(build: Path) -> None:
    """Of a seal that says something else of the same files, the stamps say nothing: nobody has sealed these bytes so."""
    other = SEALED | {"index.html": SEALED["a/index.html"]}
    found = standing.look_at(build, other)
    assert (set(found.files), found.is_intact) == (SEALED.keys() - {"index.html"}, False)


def test_links_are_to_the_same_files(build: Path, tmp_path: Path) -> None:
    """Folders are made on the way."""
    stage = tmp_path / "stage"
    stage.mkdir()
    standing.look_at(build, SEALED).link(SEALED, stage)
    assert {path: (stage / path).read_bytes() for path in SEALED} == CONTENT
    assert all((stage / path).samefile(build / path) for path in SEALED)
