"""What must hold among the people of the private list; no finding tells a value."""

import datetime as dt
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.guard import lexicon
from hearingsite.guard.forms import initials, joined
from hearingsite.guard.identities import Identity
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.near import looks
from hearingsite.guard.plausible import FIELDS, slip_in, slip_of_birth
from hearingsite.values import check_years
from hearingsite.vocabulary import read_vocabulary

ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
REFERENCE: Final = re.compile(r"[A-Z]{1,6}-(19|20)[0-9]{2}-[0-9]{1,6}", re.ASCII)
DESIGNATION: Final = re.compile(r"\S+( \S+)*")
MAX_DESIGNATION: Final = 60
OWN_LETTER: Final = "Keep it if letters were given by turns or by a court; else choose another one before it is public."
_REASON: Final = 3  # words
# Words of designations that are surnames as well: "Constable B" gives nobody away.
_TITLES: Final = frozenset(
    [
        "officer",
        "constable",
        "sergeant",
        "inspector",
        "superintendent",
        "chief",
        "detective",
        "special",
        "acting",
        "staff",
        "member",
        "witness",
        "person",
        "complainant",
        "child",
        "victim",
        "miss",
        "mrs",
        "mr",
        "ms",
        "mx",
        "dr",
        "pc",
        "ps",
        "dc",
        "ds",
        "di",
        "pcso",
        "the",
        "a",
        "an",
        "and",
    ]
)
_WORD: Final = re.compile(r"[^\W_]+")
_APART: Final = "\n\n\n"
_USUAL: Final = re.compile(r"([A-Za-z]+(?: [A-Za-z]+)?) ([A-Z]{1,4}|[0-9]{1,3})")
_USUAL_WORDS: Final = lexicon.TITLES | lexicon.RANKS | lexicon.listed("rank-words") | {"officer", "person", "witness"}
_GIVEN_ID: Final = re.compile(r"p-[0-9]+")


def roles() -> tuple[str, ...]:
    """The parts that somebody of the list can have in a case: an officer's, or one of the roles of people in records."""
    return ("officer", *read_vocabulary("roles"))


def is_reason(text: str) -> bool:
    """Whether a text may say why the force does not know somebody."""
    return len(text.split()) >= _REASON


