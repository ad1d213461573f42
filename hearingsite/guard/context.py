"""Names that say little by themselves: what stands around them tells a person from a word."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.apart import (
    HEADINGS,
    given_beside,
    has_surname_label,
    is_addressed,
    is_in_file_name,
    stands_apart,
)
from hearingsite.guard.finding import Finding
from hearingsite.guard.forms import SHORTEST
from hearingsite.guard.meaning import Token
from hearingsite.guard.near import distance
from hearingsite.guard.officer_numbers import weigh_number
from hearingsite.guard.sentence import (
    JOIN,
    MONTHS,
    REACH,
    SENTENCE_END,
    Seen,
    acts,
    is_dated,
    is_half,
    is_noun,
    is_of_body,
    owns_thing,
    stands_out,
)
from hearingsite.guard.short import CUT, ENDED
from hearingsite.guard.terms import Terms
from hearingsite.guard.titles import OF_SITE, QUALIFIERS, TITLED, is_of_another, title_before
from hearingsite.guard.verdicts import BEFORE_ARTICLE, IN_WORD, MISTYPED, SPELT, Mark
from hearingsite.guard.whole import RARE_FIRST

_ARTICLES: Final = frozenset("aioy")
_SLUG: Final = re.compile(r"[-_.+/@]|%20|\Z")
_BEFORE_ENTRY: Final = 6  # signs
_BEGINS_ENTRY: Final = re.compile(r"(?:\A|[\n\x1e(|;:\"\t>]| {2})[ #*'\-]{0,4}\Z")
_ENDS_CELL: Final = re.compile(r"(?: [A-Z][a-z'\-]+){0,3}[.)\"'!:]{0,2}\s?(?:\Z|[\n\x1e;|,(<\t]| {2})")
_BEFORE_INITIALS: Final = lexicon.listed("before-initials")
_GOES_ON: Final = re.compile(r" [a-z]")
_NO_QUALIFIERS: Final = frozenset({"officer", "superintendent"})  # before a family name only
_FORMERLY: Final = frozenset({"nee", "formerly", "gynt"})
# What a program calls or asks: mark(field), field.mark;
_OF_PROGRAM: Final = re.compile(r"[a-z]+(?:[(\[]|\.(?=[a-z]+[(){}\[\];=]))[a-z]+")
# A surname and initials at the end of a cell or a line, as in an index.
_INITIALS_BEHIND: Final = re.compile(r",? ([A-Z])\.?(?:[ .]{0,2}[A-Z]\.?){0,2}(?= ?(?:[(\d\n\x1e|;\"<)]|\Z)|  )")
_BEFORE_CELL: Final = 3  # signs
_CELL: Final = re.compile(r"(?:\A|[\n\x1e(|;:\"\t>]| {2})\s?\Z")
_FIRST_NAME: Final = 3  # letters
_LONG_FIRST: Final = 6  # letters of one in which a slip may be
_IN_WELSH: Final = lexicon.listed("short-names-in-welsh")
_MOSTLY_WELSH: Final = lexicon.listed("mostly-welsh")
_IN_A_WELSH_SENTENCE: Final = re.compile(r" (?:yr?|na[cd]?|ma[ei]|o|oedd|roedd|bu|wnaeth|cafodd|felly|fyddai|gafodd)\b")
_OTHERS: Final = frozenset({MISTYPED, CUT, SPELT})
_DOUBLED: Final = re.compile(r"(.)\1")
_SHORT_GAP: Final = re.compile(r"\.? |\.")


class Context:
    """Weighs marked words by their neighbours."""

    def __init__(self, terms: Terms) -> None:
        """Keep what pairs of words say."""
        self._together = terms.together
        self._beside = terms.beside
        self._with_initial = terms.with_initial
        self._given = terms.given
        self._family_names = terms.family
        self._in_parts = frozenset().union(*terms.parts_by_record.values())

    def weigh(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> Iterator[Finding]:
        """What one marked word of a text says where it stands."""
        token, word = mark.token, words[at]
        if token.family:
            yield self._family(text, words, at, mark)
            # By itself the family name of such people says enough in their own hearings alone.
            if token.tier == "unique" and not mark.near and not self._in_parts.isdisjoint(token.family):
                pair = self._pair(text, words, at, token)
                if pair is not None and len(pair[0].text) > 1:
                    yield self._full(word, *pair, mark)
        elif token.given:
            rule = mark.rule("first name")
            called = self._as_family(text, words, at, mark)
            if called:
                yield Finding(
                    word.start, word.end, called, "title or initial with a rare first name", token.tier, sure=True
                )
            sure = token.tier == "unique" and not mark.near
            if (
                sure
                or mark.how == IN_WORD
                or is_addressed(text, word.start, word.end)
                or (self._as_name(text, words, at, mark) and not (mark.near and owns_thing(words, at)))
            ):
                yield Finding(word.start, word.end, token.given, rule, token.tier, sure, is_part=True)
        if token.number:
            yield from weigh_number(text, words, at, mark)

    def _family(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> Finding:
        token, word = mark.token, words[at]
        rule = mark.rule("surname")
        people = token.family
        if mark.how == MISTYPED and is_of_body(text, words, at, token.text):
            return Finding(word.start, word.end, frozenset(), rule, token.tier, sure=False, is_part=True)
        if mark.whole or (token.tier == "unique" and not mark.near):
            sure = not mark.near
            return Finding(word.start, word.end, people, rule, token.tier, sure, is_part=True)
        pairs = not mark.near or mark.how == MISTYPED or (token.tier == "unique" and mark.how != ENDED)
        is_cut = mark.how == BEFORE_ARTICLE and _GOES_ON.match(text, word.end) is not None  # "Ember GreenA hearing"
        pair = self._pair(text, words, at, token) if pairs else None
        if pair is None and mark.how == BEFORE_ARTICLE and not is_cut:
            pair = self._initial_in_word(word, token)
        # Beside a slip, an initial says too little.
        if pair is not None and not (mark.near and len(pair[0].text) < _FIRST_NAME):
            return self._full(word, *pair, mark)
        if not mark.near and token.tier == "ambiguous":
            title = title_before(text, words, at, token, self._together)
            if title is not None and not is_half(text, words, at):
                rule = mark.rule("title or rank with a surname")
                found = title.start, word.end
                return Finding(*found, people, rule, token.tier, sure=True, is_part=True)
            if word.text[0].isupper() and has_surname_label(text, word.start):
                return Finding(word.start, word.end, people, rule, token.tier, sure=True, is_part=True)
        alone = self._as_name(text, words, at, mark) or (
            not mark.near and stands_apart(text, word.start, word.end, token.text)
        )
        is_others = is_of_another(text, words, at, token) or _is_whole_rank(text, words, at, token.text)
        is_others = is_others or (is_cut and at > 0 and text[words[at - 1].end : word.start] == " ")
        alone = alone and not (mark.beside or token.text in OF_SITE or is_others)
        if mark.near and mark.how in _OTHERS and lexicon.is_ordinary(word.text.lower().removesuffix("'s")):
            alone = title_before(text, words, at, token, self._together) is not None
        # A word that is no name here belongs to nobody.
        return Finding(
            word.start,
            word.end,
            people | token.given if alone else frozenset(),
            rule,
            token.tier,
            sure=False,
            is_part=True,
        )

    def _as_family(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> frozenset[int]:
        """Whose a rare first name is that stands where others have a family name: "Mr Oluwadamisi", "S. Oluwadamisi"."""
        token, word = mark.token, words[at]
        is_rare = len(token.text) >= RARE_FIRST and not mark.how and not lexicon.is_ordinary(token.text)
        if not (is_rare and at and word.text[0].isupper()):
            return frozenset()
        before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else None
        if not _SHORT_GAP.fullmatch(text[before.end : word.start]) or not before.text[0].isupper():
            return frozenset()
        if after is not None and after.text[0].isupper() and text[word.end : after.start] in {" ", "-"}:
            return frozenset()  # another family name
        lower = before.text.lower()
        if lower in lexicon.TITLES or lower in lexicon.RANKS:
            return token.given
        return self._with_initial(token.text, lower) if len(lower) == 1 else frozenset()

    def _full(self, word: Seen, other: Seen, owners: tuple[int, ...], mark: Mark) -> Finding:
        """A family name and the first name or initial that stands with it."""
        start, end = min(word.start, other.start), max(word.end, other.end)
        is_initial = len(other.text) == 1
        rule = mark.rule("surname with an initial") if is_initial else mark.rule("full name")
        return Finding(start, end, owners, rule, mark.token.tier, sure=True, is_part=is_initial)

    def _pair(self, text: str, words: Sequence[Seen], at: int, token: Token) -> tuple[Seen, tuple[int, ...]] | None:
        """The first name or initial that stands with a family name, and whose both are."""
        for step in (-1, 1):
            other = at
            for _ in range(REACH):
                near, other = other, other + step
                if not 0 <= other < len(words):
                    break
                left, right = (words[other], words[near]) if step < 0 else (words[near], words[other])
                gap = text[left.end : right.start]
                is_end = near != at and len(left.text) >= SHORTEST and SENTENCE_END.fullmatch(gap) is not None
                is_end = is_end or (
                    _is_of_others(text, words, at, other, token) and not self._are_given(words, other, token)
                )
                if not JOIN.fullmatch(gap) or is_end or _OF_PROGRAM.match(text, left.start, right.end + 1):
                    break
                first = words[other]
                owners = self._owners(first, words[near] if near != at else None, token, step)
                owners = owners or self._mistyped_first(text, words[at], first, token)
                if owners and self._reads_as_name(text, words[at], first, gap, token, after=step > 0):
                    return first, owners
                if not first.text[0].isupper() and not _SLUG.fullmatch(gap) and first.text.lower() not in _FORMERLY:
                    break
        return self._initial_behind(text, words[at], token) or self._in_fields(text, words[at], token)

    def _are_given(self, words: Sequence[Seen], at: int, token: Token) -> bool:
        """Tell whether a word and the one behind it are first names of the same person."""
        names = [word.text.lower() for word in words[at : at + 2] if len(word.text) >= _FIRST_NAME]
        several = [frozenset(self._together(name, token.text)) for name in names]
        return len(several) > 1 and not several[0].isdisjoint(several[1])

    def _initial_in_word(self, word: Seen, token: Token) -> tuple[Seen, tuple[int, ...]] | None:
        """The initial that is written together with a family name before it: "GreenA"."""
        initial = Seen(word.text[-1], word.end - 1, word.end)
        owners = self._together(initial.text.lower(), token.text)
        return (initial, owners) if owners else None

    def _initial_behind(self, text: str, word: Seen, token: Token) -> tuple[Seen, tuple[int, ...]] | None:
        """The first of the initials that stand behind a family name, where the two are a whole cell."""
        found = _INITIALS_BEHIND.match(text, word.end) if word.text[0].isupper() else None
        if found is None or (token.text in HEADINGS and not word.text.isupper()):
            return None
        if token.text in lexicon.RANKS and not found.group().startswith(","):
            return None  # a designation
        owners = self._together(found[1].lower(), token.text)
        return (Seen(found[1], *found.span(1)), owners) if owners and _begins_cell(text, word.start) else None

    def _in_fields(self, text: str, word: Seen, token: Token) -> tuple[Seen, tuple[int, ...]] | None:
        """The first name in a field beside the one of a family name."""
        given = given_beside(text, word.start, word.end)
        owners = self._together(given.text.lower(), token.text) if given else ()
        return (Seen(*given), owners) if given and owners else None

    def _is_before_initial(self, text: str, words: Sequence[Seen], at: int, name: str) -> bool:
        """Whether the first letter of the family name stands behind a short first name: "Dan W"."""
        after = words[at + 1] if at + 1 < len(words) else None
        if after is None or len(after.text) > 1 or text[words[at].end : after.start] != " " or after.text.islower():
            return False
        several = lexicon.names_of_short_ones().get(name, ())
        return any(self._with_initial(given, after.text.lower()) for given in several)

    def _owners(self, first: Seen, near: Seen | None, token: Token, step: int) -> tuple[int, ...]:
        """Whose a first name and a family name are together; the first name may be torn in two."""
        lower = first.text.lower().replace("'", "")
        owners = self._together(lower, token.text)
        if not owners and near is not None and lower.isalpha():
            both = (near.text, lower) if step > 0 else (lower, near.text)
            owners = self._together("".join(both).lower(), token.text)
        return owners

    def _mistyped_first(self, text: str, word: Seen, first: Seen, token: Token) -> tuple[int, ...]:
        """Whose a family name is beside a long first name with one slip, in its line, which is no word and no other name."""
        lower = first.text.lower()
        if len(lower) < _LONG_FIRST or not first.text[0].isupper() or lexicon.is_word(lower):
            return ()
        is_others = lexicon.is_ordinary(lower)
        if "\n" in text[min(word.end, first.end) : max(word.start, first.start)]:
            return ()
        known = self._beside(token.text)
        sizes = range(max(_LONG_FIRST, len(lower) - 1), len(lower) + 2)
        several = (first for first in known if len(first) in sizes and distance(first, lower) == 1)
        return next((known[first] for first in several if not is_others or _single(first) == _single(lower)), ())

    def _reads_as_name(self, text: str, word: Seen, first: Seen, gap: str, token: Token, *, after: bool) -> bool:
        """Tell whether two words that may be a first name and a family name are meant so."""
        capitals = word.text[0].isupper() and first.text[0].isupper()
        slug = bool(_SLUG.fullmatch(gap))
        first_lower = first.text.lower()
        is_rank = token.text in lexicon.RANKS and word.text.islower()  # "Toby Field (constable)"
        is_rank = is_rank and (first.end + 1 != word.start or not gap.isspace())
        is_elses = after and _is_somebody_elses(text, word, first, token)
        if is_elses or (is_rank and not (slug or first.text.islower())):
            return False
        if len(first.text) == 1:
            if after:
                return slug or (capitals and "," in gap)
            # "A Page", "I Will": an article is no initial, unless a dot makes it one.
            article = first_lower in _ARTICLES and lexicon.is_word(token.text) and "." not in gap
            return slug or (capitals and not article)
        if len(first.text) == 2 and not slug and not (first.text.isupper() and word.text[0].isupper()):  # noqa: PLR2004 - letters
            return capitals and token.text != first_lower and not lexicon.is_word(first_lower)
        if after and word.text[0].islower() and first.text[0].isupper() and lexicon.is_word(token.text):
            return slug  # "on this page. Karen said": nobody writes a family name so before a first name
        return capitals or slug or not lexicon.is_word(first_lower)

    def _as_name(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> bool:
        """Tell whether a word alone reads as a name: a word needs a capital that no sentence or title gives it."""
        word, name = words[at].text, mark.token.text
        if word[0].isupper() and mark.token.tier != "unique" and is_of_body(text, words, at, name):
            return False
        is_form = name not in self._given and name not in self._family_names  # short, or spelt in another way
        is_small = is_form and word[0].islower() and name in lexicon.other_spellings()
        is_small = is_small or (is_form and _is_mostly_welsh(text, words[at], name))
        if is_small or is_dated(words, at, name) or _is_rank(words, at, name):
            return False
        is_welsh = is_form and name in _IN_WELSH and not self._is_before_initial(text, words, at, name)
        if not lexicon.is_word(name) and name not in MONTHS and not is_welsh:
            return True
        if not word[0].isupper():
            return False
        if lexicon.is_name(name) and name not in MONTHS and not is_welsh:
            return bool(mark.how) or not is_noun(words, at)
        return bool(mark.how) or (not word.isupper() and (stands_out(text, words, at, name) or acts(text, words, at)))


def _is_mostly_welsh(text: str, word: Seen, name: str) -> bool:
    """Whether a short name is a Welsh word: "gofynnodd pam", "Pam mae", "Allan o"."""
    return name in _MOSTLY_WELSH and (word.text[0].islower() or _IN_A_WELSH_SENTENCE.match(text, word.end) is not None)


def _single(name: str) -> str:
    """A name without its doubled letters: Rebecca is written Rebeca."""
    return _DOUBLED.sub(r"\1", name)


def _is_of_others(text: str, words: Sequence[Seen], at: int, other: int, token: Token) -> bool:
    """Tell whether the word before or behind a family name goes with what is on its other side: "how-to-read-a-page"."""
    step = 1 if other > at else -1
    beyond = words[other + step] if 0 <= other + step < len(words) else None
    first, last = min(at, other), max(at, other)
    if token.text in lexicon.RANKS and "\n" in text[words[first].end : words[last].start]:
        is_full = beyond is not None and step > 0 and text[words[other].end : beyond.start] == " "
        return last - first > 1 or (is_full and beyond is not None and beyond.text[0].isupper())
    if words[other].text not in _ARTICLES or beyond is None or not lexicon.is_word(token.text):
        return False
    gap = text[beyond.end : words[other].start] if step < 0 else text[words[other].end : beyond.start]
    is_name = beyond.text in TITLED or len(beyond.text) == 1 or is_in_file_name(text, words[last].end)
    is_name = is_name or (step < 0 and beyond.text in _BEFORE_INITIALS and token.text not in HEADINGS)
    return gap in {"-", "_"} and not is_name and lexicon.is_word(beyond.text)


def _is_somebody_elses(text: str, word: Seen, first: Seen, token: Token) -> bool:
    """Tell whether what stands behind a family name is none of it: of a designation, "Constable TT", or of the next sentence."""
    is_designation = len(first.text) <= _FIRST_NAME and first.text.isupper() and not word.text.isupper()
    if is_designation and token.text in lexicon.RANKS and "," not in text[word.end : first.start]:
        return True
    is_common = token.tier != "unique" and not word.text.isupper()
    is_end = is_common and SENTENCE_END.fullmatch(text, word.end, first.start) is not None
    return is_end and not _is_entry(text, word, first)


def _is_rank(words: Sequence[Seen], at: int, name: str) -> bool:
    """Tell whether a word is the second of a rank, whatever stands behind it: "The Chief Constable, who chaired"."""
    return name in lexicon.RANKS and at > 0 and words[at - 1].text.lower() in QUALIFIERS


def _is_entry(text: str, word: Seen, first: Seen) -> bool:
    """Tell whether a family name, a full stop and first names are all that a line or a cell has: "Cross. Anjali"."""
    begins = _BEGINS_ENTRY.search(text, max(0, word.start - _BEFORE_ENTRY), word.start) is not None
    return begins and _ENDS_CELL.match(text, first.end) is not None


def _is_whole_rank(text: str, words: Sequence[Seen], at: int, name: str) -> bool:
    """Tell whether a word is the second of a rank that stands in a row: neither "the officer, Constable," nor "Officer Constable"."""
    if not _is_rank(words, at, name) or words[at - 1].text.lower() in _NO_QUALIFIERS:
        return False
    return text[words[at - 1].end : words[at].start] in {" ", "-", "\n"}


def _begins_cell(text: str, start: int) -> bool:
    return _CELL.search(text, max(0, start - _BEFORE_CELL), start) is not None
