"""The search in a real browser, used as a person would."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose browser must have nothing to complain of."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def test_a_word_finds_and_counts(page: Page, host: str) -> None:
    """Typing finds, the count is announced, and the address can be sent to somebody."""
    page.goto(f"{host}/search/")
    page.get_by_label("A word, a reference or a designation").press_sequentially("integrity")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ hearings? found"))
    expect(page).to_have_url(re.compile(r"#q=integrity$"))
    shown = page.locator(".results .row").count()
    page.goto(page.url)
    expect(page.locator(".results .row")).to_have_count(shown)


@pytest.mark.parametrize("asked", ["AS-2023-014", "as2023014", "as 2023 014"])
def test_a_reference_comes_first(page: Page, host: str, asked: str) -> None:
    """However it is typed, an exact reference leads straight to its hearing."""
    page.goto(f"{host}/search/#q={asked}")
    expect(page.locator(".results .row h3 a").first).to_have_attribute("href", "/hearings/as-2023-014/")


def test_the_beginning_of_a_reference_comes_before_its_parts_as_words(page: Page, host: str) -> None:
    """A force's letters may be a word, and a year stands in many hearings."""
    page.goto(f"{host}/search/#q=AS-2023")
    expect(page.locator(".results .row h3 a").first).to_have_attribute("href", re.compile("^/hearings/as-2023-"))


def test_a_page_that_was_taken_down_is_led_to(page: Page, host: str) -> None:
    """Its reference finds nothing but the address, where there is an answer."""
    page.goto(f"{host}/search/#q=WLD-2024-003")
    expect(page.get_by_role("status")).to_contain_text("was taken down")
    expect(page.locator(".results .row h3 a")).to_have_attribute("href", "/hearings/wld-2024-003/")


