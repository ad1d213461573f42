"""The text below the header of an invented record."""

import datetime as dt
from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.cases import MONTHS, PLACES, SENTENCES, Case
from benchmarks.officers import RANKS, Officer, everyone


def write_account(case: Case, officers: Sequence[Officer], random: Random) -> str:
    """About 300 words in plain Markdown: headings, paragraphs, a list or a table."""
    day, ranks = case.days[0], " and ".join(map(_rank, officers))
    begins = "began" if case.is_decided or case.status == "adjourned" else "was planned to begin"
    parts = [
        f"A misconduct hearing about {everyone(officers)}, {ranks}, {begins} on {_long(day)} at {case.venue}.",
        "## How it came to light",
        *_paragraphs("origins", 4, case, officers, random),
    ]
    if case.is_decided:
        parts += ["## The investigation", *_paragraphs("enquiries", 4, case, officers, random)]
        parts += ["## The evidence", *_paragraphs("evidence", 5, case, officers, random)]
        parts += ["## What was found", _told(officers, random)]
        parts += ["## The decision", *_paragraphs("weighing", 4, case, officers, random)]
    else:
        parts += ["## What is alleged", _told(officers, random)]
        parts += ["## About hearings", *_paragraphs("ahead", 14, case, officers, random)]
    return "\n\n".join(parts) + "\n"


def _rank(officer: Officer) -> str:
    rank = RANKS[officer.rank][1]
    if officer.is_former:
        return f"a former {rank}"
    return f"an {rank}" if rank[0] in "aeiou" else f"a {rank}"


def _paragraphs(section: str, several: int, case: Case, officers: Sequence[Officer], random: Random) -> Iterator[str]:
    filled = [
        sentence.format(
            officer=random.choice(officers).key,
            place=random.choice(PLACES),
            month=f"{random.choice(MONTHS)} {case.days[0].year - 1}",
        )
        for sentence in random.sample(SENTENCES[section], several)
    ]
    for start in range(0, several, 3):
        yield " ".join(filled[start : start + 3])


def _told(officers: Sequence[Officer], random: Random) -> str:
    """Tell the allegations as a table or as a list."""
    rows = [
        (officer.key, one.conduct, _in_words(one.standard), _in_words(one.finding or "not yet decided"))
        for officer in officers
        for one in officer.allegations
    ]
    if random.random() < 0.7:
        return "\n".join(f"- **{standard}:** {key} {conduct}. ({finding})" for key, conduct, standard, finding in rows)
    head = ["| Officer | Alleged conduct | Standard | Finding |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def _long(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _in_words(code: str) -> str:
    return code.replace("authority-", "authority, ").replace("-", " ").capitalize()
