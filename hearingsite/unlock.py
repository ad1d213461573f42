"""The private list that belongs to a run, and what it and the records say of each other."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place, Report, fault
from hearingsite.guard.people_rules import due_for_review, own_letters
from hearingsite.guard.vault import IdentityList, load_list
from hearingsite.records.outline import Outline, Overview, overview_of, promised
from hearingsite.records.register import read_register
from hearingsite.settings import CONFIG, Settings

DEMONSTRATION: Final = "demonstration"


def unlock(
    settings: Settings, file: Path | None, key: Path | None, *, may_git_lack: bool = False
) -> IdentityList | None:
    """Open the list that was given; None where the settings say that it is not held here.

    Raises Fault (exit code 2) for a list that cannot be used, and for none where it should be. With `may_git_lack`,
    whoever asks tells themselves what is missing in git.
    """
    if file is not None:
        return load_list(file, key, settings.project, may_git_lack=may_git_lack)
    if settings.identities == "not-held":
        return None
    hint = (
        "Name the list with --identities or HEARINGSITE_IDENTITIES. Where it is kept by others, "
        'write "identities": "not-held" in the settings.'
    )
    raise fault(
        "HS715", CONFIG, "The private list of protected people is needed, and none was given.", hint, exitcode=2
    )


def exitcode_of(report: Report) -> int:
    """Give the exit code of faults of records and of what `compare` found.

    It is 1 if there are faults of records, 3 if designations lack an entry and nothing else is wrong, else 2; 0 for none.
    """
    codes = {one.code for one in report.errors}
    if codes - {"HS662", "HS663"}:
        return 1
    return 3 if codes == {"HS663"} else 2 if codes else 0


def compare(opened: IdentityList, overview: Overview, *, is_whole: bool = True) -> Iterator[Diagnostic]:
    """Yield HS662 for entries of hearings that no record has, HS663 for designations without an entry.

    Without `is_whole`, some records were not read: nobody can tell which hearings no record has. Neither can it be told
    of a record that cannot be understood. Invented forces have nobody to protect.
    """
    references = {outline.reference for outline in overview.outlines} | overview.unread
    listed: dict[str, set[str]] = {}
    for one, line in zip(opened.identities, opened.lines, strict=True):
        for record in one.records:
            listed.setdefault(record, set()).add(one.known_as)
            if is_whole and record not in references:
                message = f"The list has an entry for {record} ({one.id}), and no record has this reference."
                hint = f"Correct the reference, or take it out: hearingsite identities edit {one.id} records."
                yield Diagnostic(_place(opened, line), "HS662", message, hint)
    for outline in overview.outlines:
        if _is_real(outline, overview):
            yield from _unlisted(outline, overview, listed.get(outline.reference, set()))


def _place(opened: IdentityList, line: int) -> Place:
    """Where an entry stands; nobody can open an encrypted file at a line of its text."""
    return Place(str(opened.file), line, 1) if opened.note else Place(str(opened.file))


def worth_a_look(opened: IdentityList, today: dt.date) -> Iterator[Diagnostic]:
    """Yield the entries of a list at which somebody should look again, though nothing is wrong with them."""

    def place(number: int) -> Place:
        return _place(opened, opened.lines[number])

    yield from due_for_review(opened.identities, place, today)
    yield from own_letters(opened.identities, place)


def compare_with_records(opened: IdentityList, settings: Settings) -> list[Diagnostic]:
    """Read all records, and give what they and the list say of each other."""
    return list(compare(opened, read_overview(settings)))


def read_overview(settings: Settings) -> Overview:
    """Read all records."""
    register, report = read_register(settings.content, settings.project)
    return overview_of(register.entries, register.forces, promised(one.place.path for one in report.errors))


def doubts(field: str, records: Iterable[str], known_as: str, overview: Overview) -> Iterator[str]:
    """Yield what is unusual in an answer about somebody, and may still be right: the record may come later."""
    outlines = {outline.reference: outline for outline in overview.outlines}
    for record in records:
        if field == "records" and record not in outlines:
            yield f"No record has the reference {record} yet: look whether it is mistyped."
        elif field == "known_as" and record in outlines:
            shown = list(dict.fromkeys(designation for _, designation in outlines[record].designations))
            if known_as not in shown:
                those = f"its designations are {', '.join(shown)}" if shown else "it has no designations"
                yield f"{record} has nobody who is called that: {those}."


def _is_real(outline: Outline, overview: Overview) -> bool:
    force = overview.forces.get(outline.force)
    return force is None or force.force.kind != DEMONSTRATION


def _unlisted(outline: Outline, overview: Overview, listed: set[str]) -> Iterator[Diagnostic]:
    for path, designation in outline.nameless:
        if designation not in listed:
            place = overview.places(outline.path).value(path)
            message = f'The private list has nobody who is "{designation}" in {outline.reference}.'
            hint = "Add the person: hearingsite identities add; with --unknown REASON if the force does not know who it is."
            yield Diagnostic(place, "HS663", message, hint)
