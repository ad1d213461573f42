"""What is no word: initials, masked names, words with signs for letters."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.counts import is_labelled
from hearingsite.guard.finding import Finding
from hearingsite.guard.forms import joined
from hearingsite.guard.owners import Owners
from hearingsite.guard.terms import Terms
from hearingsite.guard.verdicts import Mark

# Each begins with what is rare in a text: what stands before it is looked at afterwards.
_LETTER: Final = r"(?:Ll|Rh|Ch|Th|Dd|Ff|Ng|Ph|[A-Z])"  # one letter each to those who write Welsh
# Letters before a year and a number are a force's, of a reference.
_INITIALS: Final = re.compile(
    rf"[A-Z](?:(?<=[LRCTDFNP])[lhdfg](?![a-z]))?(?:[. \-]{{0,2}}(?:(?:a[bp]|de|v[ao]n|der) )?{_LETTER}){{1,3}}(?!\w|-\d{{4}}-\d)"
)
_WRITTEN: Final = re.compile(r"[A-Z]")
_RANK: Final = re.compile(r"([A-Z]{2,3}) (?=.*[A-Z].*[A-Z])")
_NEXT_WORD: Final = re.compile(r" ([a-z]+)")
_TIME: Final = re.compile(r" [0-9]")
_LANGUAGES: Final = frozenset({"en", "cy"})  # en-GB is nobody
_COMMON_INITIALS: Final = lexicon.listed("short-forms")
# One set of signs first, which is fast to look for; then what may follow each.
_MASK: Final = re.compile(
    r"[*#?_\-.xX\[](?:(?<=[*#?_])[*#?_]+|(?<=[*?])(?=[^\W\d_])|(?<=-)-+|(?<=\.)\.{2,}|(?<=[xX])[xX]{2,}"
    r"|(?<=\[)(?:\.{3}|[rR]edacted|REDACTED|[*.])\])"
)
_ODD: Final = re.compile(r"[@$!|+][\w@$!|+]*")
_BEFORE: Final = re.compile(r"(?P<first>[^\W_]{1,12})(?:[*#?]{1,12}[^\W_]{1,12}){0,3}\Z")
_ODD_BEFORE: Final = re.compile(r"[\w@$!|+]{1,24}\Z")
_AFTER: Final = re.compile(r"(?:[^\W_]{0,12}[*#?]{1,12}){0,3}(?P<last>[^\W_]{0,12})(?!\w)")
_DIGITS: Final = {
    **dict.fromkeys(("zero", "oh", "nought", "dim", "sero"), "0"),
    **dict.fromkeys(("one", "un"), "1"),
    **dict.fromkeys(("two", "dau"), "2"),
    **dict.fromkeys(("three", "tri"), "3"),
    **dict.fromkeys(("four", "pedwar"), "4"),
    **dict.fromkeys(("five", "pump"), "5"),
    **dict.fromkeys(("six", "chwech"), "6"),
    **dict.fromkeys(("seven", "saith"), "7"),
    **dict.fromkeys(("eight", "wyth"), "8"),
    **dict.fromkeys(("nine", "naw"), "9"),
}
_SAID_BEFORE: Final = ("collar", "shoulder", "warrant", "coler", "number", "rhif")
# Looked for behind each of these words: to try all of them at every letter took a quarter of the time of all patterns.
_SAID: Final = re.compile(
    rf"\b(?:{'|'.join(_SAID_BEFORE)})(?: number| no\.?)?:? (?P<said>(?:{'|'.join(_DIGITS)})(?:[ \-](?:{'|'.join(_DIGITS)})){{1,6}})\b"
)
_PLUS: Final = re.compile(r"\+[\w.\-]{1,64}@(?P<domain>[\w.\-]+\w)")
_LOCAL: Final = re.compile(r"(?<![\w.])[\w.\-]+\Z")
# Figures with a blank or a sign between them: a number in pairs, or the numbers of letters.
_FIGURES: Final = re.compile(
    r"[0-9](?<!\w.)(?:[0-9a-fA-F]{1,2}(?:[ ,:;\-]{1,2}[0-9a-fA-F]{2,3}){1,40}|,[0-9]{3})(?![\w-])"
)
_FIGURE: Final = re.compile(r"[0-9a-fA-F]+")
_LEAST_LETTERS: Final = 5
_ALPHABET: Final = (
    "alfa|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra"
    "|tango|uniform|victor|whiske?y|x-?ray|yankee|zulu"
)
_RADIO: Final = re.compile(rf"\b(?:{_ALPHABET})(?:[ \t\n,.\-]{{1,3}}(?:{_ALPHABET})){{3,40}}\b", re.IGNORECASE)
_ALPHA: Final = re.compile(r"[a-z]{4,}|x-?ray", re.IGNORECASE)
# Nearly every name has a letter for which one of these stands.
_OFTEN: Final = ("alfa", "alpha", "echo", "india", "oscar", "uniform")
OFTEN_SPELT: Final = frozenset(form for word in _OFTEN for form in (word, word.title(), word.upper()))
_LEAST_HIDDEN: Final = 3  # signs; fewer are the emphasis of Markdown
_LEAST_SHOWN: Final = 3  # letters
_LONGEST_LOCAL: Final = 64  # letters before the @ of an address
_REACH: Final = 24  # letters before a sign that are looked at


def _as_letters(parts: Sequence[str]) -> list[str]:
    """What figures say as the numbers of letters, which are decimal ones or hexadecimal ones."""
    if len(parts) < _LEAST_LETTERS:
        return []
    bases = (10, 16) if all(map(str.isdigit, parts)) else (16,)
    return ["".join(chr(int(part, base)) for part in parts) for base in bases]


class Patterns:
    """Finds what regular expressions describe, and whose it may be."""

    def __init__(self, terms: Terms, judge: Callable[[str], tuple[Mark, ...]]) -> None:
        """Keep whose initials are which; `judge` says what a word is."""
        self._terms = terms
        self._judge = judge
        self._written: dict[
            str, tuple[int, str]
        ] = {}  # what was met that looks like initials, and whose of it are somebody's
        self._innocent: set[str] = set()  # figures that are nobody's, however they are read

    def find(self, text: str, *, is_spelt: bool) -> Iterator[Finding]:
        """What stands in a folded text; `is_spelt` says whether it has a word of OFTEN_SPELT."""
        for found in _INITIALS.finditer(text):
            skipped, written = self._somebodys(found.group())
            if written:
                yield from self._as_initials(text, found.start() + skipped, found.end(), written)
        for found in _MASK.finditer(text):
            yield from _masked(text, found)
        for found in _ODD.finditer(text):
            yield from self._odd(text, found)
        for found in _FIGURES.finditer(text):
            if found.group() not in self._innocent:
                yield from self._figures(text, found)
        yield from self._tagged(text)
        yield from self._said(text.lower())
        if is_spelt:
            for found in _RADIO.finditer(text):
                said = "".join(word[0] for word in _ALPHA.findall(found.group()))
                yield from self._whole(found, said, "name, spelt out")

    def _somebodys(self, shown: str) -> tuple[int, str]:
        """The letters of what may be initials, lower-case, if they are somebody's, behind a rank that is no part of them."""
        known = self._written.get(shown)
        if known is None:
            rank = _RANK.match(shown)
            starts = (0, rank.end()) if rank and rank[1].lower() in lexicon.RANKS else (0,)
            written = [(start, "".join(_WRITTEN.findall(shown, start)).lower()) for start in starts]
            written.append((0, shown.lower()))  # of a first name with a hyphen
            initials = self._terms.initials
            known = self._written[shown] = next((one for one in written if initials.get(one[1])), (0, ""))
        return known

    def _as_initials(self, text: str, start: int, end: int, written: str) -> Iterator[Finding]:
        shown = text[start:end]
        before = text[start - 1 : start]
        people: Collection[int] | None = self._terms.initials.get(written)
        is_language = before == "-" and text[start - 3 : start - 1].lower() in _LANGUAGES and shown == "GB"
        if written in _COMMON_INITIALS:
            doing = _NEXT_WORD.match(text, end)
            people = people if doing and doing[1] in lexicon.deeds() else None
        is_word = shown.isalpha() and lexicon.is_word(written) and _TIME.match(text, end)  # AT 9.15
        if people and not (before.isalnum() or before in {"_", "."} or is_language or is_word):
            yield Finding(start, end, people, "initials", "weak", sure=False)

    def _figures(self, text: str, found: re.Match[str]) -> Iterator[Finding]:
        """A short number in two pairs, behind a word for it or a rank; words written as the numbers of their letters."""
        parts = _FIGURE.findall(found.group())
        is_pair = len(parts) == 2  # noqa: PLR2004 -- pairs
        said = ["".join(parts)] if is_pair else _as_letters(parts)
        rule = "number, torn apart" if is_pair else "name, as numbers of letters"
        findings = [one for words in said for one in self._whole(found, words, rule)]
        if not findings:
            self._innocent.add(found.group())
        elif not is_pair or is_labelled(text, found.start()):
            yield from findings

    def _whole(self, found: re.Match[str], said: str, rule: str) -> Iterator[Finding]:
        """What a stretch of a text says, if that is somebody's."""
        for word in said.split():
            for mark in self._judge(word) if word.isalnum() else ():
                people = mark.token.family | mark.token.given | mark.token.number
                yield Finding(
                    *found.span(), people, rule, mark.token.tier, mark.token.tier == "unique" and not mark.near
                )

    def _tagged(self, text: str) -> Iterator[Finding]:
        """An address for mail with a word of its own behind the name, which arrives in the same place."""
        for found in _PLUS.finditer(text):
            start = found.start()
            local = _LOCAL.search(text[max(0, start - _LONGEST_LOCAL) : start])
            long = self._terms.long(joined(local.group() + found["domain"])) if local else None
            if local and long and long.kind == "contact":
                start -= len(local.group())
                yield Finding(start, found.end(), long.people, "e-mail or handle", long.tier, long.tier == "unique")

    def _said(self, lower: str) -> Iterator[Finding]:
        """A number whose figures are words, behind a word for it."""
        found_all = (_SAID.match(lower, start) for word in _SAID_BEFORE for start in _starts(lower, word))
        for found in filter(None, found_all):
            said = "".join(map(_DIGITS.__getitem__, re.split("[ -]", found["said"])))
            yield from self._whole(found, said, "number, in words")

    def _odd(self, text: str, found: re.Match[str]) -> Iterator[Finding]:
        start = found.start()
        before = (
            _ODD_BEFORE.search(text[max(0, start - _REACH) : start])
            if _ODD_BEFORE.match(text[start - 1 : start])
            else None
        )
        word = (before.group() if before else "") + found.group()
        end = found.end()
        for mark in self._judge(word) if any(map(str.isalpha, word)) else ():
            sure = mark.token.tier == "unique" and not mark.near
            people = mark.token.family | mark.token.given
            yield Finding(end - len(word), end, people, "name, with signs for letters", mark.token.tier, sure)


