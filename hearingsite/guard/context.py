"""Names that say little by themselves: what stands around them tells a person from a word."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.apart import HEADINGS, given_beside, has_surname_label, is_addressed, stands_apart
from hearingsite.guard.counts import is_count
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.meaning import Token
from hearingsite.guard.near import distance
from hearingsite.guard.sentence import Seen, acts, is_half, is_month, is_noun, is_of_body, owns_thing, stands_out
from hearingsite.guard.terms import Terms
from hearingsite.guard.verdicts import IN_WORD, MISTYPED, Mark

WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_REACH: Final = 3  # words before or after
_SLUG: Final = re.compile(r"[-_.+/@]|%20|\Z")
# In a table of plain text, many blanks may stand between two columns.
_JOIN: Final = re.compile(r"[ \t\n.,'\-_+/()\[\]\"@:;*]{1,3}|[ \t]{4,30}")
_FORMERLY: Final = frozenset({"nee", "formerly", "gynt"})
# What a program calls or asks: mark(field), field.mark;
_OF_PROGRAM: Final = re.compile(r"[a-z]+(?:[(\[]|\.(?=[a-z]+[(){}\[\];=]))[a-z]+")
# A surname and initials at the end of a cell or a line, as in an index.
_INITIALS_BEHIND: Final = re.compile(r",? ([A-Z])\.?(?:[ .]{0,2}[A-Z]\.?){0,2}(?= ?(?:[(\d\n\x1e|;\"<)]|\Z)|  )")
_BEFORE_CELL: Final = 3  # signs
_CELL: Final = re.compile(r"(?:\A|[\n\x1e(|;:\"\t>]| {2})\s?\Z")
# Ranks of which the signs make several words, or that are words or short forms of something else.
_SPELT_RANK: Final = re.compile(r"(?<![^\W_])(?:[PDWA]\. ?[CS]\.|[PD]/[CS]|C\.?I\.?|PC No\.?) \Z")
# Several officers, of whom the title is not said again.
_SEVERAL: Final = re.compile(
    r"(?<![^\W_])(?:[PD]Cs|[PD]Ss|Sgts|[Oo]fficers|[Cc]onstables|[Ss]ergeants|[Ii]nspectors|Messrs|Mmes)\.? "
    r"(?:[A-Z][\w'\-]*(?:,? and |,? & |, ))*\Z"
)
_SHORT_RANKS: Final = frozenset({"pc", "dc", "ps", "dci", "wpc", "pcso", "sgt", "insp", "supt"})
_WHOLE_RANKS: Final = frozenset(
    {"constable", "officer", "sergeant", "inspector", "superintendent", "swyddog", "cwnstabl", "gwnstabl"}
) | {"rhingyll", "arolygydd"}
_QUALIFIERS: Final = lexicon.listed("qualifiers")
_COUNTED: Final = lexicon.listed("text-numbers")
_NUMBER_WORDS: Final = lexicon.listed("person-numbers")
_SHORT_NUMBER: Final = 2  # digits that many officers have in many forces
_FIRST_NAME: Final = 3  # letters
_LONG_FIRST: Final = 6  # letters of one in which a slip may be
_RARE: Final = 9  # letters of a first name that hardly anybody else has
_SHORT_GAP: Final = re.compile(r"\.? |\.")
_SPELT: Final = 64  # signs before a name in which a title may stand that is no word
_OTHER_NUMBERS: Final = lexicon.listed("other-numbers")
_GENERIC: Final = frozenset({"number", "no", "nos", "num", "ref", "id"})
_NOT_ALONE: Final = frozenset({"force"})  # "the use of force: 142 hearings"
# Of which one announces a person's number.
NUMBER_WORDS: Final = (lexicon.RANKS | _NUMBER_WORDS | _GENERIC) - _NOT_ALONE
_ABBREVIATED: Final = frozenset({"no", "nos", "num"})
_CODE: Final = 3  # letters before a stroke: of a force, or of what the officer is
_OF_OFFICERS: Final = frozenset({"officers", "swyddogion", "collar", "collars"})  # in addresses
_OWNING: Final = frozenset({"his", "her", "their", "whose", "officer's"})
_SHORT_GENERIC: Final = 4  # digits from which "number" alone is enough
_OF_REFERENCE: Final = re.compile(r"(?<![^\W_])[A-Za-z]{1,6}-\d{4}-\Z")
_REFERENCE: Final = 13  # signs before the number of a hearing, and one more
# Behind a number that is another; tables put .0 behind what they take for one.
_OTHER_FIGURES: Final = re.compile(r"[:%]|[,\-]\d|\.(?!0(?!\d))\d")
# Surnames that every page has, of which only what stands beside them says that they are names.
_OF_SITE: Final = lexicon.listed("words-of-pages")
_IN_LISTS: Final = _OF_SITE | HEADINGS | lexicon.RANKS
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class Context:
    """Weighs marked words by their neighbours."""

    def __init__(self, terms: Terms) -> None:
        """Keep what pairs of words say."""
        self._together = terms.together
        self._beside = terms.beside
        self._with_initial = terms.with_initial
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
            rule = f"first name{_how(mark)}"
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
            yield from self._number(text, words, at, mark)

    def _family(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> Finding:
        token, word = mark.token, words[at]
        rule = f"surname{_how(mark)}"
        people = token.family
        if mark.how == MISTYPED and is_of_body(text, words, at, token.text):
            return Finding(word.start, word.end, frozenset(), rule, token.tier, sure=False, is_part=True)
        if mark.whole or (token.tier == "unique" and not mark.near):
            sure = not mark.near
            return Finding(word.start, word.end, people, rule, token.tier, sure, is_part=True)
        pairs = not mark.near or mark.how == MISTYPED or token.tier == "unique"
        pair = self._pair(text, words, at, token) if pairs else None
        # Beside a slip, an initial says too little.
        if pair is not None and not (mark.near and len(pair[0].text) < _FIRST_NAME):
            return self._full(word, *pair, mark)
        if not mark.near and token.tier == "ambiguous":
            title = self._title(text, words, at, token)
            if title is not None and not is_half(text, words, at):
                rule = f"title or rank with a surname{_how(mark)}"
                found = title.start, word.end
                return Finding(*found, people, rule, token.tier, sure=True, is_part=True)
            if word.text[0].isupper() and has_surname_label(text, word.start):
                return Finding(word.start, word.end, people, rule, token.tier, sure=True, is_part=True)
        alone = self._as_name(text, words, at, mark) or (
            not mark.near and stands_apart(text, word.start, word.end, token.text)
        )
        alone = alone and not (mark.beside or token.text in _OF_SITE)
        if mark.near and mark.how == MISTYPED and lexicon.is_ordinary(word.text.lower().removesuffix("'s")):
            alone = self._title(text, words, at, token) is not None
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
        is_rare = len(token.text) >= _RARE and not mark.how and not lexicon.is_ordinary(token.text)
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
        rule = f"surname with an initial{_how(mark)}" if is_initial else f"full name{_how(mark)}"
        return Finding(start, end, owners, rule, mark.token.tier, sure=True, is_part=is_initial)

    def _pair(self, text: str, words: Sequence[Seen], at: int, token: Token) -> tuple[Seen, tuple[int, ...]] | None:
        """The first name or initial that stands with a family name, and whose both are."""
        for step in (-1, 1):
            other = at
            for _ in range(_REACH):
                near, other = other, other + step
                if not 0 <= other < len(words):
                    break
                left, right = (words[other], words[near]) if step < 0 else (words[near], words[other])
                gap = text[left.end : right.start]
                if not _JOIN.fullmatch(gap) or _OF_PROGRAM.match(text, left.start, right.end + 1):
                    break
                first = words[other]
                owners = self._owners(first, words[near] if near != at else None, token, step)
                owners = owners or self._mistyped_first(text, words[at], first, token)
                if owners and self._reads_as_name(words[at], first, gap, token, after=step > 0):
                    return first, owners
                if not first.text[0].isupper() and not _SLUG.fullmatch(gap) and first.text.lower() not in _FORMERLY:
                    break
        return self._initial_behind(text, words[at], token) or self._in_fields(text, words[at], token)

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
        if len(lower) < _LONG_FIRST or not first.text[0].isupper() or lexicon.is_ordinary(lower):
            return ()
        if "\n" in text[min(word.end, first.end) : max(word.start, first.start)]:
            return ()
        known = self._beside(token.text)
        return next((known[first] for first in known if len(first) >= _LONG_FIRST and distance(first, lower) == 1), ())

    def _reads_as_name(self, word: Seen, first: Seen, gap: str, token: Token, *, after: bool) -> bool:
        """Tell whether two words that may be a first name and a family name are meant so."""
        capitals = word.text[0].isupper() and first.text[0].isupper()
        slug = bool(_SLUG.fullmatch(gap))
        first_lower = first.text.lower()
        if len(first.text) == 1:
            if after:
                return slug or (capitals and "," in gap)
            # "A Page", "I Will": an article is no initial, unless a dot makes it one.
            article = first_lower in "aiyo" and lexicon.is_word(token.text) and "." not in gap
            return slug or (capitals and not article)
        if len(first.text) == 2 and not slug and not (first.text.isupper() and word.text[0].isupper()):  # noqa: PLR2004 - letters
            return capitals and token.text != first_lower and not lexicon.is_word(first_lower)
        if after and word.text[0].islower() and first.text[0].isupper() and lexicon.is_word(token.text):
            return slug  # "on this page. Karen said": nobody writes a family name so before a first name
        return capitals or slug or not lexicon.is_word(first_lower)

    def _title(self, text: str, words: Sequence[Seen], at: int, token: Token) -> Seen | None:
        """The title or rank before a family name; initials of the person and a number may stand between."""
        word = words[at]
        if word.text[0].islower():
            return _rank_in_slug(text, words, at, token)
        return _title_of_several_words(text, word) or self._title_word(text, words, at, token)

    def _title_word(self, text: str, words: Sequence[Seen], at: int, token: Token) -> Seen | None:
        for other in range(at - 1, max(-1, at - _REACH - 1), -1):
            before = words[other]
            gap = text[before.end : words[other + 1].start]
            if not _JOIN.fullmatch(gap) or "\n\n" in gap:
                return None
            lower = before.text.lower()
            if lower in lexicon.TITLES or lower in lexicon.RANKS:
                plain = before.text[0].islower() and not (
                    lower in _WHOLE_RANKS and gap == " " and not is_month(words, at)
                )
                ranks = token.text in lexicon.RANKS and lower in _QUALIFIERS
                stop = "." in gap and len(lower) > 4  # noqa: PLR2004 - a whole word with a full stop ends a sentence
                stop = stop or (token.text in _IN_LISTS and _is_head(text, words, at, lower, gap))
                return None if plain or ranks or stop or "," in gap else before
            if len(lower) > 2 and not lower.isdigit():  # noqa: PLR2004 - letters
                return None
            if not lower.isdigit() and not self._together(lower, token.text):
                return None
        return None

    def _as_name(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> bool:
        """Tell whether a word alone reads as a name: a word needs a capital that no sentence or title gives it."""
        word, name = words[at].text, mark.token.text
        if word[0].isupper() and mark.token.tier != "unique" and is_of_body(text, words, at, name):
            return False
        if not lexicon.is_word(name):
            return True
        if not word[0].isupper():
            return False
        if lexicon.is_name(name):
            return bool(mark.how) or not is_noun(words, at)
        return bool(mark.how) or (not word.isupper() and (stands_out(text, words, at, name) or acts(text, words, at)))

    def _number(self, text: str, words: Sequence[Seen], at: int, mark: Mark) -> Iterator[Finding]:
        token, word = mark.token, words[at]
        around = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 3]
        if around[0] in set("$.:") or _OTHER_FIGURES.match(around[1]):
            return
        if around[0] == "-" and _OF_REFERENCE.search(text, max(0, word.start - _REFERENCE), word.start):
            return
        known = mark.whole
        previous = words[at - 1].text.lower() if at else ""
        if previous in _COUNTED or around[1][:2] in {"th", "st"}:
            return
        for other in range(at - 1, max(-1, at - _REACH - 1), -1):
            before = words[other]
            gap = text[before.end : words[other + 1].start]
            is_stop = len(gap) > 1 and gap[0] in ".;" and not (gap == ". " and _is_abbreviated(words, other))
            if BREAK in gap or "\n\n" in gap or is_stop:
                break
            known = known or _is_number_word(words, other, token)
        letters = around[0] == "/" and previous.isalpha()
        is_coded = letters and (previous in _OF_OFFICERS or (len(previous) <= _CODE and around[1][:1] != "/"))
        is_little = mark.beside or len(token.text) <= _SHORT_NUMBER + 1 or is_count(text, word.start, word.end)
        if is_little and not (known or is_coded):
            return
        if (
            known
            or is_coded
            or not (_YEAR.fullmatch(token.text) or around[0] in set("-/") or around[1][:1] in set("-/"))
        ):
            sure = known and not mark.near and len(token.text) > _SHORT_NUMBER
            yield Finding(word.start, word.end, token.number, f"number{_how(mark)}", token.tier, sure)


def _title_of_several_words(text: str, word: Seen) -> Seen | None:
    """A title before a family name that is no word, or that is several people's."""
    start = max(0, word.start - _SPELT)
    found = _SPELT_RANK.search(text, start, word.start) or _SEVERAL.search(text, start, word.start)
    return Seen(found.group(), *found.span()) if found else None


