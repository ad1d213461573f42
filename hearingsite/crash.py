"""What is left of a bug: one line for whoever met it, and a file for a maintainer, without any value.

That memory is used up or a library is not installed is no bug, and is told as what it is.
"""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hearingsite import __version__, lacking
from hearingsite.diagnostics import fault

BUG: Final = 70
_FILE: Final = "hearingsite-crash.log"


@contextmanager
def lack_faults() -> Iterator[None]:
    """Turn a lack of memory (exit code 4) or of a library (exit code 2) into a fault: neither is for a maintainer."""
    try:
        yield
    except ModuleNotFoundError as error:
        lack = lacking.lack_of_library(error)
        if lack is None:
            raise
        raise fault(lacking.CODE, lacking.PLACE, lack, lacking.HINT, exitcode=lacking.WRONG_USE) from None
    except MemoryError:
        message = "This command needs more memory than it is given."
        hint = "Close other programs, raise the limit (ulimit -v), build with --jobs 1, or take a computer with more."
        raise fault("HS923", "memory", message, hint, exitcode=4) from None


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
