"""The commands that put people into the private list: they ask, and show a value only with --reveal on a terminal."""

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearingsite.cli.console import Project, count, identities_option, key_option, say
from hearingsite.diagnostics import Fault, Report, fault, printable
from hearingsite.guard import changes
from hearingsite.guard.answers import Refused, read_answer
from hearingsite.guard.entries import read_entries
from hearingsite.guard.people_rules import roles
from hearingsite.guard.private_file import one_writer
from hearingsite.guard.vault import IdentityList, check_writable, load_list, read_people, save

if TYPE_CHECKING:
    from hearingsite.records.outline import Overview


def needed(file: Path | None) -> Path:
    """The list that was given; raises Fault (exit code 2) for none."""
    if file is None:
        hint = "Name it with --identities or HEARINGSITE_IDENTITIES; to make one: hearingsite identities init FOLDER."
        raise fault("HS715", "--identities", "No private list was given.", hint, exitcode=2)
    return file


def list_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the list, its key and the project."""
    return identities_option(key_option(click.pass_obj(command)))


@click.command()
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE", help="Take entries from a file.")
@click.option("--unknown", metavar="REASON", default="", help="The force does not know who it is, and why not.")
@list_options
def add(project: Project, source: Path | None, unknown: str, identities: Path | None, key: Path | None) -> int:
    """Ask for a person and add them, or take entries FROM a file outside the project (mode 600).

    Example: hearingsite identities add
    """
    if source and unknown:
        raise click.UsageError("Entries of a file say for themselves who is unknown, and why.")
    file = needed(identities)
    folder = project.settings.project
    opened = load_list(file, key, folder)
    check_writable(opened)
    entries = read_people(source, folder) if source else [_ask_person(opened, unknown, Questions(project))]
    with one_writer(opened.file):
        opened = load_list(file, key, folder)
        if not source:
            entries[0]["id"] = changes.next_id(opened)  # somebody else may have added a person meanwhile
        _save(opened, key, changes.with_entries(opened, entries))
    for entry in entries:
        say(f"Added {entry['id']}: {entry['known_as']} in {', '.join(entry['records'])}.")
        _tell_letter(entry)
    if source:
        say("Delete the file that they came from.")
    return 0


class Questions:
    """Asks for fields of a person until each answer can be taken."""

    def __init__(self, project: Project) -> None:
        """Keep the project, whose records are read when somebody is asked for a hearing."""
        self.project = project

    @functools.cached_property
    def overview(self) -> "Overview":
        """All records in outline."""
        from hearingsite.unlock import read_overview  # noqa: PLC0415 -- `list` and `--help` need no records

        return read_overview(self.project.settings)

    def ask(self, entry: dict[str, Any], field: str, question: str, *, default: str | None = "") -> None:
        """Ask for a field and put the answer into an entry; whatever cannot be taken is asked again at once."""
        while not self._is_taken(entry, field, click.prompt(question, default=default, show_default=bool(default))):
            pass

    def ask_anew(self, entry: dict[str, Any], field: str, question: str) -> None:
        """Ask for a field that may stay as it is; a hyphen takes it out."""
        while typed := click.prompt(question, default="", show_default=False).strip():
            if self._is_taken(entry, field, "" if typed == "-" else typed):
                return

    def ask_for_name(self, entry: dict[str, Any], opened: IdentityList) -> None:
        """Ask until there is something to look for."""
        while changes.lacks_name(entry):
            say(
                "Without a name or a number nobody can be looked for. If nobody knows any, see add --unknown.", err=True
            )
            for field in changes.LOOKED_FOR:
                self.ask(entry, field, changes.FIELDS[field])
            self.settle(entry, opened)

    def _is_taken(self, entry: dict[str, Any], field: str, typed: str) -> bool:
        try:
            changes.answer(entry, field, typed)
        except Refused as refusal:
            say(str(refusal), err=True)
            return False
        self._doubt(entry, field)
        return True

    def settle(self, entry: dict[str, Any], opened: IdentityList) -> None:
        """Ask for another designation as long as it is somebody else's or gives the person away."""
        while sentence := changes.clash(opened, entry):
            say(sentence, err=True)
            self.ask(entry, "known_as", changes.OWN_FIELDS["known_as"], default=None)

    def _doubt(self, entry: dict[str, Any], field: str) -> None:
        if field not in ("records", "known_as"):
            return
        from hearingsite.unlock import doubts  # noqa: PLC0415 -- see above

        for sentence in doubts(field, entry.get("records", ()), entry.get("known_as", ""), self.overview):
            say(printable(sentence), err=True)


