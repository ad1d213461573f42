"""Lists of words, places, first names and well-known phrases (`data/*.txt`); source and licence in each one's first lines."""

import functools
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

# So many words are looked up in the text of sorted lists before a set of all their words is worth making. Profiled on
# the check of one record: the sets of all lists took a quarter of it.
_FEW: Final = 2_000
# Not by `importlib.resources`, which imports the half of the library: every command but the shortest reads a list.
_DATA: Final = Path(__file__).with_name("data")


@functools.cache
def read_words(name: str) -> tuple[str, ...]:
    """Read a list of words, for example `words_en`, in the order of its file; blanks and line ends part the words."""
    return tuple(_read(name).split())


def read_titled(name: str) -> list[str]:
    """Read a list of words as they are written with a capital; of long lists nobody keeps two forms."""
    return _read(name).title().split()


@functools.cache
def read_phrases(name: str) -> tuple[str, ...]:
    """Read a list of phrases, for example `phrases`, one a line."""
    return tuple(_read(name).splitlines())


class SortedWords:
    """Lists of one word a line, in order; in `titled` ones, which have small letters, words with a capital are looked up."""

    def __init__(self, *, titled: Collection[str], written: Collection[str] = (), more: Collection[str] = ()) -> None:
        """Read the lists by their names; `more` are further words, as they are written."""
        self._titled, self._written, self._more = titled, written, frozenset(more)
        self._asked = 0
        self._all: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        """Whether a word is in one of the lists."""
        if self._all is not None:
            return word in self._all
        self._asked += 1
        if self._asked > _FEW:
            words = self._more.union(*map(read_titled, self._titled), *map(read_words, self._written))
            self._all = words
            return word in words
        small = word.lower()
        return (
            word in self._more
            or any(_stands_in(_read_once(name), word) for name in self._written)
            or (small.title() == word and any(_stands_in(_read_once(name), small) for name in self._titled))
        )

    def strange(self, words: AbstractSet[str]) -> AbstractSet[str]:
        """Give those of some words that are in no list."""
        return {word for word in words if word not in self} if self._all is None else words - self._all


def _stands_in(lines: str, word: str) -> bool:
    """Whether a line of sorted lines, each with its end, is a word."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind("\n", low, (low + high) // 2) + 1 or low
        end = lines.index("\n", start)
        line = lines[start:end]
        if line == word:
            return True
        low, high = (end + 1, high) if line < word else (low, start)
    return False


@functools.cache
def _read_once(name: str) -> str:
    return _read(name)


def _read(name: str) -> str:
    text = _DATA.joinpath(f"{name}.txt").read_text("utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text
