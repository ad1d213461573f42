"""The whole story: lock → check → release → plan → print → compare → scan → seal → switch."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from hearingsite import swap
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.guard.scan import Match, Term, scan_folder
from hearingsite.prepare import Prepared, prepare
from hearingsite.render import render
from hearingsite.settings import Settings


class Built(Struct, frozen=True):
    """What a build did: how many pages and other files the site has, what differs, and the warnings."""

    output: Path
    pages: int
    files: int
    difference: swap.Difference
    report: Report


def build(
    settings: Settings, pelican_settings: Mapping[str, Any], now: dt.datetime, output: Path, *, keep: bool = False
) -> Built:
    """Build the site of the moment `now` into `output`, all of it or nothing.

    Raises Fault with exit code 1 (records), 3 (the scan found something; the stage is set aside) or 4 (rendering,
    comparing, switching, disk); whatever it raises, `output` is as it was.
    """
    with _disk_faults(output), swap.locked(settings.project):
        swap.check_output(output, settings.project)
        prepared = prepare(settings, now)
        with swap.staged(settings.project) as stage:
            try:
                printed = render(prepared.site_plan, pelican_settings, stage)
            except Fault:
                if keep:
                    swap.set_aside(stage, "kept")
                raise
            _scan(prepared, stage)
            seal = swap.make_seal(stage, now.isoformat())
            live = swap.live_seal(output, settings.project)
            difference = swap.compare(seal, live)
            if live is None or not difference.is_empty:
                swap.switch(stage, seal, output, settings.project)
    pages = len(prepared.site_plan.pages) + len(prepared.site_plan.site.stock_routes)
    report = Report.of([*prepared.report.diagnostics, *printed.diagnostics])
    return Built(output, pages, len(prepared.site_plan.files), difference, report)


@contextmanager
def _disk_faults(output: Path) -> Iterator[None]:
    """Turn what the disk refuses into a fault: no room, no right to write."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        message = f"The site could not be written: {reason}."
        raise fault(
            "HS907", output.name, message, "See that the disk has room and may be written.", exitcode=4
        ) from error


def _scan(prepared: Prepared, stage: Path) -> None:
    """Search the finished stage for everything that was kept back; set it aside if anything is found."""
    terms = [Term(one.term, f"A {one.kind} kept back from {one.record}") for one in prepared.withheld]
    matches = scan_folder(stage, terms)
    if matches:
        swap.set_aside(stage, "rejected")
        raise Fault(Report.of(_found(match) for match in matches), 3)


def _found(match: Match) -> Diagnostic:
    place = Place(match.path, match.line, 1 if match.line else 0)
    if not match.label:
        message = "This file is no text, so nobody can tell what it holds."
        return Diagnostic(place, "HS908", message, "Take it out of the theme: this version publishes texts only.")
    hint = "Take it out of the text that this page is made from; the page itself is in .hearingsite/rejected."
    return Diagnostic(place, "HS906", f"{match.label} stands here.", hint)
