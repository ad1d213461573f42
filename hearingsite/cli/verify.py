"""The command that holds a built site against its seal and its attestation."""

import os
from pathlib import Path

import click

from hearingsite.cli.console import Project, count, format_option, print_report, say
from hearingsite.cli.progress import progress
from hearingsite.diagnostics import Report, fault
from hearingsite.disk import disk_faults
from hearingsite.settings import STATE
from hearingsite.verify import verify as verify_site


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--attestation", type=click.Path(path_type=Path), metavar="FILE", help="The attestation, if it came another way."
)
@format_option
@click.pass_obj
def verify(project: Project, folder: Path | None, attestation: Path | None, format_: str) -> int:
    """Check that a built site, byte for byte, is what was built, and searched with the private list.

    Example: hearingsite verify output
    """
    settings = project.settings
    site = Path(os.path.abspath(folder)) if folder else settings.output  # noqa: PTH100 -- resolve() would follow it
    built = (settings.project / STATE, site)
    with disk_faults(settings.project, built=built), progress() as step:
        if not site.is_dir():
            raise fault("HS668", site.name, "There is no such folder.", "Build first: hearingsite build.", exitcode=4)
        os.scandir(site).close()  # one that is shut has no file that is missing
        step("Reading every file of the site")
        found = verify_site(site, settings.project, attestation)
    print_report(Report(), format_)
    if format_ == "text":
        sealed = f" as they were sealed for {found.sealed}" if found.sealed else ""
        say(f"{count(found.files, 'file')}: all{sealed or ' as they were attested'}, and no other.")
        if found.attestation:
            one = found.attestation
            counts = ", ".join(f"{number} {what}" for what, number in sorted(one.counts.items()))
            say(f"Attested for {one.now}: searched with list {one.list} and rules {one.rules} ({counts}).")
        else:
            say("There is no attestation that it was searched with the private list.")
    return 0
