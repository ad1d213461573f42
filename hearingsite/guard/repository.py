"""Git, asked by commands that only read, without its settings: a repository's own can name programs to be run."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

_COMMAND: Final = (
    *("git", "--no-pager", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false", "-c", "gc.auto=0"),
)
_SECONDS: Final = 600
_AT_ONCE: Final = 32 * 1024 * 1024  # bytes of objects that are asked for in one go


class HistoryError(Exception):
    """The history cannot be read; the text says why, in plain words, and `hint` how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        """Keep both sentences."""
        super().__init__(message)
        self.hint = hint


class Stored(Struct, frozen=True):
    """An object of a repository: its number, its kind ("missing" for one that git cannot read) and its size."""

    number: str
    kind: str
    size: int


class Repository:
    """The repository around a folder."""

    def __init__(self, folder: Path) -> None:
        """Find it; raises HistoryError where there is none."""
        if not folder.is_dir():
            raise HistoryError("this is no folder", "Name the folder of a git repository.")
        told = _run("-C", os.fspath(folder), "rev-parse", "--absolute-git-dir")
        if told.returncode:
            raise _no_repository(told.stderr)
        self.place = Path(os.fsdecode(told.stdout.removesuffix(b"\n")))

    def ask(self, *arguments: str, given: bytes = b"", of: Path | None = None) -> bytes:
        """Give what git says, of another work tree's folder too; raises HistoryError where it cannot answer."""
        # From there, all of it is told, wherever in the work tree somebody stands.
        place = os.fspath(of or self.place)
        done = _run("-C", place, f"--git-dir={place}", *arguments, given=given)
        if done.returncode:
            raise HistoryError("git cannot read all of this repository", "Run git fsck, and mend what it says.")
        return done.stdout

    def places(self) -> list[Path]:
        """The folders in which git keeps an index: this repository's, and one for each further work tree."""
        common = self.place / os.fsdecode(self.ask("rev-parse", "--git-common-dir").removesuffix(b"\n"))
        others = (file.parent for file in sorted(common.glob("worktrees/*/HEAD")))
        return list(dict.fromkeys(place.resolve() for place in (self.place, common, *others)))

    def objects(self) -> list[Stored]:
        """All that is stored, whether anything leads there or not."""
        told = self.ask("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype) %(objectsize)")
        lines = (line.split(" ") for line in told.decode("ascii", "replace").splitlines())
        return [Stored(number, kind, int(size[0]) if size else 0) for number, kind, *size in lines]

    def contents(self, objects: Iterable[Stored]) -> Iterator[tuple[Stored, bytes | None]]:
        """Yield what objects hold; None for one that is damaged."""
        for group in _groups(objects):
            try:
                told = self.ask("cat-file", "--batch", given="\n".join(one.number for one in group).encode() + b"\n")
            except HistoryError:
                yield from ((one, self._alone(one)) for one in group)  # one that is damaged ends the answer
                continue
            at = 0
            for one in group:
                head, _, _ = told[at : at + 200].partition(b"\n")
                is_whole = head == f"{one.number} {one.kind} {one.size}".encode()
                at += len(head) + 1
                yield one, told[at : at + one.size] if is_whole else None
                at += one.size + 1 if is_whole else 0

    def _alone(self, one: Stored) -> bytes | None:
        try:
            return self.ask("cat-file", one.kind, one.number)
        except HistoryError:
            return None


def _groups(objects: Iterable[Stored]) -> Iterator[list[Stored]]:
    group: list[Stored] = []
    size = 0
    for one in objects:
        if group and size + one.size > _AT_ONCE:
            yield group
            group, size = [], 0
        group.append(one)
        size += one.size
    if group:
        yield group


def _no_repository(said: bytes) -> HistoryError:
    if b"dubious ownership" in said:
        message = "the repository belongs to another user of this computer, so git does not read it"
        return HistoryError(message, "Let its owner search it, or search a copy of your own (git clone).")
    hint = "Name the folder of a repository; without --history the files of a folder are searched."
    return HistoryError("there is no git repository in this folder or around it", hint)


def _run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 -- fixed words, and numbers that git gave
            [*_COMMAND, *arguments], input=given, env=environment, capture_output=True, check=False, timeout=_SECONDS
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed", "Install git.") from None
    except (subprocess.SubprocessError, OSError):
        raise HistoryError("git gives no answer", "Run git fsck, and mend what it says.") from None
