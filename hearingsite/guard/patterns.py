"""What is no word: initials, masked names, words with signs for letters."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.finding import Finding
from hearingsite.guard.terms import Terms
from hearingsite.guard.verdicts import Mark

# Each begins with what is rare in a text: what stands before it is looked at afterwards.
_INITIALS: Final = re.compile(r"[A-Z](?:[. \-]{0,2}[A-Z]){1,3}(?![\w])")
_LANGUAGES: Final = frozenset({"en", "cy"})  # en-GB is nobody
_COMMON_INITIALS: Final = lexicon.listed("short-forms")
# One set of signs first, which is fast to look for; then what may follow each.
_MASK: Final = re.compile(
    r"[*#?_\-.xX\[](?:(?<=[*#?_])[*#?_]+|(?<=-)-+|(?<=\.)\.{2,}|(?<=[xX])[xX]{2,}"
    r"|(?<=\[)(?:\.{3}|[rR]edacted|REDACTED|[*.])\])"
)
_ODD: Final = re.compile(r"[@$!|+][\w@$!|+]*")
_BEFORE: Final = re.compile(r"[^\W_]{1,12}\Z")
_ODD_BEFORE: Final = re.compile(r"[\w@$!|+]{1,24}\Z")
_AFTER: Final = re.compile(r"[^\W_]{0,12}(?!\w)")
_REACH: Final = 24  # letters before a sign that are looked at


class Patterns:
    """Finds what regular expressions describe, and whose it may be."""

    def __init__(self, terms: Terms, judge: Callable[[str], tuple[Mark, ...]]) -> None:
        """Keep whose initials are which; `judge` says what a word is."""
        self._initials = {text: people for text, people in terms.initials.items() if text not in _COMMON_INITIALS}
        self._judge = judge

    def find(self, text: str) -> Iterator[Finding]:
        """What stands in a folded text."""
        for found in _INITIALS.finditer(text) if self._initials else ():
            start, end = found.span()
            before = text[start - 1 : start]
            people = self._initials.get("".join(filter(str.isalpha, found.group())).lower())
            is_language = before == "-" and text[start - 3 : start - 1].lower() in _LANGUAGES and found.group() == "GB"
            if people and not (before.isalnum() or before in {"_", "."} or is_language):
                yield Finding(start, end, people, "initials", "weak", sure=False)
        for found in _MASK.finditer(text):
            yield from _masked(text, found)
        for found in _ODD.finditer(text):
            yield from self._odd(text, found)

    def _odd(self, text: str, found: re.Match[str]) -> Iterator[Finding]:
        before = _ODD_BEFORE.search(text[max(0, found.start() - _REACH) : found.start()])
        word = (before.group() if before else "") + found.group()
        end = found.end()
        for mark in self._judge(word) if any(map(str.isalpha, word)) else ():
            sure = mark.token.tier == "unique" and not mark.near
            people = mark.token.family | mark.token.given
            yield Finding(end - len(word), end, people, "name, with signs for letters", mark.token.tier, sure)


def _masked(text: str, found: re.Match[str]) -> Iterator[Finding]:
    """A word of which a beginning is left to see."""
    start, end = found.span()
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    after = _AFTER.match(text, end)
    if before is None or after is None or not before.group().isalpha():
        return
    if text[start].isalpha() and len(before.group()) > 1 and before.group().islower():
        return
    shown = before.group().lower(), after.group().lower()
    yield Finding(start - len(before.group()), after.end(), frozenset(), "masked name", "weak", sure=False, shown=shown)


def fits(shown: tuple[str, str], names: tuple[str, ...]) -> bool:
    """Tell whether a masked name may be one of these; its first letter alone is enough."""
    first, last = shown
    return any(
        len(name) > len(first) + len(last) and name.startswith(first) and name.endswith(last)
        for name in names
        if name not in lexicon.RANKS
    )
