"""What the YAML parser stumbled over → the place and the words that help the person who wrote it.

The parser names the place where it gave up, in words for programmers; what an editor did stands often a line above.
Each explanation below knows one slip by the text of the header; the last one has a sentence for everything else.
"""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import yaml
from msgspec import Struct

from hearingsite.patterns import later

ALMOST_A_FENCE: Final = later(
    r"(?:-{2}|-{4,}|(?=-*[\u2013\u2014])[-\u2013\u2014]+|\*{3,}|_{3,}|={3,}|[ \t]+-{3})[ \t]*$", re.MULTILINE
)
# What programs for letters make of a hyphen, and their bullets.
DASHES: Final = "\u2013\u2014\u2212\u2010\u2011\u2022\xb7"
ALIGN: Final = "Align it with its neighbours, with spaces only."
_KEY: Final = later(r"[ ]*(?:- +)*[\w-]+$")
_BEGINS: Final = later(r"[ ]*(?:- |[\w-]+ *:)")
_DASHED_ITEM: Final = later(rf"[ ]*([{DASHES}*]|-(?=\w)) *(\w+) *:")
_UNSPACED: Final = later(r"([ ]*(?:- +)*(\w+):)(?=\S)(?!//)")
_BRACKETED: Final = later(r"(?:: +|^ *- +)([\[{])[^\[\]{}]*[\]}] +$")
_NEXT_KEY: Final = later(r"\w+ *:(?!\S)")
_NUMBERS: Final = {2: "two hyphens", 4: "four hyphens", 5: "five hyphens"}


class Misread(NamedTuple):
    """Where the slip is (line and column of the header, 0 first), what it is, and the way out."""

    line: int
    column: int
    message: str
    hint: str


class _Trouble(Struct, frozen=True):
    """What libyaml says: its problem, where it noticed it, where the thing that it was reading began."""

    problem: str
    line: int
    column: int
    since: tuple[int, int]
    lines: list[str]
    header: str

    def above(self, line: int) -> int:
        """The nearest line above one that is neither empty nor a comment; -1 if there is none."""
        at = line - 1
        while at >= 0 and (not self.lines[at].strip() or self.lines[at].lstrip().startswith("#")):
            at -= 1
        return at

    def char(self, place: tuple[int, int]) -> str:
        """The character at a place; empty at the end of a line."""
        line, column = place
        return self.lines[line][column : column + 1]


def explain_syntax(error: yaml.YAMLError, header: str) -> Misread:
    """Say what is wrong with a header that the parser could not read."""
    lines = header.split("\n")
    known: Any = error
    noticed = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    begun = getattr(error, "context_mark", None) or noticed
    if noticed is None or begun is None:
        return Misread(0, 0, *_ANYTHING)
    last = len(lines) - 1  # what is noticed at the end may stand behind it
    place = (min(noticed.line, last), noticed.column)
    trouble = _Trouble(str(known.problem or ""), *place, (min(begun.line, last), begun.column), lines, header)
    found = (explain(trouble) for explain in _EXPLANATIONS)
    return next((misread for misread in found if misread), Misread(*place, *_ANYTHING))


def describe_fence(line: str) -> tuple[str, str]:
    """Say what is wrong with a line that was meant to be three hyphens."""
    hyphens = line.strip()
    if hyphens == "---":
        return "There are spaces before the three hyphens here.", "Take them away."
    if hyphens[0] in "*_=":
        return f'There is "{hyphens}" here, and not three hyphens.', 'Write "---".'
    what = _NUMBERS.get(len(hyphens), "too many hyphens") if set(hyphens) == {"-"} else "a dash"
    return f"There {'is' if what == 'a dash' else 'are'} {what} here, and not three hyphens.", 'Write "---".'


def describe_dash(sign: str, key: str) -> tuple[str, str]:
    """Say what is wrong with the beginning of a list's item."""
    wrong = "the space is missing" if sign == "-" else "this is another sign"
    return f"A list item begins with a hyphen and a space; {wrong}.", f'Write "- {key}".'


def _fence(trouble: _Trouble) -> Misread | None:
    for line in (trouble.since[0], trouble.line):
        if ALMOST_A_FENCE.match(trouble.lines[line]):
            return Misread(line, 0, *describe_fence(trouble.lines[line]))
    return None


