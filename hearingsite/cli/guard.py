"""The command of the guard alone: scan."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

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
from hearingsite.cli.progress import progress
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault, printable
from hearingsite.guard.attest import attest as attest_site
from hearingsite.guard.attest import seal_digest
from hearingsite.guard.exceptions import load_exceptions
from hearingsite.guard.history import HistoryError, read_history
from hearingsite.guard.scan import Guard, Match
from hearingsite.guard.tokens import load_tokens
from hearingsite.guard.vault import IdentityList
from hearingsite.moment import read_now
from hearingsite.prepare import prepare
from hearingsite.sentry import output_guard, repair, say_match
from hearingsite.settings import Settings
from hearingsite.unlock import unlock
from hearingsite.values import day_of
from hearingsite.verify import digests_of

_FILE: Final = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER|FILES...")
@identities_option
@key_option
@now_option
@format_option
@click.option("--tokens", type=_FILE, metavar="FILE", help="Look for the tokens of a list that is elsewhere.")
@click.option("--token-key", type=_FILE, metavar="FILE", help="The key of the tokens.")
@click.option("--attest", type=_FILE, metavar="FILE", help="Sign in FILE that FOLDER was searched and nothing found.")
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
    tokens: Path | None,
    token_key: Path | None,
    attest: Path | None,
    history: bool,
    reveal: bool,
) -> int:
    """Search any folder or files for protected people, and for what must not be public yet.

    Example: hearingsite scan output
    """
    if reveal and not sys.stdout.isatty():
        hint = "Run it by hand, without | or >: what it shows must not end up in a file."
        raise _wrong("--reveal", "What was found is shown on a terminal only.", hint)
    if (tokens is None) != (token_key is None):
        raise _wrong("--tokens", "Tokens and their key go together.", "Give both --tokens and --token-key.")
    moment = read_now(now)
    # Where only the tokens are, the list is elsewhere, and nobody asks for it.
    opened = None if tokens and not identities else unlock(project.settings, identities, key)
    values: dict[Match, str] = {}
    found: list[Match] = []
    with progress() as step:
        step("Reading the files and the records")
        before = None if attest is None else _digests_before(attest, paths, opened, is_history=history)
        guard = _guard(project.settings, opened, moment, must_read_records=opened is None or attest is not None)
        if tokens and token_key:
            guard.tokens = load_tokens(tokens, token_key)
        if reveal:
            guard.on_value = values.__setitem__
        for path in paths:
            step(f"Searching {printable(path.name or str(path))}")
            found += _history(guard, path) if history else _files(guard, path)
    report = Report.of(_finding(match, guard, is_history=history) for match in found)
    print_report(report, format_)
    for match, value in values.items():
        say(f"{match.path}:{match.line or 1}: {printable(value)}")
    if format_ == "text":
        say(f"{count(len(paths), 'path')} searched: {count(len(report.errors), 'find')}.", err=True)
    if attest is not None and before is not None and opened is not None and not report.errors:
        _attest(attest, paths[0], before, opened, moment)
    return 3 if report.errors else 0


def _wrong(what: str, message: str, hint: str) -> Fault:
    return fault("HS711", what, message, hint, exitcode=2)


def _digests_before(
    file: Path, paths: tuple[Path, ...], opened: IdentityList | None, *, is_history: bool
) -> dict[str, str]:
    """The digests of the one folder that is to be attested, as it is before anything is searched."""
    if opened is None:
        raise _wrong("--attest", "Without the private list nothing can be attested.", "Name it with --identities.")
    if len(paths) != 1 or not paths[0].is_dir() or is_history:
        raise _wrong("--attest", "Only the files of one folder can be attested.", "Name one folder.")
    if file.resolve().is_relative_to(paths[0].resolve()):
        raise _wrong("--attest", "The attestation cannot lie in the folder it is about.", "Name a file outside of it.")
    return dict(digests_of(paths[0]))


def _attest(file: Path, folder: Path, before: dict[str, str], opened: IdentityList, now: dt.datetime) -> None:
    """Sign that a folder was searched, if it still is as it was before."""
    if dict(digests_of(folder)) != before:
        hint = "Search it again when nobody writes into it."
        raise fault("HS669", folder.name, "The folder was changed while it was searched.", hint, exitcode=3)
    counts = {"files": len(before), "people": opened.sought}
    file.write_bytes(attest_site(seal_digest(before), opened, counts, now))
    say(f"Wrote {printable(str(file))}: these very bytes were searched.", err=True)


def _guard(settings: Settings, opened: IdentityList | None, now: dt.datetime, *, must_read_records: bool) -> Guard:
    """The guard of this project: the private list, and what must not be public, as far as the records can be read."""
    review = load_exceptions(settings.project, opened, day_of(now)) if opened else None
    identities = opened.identities if opened else ()
    if opened and opened.note:
        say(opened.note, err=True)
    try:
        return output_guard(prepare(settings, now).sought, identities, review)
    except Fault:
        if must_read_records:
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
        raise _wrong(printable(str(path)), "There is no such file.", "Check the path for a typing mistake.")


def _history(guard: Guard, path: Path) -> Iterator[Match]:
    try:
        for name, content in read_history(path):
            yield from guard.scan(name, content)
    except HistoryError as error:
        yield Match("history", 0, 0, "", "", str(error))


def _finding(match: Match, guard: Guard, *, is_history: bool) -> Diagnostic:
    place = Place(match.path, match.line, match.column or (1 if match.line else 0))
    if not match.who:
        code, hint = ("HS913", "Look at it by hand.") if is_history else ("HS908", "Put a whole file in its place.")
        return Diagnostic(place, code, f"Nobody can tell what this holds: {match.rule}.", hint)
    if is_history:
        hint = "Whoever has a copy has it too: rewrite the history, or begin a new repository."
        return Diagnostic(place, "HS912", say_match(match), hint)
    code = "HS911" if match.where == "file name" else "HS910"
    return Diagnostic(place, code, say_match(match), repair(match, guard.review))
