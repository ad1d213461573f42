"""Numbers of officers: what stands around one tells it from every other number."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.counts import is_count
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.meaning import Token
from hearingsite.guard.sentence import REACH, Seen
from hearingsite.guard.verdicts import Mark

_COUNTED: Final = lexicon.listed("text-numbers")
_NUMBER_WORDS: Final = lexicon.listed("person-numbers")
_SHORT_NUMBER: Final = 2  # digits that many officers have in many forces
_OTHER_NUMBERS: Final = lexicon.listed("other-numbers")
_GENERIC: Final = frozenset({"number", "no", "nos", "num", "ref", "id"})
_NOT_ALONE: Final = frozenset({"force"})  # "the use of force: 142 hearings"
# Of which one announces a person's number.
NUMBER_WORDS: Final = (lexicon.RANKS | _NUMBER_WORDS | _GENERIC) - _NOT_ALONE
_ABBREVIATED: Final = frozenset({"no", "nos", "num"})
_SHORT_RANK: Final = 5  # letters
_CODE: Final = 3  # letters before a stroke: of a force, or of what the officer is
_OF_OFFICERS: Final = frozenset({"officers", "swyddogion", "collar", "collars"})  # in addresses
_OWNING: Final = frozenset({"his", "her", "their", "whose", "officer's"})
_SHORT_GENERIC: Final = 4  # digits from which "number" alone is enough
_OF_REFERENCE: Final = re.compile(r"(?<![^\W_])[A-Za-z]{1,6}-\d{4}-\Z")
_REFERENCE: Final = 13  # signs before the number of a hearing, and one more
# Behind a number that is another; tables put .0 behind what they take for one.
_OTHER_FIGURES: Final = re.compile(r"%|[:,\-]\d|\.(?!0(?!\d))\d")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def weigh_number(text: str, words: Sequence[Seen], at: int, mark: Mark) -> Iterator[Finding]:
    """What a marked word says that is somebody's number, where it stands."""
    token, word = mark.token, words[at]
    around = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 3]
    is_of_figures = around[0] in {".", ":"} and text[max(0, word.start - 2) : word.start - 1].isdigit()
    if around[0] == "$" or is_of_figures or _OTHER_FIGURES.match(around[1]):
        return
    if around[0] == "-" and _OF_REFERENCE.search(text, max(0, word.start - _REFERENCE), word.start):
        return
    known = mark.whole
    previous = words[at - 1].text.lower() if at else ""
    if previous in _COUNTED or around[1][:2] in {"th", "st"}:
        return
    for other in range(at - 1, max(-1, at - REACH - 1), -1):
        before = words[other]
        gap = text[before.end : words[other + 1].start]
        is_stop = len(gap) > 1 and gap[0] in ".;" and not (gap == ". " and _is_abbreviated(words, other))
        if BREAK in gap or "\n\n" in gap or is_stop:
            break
        known = known or _is_number_word(words, other, token)
    letters = around[0] == "/" and previous.isalpha()
    is_coded = letters and (previous in _OF_OFFICERS or (len(previous) <= _CODE and around[1][:1] != "/"))
    is_little = mark.beside or len(token.text) <= _SHORT_NUMBER + 1 or is_count(text, word.start, word.end)
    if is_little and not (known or is_coded):
        return
    if known or is_coded or not (_YEAR.fullmatch(token.text) or around[0] in set("-/") or around[1][:1] in set("-/")):
        sure = known and not mark.near and len(token.text) > _SHORT_NUMBER
        yield Finding(word.start, word.end, token.number, mark.rule("number"), token.tier, sure)


def _is_number_word(words: Sequence[Seen], at: int, token: Token) -> bool:
    """Tell whether a word announces a person's number: "collar", "PC"; "number" alone only before a long one."""
    lower = words[at].text.lower()
    if lower not in _GENERIC:
        return lower in lexicon.RANKS or (lower in _NUMBER_WORDS and lower not in _NOT_ALONE)
    before = words[at - 1].text.lower() if at else ""
    if before in lexicon.RANKS or before in _NUMBER_WORDS or before in _OWNING:
        return True
    return len(token.text) >= _SHORT_GENERIC and before not in _OTHER_NUMBERS


def _is_abbreviated(words: Sequence[Seen], at: int) -> bool:
    """Tell whether a full stop behind a word ends no sentence: "PC No. 4417", "Sgt. 4417"."""
    lower, before = words[at].text.lower(), words[at - 1].text.lower() if at else ""
    if lower in lexicon.RANKS:
        return len(lower) <= _SHORT_RANK
    return lower in _ABBREVIATED and (before in lexicon.RANKS or before in _NUMBER_WORDS - _GENERIC)
