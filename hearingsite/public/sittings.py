"""The sitting days of a hearing and of its appeals that are or were public: which of them stand, and which were called off."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from hearingsite.public.model import PublicAppeal, PublicHearing, PublicSitting, PublicStep
from hearingsite.vocabulary.codes import PublicStatus

_DIGEST_SIZE: Final = 5  # bytes: a hearing has a handful of days
State = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


class SittingDay(Struct, frozen=True, kw_only=True):
    """One sitting day; `key` names it within its hearing, `sequence` counts the public steps and changes that could have moved it.

    A key does not spell its day out: it is still told when the hearing was taken down, and its days are public no more.
    """

    key: str
    day: dt.date
    state: State
    sequence: int
    sitting: PublicSitting
    appeal: PublicAppeal | None = None


class Course(Struct, frozen=True):
    """What tells which days stand: a status, the days in force, the steps that led there, the day of an end for good."""

    status: PublicStatus
    days: tuple[dt.date, ...]
    history: tuple[PublicStep, ...]
    ended: dt.date | None

    @property
    def standing(self) -> tuple[dt.date, ...]:
        """The days that stand, or may."""
        return tuple(day for day, state in self.states() if state != "CANCELLED")

    @property
    def is_put_off(self) -> bool:
        """Whether new days are awaited, and none is known that stands."""
        if self.ended or self.status not in ("postponed", "adjourned"):
            return False
        return all(state != "CONFIRMED" for _, state in self.states()) if self.days else self.status == "postponed"

    @property
    def is_called_off(self) -> bool:
        """Whether it ended before it sat."""
        is_over = self.status == "vacated" or self.ended is not None
        return is_over and not self.standing and bool(self.days or self.status == "vacated")

    @property
    def announced(self) -> set[dt.date]:
        """Every day that a step has named."""
        return {day for step in self.history for day in step.days}

    def states(self) -> Iterator[tuple[dt.date, State]]:
        """Yield every day and whether it stands, those that were given up included."""
        for day in sorted(self.announced | set(self.days)):
            yield day, self._state(day)

    def _state(self, day: dt.date) -> State:
        """Whether a day stands. Where a record says that days were put off, and not which, nobody can be sure."""
        newest = self.history[-1] if self.history else None
        if day not in self.days or (self.ended and day >= self.ended):
            return "CANCELLED"
        if self.status == "vacated" and self.ended is None:
            return "CANCELLED"
        if self.status not in ("postponed", "adjourned") or (newest and newest.days):
            return "CONFIRMED"
        if self.status == "adjourned" and newest and day <= newest.on.day:
            return "CONFIRMED"
        if not self.announced:
            return "TENTATIVE"
        return "CANCELLED" if day in self.announced else "CONFIRMED"


def course_of(hearing: PublicHearing) -> Course:
    """Tell which days of a hearing stand."""
    return Course(hearing.status, hearing.sitting.days, hearing.history, _ended_on(hearing))


def moves(history: tuple[PublicStep, ...]) -> Iterator[tuple[PublicStep, tuple[dt.date, ...]]]:
    """Yield every step, and the days that were set before it, if it sets others."""
    before: tuple[dt.date, ...] = ()
    for step in history:
        yield step, before if step.days and step.days != before else ()
        before = step.days or before


def sitting_days(hearing: PublicHearing) -> Iterator[SittingDay]:
    """Yield every day: the hearing's, those of earlier steps that were given up, then those of appeals."""
    for day, state in course_of(hearing).states():
        yield SittingDay(
            key=f"sitting/{_digest('', day)}",
            day=day,
            state=state,
            sequence=len(hearing.history) + hearing.change_count,
            sitting=hearing.sitting,
        )
    for appeal in hearing.appeals:
        yield from _appeal_days(appeal, hearing.change_count)


def _appeal_days(appeal: PublicAppeal, changes: int) -> Iterator[SittingDay]:
    if appeal.sitting is None:
        return
    for day, state in course_of_appeal(appeal, appeal.sitting).states():
        yield SittingDay(
            key=f"sitting/{_digest(appeal.place, day)}",
            day=day,
            state=state,
            sequence=len(appeal.history) + changes + (0 if appeal.result == "pending" else 1),
            sitting=appeal.sitting,
            appeal=appeal,
        )


def course_of_appeal(appeal: PublicAppeal, sitting: PublicSitting) -> Course:
    """Tell which days of an appeal stand."""
    status = appeal.history[-1].status if appeal.history else "scheduled"
    withdrawn = appeal.decided.day if appeal.decided and appeal.result == "withdrawn" else None
    return Course(status, sitting.days, appeal.history, _called_off(appeal.history) or withdrawn)


def appeal_heard_on(appeal: PublicAppeal) -> dt.date | None:
    """The last day on which an appeal sits; None where it was given up before, or put off and not yet set anew."""
    sitting = appeal.sitting
    if sitting is None or sitting.last is None:
        return None
    course = course_of_appeal(appeal, sitting)
    if course.ended and course.ended <= sitting.last:
        return None
    newest = appeal.history[-1] if appeal.history else None
    if newest and newest.status != "scheduled":
        stands_anew = any(state == "CONFIRMED" and day > newest.on.day for day, state in course.states())
        return sitting.last if stands_anew else None
    return sitting.last


def last_days(appeal: PublicAppeal) -> Iterator[dt.date]:
    """Yield the last of the days on which an appeal was to sit, whenever they were set; not where it had ended before."""
    if appeal.sitting is None:
        return
    ended = course_of_appeal(appeal, appeal.sitting).ended
    days = [max(step.days) for step in appeal.history if step.days]
    days += [appeal.sitting.last] if appeal.sitting.last else []
    yield from (day for day in days if ended is None or day < ended)


def _digest(place: object, day: dt.date) -> str:
    return hashlib.blake2b(f"{place} {day}".encode(), digest_size=_DIGEST_SIZE).hexdigest()


def _ended_on(hearing: PublicHearing) -> dt.date | None:
    """The day on which a hearing was called off for good, if it is known."""
    published = hearing.published.day if hearing.status == "discontinued" and hearing.published else None
    return _called_off(hearing.history) or published


def _called_off(history: tuple[PublicStep, ...]) -> dt.date | None:
    return next((step.on.day for step in reversed(history) if step.status in ("vacated", "discontinued")), None)


def is_open(hearing: PublicHearing, day: SittingDay) -> bool:
    """Whether what is heard on a day is still to be decided."""
    return day.appeal.result == "pending" if day.appeal else not hearing.is_published
