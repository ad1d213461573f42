"""The command of the guard alone: scan."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
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
from hearingsite.disk import disk_faults, write_whole
from hearingsite.guard.attest import attest as attest_site
from hearingsite.guard.attest import seal_digest
from hearingsite.guard.exceptions import load_exceptions
from hearingsite.guard.history import STAGED, HistoryError, Kept, read_history
from hearingsite.guard.scan import Guard, Match
from hearingsite.guard.tokens import load_tokens
from hearingsite.guard.vault import IdentityList
from hearingsite.moment import read_now
from hearingsite.prepare import prepare
from hearingsite.sentry import output_guard, past_guard, repair, say_match, source_guard
from hearingsite.settings import Settings
from hearingsite.unlock import unlock
from hearingsite.values import day_of
from hearingsite.verify import digests_of

_FILE: Final = click.Path(path_type=Path, dir_okay=False)
# What to do about a find, by what leads to it.
_REWRITE: Final = "Whoever has a copy has it too: rewrite the history, or begin a new repository."
_UNSTAGE: Final = "No commit has it yet: take it out (git rm --cached), then run git gc --prune=now."
_TIDY: Final = (
    "No branch has it any more, but this copy does: run git reflog expire --expire-unreachable=now --all, "
    "then git gc --prune=now."
)


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
    opened = None if tokens and not identities else unlock(project.settings, identities, key, may_git_lack=history)
    values: dict[Match, str] = {}
    found: list[Diagnostic] = []
    with progress() as step:
        step("Reading the files and the records")
        before = None if attest is None else _digests_before(attest, paths, opened, is_history=history)
        must_read = opened is None or attest is not None
        guards = _guards(project.settings, opened, moment, must_read_records=must_read, is_history=history)
        for guard in guards:
            guard.tokens = load_tokens(tokens, token_key) if tokens and token_key else None
            guard.on_value = values.__setitem__ if reveal else None
        for path in paths:
            step(f"Searching {printable(path.name or str(path))}")
            found += (
                _history(guards, path, project.settings)
                if history
                else (_finding(match, guards[0]) for match in _files(guards[0], path))
            )
    report = Report.of(found)
    print_report(report, format_)
    for match, value in values.items():
        say(f"{match.path}:{match.line or 1}: {printable(value)}")
    if format_ == "text":
        say(f"{count(len(paths), 'path')} searched: {count(len(report.errors), 'find')}.", err=True)
    if attest is not None and before is not None and opened is not None and not report.errors:
        content = _attested(paths[0], before, opened, moment)
        with disk_faults(project.settings.project, attest.absolute().parent, what="The attestation"):
            write_whole(attest, content)
        say(f"Wrote {printable(str(attest))}: these very bytes were searched.", err=True)
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


def _attested(folder: Path, before: dict[str, str], opened: IdentityList, now: dt.datetime) -> bytes:
    """Sign that a folder was searched, if it still is as it was before."""
    if dict(digests_of(folder)) != before:
        hint = "Search it again when nobody writes into it."
        raise fault("HS669", folder.name, "The folder was changed while it was searched.", hint, exitcode=3)
    counts = {"files": len(before), "people": opened.sought}
    return attest_site(seal_digest(before), opened, counts, now)


def _guards(
    settings: Settings, opened: IdentityList | None, now: dt.datetime, *, must_read_records: bool, is_history: bool
) -> tuple[Guard, ...]:
    """The guard of this project: the private list, and what must not be public, as far as the records can be read.

    Of a history there are two: the second is for sources, where what is kept back stands by right.
    """
    review = load_exceptions(settings.project, opened, day_of(now)) if opened else None
    identities = opened.identities if opened else ()
    if opened and opened.note:
        say(opened.note, err=True)
    make = past_guard if is_history else output_guard
    try:
        guard = make(prepare(settings, now).sought, identities, review)
    except Fault:
        if must_read_records:
            raise
        say("The records have faults, so only the private list is searched for.", err=True)
        guard = Guard(identities, review=review)
    return (guard, source_guard(settings, identities, review)) if is_history else (guard,)


def _files(guard: Guard, path: Path) -> Iterator[Match]:
    if path.is_dir():
        yield from guard.scan_folder(path.resolve())
    elif path.is_file():
        yield from guard.scan_name(path.name)
        yield from guard.scan(path.as_posix(), path.read_bytes())
    else:
        raise _wrong(printable(str(path)), "There is no such file.", "Check the path for a typing mistake.")


def _history(guards: Sequence[Guard], path: Path, settings: Settings) -> Iterator[Diagnostic]:
    try:
        for kept in read_history(path, _sources_in(settings)):
            guard = guards[kept.is_source]
            if kept.unread:
                shown = f"{guard.masked(kept.path)} ({kept.of})" if kept.of else guard.masked(kept.path)
                yield _unread(Place(shown), "HS913", kept.unread, kept.hint)
            found = guard.scan(kept.path, kept.content, kept.of)
            if found and kept.is_names:  # a name says more than its place among all names
                names = kept.content.decode().split("\n")
                found = [match for name in names for match in guard.scan_name(name)] or found
            yield from (_in_history(match, kept) for match in found)
    except HistoryError as error:
        yield _unread(Place(printable(str(path))), "HS913", str(error), error.hint)


def _sources_in(settings: Settings) -> str:
    """The folder of the content as git names it; the project may be a part of a repository."""
    project = settings.project.resolve()
    top = next((folder for folder in (project, *project.parents) if (folder / ".git").exists()), project)
    return f"{(project / settings.content.relative_to(settings.project)).relative_to(top).as_posix()}/"


def _in_history(match: Match, kept: Kept) -> Diagnostic:
    place = _place(match)
    if not match.who:
        return _unread(place, "HS913", match.rule, "Look at it by hand.")
    hint = _TIDY if kept.is_left else _UNSTAGE if kept.of == STAGED else _REWRITE
    return Diagnostic(place, "HS912", say_match(match), hint)


def _unread(place: Place, code: str, why: str, hint: str) -> Diagnostic:
    return Diagnostic(place, code, f"Nobody can tell what this holds: {why}.", hint)


def _place(match: Match) -> Place:
    return Place(match.path, match.line, match.column or (1 if match.line else 0))


def _finding(match: Match, guard: Guard) -> Diagnostic:
    place = _place(match)
    if not match.who:
        return _unread(place, "HS908", match.rule, "Put a whole file in its place.")
    return Diagnostic(
        place, "HS911" if match.where == "file name" else "HS910", say_match(match), repair(match, guard.review)
    )
