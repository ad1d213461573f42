"""Who is named, who is designated, and whether everything that refers to them finds them."""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.model import Officer, Person, Restriction
from hearingsite.records.proceedings import HELD_BACK, open_proceedings
from hearingsite.records.rules.case import Case, HearingRule


def check_name_or_designation(case: Case) -> Iterator[Diagnostic]:
    """Everybody has either a designation or a name, never both."""
    for block, place, person in case.everybody():
        if (person.known_as is None) == (person.name is None):
            has = 'both "known_as" and "name"' if person.name else 'neither "known_as" nor "name"'
            yield case.at_key(
                "HS301",
                (block, place),
                f'Entry {place + 1} of "{block}" has {has}.',
                "Give a designation such as PC X in known_as, or a name in name; one of the two.",
            )


def check_one_person_per_designation(case: Case) -> Iterator[Diagnostic]:
    """A designation or name belongs to one person of a hearing: now, formerly, and when names are taken out."""
    chair = case.hearing.hearing.chair
    owners: dict[str, object] = {_folded(chair.name): chair} if chair and chair.name else {}
    for block, place, person in case.everybody():
        instead = [person.anonymous_as] if isinstance(person, Officer) and person.anonymous_as else []
        for designation in (person.key, *person.formerly, *instead):
            if designation and owners.setdefault(_folded(designation), person) is not person:
                message = f'"{designation}" stands for two people of this record.'
                yield case.at_key("HS321", (block, place), message, "Give each person designations of their own.")


def _folded(designation: str) -> str:
    return " ".join(designation.casefold().split())


def check_protects(case: Case) -> Iterator[Diagnostic]:
    """A restriction protects somebody whom the record knows, or all."""
    known = _known(case)
    for place, restriction in enumerate(case.hearing.restrictions):
        if restriction.protects != "all" and without_former(restriction.protects) not in known:
            yield case.at(
                "HS309",
                ("restrictions", place, "protects"),
                f'"{restriction.protects}" is nobody in this record.',
                f"Write one of: {', '.join(sorted(known))}, all.",
            )


def check_quotes(case: Case) -> Iterator[Diagnostic]:
    """Whoever is quoted stands in the record."""
    known = _known(case)
    for place, quote in enumerate(case.hearing.quotes):
        if without_former(quote.by) not in known:
            message = f'"{quote.by}" is quoted but is nobody in this record.'
            yield case.at(
                "HS310", ("quotes", place, "by"), message, 'Add the person to "people", or correct the spelling.'
            )


def check_name_restricted(case: Case) -> Iterator[Diagnostic]:
    """A name never stands under a restriction on identity that runs."""
    for block, place, person in case.everybody():
        if person.name and any(_hides_name(restriction, person) for restriction in case.hearing.restrictions):
            yield case.at_key(
                "HS314",
                (block, place, "name"),
                "This name stands under a restriction on identity that is not lifted.",
                "Write a designation in known_as instead of the name; warn whoever keeps the file's older versions that it is in them.",
            )


def _hides_name(restriction: Restriction, person: Officer | Person) -> bool:
    """Whether a restriction without an end hides this person; where there is an end, `release` waits for it."""
    if restriction.covers != "identity" or restriction.lifted or restriction.until:
        return False
    instead = person.anonymous_as if isinstance(person, Officer) else None
    return restriction.protects in ("all", person.name, instead, *person.formerly)


def check_formerly(case: Case) -> Iterator[Diagnostic]:
    """A name that was a designation before stands beside the restriction that has ended: lifted, or with an end."""
    ended = {
        one.protects for one in case.hearing.restrictions if one.covers == "identity" and (one.lifted or one.until)
    }
    for block, place, person in case.everybody():
        if person.name and person.formerly and not ended & {person.name, "all", *person.formerly}:
            yield case.at_key(
                "HS355",
                (block, place, "name"),
                f"This person was known as {person.formerly[-1]}, and nothing says that the restriction has ended.",
                'Write the designation in known_as again, or add "lifted:" to the restriction.',
            )


