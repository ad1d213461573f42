"""The HEARINGSITE dict of pelicanconf.py → frozen settings; a key it does not know gets a "did you mean"."""

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from hearingsite.config_file import places_in, raised_at, run_config
from hearingsite.destination import parse_destination
from hearingsite.diagnostics import UNPRINTABLE, Diagnostic, Fault, Place, Report, fault
from hearingsite.patterns import later
from hearingsite.streams import printing_beside
from hearingsite.values import parse_day
from hearingsite.vocabulary.codes import Language

CONFIG: Final = "pelicanconf.py"
STATE: Final = ".hearingsite"
_LONGEST_SHOWN: Final = 200
_CHOICES: Final = {"demonstrations": ("show", "hide"), "identities": ("held", "not-held")}
# As tag URIs (RFC 4151) take them: a domain or an address of e-mail, and a day.
_FORMS: Final = {
    "authority": later(r"([\w.-]+@)?[\w-]+(\.[\w-]+)*", re.ASCII),
    "authority_since": later(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII),
    "security_contact": later(r"mailto:[!-?A-~]+@[\w.-]+|https://[!-~]+|tel:\+[\d-]+", re.ASCII),
}
_FORM_NAMES: Final = {
    "authority": 'a domain in quotes, like "hearings.example"',
    "authority_since": 'a day in quotes, like "2026-01-01"',
    "security_contact": 'an address in quotes, like "mailto:security@hearings.example"',
}
_OWN: Final = (
    "names",
    "authority",
    "authority_since",
    "languages",
    "demonstrations",
    "identities",
    "page_size",
    "websub_hub",
    "security_contact",
    "security_expires",
    "publish_to",
)
_UNFIT_FOR_URL: Final = later(r"[\s\\\"<>]|" + UNPRINTABLE.pattern)


class _Wrong(NamedTuple):
    """What is wrong with a setting."""

    key: str
    code: str
    message: str
    hint: str = "See the README's table of settings."


class Settings(Struct, frozen=True, kw_only=True):
    """What a force sets: names and addresses of the site, what to show, where things lie.

    `site_url` is absolute without a final slash; `authority` and `authority_since` make permanent ids (RFC 4151):
    a domain that the publisher owned on that day, never changed afterwards. `identities` says whether the private list
    is held where this runs; `websub_hub` is the address of a hub, or empty. `security_contact` answers reports of a
    weakness of the site until the day `security_expires` (ISO); both are empty where nobody does. `publish_to` is where
    `hearingsite publish` hands the site to, or empty. `names` holds the site's name in languages beside English, by language.
    """

    project: Path
    site_name: str
    site_url: str
    authority: str
    authority_since: str
    languages: tuple[Language, ...] = ("en", "cy")
    demonstrations: str = "show"
    identities: str = "held"
    page_size: int = 50
    websub_hub: str = ""
    security_contact: str = ""
    security_expires: str = ""
    publish_to: str = ""
    names: dict[Language, str] = {}
    content: Path
    theme: Path
    output: Path

    @property
    def made_from(self) -> tuple[Path, Path]:
        """The folders that a site is made from, in which nothing is written."""
        return self.content, self.theme


def read_config(project: Path) -> dict[str, Any]:
    """Run the pelicanconf.py of a project folder and give its values; raises Fault (exit code 2) where that fails."""
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
        with printing_beside():  # what it prints is no part of a report
            return run_config(str(file))
    except (Exception, SystemExit) as error:
        asked_in = traceback.extract_tb(error.__traceback__)[-1].filename
        if isinstance(error, ModuleNotFoundError) and asked_in != str(file):
            raise  # not that file asked for it, but the program behind what it imports
        message = f"pelicanconf.py cannot be run: {type(error).__name__}: {str(error).rstrip('.')}."
        where = Place(CONFIG, *raised_at(error, str(file)))
        report = Report.of([Diagnostic(where, "HS702", message, "Undo the last change to it.")])
        raise Fault(report, 2) from error


def load_settings(project: Path) -> Settings:
    """Read pelicanconf.py of a project folder; raises Fault (exit code 2) with every wrong setting."""
    return settings_from(read_config(project), project)


