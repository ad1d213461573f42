"""Stamps tell whether files are what they were, and are read back whole or not at all."""

import os
from pathlib import Path

import pytest

from hearingsite import stamps


@pytest.mark.parametrize("at_once", [1, 2, 3, 500])
@pytest.mark.parametrize("worth", [1, 1000])
@pytest.mark.parametrize("place", [None, 0, 2, 3, 6])
def test_a_change_in_either_half_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth: int, place: int | None, at_once: int
) -> None:
    """Whether one process looks or two do, at however many together."""
    monkeypatch.setattr(stamps, "_AT_ONCE", at_once)
    paths = [str(tmp_path / str(number)) for number in range(7)]
    for path in paths:
        Path(path).write_text("x", "utf-8")
    noted = stamps.stamps_of(paths).tobytes()
    if place is not None:
        os.utime(paths[place], (1, 1))
    assert stamps.are(paths, noted, worth=worth) == (place is None)
    assert not stamps.are(paths, noted[:-1], worth=worth)
    assert not stamps.are(paths, noted + noted[-40:], worth=worth)


def test_paths_may_be_relative_to_a_folder(tmp_path: Path) -> None:
    """Those of a folder are looked at there, whole ones as ever."""
    paths = [str(tmp_path / "below"), str(tmp_path / "whole")]
    for path in paths:
        Path(path).write_text("x", "utf-8")
    noted = stamps.stamps_of(paths).tobytes()
    folder = os.open(tmp_path, os.O_RDONLY)
    assert stamps.are(["below", paths[1]], noted, folder=folder)
    assert not stamps.are(["whole", paths[1]], noted, folder=folder)
    os.close(folder)


def test_what_appears_or_goes_is_seen(tmp_path: Path) -> None:
    """A path that leads nowhere has a stamp too."""
    there, later, below = tmp_path / "there", tmp_path / "later", tmp_path / "there" / "below"
    there.touch()
    paths = [str(there), str(later), str(below)]
    noted = stamps.stamps_of(paths)
    assert stamps.differing(paths, stamps.stamps_of(paths), noted) == set()
    later.touch()
    there.unlink()
    assert stamps.differing(paths, stamps.stamps_of(paths), noted) == {str(there), str(later)}


def test_only_what_is_whole_is_read() -> None:
    """Cut short, changed, of another kind: an error, whatever the numbers say."""
    parts = [b"one", b"", b"\n two"]
    whole = stamps.dump(parts)
    assert stamps.load(whole) == parts
    for spoilt in (
        b"",
        whole[:-1],
        whole + b"x",
        whole.replace(b"one", b"two"),
        whole.replace(b" 3 ", b" -3 "),
        b"x\ny",
    ):
        with pytest.raises(ValueError, match=r"whole|kind|literal"):
            stamps.load(spoilt)


def test_folders_are_those_around_files() -> None:
    """All but the one that holds everything."""
    assert stamps.folders_of(["a/b/c.html", "a/d.html", "e.html"]) == {"a", "a/b"}
