"""What is left of a number plate, a telephone number or an address: a half of it, beside a word for what it is of.

These count on the person's own page alone.
"""

import re
from collections.abc import Container, Iterator
from functools import cached_property
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.forms import SHORTEST, joined
from hearingsite.guard.identities import Identity
from hearingsite.guard.sentence import WORD
from hearingsite.guard.terms import Terms
from hearingsite.guard.whole import houses_alone

_AROUND: Final = 48  # signs before and after a half in which the word stands
_PLATE: Final = re.compile(r"([a-z]{2}\d{2})([a-z]{3})")  # since 2001
_VEHICLES: Final = lexicon.listed("vehicles")
_HOMES: Final = lexicon.listed("homes")
_FIRST_HALF: Final = re.compile(r"[A-Z]{2}\d{2}[ \-]?\Z", re.IGNORECASE)
_REST: Final = re.compile(r"[ \-]?([A-Za-z]{0,3})(?![^\W_])")
_MASK: Final = re.compile(r"[ \-]?[A-Za-z]{0,2}(?:[*#?_x]{1,3}|\.{2,3}|-{2,3})(?![^\W_])", re.IGNORECASE)
# Before the last figures of a telephone number, and figures that are told for all of it.
_BEFORE_LAST: Final = frozenset({"ending", "ends", "ended", "digits", "figures", "gorffen"})
# Before letters that are a word or a rank as well: "THE CAR", "the DCI took the car".
_BEFORE_LETTERS: Final = _BEFORE_LAST | {"letters", "plate", "registration", "reg", "vrm", "index", "numberplate"}
_LAST: Final = re.compile(
    r"(?: (?:in|with|are|were|is|was|of|gyda|yn|the|[a-z]*phone|mobile|number))*[ :\-]{1,3}(\d{3,5})(?!\d)"
)
_HIDDEN: Final = re.compile(r"[ \-]?(?:[*#?x]{2,}|\.{3,})[ \-]?(\d{3,5})(?!\d)", re.IGNORECASE)
_MASKED: Final = re.compile(r"[\d*#?x]+(?:[ \-]?[\d*#?x]+){0,4}", re.IGNORECASE)
_LEAST_CODE: Final = 3  # figures before the first mask
_LEAST_SHOWN: Final = 6
_FIGURES: Final = re.compile(r" {0,4}\d{3}")
_CODE: Final = 5  # figures with which a telephone number begins
_ENDS: Final = (3, 4, 5)
_INWARD: Final = 3  # letters and figures of the second half of a postcode
_INWARD_CODE: Final = re.compile(r"[ \-]?\d[A-Z]{2}(?![^\W_])", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")  # "the year ending 2026"
_NEXT: Final = re.compile(r"[ ,\n]{0,2}([^\W_]+(?:'[^\W_]+)*)")
_CAPITAL: Final = re.compile(r" ([A-Z][^\W_]*)")


class Halves:
    """The halves of everybody's plates, the last figures of telephone numbers, and the names of houses."""

    def __init__(self, terms: Terms) -> None:
        """Take who has what; it is put in order when the first word is read."""
        self._terms = terms

    def __bool__(self) -> bool:
        """Whether anybody has something of which there are halves."""
        return bool(self._plates or self._last or self._houses or self._districts)

    @cached_property
    def _identities(self) -> list[tuple[int, Identity]]:
        return [(who, one) for who, one in enumerate(self._terms.sources) if isinstance(one, Identity)]

    @cached_property
    def _plates(self) -> dict[str, list[tuple[str, int]]]:
        """The first halves of plates and the last, each with the letters that go on and whose it is."""
        found: dict[str, list[tuple[str, int]]] = {}
        for who, one in self._identities:
            for plate in filter(None, (_PLATE.fullmatch(joined(vehicle)) for vehicle in one.vehicles)):
                found.setdefault(plate[1], []).append((plate[2], who))
                found.setdefault(plate[2], []).append(("", who))
        return found

    @cached_property
    def _codes(self) -> frozenset[str]:
        """The first figures of telephone numbers."""
        phones = (phone for _, one in self._identities for phone in one.contacts.phones)
        numbers = [re.sub(r"\D", "", phone) for phone in phones]
        return frozenset(digits[:length] for digits in numbers for length in range(_LEAST_CODE, _CODE + 1))

    @cached_property
    def _phones(self) -> dict[str, set[int]]:
        """Whole telephone numbers."""
        found: dict[str, set[int]] = {}
        for who, one in self._identities:
            for phone in one.contacts.phones:
                found.setdefault(re.sub(r"\D", "", phone), set()).add(who)
        return found

    @cached_property
    def _last(self) -> dict[str, list[int]]:
        """The last figures of telephone numbers."""
        found: dict[str, list[int]] = {}
        for who, one in self._identities:
            for phone in one.contacts.phones:
                digits = re.sub(r"\D", "", phone)
                for end in {digits[-count:] for count in _ENDS if not _YEAR.fullmatch(digits[-count:])}:
                    found.setdefault(end, []).append(who)
        return found

    @cached_property
    def _districts(self) -> dict[str, set[int]]:
        """The first halves of postcodes."""
        found: dict[str, set[int]] = {}
        for who, one in self._identities:
            for postcode in (address.postcode for address in one.addresses):
                if len(joined(postcode)) > _INWARD:
                    found.setdefault(joined(postcode)[:-_INWARD], set()).add(who)
        return found

    @cached_property
    def _houses(self) -> dict[str, list[tuple[tuple[str, ...], int]]]:
        """The names of houses, by their first word."""
        found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for who, one in self._identities:
            for words in houses_alone(one):
                found.setdefault(words[0], []).append((words, who))
        return found

    def may_be(self, word: str) -> bool:
        """Whether a word may be such a half."""
        lower = word.lower()
        if lower in self._plates or word in self._codes or (self._last and lower in _BEFORE_LAST):
            return True
        return word[0].isupper() and (lower in self._houses or lower in self._districts)

    def goes_with(self, _: str, before: str, after: str) -> bool:
        """Whether the word for it may stand over the end of a line."""
        words = {word.lower() for part in (before, after) for word in WORD.findall(part)}
        return not words.isdisjoint(_VEHICLES | _HOMES) or _FIGURES.match(after) is not None

    def find(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """The halves of which the word from `start` to before `end` of a folded text is one."""
        word = text[start:end].lower()
        for rest, who in self._plates.get(word, ()):
            if _is_of_plate(text, start, end, rest):
                yield Finding(start, end, {who}, "part of a number plate", "weak", sure=False)
        yield from self._end_of_phone(text, start, end, word)
        if word in self._districts and text[start:end].isupper() and _is_of_postcode(text, start, end):
            yield Finding(start, end, self._districts[word], "part of a postcode", "weak", sure=False)
        for words, who in self._houses.get(word, ()):
            last = _end_of(text, start, words)
            if last:
                yield Finding(start, last, {who}, "house", "weak", sure=False)

    def _end_of_phone(self, text: str, start: int, end: int, word: str) -> Iterator[Finding]:
        last = _LAST.match(text, end, end + _AROUND) if word in _BEFORE_LAST else None
        if word in self._codes:
            last = last or _HIDDEN.match(text, end, end + _AROUND)
            yield from self._masked_phone(text, start)
        if last and last[1] in self._last:
            people = set(self._last[last[1]])
            yield Finding(start, last.end(), people, "end of a phone number", "weak", sure=False)

    def _masked_phone(self, text: str, start: int) -> Iterator[Finding]:
        """A telephone number of which some figures are hidden, each behind a sign."""
        found = _MASKED.match(text, start, start + _AROUND)
        shown = re.sub(r"[ \-]", "", found.group()) if found else ""
        figures = sum(map(str.isdigit, shown))
        if found is None or not _LEAST_SHOWN <= figures < len(shown):
            return
        for phone, people in self._phones.items():
            if len(phone) == len(shown) and all(
                one in ("*#?xX", other)[one.isdigit()] for one, other in zip(shown, phone, strict=True)
            ):
                yield Finding(start, found.end(), people, "masked phone number", "weak", sure=False)


def _is_of_plate(text: str, start: int, end: int, rest: str) -> bool:
    """Whether half a plate has no other letters behind it, and a word of vehicles near it or a sign for the other half."""
    if rest:
        if _MASK.match(text, end):
            return True
        behind = _REST.match(text, end)
        letters = behind[1].lower() if behind and behind[1].isupper() else ""
        if letters and not rest.startswith(letters):
            return False  # somebody else's
    elif not text[start:end].isupper() or text[max(0, start - 1) : start].strip():
        return False
    word = text[start:end].lower()
    if not rest and (lexicon.is_word(word) or word in lexicon.RANKS) and not _tells_letters(text, start):
        return False
    if not rest and _FIRST_HALF.search(text, max(0, start - _AROUND), start):
        return False  # the end of another plate
    return _is_near(text, start, end, _VEHICLES)


def _tells_letters(text: str, start: int) -> bool:
    """Whether the word before a place of a text says that letters of a plate follow."""
    before = WORD.findall(text[max(0, start - _AROUND) : start])
    return bool(before) and before[-1].lower() in _BEFORE_LETTERS


def _is_near(text: str, start: int, end: int, words: Container[str]) -> bool:
    """Whether one of some words stands around a place of a text."""
    before = text[max(0, start - _AROUND) : start].rpartition(BREAK)[2]
    after = text[end : end + _AROUND].partition(BREAK)[0]
    return any(word.lower() in words for part in (before, after) for word in WORD.findall(part))


def _is_of_postcode(text: str, start: int, end: int) -> bool:
    """Whether half a postcode has no other half behind it, and a word of homes near it."""
    if _INWARD_CODE.match(text, end):
        return False  # a whole one, of somebody else
    return _is_near(text, start, end, _HOMES)


def _end_of(text: str, start: int, words: tuple[str, ...]) -> int:
    """Where the name of a house ends that begins here, each word with a capital; 0 where it is none."""
    at = start
    for word in words:
        found = _NEXT.match(text, at)
        written = found[1].replace("'", "") if found else ""
        if found is None or written.lower() != word or (written[0].islower() and len(word) >= SHORTEST):
            return 0
        at = found.end()
    after = _CAPITAL.match(text, at)
    is_other = after is not None and (lexicon.is_name(after[1].lower()) or after[1].lower() in lexicon.things())
    return 0 if is_other else at
