"""The people of an invented hearing: officers with their allegations and outcomes, and everybody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from benchmarks.cases import BARRED_LIST, CONDUCT, MONTHS, RULES_OF_2020, Case, invent_name, later, weighed

RANKS: Final = {
    "constable": ("PC", "constable", 55),
    "sergeant": ("Sergeant", "sergeant", 14),
    "detective-constable": ("DC", "detective constable", 12),
    "detective-sergeant": ("DS", "detective sergeant", 7),
    "inspector": ("Inspector", "inspector", 5),
    "special-constable": ("Special Constable", "special constable", 7),
}
_LOWER_RANK: Final = {"sergeant": "constable", "detective-sergeant": "detective-constable", "inspector": "sergeant"}
_FINDINGS: Final = {"proven": 75, "proven-in-part": 8, "not-proven": 12, "withdrawn": 5}
PROVEN: Final = ("proven", "proven-in-part")
_LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"


class Allegation(NamedTuple):
    """What an officer is said to have done, under which standard, and what was found."""

    conduct: str
    standard: str
    finding: str | None
    level: str


@dataclass(frozen=True, kw_only=True)
class Officer:
    """An officer: `key` is the name or designation, `lines` the block of the header."""

    key: str
    is_named: bool
    is_former: bool
    rank: str
    allegations: Sequence[Allegation]
    lines: Sequence[str]


def invent_officers(case: Case, letters: Iterator[str], random: Random) -> list[Officer]:
    """Invent one to three officers."""
    several = random.choices((1, 2, 3), (80, 16, 4))[0]
    officers: list[Officer] = []
    for _ in range(several):
        officers.append(_officer(case, next(letters), random, taken=[one.key for one in officers]))
    return officers


def _officer(case: Case, letters: str, random: Random, taken: Sequence[str]) -> Officer:
    rank = weighed({rank: weight for rank, (_, _, weight) in RANKS.items()}, random)
    is_named = case.course == "anonymised" or (case.course != "held-back" and random.random() < 0.6)
    is_former = case.is_decided and case.days[0] >= BARRED_LIST and random.random() < 0.4
    key = invent_name(random, taken) if is_named else f"{RANKS[rank][0]} {letters}"
    lines = [f"  - {'name' if is_named else 'known_as'}: {key}"]
    if case.course == "anonymised":
        lines.append(f"    anonymous_as: Officer {letters}")
    lines += [f"    rank: {rank}", f"    service: {'former' if is_former else 'serving'}"]
    if is_former:
        how = random.choice(("resigned", "retired"))
        lines.append(f"    left: {{how: {how}, on: {later(case.days[0], -300, -20, random)}}}")
    if case.is_decided:
        lines.append(f"    attended: {random.choice(('absent', 'present')) if is_former else 'present'}")
    allegations = _allegations(case, random)
    lines += ["    allegations:", *(line for one in allegations for line in _allegation_lines(one, case, random))]
    if case.status == "concluded":
        lines += _outcome(allegations, rank, case, random, is_former=is_former)
    return Officer(key=key, is_named=is_named, rank=rank, is_former=is_former, allegations=allegations, lines=lines)


def _allegations(case: Case, random: Random) -> list[Allegation]:
    several = random.choices((1, 2, 3), (45, 40, 15))[0]
    return [
        Allegation(
            conduct,
            standard,
            weighed(_FINDINGS, random) if case.is_decided else None,
            weighed({"gross-misconduct": 70, "misconduct": 30}, random),
        )
        for conduct, standard in random.sample(CONDUCT, several)
    ]


def _allegation_lines(allegation: Allegation, case: Case, random: Random) -> Iterator[str]:
    yield f"      - conduct: {allegation.conduct}"
    yield f"        when: in {random.choice(MONTHS)} {case.days[0].year - random.randint(2, 3)}"
    yield f"        duty: {weighed({'on-duty': 70, 'off-duty': 30}, random)}"
    yield f"        standards: [{allegation.standard}]"
    yield f"        alleged_level: {allegation.level}"
    if allegation.finding:
        yield f"        response: {random.choice(('admitted', 'part-admitted', 'denied'))}"
        yield f"        finding: {allegation.finding}"
    if allegation.finding in PROVEN:
        yield f"        level: {allegation.level}"


def _outcome(
    allegations: Sequence[Allegation], rank: str, case: Case, random: Random, *, is_former: bool
) -> Iterator[str]:
    is_new = case.days[0] >= RULES_OF_2020
    levels = {one.level for one in allegations if one.finding in PROVEN}
    outcome = "not-proven"
    if levels and is_former:
        outcome = "would-have-been-dismissed" if "gross-misconduct" in levels else "no-action"
    elif "gross-misconduct" in levels:
        weights = {"dismissed-without-notice": 70, "final-written-warning": 25}
        outcome = weighed({**weights, "reduction-in-rank": 5} if is_new and rank in _LOWER_RANK else weights, random)
    elif levels:
        lesser = "reflective-practice" if is_new else "management-advice"
        outcome = weighed({"written-warning": 40, "final-written-warning": 40, lesser: 20}, random)
    yield f"    outcome: {outcome}"
    if outcome.endswith("written-warning"):
        yield f"    outcome_months: {months_of(outcome, case)}"
    if outcome == "reduction-in-rank":
        yield f"    reduced_to: {_LOWER_RANK[rank]}"
    if "dismissed" in outcome and case.days[0] >= BARRED_LIST:
        yield "    barred_list: added"
    if ("gross-misconduct" in levels and "dismissed" not in outcome) or (levels and random.random() < 0.5):
        yield "    reasons: The panel weighed the harm, the record of service and the trust of the public."


def months_of(warning: str, case: Case) -> int:
    """How many months a warning counts."""
    return (18 if case.days[0] >= RULES_OF_2020 else 12) + (6 if warning.startswith("final") else 0)


def people_lines(
    case: Case, officers: Sequence[Officer], letters: Iterator[str], random: Random
) -> tuple[list[str], list[str]]:
    """Make the block of everybody else; gives it and the designations in it."""
    lines, designated = [], []
    if random.random() < 0.6:
        designated = [f"{random.choice(('Person', 'Witness'))} {next(letters)}"]
        lines += [
            f"  - known_as: {designated[0]}",
            f"    role: [{random.choice(('complainant', 'victim', 'witness'))}]",
        ]
    if case.is_decided:
        taken = [officer.key for officer in officers]
        posts = (("panel-member", "Independent member of the panel"), ("representative", "Police Federation"))
        for role, post in posts:
            taken.append(invent_name(random, taken))
            lines += [f"  - name: {taken[-1]}", f"    role: [{role}]", f"    post: {post}"]
    return ["people:", *lines] if lines else [], designated


def everyone(officers: Sequence[Officer]) -> str:
    """Name all officers in a row."""
    return " and ".join(officer.key for officer in officers)


def in_letters(number: int) -> str:
    """Write a number in consonants: no two are alike, and none makes a word."""
    letters = ""
    while number or not letters:
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters
