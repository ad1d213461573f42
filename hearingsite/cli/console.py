"""What every command shares: the project folder, options that mean the same everywhere, and all that is printed."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import click

from hearingsite.diagnostics import FORMATS, Report
from hearingsite.settings import Settings, read_config, settings_from

format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
now_option = click.option("--now", metavar="MOMENT", help="The moment that the site is of, like 2024-01-20T09:00.")

identities_option = click.option(
    "--identities",
    type=click.Path(path_type=Path),
    envvar="HEARINGSITE_IDENTITIES",
    show_envvar=True,
    metavar="FILE",
    help="The private list of protected people.",
)
key_option = click.option(
    "--key",
    type=click.Path(path_type=Path),
    envvar="HEARINGSITE_AGE_KEY",
    show_envvar=True,
    metavar="FILE",
    help="The key that opens the private list.",
)


class Stopped(click.Abort):
    """Ctrl-C, when something had been changed already: its text says what."""


class Project:
    """The project folder of a command, with its settings read when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self.folder = folder

    @functools.cached_property
    def values(self) -> dict[str, Any]:
        """What pelicanconf.py says; raises Fault (exit code 2)."""
        return read_config(self.folder)

    @functools.cached_property
    def settings(self) -> Settings:
        """The settings; raises Fault (exit code 2)."""
        return settings_from(self.values, self.folder)


def say(line: str, *, err: bool = False) -> None:
    """Print a line."""
    click.echo(line, err=err)


def print_report(report: Report, format_: str) -> None:
    """Print what was found, in a format."""
    for line in report_lines(report, format_):
        say(line)


def report_lines(report: Report, format_: str) -> Iterator[str]:
    """Tell what was found, in a format; as text, nothing is no line."""
    if format_ != "text" or report.diagnostics:
        yield from FORMATS[format_](report)


def counts(report: Report) -> str:
    """Say how many faults and warnings there are, and notes if there are any."""
    notes = f", {count(len(report.notes), 'note')}" if report.notes else ""
    return f"{count(len(report.errors), 'fault')}, {count(len(report.warnings), 'warning')}{notes}"


def count(number: int, noun: str) -> str:
    """Say a number of things."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Changes(Protocol):
    """How a site differs from another one."""

    @property
    def added(self) -> tuple[str, ...]:
        """The files that it has more."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that have other bytes."""

    @property
    def removed(self) -> tuple[str, ...]:
        """The files that it has no more."""


def change_counts(changes: Changes) -> str:
    """Say how many files differ."""
    return f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed"
