"""How a word stands in a sentence: as somebody's name, or as a noun, a month, a part of another name."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from hearingsite.guard import lexicon

WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
REACH: Final = 3  # words before or after
# In a table of plain text, many blanks may stand between two columns.
JOIN: Final = re.compile(r"[ \t\n\r\f.,'\-_+/()\[\]\"@:;*|>]{1,3}|[ \t]{4,30}")
SENTENCE_END: Final = re.compile(r"[)\"]?\.[)\"]?\s+")
MONTHS: Final = lexicon.listed("months")
_BEFORE_NOUN: Final = lexicon.listed("before-nouns")
_OPENERS: Final = lexicon.listed("openers")
_BEFORE_MONTH: Final = lexicon.listed("before-months")
_BESIDE: Final = re.compile(r" |'s ")
_OWN: Final = ("'s", "s'")
_PLACES: Final = frozenset({"Hong Kong", "San Francisco", "Los Angeles", "Sri Lanka", "El Salvador"})
_AND_SONS: Final = (" and Son", " and Daughter", " and Co", " and Bro")
_IN_SENTENCE: Final = re.compile(r"[ \t]|, | \(|, \"| \"")
_SAINTS: Final = frozenset({"st", "saint", "sant"})
_OF_PEOPLE: Final = lexicon.listed("matters")
_STATES: Final = lexicon.listed("states")
_ADVERBS: Final = frozenset({"also", "then", "never", "later", "now", "himself", "herself", "immediately"})
_NOT_DEEDS: Final = lexicon.listed("not-deeds")


class Seen(Struct, frozen=True, gc=False):
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int


def stands_out(text: str, words: Sequence[Seen], at: int, name: str) -> bool:
    """Tell whether a word has a capital for itself: inside a sentence, with no article, no number and no other capital."""
    word = words[at]
    before = words[at - 1] if at else None
    if before is None or not _IN_SENTENCE.fullmatch(text[before.end : word.start]):
        return False
    lower = before.text.lower()
    if lower in _BEFORE_NOUN or lower[0].isdigit() or (before.text[0].isupper() and lower not in _OPENERS):
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    if after is not None and text[word.end : after.start] in {" ", "-"} and not after.text[0].islower():
        return False
    return not (name in MONTHS and lower in _BEFORE_MONTH)


def acts(text: str, words: Sequence[Seen], at: int) -> bool:
    """Tell whether a word begins a sentence and does what only people do: "Field told the panel", "Marsh was on duty"."""
    following = [word.text for word in words[at + 1 : at + 5] if word.text not in _ADVERBS]
    first, second, third = (*following, "", "", "")[:3]
    gap = text[words[at].end : words[at].end + 1]
    if gap != " " or (at and text[words[at].start - 1] not in ' \n"('):
        return False
    if first in {"was", "is"}:
        return second in _STATES or (second, third) == ("on", "duty")
    if first in {"had", "has"} and second == "been":
        return third in _STATES or third in lexicon.deeds()
    done = second if first in {"had", "has"} else first
    return done in lexicon.deeds() and done not in _NOT_DEEDS


def is_noun(words: Sequence[Seen], at: int) -> bool:
    """Tell whether an article makes a noun of a name that is also a word: "a Baker", but "the Baker case"."""
    before, after = words[at - 1].text.lower() if at else "", words[at + 1].text.lower() if at + 1 < len(words) else ""
    return before in _BEFORE_NOUN and after not in _OF_PEOPLE


def is_of_body(text: str, words: Sequence[Seen], at: int, name: str) -> bool:
    """Tell whether a name is part of one of a place, a body or a thing: "Baker Street", "St Joseph's Church"."""
    word = words[at]
    before, after = words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None
    if before is not None and before.text.lower() in _SAINTS and before.text[0].isupper():
        return True
    if after is None or not _BESIDE.fullmatch(text[word.end : after.start]):
        return False
    lower = after.text.lower()
    if after.text[0].isupper():
        pair = f"{word.text} {after.text}"
        is_place = lower in lexicon.places() or pair in _PLACES
        return is_place or lower in lexicon.things() or pair in lexicon.trade_names()
    if lower == "and":
        return text.startswith(_AND_SONS, word.end)
    owns = word.text.endswith(_OWN)
    is_thing = lower in lexicon.things() or lower.removesuffix("s") in lexicon.things()
    return is_thing and not owns and lexicon.is_word(name) and lower not in _OF_PEOPLE


def owns_thing(words: Sequence[Seen], at: int) -> bool:
    """Tell whether a word is somebody's whose thing or house of business stands behind it: "Stefano's pizzeria"."""
    after = words[at + 1].text.lower() if at + 1 < len(words) else ""
    return words[at].text.endswith(_OWN) and after in lexicon.things()


def is_half(text: str, words: Sequence[Seen], at: int) -> bool:
    """Tell whether a word is the first half of another family name: "PC Barnes-Hollis", but "PC Barnes-Decision"."""
    after = words[at + 1] if at + 1 < len(words) else None
    is_joined = after is not None and text[words[at].end : after.start] == "-" and after.text[0].isupper()
    return after is not None and is_joined and not lexicon.is_word(after.text.lower())


def is_dated(words: Sequence[Seen], at: int, name: str) -> bool:
    """Tell whether a name that is a month as well stands as one: "12 June", "June 2026", "in June"."""
    if name not in MONTHS:
        return False
    before = words[at - 1].text.lower() if at else ""
    return before[:1].isdigit() or before in _BEFORE_MONTH or is_month(words, at)


def is_month(words: Sequence[Seen], at: int) -> bool:
    """Tell whether a word is a month with its day or year behind it."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text.lower() in MONTHS and after.isdigit()
