"""What happened to a hearing after it was first public, one by one, each with a key that lasts as long as its page.

Keys are made of what a step is (an appeal's place, a moment, a kind), never of its words. They are digests, because the
keys of a hearing that was taken down are still told, and must not tell what there was.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from hearingsite.public.model import PublicAppeal, PublicHearing
from hearingsite.public.sittings import moves
from hearingsite.values import Text, end_of
from hearingsite.vocabulary.codes import AppealBody, AppealResult

Kind = Literal[
    "scheduled",
    "adjourned",
    "postponed",
    "vacated",
    "outcome",
    "appeal-lodged",
    "appeal-scheduled",
    "appeal-adjourned",
    "appeal-postponed",
    "appeal-vacated",
    "appeal-listed",
    "appeal-heard",
    "appeal-decided",
    "identity-imposed",
    "identity-ended",
    "details-imposed",
    "details-ended",
    "details-released",
    "correction",
    "update",
    "anonymised",
]
_TOLD_STATUSES: Final[tuple[Kind, ...]] = ("scheduled", "adjourned", "postponed", "vacated")
_APPEAL_STEPS: Final[tuple[Kind, ...]] = ("appeal-scheduled", "appeal-adjourned", "appeal-postponed", "appeal-vacated")
_DIGEST_SIZE: Final = 5  # bytes: a hearing has a handful of happenings


class Happening(Struct, frozen=True, kw_only=True):
    """A step: when it became public, its words if an editor gave any, the days that it set and those set `before`.

    Of an appeal's, its body and result; `is_appeal` is false for a judicial review.
    """

    key: str
    kind: Kind
    at: dt.datetime
    text: Text | None = None
    days: tuple[dt.date, ...] = ()
    before: tuple[dt.date, ...] = ()
    body: AppealBody | None = None
    result: AppealResult | None = None
    is_appeal: bool = True


def happenings(hearing: PublicHearing) -> tuple[Happening, ...]:
    """List everything that happened since the hearing was first public, oldest first; of twins (one key) the first."""
    by_key: dict[str, Happening] = {}
    for some in (_steps, _appeals, _restrictions, _releases, _changes):
        for one in some(hearing):
            by_key.setdefault(one.key, one)
    return tuple(sorted(by_key.values(), key=lambda one: (one.at, one.key)))


def entry_kinds(hearing: PublicHearing) -> tuple[str, ...]:
    """Name every feed entry that a hearing has, as the last part of its id."""
    kinds = ["notice"] if hearing.notice else []
    kinds += ["outcome"] if hearing.published else []
    return (*kinds, *(one.key for one in happenings(hearing)), *hearing.ended_entries)


def _steps(hearing: PublicHearing) -> Iterator[Happening]:
    for step, before in moves(hearing.history):
        if step.status in _TOLD_STATUSES and step.on.at > hearing.first_public.at:
            kind: Kind = next(one for one in _TOLD_STATUSES if one == step.status)
            yield Happening(
                key=_key(kind, step.on.at), kind=kind, at=step.on.at, text=step.reason, days=step.days, before=before
            )
    if hearing.outcome_published:
        yield Happening(key=_key("outcome"), kind="outcome", at=hearing.outcome_published.at)
    if hearing.anonymised_from:
        yield Happening(key=_key("anonymised"), kind="anonymised", at=hearing.anonymised_from)


def _appeals(hearing: PublicHearing) -> Iterator[Happening]:
    for appeal in hearing.appeals:
        for kind, at in _moments(appeal):
            yield Happening(
                key=_key(kind, appeal.place),
                kind=kind,
                at=at,
                text=appeal.note if kind == "appeal-decided" else None,
                body=appeal.body,
                result=appeal.result if kind == "appeal-decided" else None,
                is_appeal=appeal.name == "appeal",
            )
        yield from _appeal_steps(appeal)


def _appeal_steps(appeal: PublicAppeal) -> Iterator[Happening]:
    """What became of the days of an appeal, after they were announced."""
    announced = appeal.notice.published if appeal.notice else appeal.published
    for step, before in moves(appeal.history):
        if step.on.at > announced.at:
            kind = next(one for one in _APPEAL_STEPS if one == f"appeal-{step.status}")
            key = _key(kind, f"{appeal.place} {step.on.at.astimezone(dt.UTC).isoformat()}")
            days = step.days
            yield Happening(
                key=key, kind=kind, at=step.on.at, text=step.reason, days=days, before=before, body=appeal.body
            )


def _moments(appeal: PublicAppeal) -> Iterator[tuple[Kind, dt.datetime]]:
    if appeal.lodged:
        # Always the day after, though a pending appeal may be told later: this moment must stay once it is decided.
        yield "appeal-lodged", end_of(appeal.lodged)
    if appeal.notice:
        yield "appeal-listed", appeal.notice.published.at
    if appeal.heard_at:
        yield "appeal-heard", appeal.heard_at
    if appeal.result != "pending":
        yield "appeal-decided", appeal.published.at


def _restrictions(hearing: PublicHearing) -> Iterator[Happening]:
    """What was imposed while the page was public, and what ended; two of one moment and kind are one, as in the timeline."""
    for restriction in hearing.restrictions:
        imposed: Kind = "identity-imposed" if restriction.covers == "identity" else "details-imposed"
        ended: Kind = "identity-ended" if restriction.covers == "identity" else "details-ended"
        if restriction.starts and restriction.starts.at > hearing.first_public.at:
            at = restriction.starts.at
            yield Happening(key=_key(imposed, at), kind=imposed, at=at)
        end = restriction.ended
        if end and end.at > hearing.first_public.at:
            yield Happening(key=_key(ended, end.at), kind=ended, at=end.at, text=restriction.lifted_note)


def _releases(hearing: PublicHearing) -> Iterator[Happening]:
    """What a criminal case had held back, and its end let out."""
    for moment in hearing.details_released:
        if moment.at > hearing.first_public.at:
            yield Happening(key=_key("details-released", moment.at), kind="details-released", at=moment.at)


def _changes(hearing: PublicHearing) -> Iterator[Happening]:
    for change in hearing.changes:
        kind: Kind = "correction" if change.kind == "correction" else "update"
        if change.kind != "minor":
            key = _key(kind, change.on.at)
            key = key if change.place == 1 else f"{key}-{change.place}"
            yield Happening(key=key, kind=kind, at=change.on.at, text=change.what)


def _key(kind: str, which: object = "") -> str:
    if isinstance(which, dt.datetime):
        which = which.astimezone(dt.UTC).isoformat()
    return f"change/{hashlib.blake2b(f'{kind} {which}'.encode(), digest_size=_DIGEST_SIZE).hexdigest()}"
