"""Every kind of page in a real browser, in both languages: quiet, readable in every guise, usable from the keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.kinds import KINDS
from tests.browser.visits import DESK, PHONE, Visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of the size of a telephone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[Page]:
    """A page that runs no JavaScript, on a narrow phone."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(params=[f"{lang}{route}" for route in KINDS.values() for lang in ("", "/cy")])
def visit(request: pytest.FixtureRequest, phone: BrowserContext, host: str) -> Iterator[Visit]:
    """A page, opened once for all that is asked of it, under the headers of the site."""
    page = phone.new_page()
    yield Visit(page, f"{host}{request.param}")
    page.close()


def test_a_page_is_for_everybody(visit: Visit, host: str) -> None:
    """Asks nobody else and is content; passes axe, contrast, reflow, large and spaced text, print and the Tab key.

    axe looks at a phone and a desk, light and dark: each kind in all four guises between its two languages. In forced
    colours axe reads colours that the browser does not show, so that contrast is measured there by looks.js alone.
    """
    assert [address for address in visit.requests if not address.startswith(f"{host}/")] == []
    assert len(visit.requests) <= 10
    assert visit.complaints == []
    assert {answer.request.resource_type for answer in visit.answers}.isdisjoint({"font", "image", "media"})
    if "/hearings/" in visit.page.url:
        assert visit.compressed <= 30 * 1024
    faults = [*visit.misfits(), *visit.contrasts(), *visit.walk()]
    is_welsh = "/cy/" in visit.page.url
    for size in (PHONE, DESK):
        visit.dress(size, "dark" if is_welsh is (size is PHONE) else "light")
        faults += visit.axe()
    assert faults == []


@pytest.mark.parametrize("name", KINDS)
def test_a_page_needs_no_javascript(bare: Page, host: str, name: str) -> None:
    """Without it everything is there but the search box, and nothing has to be scrolled sideways on a narrow phone."""
    bare.goto(host + KINDS[name])
    box = bare.locator("main").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320
    assert bare.locator("h1").is_visible()
    assert bare.locator("form:visible, input:visible, button:visible, [role=search]:visible").count() == 0


def test_the_first_key_leads_past_the_menu(browser: Browser, host: str) -> None:
    """The first stop of the keyboard is a visible link to the content; it leads there, and the next stop is inside."""
    page = browser.new_page()
    page.goto(host + KINDS["founding-case"])
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    box = focused.bounding_box()
    assert box is not None
    assert (box["x"], box["y"]) >= (0, 0)
    page.keyboard.press("Enter")
    assert page.url.endswith("#" + str(page.locator("main").get_attribute("id")))
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1
    page.close()


def test_breached_and_clear_cells_differ_without_colour(browser: Browser, host: str) -> None:
    """In forced colours the strip still shows which standards were breached."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(host + KINDS["founding-case"])
    style = "element => { const s = getComputedStyle(element); return [s.backgroundColor, s.borderWidth, s.forcedColorAdjust].join() }"
    cells = page.locator("#standards i")
    looks = {state: cells.and_(page.locator(f".{state}")).first.evaluate(style) for state in ("breached", "clear")}
    assert looks["breached"] != looks["clear"]
    context.close()


SPOILT = {
    "faint": ("contrast", "document.querySelector('.lead').style.color = 'rgb(128, 128, 128)'"),
    "wide": ("fit", "document.querySelector('h1').style.width = '900px'"),
    "cut": ("fit", "Object.assign(document.querySelector('.lead').style, {overflow: 'hidden', height: '10px'})"),
    "no outline": ("walked", "document.querySelector('.name').style.outline = 'none'"),
    "unreachable": ("walked", "document.querySelector('.name').tabIndex = -1"),
    "out of order": ("walked", "document.querySelector('.language').tabIndex = 1"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_the_looks_find_what_is_spoilt(phone: BrowserContext, host: str, how: str) -> None:
    """A page that is made worse on purpose is found out: none of the checks above passes everything."""
    what, spoil = SPOILT[how]
    page = phone.new_page()
    visit = Visit(page, host + KINDS["not-found"])
    page.evaluate(spoil)
    found = visit.walk() if what == "walked" else visit.look(what)
    assert found != []
    page.close()
