"""What may follow from what was found: levels and outcomes, warnings and ranks, the barred list."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.records.header import type_path
from hearingsite.records.model import Officer
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.rules.regulations import OUTSIDE, is_under_2020, regulations_of
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import PROVEN, Level, Outcome

_DECIDED: Final = ("findings-made", "concluded")
_LEVELS: Final[tuple[Level, ...]] = ("none", "practice-requiring-improvement", "misconduct", "gross-misconduct")
_DISMISSED: Final[tuple[Outcome, ...]] = (
    "dismissed-without-notice",
    "dismissed",
    "dismissed-with-notice",
    "would-have-been-dismissed",
)
_WARNINGS: Final[tuple[Outcome, ...]] = (
    "final-written-warning",
    "written-warning",
    "final-written-warning-extended",
)
_DISCIPLINARY: Final[tuple[Outcome, ...]] = (*_DISMISSED, "reduction-in-rank", *_WARNINGS)
_MILD: Final[tuple[Outcome, ...]] = ("reduction-in-rank", *_WARNINGS, "reflective-practice", "no-action")
_REASONS_FROM: Final = dt.date(2025, 5, 28)
# Shortest and longest, in months, under the regulations of 2020 and under those before.
_MONTHS: Final[dict[bool, dict[Outcome, tuple[int, ...]]]] = {
    True: {"final-written-warning": tuple(range(24, 61)), "written-warning": (18,)},
    False: {"final-written-warning": (18,), "written-warning": (12,), "final-written-warning-extended": (18, 36)},
}
_CONSTABLES: Final = ("constable", "detective-constable", "special-constable")
# Ranks from the lowest; those on one step are equal.
_LADDERS: Final = (
    (
        ("constable",),
        ("sergeant",),
        ("inspector",),
        ("chief-inspector",),
        ("superintendent",),
        ("chief-superintendent",),
        ("assistant-chief-constable", "commander"),
        ("deputy-chief-constable", "deputy-assistant-commissioner"),
        ("chief-constable", "assistant-commissioner"),
        ("deputy-commissioner",),
        ("commissioner",),
    ),
    (
        ("special-constable",),
        ("special-sergeant",),
        ("special-inspector",),
        ("special-chief-inspector",),
        ("special-superintendent",),
        ("special-chief-officer",),
    ),
)
_STEPS: Final = {
    rank: (ladder, step) for ladder, steps in enumerate(_LADDERS) for step, ranks in enumerate(steps) for rank in ranks
}


def found_level(officer: Officer) -> Level | None:
    """Give the highest level found proven against an officer; None where nothing was proven or it is not known."""
    proven = [allegation.level for allegation in officer.allegations if allegation.finding in PROVEN]
    stated = {level for level in (*proven, officer.level) if level} if proven else set()
    if "gross-misconduct" in stated:
        return "gross-misconduct"
    is_known = stated and "not-stated" not in stated and (officer.level or None not in proven)
    return max(stated, key=_LEVELS.index) if is_known else None


def check_level(case: Case) -> Iterator[Diagnostic]:
    """Where something is proven, the record says at what level: of an allegation, or of everything together."""
    if case.hearing.status not in _DECIDED:
        return
    for place, officer in case.officers():
        proven = [allegation for allegation in officer.allegations if allegation.finding in PROVEN]
        if proven and officer.level is None and all(allegation.level is None for allegation in proven):
            message = f"Something was proven against {officer.key}, and nothing says how serious it was."
            hint = 'Add "level:" to each proven allegation, or to the officer; "not-stated" where it was not published.'
            yield case.at_key("HS350", ("officers", place), message, hint)


def check_level_alleged(case: Case) -> Iterator[Diagnostic]:
    """What was alleged to be misconduct cannot be found to be gross misconduct."""
    for place, officer in case.officers():
        for number, allegation in enumerate(officer.allegations):
            if allegation.level == "gross-misconduct" and allegation.alleged_level == "misconduct":
                message = f'Allegation {number + 1} of {officer.key} is found to be "gross-misconduct", but only "misconduct" was alleged.'
                yield case.at(
                    "HS348",
                    ("officers", place, "allegations", number, "level"),
                    message,
                    'Correct "level" or "alleged_level".',
                )


def check_standards_breached(case: Case) -> Iterator[Diagnostic]:
    """Standards were breached only where something was proven."""
    for place, officer in case.officers():
        if not officer.standards_breached or not officer.allegations:
            continue
        findings = {allegation.finding for allegation in officer.allegations}
        if None in findings and case.hearing.status in _DECIDED:
            continue  # a missing finding is reported; what was proven is not known
        if findings.isdisjoint(PROVEN):
            message = f"Nothing is proven against {officer.key}, so no standard was breached."
            hint = (
                'Correct the findings, or delete "standards_breached"; what was alleged stands in "standards_alleged".'
            )
            yield case.at_key("HS345", ("officers", place, "standards_breached"), message, hint)


def check_outcome_fits_level(case: Case) -> Iterator[Diagnostic]:
    """Disciplinary action needs misconduct at least, and gross misconduct is not for reflective practice (reg. 42)."""
    for place, officer in case.officers():
        if officer.outcome is None:
            continue
        level = found_level(officer)
        is_slight = level in ("none", "practice-requiring-improvement")
        too_much = is_slight and officer.outcome in _DISCIPLINARY
        too_little = level == "gross-misconduct" and officer.outcome == "reflective-practice"
        if too_much or too_little:
            message = f'The highest level found against {officer.key} is "{level}", so "{officer.outcome}" cannot be the outcome.'
            yield case.at("HS349", ("officers", place, "outcome"), message, "Correct the levels or the outcome.")


def check_reasons(case: Case) -> Iterator[Diagnostic]:
    """Two outcomes need reasons: dismissal or reduction for misconduct alone, and gross misconduct without dismissal.

    Police (Conduct) Regulations 2020, reg. 42: misconduct alone leads to dismissal or reduction in rank only where a final
    written warning was in force, or where it arose from several matters that are not closely connected. Regs 43 and
    63(1)(d), as amended by SI 2025/558: from 28 May 2025, the report says why gross misconduct does not lead to dismissal.
    """
    for place, officer in case.officers():
        if officer.outcome is None or officer.reasons or not is_under_2020(case):
            continue
        level, path = found_level(officer), ("officers", place, "outcome")
        if level == "misconduct" and officer.outcome in (*_DISMISSED, "reduction-in-rank"):
            message = f'Misconduct alone was found against {officer.key}, so the record must say why "{officer.outcome}" followed.'
            hint = 'Add "reasons:" and say that a final warning was in force, or that there were several matters not closely connected.'
            yield case.at("HS331", path, message, hint)
        new_law = case.first_day is not None and case.first_day >= _REASONS_FROM
        if level == "gross-misconduct" and officer.outcome in _MILD and new_law:
            message = f"Gross misconduct was found against {officer.key}, so the record must say why dismissal did not follow."
            yield case.at("HS332", path, message, 'Add "reasons:" with what was exceptional.')


def check_months(case: Case) -> Iterator[Diagnostic]:
    """A warning lasts as long as its regulations say; an extended final one up to 60 months.

    Police (Conduct) Regulations 2020, reg. 42; the 18 months of a written warning were not read in the original. Before: final
    18 months, written 12; a final one could be made 18 months longer, once.
    """
    for path, outcome, months in _warnings(case):
        allowed = _MONTHS[regulations_of(case) == "2020"].get(outcome)
        if allowed and months not in allowed and regulations_of(case) and case.hearing.force not in OUTSIDE:
            usual = f"{allowed[0]} to {allowed[-1]} months" if allowed[1:] else f"{allowed[0]} months"
            message = f'A "{outcome}" of {months} months is unusual: under the regulations of {regulations_of(case)} it lasts {usual}.'
            yield case.at(
                "HS333",
                (*path, "outcome_months"),
                message,
                'Correct "outcome_months", or note an exception in "allow".',
            )


def _warnings(case: Case) -> Iterator[tuple[type_path, Outcome, int]]:
    """Every outcome with months, of the panel and of appeals, with its place."""
    for place, officer in case.officers():
        if officer.outcome and officer.outcome_months:
            yield ("officers", place), officer.outcome, officer.outcome_months
    for place, appeal in enumerate(case.hearing.appeals):
        for key, decision in appeal.officers.items():
            if decision.outcome and decision.outcome_months:
                yield ("appeals", place, "officers", key), decision.outcome, decision.outcome_months


def check_detail_of_outcome(case: Case) -> Iterator[Diagnostic]:
    """Only a warning has months, and only a reduction has a new rank."""
    for path, outcome, _ in _warnings(case):
        if outcome not in _WARNINGS:
            message = f'"{outcome}" has no length, so "outcome_months" cannot belong to it.'
            yield case.at("HS354", (*path, "outcome_months"), message, "Correct the outcome, or delete this line.")
    for place, officer in case.officers():
        if officer.reduced_to and officer.outcome and officer.outcome != "reduction-in-rank":
            message = f'"{officer.outcome}" does not lower the rank, so "reduced_to" cannot belong to it.'
            path = ("officers", place, "reduced_to")
            yield case.at("HS354", path, message, "Correct the outcome, or delete this line.")


def check_reduction(case: Case) -> Iterator[Diagnostic]:
    """A reduction in rank leads to a lower rank, which the record names; below a constable there is none."""
    for place, officer in case.officers():
        if officer.outcome != "reduction-in-rank":
            continue
        if officer.rank in _CONSTABLES:
            message = f"There is no rank below that of {officer.key}, so it cannot be reduced."
            yield case.at("HS346", ("officers", place, "outcome"), message, "Correct the outcome or the rank.")
        elif officer.reduced_to is None:
            message = f"The rank of {officer.key} was reduced, and nothing says to what."
            yield case.at("HS347", ("officers", place, "outcome"), message, 'Add "reduced_to:" with the new rank.')
        elif "not-published" not in (officer.rank, officer.reduced_to) and not _is_lower(
            officer.reduced_to, officer.rank
        ):
            message = f'"{officer.reduced_to}" is not lower than "{officer.rank}".'
            yield case.at("HS346", ("officers", place, "reduced_to"), message, 'Correct "reduced_to" or "rank".')
    for place, appeal in enumerate(case.hearing.appeals):
        for officer in case.hearing.officers:
            decision = appeal.officers.get(officer.key)
            if decision and decision.outcome == "reduction-in-rank" and officer.rank in _CONSTABLES:
                message = f"There is no rank below that of {officer.key}, so it cannot be reduced."
                path = ("appeals", place, "officers", officer.key, "outcome")
                yield case.at("HS346", path, message, "Correct the outcome or the rank.")


def _is_lower(rank: str, than: str) -> bool:
    low, high = (_STEPS[one.removeprefix("detective-")] for one in (rank, than))
    return low[0] == high[0] and low[1] < high[1]


def check_barred_list(case: Case) -> Iterator[Diagnostic]:
    """The barred list is for those who were dismissed, or would have been; three forces are outside it (SI 2017/1135)."""
    for place, officer in case.officers():
        if officer.barred_list not in ("added", "will-be-added"):
            continue
        path, began = ("officers", place, "barred_list"), read_vocabulary("barred_list")["added"].from_day
        if case.hearing.force in OUTSIDE:
            message = "The barred list does not cover hearings of this force."
            yield case.at("HS340", path, message, 'Write "not-added", or delete the line.')
        elif officer.outcome not in (*_DISMISSED, "not-stated", None) or _is_open(case, officer):
            message = f"{officer.key} was not dismissed, so cannot be on the barred list."
            yield case.at("HS340", path, message, "Correct the outcome, or delete the line.")
        elif began and case.last_day and case.last_day < began:
            message = f"There was no barred list before {began}, and the last sitting day is {case.last_day}."
            yield case.at("HS340", path, message, "Delete the line, or correct the sitting days.")


def _is_open(case: Case, officer: Officer) -> bool:
    """Whether there is no outcome yet; where one is only missing, that is reported."""
    return officer.outcome is None and case.hearing.status != "concluded"


RULES: Final[tuple[HearingRule, ...]] = (
    check_level,
    check_level_alleged,
    check_standards_breached,
    check_outcome_fits_level,
    check_reasons,
    check_months,
    check_detail_of_outcome,
    check_reduction,
    check_barred_list,
)
