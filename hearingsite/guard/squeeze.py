"""Find long values whatever blanks, dots, hyphens and line ends stand inside them."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import accumulate, compress, count
from typing import Final

from ahocorasick_rs import AhoCorasick

from hearingsite.guard import lexicon
from hearingsite.guard.alike import MANY, Alike
from hearingsite.guard.automaton import Automaton
from hearingsite.guard.counts import is_count, is_labelled
from hearingsite.guard.dates import YEAR, Dates, years_apart
from hearingsite.guard.finding import BREAK, Finding
from hearingsite.guard.forms import SHORTEST
from hearingsite.guard.meaning import Long
from hearingsite.guard.sentence import SENTENCE_END
from hearingsite.guard.spoken import PAIRS, Spoken
from hearingsite.guard.terms import Terms

_GAP: Final = 3  # signs that may stand between two letters of one value
_REACH: Final = 96  # signs around a value at which anybody looks
_SHORT: Final = 200  # signs of one that is remembered with what stands around it
_LEAST_TURNED: Final = 9  # figures of a number that counts anywhere when it is written backwards
_GAPS: Final = 8  # signs that may stand inside one date
_DROPPED: Final = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) not in BREAK + YEAR}
_LINES: Final = {code: None for code in _DROPPED if code != 10}  # noqa: PLR2004 -- a line feed stays
_KEPT: Final = BREAK + YEAR
_MARKS: Final = bytes(code not in _DROPPED for code in range(256))
_STRETCH: Final = 256  # signs
_NOT_KEPT: Final = re.compile(rf"[^\w{BREAK}{YEAR}]|_")
_NOT_IN_LINES: Final = re.compile(rf"[^\w{BREAK}{YEAR}\n]|_")
_AS_YEAR: Final = re.compile(r"20\d\d(?!\d)")
_FULL: Final = re.compile(r" [A-Z]")
_PIECES: Final = re.compile(r"[^\W_]+")
_PREFIXES: Final = frozenset({"", "0", "00", "44", "440", "0044", "00440"})
_LONGEST_PREFIX: Final = max(map(len, _PREFIXES))
_CODE: Final = 12  # letters around a number that make it part of something else
_WIDEST: Final = 160  # signs of a gap with line ends, indented ones too
_LINE_END: Final = re.compile(r"\s*\n[\s>#*|]*")  # with what begins the next line of a quotation, a comment or a list
# What says that a word is somebody's name on social media.
_ACCOUNT: Final = re.compile(r"(?<![^\W_])@\Z|\.(?:com|net|org|me|tv|app|social)/@?\Z")
_SITE: Final = 16  # signs
_RULES: Final = {
    "name": "name",
    "given names": "first names",
    "number": "number",
    "reference": "number",
    "phone": "phone number",
    "address": "address",
    "street": "street",
    "contact": "e-mail or handle",
    "handle": "e-mail or handle",
    "script": "name",
}


class Squeezed:
    """All long values in one automaton, over a text without anything but letters and digits."""

    def __init__(self, terms: Terms) -> None:
        """Build the automaton: its speed does not depend on how many people there are."""
        self._dates = Dates(terms.born)
        self._days = frozenset(self._dates.forms())
        self._longs = terms.longs
        self._spoken = Spoken(terms)
        self._turned = terms.turned_values()
        values = [*terms.values(), *self._days, *(PAIRS if self._spoken else ()), *self._turned]
        self._alike = Alike(_REACH)
        self._automaton = Automaton(partial(AhoCorasick, store_patterns=False), values)
        self._words: dict[str, bool] = {}
        self._has_years = bool(self._days) or any(map(_AS_YEAR.search, values))
        # Letters at each end of a line in which a value stands that goes over it, or whose prefix does.
        self._edge = max(map(len, values), default=0) + _LONGEST_PREFIX

    def find(self, text: str) -> Iterator[Finding]:
        """What stands in a folded text, in any case."""
        if not self._automaton:
            return
        apart = self._apart(text)
        bare = apart.translate(_DROPPED) if apart.isascii() else _NOT_KEPT.sub("", apart)
        found = list(self._automaton.find(bare.lower()))
        if not found:
            return
        kept = _Kept(apart, len(found))
        for key, start, end in found:
            first, last = kept[start], kept[end - 1] + 1
            if last - first == len(key) and self._is_word(key) and text[first:last].isalnum():
                continue
            if len(found) < MANY or last - first > _SHORT:
                yield from self._verified(text, first, last, key)
                continue
            place = self._alike.key(text, first, last, key)
            findings = self._alike.known(place, first)
            if findings is None:
                findings = list(self._verified(text, first, last, key))
                self._alike.keep(place, first, findings)
            yield from findings

    def _apart(self, text: str) -> str:
        """A folded text, as long as before, in which no year behind a month is a part of something else."""
        return years_apart(text) if self._has_years else text.replace(YEAR, " ")

    def _is_word(self, key: str) -> bool:
        """Whether a value is a single word of a name and nothing else; most that stand in a text are."""
        is_word = self._words.get(key)
        if is_word is None:
            longs = () if key in self._days or key in PAIRS or key in self._turned else self._longs(key)
            is_word = bool(longs) and all(_is_one_word(long, key) for long in longs)
            self._words[key] = is_word
        return is_word

    def _verified(self, text: str, first: int, last: int, key: str) -> Iterator[Finding]:
        """What a value says that stands in a folded text from `first` to before `last`."""
        if key in self._days:
            yield from self._date(text, first, last, key)
        if key in PAIRS:
            yield from self._spoken.find(text, first)
        if key in self._turned:
            yield from self._from_end(text, first, last, key)
        for long in self._longs(key):
            if _is_one_word(long, key) and text[first : first + len(key)].isalnum():
                continue  # judged by what stands around it, elsewhere
            finding = verified(text, first, last, key, long)
            if finding is not None:
                yield finding

    def _from_end(self, text: str, first: int, last: int, key: str) -> Iterator[Finding]:
        """What a value says that is written backwards from `first` to before `last`."""
        begin = max(text.rfind(BREAK, 0, first) + 1, first - _REACH)
        turned = text[begin : last + _REACH].partition(BREAK)[0][::-1] if BREAK not in text[first:last] else ""
        end = begin + len(turned)
        for long in self._longs(key[::-1]) if turned else ():
            finding = verified(turned, end - last, end - first, key[::-1], long)
            if finding is not None:
                sure = finding.sure and (len(key) >= _LEAST_TURNED or not key.isdigit())
                yield Finding(
                    end - finding.end,
                    end - finding.start,
                    finding.people,
                    f"{finding.rule}, written backwards",
                    long.tier,
                    sure,
                )

    def across(self, text: str) -> Iterator[tuple[int, int]]:
        """The first and the last line, by number, of what may be a value that goes over several lines."""
        if not self._automaton:
            return
        apart = self._apart(text)
        kept = apart.translate(_LINES) if apart.isascii() else _NOT_IN_LINES.sub("", apart)
        reach = self._edge
        lines = [  # without what stands in the middle of long ones
            line if len(line) <= 2 * reach else f"{line[:reach]}{BREAK}{line[-reach:]}"
            for line in kept.lower().split("\n")
        ]
        bare = "".join(lines)
        found = list(self._automaton.find(bare))
        if not found:
            return
        ends = list(accumulate(map(len, lines)))
        for key, start, end in found:
            begin = start
            if any(long.kind == "phone" for long in self._longs(key)):
                begin = max(bare.rfind(BREAK, 0, start) + 1, start - _LONGEST_PREFIX)
            first, last = bisect_right(ends, begin), bisect_right(ends, end - 1)
            if first != last:
                yield first, last

    def _date(self, text: str, start: int, end: int, key: str) -> Iterator[Finding]:
        if end - start <= len(key) + _GAPS and BREAK not in text[start:end] and _whole(text, start, end):
            pieces = tuple(piece.lower() for piece in _PIECES.findall(text, start, end))
            yield from self._dates.judge(text, start, end, key, pieces)


class _Kept:
    """Where the letters and digits of a text stand; where few are `asked` for, it is worked out for stretches around them."""

    def __init__(self, text: str, asked: int) -> None:
        if text.isascii():
            self._marks = text.encode().translate(_MARKS)
        else:
            self._marks = bytes(sign.isalnum() or sign in _KEPT for sign in text)
        stretches = range(0, len(text), _STRETCH)
        self._ends = list(accumulate(self._marks.count(1, at, at + _STRETCH) for at in stretches))
        self._places: dict[int, list[int]] = {}
        self._all = array("L", compress(count(), self._marks)) if asked * _STRETCH > len(text) else None

    def __getitem__(self, number: int) -> int:
        if self._all is not None:
            return self._all[number]
        stretch = bisect_right(self._ends, number)
        places = self._places.get(stretch)
        if places is None:
            at = stretch * _STRETCH
            places = self._places[stretch] = list(compress(count(at), self._marks[at : at + _STRETCH]))
        return places[number - (self._ends[stretch - 1] if stretch else 0)]


def _is_one_word(long: Long, key: str) -> bool:
    return long.parts == (key,) and long.kind in {"name", "given names"}


def _is_torn(inner: str) -> bool:
    """Tell whether what stands between two letters keeps them apart."""
    if inner.isalnum():
        return False
    gaps = [gap for gap in _PIECES.split(inner) if len(gap) > _GAP]
    return BREAK in inner or any(len(gap) > _WIDEST or len(_LINE_END.sub("", gap)) > _GAP for gap in gaps)


def verified(text: str, start: int, end: int, key: str, long: Long) -> Finding | None:
    """A match of the automaton, if a reader would see it as the value: it may be parts of ordinary words in a row."""
    inner = text[start:end]
    if _is_torn(inner):
        return None
    written: tuple[bool, str] | None = (long.tier == "unique", "")
    if long.kind == "phone":
        start = _phone_start(text, start, end)
        written = written if start >= 0 else None
    elif long.kind != "script":
        pieces = _PIECES.findall(inner)
        if not _whole(text, start, end):
            written = None
        elif long.kind == "reference":
            written = written if _is_of_parts(pieces, long) else None
        elif long.kind in {"name", "given names"}:
            gaps = [gap for gap in _PIECES.split(inner) if gap]
            written = _as_name(pieces, gaps, long) if not _is_above(text, end, pieces, gaps, long) else None
        elif not any(letter.isdigit() for letter in key):
            written = _as_words(pieces, long)
    may_count = long.kind == "number" or (long.kind == "phone" and long.tier == "weak")
    is_counted = may_count and key.isdigit() and is_count(text, start, end)
    if (
        written is None
        or (key.isdigit() and _inside(text, start, end))
        or (is_counted and not is_labelled(text, start))
    ):
        return None
    sure, how = written
    sure = sure or (
        long.kind == "handle" and not how and _ACCOUNT.search(text, max(0, start - _SITE), start) is not None
    )
    rule = _RULES[long.kind] + how
    return Finding(start, end, long.people, rule, long.tier, sure and not is_counted, is_part=long.is_part)


def _is_of_parts(pieces: list[str], long: Long) -> bool:
    """Whether a reference is cut between its parts alone, or letter by letter: "112" and "1" of two cells are no "1121"."""
    cuts = set(accumulate(map(len, pieces)))
    return cuts.issubset(accumulate(map(len, long.parts))) or all(len(piece) == 1 for piece in pieces)


def _as_words(pieces: list[str], long: Long) -> tuple[bool, str] | None:
    """A handle or a street: whole words, or spelt out; not pieces of other words."""
    if tuple(piece.lower() for piece in pieces) == long.parts:
        return long.tier == "unique", ""
    whole = len(pieces) <= len(long.parts) or any(len(piece) == 1 for piece in pieces)
    return (long.tier == "unique", ", with spaces or signs inside") if whole else None


def _as_name(pieces: list[str], gaps: list[str], long: Long) -> tuple[bool, str] | None:
    """Whether a name counts anywhere, and how it is written; nothing where it is no name at all."""
    lower = tuple(piece.lower() for piece in pieces)
    full = len(long.parts) > 1
    if lower == long.parts:
        return _as_listed(pieces, gaps, long)
    if len(pieces) == 1:
        return (long.kind == "name", ", run together") if full else None
    if all(len(piece) == 1 for piece in pieces):
        return long.kind == "name", ", spaced out"
    if long.kind == "given names":
        torn = all(piece[0].isupper() for piece in pieces) or not any(gap.isspace() for gap in gaps)
        return (False, ", torn apart") if torn else None
    return _in_pieces(pieces, gaps, long)


def _in_pieces(pieces: list[str], gaps: list[str], long: Long) -> tuple[bool, str] | None:
    """A name with hyphens or blanks where none belong: never words that anybody may put in a row."""
    if not any(sign.isspace() for gap in gaps for sign in gap) or all("-" in gap for gap in gaps):
        return long.tier == "unique" or len(long.parts) > 1, ", hyphenated or with signs inside"
    rest = [piece for piece in pieces if not lexicon.is_ordinary(piece.lower())]
    if rest:
        is_rare = long.tier == "unique" or long.is_rare
        return is_rare and any(len(piece) > 1 for piece in rest), ", with a space inside"
    halves = long.tier == "unique" and len(pieces) == len(long.parts) + 1 and pieces[0][0].isupper()
    return (False, ", with a space inside") if halves else None


def _as_listed(pieces: list[str], gaps: list[str], long: Long) -> tuple[bool, str] | None:
    """The very words of a name; single words are judged by what stands around them, elsewhere."""
    if len(pieces) == 1 or (long.tier == "ambiguous" and not pieces[0][0].isupper()):
        return None
    if long.tier == "ambiguous" and _are_of_two(pieces, gaps):
        return None
    capitals = all(piece[0].isupper() for piece in pieces)
    return long.tier == "unique" or (long.tier == "ambiguous" and capitals), ""


def _is_above(text: str, end: int, pieces: list[str], gaps: list[str], long: Long) -> bool:
    """Whether a common word is a rank, and the line below it has the full name of whoever has it."""
    is_rank = long.tier == "ambiguous" and pieces[0].lower() in lexicon.RANKS
    return is_rank and "\n" in "".join(gaps[:1]) and _FULL.match(text, end) is not None


def _are_of_two(pieces: list[str], gaps: list[str]) -> bool:
    """Whether common words in a row are of two sentences."""
    ends = zip(pieces, gaps, strict=False)
    is_end = any(len(piece) >= SHORTEST and SENTENCE_END.fullmatch(gap) is not None for piece, gap in ends)
    return is_end and not pieces[0].isupper()


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether a match ends where words or numbers end."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not _goes_on(before, text[start]) and not _goes_on(text[end - 1], after)


def _inside(text: str, start: int, end: int) -> bool:
    """Tell whether digits are part of a longer code; a short word may be written together with them."""
    before = re.search(r"[^\W_]*\Z", text[max(0, start - _CODE) : start])
    after = re.match(r"[^\W_]*", text[end : end + _CODE])
    around = (before.group() if before else "") + (after.group() if after else "")
    return any(letter.isdigit() for letter in around) or len(around) >= _CODE


def _goes_on(left: str, right: str) -> bool:
    if not left or not right or not left.isalnum() or not right.isalnum():
        return False
    return left.isdigit() == right.isdigit() and not (left.islower() and right.isupper())


def _phone_start(text: str, start: int, end: int) -> int:
    """Where a telephone number begins, with the zero or the country's prefix; -1 where it is part of another number."""
    if text[end : end + 1].isdigit():
        return -1
    before = re.search(r"[+(]?(?:\d[\s().\-/]{0,3}){0,5}\Z", text[max(0, start - 16) : start].rpartition(BREAK)[2])
    shown = before.group() if before else ""
    digits = re.sub(r"\D", "", shown)
    if digits in _PREFIXES:
        return start - len(shown)
    for prefix in ("0", "440", "44"):
        # Another number may stand before this one, behind a blank or a sign.
        cut = re.search(r"(?<=[\s)./\-])[+(]{0,2}" + r"[\s()\-]{0,2}".join(prefix) + r"[\s().\-/]{0,3}\Z", shown)
        if cut:
            return start - len(cut.group())
    return start if shown[-1:].isspace() else -1
