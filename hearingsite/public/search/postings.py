"""Which word stands in which hearings, as files, and as what the next build begins with.

A hearing is the place that it has among all. What is kept holds nothing that the files do not tell. As long as the
hearings are the same ones in the same order, only the words that a hearing got or lost are touched, and the files in
which they stand.
"""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Final

from msgspec import Struct

from hearingsite.vocabulary.codes import Language

# A word in so many hearings has a file of its own.
MANY: Final = 100
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LONGEST_NAME: Final = 40
# Places are whole numbers of so many bytes, one after the other.
_PLACE: Final = "I"
_WIDTH: Final = array(_PLACE).itemsize
_OF_MANY: Final = MANY * _WIDTH
_LAST_BYTE: Final = 0 if sys.byteorder == "little" else _WIDTH - 1
_BYTES: Final = bytes(range(256))
# What more hearings than these and one in fifty got or lost is told apart no sooner than all is read anew.
_FEW: Final = 10
_PART: Final = 50


class Known(Struct, array_like=True):
    """The index as it was: what it was made of but for the hearings, a digest of each, in their order.

    For each language the places of every word, and a digest of each file by its name.
    """

    made_of: bytes = b""
    hearings: list[bytes] = []
    words: dict[Language, dict[str, bytes]] = {}
    files: dict[Language, dict[str, bytes]] = {}

    def is_sound(self) -> bool:
        """Whether every place is one of a hearing."""
        every = [places for words in self.words.values() for places in words.values()]
        if any(not places or len(places) % _WIDTH for places in every) or self.words.keys() != self.files.keys():
            return False
        return max(_unpacked(b"".join(every)), default=0) < len(self.hearings)


def shard_of(word: str) -> str:
    """Name the file in which a word stands: its first two signs, `_` for what is no plain letter or digit."""
    return "".join(sign if sign in _PLAIN else "_" for sign in word[:2]).ljust(2, "_")


def file_of_word(word: str) -> str:
    """Name the file of a word that has one of its own; words that differ in other letters alone share it."""
    return f"{shard_of(word)}.{''.join(sign if sign in _PLAIN else '_' for sign in word[:_LONGEST_NAME])}"


class References:
    """The references of all hearings, in their order; a hearing is the place that it has there.

    Written by place, a run of hearings at a time: one by one they took a quarter of the time of the index.
    """

    def __init__(self, references: Sequence[str]) -> None:
        """Take the references apart."""
        parts = [reference.rpartition("-") for reference in references]
        self.whole = references
        self.stems = [stem for stem, _, _ in parts]
        self.numbers = [number for _, _, number in parts]
        self.ends = [0] * len(parts)
        for place in reversed(range(len(parts))):
            is_last = place + 1 == len(parts) or self.stems[place + 1] != self.stems[place]
            self.ends[place] = place + 1 if is_last else self.ends[place + 1]

    def written(self, places: Sequence[int]) -> str:
        """Write references in a row."""
        return " ".join(map(self.whole.__getitem__, places))

    def shortened(self, places: Sequence[int]) -> str:
        """Write references in a row; those that begin as the one before, by their last part alone."""
        told = list(map(self.numbers.__getitem__, places))
        at, last = 0, ""
        while at < len(places):
            first = places[at]
            if self.stems[first] != last:
                told[at], last = self.whole[first], self.stems[first]
            at = bisect_left(places, self.ends[first], at)
        return " ".join(told)

    def lacking(self, places: Sequence[int]) -> list[int]:
        """Give all other places; 256 at a time, which differ in their last bytes alone."""
        number = len(self.whole)
        ends = packed_places(places)[_LAST_BYTE::_WIDTH]
        other: list[int] = []
        at = 0
        for start in range(0, number, 256):
            until = bisect_left(places, start + 256, at)
            left = _BYTES[: number - start].translate(None, ends[at:until])
            other += [start + end for end in left]
            at = until
        return other


