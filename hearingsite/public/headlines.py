"""Headlines and summaries, made from the findings so that they cannot contradict them.

Nothing that is not proven may be read as proven from any of these sentences.
"""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from hearingsite.public.findings import breached_standards, has_findings
from hearingsite.public.model import PublicHearing, PublicOfficer, PublicOutcome, PublicSitting
from hearingsite.public.pieces import apart, said
from hearingsite.public.sittings import Course, course_of
from hearingsite.public.views import Said
from hearingsite.public.words import Words

_FEW: Final = 3
_WITH_LEVEL: Final = (
    "dismissed-without-notice",
    "would-have-been-dismissed",
    "reduction-in-rank",
    "final-written-warning",
    "written-warning",
    "dismissed",
    "dismissed-with-notice",
    "final-written-warning-extended",
    "management-advice",
)
_LEVELS_TO_NAME: Final = ("gross-misconduct", "misconduct")


def name_officer(officer: PublicOfficer, words: Words) -> str:
    """Write an officer's designation with rank and service: PC X (former constable)."""
    rank = words.noun("ranks", officer.rank)
    if officer.rank_status and not officer.rank_then:
        rank = words.say(f"officer.rank_status.{officer.rank_status}", rank=rank)
    return words.say(f"officer.named_{officer.service}", designation=officer.designation, rank=rank)


def name_officers(hearing: PublicHearing, words: Words) -> str:
    """Write the designations of the officers with rank and service; how many they are where there are many."""
    if len(hearing.officers) <= _FEW:
        return words.list_of([name_officer(officer, words) for officer in hearing.officers])
    return words.say("headline.officers", count=len(hearing.officers))


def _once(write: Callable[[PublicHearing, Words], str]) -> Callable[[PublicHearing, Words], str]:
    """Write about a hearing once, however many lists, feeds, tables and pages say it; the hearing itself keeps that."""
    name = write.__name__

    @functools.wraps(write)
    def written(hearing: PublicHearing, words: Words) -> str:
        kept: dict[Any, Any] = hearing.__dict__
        known = kept.get((name, id(words)))
        if known is None or known[0] is not words:
            known = kept[name, id(words)] = (words, write(hearing, words))
        return known[1]

    return written


@_once
def headline(hearing: PublicHearing, words: Words) -> str:
    """Make a hearing's headline."""
    if hearing.status == "concluded":
        if len(hearing.officers) <= _FEW:
            return "; ".join(_decided(officer, words) for officer in hearing.officers)
        return words.say("headline.many", count=len(hearing.officers), outcomes=_tally(hearing, words))
    if hearing.status == "findings-made":
        if len(hearing.officers) <= _FEW:
            return "; ".join(_found(officer, words) for officer in hearing.officers)
        return words.say("headline.many_findings", count=len(hearing.officers))
    key = "headline.open" if hearing.status == "scheduled" else "headline.open_status"
    return words.say(
        key,
        kind=words.term("kinds", hearing.sitting.kind),
        who=name_officers(hearing, words),
        status=words.noun("statuses", hearing.status),
    )


def announcement(hearing: PublicHearing, words: Words) -> str:
    """Say what is heard about whom, and not what came of it."""
    kind = words.term("kinds", hearing.sitting.kind)
    return words.say("headline.open", kind=kind, who=name_officers(hearing, words), status="")


def outcome_words(officer: PublicOfficer, words: Words) -> str:
    """Name the outcome in force for an officer; what is awaited, where an appeal left it open."""
    if officer.awaits_new_decision:
        return words.say("outcome.awaited")
    return name_outcome(officer.outcome, words) if officer.outcome else ""


def name_outcome(outcome: PublicOutcome, words: Words) -> str:
    """Name an outcome with its length or its rank."""
    name = words.term("outcomes", outcome.outcome)
    if outcome.months:
        return words.say("outcome.months", outcome=name, count=outcome.months)
    if outcome.reduced_to:
        return words.say("outcome.reduced", outcome=name, rank=words.noun("ranks", outcome.reduced_to))
    return name


@_once
def summary(hearing: PublicHearing, words: Words) -> str:
    """Give the editors' summary, or make one from the findings."""
    if hearing.summary:
        return words.text(hearing.summary)
    sentences = [_held(hearing, words)]
    sentences += _findings(hearing, words)
    if hearing.status == "concluded":
        sentences += [_followed(officer, words) for officer in hearing.officers]
    return " ".join(sentence for sentence in sentences if sentence)


def told_summary(hearing: PublicHearing, words: Words) -> Said:
    """Give the summary: an editor's in its language, one that was made in the page's, whatever of the record it holds."""
    if hearing.summary:
        return said(hearing.summary, words)
    return apart(summary(hearing, words), hearing.sitting.about or hearing.force.name, words)


def sitting_words(sitting: PublicSitting, words: Words) -> str:
    """Write when a hearing or an appeal sits, as exactly as is known."""
    if sitting.days:
        return words.days(sitting.days)
    if sitting.first and sitting.last:
        span = words.span(sitting.first, sitting.last)
        return words.say("date.count", days=span, count=sitting.day_count) if sitting.day_count else span
    return words.text(sitting.about) if sitting.about else words.say("date.unknown")


