"""Whatever stops a build, and whenever: the live site is whole, old or new, and the next build needs no help.

`python -m tests.test_killed 300` kills builds at that many points by hand; the suite takes fewer.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pytest

from hearingsite import swap
from hearingsite.seal import is_intact
from tests.quick import Quick, started
from tests.sites import RECORD, ROOT, edit, make_site, tree

EARLIER: Final = "--now=2023-12-10T09:00"
NOW: Final = "--now=2024-06-01T09:00"
# How many points of a build the suite takes; by hand it can be all.
_POINTS: Final = 10


class Scene:
    """A site that was built, and then edited; a copy is spoilt each time."""

    def __init__(self, folder: Path, quick: Quick) -> None:
        """Make the site, and learn what a build that nobody stops makes of it and how often it touches the disk."""
        self.folder, self.quick = folder, quick
        self.site = make_site(folder / "made")
        assert quick(self.site, "build", NOW).returncode == 0
        self.old = live(self.site)
        edit(self.site, RECORD, "17 calls", "18 calls")
        (self.site / "content/pages/en/x.md").write_text("Title: x\nSummary: s\n\nx\n", "utf-8")
        whole = self.copy()
        done = quick(whole, "build", NOW)
        assert done.returncode == 0, done.out
        self.new = live(whole)
        self.touches = done.touches

    def copy(self) -> Path:
        """Give a fresh copy of the edited site, the builds in it."""
        copy = self.folder / "copy" / "site"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.site, copy, symlinks=True)
        return copy

    def check(self, site: Path) -> str:
        """See that the live site is whole and as it was sealed, and that the next build makes the new one."""
        seal = swap.live_seal(site / "output", site)
        assert seal
        assert is_intact(site / "output", seal)
        found = live(site)
        assert found in (self.old, self.new)
        done = self.quick(site, "build", NOW)
        assert done.returncode == 0, done.out
        assert live(site) == self.new
        left = {path.name.partition(".")[0] for path in (site / "output").resolve().parent.iterdir()}
        assert len(left) <= 3
        assert not (site / ".hearingsite/stage").exists()
        return "new" if found == self.new else "old"


def live(site: Path) -> dict[str, bytes | str]:
    """The live site."""
    return tree((site / "output").resolve())


def kill_at(scene: Scene, touch: int) -> str:
    """Kill a build just before its n-th touch of the disk; tells whether the live site was then old or new."""
    site = scene.copy()
    # The last touches are not always there: what is remembered of records depends on how old their files are.
    expected = {-9} if touch < scene.touches - 20 else {-9, 0}
    assert scene.quick(site, "build", NOW, kill_at=touch).returncode in expected
    return scene.check(site)


@pytest.fixture(scope="module")
def scene(quick: Quick, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The scene of this module."""
    return Scene(tmp_path_factory.mktemp("killed"), quick)


