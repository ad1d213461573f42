"""Words in the texts: those of the criminal courts, more than forty in a sentence, and what begins a phrase as it cannot."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.passages import Passage
from hearingsite.records.rules.capitals import TITLES, read_lexicon
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.sentences import (
    ROW,
    SHORTENED,
    is_verbatim,
    read_blocks,
    read_sentences,
    says,
    sentence_at,
)
from hearingsite.records.rules.stand_ins import says_nothing
from hearingsite.records.rules.traces import sought

MOST_WORDS: Final = 40
_FIRST_WORDS: Final = 5

_MISCONDUCT: Final = (
    r"(?:(?:gross\s+)?misconduct\b(?!\s+in\s+(?:a\s+)?public\s+office)|(?:a\s+)?breach(?:es|ing)?\b|discreditable\s+conduct"
    r"|(?:all|both|the|this|that|these|any|an|one|two|three|four)\s+(?:of\s+the\s+)?(?:\w+\s+)?allegations?\b)"
)
# Wrong whoever is meant.
_OF_MISCONDUCT: Final = later(
    rf"\b(?:(?:guilty|convicted|acquitted)\s+of|charged\s+with)\s+{_MISCONDUCT}"
    r"|\b(?:misconduct|disciplinary)\s+(?:offences?|charges?|trial|verdict|conviction)\b"
    r"|\boffences?\s+of\s+(?:gross\s+)?misconduct\b(?!\s+in\b)"
    r"|\bsentenced\s+to\s+(?:a\s+)?(?:(?:final\s+)?written\s+warning|dismissal)"
    r"|\bcharges?\s+(?:was|were|is|are)\s+(?:(?:found|not|all|both|then)\s+)*(?:proven|proved|upheld|admitted)\b",
    re.IGNORECASE,
)
# Wrong of an officer whose case is heard, who stands right before "was".
_DONE: Final = later(r"(?:guilty|convicted|charged|sentenced|acquitted)\b(?!\s+with\s+\w+ing\b)")
_WAS: Final = later(
    r"(?P<who>.*)\s(?:was|were|is|are|plead(?:ed|s)?|(?:has|have|had|will|would)\s+(?:not\s+)?be(?:en)?)"
    r"\s+(?:(?:also|later|then|not|found)\s+)*\Z",
    re.DOTALL,
)
# A sentence of its own, or one that begins again; and a word with a capital, which only a verb made of a name may have.
_WHOLE: Final = later(r"(?:he|she|they|it (?:is|was)|that|the officer)\b")
_CAPITAL: Final = later(r"(?!Tasered\b|Googled\b)[A-Z]\w*")
_FAR: Final = 80
_AN_OFFICER: Final = later(
    r"\b(?:[Tt]he|[Bb]oth|[Tt]wo|[Tt]hree)\s+(?:former\s+|serving\s+)?(?:officer|constable|sergeant|inspector|superintendent)s?\Z"
)
_WELSH: Final = later(
    r"\bn?euog\s+o\s+(?:gamymddwyn|dorri|(?:yr\s+)?honiad)|\btrosedd(?:au)?\s+(?:disgyblu|camymddwyn)\b", re.IGNORECASE
)
_COURT: Final = {
    "en": later(
        r"court|crim(?:e|inal)|magistrate|\bcrown\b|\bjury\b|\bjudge|prosecut|\bCPS\b|\bbail\b|prison|custodial"
        r"|police\s+charge|public\s+office|\bcaution|\barrest|assault|theft|fraud|driving\b|\b(?:19|20)\d\d\s+Act\b|\bAct\s+(?:19|20)\d\d",
        re.IGNORECASE,
    ),
    "cy": later(
        r"\bl?lys|trosedd(?!(?:au)?\s+(?:disgyblu|camymddwyn))|ynad|rheithgor|\bgoron\b|erlyn|garchar", re.IGNORECASE
    ),
}
_A_TRIAL: Final = later(r"crown\s+court|magistrates|criminal", re.IGNORECASE)
# What to look for before looking closely; "in charge" and "an offence" alone are in many texts.
_STEMS: Final = sought(
    *("guilty", "convicted", "charged", "charges", "charge ag", "charge wa", "entenced", "cquitted", "verdict"),
    *("uct charge", "ary charge", "uct trial", "ary trial", "uct conviction", "ary conviction"),
    *("uct offence", "ary offence", "ffence of", "ffences of", "euog", "rosedd"),
)
_INSTEAD: Final = {
    "guilty": 'Write that an allegation was "found proven".',
    "charge": 'Write "allegation", or "It was alleged that …".',
    "convict": 'Write that an allegation was "found proven".',
    "sentence": 'Name the outcome, for example "was given a final written warning".',
    "trial": 'Write "hearing".',
    "offence": 'Write "allegation", or "breach of the standards".',
    "acquit": 'Write that the allegation was "not proven".',
    "verdict": 'Write "finding".',
    "euog": 'Write that an allegation was "wedi\'i brofi".',
    "trosedd": 'Write "honiad", or "torri\'r safonau".',
}


_SHORTEST: Final = 2 * MOST_WORDS  # forty words of one letter, with their blanks
_WORD: Final = later(r"\S*\w\S*")
_ADDRESS: Final = later(r"\]\([^()\s]*\)|<[^<>\s]*>")
# Where a block of Markdown ends: an empty line, a heading, an item, a row.
_BREAK: Final = later(r"\n(?=[ \t]*(?:\n|[#|*+-]|[0-9]))")
_CELL: Final = later(r"[^|]+")


def check_words_of_the_courts(case: Case) -> Iterator[Diagnostic]:
    """Nobody is charged with, tried for, convicted or guilty of misconduct: those are words of the criminal courts.

    Where criminal proceedings stand in the record, or a sentence speaks of a court or a crime, they may be right.
    """
    if case.hearing.criminal_proceedings or all(told.traces.isdisjoint(_STEMS) for told in case.told):
        return
    keys = tuple(officer.key for officer in case.hearing.officers)
    for passage in case.passages:
        if is_verbatim(passage):
            continue
        for at, words in _words_of_the_courts(passage, keys):
            if says(_COURT[passage.lang], sentence_at(passage.text, at)):
                continue
            instead = next(hint for stem, hint in _INSTEAD.items() if stem in words.casefold())
            hint = f'{instead} If a court decided it, say so, and add "criminal_proceedings".'
            yield passage.at("HS528", at, f'"{words}" is what a criminal court would say.', hint)


def _words_of_the_courts(passage: Passage, keys: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    text = passage.text
    if passage.lang == "cy":
        yield from ((match.start(), " ".join(match[0].split())) for match in _WELSH.finditer(text))
        return
    if not any(stem in text for stem in _STEMS):
        return
    yield from ((match.start(), " ".join(match[0].split())) for match in _OF_MISCONDUCT.finditer(text))
    if _A_TRIAL.search(text):
        return
    for match in _DONE.finditer(text):
        was = _WAS.search(text[max(0, match.start() - _FAR) : match.start()])
        if (
            was
            and (was["who"].endswith(keys) or _AN_OFFICER.search(was["who"]))
            and not _OF_MISCONDUCT.match(text, match.start())
        ):
            yield match.start(), match[0]


def check_long_sentences(case: Case) -> Iterator[Diagnostic]:
    """A sentence has at most 40 words; the addresses of links, and other cells of a table, do not count."""
    for passage in case.passages:
        text = passage.text
        if len(text) < _SHORTEST or is_verbatim(passage):
            continue
        for start, end in _long_pieces(text):
            words = _WORD.findall(_ADDRESS.sub("]", text[start:end]))
            if len(words) > MOST_WORDS:
                first = _WORD.search(text, start)
                begins = " ".join(words[:_FIRST_WORDS])
                message = (
                    f'The sentence that begins with "{begins}" has {len(words)} words; {MOST_WORDS} are the limit.'
                )
                hint = "Make two sentences of it, or a list."
                yield passage.at("HS529", first.start() if first else start, message, hint)


def _long_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences, and the cells of tables, that may be too long."""
    pieces = text.split(". ")
    is_cut = not SHORTENED.isdisjoint([piece[-3:] for piece in pieces])  # at "Mr. ", where no sentence ends
    if not is_cut and not any(_may_be_long(piece) for piece in pieces if len(piece) > _SHORTEST):
        return
    for block in read_blocks(text):
        if block.kind == ROW:
            yield from ((cell.start(), cell.end()) for cell in _CELL.finditer(text, block.start, block.end))
        else:
            yield from read_sentences(text, block.start, block.end)


