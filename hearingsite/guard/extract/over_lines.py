"""What stands in a text over several lines: a letter on each, or what blank lines part."""

import re
import string
from collections.abc import Collection, Iterator
from typing import Final

from hearingsite.guard.extract.passage import Passage

LEAST: Final = 4  # lines
# Lines of one letter or figure each, among signs and blank lines; the first is told apart, which makes the search fast.
_LINE: Final = r"\n[^\w\n]*+(?:\d\d?[.)]?[ \t]+)?[^\W_][^\w\n]*+(?=\n|\Z)"
_SPELT: Final = re.compile(rf"{_LINE}(?:(?:\n[^\w\n]*+(?=\n))*+{_LINE}){{{LEAST - 1},}}")
# Letters of other scripts may look like those of ASCII, or be read as such.
_FOREIGN: Final = [chr(code) for code in (*range(0xC0, 0x250), *range(0x370, 0x530), *range(0xFF10, 0xFF5B))]
_AROUND: Final = (("", ""), ("", "."), ("", ","), ("- ", ""), ("* ", ""), ("> ", ""), ("# ", ""), ("| ", " |"))
_MOST_NUMBERED: Final = 15
ONES: Final = frozenset(filter(str.isalnum, _FOREIGN)).union(
    (f"{before}{sign}{behind}" for sign in string.ascii_letters + string.digits for before, behind in _AROUND),
    (
        f"{number}{mark}{letter}"
        for number in range(1, _MOST_NUMBERED)
        for mark in (". ", ") ", " ", "  ")
        for letter in string.ascii_letters
    ),
)
_RUN: Final = b"\1" * LEAST
_NUMBER: Final = re.compile(r"\A[^\w\n]*+\d\d?[.)]?[ \t]+(?=[^\W_])")
_LETTER: Final = re.compile(r"[^\W_]")
_OF_VALUES: Final = frozenset({"value", "cell"})  # which may end with line ends of their own
_LEAST_FIGURES: Final = 8  # figures in cells of their own are counts, unless they are many


def may_be_spelt(lines: Collection[str]) -> bool:
    """Whether there may be a word among some lines with one letter on each: they are looked at quickly."""
    return not ONES.isdisjoint(lines) and _RUN in bytes(map(ONES.__contains__, lines))


def spelt(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is said with one letter a line, and on which line of the text it begins (the first is 0).

    Where there are more empty lines than elsewhere, another word begins.
    """
    for found in _SPELT.finditer(f"\n{text}"):
        letters: list[str] = []
        gaps: list[int] = []
        empty = 0
        for line in found.group().split("\n")[1:]:
            letter = _LETTER.search(_NUMBER.sub("", line))
            empty = 0 if letter else empty + 1
            if letter:
                letters.append(letter.group())
                gaps.append(0)
            elif gaps:
                gaps[-1] = empty
        least = min(gaps[:-1])
        said = "".join(letter + " " * (gap > least) for letter, gap in zip(letters, gaps, strict=True)).strip()
        if not said.isdigit() or len(said) >= _LEAST_FIGURES:
            yield text.count("\n", 0, found.start()) + bool(found.start()), said


def across(passage: Passage) -> Iterator[Passage]:
    """Yield what a passage says with one letter a line, and the text of a page without empty lines, which are of its tags."""
    text = passage.text
    places = [0]
    for line in text.split("\n"):
        places.append(places[-1] + len(line) + 1)
    for number, said in spelt(text):
        yield Passage(said, passage.where, passage.place(places[number])[0], passage.records)
    if passage.where not in _OF_VALUES and not (passage.lines and passage.where == "text"):
        return
    lines = [(at, line.strip()) for at, line in zip(places, text.split("\n"), strict=False)]
    full = [(at, line) for at, line in lines if line]
    if full and len(full) < len(lines):
        numbers = tuple(passage.place(at)[0] for at, _ in full) if passage.lines else ()
        yield Passage("\n".join(line for _, line in full), passage.where, records=passage.records, lines=numbers)
