"""Abbreviations in the texts: known to everybody, or explained."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Officer, Person
from hearingsite.records.rules.capitals import read_lexicon
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.sentences import is_verbatim

# Two to six capitals that are not part of a reference, an address or a mixed word.
_CAPITALS: Final = later(r"[A-Z](?<![\w./@&#-].)[A-Z]{1,5}s?(?![\w/@&]|-[0-9]|\.\w)")
# What readers of British news know, and the ranks that stand before designations.
KNOWN: Final = frozenset(
    "PC PS DC DS DI DCI DSU DCS CI CS ACC DCC CC PCSO SC WPC IOPC CPS UK EU US USA UN GB BBC ITV TV CCTV CD DVD GPS ANPR "  # noqa: SIM905 -- one word a line would fill the page
    "SIM SMS MMS PIN ID IT HR PR PDF USB PA GP NHS ICU DNA HIV AIDS LGBT LGBTQ VAT MOT DVLA HMRC HGV SUV BMW VW ATM "
    "COVID HQ MDMA LSD ABH GBH FC GIF LLP PLC "
    "AM PM GMT BST MP QC KC OBE MBE CBE QPM KPM BA MA OK AI URL RAF RSPCA RNLI NSPCC WI AA RAC FA CV DJ DIY FAQ".split()
)
_SHOUTED: Final = frozenset(
    ("ALL", "AND", "ANY", "BUT", "FOR", "IN", "IS", "MAY", "MUST", "NO", "NOT", "ONLY", "OR", "THE")
)
_ROMAN: Final = later(r"[IVX]+")
_DESIGNATES: Final = later(
    r"\b(?:Officer|Witness|Person|Child|Woman|Man|Colleague|Sergeant|Constable|Inspector|Superintendent|PC|PS|DC|DS|DI|DCI"
    r"|Ms|Mrs?|Miss|Mx|Dr|Company|Tyst|Swyddog|Plentyn)\s+\Z"
)
# "A FORMER officer": news begins so, with a word that is one in small letters too.
_NEWS_BEGINS: Final = later(r"(?:\A|\n\n)[\"\u201c\u2018*_]*(?:(?:A|AN|AND|THE) )?\Z")
_LONGER: Final = 4
# What a judgment is cited by, and who was on its other side: "v QRA [2014] EWHC 179", "[1994] 1 WLR 512".
_CITED: Final = later(r"\[(?:19|20)[0-9]{2}\] (?:[0-9]{1,2} )?\Z|\bv \Z")
_SHOUTS_BEFORE: Final = later(r"\b[A-Z]{2,}\s+\Z")
_SHOUTS_BEHIND: Final = later(r"\s+[A-Z]{2,}\b")


def check_abbreviations(case: Case) -> Iterator[Diagnostic]:
    """An abbreviation that not everybody knows is explained somewhere in the record."""
    # Most words with a capital go on in small letters.
    words = case.told[0].words_with_capital | case.told[1].words_with_capital
    suspects = {word for word in words - KNOWN if not word[1:].islower() and len(word) > 1}
    names = {word for _, _, person in case.everybody() for word in _names_of(person)} if suspects else set()
    if suspects <= names:
        return
    together = "\n".join([passage.text for passage in case.passages])
    for passage in case.passages:
        if is_verbatim(passage):
            continue
        for match in _CAPITALS.finditer(passage.text):
            short = match[0].removesuffix("s")
            if short in KNOWN or short in names or _is_no_abbreviation(passage.text, match):
                continue
            names.add(short)
            if not _explains(together, short):
                message = f'"{short}" is not explained.'
                hint = f'Write it out the first time, with "({short})" behind it, or do without it.'
                yield passage.at("HS530", match.start(), message, hint)


def _names_of(person: Officer | Person) -> set[str]:
    """Give the words of everything that a person is called."""
    called = [person.key, *person.formerly]
    if isinstance(person, Officer) and person.anonymous_as:
        called.append(person.anonymous_as)
    return set(" ".join(called).split())


def _is_no_abbreviation(text: str, match: re.Match[str]) -> bool:
    """Whether capitals are a designation, a word that is shouted, a Roman number, or part of a citation."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 24]
    return bool(
        match[0] in _SHOUTED
        or _ROMAN.fullmatch(match[0])
        or _DESIGNATES.search(before)
        or _SHOUTS_BEFORE.search(before)
        or _SHOUTS_BEHIND.match(after)
        or _CITED.search(before)
        or (
            len(match[0]) >= _LONGER
            and _NEWS_BEGINS.search(before)
            and read_lexicon("en").is_ordinary(match[0].title())
        )
    )


def _explains(text: str, short: str) -> bool:
    """Whether a text gives the words for an abbreviation: "(PSD)", "PSD (…)", or the words themselves."""
    initials = r"[\s-]+(?:(?:of|and|the|for|in|to|on|yr?|ar|a|i)\s+)*".join(rf"{letter}\S+" for letter in short)
    return bool(
        re.search(rf"\([^()]{{0,24}}\b{short}\b[^()]{{0,24}}\)|\b{short}\s*\(\w+\s+\w", text)
        or re.search(rf"\b{initials}", text, re.IGNORECASE)
    )


RULES: Final[tuple[HearingRule, ...]] = (check_abbreviations,)
