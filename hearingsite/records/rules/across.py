"""What holds between records, and between records and forces."""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.meanings import fold, suggest_code
from hearingsite.records.outline import Outline, Overview
from hearingsite.records.register import ForceEntry
from hearingsite.records.rules.case import Case, HearingRule, RegisterRule

_ITS_OWN: Final = "give that a reference of its own"
_REFERENCE: Final = later(r"[A-Z]{1,6}-(?:19|20)\d\d-\d{1,6}")
_WELSH_FORCES: Final = ("dyfed-powys", "gwent", "north-wales", "south-wales")


def check_force(case: Case) -> Iterator[Diagnostic]:
    """The force is a file in content/forces, and the reference begins with its prefix."""
    hearing = case.hearing
    entry = case.forces.get(hearing.force)
    if hearing.force in case.unread_forces:
        return  # its own file's faults are reported there
    if entry is None:
        message = f'"{hearing.force}" is not a force: there is no content/forces/{hearing.force}.yaml.'
        meant = suggest_force(hearing.force, case.forces)
        message += f' Did you mean "{meant}"?' if meant else ""
        yield case.at("HS405", ("force",), message, "Use the force's code, for example avon-and-somerset.")
    elif hearing.reference.split("-")[0] != entry.force.reference_prefix:
        prefix = entry.force.reference_prefix
        message = f'The reference does not begin with "{prefix}-", the prefix of {entry.force.name.en}.'
        yield case.at("HS402", ("reference",), message, f'Write "{_with_prefix(case, prefix)}", or correct the force.')


def _with_prefix(case: Case, prefix: str) -> str:
    return "-".join([prefix, *case.hearing.reference.split("-")[1:]])


def suggest_force(said: str, forces: dict[str, ForceEntry]) -> str | None:
    """Give the code of the force that was probably meant, by its code or by one of its names."""
    names = {
        fold(name): code
        for code, entry in forces.items()
        for text in (entry.force.name, entry.force.short)
        for name in (text.en, text.cy)
        if name
    }
    return names.get(fold(said)) or suggest_code(said, [*forces], "a force")


def check_chair_force(case: Case) -> Iterator[Diagnostic]:
    """The force that a chair comes from is a file in content/forces."""
    appeals = enumerate(case.hearing.appeals)
    chairs = {("hearing", "chair", "force"): case.hearing.hearing.chair} | {
        ("appeals", place, "hearing", "chair", "force"): appeal.hearing.chair
        for place, appeal in appeals
        if appeal.hearing
    }
    for path, chair in chairs.items():
        code = chair.force if chair else None
        if code is not None and code not in case.forces and code not in case.unread_forces:
            message = f'"{code}" is not a force: there is no content/forces/{code}.yaml.'
            meant = suggest_force(code, case.forces)
            message += f' Did you mean "{meant}"?' if meant else ""
            yield case.at("HS405", path, message, "Use the code of the chair's force, for example avon-and-somerset.")


def check_file_name(case: Case) -> Iterator[Diagnostic]:
    """A record's file is named after its reference."""
    name = case.entry.path.rsplit("/", 1)[-1].removesuffix(".md")
    force = case.forces.get(case.hearing.force)
    # Of a wrong prefix alone the file shows only that it is wrong, and that is told.
    meant = _with_prefix(case, force.force.reference_prefix) if force else case.hearing.reference
    if name.casefold() not in (case.hearing.reference.casefold(), meant.casefold()):
        message = f'The file is called "{name}.md", but the reference is {case.hearing.reference}.'
        right = f'"{case.hearing.reference.lower()}.md"'
        is_copy = name.casefold().startswith(case.hearing.reference.casefold())  # "as-2023-014 (1)"
        hint = (
            f"Delete the file if it is a copy of {right}; else call it so."
            if is_copy
            else f"Correct the reference, or, if there is no {right} yet, rename the file to that."
        )
        yield case.at("HS403", ("reference",), message, hint)


def check_duplicates(overview: Overview) -> Iterator[Diagnostic]:
    """A reference belongs to one hearing for ever, capitals aside."""
    owners: dict[str, Outline] = {}
    for outline in overview.outlines:
        folded = outline.reference.casefold()
        # Of two, the one whose file is called so is no copy.
        if folded not in owners or _is_named(outline) > _is_named(owners[folded]):
            owners[folded] = outline
    for outline in overview.outlines:
        owner = owners[outline.reference.casefold()]
        if owner is not outline:
            place = overview.places(outline.path).value(("reference",))
            message = f"{outline.reference} is also the reference of {owner.path}."
            called = _stem(outline.path).upper()
            own = f"write its own reference, such as {called}" if _REFERENCE.fullmatch(called) else _ITS_OWN
            own = _ITS_OWN if _is_named(outline) else own
            hint = f"Delete this file if it is a copy; if it is of another hearing, {own}."
            yield Diagnostic(place, "HS401", message, hint)


def _is_named(outline: Outline) -> bool:
    return _stem(outline.path).casefold() == outline.reference.casefold()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def check_forces(overview: Overview) -> Iterator[Diagnostic]:
    """Every force has a prefix of its own, and forces of Wales have Welsh names."""
    prefixes: dict[str, str] = {}
    for entry in overview.forces.values():
        twin = prefixes.setdefault(entry.force.reference_prefix, entry.code)
        if twin != entry.code:
            place = entry.front_matter.places().value(("reference_prefix",))
            message = f'"{entry.force.reference_prefix}" is also the prefix of {overview.forces[twin].force.name.en}.'
            yield Diagnostic(place, "HS407", message, "Prefixes must be unique.")
        is_welsh = entry.code in _WELSH_FORCES
        if is_welsh and ("cy" not in entry.force.languages or entry.force.name.cy is None):
            place = entry.front_matter.places().key(("languages",))
            message = f"{entry.force.name.en} publishes in Welsh too."
            yield Diagnostic(place, "HS408", message, 'Write "languages: [en, cy]" and the name in both languages.')


RULES: Final[tuple[HearingRule, ...]] = (
    check_file_name,
    check_force,
    check_chair_force,
)
REGISTER_RULES: Final[tuple[RegisterRule, ...]] = (check_duplicates, check_forces)
