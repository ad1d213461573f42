"""Under which designation or name each person of a record is public at a moment."""

from msgspec import Struct

from hearingsite.records.model import Officer, Person, Restriction
from hearingsite.release.gates import Gates
from hearingsite.values import Text


class Shown(Struct, frozen=True, kw_only=True):
    """How somebody is shown."""

    designation: Text
    is_named: bool
    formerly: tuple[str, ...] = ()


def show_officer(officer: Officer, place: int, gates: Gates) -> Shown:
    """Choose an officer's designation: a name only where nothing protects it at this moment."""
    instead = officer.anonymous_as or (officer.formerly[-1] if officer.formerly else f"Officer {place}")
    formerly = () if gates.is_anonymised else _formerly(officer.formerly, gates)
    if officer.name and (gates.is_anonymised or _is_protected(officer, gates)):
        return Shown(designation=Text(instead), is_named=False)
    return Shown(designation=Text(officer.key), is_named=officer.name is not None, formerly=formerly)


def show_person(person: Person, gates: Gates) -> Shown:
    """Choose another person's designation."""
    if person.name and (person.anonymity or _is_protected(person, gates)):
        instead = (
            Text(person.formerly[-1]) if person.formerly else Text("a person in this case", "person yn yr achos hwn")
        )
        return Shown(designation=instead, is_named=False)
    designation = person.known_as or Text(person.key)
    formerly = _formerly(person.formerly, gates)
    return Shown(designation=designation, is_named=person.name is not None, formerly=formerly)


def restriction_is_over(restriction: Restriction, gates: Gates) -> bool:
    """Whether a restriction has ended: one on identity by its end or lifted, one on details only when lifted."""
    lifted = restriction.lifted is not None and restriction.lifted.on.at < gates.now
    expired = restriction.until is not None and restriction.until.at < gates.now
    return lifted or (restriction.covers == "identity" and expired and not _is_for_life(restriction, gates))


def _is_for_life(restriction: Restriction, gates: Gates) -> bool:
    """Whether a restriction protects somebody whom the law protects for life, which no expiry ends."""
    return any(
        restriction.protects in (person.key, *person.formerly) and person.anonymity == "lifelong"
        for person in gates.hearing.people
    )


def protects_name(name: str | None, gates: Gates) -> bool:
    """Whether a restriction on identity that runs hides somebody who is known by this name alone: the chair."""
    return any(
        restriction.covers == "identity"
        and restriction.protects in (name, "all")
        and not restriction_is_over(restriction, gates)
        for restriction in gates.hearing.restrictions
    )


def _formerly(designations: list[str], gates: Gates) -> tuple[str, ...]:
    """The former designations that may be told: those which a lifted restriction names."""
    lifted = {
        restriction.protects
        for restriction in gates.hearing.restrictions
        if restriction.covers == "identity" and restriction.lifted and restriction.lifted.on.at < gates.now
    }
    return tuple(designation for designation in designations if designation in lifted)


def _is_protected(person: Officer | Person, gates: Gates) -> bool:
    names = {person.key, *person.formerly, "all"}
    if isinstance(person, Officer) and person.anonymous_as:
        names.add(person.anonymous_as)
    return any(
        restriction.covers == "identity"
        and restriction.protects in names
        and not restriction_is_over(restriction, gates)
        for restriction in gates.hearing.restrictions
    )
