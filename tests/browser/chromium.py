"""Find a Chromium for the tests: the system's, else Playwright's own; as a script, print its path or exit with 1."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Path | None:
    """The first Chromium that starts; None where there is none."""
    found = (shutil.which(command) for command in COMMANDS)
    return next((Path(path) for path in found if path and _starts(path)), None) or _playwrights_own()


def _starts(path: str) -> bool:
    """Tell a browser from a stub that only says how to install one."""
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- slow, and seldom needed

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if os.access(path, os.X_OK) else None


if __name__ == "__main__":
    chromium = find_chromium()
    if not chromium:
        sys.exit(1)
    sys.stdout.write(f"{chromium}\n")
