"""The headers that the host is told to send: the browser gets them and enforces them."""

import pytest
from playwright.sync_api import Browser

from hearingsite.public.hosting import POLICY

pytestmark = pytest.mark.browser


def test_the_policy_is_sent_and_the_stylesheet_applies(browser: Browser, host: str) -> None:
    """The policy that came is the one that was written, and the page under it has its looks."""
    page = browser.new_page()
    answer = page.goto(f"{host}/")
    assert answer is not None
    assert answer.headers["content-security-policy"] == POLICY
    assert page.evaluate("getComputedStyle(document.querySelector('.foot')).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.close()


@pytest.mark.parametrize(
    "forbidden",
    [
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))",
        "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2/x.png'}))",
        "fetch('http://127.0.0.2/').catch(() => 0)",
    ],
)
def test_the_policy_is_enforced(browser: Browser, host: str, forbidden: str) -> None:
    """What is written into a page under these headers, or asks another host, is refused: other tests can fail."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{host}/")
    with page.expect_console_message():
        page.evaluate(forbidden)
    assert any("Content Security Policy" in complaint for complaint in complaints)
    page.close()
