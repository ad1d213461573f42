"""A browser for the tests of pages, one for the whole run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import start_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; `make test` sees to it that there is one."""
    with start_chromium() as browser:
        yield browser
