"""A repository beyond the files of today: its indexes, branches, tags, authors, messages and every object it keeps.

All that is stored is read, also what nothing leads to any more: a copy of the folder has it, and nobody can tell when git
tidies it away. What cannot be read is told, and the reading goes on.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from hearingsite.guard.extract.kinds import ending_of
from hearingsite.guard.extract.passage import MAX_BYTES, records_of_path
from hearingsite.guard.repository import HistoryError, Repository, Stored

__all__ = ["STAGED", "HistoryError", "Kept", "read_history"]

STAGED: Final = "staged"
_SHORT: Final = 12
_REACHED: Final = ("--all", "--reflog", "--indexed-objects")
_LOG: Final = ("log", "-m", "--root", "--no-renames", "--raw", "--no-abbrev", "-z", "--format=%H")
_REFLOGS: Final = ("log", "--walk-reflogs", "--all", "--format=%gn%n%ge%n%gs")
# Of a commit or a tag: lines that name other objects alone, and moments in seconds, whose digits could be anybody's.
_NUMBERS: Final = re.compile(rb"^(?:tree|parent|object) [0-9a-f]+\n|(?<=>) \d+ [+-]\d{4}$", re.MULTILINE)
_ENCODING: Final = re.compile(rb"^encoding (\S+)$", re.MULTILINE)
# What lay in the index or a stash once and was let go: git no longer knows where, but a record's header tells.
_RECORD: Final = re.compile(rb"\s*---\r?\n(?:.*\n)*?reference:")
_HEADER: Final = 4096
_WHOLE: Final = "Get the whole of it: git fetch --unshallow, or in a CI fetch-depth: 0 (GitHub), GIT_DEPTH: 0 (GitLab)."
_CLONE: Final = "Get the whole of it: git clone without --filter."
_FSCK: Final = "Run git fsck, and mend what it says; no search can tell what it held."
_LARGE: Final = "Look at it by hand: git cat-file blob {} shows it."
_DAMAGED: Final = "git cannot read it: it is damaged"
_LEFT: Final = "nothing leads to it"


class Kept(Struct, frozen=True):
    """Something that a repository keeps: the name of its file (or what else it is), its content.

    `of` says where it is kept, and goes behind the name. `is_source` says that it lies where editors write, `is_left` that
    nothing leads to it, `is_names` that its lines are names of files. Of what nobody can read, `unread` says why and `hint`
    how to mend it.
    """

    path: str
    content: bytes = b""
    of: str = ""
    is_source: bool = False
    is_left: bool = False
    is_names: bool = False
    unread: str = ""
    hint: str = ""


class _Known(Struct):
    """What is known of the objects of a repository: what leads to which, and where each version of a file was."""

    reached: set[str] = field(default_factory=set)
    names: set[bytes] = field(default_factory=set)
    places: dict[str, dict[str, str]] = field(default_factory=dict)  # number → path → commit, or "staged"


def read_history(folder: Path, sources: str = "") -> Iterator[Kept]:
    """Yield all that the repository of a folder keeps; raises HistoryError where there is none.

    `sources` is the folder in which editors write, as a path in the repository that ends with a slash.
    """
    repository = Repository(folder)
    known = _Known()
    for read in (_gaps, _labels, _names, _objects):
        try:
            yield from read(repository, known, sources)
        except HistoryError as error:
            yield Kept("history", unread=str(error), hint=error.hint)


def _gaps(repository: Repository, known: _Known, sources: str) -> Iterator[Kept]:  # noqa: ARG001 -- one call for all
    """What this copy of the repository lacks; learns what anything leads to."""
    if repository.ask("rev-parse", "--is-shallow-repository").strip() == b"true":
        yield Kept("history", unread="only its newest commits are in this copy (a shallow clone)", hint=_WHOLE)
    told = repository.ask("rev-list", "--objects", "--missing=print", *_REACHED).splitlines()
    lacking = sum(line.startswith(b"?") for line in told)
    if lacking:
        yield Kept("history", unread=f"{lacking} of its objects are not in this copy", hint=_CLONE)
    for line in told:
        number, _, path = line.partition(b" ")
        known.reached.add(number.decode("ascii", "replace"))
        if path:
            known.names.add(path)


def _labels(repository: Repository, known: _Known, sources: str) -> Iterator[Kept]:  # noqa: ARG001 -- one call for all
    """Names of branches and tags, and what reflogs say: of branches that are gone, too."""
    yield Kept("branches-and-tags.txt", repository.ask("for-each-ref", "--format=%(refname)"))
    said = repository.ask(*_REFLOGS).split(b"\n")  # much of it many times: of a branch, and of the work tree on it
    yield Kept("reflogs.txt", b"\n".join(dict.fromkeys(said)))


def _names(repository: Repository, known: _Known, sources: str) -> Iterator[Kept]:
    """The names of all files; learns where each version of one was."""
    listed = repository.objects()
    _learn_changes(repository, known, [one.number for one in listed if one.kind == "commit"])
    for place in repository.places():
        for line in filter(None, repository.ask("ls-files", "--stage", "-z", "--cached", of=place).split(b"\0")):
            numbers, _, path = line.partition(b"\t")
            known.names.add(path)
            known.places.setdefault(numbers.split(b" ")[1].decode(), {}).setdefault(os.fsdecode(path), STAGED)
    alone = [one for one in listed if one.kind == "tree" and one.number not in known.reached]
    for one, content in repository.contents(alone):
        known.names.update(_names_in(content or b"", len(one.number) // 2))
    start = os.fsencode(sources)
    for is_source, name in ((False, "names-of-files.txt"), (True, "names-of-sources.txt")):
        names = [one for one in known.names if bool(start and (one + b"/").startswith(start)) == is_source]
        text = "\n".join(sorted(one.decode("utf-8", "backslashreplace") for one in names))
        yield Kept(name, text.encode(), is_source=is_source, is_names=True)


def _names_in(tree: bytes, size: int) -> Iterator[bytes]:
    """The names in a folder as git stores it: mode, name, and a number of so many bytes, again and again."""
    while tree:
        entry, _, tree = tree.partition(b"\0")
        yield entry.partition(b" ")[2]
        tree = tree[size:]


def _learn_changes(repository: Repository, known: _Known, commits: Iterable[str]) -> None:
    """Learn in which commits which versions were, the earliest last."""
    given = "\n".join(commits).encode()
    if not given:
        return
    try:
        told = repository.ask(*_LOG, "--no-walk", "--stdin", given=given + b"\n")
    except HistoryError:  # of what nothing leads to, a part may be gone
        told = repository.ask(*_LOG, *_REACHED[:2])
    parts = iter(told.split(b"\0"))
    commit = ""
    for part in parts:
        line = part.strip(b"\n")
        if line.startswith(b":"):
            number, path = line.split(b" ")[3].decode(), next(parts)
            known.names.add(path)
            known.places.setdefault(number, {})[os.fsdecode(path)] = f"commit {commit}"
        elif line:
            commit = line[:_SHORT].decode("ascii", "replace")


def _objects(repository: Repository, known: _Known, sources: str) -> Iterator[Kept]:
    """Every commit, tag and version of a file."""
    wanted: list[Stored] = []
    for one in repository.objects():
        if one.kind == "missing":
            yield Kept(f"object-{one.number[:_SHORT]}", unread=_DAMAGED, hint=_FSCK)
        elif one.size > MAX_BYTES:
            kept = Kept("", unread="it is too large to be read", hint=_LARGE.format(one.number[:_SHORT]))
            yield from _placed(one, kept, known, sources)
        elif one.kind != "tree":
            wanted.append(one)
    for one, content in repository.contents(wanted):
        kept = Kept("", content) if content is not None else Kept("", unread=_DAMAGED, hint=_FSCK)
        yield from _placed(one, kept, known, sources)


def _said_in(content: bytes) -> bytes:
    """What people wrote in a commit or a tag, as UTF-8: its names, message, signatures, and tags that it merged."""
    head, _, _ = content.partition(b"\n\n")
    encoding = _ENCODING.search(head)
    with suppress(UnicodeDecodeError, LookupError):
        try:
            content.decode()
        except UnicodeDecodeError:
            content = content.decode(encoding[1].decode("ascii", "replace") if encoding else "utf-8").encode()
    return _NUMBERS.sub(b"", content)


def _placed(one: Stored, kept: Kept, known: _Known, sources: str) -> Iterator[Kept]:
    """An object at each place where it means something else: in another hearing, as another kind, as a source."""
    is_left = one.number not in known.reached
    kept = replace(kept, of=_LEFT if is_left else "", is_left=is_left)
    places = known.places.get(one.number) if one.kind == "blob" else None
    if one.kind != "blob":
        yield replace(kept, path=f"{one.kind}-{one.number[:_SHORT]}.txt", content=_said_in(kept.content))
    elif not places:
        is_source = is_left and bool(sources and _RECORD.match(kept.content[:_HEADER]))
        name = f"version-{one.number[:_SHORT]}{'.md' if is_source else ''}"
        yield replace(kept, path=name, is_source=is_source)
    seen: set[object] = set()
    for path, of in sorted((places or {}).items()):
        is_source = bool(sources) and path.startswith(sources)
        meaning = records_of_path(path), ending_of(path), is_source
        if meaning not in seen:
            seen.add(meaning)
            yield replace(kept, path=path, of=of, is_source=is_source)
