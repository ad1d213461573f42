"""Words that anybody may write: English, Welsh, and names of people and places that many share."""

import tomllib
from functools import cache
from importlib import resources
from typing import Final

from hearingsite.vocabulary.word_lists import read_words


def listed(name: str) -> frozenset[str]:
    """One of the short lists of data/lists.toml."""
    return frozenset(_lists()[name].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("data", "lists.toml").read_text("utf-8"))


RANKS: Final = listed("ranks")
TITLES: Final = listed("titles")


@cache
def words() -> frozenset[str]:
    """English and Welsh words, lower-case, without accents."""
    return frozenset((*read_words("words_en"), *read_words("words_cy"), *read_words("words_names")))


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


def is_name(text: str) -> bool:
    """Tell whether a lower-case text is known as a name; it may be a word as well."""
    return text in names()
