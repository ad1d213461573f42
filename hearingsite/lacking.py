"""What the Python that was started lacks to run the program: its version, or a library.

Imports nothing, because whatever it is may be what is missing.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from typing import Final

CODE: Final = "HS723"
PLACE: Final = "python"
WRONG_USE: Final = 2
NEEDED: Final = (3, 11)
HINT: Final = (
    "In the project's folder, run make site, then start .venv/bin/hearingsite; "
    'without make, see "Without make" in the README.'
)


def lack_of_version() -> str | None:
    """Say that this Python is too old, if it is."""
    found = sys.version_info[:3]
    if found >= NEEDED:
        return None
    number, needed = (".".join(map(str, parts)) for parts in (found, NEEDED))
    return f"This Python ({sys.executable}) is {number}; {needed} or newer is needed."


def lack_of_library(error: ModuleNotFoundError) -> str | None:
    """Say which library is not installed; None where it is a part of the program itself, which is a bug."""
    name = (error.name or "").partition(".")[0]
    if name in ("", __package__):
        return None
    return f'The library "{name}" is not installed for this Python ({sys.executable}).'
