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
  // What CSS.supports takes on trust: names of custom properties, conditions of media, and where a block ends.
  const defined = new Set(Array.from(text.matchAll(/(--[\w-]+)\s*:/g), (one) => one[1]));
  const used = new Set(Array.from(text.matchAll(/var\((--[\w-]+)/g), (one) => one[1]));
  faults.push(...[...used].filter((name) => !defined.has(name)), ...[...defined].filter((name) => !used.has(name)));
  for (const [, conditions] of text.matchAll(/@media([^{]+)\{/g)) {
    for (const [one] of conditions.matchAll(/\([^()]+\)/g)) if (!matchMedia(`${one} or (not ${one})`).matches) faults.push(one);
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const count = (rules) => [...rules].reduce((sum, rule) => sum + (rule.selectorText && !rule.name ? 1 : 0) + count(rule.cssRules ?? []), 0);
  const written = [...text.replace(/\/\*[^]*?\*\//g, "").matchAll(/([^{};]+)\{[^{}]*\}/g)].filter(([, one]) => !one.trim().startsWith("@"));
  if (count(sheet.cssRules) !== written.length) faults.push(`${written.length} rules, of which ${count(sheet.cssRules)} are read`);
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
    """A declaration, a value and a selector that are wrong are found, one each; and that a rule is lost with the last."""
    wrong = "a { colour: red } @media print { b { color: redd; margin: 0 } } c:hoover { color: red }"
    assert len(page.evaluate(NOT_UNDERSTOOD, wrong)) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        "a { color: var(--inkk) }",
        ":root { --ink: red }",
        "@media (prefers-colour-scheme: dark) { a { color: red } }",
        "@media (min-width: 10rem { a { color: red } }",
        "a { color: red; b { color: red } } c { color: red",
    ],
)
def test_what_is_taken_on_trust_is_found(page: Page, wrong: str) -> None:
    """A custom property that is not there or not used, a condition that no browser knows, a bracket that is missing."""
    assert page.evaluate(NOT_UNDERSTOOD, wrong) != []
