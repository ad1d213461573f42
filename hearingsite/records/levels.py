"""Keys that stand at another level than their own because of their indentation: one slip is told once, with its way out.

Such a header can be read, only otherwise than it was meant, so a single line makes a row of faults, or becomes part of the
text above it. Each line that looks like the slip is indented otherwise, with what may belong to it, and the header is read
again: where faults go and none comes, that was the slip, and what is left is told of the header without it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.patterns import later
from hearingsite.records.faults import describe_faults
from hearingsite.records.frontmatter import FrontMatter, Places
from hearingsite.records.header import read_header, type_marks, type_path
from hearingsite.records.strays import block_name, takes_any_key

_CODE: Final = "HS128"
_UNKNOWN: Final = "HS201"
_OF_SHAPE: Final = "HS203"
# What follows from a key at another level: unknown there, a block of another shape, or an empty one; and missing here.
_SUSPECT: Final = (_UNKNOWN, _OF_SHAPE, "HS208")
_FOLLOW_UPS: Final = frozenset({*_SUSPECT, "HS202"})
_MOST: Final = 10  # slips that are told at once
_TRIED: Final = 8  # lines that are tried for one slip
_FEW: Final = 30  # lines that are left out one by one
# Each try reads the whole header: of a very long one all faults are told as they are.
_LONG: Final = 500
_STEP: Final = 2  # spaces by which a block is indented that has nothing below it yet
_HYPHENS: Final = later(" *(?:- +)*")
_KEY: Final = later(r" *(?:- +)*[a-z_]+:(?: |$)")
_TEXT_BELOW: Final = later("[|>][+-]? *\n")
_OPENS_A_TEXT: Final = later(r"( *(?:- +)*)[a-z_]+: +[|>][+-]? *\n")


class _Slip(Struct, frozen=True):
    """Lines (0 first, `end` is behind the last) that are meant to stand so many columns further to the right."""

    line: int
    end: int
    shift: int


class _Reading(Struct, frozen=True):
    """A header as it can be read: its lines, the marks of its keys and values, and what is wrong with its form."""

    front_matter: FrontMatter
    type_: Any
    lines: Sequence[str]
    marks: type_marks
    faults: Sequence[Diagnostic]

    def follow_ups(self, beside: range = range(0)) -> frozenset[tuple[str, str]]:
        """What may be wrong for the sake of a key at another level, `beside` some lines; other faults show only later."""
        first = self.front_matter.header_line
        faults = (one for one in self.faults if one.code in _FOLLOW_UPS and one.place.line - first not in beside)
        return frozenset((one.code, one.message) for one in faults)

    def lines_of(self, code: str) -> set[int]:
        """The lines with a fault of a code."""
        first = self.front_matter.header_line
        return {one.place.line - first for one in self.faults if one.code == code and one.place.line >= first}

    def key_at(self, line: int) -> type_path | None:
        """The path of the first key on a line; None where the line is within a text."""
        mark = (line + self.front_matter.header_line, len(_hyphens(self.lines[line])) + 1)
        return next((path for (path, is_key), found in self.marks.items() if is_key and found == mark), None)


_Found = tuple[_Slip, _Reading]


def form_faults(front_matter: FrontMatter, type_: Any) -> list[Diagnostic]:
    """Every fault of a header's form; of each slip of indentation the cause in place of what follows from it."""
    reading = _read(front_matter, type_, front_matter.header.split("\n"))
    if reading is None or len(reading.lines) > _LONG:
        return sorted(describe_faults(front_matter.data, type_, front_matter.places()))
    told: list[Diagnostic] = []
    shifts = [0] * len(reading.lines)
    while len(told) < _MOST and (found := _find(reading)):
        slip, mended = found
        told.append(_say(slip, reading, mended, shifts))
        shifts[slip.line : slip.end] = [one + slip.shift for one in shifts[slip.line : slip.end]]
        reading = mended
    return sorted([*told, *(_as_it_stands(one, shifts, front_matter.header_line) for one in reading.faults)])


def has_key_in_text(header: str) -> bool:
    """Whether a line within a text may be a key that is indented too far."""
    return bool(_in_texts(header))


