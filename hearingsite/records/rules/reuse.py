"""Designations and references across hearings: a designation that nothing uses or two people share, a missing number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.outline import Outline, Overview, designations_of
from hearingsite.records.rules.case import Case, HearingRule, RegisterRule

_PRIVATE: Final = ("editor_note", "allow")
_ENOUGH_TO_COUNT: Final = 3
_TOO_MANY_MISSING: Final = 3


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


def check_reuse(overview: Overview) -> Iterator[Diagnostic]:
    """A designation stands for one person among the hearings of a force in one year."""
    first: dict[tuple[str, int, str], Outline] = {}
    for outline in overview.outlines:
        for path, designation in outline.designations:
            key = (outline.force, outline.year, designation.casefold())
            other = first.setdefault(key, outline)
            # Two records with one reference are told of that alone.
            if other.reference.casefold() != outline.reference.casefold():
                yield Diagnostic(
                    overview.places(outline.path).value(path),
                    "HS411",
                    f'"{designation}" also stands for somebody in {other.reference}, '
                    f"a hearing of the same force in {outline.year}.",
                    "Readers take the two for one person: use a letter here that no other hearing of the year has.",
                )


def check_numbering(overview: Overview) -> Iterator[Diagnostic]:
    """The numbers of a force's references in one year leave no gap."""
    numbered: dict[tuple[str, str], dict[int, Outline]] = defaultdict(dict)
    for outline in overview.outlines:
        prefix, year, digits = outline.reference.split("-")
        numbered[prefix, year][int(digits)] = outline
    for (prefix, year), outlines in numbered.items():
        missing = set(range(1, max(outlines))) - outlines.keys()
        # A record that is there and cannot be read has its fault already.
        start = f"{prefix}-{year}-"
        missing -= {int(one.removeprefix(start)) for one in overview.unread if _is_numbered(one, start)}
        # A register that begins in the middle of a year, or with a few old cases, has no numbering to keep to.
        if missing and len(outlines) >= _ENOUGH_TO_COUNT and len(missing) <= _TOO_MANY_MISSING:
            yield from _gaps(outlines, missing, overview)


def _is_numbered(reference: str, start: str) -> bool:
    """Whether the name of a file is a reference that begins so."""
    return reference.startswith(start) and reference.removeprefix(start).isdecimal()


def _gaps(outlines: dict[int, Outline], missing: Iterable[int], overview: Overview) -> Iterator[Diagnostic]:
    """Yield each run of missing numbers once, at the record behind it."""
    run: list[int] = []
    for number in sorted(missing):
        run.append(number)
        outline = outlines.get(number + 1)
        if outline:
            start, digits = outline.reference.rsplit("-", 1)
            names = " and ".join(f"{start}-{one:0{len(digits)}}" for one in run)
            yield Diagnostic(
                overview.places(outline.path).value(("reference",)),
                "HS414",
                f"{names} {'is' if len(run) == 1 else 'are'} missing: {start} has {len(outlines)} records, up to "
                f"{max(outlines)}.",
                "Add the record, or make sure that no hearing was ever given the number.",
            )
            run = []


RULES: Final[tuple[HearingRule, ...]] = (check_unused,)
REGISTER_RULES: Final[tuple[RegisterRule, ...]] = (check_reuse, check_numbering)
