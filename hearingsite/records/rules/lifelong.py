"""Who is anonymous for life: not named, and not described by what leads to them.

Only words that stand right beside the designation count: what a sentence says elsewhere may be somebody else's.
"""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.model import Person
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import Told, find_all

_HINT: Final = "Leave it out: the law forbids whatever could lead to this person, and there are no exceptions. Say only what was done."

_KIN: Final = (
    r"(?:(?:grand|step|half-|ex-|god)?(?:mother|father|son|daughter|brother|sister|child|parent)|mum|dad|husband|wife|ex-husband|ex-wife"
    r"|widow(?:er)?|aunt|uncle|niece|nephew|cousin|(?:ex-)?(?:partner|girlfriend|boyfriend)|fianc\u00e9e?|(?:mother|father|sister|brother)-in-law)"
)
_KIN_CY: Final = (
    r"(?:fam|mam|thad|tad|dad|mab|fab|merch|ferch|brawd|frawd|chwaer|plentyn|phlentyn|rhiant|g\u0175r|gwraig|wraig|modryb|ewythr|nith|nai"
    r"|cefnder|cyfnither|phartner|bartner|partner|cariad)"
)
_AGE: Final = (
    r"(?:\d{1,2}|(?:thir|four|fif|six|seven|eigh|nine)teen|eleven|twelve|(?:twen|thir|for|fif|six)ty(?:-[a-z]+)?)"
)
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin"
    r"|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr)"
)
_WHEN: Final = rf"(?:on|in|ym?|ar|yn) (?:[^\n.;:]{{0,20}}?\b(?:{_MONTH}|(?:19|20)\d\d)\b)"
_PLACE: Final = (
    rf"(?!(?:P[CS]|D[CSI]|PCSO|Officer|Constable|Sergeant|Inspector|Person|Witness|M[rsx]|Mrs|Miss|{_MONTH}|[A-Z][a-z]+day)\b)"
    r"[A-Z][\w'\u2019-]*"
)
_TIMES: Final = r"(?: (?:at the time|at that time|then|now|still|only|just|also))?"
# What ties words to the designation before them: ", who was then", " (", " is".
_TIE: Final = rf"(?:(?:,| \(|,? who{_TIMES} (?:is|was)|{_TIMES} (?:is|was)){_TIMES} ?(?<=[ (]))"
_BEHIND: Final = {
    "family": (
        rf"(?:['\u2019]s (?!mother\b|father\b|parent)(?:[a-z]+ )?{_KIN}\b|{_TIE}(?:an?|the|his|her|their|[\w ]{{1,30}}?['\u2019]s) "
        rf"(?:[a-z-]+ ){{0,2}}?{_KIN}\b"
        r"(?!['\u2019]s| and\b))"
    ),
    "age": rf"{_TIE}(?:aged? {_AGE}\b|{_AGE}(?: years? old|-year-old)|{_AGE}(?=[,.;)]| and\b)|an? {_AGE}-year-old)",
    "address": (
        rf"(?:['\u2019]s (?:home|address|house|flat) (?:address|in|at|on|near) [A-Z\d][\w'\u2019-]*|(?:{_TIE}(?:of|from)| of) {_PLACE}"
        r"|(?:,? who)? (?:lives|lived|was living|is living) (?:in|at|on|near) (?:the )?[A-Z\d][\w'\u2019-]*)"
    ),
    "place of work or school": (
        r"(?:(?:,? who)? (?:works?|worked|was working|is employed|was employed|studies|studied|was studying|went to school)"
        rf" (?:as an? [a-z -]{{1,40}}? )?(?:at|for|in|by) |{_TIE}(?:an?|the) (?!(?:witness|guest|passenger|complainant|victim)\b)"
        r"(?:[a-z-]+ ){1,4}?(?:at|with) )(?:the )?[A-Z][\w'\u2019-]*"
    ),
    "birth": rf"(?:,? who)?(?: was)?,? (?:born {_WHEN}|(?:date of birth|DOB)\b)|['\u2019]s (?:date of birth|birthday)\b",
    "life": (
        r"(?:,? who)? (?:(?:was|had|got) )?(?:married|divorced|gave birth|moved (?:house|home|to [A-Z][\w-]+)|graduated"
        r"|had a (?:baby|child|miscarriage|termination)|started (?:school|college|university|work|a job)"
        rf"|lost (?:her|his|their|a) (?:baby|job|mother|father|husband|wife|child|partner))(?: [a-z]+){{0,3}}? {_WHEN}"
        rf"|['\u2019]s (?:wedding|marriage|divorce|pregnancy|graduation|operation|surgery)(?: [a-z]+){{0,3}}? {_WHEN}"
    ),
}
_BEHIND_CY: Final = {
    "family": rf"(?: a['\u2019]i|, ei|,? sef) (?:[a-z]+ )?{_KIN_CY}\b",
    "age": rf"(?:,| \(|,? oedd yn| yn| oedd yn)? ?(?:{_AGE} oed\b|{_AGE} mlwydd oed\b)",
    "address": r"(?:, | )(?:o|oedd yn byw yn|a oedd yn byw yn|yn byw yn) [A-Z][\w'\u2019-]*",
    "place of work or school": r"(?:,? a)? (?:oedd|sydd|yn|a oedd yn)(?: yn)? gweithio (?:yn|i|fel [a-z ]+ yn) [A-Z][\w'\u2019-]*",
    "birth": rf"(?:,? a)? (?:anwyd|ganwyd|aned) {_WHEN}",
}
_BEFORE: Final = {
    "family": rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|\w+['\u2019]s) (?:[a-z-]+ )?{_KIN}(?:, | \()\Z",
    "age": rf"\b{_AGE}-year-old (?:[a-z]+ )?\(?\Z",
}
_REACH: Final = 60
_BY_ROLE: Final = {"victim": ("the victim", "y dioddefwr"), "complainant": ("the complainant", "yr achwynydd")}

_EN: Final = {what: later(written) for what, written in _BEHIND.items()}
_CY: Final = {what: later(written) for what, written in _BEHIND_CY.items()}
_EN_BEFORE: Final = {what: later(written) for what, written in _BEFORE.items()}
_KIN_WORD: Final = later(rf"\b{_KIN}\b|\b{_KIN_CY}\b")
_TOLD: Final = {
    "family": "a tie of family",
    "age": "an age",
    "address": "where somebody lives",
    "place of work or school": "a place of work or school",
    "birth": "a day of birth",
    "life": "when something happened in a life",
}


def check_lifelong_name(case: Case) -> Iterator[Diagnostic]:
    """Whoever the Sexual Offences (Amendment) Act 1992 protects for life is never named."""
    for place, person in _lifelong(case):
        if person.name:
            message = "This person must not be named for life, and stands here with a name."
            hint = "Write a designation in known_as instead of the name; warn whoever keeps the file's older versions that it is in them."
            yield case.at_key("HS343", ("people", place, "name"), message, hint)


def check_lifelong_field(case: Case) -> Iterator[Diagnostic]:
    """Nor does the record say the post of such a person, or call them by a tie of family."""
    for place, person in _lifelong(case):
        if person.post:
            message = "The post of somebody who is anonymous for life tells where this person works."
            yield case.at_key("HS360", ("people", place, "post"), message, _HINT)
        if person.known_as and _KIN_WORD.search(f"{person.known_as.en} {person.known_as.cy or ''}"):
            message = "This designation of somebody who is anonymous for life tells a tie of family."
            hint = 'Write a designation that tells nothing, such as "Person R".'
            yield case.at("HS360", ("people", place, "known_as"), message, hint)


def check_lifelong_description(case: Case) -> Iterator[Diagnostic]:
    """Nor is such a person described by family, age, home, work or school, birth, or the day of an event in their life."""
    forms = {
        form: person.key
        for _, person in _lifelong(case)
        if person.known_as
        for text in (person.known_as.en, person.known_as.cy or "")
        if text
        for form in (text, text[0].upper() + text[1:])
    } | _by_role(case)
    if forms:
        for told in filter(None, case.told):
            for at, form in find_all(told.text, forms):
                if not (told.text[at - 1 : at].isalnum() or told.text[at + len(form) :][:1].isalnum()):
                    yield from _describe(told, at, form, forms[form])


def _by_role(case: Case) -> dict[str, str]:
    """Give the words for a role that a record gives to one person alone, who is anonymous for life: "the victim"."""
    forms: dict[str, str] = {}
    for role, words in _BY_ROLE.items():
        bearers = [person for person in case.hearing.people if role in person.role]
        if len(bearers) == 1 and bearers[0].anonymity == "lifelong":
            forms |= dict.fromkeys((*words, *(word[0].upper() + word[1:] for word in words)), bearers[0].key)
    return forms


def _describe(told: Told, at: int, form: str, key: str) -> Iterator[Diagnostic]:
    end = at + len(form)
    for what, behind in (_CY if told.lang == "cy" else _EN).items():
        found = behind.match(told.text, end)
        if found:
            first = end + len(found[0]) - len(found[0].lstrip(" ,("))
            yield _say(told, first, found.end(), what, key)
    if told.lang == "en":
        for what, before in _EN_BEFORE.items():
            found = before.search(told.text, max(0, at - _REACH), at)
            if found:
                yield _say(told, found.start(), at, what, key)


def _say(told: Told, start: int, end: int, what: str, key: str) -> Diagnostic:
    words = " ".join(told.text[start:end].strip(" ,(").split())
    message = f'"{words}" tells {_TOLD[what]} of {key}, who is anonymous for life.'
    return told.at("HS360", start, message, _HINT)


def _lifelong(case: Case) -> Iterator[tuple[int, Person]]:
    return ((place, one) for place, one in enumerate(case.hearing.people) if one.anonymity == "lifelong")


RULES: Final[tuple[HearingRule, ...]] = (check_lifelong_name, check_lifelong_field, check_lifelong_description)
