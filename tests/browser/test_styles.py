"""The stylesheet as the browser reads it: it understands every selector and every declaration."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# The selectors and declarations of a stylesheet that the browser throws away. Blocks hold blocks one level deep.
NOT_UNDERSTOOD = r"""text => {
  const faults = [];
  const isKnown = (name, value) => name.startsWith("--") || CSS.supports(name, value);
  for (const [, selector, block] of text.replace(/\/\*[^]*?\*\//g, "").matchAll(/([^{};]+)\{([^{}]*)\}/g)) {
    try {
      if (!selector.trim().startsWith("@")) document.querySelector(selector);
    } catch {
      faults.push(selector);
    }
    for (const line of block.split(";").filter((one) => one.trim())) {
      const [name, ...value] = line.split(":");
      if (!isKnown(name.trim(), value.join(":").replace("!important", "").trim())) faults.push(line);
    }
  }
  return faults;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    page = browser.new_page()
    yield page
    page.close()


def test_every_line_of_the_stylesheet_is_understood(page: Page, whole_site: Path) -> None:
    """No declaration is misspelt, no selector unknown."""
    sheets = list((whole_site / "theme").glob("*.css"))
    assert len(sheets) == 1
    assert page.evaluate(NOT_UNDERSTOOD, sheets[0].read_text("utf-8")) == []


def test_a_misspelt_line_is_found(page: Page) -> None:
    """A declaration, a value and a selector that are wrong are found, one each."""
    wrong = "a { colour: red } @media print { b { color: redd; margin: 0 } } c:hoover { color: red }"
    assert len(page.evaluate(NOT_UNDERSTOOD, wrong)) == 3
