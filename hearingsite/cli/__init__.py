"""The commands: options in, lines and exit codes out. Only here is anything printed."""

import importlib
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final, NoReturn

import click

from hearingsite import __version__
from hearingsite.cli import records, site
from hearingsite.cli.console import Project, Stopped, print_report, say
from hearingsite.crash import BUG, describe_crash, lack_faults
from hearingsite.diagnostics import FORMATS, Diagnostic, Fault, Place, Report
from hearingsite.streams import speaking

_INTERRUPTED: Final = 130


class Commands(click.Group):
    """Commands, some of which are imported only when they are asked for: cryptography takes a third of a second.

    `later` has where each of these is, and its line in the list of commands.
    """

    later: Final = {
        "identities": (
            "identities:identities",
            "Keep the private list: who must be recognised nowhere on the site.",
        ),
        "plan": (
            "plan:plan",
            "Say what a build would make public, change or take away, and what the next two weeks bring. Nothing is touched.",
        ),
        "publish": (
            "publish:publish",
            "Hand the built site to TARGET: a folder, rsync:USER@HOST:PATH or rclone:REMOTE:PATH.",
        ),
        "rollback": ("rollback:rollback", "Show the build before the live one again; once more goes back further."),
        "scan": ("guard:scan", "Search any folder or files for protected people, and for what must not be public yet."),
        "serve": (
            "serve:serve",
            "Show the site on this machine while you write, with what is wrong in it. Nothing is published.",
        ),
        "verify": (
            "verify:verify",
            "Check that a built site, byte for byte, is what was built, and searched with the private list.",
        ),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name."""
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        module, name = self.later[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(f"hearingsite.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List all commands, and import none for that."""
        lines = {name: click.Command(name, help=line) for name, (_, line) in self.later.items()}
        click.Group(commands={**self.commands, **lines}).format_commands(ctx, formatter)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="The site's folder, which holds pelicanconf.py. Other files and folders that are named are seen from here.",
)
@click.version_option(__version__, prog_name="hearingsite")
@click.pass_context
def cli(context: click.Context, folder: Path) -> None:
    """Publish police misconduct hearings from one text file each.

    Example: hearingsite check
    """
    context.obj = Project(folder.resolve())


for command in (records.check, site.build, records.explain, records.schema):
    cli.add_command(command)


def main() -> NoReturn:
    """Run a command; every ending has the exit code of the contract, and nobody sees a traceback."""
    sys.exit(speaking(lambda: _run(lambda: cli.main(prog_name="hearingsite", standalone_mode=False))))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """End as with Ctrl-C: what was begun is put away, and other processes with it."""
    raise KeyboardInterrupt


def _run(command: Callable[[], Any]) -> int:
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # nohup must stay what it is
            signal.signal(number, _interrupt)
    try:
        with lack_faults():
            return int(command() or 0)
    except Fault as error:
        print_report(error.report, _asked_format())
        return error.exitcode
    except click.ClickException as error:
        if _asked_format() == "json":  # who asked for it reads nothing else
            said = f"{error.format_message().rstrip('.')}."
            print_report(
                Report.of([Diagnostic(Place("hearingsite"), "HS722", said, "Try: hearingsite --help")]), "json"
            )
        else:
            error.show()
        return 2
    except (click.Abort, KeyboardInterrupt) as stop:
        say(str(stop) if isinstance(stop, Stopped) else "Stopped. Nothing was changed.", err=True)
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 -- the last line of defence: a bug
        say(describe_crash(error), err=True)
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