def check_people(
    identities: Sequence[Identity], data: Sequence[Any], place: Callable[[tuple[str | int, ...]], Place]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with each person and among them; `place` tells where something of the list stands."""
    ids: set[str] = set()
    suspect = _suspect(identities)
    known: set[tuple[str, str]] = set()
    for number, one in enumerate(identities):

        def at(*path: str | int, number: int = number) -> Place:
            return place((number, *path))

        yield from _check_forms(one, at)
        yield from _check_content(one, data[number], at)
        yield from _check_values(one, data[number], at)
        yield from _check_printed(one, at, is_suspect=number in suspect)
        if one.id in ids:
            yield Diagnostic(
                at("id"), "HS658", "This id stands twice in the list.", "Give each person an id of their own."
            )
        ids.add(one.id)
        for record in one.records:
            if (record, one.known_as.casefold()) in known:
                message = f"Two people of {record} have this designation." if REFERENCE.fullmatch(record) else ""
                hint = "Make one entry of the two, or give each person a designation of their own."
                yield Diagnostic(at("known_as"), "HS658", message or "Two people have this designation.", hint)
            known.add((record, one.known_as.casefold()))


def _check_forms(one: Identity, at: Callable[..., Place]) -> Iterator[Diagnostic]:
    if not ID.fullmatch(one.id):
        yield Diagnostic(
            at("id"), "HS660", "This is not an id.", "Write letters, digits and hyphens without a meaning, like p-0001."
        )
    if not DESIGNATION.fullmatch(one.known_as) or len(one.known_as) > MAX_DESIGNATION:
        hint = "Write it as in the record, with single spaces, like PC X."
        yield Diagnostic(at("known_as"), "HS660", "This is not a designation.", hint)
    if not one.records or not all(REFERENCE.fullmatch(record) for record in one.records):
        hint = "Write them in brackets and in capitals, like [AS-2023-014]."
        yield Diagnostic(at("records"), "HS660", "These are not references of hearings.", hint)
    if one.role != "officer" and one.role not in roles():
        yield Diagnostic(at("role"), "HS657", "This is not a role.", f"It can be: {', '.join(roles())}.")
    if len(set(one.records)) < len(one.records):
        yield Diagnostic(at("records"), "HS658", "A reference stands twice here.", "Keep one of the two.")


def _check_content(one: Identity, entry: dict[str, Any], at: Callable[..., Place]) -> Iterator[Diagnostic]:
    is_named = any(text.strip() for text in (*names_of(one), *numbers_of(one)))
    if one.unknown:
        yield from _check_unknown(one, at, is_named=is_named)
    elif not is_named:
        hint = 'Give at least one name or number; of somebody whom the force does not know, say why in "unknown".'
        yield Diagnostic(at("names"), "HS659", "This person has neither a name nor a number.", hint)
    for key in ("names", "numbers", "contacts", "addresses", "vehicles"):
        if any(not text.strip() for text in texts_below(entry.get(key))):
            yield Diagnostic(at(key), "HS659", f'An empty value stands in "{key}".', "Delete it.")
    if unknown := [word for word in one.strength if word not in set(values_of(one))]:
        hint = "Write the name or number exactly as it stands above in the same entry."
        yield Diagnostic(at("strength"), "HS657", f"{len(unknown)} of these are no value of this person.", hint)
    try:
        check_years(one.born, one.once_public, one.review)
    except ValueError:
        yield Diagnostic(at("born"), "HS657", "A day of this entry is too far away.", "Check its year.")


def _check_values(one: Identity, entry: dict[str, Any], at: Callable[..., Place]) -> Iterator[Diagnostic]:
    """Hold each value against what it can look like, as the questions do."""
    for field in FIELDS:
        block, _, key = field.rpartition(".")
        value = (entry.get(block) or {} if block else entry).get(key)
        path = (block, key) if block else (key,)
        for number, text in enumerate([value] if isinstance(value, str) else value or ()):
            slip = slip_in(field, text) if text.strip() else None
            if slip:
                yield Diagnostic(at(*path, *(() if text is value else (number,))), "HS657", slip.message, slip.hint)
    if one.born and (slip := slip_of_birth(one.born, one.records)):
        yield Diagnostic(at("born"), "HS657", slip.message, slip.hint)


def due_for_review(
    identities: Sequence[Identity], place: Callable[[int], Place], today: dt.date
) -> Iterator[Diagnostic]:
    """Yield the entries at which somebody should have looked again by now."""
    for number, one in enumerate(identities):
        if one.review and one.review <= today:
            message = f"The entry {one.id} ({one.known_as}) is due for review since {one.review}."
            hint = f"Look whether it still holds, then give another day: hearingsite identities edit {one.id} review"
            yield Diagnostic(place(number), "HS686", message, hint)


def has_own_letter(one: Identity) -> bool:
    """Whether the one letter of a designation is that of the family name.

    Letters are given by turns, and one in a dozen is somebody's own by chance; so that is worth a look and no fault. Two
    letters are initials, which are one (`_check_printed`).
    """
    letter = plain(one.known_as).rpartition(" ")[2]
    return (
        len(letter) == 1 and letter.isalpha() and letter in {word[0] for word in _WORD.findall(plain(one.names.family))}
    )


def own_letters(identities: Sequence[Identity], place: Callable[[int], Place]) -> Iterator[Diagnostic]:
    """Yield the entries whose designation has the letter of the family name."""
    for number, one in enumerate(identities):
        if has_own_letter(one):
            message = f"The designation of {one.id} has the first letter of the person's family name."
            yield Diagnostic(place(number), "HS687", message, OWN_LETTER)


def _suspect(identities: Sequence[Identity]) -> set[int]:
    """The places of those of whom anything that is printed may tell anybody: all are searched at once, which takes a tenth.

    Of the others nothing is searched: what the search has to read first took a quarter of a second of every build.
    """
    places = [place for place, one in enumerate(identities) if not _is_usual(one)]
    people = [identities[place] for place in places]
    texts = [_printed(one) for one in people]
    starts = [0, *accumulate(len(text) + len(_APART) for text in texts)]
    everywhere = frozenset(record.upper() for one in people for record in one.records)
    hits = Matcher(people).search(_APART.join(texts), everywhere) if people else []
    return {places[bisect_right(starts, hit.start) - 1] for hit in hits}


def _is_usual(one: Identity) -> bool:
    """Whether all that is printed is an id as this program gives it, a title or a rank, and what is nobody's.

    That are letters which are not the initials, or a number, which is held against the person's own in any case.
    """
    usual = _USUAL.fullmatch(one.known_as)
    if not usual or not _GIVEN_ID.fullmatch(one.id):
        return False
    words = set(usual[1].lower().split())
    is_name = not words.isdisjoint(_WORD.findall(" ".join(names_of(one)).lower()))
    return words <= _USUAL_WORDS and not is_name and usual[2].lower() not in set(initials(one.names))


def _printed(one: Identity) -> str:
    """What is printed of a person, in every way in which it may be read; ids as this program gives them say nothing."""
    told = (one.known_as,) if _GIVEN_ID.fullmatch(one.id) else (one.id, one.known_as)
    return "\n".join(form for text in told for form in (text, text.upper(), joined(text)))


def _check_printed(one: Identity, at: Callable[..., Place], *, is_suspect: bool) -> Iterator[Diagnostic]:
    """Hold what is printed of a person against the person, as the guard does with what is published."""
    texts = _printed(one)
    is_found = is_suspect and bool(Matcher([one]).search(texts, frozenset(record.upper() for record in one.records)))
    looked = {looks(joined(number)) for number in numbers_of(one)}
    is_number = any(looks(word) in looked for word in _WORD.findall(plain(texts)) if any(map(str.isdigit, word)))
    if is_found or is_number or tells_of(one, f"{one.id} {one.known_as}"):
        hint = "Choose an id and a designation that hold nothing of the person: both are printed."
        yield Diagnostic(
            at("known_as"), "HS661", "The id or the designation holds a name or number of the person.", hint
        )


def _check_unknown(one: Identity, at: Callable[..., Place], *, is_named: bool) -> Iterator[Diagnostic]:
    """Hold an entry of somebody whom the force does not know to that: no officer, a reason, and nothing that is known."""
    if is_named:
        hint = 'Take "unknown" out: the name or number is looked for.'
        yield Diagnostic(at("unknown"), "HS683", "This person is said to be unknown, and has a name or number.", hint)
    if one.role == "officer":
        hint = "Give the role, like victim or witness; of an officer, give the name and the collar number."
        yield Diagnostic(at("unknown"), "HS683", "A force knows who its officers are.", hint)
    if not is_reason(one.unknown):
        hint = "Write a sentence: who was asked, or why nobody could be, like: The caller gave no name and was never found."
        yield Diagnostic(at("unknown"), "HS683", "This does not say why nobody knows the person.", hint)


def texts_below(value: Any) -> Iterator[str]:
    """Yield every text in a value and below it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_below(item)


def names_of(one: Identity) -> tuple[str, ...]:
    """Give every name of a person and of the relatives."""
    names = one.names
    return (*names.given, names.family, *names.aliases, *names.former, *names.relatives)


def numbers_of(one: Identity) -> tuple[str, ...]:
    """Give every number that leads to a person."""
    numbers = one.numbers
    return (*numbers.collar, *numbers.warrant, *numbers.staff, *numbers.national_insurance)


def values_of(one: Identity) -> tuple[str, ...]:
    """Give every text by which a person could be recognised."""
    contacts = one.contacts
    return (
        *names_of(one),
        *numbers_of(one),
        *(*contacts.phones, *contacts.emails, *contacts.handles),
        *(text for address in one.addresses for text in (*address.lines, address.postcode)),
        *one.vehicles,
    )


def tells_of(one: Identity, text: str) -> bool:
    """Whether a text that is to be printed holds a word of a person's name or a number of theirs."""
    words = set(_WORD.findall(plain(text)))
    named = {word for name in names_of(one) for word in _WORD.findall(plain(name)) if len(word) > 1}
    return bool(words & ((named - _TITLES) | {plain(number).replace(" ", "") for number in numbers_of(one)} - {""}))


def plain(text: str) -> str:
    """Give a text without accents, capitals and double blanks."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
