"""The order in which a site arrives where no switch is possible: no page comes before what it shows or links to.

First what pages load, then the pages of hearings, then what leads to them (lists, feeds, search, home). What is gone is
deleted last, when nothing leads to it any more.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

# What a place of this program always has at its top: by it, one's own is told from anybody else's.
MARK: Final = ".server"
_LOADED: Final = re.compile(r"\.server/.*|theme/.*|hearings/[^/]+/files/.*")
_PAGE: Final = re.compile(r"(?:\w\w/)?(?:hearings|about)/.*")


class Step(Struct, frozen=True):
    """What is sent at once: its name, and its files in order."""

    name: str
    paths: tuple[str, ...]


def steps_of(paths: Iterable[str]) -> Iterator[Step]:
    """Part files into steps, the empty ones left out."""
    left = sorted(paths)
    for name, form in (
        ("the mark of the site", re.compile(re.escape(MARK) + "/.*")),
        ("what pages load", _LOADED),
        ("pages of hearings", _PAGE),
        ("lists, feeds and search", re.compile(".*", re.DOTALL)),
    ):
        found = tuple(path for path in left if form.fullmatch(path))
        left = [path for path in left if not form.fullmatch(path)]
        if found:
            yield Step(name, found)
