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
_CIVIL: Final = ("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "judge", "lord", "lady", "professor")


class Innocent:
    """The values that are let through."""

    def __init__(self, values: Iterable[str]) -> None:
        """Make one expression of all values, and of declared names with a title."""
        forms: set[tuple[str, ...]] = set()
        self._surnames: set[str] = set()
        for value in values:
            words = tuple(_WORDS.findall(fold_value(value).replace("'", "").lower()))
            names = tuple(word for word in words if word not in lexicon.TITLES | lexicon.RANKS)
            if words:
                forms |= {words, names} - {()}
            if len(names) > 1 and not any(name.isdigit() for name in names) and "@" not in value:
                self._surnames.add(names[-1])
                forms |= {(title, names[-1]) for title in _CIVIL}
                forms |= {(*words[:at], names[-1]) for at in range(1, len(words)) if words[0] not in names}
                forms.add((names[0][0], names[-1]))
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
        bare = fold_value(text[hit.start : hit.end]).lower()
        return hit.tier != "unique" and hit.rule == "surname" and bare in self._surnames
