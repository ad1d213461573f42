"""The command of the guard alone: scan."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from hearingsite.cli.console import (
    Project,
    count,
    format_option,
    identities_option,
    key_option,
    now_option,
    print_report,
    say,
)
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault, printable
from hearingsite.guard.exceptions import load_exceptions
from hearingsite.guard.history import HistoryError, read_history
from hearingsite.guard.scan import Guard, Match
from hearingsite.moment import read_now
from hearingsite.prepare import prepare
from hearingsite.sentry import output_guard, repair, say_match
from hearingsite.settings import Settings
from hearingsite.unlock import unlock


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER|FILES...")
@identities_option
@key_option
@now_option
@format_option
@click.option("--history", is_flag=True, help="Search the git repository of FOLDER, not its files.")
@click.option("--reveal", is_flag=True, help="Show what was found; on a terminal only.")
@click.pass_obj
def scan(
    project: Project,
    *,
    paths: tuple[Path, ...],
    identities: Path | None,
    key: Path | None,
    now: str | None,
    format_: str,
    history: bool,
    reveal: bool,
) -> int:
    """Search any folder or files for protected people, and for what must not be public yet.

    Example: hearingsite scan output
    """
    if reveal and not sys.stdout.isatty():
        hint = "Run it by hand, without | or >: what it shows must not end up in a file."
        raise fault("HS711", "--reveal", "What was found is shown on a terminal only.", hint, exitcode=2)
    guard = _guard(project.settings, identities, key, read_now(now))
    values: dict[Match, str] = {}
    if reveal:
        guard.on_value = values.__setitem__
    found = [one for path in paths for one in (_history(guard, path) if history else _files(guard, path))]
    report = Report.of(_finding(match, is_history=history) for match in found)
    print_report(report, format_)
    for match, value in values.items():
        say(f"{match.path}:{match.line or 1}: {printable(value)}")
    if format_ == "text":
        say(f"{count(len(paths), 'path')} searched: {count(len(report.errors), 'find')}.", err=True)
    return 3 if report.errors else 0


def _guard(settings: Settings, file: Path | None, key: Path | None, now: dt.datetime) -> Guard:
    """The guard of this project: the private list, and what must not be public, as far as the records can be read."""
    opened = unlock(settings, file, key)
    review = load_exceptions(settings.project, opened, now.date()) if opened else None
    identities = opened.identities if opened else ()
    if opened and opened.note:
        say(opened.note, err=True)
    try:
        return output_guard(prepare(settings, now), identities, review)
    except Fault:
        if opened is None:
            raise
        say("The records have faults, so only the private list is searched for.", err=True)
        return Guard(identities, review=review)


def _files(guard: Guard, path: Path) -> Iterator[Match]:
    if path.is_dir():
        yield from guard.scan_folder(path.resolve())
    elif path.is_file():
        yield from guard.scan_name(path.name)
        yield from guard.scan(path.as_posix(), path.read_bytes())
    else:
        hint = "Check the path for a typing mistake."
        raise fault("HS711", printable(str(path)), "There is no such file.", hint, exitcode=2)


def _history(guard: Guard, path: Path) -> Iterator[Match]:
    try:
        for name, content in read_history(path):
            yield from guard.scan(name, content)
    except HistoryError as error:
        yield Match("history", 0, 0, "", "", str(error))


def _finding(match: Match, *, is_history: bool) -> Diagnostic:
    place = Place(match.path, match.line, match.column or (1 if match.line else 0))
    if not match.who:
        code, hint = ("HS913", "Look at it by hand.") if is_history else ("HS908", "Put a whole file in its place.")
        return Diagnostic(place, code, f"Nobody can tell what this holds: {match.rule}.", hint)
    if is_history:
        hint = "Whoever has a copy has it too: rewrite the history, or begin a new repository."
        return Diagnostic(place, "HS912", say_match(match), hint)
    return Diagnostic(place, "HS911" if match.where == "file name" else "HS910", say_match(match), repair(match))
