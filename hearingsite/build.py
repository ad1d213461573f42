"""The whole story: lock → check → release → plan → print → compare → scan → seal → switch."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from hearingsite import reuse, swap
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report
from hearingsite.disk import disk_faults
from hearingsite.guard.scan import Match, Term, scan_folder
from hearingsite.prepare import Prepared, prepare
from hearingsite.public import urls
from hearingsite.release import Withheld
from hearingsite.removals import check_removals, is_later
from hearingsite.settings import STATE, Settings
from hearingsite.stage import check_plan, compare, write_files
from hearingsite.target import check_target
from hearingsite.vocabulary.codes import Language


class Built(Struct, frozen=True):
    """What a build did: how many pages and other files the site has, what differs, and the warnings.

    `is_mended` says that the live site was no longer what had been built, and is again.
    """

    output: Path
    pages: int
    files: int
    difference: swap.Difference
    report: Report
    is_mended: bool


def build(
    settings: Settings,
    values: Mapping[str, Any],
    now: dt.datetime,
    output: Path,
    *,
    printer: Mapping[str, Any] | None = None,
    keep: bool = False,
    full: bool = False,
    allow_removal: Collection[str] | None = (),
    on_wait: Callable[[str], None] | None = None,
) -> Built:
    """Build the site of the moment `now` into `output` (absolute), all of it or nothing.

    `values` are those of pelicanconf.py; `printer` are Pelican's own settings where it has read them already. With
    `full`, every page is printed; else what the live build has of the very same pages is taken from there.

    No hearing may vanish from the live site but those of `allow_removal` (None: it is not asked); `on_wait` is told
    for whom this build waits. Raises Fault with exit code 1 (records), 2 (`output` is no place for a site), 3 (the scan
    found something; the stage is set aside) or 4 (rendering, comparing, switching, disk); whatever it raises, `output`
    is as it was.
    """
    project = settings.project
    check_target(output, settings)
    with disk_faults(project, project / STATE, output.parent), swap.locked(project, on_wait):
        swap.check_output(output, project)
        with disk_faults(project, project / STATE):
            prepared = prepare(settings, now)
        live = swap.live_seal(output, project)
        if allow_removal is not None and (live is None or is_later(now, live.now)):
            _keep_public(prepared, swap.live_files(output, project), settings, allow_removal)
        keys = reuse.make_keys(prepared.site_plan, settings, values)
        with swap.staged(project) as stage:
            try:
                taken = frozenset() if full else _take(keys, stage, output, live, project)
                printed = _print(prepared, settings, printer, stage, taken)
            except Fault:
                if keep:
                    swap.set_aside(stage, "kept")
                raise
            _scan(prepared, stage)
            seal = swap.make_seal(stage, now.isoformat())
            difference = swap.compare(seal, live)
            is_mended = live is not None and difference.is_empty and not swap.is_intact(output, live)
            if live is None or is_mended or not difference.is_empty:
                # What Pelican warned of must be said again next time, so it must be printed again.
                swap.switch(stage, seal, output, project, reuse.dump_keys({} if printed.diagnostics else keys))
    pages = len(prepared.site_plan.pages) + len(prepared.site_plan.site.stock_routes)
    report = Report.of([*prepared.report.diagnostics, *printed.diagnostics])
    return Built(output, pages, len(prepared.site_plan.files), difference, report, is_mended)


def _take(keys: reuse.Keys, stage: Path, output: Path, live: swap.Seal | None, project: Path) -> frozenset[str]:
    """Link into the stage what the live build has of the very same pages."""
    noted = swap.live_notes(output, project) if live else None
    if live is None or noted is None:
        return frozenset()
    build, notes = noted
    return reuse.take(keys, reuse.load_keys(notes), live.files, build, stage)


def _print(
    prepared: Prepared, settings: Settings, printer: Mapping[str, Any] | None, stage: Path, taken: frozenset[str]
) -> Report:
    """Complete the stage: print what was not taken, write what is ready, count; gives the warnings."""
    site_plan = prepared.site_plan
    check_plan(site_plan, settings.theme / "templates")
    report = Report(())
    if not taken.issuperset(site_plan.page_paths()):
        from hearingsite.render import pelican_settings, render  # noqa: PLC0415 -- Pelican is imported only to print

        report = render(site_plan, printer or pelican_settings(settings.project), stage, taken)
    write_files(site_plan, stage)
    compare(site_plan, stage)
    return report


def _keep_public(prepared: Prepared, live: Collection[str], settings: Settings, allowed: Collection[str]) -> None:
    """Stop before a hearing vanishes that anybody can read now."""
    faults = check_removals(
        live,
        prepared.site_plan.paths(),
        prepared.register,
        allowed=allowed,
        with_demonstrations=settings.demonstrations == "show",
    )
    report = Report.of(faults)
    if report.errors:
        raise Fault(report, 1)


def _scan(prepared: Prepared, stage: Path) -> None:
    """Search the finished stage for everything that was kept back; set it aside if anything is found."""
    matches = scan_folder(stage, [_term(one, prepared.site_plan.site.languages) for one in prepared.withheld])
    if matches:
        swap.set_aside(stage, "rejected")
        raise Fault(Report.of(_found(match) for match in matches), 3)


def _term(withheld: Withheld, languages: Iterable[Language]) -> Term:
    """What to search for: everywhere, or where the name is public elsewhere, in the hearing's own pages."""
    label = f"A {withheld.kind} kept back from {withheld.record}"
    pages = [urls.file_of(urls.hearing(lang, withheld.reference)) for lang in languages]
    below = tuple(page.removesuffix("index.html") for page in pages) if withheld.is_public_elsewhere else ()
    return Term(withheld.term, label, below)


def _found(match: Match) -> Diagnostic:
    place = Place(match.path, match.line, 1 if match.line else 0)
    if not match.label:
        message = "This file is no text, so nobody can tell what it holds."
        return Diagnostic(place, "HS908", message, "Take it out of the theme: this version publishes texts only.")
    hint = "Take it out of the text that this page is made from; the page itself is in .hearingsite/rejected."
    return Diagnostic(place, "HS906", f"{match.label} stands here.", hint)
