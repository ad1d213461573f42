"""A visit to a page in a real browser: what it asks for, and what is wrong with it in every guise."""

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, ViewportSize

PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
DESK: Final[ViewportSize] = {"width": 1280, "height": 800}
Scheme = Literal["light", "dark"]
Rules = Literal["all", "colours", "shapes"]


class Guise(NamedTuple):
    """How a page is shown: its size, its scheme, whether in the colours of the reader's system."""

    size: ViewportSize
    scheme: Scheme
    forced: bool

    def __str__(self) -> str:
        """Name it."""
        return f"{self.size['width']} {self.scheme}{' forced' if self.forced else ''}"


_SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
GUISES: Final = [
    Guise(size, scheme, forced) for size in (PHONE, DESK) for scheme in _SCHEMES for forced in (False, True)
]

_LOOKS: Final = Path(__file__).with_name("looks.js")
# WCAG 2.2 at level AA, all of it.
_LEVELS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_COLOURS: Final = ["color-contrast", "link-in-text-block"]
_RULES: Final = {
    "all": {"runOnly": {"type": "tag", "values": _LEVELS}},
    "colours": {"runOnly": {"type": "rule", "values": _COLOURS}},
    "shapes": {
        "runOnly": {"type": "tag", "values": _LEVELS},
        "rules": {name: {"enabled": False} for name in _COLOURS},
    },
}
_RUN_AXE: Final = """options => axe.run({...options, resultTypes: ["violations"]}).then(
    result => result.violations.map(one => one.id + ": " + one.nodes.map(node => node.target.join()).join(" | ")))"""


@cache
def _axe() -> str:
    return str(Axe().axe_script)


class Visit:
    """A page that was opened, what came, and what the browser complained of."""

    def __init__(self, page: Page, address: str) -> None:
        """Open the page and wait until it has what it asked for."""
        self.page = page
        self.answers: list[Response] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", lambda answer: self.answers.append(answer))  # noqa: PLW0108 -- a built-in cannot carry a mark
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address, wait_until="load")
        page.evaluate(_LOOKS.read_text("utf-8"))

    @property
    def compressed(self) -> int:
        """How many bytes came, each file compressed by itself, without headers."""
        return sum(len(gzip.compress(answer.body(), mtime=0)) for answer in self.answers)

    def dress(self, guise: Guise) -> None:
        """Show the page in a guise."""
        self.page.set_viewport_size(guise.size)
        self.page.emulate_media(color_scheme=guise.scheme, forced_colors="active" if guise.forced else "none")

    def axe(self, rules: Rules = "all") -> list[str]:
        """The rules of WCAG 2.2 AA that axe finds broken as the page is dressed, and where."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_RUN_AXE, _RULES[rules])
        return found

    def look(self, what: str) -> list[str]:
        """What a function of looks.js finds wrong."""
        found: list[str] = self.page.evaluate(f"looks.{what}()")
        return found

    def axe_in(self, guise: Guise) -> Iterator[str]:
        """What axe finds in a guise, by every rule that can tell anything there.

        In forced colours axe reads colours that the browser does not show: contrast is measured there by looks.js alone.
        """
        self.dress(guise)
        yield from (f"{guise}: axe: {fault}" for fault in self.axe("shapes" if guise.forced else "all"))

    def axe_everywhere(self) -> Iterator[str]:
        """What axe finds in every guise; shapes differ between light and dark in nothing, so there they are seen once."""
        for guise in GUISES:
            if not (guise.forced and guise.scheme == "dark"):
                self.dress(guise)
                rules: Rules = "colours" if guise.scheme == "dark" else "shapes" if guise.forced else "all"
                yield from (f"{guise}: axe: {fault}" for fault in self.axe(rules))

    def contrasts(self) -> Iterator[str]:
        """What is too faint, in every guise."""
        for guise in GUISES:
            self.dress(guise)
            yield from (f"{guise}: {fault}" for fault in self.look("contrast"))

    def narrow(self) -> Iterator[str]:
        """What sticks out or is cut off on a narrow phone."""
        self.dress(Guise({"width": 320, "height": 640}, "light", forced=False))
        yield from (f"320: {fault}" for fault in self.look("fit"))

    def misfits(self) -> Iterator[str]:
        """What sticks out or is cut off: narrow, with spaced text, with text at twice its size, in print."""
        yield from self.narrow()
        self.page.evaluate("looks.loosen()")
        yield from (f"spaced: {fault}" for fault in self.look("fit"))
        self.page.evaluate("looks.restore()")
        for width in (640, 1280):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.evaluate("document.documentElement.style.fontSize = '200%'")
            yield from (f"200 % at {width}: {fault}" for fault in self.look("fit"))
            self.page.evaluate("looks.restore()")
        self.page.set_viewport_size({"width": 720, "height": 1000})
        self.page.emulate_media(media="print")
        yield from (f"print: {fault}" for fault in self.look("fit"))
        self.page.emulate_media(media="screen")

    def walk(self) -> list[str]:
        """What is wrong with the way of the Tab key through the page."""
        self.dress(GUISES[0])
        # Frames that scroll are stops as well, a few at most.
        for _ in range(self.page.evaluate("looks.watch()") + 8):
            self.page.keyboard.press("Tab")
        return self.look("walked")
