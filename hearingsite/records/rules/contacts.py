"""Contacts and numbers of people in the texts: what leads to a person, or stands for one in some register.

What the force publishes of itself is let through, and so are the numbers and boxes of bodies. No message repeats what
was found.
"""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.across import suggest_force
from hearingsite.records.rules.capitals import read_lexicon
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.told import Told
from hearingsite.records.rules.traces import sought

_HINT: Final = "Leave it out; where the public should turn to the force, name what stands in the force's own file."
_EMAIL: Final = later(r"(?<![\w.+-])(?P<box>[\w.+-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_SPELT: Final = later(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[{]at[)\]}] ?[\w-]+(?:(?:\.| ?[(\[{]dot[)\]}] ?)[\w-]+)+", re.IGNORECASE
)
# A rank or nothing before a number: the box of one officer.
_NUMBERED: Final = later(r"(?:pc|dc|ps|ds|di|wpc|pcso|sgt|insp|[a-z])?[._-]?\d{3,6}", re.IGNORECASE)
_HANDLE: Final = later(r"(?<![\w@./])@[A-Za-z_][\w.]{2,}")
_PROFILE: Final = later(
    r"(?:instagram|facebook|twitter|tiktok|snapchat|linkedin|x|t)\.(?:com|me)/(?:in/|add/|@)?(?!pages?\b|share\b|groups?\b)[\w.-]{3,}"
    r"|\b(?:Instagram|Snapchat|TikTok|Twitter|X|Telegram|Tinder|Facebook|Reddit|Discord) "
    r"(?:(?:as|(?:user )?name|username|handle|account|profile|page)"
    r"(?: was| is)?|is|was) [\"'\u201c\u2018]?[a-z]\w*(?:\.+\w|[_\d])\w*"
    r"|(?<![\w/])u/[\w-]{3,}"
)
_OFFICIAL: Final = (".police.uk", ".gov.uk", ".gov.wales", ".llyw.cymru", ".nhs.uk", ".parliament.uk")
_SPLIT: Final = later(r"[._+-]+|\d+")
# Free of charge, of bodies alone, or for helplines: never a person's.
_OF_BODIES: Final = ("0800", "0808", "0300", "0303", "0330", "0333", "0343", "0344", "0345", "0370", "0371", "116")
_PHONE: Final = later(r"(?<![\w/.-])(?:\(?\+44\)?|0044|\(?0)[\d() .\u00a0-]{8,16}\d(?![\w/]|-\d)")
_PREFIX: Final = later(r"^(?:\+44|0044)0?")
_PHONE_DIGITS: Final = range(10, 12)
_SIGNS: Final = sought(
    *("@", ".com/", ".me/", "u/", "at)", "at]", "at}"),
    *("Instagram", "Snapchat", "TikTok", "Twitter", "Telegram", "Tinder", "Facebook", "Reddit", "Discord"),
)
_POSTCODE: Final = later(
    r"(?<![\w-])(?:[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?)|GIR) ?\d[ABD-HJLNP-UW-Z]{2}(?!\w)"
)
_POSTCODE_SMALL: Final = later(r"(?<=postcode)[^.\n]{0,12}?\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?!\w)")
_STREETS: Final = (
    "Street|Road|Avenue|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Way|Court|Mews|Rise|Walk|Square|Row|Hill|Park"
    "|View|Place|Parade"
)
_NO_STREETS: Final = (
    "Crown|High Court|County|Magistrates|Supreme|Divisional|Administrative|Youth|January|February|March|April|May|June|July|August"
    "|September|October|November|December|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr"
)
_STREET: Final = later(
    rf"(?<![\w.,:/\u00a3-])\d{{1,4}}[a-dA-D]?,? (?!(?:{_STREETS}|{_NO_STREETS})\b)(?:[A-Z][\w'\u2019-]+ ){{1,3}}(?:{_STREETS}|St|Rd|Ave)\b"
    r"|(?<![\w.-])\d{1,4}[a-d]?,? (?:Heol|Stryd|Ffordd|Maes|Lôn|Rhodfa|Cae|Clos) (?:yr? |'r )?[A-ZŴŶ]\w+"
    r"|(?<=at )\d{1,4}[a-dA-D]? The [A-Z][a-z]+\b|(?<=to )\d{1,4}[a-dA-D]? The [A-Z][a-z]+\b"
)
_HOUSES: Final = sought(" Cottage,", " House,", " Farm,", " Lodge,", " Barn,", " Villa,", " Bungalow,")
_OF_POSTCODES: Final = sought("postcode")
_HOUSE: Final = later(
    rf"(?<![\w'\u2019-])[A-Z][\w'\u2019-]{{1,30}} (?:Cottage|House|Farm|Lodge|Barn|Villa|Bungalow), "
    rf"(?:[A-Z][\w'\u2019-]+ ){{1,3}}(?:{_STREETS}|St|Rd|Ave)\b"
)


