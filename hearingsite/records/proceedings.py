"""Criminal proceedings that are open, and the exception by which a named person lets details be published all the same."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.records.model import Allow, Hearing
from hearingsite.values import Moment, day_of

# The code of the note that details are held back; an exception to it releases them.
HELD_BACK: Final = "HS358"

_HOLDING_STATES: Final = ("active", "charged")


def open_proceedings(hearing: Hearing, now: dt.datetime) -> Iterator[tuple[int, str]]:
    """Yield the officers with an open step of criminal proceedings that no later step, by its day, has ended.

    Each with the place of the first such step, 0 first. An open step without a day holds for good; an ending that is
    still to come ends nothing yet.
    """
    for officer in hearing.officers:
        steps = [
            (place, one) for place, one in enumerate(hearing.criminal_proceedings) if one.officer in (None, officer.key)
        ]
        ends = [one.on.at for _, one in steps if one.on and one.state not in _HOLDING_STATES and one.on.at <= now]
        for place, one in steps:
            if one.state in _HOLDING_STATES and (one.on is None or not any(end > one.on.at for end in ends)):
                yield place, officer.key
                break


def endings(hearing: Hearing, now: dt.datetime) -> Iterator[Moment]:
    """Yield the moments that have come of steps that end criminal proceedings, whether or not others go on."""
    for step in hearing.criminal_proceedings:
        if step.on and step.state not in _HOLDING_STATES and step.on.at <= now:
            yield step.on


def released_officers(hearing: Hearing, now: dt.datetime) -> frozenset[str]:
    """Give the officers whose details a named person has released in spite of open proceedings, until a day."""
    return frozenset(
        officer.key
        for officer in hearing.officers
        for allow in hearing.allow
        if allow.rule == HELD_BACK and releases(allow, officer.key) and not is_over(allow, now)
    )


def releases(allow: Allow, officer: str) -> bool:
    """Whether the words of an exception are an officer's designation or name; nothing less may release anything."""
    return allow.words.casefold() == officer.casefold()


def is_over(allow: Allow, now: dt.datetime) -> bool:
    """Whether the last day of an exception has passed in the UK."""
    return allow.until < day_of(now)
