"""Outcomes in the texts against the header's.

Only clear sentences count: an officer, by designation, by name or as "the officer" where there is one, is the subject of
the verb, or the panel is, and nobody asks for it, denies it or imagines it. What an appeal decided and what the panel
had decided before may both be told. In doubt this rule is silent.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.subjects import (
    Cast,
    is_doubtful,
    read_cast,
    sentence_after,
    sentence_before,
    speaks_of_another_year,
)
from hearingsite.records.rules.told import Told, find_all
from hearingsite.vocabulary import read_vocabulary

DISMISSALS: Final = frozenset(("dismissed-without-notice", "dismissed-with-notice", "dismissed"))
# Where no outcome is in the header, because none can be there yet.
_UNDECIDED: Final = ("scheduled", "adjourned", "postponed", "findings-made")
# What a text says → the outcomes in the header that agree with it.
_AGREE: Final = {
    "dismissed": DISMISSALS,
    "dismissed without notice": DISMISSALS - {"dismissed-with-notice"},
    "dismissed with notice": DISMISSALS - {"dismissed-without-notice"},
    "would have been dismissed": frozenset(("would-have-been-dismissed",)),
    "final written warning": frozenset(("final-written-warning", "final-written-warning-extended")),
    "written warning": frozenset(("written-warning",)),
    "management advice": frozenset(("management-advice",)),
    "reduced in rank": frozenset(("reduction-in-rank",)),
    "reflective practice": frozenset(("reflective-practice",)),
}
# What is looked for first: to search a text for words costs a tenth of what patterns cost.
_WORDS: Final = ("dismiss", "sacked", "written warning", "management advice", "reduced in rank", "reflective practice")
_WORDS_CY: Final = (
    "iswyddwyd ",
    " ei ddiswyddo",
    "'i ddiswyddo",
    "'i diswyddo",
    " ei diswyddo",
    "hoddwyd rhybudd ysgrifenedig",
)

_ADVERBS: Final = "also|then|therefore|both|each|accordingly|subsequently|finally|immediately|summarily|later"
_ADVERB: Final = rf"(?: (?:{_ADVERBS}))?"
# "A two-year final written warning": how long it lasts may stand before it.
_NUMBER: Final = "(?:[1-9][0-9]?|one|two|three|four|five)"
_LONG: Final = rf"(?:{_NUMBER}[ -](?:month|year) )?"
_PASSIVE: Final = later(
    rf"\b(?:(?P<would>would(?: therefore| also)? have(?: both)? been)|(?:was|were|has been|have been|will be)(?P<no> not)?|received)"
    rf"{_ADVERB}(?: given| issued with| handed| referred to(?: the)?)?(?: an?)? {_LONG}(?:final )?\Z"
)
_BEFORE_IT: Final = frozenset(
    re.findall(r"\w+", f"was were be been given with handed to the a an final received not month year {_ADVERBS}")
)
_PANEL: Final = (
    r"\b(?:the|an?)(?: accelerated)?(?: misconduct| special case| police appeals)? "
    rf"(?:panel|chair|hearing|tribunal|chief constable|commissioner)(?: (?:in|on|of|at) [^.,;:|\n]{{2,40}}?)?{_ADVERB} "
)
_DISMISSING: Final = later(rf"{_PANEL}\Z")
_GIVING: Final = later(
    rf"{_PANEL}(?:gave (?P<who>[^.;:|]{{2,90}}?),?|(?:imposed|gave|issued|decided on|ordered)|(?P<fit>decided that))"
    rf" an? {_LONG}(?:final )?\Z"
)
_STATED: Final = later(
    r"\bthe (?:outcome|sanction|disciplinary action)(?: (?:imposed|given)(?: by [^.,;:|\n]{2,60}?)?)?"
    r"(?: for (?P<who>[^.,;:|\n]{2,60}?))?(?: (?:was|is)|:) (?:[\u2013\u2014-] )?(?:an? )?(?:final )?\Z"
)
_ACTIVE: Final = {
    _GIVING: (" gave ", " imposed ", " issued ", " decided ", " ordered "),
    _STATED: ("the outcome ", "the sanction ", "the outcome:", "the sanction:", "the disciplinary action"),
}
# "A final written warning was imposed": a sentence of its own, and nothing behind that could be about another time.
_AN_OUTCOME: Final = later(r"(?:\A|[,;] (?:and |but )?)(?:an? )?(?:final )?\Z", re.IGNORECASE)
_IMPOSED: Final = later(
    r" (?:was|has been)(?: therefore| then)? (?:imposed|given|issued)(?= ?(?:\Z|[.,;\n]|on |to |for \d))"
)
_NEAR: Final = 60
_FAR: Final = 200
_RECIPIENT: Final = later(r" (?:to|on|for|against) ([^.,;:|\n]{2,60})")
_THOUGHT: Final = later(r" (?:careful|serious|some|much|little|no|great)\b")
_FITS: Final = later(r" (?:was|is|would be) (?:enough|sufficient|appropriate|proportionate|the right)\b")
_NOTICE: Final = later(r"(?: from [^.,;:|]{3,60}?)? (with|without) notice\b")
# "dismissed as a suspect", "from the room": no outcome; "from the force", "from Wealdshire Constabulary": one.
_ELSEWHERE: Final = later(
    r" (?:as |by (?:the|a) (?:court|judge)|from (?![a-z&' -]{0,50}?\b(?:police|force|service|constabulary)\b))"
)
_CONDITION: Final = later(r"(?: without notice)?,? (?:had|if|but for|were|unless|without|except|otherwise)\b")
_UNSURE: Final = later(r"\b(?:if|unless|should|where|when|once)\b")
_HAD_STAYED: Final = later(r"\b(?:serving|resigned|retired|left|remained|stayed|still|in the service)\b")
_IMAGINED: Final = later(r"\b(?:if|had|would|could|might)\b", re.IGNORECASE)
_PRONOUN: Final = later(r"(?:\A|[,;] |\b(?:and|so|but|therefore) )(?:he|she|they)\Z", re.IGNORECASE)
_AND_NO_MORE: Final = later(
    r" ?(?:\Z|[.,;:)\n]|with immediate effect\b|and\b|but\b|because\b|although\b|at\b|in\b|on\b|for\b)"
)
_MONTHS: Final = later(
    rf",? (?:of|for|lasting|to last|that lasts|(?:which|that) (?:will )?(?:lasts?|remains?|runs?|stays?)(?: in place| in force| live)? for)"
    rf" (?P<number>{_NUMBER}) (?P<unit>month|year)s?\b|,? am (?P<cy>[0-9]{{1,2}}) mis\b"
)
_MONTHS_BEFORE: Final = later(rf"\b(?P<number>{_NUMBER})[ -](?P<unit>month|year) (?:final )?written warning\Z")
_NUMBERS: Final = ("one", "two", "three", "four", "five")

_GONE_CY: Final = later(r"Cafodd ([^.,;:|]{2,60}?)\Z")
_WOULD_CY: Final = later(r"Byddai(?: |'(?=r ))([^.,;:|]{2,60}?) wedi(?: cael)?\Z")
_WARNED_CY: Final = later(r"(?P<final> terfynol)?(?: am \d+ mis)? i (?P<to>[^.,;:|\n]{2,60})")

_MEND: Final = 'Correct the text, or "outcome" in the header.'


class _Statement(Struct, frozen=True):
    """What a text says of officers, with its offsets; without names it may hold for any of them."""

    at: int
    end: int
    what: str
    officers: list[Officer]
    is_of_any: bool = False
    is_denied: bool = False
    before: int | None = None  # where the sentence's own words begin, if that is not at `at`


def check_outcomes(case: Case) -> Iterator[Diagnostic]:
    """An outcome that a text states of an officer is the header's, be it the panel's or an appeal's."""
    english, welsh = case.told
    for told, words, read in ((english, _WORDS, _read_english), (welsh, _WORDS_CY, _read_welsh)):
        text = told.lowered if told is english else told.text
        for at, word in find_all(text, words):
            for statement in read(told, at, word, read_cast(case)):
                wrong = list(_compare(case, told, statement))
                if wrong and _is_clear(case, told, statement):
                    yield from wrong


