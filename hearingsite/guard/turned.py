"""Texts written backwards, as "draY wollaT 5": a word that only such a text has tells where to read one from its end."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.aside import Aside
from hearingsite.guard.finding import Finding
from hearingsite.guard.fold import Mapped
from hearingsite.guard.identities import Identity
from hearingsite.guard.terms import Terms
from hearingsite.guard.whole import is_kind_of_street, streets_of

_LEAST: Final = 4  # letters of a word with its capital at the end, or of a street
_OF_HANDLES: Final = range(6, 65)  # letters of a name for an account, which has no capital
_AROUND: Final = 72  # signs before and after the word that are read with it
# What a date, a street or an officer's number has.
_TELLING: Final = (
    "born birth september october november december february january april august road street lane drive avenue crescent"
    " yard police collar number constable sergeant inspector"
)
_TURNED: Final = frozenset(word[::-1] for word in _TELLING.split())
HOW: Final = "written backwards"


class Turned:
    """Reads texts from their end, where a word tells that they may be written so."""

    def __init__(
        self, terms: Terms, read: Callable[[str], Iterable[Finding]], judge: Callable[[str], Collection[object]]
    ) -> None:
        """Take what is looked for, what reads a folded text, and what says of one word whether it names somebody."""
        self._terms = terms
        self._judge = judge
        self._aside = Aside(read, _AROUND)

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The words of streets and the ends of e-mail addresses, turned, that are no words then."""
        people = [one for one in self._terms.sources if isinstance(one, Identity)]
        words = {word for one in people if one.addresses for street, _ in streets_of(one) for word in street}
        words = {word for word in words if len(word) >= _LEAST and not is_kind_of_street(word)}
        words.update(email.rpartition(".")[2].lower() for one in people for email in one.contacts.emails)
        return _TURNED.union(word[::-1] for word in words if not lexicon.is_ordinary(word[::-1]))

    @cached_property
    def _rare(self) -> frozenset[str]:
        """The family names that say who is meant behind a first name or an initial."""
        return frozenset(self._terms.rare_families)

    def may_be(self, word: str) -> bool:
        """Whether a word tells that a text is written backwards: "draY", "lirpA", "moc"."""
        lower = word.lower()
        if lower in self._telling:
            return True
        if len(word) < _LEAST:
            return False
        # Any word may end with a capital, and texts are read once more for those that say something backwards.
        turned = lower[::-1]
        if word[-1].isupper() and not word.isupper():
            is_word = lexicon.is_word(turned) or turned in self._terms.texts
            is_other = any(map(lexicon.is_ordinary, (lower, lower[:-1])))  # a word, before the letter of something else
            return is_word or (not is_other and bool(self._judge(word[::-1])))
        cuts = range(1, len(word)) if len(word) in _OF_HANDLES and word.islower() else ()
        return not self._rare.isdisjoint([part for at in cuts for part in (turned[:at], turned[at:])])

    def find(self, text: str, places: Iterable[tuple[int, str]]) -> list[Finding]:
        """What a folded text says from its end around words that tell so, each given with its place."""
        spans = sorted({(start, start + len(word)) for start, word in places})
        found = self._aside.read(text, spans, lambda part, _: _from_end(part))
        # What is backwards in a text that is read from its end stands there as people write.
        return [one.at(one.start, one.end, HOW) for one in found if HOW not in one.rule]


def _from_end(text: str) -> Mapped:
    """A text from its end; a span of it begins where its last sign stood."""
    return _Turned(text[::-1], range(len(text), -1, -1))


class _Turned(Mapped, frozen=True):
    """A text from its end, whose offsets fall."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to before `end` stood."""
        return self.starts[end], self.starts[start]
