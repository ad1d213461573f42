"""Lock, stage, seal, switch: the live folder is whole at every moment."""

import errno
import os
import shutil
import stat
import threading
from pathlib import Path

import pytest

from hearingsite import swap
from hearingsite.diagnostics import Fault
from hearingsite.seal import Difference, Seal, difference_of, make_seal


def put(project: Path, text: str, output: Path) -> None:
    """Build a site of one page and make it the live one."""
    with swap.locked(project), swap.staged(project) as stage:
        (stage / "index.html").write_text(text, "utf-8")
        swap.switch(stage, make_seal(stage, "now"), output, project)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The live folder of a project."""
    return tmp_path / "output"


def test_a_reader_never_finds_half_a_site(tmp_path: Path, output: Path) -> None:
    """While the site is switched a hundred times, a reader that never rests always finds a whole page."""
    put(tmp_path, "0" * 1000, output)
    failures: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                text = (output / "index.html").read_text("utf-8")
            except OSError as error:
                failures.append(str(error))
            else:
                if len(text) != 1000:
                    failures.append(text)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(100):
        put(tmp_path, str(number % 10) * 1000, output)
    done.set()
    reader.join()
    # The last builds are kept, so a reader that had opened an old one may finish; three are.
    assert failures == []


def test_the_last_builds_are_kept(tmp_path: Path, output: Path) -> None:
    """A few builds stay for going back; older ones are tidied away with their seals."""
    for number in range(6):
        put(tmp_path, str(number), output)
    builds = sorted(path.name[:6] for path in output.resolve().parent.iterdir() if path.is_dir())
    seals = sorted(path.name[:6] for path in output.resolve().parent.glob("*.json"))
    assert seals == ["000004", "000005", "000006"]
    assert builds == [*seals, "spare"]  # the stage of the next build is made of that


def test_two_live_folders_do_not_tidy_each_other(tmp_path: Path, output: Path) -> None:
    """The preview's builds never push the live site's build out."""
    put(tmp_path, "live", output)
    for number in range(6):
        put(tmp_path, str(number), tmp_path / "preview")
    assert (output / "index.html").read_text("utf-8") == "live"


def test_a_seal_says_what_differs(tmp_path: Path, output: Path) -> None:
    """Against the live site's seal, a build knows what it adds, changes and removes."""
    put(tmp_path, "one", output)
    live = swap.live_seal(output, tmp_path)
    assert live is not None
    new = Seal("now", {"index.html": "other", "new.html": "x"})
    assert difference_of(new, live) == Difference(("new.html",), ("index.html",), ())
    assert difference_of(Seal("now", {}), live) == Difference((), (), ("index.html",))
    assert difference_of(live, live).is_empty


def test_a_broken_seal_is_no_seal(tmp_path: Path, output: Path) -> None:
    """A seal that cannot be read means that everything is new, never that nothing is."""
    put(tmp_path, "one", output)
    for file in output.resolve().parent.glob("*.json"):
        file.write_text("{", "utf-8")
    assert swap.live_seal(output, tmp_path) is None


def test_a_second_build_is_told_who_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one build holds the lock, another gives up with a fault after waiting."""
    monkeypatch.setattr(swap, "_WAIT", 0)
    with swap.locked(tmp_path), pytest.raises(Fault) as caught, swap.locked(tmp_path):
        pass
    assert (caught.value.exitcode, caught.value.report.diagnostics[0].code) == (4, "HS904")


def test_without_links_folders_are_renamed(tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where links need rights, two renames do it, and the folder is known as ours the next time."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for text in ("one", "two"):
        swap.check_output(output, tmp_path)
        put(tmp_path, text, output)
        assert (output / "index.html").read_text("utf-8") == text
    assert not output.is_symlink()
    assert swap.live_seal(output, tmp_path) is not None


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_not_ours_is_never_replaced(tmp_path: Path, output: Path, kind: str) -> None:
    """A folder, file or link that somebody else made stays."""
    if kind == "folder":
        output.mkdir()
        (output / "x").touch()
    elif kind == "file":
        output.touch()
    else:
        (tmp_path / "elsewhere").mkdir()
        output.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Fault) as caught:
        swap.check_output(output, tmp_path)
    assert caught.value.report.diagnostics[0].code == "HS905"


@pytest.mark.parametrize(
    "text", ["{", "[]", "5", "null", "[" * 200_000, '{"now": 1, "files": []}'], ids=lambda text: text[:9]
)
def test_whatever_a_seal_holds_it_is_none(tmp_path: Path, output: Path, text: str) -> None:
    """A seal that somebody wrote into, in whatever way, is no seal and no crash."""
    put(tmp_path, "one", output)
    for file in output.resolve().parent.glob("*.json"):
        file.write_text(text, "utf-8")
    assert swap.live_seal(output, tmp_path) is None


def test_a_full_disk_is_no_reason_to_rename_folders(
    tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a link cannot be made for another reason than rights, the live site and the stage are as they were."""
    put(tmp_path, "one", output)
    before = output.readlink()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, "two", output)
    assert output.readlink() == before
    assert [path.name for path in output.resolve().parent.iterdir() if path.is_dir()] == [before.name]


