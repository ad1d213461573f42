"""What is left of a number plate, a telephone number or an address: a half of it, beside a word for what it is of.

These count on the person's own page alone.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.forms import SHORTEST, joined
from hearingsite.guard.identities import Identity
from hearingsite.guard.terms import Terms
from hearingsite.guard.whole import houses_alone

_AROUND: Final = 48  # signs before and after a half in which the word stands
_PLATE: Final = re.compile(r"([a-z]{2}\d{2})([a-z]{3})")  # since 2001
_VEHICLE: Final = re.compile(
    r"(?<![^\W_])(?:cars?|vans?|vehicles?|motors?|motorbikes?|motorcycles?|bikes?|plates?|regs?|registrations?|registered|index"
    r"|vrm|reg\.?|number ?plates?|vauxhall|ford|audi|bmw|volkswagen|vw|golf|corsa|fiesta|focus|astra|polo|transit|toyota|nissan"
    r"|peugeot|renault|mercedes|mini|kia|skoda|seat|hyundai|honda|volvo|tesla|jeep|fiat|citroen|mazda|land rover|range rover"
    r"|ceir|car|fan|cerbyd|cerbydau|cofrestru)(?![^\W_])",
    re.IGNORECASE,
)
_FIRST_HALF: Final = re.compile(r"[A-Z]{2}\d{2}[ \-]?\Z", re.IGNORECASE)
_REST: Final = re.compile(r"[ \-]?([A-Za-z]{0,3})(?![^\W_])")
_MASK: Final = re.compile(r"[ \-]?[A-Za-z]{0,2}(?:[*#?_x]{1,3}|\.{2,3}|-{2,3})(?![^\W_])", re.IGNORECASE)
_ENDING: Final = re.compile(
    r"(?<![^\W_])(?:end(?:s|ed|ing)?(?: in| with)?|last (?:three|four|five|six|\d) (?:digits|figures|numbers)(?: of [a-z ]{1,24})?"
    r"(?: are| were| is| was)?|[*x]{3,}|\d ?\.{3,}|gorffen (?:gyda|yn))[ :\-]{0,3}\Z",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")  # "the year ending 2026"
_NEXT: Final = re.compile(r"[ ,\n]{0,2}([^\W_]+(?:'[^\W_]+)*)")
_CAPITAL: Final = re.compile(r" ([A-Z][^\W_]*)")
_LAST: Final = (3, 4, 5)  # figures of a telephone number that are told for all of it


class Halves:
    """The halves of everybody's plates, the last figures of telephone numbers, and the names of houses."""

    def __init__(self, terms: Terms) -> None:
        """Take who has what; it is put in order when the first word is read."""
        self._terms = terms

    def __bool__(self) -> bool:
        """Whether anybody has something of which there are halves."""
        return bool(self._plates or self._last or self._houses)

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
    def _last(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for who, one in self._identities:
            for phone in one.contacts.phones:
                digits = re.sub(r"\D", "", phone)
                for end in {digits[-count:] for count in _LAST if not _YEAR.fullmatch(digits[-count:])}:
                    found.setdefault(end, []).append(who)
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
        return lower in self._plates or word in self._last or (word[0].isupper() and lower in self._houses)

    def goes_with(self, _: str, before: str, after: str) -> bool:
        """Whether the word for it may stand over the end of a line."""
        return bool(_VEHICLE.search(before) or _VEHICLE.search(after) or _ENDING.search(before.rstrip()))

    def find(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """The halves of which the word from `start` to before `end` of a folded text is one."""
        word = text[start:end].lower()
        for rest, who in self._plates.get(word, ()):
            if _is_of_plate(text, start, end, rest):
                yield Finding(start, end, {who}, "part of a number plate", "weak", sure=False)
        if word in self._last and _ENDING.search(text, max(0, start - _AROUND), start):
            yield Finding(start, end, set(self._last[word]), "end of a phone number", "weak", sure=False)
        for words, who in self._houses.get(word, ()):
            last = _end_of(text, start, words)
            if last:
                yield Finding(start, last, {who}, "house", "weak", sure=False)


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
    before = text[max(0, start - _AROUND) : start].rpartition(BREAK)[2]
    after = text[end : end + _AROUND].partition(BREAK)[0]
    if not rest and _FIRST_HALF.search(before):
        return False  # the end of another plate
    return _VEHICLE.search(before) is not None or _VEHICLE.search(after) is not None


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
