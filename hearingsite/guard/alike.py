"""What was found at a place of a text is found wherever it reads the same around such a place.

A text that says one thing a hundred thousand times is so read as soon as one that says it once.
"""

from collections.abc import Hashable, Iterable
from typing import Final

from hearingsite.guard.finding import Finding

MANY: Final = 200  # places of a text, from which on it pays to remember what stands around each
_REMEMBERED: Final = 20_000  # more are forgotten all at once

Key = tuple[Hashable, str, int]


class Alike:
    """Remembers what was found by what stands around it, up to so many signs before and behind."""

    def __init__(self, reach: int) -> None:
        """Take how far anybody looks who says what is found."""
        self._reach = reach
        self._known: dict[Key, tuple[Finding, ...]] = {}

    def key(self, text: str, start: int, end: int, what: Hashable) -> Key:
        """What a finding depends on; `what` is looked for, and tells how long the place is."""
        return what, text[max(0, start - self._reach) : end + self._reach], min(start, self._reach)

    def known(self, key: Key, start: int) -> list[Finding] | None:
        """What was found at such a place, now from `start` on; None where there was none yet."""
        known = self._known.get(key)
        return None if known is None else [one.at(start + one.start, start + one.end) for one in known]

    def keep(self, key: Key, start: int, findings: Iterable[Finding]) -> None:
        """Remember what was found at a place that begins at `start`."""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[key] = tuple(one.at(one.start - start, one.end - start) for one in findings)
