"""What else is wrong with a record whose header has faults: the rest of it, in the same run.

The line that the parser stumbled over is left out, with what belongs to it. Where the rest can be read then, its values are
held against the model.
"""

from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.faults import describe_faults
from hearingsite.records.frontmatter import Places
from hearingsite.records.header import read_header
from hearingsite.records.model import Hearing

SLIP: Final = "HS115"
# Of a value by itself: a code, a day, a moment, a number. What is missing, or no key here, may be so for that line's sake.
OF_VALUES: Final = frozenset({"HS204", "HS205", "HS206", "HS207"})

_HYPHENS: Final = later(" *(?:- +)*")


def faults_beside(path: str, header: str, first_line: int, slip: Diagnostic) -> list[Diagnostic]:
    """The faults of the other lines of a header that begins on a line of its file, and that has one slip of writing."""
    line = slip.place.line - first_line
    rest = without_slip(header, line)
    read = read_header(path, rest, first_line, keep_marks=True)
    if read.faults or not isinstance(read.data, dict):
        return []
    places = Places(path, first_line, read.marks, rest)
    # The value above may go on in what was left: that line was no key.
    above = next((at for at in range(line - 1, -1, -1) if rest.split("\n")[at].strip()), 0) + first_line
    found = (one for one in describe_faults(read.data, Hearing, places) if one.code in OF_VALUES)
    return sorted(one for one in found if one.place.line != above)


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
    """The key of the outermost block of each line."""
    found: list[str] = []
    for line in header.split("\n"):
        is_outermost = line and not line[0].isspace() and not line.startswith(("-", "#"))
        found.append(line.partition(":")[0] if is_outermost else found[-1] if found else "")
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