def test_what_is_typed_is_sent_to_nobody(page: Page, host: str) -> None:
    """Neither from the home page nor from a link does any request tell the words, but for the first two letters."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.lower()))
    page.goto(f"{host}/")
    page.get_by_label("A word, a reference or a designation").press_sequentially("integrity")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"found$"))
    page.reload()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"found$"))
    assert any("/search/words/in.json" in one for one in asked)
    assert not [one for one in asked if "integ" in one.partition("#")[0]]


def test_a_designation_comes_first(page: Page, host: str) -> None:
    """A whole designation stands before pages that only hold its words."""
    page.goto(f"{host}/search/#q=pc x")
    expect(page.locator(".results .row h3 a").first).to_contain_text("PC X")


def test_filters_narrow_and_are_in_the_address(page: Page, host: str) -> None:
    """A filter alone lists, a second one narrows, and going back widens again."""
    page.goto(f"{host}/search/")
    page.get_by_text("Filters").click()
    page.get_by_label("Police force", exact=True).select_option("wealdshire")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"hearings found"))
    everything = status.inner_text()
    page.get_by_label("Rank", exact=True).select_option("inspector")
    expect(page).to_have_url(re.compile(r"#force=wealdshire&rank=inspector"))
    expect(status).not_to_have_text(everything)
    page.go_back()
    expect(status).to_have_text(everything)
    expect(page.get_by_label("Rank", exact=True)).to_have_value("")


def test_nothing_found_says_so(page: Page, host: str) -> None:
    """Where nothing fits, a sentence says so and the lists stay."""
    page.goto(f"{host}/search/#q=qqqq")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found")
    expect(page.get_by_role("heading", name="Look through the lists")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "asked", "meant"),
    [
        ("/search/", "dismised", "dismissed"),
        ("/search/", "confidentailty", "confidentiality"),
        ("/search/", "inpector honesty", "inspector honesty"),
        ("/cy/search/", "diswydo", "diswyddo"),
        ("/cy/search/", "honnesty", "honesty"),
    ],
)
def test_a_slip_is_answered_with_the_word(page: Page, host: str, address: str, asked: str, meant: str) -> None:
    """Where nothing fits, the nearest words of the index are offered, and the link to them finds."""
    page.goto(f"{host}{address}#q={asked}")
    page.get_by_role("status").get_by_role("link", name=meant, exact=True).click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ .*found|Cafwyd hyd i \d+"))
    expect(page.get_by_role("searchbox")).to_have_value(meant)
    expect(page.locator(".results .row h3 a").first).to_be_visible()


@pytest.mark.parametrize("asked", ["zzzzqq", "honer", "WLD-2026-990", "inspecktuhr"])
def test_what_is_like_nothing_is_answered_with_no_word(page: Page, host: str, asked: str) -> None:
    """No word is offered for another one, nor a reference for another."""
    page.goto(f"{host}/search/#q={asked}")
    expect(page.get_by_role("status")).to_have_text(re.compile("Nothing was found. Check the spelling"))
    assert page.get_by_role("status").get_by_role("link").count() == 0


def test_two_letters_ask_for_a_third(page: Page, host: str) -> None:
    """While a word is being typed, nobody is told that there is nothing of the kind."""
    page.goto(f"{host}/search/#q=ho")
    expect(page.get_by_role("status")).to_contain_text("at least three letters")


def test_the_other_language_searches_for_the_same(page: Page, host: str) -> None:
    """The link to it takes what was asked with it."""
    page.goto(f"{host}/search/#q=honesty&force=wealdshire")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"found$"))
    page.get_by_role("link", name="Cymraeg").click()
    expect(page).to_have_url(f"{host}/cy/search/#q=honesty&force=wealdshire")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"Cafwyd hyd i \d+"))


def test_a_place_on_the_page_is_no_question(page: Page, host: str) -> None:
    """Who skips to the content keeps the results."""
    page.goto(f"{host}/search/#q=honesty")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"found$"))
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    expect(page.get_by_label("A word, a reference or a designation")).to_have_value("honesty")
    expect(page.locator(".results .row h3 a").first).to_be_visible()


def test_the_keyboard_is_enough_and_back_returns(page: Page, host: str) -> None:
    """From the home page: type, Enter, Tab to a result, open it, go back to the same results."""
    page.goto(f"{host}/")
    page.get_by_label("A word, a reference or a designation").press_sequentially("honesty")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{host}/search/#q=honesty")
    first = page.locator(".results .row h3 a").first
    expect(first).to_be_visible()
    page.get_by_label("A word, a reference or a designation").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/hearings/"))
    page.go_back()
    expect(page.locator(".results .row h3 a").first).to_be_visible()
    expect(page.get_by_label("A word, a reference or a designation")).to_have_value("honesty")


def test_more_results_come_on_demand(page: Page, host: str) -> None:
    """Ten stand first; more come at the press of a button, and the keyboard goes on where they begin."""
    page.goto(f"{host}/search/#force=wealdshire")
    rows = page.locator(".results .row")
    expect(rows).to_have_count(10)
    page.get_by_role("button", name="Show more").click()
    expect(rows.nth(10).locator("a")).to_be_focused()


def test_welsh_words_and_accents(page: Page, host: str) -> None:
    """The Welsh page finds Welsh words, with or without their accents, and English ones where there is no Welsh."""
    for asked in ("diswyddo", "honesty", "safón"):
        page.goto(f"{host}/cy/search/#q={asked}")
        expect(page.get_by_role("status")).to_have_text(re.compile(r"Cafwyd hyd i \d+"))
        expect(page.locator(".results .row h3 a").first).to_have_attribute("href", re.compile("^/cy/hearings/"))


def test_without_javascript_there_is_no_box_but_every_list(browser: Browser, host: str) -> None:
    """The box is absent, not dead; the lists lead on."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in ("/", "/search/"):
        page.goto(host + address)
        assert page.get_by_role("search").get_by_role("searchbox").count() == 0
        assert page.locator("form").is_hidden()
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")
    page.get_by_role("link", name="Wealdshire Constabulary").click()
    assert page.locator(".row").count() > 10
    context.close()
