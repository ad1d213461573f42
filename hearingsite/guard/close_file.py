"""A file that is read closely: its bytes, and what was found in its values, which may be written over several lines."""

from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.passage import Passage
from hearingsite.guard.finding import Hit

_AROUND: Final = 30  # letters before and behind what was found
_BLANKS: Final = 90  # more of them, for the blanks with which a text begins its lines


class CloseFile(Struct):
    """What may be printed of a file's name, its bytes, for some hearings on which line who stands first, and public words.

    `readings` are those who were found in its values, as they read; of these `told` are those in the text as it is.
    """

    shown: str
    content: bytes
    lines: dict[frozenset[str], dict[str, int]] = {}
    public: frozenset[str] = frozenset()
    readings: list[tuple[Hit, Passage]] = []
    told: set[tuple[str, str]] = set()

    def reading_of(self, hit: Hit, text: str) -> tuple[Hit, Passage] | None:
        """What a value reads like in which the same words stand, if one does; from then on it `is_told`."""
        if not self.readings:
            return None
        words = _in_one(text[hit.start : hit.end])
        near = _in_one(text[max(0, hit.start - _BLANKS) : hit.end + _BLANKS])
        for found, passage in self.readings:
            around = _around(found, passage.text)
            if found.who == hit.who and _in_one(passage.text[found.start : found.end]) == words and around in near:
                self.told.add((found.who, around))
                return found, passage
        return None

    def is_told(self, hit: Hit, text: str) -> bool:
        """Whether somebody in a value was found where its words stand."""
        return (hit.who, _around(hit, text)) in self.told


def is_value(passage: Passage) -> bool:
    """Whether a passage is what a value of a source reads like, from the line on which it begins."""
    return passage.where == "value" and bool(passage.line)


def _around(hit: Hit, text: str) -> str:
    return _in_one(text[max(0, hit.start - _AROUND) : hit.end + _AROUND])


def _in_one(text: str) -> str:
    """A text with one blank between its words."""
    return " ".join(text.split())
