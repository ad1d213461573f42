"""The command that shows the preview."""

import os
from contextlib import suppress
from pathlib import Path

import click

from hearingsite.cli.console import Project, count, counts, identities_option, key_option, now_option, print_report, say
from hearingsite.crash import describe_crash
from hearingsite.moment import read_now
from hearingsite.serve.messages import Attempt, Request
from hearingsite.serve.preview import show
from hearingsite.settings import CONFIG


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--drafts", is_flag=True, help="Show the site as it will be once nothing is under embargo any more.")
@now_option
@identities_option
@key_option
@click.pass_obj
def serve(
    project: Project, *, port: int, drafts: bool, now: str | None, identities: Path | None, key: Path | None
) -> int:
    """Show the site on this machine while you write, with what is wrong in it. Nothing is published.

    After each save the page reloads by itself. Ctrl-C ends it.

    Example: hearingsite serve
    """
    read_now(now)  # what is no moment is told before anything begins
    settings = project.settings
    private = [Path(os.path.abspath(one)) for one in (identities, key) if one]  # noqa: PTH100 -- links are judged later

    def request() -> Request:
        # The moment is read for each rebuild: time goes on while somebody writes.
        return Request(
            project=str(project.folder),
            now=read_now(now).isoformat(),
            drafts=drafts,
            identities=str(identities.absolute()) if identities else "",
            key=str(key.absolute()) if key else "",
        )

    with suppress(KeyboardInterrupt):
        show(
            request,
            [settings.content, settings.theme],
            [project.folder / CONFIG, *private],
            port=port,
            drafts=drafts,
            on_ready=_say_where,
            on_attempt=_say_attempt,
            on_crash=lambda error: say(describe_crash(error), err=True),
        )
    return 0


def _say_where(port: int) -> None:
    say(f"The preview is at http://localhost:{port}/ on this machine alone; nothing is published. Ctrl-C ends it.")


def _say_attempt(made: Attempt) -> None:
    print_report(made.report, "text")
    if made.crash:
        say(made.crash, err=True)
    elif made.is_built:
        files = f"{made.added} added, {made.changed} changed, {made.removed} removed"
        say(f"Rebuilt {count(made.pages, 'page')} in {made.seconds:.1f} s: {files}, {counts(made.report)}.")
    else:
        say(f"Not rebuilt: {counts(made.report)}. The preview shows what to mend.")
