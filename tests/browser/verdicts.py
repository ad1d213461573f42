"""Everything that is asked of a page in a browser, page by page, on all processors."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import start_chromium
from tests.browser.visits import GUISES, PHONE, Visit

_MOST_REQUESTS: Final = 10
_MOST_BYTES: Final = 30 * 1024
# A browser takes a second to start, and is best done with after a while.
PAGES_A_BROWSER: Final = 8

Faults = dict[str, list[str]]


class Judge:
    """A browser that reads the pages of a host: on a phone, and on a narrow one that runs no JavaScript."""

    def __init__(self, browser: Browser, host: str) -> None:
        """Prepare both; `host` is an address without a slash."""
        self._host = host
        self._phone: BrowserContext = browser.new_context(viewport=PHONE)
        bare = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
        self._bare: Page = bare.new_page()

    def judge(self, route: str) -> list[str]:
        """Tell what is wrong with a page: all that can be."""
        visit = self._visit(route)
        found = [*self._loaded(visit), *visit.misfits(), *visit.contrasts(), *visit.walk(), *visit.axe_everywhere()]
        visit.page.close()
        return found + list(self._without_script(route))

    def glance(self, route: str, place: int) -> list[str]:
        """Tell what is wrong with a page of which others are judged; `place` counts them, so that guises take turns."""
        visit = self._visit(route)
        found = [*self._loaded(visit), *visit.narrow(), *visit.contrasts(), *visit.axe_in(GUISES[place % len(GUISES)])]
        visit.page.close()
        return found

    def _visit(self, route: str) -> Visit:
        return Visit(self._phone.new_page(), self._host + route)

    def _loaded(self, visit: Visit) -> Iterator[str]:
        """Whatever came from elsewhere, was too much, or made the browser complain."""
        yield from (f"asks {one}" for one in visit.requests if not one.startswith(f"{self._host}/"))
        yield from (f"complains: {one}" for one in visit.complaints)
        yield from (f"{one.status}: {one.url}" for one in visit.answers if one.status >= 400)
        kinds = {answer.request.resource_type for answer in visit.answers}
        yield from (f"loads a {one}" for one in sorted(kinds & {"font", "image", "media"}))
        if len(visit.requests) > _MOST_REQUESTS:
            yield f"{len(visit.requests)} requests"
        if "/hearings/" in visit.page.url and visit.compressed > _MOST_BYTES:
            yield f"{visit.compressed} bytes"

    def _without_script(self, route: str) -> Iterator[str]:
        """Without JavaScript everything is there but the search box, and nothing sticks out of a narrow phone."""
        self._bare.goto(self._host + route)
        box = self._bare.locator("main").bounding_box()
        if not box or box["x"] + box["width"] > 320:
            yield f"without script: main is at {box}"
        if not self._bare.locator("h1").is_visible():
            yield "without script: no heading"
        dead = self._bare.locator("form:visible, input:visible, button:visible, [role=search]:visible").count()
        if dead:
            yield f"without script: {dead} dead controls"


@contextmanager
def judges() -> Iterator[ProcessPoolExecutor]:
    """Processes for `share_out`, as many as there are processors; what has not begun is given up at the end."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(os.cpu_count(), context)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def share_out(
    pool: ProcessPoolExecutor, host: str, routes: Sequence[str], *, glance: bool = False
) -> list[Future[Faults]]:
    """Have pages judged, some in each browser; each future holds what is wrong with its share, by route."""
    numbered = list(enumerate(routes))
    shares = [numbered[first : first + PAGES_A_BROWSER] for first in range(0, len(numbered), PAGES_A_BROWSER)]
    return [pool.submit(_judge_all, host, share, glance=glance) for share in shares]


def _judge_all(host: str, share: Sequence[tuple[int, str]], *, glance: bool) -> Faults:
    with start_chromium() as browser:
        judge = Judge(browser, host)
        return {route: judge.glance(route, place) if glance else judge.judge(route) for place, route in share}
