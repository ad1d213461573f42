"""The folder that becomes the site: what a plan needs before it is printed, its ready files, and the count at the end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.walk import walk_files, written

_FRAMES: Final = ("base", "page", "parts/row")


def check_plan(site_plan: SitePlan, templates: Path) -> None:
    """Every template is the theme's own: Pelican would silently use a stock one. No two things share a file.

    Raises Fault (exit code 4) with all that is wrong.
    """
    theme = templates.parent.name
    names = dict.fromkeys([*_FRAMES, *(page.template for page in site_plan.pages)])
    faults = [
        Diagnostic(Place(f"{theme}/templates/{name}.html"), "HS806", "This template is missing.", "Put the file back.")
        for name in names
        if not (templates / f"{name}.html").is_file()
    ]
    if not site_plan.site.stylesheet:
        faults.append(
            Diagnostic(Place(f"{theme}/static/site.css"), "HS806", "The stylesheet is missing.", "Put the file back.")
        )
    if not site_plan.site.search_script:
        faults.append(
            Diagnostic(
                Place(f"{theme}/static/search.js"), "HS806", "The search's script is missing.", "Put the file back."
            )
        )
    faults += _check_templates(templates)
    faults += [
        Diagnostic(Place(path), "HS901", "Two pages claim this address.", "Rename one of them.")
        for path in site_plan.clashes()
    ]
    if faults:
        raise Fault(Report.of(faults), 4)


def _check_templates(templates: Path) -> Iterator[Diagnostic]:
    """Yield what cannot be read among the templates; Pelican would end with an error that names none of them."""
    for file in walk_files(templates, templates.parent.parent):
        if isinstance(file, Diagnostic):
            yield file
            continue
        path = written(file.path, templates.parent.parent)
        try:
            Path(file.path).read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = "This template cannot be rendered: it is not UTF-8 text."
            yield Diagnostic(Place(path, line, 1), "HS807", message, 'Save it again with the encoding "UTF-8".')


def write_files(site_plan: SitePlan, folder: Path) -> None:
    """Write every file of a plan that is ready as it is."""
    made: set[Path] = set()
    for file in site_plan.files:
        target = folder / urls.file_of(file.route)
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(file.content)


def compare(site_plan: SitePlan, folder: Path) -> None:
    """Hold a folder against the plan, both ways; raises Fault (exit code 4)."""
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()}
    planned = site_plan.paths()
    faults = [
        Diagnostic(Place(path), "HS902", "This page was planned but did not come out.", "See the file it is made from.")
        for path in planned - found
    ]
    faults += [
        Diagnostic(
            Place(path), "HS903", "This file came out but nobody planned it.", "See which plugin or page writes it."
        )
        for path in found - planned
    ]
    if faults:
        raise Fault(Report.of(faults), 4)
