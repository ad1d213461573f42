"""Every kind of page in a real browser, in both languages: quiet, readable in every guise, usable from the keyboard."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.host import serve
from tests.browser.kinds import KINDS
from tests.browser.verdicts import PAGES_A_BROWSER, Faults, Judge, judges, share_out
from tests.browser.visits import GUISES, PHONE, Visit
from tests.documents import routes_of

pytestmark = pytest.mark.browser

ROUTES = [f"{lang}{route}" for route in KINDS.values() for lang in ("", "/cy")]


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of the size of a telephone."""
    context = browser.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Processes that judge pages."""
    with judges() as pool:
        yield pool


@pytest.fixture(scope="module")
def verdicts(request: pytest.FixtureRequest, pool: ProcessPoolExecutor, host: str) -> dict[str, Future[Faults]]:
    """What is wrong with each page that a test of this run is about, by its address; all are under way at once."""
    asked = {item.callspec.params.get("route") for item in request.session.items if hasattr(item, "callspec")}
    routes = [route for route in ROUTES if route in asked]
    futures = share_out(pool, host, routes)
    return {route: futures[place // PAGES_A_BROWSER] for place, route in enumerate(routes)}


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_is_for_everybody(verdicts: dict[str, Future[Faults]], route: str) -> None:
    """Asks nobody else; passes axe, contrast, reflow, large and spaced text, print, the Tab key; needs no JavaScript."""
    assert verdicts[route].result()[route] == []


def test_so_is_every_other_page(pool: ProcessPoolExecutor, whole_site: Path, host: str) -> None:
    """All the others load quietly, fit a narrow phone, can be read in every guise, and pass axe in one guise in turn."""
    others = [route for route in routes_of(whole_site) if route not in ROUTES]
    assert len(others) > 100
    found = {
        route: faults
        for share in share_out(pool, host, others, glance=True)
        for route, faults in share.result().items()
    }
    assert len(found) == len(others)
    assert {route: faults for route, faults in found.items() if faults} == {}


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


BAD = """<!doctype html><html lang="en"><head><title>Bad</title><script>window.bad = 1</script>
<link rel="stylesheet" href="http://127.0.0.2/x.css"><link rel="stylesheet" href="/missing.css">
<style>h1 { display: none }</style></head><body><main style="width: 400px"><h1>Bad</h1><img src="/x.png" alt="">
<form><input></form><p style="color: #999">Faint</p></main></body></html>"""
SAID = (
    "asks http",
    "complains: ",
    "404: ",
    "loads a image",
    "without script: main",
    "without script: no",
    "without script: 2",
)


def test_a_judge_finds_what_is_bad(browser: Browser, tmp_path: Path) -> None:
    """A page with every such fault is found guilty of each, and axe is heard in every guise."""
    (tmp_path / "_headers").write_text("/*\n  Strict-Transport-Security: max-age=1\n", "utf-8")
    (tmp_path / "index.html").write_text(BAD, "utf-8")
    with serve(tmp_path) as host:
        found = Judge(browser, host).judge("/")
    assert [said for said in SAID if not any(fault.startswith(said) for fault in found)] == []
    for guise in GUISES:
        rule = "label" if guise.forced else "color-contrast"
        heard = any(fault.startswith(f"{guise}: axe: {rule}") for fault in found)
        assert heard is not (guise.forced and guise.scheme == "dark"), guise