def _read(front_matter: FrontMatter, type_: Any, lines: Sequence[str]) -> _Reading | None:
    header, first = "\n".join(lines), front_matter.header_line
    read = read_header(front_matter.path, header, first, keep_marks=True)
    if read.faults or not isinstance(read.data, dict):
        return None
    places = Places(front_matter.path, first, read.marks, header)
    return _Reading(front_matter, type_, lines, read.marks, sorted(describe_faults(read.data, type_, places)))


def _find(reading: _Reading) -> _Found | None:
    """The first slip, and the header without it."""
    in_texts = _in_texts("\n".join(reading.lines))
    unknown = reading.lines_of(_UNKNOWN)
    for line in _suspects(reading, in_texts)[:_TRIED]:
        ends = _ends(reading.lines, line, unknown)
        # A text may well have such a line: it counts where the key fits, and nothing is worse for it.
        is_enough = line in in_texts
        found = _best(reading, _slips(reading.lines, line, sorted(set(astuple(ends)))), is_enough=is_enough)
        if found is None or found[1].follow_ups() or in_texts & {*range(line + 1, found[0].end)}:
            within = range(line + 1, min(ends.run, line + _FEW))
            finer = _best(reading, _slips(reading.lines, line, within), is_enough=is_enough)
            found = min(filter(None, (found, finer)), key=_size, default=None)
        if found:
            return found
    return None


def _suspects(reading: _Reading, in_texts: set[int]) -> list[int]:
    """The lines that may be the slip, in the order in which they are tried."""
    of_shape = reading.lines_of(_OF_SHAPE)
    wrong = in_texts.union(*map(reading.lines_of, _SUSPECT), *(_neighbours(reading.lines, at) for at in of_shape))
    blocks = {at for line in wrong - in_texts for at in _above(reading.lines, line)}
    return [*sorted(wrong), *sorted(blocks - wrong)]


def _best(reading: _Reading, slips: Iterator[_Slip], *, is_enough: bool) -> _Found | None:
    """Of the slips without which faults go and none comes, that which leaves the fewest, or the smallest.

    Where that `is_enough`, none needs to go. Faults may come where there is no other, and below the key alone: nobody looked
    there while the key was unknown.
    """
    before = reading.follow_ups()
    found = [(slip, mended) for slip in slips if (mended := _tried(reading, slip))]
    clean = [one for one in found if one[1].follow_ups() < before or (is_enough and one[1].follow_ups() == before)]
    below = [one for one in found if one[1].follow_ups(_below(*one)) < before]
    return min(clean or below, key=_size, default=None)


def _below(slip: _Slip, mended: _Reading) -> range:
    """The lines below the key of a slip."""
    return range(slip.line + 1, _tree(mended.lines, slip.line))


def _size(found: _Found) -> tuple[int, int, int]:
    slip, mended = found
    return len(mended.follow_ups()), slip.end - slip.line, abs(slip.shift)


def _above(lines: Sequence[str], line: int) -> list[int]:
    """The line of the block to which a line belongs, if there is one."""
    own = _indent(lines[line])
    return [above for above in range(line) if lines[above].strip() and _indent(lines[above]) < own][-1:]


def _neighbours(lines: Sequence[str], line: int) -> Iterator[int]:
    """The keys below a line that belong to the same block: of a value of the wrong shape, any may be the wrong one."""
    for below in range(line + 1, len(lines)):
        if lines[below].strip() and _indent(lines[below]) < _indent(lines[line]):
            return
        if _indent(lines[below]) == _indent(lines[line]) and _KEY.match(lines[below]):
            yield below


def _tried(reading: _Reading, slip: _Slip) -> _Reading | None:
    """The header with some lines indented otherwise, if the first of them is then a key of another block that knows it."""
    lines = list(reading.lines)
    lines[slip.line : slip.end] = [_shifted(one, slip.shift) for one in lines[slip.line : slip.end]]
    mended = _read(reading.front_matter, reading.type_, lines)
    now = mended.key_at(slip.line) if mended else None
    was = reading.key_at(slip.line)
    if mended is None or now is None or (was and was[:-1] == now[:-1]) or takes_any_key(reading.type_, now[:-1]):
        return None
    # Below a key that is not known nothing would be told.
    lines_of_keys = {
        mended.marks[now[:end], True][0] for end in range(1, len(now) + 1) if (now[:end], True) in mended.marks
    }
    wrong = {one.place.line for one in mended.faults if one.code in _SUSPECT}
    return mended if wrong.isdisjoint(lines_of_keys) else None


