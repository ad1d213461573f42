"""What is left of a name that somebody cut short or wrote without its vowels."""

from collections.abc import Iterable, Iterator
from typing import Final

from hearingsite.guard.forms import PARTICLES
from hearingsite.guard.terms import Terms

_FAMILY: Final = 7  # letters of a family name that is worth it to be cut
_GIVEN: Final = 8  # and of a first name
_BEGINNING: Final = 4  # letters that are left at least
_ENDING: Final = 5  # and of a first name at its end, or in small letters
_LEAST_CUT: Final = 2  # letters that are cut off at the front, or at the end of a first name
_SAME: Final = 8  # letters with which two names begin that have other endings
_SHARE: Final = 0.7  # and of either as much
_SKELETON: Final = 5  # consonants that are enough
CUT: Final = "cut short"
ENDED: Final = "with another ending"
_BEFORE_OTHERS: Final = "abd"  # so many first names begin
_MOST: Final = 8  # people whose names may be meant by the same beginning
_VOWELS: Final = str.maketrans("", "", "aeiou")


class Short:
    """The long names, to be found by a part of them."""

    def __init__(self, terms: Terms) -> None:
        """Index each by how little of it may be left."""
        families = [text for text in terms.rare_families if len(text) >= _FAMILY]
        self._beginnings = _grouped(families, [text[:_BEGINNING] for text in families])
        given = [text for text in terms.given if len(text) >= _GIVEN]
        self._endings = _grouped(given, [text[-_ENDING:] for text in given])
        self._given = _grouped(given, [text[:_BEGINNING] for text in given])
        bones = "\n".join(families).translate(_VOWELS).split("\n")
        self._skeletons = dict(zip(bones, families, strict=True)) if families else {}

    def of(self, word: str, *, is_name: bool) -> Iterator[tuple[str, str]]:
        """The names that may be meant by a lower-case word of four letters or more, and what was done to each.

        The first four letters of a first name are enough where they are written as a name (`is_name`).
        """
        # A word that stands before many names, as in "ferch", is the beginning of none.
        begun = (
            []
            if word in PARTICLES
            else [text for text in self._beginnings.get(word[:_BEGINNING], ()) if text.startswith(word)]
        )
        yield from ((text, CUT) for text in sorted(begun)[:_MOST])
        size = len(word)
        is_telling = is_name and not word.startswith(_BEFORE_OTHERS)
        for text in (*self._beginnings.get(word[:_BEGINNING], ()), *self._given.get(word[:_BEGINNING], ())):
            if is_name and text not in begun and _are_alike(word, text):
                yield text, ENDED
                break
        for text in reversed(self._endings.get(word[-_ENDING:], ())):
            if size + _LEAST_CUT <= len(text) and text.endswith(word):
                yield text, CUT
                break
        for text in self._given.get(word[:_BEGINNING], ()):
            if size + _LEAST_CUT <= len(text) and text.startswith(word) and (size >= _ENDING or is_telling):
                yield text, CUT
                break
        if size >= _SKELETON and (written := self._skeletons.get(word)):
            yield written, "without its vowels"


def _are_alike(word: str, text: str) -> bool:
    """Whether most of two long words is the same, from their beginnings on."""
    pairs = zip(word, text, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(word), len(text)))
    return _SAME <= same < len(word) and same >= _SHARE * len(text) and same >= _SHARE * len(word)


def _grouped(texts: Iterable[str], keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, key in zip(texts, keys, strict=True):
        found.setdefault(key, []).append(text)
    return found
