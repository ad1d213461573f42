"""Welsh beside English: there where it must be, up to date, saying the same."""

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.model import Appeal
from hearingsite.records.outline import DESIGNATION, designations_of
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.parity import Pair, check_pair
from hearingsite.records.rules.stand_ins import says_nothing
from hearingsite.records.workdays import workday_after
from hearingsite.values import Moment, Text, end_of

# Texts in whose place a code can stand, and the one text that nobody is shown.
_MAY_BE_CODES: Final = ("conduct", "area")
_NOT_SHOWN: Final = "basis"
_WORKDAYS_TO_CATCH_UP: Final = 5


def check_welsh_is_there(case: Case) -> Iterator[Diagnostic]:
    """A force that publishes in Welsh never publishes a text in English alone (WSI 2016/182).

    It counts before the moment of publication too: afterwards it would stop a build at the very minute that matters.
    """
    if not _publishes_in_welsh(case):
        return
    body = case.entry.body
    if body and body.cy is None:
        name = case.entry.path.rsplit("/", 1)[-1].removesuffix(".md")
        message = "This account has no Welsh beside it."
        yield case.in_body("HS420", 0, message, f'Put the Welsh account in "{name}.cy.md", in the same folder.')
    for path, text in _texts(case.hearing):
        if text.cy is None and not _needs_no_welsh(path, text):
            yield case.at(
                "HS421",
                path,
                f'This "{path[-1]}" is in English only.',
                'Put this text in "en:" below the key, and the Welsh in "cy:" below that.',
            )


def _publishes_in_welsh(case: Case) -> bool:
    entry = case.forces.get(case.hearing.force)
    return entry is not None and "cy" in entry.force.languages


def _needs_no_welsh(path: type_path, text: Text) -> bool:
    key = path[-1]
    return (key in _MAY_BE_CODES and says_nothing(text.en)) or (
        key == "known_as" and DESIGNATION.fullmatch(text.en) is not None
    )


def _texts(block: Struct, path: type_path = ()) -> Iterator[tuple[type_path, Text]]:
    """Yield every text of a block that can have two languages, but those that are in no output."""
    for name, key in zip(block.__struct_fields__, block.__struct_encode_fields__, strict=True):
        value = getattr(block, name)
        if isinstance(value, Text):
            if key != _NOT_SHOWN:
                yield (*path, key), value
        elif isinstance(value, Struct):
            yield from _texts(value, (*path, key))
        elif isinstance(value, list | dict):
            for place, one in value.items() if isinstance(value, dict) else enumerate(value):
                if isinstance(one, Struct):
                    yield from _texts(one, (*path, key, place))


def check_welsh_is_up_to_date(case: Case) -> Iterator[Diagnostic]:
    """After a change of substance, the Welsh is read against the English within five working days (WSI 2016/182)."""
    if not (_publishes_in_welsh(case) and _has_welsh(case)):
        return
    today = Moment(case.now).day  # days, not moments: what was found is kept for a day
    changes = [(path, change) for path, change in _changes(case) if change.day <= today]
    if not changes:
        return
    path, change = max(changes, key=lambda found: found[1].at)
    checked = case.hearing.welsh_checked
    if checked and not _is_before(checked, change):
        return
    last_day = workday_after(change.day, _WORKDAYS_TO_CATCH_UP)
    is_late = today > last_day
    since = f"since {checked.day}" if checked else "yet, as far as this record says"
    message = f"Nobody has read the Welsh against the English {since}, but the record was changed on {change.day}."
    yield case.at(
        "HS423" if is_late else "HS422",
        ("welsh_checked",) if checked else path,
        message if is_late else f"{message} After {last_day} this stops a build.",
        'Mend the Welsh where it needs it, and write in "welsh_checked" when it was read.',
    )


def _has_welsh(case: Case) -> bool:
    body = case.entry.body
    return (body is not None and body.cy is not None) or "cy:" in case.entry.front_matter.header


def _changes(case: Case) -> Iterator[tuple[type_path, Moment]]:
    """Yield the moments at which the English may have changed: changes of substance, and appeals."""
    for place, change in enumerate(case.hearing.changes):
        if change.kind != "minor":
            yield ("changes", place, "on"), change.on
    for place, appeal in enumerate(case.hearing.appeals):
        moment = _appeal_moment(appeal)
        if moment:
            yield ("appeals", place), moment


def _appeal_moment(appeal: Appeal) -> Moment | None:
    """When an appeal becomes public: as recorded, or the day after it was decided (lodged, while pending)."""
    if appeal.published:
        return appeal.published
    day = appeal.decided.day if appeal.decided and appeal.result != "pending" else appeal.lodged
    return Moment(end_of(day), has_time=False) if day else None


def _is_before(checked: Moment, change: Moment) -> bool:
    """Whether a reading was before a change; where one of them has no time of day, the days tell."""
    if checked.has_time and change.has_time:
        return checked.at < change.at
    return checked.day < change.day


def check_languages_agree(case: Case) -> Iterator[Diagnostic]:
    """Both languages of a text tell of the same people, days and figures (WSI 2016/182)."""
    if not _has_welsh(case):
        return
    designations = [name for one in case.hearing.everybody() for _, name in designations_of(one)]
    body = case.entry.body
    if body and body.cy:
        english, welsh = (passage for passage in case.passages if passage.is_body)
        yield from check_pair(Pair(body.en, body.cy, english.place, welsh.place), designations)
    for path, texts in _pairs(case.entry.front_matter.data):
        yield from check_pair(_pair(case, path, texts["en"].strip(), texts["cy"].strip()), designations)


def _pairs(value: Any, path: type_path = ()) -> Iterator[tuple[type_path, dict[str, str]]]:
    """Yield every text of a header that is there in both languages."""
    if isinstance(value, dict):
        if "cy" in value:
            yield path, value
            return
        for key, one in value.items():
            if not isinstance(one, str):
                yield from _pairs(one, (*path, key))
    else:
        for place, one in enumerate(value):
            if not isinstance(one, str):
                yield from _pairs(one, (*path, place))


def _pair(case: Case, path: type_path, english: str, welsh: str) -> Pair:
    return Pair(
        english,
        welsh,
        lambda offset: case.places.within((*path, "en"), english, offset),
        lambda offset: case.places.within((*path, "cy"), welsh, offset),
    )


RULES: Final[tuple[HearingRule, ...]] = (
    check_welsh_is_there,
    check_welsh_is_up_to_date,
    check_languages_agree,
)
