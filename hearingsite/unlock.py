"""The private list that belongs to a run, and what it and the records say of each other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.guard.vault import IdentityList, load_list
from hearingsite.records.model import Hearing
from hearingsite.records.register import Entry, Register, read_register
from hearingsite.settings import CONFIG, Settings

DEMONSTRATION: Final = "demonstration"


def unlock(settings: Settings, file: Path | None, key: Path | None) -> IdentityList | None:
    """Open the list that was given; None where the settings say that it is not held here.

    Raises Fault (exit code 2) for a list that cannot be used, and for none where it should be.
    """
    if file is not None:
        return load_list(file, key, settings.project)
    if settings.identities == "not-held":
        return None
    hint = (
        "Name the list with --identities or HEARINGSITE_IDENTITIES. Where it is kept by others, "
        'write "identities": "not-held" in the settings.'
    )
    raise fault(
        "HS715", CONFIG, "The private list of protected people is needed, and none was given.", hint, exitcode=2
    )


def check_against(opened: IdentityList, register: Register) -> None:
    """Raise Fault where list and records disagree: exit code 3 if only designations lack an entry, else 2."""
    report = Report.of(compare(opened, register))
    if report.errors:
        raise Fault(report, exitcode_of(report))


def exitcode_of(report: Report) -> int:
    """Give the exit code of what `compare` found."""
    return 3 if {one.code for one in report.errors} == {"HS663"} else 2


def compare(opened: IdentityList, register: Register) -> Iterator[Diagnostic]:
    """Yield HS662 for entries of hearings that no record has, HS663 for designations without an entry.

    HS663 is what ends with exit code 3, HS662 with 2. Invented forces have nobody to protect.
    """
    references = {entry.hearing.reference for entry in register.entries}
    listed: dict[str, set[str]] = {}
    for one, line in zip(opened.identities, opened.lines, strict=True):
        for record in one.records:
            listed.setdefault(record, set()).add(one.known_as)
            if record not in references:
                message = f"The list has an entry for {record} ({one.id}), and no record has this reference."
                hint = "Correct the reference, or take it out of the entry."
                yield Diagnostic(Place(str(opened.file), line, 1), "HS662", message, hint)
    for entry in register.entries:
        if _is_real(entry, register):
            yield from _unlisted(entry, listed.get(entry.hearing.reference, set()))


def compare_with_records(opened: IdentityList, settings: Settings) -> list[Diagnostic]:
    """Read all records, and give what they and the list say of each other."""
    register, _ = read_register(settings.content, settings.project)
    return list(compare(opened, register))


def _is_real(entry: Entry, register: Register) -> bool:
    force = register.forces.get(entry.hearing.force)
    return force is None or force.force.kind != DEMONSTRATION


def _unlisted(entry: Entry, listed: set[str]) -> Iterator[Diagnostic]:
    for path, designation in designations(entry.hearing):
        if designation not in listed:
            place = entry.front_matter.places().value(path)
            message = f'The private list has nobody who is "{designation}" in {entry.hearing.reference}.'
            hint = "Add the person: hearingsite identities add; with --unknown REASON if the force does not know who it is."
            yield Diagnostic(place, "HS663", message, hint)


def designations(hearing: Hearing) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield everybody of a record who stands there under a designation, with the place in the header."""
    for number, officer in enumerate(hearing.officers):
        if officer.known_as and not officer.name:
            yield ("officers", number, "known_as"), officer.known_as
    for number, person in enumerate(hearing.people):
        if person.known_as and not person.name:
            yield ("people", number, "known_as"), person.known_as.en
