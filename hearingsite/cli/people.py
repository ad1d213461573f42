"""The commands that put people into the private list: they ask, and show a value only with --reveal on a terminal."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from hearingsite.cli.console import Project, count, identities_option, key_option, say
from hearingsite.diagnostics import Fault, Report, fault
from hearingsite.guard import changes
from hearingsite.guard.entries import read_entries
from hearingsite.guard.private_file import one_writer
from hearingsite.guard.vault import IdentityList, load_list, read_people, save


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
    entries = read_people(source, folder) if source else [_ask_person(changes.next_id(opened), unknown)]
    with one_writer(opened.file):
        opened = load_list(file, key, folder)
        _save(opened, key, changes.with_entries(opened, entries))
    for entry in entries:
        say(f"Added {entry['id']}: {entry['known_as']} in {', '.join(entry['records'])}.")
    if source:
        say("Delete the file that they came from.")
    return 0


def _ask_person(new_id: str, unknown: str) -> dict[str, Any]:
    """Ask for everything about a person, or little of one who is unknown; what is left empty is left out."""
    say("What do you know of this person? Several answers to a question are parted by commas; Enter goes on.")
    entry: dict[str, Any] = {"id": new_id}
    for field, question in changes.OWN_FIELDS.items():
        default = ("victim" if unknown else "officer") if field == "role" else None
        changes.put(entry, field, click.prompt(question, default=default))
    if unknown:
        entry["unknown"] = unknown
    for field in changes.UNKNOWN_FIELDS if unknown else changes.FIELDS:
        changes.put(entry, field, click.prompt(changes.FIELDS[field], default="", show_default=False))
    if unknown:
        return entry
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
            entry = changes.entry_at(opened, place)
            _ask_fields(entry, fields or tuple(changes.ALL_FIELDS), reveal=reveal)
            changes.drop_lost_strengths(entry)
            _save(opened, key, changes.with_entry(opened, place, entry))
    except changes.Unfit as error:
        raise click.UsageError(str(error)) from None
    say(f"{person} was changed.")
    return 0


def _ask_fields(entry: dict[str, Any], fields: tuple[str, ...], *, reveal: bool) -> None:
    say("Enter keeps what is there; a single hyphen takes it out. Several answers are parted by commas.")
    for field in fields:
        if field not in changes.ALL_FIELDS:
            raise changes.Unfit(f"The fields are: {', '.join(changes.ALL_FIELDS)}.")
        now = changes.texts_at(entry, field)
        shown = ", ".join(now) if reveal else count(len(now), "value") + " now"
        given = click.prompt(f"{field} ({shown})", default="", show_default=False)
        if given.strip():
            changes.put(entry, field, "" if given.strip() == "-" else given)


def _save(opened: IdentityList, key: Path | None, people: str) -> None:
    """Write new people, unless something is wrong with them; raises Fault (exit code 2)."""
    faults = read_entries(people, str(opened.file), opened.first_line).faults
    if faults:
        say("Nothing was changed.", err=True)
        raise Fault(Report.of(faults), 2)
    save(opened, key, people)
