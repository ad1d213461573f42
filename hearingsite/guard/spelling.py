"""Names in another spelling: Chatzis for Hadjis, Maryke for Marijke, Hallthorsson for Hallthorsdottir, Chuangpei for Zhuangbei.

What languages write in different ways is brought into one form, in which every vowel is one and consonants that sound alike are.
That is much too little to find somebody anywhere, and enough on the person's own page, where no other name comes near it.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from hearingsite.guard.near import Index, distance

_LEAST: Final = 5  # letters; shorter names have too many others beside them

_APART: Final = 0.4  # of the letters may be others

# Endings that tell a woman from a man, and beginnings that each language writes in its own way.
_PARTS: Final = (
    (re.compile(r"(?:sdott[iu]r|sdtr|sson)$", re.MULTILINE), "son"),
    (re.compile(r"[sc]k(?:i[yj]|y[ij]|a[yji]a|o[yi]|a|y|i)$", re.MULTILINE), "ski"),
    (re.compile(r"id(?:ou|is|es|i)$", re.MULTILINE), "id"),
    (re.compile(r"(?<=\w{4})e$", re.MULTILINE), ""),
    (re.compile(r"poulou$", re.MULTILINE), "poulos"),
    (re.compile(r"^[ck]?ha(?:tz|dj|dz|tj|z)i", re.MULTILINE), "hatzi"),
)
# Several letters for one sound, the longest first.
_SOUNDS: Final = (
    *(("szcz", "s"), ("shch", "s"), ("sch", "s"), ("tch", "s"), ("dzh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "g")),
    *(("sh", "s"), ("zh", "s"), ("cz", "s"), ("sz", "s"), ("rz", "s"), ("th", "t"), ("ph", "f"), ("ck", "k")),
    *(("qu", "k"), ("x", "ks"), ("dj", "s"), ("tz", "s"), ("dz", "s"), ("ts", "s"), ("ij", "i")),
)
# Letters that stand for others in some languages: ch and x for h, j for y.
_ELSEWHERE: Final = (("ch", "h"), ("x", "h"), ("j", "y"))
_LETTERS: Final = str.maketrans("wfzcqgptj", "vvskkkbds")
_INSIDE: Final = re.compile(r"\Bh")  # is g to others, which no h at the beginning is
_VOWELS: Final = re.compile("[aeiouy]+")
_DOUBLED: Final = re.compile(r"([b-z])\1+")


def sounds(words: str) -> str:
    """One form for all spellings of lower-case words in plain letters, one a line."""
    for part, said in _PARTS:
        words = part.sub(said, words)
    for letters, sound in _SOUNDS:
        words = words.replace(letters, sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", _INSIDE.sub("k", words.translate(_LETTERS))))


def sounds_elsewhere(words: str) -> str:
    """The same, as those read them who write ch or x for h, and j for y."""
    for letters, sound in _ELSEWHERE:
        words = words.replace(letters, sound)
    return sounds(words)


class Spellings:
    """Names, to be found by how they sound."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Keep the long ones; they are put in order when the first word is read."""
        self._texts = texts

    @cached_property
    def _indexes(self) -> tuple[Index, Index]:
        texts = [text for text in self._texts if len(text) >= _LEAST and text.isascii() and text.isalpha()]
        lines = "\n".join(texts)
        of_texts = (sounds(lines), sounds_elsewhere(lines)) if texts else ("", "")
        first, second = (Index(lines.split("\n") if lines else (), texts) for lines in of_texts)
        return first, second

    def of(self, word: str) -> set[str]:
        """The names that a lower-case word may be in another spelling."""
        if len(word) < _LEAST or not word.isascii():
            return set()
        keys = {sounds(word)}
        if any(letters in word for letters, _ in _ELSEWHERE):
            keys.add(sounds_elsewhere(word))
        found = {text for index in self._indexes for key in keys for text in index.get(key)} - {word}
        return {text for text in found if distance(word, text) <= _APART * max(len(word), len(text))}
