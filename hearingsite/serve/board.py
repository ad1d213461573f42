"""What the preview shows at this moment: the last good build, and what the newest attempt said; one for all threads."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from hearingsite.serve.messages import Attempt


class Shown(Struct, frozen=True):
    """The newest attempt, the last good one, and a name that tells this state from every other one.

    Both are None until there is one. `is_building` says that files have changed since.
    """

    state: str
    newest: Attempt | None = None
    good: Attempt | None = None
    is_building: bool = False

    @property
    def site(self) -> Path | None:
        """The folder of the last good build."""
        return Path(self.good.site) if self.good else None


class Board:
    """Holds what is shown, and wakes those who wait for something else."""

    def __init__(self) -> None:
        """Begin with nothing built; the name is no other preview's, whose pages may still be open."""
        self._run = secrets.token_hex(4)
        self._number = 0
        self._changed = threading.Condition()
        self._shown = Shown(f"{self._run}-0")

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        with self._changed:
            return self._shown

    @contextmanager
    def building(self) -> Iterator[None]:
        """Tell that files have changed, as long as a rebuild runs."""
        self._put(Shown(self._shown.state, self._shown.newest, self._shown.good, is_building=True))
        try:
            yield
        finally:
            self._put(Shown(self._shown.state, self._shown.newest, self._shown.good))

    def put(self, made: Attempt) -> None:
        """Show what came of an attempt; pages are the same where it says what the one before said."""
        before = self._shown
        good = made if made.is_built else before.good
        if before.newest is None or _said(made) != _said(before.newest) or made.site != before.newest.site:
            self._number += 1
        self._put(Shown(f"{self._run}-{self._number}", made, good, before.is_building))

    def wait(self, seen: Shown, timeout: float) -> Shown:
        """Give what is shown as soon as it is something else than what was seen, or after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._shown != seen, timeout)
            return self._shown

    def _put(self, shown: Shown) -> None:
        with self._changed:
            self._shown = shown
            self._changed.notify_all()


def _said(made: Attempt) -> tuple[object, ...]:
    return made.exitcode, made.diagnostics, made.crash
