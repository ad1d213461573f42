"""Every word that a hearing says in public, folded as a reader types it: no accents, no capitals.

The texts are found by the types of the public hearing, so a field that is added is searched without being named here.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Final, get_type_hints

from msgspec import Struct

from hearingsite.public.model import PublicForce, PublicHearing
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.values import Text
from hearingsite.vocabulary.codes import Language

_WORD: Final = re.compile(r"[^\W_]+")
# Letters small, everything but letters and digits a blank: an English text is taken apart without looking at its signs.
_ASCII: Final = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
# Anything but ASCII and the marks that English texts have beside it.
_OTHER: Final = re.compile("[^\x00-\x7f‘’“”–—…£·•\u00a0]")  # noqa: RUF001 -- these very signs

Values = Callable[[Any], tuple[Any, ...]]


def words_in(text: str) -> set[str]:
    """Take a text apart into folded words."""
    if text.isascii() or not _OTHER.search(text):
        return set(text.encode("ascii", "replace").translate(_ASCII).decode().split())
    return {fold_word(word) for word in set(_WORD.findall(unicodedata.normalize("NFC", text)))}


@functools.lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Fold one word: ligatures and accents taken apart, marks dropped, small letters. search.js does the same."""
    if word.isascii():
        return word.lower()
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.category(sign).startswith("M")
    )
    return "".join(_WORD.findall(plain.lower())) or word


@functools.lru_cache(maxsize=1 << 16)
def phrase_of(designation: str) -> str:
    """Fold a designation as a whole: `pc x`."""
    return " ".join(fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", designation)))


def hearing_words(hearing: PublicHearing, rows: dict[Language, tuple[Row, Words]]) -> dict[Language, set[str]]:
    """Give the words of a hearing by language: its texts, its row, its kind, its ranks, everybody's designation.

    A language beside English has the words that only it has: who searches in Welsh finds in the English texts too,
    because most accounts are in English alone.
    """
    texts: list[Text | str] = []
    _gather(hearing, texts)
    english = [text.en if isinstance(text, Text) else text for text in texts]
    found: dict[Language, set[str]] = {}
    for lang, (row, words) in rows.items():
        said = english if lang == "en" else [text.cy for text in texts if isinstance(text, Text) and text.cy]
        said = [*said, row.headline, row.status, row.when, row.strip.text if row.strip else ""]
        said.append(words.term("kinds", hearing.sitting.kind))
        said += [words.term("ranks", officer.rank) for officer in hearing.officers]
        own = words_in("\n".join(said)) | _phrases(hearing, lang)
        found[lang] = own - found["en"] if lang != "en" and "en" in found else own
    return found


def _phrases(hearing: PublicHearing, lang: Language) -> set[str]:
    """Everybody's designation as a whole, where it is more than one word."""
    said = [officer.designation for officer in hearing.officers]
    said += [person.designation.within(lang)[0] for person in hearing.people]
    return {phrase for phrase in map(phrase_of, said) if " " in phrase}


def _gather(value: Struct, found: list[Text | str]) -> None:
    plain, nested = _fields(type(value))
    for one in plain(value):
        if isinstance(one, tuple):
            found += one
        elif one:
            found.append(one)
    for one in nested(value):
        if isinstance(one, tuple):
            for each in one:
                _gather(each, found)
        elif one is not None:
            _gather(one, found)


@functools.cache
def _fields(kind: type[Struct]) -> tuple[Values, Values]:
    """Read the words of a value, and the values inside it: not the codes, days and numbers; of a force its names."""
    if kind is PublicForce:
        return _getter(("name", "short")), _getter(())
    hints = get_type_hints(kind)
    plain = [name for name in kind.__struct_fields__ if _holds(hints[name], (str, Text))]
    nested = [name for name in kind.__struct_fields__ if _holds(hints[name], (Struct,))]
    return _getter(plain), _getter(nested)


def _getter(names: Iterable[str]) -> Values:
    names = tuple(names)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _holds(hint: Any, kinds: tuple[type, ...]) -> bool:
    inner = [one for one in getattr(hint, "__args__", ()) if not isinstance(one, str)]
    return any(_holds(one, kinds) for one in inner) or (isinstance(hint, type) and issubclass(hint, kinds))
