"""Lock, stage, seal, switch, tidy: the live site is one link, replaced in one step.

Everything is written below `.hearingsite/` beside the live folder's project; only `switch` touches what the
public sees. A build that fails leaves it as it was.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from msgspec import Struct

from hearingsite.diagnostics import fault
from hearingsite.settings import STATE

_KEPT_BUILDS: Final = 3
_WAIT: Final = 60


class Seal(Struct, frozen=True):
    """What a finished build consists of: the moment it is of, and the SHA-256 of every file by its path."""

    now: str
    files: dict[str, str]


class Difference(Struct, frozen=True):
    """How a build differs from the live site."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)


@contextmanager
def locked(project: Path) -> Iterator[None]:
    """Hold the project's lock; raises Fault (exit code 4) if another build does not end within a minute."""
    state = project / STATE
    try:
        state.mkdir(exist_ok=True)
        with FileLock(state / "lock", timeout=_WAIT):
            yield
    except Timeout:
        hint = "Wait for it to end, then try again."
        raise fault("HS904", STATE, "Another build of this site is running.", hint, exitcode=4) from None


@contextmanager
def staged(project: Path) -> Iterator[Path]:
    """Give an empty folder to build in; it is gone afterwards, unless something took it away."""
    stage = project / STATE / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def set_aside(stage: Path, name: str) -> Path:
    """Move a stage aside so that somebody can look at it; gives the place."""
    aside = stage.parent / name
    shutil.rmtree(aside, ignore_errors=True)
    stage.rename(aside)
    return aside


def make_seal(stage: Path, now: str) -> Seal:
    """Digest every file of a stage."""
    files = sorted(file for file in stage.rglob("*") if file.is_file())
    return Seal(
        now, {file.relative_to(stage).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    )


def live_seal(output: Path, project: Path) -> Seal | None:
    """Give the seal of the live site, if this program made it and it can be read."""
    name = _live_build(output, project)
    if name is None:
        return None
    try:
        data = json.loads((_builds(output, project) / f"{name}.json").read_text("utf-8"))
        return Seal(str(data["now"]), {str(path): str(digest) for path, digest in data["files"].items()})
    except (OSError, ValueError, KeyError, AttributeError):
        return None


def compare(seal: Seal, live: Seal | None) -> Difference:
    """Tell what a build adds, changes and removes."""
    old = live.files if live else {}
    return Difference(
        added=tuple(path for path in seal.files if path not in old),
        changed=tuple(path for path, digest in seal.files.items() if path in old and old[path] != digest),
        removed=tuple(path for path in old if path not in seal.files),
    )


def check_output(output: Path, project: Path) -> None:
    """Raise Fault (exit code 4) where the live folder is something that this program did not make."""
    if _live_build(output, project) or not (output.exists() or output.is_symlink()):
        return
    if output.is_dir() and not output.is_symlink() and not any(output.iterdir()):
        return
    raise fault(
        "HS905",
        output.name,
        f'"{output.name}" is there already, and hearingsite did not make it.',
        "Move it away, or build into another folder with --output.",
        exitcode=4,
    )


def switch(stage: Path, seal: Seal, output: Path, project: Path) -> None:
    """Make a stage the live site in one step, and keep the builds before it for a while."""
    builds = _builds(output, project)
    builds.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(json.dumps(seal.files, sort_keys=True).encode()).hexdigest()[:12]
    name = f"{_next_number(builds):06d}-{digest}"
    (builds / f"{name}.json").write_text(json.dumps({"now": seal.now, "files": seal.files}, indent=1), "utf-8")
    build = builds / name
    stage.rename(build)
    output.parent.mkdir(parents=True, exist_ok=True)
    _point(output, build, project)
    _tidy(builds, keep=name)


def _point(output: Path, build: Path, project: Path) -> None:
    """Point the live folder at a build: one `os.replace` of a link, or where links need rights, two renames."""
    link = output.with_name(f".{output.name}.new")
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(os.path.relpath(build, output.parent), target_is_directory=True)
    except OSError:
        _swap_folders(output, build, project)
        return
    if output.is_dir() and not output.is_symlink():
        shutil.rmtree(output)  # `check_output` found it empty, or ours from a time without links
    link.replace(output)


def _swap_folders(output: Path, build: Path, project: Path) -> None:
    copy = project / STATE / "next"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(build, copy)
    old = project / STATE / "old"
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    copy.rename(output)
    _live_note(output, project).write_text(build.name, "utf-8")
    shutil.rmtree(old, ignore_errors=True)


def _live_build(output: Path, project: Path) -> str | None:
    """The name of the build that the live folder shows, if this program made it."""
    if output.is_symlink():
        build = Path(os.path.abspath(output.parent / output.readlink()))  # noqa: PTH100
        return build.name if build.parent == _builds(output, project) else None
    note = _live_note(output, project)
    return note.read_text("utf-8").strip() if note.is_file() and output.is_dir() else None


def _live_note(output: Path, project: Path) -> Path:
    return _builds(output, project) / "live"


def _builds(output: Path, project: Path) -> Path:
    """The builds of one live folder; another folder's builds are tidied on their own."""
    # resolve() would follow the live link. Below the project a folder is known by where it lies there, so that a
    # project that was moved or copied still knows its own.
    place, own = os.path.abspath(output), os.path.abspath(project)  # noqa: PTH100
    place = place.removeprefix(own + os.sep)
    return Path(os.path.abspath(project)) / STATE / "builds" / f"{output.name}-{_short(place)}"  # noqa: PTH100


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _next_number(builds: Path) -> int:
    numbers = [int(file.name[:6]) for file in builds.iterdir() if file.name[:6].isdigit()]
    return max(numbers, default=0) + 1


def _tidy(builds: Path, keep: str) -> None:
    """Remove all but the newest builds."""
    folders = sorted(folder for folder in builds.iterdir() if folder.is_dir())
    for folder in folders[:-_KEPT_BUILDS]:
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)
            (builds / f"{folder.name}.json").unlink(missing_ok=True)
