"""The whole story: lock → check → release → plan → print → compare → scan → seal → switch."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from hearingsite import reuse, swap
from hearingsite.diagnostics import Fault, Report
from hearingsite.disk import disk_faults
from hearingsite.guard.vault import IdentityList
from hearingsite.prepare import Prepared
from hearingsite.removals import check_removals, is_later
from hearingsite.sentry import exceptions_of, memory_of, output_faults, output_guard, prepare_guarded
from hearingsite.settings import STATE, Settings
from hearingsite.stage import check_plan, compare, write_files
from hearingsite.target import check_target
from hearingsite.unlock import check_against

if TYPE_CHECKING:
    from hearingsite.guard.exceptions import Exceptions


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
    opened: IdentityList | None = None,
    on_wait: Callable[[str], None] | None = None,
    on_step: Callable[[str], None] = lambda _: None,
    session: bytes = b"",
) -> Built:
    """Build the site of the moment `now` into `output` (absolute), all of it or nothing.

    `values` are those of pelicanconf.py; `printer` are Pelican's own settings where it has read them already. With
    `full`, every page is printed; else what the live build has of the very same pages is taken from there.

    `opened` is the private list, whose people must be in no byte of the content or the site; it attests what it
    searched. No hearing may vanish from the live site but those of `allow_removal` (None: it is not asked); `on_wait`
    is told for whom this build waits, `on_step` what it does now; by `session`, a secret, a process without a list knows
    what its own builds found clean. Raises Fault with exit code 1 (records), 2 (`output` is no place for a site), 3 (the
    guard found something; the stage is set aside) or 4 (the site); whatever it raises, `output` is as it was.
    """
    project = settings.project
    check_target(output, settings)
    with disk_faults(project, project / STATE, output.parent), swap.locked(project, on_wait):
        swap.check_output(output, project)
        on_step("Reading and checking the records")
        exceptions, prepared = _prepare(settings, now, opened)
        live = swap.live_seal(output, project)
        if allow_removal is not None and (live is None or is_later(now, live.now)):
            _keep_public(prepared, swap.live_files(output, project), settings, allow_removal)
        keys = reuse.make_keys(prepared.site_plan, settings, values)
        with swap.staged(project) as stage:
            try:
                on_step(f"Printing {len(prepared.site_plan.paths()):,} pages and files")
                taken = frozenset() if full else _take(keys, stage, output, live, project)
                printed = _print(prepared, settings, printer, stage, taken)
            except Fault:
                if keep:
                    swap.set_aside(stage, "kept")
                raise
            on_step("Searching the finished site")
            _scan(prepared, opened, exceptions, settings, stage, session=session)
            on_step("Sealing the site")
            seal = swap.make_seal(stage, now.isoformat())
            difference = swap.compare(seal, live)
            is_mended = live is not None and difference.is_empty and not swap.is_intact(output, live)
            # A seal of a later moment would say of pages that are due that they are not.
            if live is None or is_mended or not (difference.is_empty and is_later(now, live.now)):
                # What Pelican warned of must be said again next time, so it must be printed again.
                swap.switch(stage, seal, output, project, reuse.dump_keys({} if printed.diagnostics else keys))
            if opened is not None:
                _attest(opened, seal, now, swap.attestation_of(output, project))
    pages = len(prepared.site_plan.pages) + len(prepared.site_plan.site.stock_routes)
    report = Report.of([*prepared.report.diagnostics, *printed.diagnostics])
    return Built(output, pages, len(prepared.site_plan.files), difference, report, is_mended)


def _prepare(settings: Settings, now: dt.datetime, opened: IdentityList | None) -> tuple["Exceptions | None", Prepared]:
    """Read and check all that the site is made from, and the private list against it."""
    with disk_faults(settings.project, settings.project / STATE):
        exceptions = exceptions_of(settings, opened, now)
        prepared = prepare_guarded(settings, now, opened, exceptions)
    if opened is not None:
        check_against(opened, prepared.register)
    return exceptions, prepared


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


def _attest(opened: IdentityList, seal: swap.Seal, now: dt.datetime, file: Path | None) -> None:
    """Put a signed word beside the seal that these very bytes were searched; a list without a secret cannot sign."""
    from hearingsite.guard.attest import attest, seal_digest  # noqa: PLC0415 -- cryptography is slow to import

    if file is not None and opened.secret:
        counts = {"files": len(seal.files), "people": opened.sought}
        file.write_bytes(attest(seal_digest(seal.files), opened, counts, now))


def _scan(
    prepared: Prepared,
    opened: IdentityList | None,
    exceptions: "Exceptions | None",
    settings: Settings,
    stage: Path,
    *,
    session: bytes,
) -> None:
    """Search the finished stage for everybody who must not be in it; set it aside if anything is found."""
    memory = memory_of(opened, settings, "site" if opened else "session", session)
    guard = output_guard(prepared, opened.identities if opened else (), exceptions, memory)
    matches = guard.scan_folder(stage)
    unfit = [*exceptions.faults()] if exceptions else []
    if matches or unfit:
        swap.set_aside(stage, "rejected")
        raise Fault(Report.of([*output_faults(matches, guard, prepared.register, settings), *unfit]), 3)