def _starts(text: str, word: str) -> Iterator[int]:
    """Where the letters of a word begin."""
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _masked(text: str, found: re.Match[str]) -> Iterator[Finding]:
    """A word of which a beginning is left to see."""
    start, end = found.span()
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    after = _AFTER.match(text, end)
    if before is None:
        # Only the end of a name is left to see.
        last = after["last"].lower() if after and end - start >= _LEAST_HIDDEN else ""
        if len(last) >= _LEAST_SHOWN and last.isalpha():
            yield Finding(
                start, after.end() if after else end, frozenset(), "masked name", "weak", sure=False, shown=("", last)
            )
        return
    if after is None or not before["first"].isalpha():
        return
    if text[start].isalpha() and len(before["first"]) > 1 and before["first"].islower():
        return
    shown = before["first"].lower(), after["last"].lower()
    yield Finding(start - len(before.group()), after.end(), frozenset(), "masked name", "weak", sure=False, shown=shown)


class Masked:
    """Whose a masked name may be; its first letter alone is enough."""

    def __init__(self, terms: Terms) -> None:
        """Take everybody's words; they are put in order when the first mask is met."""
        self._terms = terms
        self._found: dict[tuple[str, str], frozenset[int]] = {}

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

    def people(self, first: str, last: str) -> frozenset[int]:
        """Give the numbers of all people one of whose names begins and ends so, with something between."""
        people = self._found.get((first, last))
        if people is None:
            several = (owners.of_any(_masked_by(table, first, last)) for owners, table in self._tables)
            people = self._found[first, last] = frozenset().union(*several)
        return people


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