def _ask_person(opened: IdentityList, unknown: str, questions: Questions) -> dict[str, Any]:
    """Ask for everything about a person, or little of one who is unknown; what is left empty is left out."""
    entry: dict[str, Any] = {"id": changes.next_id(opened)}
    if unknown:
        try:
            entry["unknown"] = read_answer("unknown", unknown)
        except Refused as refusal:
            raise fault("HS683", "--unknown", "This does not say why.", str(refusal), exitcode=2) from None
    say("What do you know of this person? Several answers to a question are parted by commas; Enter goes on.")
    for field, question in changes.OWN_FIELDS.items():
        if field == "role":
            say(f"The roles are: {', '.join(roles())}.")
        default = ("victim" if unknown else "officer") if field == "role" else None
        questions.ask(entry, field, question, default=default)
        questions.settle(entry, opened)
    for field in changes.UNKNOWN_FIELDS if unknown else changes.FIELDS:
        questions.ask(entry, field, changes.FIELDS[field])
        questions.settle(entry, opened)
    if unknown:
        return entry
    questions.ask_for_name(entry, opened)
    lines = click.prompt("Address, without postcode", default="", show_default=False)
    postcode = click.prompt("Postcode", default="", show_default=False)
    address = {"lines": [lines.strip()] if lines.strip() else [], "postcode": postcode.strip()}
    if any(address.values()):
        entry["addresses"] = [{part: value for part, value in address.items() if value}]
    return entry


@click.command()
@click.argument("person", metavar="ID")
@click.argument("fields", nargs=-1, metavar="[FIELDS]…")
@click.option("--remove", is_flag=True, help="Take the whole person out of the list.")
@click.option("--reveal", is_flag=True, help="Show what is there now. On a terminal only.")
@list_options
def edit(
    project: Project,
    person: str,
    fields: tuple[str, ...],
    *,
    identities: Path | None,
    key: Path | None,
    remove: bool,
    reveal: bool,
) -> int:
    """Ask anew for the FIELDS of a person, or for all of them. No editor is opened: editors leave copies.

    Example: hearingsite identities edit p-0001 names.given
    """
    if reveal and not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise click.UsageError("--reveal works on a terminal only.")
    file, folder = needed(identities), project.settings.project
    try:
        with one_writer(file.absolute()):
            opened = load_list(file, key, folder)
            place = changes.find(opened, person)
            if remove:
                click.confirm(f"Take {person} out of the list?", abort=True)
                _save(opened, key, changes.with_entry(opened, place, None))
                say(f"{person} is no longer in the list. The state before is kept beside it, encrypted.")
                return 0
            changes.check_fields(fields)
            check_writable(opened)
            entry, before = changes.entry_at(opened, place), changes.entry_at(opened, place)
            _ask_fields(entry, fields or changes.ALL_FIELDS, opened, Questions(project), reveal=reveal)
            if entry == before:
                say("Nothing was changed.")
                return 0
            changes.drop_lost_strengths(entry)
            _save(opened, key, changes.with_entry(opened, place, entry))
    except changes.Unfit as error:
        raise click.UsageError(str(error)) from None
    say(f"{person} was changed.")
    _tell_letter(entry)
    return 0


def _tell_letter(entry: dict[str, Any]) -> None:
    """Say at once what may be chance in a designation, while nobody has seen it yet."""
    if sentence := changes.letter_told(entry):
        say(sentence, err=True)


def _ask_fields(
    entry: dict[str, Any], fields: tuple[str, ...], opened: IdentityList, questions: Questions, *, reveal: bool
) -> None:
    say("Enter keeps what is there; a single hyphen takes it out. Several answers are parted by commas.")
    for field in fields:
        now = changes.texts_at(entry, field)
        shown = ", ".join(now) if reveal else count(len(now), "value") + " now"
        questions.ask_anew(entry, field, f"{field} ({shown})")
        questions.settle(entry, opened)
    questions.ask_for_name(entry, opened)


def _save(opened: IdentityList, key: Path | None, people: str) -> None:
    """Write new people, unless something is wrong with them; raises Fault (exit code 2)."""
    faults = opened.told(read_entries(people, str(opened.file), opened.first_line)).faults
    if faults:
        say("Nothing was changed.", err=True)
        raise Fault(Report.of(faults), 2)
    save(opened, key, people)
