"""A file that is read closely: its bytes, and what was found in it so far."""

from typing import Final

from msgspec import Struct

from hearingsite.guard.extract import decode
from hearingsite.guard.extract.passage import Passage
from hearingsite.guard.finding import Hit

_AROUND: Final = 30  # letters before and behind what was found


class CloseFile(Struct):
    """What may be printed of a file's name, its bytes, for some hearings on which line who stands first, and public words.

    `told` are those who were found in the text as it is.
    """

    shown: str
    content: bytes
    lines: dict[frozenset[str], dict[str, int]] = {}
    public: frozenset[str] = frozenset()
    told: set[str] = set()
    joined: list[str] = []

    def words(self) -> str:
        """The text with one blank between its words, as values have it that are written over several lines."""
        if not self.joined:
            self.joined.append(" ".join((decode(self.content) or "").split()))
        return self.joined[0]

    def has_again(self, hit: Hit, text: str) -> bool:
        """Whether the same words stand in the file as it is, and were found there: a value may only be their reading."""
        around = text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
        return hit.who in self.told and " ".join(around.split()) in self.words()


def is_value(passage: Passage) -> bool:
    """Whether a passage is what a value of a source reads like, from the line on which it begins."""
    return passage.where == "value" and bool(passage.line)
