"""Names of which a letter was lost, with a sign in its place: "Quillf?ather", "Quillf ather".

A program does so that knows nothing of a letter, and a person who masks one.
"""

import re
import string
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.near import Index
from hearingsite.guard.terms import Terms

_PIECE: Final = 4  # letters of the longer piece
_SURE: Final = 8  # letters of a name that counts anywhere
_WORD: Final = 3  # letters of what may be a word
_REACH: Final = 24  # signs before and after a piece in which the other is
_SIGN: Final = rf"(?:[^\w\n{BREAK}]|_)"
_GAP: Final = rf"{_SIGN}{{1,3}}"
_PARTS: Final = re.compile(_SIGN)  # most words have none before them, and to look back takes long
_BEFORE: Final = re.compile(rf"([^\W_]+)({_GAP})\Z")
_AFTER: Final = re.compile(rf"({_GAP})([^\W_]+)")
_MASKS: Final = re.compile(r"[*?#_]+|\.\.\.")  # a letter of another kind is folded to the first of these
_LETTERS_OF_MASK: Final = 2  # most letters for which one of these stands


class _Pieces(Struct, frozen=True):
    """What stands before and after a sign, and where both are."""

    first: str
    gap: str
    last: str
    start: int
    end: int


class Lost:
    """The long rare family names, by how they begin and end."""

    def __init__(self, terms: Terms) -> None:
        """Keep what is looked for; it is put in order when the first word is read."""
        self._terms = terms
        self._begun_lines = cache(lambda beginning: _in_lines(self._begun.get(beginning)))
        self._ended_lines = cache(lambda ending: _in_lines(self._ended.get(ending)))

    @cached_property
    def _begun(self) -> Index:
        texts = self._terms.rare_families
        return Index([text[:_PIECE] for text in texts], texts)

    @cached_property
    def _ended(self) -> Index:
        texts = self._terms.rare_families
        return Index([text[-_PIECE:] for text in texts], texts)

    def may_be(self, word: str) -> bool:
        """Whether a word may be the longer piece of a name."""
        if len(word) < _PIECE:
            return False
        lower = word.lower()
        if lower[:_PIECE] not in self._begun.keys and lower[-_PIECE:] not in self._ended.keys:
            return False
        begun, ended = self._begun_lines(lower[:_PIECE]), self._ended_lines(lower[-_PIECE:])
        whole = f"\n{lower}\n"
        return begun.count(whole[:-1]) > begun.count(whole) or ended.count(whole[1:]) > ended.count(whole)

    def find(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """The names of which the word from `start` to before `end` of a folded text is a piece."""
        word = text[start:end]
        before = _BEFORE.search(text, max(0, start - _REACH), start) if _PARTS.match(text, max(0, start - 1)) else None
        after = _AFTER.match(text, end, end + _REACH)
        if after:
            pieces = _Pieces(word, after[1], after[2], start, after.end())
            yield from self._named(pieces, self._begun.get(word[:_PIECE].lower()))
        if before and len(before[1]) < _PIECE:  # a longer piece finds the rest itself
            pieces = _Pieces(before[1], before[2], word, before.start(), end)
            yield from self._named(pieces, self._ended.get(word[-_PIECE:].lower()))

    def _named(self, pieces: _Pieces, texts: Sequence[str]) -> Iterator[Finding]:
        first, last = pieces.first.lower(), pieces.last.lower()
        is_masked = _MASKS.fullmatch(pieces.gap) is not None
        most = max(_LETTERS_OF_MASK, len(pieces.gap)) if is_masked else 1
        for text in texts if is_masked or len(pieces.gap) == 1 else ():
            lost = len(text) - len(first) - len(last)
            if 1 <= lost <= most and text.startswith(first) and text.endswith(last):
                token = self._terms.token(text)
                people = token.family if token else frozenset[int]()
                sure = len(text) >= _SURE and pieces.first[0].isupper() and _is_sure(first, last, is_masked=is_masked)
                yield Finding(
                    pieces.start, pieces.end, people, "surname, with a sign for a letter", "unique", sure, is_part=True
                )


def _in_lines(texts: Sequence[str]) -> str:
    """Names one below the other: a thousand of them are gone through at once sooner than ten one by one."""
    return "\n".join(("", *texts, ""))


def _is_sure(first: str, last: str, *, is_masked: bool) -> bool:
    """Whether two pieces are of nothing but a rare name: no words beside each other, and not of a common name."""
    words = [len(piece) >= _WORD and lexicon.is_ordinary(piece) for piece in (first, last)]
    if all(words) or (any(words) and not is_masked) or (not is_masked and min(len(first), len(last)) < _WORD - 1):
        return False
    return not any(lexicon.is_ordinary(f"{first}{letter}{last}") for letter in string.ascii_lowercase)
