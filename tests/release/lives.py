"""Lives of records, drawn at random, and what the table "What is public when" says of each at a moment.

The methods of `Life` say the table a second time, on purpose: nothing of the door is used here.
A day of a life counts until its end, a moment from itself on.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st

from hearingsite.values import LONDON

FIRST_DAY = dt.date(2024, 3, 4)
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
DECIDED = ("findings-made", "concluded", "discontinued")
BEFORE_A_COURT = ("active", "charged")

Gate = Callable[[dt.datetime], bool]
T = TypeVar("T")


def end_of(day: dt.date) -> dt.datetime:
    """The first instant after a day."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0), LONDON)


def since(moment: dt.date | None) -> Gate:
    """Open from a moment on, or from the end of a day; never, where there is none."""
    at = moment if moment is None or isinstance(moment, dt.datetime) else end_of(moment)
    return lambda now: at is not None and at <= now


def unless(gate: Gate) -> Gate:
    """Open while another is closed."""
    return lambda now: not gate(now)


def never(_now: dt.datetime) -> bool:
    """Closed for good."""
    return False


def typed(when: dt.date | None) -> str | None:
    """A day or a moment as an editor types it."""
    if isinstance(when, dt.datetime):
        return f"{when:%Y-%m-%dT%H:%M}"
    return when.isoformat() if when else None


@dataclass(frozen=True)
class Verdict:
    """What came out about every officer, in codes."""

    finding: str
    level: str
    response: str
    left: str
    outcome: str
    months: int
    barred_list: str


@dataclass(frozen=True)
class Order:
    """A restriction on `identity` or `details`; `alias` is the field whose words it protects somebody by."""

    covers: str
    protects: int | str
    alias: str
    starts: dt.datetime | None
    until: dt.date | None
    lifted: dt.date | None

    def has_come(self, now: dt.datetime) -> bool:
        """Whether it is told: from its beginning, if it has one."""
        return self.starts is None or self.starts <= now

    def is_over(self, now: dt.datetime) -> bool:
        """Lifted, or past its end where it covers an identity: for details that is only a review day."""
        return since(self.lifted)(now) or (self.covers == "identity" and since(self.until)(now))


@dataclass(frozen=True)
class Matter:
    """A step of criminal proceedings."""

    officer: int
    state: str
    on: dt.datetime | None

    def has_come(self, now: dt.datetime) -> bool:
        """Whether it is told: from its day, if it has one."""
        return self.on is None or self.on <= now


@dataclass(frozen=True)
class Appeal:
    """An appeal; one that is `allowed` gives the first officer another outcome."""

    lodged: dt.date
    notice: dt.datetime
    published: dt.datetime
    result: str

    def has_come(self, now: dt.datetime) -> bool:
        """Whether it is told: when it was lodged while pending, else from its own moment."""
        return since(self.lodged if self.result == "pending" else self.published)(now)


