"""Put the build before the live one back: every file held against its seal, and against what must not be public now."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite import swap
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.disk import disk_faults
from hearingsite.guard.vault import IdentityList
from hearingsite.prepare import Prepared, prepare
from hearingsite.public import urls
from hearingsite.removals import hearing_data, people_shown, taken_back
from hearingsite.seal import Difference, Seal, difference_of, is_intact
from hearingsite.sentry import exceptions_of, output_guard, say_match
from hearingsite.settings import STATE, Settings
from hearingsite.target import check_target, shown_target

_INSTEAD: Final = "Mend the records or the theme and build instead: hearingsite build."


class RolledBack(Struct, frozen=True):
    """What a rollback did: the moment that the site is of now, and how it differs from the one that was live."""

    now: str
    files: int
    difference: Difference


def roll_back(
    settings: Settings,
    now: dt.datetime,
    output: Path,
    *,
    opened: IdentityList | None = None,
    on_wait: Callable[[str], None] | None = None,
) -> RolledBack:
    """Show the build that was live before the live one, in one step.

    It must be as it was sealed, must hold nobody and nothing that has to stay back at the moment `now`, and no hearing
    that has ended since. Raises Fault with exit code 1 (records, without which nobody can tell what must stay back), 2
    (`output` is no place for a site), 3 (what must stay back) or 4 (no earlier build, or not as it was sealed);
    whatever it raises, `output` is as it was.
    """
    project = settings.project
    check_target(output, settings)
    with disk_faults(project, project / STATE, output.parent), swap.locked(project, on_wait):
        swap.check_output(output, project)
        build, seal = _earlier(output, project)
        with disk_faults(project, project / STATE):
            prepared = prepare(settings, now)
        report = Report.of([*_kept_back(build, prepared, settings, opened, now), *_ended(build, seal, prepared)])
        if report.errors:
            raise Fault(report, 3)
        live = swap.live_seal(output, project)
        swap.show(build, output, project)
    return RolledBack(seal.now, len(seal.files), difference_of(seal, live))


def _earlier(output: Path, project: Path) -> tuple[Path, Seal]:
    """Find the build before the live one that is whole: one that was damaged while it was live is passed over."""
    builds = swap.earlier_builds(output, project)
    if not builds:
        message = "There is no earlier build of this site to go back to."
        raise fault("HS920", shown_target(output), message, _INSTEAD, exitcode=4)
    for build, seal in builds:
        if seal is not None and is_intact(build, seal):
            return build, seal
    message = "The build before this one is not as it was sealed, so it is not put back."
    raise fault("HS921", f"{STATE}/builds", message, _INSTEAD, exitcode=4)


def _kept_back(
    build: Path, prepared: Prepared, settings: Settings, opened: IdentityList | None, now: dt.datetime
) -> Iterator[Diagnostic]:
    """Say who and what stands in a build and must not be public now."""
    guard = output_guard(prepared.sought, opened.identities if opened else (), exceptions_of(settings, opened, now))
    for match in guard.scan_folder(build):
        said = say_match(match) if match.who else f"Nobody can tell what this file holds: {match.rule}."
        place = Place(match.path, match.line, match.column or (1 if match.line else 0))
        yield Diagnostic(place, "HS922", said, _INSTEAD)


def _ended(build: Path, seal: Seal, prepared: Prepared) -> Iterator[Diagnostic]:
    """Say which hearings a build shows that are not to be shown any more, and what of others."""
    planned = {urls.file_of(file.route): file for file in prepared.site_plan.files}
    yield from _people_gone(build, seal, prepared)
    for path in sorted(filter(urls.is_hearing_data, seal.files)):
        content = (build / path).read_bytes()
        file = planned.get(path)
        if file is not None and file.content == content:
            continue
        before, now = hearing_data(content), hearing_data(file.content) if file is not None else None
        if before is None or before["anonymised"]:
            continue
        reference = Path(path).parent.name.upper()
        if now is None or now["anonymised"]:
            message = f"The build before this one shows {reference}, which is no longer to be shown."
            yield Diagnostic(Place(path), "HS922", message, _INSTEAD)
            continue
        for what in dict.fromkeys(taken_back(before, now)):
            message = f"The build before this one shows of {reference} {what}."
            yield Diagnostic(Place(path), "HS922", message, _INSTEAD)


def _people_gone(build: Path, seal: Seal, prepared: Prepared) -> Iterator[Diagnostic]:
    """Say which pages of a build show somebody beside the officers under a name that the record does not have now.

    No data tells of these people, so the pages are read.
    """
    chair = prepared.site_plan.words["en"].say("fact.chair")
    for page in prepared.site_plan.pages:
        path = urls.file_of(page.route)
        if page.template != "hearing" or page.lang != "en" or path not in seal.files:
            continue
        shown = people_shown((build / path).read_text("utf-8"), chair)
        now = {fact.term for fact in page.view.people}
        now.update(value.text for fact in page.view.facts if fact.term == chair for value in fact.values)
        if shown - now:
            reference = Path(path).parent.name.upper()
            message = f"The build before this one shows of {reference} a name or a designation that the record does not have now."
            yield Diagnostic(Place(path), "HS922", message, _INSTEAD)
