"""The commands about the site: build."""

import datetime as dt
import os
import shlex
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearingsite.cli.console import (
    Project,
    change_counts,
    count,
    counts,
    format_option,
    identities_option,
    key_option,
    now_option,
    report_lines,
    say,
)
from hearingsite.cli.progress import progress
from hearingsite.diagnostics import report_json
from hearingsite.moment import is_given, read_now
from hearingsite.target import shown_target
from hearingsite.unchanged import SECONDS, tell

if TYPE_CHECKING:
    from hearingsite.build import Built
    from hearingsite.watch import Watch


@click.command()
@format_option
@now_option
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The live folder; output/ if not given.")
@click.option("--full", is_flag=True, help="Print every page, also those that have not changed.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Let no more than N processes work at once; as many as there are processors if not given.",
)
@click.option("--keep", is_flag=True, help="Keep what a failed build had made, to look at it.")
@click.option(
    "--allow-removal",
    "allow_removal",
    multiple=True,
    metavar="REFERENCE",
    help="Let this hearing vanish from the live site though no takedown ends it. May be given several times.",
)
@identities_option
@key_option
@click.pass_obj
def build(
    project: Project,
    *,
    format_: str,
    now: str | None,
    output: Path | None,
    allow_removal: tuple[str, ...],
    identities: Path | None,
    key: Path | None,
    keep: bool,
    full: bool,
    jobs: int | None,
) -> int:
    """Check the records and build the whole site, or leave the live one as it is.

    Example: hearingsite build --now 2024-01-20T09:00
    """
    started = time.perf_counter()
    moment = read_now(now)
    settings = project.settings
    from hearingsite import forks  # noqa: PLC0415 -- `--help` needs none of it
    from hearingsite.build import build as build_site  # noqa: PLC0415 -- see above
    from hearingsite.cli.stopped import BUILT, stopped_around_switch  # noqa: PLC0415 -- see above
    from hearingsite.unlock import unlock  # noqa: PLC0415 -- see above

    # Before anything is read, or a change meanwhile would go unseen.
    watch = None if full else _watch(project, moment, now, (identities, key))
    opened = unlock(settings, identities, key)
    live = Path(os.path.abspath(output)) if output else settings.output  # noqa: PTH100 -- resolve() would follow it
    with stopped_around_switch(live, settings.project, BUILT.format(place=shown_target(live))):
        with progress() as step, forks.at_most(jobs):
            built = build_site(
                settings,
                project.values,
                moment,
                live,
                keep=keep,
                full=full,
                allow_removal=allow_removal,
                opened=opened,
                on_wait=step.aside,
                on_step=step,
                watch=watch,
            )
        note = opened.note if opened else ""
        for is_error, text in tell(list(_answer(built, format_, note)), time.perf_counter() - started):
            say(text, err=is_error)
        if watch:
            watch.keep(list(_answer(built.again(), format_, note)))
    return 0


def _watch(project: Project, moment: dt.datetime, now: str | None, private: Iterable[Path | None]) -> "Watch":
    from hearingsite.watch import Watch  # noqa: PLC0415 -- `--help` needs none of it

    files = [Path(file).absolute() for file in private if file]
    return Watch(project.settings, project.values, sys.argv[1:], moment, has_now=is_given(now), private=files)


def _answer(built: "Built", format_: str, note: str) -> Iterator[tuple[bool, str]]:
    """What there is to say; its seconds are filled in by `tell`."""
    if format_ == "json":
        yield False, report_json(built.report, build=_as_json(built))
        return
    yield from ((False, line) for line in report_lines(built.report, format_))
    if format_ == "text":
        yield from ((True, line) for line in [note] if line)
        yield from ((False, line) for line in _summary(built))


def _as_json(built: "Built") -> dict[str, Any]:
    """The summary for machines."""
    difference = built.difference
    return {
        "output": shown_target(built.output),
        "pages": built.pages,
        "files": built.files,
        "added": sorted(difference.added),
        "changed": sorted(difference.changed),
        "removed": sorted(difference.removed),
        "mended": built.is_mended,
        "seconds": SECONDS,
    }


def _summary(built: "Built") -> Iterator[str]:
    difference = built.difference
    what = "nothing has changed" if difference.is_empty else change_counts(difference)
    if built.is_mended:
        what = "nothing has changed, but the live site was not as it had been built and was put right"
    pages, files = count(built.pages, "page"), count(built.files, "other file")
    yield f"Built {pages} and {files} in {SECONDS} s: {what}, {counts(built.report)}."
    shown = shown_target(built.output)
    python = "py -3" if sys.platform == "win32" else "python3"
    yield f"The site is in {shown}/. To look at it, run: {python} -m http.server --directory {shlex.quote(shown)} 8000"
    yield "and open http://localhost:8000/ in a browser."
