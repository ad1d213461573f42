"""The commands: options in, lines and exit codes out. Only here is anything printed."""

import functools
import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from hearingsite import __version__
from hearingsite.crash import BUG, describe_crash
from hearingsite.diagnostics import FORMATS, REPORT_SCHEMA, Fault, Report, code_table, fault, printable
from hearingsite.disk import disk_faults
from hearingsite.moment import read_now
from hearingsite.settings import STATE, Settings, load_settings
from hearingsite.target import shown_target
from hearingsite.walk import FoundFile, walk_files

_INTERRUPTED: Final = 130


class Project:
    """The project folder of a command, with its settings read when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self.folder = folder

    @functools.cached_property
    def settings(self) -> Settings:
        """The settings; raises Fault (exit code 2)."""
        return load_settings(self.folder)


_format = click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
_now = click.option("--now", metavar="MOMENT", help="The moment that the site is of, like 2024-01-20T09:00.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="The site's folder, which holds pelicanconf.py.",
)
@click.version_option(__version__, prog_name="hearingsite")
@click.pass_context
def cli(context: click.Context, folder: Path) -> None:
    """Publish police misconduct hearings from one text file each.

    Example: hearingsite check
    """
    context.obj = Project(folder.resolve())


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_format
@_now
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.pass_obj
def check(project: Project, files: tuple[Path, ...], format_: str, now: str | None, *, strict: bool) -> int:
    """Say every fault of every record, or of some FILES.

    Example: hearingsite check content/hearings/2023/as-2023-014.md
    """
    from hearingsite.prepare import check_records  # noqa: PLC0415 -- `explain` and `--help` need none of it

    moment = read_now(now)
    settings = project.settings
    with disk_faults(settings.project, settings.project / STATE):
        only = _records_among(files, settings) if files else None
        register, report = check_records(settings, moment, only)
    _print_report(report, format_)
    if format_ == "text":
        looked_at = {entry.path for entry in register.entries}
        looked_at |= {found.place.path for found in report.diagnostics if found.place.path.endswith(".md")}
        hearings = _count(len(looked_at), "record")
        _say(f"{hearings} checked: {_counts(report)}.", err=True)
    return 1 if report.errors or (strict and report.warnings) else 0


@cli.command()
@_format
@_now
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The live folder; output/ if not given.")
@click.option("--keep", is_flag=True, help="Keep what a failed build had made, to look at it.")
@click.option(
    "--allow-removal",
    "allow_removal",
    multiple=True,
    metavar="REFERENCE",
    help="Let this hearing vanish from the live site though no takedown ends it. May be given several times.",
)
@click.pass_obj
def build(
    project: Project,
    format_: str,
    now: str | None,
    output: Path | None,
    allow_removal: tuple[str, ...],
    *,
    keep: bool,
) -> int:
    """Check the records and build the whole site, or leave the live one as it is.

    Example: hearingsite build --now 2024-01-20T09:00
    """
    started = time.perf_counter()
    moment = read_now(now)
    settings = project.settings
    from hearingsite.build import build as build_site  # noqa: PLC0415 -- Pelican is imported only to print
    from hearingsite.render import pelican_settings  # noqa: PLC0415 -- see above

    live = Path(os.path.abspath(output)) if output else settings.output  # noqa: PTH100 -- resolve() would follow it
    built = build_site(
        settings,
        pelican_settings(project.folder),
        moment,
        live,
        keep=keep,
        allow_removal=allow_removal,
        on_wait=lambda sentence: _say(sentence, err=True),
    )
    _print_report(built.report, format_)
    if format_ == "text":
        _print_summary(built, time.perf_counter() - started)
    return 0


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Explain a code: what it means, why, its source, a bad and a good example.

    Example: hearingsite explain HS204
    """
    table = code_table()
    if code is None:
        for known, entry in table.items():
            _say(f"{known}  {entry['title']}")
        return 0
    if code.upper() not in table:
        near = [known for known in table if known.startswith(code.upper())] or get_close_matches(code.upper(), table, 1)
        hint = f"Did you mean {', '.join(near)}?" if near else "Run hearingsite explain to see all of them."
        raise fault("HS710", "explain", f'"{printable(code)}" is not a code.', hint, exitcode=2)
    entry = table[code.upper()]
    _say(f"{code.upper()} ({entry['severity']}): {entry['title']}\n\n{entry['what']}\n\nWhy: {entry['why']}")
    for key, heading in (("source", "Source"), ("bad", "Wrong"), ("good", "Right")):
        if entry.get(key):
            _say(f"\n{heading}:\n{_indent(entry[key])}" if key != "source" else f"\n{heading}: {entry[key]}")
    return 0