def _is_head(text: str, words: Sequence[Seen], at: int, title: str, gap: str) -> bool:
    """Whether a title or a rank stands before a word in a list, or heads a column beside that of the word."""
    if "\n" in gap:
        return True
    after = words[at + 1] if at + 1 < len(words) else None
    is_sentence = after is not None and after.text[0].islower() and text[words[at].end : after.start] == " "
    return title == "officer" and words[at - 1].text[0].isupper() and not is_sentence


def _rank_in_slug(text: str, words: Sequence[Seen], at: int, token: Token) -> Seen | None:
    """The short form of a rank that a hyphen joins to a name in an address: pc-name.pdf."""
    before = words[at - 1] if at else None
    if before is None or before.text not in _SHORT_RANKS or token.text in HEADINGS:
        return None
    gap = text[before.end : words[at].start]
    return before if gap in {"-", "_", ".", "+", "%20"} else None


def _begins_cell(text: str, start: int) -> bool:
    return _CELL.search(text, max(0, start - _BEFORE_CELL), start) is not None


def _how(mark: Mark) -> str:
    return f", {mark.how}" if mark.how else ""


def _is_number_word(words: Sequence[Seen], at: int, token: Token) -> bool:
    """Tell whether a word announces a person's number: "collar", "PC"; "number" alone only before a long one."""
    lower = words[at].text.lower()
    if lower not in _GENERIC:
        return lower in lexicon.RANKS or (lower in _NUMBER_WORDS and lower not in _NOT_ALONE)
    before = words[at - 1].text.lower() if at else ""
    if before in lexicon.RANKS or before in _NUMBER_WORDS or before in _OWNING:
        return True
    return len(token.text) >= _SHORT_GENERIC and before not in _OTHER_NUMBERS


def _is_abbreviated(words: Sequence[Seen], at: int) -> bool:
    """Tell whether a full stop behind a word ends no sentence: "PC No. 4417"."""
    before = words[at - 1].text.lower() if at else ""
    return words[at].text.lower() in _ABBREVIATED and (before in lexicon.RANKS or before in _NUMBER_WORDS - _GENERIC)
