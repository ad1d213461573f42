"""The key of whoever runs this program on this machine: what an earlier run kept is taken only with its mark (`kept`).

A state folder may come from elsewhere: with a copy of the project, from a cache of a CI, by an attack. The key never lies
in a project, so nobody else can make what fits it. A look that finds nothing to do reads it, too, before anything heavy is
imported: so what only a new key needs is imported when one is made.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Final

# A CI whose machines live for one run brings its key from where it keeps secrets.
VARIABLE: Final = "HEARINGSITE_STATE_KEY"
_BYTES: Final = 32
_OTHERS: Final = 0o077
_HAS_MODES: Final = os.name == "posix"
_SYSTEM: Final[str] = sys.platform
_PLACE: Final = ("hearingsite", "state.key")


def state_key(*, make: bool) -> bytes:
    """Give the key (32 bytes); empty where there is none, or with `make` where none can be kept.

    It lies where the system keeps settings of programs, for its owner alone. One that others may read is none.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        import hashlib  # noqa: PLC0415 -- see above

        return hashlib.sha256(given.encode("utf-8", "surrogateescape")).digest()
    file = _place()
    return _read(file) or (_make(file) if make else b"")


def key_file() -> Path:
    """Name the file of the key."""
    from pathlib import Path  # noqa: PLC0415 -- see above

    return Path(_place())


def _place() -> str:
    if _SYSTEM.startswith("linux"):  # as click says, which takes longer to import than all of a look
        home = os.environ.get("XDG_CONFIG_HOME", os.path.expanduser("~/.config"))  # noqa: PTH111 -- see above
        return os.path.join(home, *_PLACE)  # noqa: PTH118 -- see above
    from click import get_app_dir  # noqa: PLC0415 -- who brings a key needs none of it

    return os.path.join(get_app_dir(_PLACE[0]), _PLACE[1])  # noqa: PTH118 -- see above


def _read(file: str) -> bytes:
    """The key in a file; empty where it is none, or somebody else's, or where others may read it."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return b""
    with os.fdopen(handle, "rb") as opened:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size != _BYTES:
            return b""
        if _HAS_MODES and (found.st_mode & _OTHERS or found.st_uid != os.getuid()):
            return b""
        return opened.read(_BYTES)


def _make(name: str) -> bytes:
    """Put a new key in the place of whatever is there; empty where that cannot be."""
    import secrets  # noqa: PLC0415 -- see above
    from pathlib import Path  # noqa: PLC0415 -- see above

    file = Path(name)
    key = secrets.token_bytes(_BYTES)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(new, "xb", opener=_for_owner) as opened:
                opened.write(key)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
        return key
    return b""


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
