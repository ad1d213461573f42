"""The folder that becomes the site: what a plan needs before it is printed, its ready files, and the count at the end."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report
from hearingsite.forks import collector_off
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.stamps import folders_of
from hearingsite.standing import FOLDER_FOR_ALL, FOR_ALL, Standing
from hearingsite.walk import files_below, walk_files, written

_USUAL: Final = 0o022  # with which files are for all to read, and folders to enter
_PUT_BACK: Final = "Put the file back, or after an upgrade, copy it from the theme of this version."
_FRAMES: Final = ("base", "page", "parts/row")


def check_plan(site_plan: SitePlan, templates: Path) -> None:
    """Every template is the theme's own: Pelican would silently use a stock one. No two things share a file.

    Raises Fault (exit code 4) with all that is wrong.
    """
    theme = templates.parent.name
    names = dict.fromkeys([*_FRAMES, *sorted(site_plan.templates())])
    faults = [
        Diagnostic(Place(f"{theme}/templates/{name}.html"), "HS806", "This template is missing.", _PUT_BACK)
        for name in names
        if not (templates / f"{name}.html").is_file()
    ]
    if not site_plan.site.stylesheet:
        faults.append(Diagnostic(Place(f"{theme}/static/site.css"), "HS806", "The stylesheet is missing.", _PUT_BACK))
    if not site_plan.site.search_script:
        faults.append(
            Diagnostic(Place(f"{theme}/static/search.js"), "HS806", "The search's script is missing.", _PUT_BACK)
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


def sort_files(
    site_plan: SitePlan, standing: Standing, taken: Collection[str]
) -> tuple[frozenset[str], list[tuple[str, bytes]]]:
    """Sort the files of a plan that are no pages and not `taken` from elsewhere.

    Gives those that have the same bytes in the live build, and the others with their bytes.
    """
    same: set[str] = set()
    new: list[tuple[str, bytes]] = []
    with collector_off():  # what is made of all hearings for these files holds no cycles either
        for file in site_plan.files:
            path = urls.file_of(file.route)
            if path in taken:
                continue
            content, old = file.content, standing.files.get(path)
            if old is not None and hashlib.sha256(content).hexdigest() == old:
                same.add(path)
            else:
                new.append((path, content))
    return frozenset(same), new


def write_files(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files, none of which is there, into a folder."""
    made: set[Path] = set()
    for path, content in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(content)


def open_to_readers(files: Iterable[str], folder: Path) -> None:
    """Let everybody read files that are new in a folder, and the folders, whatever this process keeps to itself."""
    umask = os.umask(_USUAL)
    os.umask(umask)
    if os.name != "posix" or umask == _USUAL:
        return
    for path in files:
        (folder / path).chmod(FOR_ALL)
    for path in (".", *folders_of(files_below(folder))):
        (folder / path).chmod(FOLDER_FOR_ALL)


def compare(site_plan: SitePlan, folder: Path) -> None:
    """Hold a folder against the plan, both ways; raises Fault (exit code 4)."""
    found = set(files_below(folder))
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
