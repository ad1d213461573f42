"""A file that is read closely: its bytes, and what was found in its values, which may be written over several lines."""

from typing import Final

from msgspec import Struct

from hearingsite.guard.extract.passage import Passage
from hearingsite.guard.finding import Hit

_AROUND: Final = 30  # letters before and behind what was found
_BLANKS: Final = 90  # more of them, for the blanks with which a text begins its lines
_MOST: Final = 100  # found in values; of more each is told by itself, for a record has a few


class CloseFile(Struct):
    """What may be printed of a file's name, its bytes, for some hearings on which line who stands first, and public words.

    `readings` are those who were found in its values, as they read; of these `told` are those in the text as it is.
    """

    shown: str
    content: bytes
    lines: dict[frozenset[str], dict[str, int]] = {}
    public: frozenset[str] = frozenset()
    readings: list[tuple[Hit, Passage]] = []
    told: set[tuple[int, int, str]] = set()

    def reading_of(self, hit: Hit, text: str, line: int) -> tuple[Hit, Passage] | None:
        """What a value reads like that stands on a line, in which the same words follow the same; from then on it `is_told`."""
        several = self.readings if len(self.readings) <= _MOST else ()
        same = [one for one in several if one[0].who == hit.who and one[1].lines[0] <= line <= one[1].lines[-1]]
        if same:
            before, words, after = _parts(hit, text, _BLANKS)
            for found, passage in same:
                so_far, read, further = _parts(found, passage.text, _AROUND)
                if read == words and before.endswith(so_far) and after.startswith(further):
                    self.told.add(_place(found, passage))
                    return found, passage
        return None

    def is_told(self, hit: Hit, passage: Passage) -> bool:
        """Whether somebody in a value was found where its words stand."""
        return _place(hit, passage) in self.told


def is_value(passage: Passage) -> bool:
    """Whether a passage is what a value of a source reads like, of which the lines are known."""
    return passage.where == "value" and bool(passage.lines)


def _place(hit: Hit, passage: Passage) -> tuple[int, int, str]:
    return id(passage), hit.start, hit.who


def _parts(hit: Hit, text: str, around: int) -> tuple[str, str, str]:
    """What stands before something found, itself, and what stands behind it, with one blank between its words."""
    before, found, after = text[max(0, hit.start - around) : hit.start], text[hit.start : hit.end], text[hit.end :]
    return _in_one(before), _in_one(found), _in_one(after[:around])


def _in_one(text: str) -> str:
    return " ".join(text.split())
