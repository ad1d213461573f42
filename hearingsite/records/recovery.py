"""What else is wrong with a record whose header has faults: the rest of it, in the same run.

The line that the parser stumbled over is left out, with what belongs to it, and so is the next one. Where the rest can be
read then, its values are held against the model.
"""

from collections.abc import Sequence
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.faults import describe_faults
from hearingsite.records.frontmatter import Places
from hearingsite.records.header import read_header
from hearingsite.records.model import Hearing
from hearingsite.records.syntax import ALIGN

SLIP: Final = "HS115"
# Of a value by itself: a code, a day, a moment, a number. What is missing, or no key here, may be so for that line's sake.
OF_VALUES: Final = frozenset({"HS204", "HS205", "HS206", "HS207"})

_NEAR: Final = 2  # lines
_MOST: Final = 10  # slips that are told at once
_HYPHENS: Final = later(" *(?:- +)*")
_OUTERMOST: Final = later(r"\w+")


def faults_beside(path: str, header: str, first_line: int, slip: Diagnostic) -> list[Diagnostic]:
    """What is wrong with the other lines of a header that begins on a line of its file, and that has a slip of writing."""
    slips, rest = [slip], without_slip(header, slip.place.line - first_line)
    blocks = blocks_of(header)
    while (read := read_header(path, rest, first_line, keep_marks=True)).faults:
        last, found = slips[-1], read.faults[0]
        is_another = found.code == SLIP and _is_apart(last, found) and not _is_askew(last, found, blocks, first_line)
        if len(read.faults) > 1 or not is_another or len(slips) == _MOST:
            return []
        slips.append(found)
        rest = without_slip(rest, found.place.line - first_line)
    if not isinstance(read.data, dict):
        return []
    values = describe_faults(read.data, Hearing, Places(path, first_line, read.marks, rest))
    # The value above may go on in what was left out: that line was no key.
    lines = rest.split("\n")
    above = {_above(lines, one.place.line - first_line) + first_line for one in slips}
    return sorted([*slips[1:], *(one for one in values if one.code in OF_VALUES and one.place.line not in above)])


def _is_apart(last: Diagnostic, found: Diagnostic) -> bool:
    """What stands near may have been wrong for the sake of the line that was left out."""
    return found.place.line > last.place.line + _NEAR


def _is_askew(last: Diagnostic, found: Diagnostic, blocks: Sequence[str], first_line: int) -> bool:
    """Whether two slips are in one block, and one is of indentation: of a line askew, its right neighbours are told."""
    ours, theirs = (blocks[one.place.line - first_line] for one in (last, found))
    return ours == theirs and any((one.hint or "").startswith(ALIGN) for one in (last, found))


def _above(lines: Sequence[str], line: int) -> int:
    """The nearest line above one that is not empty."""
    return next((at for at in range(line - 1, -1, -1) if lines[at].strip()), 0)


def without_slip(header: str, slip: int) -> str:
    """A header with as many lines, without one (0 first) and what belongs to it: what is indented more.

    Of the first line of a list's item, the hyphen is left.
    """
    lines = header.split("\n")
    hyphens = _HYPHENS.match(lines[slip])
    before = hyphens.group() if hyphens else ""
    end = slip + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > len(before)):
        end += 1
    return "\n".join([*lines[:slip], before.rstrip(), *[""] * (end - slip - 1), *lines[end:]])


def blocks_of(header: str) -> list[str]:
    """The key of the outermost block of each line, also where its colon is lost."""
    found: list[str] = []
    for line in header.split("\n"):
        key = _OUTERMOST.match(line)
        found.append(key.group() if key else found[-1] if found else "")
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
