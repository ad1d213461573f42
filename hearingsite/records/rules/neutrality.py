"""Protected people: what the texts tell of their sex and their family where the record keeps it open.

Only words that are clearly theirs count. A sentence that speaks of anybody else is left alone, and so is somebody of
whom the record itself, in the conduct or the notice, says "he" or "she".
"""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Hearing, Officer, Person
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.subjects import sentence_after, sentence_before
from hearingsite.records.rules.told import Told, find_all
from hearingsite.records.rules.traces import sought

# A designation that tells the sex already, or the place in a family: there is nothing to keep open.
_TELLING: Final = frozenset(
    word
    for line in (
        "ms mrs miss mr sir wpc woman women man men girl boy lady gentleman male female mother father husband wife son",
        "daughter brother sister aunt uncle niece nephew boyfriend girlfriend widow widower policewoman policeman gŵr",
        "gwraig mam tad merch mab bachgen menyw dyn chwaer brawd",
    )
    for word in line.split()
)
_KIN: Final = (
    "husband|wife|boyfriend|girlfriend|mother|father|son|daughter|brother|sister|aunt|uncle|niece|nephew|grandmother"
    "|grandfather|ex-husband|ex-wife|fiancée?|stepfather|stepmother"
)
_SEX: Final = f"male|female|woman|man|girl|boy|lady|schoolgirl|schoolboy|teenage girl|teenage boy|widow|widower|{_KIN}"
_THEIR_KIN: Final = later(rf"['\u2019]s (?:(?:former|late|elder|older|younger|then|new) )?(?P<word>{_KIN})\b")
_APPOSED: Final = later(rf"(?:,|,? who is| is| was) (?:an?|the) (?:[a-z-]+ ){{0,2}}?(?P<word>{_SEX})\b(?!['\u2019]s)")
_SAID: Final = later(
    r"(?:,? who)? (?:[a-z]+ )?(?:said|says|told the (?:panel|hearing|force|police)|felt|feared|believed|knew|thought|reported"
    r"|explained|stated|added|recalled|wrote|complained|hoped|denied|accepted|agreed|admitted|claimed|maintained|argued|conceded"
    r"|confirmed)(?: that)? (?P<word>s?he)\b"
)
# Nobody else can be meant, whoever else the sentence speaks of.
_HAD_STAYED: Final = later(
    r"(?: would (?:[a-z]+ )?have been (?:[a-z]+ ){0,5}?[a-z]+,? (?:had|if)"
    r"|(?:,? who)? (?:[a-z]+ )?(?:resigned|retired|left) (?:[a-z]+ ){0,4}?before) (?P<word>s?he)\b"
)
# An active verb of the person's own, and then a possessive or a reflexive in the same clause.
_OWN: Final = later(
    r" (?!is\b|was\b|were\b|has been\b|had been\b|and\b|or\b)(?:[a-z'\u2019-]+ ){1,6}?(?P<word>his|her|himself|herself)\b(?! and\b)"
)
_AND_HERS: Final = later(rf" and (?P<word>his|her) (?:{_KIN}|family|children|child|partner|friends?)\b")
_KIN_CY: Final = later(r"\b(?P<word>gŵr|gwraig|mam|tad|merch|mab|chwaer|brawd|cariad) \Z")
_CY: Final = later(
    r" (?:a'i|â'i|gyda'i|ac? ei) (?P<word>gŵr|wraig|gwraig|fam|mam|dad|tad|merch|mab|fab|chwaer|brawd|frawd)\b"
)

_SOMEBODY: Final = later(
    r"\b(?:officers?|constable|sergeant|inspector|superintendent|police(?:man|woman)|colleagues?|supervisor|manager|driver"
    r"|friends?|partner|neighbour|doctor|nurse|witness(?:es)?|complainant|victim|person|people|man|woman|men|women|boy|girl"
    r"|child(?:ren)?|member|someone|somebody|anyone|anybody|everyone|everybody|nobody|another|others?|chair|counsel"
    r"|investigator|representative|solicitor|barrister|lawyer|adviser|reporter|spokes\w+|staff|paramedic|teacher|judge"
    r"|customer|passenger|volunteer|detainee|suspect|relative|mother|father|sister|brother|husband|wife|son|daughter|he|she)\b",
    re.IGNORECASE,
)
_A_NAME: Final = later(
    r"(?<=[\w,;] )(?!(?:I|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b)[A-Z]"
)
_WORD: Final = later(r"[^\W\d_]+")
_NEUTRAL: Final = later(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)
_HE: Final = later(r"\b(?:he|his|him|himself|man|boy|husband|father|son|brother)\b", re.IGNORECASE)
_SHE: Final = later(r"\b(?:she|her|hers|herself|woman|girl|wife|mother|daughter|sister)\b", re.IGNORECASE)
_LEAD: Final = later(
    r"(?:(?:On|In|At|By|From|Since|During|After|Before|Later|Then|That|At first)\b[^.;:]{0,60}?,? )?\Z"
)
_BEFORE_A_NOUN: Final = (", a", ", the", " is ", " was ", " who is ", ", who is ")
_OF_THE_PERSON: Final = ("he", "she", "himself", "herself")
_NEAR: Final = 12
_FAR: Final = 80
_PRONOUNS: Final = sought(" he ", " she ", " his ", " her ", "himself", "herself")


