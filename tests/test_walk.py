"""Walking a folder: every file is found, and whatever cannot be one is told."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from hearingsite.diagnostics import Diagnostic, Fault
from hearingsite.disk import disk_faults
from hearingsite.walk import FoundFile, followed, walk_files, ways_to, written


def found(folder: Path) -> list[str]:
    """What a walk says: the paths of files, and the codes of faults with their paths."""
    return [
        f"{one.code} {one.place.path}" if isinstance(one, Diagnostic) else written(one.path, folder)
        for one in walk_files(folder, folder)
    ]


def test_files_come_in_order_and_hidden_ones_not(tmp_path: Path) -> None:
    """Files come by name, those of folders in the place of the folder."""
    for name in ("b.md", "a/z.md", "c/d/e.md", ".hidden/x.md", ".x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert found(tmp_path) == ["a/z.md", "b.md", "c/d/e.md"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the right to open a folder, its files are not taken for absent."""
    (tmp_path / "a").mkdir()
    scandir = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path) == ["HS101 a"]


def test_links_and_pipes_are_told(tmp_path: Path) -> None:
    """A link, to a file, a folder or nothing, and a pipe are no files."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    (tmp_path / "nowhere").symlink_to("nothing")
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == ["HS106 link", "HS106 nowhere", "HS124 pipe"]


@pytest.mark.parametrize(
    ("file", "code", "exitcode"), [("content/a.md", "HS101", 1), (".hearingsite/x", "HS907", 4), (None, "HS907", 4)]
)
def test_reading_and_writing_are_told_apart(tmp_path: Path, file: str | None, code: str, exitcode: int) -> None:
    """An error of the disk names the file, and whether it was to be read or to be written."""
    name = str(tmp_path / file) if file else None
    with pytest.raises(Fault) as caught, disk_faults(tmp_path, tmp_path / ".hearingsite"):
        raise OSError(errno.EIO, "Input/output error", name)
    finding = caught.value.report.diagnostics[0]
    assert (finding.code, caught.value.exitcode, finding.place.path) == (code, exitcode, file or ".hearingsite")


def test_a_lack_of_memory_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    """Where the system has no memory to open a file with, nothing is wrong with that file."""
    with pytest.raises(MemoryError), disk_faults(tmp_path, tmp_path):
        raise OSError(errno.ENOMEM, "Cannot allocate memory", str(tmp_path / "x"))


@pytest.mark.parametrize(
    ("number", "way_out"),
    [
        (errno.ENOSPC, "has room"),
        (errno.EACCES, "may write"),
        (errno.EAGAIN, "ulimit -u"),
        (errno.EMFILE, "ulimit -n"),
        (errno.ENFILE, "ulimit -n"),
        (errno.ENAMETOOLONG, "shorter"),
    ],
)
def test_what_the_disk_refuses_has_a_way_out(tmp_path: Path, number: int, way_out: str) -> None:
    """What to do depends on what was refused."""
    with pytest.raises(Fault) as caught, disk_faults(tmp_path, tmp_path):
        raise OSError(number, "No", str(tmp_path / "x"))
    assert way_out in (caught.value.report.diagnostics[0].hint or "")


def test_of_several_disks_the_full_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that names no file is of the folder, there or not yet, whose disk has the least room."""
    state, output = tmp_path / "a" / ".hearingsite", tmp_path / "b" / "output"
    for full in (state, output):
        full.parent.mkdir(exist_ok=True)
        usage = type(shutil.disk_usage(tmp_path))

        def used(folder: Path, full: Path = full, usage: type = usage) -> object:
            folder.lstat()
            return usage(10, 5, 0 if folder == full.parent else 5)

        monkeypatch.setattr(shutil, "disk_usage", used)
        (state if full == output else output).mkdir(parents=True)
        with pytest.raises(Fault) as caught, disk_faults(tmp_path / "x", state, output):
            raise OSError(errno.ENOSPC, "No space left on device")
        assert caught.value.report.diagnostics[0].place.path == str(full)
        (state if full == output else output).rmdir()


@pytest.mark.parametrize(
    ("number", "hint"),
    [(errno.ENOENT, "There is no folder {}/nowhere:"), (errno.EACCES, "you may write"), (errno.ENOSPC, "has room")],
)
def test_the_way_out_fits_what_the_disk_says(tmp_path: Path, number: int, hint: str) -> None:
    """Room helps a disk that is full, and no path that leads nowhere."""
    with pytest.raises(Fault) as caught, disk_faults(tmp_path, tmp_path / "nowhere"):
        raise OSError(number, os.strerror(number), str(tmp_path / "nowhere" / "a" / "b"))
    assert hint.format(tmp_path) in caught.value.report.diagnostics[0].hint


def test_a_walk_to_some_files_passes_over_all_others(tmp_path: Path) -> None:
    """Of what is wanted, the walk finds the same as a whole walk; a link, a hidden folder and what lies outside never."""
    folder = tmp_path / "site" / "hearings"
    for path in ("2024/a.md", "2024/b.md", "2025/deep/c.md", ".hidden/d.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", "utf-8")
    (folder / "linked").symlink_to(folder / "2024")
    (tmp_path / "by-link").symlink_to(tmp_path / "site")
    wanted = [folder / path for path in ("2024/b.md", "2025/deep/c.md", ".hidden/d.md", "../e.md", "gone.md")]

    for seen in (folder, tmp_path / "by-link" / "hearings"):
        whole = [file for file in walk_files(seen, tmp_path) if isinstance(file, FoundFile)]
        few = list(walk_files(seen, tmp_path, ways_to(wanted, seen)))
        assert few == [file for file in whole if file.name in ("b.md", "c.md")]


def test_links_are_followed_once_and_not_for_ever(tmp_path: Path) -> None:
    """Round a circle nobody goes twice, and a link to a whole disk is not read to its end."""
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/one.txt").write_text("x", "utf-8")
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    for number in range(2100):
        (tmp_path / f"disk/{number}/below").mkdir(parents=True)
    (tmp_path / "a/disk").symlink_to(tmp_path / "disk")
    (tmp_path / "a/0loop").symlink_to(tmp_path / "a/0loop")
    (tmp_path / "a/around").symlink_to(tmp_path)
    (tmp_path / "a/nowhere").symlink_to(tmp_path / "gone")
    found = list(followed(str(tmp_path / "a")))
    assert found.count(str(tmp_path / "a/b/one.txt")) == 1
    assert str(tmp_path / "gone") in found
    assert not [path for path in found if path.startswith(f"{tmp_path}/a/around/")]
    assert 0 < sum(path.endswith("/below") for path in found) < 2000