def test_a_rename_that_fails_is_undone(tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without links, the old folder comes back where the new one cannot be put in its place."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(Path, "symlink_to", refuse)
    put(tmp_path, "one", output)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target == output and path.parent.name.startswith(".output.") and (path / "index.html").read_text() == "two":
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input/output"):
        put(tmp_path, "two", output)
    assert (output / "index.html").read_text("utf-8") == "one"
    put(tmp_path, "three", output)
    assert (output / "index.html").read_text("utf-8") == "three"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".output")] == []


def test_a_note_is_not_believed_of_another_folder(
    tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that somebody put in the place of one of ours stays, whatever our note says."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise NotImplementedError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "symlink_to", refuse)
        put(tmp_path, "one", output)
    shutil.rmtree(output)
    output.mkdir()
    (output / "thesis.txt").touch()
    with pytest.raises(Fault) as caught:
        swap.check_output(output, tmp_path)
    assert caught.value.report.diagnostics[0].code == "HS905"


def test_what_cannot_be_tidied_fails_no_build(tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the site is switched, an old build that cannot be deleted is no fault."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(swap, "_tidy", refuse)
    put(tmp_path, "one", output)
    assert (output / "index.html").read_text("utf-8") == "one"


def test_who_waits_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a build waits in silence, it says for which process."""
    monkeypatch.setattr(swap, "_WAIT", 0)
    said: list[str] = []
    with swap.locked(tmp_path), pytest.raises(Fault), swap.locked(tmp_path, said.append):
        pass
    assert said == [
        f"Another build or publication of this site is running (process {os.getpid()}). Waiting for it to end …"
    ]


def test_a_link_in_the_place_of_the_stage_is_taken_away(tmp_path: Path, output: Path) -> None:
    """What lies where the stage belongs stops no build; what a link there leads to stays."""
    (tmp_path / "mine").mkdir()
    (tmp_path / ".hearingsite").mkdir()
    (tmp_path / ".hearingsite" / "stage").symlink_to(tmp_path / "mine")
    put(tmp_path, "one", output)
    assert (tmp_path / "mine").is_dir()


def test_who_serves_passes_through_what_is_kept_and_lists_nothing(tmp_path: Path, output: Path) -> None:
    """Under a strict umask the way to the live files is open, and nothing else; who shuts it later means it."""
    before = os.umask(0o077)
    try:
        put(tmp_path, "1", output)
        with swap.locked(tmp_path), swap.staged(tmp_path) as stage:
            stage.chmod(0o755)
            refused = swap.set_aside(stage, swap.REJECTED)
        ways = (tmp_path / ".hearingsite", output.resolve().parent.parent, output.resolve().parent)
        modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (*ways, refused)]
        ways[0].chmod(0o700)
        put(tmp_path, "2", output)
    finally:
        os.umask(before)
    assert modes == [0o711, 0o711, 0o711, 0o700]
    assert stat.S_IMODE(ways[0].stat().st_mode) == 0o700


def test_a_folder_of_a_colleague_is_as_it_is(tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who shares a project and did not make its state folder cannot open that to a server, and builds all the same."""
    (tmp_path / ".hearingsite").mkdir(mode=0o770)
    chmod = Path.chmod

    def refuse(path: Path, mode: int) -> None:
        if path.name == ".hearingsite":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        chmod(path, mode)

    monkeypatch.setattr(Path, "chmod", refuse)
    put(tmp_path, "one", output)
    assert (output / "index.html").read_text("utf-8") == "one"
