"""Where things stand on a page: what belongs together stays together, on a telephone, on a desk and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# The dots between the parts of a row's line that are seen, and do not stand between two parts on one line.
STRAY_DOTS = """() => [...document.querySelectorAll(".meta > * + *")].filter((part) => {
  const line = part.parentElement.getBoundingClientRect();
  const box = part.getBoundingClientRect();
  const before = part.previousElementSibling.getBoundingClientRect();
  const dot = box.left + parseFloat(getComputedStyle(part, "::before").left);
  return dot >= line.left && before.top !== box.top;
}).length"""
KEY_FIRST = """() => {
  const shown = [...document.querySelectorAll(".key, .row .strip")].filter((one) => one.checkVisibility());
  return shown.length > 1 && shown[0].matches(".key") && shown.filter((one) => one.matches(".key")).length === 1;
}"""


@pytest.fixture(params=[360, 768, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of the width of a telephone, a tablet, a desk."""
    page = browser.new_page(viewport={"width": request.param, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize("route", ["/upcoming/", "/outcomes/", "/cy/upcoming/"])
def test_no_line_of_a_row_begins_or_ends_with_a_dot(page: Page, host: str, route: str) -> None:
    """Where a date does not fit beside force and reference, the dot before it goes."""
    page.goto(host + route)
    assert page.locator(".meta").count() > 3
    assert page.evaluate(STRAY_DOTS) == 0


@pytest.mark.parametrize("route", ["/", "/outcomes/", "/upcoming/", "/forces/wealdshire/", "/cy/search/#q=pc"])
def test_the_strip_is_explained_before_it_stands_there(page: Page, host: str, route: str) -> None:
    """The key stands once, above the first strip of the page."""
    page.goto(host + route)
    page.locator(".row").first.wait_for()
    assert page.evaluate(KEY_FIRST)


def test_no_results_need_no_key(page: Page, host: str) -> None:
    """A search that finds nothing shows no key."""
    page.goto(f"{host}/search/#q=zzzz")
    page.locator(".sum:not(:empty)").wait_for()
    assert not page.locator(".results .key").is_visible()


def test_the_name_of_a_list_has_a_line_beside_or_above_its_feeds(page: Page, host: str) -> None:
    """On the page of feeds no name of a force is squeezed into a column of words."""
    page.goto(f"{host}/subscribe/")
    heights = page.locator(".counts li > a").evaluate_all("links => links.map((link) => link.getClientRects().length)")
    assert max(heights) <= 2


def test_a_small_table_fits_a_telephone(page: Page, host: str) -> None:
    """The table of an account with four short columns is not cut off, and its frame has a name."""
    page.goto(f"{host}/hearings/wld-2014-001/")
    frame = page.get_by_role("region", name="Officer, Allegation, Finding, Level")
    assert frame.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_the_foot_is_no_page_of_its_own_on_paper(browser: Browser, host: str) -> None:
    """Printed, the foot is as wide as the page, and nothing stands there that only a screen can use."""
    page = browser.new_page()
    page.goto(f"{host}/hearings/wld-2014-001/")
    page.emulate_media(media="print")
    assert page.locator(".foot .wrap").evaluate("element => getComputedStyle(element).display") == "block"
    for unfit in (".language", ".pager", ".contents", ".onward-links"):
        assert not page.locator(unfit).first.is_visible(), unfit
    page.close()
