"""Names of the ten standards in the texts: as in the law, not mixed up with the Code of Ethics, and those of the record."""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing
from hearingsite.records.passages import Passage
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.sentences import find_all, is_verbatim, sentence_at, setting_of
from hearingsite.records.rules.standard_names import (
    ETHICS,
    MISSPELT,
    OTHERWISE,
    RIGHT,
    Name,
    is_english_ethics,
    read_name,
)
from hearingsite.records.rules.traces import sought
from hearingsite.vocabulary import read_vocabulary

# What follows "standard": the names of one or several, or what is only like one ("the standard of proof").
_AFTER_STANDARD: Final = later(
    r"tandards?(?:\s+of\s+[Pp]rofessional\s+[Bb]ehaviour)?(?:\s+(?:was|were)\s+(?:found\s+(?:to\s+have\s+been\s+)?)?breached)?"
    r"(?:\s*[:,–—]|\s+(?:on|of|about|for|namely|called|concerning|(?:in\s+relation|relating)\s+to))\s+(?:the\s+)?(?=\w)"  # noqa: RUF001
)
_AFTER_BREACH: Final = later(r"reach(?:ed|es|ing)?\s+(?:of\s+)?(?:the\s+)?(?=[A-Za-z])")
_NEXT: Final = later(r",?\s+(?:(?:and|or)\s+)?(?:(?:on|of|about|for)\s+)?(?:the\s+)?(?=\w)")
_QUOTES: Final = ('"', "“", "*", "_")
_QUOTED: Final = later(r"[\"“*_](?=[A-Z])")
_MARKS: Final = ("\n", "|")
_LISTED: Final = later(r"(?:\n[ \t]*(?:[-*+]|[0-9]+[.)])|\|)[ \t]+(?=[A-Z])")
_STEMS: Final = sought("Honest", "Authority", "Equality", "Use", "Order", "Dut", "Fit", "Discred", "Challeng")
_TITLED: Final = later(r"\w+\s+(?:(?:and|of|for)\s+|&\s+)?(?=[A-Z])")
_ENDS: Final = later(r"[\"”*_]|\s*(?:[.,:;)!?|]|\Z|\n|(?:and|or|but|was|were|is|are|had|has|by|under|when|because)\b)")
_OF_ETHICS: Final = later(r"\bprinciples?\b|\bCode\s+of\s+Ethics\b", re.IGNORECASE)
# A sentence that may be about another case, or says that something was not breached.
_OF_OTHERS: Final = later(
    r"\b(?:not|no|never|nor|neither|another|other|colleagues?|earlier|previous|separate|meeting|if|would|could|might)\b",
    re.IGNORECASE,
)
_SENTENCE_BEFORE: Final = later(r"[.!?:][\"”’)]*\s+\Z|\A\s*\Z|\n\s*\Z")  # noqa: RUF001


def check_names_of_standards(case: Case) -> Iterator[Diagnostic]:
    """A standard is called as in Schedule 2 to the Police (Conduct) Regulations 2020; capitals and "&" are free."""
    for passage, at, name in _wrong_names(case):
        if name.kind != ETHICS:
            message = f'"{_words(passage, at, name)}" is not the name of this standard.'
            yield passage.at("HS526", at, message, f'The standard is called "{name.right}".')


def check_code_of_ethics(case: Case) -> Iterator[Diagnostic]:
    """What is breached is a standard, not a principle of the Code of Ethics, and goes by the name that the law gives it."""
    for passage, at, name in _wrong_names(case):
        if name.kind == ETHICS:
            words = _words(passage, at, name)
            message = f'"{words}" is a principle of the Code of Ethics, not one of the ten standards.'
            if is_english_ethics(words):
                message = f'"{words}" is what the Code of Ethics of 2014 called this standard.'
            hint = f'The standard is called "{name.right}".' if name.right else "Name the standard that was breached."
            yield passage.at("HS527", at, message, hint)


def _words(passage: Passage, at: int, name: Name) -> str:
    return " ".join(passage.text[at : name.end].split())


def check_which_standards(case: Case) -> Iterator[Diagnostic]:
    """A standard that a text says was breached, by its name, is one that the record has, alleged or found."""
    known = _standards_of(case.hearing)
    told: set[str] = set()
    for passage, at, name in _names(case) if known else ():
        right = name.right or _words(passage, at, name).capitalize()
        if passage.lang == "cy" or name.kind == ETHICS or right in known or right in told:
            continue
        sentence = sentence_at(passage.text, at)
        if "breach" in sentence.casefold() and not _OF_OTHERS.search(sentence):
            told.add(right)
            message = f'The text speaks of a breach of "{right}", and no allegation of the record has that standard.'
            yield passage.at("HS532", at, message, 'Correct the text, or "standards" in the header.')