def outcomes_of(officer: Officer, hearing: Hearing) -> list[str]:
    """Every outcome that was ever in force for an officer: the panel's, then those of the appeals."""
    outcomes = dict.fromkeys([officer.outcome] if officer.outcome else [])
    for appeal in hearing.appeals:
        block = appeal.officers.get(officer.key)
        if block:
            said = [block.outcome, *(decision.outcome for decision in block.allegations.values())]
            outcomes |= dict.fromkeys(outcome for outcome in said if outcome)
    return list(outcomes)


def _is_clear(case: Case, told: Told, statement: _Statement) -> bool:
    """Whether the text itself says so, of now; asked last, because nearly every statement agrees with the header."""
    start = statement.at if statement.before is None else statement.before
    is_own = not told.is_of_earlier_text(start) and not is_doubtful(told.text, start)
    return is_own and not speaks_of_another_year(told.text, statement.at, case)


def _compare(case: Case, told: Told, statement: _Statement) -> Iterator[Diagnostic]:
    """Report the officers whom the record gives another outcome; "not stated" agrees with everything."""
    agree = _AGREE[statement.what]
    wrong: list[Officer] = []
    for officer in statement.officers:
        outcomes = outcomes_of(officer, case.hearing)
        if "not-stated" in outcomes or not (outcomes or case.hearing.status in _UNDECIDED):
            return
        is_so = agree.issuperset(outcomes) if statement.is_denied else not agree.isdisjoint(outcomes)
        if is_so == statement.is_denied:
            wrong.append(officer)
    if not wrong or (statement.is_of_any and len(wrong) < len(statement.officers)):
        yield from _compare_months(case, told, statement)
        return
    said = f'The text says "{" ".join(told.text[statement.at : statement.end].split())}"'
    if statement.is_of_any and len(wrong) > 1:
        yield told.at("HS504", statement.at, f"{said}. No officer of this record has that outcome.", _MEND)
        return
    for officer in wrong:
        whose = "" if officer.key in said else f" of {officer.key}"
        yield told.at("HS504", statement.at, f"{said}{whose}. {_say_outcomes(officer, case.hearing)}", _MEND)


