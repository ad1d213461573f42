"""Tables that a record publishes as documents: their cells are read as its texts are, for people whom nobody listed."""

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.records.passages import Passage
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules import contacts, names, personal_numbers
from hearingsite.records.rules.capitals import read_lexicon
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import Told
from hearingsite.vocabulary.codes import Language

_RULES: Final[tuple[HearingRule, ...]] = (*contacts.RULES, *personal_numbers.RULES, *names.RULES)
_MOST: Final = 20  # findings of one code in a table, which may have thousands
_CELL: Final = later(r'(?:"((?:[^"]++|"")*+)"|([^,\n]*+))(,|\n|\Z)')
# What the heads of columns say of their cells, as the rules know it from texts.
_HEADS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (later(r"\b(?:born|birth|dob|d\.o\.b|geni|ganed|ganwyd)\b", re.IGNORECASE), "Date of birth: "),
    (later(r"\b(?:collar|shoulder|coler)\b", re.IGNORECASE), "collar number "),
    (later(r"\bwarrant\b", re.IGNORECASE), "warrant number "),
    (later(r"\bstaff (?:no|number|id)\b", re.IGNORECASE), "staff number "),
    (later(r"\b(?:national insurance|ni (?:no|number)|nino)\b", re.IGNORECASE), "NI number "),
    (later(r"\b(?:registration|reg|plate|vrm|vrn)\b", re.IGNORECASE), "registration "),
    (later(r"\bpost ?code\b", re.IGNORECASE), "postcode "),
)
_PARTS: Final[tuple[re.Pattern[str], ...]] = (
    later(r"\W*(?:rank|title)\W*", re.IGNORECASE),
    later(r"\W*(?:(?:fore|first|given|christian)[ _-]?names?|enw cyntaf)\W*", re.IGNORECASE),
    later(r"\W*(?:surname|(?:last|family)[ _-]?name|cyfenw)\W*", re.IGNORECASE),
)


class InTable(Struct, frozen=True):
    """A finding in a table, the path of the record that publishes it, and what stands there."""

    record: str
    finding: Diagnostic
    words: str


class _Cell(Struct, frozen=True):
    """A cell, where its text begins in the table, and as it is written there (a quotation mark inside is doubled)."""

    text: str
    at: int
    written: str

    def offset(self, number: int) -> int:
        """Where one of its characters stands in the table."""
        size = 0
        for place, sign in enumerate(self.text[:number]):
            size += 2 if sign == '"' and self.written[size : size + 2] == '""' else 1
            if place + 1 == number:
                break
        return self.at + size


class _Table:
    """A table with the way back to line and column; `path` is that of its file."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self.rows: list[list[_Cell]] = [[]]
        for found in _cells(text):
            group = 1 if found[1] is not None else 2
            written = found[group]
            self.rows[-1].append(
                _Cell(written.replace('""', '"') if group == 1 else written, found.start(group), written)
            )
            if found[3] == "\n":
                self.rows.append([])

    def place(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(self.path, line, offset - self._starts[line - 1] + 1)


class _Finder:
    """Finds a character of what was made of a cell: `lead` characters stand before its text."""

    def __init__(self, table: _Table, cell: _Cell, lead: int) -> None:
        self._table, self._cell, self._lead = table, cell, lead

    def find(self, _: Passage, offset: int) -> Place:
        return self._table.place(self._cell.offset(self._inside(offset)))

    def words(self, offset: int) -> str:
        return self._cell.text[self._inside(offset) :]

    def _inside(self, offset: int) -> int:
        return min(max(0, offset - self._lead), max(0, len(self._cell.text) - 1))


class _TableCase(Case):
    """A record whose texts are the cells of a table."""

    def __init__(self, entry: Entry, register: Register, now: dt.datetime, cells: list[Passage]) -> None:
        super().__init__(entry, register, now)
        self._cells = cells

    @cached_property
    def told(self) -> tuple[Told, Told]:
        lang = _language(self._cells)
        return (Told(self._cells, "en"), Told([], "cy")) if lang == "en" else (Told([], "en"), Told(self._cells, "cy"))


def check_table(entry: Entry, register: Register, now: dt.datetime, path: str, text: str) -> Iterator[InTable]:
    """Yield what the rules about people find in the cells of a table that a record names."""
    table = _Table(text, path)
    finders: dict[Place, str] = {}
    cells: list[Passage] = []
    for cell, said, lead in _texts(table.rows):
        cells.append(_InCell(said, _Finder(table, cell, lead), finders))
    counts = Counter[str]()
    seen: set[Diagnostic] = set()
    case = _TableCase(entry, register, now, cells)
    for finding in (one for rule in _RULES for one in rule(case)):
        counts[finding.code] += finding not in seen
        if finding not in seen and counts[finding.code] <= _MOST:
            seen.add(finding)
            yield InTable(entry.path, finding, finders.get(finding.place, ""))


class _InCell(Passage):
    """What was made of a cell; `words` keeps what stands where something was found."""

    __slots__ = ("_finder", "_words")

    def __init__(self, text: str, finder: _Finder, words: dict[Place, str]) -> None:
        super().__init__(text, "en", ("attachments",), finder)
        self._finder, self._words = finder, words

    def at(self, code: str, offset: int, message: str, hint: str) -> Diagnostic:
        found = super().at(code, offset, message, hint)
        self._words.setdefault(found.place, self._finder.words(offset))
        return found


def _cells(text: str) -> Iterator[re.Match[str]]:
    at = 0
    text = text.removesuffix("\n")
    while at <= len(text):
        found = _CELL.match(text, at)
        if found is None:  # what is no table was refused
            return
        yield found
        at = found.end() if found[3] else len(text) + 1


def _texts(rows: Sequence[Sequence[_Cell]]) -> Iterator[tuple[_Cell, str, int]]:
    """Yield each cell, what is read of it, and how many characters were put before: the words of its column's head.

    The names of somebody are read together too.
    """
    heads = [_said_by(cell.text) for cell in rows[0]]
    parts = [[at for at, cell in enumerate(rows[0]) if part.fullmatch(cell.text)] for part in _PARTS]
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            is_head = not number and (heads[at] or any(at in several for several in parts))
            if cell.text.strip() and not is_head:
                lead = heads[at] if number and at < len(heads) else ""
                yield cell, lead + cell.text, len(lead)
        whole = [row[at] for several in parts for at in several if at < len(row) and row[at].text.strip()]
        if number and parts[-1] and len(whole) > 1:
            said = " ".join(cell.text.strip() for cell in whole)
            named = next((row[at] for several in parts[1:] for at in several if at < len(row)), whole[0])
            yield named, said, said.find(named.text.strip())


def _said_by(head: str) -> str:
    words = re.sub(r"[_-]|(?<=[a-z])(?=[A-Z])", " ", head)
    return next((said for pattern, said in _HEADS if pattern.search(words)), "")


def _language(cells: Sequence[Passage]) -> Language:
    """The language of a table: that in which fewer of its words are strange."""
    words = {"en": Told(list(cells), "en").words_with_capital}
    strange = {lang: len(read_lexicon(lang).not_plain(words["en"])) for lang in ("en", "cy")}
    return "cy" if strange["cy"] < strange["en"] else "en"
