"""The whole story: lock → check → release → plan → print → compare → scan → seal → switch."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from hearingsite import reuse, swap
from hearingsite.diagnostics import Diagnostic, Fault, Report
from hearingsite.disk import disk_faults
from hearingsite.guard.vault import IdentityList
from hearingsite.links import check_links
from hearingsite.prepare import Made, Prepared
from hearingsite.public import urls
from hearingsite.removals import LOST, check_followed, check_public, is_later
from hearingsite.seal import Difference, Seal, difference_of, is_intact, make_seal
from hearingsite.searches import SiteSearch, prepare_guarded, site_search, unsaid_fault, unsaid_report
from hearingsite.sentry import exceptions_of
from hearingsite.settings import STATE, Settings
from hearingsite.stage import check_plan, compare, open_to_readers, sort_files, write_files
from hearingsite.standing import NOTHING, Standing, leave, look_at
from hearingsite.target import check_target
from hearingsite.theme import check_theme
from hearingsite.untold import UNTOLD, check_untold
from hearingsite.watch import Watch

if TYPE_CHECKING:
    from hearingsite.guard.exceptions import Exceptions


Before = tuple[
    Path, Collection[str], Collection[str]
]  # the live folder, its files, and those that are as they were sealed
Hide = Callable[[Iterable[Diagnostic]], Iterable[Diagnostic]]


class Built(Struct, frozen=True):
    """What a build did: how many pages and other files the site has, what differs, and the warnings.

    `is_mended` says that the live site was no longer what had been built, and is again.
    """

    output: Path
    pages: int
    files: int
    difference: Difference
    report: Report
    is_mended: bool

    def again(self) -> "Built":
        """What the next build will have done if nothing changes: then it has nothing to say of the live site, either."""
        left = Report(tuple(one for one in self.report.diagnostics if one.code not in {UNTOLD, *LOST}))
        return replace(self, difference=Difference((), (), ()), report=left, is_mended=False)


def build(
    settings: Settings,
    values: Mapping[str, Any],
    now: dt.datetime,
    output: Path,
    *,
    checked_at: dt.datetime | None = None,
    printer: Mapping[str, Any] | None = None,
    keep: bool = False,
    full: bool = False,
    allow_removal: Collection[str] | None = (),
    opened: IdentityList | None = None,
    on_wait: Callable[[str], None] | None = None,
    on_step: Callable[[str], None] = lambda _: None,
    on_live: Callable[["Built"], None] = lambda _: None,
    is_tidied: bool = True,
    watch: Watch | None = None,
) -> Built:
    """Build the site of the moment `now` into `output` (absolute), all of it or nothing: then it raises Fault (1 to 4).

    `values` are those of pelicanconf.py, `printer` Pelican's own, if it has read them. Records are checked as of `checked_at`
    (or `now`). With `full`, every page is printed; else the very same pages of the live build are taken. `opened` attests
    what it searched. No hearing may vanish but those of `allow_removal` (None: any). `on_wait` is told for whom this waits,
    `on_step` what it does, `on_live` what it did once that shows, `watch` what it left; older builds stay unless `is_tidied`.
    """
    project = settings.project
    check_target(output, settings)
    with _alone(settings, output, on_wait):
        on_step("Reading and checking the records")
        looked = cache(partial(_live, output, project))
        ready = _prepare(settings, now, opened, checked_at, looked, is_preview=not is_tidied)
        with ready as (sources, exceptions, prepared, find), swap.staged(project) as stage:
            live, standing, earlier = looked()
            keys = _plan(prepared, settings, values, opened, exceptions)
            taken = reuse.same(keys, earlier, stands := NOTHING if full else standing)
            allowed = allow_removal if live is None or is_later(now, live.now) else None
            before = _keep_public(prepared, standing, output, settings, allowed, taken=taken)
            on_step(f"Printing {len(prepared.site_plan.paths()):,} pages and files")
            with _unsaid(settings, opened, exceptions) as hide:
                printed, known = _print(prepared, settings, printer, stage, taken=taken, stands=stands, keep=keep)
            keys = reuse.unless_edited(keys, sources, settings)
            made = prepared.made(hide([*printed.diagnostics, *_look_over(prepared, settings, stage, before, known)]))
            del prepared  # all of the hearings: whoever searches would take a copy of them
            on_step("Searching the finished site")
            _pass(find(stage, known), stage)
            on_step("Sealing the site")
            seal = make_seal(stage, now.isoformat(), known)
            difference = difference_of(seal, live)
            is_mended = difference.is_empty and not _is_intact(output, live, standing)
            # A seal of a later moment would say of pages that are due that they are not.
            if live is None or is_mended or not (difference.is_empty and is_later(now, live.now)):
                swap.switch(stage, seal, output, project, _notes(keys, printed, seal), is_tidied=is_tidied)
            else:
                swap.stay(stage, output, project, None if keys == earlier else _notes(keys, printed, live))
            _attest(opened, seal, now, swap.attestation_of(output, project))
            on_live(built := Built(output, made.pages, made.files, difference, made.report, is_mended))
        # Only now, for links of the stage to files of the live site have changed the times of those.
        _leave(watch, output, seal, made, project)
    return built


@contextmanager
def _alone(settings: Settings, output: Path, on_wait: Callable[[str], None] | None) -> Iterator[None]:
    """Be the only one who builds, into a place that is free or our own, and say what the disk refuses."""
    project, written_to = settings.project, (settings.project / STATE, output.parent)
    with disk_faults(project, *written_to, only_read=settings.made_from), swap.locked(project, on_wait):
        swap.check_output(output, project)
        yield


def _notes(keys: reuse.Keys, printed: Report, seal: Seal) -> bytes:
    """What the next build may take; what Pelican warned of must be said again then, so it must be printed again."""
    return reuse.dump_keys(reuse.NONE if printed.diagnostics else keys, seal.digest)


@contextmanager
def _unsaid(settings: Settings, opened: IdentityList | None, exceptions: "Exceptions | None") -> Iterator[Hide]:
    """Say no value of the list in a fault of printing, and give what hides it in warnings: they may quote a page."""
    try:
        yield lambda told: unsaid_report(Report.of(told), settings, opened, exceptions).diagnostics
    except Fault as error:
        raise unsaid_fault(error, settings, opened, exceptions) from error


def _plan(
    prepared: Prepared,
    settings: Settings,
    values: Mapping[str, Any],
    opened: IdentityList | None,
    exceptions: "Exceptions | None",
) -> reuse.Keys:
    """Make the plan, while another process gets ready to search, and give its keys."""
    with _unsaid(settings, opened, exceptions):
        return reuse.make_keys(prepared.site_plan, settings, values)


@contextmanager
def _kept(stage: Path, *, keep: bool) -> Iterator[None]:
    """Keep what was printed where that fails, if it is to be looked at."""
    try:
        yield
    except Fault:
        if keep:
            swap.set_aside(stage, "kept")
        raise


def _leave(watch: Watch | None, output: Path, seal: Seal, made: Made, project: Path) -> None:
    """Note what the live site is now, for the next build and for somebody who watches."""
    build = swap.live_build(output, project)
    if build:
        stamped = leave(build, seal.files)
        if watch:
            watch.leave(output, build, stamped, made.turns)


def _live(output: Path, project: Path) -> tuple[Seal | None, Standing, reuse.Keys]:
    """The seal of the live build, if there is one, what it still has of what was sealed, and the keys of its pages."""
    live, build = swap.live_seal(output, project), swap.live_build(output, project)
    if live is None or build is None:
        return live, NOTHING, reuse.NONE
    noted = swap.live_notes(output, project)
    return live, look_at(build, live.files), reuse.load_keys(noted[1] if noted else b"", live.digest)


def _is_intact(output: Path, live: Seal | None, standing: Standing) -> bool:
    """Whether the live site is as it was sealed, if there is one; where it is no link but a copy of its build, that is read."""
    if live is None:
        return True
    return standing.is_intact if output.is_symlink() else is_intact(output, live)


@contextmanager
def _prepare(
    settings: Settings,
    now: dt.datetime,
    opened: IdentityList | None,
    checked_at: dt.datetime | None,
    looked: Callable[[], tuple[Seal | None, Standing, reuse.Keys]],
    *,
    is_preview: bool,
) -> Iterator[tuple[reuse.Sources, "Exceptions | None", Prepared, SiteSearch]]:
    """Read and check all that the site is made from, and the private list against it; gives what it was before, too.

    What is published is made from bytes that were read; a preview need not read what nobody touched. While the guard reads
    the content, the search of the finished site gets ready, the live one is looked at, and the next one is planned.
    """
    sources = reuse.look_at_sources(settings)
    finds: list[SiteSearch] = []
    with ExitStack() as searching:
        with disk_faults(settings.project, settings.project / STATE):
            exceptions = exceptions_of(settings, opened, checked_at or now)

            def begin(prepared: Prepared) -> None:
                live = looked()[0]
                search = site_search(prepared.sought, settings, opened, exceptions, live, is_preview=is_preview)
                finds.append(searching.enter_context(search))

            def go_on(prepared: Prepared) -> None:
                with suppress(Fault, OSError):  # it is told when the live site or the plan is asked for
                    begin(prepared)
                    _ = prepared.site_plan

            made = [
                prepare_guarded(
                    settings,
                    now,
                    opened,
                    exceptions,
                    checked_at=checked_at,
                    trust_stamps=is_preview,
                    may_keep=True,
                    meanwhile=go_on,
                )
            ]
        if not finds:
            begin(made[0])
        if opened is not None:
            from hearingsite.guard.attest import check_public_key  # noqa: PLC0415 -- cryptography is slow to import

            prepared = made.pop()
            told = Report.of([*prepared.report.diagnostics, *check_public_key(opened, settings.project)])
            made.append(replace(prepared, report=told))
            del prepared
        # Nothing of it is held here: whoever searches would take a copy.
        yield sources, exceptions, made.pop(), finds.pop()


def _print(
    prepared: Prepared,
    settings: Settings,
    printer: Mapping[str, Any] | None,
    stage: Path,
    *,
    taken: frozenset[str],
    stands: Standing,
    keep: bool,
) -> tuple[Report, dict[str, str]]:
    """Make the stage: link what is `taken`, link or write what is ready, print the rest, count.

    Gives the warnings, and of every file its digest, if it was linked. With `keep`, what was printed stays where that fails.
    """
    site_plan = prepared.site_plan.ready(taken)
    with _kept(stage, keep=keep):
        check_plan(site_plan, settings.theme / "templates")
        linked, new = sort_files(site_plan, stands, taken)
        if stands.files:
            stands.link(taken | linked, stage)
        report = Report(())
        if not taken.issuperset(site_plan.page_paths()):
            from hearingsite.render import pelican_settings, render  # noqa: PLC0415 -- Pelican is imported only to print

            report = render(
                site_plan, printer or pelican_settings(settings.project), stage, settings.project / STATE, taken
            )
        write_files(new, stage)
        compare(site_plan, stage)
        open_to_readers(site_plan.paths() - taken - linked, stage)
        old = taken | linked
        return report, {path: stands.files[path] if path in old else "" for path in site_plan.paths()}


def _look_over(
    prepared: Prepared, settings: Settings, stage: Path, before: Before | None, known: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Yield warnings of what came out, and of how it differs from the site `before`; what has a digest is as it was there."""
    yield from check_links(prepared.site_plan, stage, settings)
    yield from check_theme(settings, prepared.site_plan.paths())
    if before:
        output, live, sealed = before
        paths = [path for path, digest in known.items() if not digest and path in sealed and urls.is_hearing_data(path)]
        yield from check_untold(paths, output, stage, prepared.overview, prepared.site_plan.words["en"])
        yield from check_followed(live, known, output, settings)


