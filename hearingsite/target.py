"""Where a site may be put: never upon, around or inside what it is made from."""

import os
from pathlib import Path

from hearingsite.diagnostics import Fault, fault, printable
from hearingsite.settings import STATE, Settings


def check_target(output: Path, settings: Settings) -> None:
    """Raise Fault (exit code 2) where the site would replace the project, or lie in a part of it that is not its own.

    `output` is absolute and without `..`. Folders are told apart by what they are, not by how they are written: a link
    to one, or other capitals on a disk that does not tell them apart, are the same folder.
    """
    parts = {
        "the project's own folder": settings.project,
        "the folder of the content": settings.content,
        "the folder of the theme": settings.theme,
        "the folder in which builds are kept": settings.project / STATE,
    }
    around = _with_parents(output)
    for name, part in parts.items():
        if name != "the project's own folder" and any(_is_same(folder, part) for folder in around):
            raise _misplaced(output, f"It is, or lies in, {name}.")
        if any(_is_same(output, folder) for folder in _with_parents(part)):
            raise _misplaced(output, f"It is, or holds, {name}.")
    if output != settings.output and any(_is_same(folder, settings.output) for folder in around[1:]):
        raise _misplaced(output, "It lies in the live site.")
    if any(folder.name == ".git" for folder in around):
        raise _misplaced(output, "It lies in a folder of git.")
    if any(folder.name == STATE for folder in around):
        raise _misplaced(output, "It lies in a folder in which builds are kept.")


def check_preview(output: Path, settings: Settings) -> None:
    """Raise Fault (exit code 2) where a preview would replace the live site."""
    check_target(output, settings)
    live = settings.output
    if output == live or (output.name == live.name and _is_same(output.parent, live.parent)):
        raise _misplaced(output, "It is the live site, which only hearingsite build may replace.")


def shown_target(output: Path) -> str:
    """The folder of a site as somebody may type it here."""
    try:
        return printable(os.path.relpath(output))
    except ValueError:  # on Windows, another disk
        return printable(str(output))


def _with_parents(path: Path) -> list[Path]:
    """A path and all folders above it, as it is written and as it really lies; what a last link leads to is not asked."""
    real = Path(os.path.realpath(path.parent), path.name)
    return list(dict.fromkeys([path, real, *path.parents, *real.parents]))


def _is_same(one: Path, other: Path) -> bool:
    if one == other:
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _misplaced(output: Path, reason: str) -> Fault:
    message = f"The site cannot be put into this folder. {reason}"
    return fault("HS712", shown_target(output), message, "Name another folder, a new one.", exitcode=2)