def check_gendered_words(case: Case) -> Iterator[Diagnostic]:
    """No pronoun and no word of kinship or sex is used of somebody protected whom the record keeps neutral."""
    protected = _protected(case.hearing)
    if not protected:
        return
    for told in filter(None, case.told):
        find = _find_welsh if told.lang == "cy" else _find_english
        has_pronoun = told.lang == "en" and not told.traces.isdisjoint(_PRONOUNS)
        for at, form in find_all(told.text, protected):
            end = at + len(form)
            if told.text[at - 1 : at].isalnum() or told.text[end].isalnum():
                continue
            found = find(told.text, at, end)
            if not found and has_pronoun:
                found = _find_pronoun(case.hearing, told.text, at, end)
            if found and _is_neutral(case.hearing, protected[form]):
                yield _say(told, found, protected[form].key)


def _say(told: Told, found: re.Match[str], key: str) -> Diagnostic:
    message = f'"{found["word"]}" tells more about {key} than the record does.'
    hint = f'Write it without, for example with "{key}" again; who is protected must not be told by small signs.'
    return told.at("HS507", found.start("word"), message, hint)


def _protected(hearing: Hearing) -> dict[str, Officer | Person]:
    """The neutral designations of people who may not be identified; a description also as a sentence begins with it."""
    hidden = {
        restriction.protects
        for restriction in hearing.restrictions
        if restriction.covers == "identity" and not restriction.lifted
    }
    protected: dict[str, Officer | Person] = {}
    for officer in hearing.officers:
        if officer.known_as and (officer.known_as in hidden or "all" in hidden):
            protected[officer.known_as] = officer
            if len(hearing.officers) == 1:
                the_officer = (f"{the} {former}officer" for the in ("the", "The") for former in ("", "former "))
                protected |= dict.fromkeys(the_officer, officer)
    for person in hearing.people:
        if person.known_as and (person.anonymity or person.key in hidden or "all" in hidden):
            for form in filter(None, (person.known_as.en, person.known_as.cy)):
                protected |= {form: person, form[0].upper() + form[1:]: person}
    return {form: person for form, person in protected.items() if _TELLING.isdisjoint(_WORD.findall(form.lower()))}


def _find_english(text: str, _: int, end: int) -> re.Match[str] | None:
    """Find "Person H's husband", "Person H, a mother of two"; that a child has a mother or a father tells nothing."""
    if text[end] in "'\u2019":
        found = _THEIR_KIN.match(text, end)
        is_parent = found and found["word"] in ("mother", "father")
        return None if is_parent and "child" in text[end - len("child X") : end].lower() else found
    return _APPOSED.match(text, end) if text.startswith(_BEFORE_A_NOUN, end) else None


def _find_welsh(text: str, at: int, end: int) -> re.Match[str] | None:
    """Find "gŵr Person H", "Person H a'i gŵr"."""
    return _CY.match(text, end) or _KIN_CY.search(text, max(0, at - _NEAR), at)


def _find_pronoun(hearing: Hearing, text: str, at: int, end: int) -> re.Match[str] | None:
    """Find "Person H said that she", where nobody else can be meant."""
    tail = text[end : end + _FAR]
    if not any(word in tail for word in _PRONOUNS):
        return None
    had_stayed = _HAD_STAYED.match(text, end)
    if had_stayed:
        return had_stayed
    own = _OWN.match(text, end)
    if own and text.endswith("officer", at, end) and not text.startswith(" own ", own.end()):
        own = None  # "the officer poured water over his sleeping bag": before an officer there is somebody else
    found = _SAID.match(text, end) or _AND_HERS.match(text, end) or own
    if found and _is_alone(text, at, end, found) and _is_clear(hearing, text, at, end, found["word"]):
        return found
    return None


def _is_alone(text: str, at: int, end: int, found: re.Match[str]) -> bool:
    """Whether the sentence begins with the person and speaks of nobody else up to its end."""
    before, between = sentence_before(text, at), text[end : found.start("word")]
    rest = sentence_after(text, end)
    if not _LEAD.match(before) or "\n\n" in between:
        return False
    others = _SOMEBODY.search(between) or _SOMEBODY.search(before) or _A_NAME.search(rest) or _A_NAME.search(before)
    return not others and not _SOMEBODY.search(rest[found.end() - end :])


def _is_clear(hearing: Hearing, text: str, at: int, end: int, word: str) -> bool:
    """Whether nobody earlier in the paragraph can be meant: no "she" before "she", nobody at all before "her" or "his"."""
    earlier = text[text.rfind("\n\n", 0, at) + 1 : at]
    if word in _OF_THE_PERSON:
        return not (_HE if word in ("he", "himself") else _SHE).search(earlier)
    keys = {person.key for person in hearing.everybody()} - {text[at:end], ""}
    names = {name for key in keys for name in (key, key.split()[-1])}
    return not _SOMEBODY.search(earlier) and not any(name in earlier for name in names)


def _is_neutral(hearing: Hearing, person: Officer | Person) -> bool:
    """Whether neither the conduct nor the notice says "he" or "she" of an officer: else the record does not keep it open."""
    if not isinstance(person, Officer):
        return True
    said = [allegation.conduct.en for allegation in person.allegations]
    said += [hearing.notice.text.en] if hearing.notice and hearing.notice.text else []
    return not any(_NEUTRAL.search(text) for text in said)


RULES: Final[tuple[HearingRule, ...]] = (check_gendered_words,)