def _say_outcomes(officer: Officer, hearing: Hearing) -> str:
    names = read_vocabulary("outcomes")
    outcomes = [f'"{names[outcome].name.en}"' for outcome in outcomes_of(officer, hearing)]
    return f"In the record, the outcome is {' or '.join(outcomes)}." if outcomes else "The record has no outcome yet."


def _compare_months(case: Case, told: Told, statement: _Statement) -> Iterator[Diagnostic]:
    """Report a warning that lasts another number of months than in the header."""
    if "warning" not in statement.what or len(statement.officers) != 1 or statement.is_denied:
        return
    officer = statement.officers[0]
    blocks = (appeal.officers.get(officer.key) for appeal in case.hearing.appeals)
    lengths = [officer.outcome_months, *(block.outcome_months for block in blocks if block)]
    months = [length for length in lengths if length]
    found = _MONTHS.match(told.text, statement.end) or _MONTHS_BEFORE.search(told.lowered, statement.at, statement.end)
    if found and months and _count_months(found) not in months:
        message = f'The text says "{found[0].strip(" ,")}". In the record, the warning lasts {months[-1]} months.'
        hint = 'Correct the text, or "outcome_months" in the header.'
        group = "number" if found["number"] else "cy"
        yield told.at("HS504", found.start(group), message, hint)


def _count_months(found: re.Match[str]) -> int:
    """Read how many months a warning lasts, be it written in years."""
    said = found["number"] or found["cy"]
    number = int(said) if said.isdigit() else _NUMBERS.index(said) + 1
    return number * 12 if found["number"] and found["unit"] == "year" else number


def _read_english(told: Told, at: int, word: str, cast: Cast) -> Iterator[_Statement]:
    lowered, end = told.lowered, at + len(word)
    if word == "dismiss":
        word, end = lowered[at : at + len("dismissed")], at + len("dismissed")
    if word == "written warning" and lowered.endswith("final ", 0, at):
        word = "final written warning"
    last = lowered[max(0, at - len("accordingly ")) : at].rsplit(None, 1)[-1:]
    passive = _PASSIVE.search(lowered, max(0, at - _NEAR), at) if _BEFORE_IT.issuperset(last) else None
    officers = _subjects(told, passive, at, cast) if passive else []
    word = "dismissed" if word == "sacked" else word
    if passive and officers:
        yield from _read_passive(told, passive, end, word, officers)
    elif word == "dismissed":
        yield from _read_dismissing(told, at, end, cast)
    else:
        near = lowered[max(0, at - _FAR) : at]
        for pattern, signs in _ACTIVE.items():
            found = pattern.search(lowered, max(0, at - _FAR), at) if any(sign in near for sign in signs) else None
            if found:
                yield from _read_active(told, found, end, word, cast)
        yield from _read_imposed(told, at, end, word, cast)


def _subjects(told: Told, passive: re.Match[str], at: int, cast: Cast) -> list[Officer]:
    """Give the officers of whom a passive is said; "he" is the only officer there is where nobody else could be dismissed so."""
    before = sentence_before(told.text, passive.start())
    is_of_officer = len(cast.officers) == 1 and told.lowered.startswith("dismissed without notice", at)
    if is_of_officer and _PRONOUN.search(before.rstrip()):
        return cast.officers
    return cast.subjects(before)


def _read_imposed(told: Told, at: int, end: int, word: str, cast: Cast) -> Iterator[_Statement]:
    """Read "A final written warning was imposed on PC X"."""
    imposed = _IMPOSED.match(told.lowered, end) if "warning" in word else None
    if imposed and _AN_OUTCOME.search(sentence_before(told.text, at)):
        to = _RECIPIENT.match(told.text, imposed.end())
        who = to[1] if to and not told.text.startswith(" for", imposed.end()) else ""
        start = at - len("final ") * word.startswith("final")
        yield from _of_named(who, _Statement(start, imposed.end(), word, cast.officers, is_of_any=True), cast)