def _may_be_long(piece: str) -> bool:
    """Whether what lies between two full stops may hold a long sentence: quickly, and never no where it does."""
    if piece.count(" ") + piece.count("\n") < MOST_WORDS:
        return False
    return any(part.count(" ") + part.count("\n") >= MOST_WORDS for part in _BREAK.split(piece))


def check_conduct(case: Case) -> Iterator[Diagnostic]:
    """Conduct goes on from "It was alleged that the officer", which pages put before it."""
    lexicon = read_lexicon("en")
    for place, officer in case.officers():
        for number, allegation in enumerate(officer.allegations):
            said = allegation.conduct.en
            whole = _WHOLE.match(said)
            word = None if says_nothing(said) else whole or _CAPITAL.match(said)
            if word and (whole or word[0] in TITLES or lexicon.is_ordinary(word[0]) or said.startswith(officer.key)):
                message = (
                    f'"{word[0]}" does not go on from "It was alleged that the officer", which pages put before it.'
                )
                hint = 'Begin with what was done, in a small letter, for example "made a false statement".'
                yield case.at("HS531", ("officers", place, "allegations", number, "conduct"), message, hint)


RULES: Final[tuple[HearingRule, ...]] = (
    check_words_of_the_courts,
    check_conduct,
    check_long_sentences,
)