def _shifted(line: str, shift: int) -> str:
    if not line.strip():
        return line
    return " " * shift + line if shift > 0 else line[min(-shift, _indent(line)) :]


def _slips(lines: Sequence[str], line: int, ends: Iterable[int]) -> Iterator[_Slip]:
    """Every slip that a line may be the first of."""
    own = _indent(lines[line])
    columns = {_indent(one) for one in lines} | {len(_hyphens(one)) for one in lines if one.strip()}
    columns.add(own + _STEP)
    for end, column in product(ends, sorted(columns - {own})):
        yield _Slip(line, end, column - own)


class _Ends(Struct, frozen=True):
    """Where what belongs to a slip may end: it alone, what is below it, unknown neighbours, the whole block, the header."""

    alone: int
    tree: int
    run: int
    block: int
    header: int


def _ends(lines: Sequence[str], line: int, unknown: set[int]) -> _Ends:
    own = _indent(lines[line])
    tree = _tree(lines, line)
    run = tree
    while run in unknown and _indent(lines[run]) == own:
        run = _tree(lines, run)
    block = tree
    while block < len(lines) and (not lines[block].strip() or _indent(lines[block]) >= own):
        block += 1
    return _Ends(line + 1, tree, run, block, len(lines))


def _tree(lines: Sequence[str], line: int) -> int:
    """The line behind all that is indented more than a line, or is an item of its list."""
    end = line + 1
    own, is_item = _indent(lines[line]), lines[line].lstrip().startswith("- ")
    while end < len(lines):
        below = lines[end]
        is_below = _indent(below) > own or (_indent(below) == own and below.lstrip().startswith("- ") and not is_item)
        if below.strip() and not is_below:
            break
        end += 1
    return end


def _in_texts(header: str) -> set[int]:
    """The lines (0 first) within the texts below a `>` or `|` that look like a key."""
    found: set[int] = set()
    for sign in _TEXT_BELOW.finditer(header):
        opening = _OPENS_A_TEXT.match(header, header.rfind("\n", 0, sign.start()) + 1)
        if opening is None:
            continue
        line = header.count("\n", 0, opening.end())
        for below in header[opening.end() :].split("\n"):
            if below.strip() and _indent(below) <= len(opening[1]):
                break
            if _KEY.match(below):
                found.add(line)
            line += 1
    return found


def _say(slip: _Slip, reading: _Reading, mended: _Reading, shifts: Sequence[int]) -> Diagnostic:
    """One slip in words; its place is that in the file as it stands."""
    first = reading.front_matter.header_line
    was, now = reading.key_at(slip.line), mended.key_at(slip.line)
    column = len(_hyphens(reading.lines[slip.line])) - shifts[slip.line]
    key = str(now[-1]) if now else ""
    before = f"part of {block_name(was[:-1])}" if was else "part of the text above it"
    home = block_name(now[:-1]) if now else ""
    far = "far" if slip.shift < 0 else "little"
    message = f'"{key}" is indented too {far}: it was read as {before}, but belongs to {home}.'
    return Diagnostic(
        Place(reading.front_matter.path, slip.line + first, column + 1), _CODE, message, _way_out(slip, reading, was)
    )


def _way_out(slip: _Slip, reading: _Reading, was: type_path | None) -> str:
    first = reading.front_matter.header_line
    lines = [at for at in range(slip.line, slip.end) if reading.lines[at].strip()]
    where = "this line" if len(lines) == 1 else f"each of the lines {lines[0] + first} to {lines[-1] + first}"
    count = abs(slip.shift)
    spaces = "1 space" if count == 1 else f"{count} spaces"
    hint = f"Take away {spaces} before {where}." if slip.shift < 0 else f"Put {spaces} more before {where}."
    return hint + ("" if was else " If it is part of the text, begin it with a capital letter.")


def _as_it_stands(found: Diagnostic, shifts: Sequence[int], first: int) -> Diagnostic:
    """A fault of a mended header, with its place in the file as it is."""
    at = found.place.line - first
    shift = shifts[at] if 0 <= at < len(shifts) else 0
    place = Place(found.place.path, found.place.line, max(1, found.place.column - shift))
    return Diagnostic(place, found.code, found.message, found.hint)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _hyphens(line: str) -> str:
    found = _HYPHENS.match(line)
    return found.group() if found else ""
