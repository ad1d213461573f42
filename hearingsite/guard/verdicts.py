"""What one word says, worked out once however often it stands on a site."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hearingsite.guard import lexicon
from hearingsite.guard.figures import in_figures, in_letters
from hearingsite.guard.meaning import Token
from hearingsite.guard.near import Near, distance
from hearingsite.guard.short import CUT, Short
from hearingsite.guard.spelling import Spellings
from hearingsite.guard.terms import Terms

_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_GLUED_NUMBER: Final = re.compile(r"([a-z]{0,12}?)0*(\d{2,5})([a-z]{0,2})")
_FIGURED: Final = re.compile(r"(pc|dc|ps|ds|di|dci|wpc|pcso|insp|sgt|collar)?([\doliszb]{2,5})")
_GENERIC: Final = frozenset({"number", "no", "nos", "num", "ref", "id"})
_NUMBERED: Final = lexicon.RANKS | (lexicon.listed("person-numbers") - _GENERIC)
_LETTERS: Final = 3  # of a force, before a number
_BEHIND: Final = "pc"  # the one rank behind a number that is no measure, as cc is
_LEAST_FIGURES: Final = 3
_ROADS: Final = frozenset({"a", "b", "m"})
_MEASURES: Final = lexicon.listed("measures")
_BEFORE: Final = tuple(sorted(lexicon.TITLES | lexicon.RANKS | lexicon.listed("joined-to-names")))
_LONG: Final = 8  # letters of a name that may stand inside any longer word
_SURE: Final = 6  # letters of a name whose slips say enough anywhere
_VERY_LONG: Final = 10
_LEAST: Final = 4
_LONGEST: Final = 100  # letters of what may be one name, run together or mistyped
# Of which one written together with a family name in an address says that it is one: pcname.pdf.
_RANKS: Final = (
    "pc",
    "dc",
    "ps",
    "dci",
    "wpc",
    "pcso",
    "sgt",
    "insp",
    "supt",
    "constable",
    "sergeant",
    "inspector",
    "mr",
    "mrs",
)
_HEADINGS: Final = lexicon.listed("headings")
_JOINED: Final = lexicon.listed("joined-to-names")
MISTYPED: Final = "mistyped"
ALIKE: Final = "with look-alike digits or letters"
SPELT: Final = "in another spelling"
IN_WORD: Final = "in a longer word"
BEFORE_ARTICLE: Final = "with a letter behind it"  # of a sentence, or an initial
_THIRTEEN: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_DERIVED: Final = ("ian", "ians", "esque", "ism", "ish", "owa", "ova", "owna")


class Mark(Struct, frozen=True):
    """A word is, or hides, a listed one; `near`: not so surely that it would count anywhere."""

    token: Token
    how: str = ""
    near: bool = False
    whole: bool = True  # the word needs nothing around it to say who is meant
    beside: bool = False  # it needs a first name beside it, a number a word for one

    def rule(self, name: str) -> str:
        """Name what was found, and how it is written."""
        return f"{name}, {self.how}" if self.how else name


class Verdicts:
    """Judges distinct words."""

    def __init__(self, terms: Terms) -> None:
        """Index what is looked for."""
        self._terms = terms
        self._token = terms.token
        self._together = terms.together
        self._near = Near(terms)
        self._short = Short(terms)
        self._spellings = Spellings(terms.names)
        self._ways = (
            self._plural,
            self._glued,
            self._in_figures,
            self._alike,
            self._run_together,
            self._apostrophe,
            self._backwards,
            self._turned,
        )
        of_figures = {self._glued, self._in_figures}
        self._ways_of_letters = tuple(way for way in self._ways if way not in of_figures)

    def judge(self, word: str) -> tuple[Mark, ...]:
        """All that a folded word (its case kept) says; nothing where it is innocent."""
        base = _bare(word)
        token = self._token(base)
        if token is not None:
            return (Mark(token, whole=False),)
        if lexicon.is_word(base):
            return tuple(self._cut_to_word(base, word))
        return tuple(self._hidden(word, base))

    def slipped(self, word: str) -> list[Mark]:
        """What a folded word that was written in another way says: as it stands, run together, with a slip, or cut off."""
        base = _bare(word)
        token = self._token(base)
        if token is not None:
            return [Mark(token, whole=False)]
        if lexicon.is_ordinary(base) or len(base) > _LONGEST:
            return []
        mistyped, cut = self._mistyped(base, word), self._shortened(base, word)
        ways = (self._camel(word), self._run_together(base), self._alike(base), mistyped, cut)
        return next(filter(None, map(list, ways)), [])

    def _hidden(self, word: str, base: str) -> Iterator[Mark]:
        if base.isascii() and base.isdigit():  # of names, only what its figures look like
            yield from self._alike(base)
            yield from self._padded(base)
            return
        found = list(self._camel(word))
        yield from found
        if any(mark.how != MISTYPED for mark in found):  # a slip, as in "DC Iheart", hides no DCI
            return
        parts = _CAMEL.findall(word)
        token = self._token(base[:-1]) if len(parts) > 1 and _ends_in_article(parts, len(parts) - 2) else None
        if token is not None and (token.family or token.given):
            yield Mark(token, BEFORE_ARTICLE, whole=False)
            return
        if len(base) > _LONGEST:  # no word: a name may begin or end it
            yield from self._within(base.strip("0123456789"))
            return
        for way in self._ways_of_letters if base.isalpha() else self._ways:
            found = list(way(base))
            if found:
                yield from found
                return
        yield from self._nearly(base, word)

    def _nearly(self, base: str, word: str) -> Iterator[Mark]:
        """What a word says that is nobody's as it stands."""
        if _may_have_figures(base):
            marks = self.slipped(in_letters(word))
            yield from (replace(mark, how=mark.how or ALIKE, near=True) for mark in marks)
        if word.islower():
            yield from self._headed_mistyped(base)
        found = [] if lexicon.is_ordinary(base) else list(self._mistyped(base, word))
        yield from self._other_name(base, word)
        yield from found
        if not any(not mark.near for mark in found):
            yield from self._within(base.strip("0123456789"))
            if not found:
                yield from self._shortened(base, word)
                if not lexicon.is_ordinary(base):
                    yield from self._spelt(base, word)

    def _padded(self, base: str) -> Iterator[Mark]:
        bare = base.lstrip("0")
        if bare != base and (token := self._token(bare)) and token.number:
            yield Mark(token, "with zeros before it", whole=False)

    def _other_name(self, base: str, word: str) -> Iterator[Mark]:
        """A name that others bear and is one slip away or sounds the same, which behind a title may be meant for the person's own."""
        if not word[0].isupper() or not lexicon.is_ordinary(base):
            return
        for mark in self._mistyped(base, word) if len(base) >= _LONG else ():
            if mark.token.family and mark.token.tier == "unique":
                yield Mark(mark.token, MISTYPED, near=True, whole=False)
        for text in sorted(self._spellings.of(base)):
            most = 2 if min(len(text), len(base)) > _SURE else 1
            if text[0] == base[0] and distance(text, base) <= most and (token := self._token(text)) and token.family:
                yield Mark(token, SPELT, near=True, whole=False)

    def _apostrophe(self, base: str) -> Iterator[Mark]:
        """A prefix that an apostrophe joined, as in l'Name."""
        if base[:1] in "dlo" and (token := self._token(base[1:])) and token.tier == "unique":
            yield Mark(token, "with a letter before it")

    def _plural(self, base: str) -> Iterator[Mark]:
        for ending in ("s", "es", "z"):
            token = self._token(base.removesuffix(ending)) if base.endswith(ending) else None
            if token is not None and len(token.text) >= _LEAST and token.family:
                yield Mark(token, "in the plural", near=lexicon.is_ordinary(base), whole=False)
                return
        for ending in _DERIVED if base.endswith(_DERIVED) else ():
            stem = base.removesuffix(ending)
            derived = (self._token(stem) or self._token(f"{stem}e")) if base.endswith(ending) else None
            if derived and len(derived.text) >= _SURE and derived.family and derived.tier == "unique":
                yield Mark(derived, "with an ending")
                return

    def _glued(self, base: str) -> Iterator[Mark]:
        """A collar number written together with a rank; a name written together with digits."""
        glued = _GLUED_NUMBER.fullmatch(base)
        if glued and (token := self._token(glued[2])) and token.number:
            yield from self._numbered(token, glued[1], glued[3])
        bare = base.strip("0123456789")
        if bare != base and (token := self._token(bare)) and len(bare) >= _LEAST:
            yield Mark(token, "written together with digits", whole=token.tier == "unique")

    def _in_figures(self, base: str) -> Iterator[Mark]:
        """A number with letters for figures; at one end alone they may be of a house or a code."""
        figured = None if base.isalpha() else _FIGURED.fullmatch(base)
        if figured and any(map(str.isdigit, figured[2])) and (token := self._token(in_figures(figured[2]))):
            at_end = not figured[1] and figured[2].strip("oliszb").isdigit()
            if token.number:
                near = len(token.text) < _LEAST
                yield Mark(token, "with letters for figures", near=near, whole=bool(figured[1]), beside=at_end)

    def _numbered(self, token: Token, before: str, after: str) -> Iterator[Mark]:
        """A collar number written together with a rank or a word for it, or with letters, as those of a force."""
        if (before in _NUMBERED and not after) or (after == _BEHIND and not before):
            yield Mark(token, "written together with a rank")
        elif (
            len(token.text) >= _LEAST_FIGURES
            and len(before) <= _LETTERS
            and before not in _ROADS
            and after not in _MEASURES
        ):
            yield Mark(token, "written together with letters", near=True)

    def _run_together(self, base: str) -> Iterator[Mark]:
        """A family name written together with a first name, an initial or a title, as in addresses and handles."""
        bare = base.strip("0123456789")
        starts = _BEFORE if bare.startswith(_BEFORE) else ()
        for text in (bare, *(bare.removeprefix(start) for start in starts if bare.startswith(start))):
            if text != bare and (token := self._token(text)) and token.family and _says_enough(token, bare):
                yield Mark(token, "written together with another word")
                return
            cuts = range(1, len(text))
            if self._terms.texts.isdisjoint([part for at in cuts for part in (text[:at], text[at:])]):
                continue
            for at in cuts:
                for family, other in ((text[at:], text[:at]), (text[:at], text[at:])):
                    token = self._token(family)
                    if token is None or not token.family:
                        continue
                    if self._together(other, family) and len(text) > _LEAST and not lexicon.is_ordinary(text):
                        yield Mark(token, "written together with a first name or an initial")
                        return
            yield from self._together_mistyped(text)

    def _together_mistyped(self, text: str) -> Iterator[Mark]:
        """A first name written together with a rare family name in which a letter is wrong."""
        for at in range(_LEAST, len(text) - _LEAST + 1):
            for first, family in ((text[:at], text[at:]), (text[at:], text[:at])):
                if first not in self._terms.given or len(family) < _SURE - 1:
                    continue
                for token, edits in self._near.mistyped(family):
                    if edits == 1 and token.tier == "unique" and self._together(first, token.text):
                        yield Mark(token, "written together with a first name, mistyped", near=len(token.text) < _LONG)
                        return

    def _headed_mistyped(self, text: str) -> Iterator[Mark]:
        """A long rare family name in which a letter is wrong, behind its initial or a rank, as in the name of an account."""
        heads = (text[:1], *(rank for rank in _RANKS if text.startswith(rank)))
        for head in heads if len(text) > _LONG else ():
            for token, edits in self._near.mistyped(text.removeprefix(head)):
                is_headed = len(head) > 1 or self._together(head, token.text)
                if edits == 1 and len(token.text) >= _LONG and token.tier == "unique" and is_headed:
                    yield Mark(token, "written together with an initial or a rank, mistyped", near=True)

    def _turned(self, base: str) -> Iterator[Mark]:
        """Every letter put thirteen places on, as those do who hide the end of a story."""
        token = self._token(base.translate(_THIRTEEN)) if len(base) > _SURE else None
        if token is not None and token.tier == "unique":
            yield Mark(token, "with other letters for its own")

    def _shortened(self, base: str, word: str) -> Iterator[Mark]:
        """The beginning of a family name, or its consonants: on the person's own page alone."""
        if len(base) < _LEAST or lexicon.is_ordinary(base) or not base.isalpha():
            return
        for text, how in self._short.of(base, is_name=word.istitle()):
            if token := self._token(text):
                yield Mark(token, how, near=True, whole=False)

    def _cut_to_word(self, base: str, word: str) -> Iterator[Mark]:
        """The beginning of a family name that is a word as well: behind a title or a rank it may be meant."""
        is_other = base in _HEADINGS or lexicon.is_name(base) or base in lexicon.things() or base in lexicon.places()
        if len(base) < _LEAST or not word.istitle() or is_other:
            return
        for text, how in self._short.of(base, is_name=False):
            if how == CUT and (token := self._token(text)) and token.family:
                yield Mark(token, how, near=True, whole=False)

    def _spelt(self, base: str, word: str) -> Iterator[Mark]:
        """A name as another language writes it: on the person's own page alone."""
        is_telling = word[0].isupper() and len(base) >= _SURE and base not in lexicon.places()
        for text in sorted(self._spellings.of(base)) if is_telling else ():
            if len(text) >= _SURE and (token := self._token(text)):
                yield Mark(token, SPELT, near=True, whole=False)

    def _within(self, bare: str) -> Iterator[Mark]:
        for size in range(min(len(bare) - 1, _LONGEST), _LONG - 1, -1):
            for part in (bare[-size:], bare[:size]):
                token = self._token(part)
                if token is not None and token.tier == "unique" and not lexicon.is_ordinary(bare):
                    yield Mark(token, "inside a longer word", near=True)
                    return

    def _alike(self, base: str) -> Iterator[Mark]:
        if len(base) < _LEAST:
            return
        for token in self._near.alike(base):
            if lexicon.is_ordinary(base) and base.isalpha():
                return
            yield Mark(token, ALIKE, near=token.tier != "unique" and base.isalpha(), whole=False)

    def _backwards(self, base: str) -> Iterator[Mark]:
        token = self._token(base[::-1]) if len(base) >= _LEAST else None
        if token is not None and (token.family or token.given) and not lexicon.is_ordinary(base):
            yield Mark(token, "written backwards", near=token.tier != "unique" or len(base) <= _LEAST)

    def _camel(self, word: str) -> Iterator[Mark]:
        """A name as a word of a hashtag or an identifier."""
        parts = _CAMEL.findall(word)
        lower = [part.lower() for part in parts]
        for at, part in enumerate(lower if len(parts) > 1 else ()):
            token = self._token(part)
            if token is None and at and lower[at - 1] in _RANKS and not lexicon.is_ordinary(part):
                yield from self._mistyped(part, parts[at])
            if token is None or len(part) < _LEAST:
                continue
            if token.given and at + 1 == len(lower) and lower[at - 1] in _JOINED:
                yield Mark(token, IN_WORD, near=True, whole=False)
            if not token.family:
                continue
            behind = () if _ends_in_article(parts, at) else lower[at + 1 : at + 3]
            around = (*lower[max(0, at - 2) : at], *behind)
            is_titled = at > 0 and lower[at - 1] in _RANKS
            if token.tier == "unique" or is_titled or any(self._together(other, part) for other in around):
                yield Mark(token, "inside a longer word")

    def _mistyped(self, base: str, word: str) -> Iterator[Mark]:
        is_place = base in lexicon.places()
        for token, edits in self._near.mistyped(base):
            begins_alike = token.text[0] == base[0] or token.text.endswith(base)
            if (is_place and edits > 1) or ((is_place or edits > 1) and not begins_alike):
                continue  # another name rather than a slip
            sure = token.tier == "unique" and bool(token.family) and word[0].isalpha() and not is_place
            sure = sure and len(token.text) >= (_SURE if edits == 1 else _VERY_LONG)
            prefixed = f"o{base}" == token.text  # without the O', another name
            short = len(token.text) < _SURE and token.text[0] != base[0]
            yield Mark(token, MISTYPED, near=not sure or prefixed, whole=False, beside=short)


def _bare(word: str) -> str:
    """A word in small letters, without a possessive ending and apostrophes."""
    return word.lower().removesuffix("'s").replace("'", "")


def _may_have_figures(base: str) -> bool:
    """Tell whether figures in a word may be letters: it is no code, as A470 and BR34 are, and no word with a note's number."""
    letters = sum(map(str.isalpha, base))
    if not _LEAST <= letters < len(base) or len(base) < _SURE:
        return False
    return in_letters(base).isalpha() and not lexicon.is_ordinary(base.strip("0123456789"))


def _ends_in_article(parts: Sequence[str], at: int) -> bool:
    """Tell whether a sentence begins behind a word, where tags alone part them: "Ember Green</dd><p>A hearing"."""
    return len(parts) == at + 2 and parts[-1] in {"A", "I"} and not parts[at].isupper()


def _says_enough(token: Token, written: str) -> bool:
    """Tell whether a family name is one behind the word before it: where it is a word itself, a rank or a title."""
    title = written.removesuffix(token.text)
    if token.text in lexicon.RANKS and len(title) > _LEAST:
        return False  # two ranks
    return token.tier == "unique" or (
        title in _RANKS and len(token.text) >= _LEAST and not lexicon.is_ordinary(written)
    )
