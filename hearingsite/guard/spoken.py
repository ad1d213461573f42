"""Numbers that are said in words: "double oh seven", "eleven ninety-two", "07700 nine hundred 412".

Two words for figures beside each other are looked for together with everything else that stands without blanks. What the words
around them make is compared with the numbers of the list; words may be read in more than one way.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from hearingsite.guard.counts import is_labelled
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.terms import Terms

_ZEROS: Final = ("zero", "oh", "o", "nought", "naught", "nil")
_FROM_ONE: Final = "one two three four five six seven eight nine"
_FROM_TEN: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_BY_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_IN_WELSH: Final = "dim un dau tri pedwar pump chwech saith wyth naw"
_ENGLISH: Final = dict.fromkeys(_ZEROS, "0") | {word: str(at) for at, word in enumerate(_FROM_ONE.split(), 1)}
_WELSH: Final = {"sero": "0"} | {word: str(at) for at, word in enumerate(_IN_WELSH.split())}
_UNITS: Final = _ENGLISH | _WELSH
_TEENS: Final = {word: str(at) for at, word in enumerate(_FROM_TEN.split(), 10)}
_TENS: Final = {word: str(at) for at, word in enumerate(_BY_TENS.split(), 2)}
_TIMES: Final = {"double": 2, "treble": 3, "triple": 3}
_POWERS: Final = {"hundred": 2, "thousand": 3}
_SINGLE: Final = frozenset({"o"})  # too short to be looked for
_BEFORE: Final = ({*_ENGLISH, *_TEENS, *_TENS, *_TIMES}) - _SINGLE
PAIRS: Final = frozenset(
    one + other for one, other in (*product(_BEFORE, _BEFORE | _POWERS.keys()), *product(_WELSH, repeat=2))
)
_WORD: Final = "|".join(sorted({*_BEFORE, *_UNITS, *_POWERS, "and"}, key=len, reverse=True))
_RUN: Final = re.compile(
    rf"(?<![^\W_])(?:{_WORD}|\d+)(?:(?: ?[,\-.] ?|[ \n]{{1,2}})(?:{_WORD}|\d+))+(?![^\W_])", re.IGNORECASE
)
_ITEMS: Final = re.compile(r"[a-z]+|\d+")
_REACH: Final = 80  # signs before and after two words in which the rest of a number stands
_MOST: Final = 64  # ways in which a run may be read
_LONGEST: Final = 24  # words of a number
_SHORT: Final = 3  # figures of a number that one by one say it without a word for it
_LEAST_LONG: Final = 6
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_HOW: Final = "number, in words"


class Spoken:
    """The numbers of everybody, to be found where words say their figures."""

    def __init__(self, terms: Terms) -> None:
        """Take who has which number."""
        self._terms = terms

    def __bool__(self) -> bool:
        """Whether anybody has a number."""
        return bool(self._terms.number) or not all(map(str.isalpha, self._terms.whole))

    def find(self, text: str, start: int) -> Iterator[Finding]:
        """What the words say of which two stand from `start` on in a folded text, if they are the first of a number."""
        if text[start - 1 : start].isalnum():
            return  # "someone else"
        begin = max(0, start - _REACH)
        begin = max(begin, text.rfind(BREAK, begin, start) + 1)
        for run in _RUN.finditer(text, begin, start + _REACH):
            if run.end() <= start:
                continue
            if run.start() <= start:
                said: list[Finding] = []  # many readings say the same
                for finding in self._said(text, run):
                    if finding not in said:
                        said.append(finding)
                yield from said
            return

    def _said(self, text: str, run: re.Match[str]) -> Iterator[Finding]:
        items = _ITEMS.findall(run.group().lower())
        while items and items[0] == "and":
            items = items[1:]
        if len(items) > _LONGEST:
            return
        label = is_labelled(text, run.start())
        one_by_one = all(item in _UNITS or item in _TIMES for item in items)
        for said in readings(items):
            token = self._terms.token(said)
            is_year = _YEAR.fullmatch(said) and not one_by_one
            if token is not None and token.number and (label or (one_by_one and len(said) >= _SHORT and not is_year)):
                yield Finding(*run.span(), token.number, _HOW, token.tier, sure=False)
            yield from self._long(run, said)

    def _long(self, run: re.Match[str], said: str) -> Iterator[Finding]:
        """The long numbers and telephone numbers of which a reading has all figures."""
        for first in range(len(said) - _LEAST_LONG + 1):
            for last in range(first + _LEAST_LONG, len(said) + 1):
                key = said[first:last]
                for long in self._terms.longs(key) if key in self._terms.whole else ():
                    if long.kind == "phone" or (long.kind == "number" and key == said):
                        rule = f"phone {_HOW}" if long.kind == "phone" else _HOW
                        yield Finding(*run.span(), long.people, rule, long.tier, long.tier == "unique")


def readings(items: Sequence[str]) -> set[str]:
    """The figures that words for them may mean, and figures among them: "nine hundred four" is 904 or 9004."""
    found: set[str] = set()
    _read(tuple(items), "", found)
    return found


def _read(items: tuple[str, ...], said: str, found: set[str]) -> None:
    if len(found) >= _MOST:
        return
    if not items:
        found.add(said)
        return
    for count, figures in _groups(items):
        _read(items[count:], said + figures, found)


def _groups(items: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """What the first words may be by themselves: how many they are, and their figures."""
    first = items[0]
    if first == "and":
        return
    if first in _TIMES:
        if len(items) > 1 and items[1] in _UNITS:
            yield 2, _UNITS[items[1]] * _TIMES[first]
        return
    if first.isdigit():
        yield 1, first
        return
    taken, value = _small(items)
    if not taken:
        return
    yield taken, value
    if items[taken : taken + 1] and items[taken] in _POWERS:
        yield from _powers(items, taken, int(value))


def _small(items: tuple[str, ...]) -> tuple[int, str]:
    """A number below a hundred."""
    first = items[0]
    if first in _TENS:
        unit = _UNITS.get(items[1]) if len(items) > 1 else None
        return (2, _TENS[first] + unit) if unit not in {None, "0"} else (1, _TENS[first] + "0")
    figures = _UNITS.get(first) or _TEENS.get(first)
    return (1, figures) if figures else (0, "")


def _powers(items: tuple[str, ...], taken: int, value: int) -> Iterator[tuple[int, str]]:
    """So many hundreds or thousands, by themselves or with what is added to them."""
    power = _POWERS[items[taken]]
    taken += 1
    yield taken, str(value) + "0" * power
    rest = taken + (items[taken : taken + 1] == ("and",))
    if rest >= len(items) or items[rest].isdigit():
        return
    added, more = _small(items[rest:])
    if not added:
        return
    if power == _POWERS["thousand"] and items[rest + added : rest + added + 1] == ("hundred",):
        for further, figures in _powers(items[rest:], added, int(more)):
            yield rest + further, str(value * 1000 + int(figures))
        return
    yield rest + added, str(value * 10**power + int(more))