@dataclass(frozen=True)
class Life:
    """All that the table asks about a record: its moments, its states, its people; not its words."""

    status: str
    last_sitting_day: dt.date
    notice: dt.datetime | None
    has_notice_text: bool
    has_body: bool
    notice_until: dt.date | None
    steps: tuple[dt.datetime, ...]
    publish_at: dt.datetime
    outcome_at: dt.datetime | None
    keep_until: dt.date | None
    afterwards: str
    takedown: dt.datetime | None
    is_named: tuple[bool, ...]
    is_person_named: bool
    is_person_anonymous_for_life: bool
    quoted: int | str
    decided: dt.datetime
    orders: tuple[Order, ...]
    matters: tuple[Matter, ...]
    released_until: dt.date | None
    changes: tuple[dt.datetime, ...]
    appeals: tuple[Appeal, ...]
    verdict: Verdict

    @property
    def history(self) -> list[tuple[str, dt.datetime]]:
        """The changes of status with their moments; the last is the record's."""
        between = ["postponed", "findings-made"] if self.status == "concluded" else ["postponed"]
        return list(zip(["scheduled", *between, self.status], self.steps, strict=False))

    @property
    def around(self) -> list[dt.datetime]:
        """A minute before and a second after each of its moments, in order."""
        return [now for moment in self.moments for now in (moment - MINUTE, moment + SECOND)]

    @property
    def moments(self) -> list[dt.datetime]:
        """Every moment at which something may change, in order."""
        return sorted(set(_moments_in(dataclasses.astuple(self))))

    def is_published(self, now: dt.datetime) -> bool:
        """From `publish_at`, where there is something to publish."""
        return self.status in DECIDED and self.publish_at <= now

    def outcome_is_out(self, now: dt.datetime) -> bool:
        """From `outcome_at` if given."""
        return self.is_published(now) and (self.outcome_at is None or self.outcome_at <= now)

    def is_anonymised(self, now: dt.datetime) -> bool:
        """After `anonymise`."""
        return self.is_published(now) and self.afterwards == "anonymise" and since(self.keep_until)(now)

    def was_public(self, now: dt.datetime) -> bool:
        """Whether it came out, and did so before it was taken down."""
        births = [self.notice, self.publish_at if self.status in DECIDED else None]
        return any(birth and birth <= now and not since(self.takedown)(birth) for birth in births)

    def is_taken_down(self, now: dt.datetime) -> bool:
        """Public as an address and a reason."""
        return self.was_public(now) and since(self.takedown)(now)

    def is_public(self, now: dt.datetime) -> bool:
        """More than that: out, and neither taken down nor past its last day."""
        is_removed = self.afterwards == "remove" and since(self.keep_until)(now)
        # The end of a case that was discontinued stays no longer than its notice, if it has no time of its own.
        is_later = self.notice_until is not None and not since(self.notice_until)(self.publish_at)
        ends_with_notice = self.status == "discontinued" and self.keep_until is None and is_later
        is_past = is_removed and self.is_published(now)
        if ends_with_notice or not self.is_published(now):
            is_past = is_past or since(self.notice_until)(now)
        return self.was_public(now) and not is_past and not self.is_taken_down(now)

    def details_are_free(self, now: dt.datetime) -> bool:
        """Details of the case are not held back: no restriction that is not lifted, no officer before a court."""
        return all(self.details_of_one_are_free(officer, now) for officer in range(len(self.is_named)))

    def details_of_one_are_free(self, officer: int, now: dt.datetime) -> bool:
        """Details of one officer are not held back; what protects somebody else than an officer protects them all."""
        orders = [order.protects for order in self.orders if order.covers == "details" and not order.is_over(now)]
        matters = [matter.officer for matter in self.matters if self._is_open(matter, now)]
        if self.released_until and not since(self.released_until)(now):  # an exception, which is the first officer's
            matters = [who for who in matters if who != 0]
        return not any(who == officer or isinstance(who, str) for who in (*orders, *matters))

    def describes(self, officer: int, now: dt.datetime) -> bool:
        """An officer's `conduct` and `when`."""
        return self.details_of_one_are_free(officer, now) and not self.is_anonymised(now)

    def _is_open(self, matter: Matter, now: dt.datetime) -> bool:
        """Before a court until a later step says otherwise; without a day for good, and a day to come counts at once."""
        later = [one.on for one in self.matters if one.officer == matter.officer and one.state not in BEFORE_A_COURT]
        ended = any(matter.on and on and matter.on < on <= now for on in later)
        return matter.state in BEFORE_A_COURT and not ended

    def tells(self, now: dt.datetime) -> bool:
        """The row that begins with the body."""
        return self.is_published(now) and self.details_are_free(now) and not self.is_anonymised(now)

    def may_quote(self, now: dt.datetime) -> bool:
        """Free text: neither held back nor after the time of names."""
        return self.details_are_free(now) and not self.is_anonymised(now)

    def may_mention(self, now: dt.datetime) -> bool:
        """Free text that goes with the names only where it names somebody."""
        return self.details_are_free(now) and not (self.names_an_officer and self.is_anonymised(now))

    def is_protected(self, who: int | str, now: dt.datetime) -> bool:
        """Whether a restriction on somebody's identity runs; it does from the moment it is written, whatever its `from`."""
        orders = [order for order in self.orders if order.covers == "identity" and order.protects in (who, "all")]
        return not all(order.is_over(now) for order in orders)

    def tells_formerly(self, officer: int, now: dt.datetime) -> bool:
        """Whether a lifted restriction names an officer's former designation."""
        own = [one for one in self.orders if (one.covers, one.protects, one.alias) == ("identity", officer, "formerly")]
        return any(since(order.lifted)(now) for order in own)

    def shows_name(self, officer: int, now: dt.datetime) -> bool:
        """Whether an officer stands there by name."""
        return not self.is_protected(officer, now) and not self.is_anonymised(now)

    def shows_persons_name(self, now: dt.datetime) -> bool:
        """Whether the other person stands there by name."""
        return not self.is_person_anonymous_for_life and not self.is_protected("person", now)

    @property
    def names_an_officer(self) -> bool:
        """Whether free texts name the first officer, which editors do only where nothing ever protects the name."""
        is_ever_protected = any(order.covers == "identity" and order.protects in (0, "all") for order in self.orders)
        return self.is_named[0] and not is_ever_protected

    def is_in_force(self, appeal: Appeal, now: dt.datetime) -> bool:
        """Whether an appeal is the newest of those that changed the outcome and have come."""
        allowed = [one for one in self.appeals if one.result == "allowed" and one.has_come(now)]
        return self.outcome_is_out(now) and bool(allowed) and allowed[-1] is appeal

    def is_changed(self, now: dt.datetime) -> bool:
        """Whether an appeal changed the outcome."""
        return any(self.is_in_force(appeal, now) for appeal in self.appeals)


def _moments_in(values: Iterable[object]) -> Iterator[dt.datetime]:
    for value in values:
        if isinstance(value, dt.datetime):
            yield value
        elif isinstance(value, dt.date):
            yield end_of(value)
        elif isinstance(value, tuple):
            yield from _moments_in(value)


