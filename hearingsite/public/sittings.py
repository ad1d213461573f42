"""The sitting days of a hearing and of its appeals that are or were public: which of them stand, and which were called off."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from hearingsite.public.model import PublicAppeal, PublicHearing, PublicSitting

State = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


class SittingDay(Struct, frozen=True, kw_only=True):
    """One sitting day; `key` names it within its hearing, `sequence` counts the public steps that could have moved it."""

    key: str
    day: dt.date
    state: State
    sequence: int
    sitting: PublicSitting
    appeal: PublicAppeal | None = None


def sitting_days(hearing: PublicHearing) -> Iterator[SittingDay]:
    """Yield every day: the hearing's, those of earlier steps that were given up, then those of appeals."""
    announced = {day for step in hearing.history for day in step.days}
    for day in sorted(announced | set(hearing.sitting.days)):
        yield SittingDay(
            key=f"sitting/{day}",
            day=day,
            state=_state(hearing, day),
            sequence=len(hearing.history),
            sitting=hearing.sitting,
        )
    for appeal in hearing.appeals:
        for day in appeal.sitting.days if appeal.sitting else ():
            ended = appeal.decided.day if appeal.decided and appeal.result == "withdrawn" else None
            yield SittingDay(
                key=f"appeal-{appeal.place}/sitting/{day}",
                day=day,
                state="CANCELLED" if ended and ended <= day else "CONFIRMED",
                sequence=0 if appeal.result == "pending" else 1,
                sitting=appeal.sitting or hearing.sitting,
                appeal=appeal,
            )


def _state(hearing: PublicHearing, day: dt.date) -> State:
    """Whether a day stands. Where a record says that days were put off, and not which, nobody can be sure."""
    announced = {one for step in hearing.history for one in step.days}
    newest = hearing.history[-1] if hearing.history else None
    ended = _ended_on(hearing)
    if day not in hearing.sitting.days or (ended and day >= ended):
        return "CANCELLED"
    if hearing.status == "vacated" and ended is None:
        return "CANCELLED"
    if hearing.status not in ("postponed", "adjourned") or (newest and newest.days):
        return "CONFIRMED"
    if hearing.status == "adjourned" and newest and day <= newest.on.day:
        return "CONFIRMED"
    if not announced:
        return "TENTATIVE"
    return "CANCELLED" if day in announced else "CONFIRMED"


def _ended_on(hearing: PublicHearing) -> dt.date | None:
    """The day on which a hearing was called off for good, if it is known."""
    called_off = [step.on.day for step in hearing.history if step.status in ("vacated", "discontinued")]
    if called_off:
        return called_off[-1]
    return hearing.published.day if hearing.status == "discontinued" and hearing.published else None
