"""Designations and references across hearings: a designation that nothing uses or two people share, a missing number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.model import Hearing, Officer, Person, SittingSpan
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules.case import Case, HearingRule, RegisterRule

# "PC X", "Ms A", "Witness 12", "Police Staff Member AB"; not "the colleague", which is a description.
DESIGNATION: Final = re.compile(r"[A-Z][\w.-]*(?: [\w.-]+){0,3} (?:[A-Z]{1,2}\d?|\d{1,3})")

_PRIVATE: Final = ("editor_note", "allow")
_ENOUGH_TO_COUNT: Final = 3
_TOO_MANY_MISSING: Final = 3


def designations_of(person: Officer | Person) -> Iterator[tuple[type_path, str]]:
    """Yield every designation under which somebody is or was shown, with its path below the person."""
    if isinstance(person, Officer):
        if person.known_as:
            yield ("known_as",), person.known_as
        if person.anonymous_as:
            yield ("anonymous_as",), person.anonymous_as
    elif person.known_as and DESIGNATION.fullmatch(person.known_as.en):
        yield ("known_as",), person.known_as.en
    for place, former in enumerate(person.formerly):
        yield ("formerly", place), former


def spelled(designation: str) -> re.Pattern[str]:
    """Make the pattern of a designation in a text: whole words, also in lists: "Witnesses A, B and D", "A to D"."""
    *words, label = (re.escape(word) for word in designation.split())
    noun = r"\s+".join(words)
    if not noun:
        return re.compile(rf"\b{label}\b")
    several = rf"e?s\s+(?:\w{{1,3}}(?:,|\s+and|\s+or|\s+to)?\s+){{0,9}}?{label}"
    if len(label) == 1 and label.isalnum():
        several += rf"|e?s\s+[0-9A-{label}]\s+to\s+[{label}-Z]" if label.isupper() else ""
    return re.compile(rf"\b{noun}(?:\s+{label}|{several})\b")


def check_unused(case: Case) -> Iterator[Diagnostic]:
    """A designation is declared because something uses it: a text, a restriction, a quote."""
    for place, person in enumerate(case.hearing.people):
        names = [name for _, name in designations_of(person)]
        if person.known_as and person.key in names and not _is_used(case, names):
            yield case.at(
                "HS410",
                ("people", place, "known_as"),
                f'Nothing in this record uses "{person.key}": no published text, no restriction, no quote.',
                "Delete the entry, or correct the text if it means this person and says it in other words.",
            )


def _is_used(case: Case, names: list[str]) -> bool:
    hearing, body = case.hearing, case.entry.body
    if any(one.protects in names for one in hearing.restrictions) or any(one.by in names for one in hearing.quotes):
        return True
    texts = [body.en, body.cy or ""] if body else []
    texts += _header_texts(case.entry.front_matter.data)
    return any(spelled(name).search(text) for name in names for text in texts)


def _header_texts(data: dict[str, Any]) -> Iterator[str]:
    """Yield every text of a header but what is private and where people's designations are declared."""
    for key, value in data.items():
        if key == "people":
            yield from (text for person in value for text in _texts(person.get("post", "")))
        elif key not in _PRIVATE:
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def check_reuse(register: Register) -> Iterator[Diagnostic]:
    """A designation stands for one person among the hearings of a force in one year."""
    first: dict[tuple[str, int, str], Entry] = {}
    for entry in register.entries:
        hearing = entry.hearing
        year = year_of(hearing)
        for path, designation in _shown(hearing):
            key = (hearing.force, year, designation.casefold())
            other = first.setdefault(key, entry)
            if other is not entry:
                yield Diagnostic(
                    entry.front_matter.places().value(path),
                    "HS411",
                    f'"{designation}" also stands for somebody in {other.hearing.reference}, '
                    f"a hearing of the same force in {year}.",
                    "Readers take the two for one person: use a letter here that no other hearing of the year has.",
                )


def _shown(hearing: Hearing) -> Iterator[tuple[type_path, str]]:
    everybody: tuple[tuple[str, Sequence[Officer | Person]], ...] = (
        ("officers", hearing.officers),
        ("people", hearing.people),
    )
    for block, people in everybody:
        for place, person in enumerate(people):
            for path, designation in designations_of(person):
                yield (block, place, *path), designation


def year_of(hearing: Hearing) -> int:
    """Give the year of the first sitting day, or of the reference where no day is known."""
    dates = hearing.hearing.dates
    first = dates.first if isinstance(dates, SittingSpan) else min(dates, default=None)
    return first.year if first else int(hearing.reference.split("-")[1])


def check_numbering(register: Register) -> Iterator[Diagnostic]:
    """The numbers of a force's references in one year leave no gap."""
    numbered: dict[tuple[str, str], dict[int, Entry]] = defaultdict(dict)
    for entry in register.entries:
        prefix, year, digits = entry.hearing.reference.split("-")
        numbered[prefix, year][int(digits)] = entry
    for entries in numbered.values():
        missing = set(range(1, max(entries))) - entries.keys()
        # A register that begins in the middle of a year, or with a few old cases, has no numbering to keep to.
        if missing and len(entries) >= _ENOUGH_TO_COUNT and len(missing) <= _TOO_MANY_MISSING:
            yield from _gaps(entries, missing)


def _gaps(entries: dict[int, Entry], missing: Iterable[int]) -> Iterator[Diagnostic]:
    """Yield each run of missing numbers once, at the record behind it."""
    run: list[int] = []
    for number in sorted(missing):
        run.append(number)
        entry = entries.get(number + 1)
        if entry:
            start, digits = entry.hearing.reference.rsplit("-", 1)
            names = " and ".join(f"{start}-{one:0{len(digits)}}" for one in run)
            yield Diagnostic(
                entry.front_matter.places().value(("reference",)),
                "HS414",
                f"{names} {'is' if len(run) == 1 else 'are'} missing: {start} has {len(entries)} records, up to "
                f"{max(entries)}.",
                "Add the record, or make sure that no hearing was ever given the number.",
            )
            run = []


RULES: Final[tuple[HearingRule, ...]] = (check_unused,)
REGISTER_RULES: Final[tuple[RegisterRule, ...]] = (check_reuse, check_numbering)
