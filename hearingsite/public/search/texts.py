"""Every word that a hearing says in public, folded as a reader types it: no accents, no capitals.

The texts are found by the types of the public hearing, so a field that is added is searched without being named here.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_origin, get_type_hints

from msgspec import Struct

from hearingsite.public.model import PublicForce, PublicHearing
from hearingsite.public.views import Row
from hearingsite.values import Text
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import Language

_WORD: Final = re.compile(r"[^\W_]+")
# Stands between texts: no text holds it, and it is a blank too.
_BETWEEN: Final = "\x1f"
# Letters small, everything but letters and digits a blank: an English text is taken apart without looking at its signs.
_ASCII: Final = bytes(
    ord(sign.lower()) if sign.isalnum() or sign == _BETWEEN else 32 for sign in map(chr, range(128))
) + bytes(128)
# Anything but ASCII and the marks that English texts have beside it.
_OTHER: Final = re.compile("[^\x00-\x7f‘’“”–—…£·•\u00a0]")  # noqa: RUF001 -- these very signs
_OF_MACHINES: Final = frozenset({"ended_entries", "taken_off"})  # keys and codes, which are no words

Values = Callable[[Any], Iterable[Any]]
Code = tuple[str, str]  # of which vocabulary, and which


def words_in(text: str) -> set[str]:
    """Take a text apart into folded words."""
    if _is_plain(text):
        return set(_plain(text).split())
    return {fold_word(word) for word in set(_WORD.findall(unicodedata.normalize("NFC", text)))}


def _is_plain(text: str) -> bool:
    return text.isascii() or not _OTHER.search(text)


def _plain(text: str) -> str:
    return text.encode("ascii", "replace").translate(_ASCII).decode()


@functools.lru_cache(maxsize=1 << 14)
def _words_of(text: str) -> frozenset[str]:
    """Take apart what the interface says of many hearings: terms, days, standards."""
    return frozenset(words_in(text))


@functools.lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Fold one word: ligatures and accents taken apart, marks dropped, small letters. search.js does the same."""
    if word.isascii():
        return word.lower()
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.category(sign).startswith("M")
    )
    return "".join(_WORD.findall(plain.lower())) or word


def hearing_words(hearing: PublicHearing, rows: Mapping[Language, Row]) -> dict[Language, set[str]]:
    """Give the words of a hearing by language: its texts, its row, the names of its codes, everybody's designation.

    A language beside English has the words that only it has: who searches in Welsh finds in the English texts too,
    because most accounts are in English alone.
    """
    texts, codes = _texts(hearing), tuple(_codes(hearing))
    found: dict[Language, set[str]] = {}
    for lang, row in rows.items():
        if lang == "en":
            said = [text if isinstance(text, str) else text.en for text in texts]
            named = [one.designation for one in hearing.officers] + [one.designation.en for one in hearing.people]
        else:
            said = [text.cy for text in texts if isinstance(text, Text) and text.cy]
            named = [one.designation.cy for one in hearing.people if one.designation.cy]
        own = words_in(_BETWEEN.join([*said, row.headline]))
        own.update(_phrases(named), _words_of_codes(codes, lang), *map(_words_of, _told(row)))
        found[lang] = own - found["en"] if "en" in found else own
    return found


def _told(row: Row) -> list[str]:
    """List what the interface says of a hearing, most of which it says of others too."""
    standards = row.strip.text if row.strip else ""
    return [row.status, row.when, standards]


def _codes(hearing: PublicHearing) -> Iterator[Code]:
    """Yield what a page says in the words of a vocabulary, but for what is so of most or is in headlines and texts anyhow."""
    sitting = hearing.sitting
    yield "kinds", sitting.kind
    if sitting.held != "public":
        yield "held", sitting.held
    if sitting.private_ground:
        yield "grounds", sitting.private_ground
    for officer in hearing.officers:
        yield "ranks", officer.rank
        if officer.left:
            yield "leavings", officer.left
        if officer.barred_list:
            yield "barred_list", officer.barred_list
    for matter in hearing.criminal_proceedings:
        yield "criminal_states", matter.state
    for appeal in hearing.appeals:
        yield "appeal_bodies", appeal.body
        yield "appeal_results", appeal.result
        if appeal.route:
            yield "appeal_routes", appeal.route
    for change in hearing.changes:
        yield "change_kinds", change.kind


