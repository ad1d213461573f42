"""Bring a text into the form in which names are compared, and keep the way back to where each letter stood.

Look-alike letters, accents, ligatures and full-width forms become plain letters; what nobody sees is dropped. Case
stays: capitals tell a name from a word. A text in ASCII is its own folded form.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

DATA: Final = Path(__file__).with_name("data")  # not by `importlib.resources`, which imports half of the library
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
# Scripts that are read, not taken for others: a Chinese name stays one.
_READ: Final = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO", "KANGXI", "ARABIC", "HEBREW", "DEVANAGARI")
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me", "Co", "Cn", "Cs"})
# Signs that are no letters: money, marks and pictures, and all others, so that a folded text is mostly plain ASCII.
_SIGNS: Final = {
    "Sc": "$",
    "So": "*",
    "Sm": "*",
    "Sk": "'",
    "Po": ".",
    "Pi": '"',
    "Pf": '"',
    "Ps": "(",
    "Pe": ")",
    "Pd": "-",
}
# The first of the bytes that stand for one letter in UTF-8, as Latin letters.
_MISREAD: Final = frozenset(map(chr, range(0xC2, 0xF5)))
_REGIONAL: Final = range(0x1F1E6, 0x1F200)  # letters of flags
_BLANK: Final = frozenset({"Zs", "Zl", "Zp"})


class Mapped(Struct, frozen=True):
    """A text made of another one; `starts[i]` is where character `i` came from, and one more entry is the end."""

    text: str
    starts: Sequence[int]

    def __repr__(self) -> str:
        """Hide what may be a protected value."""
        return f"Mapped({len(self.text)} characters)"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to before `end` stood; never empty."""
        first, last = self.starts[start], self.starts[end]
        while last <= first and end < len(self.text):
            end += 1
            last = self.starts[end]
        return first, max(last, first + 1)

    def through(self, outer: "Mapped") -> "Mapped":
        """The same text with offsets into what `outer` was made of."""
        if isinstance(outer.starts, range):
            return self
        return Mapped(self.text, [outer.starts[at] for at in self.starts])


def plain(text: str) -> Mapped:
    """A text as it stands."""
    return Mapped(text, range(len(text) + 1))


def replaced(text: str, pieces: Iterable[tuple[int, int, str]]) -> Mapped:
    """A text with some pieces (start, end, what stands there instead; in order, apart) replaced."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for start, end, instead in pieces:
        parts += (text[at:start], instead)
        starts += range(at, start)
        starts += [start] * len(instead)
        at = end
    parts.append(text[at:])
    starts += range(at, len(text) + 1)
    return Mapped("".join(parts), starts)


def fold(text: str) -> Mapped:
    """A text with plain letters for every disguise of one."""
    if text.isascii():
        return plain(text)
    pieces = (piece for run in _FOREIGN.finditer(text) for piece in _pieces(run.group(), run.start()))
    return replaced(text, pieces)


def _pieces(run: str, start: int) -> Iterator[tuple[int, int, str]]:
    """What the characters outside ASCII of one run stand for; UTF-8 that was read as Windows' Latin letters is put right."""
    for letters in ("cp1252", "latin-1") if len(run) > 1 and run[0] in _MISREAD else ():
        try:
            yield start, start + len(run), fold_value(run.encode(letters).decode("utf-8"))
        except UnicodeError:
            continue
        return
    yield from ((start + at, start + at + 1, _letter(letter)) for at, letter in enumerate(run))


def fold_text(text: str) -> str:
    """A folded text without the way back."""
    if text.isascii():
        return text
    # Most lines are all ASCII, which is told many times sooner than such signs are found among others.
    lines = [line if line.isascii() else _FOREIGN.sub(_folded, line) for line in text.split("\n")]
    return "\n".join(lines)


def _folded(run: re.Match[str]) -> str:
    return _meant(run.group())


@lru_cache(maxsize=10_000)
def _meant(run: str) -> str:
    """What characters outside ASCII that follow each other stand for: on most pages they are the same few."""
    return "".join(meant for _, _, meant in _pieces(run, 0))


def fold_value(text: str) -> str:
    """What a listed value looks like once folded, without a way back."""
    return text if text.isascii() else "".join(map(_letter, text))


@cache
def _letter(letter: str) -> str:
    """What one character stands for: nothing, a blank, a letter, or several."""
    if letter.isascii():
        return letter
    by_hand = _by_hand().get(letter)
    if by_hand is not None:
        return by_hand
    apart = unicodedata.normalize("NFKD", letter)
    if apart != letter:
        return "".join(map(_letter, apart))
    category = unicodedata.category(letter)
    if category in _UNSEEN:
        return ""
    if category in _BLANK:
        return " "
    return str(unicodedata.decimal(letter, "")) or _look_alikes().get(letter) or _SIGNS.get(category, letter)


@cache
def _by_hand() -> dict[str, str]:
    """What characters stand for that Unicode does not take apart: ligatures, quotation marks, hyphens, boxed letters."""
    lines = (DATA / "letters.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line.startswith("U+"))
    of_flags = {chr(code): chr(code - _REGIONAL.start + ord("A")) for code in _REGIONAL}
    return of_flags | {chr(int(code.removeprefix("U+"), 16)): meant for code, meant, _ in rows}


@cache
def _look_alikes() -> dict[str, str]:
    """The letter or digit in ASCII that a character looks like, of the same case where there is a choice."""
    from importlib import resources  # noqa: PLC0415 -- see DATA; such letters are seldom met

    table = json.loads(resources.files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8"))
    found: dict[str, str] = {}
    # Letters before digits, so that what looks like l and 1 is a letter; the first to come stays.
    for plain_one in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        for other in (entry["c"] for entry in table.get(plain_one, ())):
            if len(other) == 1 and not other.isascii() and not unicodedata.name(other, "").startswith(_READ):
                known = found.get(other)
                if known is None or (known.isupper() != other.isupper() and plain_one.isupper() == other.isupper()):
                    found[other] = plain_one
    return found
