"""Every record and force of a content folder, read, typed and checked: the register."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.diagnostics import Diagnostic, Place, Report
from hearingsite.patterns import later
from hearingsite.records.frontmatter import (
    FENCE,
    HEADER_LINE,
    FrontMatter,
    read_block,
    split_at_fences,
    split_front_matter,
)
from hearingsite.records.misplaced import find_misplaced
from hearingsite.records.model import Force, Hearing
from hearingsite.records.recovery import SLIP, faults_beside
from hearingsite.records.schema import convert_force, convert_hearing
from hearingsite.records.source import Source, read_source
from hearingsite.values import Text
from hearingsite.walk import FoundFile, walk_files, ways_to, written

HEARINGS: Final = "hearings"
FORCES: Final = "forces"
_WELSH: Final = ".cy.md"
# A name with a record's ending somewhere in it, or one that begins as a reference does.
_LIKE_A_RECORD: Final = later(r"\.(md|mdown|markdown)\b|^[a-z]+-\d{4}-\d+", re.IGNORECASE)


class Entry(Struct, frozen=True):
    """A record with the file it came from; `welsh` is the path of its Welsh body, if there is one.

    `welsh_lead` is the blank text before that body; `digest` is that of all bytes of the record and of its path.
    """

    hearing: Hearing
    front_matter: FrontMatter
    body: Text | None
    welsh: str | None = None
    digest: str = ""
    welsh_lead: str = ""

    @property
    def path(self) -> str:
        """The record's path below the project folder."""
        return self.front_matter.path


class RecordFile(Struct, frozen=True):
    """Where a record lies: its file and, if there is one, that of its Welsh body, each with its path as people write it."""

    file: str
    path: str
    welsh: str | None
    welsh_path: str


class RecordSource(Struct, frozen=True):
    """The files of one record, read and not yet understood."""

    source: Source
    welsh: Source | None
    digest: str


class ForceEntry(Struct, frozen=True):
    """A force with its code and the file it came from."""

    code: str
    force: Force
    front_matter: FrontMatter


class Register(Struct, frozen=True):
    """All records in the order of their paths, all forces by code, and the codes of those that have faults."""

    entries: tuple[Entry, ...]
    forces: dict[str, ForceEntry]
    unread_forces: frozenset[str] = frozenset()


class Sources(Struct, frozen=True):
    """What was found in a content folder: records to be read, forces, and the faults on the way."""

    records: tuple[RecordFile, ...]
    forces: dict[str, ForceEntry]
    unread_forces: frozenset[str]
    faults: tuple[Diagnostic, ...]


def read_register(content: Path, project: Path, only: frozenset[Path] | None = None) -> tuple[Register, Report]:
    """Read the register below `content`; what cannot be read is missing from it and stands in the report.

    With `only`, a set of resolved files, other records are not read. Raises nothing for what an editor wrote.
    """
    sources = find_sources(content, project, only)
    faults = list(sources.faults)
    records: list[RecordSource] = []
    for file in sources.records:
        record = read_record(file)
        if isinstance(record, RecordSource):
            records.append(record)
        else:
            faults += record
    register, report = make_register(records, sources, lambda _: None)
    return register, Report.of([*faults, *report.diagnostics])


def make_register(
    records: Iterable[RecordSource],
    sources: Sources,
    known: Callable[[str], dict[str, Any] | None],
    *,
    is_checked: bool = False,
) -> tuple[Register, Report]:
    """Make the register of what was read; `known` gives headers that were understood before, by digest.

    Once the rules have seen the records, what they alone read is left out: it would fill the memory.
    """
    entries: list[Entry] = []
    faults: list[Diagnostic] = []
    for record in records:
        entry = make_entry(record, known(record.digest))
        if isinstance(entry, Entry):
            bare = replace(entry.front_matter, data={}, body="") if is_checked else entry.front_matter
            entries.append(replace(entry, front_matter=bare))
        else:
            faults += entry
    return Register(tuple(entries), sources.forces, sources.unread_forces), Report.of(faults)


def find_sources(content: Path, project: Path, only: frozenset[Path] | None = None) -> Sources:
    """Find every file of a content folder that may be a record, and read the forces."""
    faults: list[Diagnostic] = []
    forces: dict[str, ForceEntry] = {}
    unread: set[str] = set()
    for file in walk_files(content / FORCES, project):
        if isinstance(file, Diagnostic):
            faults.append(file)
        elif file.name.endswith(".yaml"):
            force = _read_force(file, project)
            if isinstance(force, ForceEntry):
                forces[force.code] = force
            else:
                faults += force
                unread.add(file.name.removesuffix(".yaml"))
        else:
            faults.append(_stray_force(file, project))
            unread.add(file.name.partition(".")[0])
    records: list[RecordFile] = []
    for found in _find_hearings(content / HEARINGS, project, only):
        if isinstance(found, RecordFile):
            records.append(found)
        else:
            faults.append(found)
    if only is None:
        faults += find_misplaced(content, project, HEARINGS)
    return Sources(tuple(records), forces, frozenset(unread), tuple(faults))


