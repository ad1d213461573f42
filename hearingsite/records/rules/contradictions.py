"""The texts against the header: levels, findings, and whether an officer was serving or former at the hearing.

Only clear sentences count, as in `outcomes`: what somebody alleged, asked for or denied, what the law says in general and
what is only imagined is no finding. What an appeal decided and what the panel had decided may both be told.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.outcomes import DISMISSALS, outcomes_of
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
from hearingsite.vocabulary.codes import PROVEN

_DECIDED: Final = ("findings-made", "concluded")
_BEFORE_FINDINGS: Final = ("scheduled", "adjourned", "postponed")
_UNPROVEN: Final = ("not-proven", "withdrawn")

_LEVELS: Final = {
    "en": {
        "gross misconduct": "gross-misconduct",
        "misconduct": "misconduct",
        "practice requiring improvement": "practice-requiring-improvement",
    },
    "cy": {"camymddwyn difrifol": "gross-misconduct", "camymddwyn": "misconduct"},
}
_HERALDS: Final = ("found ", "was ", "were ", "as ", "to ", "be ", "constituted ", "that ", "oedd ", "fel ")
_FOUND: Final = later(
    r"(?:\b(?:the|a misconduct|an accelerated(?: misconduct)?) (?:panel|chair|hearing|tribunal|chief constable|commissioner)"
    r"(?: (?:in|on|at) [^.,;:|\n]{2,40}?)? (?:therefore |also |then )?(?:found|concluded|decided|determined|held|ruled)"
    r"(?: that)?(?: (?:it|this|they|both|all|the conduct|(?:the |both |all )?(?:first |second |third )?allegations?"
    r"|the behaviour|the breach(?:es)?)(?: together| as a whole)? (?:was|were|amounted to|constituted))?(?: proven as)?"
    r"|\bthe level (?:was|were)|\b(?:was|were|found) (?:proven|proved) as"
    r"|(?:\A|[,;] (?:and |but )?)(?:this|it|the breach|they|(?:the|these|his|her|their|(?!an? |(?:the )?(?:an)?other )[\w ]{2,40}['\u2019]s) "
    r"(?:conduct|behaviour|actions|breaches))"
    r" (?:was|were|amount(?:s|ed) to|constitute[sd]|(?:was|were)(?: therefore)? found to (?:be|amount to|constitute))"
    r"|\by? ?lefel oedd|\bwedi'i brofi fel) \Z",
    re.IGNORECASE,
)
_NOT_GROSS: Final = later(r",? (?:and |but )?(?:not|rather than) gross misconduct\b")
# "misconduct hearing" is no level, nor is the offence of misconduct in public office.
_NO_LEVEL: Final = later(
    r"(?:in public office|hearing|meeting|proceeding|panel|regulation|case|matter|charge|allegation|process|notice|finding"
    r"|(?:was |were |had )?(?:not|un)\b)"
)

_PLACES: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_WHICH: Final = later(
    rf"\b(?:(?P<all>both|all(?: of)?(?: the)?(?: \w+)?)|(?P<none>neither|none of the(?: \w+)?|no)"
    rf"|the (?P<nth>{'|'.join(_PLACES)})|(?P<the>the)) \Z"
)
_DECISION: Final = later(
    r"allegation(?P<s>s?)(?: (?P<number>\d{1,2}))?(?: (?:about|against) (?P<who>[^.,;:|\n]{2,60}?))?"
    r"(?P<verb> (?:was|were)(?: all| both)?(?: therefore)?)?(?P<no> not)?(?: found)?(?: to be)?(?P<not> not)?"
    r" (?:(?P<gone>withdrawn)|prove[nd](?P<part>,? (?:but )?(?:only )?in part)?)\b"
)
# "Not proven as gross misconduct" tells the level alone.
_AS_A_LEVEL: Final = later(r",? (?:as|to be|to amount to) (?:gross )?misconduct\b")
# Without a verb of its own the decision hangs on what stands before: "The panel found the allegation not proven".
_HELD: Final = later(
    r"\b(?:the|a misconduct|an accelerated(?: misconduct)?) (?:panel|chair|hearing|tribunal|chief constable|commissioner)"
    r" (?:therefore |also |then )?(?:found|held) \Z"
)
# What a notice says of a decision that is still to come.
_UNDECIDED: Final = later(r"\bwhich (?:of (?:the )?)?\Z|\b(?:must|before|until|how)\b")
_NEAR: Final = 30
_FAR: Final = 80

_WORD: Final = later(r"[^\W_]+")
# The words that are wrong of an officer in this state.
_STATES: Final = {"serving": ("former ", "ex-", "cyn-"), "former": ("serving ",)}
_ROLE: Final = later(
    r"(?:(?P<any>police officer|officer|swyddog(?: heddlu)?|heddwas)|(?P<rank>(?:(?:police|special|detective|chief) )*"
    r"(?:constable|sergeant|inspector|superintendent)|gwnstabl|cwnstabl|ringyll|rhingyll|arolygydd|pc|dc|ps|ds|di|sgt))\b",
    re.IGNORECASE,
)
_RANKS: Final = {
    **dict.fromkeys(("pc", "cwnstabl", "gwnstabl", "police constable"), "constable"),
    **dict.fromkeys(("sgt", "ps", "rhingyll", "ringyll", "police sergeant"), "sergeant"),
    "dc": "detective constable",
    "ds": "detective sergeant",
    "di": "detective inspector",
    "arolygydd": "inspector",
}
_KNOWN_AS: Final = later(r"(?:,? who (?:is|was)(?: \w+){0,6}?)?,? (?:known as|a elwir yn|o'r enw) |,? ")
_APPOSED: Final = later(r"(?:, (?:who (?:is|was) )?(?:an? |the )?| is (?:still )?an? )\Z")
_A_NEW_CLAUSE: Final = later(r"(?:\A|\b(?:about|against|of|for|concerning|by) )(?:(?:an?|the) )?\Z", re.IGNORECASE)
_OTHER_TIME: Final = later(
    r"\b(?:at (?:the|that) time|then|when|while|until|if|as a|had|were|would|still be|again|now|later|since|no longer)\b"
    r"|^(?:in|on|from|between|during|by|at)\b",
    re.IGNORECASE,
)
_AT_THE_HEARING: Final = later(r"\b(?:dismissed|hearing|panel|allegations?|alleged|appeared|faced)\b")
_SINCE_THEN: Final = later(r"\b(?:now|since|no longer|later)\b")
_AFTERWARDS: Final = later(r"\b(?:court|sentenced|convicted|jailed|prison|appeal\w*|tribunal|returned)\b")


def check_levels(case: Case) -> Iterator[Diagnostic]:
    """A level that a text states as found is a level that the record has as found, by the panel or on appeal."""
    levels = _levels(case.hearing)
    if case.hearing.status not in _DECIDED or "not-stated" in levels:
        return
    for told in filter(None, case.told):
        wrong = [word for word, level in _LEVELS[told.lang].items() if level not in levels]
        for at, word in find_all(told.lowered, wrong):
            if not told.lowered.endswith(_HERALDS, 0, at) or not _states_level(told, at, word):
                continue
            if not told.is_of_earlier_text(at) and not speaks_of_another_year(told.text, at, case):
                yield _say_level(told, at, word, levels)


def _states_level(told: Told, start: int, word: str) -> bool:
    """Whether a text states a level as found; "misconduct" is none beside "gross": "misconduct so gross that"."""
    before, after = sentence_before(told.text, start), sentence_after(told.lowered, start + len(word))
    is_part = (
        "gross" in before.lower() + _NOT_GROSS.sub("", after) if word == "misconduct" else after.startswith(" difrifol")
    )
    return (
        not is_part
        and bool(_FOUND.search(before))
        and not is_doubtful(told.text, start)
        and not _NO_LEVEL.match(after.lstrip())
    )


def _say_level(told: Told, start: int, word: str, levels: list[str]) -> Diagnostic:
    names = read_vocabulary("levels")
    found = " and ".join(f'"{names[level].name.en}"' for level in levels) or "none"
    said = told.text[start : start + len(word)]
    message = f'The text states a finding of "{said}". The levels found in the record: {found}.'
    return told.at("HS505", start, message, 'Correct the text, or "level" in the header.')


def _levels(hearing: Hearing) -> list[str]:
    """Every level that was found, on allegations or for everything together, by the panel or on appeal."""
    levels: list[str | None] = []
    for officer in hearing.officers:
        levels += [officer.level, *(allegation.level for allegation in officer.allegations)]
    for appeal in hearing.appeals:
        for block in appeal.officers.values():
            levels += [block.level, *(decision.level for decision in block.allegations.values())]
    return [level for level in dict.fromkeys(levels) if level]


def check_findings(case: Case) -> Iterator[Diagnostic]:
    """What a text says was proven, or was not, is what the header says of these allegations."""
    told, _ = case.told
    if case.hearing.status not in _DECIDED:
        return
    for at, _ in find_all(told.lowered, ("allegation",)):
        decision = _decision_at(told.lowered, at)
        which = _WHICH.search(told.lowered, max(0, at - _NEAR), at) if decision else None
        if decision and (which or decision["number"]):
            start = which.start() if which else at
            officer = whose(told.text[decision.start("who") : decision.end("who")], read_cast(case))
            is_said = decision["verb"] or _HELD.search(told.lowered, max(0, start - _FAR), start)
            is_clear = officer and is_said and not is_doubtful(told.text, start)
            is_now = not told.is_of_earlier_text(at) and not speaks_of_another_year(told.text, at, case)
            if officer and is_clear and is_now and not was_changed(officer, case.hearing):
                yield from _check_finding(told, _Said.of(which, decision, start), officer)


def check_early_findings(case: Case) -> Iterator[Diagnostic]:
    """Before a hearing has made findings, no text says that something was found; a case that was sent back may tell of it."""
    if case.hearing.status not in _BEFORE_FINDINGS or case.hearing.appeals:
        return
    for told in filter(None, case.told):
        for at in sorted({*_levels_found(told), *_decisions_found(told)}):
            is_open = told.is_of_earlier_text(at) or _UNDECIDED.search(sentence_before(told.lowered, at))
            if not is_open and not speaks_of_another_year(told.text, at, case):
                message = f'The text tells a finding, but the record is "{case.hearing.status}": nothing was found yet.'
                hint = 'Say that it is alleged; or correct "status", if the hearing has made its findings.'
                yield told.at("HS511", at, message, hint)


def _levels_found(told: Told) -> Iterator[int]:
    for at, word in find_all(told.lowered, _LEVELS[told.lang]):
        if told.lowered.endswith(_HERALDS, 0, at) and _states_level(told, at, word):
            yield at


def _decisions_found(told: Told) -> Iterator[int]:
    for at, _ in find_all(told.lowered, ("allegation",)):
        decision = _decision_at(told.lowered, at)
        which = _WHICH.search(told.lowered, max(0, at - _NEAR), at)
        start = which.start() if which else at
        is_said = decision and (decision["verb"] or _HELD.search(told.lowered, max(0, start - _FAR), start))
        if decision and is_said and not decision["gone"] and not is_doubtful(told.text, start):
            yield at


def _decision_at(lowered: str, at: int) -> re.Match[str] | None:
    """Match what is said to have been decided of the allegations at a character, if that is no level alone."""
    decision = _DECISION.match(lowered, at)
    is_denied = decision and (decision["no"] or decision["not"])
    return None if decision and is_denied and _AS_A_LEVEL.match(lowered, decision.end()) else decision


def whose(who: str, cast: Cast) -> Officer | None:
    """Give the officer who is named by all of some words; the only one there is, where there are none."""
    if not who:
        return cast.officers[0] if len(cast.officers) == 1 else None
    named = cast.beginning(who)
    return named[0] if named and named[1] == len(who) else None


def was_changed(officer: Officer, hearing: Hearing) -> bool:
    """Whether an appeal set findings aside or made others: then the text may tell of either."""
    blocks = (appeal.officers.get(officer.key) for appeal in hearing.appeals)
    return any(appeal.sets_aside == "panel" for appeal in hearing.appeals) or any(
        decision.finding for block in blocks if block for decision in block.allegations.values()
    )


class _Said(Struct, frozen=True):
    """What a sentence says was decided, of which allegations: by place (0 first), or by "both", "neither", "the"."""

    start: int
    end: int
    place: int | None
    all: str
    is_none: bool
    is_the: bool
    is_several: bool
    is_denied: bool
    is_gone: bool
    is_in_part: bool

    @classmethod
    def of(cls, which: re.Match[str] | None, decision: re.Match[str], start: int) -> "_Said":
        """Take together the words before "allegation" and those behind."""
        place = int(decision["number"]) - 1 if decision["number"] else None
        if place is None and which and which["nth"]:
            place = _PLACES.index(which["nth"])
        return cls(
            start,
            decision.end(),
            place,
            (which and which["all"]) or "",
            bool(which and which["none"]),
            bool(which and which["the"]),
            bool(decision["s"]),
            bool(decision["no"] or decision["not"]),
            bool(decision["gone"]),
            bool(decision["part"]),
        )


def _check_finding(told: Told, said: _Said, officer: Officer) -> Iterator[Diagnostic]:
    findings = list(enumerate((allegation.finding for allegation in officer.allegations), 1))
    if said.place is not None:
        if any((allegation.count or 1) > 1 for allegation in officer.allegations):
            return  # the text may count what the record takes together
        findings = findings[max(said.place, 0) :][:1]
    contrary = _contrary(said, len(findings))
    names = read_vocabulary("findings")
    for place, finding in findings:
        if finding in contrary:
            words = " ".join(told.text[said.start : said.end].split())
            name = names[finding].name.en
            message = f'The text says "{words}". In the record, allegation {place} of {officer.key} is "{name}".'
            yield told.at("HS506", said.start, message, 'Correct the text, or "finding" in the header.')
            return


def _contrary(said: _Said, count: int) -> tuple[str, ...]:
    """Give the findings of which a single one makes the statement untrue; none where it is not clear."""
    is_one = said.place is not None or not said.is_several
    if (said.all == "both" and count != len("ab")) or (said.is_the and is_one and count != 1):
        return ()
    if said.is_gone:
        return () if said.is_denied or said.is_none else (*PROVEN, "not-proven")
    if said.is_none:
        return () if said.is_denied or said.is_in_part else PROVEN
    if said.is_denied:
        return () if said.all or said.is_in_part else ("proven",)
    return _UNPROVEN if is_one or not said.is_in_part else ()


def check_service(case: Case) -> Iterator[Diagnostic]:
    """An officer is called former or serving as the record says it of the hearing (`service`)."""
    english, welsh = case.told
    states = {officer.service for officer in case.hearing.officers}
    wrong = [word for state, words in _STATES.items() if state in states for word in words]
    for told in filter(None, (english, welsh)):
        for at, word in find_all(told.lowered, wrong):
            yield from _check_state(case, told, at, at + len(word), is_serving=word == "serving ")
    if welsh and "former" in states:
        for at, word in find_all(welsh.lowered, ("swyddog sy'n gwasanaethu", "cwnstabl sy'n gwasanaethu")):
            before, after = sentence_before(welsh.text, at), sentence_after(welsh.text, at + len(word))
            officer = _apposed(before, read_cast(case)) or _behind(_KNOWN_AS.sub("", after, 1), read_cast(case))
            if officer and officer.service == "former":
                yield _say_state(welsh, at, at + len(word), officer)


def _check_state(case: Case, told: Told, start: int, end: int, *, is_serving: bool) -> Iterator[Diagnostic]:
    if told.text[start - 1 : start].isalnum() or told.is_of_earlier_text(start):
        return
    before, after = sentence_before(told.text, start), sentence_after(told.text, end)
    officer = _called(before, after, read_cast(case), is_serving=is_serving)
    if officer is None:
        return
    if is_serving:
        is_wrong = officer.service == "former" and not _OTHER_TIME.search(before + after)
    else:
        is_wrong = _is_serving(officer, case.hearing, before + after)
    if is_wrong:
        yield _say_state(told, start, end, officer)


def _called(before: str, after: str, cast: Cast, *, is_serving: bool) -> Officer | None:
    """Give the officer right beside "former" or "serving": "former PC X", "a serving officer, PC X", "PC X, a former officer"."""
    role = _ROLE.match(after)
    officer = None if is_serving else _behind(after, cast)
    if role and not officer:
        known = _KNOWN_AS.match(after, role.end())
        officer = _apposed(before, cast)
        if not officer and known and (not is_serving or _A_NEW_CLAUSE.search(before)):
            officer = _behind(after[known.end() :], cast)
    is_of_rank = not role or not role["rank"] or _is_rank_of(role["rank"].lower(), officer)
    return officer if is_of_rank else None


def _is_rank_of(said: str, officer: Officer | None) -> bool:
    """Whether the words for a rank are those of an officer's: a "former sergeant" can be a serving constable."""
    return officer is not None and _RANKS.get(said, said) in officer.rank.replace("-", " ")