def _quotes(trouble: _Trouble) -> Misread | None:
    """A quoted text that ended before it was meant to, or lines below."""
    if "end of stream" in trouble.problem:
        mark = trouble.char(trouble.since)
        hint = f"Put a {mark} at the end of the text." + (_APOSTROPHE if mark == "'" else "")
        return Misread(*trouble.since, "A quotation mark is opened but never closed.", hint)
    scalar = _last_scalar(trouble.header)
    if scalar is None or not scalar.style or scalar.style not in "'\"" or scalar.end_mark.line != trouble.line:
        return None
    start, end = scalar.start_mark, scalar.end_mark
    between, rest = (
        trouble.lines[trouble.line][end.column : trouble.column],
        trouble.lines[trouble.line][trouble.column :],
    )
    if between.strip() or ("expected ',' or" in trouble.problem and _NEXT_KEY.match(rest)):
        return None
    if start.line < end.line:
        hint = f"Put a {scalar.style} at the end of this line." + (_APOSTROPHE if scalar.style == "'" else "")
        return Misread(start.line, start.column, "A quotation mark is opened here but closed only lines below.", hint)
    if scalar.style == "'":
        hint = "Put the whole value in double quotes: an apostrophe ends a text in single ones."
        hint += _INSIDE if '"' in trouble.lines[trouble.line] else ""
    elif "'" in trouble.lines[trouble.line]:
        hint = f"Put the whole value in double quotes.{_INSIDE}"
    else:
        hint = "Put the whole value in single quotes, or write the marks inside it as \u201c and \u201d."
    return Misread(end.line, end.column, "The text goes on after its closing quotation mark.", hint)


def _last_scalar(header: str) -> Any:
    """The last text that the parser could read before it gave up."""
    parser = yaml.CLoader(header)
    last = None
    try:
        while (event := parser.get_event()) is not None:
            last = event if isinstance(event, yaml.ScalarEvent) else last
    except yaml.YAMLError:
        return last
    finally:
        parser.dispose()
    return last


def _dash(trouble: _Trouble) -> Misread | None:
    """An item that begins with a dash, or with a hyphen and no blank."""
    for line in (trouble.line, trouble.since[0], trouble.above(trouble.line)):
        found = _DASHED_ITEM.match(trouble.lines[line]) if line >= 0 else None
        if found:
            return Misread(line, found.start(1), *describe_dash(found[1], f"{found[2]}: …"))
    return None


def _unspaced(trouble: _Trouble) -> Misread | None:
    """`status:concluded`."""
    for line in (trouble.since[0], trouble.above(trouble.line)):
        found = _UNSPACED.match(trouble.lines[line]) if line >= 0 else None
        if found and ("mapping values" in trouble.problem or "expected ':'" in trouble.problem):
            hint = f'Put a space after the colon: "{found[2]}: …".'
            return Misread(line, found.end(1), "There is no space after this colon.", hint)
    return None


def _indented(trouble: _Trouble) -> Misread | None:
    """A key to the left or to the right of its neighbours."""
    line = trouble.lines[trouble.line]
    if "mapping values" in trouble.problem and _KEY.match(line[: trouble.column]):
        above = trouble.above(trouble.line)
        before = trouble.above(above)
        if above >= 0 and ":" not in trouble.lines[above] and _indent(trouble.lines[above]) == _indent(line):
            return Misread(above, _indent(line), *_NO_COLON)
        if before >= 0 and _indent(line) == _indent(trouble.lines[before]) != _indent(trouble.lines[above]):
            at = len(trouble.lines[above]) - len(trouble.lines[above].lstrip())
            return Misread(above, at, "This line is indented differently from its neighbours.", ALIGN)
        message = "This line is indented differently from the line above, so it was read as part of it."
        return Misread(trouble.line, len(line) - len(line.lstrip()), message, ALIGN)
    is_first = not line[: trouble.column].strip() and _BEGINS.match(line)
    if is_first and ("expected key" in trouble.problem or "'-' indicator" in trouble.problem):
        message = "This line is indented differently from the lines that it belongs to."
        item = ' If it begins a new item of the list, put "- " before it.' if "'-'" in trouble.problem else ""
        return Misread(trouble.line, trouble.column, message, ALIGN + item)
    return None


def _indent(line: str) -> int:
    """Where the key of a line begins, behind the hyphens of lists."""
    return len(line) - len(re.sub(r"[ ]*(?:- +)*", "", line, count=1))


