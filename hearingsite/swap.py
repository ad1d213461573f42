"""Lock, stage, seal, switch, tidy: the live site is one link, replaced in one step.

Everything is written below `.hearingsite/` beside the live folder's project; only `switch` touches what the
public sees. A build that fails leaves it as it was.
"""

import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from hearingsite import lineage, spare
from hearingsite.diagnostics import fault
from hearingsite.replace import clear, is_empty_folder, moved_aside, not_ours, point_to
from hearingsite.seal import Seal, read_seal
from hearingsite.settings import STATE
from hearingsite.walk import files_below, written

REJECTED: Final = "rejected"  # the folder below STATE of a build that somebody was found in
_KEPT_BUILDS: Final = 3
_PASS: Final = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH  # to pass through a folder, not to list it
_WAIT: Final = 60
_PATIENCE: Final = 1  # after which somebody who waits is told why


@contextmanager
def locked(project: Path, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the project's lock; raises Fault (exit code 4) if another build does not end within a minute.

    Who has to wait for more than a second is told for whom, in a sentence.
    """
    state = project / STATE
    state.mkdir(exist_ok=True)
    lock = FileLock(state / "lock")
    holder = state / "holder"
    try:
        try:
            lock.acquire(timeout=min(_PATIENCE, _WAIT))
        except Timeout:
            if on_wait:
                on_wait(
                    f"Another build or publication of this site is running{_name_of(holder)}. Waiting for it to end …"
                )
            lock.acquire(timeout=max(_WAIT - _PATIENCE, 0))
    except Timeout:
        message = f"Another build or publication of this site is running{_name_of(holder)}."
        raise fault("HS904", STATE, message, "Wait for it to end, then try again.", exitcode=4) from None
    try:
        holder.write_text(str(os.getpid()), "ascii")
        yield
    finally:
        lock.release()


def _name_of(holder: Path) -> str:
    """Which process holds the lock, as far as it has said so."""
    try:
        number = holder.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (process {number})" if number.isdigit() else ""


@contextmanager
def staged(project: Path) -> Iterator[Path]:
    """Give an empty folder to build in; it is gone afterwards, unless something took it away."""
    stage = project / STATE / "stage"
    clear(stage)
    stage.mkdir(parents=True)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def set_aside(stage: Path, name: str) -> Path:
    """Move a stage aside so that whoever builds, and nobody else, can look at it; gives the place."""
    aside = stage.parent / name
    clear(aside)
    stage.rename(aside)
    aside.chmod(stat.S_IRWXU)
    return aside


def live_seal(output: Path, project: Path) -> Seal | None:
    """Give the seal of the live site, if this program made it and it can be read."""
    name = _live_build(output, project)
    return read_seal(_builds(output, project) / f"{name}.json") if name else None


def earlier_builds(output: Path, project: Path) -> list[tuple[Path, Seal | None]]:
    """Give the folder and the seal of each build that is kept of those before the live one, the latest first."""
    name = _live_build(output, project)
    builds = _builds(output, project)
    earlier = lineage.before(builds, name) if name else []
    return [(builds / one, read_seal(builds / f"{one}.json")) for one in earlier]


def show(build: Path, output: Path, project: Path) -> None:
    """Make a build that is kept the live site again, in one step; whatever fails, the live site is as it was."""
    _point(output, build, project)


def attestation_of(output: Path, project: Path) -> Path | None:
    """Name the file beside the live site's seal that holds its attestation; None where there is no seal."""
    name = _live_build(output, project)
    return _builds(output, project) / f"{name}.attestation" if name else None


def live_build(output: Path, project: Path) -> Path | None:
    """Give the folder of the live build; None where this program did not make it."""
    name = _live_build(output, project)
    return _builds(output, project) / name if name else None


def live_notes(output: Path, project: Path) -> tuple[Path, bytes] | None:
    """Give the folder of the live build, and what was noted for the next one; None where this program did not make it."""
    name = _live_build(output, project)
    if name is None:
        return None
    build = _builds(output, project) / name
    try:
        return build, _notes_of(build).read_bytes()
    except OSError:
        return None


def live_files(output: Path, project: Path) -> frozenset[str]:
    """Give the files that the live site has, or by its seal should have; none where this program did not make it."""
    if _live_build(output, project) is None:
        return frozenset()
    live = live_seal(output, project)
    return frozenset(files_below(output)) | frozenset(live.files if live else ())


def check_output(output: Path, project: Path) -> None:
    """Raise Fault (exit code 4) where the live folder is something that this program did not make."""
    if not os.path.lexists(output) or is_empty_folder(output):
        return
    name = _live_build(output, project)
    if name and (output.is_symlink() or _holds_nothing_else(output, _builds(output, project) / f"{name}.json")):
        return
    raise not_ours(output, written(str(output), project))


def _holds_nothing_else(output: Path, seal_file: Path) -> bool:
    """Whether every file of a folder is one of its seal: a note alone could be older than the folder."""
    seal = read_seal(seal_file)
    return seal is not None and set(files_below(output)) <= set(seal.files)


def _notes_of(build: Path) -> Path:
    return build.with_name(f"{build.name}.notes")


def switch(stage: Path, seal: Seal, output: Path, project: Path, notes: bytes = b"", *, is_tidied: bool = True) -> None:
    """Make a stage the live site in one step, and keep the builds before it for a while.

    `notes` are for the next build; who wants to go on at once tidies later.

    Whatever fails, the live site is as it was, and the stage where it was.
    """
    builds = _builds(output, project)
    _make_way(builds, project)
    build = builds / f"{_next_number(builds):06d}-{seal.digest[:12]}"
    seal_file = builds / f"{build.name}.json"
    try:
        seal_file.write_text(json.dumps({"now": seal.now, "files": seal.files}, indent=1), "utf-8")
        _notes_of(build).write_bytes(notes)
        lineage.note(build, _live_build(output, project))
        stage.rename(build)
        output.parent.mkdir(parents=True, exist_ok=True)
        _point(output, build, project)
    except BaseException:
        # Unless the switch was done already when somebody pressed Ctrl-C: then the build is the live site.
        if _live_build(output, project) != build.name:
            with suppress(OSError):
                seal_file.unlink(missing_ok=True)
                _notes_of(build).unlink(missing_ok=True)
                lineage.forget(build)
                build.rename(stage)
        raise
    if is_tidied:
        tidy(output, project)


def _make_way(builds: Path, project: Path) -> None:
    """Make the folder of the builds, once, so that a web server can pass through to it, whatever the umask.

    It may list nothing on its way; and who shuts one of the folders afterwards means it.
    """
    if builds.is_dir():
        return
    builds.mkdir(parents=True)
    for folder in (builds, builds.parent, project / STATE):
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode | _PASS != mode:
            with suppress(PermissionError):  # a colleague's, who alone can open it
                folder.chmod(mode | _PASS)


def _point(output: Path, build: Path, project: Path) -> None:
    """Point the live folder at a build: one `os.replace` of a link, or where links need rights, two renames."""
    if not point_to(output, build, shown=written(str(output.with_name(f".{output.name}.new")), project)):
        _put_folder(output, build, project)
        return
    # A note that outlived its folder would later claim somebody else's.
    with suppress(OSError):
        _live_note(output, project).unlink(missing_ok=True)


def _put_folder(output: Path, build: Path, project: Path) -> None:
    """Put a copy of a build in the place of the live folder."""
    if is_empty_folder(output):
        output.rmdir()
    # Beside the live folder, because a rename cannot lead from one disk to another.
    new = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        shutil.copytree(build, new / "site")
        with moved_aside(output, also_links=True):
            (new / "site").rename(output)
            try:
                _live_note(output, project).write_text(build.name, "utf-8")
            except BaseException:
                output.rename(new / "site")
                raise
    finally:
        with suppress(OSError):
            shutil.rmtree(new)


def _live_build(output: Path, project: Path) -> str | None:
    """The name of the build that the live folder shows, if this program made it."""
    if output.is_symlink():
        build = Path(os.path.abspath(output.parent / output.readlink()))  # noqa: PTH100
        return build.name if build.parent == _builds(output, project) else None
    try:
        return _live_note(output, project).read_text("utf-8").strip() or None if output.is_dir() else None
    except (OSError, UnicodeDecodeError):
        return None


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


def stay(stage: Path, output: Path, project: Path, notes: bytes | None) -> None:
    """Leave the live site as it is, which a stage came out as.

    The stage is kept for the next build, unless there is a spare one already. Other `notes` are put in the place of what
    was noted of the live build (None: they are the same).
    """
    build = live_build(output, project)
    if build is not None and notes is not None:
        new = _notes_of(stage)
        new.write_bytes(notes)
        new.replace(_notes_of(build))
    spare.keep(stage, _builds(output, project))
    _forget_refused(project)


def tidy(output: Path, project: Path) -> None:
    """Remove all but the live build, those that were live before it, and a spare one; what cannot be removed now is next time."""
    keep = _live_build(output, project)
    if keep is not None:
        with suppress(OSError):
            _tidy(_builds(output, project), keep)
    _forget_refused(project)


def _forget_refused(project: Path) -> None:
    """Delete what was set aside because of what stands in it, once a build has passed: nobody looks for it any more."""
    with suppress(OSError):
        clear(project / STATE / REJECTED)


def _tidy(builds: Path, keep: str) -> None:
    """Remove what is not kept, and what a build that was killed had left."""
    kept = {keep, *lineage.before(builds, keep)[: _KEPT_BUILDS - 1]}
    for file in sorted(builds.iterdir()):
        if file.name.partition(".")[0] in kept or not file.name[:6].isdigit():
            continue
        if file.is_dir():
            if not spare.keep(file, builds):
                shutil.rmtree(file, ignore_errors=True)
        else:
            file.unlink(missing_ok=True)
