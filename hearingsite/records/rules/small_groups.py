"""Protected people whom a text makes one of very few: "the only female sergeant in the force", "aged 34, from Yeovil"."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer
from hearingsite.records.outline import is_protected
from hearingsite.records.passages import Passage
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.jigsaw import people_of, subject_of
from hearingsite.records.rules.told import Told, find_all
from hearingsite.records.rules.traces import sought

_ROLE: Final = (
    r"(?:officers?|constables?|sergeants?|inspectors?|superintendents?|detectives?|(?:wo)?m[ae]n|females?|males?|PCSO|PC|DC|DS|DI|person"
    r"|member(?: of staff)?|employee|handler|supervisor|manager|nurse|teacher|pupil|student|recruit|trainee|resident|instructor|driver"
    r"|user|doctor|midwife|priest|vicar|imam|rabbi|vet|farmer|shopkeeper|postman|girl|boy|child|mother|father|tenant|neighbour|cadet"
    r"|volunteer|chaplain|interpreter|analyst|investigator|negotiator|pilot|rider|diver|clerk|cleaner|apprentice|parishioner)"
)
_TRAIT: Final = (
    r"(?:(?:fe)?male|(?:wo)?man|[Bb]lack|Asian|African|Chinese|Polish|Muslim|Sikh|Hindu|Jewish|(?:openly )?gay|lesbian|bisexual"
    r"|trans(?:gender)?|disabled|deaf|blind|pregnant|[A-Z][a-z]+-speaking|mixed-race|minority[ -]ethnic|ethnic[ -]minority|women|men"
    r"|Indian|Pakistani|Bangladeshi|Nigerian|Somali|Irish|Scottish|Romanian|Ukrainian|Turkish|Arab|Iranian|Caribbean|Traveller|Buddhist)"
)
_PART: Final = (
    r"(?:team|unit|force|station|department|squad|branch|section|constabulary|county|district|division|town|village|school|ward|command"
    r"|rank|class|hospital|firm|church|mosque|street|estate|office|parish)"
)
_WHERE: Final = (
    rf" (?:(?:then )?(?:serving|working|posted|based|stationed) )?(?:in|on|of|at|for|with) (?:the|its|that|this|[A-Z][\w'\u2019-]+)"
    rf"(?: [\w'\u2019&-]+){{0,4}}? {_PART}\b(?! (?:that (?!year|time\b)|at the time|when|who|which|to)\b)"
)
_MOST: Final = r"(?:most (?:senior|junior)|highest-ranking|youngest|oldest|longest-serving|newest)"
_ONE_OF_FEW: Final = later(
    rf"one of (?:only |the only |just )(?:two|three|four|five) (?:[a-z-]+ ){{0,2}}?(?:{_TRAIT}|{_ROLE})(?: [a-z]+)?{_WHERE}"
    rf"|(?:the {_PART}['\u2019]s|its) (?:only|sole|first|{_MOST}) (?:[a-z-]+ ){{0,2}}?(?:{_TRAIT} )?(?:[a-z-]+ ){{0,2}}?{_ROLE}\b"
    rf"|(?:the|its|their) (?:(?:only|sole|first) (?:[a-z-]+ ){{0,2}}?{_TRAIT}(?: [a-z-]+){{0,2}}? {_ROLE}\b"
    rf"|(?:only|sole|first|{_MOST}) (?:[a-z-]+ ){{0,3}}?{_ROLE}{_WHERE}|{_MOST}{_WHERE})"
)
_RARE: Final = sought(
    "only ",
    "sole ",
    "first ",
    "most ",
    "highest-ranking ",
    "youngest ",
    "oldest ",
    "longest-serving ",
    "newest ",
)
_LEAD: Final = later(r"(?:one of (?:the )?|the \w+['\u2019]s |(?:the|its|their) )\Z")
_LEAD_REACH: Final = 24
# Nobody else on somebody's own team.
_NO_OTHER: Final = rf"no other (?:[a-z-]+ ){{0,2}}?(?:{_TRAIT}|{_ROLE})\b(?: [a-z]+)? (?:in|on|at) "
_NO_OTHER_AT_ALL: Final = later(_NO_OTHER)
# What makes the words about the person before them: "PC X was the only", "PC X, the only"; not "PC X told the only".
_IS: Final = later(
    r"(?:\b(?:is|was|become|became|been|being|remained|[Aa]s)(?: then| now| also| still| at that time)?|,(?: then| who (?:is|was))?) \Z"
)

_AGE: Final = r"[1-9]\d"
_TOWN: Final = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Police|Witness|Person|Officer|P[CS]"
    r"|D[CSI]|M[rs]|Mrs)\b)[A-Z][\w'\u2019-]+"
)
_FROM: Final = r"(?:of|from|living in|(?:who )?liv(?:es|ed) in|(?:who )?(?:comes|came) from|resident (?:in|of))"
_TOLD: Final = (
    rf"(?:aged {_AGE}|{_AGE} years old|{_AGE}-year-old(?: [a-z]+){{0,2}}),? "
    rf"(?:and )?{_FROM} {_TOWN}|\(?{_AGE}\)?,?(?: and)? {_FROM} {_TOWN}"
    rf"|{_FROM} {_TOWN}(?: [A-Z][\w-]+)*, (?:who (?:is|was) |then )?aged {_AGE}"
)
_AGE_AND_TOWN: Final = rf"(?:,|\s(?:is|was|who is|who was|then|now|an?)\b)*\s?(?P<words>{_TOLD})"
_OF_ANYBODY: Final = later(_TOLD)
_AGES: Final = sought("aged ", "-year-old", "years old")
_STREET: Final = (
    r"(?:the )?(?:[A-Z][\w.'\u2019-]+ ){1,3}"
    r"(?:Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Mews)\b(?! [A-Z])"
)
_STREETS: Final = sought(
    *(
        " Street",
        " Road",
        " Avenue",
        " Lane",
        " Close",
        " Drive",
        " Crescent",
        " Terrace",
        " Gardens",
        " Grove",
        " Mews",
    )
)
_LIVES: Final = (
    r"(?:(?:,? who)?(?: then| now| still)? (?:lives|lived|(?:is|was|had been) living|had lived) (?:in|on|at|near|off) "
    r"|, (?:then )?(?:of|from|(?:living|resident|a (?:neighbour|resident)) (?:in|on|of)) "
    r"|['\u2019]s (?:[a-z-]+ )?(?:home|house|flat|address|bungalow) (?:in|on|at|near|off) )"
)
_HINT: Final = "Leave it out, or say it less exactly: together with the force and the year it can fit one person alone."


def check_one_of_few(case: Case) -> Iterator[Diagnostic]:
    """No text makes somebody protected one of very few: the only, the first, the youngest, somebody of an age and a town."""
    protected = protected_people(case.hearing)
    if not protected:
        return
    told, _ = case.told
    # Looked for of whomever at first: to compile what is said of the people of one record takes milliseconds.
    if any(_single_at(told.text, at) for at, _ in find_all(told.text, told.traces.intersection(_RARE))):
        for passage in case.passages:
            if passage.lang == "en":
                yield from _single(case.hearing, passage, protected)
    if "no other " in told.text and _NO_OTHER_AT_ALL.search(told.text):
        for match in re.finditer(
            rf"{_NO_OTHER}(?P<key>{_any_of(protected)})['\u2019]s [a-z ]{{0,30}}?{_PART}\b", told.text
        ):
            key = " ".join(match["key"].split())
            yield told.at("HS630", match.start(), f"This makes {key} the only one, whose identity is protected.", _HINT)
    if (not told.traces.isdisjoint(_AGES) or "age" in told.kinds_of_numbers) and _OF_ANYBODY.search(told.text):
        yield from _aged(told, protected)


def check_streets(case: Case) -> Iterator[Diagnostic]:
    """No text tells the street in which somebody protected lives, without a number too."""
    told, _ = case.told
    if told.traces.isdisjoint(_STREETS):
        return
    for_life = {
        person.key for person in case.hearing.people if person.anonymity == "lifelong"
    }  # another rule's to tell
    keys = [key for key in protected_people(case.hearing) if key not in for_life]
    if keys:
        for found in re.finditer(rf"\b(?P<key>{_any_of(keys)}){_LIVES}(?P<street>{_STREET})", told.text):
            key = " ".join(found["key"].split())
            message = f"Here is the street of {key}, whose identity is protected."
            yield told.at("HS604", found.start("street"), message, "Name the town or the district, if at all.")


def protected_people(hearing: Hearing) -> list[str]:
    """Give the keys of everybody whose identity is protected: officers and others."""
    restricted = {one.protects for one in hearing.restrictions if one.covers == "identity" and not one.lifted}
    return [
        person.key
        for person in hearing.everybody()
        if (
            is_protected(person, hearing)
            if isinstance(person, Officer)
            else person.known_as and (person.anonymity or not restricted.isdisjoint({person.key, "all"}))
        )
    ]


def _single_at(text: str, at: int) -> re.Match[str] | None:
    """Match the words of which "only" or the like stands at a character, its article before it."""
    lead = _LEAD.search(text, max(0, at - _LEAD_REACH), at)
    return _ONE_OF_FEW.match(text, lead.start()) if lead else None


def _single(hearing: Hearing, passage: Passage, protected: list[str]) -> Iterator[Diagnostic]:
    for at, _ in sorted(find_all(passage.text, _RARE)):
        match = _single_at(passage.text, at)
        if match and _IS.search(passage.text, max(0, match.start() - len(" remained at that time ")), match.start()):
            key = _subject_behind(passage.text, match, protected) or subject_of(
                hearing, people_of(hearing), passage, match
            )
            if key in protected:
                words = " ".join(match[0].split())
                message = f'"{words}" is {key} alone, whose identity is protected.'
                yield passage.at("HS630", match.start(), message, _HINT)


def _subject_behind(text: str, match: re.Match[str], protected: list[str]) -> str | None:
    """Tell who it is that words at the beginning of a sentence are about: "As the only woman on the team, PC X"."""
    if not text.startswith("As ", match.start() - len("As ")):
        return None
    comma = text.find(", ", match.end(), match.end() + _LEAD_REACH)
    return next((key for key in protected if comma >= 0 and text.startswith(key, comma + 2)), None)


def _aged(told: Told, protected: list[str]) -> Iterator[Diagnostic]:
    known = _any_of(protected)
    behind = rf"\b(?P<words>{_AGE}-year-old(?: [a-z]+){{0,2}} {_FROM} {_TOWN}), (?P<key>{known})\b"
    for match in chain(re.finditer(rf"\b(?P<key>{known}){_AGE_AND_TOWN}", told.text), re.finditer(behind, told.text)):
        key, words = (" ".join(match[group].split()) for group in ("key", "words"))
        message = f'"{words}" tells age and town of {key}, whose identity is protected.'
        yield told.at("HS631", match.start("words"), message, "Leave out one of them, or both.")


def _any_of(keys: list[str]) -> str:
    return "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in sorted(keys, key=len, reverse=True))


RULES: Final[tuple[HearingRule, ...]] = (check_one_of_few, check_streets)
