"""Declared people and published contacts: what coincides with them is no leak."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from hearingsite.guard import lexicon
from hearingsite.guard.fold import fold, fold_value

if TYPE_CHECKING:
    from hearingsite.guard.matcher import Hit

_AROUND: Final = 80  # signs around a hit in which a declared value is looked for
_WORDS: Final = re.compile(r"[^\W_]+")
_RANK_WORDS: Final = lexicon.listed("rank-words")
_CIVIL: Final = ("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "judge", "lord", "lady", "professor")


def _forms(words: tuple[str, ...], *, person: bool) -> set[tuple[str, ...]]:
    """How a declared value may be written: a person also with a title, in reversed order, with an initial."""
    names = tuple(word for word in words if word not in lexicon.TITLES | lexicon.RANKS and word not in _RANK_WORDS)
    forms = {words, names} - {()}
    if person and len(names) > 1 and not any(name.isdigit() for name in names):
        last = names[-1]
        rank = words[: words.index(names[0])]
        forms |= {(title, last) for title in _CIVIL} | {(names[0][0], last), (last, *names[:-1])}
        for at in range(len(rank)):
            short = ("".join(word[0] for word in rank[at:]),) if len(rank) - at > 1 else ()
            forms |= {(*rank[at:], last), (*short, last)} - {(last,)}
    return forms


class Innocent:
    """The values that are let through."""

    def __init__(self, values: Iterable[str]) -> None:
        """Make one expression of all values, and of declared names with a title."""
        forms: set[tuple[str, ...]] = set()
        for value in values:
            words = tuple(_WORDS.findall(fold_value(value).replace("'", "").lower()))
            if words:
                forms |= _forms(words, person="@" not in value)
        longest = sorted(
            (
                "".join(rf"{re.escape(letter)}[^\w]?" for letter in "".join(form))
                if "".join(form).isdigit()
                else r"[\W_]{0,3}".join(map(re.escape, form))
                for form in forms
            ),
            key=len,
            reverse=True,
        )
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)") if longest else None

    def without(self, text: str, hits: list["Hit"]) -> list["Hit"]:
        """The hits that no declared value covers."""
        if self._pattern is None:
            return hits
        return [hit for hit in hits if not self._covers(text, hit)]

    def _covers(self, text: str, hit: "Hit") -> bool:
        start = max(0, hit.start - _AROUND)
        around = fold(text[start : hit.end + _AROUND])
        hidden = around.text.replace("'", "\x00").lower()
        for found in self._pattern.finditer(hidden) if self._pattern else ():
            first, last = around.span(*found.span())
            if start + first <= hit.start and hit.end <= start + last:
                return True
        return False
