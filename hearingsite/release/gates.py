"""Where a record stands at one moment: hidden, public through its notice, published, decided, expired, taken down.

What is public when, which `release` implements. Columns can apply together: a thing is public only where every
column that applies says yes.

| | notice published | before `publish_at` | from `publish_at` | details held back | after `anonymise` | taken down |
| --- | --- | --- | --- | --- | --- | --- |
| reference, force | yes | yes | yes | yes | yes | yes |
| status, hearing, notice, area | yes | yes | yes | yes, without private reason, area | yes, without area | no |
| officers: designation, ranks, service | yes | yes | yes | yes | the designation instead of the name | no |
| allegations: standards, level alleged, count, duty | yes | yes | yes | yes | yes | no |
| allegations: conduct, when; the notice's text | yes | yes | yes, the account instead | no | no | no |
| left, attended, response, finding, levels | no | no | yes | yes | yes | no |
| outcome and what belongs to it, barred list | no | no | from `outcome_at` if given | yes | yes | no |
| account, summary, reasons, quotes, people, notes | no | no | yes | no | no | no |
| restrictions and changes that have come | yes | yes | yes | without free text | those that name nobody | the reason |
| appeals, and history from the findings on | no | no | yes | without free text | those that name nobody | no |

Each gate is a property here; `release` only asks them.
"""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from hearingsite.records.model import Hearing, HistoryEntry, Sitting, SittingSpan
from hearingsite.records.proceedings import endings, open_proceedings, released_officers
from hearingsite.values import Deadline, Moment, Text, end_of
from hearingsite.vocabulary import codes

_BEFORE: Final = dt.timedelta(microseconds=1)
_OUTCOME_STATUSES: Final = ("findings-made", "concluded", "discontinued")

NOTICE_ENDED: Final = Text(
    "The notice of this hearing was to be shown until this day.",
    "Roedd hysbysiad y gwrandawiad hwn i'w ddangos tan y diwrnod hwn.",
)
OUTCOME_ENDED: Final = Text(
    "The outcome of this hearing was to be shown until this day.",
    "Roedd canlyniad y gwrandawiad hwn i'w ddangos tan y diwrnod hwn.",
)


def days_in_force(sitting: Sitting, steps: Sequence[HistoryEntry]) -> list[dt.date] | SittingSpan:
    """The days of a sitting after the steps of its history that have come.

    While none that has come says them: none, if a step still to come will change them.
    """
    if len(steps) == len(sitting.history):
        return sitting.dates
    known = [step.dates for step in steps if step.dates]
    if known:
        return known[-1]
    tells_days_later = any(step.dates for step in sitting.history)
    return [] if tells_days_later else sitting.dates


class End(Struct, frozen=True):
    """When a record ended, the day that the public reads of it, and why."""

    since: Moment
    on: dt.date
    reason: Text


def second_after(last: dt.datetime) -> dt.datetime:
    """Give the first whole second after a moment."""
    return last.replace(microsecond=0) + dt.timedelta(seconds=1)


def _end_after(last: Deadline, reason: Text) -> End:
    return End(Moment(second_after(last.at), has_time=last.has_time), last.day, reason)


