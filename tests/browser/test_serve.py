"""The preview in a real browser: it reloads by itself, works without JavaScript, and is for everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import Visit
from tests.previews import NOW, Preview, started
from tests.sites import RECORD, edit, make_site

pytestmark = pytest.mark.browser

PAGE = "/hearings/as-2023-014/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site."""
    return make_site(tmp_path_factory.mktemp("watched"))


@pytest.fixture(scope="module")
def preview(site: Path) -> Iterator[Preview]:
    """A preview that has built; each test leaves the files as they were."""
    with started(site, NOW) as one:
        one.rebuilt()
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def test_a_save_shows_by_itself(page: Page, preview: Preview, site: Path) -> None:
    """New words, then a fault in its place, then none: without a touch of the browser."""
    before = (site / RECORD).read_text("utf-8")
    page.goto(preview.address + PAGE)
    page.evaluate("window.scrollTo(0, 500)")
    (site / RECORD).write_text(f"{before}\nA sentence that was just typed.\n", "utf-8")
    expect(page.get_by_text("A sentence that was just typed.")).to_be_attached(timeout=60_000)
    expect(page.get_by_text("Building …")).to_have_count(0)
    edit(site, RECORD, "rank: constable", "rank: constabel")
    expect(page.get_by_text('"constabel" is not a rank. Did you mean "constable"?')).to_be_visible(timeout=60_000)
    expect(page.get_by_text("A sentence that was just typed.")).to_be_attached()
    (site / RECORD).write_text(before, "utf-8")
    expect(page.get_by_text("To mend on this page")).to_have_count(0, timeout=60_000)
    expect(page.get_by_text("A sentence that was just typed.")).to_have_count(0, timeout=60_000)


def test_a_hidden_tab_catches_up(browser: Browser, page: Page, preview: Preview, site: Path) -> None:
    """It keeps no connection open, of which a browser has few, and is up to date when it is seen again."""
    page.goto(f"{preview.address}/")
    state = page.locator("#preview").get_attribute("data-state")
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {get: () => window.seen ?? 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    other = browser.new_page()
    other.goto(f"{preview.address}/")
    edit(site, RECORD, "rank: constable", "rank: constabel")
    expect(other.get_by_text("1 fault: this is the last good build")).to_be_visible(timeout=60_000)
    assert page.locator("#preview").get_attribute("data-state") == state
    with page.expect_navigation():
        page.evaluate("window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("1 fault: this is the last good build")).to_be_visible()
    edit(site, RECORD, "rank: constabel", "rank: constable")
    expect(other.get_by_text("last good build")).to_have_count(0, timeout=60_000)
    other.close()


def test_it_tells_when_it_has_ended(page: Page, tmp_path: Path) -> None:
    """Nobody waits for changes that cannot come."""
    with started(make_site(tmp_path), NOW) as preview:
        preview.rebuilt()
        page.goto(f"{preview.address}/")
        expect(page.locator("#preview .now")).to_have_text("")
        preview.end()
        expect(page.get_by_text("The preview has ended.")).to_be_visible(timeout=60_000)


def test_the_marks_are_for_everybody(browser: Browser, preview: Preview, site: Path) -> None:
    """In every guise: axe, contrast, reflow and the Tab key; also without JavaScript."""
    edit(site, RECORD, "rank: constable", "rank: constabel")
    waiting = browser.new_page()
    waiting.goto(f"{preview.address}/")
    expect(waiting.get_by_text("1 fault: this is the last good build")).to_be_visible(timeout=60_000)
    waiting.close()
    faults: list[str] = []
    context = browser.new_context(bypass_csp=True)
    for path in ("/", PAGE, "/nowhere/", "/.preview/codes/HS204"):
        visit = Visit(context.new_page(), preview.address + path)
        found = (*visit.misfits(), *visit.contrasts(), *visit.walk(), *visit.axe_everywhere())
        faults += [f"{path} {fault}" for fault in found]
        visit.page.close()
    context.close()
    bare = browser.new_context(java_script_enabled=False)
    page = bare.new_page()
    page.goto(preview.address + PAGE)
    expect(page.get_by_text("Preview, not published.")).to_be_visible()
    expect(page.get_by_text("To mend on this page")).to_be_visible()
    expect(page.get_by_text("Reload the page after you have saved.")).to_be_visible()
    bare.close()
    edit(site, RECORD, "rank: constabel", "rank: constable")
    assert faults == []