def _find_hearings(folder: Path, project: Path, only: frozenset[Path] | None) -> Iterator[RecordFile | Diagnostic]:
    """Find what may be a record; with `only`, nothing is said about what was not asked for."""
    wanted = None if only is None else ways_to(only, folder)
    for file in walk_files(folder, project, wanted, texts=(".md", ".markdown")):
        if isinstance(file, Diagnostic):
            if only is None:
                yield file
        elif file.name.endswith(_WELSH):
            yield from _check_welsh_alone(file, project)
        elif file.name.endswith(".md"):
            yield _record_file(file, project)
        else:
            yield _stray(file, project)


def _stray(file: FoundFile, project: Path) -> Diagnostic:
    """Tell of a file that is not read: a fault where it may be a record, for that hearing would be on no page."""
    stem, _, ending = file.name.strip("#~").partition(".")
    is_welsh = ending.lower().startswith("cy.")
    name = f"{stem}{_WELSH if is_welsh else '.md'}"
    if _LIKE_A_RECORD.search(file.name) and name not in file.beside:
        message = "This looks like a record but is not read: a record's name ends in .md, in small letters."
        is_text = ending.lower().rpartition(".")[2] in ("md", "mdown", "markdown", "txt", "text")
        hint = f'Rename it to "{name}"' if is_text else f'Save its text as plain text (UTF-8) in "{name}"'
        return Diagnostic(Place(written(file.path, project)), "HS123", message, f"{hint}, or move it away.")
    message = "This file is not read: a record's name ends in .md."
    return Diagnostic(Place(written(file.path, project)), "HS116", message, "Rename it, or move it away.")


def _stray_force(file: FoundFile, project: Path) -> Diagnostic:
    """An error and not a warning: without its force, no record of it can be read as it was meant."""
    message = "This file is not read: the name of a force's file ends in .yaml."
    hint = f'Rename it to "{file.name.partition(".")[0]}.yaml", or move it away.'
    return Diagnostic(Place(written(file.path, project)), "HS125", message, hint)


def _read_force(file: FoundFile, project: Path) -> ForceEntry | list[Diagnostic]:
    source = read_source(file.path, written(file.path, project))
    if isinstance(source, Diagnostic):
        return [source]
    front_matter = read_block(source)
    if isinstance(front_matter, list):
        return front_matter
    force = convert_force(front_matter)
    if isinstance(force, list):
        return force
    return ForceEntry(file.name.removesuffix(".yaml"), force, front_matter)


def welsh_of(path: str) -> str:
    """The path of a record's Welsh body, whether there is one or not."""
    return path.removesuffix(".md") + _WELSH


def _record_file(file: FoundFile, project: Path) -> RecordFile:
    welsh = welsh_of(file.path)
    if welsh_of(file.name) not in file.beside:
        return RecordFile(file.path, written(file.path, project), None, "")
    return RecordFile(file.path, written(file.path, project), welsh, written(welsh, project))


def read_record(file: RecordFile) -> RecordSource | list[Diagnostic]:
    """Read the files of a record, or say why that fails."""
    source = read_source(file.file, file.path)
    if isinstance(source, Diagnostic):
        return [source]
    welsh = read_source(file.welsh, file.welsh_path) if file.welsh else None
    if isinstance(welsh, Diagnostic):
        return [welsh]
    digest = hashlib.blake2b(f"{file.path}\0{source.text}\0{welsh.text if welsh else ''}".encode(), digest_size=16)
    return RecordSource(source, welsh, digest.hexdigest())


def make_entry(record: RecordSource, known: dict[str, Any] | None = None) -> Entry | list[Diagnostic]:
    """Understand one record, or say every reason why that fails; `known` is its header, if it was read before."""
    front_matter = split_front_matter(record.source, known)
    if isinstance(front_matter, list):
        return [*front_matter, *_beside(record.source, front_matter)]
    hearing = convert_hearing(front_matter)
    if isinstance(hearing, list):
        return hearing
    welsh = record.welsh
    if welsh and FENCE.match(welsh.text):
        return [_welsh_header(welsh.path)]
    body = front_matter.body.strip()
    welsh_body = welsh.text.strip() if welsh else ""
    if welsh and welsh_body and not body:
        message = "This Welsh body has no English one, so nobody would see it."
        return [
            Diagnostic(
                Place(welsh.path, 1, 1), "HS404", message, "Write the English body too, below the record's header."
            )
        ]
    return Entry(
        hearing,
        front_matter,
        Text(body, welsh_body or None) if body else None,
        welsh.path if welsh else None,
        record.digest,
        welsh.text[: len(welsh.text) - len(welsh.text.lstrip())] if welsh else "",
    )


def _beside(source: Source, faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What else is wrong with a record whose header cannot be read."""
    parts = split_at_fences(source)
    if isinstance(parts, Diagnostic) or [one.code for one in faults] != [SLIP]:
        return []
    return faults_beside(source.path, parts[0], HEADER_LINE, faults[0])


def _welsh_header(path: str) -> Diagnostic:
    return Diagnostic(
        Place(path, 1, 1),
        "HS120",
        "A Welsh body has no header.",
        "Delete the header here; the English file's serves both.",
    )


def _check_welsh_alone(file: FoundFile, project: Path) -> list[Diagnostic]:
    english = file.name.removesuffix(_WELSH) + ".md"
    if english in file.beside:
        return []
    message = f'This Welsh body belongs to "{english}", which is not there.'
    hint = "Put the record beside it, or correct the name."
    return [Diagnostic(Place(written(file.path, project)), "HS404", message, hint)]
