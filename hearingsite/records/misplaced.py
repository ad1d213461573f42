"""Records in the wrong folder: nothing reads them there, so their hearings would be on no page, and nobody would notice.

A look into the whole folder is not needed: what lies among the records is told where records are found.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.walk import FoundFile, walk_files, written

_TEXTS: Final = (".md", ".mdown", ".markdown", ".txt")
_NAME: Final = later(r"(?:[a-z]{1,6}-((?:19|20)\d\d)-\d{1,6})(?:\.cy)?(?:\.(?:md|mdown|markdown|txt))+", re.IGNORECASE)
_HEADER: Final = later(r"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---).*\n)*?reference[ \t]*:")
# A reference stands near the top of a header, and nearly every file here is none: so little of each is read.
_HEAD: Final = 4096


def find_misplaced(content: Path, project: Path, hearings: str) -> Iterator[Diagnostic]:
    """Yield a fault for each text outside the folder of records that has a record's name or header.

    That is everywhere else below `content`, and in a folder of the records' name beside it.
    """
    folders = [one for one in _entries(content) if one.name != hearings]
    beside = project / hearings
    for place in [*folders, *([beside] if beside != content / hearings else [])]:
        files = walk_files(place, project) if place.is_dir() else [_alone(place)]
        for file in files:
            # What is no file is told by those who read the folder.
            if isinstance(file, FoundFile) and file.name.lower().endswith(_TEXTS) and is_record(file):
                yield _say(file, content, project, hearings)


def _entries(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.name[0] != ".") if folder.is_dir() else []


def _alone(file: Path) -> FoundFile:
    return FoundFile(str(file), file.name, frozenset())


def is_record(file: FoundFile) -> bool:
    """Whether a file has the name or the header of a record."""
    if _NAME.fullmatch(file.name):
        return True
    try:
        # Looked at before it is opened: to open a pipe would wait for ever for somebody to write to it.
        if not stat.S_ISREG(os.stat(file.path, follow_symlinks=False).st_mode):  # noqa: PTH116 -- as below
            return False
        with open(file.path, "rb") as opened:  # noqa: PTH123 -- a path object costs more than the look
            return bool(_HEADER.match(opened.read(_HEAD).decode("latin-1")))
    except OSError:
        return False


def _say(file: FoundFile, content: Path, project: Path, hearings: str) -> Diagnostic:
    named = _NAME.fullmatch(file.name)
    folder = f"{written(str(content), project)}/{hearings}"
    where = f"{folder}/{named[1]}/" if named else f"{folder}/"
    message = f"This looks like a record but is not read: records lie below {folder}."
    return Diagnostic(Place(written(file.path, project)), "HS123", message, f"Move it to {where}, or delete it.")