@functools.lru_cache(maxsize=1 << 12)
def _words_of_codes(codes: tuple[Code, ...], lang: Language) -> frozenset[str]:
    """Take apart the names of codes; many hearings have the same few."""
    names = (read_vocabulary(vocabulary)[code].name.within(lang)[0] for vocabulary, code in codes)
    return frozenset(words_in(_BETWEEN.join(names)))


def _folded(text: str) -> list[str]:
    return [fold_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def _phrases(designations: Sequence[str]) -> list[str]:
    """Fold designations as a whole, where they are more than one word: `pc x`."""
    text = _BETWEEN.join(designations)
    words = map(str.split, _plain(text).split(_BETWEEN)) if _is_plain(text) else map(_folded, designations)
    return [" ".join(several) for several in words if len(several) > 1]


def _texts(hearing: PublicHearing) -> list[Text | str]:
    """List every text of a hearing, wherever it stands."""
    found: list[Text | str] = []
    values: list[Struct] = [hearing]
    several: Sequence[Struct]
    for value in values:  # and in those that are added on the way
        text, texts, inner, inners = _fields(type(value))
        if text:
            found += filter(None, text(value))
        if texts:
            found += chain.from_iterable(texts(value))
        if inner:
            values += filter(None, inner(value))
        if inners:
            for several in filter(None, inners(value)):
                text = _text_alone(type(several[0]))
                if text:  # of allegations and people, which most are
                    found += filter(None, chain.from_iterable(map(text, several)))
                else:
                    values += several
    return found


class _Fields(NamedTuple):
    """What gives a value's texts and the values inside it, one by one or several of a kind; None where it has none."""

    text: Values | None
    texts: Values | None = None
    inner: Values | None = None
    inners: Values | None = None


@functools.cache
def _fields(kind: type[Struct]) -> _Fields:
    """Read the words of a value, and the values inside it: not the codes, days and numbers; of a force its names."""
    names: dict[tuple[bool, ...], list[str]] = {}
    for field in _named(kind):
        names.setdefault((field.is_inner, field.is_several), []).append(field.name)
    return _Fields(*(_getter(names.get(key, ())) for key in product((False, True), repeat=2)))


class _Field(NamedTuple):
    """A field that has texts, or values inside with texts; one or several."""

    name: str
    is_inner: bool = False
    is_several: bool = False


def _named(kind: type[Struct]) -> Iterator[_Field]:
    """Yield the fields with texts in them; a value that is always there counts as a part of this one."""
    if kind is PublicForce:
        yield from (_Field("name"), _Field("short"))
        return
    for name, hint in get_type_hints(kind).items():
        kinds = list(_kinds(hint)) if name not in _OF_MACHINES else []
        if isinstance(hint, type) and issubclass(hint, Struct):
            yield from (field._replace(name=f"{name}.{field.name}") for field in _named(hint))
        elif any(issubclass(one, (str, Text)) for one in kinds):
            yield _Field(name, is_several=get_origin(hint) is tuple)
        elif any(issubclass(one, Struct) and any(_named(one)) for one in kinds):
            yield _Field(name, is_inner=True, is_several=get_origin(hint) is tuple)


@functools.cache
def _text_alone(kind: type[Struct]) -> Values | None:
    """Give what reads the texts of a value that has nothing else."""
    text, *others = _fields(kind)
    return None if any(others) else text


def _getter(names: Sequence[str]) -> Values | None:
    if len(names) == 1:
        one = attrgetter(*names)
        return lambda value: (one(value),)
    return attrgetter(*names) if names else None


def _kinds(hint: Any) -> Iterator[type]:
    """Yield the types that a field can have, or the values in it."""
    for one in getattr(hint, "__args__", ()):
        yield from () if isinstance(one, str) else _kinds(one)
    if isinstance(hint, type):
        yield hint
