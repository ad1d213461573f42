"""Changes of the private list as text: entries added, one field set, an entry taken out; comments stay where they are."""

import datetime as dt
import re
import secrets
from collections.abc import Iterable
from typing import Any, Final

import msgspec
import yaml
from msgspec import Struct

from hearingsite.guard.answers import Refused, read_answer
from hearingsite.guard.identities import Identity
from hearingsite.guard.people_rules import OWN_LETTER, has_own_letter, names_of, numbers_of, tells_of, texts_below
from hearingsite.guard.plausible import slip_of_birth
from hearingsite.guard.vault import IdentityList, dump_people

_FIRST_IDS: Final = range(1001, 9000)
# What a person may be asked for, in the order of asking: the key in the entry, the words of the question.
FIELDS: Final = {
    "names.given": "Given names",
    "names.family": "Family name",
    "names.aliases": "Nicknames and other names in use",
    "names.former": "Former names",
    "names.relatives": "Full names of relatives who lead to the person",
    "numbers.collar": "Collar numbers",
    "numbers.warrant": "Warrant numbers",
    "numbers.staff": "Staff numbers",
    "numbers.national_insurance": "National Insurance number",
    "contacts.phones": "Phone numbers",
    "contacts.emails": "E-mail addresses",
    "contacts.handles": "Names on social media",
    "vehicles": "Number plates",
    "born": "Date of birth, like 1979-11-30 or 30/11/1979",
    "review": "Day on which somebody should look at this entry again",
}
# Of somebody whom the force does not know nothing else can be asked.
UNKNOWN_FIELDS: Final = ("contacts.phones", "contacts.emails", "contacts.handles", "vehicles", "review")
OWN_FIELDS: Final = {"records": "References of the hearings", "known_as": "Designation in them", "role": "Role"}
# What every entry has; one of the last is needed as well, unless nobody knows the person.
NEEDED: Final = ("records", "known_as", "role")
LOOKED_FOR: Final = ("names.given", "names.family", "numbers.collar")
ALL_FIELDS: Final = (*OWN_FIELDS, *FIELDS, "names.order", "once_public", "unknown")


class Unfit(ValueError):  # noqa: N818 -- not an error of the program: what a user can mend
    """A change that cannot be made; the words are for the person who asked for it, and hold no value."""


def next_id(opened: IdentityList) -> str:
    """Give an id that nobody has; the first is drawn, the others count on.

    An entry that speaks of the same hearing, in a guide or in another list, so has another id, and is taken for no copy.
    """
    taken = {one.id for one in opened.identities}
    numbers = [int(found[1]) for one in taken if (found := re.fullmatch(r"p-(\d{1,9})", one))]
    return f"p-{max(numbers) + 1 if numbers else secrets.choice(_FIRST_IDS):04d}"


def with_entries(opened: IdentityList, entries: list[dict[str, Any]]) -> str:
    """Give the people of a list with entries added at the end."""
    kept = opened.people if opened.identities else re.sub(r"(?m)^\[\]\s*$", "", opened.people)
    kept = kept.rstrip("\n") + "\n" if kept.strip() else ""
    if kept and opened.identities and not _is_block_list(kept):
        kept = dump_people(yaml.load(kept, yaml.BaseLoader))  # noqa: S506 -- plain texts only
    return kept + dump_people(entries)


def _is_block_list(people: str) -> bool:
    return any(line.startswith("- ") for line in people.splitlines())


def check_fields(fields: Iterable[str]) -> None:
    """Raise Unfit for a field that entries do not have."""
    if not set(fields) <= set(ALL_FIELDS):
        raise Unfit(f"The fields are: {', '.join(ALL_FIELDS)}.")


