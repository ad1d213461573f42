"""Pages in a real browser, without JavaScript: narrow, quiet and usable from the keyboard."""

import pytest
from playwright.sync_api import Browser, Page

PAGES = {
    "home": "/",
    "founding-case": "/hearings/as-2023-014/",
    "several-officers": "/hearings/wld-2021-002/",
    "appeal": "/hearings/wld-2023-002/",
    "details-held-back": "/hearings/wld-2025-004/",
    "notice": "/hearings/wld-2026-007/",
    "tombstone": "/hearings/wld-2024-003/",
    "outcomes": "/outcomes/",
    "upcoming": "/upcoming/",
    "standards": "/standards/",
    "standard": "/standards/honesty-and-integrity/",
    "outcome": "/outcomes/dismissed-without-notice/",
    "force": "/forces/wealdshire/",
    "ranks": "/ranks/",
    "year": "/cy/years/2023/",
    "search": "/search/",
    "subscribe": "/cy/subscribe/",
    "search-welsh": "/cy/search/",
    "about": "/about/glossary/",
    "statistics": "/cy/statistics/",
    "data": "/data/",
    "not-found": "/404.html",
}

pytestmark = pytest.mark.browser


class Visit:
    """A page that was opened, what it asked for and what the browser complained of."""

    def __init__(self, page: Page, address: str) -> None:
        """Open the page and wait until it has all it asked for."""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address, wait_until="networkidle")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nobody_else_and_the_browser_is_content(browser: Browser, host: str, name: str) -> None:
    """No request leaves the host, at most ten are made, and neither the policy nor anything else is violated."""
    page = browser.new_page()
    visit = Visit(page, host + PAGES[name])
    assert [address for address in visit.requests if not address.startswith(host + "/")] == []
    assert len(visit.requests) <= 10
    assert visit.complaints == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_narrow_phone_without_javascript(browser: Browser, host: str, name: str, scheme: str) -> None:
    """At 320 pixels, JavaScript off, nothing has to be scrolled sideways, and the heading is in sight."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        java_script_enabled=False,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(host + PAGES[name])
    box = page.locator("html").bounding_box()
    assert box is not None
    overflow = page.locator("main").bounding_box()
    assert overflow is not None
    assert (box["width"], overflow["x"] + overflow["width"] <= 320) == (320, True)
    assert page.locator("h1").is_visible()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out(browser: Browser, host: str, name: str) -> None:
    """At 320 pixels and with text at twice its size, the page itself never scrolls sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(host + PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.close()


def test_the_first_key_leads_past_the_menu(browser: Browser, host: str) -> None:
    """The first stop of the keyboard is a visible link to the content, and it leads there."""
    page = browser.new_page()
    page.goto(host + PAGES["founding-case"])
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert focused.bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.url.endswith("#" + str(page.locator("main").get_attribute("id")))
    page.close()


def test_breached_and_clear_cells_differ_without_colour(browser: Browser, host: str) -> None:
    """In forced colours the strip still shows which standards were breached."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(host + PAGES["founding-case"])
    style = "element => { const s = getComputedStyle(element); return [s.backgroundColor, s.borderWidth, s.forcedColorAdjust].join() }"
    cells = page.locator("#standards i")
    looks = {state: cells.and_(page.locator(f".{state}")).first.evaluate(style) for state in ("breached", "clear")}
    assert looks["breached"] != looks["clear"]
    context.close()
