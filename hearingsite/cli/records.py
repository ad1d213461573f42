"""The commands about records: check, explain, schema."""

import datetime as dt
import json
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearingsite.cli.console import (
    Project,
    count,
    counts,
    format_option,
    identities_option,
    key_option,
    now_option,
    print_report,
    say,
)
from hearingsite.cli.progress import progress
from hearingsite.diagnostics import REPORT_SCHEMA, Report, code_table, fault, printable
from hearingsite.disk import disk_faults
from hearingsite.moment import read_now
from hearingsite.settings import STATE, Settings
from hearingsite.values import day_of
from hearingsite.walk import FoundFile, walk_files

if TYPE_CHECKING:
    from hearingsite.guard.vault import IdentityList
    from hearingsite.records.check import Checked


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@format_option
@now_option
@identities_option
@key_option
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.pass_obj
def check(
    project: Project,
    *,
    files: tuple[Path, ...],
    format_: str,
    now: str | None,
    identities: Path | None,
    key: Path | None,
    strict: bool,
) -> int:
    """Say every fault of every record, or of some FILES; with --identities, also whom the guard finds in the content.

    Example: hearingsite check content/hearings/2023/as-2023-014.md
    """
    from hearingsite.check import check_records  # noqa: PLC0415 -- `explain` and `--help` need none of it

    moment = read_now(now)
    settings = project.settings
    with disk_faults(settings.project, settings.project / STATE), progress() as step:
        step("Checking the records")
        only = _records_among(files, settings) if files else None
        checked = check_records(settings, moment, only)
        report, exitcode = checked.report, 1 if checked.report.errors else 0
        if identities is not None:
            opened = _open(identities, key, settings)
            report, exitcode = _guarded(checked, settings, opened, day_of(moment), is_whole=only is None)
    print_report(report, format_)
    if format_ == "text":
        say(f"{count(checked.records, 'record')} checked: {counts(report)}.", err=True)
    return exitcode or (1 if strict and report.warnings else 0)


def _open(file: Path, key: Path | None, settings: Settings) -> "IdentityList":
    from hearingsite.guard.vault import load_list  # noqa: PLC0415 -- only with a list

    opened = load_list(file, key, settings.project)
    if opened.note:
        say(opened.note, err=True)
    return opened


def _guarded(
    checked: "Checked", settings: Settings, opened: "IdentityList", today: dt.date, *, is_whole: bool
) -> tuple[Report, int]:
    """Hold the list against the records, and let the guard read the content: gives all findings, and a build's exit code."""
    from hearingsite.guard.exceptions import load_exceptions  # noqa: PLC0415 -- only with a list
    from hearingsite.sentry import source_faults, source_guard, unsaid  # noqa: PLC0415 -- see above
    from hearingsite.unlock import compare, exitcode_of  # noqa: PLC0415 -- see above

    report = Report.of([*checked.report.diagnostics, *compare(opened, checked.overview, is_whole=is_whole)])
    review = load_exceptions(settings.project, opened, today)
    guard = source_guard(settings, opened.identities, review)
    found = [*source_faults(guard, settings), *review.lapsed()]
    unused = review.unused(is_all=False)
    return Report.of([*unsaid(report, guard).diagnostics, *found, *unused]), 3 if found else exitcode_of(report)


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Explain a code: what it means, why, its source, a bad and a good example.

    Example: hearingsite explain HS204
    """
    table = code_table()
    if code is None:
        for known, entry in table.items():
            say(f"{known}  {entry['title']}")
        return 0
    if code.upper() not in table:
        near = [known for known in table if known.startswith(code.upper())] or get_close_matches(code.upper(), table, 1)
        hint = f"Did you mean {', '.join(near)}?" if near else "Run hearingsite explain to see all of them."
        raise fault("HS710", "explain", f'"{printable(code)}" is not a code.', hint, exitcode=2)
    entry = table[code.upper()]
    say(f"{code.upper()} ({entry['severity']}): {entry['title']}\n\n{entry['what']}\n\nWhy: {entry['why']}")
    for key, heading in (("source", "Source"), ("bad", "Wrong"), ("good", "Right")):
        if entry.get(key):
            say(f"\n{heading}:\n{_indent(entry[key])}" if key != "source" else f"\n{heading}: {entry[key]}")
    return 0


@click.command()
@click.argument("what", type=click.Choice(["record", "report"]), default="record")
def schema(what: str) -> int:
    """Print the JSON Schema of a record, for editors that know schemas, or of the report that --format json prints.

    Example: hearingsite schema > record.schema.json
    """
    if what == "report":
        say(json.dumps(REPORT_SCHEMA, indent=2))
        return 0
    from hearingsite.records.schema import record_schema  # noqa: PLC0415 -- only this command needs it

    say(json.dumps(record_schema(), indent=2, ensure_ascii=False))
    return 0


def _meant(file: Path, records: Path) -> str:
    """Name the record that was meant by its name alone."""
    name = file.name.casefold().removesuffix(".md")
    found = next((one for one in records.rglob("*.md") if one.stem.casefold() == name), None)
    return f"Did you mean {os.path.relpath(found)}?" if found else "Check the path for a typing mistake."


def _records_among(files: Iterable[Path], settings: Settings) -> frozenset[Path]:
    """The records that are meant by files and folders; raises Fault (exit code 2) for what is none."""
    records = (settings.content / "hearings").resolve()
    chosen: set[Path] = set()
    for file in files:
        resolved = Path(os.path.realpath(file))  # `resolve` stumbles over a link to itself
        below = _records_below(resolved) if resolved.is_dir() else [resolved]
        if not resolved.exists():
            raise fault("HS711", str(file), "There is no such file.", _meant(file, records), exitcode=2)
        if not resolved.is_relative_to(records) or not below or any(one.suffix != ".md" for one in below):
            what = "There is no record in this folder." if resolved.is_dir() else "This is not a record."
            hint = "Records are the files below content/hearings whose name ends in .md."
            raise fault("HS711", str(file), what, hint, exitcode=2)
        chosen.update(_english_of(one) for one in below)
    return frozenset(chosen)


def _records_below(folder: Path) -> list[Path]:
    found = (file for file in walk_files(folder, folder) if isinstance(file, FoundFile))
    return [Path(file.path) for file in found if file.name.endswith(".md")]


def _english_of(record: Path) -> Path:
    """The file that holds the header of a record, whichever of its two was named."""
    english = record.with_name(record.name.removesuffix(".cy.md") + ".md")
    return english if record.name.endswith(".cy.md") and english.is_file() else record


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())
