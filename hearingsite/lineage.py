"""Which build was live before which: what a rollback goes back to, and what is kept for it.

Numbers do not tell: after a rollback, the next build comes after the one that was put back, not after the one that was
taken away.
"""

import re
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"[0-9]{6}-[0-9a-f]{12}")


def note(build: Path, live: str | None) -> None:
    """Write down beside a build that is about to be shown which one is live until then."""
    _note_of(build).write_text(live or "", "utf-8")


def forget(build: Path) -> None:
    """Take the note back."""
    _note_of(build).unlink(missing_ok=True)


def before(builds: Path, name: str) -> list[str]:
    """Name the builds that were live before one and are still there, the latest first.

    A note that is missing or cannot be read stands for the build with the number below.
    """
    names = {folder.name for folder in builds.iterdir() if _NAME.fullmatch(folder.name) and folder.is_dir()}
    found: list[str] = []
    latest: str | None = _before(builds, name, names)
    while latest is not None and latest != name and latest not in found:
        found.append(latest)
        latest = _before(builds, latest, names)
    return found


def _before(builds: Path, name: str, names: set[str]) -> str | None:
    try:
        noted = _note_of(builds / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        noted = "?"
    if noted in names:
        return noted
    if not noted or _NAME.fullmatch(noted):  # nothing was live, or what was live is no longer kept
        return None
    return max((other for other in names if other < name), default=None)


def _note_of(build: Path) -> Path:
    return build.with_name(f"{build.name}.before")
