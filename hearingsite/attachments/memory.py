"""What became of documents before: the answer to the very same bytes, kept with the mark of whoever runs this program.

Each document took a process of its own in each check, and sixty of them tripled the time of an edit.
"""

import functools
import hashlib
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from hearingsite.attachments.cleaning import DAMAGED, GAVE_UP, Answer, Job, clean_all
from hearingsite.kept import load, save

FOLDER: Final = "documents"
_LIBRARIES: Final = ("pikepdf", "pillow", "pypdf")
_BYTES: Final = 16
_NAME: Final = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


def clean_remembered(jobs: Sequence[Job], state: Path, *, may_write: bool, is_all: bool) -> list[Answer]:
    """Clean documents that were never cleaned before; the answers come in the order of the jobs.

    Without `may_write` nothing is kept. With `is_all` what is kept of others is forgotten.
    """
    folder = state / FOLDER
    names = [_name(job) for job in jobs]
    known = {name: answer for name in dict.fromkeys(names) if (answer := _load(folder / name))}
    new = {name: job for name, job in zip(names, jobs, strict=True) if name not in known}
    for name, answer in zip(new, clean_all(list(new.values())), strict=True):
        known[name] = answer
        if may_write and answer not in (GAVE_UP, DAMAGED):  # another time it may be done, and in time
            with suppress(OSError):
                state.mkdir(exist_ok=True)
                save(folder, name, msgspec.msgpack.encode(answer))
    if may_write and is_all:
        _forget(folder, known)
    return [known[name] for name in names]


def _name(job: Job) -> str:
    digest = hashlib.blake2b(f"{job.kind}\0{_versions()}\0".encode(), digest_size=_BYTES)
    digest.update(job.content)
    return digest.hexdigest()


@functools.cache
def _versions() -> str:
    from importlib import metadata  # noqa: PLC0415 -- most checks have no document

    return " ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES)


def _load(file: Path) -> Answer | None:
    content = load(file)
    try:
        return msgspec.msgpack.decode(content, type=Answer) if content else None
    except msgspec.MsgspecError:
        return None


def _forget(folder: Path, known: Collection[str]) -> None:
    with suppress(OSError):
        for file in folder.iterdir() if not folder.is_symlink() else ():
            if file.name not in known and _NAME.fullmatch(file.name):
                file.unlink()