class Gates:
    """A record at a moment; every property answers one question of the table."""

    def __init__(self, hearing: Hearing, now: dt.datetime) -> None:
        """Keep the record and the moment (aware)."""
        self.hearing = hearing
        self.now = now

    def has_come(self, moment: Moment | None) -> bool:
        """Whether a moment is there and not in the future."""
        return moment is not None and moment.at <= self.now

    @cached_property
    def notice_is_public(self) -> bool:
        """Whether the notice has been published."""
        return self.hearing.notice is not None and self.has_come(self.hearing.notice.published)

    @cached_property
    def is_published(self) -> bool:
        """Whether the findings (or the end of the proceedings) are public."""
        publication = self.hearing.publication
        return (
            self.hearing.status in _OUTCOME_STATUSES
            and publication is not None
            and self.has_come(publication.publish_at)
        )

    @cached_property
    def outcome_is_public(self) -> bool:
        """Whether the outcome is public: not before `outcome_at`, where findings come first."""
        publication = self.hearing.publication
        return self.is_published and (
            publication is None or publication.outcome_at is None or self.has_come(publication.outcome_at)
        )

    @cached_property
    def was_ever_public(self) -> bool:
        """Whether anything of the record has been public."""
        births = [self.hearing.notice.published] if self.hearing.notice and self.notice_is_public else []
        births += [self.hearing.publication.publish_at] if self.hearing.publication and self.is_published else []
        takedown = self.hearing.takedown
        if takedown and self.has_come(takedown.at):
            return any(birth.at < takedown.at.at for birth in births)
        return bool(births)

    @cached_property
    def tombstone(self) -> "End | None":
        """The end, if the record is public only as its address."""
        takedown = self.hearing.takedown
        if takedown and self.has_come(takedown.at):
            return End(takedown.at, takedown.at.day, takedown.reason)
        publication, notice = self.hearing.publication, self.hearing.notice
        is_removed = self.is_published and publication is not None and publication.afterwards == "remove"
        if is_removed and publication and publication.keep_until and self._is_kept_out:
            return _end_after(publication.keep_until, OUTCOME_ENDED)
        if notice and notice.until and self._ends_with_notice and notice.until.at < self.now:
            return _end_after(notice.until, NOTICE_ENDED)
        return None

    @property
    def outcome_ended(self) -> bool:
        """Whether the time of the outcome was over before anything else ended the record."""
        publication, takedown = self.hearing.publication, self.hearing.takedown
        if publication is None or publication.keep_until is None or publication.afterwards != "remove":
            return False
        return self._is_kept_out and (takedown is None or publication.keep_until.at < takedown.at.at)

    @property
    def _ends_with_notice(self) -> bool:
        """Whether the last day of the notice is that of all: it led to no outcome so far, or to the end of the case alone."""
        publication, notice = self.hearing.publication, self.hearing.notice
        if not self.is_published or publication is None:
            return True
        is_later = notice is not None and notice.until is not None and notice.until.at > publication.publish_at.at
        return self.hearing.status == "discontinued" and publication.keep_until is None and is_later

    @cached_property
    def last_moment(self) -> dt.datetime:
        """The last moment at which more than now was public, of a record that was taken down or whose names are over."""
        takedown, notice, publication = self.hearing.takedown, self.hearing.notice, self.hearing.publication
        ends = [takedown.at.at - dt.timedelta(microseconds=1)] if takedown and self.has_come(takedown.at) else []
        if notice and notice.until and self._ends_with_notice and notice.until.at < self.now:
            ends.append(notice.until.at)
        has_end = publication is not None and publication.afterwards != "keep" and self._is_kept_out
        if has_end and publication and publication.keep_until and not (self.is_anonymised and ends):
            ends.append(publication.keep_until.at)
        return min(ends, default=self.now)

    @cached_property
    def is_anonymised(self) -> bool:
        """Whether the time of names is over."""
        publication = self.hearing.publication
        return (
            self.is_published
            and publication is not None
            and publication.afterwards == "anonymise"
            and self._is_kept_out
        )

    @cached_property
    def _is_kept_out(self) -> bool:
        publication = self.hearing.publication
        return publication is not None and publication.keep_until is not None and publication.keep_until.at < self.now

    @cached_property
    def heard_at(self) -> dt.datetime | None:
        """The end of the last sitting day; for days not known, the moment of publication."""
        dates = self.hearing.hearing.dates
        last = dates.last if isinstance(dates, SittingSpan) else max(dates, default=None)
        if last:
            return end_of(last)
        return self.hearing.publication.publish_at.at if self.hearing.publication else None

    @cached_property
    def is_over(self) -> bool:
        """Whether the last sitting day has passed."""
        return self.heard_at is not None and self.heard_at <= self.now

    @cached_property
    def steps(self) -> tuple[HistoryEntry, ...]:
        """The history that has come; what tells of findings only once they are published."""
        return tuple(
            step
            for step in self.hearing.hearing.history
            if self.has_come(step.on)
            and (step.status not in _OUTCOME_STATUSES or self.is_published)
            and (step.status != "concluded" or self.outcome_is_public)
        )

    @cached_property
    def status(self) -> codes.PublicStatus:
        """The status that the public sees."""
        if self.is_published:
            if self.hearing.status == "concluded" and not self.outcome_is_public:
                return "findings-made"
            return self.hearing.status
        if self.hearing.status in _OUTCOME_STATUSES and self.is_over:
            return "heard"
        if self.steps:
            return self.steps[-1].status
        if self.hearing.hearing.history or self.hearing.status in _OUTCOME_STATUSES:
            return "scheduled"
        return self.hearing.status

    @cached_property
    def sitting_days(self) -> list[dt.date] | SittingSpan:
        """The days that are public: those of the newest step that has come, while a later step is still to come."""
        return days_in_force(self.hearing.hearing, self.steps)

    @cached_property
    def held_back_officers(self) -> frozenset[str]:
        """The officers whose details are held back; all of them where a restriction says so."""
        keys = [officer.key for officer in self.hearing.officers]
        held: set[str] = set()
        for restriction in self.hearing.restrictions:
            if restriction.covers == "details" and not (restriction.lifted and restriction.lifted.on.at < self.now):
                # A restriction on anybody but one officer is taken to concern the whole case.
                own = [
                    officer.key
                    for officer in self.hearing.officers
                    if restriction.protects in (officer.key, officer.anonymous_as, *officer.formerly)
                ]
                held.update(own or keys)
        return frozenset(held | self._officers_before_a_court())

    def _officers_before_a_court(self) -> set[str]:
        """Officers whom a court may still try, but those whose details a named person has released all the same."""
        held = {officer for _, officer in open_proceedings(self.hearing, self.now)}
        return held - released_officers(self.hearing, self.now)

    @cached_property
    def details_held_back(self) -> bool:
        """Whether the account and all that goes with it is held back."""
        return bool(self.held_back_officers)

    @cached_property
    def details_released(self) -> tuple[Moment, ...]:
        """The moments at which the end of a criminal case let out details that nothing else held back."""
        ends = {moment.at: moment for moment in endings(self.hearing, self.now)}
        return tuple(
            moment
            for at, moment in sorted(ends.items())
            if Gates(self.hearing, at - _BEFORE).held_back_officers - Gates(self.hearing, at).held_back_officers
        )

    @cached_property
    def may_tell(self) -> bool:
        """Whether the row that begins with the body is public: account, summary, quotes, people, notes."""
        return self.is_published and not self.details_held_back and not self.is_anonymised
