"""What is true when somebody presses Ctrl-C: that nothing was changed, or what was changed already."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hearingsite import swap
from hearingsite.cli.console import Stopped

BUILT: Final = "Stopped, but the new site is in {place}/ already. Build once more, which finishes what was left: hearingsite build."
ROLLED_BACK: Final = "Stopped, but {place}/ is the site of the build before already."
PUBLISHED: Final = (
    "Stopped, but the site was published to {place} already. Publish once more, which finishes what was left."
)


@contextmanager
def stopped_after(told: Callable[[], str]) -> Iterator[None]:
    """Let a command that is stopped say what `told` gives then; where that is empty, nothing was changed."""
    try:
        yield
    except KeyboardInterrupt as stop:
        said = told()
        if not said:
            raise
        raise Stopped(said) from stop


@contextmanager
def stopped_around_switch(output: Path, project: Path, said: str) -> Iterator[None]:
    """Let a command that is stopped when it has switched the live site say so."""
    before = _live(output, project)
    with stopped_after(lambda: said if _live(output, project) != before else ""):
        yield


@contextmanager
def stopped_around_handover(place: Path | None, said: str) -> Iterator[None]:
    """Let a command that is stopped when it has switched a folder of this machine say so; of other places `publish` does."""
    before = _identity(place)
    with stopped_after(lambda: said if _identity(place) != before else ""):
        yield


def _live(output: Path, project: Path) -> Path | None:
    """Tell which build is live; what the disk refuses, whoever builds tells."""
    try:
        return swap.live_build(output, project)
    except OSError:
        return None


def _identity(place: Path | None) -> tuple[int, int] | None:
    """Tell which folder a place is, or leads to."""
    try:
        found = place.stat() if place else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
