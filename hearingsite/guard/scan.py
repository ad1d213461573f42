"""Search a finished folder for terms that must be in no byte of it.

The terms are what `release` kept back in this very build. A file is searched as it is and as a reader would
decode it: entities and percent-escapes resolved, case and runs of blanks ignored.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

_BLANKS: Final = re.compile(r"\s+")
_NOTHING: Final = r"(?!)"


class Term(Struct, frozen=True):
    """What to search for; only `label` (a kind and a record) is ever printed."""

    text: str
    label: str


class Match(Struct, frozen=True, order=True):
    """A term was found: the file (relative), the line (1 first; 0 for the file's own name), whose term it was.

    An empty label says that the file could not be read as text, so that nobody can tell what it holds.
    """

    path: str
    line: int
    label: str


def scan_folder(folder: Path, terms: Iterable[Term]) -> list[Match]:
    """Find every term in every byte and every name below `folder`; a file that cannot be read is a match."""
    folded = {fold(term.text): term.label for term in terms if term.text.strip()}
    pattern = re.compile("|".join(_whole_words(text) for text in sorted(folded, key=len, reverse=True)) or _NOTHING)
    matches: list[Match] = []
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        shown = _masked(path, pattern)
        matches += (Match(shown, 0, folded[found[0]]) for found in pattern.finditer(fold(path)))
        if file.is_file():
            matches += _scan_file(file, shown, pattern, folded)
    return sorted(set(matches))


def _scan_file(file: Path, shown: str, pattern: re.Pattern[str], folded: dict[str, str]) -> Iterator[Match]:
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        yield Match(shown, 0, "")
        return
    if not pattern.search(fold(text)):
        return
    for found in pattern.finditer(fold(text)):
        yield Match(shown, _line_of(text, found[0], pattern), folded[found[0]])


def _line_of(text: str, term: str, pattern: re.Pattern[str]) -> int:
    """The first line that holds a term; 1 where it only shows across lines."""
    for number, line in enumerate(text.splitlines(), 1):
        if any(found[0] == term for found in pattern.finditer(fold(line))):
            return number
    return 1


def fold(text: str) -> str:
    """Bring a text into the form in which terms are compared."""
    decoded = unquote(html.unescape(html.unescape(text)))
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", decoded)).casefold()


def _whole_words(text: str) -> str:
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def _masked(path: str, pattern: re.Pattern[str]) -> str:
    """A path that may be printed: a term in it is masked."""
    folded = fold(path)
    return pattern.sub("…", folded) if pattern.search(folded) else path
