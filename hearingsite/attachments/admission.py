"""Which files below content/files may be published: those that a record names, of five kinds, cleaned.

A finding stands at the record that names the file, for there its editor looks; or at the file, where none does.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.attachments.cleaning import Answer, Job
from hearingsite.attachments.kinds import KINDS, NAMES, foreign_kind, kind_by_content, kind_by_name
from hearingsite.attachments.memory import clean_remembered
from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.walk import FoundFile, walk_files, written

FILES: Final = "files"
MAX_BYTES: Final = 20 * 1024 * 1024


class Wanted(Struct, frozen=True):
    """A document that a record names: its path below content/files, and where the record names it."""

    file: str
    place: Place


class Admitted(Struct, frozen=True):
    """New bytes of every document that may be published, by its path below content/files; and every finding.

    `tables` are those of them that are tables, each with its path as people write it and its text as it was read.
    """

    documents: dict[str, bytes]
    findings: tuple[Diagnostic, ...]
    tables: dict[str, tuple[str, str]] = {}


def admit(
    content: Path, project: Path, state: Path, wanted: Iterable[Wanted], *, tell_strays: bool, may_write: bool = True
) -> Admitted:
    """Read and clean the documents that records name; with `tell_strays` (they are all), warn of those that none does.

    What was cleaned before is taken from the `state` folder, in which nothing is kept unless this `may_write`.
    """
    places: dict[str, list[Place]] = {}
    for one in wanted:
        places.setdefault(one.file, []).append(one.place)
    folder = content / FILES
    found, findings = _walk(folder, project, tell_faults=tell_strays)
    if tell_strays:
        findings += _strays(found, places, project)
    jobs: dict[str, Job] = {}
    for file in sorted(places):
        job = _read(file, found)
        if isinstance(job, Job):
            jobs[file] = job
        else:
            findings += (Diagnostic(place, *job) for place in places[file])
    documents: dict[str, bytes] = {}
    tables: dict[str, tuple[str, str]] = {}
    answers = clean_remembered(list(jobs.values()), state, may_write=may_write, is_all=tell_strays)
    for (file, job), answer in zip(jobs.items(), answers, strict=True):
        if answer.cleaned:
            documents[file] = answer.cleaned.content
            if job.kind == "csv":
                from hearingsite.attachments.tables import decode_table  # noqa: PLC0415 -- few documents are tables

                tables[file] = written(found[file], project), decode_table(job.content)
        finding = _said(file, job, answer)
        if finding:
            findings += (Diagnostic(place, *finding) for place in places[file])
    return Admitted(documents, tuple(findings), tables)


def _walk(folder: Path, project: Path, *, tell_faults: bool) -> tuple[dict[str, str], list[Diagnostic]]:
    """Find every file by its path below content/files, and what is wrong with the names and kinds of entries there."""
    findings: list[Diagnostic] = []
    found: dict[str, str] = {}
    for file in walk_files(folder, project):
        if isinstance(file, FoundFile):
            found[Path(file.path).relative_to(folder).as_posix()] = file.path
        elif tell_faults:
            findings.append(file)
    return found, [*findings, *_twins(found, project)]


def _twins(found: dict[str, str], project: Path) -> Iterator[Diagnostic]:
    """Names that differ in capitals alone are one file on some computers, and one address on some hosts."""
    lowered: dict[str, str] = {}
    for file, path in found.items():
        twin = lowered.setdefault(file.casefold(), file)
        if twin != file:
            message = f'This file and "{twin}" differ only in capital letters.'
            yield Diagnostic(Place(written(path, project)), "HS433", message, "Rename one of them.")


def _strays(found: dict[str, str], places: dict[str, list[Place]], project: Path) -> Iterator[Diagnostic]:
    for file, path in found.items():
        if file not in places:
            message = "No record names this file, so it is not published."
            hint = "Name it under attachments in a record, or move it away."
            yield Diagnostic(Place(written(path, project)), "HS435", message, hint)


def _read(file: str, found: dict[str, str]) -> Job | tuple[str, str, str]:
    """Read a document as far as to know what it is; or say code, sentence and way out."""
    if file not in found:
        sought = file.casefold().removeprefix("content/").removeprefix("files/")
        twin = next((other for other in found if other.casefold() == sought), "")
        meant = f' Did you mean "{twin}"?' if twin else ""
        return "HS434", f'There is no file "{file}" below content/files.{meant}', "Put it there, or correct the name."
    content = _bytes_of(found[file])
    if not content:
        what = "cannot be read" if content is None else "is empty"
        return "HS434", f'The file "{file}" {what}.', "Check that it may be opened, or save it again."
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1024**2} MB"
        return "HS436", f'The file "{file}" is larger than {limit}.', "Make its pictures smaller, or split it."
    named, kind = kind_by_name(file), kind_by_content(content)
    if kind is None or kind not in KINDS:
        what = foreign_kind(content)
        said = f"is {what}" if what else "is of no known kind"
        hint = "Documents can be PDF, PNG, JPEG, WebP and CSV. Save it as one of these."
        return "HS670", f'The file "{file}" {said}.', hint
    if kind != named:
        hint = "Give it the ending of what it is, or save it again as what its name says."
        return "HS670", f'The file "{file}" is {NAMES[kind]} by its content, and something else by its name.', hint
    return Job(kind, content)


def _bytes_of(path: str) -> bytes | None:
    """Read up to one byte more than a document may have; never through a link that came since the walk."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as handle:  # noqa: PTH123 -- opened above
            return handle.read(MAX_BYTES + 1)
    except OSError:
        return None


def _said(file: str, job: Job, answer: Answer) -> tuple[str, str, str] | None:
    """Say what cleaning found: code, sentence and way out; None if nothing."""
    if answer.refusal:
        code, message, hint = answer.refusal
        return code, f'"{file}" {message}.', hint
    return _unread(file, job.content, answer.cleaned.unread) if answer.cleaned and answer.cleaned.unread else None


def _unread(file: str, content: bytes, what: str) -> tuple[str, str, str]:
    """Say what no program can read; the digest binds whoever attests it to these very bytes."""
    words = f"{file} {hashlib.sha256(content).hexdigest()[:16]}"
    message = f'In "{words}", {what} cannot be read by a program: a name in it would not be found.'
    hint = (
        "Save it with its text (from the text program, or with text recognition). Or read it yourself, all of it, and "
        f'say so in the record: allow: [{{rule: HS674, words: "{words}", reason: …, by: your name, until: a day}}].'
    )
    return "HS674", message, hint
