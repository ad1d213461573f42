"""What is left of a bug: one line for whoever met it, and a file for a maintainer, without any value."""

import sys
import traceback
from pathlib import Path
from typing import Final

from hearingsite import __version__

BUG: Final = 70
_FILE: Final = "hearingsite-crash.log"


def describe_crash(error: BaseException) -> str:
    """Write where it happened into a file, and give the line to print; an error's own text may quote a protected one."""
    lines = [f"hearingsite {__version__}, Python {sys.version.split()[0]}: {type(error).__name__}"]
    lines += [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    place = _FILE
    try:
        Path(_FILE).write_text("\n".join(lines) + "\n", "utf-8")
    except OSError:
        place = "these lines: " + "; ".join(lines)
    return f"This is a bug of hearingsite, not of your files. Please send {place} to its maintainers."
