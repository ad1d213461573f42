"""What a theme asks of a browser in vain: files that the site does not have, and what the policy of its pages refuses.

Nothing of it harms a reader, but whoever gave the site its own look would wonder what became of it.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.public import urls
from hearingsite.records.source import line_and_column
from hearingsite.settings import Settings
from hearingsite.walk import FoundFile, walk_files, written

_COMMENT: Final = {".html": re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL), ".css": re.compile(r"/\*.*?\*/", re.DOTALL)}
# A tag, in which Jinja may stand; each part of it is taken in one way only, for what is no tag after all would take hours.
_TAG: Final = re.compile(r"<([a-z]+)\b((?>[^<>{]+|\{\{.*?\}\}|\{%.*?%\})*)>", re.IGNORECASE | re.DOTALL)
_JINJA: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)  # has quotes and words before "=" of its own
_ATTRIBUTE: Final = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_STYLE: Final = re.compile(r"""@font-face\b|(?:url\(\s*["']?|@import\s+["'])([^"')\s]*)""", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_REFUSED: Final = frozenset({"applet", "audio", "embed", "frame", "iframe", "object", "style", "video"})
_LOADS: Final = {"img": "src", "link": "href", "script": "src"}
_LOADING_LINKS: Final = frozenset({"icon", "stylesheet", "preload", "manifest", "apple-touch-icon"})
_DATA: Final = "application/ld+json"
_HINT: Final = (
    "Put pictures into theme/static/, styles into theme/static/site.css, and name them from the top: /theme/logo.svg. "
    "Fonts, further scripts and other hosts are shut out."
)


def check_theme(settings: Settings, paths: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what the templates and styles of a theme load in vain; `paths` are all files of the finished site."""
    for folder, ending, find in (("templates", ".html", _of_template), ("static", ".css", _of_styles)):
        for file in walk_files(settings.theme / folder, settings.project):
            if isinstance(file, FoundFile) and file.path.endswith(ending):
                text = _read(file.path)
                bare = _COMMENT[ending].sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
                for offset, said, address in find(bare):
                    place = Place(written(file.path, settings.project), *line_and_column(text, offset))
                    yield from _judge(place, said, address, settings, paths)


def _read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 -- walk_files gives texts
        return file.read()


def _judge(
    place: Place, said: str, address: str | None, settings: Settings, paths: Collection[str]
) -> Iterator[Diagnostic]:
    """Judge what is loaded from an address; without one, it is refused wherever it comes from."""
    own = address.removeprefix(settings.site_url) if address is not None else None
    if own is None or _ELSEWHERE.match(own):
        yield Diagnostic(place, "HS955", f"The policy of the pages lets no browser use this: {said}.", _HINT)
    elif own and "{" not in own:
        route = re.split(r"[?#]", own)[0]
        if not route.startswith("/") or urls.file_of(route) not in paths:
            yield Diagnostic(place, "HS954", f"The site has no such file: {said}.", _HINT)


def _of_template(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Yield where something is loaded, how it is said, and its address; no address where none could be right."""
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        given = {one[1].lower(): one[2] or one[3] or "" for one in _ATTRIBUTE.finditer(_JINJA.sub("{…}", tag[2]))}
        said = f"<{name}>"
        if name in _REFUSED or (name == "script" and "src" not in given and given.get("type") != _DATA):
            yield tag.start(), said, None
        for attribute in given:
            if attribute == "style" or attribute.startswith("on"):
                yield tag.start(), f"{attribute}=", None
        address = given.get(_LOADS.get(name, ""))
        if address is not None and (name != "link" or not _LOADING_LINKS.isdisjoint(given.get("rel", "").split())):
            is_script = name == "script" and "{" not in address
            yield tag.start(), f'{said} "{address}"', None if is_script else address


def _of_styles(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Yield the same of a stylesheet, which lies in /theme/."""
    for found in _STYLE.finditer(text):
        address = found[1]
        if address is None:
            yield found.start(), found[0].lower(), None
        elif address and not address.startswith("#"):
            is_whole = address.startswith("/") or _ELSEWHERE.match(address)
            whole = address if is_whole else posixpath.normpath(f"/theme/{address}")
            yield found.start(), f'"{address}"', whole