def check_restriction_ends(case: Case) -> Iterator[Diagnostic]:
    """A restriction on identity does not end before anything is published: more likely a year is mistyped."""
    moments = [case.hearing.notice.published] if case.hearing.notice else []
    moments += [case.hearing.publication.publish_at] if case.hearing.publication else []
    first = min((moment.day for moment in moments), default=None)
    for place, restriction in enumerate(case.hearing.restrictions):
        end = restriction.lifted.on if restriction.lifted else restriction.until
        if restriction.covers == "identity" and end and first and end.day < first:
            key = "lifted" if restriction.lifted else "until"
            message = f"This restriction on identity ends on {end.day}, before anything is published, on {first}."
            yield case.at(
                "HS356", ("restrictions", place, key), message, "Correct the day; a name comes out when it is over."
            )


def check_anonymous_as(case: Case) -> Iterator[Diagnostic]:
    """A hearing that will be anonymised knows the designation that replaces each name."""
    publication = case.hearing.publication
    if publication is None or publication.afterwards != "anonymise":
        return
    for place, officer in case.officers():
        if officer.name and not officer.anonymous_as:
            message = "This hearing will be anonymised, but nothing says what replaces this name."
            yield case.at_key(
                "HS319", ("officers", place, "name"), message, 'Add "anonymous_as: Officer A" or the like.'
            )


def check_criminal_officer(case: Case) -> Iterator[Diagnostic]:
    """Criminal proceedings say which officer they concern, where there are several."""
    keys = [officer.key for officer in case.hearing.officers]
    for place, matter in enumerate(case.hearing.criminal_proceedings):
        path = ("criminal_proceedings", place)
        if matter.officer is None and len(keys) > 1:
            message = "These criminal proceedings do not say which officer they concern."
            yield case.at_key("HS320", path, message, f'Add "officer:" with one of: {", ".join(keys)}.')
        elif matter.officer is not None and matter.officer not in keys:
            message = f'"{matter.officer}" is no officer of this record.'
            yield case.at("HS320", (*path, "officer"), message, f"Write one of: {', '.join(keys)}.")


def check_open_proceedings(case: Case) -> Iterator[Diagnostic]:
    """While criminal proceedings are open, what could prejudice a trial is held back, and the press office is told so."""
    for place, officer in open_proceedings(case.hearing, case.now):
        state = case.hearing.criminal_proceedings[place].state
        begun = "has been charged" if state == "charged" else "is the subject of active criminal proceedings"
        message = f'"{officer}" {begun}, so the account and every detail of the conduct are held back from the site.'
        hint = "Nothing to mend: when the case has ended, add a step that says how, with its day."
        yield case.at(HELD_BACK, ("criminal_proceedings", place, "state"), message, hint)


def check_former(case: Case) -> Iterator[Diagnostic]:
    """A designation does not say "former"; the service does."""
    for place, officer in case.officers():
        if officer.known_as and "former" in officer.known_as.casefold().split():
            message = f'"{officer.known_as}" contains "former".'
            yield case.at(
                "HS323", ("officers", place, "known_as"), message, 'Leave the word out here; "service: former" says it.'
            )


def without_former(designation: str) -> str:
    """A designation as it is meant: texts and restrictions leave out a "former" that is told by itself."""
    return " ".join(word for word in designation.split() if word.casefold() != "former")


def check_blanks(case: Case) -> Iterator[Diagnostic]:
    """A designation of somebody else, which may be in two languages, is written with single blanks."""
    for place, person in enumerate(case.hearing.people):
        if person.known_as is None:
            continue
        for text in (person.known_as.en, person.known_as.cy or ""):
            if text != " ".join(text.split()):
                message = f'"{text}" has more than one space, or a new line, between two of its words.'
                hint = f'Write "{" ".join(text.split())}".'
                yield case.at("HS210", ("people", place, "known_as"), message, hint)


def _known(case: Case) -> set[str]:
    chair = case.hearing.hearing.chair
    known = {chair.name} if chair and chair.name else set()
    for person in case.hearing.everybody():
        known.update({without_former(person.key), *person.formerly})
        if isinstance(person, Officer) and person.anonymous_as:
            known.add(person.anonymous_as)
    return known - {""}


RULES: Final[tuple[HearingRule, ...]] = (
    check_name_or_designation,
    check_one_person_per_designation,
    check_former,
    check_name_restricted,
    check_formerly,
    check_restriction_ends,
    check_anonymous_as,
    check_protects,
    check_criminal_officer,
    check_open_proceedings,
    check_quotes,
    check_blanks,
)
