"""Pages under the headers that the host is told to send: nothing on them is refused by the site's own policy."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hearingsite.public.hosting import POLICY

PAGES = (
    "/",
    "/hearings/as-2023-014/",
    "/cy/hearings/wld-2023-002/",
    "/statistics/",
    "/cy/data/",
    "/outcomes/",
    "/404.html",
)

pytestmark = pytest.mark.browser


class _Host(SimpleHTTPRequestHandler):
    """A host that reads `_headers` of the site it serves."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Send the headers of the rule for every address; the one that asks for https would keep this host away."""
        lines = Path(self.directory, "_headers").read_text("utf-8").splitlines()
        for line in lines[1 : lines.index(next(one for one in lines[1:] if not one.startswith(" ")))]:
            name, value = line.strip().split(": ", 1)
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def host(whole_site: Path) -> Iterator[str]:
    """The finished site under its own headers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(whole_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("route", PAGES)
def test_no_page_breaks_the_policy(browser: Browser, host: str, route: str) -> None:
    """The browser enforces the policy of the header, refuses nothing, and applies the stylesheet."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    answer = page.goto(host + route, wait_until="networkidle")
    assert answer is not None
    assert answer.headers["content-security-policy"] == POLICY
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.querySelector('.foot')).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.close()


def test_the_policy_is_enforced(browser: Browser, host: str) -> None:
    """A style that is written into a page under these headers is refused: the test above can fail."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(host + "/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert any("Content Security Policy" in complaint for complaint in complaints)
    page.close()
