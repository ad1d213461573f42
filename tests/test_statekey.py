"""The key of whoever runs the program: made once, for its owner alone; nothing that was marked with another is trusted."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from hearingsite import kept, statekey, swap
from hearingsite.reuse import dump_keys, load_keys
from hearingsite.seal import Seal, make_seal
from hearingsite.standing import leave
from tests.quick import Quick
from tests.sites import make_site, tree

NOW = "--now=2024-06-01T09:00"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key lies, in an empty home."""
    monkeypatch.delenv(statekey.VARIABLE)
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return statekey.key_file()


def test_a_key_is_made_once_for_its_owner_alone(file: Path) -> None:
    """The next run has the same."""
    key = statekey.state_key(make=True)
    assert len(key) == 32
    assert statekey.state_key(make=True) == statekey.state_key(make=False) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_key_lies_where_the_system_keeps_settings(file: Path) -> None:
    """As click says of every system, which is too slow to import to be asked each time."""
    assert file == Path(click.get_app_dir("hearingsite"), "state.key")


def test_who_only_reads_makes_none(file: Path) -> None:
    """Without a key, nothing that was kept fits."""
    assert statekey.state_key(make=False) == b""
    assert kept.unwrap("x", b"") is None
    assert not file.exists()


def test_a_key_can_be_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of any length; no file is made."""
    monkeypatch.setenv(statekey.VARIABLE, "a secret of the CI")
    key = statekey.state_key(make=True)
    monkeypatch.setenv(statekey.VARIABLE, "another")
    assert len(key) == len(statekey.state_key(make=True)) == 32
    assert statekey.state_key(make=True) != key
    assert not file.exists()


def _open_to_others(file: Path) -> None:
    file.chmod(0o640)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to("other")


@pytest.mark.parametrize("spoil", [_open_to_others, _cut, _link])
def test_a_key_that_others_may_know_is_replaced(file: Path, spoil: Callable[[Path], None]) -> None:
    """And what was marked with it is no longer trusted."""
    key = statekey.state_key(make=True)
    wrapped = kept.wrap("x", b"content")
    spoil(file)
    assert kept.unwrap("x", wrapped) is None
    assert statekey.state_key(make=True) not in {key, b""}
    assert stat.S_IMODE(file.lstat().st_mode) == 0o600
    assert kept.unwrap("x", wrapped) is None


@pytest.mark.usefixtures("file")
def test_where_no_key_can_be_kept_nothing_is(tmp_path: Path) -> None:
    """What is in the way of a home: a slow run, no failure."""
    (tmp_path / "home").write_text("a file", "utf-8")
    assert statekey.state_key(make=True) == b""
    kept.save(tmp_path / "state", "x", b"content")
    assert kept.load(tmp_path / "state" / "x") is None
    assert not (tmp_path / "state").exists()


def test_what_is_kept_is_what_was_kept_here_under_this_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither another name, nor another byte, nor another's key."""
    kept.save(tmp_path, "x", b"content")
    wrapped = (tmp_path / "x").read_bytes()
    assert kept.load(tmp_path / "x") == b"content"
    (tmp_path / "y").write_bytes(wrapped)
    assert kept.load(tmp_path / "y") is None
    assert kept.unwrap("x", wrapped.replace(b"content", b"consent")) is None
    monkeypatch.setenv(statekey.VARIABLE, "another")
    assert kept.load(tmp_path / "x") is None


def test_a_forged_build_is_made_anew(quick: Quick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page, its seal, its stamps and its key, all fitting each other, but marked by somebody else."""
    site = make_site(tmp_path)
    assert quick(site, "build", NOW).returncode == 0
    wanted = tree((site / "output").resolve())
    build = (site / "output").resolve()
    seal, notes = swap.live_seal(site / "output", site), swap.live_notes(site / "output", site)
    assert seal
    assert notes
    keys = load_keys(notes[1], seal.digest)
    assert keys
    page = build / "hearings" / "as-2023-014" / "index.html"
    page.unlink()
    page.write_bytes(b"<!doctype html><title>Forged</title>")
    forged = make_seal(build, seal.now)
    swap_file = build.with_name(f"{build.name}.json")
    swap_file.write_text(swap_file.read_text("utf-8").replace(*_digests(seal, forged)), "utf-8")
    with monkeypatch.context() as patched:
        patched.setenv(statekey.VARIABLE, "another")
        build.with_name(f"{build.name}.notes").write_bytes(dump_keys(keys, forged.digest))
        leave(build, forged.files)
    (site / ".hearingsite" / "unchanged.note").unlink(missing_ok=True)
    done = quick(site, "build", NOW)
    assert done.returncode == 0, done.out
    assert tree((site / "output").resolve()) == wanted


def _digests(seal: Seal, forged: Seal) -> tuple[str, str]:
    """The digest of the one file in which two seals differ, in each."""
    (path,) = (path for path, digest in seal.files.items() if forged.files[path] != digest)
    return seal.files[path], forged.files[path]


def test_without_a_list_a_build_knows_what_it_searched(quick: Quick, tmp_path: Path) -> None:
    """What is the same is not searched again; with another key, all is."""
    site = make_site(tmp_path)
    searched = site / ".hearingsite" / "searched" / "site"
    marks: list[set[bytes]] = []
    for key in ("one", "one", "two"):
        text = site / "content" / "hearings" / "2023" / "as-2023-014.md"
        text.write_text(f"{text.read_text('utf-8')}\nOne more sentence.\n", "utf-8")
        done = quick(site, "build", NOW, environment={statekey.VARIABLE: key})
        assert done.returncode == 0, done.out
        content = searched.read_bytes()[2 * 16 :]  # behind how many digests of each kind there are
        marks.append({content[at : at + 16] for at in range(0, len(content), 16)})
    assert len(marks[0] & marks[1]) > len(marks[0]) / 2
    assert not marks[1] & marks[2]


def test_no_key_lies_in_a_project(file: Path, tmp_path: Path, quick: Quick) -> None:
    """A build that makes the key makes it at home; a plan makes none."""
    site = make_site(tmp_path)
    environment = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA")}
    for command, is_made in (("plan", False), ("build", True)):
        done = quick(site, command, NOW, environment={**environment, statekey.VARIABLE: ""})
        assert done.returncode == 0, done.out
        assert file.exists() == is_made
    key = file.read_bytes()
    assert not any(key in Path(folder, name).read_bytes() for folder, _, names in os.walk(site) for name in names)
