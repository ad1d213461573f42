"""Words that anybody may write: English, Welsh, and names of people and places that many share."""

from functools import cache
from importlib import resources
from typing import Final

# Ranks, titles and what stands before an officer's name or number.
RANKS: Final = frozenset(
    [
        "pc",
        "dc",
        "ps",
        "ds",
        "di",
        "dci",
        "dsu",
        "dcs",
        "acc",
        "dcc",
        "cc",
        "pcso",
        "wpc",
        "wps",
        "sc",
        "dio",
        "insp",
        "inspector",
        "sgt",
        "sergeant",
        "sarge",
        "constable",
        "detective",
        "superintendent",
        "supt",
        "chief",
        "commander",
        "commissioner",
        "commandant",
        "officer",
        "det",
        "con",
        "cons",
        "swyddog",
        "cwnstabl",
        "rhingyll",
        "arolygydd",
        "uwcharolygydd",
        "heddwas",
    ]
)
TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "reverend",
        "father",
        "sister",
        "judge",
        "justice",
        "madam",
        "sheikh",
        "imam",
        "shri",
        "smt",
        "mstr",
        "master",
        "brother",
        "uncle",
        "auntie",
        "aunt",
        "mister",
        "missus",
        "cllr",
        "councillor",
        "syr",
        "mrs",
        "dr",
        "y",
    ]
) - {"y"}


@cache
def words() -> frozenset[str]:
    """English and Welsh words, lower-case, without accents."""
    return _read("words-en.txt") | _read("words-cy.txt")


@cache
def names() -> frozenset[str]:
    """Names of people and places that are no words, lower-case, without accents."""
    return _read("names.txt")


def is_word(text: str) -> bool:
    """Tell whether a lower-case text is an ordinary word."""
    return text in words()


def is_ordinary(text: str) -> bool:
    """Tell whether a lower-case text is a word or a name that many people or places have."""
    return text in words() or text in names()


def _read(name: str) -> frozenset[str]:
    return frozenset(resources.files(__package__).joinpath("data", name).read_text("utf-8").split())
