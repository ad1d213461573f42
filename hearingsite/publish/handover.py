"""Publish: only what was sealed, searched and is due, all of it, and nothing else."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from hearingsite import swap
from hearingsite.destination import Carrier, Destination
from hearingsite.diagnostics import fault
from hearingsite.disk import disk_faults
from hearingsite.guard.attest import rule_version
from hearingsite.guard.vault import IdentityList
from hearingsite.publish.folder import Folder
from hearingsite.publish.order import MARK, steps_of
from hearingsite.publish.rclone import Rclone
from hearingsite.publish.rsync import Rsync
from hearingsite.replace import not_ours
from hearingsite.seal import Difference
from hearingsite.settings import STATE, Settings
from hearingsite.target import check_preview, shown_target
from hearingsite.verify import Verified, digests_of, verify

Say = Callable[[str], None]
_BUILDS: Final = f"{STATE}/builds"
_BUILD: Final = "Build again: hearingsite build."


class Copier(Protocol):
    """What brings files to a place in which nothing can be switched."""

    def names(self) -> list[str]:
        """Name what is at the top of the place."""

    def compare(self, source: Path) -> Difference:
        """Tell what the place lacks, has otherwise and has too much."""

    def send(self, source: Path, paths: tuple[str, ...]) -> None:
        """Put files into the place."""

    def remove_others(self, source: Path) -> None:
        """Delete what is not of the site."""


class Published(Struct, frozen=True):
    """What was published: how it differs from what was in the place, and what holds of the site."""

    difference: Difference
    verified: Verified


def publish(
    settings: Settings,
    destination: Destination,
    now: dt.datetime,
    output: Path,
    *,
    attestation: Path | None = None,
    opened: IdentityList | None = None,
    is_plain: bool = False,
    is_dry: bool = False,
    on_wait: Say | None = None,
    on_step: Say | None = None,
) -> Published:
    """Hand the site in `output` to a place (absolute, if it is here); with `is_dry`, only tell what would differ.

    `opened` is the private list: then the attestation must be of this list and of the rules of this version. `on_step`
    is told what is being sent. Raises Fault with exit code 2 (a place upon the project), 3 (the attestation is missing
    or does not hold) or 4 (not as sealed, not yet due, another's place, a copy that failed). A folder here shows the
    old site or the new one; any other place may have both until it is published again.
    """
    project = settings.project
    place = destination.folder
    if place:
        check_preview(place, settings)
    written_to = (project / STATE, *([place.parent] if place else []))
    with disk_faults(project, *written_to), swap.locked(project, on_wait):
        if not output.is_dir():
            raise fault("HS668", shown_target(output), "There is no built site here.", _BUILD, exitcode=4)
        verified = verify(output, project, attestation)
        check_attested(verified, settings, opened)
        check_due(verified, now)
        source = output.resolve()
        if place and destination.carrier is Carrier.FOLDER:
            difference = _put(Folder(place, is_plain=is_plain), source, verified, is_dry=is_dry)
        else:
            copier = Rclone(destination) if destination.carrier is Carrier.RCLONE else Rsync(destination)
            difference = _send(copier, destination, source, verified, is_dry=is_dry, on_step=on_step)
    return Published(difference, verified)


def check_attested(verified: Verified, settings: Settings, opened: IdentityList | None) -> None:
    """Raise Fault (exit code 3) where the site must be attested and is not, or not with this list and these rules."""
    attested = verified.attestation
    if attested is None and (opened or settings.identities == "held"):
        message = "Nobody attests that this site was searched with the private list."
        hint = "Build with the list, which must be one that `hearingsite identities init` made."
    elif attested and opened and (attested.list, attested.rules) != (opened.version, rule_version()):
        message, hint = "This site was searched with another state of the private list, or by other rules.", _BUILD
    else:
        return
    raise fault("HS930", _BUILDS, message, hint, exitcode=3)


def check_due(verified: Verified, now: dt.datetime) -> None:
    """Raise Fault (exit code 4) where the site is of a moment that is still to come."""
    attested = verified.attestation.now if verified.attestation else ""
    try:
        moment = min(dt.datetime.fromisoformat(moment) for moment in (verified.sealed, attested) if moment)
        is_due = moment <= now
    except (ValueError, TypeError):
        raise fault("HS668", _BUILDS, "The seal of this site names no moment.", _BUILD, exitcode=4) from None
    if not is_due:
        message = f"This site was built for {moment.isoformat()}, which is still to come."
        raise fault("HS931", _BUILDS, message, "Build without --now: hearingsite build.", exitcode=4)


def _put(folder: Folder, source: Path, verified: Verified, *, is_dry: bool) -> Difference:
    difference = folder.compare(verified.digests)
    if not is_dry:
        (folder.settle(verified.digests) if difference.is_empty else folder.put(source, verified.digests))
    return difference


def _send(
    copier: Copier, destination: Destination, source: Path, verified: Verified, *, is_dry: bool, on_step: Say | None
) -> Difference:
    """Send what differs, in the order of `steps_of`, delete the rest, and compare once more."""
    shown = str(destination)
    names = copier.names()
    if names and MARK not in names:
        raise not_ours(Path(destination.place), shown)
    all_new = Difference(tuple(verified.digests), (), ())
    if names and on_step:
        on_step("Comparing with what is there")
    difference = copier.compare(source) if names else all_new
    if is_dry:
        return difference
    try:
        _copy(copier, source, verified, difference, on_step or (lambda _: None))
        is_whole = copier.compare(source).is_empty and dict(digests_of(source)) == verified.digests
    except KeyboardInterrupt:
        if difference.is_empty:  # nothing was sent
            raise
        message = "The copy was stopped: the place may have pages of two builds."
        raise fault("HS933", shown, message, "Publish again: that is safe at any time.", exitcode=4) from None
    if not is_whole:
        message = "After the copy, the place does not hold what was sealed."
        hint = "Look who else writes there, then publish again."
        raise fault("HS934", shown, message, hint, exitcode=4)
    return difference


def _copy(copier: Copier, source: Path, verified: Verified, difference: Difference, say: Say) -> None:
    wanted = {*difference.added, *difference.changed}
    for step in steps_of(path for path in verified.digests if path in wanted):
        say(f"Sending {step.name} ({len(step.paths)})")
        copier.send(source, step.paths)
    if difference.removed:
        say(f"Deleting what is gone ({len(difference.removed)})")
        copier.remove_others(source)
