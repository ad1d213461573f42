"""Every record and force of a content folder, read, typed and checked: the register."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place, Report
from hearingsite.records.frontmatter import FENCE, FrontMatter, read_block, split_front_matter
from hearingsite.records.model import Force, Hearing
from hearingsite.records.schema import convert_force, convert_hearing
from hearingsite.records.source import read_source
from hearingsite.values import Text

HEARINGS: Final = "hearings"
FORCES: Final = "forces"
_WELSH: Final = ".cy.md"


class Entry(Struct, frozen=True):
    """A record with the file it came from; `welsh` is the path of its Welsh body, if there is one."""

    hearing: Hearing
    front_matter: FrontMatter
    body: Text | None
    welsh: str | None = None

    @property
    def path(self) -> str:
        """The record's path below the project folder."""
        return self.front_matter.path


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


def read_register(content: Path, project: Path, only: frozenset[Path] | None = None) -> tuple[Register, Report]:
    """Read the register below `content`; what cannot be read is missing from it and stands in the report.

    With `only`, a set of resolved files, other records are not read. Raises nothing for what an editor wrote.
    """
    faults: list[Diagnostic] = []
    forces: dict[str, ForceEntry] = {}
    unread: set[str] = set()
    for file in _files(content / FORCES):
        if file.suffix == ".yaml":
            force = _read_force(file, _written(file, project))
            if isinstance(force, ForceEntry):
                forces[force.code] = force
            else:
                faults += force
                unread.add(file.stem)
    entries: list[Entry] = []
    for file in _files(content / HEARINGS):
        if only is not None and file.resolve() not in only:
            continue
        if file.name.endswith(_WELSH):
            faults += _check_welsh_alone(file, project)
        elif file.suffix == ".md":
            entry = _read_entry(file, project)
            if isinstance(entry, Entry):
                entries.append(entry)
            else:
                faults += entry
        else:
            faults.append(_stray(_written(file, project)))
    return Register(tuple(entries), forces, frozenset(unread)), Report.of(faults)


def _files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if not any(part.startswith(".") for part in file.relative_to(folder).parts) and not file.is_dir()
    )


def _written(file: Path, project: Path) -> str:
    return file.relative_to(project).as_posix() if file.is_relative_to(project) else file.as_posix()


def _stray(path: str) -> Diagnostic:
    return Diagnostic(
        Place(path),
        "HS116",
        "This file is not read: a record's name ends in .md.",
        "Rename it, or move it away.",
    )


def _read_force(file: Path, path: str) -> ForceEntry | list[Diagnostic]:
    source = read_source(file, path)
    if isinstance(source, Diagnostic):
        return [source]
    front_matter = read_block(source)
    if isinstance(front_matter, list):
        return front_matter
    force = convert_force(front_matter)
    return force if isinstance(force, list) else ForceEntry(file.stem, force, front_matter)


def _read_entry(file: Path, project: Path) -> Entry | list[Diagnostic]:
    path = _written(file, project)
    source = read_source(file, path)
    if isinstance(source, Diagnostic):
        return [source]
    front_matter = split_front_matter(source)
    if isinstance(front_matter, list):
        return front_matter
    hearing = convert_hearing(front_matter)
    welsh_file = file.with_name(file.stem + _WELSH)
    welsh = read_source(welsh_file, _written(welsh_file, project)) if welsh_file.exists() else None
    faults = hearing if isinstance(hearing, list) else []
    if isinstance(welsh, Diagnostic):
        return [*faults, welsh]
    if isinstance(hearing, list):
        return hearing
    if welsh and FENCE.match(welsh.text):
        return [_welsh_header(welsh.path)]
    body = front_matter.body.strip()
    welsh_body = welsh.text.strip() if welsh else ""
    return Entry(hearing, front_matter, Text(body, welsh_body or None) if body else None, welsh.path if welsh else None)


def _welsh_header(path: str) -> Diagnostic:
    return Diagnostic(
        Place(path, 1, 1),
        "HS120",
        "A Welsh body has no header.",
        "Delete the header here; the English file's serves both.",
    )


def _check_welsh_alone(file: Path, project: Path) -> list[Diagnostic]:
    english = file.with_name(file.name.removesuffix(_WELSH) + ".md")
    if english.exists():
        return []
    message = f'This Welsh body belongs to "{english.name}", which is not there.'
    return [
        Diagnostic(Place(_written(file, project)), "HS404", message, "Put the record beside it, or correct the name.")
    ]