def _brackets(trouble: _Trouble) -> Misread | None:
    """A bracket that is not closed, is closed twice, or holds what is not separated."""
    char = trouble.char((trouble.line, trouble.column))
    if "expected key" in trouble.problem and char and char in "]}":
        return Misread(trouble.line, trouble.column, f'There is a "{char}" too many here.', "Delete it.")
    if "expected ',' or" not in trouble.problem:
        return None
    line, column = trouble.since
    bracket, rest = trouble.char(trouble.since), trouble.lines[line][column:]
    closing = "]" if bracket == "[" else "}"
    if trouble.line == line and rest.count(closing) >= rest.count(bracket):
        message = 'A comma is missing before this, or there is a ":" inside a value.'
        return Misread(line, trouble.column, message, f"{_CLOSED} Put values with commas or colons in double quotes.")
    return Misread(line, column, f'The "{bracket}" that is opened here is never closed.', _CLOSED)


def _reserved(trouble: _Trouble) -> Misread | None:
    """A value that begins with a sign of YAML."""
    places = {
        "cannot start any token": (trouble.line, trouble.column),
        "mapping keys are not allowed": (trouble.line, trouble.column),
        "alphabetic or numeric": trouble.since,
        "comment or line break": trouble.since,
    }
    place = next((place for problem, place in places.items() if problem in trouble.problem), None)
    if place is None:
        return None
    char = trouble.char(place)
    block = " A text of several lines begins on the line below the sign." if char in "|>" else ""
    message = f'A value cannot begin with "{char}".'
    return Misread(*place, message, f"Put the whole value in double quotes.{block}")


def _behind_brackets(trouble: _Trouble) -> Misread | None:
    """A text that begins with something in brackets: "[tbc] Market Hall"."""
    before = trouble.lines[trouble.line][: trouble.column]
    found = _BRACKETED.search(before) if "did not find expected" in trouble.problem else None
    if found is None:
        return None
    kind = "a list" if found[1] == "[" else "a block"
    message = f'A value that begins with "{found[1]}" is {kind}, and there is text behind its end.'
    return Misread(trouble.line, found.start(1), message, "Put the whole value in double quotes.")


def _known_problem(trouble: _Trouble) -> Misread | None:
    """Everything that the problem alone explains."""
    entry = next((entry for entry in _SAYINGS if entry[0] in trouble.problem), None)
    if entry is None:
        return None
    place = trouble.since if "expected ':'" in trouble.problem else (trouble.line, trouble.column)
    hint = entry[2]
    if "mapping values" in trouble.problem and re.search(": +[\u201c\u2018\u201e]", trouble.lines[trouble.line]):
        hint = 'Put the whole value in straight double quotes ("…"): curly ones count as part of the text.'
    return Misread(*place, entry[1], hint)


_CLOSED: Final = 'Write "[one, two]" or "{key: value, key: value}".'
_INSIDE: Final = " Write the marks inside it as \u201c and \u201d."
_APOSTROPHE: Final = " If it is an apostrophe, put the whole value in double quotes."
_NO_COLON: Final = (
    'A line of the header has no ":" after its key.',
    'Write "key: value", or indent the line if it continues the text above.',
)
_ANYTHING: Final = (
    "The header cannot be read here.",
    "Compare this line and the one above it with a record that works.",
)

# What libyaml says → what a press officer can use.
_SAYINGS: Final = (
    ("mapping values are not allowed", 'There is a ":" inside a value here.', "Put the whole value in double quotes."),
    ("could not find expected ':'", *_NO_COLON),
    (
        "did not find expected key",
        "This line does not fit the lines above it.",
        "Indent it exactly like its neighbours, with spaces only; put values with quotes or colons in double quotes.",
    ),
    (
        "did not find expected '-' indicator",
        "This line does not fit the list above it.",
        'Begin each item of the list with "- ", all at the same indentation.',
    ),
    (
        "unknown escape character",
        'There is a "\\" in a text in double quotes.',
        'Write "\\\\" for one, or leave the quotes out.',
    ),
    (
        "hexdecimal number",
        'There is a "\\" in a text in double quotes.',
        'Write "\\\\" for one, or leave the quotes out.',
    ),
    (
        "block sequence entries are not allowed",
        'There is a "- " where no list can begin.',
        'Begin the list on its own line below its key, or write it in brackets: "[one, two]".',
    ),
)

_EXPLANATIONS: Final[tuple[Callable[[_Trouble], Misread | None], ...]] = (
    _fence,
    _quotes,
    _dash,
    _unspaced,
    _brackets,
    _indented,
    _reserved,
    _behind_brackets,
    _known_problem,
)