class WordFiles:
    """The files of the words of one language, by name; `words` holds the places of each word's hearings, in their order.

    `known` are digests of files that are as they were.
    """

    def __init__(self, words: dict[str, bytes], references: References, known: Mapping[str, bytes] = {}) -> None:
        """Keep the words."""
        self.words, self.references, self._known = words, references, known
        self._made: dict[str, bytes] = {}
        self._written: dict[bytes, str] = {}

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """The words of each file, by its name; those that have a file of their own stand in both."""
        names: defaultdict[str, list[str]] = defaultdict(list)
        for start, words in groupby(sorted(self.words), itemgetter(slice(2))):
            names[shard_of(start)] += words
        for word in sorted(word for word, places in self.words.items() if len(places) >= _OF_MANY):
            names[file_of_word(word)].append(word)
        return names

    def content(self, name: str) -> bytes:
        """The bytes of a file, made once."""
        if name not in self._made:
            told = self._told_apart if "." in name else self._told
            entries = ",\n".join([f'"{word}":{told(self.words[word])}' for word in self.names[name]])
            self._made[name] = f"{{\n{entries}\n}}\n".encode()
        return self._made[name]

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """A digest of each file."""
        return {name: self._known.get(name) or _digest(self.content(name)) for name in self.names}

    def _told(self, packed: bytes) -> str:
        """What the file with other words tells of one; most stand in one hearing, and there are many in each."""
        if len(packed) >= _OF_MANY:
            return "0"
        told = self._written.get(packed)
        if told is None:
            told = self._written[packed] = f'"{self.references.written(_unpacked(packed))}"'
        return told

    def _told_apart(self, packed: bytes) -> str:
        """What the file of its own tells of a word that stands in many hearings."""
        places, references = _unpacked(packed), self.references
        is_in_most = len(places) * 2 > len(references.whole)
        told = "-" + references.shortened(references.lacking(places)) if is_in_most else references.shortened(places)
        return f'"{told}"'


WordsAt = Callable[[int], Mapping[Language, set[str]]]


def bring_up(
    known: Known,
    made_of: bytes,
    hearings: list[bytes],
    references: References,
    *,
    words_at: WordsAt,
    langs: Iterable[Language],
) -> dict[Language, WordFiles]:
    """Bring what is known up to these hearings, of which there are digests; `words_at` reads one, by its place.

    `made_of` is all else that their words depend on, the program aside.
    """
    changed = [place for place, told in enumerate(hearings) if known.hearings[place : place + 1] != [told]]
    is_alike = known.made_of == made_of and len(known.hearings) == len(hearings)
    if is_alike and len(changed) <= _FEW + len(hearings) // _PART and known.is_sound():
        files = _patched(known, changed, references, words_at)
    else:
        read: dict[Language, defaultdict[str, list[int]]] = {lang: defaultdict(list) for lang in langs}
        for place in range(len(hearings)):
            for lang, words in words_at(place).items():
                places_of = read[lang]
                for word in words:
                    places_of[word].append(place)
        alone = [packed_places([place]) for place in range(len(hearings))]
        packed = {
            lang: {
                word: packed_places(places) if len(places) > 1 else alone[places[0]] for word, places in words.items()
            }
            for lang, words in read.items()
        }
        files = {lang: WordFiles(words, references) for lang, words in packed.items()}
    known.made_of, known.hearings = made_of, hearings
    known.words = {lang: one.words for lang, one in files.items()}
    known.files = {lang: one.digests for lang, one in files.items()}
    return files


def _patched(
    known: Known, changed: Iterable[int], references: References, words_at: WordsAt
) -> dict[Language, WordFiles]:
    """Touch the words alone that some hearings got or lost."""
    touched: dict[Language, set[str]] = {lang: set() for lang in known.words}
    for place in changed:
        for lang, words in words_at(place).items():
            places_of = known.words[lang]
            for word in words ^ _words_of(place, places_of):
                touched[lang] |= _names_of(word, places_of)
                _turn(word, place, places_of)
                touched[lang] |= _names_of(word, places_of)
    return {
        lang: WordFiles(
            words, references, {name: told for name, told in known.files[lang].items() if name not in touched[lang]}
        )
        for lang, words in known.words.items()
    }


def _words_of(place: int, places_of: Mapping[str, bytes]) -> set[str]:
    packed = packed_places([place])
    # Its bytes may also be the end of one number and the beginning of the next.
    return {word for word, places in places_of.items() if packed in places and _at(place, _unpacked(places))[1]}


def _at(place: int, places: Sequence[int]) -> tuple[int, bool]:
    """Where a place is among others or would be, and whether it is there."""
    at = bisect_left(places, place)
    return at, at < len(places) and places[at] == place


def _turn(word: str, place: int, places_of: dict[str, bytes]) -> None:
    """Take a place from those of a word, or add it if it is not there."""
    places = _unpacked(places_of.get(word, b""))
    at, is_there = _at(place, places)
    if is_there:
        del places[at]
    else:
        places.insert(at, place)
    places_of[word] = places.tobytes()
    if not places:
        del places_of[word]


def _names_of(word: str, places_of: Mapping[str, bytes]) -> set[str]:
    has_own = len(places_of.get(word, b"")) >= _OF_MANY
    return {shard_of(word), file_of_word(word)} if has_own else {shard_of(word)}


def packed_places(places: Iterable[int]) -> bytes:
    """Give places as bytes."""
    return array(_PLACE, places).tobytes()


def _unpacked(places: bytes) -> "array[int]":
    return array(_PLACE, places)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


# Places are written as this machine does.
ORDER: Final = f"{sys.byteorder} {_WIDTH}"
