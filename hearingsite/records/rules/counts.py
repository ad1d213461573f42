"""How many: allegations, officers and standards that a text counts are as many as the record has, or a list below it.

A text may count in many ways: for one officer or for all, what was proven or what was withdrawn, each time or each
allegation. A number is reported only where no such reading fits: it is higher than any, or it claims to be all.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing
from hearingsite.records.passages import Passage
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.readings import (
    allegation_readings,
    officer_names,
    officer_readings,
    standard_readings,
)
from hearingsite.records.rules.sentences import ITEM, PARAGRAPH, Block, find_all, is_verbatim, read_blocks, sentence_at
from hearingsite.vocabulary.codes import Language

ALLEGATIONS, OFFICERS, STANDARDS = "allegations", "officers", "standards"
_FEW: Final = 3
_READINGS: Final[dict[str, Callable[[Hearing], set[int]]]] = {
    ALLEGATIONS: allegation_readings,
    OFFICERS: officer_readings,
    STANDARDS: standard_readings,
}
_MOST: Final = 99
_THE_TEN: Final = 10
_PHRASES: Final = frozenset({"when", "conduct"})  # what an officer did may itself be about allegations


class _Grammar(Struct, frozen=True, kw_only=True):
    """How one language counts: words for numbers, nouns, and what around them makes a count certain."""

    numbers: dict[str, int]
    nouns: dict[str, tuple[str, re.Pattern[str]]]  # with the letters that each begins with
    adjectives: frozenset[str]
    not_all: frozenset[str]  # before a number: "the first two"
    elsewhere: re.Pattern[str]  # in a sentence: it may count what is not in this record
    follows: re.Pattern[str]  # behind a noun: nothing narrows it down
    whom: re.Pattern[str]  # behind a noun: about, against
    claims: dict[str, re.Pattern[str]]  # before a number: these are all
    ends: dict[str, re.Pattern[str]]  # behind a noun: these are all


class _Count(Struct, frozen=True, kw_only=True):
    """A number with its noun, and the text before and behind them."""

    at: int
    end: int
    number: int
    kind: str
    before: str
    behind: str


def check_counts(case: Case) -> Iterator[Diagnostic]:
    """A number of allegations, officers or standards fits the record in at least one reading."""
    lengths = [len(officer.allegations) for officer in case.hearing.officers]
    plain = {ALLEGATIONS: {sum(lengths), *lengths}, OFFICERS: {len(lengths)}, STANDARDS: {_THE_TEN}}
    for passage in case.passages:
        text = passage.text
        if not ("allegation" in text or "tandards" in text or "officers" in text or passage.lang == "cy"):
            continue
        if is_verbatim(passage) or not _PHRASES.isdisjoint(passage.path):
            continue
        for count in _counts(passage):
            if count.number in plain[count.kind]:
                continue
            readings = _READINGS[count.kind](case.hearing)
            if readings and count.number not in readings and _is_certain(case, passage, count, max(readings)):
                words = " ".join(text[count.at : count.end].split())
                message = f'"{words}" does not fit: the record has {_had(case.hearing, count.kind)}.'
                hint = "Correct the number, or add to the record what is missing there."
                yield passage.at("HS525", count.at, message, hint)


def _had(hearing: Hearing, kind: str) -> str:
    """Say how many the record has."""
    if kind == OFFICERS:
        return _in_words(len(hearing.officers))
    if kind == STANDARDS:
        return _in_words(max(standard_readings(hearing)))
    if len(hearing.officers) > _FEW:
        return f"{_in_words(sum(len(officer.allegations) for officer in hearing.officers))} altogether"
    return " and ".join(f"{_in_words(len(officer.allegations))} for {officer.key}" for officer in hearing.officers)


def _in_words(number: int) -> str:
    if number == 0:
        return "none"
    return next((word for word, value in _ENGLISH.items() if value == number), str(number))


def _counts(passage: Passage) -> Iterator[_Count]:
    """Yield every number that stands before one of the nouns."""
    grammar = _GRAMMARS[passage.lang]
    text = passage.text
    for kind, (stem, noun) in grammar.nouns.items():
        for match in find_all(text, (stem,), noun):
            found = _number_before(text, match.start() - (kind == STANDARDS), grammar)
            if found:
                number, at = found
                before, behind = text[max(0, at - 60) : at], text[match.end() : match.end() + 80]
                yield _Count(at=at, end=match.end(), number=number, kind=kind, before=before, behind=behind)


def _number_before(text: str, at: int, grammar: _Grammar) -> tuple[int, int] | None:
    """Read the number before a noun, over an adjective that changes nothing; None where it counts only some."""
    words = text[max(0, at - 40) : at].split()
    end = at
    while words:
        word = words.pop()
        end = text.rindex(word, 0, end)
        bare = word.strip("(*_").casefold()
        number = int(bare) if bare.isascii() and bare.isdigit() else grammar.numbers.get(bare, 0)
        if number:
            before = words[-1].strip("(*_,").casefold() if words else ""
            is_some = before in grammar.not_all or before in grammar.numbers
            return (number, end + len(word) - len(bare)) if 0 < number <= _MOST and not is_some else None
        if bare not in grammar.adjectives:
            return None
    return None


def _is_certain(case: Case, passage: Passage, count: _Count, highest: int) -> bool:
    """Whether no other reading is left: the number is higher than any, or it claims to be all."""
    grammar = _GRAMMARS[passage.lang]
    claims = bool(grammar.claims[count.kind].search(count.before) or grammar.ends[count.kind].match(count.behind))
    if count.kind != ALLEGATIONS:
        is_open = claims
    else:
        is_open = _is_plain(case, count, grammar) and (count.number > highest or (claims and not case.hearing.appeals))
    return is_open and not grammar.elsewhere.search(sentence_at(passage.text, count.at))


def _is_plain(case: Case, count: _Count, grammar: _Grammar) -> bool:
    """Whether nothing behind the noun narrows it down, unless to an officer of this record."""
    if grammar.follows.match(count.behind):
        return True
    whom = grammar.whom.match(count.behind)
    names = (name for officer in case.hearing.officers for name in officer_names(officer))
    return bool(whom) and any(name in count.behind for name in names)


def check_counted_lists(case: Case) -> Iterator[Diagnostic]:
    """A number that introduces a list is that of its items."""
    for passage in case.passages:
        if ":\n" in passage.text and passage.lang in _LISTED:
            blocks = list(read_blocks(passage.text))
            for place, block in enumerate(blocks):
                if block.kind == PARAGRAPH and passage.text[block.end - 1] == ":":
                    yield from _check_list(passage, block, _top_items(passage.text, blocks[place + 1 :]))


def _top_items(text: str, blocks: list[Block]) -> int:
    """Count the items of the list that the blocks begin with, without those of lists inside it."""
    indents: list[int] = []
    for block in blocks:
        if block.kind != ITEM:
            break
        line = text[text.rfind("\n", 0, block.start) + 1 : block.start]
        indents.append(len(line) - len(line.lstrip()))
    return sum(indent <= indents[0] + 1 for indent in indents)


def _check_list(passage: Passage, block: Block, items: int) -> Iterator[Diagnostic]:
    match = _LISTED[passage.lang].search(passage.text, block.start, block.end) if items else None
    if not match:
        return
    word = match["number"].casefold()
    number = int(word) if word.isdigit() else _GRAMMARS[passage.lang].numbers[word]
    if number != items:
        message = f'"{" ".join(match["words"].split())}" does not fit: the list below has {_in_words(items)}.'
        hint = "Correct the number, or the list."
        yield passage.at("HS525", match.start("words"), message, hint)


def _numbers(*words: str) -> dict[str, int]:
    return {form: number for number, forms in enumerate(words, 1) for form in forms.split()}


_ENGLISH: Final = _numbers(
    *("one single", "two both", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)
_WELSH: Final = _numbers(
    *("", "dau ddau dwy ddwy", "tri dri thri tair dair thair", "pedwar bedwar phedwar pedair bedair phedair"),
    *("pum bum phum", "chwe", "saith", "wyth", "naw", "deg deng ddeg"),
)
_GRAMMARS: Final[dict[Language, _Grammar]] = {
    "en": _Grammar(
        numbers=_ENGLISH,
        nouns={
            ALLEGATIONS: ("allegation", later(r"allegations?\b")),
            OFFICERS: ("officers", later(r"officers\b")),
            STANDARDS: ("tandards", later(r"tandards(?:\s+of\s+[Pp]rofessional\s+[Bb]ehaviour)?\b")),
        },
        adjectives=frozenset(("serious", "separate", "proven", "disciplinary", "serving", "former", "police")),
        not_all=frozenset(
            (
                *("first", "last", "other", "next", "another", "further", "additional", "remaining", "latter", "some"),
                *("or", "to", "than", "least", "over", "nearly", "more", "any", "no", "each"),
            )
        ),
        elsewhere=later(
            r"\b(?:earlier|previous|other\b|another|original|at\s+first|initial|further|separate|criminal|court|complain|investigat"
            r"|withdr[ae]w|dropped|no\s+longer|pursued|review|meeting|tribunal|record|logg|log\b|report|receiv|took\b(?!\s+place)|taken|dealt"
            r"|handl|remaining|would\s+otherwise)",
            re.IGNORECASE,
        ),
        follows=later(
            r"\s*(?:[.,:;)!?|]|\Z)|\s+(?:were|was|are|is|have|has|had|will|would|in\s+all|altogether|proven|found|and|or|but|that"
            r"|of\s+(?:gross\s+)?misconduct)\b"
        ),
        whom=later(r"\s+(?:about|against|concerning)\b"),
        claims={
            ALLEGATIONS: later(
                r"(?:\b[Tt]here\s+(?:were|are|was|is)|\b(?:consider|considered|considers|faced?|faces|examined?|concerns?)|\b[Aa]ll"
                r"(?:\s+(?:of\s+)?the)?)\s+\Z"
            ),
            OFFICERS: later(
                r"\b(?:hearing|proceedings|cases?|allegations|outcomes?|sanctions?|findings?|notice)\s+(?:(?:is|was|were|are)\s+)?"
                r"(?:about|of|against|concerning|involving|for)\s+(?:the\s+|these\s+)?\Z",
                re.IGNORECASE,
            ),
            STANDARDS: later(r"\b[Bb]reach(?:ed|es|ing)?\s+(?:of\s+)?(?:the\s+|all\s+)?\Z"),
        },
        ends={
            ALLEGATIONS: later(r"(?!)"),
            OFFICERS: later(
                r"\s+(?:(?:of|from)\s+(?:[A-Z]\w+\s+|and\s+)+)?(?:faced?\s+(?:(?:a|an|the|one|accelerated|misconduct)\s+)*(?:hearing|"
                r"proceedings|allegation)|appeared\s+(?:at|before)|were\s+(?:both\s+|all\s+)?dismissed|would\s+(?:both\s+|all\s+)?"
                r"have\s+been\s+dismissed|(?:were\s+(?:each\s+|both\s+|all\s+)?given|(?:each\s+|both\s+)?received)\s+(?:a\s+)?"
                r"(?:final\s+)?written)"
            ),
            STANDARDS: later(r"\s+(?:was|were|had\s+been)\s+(?:found\s+(?:to\s+have\s+been\s+)?)?breached\b"),
        },
    ),
    "cy": _Grammar(
        numbers=_WELSH,
        nouns={
            ALLEGATIONS: ("honiad", later(r"honiad(?:au)?\b")),
            OFFICERS: ("swyddog", later(r"swyddog(?:ion)?\b")),
            STANDARDS: ("afon", later(r"afon(?:au)?\b")),
        },
        adjectives=frozenset("o"),
        not_all=frozenset(("neu", "na", "cyntaf", "olaf", "gyntaf", "tua", "rhai")),
        elsewhere=later(
            r"\b(?:blaenorol|arall|eraill|cynharach|troseddol|llys|gŵyn|cwyn|ymchwil|gwreiddiol|dynnu|tynn|tribiwnlys|cofnod|adolyg)",
            re.IGNORECASE,
        ),
        follows=later(r"\s*(?:[.,:;)!?|]|\Z)|\s+(?:wedi|yn\s+erbyn|bod|fod|eu|ac|a)\b"),
        whom=later(r"\s+(?:am|ynghylch|yn\s+erbyn)\b"),
        claims={
            ALLEGATIONS: later(
                r"\b(?:[Yy]styriwyd|ystyried|[Rr]oedd|[Mm]ae|[Ww]ynebodd|wynebu|[Pp]ob\s+un\s+o['’]r)\s+\Z"  # noqa: RUF001 -- apostrophes
            ),
            OFFICERS: later(r"\b(?:gwrandawiad|honiadau|achosion|achos)\s+(?:am|ynghylch|yn\s+erbyn)\s+(?:y\s+)?\Z"),
            STANDARDS: later(r"\b(?:torri|dorri|thorri|torrodd|dorrodd)\s+(?:y\s+)?\Z"),
        },
        ends={
            ALLEGATIONS: later(r"(?!)"),
            OFFICERS: later(r"(?!)"),
            STANDARDS: later(r"\s+wedi(?:['’]u|\s+eu)\s+torri\b"),  # noqa: RUF001 -- apostrophes
        },
    ),
}
# A number right before the colon of a list, with nothing between that the list might be of instead.
_LISTED: Final[dict[Language, re.Pattern[str]]] = {
    "en": later(
        r"\b(?P<words>(?P<number>two|three|four|five|six|seven|eight|nine|ten|[2-9]|1[0-9])\s+(?:\w+\s+)?"
        r"(?:allegations|standards|breaches|reasons|grounds|points|officers|findings|matters))"
        r"(?:\s+(?:(?:are|is|was|were|has|have|had|been|about|against|of|in|for|on|by|that|which|found|proven|breached|made"
        r"|considered|the|each|him|her|them|it|panel|force|officer|professional|behaviour|Professional|Behaviour)|[A-Z][\w'’-]*))*"  # noqa: RUF001
        r"\s*:\Z"
    ),
    "cy": later(
        r"\b(?P<words>(?P<number>dau|ddau|dwy|ddwy|tri|dri|tair|dair|pedwar|bedwar|pedair|bedair|pum|bum|chwe|saith|wyth)\s+"
        r"(?:honiad|safon|rheswm))(?:\s+(?:yn|erbyn|am|ynghylch|y|yr|wedi['’]u|torri|profi|[A-Z][\w'’-]*))*\s*:\Z"  # noqa: RUF001
    ),
}
RULES: Final[tuple[HearingRule, ...]] = (check_counts, check_counted_lists)
