"""A browser and a host for the tests of pages, one for the whole run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import start_chromium
from tests.browser.host import serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; `make test` sees to it that there is one."""
    with start_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def host(whole_site: Path) -> Iterator[str]:
    """The finished site on a static host of this machine, under its own headers."""
    with serve(whole_site) as address:
        yield address
