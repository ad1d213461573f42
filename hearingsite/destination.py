"""Where a built site is handed to: a folder here, or a place that rsync or rclone reaches."""

import enum
import os
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import UNPRINTABLE


class Carrier(enum.StrEnum):
    """What takes a site to its place."""

    FOLDER = "folder"
    RSYNC = "rsync"
    RCLONE = "rclone"


class Destination(Struct, frozen=True):
    """A place in the words of what reaches it: `place` is a path, `user@host:path` or `remote:path`."""

    carrier: Carrier
    place: str

    def __str__(self) -> str:
        """As it is written in the settings."""
        return self.place if self.carrier is Carrier.FOLDER else f"{self.carrier}:{self.place}"

    @property
    def folder(self) -> Path | None:
        """The folder here that is meant, if it is one."""
        is_here = self.carrier is Carrier.FOLDER or (self.carrier is Carrier.RSYNC and not _HOST.fullmatch(self.place))
        return Path(self.place) if is_here else None

    def seen_from(self, folder: Path) -> "Destination":
        """Give the same place, its path here absolute."""
        if self.folder is None:
            return self
        return Destination(self.carrier, os.path.abspath(folder / self.folder))  # noqa: PTH100 -- resolve() would follow it


# A host that begins with a hyphen would be an option of ssh.
_USER: Final = r"\w[\w.+-]*@"
_HOST: Final = re.compile(rf"(?:{_USER})?(?:\w[\w.-]*|\[[0-9A-Fa-f:.]+\]):(?P<path>[^:].*|)", re.ASCII)
# A name of one letter and a colon is a disk of Windows.
_UNSAID: Final = re.compile(rf"(?:{_USER}\w|\w[\w-])[\w.-]*:.*", re.ASCII)
# No `:type,option=value:` either: among the options are programs to start.
_REMOTE: Final = re.compile(r"\w[\w .+@-]+:(?P<path>.*)", re.ASCII)


def parse_destination(text: str) -> Destination:
    """Read a place as it is written in the settings; raises ValueError with the reason why it is none."""
    if not text.strip() or UNPRINTABLE.search(text):
        raise ValueError("it is empty, or holds a character that nobody can see")
    carrier, colon, place = text.partition(":")
    if colon and carrier in {Carrier.RSYNC, Carrier.RCLONE}:
        check = _check_rsync if carrier == Carrier.RSYNC else _check_rclone
        check(place)
        return Destination(Carrier(carrier), place)
    if text.startswith("-"):
        raise ValueError("it begins with a hyphen, as options do")
    if _UNSAID.fullmatch(text):
        raise ValueError(f"it does not say what reaches it: write rsync:{text} or rclone:{text}")
    return Destination(Carrier.FOLDER, text)


def _check_rsync(place: str) -> None:
    host = _HOST.fullmatch(place)
    if host:
        _check_path(host["path"])
        _check_dots(host["path"])
    elif place.startswith("-"):
        raise ValueError("it begins with a hyphen, as options do")
    elif "::" in place or place.startswith("//"):
        raise ValueError("it names an rsync daemon, whose connection is not secret: write rsync:user@host:/path")
    elif ":" in place.partition("/")[0]:
        raise ValueError("the part before the colon is no user and host")
    else:
        _check_path(place)


def _check_rclone(place: str) -> None:
    remote = _REMOTE.fullmatch(place)
    if not remote:
        raise ValueError("it does not begin with a name of rclone's settings and a colon, like rclone:served:bucket")
    _check_path(remote["path"])
    _check_dots(remote["path"])


def _check_path(path: str) -> None:
    """Refuse what is a whole disk or somebody's home: all that is not of the site is deleted in its place."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if not parts or (len(parts) == 1 and parts[0].startswith("~")) or path.startswith("-"):
        raise ValueError("it must name a folder of its own, not a whole disk or home")


def _check_dots(path: str) -> None:
    if ".." in path.split("/"):
        raise ValueError("its path leads up by two dots")
