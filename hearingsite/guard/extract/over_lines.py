"""What stands in a text over several lines: a letter on each, or what blank lines part."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from hearingsite.guard.extract.passage import Passage

LEAST: Final = 4  # lines
# Lines of one letter or figure each, among signs and blank lines, in a list or not; a sign is no letter and no line end.
_SIGNS: Final = r"(?:[^\w\n]|_)*+"
_PLACE: Final = r"(?:\(?(?:\d\d?[.)]{1,2}[ \t]*|\d\d?[ \t]+|[a-z][.)]{1,2}[ \t]+)|o[ \t]+)?"
_LINE: Final = rf"\n{_SIGNS}{_PLACE}{_SIGNS}[^\W_]{_SIGNS}(?=\n|\Z)"
_SPELT: Final = re.compile(rf"{_LINE}(?:(?:\n{_SIGNS}(?=\n))*+{_LINE}){{{LEAST - 1},}}")
_SHORT: Final = 12  # letters, fewer than which such a line has
_RUN: Final = b"\1" * LEAST
_NUMBER: Final = re.compile(rf"\A{_SIGNS}{_PLACE}(?=(?:[^\w\n]|_)*[^\W_])")
_LETTER: Final = re.compile(r"[^\W_]")
_OF_VALUES: Final = frozenset({"value", "cell"})  # which may end with line ends of their own
_LEAST_FIGURES: Final = 8  # figures in cells of their own are counts, unless they are many


def may_be_spelt(lines: Collection[str]) -> bool:
    """Whether there may be a word among some lines with one letter on each: they are looked at quickly."""
    return len(lines) >= LEAST and _RUN in bytes([size < _SHORT for size in map(len, lines)])


def may_be_spelt_in(lines: Collection[str], starts: Sequence[int]) -> Iterator[int]:
    """The numbers of the texts, given by where their lines start and where the last ends, of which the same may be said."""
    short = bytes([size < _SHORT for size in map(len, lines)])
    for number, (start, end) in enumerate(pairwise(starts)):
        if short.find(_RUN, start, end) >= 0:
            yield number


def spelt(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is said with one letter a line, and on which line of the text it begins (the first is 0).

    Where there are more empty lines than elsewhere, another word begins.
    """
    for found in _SPELT.finditer(f"\n{text}"):
        letters: list[str] = []
        gaps: list[int] = []
        empty = 0
        for line in found.group().split("\n")[1:]:
            letter = _letter(line)
            empty = 0 if letter else empty + 1
            if letter:
                letters.append(letter)
                gaps.append(0)
            elif gaps:
                gaps[-1] = empty
        least = min(gaps[:-1])
        said = "".join(letter + " " * (gap > least) for letter, gap in zip(letters, gaps, strict=True)).strip()
        if not said.isdigit() or len(said) >= _LEAST_FIGURES:
            yield text.count("\n", 0, found.start()) + bool(found.start()), said


@lru_cache(maxsize=5000)
def _letter(line: str) -> str:
    """The letter or the figure that a line has behind its number; nothing where it has none. Most such lines come again."""
    letter = _LETTER.search(_NUMBER.sub("", line))
    return letter.group() if letter else ""


def across(passage: Passage) -> Iterator[Passage]:
    """Yield what a passage says with one letter a line, and the text of a page without empty lines, which are of its tags."""
    text = passage.text
    rows = text.split("\n")
    starts = list(accumulate(map(len, rows), lambda at, length: at + length + 1, initial=0))
    numbers = [line for line, _ in passage.places(starts)]
    for number, said in spelt(text):
        yield Passage(said, passage.where, numbers[number], passage.records)
    if passage.where not in _OF_VALUES and not (passage.lines and passage.where == "text"):
        return
    full = [(number, line) for number, line in zip(numbers, map(str.strip, rows), strict=False) if line]
    if full and len(full) < len(rows):
        lines = tuple(number for number, _ in full) if passage.lines else ()
        yield Passage("\n".join(line for _, line in full), passage.where, records=passage.records, lines=lines)