def _keep_public(
    prepared: Prepared,
    standing: Standing,
    output: Path,
    settings: Settings,
    allowed: Collection[str] | None,
    *,
    taken: Collection[str],
) -> Before | None:
    """Stop before a hearing or an outcome vanishes that anybody can read now; gives where, or None if any may (`allowed`)."""
    if allowed is None:
        return None
    live = standing.files if standing.is_intact else swap.live_files(output, settings.project)
    shown = settings.demonstrations == "show"
    report = Report.of(
        check_public(prepared, live, output, allowed=allowed, with_demonstrations=shown, unchanged=taken)
    )
    if report.errors:
        raise Fault(report, 1)
    return output, live, standing.files


def _attest(opened: IdentityList | None, seal: Seal, now: dt.datetime, file: Path | None) -> None:
    """Put a signed word beside the seal that these very bytes were searched; a list without a secret cannot sign."""
    if opened is None or file is None or not opened.secret:
        return
    from hearingsite.guard.attest import attest, seal_digest  # noqa: PLC0415 -- cryptography is slow to import

    counts = {"files": len(seal.files), "people": opened.sought}
    new = file.with_name(f"{file.name}.new")
    try:
        new.write_bytes(attest(seal_digest(seal.files), opened, counts, now))
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def _pass(faults: Sequence[Diagnostic], stage: Path) -> None:
    """Let a stage pass in which nobody was found who must not be in it; else set it aside."""
    if faults:
        swap.set_aside(stage, swap.REJECTED)
        raise Fault(Report.of(faults), 3)