def settings_from(values: Mapping[str, Any], project: Path) -> Settings:
    """Make settings of Pelican's; raises Fault (exit code 2) with every wrong setting."""
    if sys.flags.optimize > 1:
        message = "Python was told to drop docstrings, of which the schemas of the site are made."
        hint = "Start it without -OO, and unset PYTHONOPTIMIZE."
        raise fault("HS721", "python", message, hint, exitcode=2)
    given = values.get("HEARINGSITE", {})
    if not isinstance(given, dict):
        raise fault(
            "HS703",
            CONFIG,
            "HEARINGSITE must be a dict.",
            'Write HEARINGSITE = {"demonstrations": "show"}.',
            exitcode=2,
        )
    wrong = [*_check_folders(values, project), *_check_plain(values), *_check_given(given)]
    if wrong:
        raise Fault(Report.of(_placed(wrong, project)), 2)
    return Settings(
        site_name=values["SITENAME"],
        site_url=values["SITEURL"].rstrip("/"),
        project=project,
        content=_below(project, values.get("PATH", "content")),
        theme=_below(project, values.get("THEME", "theme")),
        output=project / "output",
        **{**given, "languages": tuple(given.get("languages", ("en", "cy")))},
    )


def _below(project: Path, folder: str) -> Path:
    return Path(os.path.abspath(project / folder))  # noqa: PTH100 -- resolve() would follow links


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no name that a folder can have
        return False


def _check_folders(values: Mapping[str, Any], project: Path) -> Iterator[_Wrong]:
    """Content and theme must be there: without them a site would be empty, not wrong."""
    for key, default in (("PATH", "content"), ("THEME", "theme")):
        folder = values.get(key, default)
        if not isinstance(folder, str) or not folder.strip() or "\0" in folder:
            yield _Wrong(key, "HS703", f"{key} must be the name of a folder, in quotes.")
        elif not _is_folder(_below(project, folder)):
            yield _Wrong(key, "HS713", f'{key} names a folder that is not there: "{folder[:_LONGEST_SHOWN]}".')
        elif _below(project, "").is_relative_to(_below(project, folder)):
            yield _Wrong(key, "HS713", f'{key} names the project\'s own folder or one around it: "{folder}".')
        elif not _below(project, folder).is_relative_to(_below(project, "")):
            hint = "Put it into the project's folder, or a link to it."
            yield _Wrong(
                key, "HS713", f'{key} names a folder outside the project\'s: "{folder[:_LONGEST_SHOWN]}".', hint
            )


def _check_plain(values: Mapping[str, Any]) -> Iterator[_Wrong]:
    """What Pelican knows too: the site's name and address, and what templates are given."""
    yield from _check_name("SITENAME", "SITENAME", values.get("SITENAME") or "")
    yield from _check_url(values.get("SITEURL") or "")
    for key in ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"):
        if not isinstance(values.get(key, {}), dict):
            yield _Wrong(key, "HS703", f"{key} must be a dict.", f"Delete {key}, or write it in curly brackets.")


def _check_name(key: str, setting: str, name: Any) -> Iterator[_Wrong]:
    if not isinstance(name, str):
        yield _Wrong(key, "HS703", f"{setting} must be a text in quotes.")
    elif UNPRINTABLE.search(name):
        yield _Wrong(key, "HS703", f"{setting} holds a character that nobody can see.", "Type it again.")
    elif not name.strip():
        yield _Wrong(key, "HS706", f"{setting} is empty.", "Give the site a name.")


def _check_names(value: Any) -> Iterator[_Wrong]:
    if not isinstance(value, dict) or list(value) != ["cy"]:
        hint = 'Write "names": {"cy": "Gwrandawiadau camymddwyn"}, or delete the setting; the English name is SITENAME.'
        yield _Wrong("names", "HS703", '"names" must be a dict with the name in Welsh.', hint)
    else:
        yield from _check_name("names", 'The Welsh name in "names"', value["cy"])


