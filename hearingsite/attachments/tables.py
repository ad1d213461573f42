"""A table (CSV) → UTF-8, one way of writing it, no cell that a spreadsheet would run, no markup."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from hearingsite.attachments.kinds import Cleaned, Refused
from hearingsite.values import FORBIDDEN

_MARKUP: Final = re.compile(r"<\s*[/!?a-zA-Z]")
_NUMBER: Final = re.compile(r"[+-]?(?=[\s.,()%£€-]*+\d)[\d\s.,()%£€-]*+")
# Where a formula begins: in the cell, or in what becomes a cell of its own where semicolons or tabs separate cells. Blanks
# are read once, whether a formula stands behind them or not.
_FORMULA: Final = re.compile(r"(?P<blank>[\s;|]++|\A)(?P<sign>[=+\-@\uff1d\uff0b\uff0d\uff20])?")
_ENDS_CELL: Final = re.compile(r"[\t\n]")
# The reader's own limit is one of the whole process, which others may change.
_LONGEST_CELL: Final = 131_072
_SAVE_AGAIN: Final = 'Save it again as "CSV UTF-8".'


def clean_table(content: bytes) -> Cleaned:
    """Write a table anew; raises Refused. Cells that would run begin with an apostrophe, numbers stay."""
    rows = list(_rows(decode_table(content)))
    if not any(rows):
        raise Refused("HS675", "is an empty table", _SAVE_AGAIN)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerows([_defused(cell) for cell in row] for row in rows)
    return Cleaned(buffer.getvalue().encode())


def decode_table(content: bytes) -> str:
    """The text of a table, its lines ended by a line feed; raises Refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused("HS675", f"is not UTF-8 text (line {line})", _SAVE_AGAIN) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = f"holds a character that nobody can see (line {line}, U+{ord(found[0]):04X})"
        raise Refused("HS675", message, "Type the cell again.")
    return text


def _rows(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if any(_MARKUP.search(cell) for cell in row):
                message = f"holds markup (line {reader.line_num}): a cell with < and a letter behind it"
                raise Refused("HS675", message, "Take the tags out of the cell.")
            if any(len(cell) > _LONGEST_CELL for cell in row):
                raise _unreadable(reader.line_num)
            yield row
    except csv.Error as error:
        raise _unreadable(reader.line_num) from error


def _unreadable(line: int) -> Refused:
    hint = "Close every quotation mark, and keep a cell below 100,000 characters."
    return Refused("HS675", f"cannot be read as a table (line {line})", hint)


def _defused(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return cell
    return _FORMULA.sub(_as_text, cell)


def _as_text(found: re.Match[str]) -> str:
    """What stands before a formula that begins a cell, an apostrophe and the sign of the formula; all else as it is."""
    blank = found["blank"]
    at = max(blank.rfind(";"), blank.rfind("|")) + 1
    if not at and found.start():
        ends = _ENDS_CELL.search(blank)
        at = ends.end() if ends else 0
    begins = found["sign"] and (at or not found.start())
    return f"{blank[:at]}'{blank[at:]}{found['sign']}" if begins else found[0]