@cli.command()
@click.argument("what", type=click.Choice(["record", "report"]), default="record")
def schema(what: str) -> int:
    """Print the JSON Schema of a record, for editors that know schemas, or of the report that --format json prints.

    Example: hearingsite schema > record.schema.json
    """
    if what == "report":
        _say(json.dumps(REPORT_SCHEMA, indent=2))
        return 0
    from hearingsite.records.schema import record_schema  # noqa: PLC0415 -- only this command needs it

    _say(json.dumps(record_schema(), indent=2, ensure_ascii=False))
    return 0


def main() -> NoReturn:
    """Run a command; every ending has the exit code of the contract, and nobody sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    exitcode = _run(lambda: cli.main(prog_name="hearingsite", standalone_mode=False))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _go_on_unheard()
    sys.exit(exitcode)


def _say(line: str, *, err: bool = False) -> None:
    """Print a line; where nobody reads any more, what the command does and its exit code stay as they are."""
    try:
        click.echo(line, err=err)
    except BrokenPipeError:
        _go_on_unheard()


def _go_on_unheard() -> None:
    """Print into the void from here on; Python must not try to flush into the broken pipe at its end."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 -- until the process ends


def _run(command: Callable[[], Any]) -> int:
    try:
        return int(command() or 0)
    except Fault as error:
        _print_report(error.report, _asked_format())
        return error.exitcode
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        _say("Stopped. Nothing was changed.", err=True)
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 -- the last line of defence: a bug
        _say(describe_crash(error), err=True)
        return BUG


def _asked_format() -> str:
    """The format that the command line asks for, also where the command could not begin."""
    for given, value in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        wanted = (
            value if given == "--format" else given.removeprefix("--format=") if given.startswith("--format=") else ""
        )
        if wanted in FORMATS:
            return wanted
    return "text"


def _records_among(files: Iterable[Path], settings: Settings) -> frozenset[Path]:
    """The records that are meant by files and folders; raises Fault (exit code 2) for what is none."""
    records = (settings.content / "hearings").resolve()
    chosen: set[Path] = set()
    for file in files:
        resolved = file.resolve()
        below = _records_below(resolved) if resolved.is_dir() else [resolved]
        if not resolved.exists():
            raise fault(
                "HS711", str(file), "There is no such file.", "Check the path for a typing mistake.", exitcode=2
            )
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


def _print_report(report: Report, format_: str) -> None:
    if format_ == "text" and not report.diagnostics:
        return
    for line in FORMATS[format_](report):
        _say(line)


def _print_summary(built: Any, seconds: float) -> None:
    difference = built.difference
    changes = f"{len(difference.added)} added, {len(difference.changed)} changed, {len(difference.removed)} removed"
    what = "nothing has changed" if difference.is_empty else changes
    if built.is_mended:
        what = "nothing has changed, but the live site was not as it had been built and was put right"
    pages, files = _count(built.pages, "page"), _count(built.files, "other file")
    _say(f"Built {pages} and {files} in {seconds:.1f} s: {what}, {_counts(built.report)}.")
    shown = shown_target(built.output)
    python = "py -3" if sys.platform == "win32" else "python3"
    _say(f"The site is in {shown}/. To look at it, run: {python} -m http.server --directory {shlex.quote(shown)} 8000")
    _say("and open http://localhost:8000/ in a browser.")


def _counts(report: Report) -> str:
    return f"{_count(len(report.errors), 'fault')}, {_count(len(report.warnings), 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())
