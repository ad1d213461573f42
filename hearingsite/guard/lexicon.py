"""Words that anybody may write: English, Welsh, and names of people and places that many share."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final

from hearingsite.guard.fold import DATA, fold_value
from hearingsite.vocabulary.word_lists import read_phrases, read_words


def listed(name: str) -> frozenset[str]:
    """One of the short lists of data/lists.toml."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads((DATA / "lists.toml").read_text("utf-8"))


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """What those are called who have a first name, by that name; lower-case."""
    return {name: tuple(form.rstrip("+") for form in forms) for name, forms in _short_names()}


@cache
def names_of_short_ones() -> dict[str, tuple[str, ...]]:
    """The first names that may be meant by a short one, where it says so by itself; lower-case."""
    found: dict[str, tuple[str, ...]] = {}
    for name, forms in _short_names():
        for form in forms:
            if not form.endswith("+"):
                found[form] = (*found.get(form, ()), name)
    return found


def _short_names() -> Iterator[tuple[str, list[str]]]:
    """First names, each with its short forms and other spellings; with a plus behind those that are words."""
    found: dict[str, list[str]] = {}
    for line in _lines_of("short_names.tsv"):
        name, _, forms = line.partition("\t")
        found[name] = forms.split()
    for several in map(str.split, _lines_of("same_names.tsv")):
        for name in several:
            others = (f"{other}+" if is_word(other) else other for other in several if other != name)
            found[name] = list(dict.fromkeys((*found.get(name, ()), *others)))
    yield from found.items()


@cache
def other_spellings() -> frozenset[str]:
    """First names that are another's other spelling."""
    return frozenset(chain.from_iterable(map(str.split, _lines_of("same_names.tsv"))))


def _lines_of(file: str) -> Iterator[str]:
    lines = (DATA / file).read_text("utf-8").splitlines()
    return (line for line in lines if not line.startswith("#"))


RANKS: Final = listed("ranks")
TITLES: Final = listed("titles")


@cache
def words() -> frozenset[str]:
    """English and Welsh words, lower-case, without accents."""
    lists = ("words_en", "words_cy", "words_cy_pages", "words_names")
    return frozenset(chain.from_iterable(map(read_words, lists)))


@cache
def names() -> frozenset[str]:
    """Names of people and places, few of them words as well, lower-case, without accents."""
    return frozenset(read_words("names"))


def is_word(text: str) -> bool:
    """Tell whether a lower-case text is an ordinary word."""
    return text in words()


def is_ordinary(text: str) -> bool:
    """Tell whether a lower-case text is a word or a name that many people or places have."""
    return text in words() or text in names()


def without_ordinary(texts: Iterable[str]) -> list[str]:
    """Those of many lower-case texts that are not ordinary."""
    common, of_people = words(), names()
    return [text for text in texts if text not in common and text not in of_people]


def is_name(text: str) -> bool:
    """Tell whether a lower-case text is known as a name; it may be a word as well."""
    return text in names() or text in _names_before_words()


@cache
def first_names() -> frozenset[str]:
    """First names, lower-case, with and without accents."""
    return frozenset(read_words("first_names"))


@cache
def _names_before_words() -> frozenset[str]:
    return frozenset(read_words("words_names"))


@cache
def trade_names() -> frozenset[str]:
    """Names of companies and products that look like somebody's, as they are written."""
    return frozenset(read_phrases("phrases"))


@cache
def places() -> frozenset[str]:
    """Words of the names of places, lower-case, without accents."""
    return frozenset(fold_value(word).lower() for word in read_words("places"))


@cache
def deeds() -> frozenset[str]:
    """What people do, in the past and the present: behind a word with a capital one of these makes it somebody."""
    return frozenset(read_words("deeds"))


@cache
def things() -> frozenset[str]:
    """What bears names and is nobody: nouns for things, and words that end the names of bodies and places, lower-case."""
    return frozenset(read_words("things")) | frozenset(word.lower() for word in read_words("institutions"))
