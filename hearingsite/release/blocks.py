"""The other blocks of a record → what is public of them: the sitting, restrictions, history, appeals, people."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from hearingsite.public.model import (
    PublicAppeal,
    PublicChair,
    PublicChange,
    PublicCriminalMatter,
    PublicDecision,
    PublicInvestigation,
    PublicNotice,
    PublicPerson,
    PublicRestriction,
    PublicSitting,
    PublicStep,
)
from hearingsite.public.sittings import appeal_heard_on
from hearingsite.records.model import Appeal, Chair, Decision, HistoryEntry, Notice, Restriction, Sitting, SittingSpan
from hearingsite.records.register import ForceEntry
from hearingsite.release.designations import Shown, protects_name, restriction_is_over
from hearingsite.release.gates import Gates, days_in_force
from hearingsite.values import Moment, Text, end_of
from hearingsite.vocabulary import codes
from hearingsite.vocabulary.regulations import in_force_on

# The two forces of London; everywhere else a chief constable leads.
_LED_BY_A_COMMISSIONER: Final = ("metropolitan", "city-of-london")
# What an appeal's history may tell: whatever else stands there is told by its result.
_SITTING_STATUSES: Final = ("scheduled", "adjourned", "postponed", "vacated")


def release_sitting(sitting: Sitting, dates: object, forces: dict[str, ForceEntry], gates: Gates) -> PublicSitting:
    """Hand over when, where and how a hearing sits."""
    span = dates if isinstance(dates, SittingSpan) else SittingSpan()
    days = tuple(dates) if isinstance(dates, list) else ()
    first = span.first or (days[0] if days else None)
    return PublicSitting(
        kind=sitting.kind,
        regulations=_regulations(sitting),
        days=days,
        first=first,
        last=span.last or (days[-1] if days else None),
        day_count=span.days or (len(days) or None),
        about=span.about,
        time=sitting.time,
        venue=sitting.venue,
        attend=sitting.attend,
        register_by=sitting.register_by,
        held=sitting.held,
        private_reason=_clean(sitting.private_reason, gates) if not gates.details_held_back else None,
        private_ground=sitting.private_ground,
        chair=_release_chair(sitting.chair, forces, gates) if sitting.chair else None,
        decisions=_decisions(sitting.decisions, gates, may_quote=_may_quote(gates)),
    )


def _release_chair(chair: Chair, forces: dict[str, ForceEntry], gates: Gates) -> PublicChair:
    other = forces.get(chair.force) if chair.force else None
    is_of_london = (chair.force or gates.hearing.force) in _LED_BY_A_COMMISSIONER
    leader: codes.Rank = "commissioner" if is_of_london else "chief-constable"
    return PublicChair(
        role=chair.role,
        rank=leader if chair.role == "chief-constable" else None,
        name=chair.name if not protects_name(chair.name, gates) else None,
        force=other.force.name if other else None,
    )


def release_notice(notice: Notice | None, gates: Gates) -> PublicNotice | None:
    """Hand over the notice of a hearing or an appeal."""
    if notice is None:
        return None
    return PublicNotice(
        published=notice.published,
        representations_by=notice.representations_by,
        shortened=notice.shortened.reason if notice.shortened and _may_quote(gates) else None,
    )


def _regulations(sitting: Sitting) -> codes.Regulations:
    """Those that are stated, or in force on the first day that was ever set: which day it is need not be public."""
    dates = sitting.dates
    first = dates.first if isinstance(dates, SittingSpan) else min(dates, default=None)
    return sitting.regulations or (in_force_on(first) if first else "2020")


def _decisions(decisions: Iterable[Decision], gates: Gates, *, may_quote: bool) -> tuple[PublicDecision, ...]:
    return tuple(
        PublicDecision(
            on=decision.on,
            asked_by=decision.asked_by if may_quote else None,
            asked_for=decision.asked_for if may_quote else None,
            result=decision.result,
            note=decision.note if gates.may_tell else None,
        )
        for decision in decisions
        if decision.on is None or gates.has_come(decision.on)
    )


def _may_quote(gates: Gates) -> bool:
    """Whether the words of orders and requests may be told."""
    return not gates.details_held_back and not gates.is_anonymised


def release_restrictions(
    shown: dict[str, Shown], people: frozenset[str], gates: Gates
) -> tuple[PublicRestriction, ...]:
    """Hand over the restrictions whose moment has come; nobody's designation before that person is public.

    `shown` holds officers and people by key and former designations; `people` the keys of those who are no officers.
    """
    return tuple(
        _restriction(restriction, shown, people, gates)
        for restriction in gates.hearing.restrictions
        if restriction.from_ is None or gates.has_come(restriction.from_)
    )


def _restriction(
    restriction: Restriction, shown: dict[str, Shown], people: frozenset[str], gates: Gates
) -> PublicRestriction:
    lifted = restriction.lifted if restriction.lifted and restriction.lifted.on.at < gates.now else None
    is_public = restriction.protects not in people or gates.may_tell
    who = shown.get(restriction.protects)
    may_quote = is_public and _may_quote(gates)
    return PublicRestriction(
        protects=who.designation if who and is_public else None,
        protects_all=restriction.protects == "all",
        covers=restriction.covers,
        imposed_by=restriction.imposed_by,
        ground=restriction.ground,
        text=restriction.text if may_quote else None,
        starts=restriction.from_,
        until=restriction.until,
        lifted=lifted.on if lifted else None,
        lifted_by=lifted.by if lifted and may_quote else None,
        lifted_note=lifted.note if lifted and gates.may_tell else None,
        is_over=restriction_is_over(restriction, gates),
        decisions=_decisions(restriction.decisions, gates, may_quote=may_quote),
    )


def release_history(gates: Gates) -> tuple[PublicStep, ...]:
    """Hand over the changes of status that have come."""
    return tuple(_step(step, gates) for step in gates.steps)


def _step(step: HistoryEntry, gates: Gates) -> PublicStep:
    return PublicStep(
        on=step.on,
        status=step.status,
        reason=_clean(step.reason, gates) if not gates.details_held_back else None,
        days=tuple(step.dates or ()),
    )


def release_appeals(forces: dict[str, ForceEntry], gates: Gates) -> tuple[PublicAppeal, ...]:
    """Hand over the appeals whose moment has come; one that is decided but not yet to be told still shows as pending."""
    if not gates.outcome_is_public:
        return ()
    told = ((place, appeal, as_told(appeal, gates)) for place, appeal in enumerate(gates.hearing.appeals, 1))
    return tuple(
        _appeal(place, appeal, forces, gates, is_whole=appeal is whole)
        for place, whole, appeal in told
        if appeal is not None
    )


def _appeal(place: int, appeal: Appeal, forces: dict[str, ForceEntry], gates: Gates, *, is_whole: bool) -> PublicAppeal:
    """Hand over an appeal; when it is heard, from its own notice on."""
    is_announced = appeal.notice is None or gates.has_come(appeal.notice.published)
    sitting = appeal.hearing if is_announced else None
    steps = tuple(step for step in sitting.history if gates.has_come(step.on)) if sitting else ()
    public = PublicAppeal(
        place=place,
        body=appeal.body,
        route=appeal.route,
        brought_by=appeal.brought_by,
        lodged=appeal.lodged,
        decided=appeal.decided,
        published=appeal_moment(appeal),
        result=appeal.result,
        sets_aside=appeal.sets_aside,
        sent_back_to=appeal.sent_back_to,
        in_force=appeal.in_force,
        sitting=release_sitting(sitting, days_in_force(sitting, steps), forces, gates) if sitting else None,
        notice=release_notice(appeal.notice, gates) if is_announced else None,
        notice_text=_appeal_notice_text(appeal, gates) if is_announced else None,
        history=tuple(_step(step, gates) for step in steps if step.status in _SITTING_STATUSES),
        note=appeal.note if gates.may_tell and is_whole else None,
    )
    last = appeal_heard_on(public)
    return replace(public, heard_at=end_of(last)) if last and end_of(last) <= gates.now else public


def _appeal_notice_text(appeal: Appeal, gates: Gates) -> Text | None:
    """What the notice of a pending appeal says."""
    return appeal.notice.text if appeal.notice and appeal.result == "pending" and _may_quote(gates) else None


def as_told(appeal: Appeal, gates: Gates) -> Appeal | None:
    """An appeal as it may be told: whole, as pending since it was lodged, or not at all."""
    if gates.has_come(appeal_moment(appeal)):
        return appeal
    if appeal.lodged is None or appeal.result == "pending":
        return None
    lodged = Moment(end_of(appeal.lodged), has_time=False)
    if not gates.has_come(lodged):
        return None
    return Appeal(
        body=appeal.body,
        route=appeal.route,
        brought_by=appeal.brought_by,
        lodged=appeal.lodged,
        published=lodged,
        result="pending",
        hearing=appeal.hearing,
        notice=appeal.notice,
    )


def appeals_that_have_come(gates: Gates) -> dict[int, Appeal]:
    """Give the appeals that are public, by place, 1 first: none before the outcome, each from its own moment on."""
    if not gates.outcome_is_public:
        return {}
    appeals = enumerate(gates.hearing.appeals, 1)
    return {place: appeal for place, appeal in appeals if gates.has_come(appeal_moment(appeal))}


def appeal_moment(appeal: Appeal) -> Moment:
    """When an appeal becomes public: as recorded, or the day after it was decided (lodged, while pending)."""
    if appeal.published:
        return appeal.published
    day = appeal.decided.day if appeal.decided and appeal.result != "pending" else appeal.lodged
    if day is None:
        raise ValueError("an appeal without a day passed the rules")
    return Moment(end_of(day), has_time=False)


def release_changes(gates: Gates) -> tuple[PublicChange, ...]:
    """Hand over the changes whose moment has come: without words while details are held back, later if they name nobody."""
    seen: Counter[object] = Counter()
    come: list[PublicChange] = []
    for change in gates.hearing.changes:
        if gates.has_come(change.on):
            of_same = change.kind == "correction", change.on.at
            seen[of_same] += change.kind != "minor"
            what = None if gates.details_held_back else _clean(change.what, gates)
            if what or gates.details_held_back:
                come.append(PublicChange(place=max(1, seen[of_same]), on=change.on, kind=change.kind, what=what))
    return tuple(come)


def release_people(shown: dict[str, Shown], gates: Gates) -> tuple[PublicPerson, ...]:
    """Hand over everybody else, once the account is public."""
    if not gates.may_tell:
        return ()
    return tuple(
        PublicPerson(
            designation=shown[person.key].designation,
            is_named=shown[person.key].is_named,
            roles=tuple(person.role),
            post=person.post,
            anonymity=person.anonymity,
        )
        for person in gates.hearing.people
    )


def release_investigation(gates: Gates) -> PublicInvestigation | None:
    """Hand over who investigated, once the account is public."""
    investigation = gates.hearing.investigation
    if investigation is None or not gates.may_tell:
        return None
    return PublicInvestigation(
        by=investigation.by, form=investigation.form, referral=investigation.referral, origin=investigation.origin
    )


def release_criminal_matters(shown: dict[str, Shown], gates: Gates) -> tuple[PublicCriminalMatter, ...]:
    """Hand over the criminal proceedings that have come, once the account is public."""
    if not gates.may_tell:
        return ()
    return tuple(
        PublicCriminalMatter(
            officer=shown[matter.officer].designation.en if matter.officer else None,
            state=matter.state,
            on=matter.on,
            note=matter.note,
        )
        for matter in gates.hearing.criminal_proceedings
        if matter.on is None or gates.has_come(matter.on)
    )


def _clean(text: Text | None, gates: Gates) -> Text | None:
    """Drop a free text that names somebody, once names are over."""
    if text is None or not gates.is_anonymised:
        return text
    named = [person.name for person in gates.hearing.everybody() if person.name]
    parts = {part.casefold() for name in named for part in name.split()}
    words = f"{text.en} {text.cy or ''}".casefold()
    return None if any(part in words for part in parts) else text
