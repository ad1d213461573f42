"""Names in the letters of another script, turned upside down, written from right to left, or in signs that nobody sees.

Each is a second reading beside that of what letters look like.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from hearingsite.guard.fold import DATA, Mapped, fold, fold_value, replaced

# Words of three letters or more; Latin letters among them make them a disguise, which look-alikes undo.
_OTHER: Final = re.compile(r"(?<!\w)[\u0370-\u03ff\u0400-\u052f][\u0370-\u03ff\u0400-\u052f\u0300-\u036f]{2,}(?!\w)")
# A Korean name has a syllable or two for the family, then one to three; a word of a sentence has an ending more.
_HANGUL: Final = re.compile("[\uac00-\ud7a3]{2,6}")
_FIRST_SYLLABLE: Final = 0xAC00
_FINALS: Final = 28  # for each vowel
_VOWELS: Final = 21  # for each beginning
_TURNED_WORD: Final = re.compile(r"(?<![\w⊥∀])[\w⊥∀]*[ɐɔǝɟƃɥᴉɾʞʅɹʇʌʍʎ⊥∀][\w⊥∀]+")
# Letters of tags, which stand for those of ASCII, and marks of variants, which can stand for bytes.
_TAGS: Final = re.compile("[\U000e0020-\U000e007e]+")
_VARIANTS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")
# Signs after which everything is shown from right to left, up to the one that ends that.
_FROM_RIGHT: Final = re.compile("\u202e+([^\u202c\u2069\n]+)")
OTHER_SIGNS: Final = re.compile(
    "[\u202e\u0370-\u052f\uac00-\ud7a3ɐɔǝɟƃɥᴉɾʞʅɹʇʌʍʎ⊥∀\ufe00-\ufe0f\U000e0020-\U000e007e\U000e0100-\U000e01ef]"
)
_POLISH: Final = (("shch", "szcz"), ("sh", "sz"), ("ch", "cz"), ("v", "w"), ("ya", "ia"), ("yu", "iu"))
_ACUTE: Final = "\u0301"  # on Greek vowels
_LEAST_TURNED: Final = 2  # letters that only a word upside down has


def other_readings(text: str) -> Iterator[Mapped]:
    """A text that is not all ASCII with its foreign words in Latin letters, its words upside down upright, and what is unseen."""
    if not OTHER_SIGNS.search(text):
        return
    pieces = [(*found.span(), f" {found[1][::-1]} ") for found in _FROM_RIGHT.finditer(text)]
    if pieces:
        yield _folded(text, pieces)
    for unseen, said in ((_TAGS, _in_tags), (_VARIANTS, _in_variants)):
        pieces = [(*found.span(), f" {said(found.group())} ") for found in unseen.finditer(text)]
        if pieces:
            yield _folded(text, pieces)
    pieces = [(*found.span(), _in_latin(found.group())) for found in _OTHER.finditer(text)]
    if pieces:
        yield _folded(text, pieces)
        yield _folded(text, [(start, end, _in_polish(said)) for start, end, said in pieces])
    for romanised in (_in_hangul, _in_hangul_of_names):
        pieces = [(*found.span(), f" {romanised(found.group())} ") for found in _HANGUL.finditer(text)]
        if pieces:
            yield _folded(text, pieces)
    pieces = [(*found.span(), _upright(found.group())) for found in _TURNED_WORD.finditer(text)]
    if any(text[start:end] != said for start, end, said in pieces):
        yield _folded(text, pieces)


def _folded(text: str, pieces: list[tuple[int, int, str]]) -> Mapped:
    """A text with other words in the place of some, folded: what stands beside them may have letters of its own."""
    said = replaced(text, pieces)
    return fold(said.text).through(said)


def _in_tags(run: str) -> str:
    return "".join(chr(ord(sign) - 0xE0000) for sign in run)


def _in_variants(run: str) -> str:
    codes = (ord(sign) for sign in run)
    told = bytes(code - 0xFE00 if code < 0xE0100 else code - 0xE0100 + 16 for code in codes)  # noqa: PLR2004 -- as Unicode has them
    return "".join(sign if sign.isprintable() else " " for sign in told.decode("utf-8", "replace"))


def _in_latin(word: str) -> str:
    letters = _table("cyrillic") | _table("greek")
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if sign != _ACUTE)
    for both, sound in _pairs("greek-pairs"):
        bare = bare.replace(both, sound)
    said = "".join(letters.get(letter, letter if letter.isascii() else "") for letter in bare)
    return said.capitalize() if word[0].isupper() else said


def _in_hangul(word: str) -> str:
    """Korean syllables as they are written in Latin letters since 2000."""
    return "".join(map(_syllable, word)).capitalize()


def _in_hangul_of_names(word: str) -> str:
    """The same in names, in which many syllables are written as they were before: Kim, Park, Lee; Ji-woo, Young-hee."""
    families, names = dict(_pairs("hangul-families")), dict(_pairs("hangul-names"))
    first = families.get(word[0]) or names.get(word[0]) or _syllable(word[0])
    return (first + "".join(names.get(letter) or _syllable(letter) for letter in word[1:])).capitalize()


def _syllable(letter: str) -> str:
    rest, last = divmod(ord(letter) - _FIRST_SYLLABLE, _FINALS)
    first, vowel = divmod(rest, _VOWELS)
    sounds = zip(("hangul-first", "hangul-vowels", "hangul-last"), (first, vowel, last), strict=True)
    return "".join(_words(name)[at].replace("-", "") for name, at in sounds)


def _in_polish(said: str) -> str:
    """The same as those write it who write sz for what others write sh."""
    for sound, letters in _POLISH:
        said = said.replace(sound, letters).replace(sound.capitalize(), letters.capitalize())
    return said


def _upright(word: str) -> str:
    turned = _table("turned")
    if sum(letter in turned and not letter.isascii() for letter in word) < _LEAST_TURNED:
        return word
    return "".join(turned.get(letter) or fold_value(letter) for letter in reversed(word))


@cache
def _words(name: str) -> list[str]:
    """One of the rows of data/scripts.toml, in its order."""
    return str(tomllib.loads((DATA / "scripts.toml").read_text("utf-8"))[name]).split()


@cache
def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    """One of the tables of data/scripts.toml with several letters in each place: letters = what they are read as."""
    several = (pair.split("=") for pair in _words(name))
    return tuple((letters, sound) for letters, sound in several)


@cache
def _table(name: str) -> dict[str, str]:
    """One of the tables of data/scripts.toml: a letter, and what it is read as."""
    return {pair[0]: pair[1:] for pair in _words(name)}