def answer(entry: dict[str, Any], field: str, typed: str) -> None:
    """Set a field of an entry to what somebody typed; nothing takes it out. Raises Refused."""
    value = read_answer(field, typed)
    if not value and field in NEEDED:
        raise Refused("This cannot be left out.")
    if value == "officer" and "unknown" in entry:
        raise Refused("A force knows who its officers are. Give another role, like victim or witness.")
    if field == "born" and (
        slip := slip_of_birth(dt.date.fromisoformat(str(value)), entry.get("records", ())) if value else None
    ):
        raise Refused(f"{slip.message} {slip.hint}")
    block_name, _, key = field.rpartition(".")
    block = entry.setdefault(block_name, {}) if block_name else entry
    if value:
        block[key] = value
    else:
        block.pop(key, None)
    if block_name and not block:
        del entry[block_name]


def clash(opened: IdentityList, entry: dict[str, Any]) -> str:
    """Say why an entry (that may not be whole yet) needs another designation; empty if it does not."""
    one = msgspec.convert({"records": [], "known_as": "", **entry}, Identity)
    if tells_of(one, one.known_as):
        return "The designation holds a name or number of the person, and designations are printed. Choose another one."
    for other in opened.identities:
        shared = set(other.records) & set(one.records)
        if other.id != one.id and shared and other.known_as.casefold() == one.known_as.casefold():
            return f"In {min(shared)} somebody else has this designation ({other.id}). Choose another one."
    return ""


def letter_told(entry: dict[str, Any]) -> str:
    """Say that a designation has the letter of the family name; empty if it has not."""
    one = msgspec.convert(entry, Identity, strict=False)
    return f"The designation has the first letter of the family name. {OWN_LETTER}" if has_own_letter(one) else ""


def lacks_name(entry: dict[str, Any]) -> bool:
    """Whether there is nothing in an entry by which the person could be looked for, though the force knows who it is."""
    one = msgspec.convert(entry, Identity)
    return not (one.unknown or any(names_of(one)) or any(numbers_of(one)))


def drop_lost_strengths(entry: dict[str, Any]) -> None:
    """Take out the strengths of values that the entry has no more."""
    left = {key: value for key, value in entry.items() if key != "strength"}
    kept = {name: word for name, word in entry.get("strength", {}).items() if name in set(texts_below(left))}
    entry.pop("strength", None)
    if kept:
        entry["strength"] = kept


class Place(Struct, frozen=True):
    """An entry of the list: its number, and the first and last line of its text (0 first, the last excluded)."""

    number: int
    first: int
    end: int


def find(opened: IdentityList, wanted: str) -> Place:
    """Find an entry by its id; raises Unfit where there is none."""
    ids = [one.id for one in opened.identities]
    if wanted not in ids:
        raise Unfit("Nobody in the list has this id. To see the ids: hearingsite identities list.")
    number = ids.index(wanted)
    lines = opened.people.splitlines()
    end = opened.lines[number + 1] - opened.first_line if number + 1 < len(ids) else len(lines)
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1  # what stands between two entries belongs to the one below
    return Place(number, opened.lines[number] - opened.first_line, end)


def entry_at(opened: IdentityList, place: Place) -> dict[str, Any]:
    """Give an entry as plain data."""
    people = yaml.load(opened.people, yaml.BaseLoader)  # noqa: S506 -- plain texts only
    entry: dict[str, Any] = people[place.number]
    return entry


def with_entry(opened: IdentityList, place: Place, entry: dict[str, Any] | None) -> str:
    """Give the people of a list with one entry replaced, or taken out; the rest stays as it was written."""
    if not _is_block_list(opened.people):
        people = yaml.load(opened.people, yaml.BaseLoader)  # noqa: S506 -- plain texts only
        people[place.number : place.number + 1] = [entry] if entry else []
        return dump_people(people)
    lines = opened.people.splitlines(keepends=True)
    lines[place.first : place.end] = [dump_people([entry])] if entry else []
    return "".join(lines)


def texts_at(entry: dict[str, Any], field: str) -> list[str]:
    """Give what stands in a field of an entry."""
    block_name, _, key = field.rpartition(".")
    value = (entry.get(block_name, {}) if block_name else entry).get(key, [])
    return value if isinstance(value, list) else [value]
