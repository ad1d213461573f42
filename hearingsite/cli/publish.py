"""The command that hands a built site to where it is served, and the recipes for hosts."""

import json
import os
from importlib import resources
from pathlib import Path

import click

from hearingsite.cli.console import (
    Project,
    change_counts,
    count,
    format_option,
    identities_option,
    key_option,
    now_option,
    print_report,
    say,
)
from hearingsite.cli.progress import progress
from hearingsite.cli.stopped import PUBLISHED, stopped_after, stopped_around_handover
from hearingsite.destination import Destination, parse_destination
from hearingsite.diagnostics import Report, fault, printable
from hearingsite.moment import read_now
from hearingsite.publish.handover import Published
from hearingsite.publish.handover import publish as publish_site
from hearingsite.settings import CONFIG, Settings
from hearingsite.target import shown_target
from hearingsite.unlock import unlock

_RECIPES = {
    Path(file.name).stem: file
    for file in sorted(resources.files("hearingsite.publish").joinpath("recipes").iterdir(), key=lambda one: one.name)
}


@click.command()
@click.argument("target", required=False)
@format_option
@now_option
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="The live folder; output/ if not given.")
@click.option("--attestation", type=click.Path(path_type=Path), metavar="FILE", help="As for hearingsite verify.")
@click.option("--plain", is_flag=True, help="Make an ordinary folder, for hosts that follow no link.")
@click.option("--dry-run", is_flag=True, help="Check everything and say what would differ; touch nothing.")
@click.option(
    "--recipe", type=click.Choice(sorted(_RECIPES)), help="Print what a host or a CI has to be told, and end."
)
@identities_option
@key_option
@click.pass_obj
def publish(
    project: Project,
    *,
    target: str | None,
    format_: str,
    now: str | None,
    output: Path | None,
    attestation: Path | None,
    plain: bool,
    dry_run: bool,
    recipe: str | None,
    identities: Path | None,
    key: Path | None,
) -> int:
    """Hand the built site to TARGET: a folder, rsync:USER@HOST:PATH or rclone:REMOTE:PATH.

    Without TARGET, "publish_to" of the settings is used. Only a site that is as it was sealed is handed over.

    Example: hearingsite publish rsync:deploy@www.example:/srv/hearings
    """
    if recipe:
        click.echo(_RECIPES[recipe].read_text("utf-8"), nl=False)
        return 0
    moment = read_now(now)
    settings = project.settings
    destination = _destination(settings, target)
    if plain and destination.folder is None:
        raise click.UsageError("--plain is for a folder of this machine.")
    opened = unlock(settings, identities, key) if identities else None
    said = PUBLISHED.format(place=_shown(destination))
    with stopped_around_handover(destination.folder, said), progress() as step:
        step("Reading every file of the site")
        done = publish_site(
            settings,
            destination,
            moment,
            Path(os.path.abspath(output)) if output else settings.output,  # noqa: PTH100 -- resolve() would follow it
            attestation=attestation,
            opened=opened,
            is_plain=plain,
            is_dry=dry_run,
            on_wait=step.aside,
            on_step=step,
        )
    with stopped_after(lambda: "" if dry_run or done.difference.is_empty else said):
        _print(done, destination, format_, is_dry=dry_run)
    return 0


def _shown(destination: Destination) -> str:
    """The place as somebody may type it here."""
    return shown_target(Path(destination.place)) if destination.folder else printable(str(destination))


def _destination(settings: Settings, target: str | None) -> Destination:
    """Where to: what was typed, seen from here; else what the settings say, seen from the project's folder."""
    hint = 'Name a folder, or "rsync:user@host:/path", or "rclone:remote:path".'
    if target is None and not settings.publish_to:
        raise fault("HS720", CONFIG, 'No place to publish to was named, and "publish_to" is not set.', hint, exitcode=2)
    try:
        destination = parse_destination(settings.publish_to if target is None else target)
    except ValueError as error:
        message = f"This is no place to publish to: {error}."
        raise fault("HS720", printable(target or ""), message, hint, exitcode=2) from None
    return destination.seen_from(settings.project if target is None else Path.cwd())


def _print(done: Published, destination: Destination, format_: str, *, is_dry: bool) -> None:
    difference, verified = done.difference, done.verified
    shown = _shown(destination)
    if format_ == "json":
        said = {
            "target": shown,
            "dry_run": is_dry,
            "files": verified.files,
            "added": difference.added,
            "changed": difference.changed,
            # Numbers alone: of what lay there, nobody knows whether its names were searched.
            "removed": len(difference.removed),
            "now": verified.sealed or (verified.attestation.now if verified.attestation else ""),
            "attested": verified.attestation is not None,
        }
        say(json.dumps(said, ensure_ascii=True, indent=2))
        return
    print_report(Report(), format_)
    if format_ == "text":
        what = "nothing differs" if difference.is_empty else change_counts(difference)
        verb = "Would publish" if is_dry else "Published"
        say(f"{verb} {count(verified.files, 'file')} to {shown}: {what}.")
        if verified.attestation is None:
            say("There is no attestation that this site was searched with the private list.")
