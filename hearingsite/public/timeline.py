"""Everything that happened, in order; and appeals, one by one."""

import datetime as dt
from collections.abc import Iterator

from hearingsite.markup import to_html
from hearingsite.public.facts import attendance_facts, fact, sitting_facts
from hearingsite.public.headlines import with_days
from hearingsite.public.model import PublicAppeal, PublicChange, PublicHearing, PublicRestriction
from hearingsite.public.pieces import said
from hearingsite.public.sittings import course_of_appeal, moves
from hearingsite.public.views import AppealView, Event, Fact
from hearingsite.public.words import Words
from hearingsite.values import Moment, Text


def timeline(hearing: PublicHearing, words: Words) -> list[Event]:
    """List every event of a hearing, oldest first."""
    events = dict.fromkeys(_events(hearing, words))  # two restrictions of one day are one event
    return sorted(events, key=lambda event: event.day)


def _events(hearing: PublicHearing, words: Words) -> Iterator[Event]:
    if hearing.notice:
        yield _event(hearing.notice.published, words.say("event.notice"), words)
    yield from _sitting_events(hearing, words)
    for step, before in moves(hearing.history):
        what = words.say("event.status", status=words.term("statuses", step.status))
        yield _event(step.on, with_days(what, step.days, before, words), words, step.reason)
    if hearing.published:
        findings_first = hearing.status == "findings-made" or hearing.outcome_published
        what = "event.findings" if findings_first else f"event.published_{hearing.status}"
        yield _event(hearing.published, words.say(what), words)
    if hearing.outcome_published:
        yield _event(hearing.outcome_published, words.say("event.published_concluded"), words)
    for restriction in hearing.restrictions:
        yield from _restriction_events(restriction, words)
    for appeal in hearing.appeals:
        yield from _appeal_events(appeal, words)
    for change in hearing.changes:
        yield change_event(change, words)


def _restriction_events(restriction: PublicRestriction, words: Words) -> Iterator[Event]:
    if restriction.starts:
        yield _event(restriction.starts, words.say(f"event.restriction_{restriction.covers}"), words)
    if restriction.lifted:
        yield _event(restriction.lifted, words.say("event.restriction_lifted"), words)
    elif restriction.is_over and restriction.until:
        yield _event(restriction.until, words.say("event.restriction_over"), words)


def _sitting_events(hearing: PublicHearing, words: Words) -> Iterator[Event]:
    sitting = hearing.sitting
    if hearing.is_published and hearing.status != "discontinued" and sitting.first and sitting.last:
        if sitting.last == sitting.first:
            yield _day_event(sitting.first, words.say("event.held"), words)
            return
        yield _day_event(sitting.first, words.say("event.began"), words)
        if hearing.is_over:
            yield _day_event(sitting.last, words.say("event.ended"), words)


def _appeal_events(appeal: PublicAppeal, words: Words) -> Iterator[Event]:
    body = words.term("appeal_bodies", appeal.body)
    if appeal.lodged:
        yield _day_event(appeal.lodged, words.say(f"event.{appeal.name}_lodged", body=body), words)
    for step, before in moves(appeal.history):
        what = words.say("event.appeal_status", body=body, status=words.noun("statuses", step.status))
        yield _event(step.on, with_days(what, step.days, before, words), words, step.reason)
    if appeal.decided and appeal.result != "pending":
        what = words.say(f"event.{appeal.name}_decided", body=body, result=words.noun("appeal_results", appeal.result))
        if appeal.decided.day:
            yield _day_event(appeal.decided.day, what, words)
        else:
            yield Event(day=appeal.published.day.isoformat(), when=str(appeal.decided.year), what=what)


def change_events(hearing: PublicHearing, words: Words) -> list[Event]:
    """List corrections and updates, oldest first as in the timeline."""
    changes = sorted(hearing.changes, key=lambda change: change.on.at)
    return [change_event(change, words) for change in changes]


def change_event(change: PublicChange, words: Words) -> Event:
    """Make the event of a change."""
    return _event(change.on, words.term("change_kinds", change.kind), words, change.what)


def make_appeals(hearing: PublicHearing, words: Words) -> Iterator[AppealView]:
    """Make the view of each appeal; where there are several they are counted, so that one can refer to another."""
    for place, appeal in enumerate(hearing.appeals, 1):
        body = words.term("appeal_bodies", appeal.body)
        title = words.say("appeal.numbered", place=place, body=body) if len(hearing.appeals) > 1 else body
        yield _make_appeal(appeal, title, words)


def _make_appeal(appeal: PublicAppeal, title: str, words: Words) -> AppealView:
    return AppealView(
        title=title,
        facts=tuple(_appeal_facts(appeal, words)),
        notice_title=words.say("hearing.notice_text") if appeal.notice_text else "",
        notice_html=to_html(words.text(appeal.notice_text)) if appeal.notice_text else "",
        notice_lang=words.lang_of(appeal.notice_text) if appeal.notice_text else words.lang,
        note=said(appeal.note, words) if appeal.note else None,
    )


def _appeal_facts(appeal: PublicAppeal, words: Words) -> Iterator[Fact]:
    if appeal.route:
        yield fact("appeal_route", words.term("appeal_routes", appeal.route), words)
    if appeal.brought_by:
        yield fact("appeal_by", words.term("appeal_parties", appeal.brought_by), words)
    if appeal.lodged:
        yield fact("appeal_lodged", words.day(appeal.lodged), words)
    yield fact("appeal_result", words.term("appeal_results", appeal.result), words)
    if appeal.decided:
        day = words.day(appeal.decided.day) if appeal.decided.day else str(appeal.decided.year)
        yield fact("appeal_ended" if appeal.result == "withdrawn" else "appeal_decided", day, words)
    if appeal.sets_aside:
        what = "panel" if appeal.sets_aside == "panel" else "earlier"
        yield fact("appeal_sets_aside", words.say(f"appeal.sets_aside_{what}", place=appeal.sets_aside), words)
    if appeal.in_force:
        yield fact("appeal_in_force", words.term("in_force", appeal.in_force), words)
    if appeal.sent_back_to:
        yield fact("appeal_sent_back", words.say(f"appeal.sent_back_{appeal.sent_back_to}"), words)
    yield from _appeal_sitting_facts(appeal, words)


def _appeal_sitting_facts(appeal: PublicAppeal, words: Words) -> Iterator[Fact]:
    """Yield when and where an appeal sits, and how to attend while it is to come."""
    if appeal.sitting is None:
        return
    yield from sitting_facts(appeal.sitting, course_of_appeal(appeal, appeal.sitting), words)
    if appeal.result == "pending" and appeal.heard_at is None:
        yield from attendance_facts(appeal.sitting, appeal.notice, words)


def _event(moment: Moment, what: str, words: Words, text: Text | None = None) -> Event:
    return Event(
        day=moment.day.isoformat(), when=words.day(moment.day), what=what, text=said(text, words) if text else None
    )


def _day_event(day: dt.date, what: str, words: Words) -> Event:
    return Event(day=day.isoformat(), when=words.day(day), what=what)
