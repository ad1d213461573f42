"""What the public would see of a hearing that it does not see now: two states of its public data, told apart in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from hearingsite.public.data.appeals import APPEALS
from hearingsite.public.data.fields import Table
from hearingsite.public.data.hearings import HEARINGS
from hearingsite.public.data.officers import ALLEGATIONS, OFFICERS
from hearingsite.public.words import Words

Data = Mapping[str, Any]
Kind = Literal["new", "changed", "ended", "gone"]

# What follows from other fields would be told twice. An editor may write a summary, so that is told.
_FOLLOWS: Final = frozenset({"url", "force_name", "headline", "officer_count", "updated"})
# They follow from the days, unless only the ends of a hearing are known.
_ENDS: Final = frozenset({"first_day", "last_day", "day_count"})
# The tables hold what each officer breached; for the hearing it is the sum.
_SUMS: Final = frozenset({"standards_alleged", "standards_breached"})
_LONGEST: Final = 60
_LED_IN: Final = 20  # so much of what is the same stands before the first difference of two long texts


class FieldChange(Struct, frozen=True):
    """A field of the public data that differs: of whom (empty: of the hearing), its name, and both values in words."""

    who: str
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        """Say it in a line."""
        name = self.field.replace("_", " ")
        return f"{self.who}{': ' if self.who else ''}{name} {self.before} → {self.after}"


class HearingChange(Struct, frozen=True):
    """What happens to a hearing, and which fields differ; `headline` is what the public reads afterwards."""

    reference: str
    kind: Kind
    headline: str
    fields: tuple[FieldChange, ...] = ()


def hearing_change(reference: str, before: Data | None, after: Data | None, words: Words) -> HearingChange | None:
    """Tell two states of a hearing's public data apart; None stands for no page. None comes back if nothing differs."""
    if before == after:
        return None
    if after is None:
        return HearingChange(reference, "gone", "")
    headline = str(after.get("headline") or after.get("reason") or "")
    if not _is_told(after):
        return HearingChange(reference, "ended", headline)
    if before is None or not _is_told(before):
        return HearingChange(reference, "new", headline)
    fields = tuple(_changes(before, after, words)) or tuple(
        _fields(HEARINGS, before, after, "", words, leave_out=_SUMS)
    )
    return HearingChange(reference, "changed", headline, fields)


def _is_told(data: Data) -> bool:
    """Whether data tells a hearing, not only its end."""
    return "officers" in data


def _changes(before: Data, after: Data, words: Words) -> Iterator[FieldChange]:
    follows = _FOLLOWS | _SUMS | (_ENDS if before.get("days") and after.get("days") else frozenset())
    yield from _fields(HEARINGS, before, after, "", words, leave_out=follows)
    old, new = _by_place(before["officers"], "officer"), _by_place(after["officers"], "officer")
    for place in sorted({*old, *new}):
        who = str((new.get(place) or old[place])["known_as"])
        if place not in old or place not in new:
            yield FieldChange(who, "officer", *_presence(is_new=place in new))
            continue
        yield from _fields(OFFICERS, old[place], new[place], who, words, leave_out=_FOLLOWS)
        yield from _allegations(old[place], new[place], who, words)
    yield from _documents(before, after, words)
    yield from _appeals(before, after, words)


def _allegations(before: Data, after: Data, who: str, words: Words) -> Iterator[FieldChange]:
    old, new = _by_place(before["allegations"], "allegation"), _by_place(after["allegations"], "allegation")
    for place in sorted({*old, *new}):
        whose = f"{who}, allegation {place}"
        if place in old and place in new:
            yield from _fields(ALLEGATIONS, old[place], new[place], whose, words, leave_out=_FOLLOWS)
        else:
            yield FieldChange(whose, "allegation", *_presence(is_new=place in new))


def _documents(before: Data, after: Data, words: Words) -> Iterator[FieldChange]:
    """Tell documents that come, go, or have another title; a live site of an earlier version may have told none."""
    old, new = ({str(one["url"]): str(one["title"]) for one in data.get("documents", ())} for data in (before, after))
    for address in dict.fromkeys([*old, *new]):
        if old.get(address) != new.get(address):
            yield FieldChange("", "document", *_both(old.get(address), new.get(address), "", words))


def _appeals(before: Data, after: Data, words: Words) -> Iterator[FieldChange]:
    """Tell appeals that come or change; a live site of an earlier version may have told none, which is no change."""
    if "appeals" not in before:
        return
    old, new = _by_place(before["appeals"], "appeal"), _by_place(after["appeals"], "appeal")
    for place in sorted({*old, *new}):
        whose = f"appeal {place}"
        if place in old and place in new:
            yield from _fields(APPEALS, old[place], new[place], whose, words, leave_out=_FOLLOWS)
        else:
            yield FieldChange(whose, "appeal", *_presence(is_new=place in new))


def _by_place(rows: Sequence[Data], key: str) -> dict[int, Data]:
    return {int(row[key]): row for row in rows}


def _presence(*, is_new: bool) -> tuple[str, str]:
    return ("none", "added") if is_new else ("there", "none")


def _fields(
    table: Table[Any], before: Data, after: Data, who: str, words: Words, *, leave_out: frozenset[str]
) -> Iterator[FieldChange]:
    for field in table.fields:
        old, new = before.get(field.name), after.get(field.name)
        if old != new and field.name not in leave_out:
            yield FieldChange(who, field.name, *_both(old, new, field.terms, words))


def _both(old: Any, new: Any, terms: str, words: Words) -> tuple[str, str]:
    """Two values in words; long texts are cut so that their first difference is seen."""
    said = _said(old, terms, words), _said(new, terms, words)
    if isinstance(old, list) or isinstance(new, list) or max(map(len, said)) <= _LONGEST:
        return said
    pairs = enumerate(zip(*said, strict=False))
    differs = next((at for at, (one, other) in pairs if one != other), min(map(len, said)))
    start = said[0].rfind(" ", 0, max(differs - _LED_IN, 0)) + 1
    return _cut(said[0], start), _cut(said[1], start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + _LONGEST].rstrip()
    return f"{'… ' if start else ''}{part}{' …' if len(text) > start + _LONGEST else ''}"


def _said(value: Any, terms: str, words: Words) -> str:
    """A value in words."""
    if value is None or value == []:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_said(one, terms, words) for one in value)
    return _term(str(value), terms, words) if terms else str(value)


def _term(code: str, terms: str, words: Words) -> str:
    try:
        name, noun = words.term(terms, code), words.noun(terms, code)
    except KeyError:  # a live site of another version may have other codes
        return code
    return name if _is_proper(name) else noun


def _is_proper(name: str) -> bool:
    """Whether a name begins with a capital wherever it stands."""
    return any(word[:1].isupper() for word in name.split()[1:])
