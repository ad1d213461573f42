import pytest
from playwright.sync_api import Browser


@pytest.mark.browser
def test_browser_renders_a_page(browser: Browser) -> None:
    """The browser that the other tests here rely on shows a page as narrow as a telephone."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.set_content("<!doctype html><title>Hearings</title><h1>Outcomes</h1>")
    assert page.title() == "Hearings"
    assert page.get_by_role("heading", name="Outcomes").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