def check_contacts(case: Case) -> Iterator[Diagnostic]:
    """No telephone number, e-mail address or handle but the force's own, no postcode and no street address."""
    for told in filter(None, case.told):
        kinds = told.kinds_of_numbers
        if not told.traces.isdisjoint(_SIGNS):
            yield from _online(told, _published(case))
        if "long" in kinds:
            yield from _phones(told, _published(case))
        if "lettered" in kinds:
            yield from _places(case, told, _POSTCODE, "HS603", "Here is a postcode.")
        if not told.traces.isdisjoint(_OF_POSTCODES):
            yield from _places(case, told, _POSTCODE_SMALL, "HS603", "Here is a postcode.")
        if "street" in kinds:
            yield from _places(case, told, _STREET, "HS604", "Here is a street with the number of a house.")
        if not told.traces.isdisjoint(_HOUSES):
            yield from _places(case, told, _HOUSE, "HS604", "Here is a house in a street.")


def _phones(told: Told, known: frozenset[str]) -> Iterator[Diagnostic]:
    for found in _PHONE.finditer(told.text):
        digits = _PREFIX.sub("0", re.sub(r"[^\d+]", "", found[0]))
        if len(digits) in _PHONE_DIGITS and not digits.startswith(_OF_BODIES) and digits not in known:
            yield told.at("HS601", found.start(), "Here is a telephone number that is not the force's own.", _HINT)


def _places(case: Case, told: Told, pattern: re.Pattern[str], code: str, message: str) -> Iterator[Diagnostic]:
    venues = _venues(case)
    for found in pattern.finditer(told.text):
        if found[0] not in venues:
            yield told.at(code, found.start(), message, "Name the town or the district, if at all.")


def _online(told: Told, known: frozenset[str]) -> Iterator[Diagnostic]:
    for found in _EMAIL.finditer(told.text) if "@" in told.text else ():
        if found[0].rstrip(".").lower() not in known and not _is_of_body(found["box"], found["host"], known):
            yield told.at("HS602", found.start(), "Here is an e-mail address that is not the force's own.", _HINT)
    for found in _SPELT.finditer(told.text):
        yield told.at("HS602", found.start(), "Here is an e-mail address, spelt out.", _HINT)
    for pattern in (_HANDLE, _PROFILE):
        for found in pattern.finditer(told.text):
            if found[0].lower() not in known:
                message = "Here is the name of somebody's account."
                yield told.at("HS610", found.start(), message, 'Write "an account" and the name of the platform.')


def _is_of_body(box: str, host: str, known: frozenset[str]) -> bool:
    """Whether an address is a post box of the force or another public body, and not of somebody who works there."""
    host = host.lower()
    if not (host in known or f".{host}".endswith(_OFFICIAL)):
        return False
    if _NUMBERED.fullmatch(box):
        return False
    parts = [part.capitalize() for part in _SPLIT.split(box) if part]
    lexicon = read_lexicon("en")
    strange = [part for part in parts if not lexicon.is_plain(part) and len(part) > len("abc")]
    return not any(part in lexicon.first_names for part in parts) and (len(parts) == 1 or not strange)


def _published(case: Case) -> frozenset[str]:
    """What the force's own file publishes: addresses, numbers as digits, hosts."""
    # Of a force that is misspelt only that is told, and not its own address as that of somebody.
    code = case.hearing.force
    entry = case.forces.get(code) or case.forces.get(suggest_force(code, case.forces) or "")
    if entry is None:
        return frozenset()
    force = entry.force
    said = " ".join(
        [
            force.press_email or "",
            force.contact.en if force.contact else "",
            (force.contact.cy or "") if force.contact else "",
        ]
    )
    hosts = {(force.url or "").removeprefix("https://").removeprefix("www.").split("/")[0]}
    hosts |= {one["host"].lower() for one in _EMAIL.finditer(said)}
    words = {word.strip(".,;()").lower() for word in said.split()}
    phones = {re.sub(r"\D", "", one[0]) for one in _PHONE.finditer(f"{force.press_phone or ''}\n{said}")}
    return frozenset(words | hosts | phones) - {""}


def _venues(case: Case) -> str:
    """Where hearings of the record sit: public places, whose address belongs in a notice."""
    sittings = [case.hearing.hearing, *(appeal.hearing for appeal in case.hearing.appeals if appeal.hearing)]
    return "\n".join([f"{one.venue.en}\n{one.venue.cy or ''}" for one in sittings if one.venue])


RULES: Final[tuple[HearingRule, ...]] = (check_contacts,)
