"""Which file of a build answers an address; every other address has none."""

import os
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from hearingsite.public.hosting import TYPES

_PLAIN_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "xml": "application/xml",
}
_UNKNOWN: Final = "application/octet-stream"
# The one hidden name that is for readers; the others tell hosts what to do.
_OPEN: Final = ".well-known"
_NO_NAME: Final = frozenset("\\:\0")
_LONGEST: Final = 255  # bytes; no disk has longer names, and asking for one may raise


class Found(NamedTuple):
    """What an address stands for: a file, or the address with a slash behind it."""

    file: Path | None
    is_elsewhere: bool = False


def find(site: Path, path: str) -> Found:
    """Find the file of an address (percent-encoded, without query) below the real folder `site`."""
    names = _names(path)
    if names is None:
        return Found(None)
    file = site.joinpath(*names)
    if path.endswith("/"):
        file /= "index.html"
    elif _is_own(file / "index.html", site):
        return Found(None, is_elsewhere=True)
    return Found(file if _is_own(file, site) else None)


def _names(path: str) -> list[str] | None:
    """The names of an address, from folder to file; None where one of them cannot be a file of a site."""
    if not path.startswith("/"):
        return None
    try:
        names = unquote(path, errors="strict").strip("/").split("/")
    except UnicodeDecodeError:
        return None
    if names == [""]:
        return []
    return names if all(map(_is_fit, names)) else None


def _is_fit(name: str) -> bool:
    if not name or len(name.encode()) > _LONGEST or not _NO_NAME.isdisjoint(name):
        return False
    return name == _OPEN or not name.startswith(".")


def _is_own(file: Path, site: Path) -> bool:
    """Whether a path is an ordinary file that lies where it says: no link leads out of a build."""
    try:
        return file.is_file() and Path(os.path.realpath(file)) == file and file.is_relative_to(site)
    except OSError:  # all names together are too long
        return False


def media_type(file: Path) -> str:
    """The media type of a file, as the hosts are told to send it."""
    ending = file.suffix.removeprefix(".").lower()
    return TYPES.get(ending) or _PLAIN_TYPES.get(ending, _UNKNOWN)
