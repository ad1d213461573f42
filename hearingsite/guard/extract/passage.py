"""What every reader of a kind of file gives: texts, each with its place and the hearings it belongs to."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from msgspec import Struct

NOWHERE: Final[frozenset[str]] = frozenset()
# The largest file, the largest one that somebody else wrote, which is also the most that is unpacked of one, and how deep
# files may lie within files. The data of 50,000 hearings are tables of 70 MB.
MAX_FILE: Final = 1024 * 1024 * 1024
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 3

_REFERENCE: Final = re.compile(r"[A-Z]{1,6}-\d{4}-\d{1,6}", re.IGNORECASE)
# The same in two parts: the sign that a reference has in its middle is soon found.
_NUMBERS: Final = re.compile(r"-\d{4}-\d{1,6}")
_LETTERS: Final = re.compile(r"[A-Z]{1,6}\Z", re.IGNORECASE)
_LINKED: Final = re.compile(r"/hearings/(?:\d{4}/)?([a-z]{1,6}-\d{4}-\d{1,6})\b", re.IGNORECASE)
_LINKED_BYTES: Final = re.compile(_LINKED.pattern.encode(), re.IGNORECASE)
# tag:authority,day:REFERENCE/kind, and REFERENCE-day@authority of an event.
_NAMED: Final = re.compile(r"(?:^tag:[^:]+:|^)([a-z]{1,6}-\d{4}-\d{1,6})(?=[/@._-]|$)", re.IGNORECASE)
_OF_PATH: Final = re.compile(r"(?:^|/)([a-z]{1,6}-\d{4}-\d{1,6})(?=[/.]|$)", re.IGNORECASE)


class Passage(Struct, frozen=True):
    """A text of a file: what it is there (`where`), the line on which it begins, the hearings it belongs to.

    `lines` gives the line of each line of the text where they do not simply follow one another; without line (0) nobody
    can tell. `is_verbatim` says that the text stands in the file letter for letter, from the first column of `line`.
    A passage with `unread` (plain words, no value) says that nobody can tell what a part of the file holds.
    """

    text: str
    where: str
    line: int = 0
    records: frozenset[str] = NOWHERE
    lines: tuple[int, ...] = ()
    is_verbatim: bool = False
    unread: str = ""

    def places(self, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Line and column of each of some offsets, which rise; 0 where they are not known."""
        text, before, at, begin = self.text, 0, 0, 0  # the line ends before an offset, and where its line begins
        for offset in offsets:
            between = text.count("\n", at, offset)
            if between:
                before += between
                begin = text.rfind("\n", at, offset) + 1
            at = offset
            if self.lines:
                yield self.lines[min(before, len(self.lines) - 1)], 0
            elif not self.line:
                yield 0, 0
            else:
                yield self.line + before, offset - begin + 1 if self.is_verbatim else 0


def unread(why: str) -> Passage:
    """Say that something could not be read, and why."""
    return Passage("", "", unread=why)


def records_of_path(path: str) -> frozenset[str]:
    """The hearing of a page, of data beside it or of a source: by its route, below /cy/ too, or its file's name."""
    return frozenset(found.upper() for found in _OF_PATH.findall(path))


def records_linked(text: str) -> frozenset[str]:
    """The hearings to whose pages a text links."""
    return frozenset(found.upper() for found in _LINKED.findall(text))


def records_linked_in(content: bytes) -> frozenset[str]:
    """The same of the bytes of a page."""
    return frozenset(found.decode().upper() for found in _LINKED_BYTES.findall(content))


def records_in(content: bytes) -> frozenset[str]:
    """All hearings whose references stand in some bytes: no fewer than those that these belong to."""
    text = unescape(content.decode("utf-8", "replace"))
    numbers = (
        (found, _LETTERS.search(text, max(0, found.start() - 6), found.start())) for found in _NUMBERS.finditer(text)
    )
    return frozenset(f"{letters[0]}{found[0]}".upper() for found, letters in numbers if letters)


def record_named(value: str) -> frozenset[str]:
    """The hearing that a whole value names: a reference, the id of an entry or of an event, or an address."""
    if "-" not in value:
        return NOWHERE
    match = _NAMED.match(value)
    return frozenset({match[1].upper()}) if match else records_linked(value) if "/hearings/" in value else NOWHERE


def is_reference(value: str) -> bool:
    """Whether a value is a reference and nothing else."""
    return _REFERENCE.fullmatch(value) is not None
