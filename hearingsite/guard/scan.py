"""Search a finished folder for terms that must be in no byte of it.

The terms are what `release` kept back in this very build. A file is searched as it is and as a reader would
decode it: entities and percent-escapes resolved, case and runs of blanks ignored.
"""

import html
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from hearingsite.guard.database import database_text, is_database

_BLANKS: Final = re.compile(r"\s+")
_TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&lt;/?[a-zA-Z][^<>&]*&gt;")
# Soft hyphens, zero-width signs and bidi marks: nobody sees them inside a name.
_INVISIBLE: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class Term(Struct, frozen=True):
    """What to search for, everywhere or only `below` some folders; only `label` (a kind and a record) is ever printed."""

    text: str
    label: str
    below: tuple[str, ...] = ()


class Match(Struct, frozen=True, order=True):
    """A term was found: the file (relative), the line (1 first; 0 for the file's own name), whose term it was.

    An empty label says that the file could not be read as text, so that nobody can tell what it holds.
    """

    path: str
    line: int
    label: str


def scan_folder(folder: Path, terms: Iterable[Term]) -> list[Match]:
    """Find every term in every byte and every name below `folder`; a file that cannot be read is a match."""
    terms = list(terms)
    everywhere = _Search(term for term in terms if not term.below)
    places = {place for term in terms for place in term.below}
    scoped = {place: _Search(term for term in terms if place in term.below) for place in places}
    matches: list[Match] = []
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        searches = [everywhere, *(search for place, search in scoped.items() if path.startswith(place))]
        in_path = [found for search in searches for found in search.find(fold(path))]
        shown = _masked(path, in_path)
        matches += (Match(shown, 0, label) for _, _, label in in_path)
        if file.is_file():
            matches += _scan_file(file, shown, searches)
    return sorted(set(matches))


class _Search:
    """All terms in one automaton: the time depends on the text, hardly on the number of terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.labels = {fold(term.text): term.label for term in terms if term.text.strip()}
        self.texts = list(self.labels)
        self.automaton = AhoCorasick(self.texts) if self.texts else None

    def find(self, folded: str) -> list[tuple[int, int, str]]:
        """Start, end and label of every term that stands in a folded text as whole words."""
        if self.automaton is None:
            return []
        return [
            (start, end, self.labels[self.texts[which]])
            for which, start, end in self.automaton.find_matches_as_indexes(folded, overlapping=True)
            if not _continues(folded, start - 1) and not _continues(folded, end)
        ]


def _continues(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def _scan_file(file: Path, shown: str, searches: Sequence[_Search]) -> Iterator[Match]:
    try:
        content = file.read_bytes()
        text = database_text(content) if is_database(content) else content.decode("utf-8")
    except (OSError, UnicodeDecodeError, sqlite3.Error):
        yield Match(shown, 0, "")
        return
    labels = {label for search in searches for label in _labels(text, search)}
    lines = _first_lines(text, searches) if labels else {}
    # A term that only shows across lines is told of the first one.
    yield from (Match(shown, lines.get(label, 1), label) for label in labels)


def _labels(text: str, search: _Search) -> set[str]:
    """The labels of all terms in a text: as it stands, and as it reads without its tags."""
    found = {label for _, _, label in search.find(fold(text))}
    if "<" in text or "&lt;" in text:
        found |= {label for _, _, label in search.find(fold(_TAGS.sub("", text)))}
    return found


def _first_lines(text: str, searches: Sequence[_Search]) -> dict[str, int]:
    """The first line that holds a term, by label; each line is looked at once, however many matches there are."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for search in searches:
            for label in _labels(line, search):
                first.setdefault(label, number)
    return first


def fold(text: str) -> str:
    """Bring a text into the form in which terms are compared."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "%" in text:
        text = unquote(text)
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _BLANKS.sub(" ", text).casefold()


def _masked(path: str, found: list[tuple[int, int, str]]) -> str:
    """A path that may be printed: a term in it is masked."""
    folded = fold(path)
    for start, end, _ in reversed(found):
        folded = folded[:start] + "…" + folded[end:]
    return folded if found else path
