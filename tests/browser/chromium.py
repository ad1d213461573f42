"""Start a Chromium for the tests: the system's, else Playwright's own; as a script, see whether that works."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The browser talks to the page under test and to nobody else.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def start_chromium() -> Iterator[Browser]:
    """A headless Chromium, stopped at the end; raises an Exception of Playwright's where none starts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_systems_own(), args=QUIET)
        yield browser
        browser.close()


def _systems_own() -> str | None:
    """The first that starts: some systems have a stub in its place that only says how to install one."""
    found = filter(None, map(shutil.which, COMMANDS))
    return next((path for path in found if not _run(path, "--version").returncode), None)


def _run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False)


if __name__ == "__main__":
    try:
        with start_chromium() as chromium:
            sys.stdout.write(f"Chromium {chromium.version}\n")
    except Exception as error:  # noqa: BLE001 -- whatever is missing, the answer is to install it
        sys.exit(str(error))
