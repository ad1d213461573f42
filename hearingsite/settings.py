"""The HEARINGSITE dict of pelicanconf.py → frozen settings; a key it does not know gets a "did you mean"."""

import runpy
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.vocabulary.codes import Language

CONFIG: Final = "pelicanconf.py"
STATE: Final = ".hearingsite"
_CHOICES: Final = {"demonstrations": ("show", "hide")}


class Settings(Struct, frozen=True, kw_only=True):
    """What a force sets: names and addresses of the site, what to show, where things lie.

    `site_url` is absolute without a final slash; `authority` and `authority_since` make permanent ids (RFC 4151):
    a domain that the publisher owned on that day, never changed afterwards.
    """

    project: Path
    site_name: str
    site_url: str
    authority: str
    authority_since: str
    languages: tuple[Language, ...] = ("en", "cy")
    demonstrations: str = "show"
    page_size: int = 50
    content: Path
    theme: Path
    output: Path


def load_settings(project: Path) -> Settings:
    """Read pelicanconf.py of a project folder; raises Fault (exit code 2) with every wrong setting."""
    file = project / CONFIG
    if not file.is_file():
        raise fault(
            "HS701",
            CONFIG,
            "There is no pelicanconf.py in this folder.",
            "Run it in the site's folder, or use -C FOLDER.",
            exitcode=2,
        )
    try:
        values = runpy.run_path(str(file))
    except Exception as error:
        message = f"pelicanconf.py cannot be run: {type(error).__name__}: {error}."
        raise fault("HS702", CONFIG, message, "Undo the last change to it.", exitcode=2) from error
    return settings_from(values, project)


def settings_from(values: Mapping[str, Any], project: Path) -> Settings:
    """Make settings of Pelican's; raises Fault (exit code 2) with every wrong setting."""
    given = values.get("HEARINGSITE", {})
    if not isinstance(given, dict):
        raise fault(
            "HS703",
            CONFIG,
            "HEARINGSITE must be a dict.",
            'Write HEARINGSITE = {"demonstrations": "show"}.',
            exitcode=2,
        )
    own = {
        "site_name": values.get("SITENAME"),
        "site_url": str(values.get("SITEURL") or "").rstrip("/"),
        "project": project,
        "content": project / values.get("PATH", "content"),
        "theme": project / values.get("THEME", "theme"),
        "output": project / "output",
    }
    faults = _check_given(given, own)
    if faults:
        raise Fault(Report.of(faults), 2)
    return Settings(**own, **{**given, "languages": tuple(given.get("languages", ("en", "cy")))})


def _check_given(given: dict[str, Any], own: dict[str, Any]) -> list[Diagnostic]:
    place = Place(CONFIG)
    free = [name for name in Settings.__struct_fields__ if name not in own]
    faults = []
    for key, value in given.items():
        if key not in free:
            near = get_close_matches(str(key), free, 1)
            meant = f' Did you mean "{near[0]}"?' if near else ""
            hint = f"The settings are: {', '.join(free)}."
            faults.append(Diagnostic(place, "HS704", f'"{key}" is not a setting of HEARINGSITE.{meant}', hint))
        elif key in _CHOICES and value not in _CHOICES[key]:
            hint = f"It can be: {', '.join(_CHOICES[key])}."
            faults.append(Diagnostic(place, "HS705", f'"{value}" is not a choice for "{key}".', hint))
        elif key == "languages":
            if list(value) not in (["en"], ["en", "cy"]):
                hint = 'It can be: ["en"], ["en", "cy"].'
                faults.append(Diagnostic(place, "HS705", f'"languages" cannot be {value}.', hint))
        elif not isinstance(value, int if key == "page_size" else str) or not value or value is True:
            wanted = "a whole number, 1 or more" if key == "page_size" else "a text in quotes"
            faults.append(
                Diagnostic(place, "HS703", f'"{key}" must be {wanted}.', "See the README's table of settings.")
            )
    faults += [
        Diagnostic(place, "HS706", f'HEARINGSITE needs "{key}".', "See the README's table of settings.")
        for key in ("authority", "authority_since")
        if key not in given
    ]
    if not own["site_name"]:
        faults.append(Diagnostic(place, "HS706", "SITENAME is empty.", "Give the site a name."))
    if not str(own["site_url"]).startswith(("https://", "http://localhost")):
        hint = 'Write the site\'s public address, for example SITEURL = "https://hearings.example".'
        faults.append(Diagnostic(place, "HS707", "SITEURL does not begin with https://.", hint))
    return faults