def _check_url(url: Any) -> Iterator[_Wrong]:
    hint = 'Write the site\'s public address, for example SITEURL = "https://hearings.example".'
    try:
        parts = urlsplit(url) if isinstance(url, str) and not _UNFIT_FOR_URL.search(url) else None
        host, _ = (parts.hostname, parts.port) if parts else (None, None)
    except ValueError:
        parts, host = None, None
    if not parts or not (parts.scheme == "https" or (parts.scheme == "http" and host == "localhost")) or not host:
        yield _Wrong("SITEURL", "HS707", "SITEURL is not an address that begins with https://.", hint)
    elif "?" in url or "#" in url or parts.path.strip("/") or "@" in parts.netloc:
        yield _Wrong(
            "SITEURL",
            "HS714",
            "SITEURL is more than the name of a host: the site must be at the top of its host.",
            hint,
        )


def _is_address(value: Any) -> bool:
    """Whether a value is an absolute https address of something on a host."""
    if not isinstance(value, str) or _UNFIT_FOR_URL.search(value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False


def _placed(wrong: Sequence[_Wrong], project: Path) -> Iterator[Diagnostic]:
    """Say where in pelicanconf.py each setting stands that is wrong; one that is not there has the file as its place."""
    places = places_in(project / CONFIG) if wrong else {}
    for one in wrong:
        yield Diagnostic(Place(CONFIG, *places.get(one.key, (0, 0))), one.code, one.message, one.hint)


def _check_given(given: dict[str, Any]) -> Iterator[_Wrong]:
    for key, value in given.items():
        if key not in _OWN:
            near = get_close_matches(str(key), _OWN, 1)
            meant = f' Did you mean "{near[0]}"?' if near else ""
            hint = f"The settings are: {', '.join(_OWN)}."
            yield _Wrong(str(key), "HS704", f'"{key}" is not a setting of HEARINGSITE.{meant}', hint)
        else:
            yield from _check_value(key, value)
    wanted = ["authority", "authority_since"]
    if "security_contact" in given or "security_expires" in given:
        wanted += ["security_contact", "security_expires"]
    for key in wanted:
        if key not in given:
            yield _Wrong("HEARINGSITE", "HS706", f'HEARINGSITE needs "{key}".')


def _check_value(key: str, value: Any) -> Iterator[_Wrong]:
    if key in _CHOICES:
        if value not in _CHOICES[key]:
            hint = f"It can be: {', '.join(_CHOICES[key])}."
            yield _Wrong(key, "HS705", f'"{value}" is not a choice for "{key}".', hint)
    elif key in _CHECKS:
        yield from _CHECKS[key](value)
    elif not isinstance(value, str) or not _FORMS[key].fullmatch(value):
        yield _Wrong(key, "HS703", f'"{key}" must be {_FORM_NAMES[key]}.')


def _check_languages(value: Any) -> Iterator[_Wrong]:
    if not isinstance(value, list | tuple) or list(value) not in (["en"], ["en", "cy"]):
        hint = 'It can be: ["en"], ["en", "cy"].'
        yield _Wrong("languages", "HS705", f'"languages" cannot be {value}.', hint)


def _check_page_size(value: Any) -> Iterator[_Wrong]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        yield _Wrong("page_size", "HS703", '"page_size" must be a whole number, 1 or more.')


def _check_hub(value: Any) -> Iterator[_Wrong]:
    if not _is_address(value):
        hint = "Write the address that the hub's operator gives, or delete the setting."
        yield _Wrong(
            "websub_hub", "HS718", f'"websub_hub" is not an address that begins with https://: "{value}".', hint
        )


def _check_expiry(value: Any) -> Iterator[_Wrong]:
    try:
        parse_day(value)
    except ValueError as error:
        yield _Wrong("security_expires", "HS703", f'"security_expires" cannot be used: {error}.')


def _check_place(value: Any) -> Iterator[_Wrong]:
    try:
        parse_destination(value if isinstance(value, str) else "")
    except ValueError as error:
        hint = 'Write a folder, or "rsync:user@host:/path", or "rclone:remote:path".'
        yield _Wrong("publish_to", "HS720", f'"publish_to" cannot be used: {error}.', hint)


_CHECKS: Final[dict[str, Callable[[Any], Iterator[_Wrong]]]] = {
    "languages": _check_languages,
    "names": _check_names,
    "page_size": _check_page_size,
    "websub_hub": _check_hub,
    "security_expires": _check_expiry,
    "publish_to": _check_place,
}