def _read_passive(
    told: Told, found: re.Match[str], end: int, word: str, officers: list[Officer]
) -> Iterator[_Statement]:
    """Read "PC X was dismissed without notice"."""
    after = sentence_after(told.lowered, end)
    if found["would"] and word != "dismissed":
        return
    if word == "dismissed":
        if _ELSEWHERE.match(after) or (found["would"] and _is_imagined(told.text[: found.start()], after)):
            return
        if found[0].startswith("will ") and _UNSURE.search(after):
            return
        notice = _NOTICE.match(after)
        if notice:
            word, end = f"dismissed {notice[1]} notice", end + notice.end()
    if found["no"] and not _AND_NO_MORE.match(told.lowered, end):
        return
    word = "would have been dismissed" if found["would"] else word
    yield _Statement(found.start(), end, word, officers, is_denied=bool(found["no"]))


def _is_imagined(before: str, after: str) -> bool:
    """Whether "would have been dismissed" hangs on something else than having stayed in the police."""
    if _HAD_STAYED.search(after):
        return False
    return bool(_CONDITION.match(after) or _IMAGINED.search(before, max(0, len(before) - _FAR)))


def _read_dismissing(told: Told, at: int, end: int, cast: Cast) -> Iterator[_Statement]:
    """Read "The panel dismissed PC X without notice"."""
    named = cast.beginning(told.text[end + 1 : end + _FAR])
    found = _DISMISSING.search(told.lowered, max(0, at - _FAR), at) if named else None
    if named and found:
        end += 1 + named[1]
        notice = _NOTICE.match(sentence_after(told.lowered, end))
        if notice or _AND_NO_MORE.match(told.text, end):
            word = f"dismissed {notice[1]} notice" if notice else "dismissed"
            yield _Statement(at, end + (notice.end() if notice else 0), word, [named[0]], before=found.start())


def _read_active(told: Told, found: re.Match[str], end: int, word: str, cast: Cast) -> Iterator[_Statement]:
    """Read "The panel gave PC X a written warning", "imposed a final written warning", "the outcome was dismissal"."""
    is_given = "fit" in found.re.groupindex  # one of _GIVING
    fit = _FITS.match(told.lowered, end) if is_given and found["fit"] else None
    if is_given and (_THOUGHT.match(told.lowered, end) or (found["fit"] and not fit)):
        return
    if word == "dismissal":
        notice = _NOTICE.match(sentence_after(told.lowered, end))
        word, end = f"dismissed {notice[1]} notice" if notice else "dismissed", end + (notice.end() if notice else 0)
    end = fit.end() if fit else end
    to = _RECIPIENT.match(told.text, end) if is_given and not found["who"] else None
    who = told.text[found.start("who") : found.end("who")] if found["who"] else to[1] if to else ""
    yield from _of_named(who, _Statement(found.start(), end, word, cast.officers, is_of_any=True), cast)


def _of_named(who: str, statement: _Statement, cast: Cast) -> Iterator[_Statement]:
    """Give the statement to whom some words call; without words any officer may be meant, with other words nobody is."""
    if not who:
        yield statement
        return
    named = cast.beginning(who)
    if named and (named[1] == len(who) or who[named[1]] in ", ") and " and " not in who:
        yield _Statement(statement.at, statement.end, statement.what, [named[0]])


def _read_welsh(told: Told, at: int, word: str, cast: Cast) -> Iterator[_Statement]:
    """Read "Diswyddwyd PC N heb rybudd", "Cafodd PC N ei ddiswyddo", "Rhoddwyd rhybudd ysgrifenedig i PC N"."""
    end = at + len(word)
    if word.startswith("hoddwyd"):
        found = _WARNED_CY.match(told.text, end)
        if found:
            what = "final written warning" if found["final"] else "written warning"
            yield from _of_named(found["to"], _Statement(at - 1, found.end("to"), what, []), cast)
    elif word.startswith((" ei", "'i")):
        for pattern, what in ((_GONE_CY, "dismissed"), (_WOULD_CY, "would have been dismissed")):
            found = pattern.search(told.text, max(0, at - _FAR), at)
            if found:
                who = found[1].replace("r swyddog", "y swyddog")
                yield from _of_named(who, _Statement(found.start(), end, what, []), cast)
    elif told.text[at - 1 : at] == "D":
        named = cast.beginning(told.text[end : end + _FAR])
        if named:
            is_without = told.text.startswith(" heb rybudd", end + named[1])
            what = "dismissed without notice" if is_without else "dismissed"
            yield _Statement(at - 1, end + named[1] + len(" heb rybudd") * is_without, what, [named[0]])


RULES: Final[tuple[HearingRule, ...]] = (check_outcomes,)
