"""Git, asked about a repository with its own settings for running other programs switched off."""

import os
import subprocess
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import fault

_GIT: Final = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
_SECONDS: Final = 600


def top_of(folder: Path) -> Path | None:
    """The work tree around a folder; None where there is no repository."""
    around = [one for one in (folder.resolve(), *folder.resolve().parents) if (one / ".git").exists()]
    return around[0] if around else None


def ask_git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Ask git; raises Fault (exit code 2) where it cannot answer."""
    # Variables of git itself, as hooks set them, would point it at another repository.
    given = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    given["GIT_NO_LAZY_FETCH"] = "1"  # nothing here asks the network
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words; the name of a file stands behind "--"
            [*_GIT, *arguments], cwd=folder, env=given, input=stdin, capture_output=True, check=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        message = "Git cannot say whether the private list is in a repository."
        hint = f"Run git status in {folder.name or folder}, and mend what it says; git must be installed."
        raise fault("HS653", str(folder), message, hint, exitcode=2) from None
    return done.stdout
