"""Names and streets of which letters are hidden behind signs: `O*** Quill****`, `[redacted]feather`, `T****w Yard`."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.alike import MANY, Alike
from hearingsite.guard.figures import in_letters
from hearingsite.guard.finding import Finding
from hearingsite.guard.identities import Identity
from hearingsite.guard.owners import Owners
from hearingsite.guard.terms import Terms
from hearingsite.guard.whole import is_kind_of_street, streets_of

# One set of signs first, which is fast to look for; then what may follow each.
_MASK: Final = re.compile(
    r"[*#?_\-.xX\[](?:(?<=[*#?_])[*#?_]+|(?<=[*?])(?=[^\W\d_])|(?<=-)-+|(?<=\.)\.{2,}|(?<=[xX])[xX]{2,}"
    r"|(?<=\[)(?:\.{3}|[rR]edacted|REDACTED|[*.])\])"
)
_BEFORE: Final = re.compile(r"(?P<first>[^\W_]{1,12})(?:[*#?]{1,12}[^\W_]{1,12}){0,3}\Z")
_AFTER: Final = re.compile(r"(?:[^\W_]{0,12}[*#?]{1,12}){0,3}(?P<last>[^\W_]{0,12})(?!\w)")
_NEXT: Final = re.compile(r"[ \-_]{1,2}([^\W_]+)")
_LEAST_HIDDEN: Final = 3  # signs; fewer are the emphasis of Markdown
_LEAST_SHOWN: Final = 3  # letters
_RANKS: Final = tuple(sorted(lexicon.RANKS))  # written together with a name
_LEAST_TURNED: Final = 2  # letters on either side of a mask
_LEAST_OF_STREET: Final = 4  # letters of a word that may be masked
_REACH: Final = 24  # letters before a sign that are looked at
_FAR: Final = 96  # signs on either side of it, of which no more are


class Masked:
    """Finds masked names, and whose each may be; its first letter alone is enough."""

    def __init__(self, terms: Terms) -> None:
        """Take everybody's words; they are put in order when the first mask is met."""
        self._terms = terms
        self._found: dict[tuple[str, str], frozenset[int]] = {}
        self._alike = Alike(_FAR)

    @cached_property
    def _tables(self) -> list[tuple[Owners[str], dict[str, list[str]]]]:
        """The words of names and handles, by their first letter and their last."""
        tables = []
        for owners in (self._terms.family, self._terms.given, self._terms.handles):
            by_letters: dict[str, list[str]] = {}
            for text in owners:
                by_letters.setdefault(text[0] + text[-1], []).append(text)
            tables.append((owners, by_letters))
        return tables

    @cached_property
    def _streets(self) -> dict[str, list[tuple[str, str, int]]]:
        """The words of streets that may be masked, by their first letter, each with the word behind it and whose it is."""
        found: dict[str, list[tuple[str, str, int]]] = {}
        for who, source in enumerate(self._terms.sources):
            for words, _ in streets_of(source) if isinstance(source, Identity) and source.addresses else ():
                for word, behind in pairwise(words):
                    if len(word) >= _LEAST_OF_STREET and not is_kind_of_street(word):
                        found.setdefault(word[0], []).append((word, behind, who))
        return found

    def find(self, text: str) -> Iterator[Finding]:
        """The masked names in a folded text that may be somebody's."""
        masks = [found.span() for found in _MASK.finditer(text)]
        if len(masks) < MANY:
            for start, end in masks:
                yield from self._at(text, start, end)
            return
        for start, end in masks:
            key = self._alike.key(text, start, end, end - start)
            findings = self._alike.known(key, start)
            if findings is None:
                findings = list(self._at(text, start, end))
                self._alike.keep(key, start, findings)
            yield from findings

    def _at(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """What signs that hide something say with the letters around them."""
        before = _BEFORE.search(text[max(0, start - _REACH) : start])
        after = _AFTER.match(text, end)
        if before is None:
            # Only the end of a name is left to see.
            last = after["last"].lower() if after and end - start >= _LEAST_HIDDEN else ""
            if after and len(last) >= _LEAST_SHOWN and last.isalpha():
                yield from self._shown(start, after.end(), "", last)
            return
        first = before["first"]
        if sum(map(str.isalpha, first)) >= _LEAST_SHOWN:
            first = in_letters(first)
        if after is None or not first.isalpha():
            return
        if text[start].isalpha() and len(first) > 1 and first.islower():
            return
        begin, last = start - len(before.group()), after["last"].lower()
        yield from self._shown(begin, after.end(), first.lower(), last)
        if first[0].isupper() or len(first) + len(last) > 1:
            yield from self._in_street(text, (begin, after.end()), first, last)

    def _shown(self, start: int, end: int, first: str, last: str) -> Iterator[Finding]:
        people = self._people(first, last)
        if people:
            yield Finding(start, end, people, "masked name", "weak", sure=False)

    def _in_street(self, text: str, span: tuple[int, int], first: str, last: str) -> Iterator[Finding]:
        """The streets with a word that begins and ends so, before the word that follows here."""
        behind = _NEXT.match(text, span[1])
        if behind is None or behind[1][0].isupper() != first[0].isupper():
            return
        least = len(first) + len(last)
        people = frozenset(
            who
            for word, other, who in self._streets.get(first[0].lower(), ())
            if other == behind[1].lower() and len(word) > least
            if word.startswith(first.lower()) and word.endswith(last)
        )
        if people:
            yield Finding(span[0], behind.end(), people, "street, masked", "weak", sure=False)

    def _people(self, first: str, last: str) -> frozenset[int]:
        """The numbers of all people one of whose names begins and ends so, with something between."""
        people = self._found.get((first, last))
        if people is None:
            ways = [(first, last), *_behind_ranks(first, last)]
            is_plain = lexicon.is_word(first) and lexicon.is_word(last)  # "no...it"
            if min(len(first), len(last)) >= _LEAST_TURNED and not is_plain:
                ways.append((last[::-1], first[::-1]))  # written backwards
            several = (owners.of_any(_masked_by(table, *way)) for owners, table in self._tables for way in ways)
            people = self._found[first, last] = frozenset().union(*several)
        return people


def _behind_ranks(first: str, last: str) -> Iterator[tuple[str, str]]:
    """What is left to see of a name that is written together with a rank; none of "PCSO...", "PCC..." and "school..."."""
    if first in lexicon.RANKS or lexicon.is_ordinary(first) or lexicon.is_ordinary(first + last):
        return
    for rank in _RANKS:
        if first.startswith(rank) and len(first) - len(rank) + len(last) >= _LEAST_SHOWN:
            yield first.removeprefix(rank), last


def _masked_by(by_letters: dict[str, list[str]], first: str, last: str) -> list[str]:
    """The words, no ranks, of which a beginning and an end are left to see, with something between."""
    least = len(first) + len(last)
    return [
        text
        for letters, texts in by_letters.items()
        if letters.startswith(first[:1]) and letters.endswith(last[-1:])
        for text in texts
        if len(text) > least and text.startswith(first) and text.endswith(last) and text not in lexicon.RANKS
    ]
