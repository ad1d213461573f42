"""Under which designation or name each person of a record is public at a moment."""

from msgspec import Struct

from hearingsite.records.model import Officer, Person, Restriction
from hearingsite.release.stage import Stage
from hearingsite.values import Text


class Shown(Struct, frozen=True, kw_only=True):
    """How somebody is shown; `hidden_name` is the name that must be nowhere in the output."""

    designation: Text
    is_named: bool
    formerly: tuple[str, ...] = ()
    hidden_name: str | None = None


def show_officer(officer: Officer, place: int, stage: Stage) -> Shown:
    """Choose an officer's designation: a name only where nothing protects it at this moment."""
    instead = officer.anonymous_as or (officer.formerly[-1] if officer.formerly else f"Officer {place}")
    hides_name = stage.is_anonymised or _is_protected(officer, stage)
    return _show(officer.name, Text(officer.key), instead, officer.formerly, stage, hides_name=hides_name)


def show_person(person: Person, stage: Stage) -> Shown:
    """Choose another person's designation."""
    instead = person.formerly[-1] if person.formerly else "a person in this case"
    hides_name = person.anonymity is not None or _is_protected(person, stage)
    designation = person.known_as or Text(person.key)
    return _show(person.name, designation, instead, person.formerly, stage, hides_name=hides_name)


def restriction_is_over(restriction: Restriction, stage: Stage) -> bool:
    """Whether a restriction has ended: one on identity by its end or lifted, one on details only when lifted."""
    lifted = restriction.lifted is not None and restriction.lifted.on.at < stage.now
    expired = restriction.until is not None and restriction.until.at < stage.now
    return lifted or (restriction.covers == "identity" and expired)


def _show(
    name: str | None, designation: Text, instead: str, formerly: list[str], stage: Stage, *, hides_name: bool
) -> Shown:
    lifted = {
        restriction.protects
        for restriction in stage.hearing.restrictions
        if restriction.covers == "identity" and restriction.lifted and restriction_is_over(restriction, stage)
    }
    told = tuple(former for former in formerly if former in lifted and not stage.is_anonymised)
    if name is None:
        return Shown(designation=designation, is_named=False, formerly=told)
    if hides_name:
        return Shown(designation=Text(instead), is_named=False, hidden_name=name)
    return Shown(designation=designation, is_named=True, formerly=told)


def _is_protected(person: Officer | Person, stage: Stage) -> bool:
    names = {person.key, *person.formerly, "all"}
    if isinstance(person, Officer) and person.anonymous_as:
        names.add(person.anonymous_as)
    return any(
        restriction.covers == "identity" and restriction.protects in names and not restriction_is_over(restriction, stage)
        for restriction in stage.hearing.restrictions
    )