def _behind(said: str, cast: Cast) -> Officer | None:
    named = cast.beginning(said)
    return named[0] if named and not said.startswith(("the officer", "y swyddog")) else None


def _apposed(before: str, cast: Cast) -> Officer | None:
    """Give the officer behind whose name an apposition stands; in "PC X and PC Y, a former constable and a …" nobody."""
    apposed = _APPOSED.search(before)
    named = cast.ending(before[: apposed.start()]) if apposed else None
    return named[0] if named and not before[: named[1]].endswith(" and ") else None


def _is_serving(officer: Officer, hearing: Hearing, sentence: str) -> bool:
    """Whether "former" is wrong: not of a former rank, nor of somebody dismissed unless the sentence is of the hearing."""
    if officer.service != "serving" or officer.left or officer.rank_then or officer.reduced_to:
        return False
    was_dismissed = not DISMISSALS.isdisjoint(outcomes_of(officer, hearing))
    is_of_hearing = bool(_AT_THE_HEARING.search(sentence)) and not _AFTERWARDS.search(sentence)
    return (is_of_hearing or not was_dismissed) and not _SINCE_THEN.search(sentence)


def _say_state(told: Told, start: int, end: int, officer: Officer) -> Diagnostic:
    said = told.text[start:end].strip()
    message = f'The text says "{said}" of {officer.key}, but the record says "service: {officer.service}".'
    return told.at("HS503", start, message, 'Write what was so at the hearing, or correct "service" in the header.')


def check_equal_conduct(case: Case) -> Iterator[Diagnostic]:
    """The same conduct of two officers is told in the same words; only signs, capitals and articles are looked over."""
    if len(case.hearing.officers) == 1:
        return
    known: dict[str, tuple[str, str]] = {}
    for place, officer in case.officers():
        for number, allegation in enumerate(officer.allegations):
            said = allegation.conduct.en
            core = " ".join(word for word in _WORD.findall(said.lower()) if word not in ("a", "an", "the"))
            key, twin = known.setdefault(core, (officer.key, said))
            if key != officer.key and twin != said:
                message = f'The same conduct of {key} is worded a little differently: "{twin}".'
                path = ("officers", place, "allegations", number, "conduct")
                yield case.at("HS508", path, message, "Use the same words for the same conduct.")


RULES: Final[tuple[HearingRule, ...]] = (
    check_service,
    check_levels,
    check_findings,
    check_early_findings,
    check_equal_conduct,
)
