"""Where tags end: in quotation marks a bracket ends none, and a mark may be open to the end of a text.

One expression for all of a tag looks through the rest of the text again at each bracket that begins none.
"""

import re
from collections.abc import Iterator
from typing import Final

TAG: Final = re.compile(r"""</?[a-zA-Z!](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_BEGIN: Final = re.compile(r"</?[a-zA-Z!]")
_UNQUOTED: Final = re.compile(r"""[^<>"']*+""")
_MUCH: Final = 30_000_000  # signs that an expression may look through
_MARKS: Final = "\"'"


class Ends:
    """Finds where the tags of a text end, and remembers marks behind which none does."""

    def __init__(self, source: str) -> None:
        """Take the text."""
        self._source = source
        self._last = {mark: source.rfind(mark) for mark in _MARKS}
        self._endless: set[int] = set()

    def of(self, begin: int) -> int:
        """Where the tag ends whose bracket stands at `begin`; 0 where it does not."""
        source, passed, at = self._source, list[int](), begin + 1
        while True:
            found = _UNQUOTED.match(source, at)
            at = found.end() if found else at
            sign = source[at : at + 1]
            if sign == ">":
                return at + 1
            if at in self._endless or at >= self._last.get(sign, 0):
                self._endless.update(passed)
                return 0
            passed.append(at)
            at = source.find(sign, at + 1) + 1


def tags(source: str, begins: re.Pattern[str] = _BEGIN) -> Iterator[tuple[int, int]]:
    """Where each tag begins and ends, of those that begin in some way."""
    ends, at = Ends(source), 0
    while found := begins.search(source, at):
        end = ends.of(found.start())
        if end:
            yield found.start(), end
        at = end or found.start() + 1


def takes_long(source: str) -> bool:
    """Whether an expression for whole tags may look through a text again and again: up to each mark it may."""
    return len(source) * sum(map(source.count, _MARKS)) > _MUCH


def whole_tags(source: str) -> list[str]:
    """All tags of a text."""
    return [source[begin:end] for begin, end in tags(source)] if takes_long(source) else TAG.findall(source)


def without_tags(source: str, instead: str = "") -> str:
    """A text without its tags, with something in the place of each."""
    if not takes_long(source):
        return TAG.sub(instead, source)
    parts: list[str] = []
    at = 0
    for begin, end in tags(source):
        parts.append(source[at:begin])
        at = end
    return instead.join((*parts, source[at:]))
