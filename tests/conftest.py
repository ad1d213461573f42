"""What every test can rely on: the same surroundings on every machine."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# What hearingsite reads from the environment, and what may change how it prints.
ENVIRONMENT = ("HEARINGSITE_IDENTITIES", "HEARINGSITE_AGE_KEY", "SOURCE_DATE_EPOCH", "FORCE_COLOR", "NO_COLOR")

# No deadlines: a busy machine is no fault. The same examples each time where a failure must be repeatable.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out of the environment what would change a test's outcome."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
