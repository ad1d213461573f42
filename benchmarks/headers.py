"""The header of an invented record: what is neither about one officer nor about other people."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from random import Random

from benchmarks.cases import RULES_OF_2020, TODAY, Case, invent_name, later, weighed
from benchmarks.officers import Officer, everyone, months_of


def summary_lines(case: Case, officers: Sequence[Officer], random: Random) -> list[str]:
    """Half of the decided hearings have a summary."""
    if not case.is_decided or random.random() < 0.5:
        return []
    who, alleged = everyone(officers), officers[0].allegations[0].conduct
    return [f"summary: A hearing in {case.days[0]:%B %Y} concerned {who}. It was alleged that an officer {alleged}."]


def sitting_lines(case: Case, others: Collection[str], random: Random) -> list[str]:
    """Tell what kind of hearing it is, when, where, before whom (none of the `others`), and what became of its dates."""
    first_day = case.days[0]
    quick = "special-case-hearing" if first_day < RULES_OF_2020 else "accelerated-misconduct-hearing"
    kind = weighed({"misconduct-hearing": 85, quick: 15}, random)
    chair = "chief-constable" if kind == quick else _chair(first_day)
    lines = [
        "hearing:",
        f"  kind: {kind}",
        f"  dates: [{', '.join(map(str, case.days))}]",
        f'  time: "{random.choice(("09:30", "10:00", "10:30"))}"',
        f"  venue: {case.venue}",
    ]
    if first_day > TODAY:
        lines.append("  attend: The public and the press can attend. Places are given in the order of arrival.")
    if first_day < dt.date(2015, 5, 1):
        reason = "Under the rules of the time, hearings were normally held in private."
        lines += ["  held: private", f"  private_reason: {reason}", "  private_ground: other"]
    elif random.random() < 0.15:
        reason = "Medical evidence was heard while the public and the press were outside."
        lines += ["  held: part-private", f"  private_reason: {reason}", "  private_ground: medical"]
    else:
        lines.append("  held: public")
    return [*lines, f"  chair: {{role: {chair}, name: {invent_name(random, others)}}}", *_history(case)]


def _chair(first_day: dt.date) -> str:
    if first_day < dt.date(2016, 1, 1):
        return "senior-officer"
    return "legally-qualified-chair" if first_day < dt.date(2024, 5, 7) else "chief-constable-delegate"


def _history(case: Case) -> list[str]:
    reasons = {
        "adjourned": "A member of the panel was taken ill. The same panel will go on.",
        "postponed": "A representative could not attend on these days.",
        "vacated": "The force ended the proceedings.",
    }
    if case.status not in reasons:
        return []
    changed_on = case.days[0] if case.status == "adjourned" else TODAY - dt.timedelta(days=1)
    first, then = (
        f", dates: [{', '.join(map(str, days))}]" if case.days_before else "" for days in (case.days_before, case.days)
    )
    return [
        "  history:",
        f"    - {{on: {case.notice_day}T10:00, status: scheduled{first}}}",
        f"    - {{on: {changed_on}T16:00, status: {case.status}, reason: {reasons[case.status]}{then}}}",
    ]


def notice_lines(case: Case, officers: Sequence[Officer], random: Random) -> list[str]:
    """The notice, where there was one."""
    if not case.has_notice:
        return []
    lines = ["notice:", f"  published: {case.notice_day}T10:00"]
    if random.random() < 0.3:
        who = everyone(officers)
        lines.append(f"  text: A misconduct hearing will be held about {who}. Nothing has been decided yet.")
    return [*lines, f"  representations_by: {case.notice_day + dt.timedelta(days=5)}"]


def restriction_lines(
    case: Case, officers: Sequence[Officer], designated: Sequence[str], random: Random
) -> Iterator[str]:
    """One restriction on identity for each designation."""
    protected = [officer.key for officer in officers if not officer.is_named]
    if protected or designated:
        yield "restrictions:"
    for key in protected:
        yield f"  - protects: {key}"
        yield "    covers: identity"
        yield "    imposed_by: chair"
        yield f"    ground: {random.choice(('medical', 'complainant-or-witness-welfare', 'misconduct-of-others'))}"
        yield f"    from: {case.notice_day - dt.timedelta(days=3)}"
    for key in designated:
        yield f"  - protects: {key}"
        yield "    covers: identity"
        yield "    imposed_by: force"
        yield "    ground: complainant-or-witness-welfare"


def investigation_lines(case: Case, officers: Sequence[Officer], random: Random) -> Iterator[str]:
    """Who investigated, and what came of it in the criminal courts."""
    by, form = random.choice((("force", "local"), ("iopc", "independent"), ("iopc", "directed")))
    referral, origin = random.choice(("mandatory", "voluntary")), random.choice(("complaint", "conduct-matter"))
    yield f"investigation: {{by: {by}, form: {form}, referral: {referral}, origin: {origin}}}"
    state = None
    if case.course == "held-back":
        state = "charged"
    elif case.is_decided and random.random() < 0.08:
        state = random.choice(("no-further-action", "acquitted", "convicted"))
    if state:
        yield "criminal_proceedings:"
        yield f"  - {{officer: {officers[0].key}, state: {state}, on: {case.days[0] - dt.timedelta(days=90)}}}"


def publication_lines(case: Case, random: Random) -> Iterator[str]:
    """When the end is published, until when, and what comes then."""
    if not case.has_publication:
        return
    yield "publication:"
    yield f"  publish_at: {case.publish_day}T09:00"
    ends = {"anonymised": "anonymise", "removed": "remove"}
    if case.course in ends or random.random() < 0.3:
        yield f"  keep_until: {case.publish_day + dt.timedelta(days=5 * 365)}"
        yield f"  afterwards: {ends.get(case.course, 'keep')}"


def sequel_lines(case: Case, officers: Sequence[Officer], random: Random) -> Iterator[str]:
    """What came after publication: a takedown, an appeal, a correction."""
    if case.course == "taken-down":
        yield "takedown:"
        yield f"  at: {case.publish_day + dt.timedelta(days=60)}T12:00"
        yield "  reason: A court ordered it."
        yield "  by: press office"
    dismissed = [officer.key for officer in officers if "    outcome: dismissed-without-notice" in officer.lines]
    is_old = case.course == "decided" and (TODAY - case.publish_day).days > 200
    if is_old and dismissed and random.random() < 0.15:
        yield from _appeal(case, dismissed[0], random)
    if is_old and random.random() < 0.05:
        yield "changes:"
        yield f"  - on: {case.publish_day + dt.timedelta(days=8)}T10:00"
        yield "    kind: correction"
        yield "    what: The number of sitting days was corrected."


def _appeal(case: Case, officer: str, random: Random) -> Iterator[str]:
    is_allowed, outcome = random.random() < 0.4, "final-written-warning"
    yield "appeals:"
    yield "  - body: police-appeals-tribunal"
    yield "    brought_by: officer"
    yield f"    lodged: {case.days[-1] + dt.timedelta(days=12)}"
    yield f"    decided: {later(case.days[-1], 120, 180, random)}"
    yield f"    result: {'allowed-in-part' if is_allowed else 'dismissed'}"
    if is_allowed:
        yield "    in_force: changed"
        yield "    officers:"
        yield f"      {officer}: {{outcome: {outcome}, outcome_months: {months_of(outcome, case)}}}"
