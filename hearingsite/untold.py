"""Facts of a hearing that a build changes while nothing in its record dates that: followers would not notice.

Feeds, calendars and the sitemap date a hearing by the moments of its record alone. A reporter whose reader saw a place, a day
or an outcome is shown another one only if that date moves.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.public.forecast import hearing_change
from hearingsite.public.words import Words
from hearingsite.records.model import Sitting
from hearingsite.records.outline import Overview
from hearingsite.removals import hearing_data

# What somebody relies on who goes to a hearing or reports of one; how a text is put is left to its editors.
_FACTS: Final = frozenset(
    {"kind", "days", "first_day", "last_day", "day_count", "time", "venue", "held", "details_held_back"}
    | {"officer", "known_as", "rank", "service", "attended", "standards_breached", "allegation", "response", "finding"}
    | {"level", "outcome", "outcome_months", "reduced_to", "outcome_open_again", "barred_list"}
    | {"status", "appeal", "result", "decided", "in_force"}
)
UNTOLD: Final = "HS951"
_PRESENCE: Final = frozenset({"officer", "allegation", "appeal"})
_HINT: Final = (
    'Add a "correction" or an "update" with the moment of today to "changes"; where days changed, a step to "history". '
    "Feeds and calendars then show it as changed."
)

_Data = Mapping[str, Any]


def check_untold(
    paths: Iterable[str], live: Path, coming: Mapping[str, bytes] | Path, overview: Overview, words: Words
) -> Iterator[Diagnostic]:
    """Yield a warning for each hearing that changes, and is dated as before.

    `paths` are the files of hearings as data that differ, and that are on the live site as they were sealed, `live` its
    folder, `coming` that of the next one, or its files. `words` are English.
    """
    records = {outline.reference: outline.path for outline in overview.outlines}
    for path in sorted(paths):
        before = _read(live / path)
        after = hearing_data((coming / path).read_bytes() if isinstance(coming, Path) else coming[path])
        if before and after:
            reference = str(after["reference"])
            record = records[reference]
            message = _message(reference, before, after, words)
            lost = () if message else _lost_days(before, after)
            if lost:  # only then: to ask for whole records takes time
                message = _days_message(reference, lost, overview.entry(record).hearing.hearing)
            if message:
                yield Diagnostic(Place(record), UNTOLD, message, _HINT)


def _message(reference: str, before: _Data, after: _Data, words: Words) -> str:
    if "officers" not in before:
        day = str(before.get("taken_down", ""))
        is_older = str(after["updated"])[: len(day)] < day
        return f"{reference} was taken down on {day}, and comes back without a word." if is_older else ""
    if dt.datetime.fromisoformat(after["updated"]) > dt.datetime.fromisoformat(before["updated"]):
        return ""
    names = ", ".join(name.replace("_", " ") for name in _facts(reference, before, after, words))
    return f"{reference} changes on the site ({names}), and its record does not say when." if names else ""


def _lost_days(before: _Data, after: _Data) -> Sequence[str]:
    """The sitting days that a hearing still to be decided no longer has."""
    if "officers" not in before or after["published"]:
        return ()
    return sorted({*before.get("days", ())} - {*after["days"]})


def _days_message(reference: str, lost: Sequence[str], sitting: Sitting) -> str:
    """What to say where calendars would drop days in place of calling them off, for no step of the history has them."""
    told = {str(day) for step in sitting.history for day in step.dates or ()}
    days = [day for day in lost if day not in told]
    what, which = ("a sitting day", "it") if len(days) == 1 else ("sitting days", "them")
    return f"{reference} loses {what}, and no step of its history has {which}: {', '.join(days)}." if days else ""


def _facts(reference: str, before: _Data, after: _Data, words: Words) -> list[str]:
    """Name the facts that differ; a live site of an earlier version may not have told all of them."""
    change = hearing_change(reference, before, after, words)
    told = _PRESENCE.union(before, *before["officers"], *before.get("appeals", ()))
    told = told.union(*(one for officer in before["officers"] for one in officer["allegations"]))
    names = dict.fromkeys(one.field for one in change.fields) if change else {}
    # That the days are over, time tells.
    is_heard = after["status"] == "heard"
    return [name for name in names if name in _FACTS & told and not (is_heard and name == "status")]


def _read(file: Path) -> _Data | None:
    """What the live site tells of a hearing, or of its end; None where it has no such file any more."""
    try:
        content = file.read_bytes()
    except OSError:
        return None
    data: _Data = json.loads(content)
    return data if "taken_down" in data else hearing_data(content)
