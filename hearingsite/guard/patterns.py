"""What is no word: initials, words with signs for letters, figures for letters; and masked names (masked)."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from hearingsite.guard import lexicon
from hearingsite.guard.counts import is_labelled
from hearingsite.guard.finding import Finding
from hearingsite.guard.forms import joined
from hearingsite.guard.masked import Masked
from hearingsite.guard.terms import Terms
from hearingsite.guard.verdicts import Mark
from hearingsite.patterns import later

# Each begins with what is rare in a text: what stands before it is looked at afterwards.
_LETTER: Final = r"(?:Ll|Rh|Ch|Th|Dd|Ff|Ng|Ph|[A-Z])"  # one letter each to those who write Welsh
# Letters before a year and a number are a force's, of a reference.
_INITIALS: Final = re.compile(
    # What may come next is asked first, for most capitals begin a word.
    rf"[A-Z](?=[A-Z.\- dvalhfg])(?:(?:[.\-]?(?:d[aeou]?|v)?[A-Z]){{4,6}}(?!\w)|(?:(?<=[LRCTDFNP])[lhdfg](?![a-z]))?"
    rf"(?:[. \-]{{0,2}}(?:(?:a[bp]|de|v[ao]n|der) |d[aeou]?|v)?{_LETTER}){{1,3}}(?!\w|-\d{{4}}-\d))"
)
_WRITTEN: Final = re.compile(r"[A-Z]")
_RANK: Final = re.compile(r"([A-Z]{2,3}) (?=.*[A-Z].*[A-Z])")
_NEXT_WORD: Final = re.compile(r" ([a-z]+)")
_TIME: Final = re.compile(r" [0-9]")
# CS spray, HM Revenue
_OF_THING: Final = re.compile(
    r"CS (?:spray|gas|canister|incapacitant)|HM (?:Advocate|Armed|Attorney|Chief|Coastguard|Coroner|Courts?|Customs|Government"
    r"|Inspector|Land|Passport|Prisons?|Revenue|Senior|Solicitor|Treasury)"
)
_LANGUAGES: Final = frozenset({"en", "cy"})  # en-GB is nobody
_COMMON_INITIALS: Final = lexicon.listed("short-forms")
_ODD: Final = re.compile(r"[@$!|+][\w@$!|+]*")
_ODD_BEFORE: Final = re.compile(r"[\w@$!|+]{1,24}\Z")
_PLUS: Final = later(r"\+[\w.\-]{1,64}@(?P<domain>[\w.\-]+\w)")
_LOCAL: Final = later(r"(?<![\w.])[\w.\-]+\Z")
# Figures with a blank or a sign between them: a number in pairs, or the numbers of letters.
_FIGURES: Final = re.compile(
    r"[0-9](?<!\w.)(?:[0-9a-fA-F]{1,2}(?:[ ,:;\-]{1,2}[0-9a-fA-F]{2,3}){1,40}|,[0-9]{3}|(?:[ .\-][0-9]){2,5})(?![\w-])"
)
_FIGURE: Final = re.compile(r"[0-9a-fA-F]+")
_LEAST_LETTERS: Final = 5
_ALPHABET: Final = (
    "alfa|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra"
    "|tango|uniform|victor|whiske?y|x-?ray|yankee|zulu"
)
_RADIO: Final = later(rf"\b(?:{_ALPHABET})(?:[ \t\n,.\-]{{1,3}}(?:{_ALPHABET})){{3,40}}\b", re.IGNORECASE)
_ALPHA: Final = later(r"[a-z]{4,}|x-?ray", re.IGNORECASE)
# Nearly every name has a letter for which one of these stands.
_OFTEN: Final = ("alfa", "alpha", "echo", "india", "oscar", "uniform")
OFTEN_SPELT: Final = frozenset(form for word in _OFTEN for form in (word, word.title(), word.upper()))
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
        self._masked = Masked(terms)
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
        yield from self._masked.find(text)
        for found in _ODD.finditer(text):
            yield from self._odd(text, found)
        for found in _FIGURES.finditer(text):
            if found.group() not in self._innocent:
                yield from self._figures(text, found)
        yield from self._tagged(text)
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
        is_nobodys = is_language or is_word or _OF_THING.match(text, start)
        if people and not (before.isalnum() or before in {"_", "."} or is_nobodys):
            yield Finding(start, end, people, "initials", "weak", sure=False)

    def _figures(self, text: str, found: re.Match[str]) -> Iterator[Finding]:
        """A short number in two pairs or figure by figure, behind a word for it or a rank; words written as the numbers of their letters."""
        parts = _FIGURE.findall(found.group())
        is_pair = len(parts) == 2 or all(len(part) == 1 for part in parts)  # noqa: PLR2004 -- pairs
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