def test_a_build_that_is_killed_leaves_a_whole_site(scene: Scene) -> None:
    """SIGKILL at points all over a build, and at each of the last ones, among which it is switched."""
    points = [number * scene.touches // _POINTS or 1 for number in range(_POINTS)]
    last = range(scene.touches - 7, scene.touches + 1)
    states = [kill_at(scene, touch) for touch in (*points, *last)]
    assert (states[0], states[-1]) == ("old", "new")
    assert states == sorted(states, reverse=True)


def test_a_first_build_that_is_killed_leaves_no_site(scene: Scene) -> None:
    """Where there was no site, there is none or a whole one."""
    for part in (0.3, 0.9):
        site = scene.copy()
        (site / "output").unlink()
        shutil.rmtree(site / ".hearingsite")
        whole = scene.quick(site, "build", NOW).touches
        (site / "output").unlink()
        shutil.rmtree(site / ".hearingsite")
        assert scene.quick(site, "build", NOW, kill_at=int(whole * part)).returncode == -9
        assert not (site / "output").exists() or live(site) == scene.new
        assert scene.quick(site, "build", NOW).returncode == 0
        assert live(site) == scene.new


def test_a_rollback_that_is_killed_leaves_a_whole_site(scene: Scene) -> None:
    """A rollback is one switch too."""
    site = scene.copy()
    assert scene.quick(site, "build", NOW).returncode == 0
    kept = scene.folder / "kept"
    shutil.copytree(site, kept, symlinks=True)
    touches = scene.quick(site, "rollback", NOW).touches
    assert live(site) == scene.old
    ends = []
    for touch in range(touches - 6, touches - 1):
        shutil.rmtree(site)
        shutil.copytree(kept, site, symlinks=True)
        ends.append(scene.quick(site, "rollback", NOW, kill_at=touch).returncode)
        scene.check(site)
    assert ends[0] == -9
    assert set(ends) <= {-9, 0}


def test_ctrl_c_says_whether_the_site_was_switched(scene: Scene) -> None:
    """Before the switch that nothing was changed, after it that the new site is there; never one for the other."""
    told = []
    for touch in (scene.touches // 2, *range(scene.touches - 12, scene.touches + 1)):
        site = scene.copy()
        done = scene.quick(site, "build", NOW, stop_at=touch)
        if done.returncode == 130:
            is_old = "Stopped. Nothing was changed." in done.out
            assert is_old != ("Stopped, but the new site is in output/ already." in done.out), done.out
            assert is_old == (live(site) == scene.old), done.out
            told.append("old" if is_old else "new")
        scene.check(site)
    assert (told[0], told[-1]) == ("old", "new")


def test_ctrl_c_says_whether_a_rollback_was_done(scene: Scene) -> None:
    """A rollback is one switch too."""
    site = scene.copy()
    assert scene.quick(site, "build", NOW).returncode == 0
    kept = scene.folder / "kept-for-stops"
    shutil.copytree(site, kept, symlinks=True)
    touches = 0
    told = set()
    for before_the_end in range(-1, 6):
        shutil.rmtree(site)
        shutil.copytree(kept, site, symlinks=True)
        # The first run goes to its end, and is counted.
        done = scene.quick(site, "rollback", NOW, stop_at=touches - max(before_the_end, 0))
        touches = touches or done.touches
        if done.returncode == 130:
            is_back = "Stopped, but output/ is the site of the build before already." in done.out
            assert is_back == (live(site) == scene.old) != ("Nothing was changed" in done.out), done.out
            told.add(is_back)
    assert told == {False, True}


@pytest.mark.parametrize("largest", [1, 2_000, 9_000])
def test_a_disk_that_is_full_leaves_the_live_site(scene: Scene, largest: int) -> None:
    """Where files can be written only in part, the build says so with exit code 4, and the site stays."""
    site = scene.copy()
    done = scene.quick(site, "build", "--full", NOW, largest=largest)
    assert (done.returncode, "HS907" in done.out, "Traceback" in done.out) == (4, True, False), done.out
    assert scene.check(site) == "old"


def bound(site: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command as somebody whom rights bind: root, too, but without the power to pass over them."""
    powers = "--bounding-set=-dac_override,-dac_read_search"
    bind = [shutil.which("setpriv") or "setpriv", powers] if os.geteuid() == 0 else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "400"}
    command = [*bind, sys.executable, "-m", "hearingsite", *arguments]
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("place", [".", ".hearingsite", ".hearingsite/builds/*", "content"])
def test_a_folder_that_may_not_be_written_leaves_the_live_site(scene: Scene, place: str) -> None:
    """Project, state, builds: a sentence, exit code 4, and the site stays; what is only read needs no such right."""
    site = scene.copy()
    folders = list(site.glob(place)) if place != "." else [site]
    assert folders
    for folder in folders:
        folder.chmod(0o555)
    done = bound(site, "build", NOW)
    for folder in folders:
        folder.chmod(0o755)
    said = done.stdout + done.stderr
    if place == "content":
        assert (done.returncode, live(site) == scene.new) == (0, True), said
    else:
        assert (done.returncode, "HS907" in said, "Traceback" in said) == (4, True, False), said
        assert scene.check(site) == "old"


@pytest.mark.parametrize(
    "place", [".hearingsite", ".hearingsite/builds/*", "output", "content", "theme", "pelicanconf.py"]
)
def test_a_folder_that_may_not_be_read_is_told(scene: Scene, place: str) -> None:
    """Whatever is shut, a sentence and no traceback; the site stays."""
    site = scene.copy()
    shut = [path.resolve() for path in site.glob(place)]
    assert shut
    for path in shut:
        path.chmod(0)
    done = bound(site, "build", NOW)
    for path in shut:
        path.chmod(0o755)
    said = done.stdout + done.stderr
    assert (done.returncode in {0, 1, 2, 4}, "Traceback" in said) == (True, False), said
    assert scene.check(site) == ("new" if done.returncode == 0 else "old")


@pytest.mark.parametrize("command", ["plan", "verify"])
@pytest.mark.parametrize("place", [".hearingsite", ".hearingsite/builds/*", "output"])
def test_a_site_that_may_not_be_read_is_no_fault_of_the_records(scene: Scene, place: str, command: str) -> None:
    """A folder of builds that is shut ends with exit code 4 and its own name, and nothing changes."""
    site = scene.copy()
    assert scene.quick(site, "build", NOW).returncode == 0
    (shut,) = (path.resolve() for path in site.glob(place))
    shut.chmod(0)
    done = bound(site, command, *([NOW] if command == "plan" else []))
    shut.chmod(0o755)
    said = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in said) == (4, False), said
    assert (
        f"{shut.relative_to(site)}:1:1: HS101 This folder, which builds made, cannot be read: permission denied."
        in said
    )


@pytest.mark.parametrize("place", [".hearingsite", ".hearingsite/builds/*", "output"])
def test_a_site_that_may_not_be_read_is_not_verified(scene: Scene, place: str) -> None:
    """Whatever is shut, a sentence and no traceback."""
    site = scene.copy()
    assert scene.quick(site, "build", NOW).returncode == 0
    shut = [path.resolve() for path in site.glob(place)]
    for path in shut:
        path.chmod(0)
    done = bound(site, "verify")
    for path in shut:
        path.chmod(0o755)
    assert (done.returncode in {1, 4}, "HS" in done.stdout) == (True, True), done.stdout + done.stderr


def test_a_template_that_may_not_be_read_is_told_as_that(scene: Scene) -> None:
    """Nobody is sent to look where the site goes."""
    site = scene.copy()
    template = site / "theme/templates/home.html"
    template.chmod(0)
    done = bound(site, "build", "--full", NOW)
    assert (done.returncode, "home.html:1:1: HS101" in done.stdout) == (1, True), done.stdout + done.stderr
    assert scene.check(site) == "old"


@pytest.mark.parametrize("target", ["www/hearings", "rsync:{}/www/hearings"])
def test_a_place_that_may_not_be_written_is_told(scene: Scene, target: str) -> None:
    """Publishing to a folder in which nothing may be made: exit code 4, and nothing is there."""
    site = scene.copy()
    assert scene.quick(site, "build", NOW).returncode == 0
    (site / "www").mkdir(mode=0o555)
    done = bound(site, "publish", target.format(site), NOW)
    said = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in said, list((site / "www").iterdir())) == (4, False, []), said
    assert "HS907" in said or "HS933" in said


def test_a_clock_that_goes_backwards_stops_nothing(scene: Scene) -> None:
    """The site of an earlier moment is built, and then the later one again."""
    site = scene.copy()
    done = scene.quick(site, "build", EARLIER)
    assert (done.returncode, (site / "output/hearings").exists()) == (0, False), done.out
    assert scene.quick(site, "build", NOW).returncode == 0
    assert live(site) == scene.new


def test_files_that_come_from_the_future_stop_nothing(scene: Scene) -> None:
    """Every file of the project and of the state has a time ahead of the clock."""
    site = scene.copy()
    for path in site.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (4_000_000_000, 4_000_000_000))
    assert scene.check(site) == "old"


def _all_points(number: int) -> None:
    """Kill builds at so many points, drawn by a seed, and say what was left."""
    with started() as quick, tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder), quick)
        points = sorted(random.Random(6).sample(range(1, scene.touches + 1), min(number, scene.touches)))  # noqa: S311
        old = new = 0
        for touch in points:
            if kill_at(scene, touch) == "old":
                old += 1
            else:
                new += 1
            print(f"\r{old + new} points of {scene.touches}: old {old}, new {new}", end="", flush=True)  # noqa: T201


if __name__ == "__main__":
    _all_points(int(sys.argv[1]))
