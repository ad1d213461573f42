"""What every test can rely on: the same surroundings on every machine."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.quick import Quick, started
from tests.sites import copy_alone

ROOT = Path(__file__).parent.parent

# What hearingsite reads from the environment, and what may change how it prints.
ENVIRONMENT = ("HEARINGSITE_IDENTITIES", "HEARINGSITE_AGE_KEY", "SOURCE_DATE_EPOCH", "FORCE_COLOR", "NO_COLOR")

# In the background of a shell, Ctrl-C is ignored by what is started, and by all that this starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Nothing is kept in the home of whoever runs the tests.
os.environ["HEARINGSITE_STATE_KEY"] = "of the tests"

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small site of its own: the founding case, every force, one ordinary page, the real theme and settings."""
    site = tmp_path / "my site"
    shutil.copytree(ROOT / "theme", site / "theme")
    shutil.copytree(ROOT / "content" / "forces", site / "content" / "forces")
    shutil.copy(ROOT / "pelicanconf.py", site)
    for path in ("pages/en/about/anonymity.md", "hearings/2023/as-2023-014.md"):
        (site / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        copy_alone(ROOT / "content" / path, site / "content" / path)
    return site


def run_module(
    folder: Path, module: str, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a module as a user would run its command, in a folder, with the package on the path."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "400", **(environment or {})}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, cwd=folder, env=given, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command of the package, or another module, in a folder."""
    return run_module


@pytest.fixture(scope="session")
def quick() -> Iterator[Quick]:
    """Commands without the start of a program: everything is imported already, and each has a process of its own."""
    with started() as one:
        yield one


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site, with all its hearings, built once for the whole run."""
    site = tmp_path_factory.mktemp("whole")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, site / name)
    shutil.copy(ROOT / "pelicanconf.py", site)
    done = run_module(site, "hearingsite", "build", "--now=2026-11-25T09:00")
    assert done.returncode == 0, done.stdout + done.stderr
    return (site / "output").resolve()