def days_words(sitting: PublicSitting, course: Course, words: Words) -> str:
    """Write on which days a hearing or an appeal sits; where none of those that were set stands, that, and which they were."""
    is_known = bool(sitting.days or sitting.first or sitting.about)
    if course.is_called_off:
        return words.say("date.called_off", days=sitting_words(sitting, words)) if is_known else words.say("date.none")
    if course.is_put_off and (course.days or not is_known):  # a span or a rough time may be the new one
        return words.say("date.put_off", days=sitting_words(sitting, words)) if is_known else words.say("date.awaited")
    if course.days and course.standing and course.standing != course.days:
        return words.days(course.standing)
    return sitting_words(sitting, words)


def with_days(told: str, days: Sequence[dt.date], before: Sequence[dt.date], words: Words) -> str:
    """Add to what happened the days that it set, and those that were set before."""
    if not days:
        return told
    what = f"{told.rstrip('.')}."
    key = "date.moved" if before else "date.set"
    return words.say(key, what=what, days=words.days(days), before=words.days(before))


def standard_names(codes: Sequence[str], words: Words) -> str:
    """Name standards inside a sentence; between semicolons, because some names hold commas."""
    return "; ".join(words.noun("standards", code) for code in codes)


def _decided(officer: PublicOfficer, words: Words) -> str:
    who = name_officer(officer, words)
    if officer.awaits_new_decision or officer.outcome is None:
        return words.say("headline.awaited", who=who)
    phrase = words.phrase("outcomes", officer.outcome.outcome)
    if officer.outcome.outcome in _WITH_LEVEL and officer.level in _LEVELS_TO_NAME:
        return words.say(
            "headline.outcome_for", who=who, phrase=phrase, level=words.say(f"headline.for.{officer.level}")
        )
    return words.say("headline.outcome", who=who, phrase=phrase)


def _found(officer: PublicOfficer, words: Words) -> str:
    who = name_officer(officer, words)
    if not any(allegation.is_proven for allegation in officer.allegations):
        return words.say("headline.nothing_found", who=who)
    if officer.level in _LEVELS_TO_NAME:
        return words.say("headline.found_level", who=who, level=words.noun("levels", officer.level))
    return words.say("headline.found", who=who)


def _tally(hearing: PublicHearing, words: Words) -> str:
    codes = Counter(officer.outcome.outcome for officer in hearing.officers if officer.outcome)
    parts = [
        words.say("headline.tally", count=count, outcome=words.noun("outcomes", code))
        for code, count in codes.most_common()
    ]
    awaiting = len(hearing.officers) - codes.total()
    if awaiting:
        parts.append(words.say("headline.tally", count=awaiting, outcome=words.say("headline.tally_awaited")))
    return words.list_of(parts, are_terms=True)


def _held(hearing: PublicHearing, words: Words) -> str:
    tense = "sat" if hearing.is_over else "sitting" if hearing.is_published else "sits"
    if hearing.is_over and not hearing.is_published:
        tense = "heard"  # what came of it is not public, not even whether it took place
    if hearing.status in ("adjourned", "postponed", "vacated", "discontinued"):
        tense = hearing.status
        if tense == "postponed" and not course_of(hearing).is_put_off:
            tense += "_anew"
    elif len(hearing.sitting.days) == 1 and tense in ("sat", "sits"):
        tense += "_on"
    return words.say(
        f"summary.{tense}",
        force=words.text(hearing.force.name),
        kind=words.say(f"kind.{hearing.sitting.kind}"),
        days=days_words(hearing.sitting, course_of(hearing), words),
        who=name_officers(hearing, words),
    )


def _findings(hearing: PublicHearing, words: Words) -> list[str]:
    standards = breached_standards(hearing)
    if not has_findings(hearing):
        return []
    if not any(allegation.is_proven for officer in hearing.officers for allegation in officer.allegations):
        # Once concluded, each officer's own sentence says so, and says it more exactly.
        return [] if hearing.status == "concluded" else [words.say("summary.nothing_proven")]
    if not standards:
        return [words.say("summary.proven")]
    named = standard_names(standards, words)
    sentences = [words.say("summary.breached", count=len(standards), standards=named)]
    levels = {officer.level for officer in hearing.officers if officer.level in _LEVELS_TO_NAME}
    if len(levels) == 1:
        sentences.append(words.say("summary.level", level=words.noun("levels", str(levels.pop()))))
    return sentences


def _followed(officer: PublicOfficer, words: Words) -> str:
    if officer.awaits_new_decision or officer.outcome is None:
        return words.say("summary.awaited", designation=officer.designation)
    phrase = words.phrase("outcomes", officer.outcome.outcome)
    sentence = words.say("summary.followed", designation=officer.designation, phrase=phrase)
    if officer.panel_outcome:
        before = words.noun("outcomes", officer.panel_outcome.outcome)
        sentence = f"{sentence} {words.say('summary.changed', outcome=before)}"
    return sentence
