"""The command that puts the build before the live one back."""

import json
import os
from pathlib import Path

import click

from hearingsite.cli.console import (
    Project,
    change_counts,
    format_option,
    identities_option,
    key_option,
    now_option,
    print_report,
    say,
)
from hearingsite.cli.progress import progress
from hearingsite.cli.stopped import ROLLED_BACK, stopped_around_switch
from hearingsite.diagnostics import Report
from hearingsite.moment import read_now
from hearingsite.rollback import RolledBack, roll_back
from hearingsite.target import shown_target
from hearingsite.unlock import unlock

_SHOWN = 10


@click.command()
@format_option
@now_option
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The live folder; output/ if not given.")
@identities_option
@key_option
@click.pass_obj
def rollback(
    project: Project, *, format_: str, now: str | None, output: Path | None, identities: Path | None, key: Path | None
) -> int:
    """Show the build before the live one again; once more goes back further.

    The next build shows what the records say, so mend them first.

    Example: hearingsite rollback
    """
    moment = read_now(now)
    settings = project.settings
    opened = unlock(settings, identities, key)
    live = Path(os.path.abspath(output)) if output else settings.output  # noqa: PTH100 -- resolve() would follow it
    with stopped_around_switch(live, settings.project, ROLLED_BACK.format(place=shown_target(live))):
        with progress() as step:
            step("Searching the build before")
            done = roll_back(settings, moment, live, opened=opened, on_wait=step.aside)
        _print(done, live, format_)
    return 0


def _print(done: RolledBack, live: Path, format_: str) -> None:
    difference = done.difference
    changes = {"added": difference.added, "changed": difference.changed, "removed": difference.removed}
    if format_ == "json":
        said = {"output": shown_target(live), "now": done.now, "files": done.files, **changes}
        say(json.dumps(said, ensure_ascii=True, indent=2))
        return
    print_report(Report(), format_)
    if format_ == "text":
        say(f"{shown_target(live)}/ is again the site of {done.now}: {change_counts(difference)}.")
        for what, paths in changes.items():
            for path in paths[:_SHOWN]:
                say(f"    {what}: {path}")
            if len(paths) > _SHOWN:
                say(f"    {what}: {len(paths) - _SHOWN} more")
        say("The next build shows what the records say: mend them before it.")
