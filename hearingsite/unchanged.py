"""Whether a build would find everything as the last one left it: told from a note, before anything heavy is imported.

A note holds a question (arguments, environment, Python), what held when it was answered (the settings, stamps of all
that was read and of every file of the live site, from when until when) and the answer in words. Whatever does not fit
is no answer: then a build finds out. A note has the mark of who runs this program here, as all has that is kept (`kept`).
Only Python's own modules are imported here, and few of them.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from stat import S_ISREG

from hearingsite import stamps
from hearingsite.config_file import run_config
from hearingsite.statekey import state_key
from hearingsite.streams import printing_beside

try:  # hashlib asks OpenSSL first, which takes three milliseconds
    from _blake2 import blake2b
except ImportError:  # of another Python than CPython
    from hashlib import blake2b

try:
    import fcntl
except ImportError:  # Windows, where no note is made either
    fcntl = None  # type: ignore[assignment]

TYPE_CHECKING = False  # `typing` takes a twentieth of a look that finds nothing to do
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Final

ENVIRONMENT: Final = ("HEARINGSITE_IDENTITIES", "HEARINGSITE_AGE_KEY", "SOURCE_DATE_EPOCH")
# Stand in an answer for the seconds that it took: in a sentence, and in JSON.
SECONDS: Final = "\x01"
_SECONDS_IN_JSON: Final = '"\\u0001"'

# As in `settings`, which costs more to import than the whole look takes.
_CONFIG: Final = "pelicanconf.py"
_STATE: Final = ".hearingsite"
_NOTE: Final = "unchanged.note"
_MARK: Final = 16  # bytes, before all others

Answer = list[tuple[bool, str]]


class Note:
    """A question and its answer: texts to print, each with whether it is for stderr.

    `settings` are what pelicanconf.py said, `paths` the files that were looked at (relative to the project where they are
    below it) with their `stamps`, `resolved` pairs of paths and where they really lie; `since` and `until` are microseconds
    since 1970, 0 where time does not matter.
    """

    def __init__(
        self,
        *,
        question: str,
        settings: str,
        since: int,
        until: int,
        resolved: Sequence[str],
        paths: Sequence[str],
        stamps: bytes,
        answer: Answer,
    ) -> None:
        """Hold them as they are."""
        self.question = question
        self.settings = settings
        self.since = since
        self.until = until
        self.resolved = resolved
        self.paths = paths
        self.stamps = stamps
        self.answer = answer


def look(arguments: Sequence[str], now: int) -> Answer | None:
    """Give the answer to a command line at a moment (microseconds since 1970), if it is known; None if it is not.

    Nothing is written. A build that is running keeps its secrets: its end must be waited for.
    """
    has_folder = arguments[:1] == ["-C"] and len(arguments) > 1
    folder, command = (arguments[1], arguments[2:]) if has_folder else (".", arguments)
    if command[:1] != ["build"]:
        return None
    project = os.path.realpath(folder)
    try:
        with _locked(project):
            note = load(project)
            return note.answer if note and _holds(note, project, arguments, now) else None
    except (Exception, SystemExit):  # noqa: BLE001 -- a build tells what is wrong, and how to mend it
        return None


def tell(answer: Answer, seconds: float) -> Iterator[tuple[bool, str]]:
    """Yield the texts of an answer with the seconds that it took."""
    for is_error, text in answer:
        yield is_error, text.replace(_SECONDS_IN_JSON, f"{seconds:.3f}").replace(SECONDS, f"{seconds:.1f}")


def keep(note: Note, project: str) -> None:
    """Put a note in the place of the last one; raises OSError. Where no key can be kept, there is none."""
    key = state_key(make=True)
    if not key:
        return
    file = _note_of(project)
    new = f"{file}.{os.getpid()}"
    try:
        with open(new, "wb") as opened:  # noqa: PTH123 -- pathlib is slow to import
            content = _dump(note)
            opened.write(_mark(content, key) + content)
        os.replace(new, file)  # noqa: PTH105 -- see above
    except BaseException:
        if os.path.lexists(new):
            os.unlink(new)  # noqa: PTH108 -- see above
        raise


def question_of(project: str, arguments: Sequence[str]) -> str:
    """Everything that decides about a build and lies in no file: how this Python was started, where, by whom."""
    # Of the project's folder a module could be imported, but builds change its time: so its names count.
    has_modules = project in map(os.path.realpath, sys.path)
    names = [name for name in sorted(os.listdir(project)) if name[0] not in "._"] if has_modules else []  # noqa: PTH208
    given = [os.environ.get(name) for name in ENVIRONMENT]
    user = os.getuid() if hasattr(os, "getuid") else 0
    return repr((sys.version, sys.path, names, os.getcwd(), project, list(arguments), given, user))  # noqa: PTH109


def settings_text(values: Mapping[str, Any]) -> str:
    """What pelicanconf.py says, as a text that is the same for the same plain values."""
    own = {name: value for name, value in values.items() if name.isupper() and name != "PLUGINS"}
    return repr((sorted(own.items()), [getattr(one, "__name__", "") for one in values.get("PLUGINS") or ()]))


def _holds(note: Note, project: str, arguments: Sequence[str], now: int) -> bool:
    """Whether everything is as it was when a note was made."""
    if note.until and not note.since <= now < note.until:
        return False
    if note.question != question_of(project, arguments):
        return False
    pairs = zip(note.resolved[::2], note.resolved[1::2], strict=True)
    if not all(os.path.realpath(path) == real for path, real in pairs):
        return False
    if not _are_as_noted(note, project):
        return False
    # Last, for it is the site's own program that runs here, and it may ask whatever it likes.
    with printing_beside():  # what it prints is no part of the answer
        return settings_text(run_config(os.path.join(project, _CONFIG))) == note.settings  # noqa: PTH118


def _are_as_noted(note: Note, project: str) -> bool:
    folder = os.open(project, os.O_RDONLY)
    try:
        return stamps.are(note.paths, note.stamps, folder=folder)
    finally:
        os.close(folder)


@contextmanager
def _locked(project: str) -> Iterator[None]:
    """Hold the lock of builds; raises OSError where another holds it."""
    if fcntl is None:
        raise OSError
    with open(os.path.join(project, _STATE, "lock"), "rb") as lock:  # noqa: PTH118, PTH123 -- pathlib is slow to import
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _note_of(project: str) -> str:
    return os.path.join(project, _STATE, _NOTE)  # noqa: PTH118 -- pathlib is slow to import


def _dump(note: Note) -> bytes:
    times = f"{note.since} {note.until}"
    answer = "\0".join(f"{int(is_error)}{text}" for is_error, text in note.answer)
    texts = (note.question, note.settings, times, "\0".join(note.resolved), "\0".join(note.paths), answer)
    return stamps.dump([*(os.fsencode(text) for text in texts), note.stamps])


def _mark(content: bytes, key: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=_MARK, person=b"hearingsite note").digest()


def load(project: str) -> Note | None:
    """Read the note of a project; None for whatever is none, or is not whole; raises OSError or ValueError."""
    file = _note_of(project)
    if not S_ISREG(os.lstat(file).st_mode):
        return None
    key = state_key(make=False)
    with open(file, "rb") as opened:  # noqa: PTH123 -- pathlib is slow to import
        mark, content = opened.read(_MARK), opened.read()
    if not key or mark != _mark(content, key):
        return None
    parts = stamps.load(content)
    question, settings, times, resolved, paths, answer = map(os.fsdecode, parts[:-1])
    since, until = map(int, times.split())
    if not answer or any(_is_control(sign) for sign in set(answer)):
        return None
    texts = [(text[0] == "1", text[1:]) for text in answer.split("\0")]
    pairs = resolved.split("\0") if resolved else []
    return Note(
        question=question,
        settings=settings,
        since=since,
        until=until,
        resolved=pairs,
        paths=paths.split("\0"),
        stamps=parts[-1],
        answer=texts,
    )


def _is_control(sign: str) -> bool:
    return (sign < " " and sign not in "\0\x01\n") or "\x7f" <= sign <= "\x9f"