def _standards_of(hearing: Hearing) -> frozenset[str]:
    """Give the names of every standard that a record has; none where it need not have them all."""
    found: set[str] = set()
    for officer in hearing.officers:
        together = {*officer.standards_alleged, *officer.standards_breached}
        if not together and not all(allegation.standards for allegation in officer.allegations):
            return frozenset()
        found |= together.union(*(allegation.standards for allegation in officer.allegations))
    names = read_vocabulary("standards")
    return frozenset(names[standard].name.en for standard in found)


def _wrong_names(case: Case) -> list[tuple[Passage, int, Name]]:
    return [(passage, at, name) for passage, at, name in _names(case) if name.kind != RIGHT]


@functools.lru_cache(maxsize=1)
def _names(case: Case) -> list[tuple[Passage, int, Name]]:
    """Every name of a standard in a record, once; the rules ask for them one after the other."""
    found: list[tuple[Passage, int, Name]] = []
    stems = [stem for stem in _STEMS if stem in case.told[0].traces]
    for passage in case.passages:
        text = passage.text
        has_names = "safon" in text if passage.lang == "cy" else "tandard" in text or "reach" in text
        if not has_names or is_verbatim(passage):
            continue
        names = dict(_welsh_names(text) if passage.lang == "cy" else _english_names(text, stems))
        found += [(passage, at, names[at]) for at in sorted(names)]
    return found


def _welsh_names(text: str) -> Iterator[tuple[int, Name]]:
    """Read what stands in quotation marks; elsewhere, mutations change the names."""
    for match in find_all(text, _QUOTES, _QUOTED):
        name = read_name(text, match.end(), "cy")
        if name and _ENDS.match(text, name.end):
            yield match.end(), name


def _english_names(text: str, stems: Iterable[str]) -> Iterator[tuple[int, Name]]:
    for match in find_all(text, ("tandard",), _AFTER_STANDARD):
        yield from _read_listed(text, match.end())
    for match in find_all(text, ("reach",), _AFTER_BREACH):
        name = read_name(text, match.end(), "en")
        if name and (name.kind == MISSPELT or (name.kind == OTHERWISE and text[match.end()].isupper())):
            yield match.end(), name
    marks = _MARKS if ":\n" in text or "|" in text else ()
    for match in (*find_all(text, _QUOTES, _QUOTED), *find_all(text, marks, _LISTED)):
        yield from _read_whole(text, match.end())
    for match in find_all(text, stems, _TITLED):
        name = read_name(text, match.start(), "en")
        is_begun = _SENTENCE_BEFORE.search(text, max(0, match.start() - 4), match.start())
        if name and name.kind == MISSPELT and not is_begun:
            yield match.start(), name


def _read_listed(text: str, at: int) -> Iterator[tuple[int, Name]]:
    """Read names one after the other: "honesty and integrity and on orders and instructions"."""
    while True:
        name = read_name(text, at, "en")
        if name is None or (name.kind != RIGHT and not _is_named(text, at, name)):
            return
        yield at, name
        following = _NEXT.match(text, name.end)
        if not following:
            return
        at = following.end()


def _is_named(text: str, at: int, name: Name) -> bool:
    """Whether a wrong name is meant as one: in capitals, or breached; "the standard of respect that people expect" is not."""
    sentence = sentence_at(text, at)
    if name.kind == ETHICS and (_OF_ETHICS.search(sentence) or text[at : name.end] == "conduct"):
        return False
    is_name = text[at].isupper() or "breach" in sentence.casefold()
    return name.kind == MISSPELT or bool(is_name and _ENDS.match(text, name.end))


def _read_whole(text: str, at: int) -> Iterator[tuple[int, Name]]:
    """Read a name that is all there is between quotation marks, in an item of a list or in a cell of a table."""
    name = read_name(text, at, "en")
    if name and name.kind != RIGHT and _ENDS.match(text, name.end):
        setting = setting_of(text, at) if name.kind == ETHICS else ""
        if name.kind != ETHICS or (
            "tandard" in setting and "breach" in setting.casefold() and not _OF_ETHICS.search(setting)
        ):
            yield at, name


RULES: Final[tuple[HearingRule, ...]] = (check_names_of_standards, check_code_of_ethics, check_which_standards)