def days(first: int, last: int) -> st.SearchStrategy[dt.date]:
    """Days, counted from the first of the hearing."""
    return st.integers(first, last).map(lambda day: FIRST_DAY + dt.timedelta(days=day))


def moments(first: int, last: int) -> st.SearchStrategy[dt.datetime]:
    """Moments on such days, at the hours when things tend to happen."""
    hours = st.sampled_from([0, 9, 17])
    return st.builds(lambda day, hour: dt.datetime.combine(day, dt.time(hour), LONDON), days(first, last), hours)


@st.composite
def sometimes(draw: st.DrawFn, values: st.SearchStrategy[T], *, in_ten: int = 5) -> T | None:
    """A value, so many times in ten."""
    return draw(values) if draw(st.integers(1, 10)) > 10 - in_ten else None


def verdicts() -> st.SearchStrategy[Verdict]:
    """What may come out; an appeal changes it to an outcome that is not among these."""
    return st.builds(
        Verdict,
        finding=st.sampled_from(["proven", "proven-in-part", "not-proven"]),
        level=st.sampled_from(["gross-misconduct", "misconduct", "not-stated"]),
        response=st.sampled_from(["admitted", "part-admitted", "denied"]),
        left=st.sampled_from(["resigned", "retired", "dismissed"]),
        outcome=st.sampled_from(["final-written-warning", "written-warning", "no-action"]),
        months=st.integers(2, 99),
        barred_list=st.sampled_from(["added", "will-be-added", "not-added"]),
    )


def orders(officers: int) -> st.SearchStrategy[Order]:
    """Restrictions on an officer, the person, the chair or all."""
    return st.builds(
        Order,
        covers=st.sampled_from(["identity", "details"]),
        protects=st.sampled_from([*range(officers), "person", "chair", "all"]),
        alias=st.sampled_from(["formerly", "formerly", "anonymous_as", "name"]),
        starts=sometimes(moments(-60, 60)),
        until=sometimes(days(-60, 100)),
        lifted=sometimes(days(-60, 200)),
    )


def matters(officers: int) -> st.SearchStrategy[Matter]:
    """Steps of criminal proceedings, most of them with a day."""
    states = st.sampled_from(["active", "charged", "convicted", "acquitted", "no-further-action"])
    return st.builds(Matter, st.integers(0, officers - 1), states, moments(-200, 200) | sometimes(moments(-200, 200)))


def appeals() -> st.SearchStrategy[Appeal]:
    """Appeals, which may be over before the outcome is told."""
    results = st.sampled_from(["allowed", "allowed", "dismissed", "pending"])
    return st.builds(Appeal, days(31, 60), moments(31, 140), moments(61, 140), results)


QUOTED: st.SearchStrategy[int | str] = st.sampled_from([0, "person", "chair"])
STATUSES = st.sampled_from(["scheduled", "postponed", "vacated", *DECIDED, *["concluded"] * 3])


@st.composite
def lives(draw: st.DrawFn, statuses: st.SearchStrategy[str] = STATUSES) -> Life:
    """A life that is likely to reach its outcome, in the order in which things tend to happen."""
    status = draw(statuses)
    is_decided = status in DECIDED
    is_named = tuple(draw(st.lists(st.booleans(), min_size=1, max_size=3)))
    has_notice = draw(st.booleans()) or not is_decided
    return Life(
        status=status,
        last_sitting_day=draw(days(0, 3)),
        notice=draw(moments(-40, -1)) if has_notice else None,
        has_notice_text=draw(st.booleans()),
        has_body=draw(st.booleans()),
        notice_until=draw(sometimes(days(-10, 60), in_ten=3)) if has_notice else None,
        steps=tuple(sorted(draw(st.lists(moments(-60, 60), min_size=4, max_size=4)))) if draw(st.booleans()) else (),
        publish_at=draw(moments(4, 30)),
        outcome_at=draw(sometimes(moments(31, 100))) if is_decided else None,
        keep_until=draw(sometimes(days(60, 200), in_ten=8)),
        afterwards=draw(st.sampled_from(["keep", "anonymise", "remove"])),
        takedown=draw(sometimes(moments(-50, 200), in_ten=3)),
        is_named=is_named,
        is_person_named=draw(st.booleans()),
        is_person_anonymous_for_life=draw(st.booleans()),
        quoted=draw(QUOTED),
        decided=draw(moments(-30, 30)),
        orders=tuple(draw(st.lists(orders(len(is_named)), max_size=2))),
        matters=tuple(draw(st.lists(matters(len(is_named)), max_size=3)) if draw(st.booleans()) else ()),
        released_until=draw(sometimes(days(-60, 200), in_ten=3)),
        changes=tuple(draw(st.lists(moments(-40, 200), max_size=2))),
        appeals=tuple(draw(st.lists(appeals(), max_size=2))) if is_decided else (),
        verdict=draw(verdicts()),
    )
