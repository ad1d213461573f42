"""A visit to a page in a real browser: what it asks for, and what is wrong with it in every guise."""

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

PHONE: Final = {"width": 360, "height": 740}
DESK: Final = {"width": 1280, "height": 800}
SCHEMES: Final = ("light", "dark")
Scheme = Literal["light", "dark"]

_LOOKS: Final = Path(__file__).with_name("looks.js")
# WCAG 2.2 at level AA, all of it.
_AXE: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
_RUN_AXE: Final = """options => axe.run(options).then(
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

    def dress(self, size: dict[str, int], scheme: Scheme, *, forced: bool = False) -> None:
        """Show the page at another size, in another scheme, or in the colours of the reader's system."""
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        self.page.emulate_media(color_scheme=scheme, forced_colors="active" if forced else "none")

    def axe(self) -> list[str]:
        """The rules of WCAG 2.2 AA that axe finds broken, and where."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_RUN_AXE, _AXE)
        return found

    def look(self, what: str) -> list[str]:
        """What a function of looks.js finds wrong."""
        found: list[str] = self.page.evaluate(f"looks.{what}()")
        return found

    def contrasts(self) -> Iterator[str]:
        """What is too faint, on a phone and on a desk, in light, dark and forced colours."""
        for size in (PHONE, DESK):
            for scheme in SCHEMES:
                for forced in (False, True):
                    self.dress(size, scheme, forced=forced)
                    guise = f"{size['width']} {scheme}{' forced' if forced else ''}"
                    yield from (f"{guise}: {fault}" for fault in self.look("contrast"))

    def misfits(self) -> Iterator[str]:
        """What sticks out or is cut off: narrow, with spaced text, with text at twice its size, in print."""
        self.dress({"width": 320, "height": 640}, "light")
        yield from (f"320: {fault}" for fault in self.look("fit"))
        self.page.evaluate("looks.loosen()")
        yield from (f"spaced: {fault}" for fault in self.look("fit"))
        self.page.evaluate("looks.restore()")
        for size in ({"width": 640, "height": 800}, DESK):
            self.dress(size, "light")
            self.page.evaluate("document.documentElement.style.fontSize = '200%'")
            yield from (f"200 % at {size['width']}: {fault}" for fault in self.look("fit"))
            self.page.evaluate("looks.restore()")
        self.dress({"width": 720, "height": 1000}, "light")
        self.page.emulate_media(media="print")
        yield from (f"print: {fault}" for fault in self.look("fit"))
        self.page.emulate_media(media="screen")

    def walk(self) -> list[str]:
        """What is wrong with the way of the Tab key through the page."""
        self.dress(PHONE, "light")
        # Frames that scroll are stops as well, a few at most.
        for _ in range(self.page.evaluate("looks.watch()") + 8):
            self.page.keyboard.press("Tab")
        return self.look("walked")
