"""Reads the name of a standard at a place of a text: right, misspelt, called otherwise, or of the Code of Ethics.

Capitals, commas, "&" and a missing "and" are nobody's fault. Letters are compared word by word, so that "duties and
responsibility" is found and "a duty to take responsibility" is not.
"""

import functools
import re
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

from hearingsite.patterns import later
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import Language

RIGHT, MISSPELT, OTHERWISE, ETHICS = "right", "misspelt", "otherwise", "ethics"

_HONESTY: Final = "Honesty and integrity"
_RESPECT: Final = "Authority, respect and courtesy"
_EQUALITY: Final = "Equality and diversity"
_DUTIES: Final = "Duties and responsibilities"
_FITNESS: Final = "Fitness for duty"
_DISCREDIT: Final = "Discreditable conduct"
_CHALLENGE: Final = "Challenging and reporting improper conduct"
# What people write instead: another order or another word, which no comparison of letters finds.
_OTHERWISE: Final = {
    "integrity and honesty": _HONESTY,
    "respect and courtesy": _RESPECT,
    "courtesy and respect": _RESPECT,
    "authority and respect": _RESPECT,
    "authority and courtesy": _RESPECT,
    "respect, authority and courtesy": _RESPECT,
    "authority, courtesy and respect": _RESPECT,
    "diversity and equality": _EQUALITY,
    "equality, diversity and inclusion": _EQUALITY,
    "instructions and orders": "Orders and instructions",
    "duty and responsibility": _DUTIES,
    "duty and responsibilities": _DUTIES,
    "responsibilities and duties": _DUTIES,
    "fit for duty": _FITNESS,
    "discreditable behaviour": _DISCREDIT,
    "discrediting conduct": _DISCREDIT,
    "challenging improper conduct": _CHALLENGE,
    "reporting improper conduct": _CHALLENGE,
    "reporting and challenging improper conduct": _CHALLENGE,
    "challenging and reporting improper behaviour": _CHALLENGE,
    "challenging and reporting inappropriate behaviour": _CHALLENGE,
    "challenging and reporting inappropriate conduct": _CHALLENGE,
}
# The principles of the Code of Ethics of 2014 and of 2024, with the standard that is nearest; and the two standards
# that the code of 2014 has under a name of its own.
_ETHICS: Final = {
    "honesty": _HONESTY,
    "integrity": _HONESTY,
    "respect": _RESPECT,
    "respect and empathy": _RESPECT,
    "accountability": "",
    "fairness": "",
    "leadership": "",
    "objectivity": "",
    "openness": "",
    "selflessness": "",
    "courage": "",
    "public service": "",
    "fitness for work": _FITNESS,
    "conduct": _DISCREDIT,
}
OF_2014: Final = ("fitness for work", "conduct")

_WORD: Final = later(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # noqa: RUF001 -- apostrophes
_STOP: Final = later(r"[.;:()\"“”|*_]|\n\s*\n|\n[ \t]*(?:[-*+]|[0-9]+[.)])\s")
_LINKS: Final = frozenset(("of", "for", "to", "in", "ar", "ar gyfer", "am", "yn"))
_SMALL: Final = _LINKS | {"and", "the", "a", "ac", "sy'n", "gyfer"}
_FARTHEST: Final = 80
_MOST_WORDS: Final = 4
_LEAST: Final = 3
_SPELLING: Final = 0.72  # of a word beside one that is right
_SPELLING_ALONE: Final = 0.85


class Name(Struct, frozen=True, kw_only=True):
    """What stands at a place: how it is wrong, if it is, and what would be right."""

    end: int
    kind: str
    right: str = ""


def read_name(text: str, at: int, lang: Language) -> Name | None:
    """Read the name that begins at an offset; None where nothing like a standard stands there."""
    if text[at : at + _LEAST].casefold() not in _heads(lang):
        return None
    usual = _right(lang).match(text, at)
    if usual:
        return Name(end=usual.end(), kind=RIGHT)
    stop = _STOP.search(text, at, at + _FARTHEST)
    words = list(_WORD.finditer(text, at, stop.start() if stop else min(len(text), at + _FARTHEST)))
    carrying = [word for word in words if _plain(word[0]) not in _SMALL][:_MOST_WORDS]
    if not carrying or carrying[0].start() != at:
        return None
    content = tuple(_plain(word[0]) for word in carrying)
    for length in range(len(content), 0, -1):
        kind, right = _known(lang).get(content[:length]) or _misspelt(content[:length], lang)
        if kind:
            end = carrying[length - 1].end()
            is_linked = kind != RIGHT or _links(text[at:end]) == _links(right)
            return Name(end=end, kind=kind if is_linked else OTHERWISE, right=right)
    return None


def is_english_ethics(words: str) -> bool:
    """Whether words are one of the two names that only the Code of Ethics of 2014 has for a standard."""
    return " ".join(words.casefold().split()) in OF_2014


def _misspelt(words: tuple[str, ...], lang: Language) -> tuple[str, str]:
    """Find the name that words are a misspelling of; two empty texts where there is none."""
    known = ((name, right) for name, (kind, right) in _known(lang).items() if kind == RIGHT)
    return next(((MISSPELT, right) for name, right in known if _is_close(words, name)), ("", ""))


def _is_close(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether words are those of a name, but for the spelling of some; a Welsh mutation is no misspelling."""
    if len(words) != len(name) or (len(name) > 1 and not any(map(str.__eq__, words, name))):
        return False
    least = _SPELLING if len(name) > 1 else _SPELLING_ALONE
    return all(
        word == right or (SequenceMatcher(None, word, right).ratio() >= least and not word.endswith(right[1:]))
        for word, right in zip(words, name, strict=True)
    )


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")  # noqa: RUF001 -- apostrophes


def _content(phrase: str) -> tuple[str, ...]:
    """Give the words that carry a name, in small letters."""
    return tuple(plain for plain in map(_plain, _WORD.findall(phrase)) if plain not in _SMALL)


def _links(phrase: str) -> list[str]:
    """Give the small words that tell "fitness for duty" from "fitness of duty"."""
    return [plain for plain in map(_plain, _WORD.findall(phrase)) if plain in _LINKS]


@functools.cache
def _known(lang: Language) -> dict[tuple[str, ...], tuple[str, str]]:
    """Give everything that is called like a standard, by the words that carry it: how it is called, what is right."""
    names = [term.name.within(lang)[0] for term in read_vocabulary("standards").values()]
    known = {_content(name): (RIGHT, name) for name in names}
    if lang == "en":
        known |= {_content(wrong): (OTHERWISE, right) for wrong, right in _OTHERWISE.items()}
        known |= {_content(principle): (ETHICS, right) for principle, right in _ETHICS.items()}
    return known


@functools.cache
def _right(lang: Language) -> re.Pattern[str]:
    """Give a pattern for the names as they are nearly always written."""
    names = (re.escape(term.name.within(lang)[0]) for term in read_vocabulary("standards").values())
    together = "|".join(name.replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?:{together})\b", re.IGNORECASE)


@functools.cache
def _heads(lang: Language) -> frozenset[str]:
    """Give the beginnings of everything known: most words of a text are none of them."""
    return frozenset(content[0][:_LEAST] for content in _known(lang))
