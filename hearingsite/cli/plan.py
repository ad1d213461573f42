"""The command that says what a build would change, and what time will change."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
from msgspec import to_builtins

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
from hearingsite.diagnostics import printable
from hearingsite.foresight import AHEAD, Coming, Foreseen, foresee
from hearingsite.moment import read_now
from hearingsite.public.forecast import HearingChange
from hearingsite.target import shown_target
from hearingsite.unlock import unlock
from hearingsite.values import LONDON

_KINDS: Final = {
    "new": "would become public",
    "changed": "would change",
    "ended": "would end, and keep its address",
    "gone": "would vanish",
}
_TIMES: Final = {"new": "becomes public", "changed": "changes", "ended": "ends", "gone": "vanishes"}


@click.command()
@format_option
@now_option
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The live folder; output/ if not given.")
@identities_option
@key_option
@click.pass_obj
def plan(
    project: Project, *, format_: str, now: str | None, output: Path | None, identities: Path | None, key: Path | None
) -> int:
    """Say what a build would make public, change or take away, and what the next two weeks bring. Nothing is touched.

    What it says may not be public yet: keep it out of public logs.

    Example: hearingsite plan
    """
    moment = read_now(now)
    settings = project.settings
    opened = unlock(settings, identities, key)
    live = Path(os.path.abspath(output)) if output else settings.output  # noqa: PTH100 -- resolve() would follow it
    with progress() as step:
        step("Reading and checking the records")
        foreseen = foresee(settings, project.values, moment, live, opened=opened)
    if format_ == "json":
        say(json.dumps(_as_json(foreseen, moment), ensure_ascii=True, indent=2))
        return 0
    print_report(foreseen.report, format_)
    if format_ == "text":
        for line in _lines(foreseen, shown_target(live)):
            say(printable(line))
    return 0


def _as_json(foreseen: Foreseen, moment: dt.datetime) -> dict[str, Any]:
    coming = [
        {
            "at": one.at.astimezone(LONDON).replace(microsecond=0).isoformat(),
            "reference": one.change.reference,
            "kind": one.change.kind,
            "fields": _names(one.change),
        }
        for one in foreseen.coming
    ]
    parts: dict[str, Any] = to_builtins(foreseen)
    del parts["report"], parts["is_noted"], parts["refusals"]
    refused, warned = (
        [{"code": one.code, "path": one.place.path, "message": one.message} for one in found]
        for found in (foreseen.report.errors, foreseen.report.warnings)
    )
    refused_from = [
        {
            "on": one.on.isoformat(),
            "code": one.fault.code,
            "path": one.fault.place.path,
            "line": one.fault.place.line,
            "column": one.fault.place.column,
            "message": one.fault.message,
            "hint": one.fault.hint,
        }
        for one in foreseen.refusals
    ]
    told = {"refused": refused, "warned": warned, "coming": coming, "refused_from": refused_from}
    return {"now": moment.isoformat(), **parts, **told}


def _names(change: HearingChange) -> list[str]:
    """The fields that differ, without what is not public yet."""
    return list(dict.fromkeys(one.field for one in change.fields))


def _lines(foreseen: Foreseen, output: str) -> Iterator[str]:
    if foreseen.is_empty:
        yield f"A build would change nothing in {output}/."
    for change in foreseen.hearings:
        headline = f": {change.headline}" if change.headline else ""
        yield f"{change.reference} {_KINDS[change.kind]}{headline}"
        yield from (f"    {field}" for field in change.fields)
    for reference in foreseen.retold:
        yield f"{reference} would change: its text, documents or people, or its links to other hearings"
    yield from _pages(foreseen)
    yield from _coming(foreseen)


def _pages(foreseen: Foreseen) -> Iterator[str]:
    """Say how much of the site differs."""
    parts = [
        f"{count(len(paths), 'file')} {what}"
        for paths, what in (
            (foreseen.added, "added"),
            (foreseen.changed, "changed"),
            (foreseen.removed, "removed"),
        )
        if paths
    ]
    if foreseen.is_all:
        noted = "the theme, the settings or the program changed"
        reason = noted if foreseen.is_noted else "nothing here tells how the live ones were printed"
        parts.append(f"every page printed anew, because {reason}")
    elif foreseen.reprinted:
        parts.append(f"{count(len(foreseen.reprinted), 'page')} printed anew")
    if parts:
        yield f"In all: {', '.join(parts)}."


def _coming(foreseen: Foreseen) -> Iterator[str]:
    for refusal in foreseen.refusals:
        fault = refusal.fault
        yield f"From {refusal.on} on, builds will be refused: {fault.place} {fault.code} {fault.message} {fault.hint}"
    if not foreseen.coming:
        if not foreseen.refusals:
            yield f"Time alone changes nothing in the next {AHEAD.days} days."
        return
    yield f"In the next {AHEAD.days} days, each with the first build from then on:"
    yield from (f"    {_moment(one)} {one.change.reference} {_what(one.change)}" for one in foreseen.coming)


def _moment(coming: Coming) -> str:
    return coming.at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def _what(change: HearingChange) -> str:
    names = ", ".join(name.replace("_", " ") for name in _names(change))
    return f"{_TIMES[change.kind]}{': ' if names else ''}{names}"
