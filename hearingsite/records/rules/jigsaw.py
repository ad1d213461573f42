"""Small facts that together tell who a protected officer is, though none of them does alone."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing
from hearingsite.records.outline import Outline, Overview, Unnamed, is_protected
from hearingsite.records.passages import Passage
from hearingsite.records.rules.case import Case, HearingRule, RegisterRule
from hearingsite.records.rules.traces import sought
from hearingsite.vocabulary.codes import CHIEF_OFFICERS

# Of these ranks a force has so few that rank and year come close to a name.
_RARE_RANKS: Final = CHIEF_OFFICERS | {
    "superintendent",
    "chief-superintendent",
    "detective-chief-inspector",
    "detective-superintendent",
    "detective-chief-superintendent",
    "special-sergeant",
    "special-inspector",
    "special-chief-inspector",
    "special-superintendent",
    "special-chief-officer",
}
# And of these so few that rank, station and year do.
_HIGH_RANKS: Final = _RARE_RANKS | {"inspector", "chief-inspector", "detective-inspector"}


def check_rare_rank(overview: Overview) -> Iterator[Diagnostic]:
    """A rank so rare that, with force and year, it fits one officer alone is not told of a protected officer."""
    bearers: dict[tuple[str, int, str], list[tuple[Outline, Unnamed]]] = defaultdict(list)
    for outline in overview.outlines:
        # Somebody of the same rank who is named hides nobody.
        for officer in outline.unnamed:
            if officer.rank in _RARE_RANKS:
                bearers[outline.force, outline.year, officer.rank].append((outline, officer))
    for (_, year, rank), ((outline, officer), *others) in bearers.items():
        if not others and officer.is_protected:
            yield Diagnostic(
                overview.places(outline.path).value(("officers", officer.place, "rank")),
                "HS412",
                f"{officer.key} is the only {rank.replace('-', ' ')} without a name in this force's hearings of "
                f"{year}, and a force has few of that rank.",
                'Consider "rank: not-published", which readers see as "police officer"' + _neutral(officer.key),
            )


def _neutral(key: str) -> str:
    """Tell of a designation that gives no rank away, unless this is one."""
    label = key.rsplit(" ", 1)[-1]
    return "." if key.startswith("Officer ") else f', and a designation without the rank: "Officer {label}".'


_NUMBER: Final = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty)"
)
_RANKS: Final = r"(?:officer|constable|sergeant|inspector|superintendent|detective|PC|DC|DS|DI)"
_TEAM: Final = r"(?:[Tt]eam|[Uu]nit|[Ss]quad|[Bb]ranch|[Ss]ection)"
_NAME: Final = r"(?:[A-Z][\w'\u2019-]*\s+){1,4}"

# Kind of fact → how it is written. A team or a place is a fact about somebody only behind a word for working there.
_FACTS: Final = {
    "age": later(
        r"\baged\s+[2-6]\d\b|\b[2-6]\d-year-old\b|\b[2-6]\d\s+years\s+(?:old|of\s+age)\b|\bage\s+of\s+[2-6]\d\b"
        r"|\bin\s+(?:his|her|their)\s+(?:(?:early|mid|late)[\s-]+)?(?:twent|thirt|fort|fift)ies\b"
        rf"|\b(?:[A-Z]\d?|{_RANKS})(?:,\s+|\s+\(|,?\s+who\s+(?:is|was)\s+)(?P<age>[2-6]\d)(?=[,)])"
    ),
    "length of service": later(
        rf"\b{_NUMBER}\s+years?['\u2019]?\s+(?:of\s+)?(?:(?!community|customer|military|national)\w+\s+){{0,2}}(?:service|experience)\b"
        rf"|\b{_NUMBER}\s+years\s+(?:in|with)\s+the\s+(?:police|force)\b"
        rf"|\bserved\s+(?:(?:\w+\s+){{0,7}}?for\s+)?{_NUMBER}\s+years\b(?!\s+(?:in\s+(?:prison|custody)|of\s+a))"
        rf"|\b(?:been|was)\s+an?\s+(?:\w+\s+)?{_RANKS}\s+(?:for\s+(?:\w+\s+){{0,2}}{_NUMBER}\s+years|since\s+(?:19|20)\d\d)\b"
        rf"|\bjoined\s+(?:the\s+(?:police|force|service)|{_NAME}?(?:Police|Constabulary))\s+in\s+(?:[A-Z]\w+\s+)?(?:19|20)\d\d\b"
    ),
    "station": later(
        rf"\b(?:based|stationed|posted|serv(?:ed|ing)|work(?:ed|ing))\s+(?:at|in|from|out\s+of)\s+(?:the\s+)?{_NAME}"
        r"(?:[Pp]olice\s+)?(?:[Ss]tation|[Cc]ustody\s+(?:[Ss]uite|[Cc]entre))\b"
        rf"|(?:\b(?:is|was|been|then|and|who|{_RANKS})|,)\s+(?P<station>(?:based|stationed)\s+(?:at|in)\s+[A-Z]\w+"
        r"(?:\s+[A-Z]\w+)*(?:\s+police\s+station)?)\b"
        r"|\b(?!The\b)[A-Z][a-z]+(?:\s[A-Z][a-z]+)?-based\b"
    ),
    "unit": later(
        r"(?:\bwork(?:ed|ing)\s+(?:in|on|for)|(?:,|\b[A-Z]{1,2}\d?)\s+of"
        rf"|\b(?:serv(?:ed|ing)|attached|posted|assigned|seconded|belonged|transferred|member|part|service|{_RANKS})"
        r"\s+(?:of|in|on|with|to|from|for))\s+(?P<unit>(?:the|a)\s+"
        r"(?!(?:same|whole|rest|other|another|own|small|new|different|first|second|legal)\b)"
        rf"(?:[\w'\u2019&-]+\s+){{1,4}}?{_TEAM})\b(?!-|\s+(?:chat|group|meeting|briefing|leader|manager|WhatsApp)\b)"
    ),
}
# Every fact of a kind has one of these. Most records have not even two kinds of them, and need no closer look.
_TRACES: Final = {
    "age": sought("aged ", "-year-old", "years old", "years of age", "age of ", "enties", "irties", "orties", "ifties"),
    "length of service": sought("years", "year's", "joined ", "since "),
    "station": sought("tation", "ustody ", "based "),
    "unit": sought("eam", "quad", "ranch", " unit", " Unit", " section", " Section"),
}
# "PC X, 41, was based": no word goes with such an age.
_BARE_AGE: Final = later(r"[ (][2-6][0-9][,)]")
_TOO_MANY: Final = 2
_OFFICER: Final = rf"[Tt]he\s+(?:(?:former|serving|police|[2-6]\d-year-old|[A-Z]\w+-based)\s+){{0,2}}{_RANKS}"
_OTHERS: Final = (
    r"(?:wo)?m[ae]n|girls?|boys?|child(?:ren)?|teenagers?|victims?|complainants?|witness(?:es)?|members?\s+of\s+the\s+public|"
    r"colleagues?|drivers?|passengers?|suspects?|(?:detained\s+)?pe(?:rson|ople)|students?|pupils?|neighbours?|residents?|"
    r"supervisors?|wife|husband|partner|son|daughter|mother|father|patients?|prisoners?|(?:an)?other\s+officers?"
)
_SENTENCE_END: Final = later(r"[.!?][\"'\u201d\u2019)]*\s|\n\s*(?:\n|[-*]\s|\d+\.)|\|")
_NEW_PERSON: Final = later(rf"(?:member|part|{_RANKS})\b")
_PRONOUN: Final = later(r"\s*(?:He|She|They)\b")


class _Fact(Struct, frozen=True):
    """A small fact about an officer, where it is told."""

    kind: str
    words: str
    passage: Passage
    offset: int


def check_facts(case: Case) -> Iterator[Diagnostic]:
    """Of a protected officer a record tells one at most of age, length of service, station and unit."""
    protected = [one.key for one in case.hearing.officers if is_protected(one, case.hearing)]
    if not protected:
        return
    told: dict[str, dict[str, _Fact]] = {key: {} for key in protected}
    high = [one.key for one in case.hearing.officers if one.rank in _HIGH_RANKS and one.key in told]
    for key, fact in _facts(case, 1 if high else _TOO_MANY):
        if key in told:
            told[key].setdefault(fact.kind, fact)
    for key, (first, *others) in ((key, facts.values()) for key, facts in told.items() if facts):
        for fact in others:
            message = (
                f'"{fact.words}" tells the {fact.kind} of {key}, and "{first.words}" already tells the {first.kind}.'
            )
            hint = "Leave out what readers need not know: together such facts can show who somebody is."
            yield fact.passage.at("HS413", fact.offset, message, hint)
    for key in high:
        yield from _of_high_rank(case.hearing, key, told[key])


def _of_high_rank(hearing: Hearing, key: str, facts: dict[str, _Fact]) -> Iterator[Diagnostic]:
    """Report a station or a unit alone, where the rank is one of which a station or a unit has one or two."""
    rank = next(one.rank for one in hearing.officers if one.key == key).replace("-", " ")
    for kind in ("station", "unit"):
        if list(facts) == [kind]:
            fact = facts[kind]
            message = f'"{fact.words}" tells the {kind} of {key}, and such a {kind} has one {rank}, or two.'
            yield fact.passage.at("HS632", fact.offset, message, f"Leave the {kind} out, or the rank.")


def _facts(case: Case, least: int) -> Iterator[tuple[str | None, _Fact]]:
    """Yield the facts of a record in the order of its texts, if it has so many kinds, each with whom its sentence is about."""
    passages = [passage for passage in case.passages if passage.lang == "en"]
    everything = " ".join([passage.text for passage in passages])
    told, _ = case.told
    kinds = [
        kind
        for kind, traces in _TRACES.items()
        if not told.traces.isdisjoint(traces) and any(trace in everything for trace in traces)
    ]
    if kinds and "age" not in kinds and _BARE_AGE.search(everything):
        kinds.insert(0, "age")
    if len(kinds) < least or len([kind for kind in kinds if _FACTS[kind].search(everything)]) < least:
        return
    people = people_of(case.hearing)
    for passage in passages:
        found = [(kind, match) for kind in kinds for match in _FACTS[kind].finditer(passage.text)]
        for kind, match in sorted(found, key=lambda one: one[1].start()):
            group = kind if match.re.groupindex and match[kind] else 0
            fact = _Fact(kind, " ".join(match[group].split()), passage, match.start(group))
            yield subject_of(case.hearing, people, passage, match), fact


def people_of(hearing: Hearing) -> re.Pattern[str]:
    """Make the pattern of everybody whom a sentence can be about."""
    keys = [key for one in hearing.everybody() for key in (one.key, *one.formerly) if key]
    known = "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in sorted(keys, key=len, reverse=True))
    return re.compile(rf"\b(?:(?P<known>{known})|(?P<officer>{_OFFICER})|(?P<other>{_OTHERS}))\b")


def subject_of(hearing: Hearing, people: re.Pattern[str], passage: Passage, match: re.Match[str]) -> str | None:
    """Tell the key of the person whom a fact is about: the last person before it in its sentence."""
    text = passage.text
    if match[0].endswith(("-year-old", "-based")):  # "the 34-year-old constable": the words behind it tell
        behind = people.match(text, match.end() + 1) or re.compile(_RANKS).match(text, match.end() + 1)
        return _key(hearing, behind) if behind else None
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())]
    start = ends[-1] if ends else 0
    if _PRONOUN.match(text, start):
        start = ends[-2] if len(ends) > 1 else 0
    before = [one for one in people.finditer(text, start, match.end()) if one.start() <= match.start()]
    if before:
        return _key(hearing, before[-1])
    # What is alleged of an officer and the reasons for an outcome are about the officer in whose block they stand,
    # but not "a request by a member of the custody team".
    is_about_officer = passage.path[:1] == ("officers",) and not _NEW_PERSON.match(match[0])
    return hearing.officers[int(passage.path[1])].key if is_about_officer else None


def _key(hearing: Hearing, mention: re.Match[str]) -> str | None:
    """Tell the key of the person who is mentioned: by designation, or as "the officer" where there is but one."""
    groups = mention.groupdict()
    if groups.get("known"):
        known = " ".join(groups["known"].split())
        return next((one.key for one in hearing.everybody() if known in (one.key, *one.formerly)), None)
    return hearing.officers[0].key if len(hearing.officers) == 1 and not groups.get("other") else None


RULES: Final[tuple[HearingRule, ...]] = (check_facts,)
REGISTER_RULES: Final[tuple[RegisterRule, ...]] = (check_rare_rank,)
