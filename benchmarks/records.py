"""Makes invented hearings of the demonstration force, as many as a benchmark needs, all of which pass the checks.

A record depends on the seed and on those before it: the first 1,000 of 10,000 are the 1,000, byte for byte.
Run it from the project's folder: `python -m benchmarks.records FOLDER COUNT [--seed N]` makes a whole site.
"""

import argparse
import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.accounts import write_account
from benchmarks.cases import NOW, PLACES, invent_case
from benchmarks.headers import (
    investigation_lines,
    notice_lines,
    publication_lines,
    restriction_lines,
    sequel_lines,
    sitting_lines,
    summary_lines,
)
from benchmarks.officers import everyone, in_letters, invent_officers, people_lines

ROOT: Final = Path(__file__).parents[1]
FORCE, PREFIX = "wealdshire", "WLD"
SEED: Final = 1

_OF_A_SITE: Final = ("pelicanconf.py", "theme", "content/forces", "content/pages")


@dataclass(frozen=True, kw_only=True)
class Invented:
    """A record as text, and what a benchmark needs to know of it without reading it."""

    reference: str
    header: str
    account: str
    public_from: dt.datetime
    standards: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where it lies below `content/hearings/`."""
        return f"{self.reference.split('-')[1]}/{self.reference.lower()}.md"

    @property
    def text(self) -> str:
        """The whole file."""
        return f"---\n{self.header}---\n{self.account}"

    @property
    def is_public(self) -> bool:
        """Whether there is a page about it at NOW: with all of it, with a part, or with the end of it."""
        return self.public_from <= NOW


def make_records(folder: Path, number: int, seed: int = SEED) -> list[str]:
    """Write `number` records below `folder`, one folder a year; gives the references of those with a page at NOW."""
    public = []
    for record in islice(invent(seed), number):
        file = folder / record.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(record.text, "utf-8")
        if record.is_public:
            public.append(record.reference)
    return public


def make_site(folder: Path, number: int, seed: int = SEED) -> list[str]:
    """Write a whole site: this project's settings, theme, forces and pages, and records as `make_records` does."""
    for name in _OF_A_SITE:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)
    return make_records(folder / "content" / "hearings", number, seed)


def invent(seed: int = SEED) -> Iterator[Invented]:
    """Yield invented records without end."""
    numbers: Counter[int] = Counter()
    for number in count():
        yield _invent_one(number, numbers, Random(f"{seed}/{number}"))


def _invent_one(number: int, numbers: Counter[int], random: Random) -> Invented:
    """Invent a record: the next one of its year, with letters in its designations that no other record has."""
    case = invent_case(random)
    letters = map(in_letters, count(number * 5))
    officers = invent_officers(case, letters, random)
    people, designated = people_lines(case, officers, letters, random)
    others = (everyone(officers), *people)
    year = case.days[0].year
    numbers[year] += 1
    reference = f"{PREFIX}-{year}-{numbers[year]:03d}"
    header = [
        f"reference: {reference}",
        f"force: {FORCE}",
        f"status: {case.status}",
        *summary_lines(case, officers, random),
        *sitting_lines(case, others, random),
        *notice_lines(case, officers, random),
        "officers:",
        *(line for officer in officers for line in officer.lines),
        *people,
        *restriction_lines(case, officers, designated, random),
        *investigation_lines(case, officers, random),
        *publication_lines(case, random),
        *sequel_lines(case, officers, random),
        f"area: {random.choice(PLACES)}",
    ]
    moments = [dt.datetime.combine(case.notice_day, dt.time(10))] if case.has_notice else []
    if case.has_publication:
        moments.append(dt.datetime.combine(case.publish_day, dt.time(9)))
    return Invented(
        reference=reference,
        header="\n".join(header) + "\n",
        account=write_account(case, officers, random),
        public_from=min(moments),
        standards=tuple(sorted({one.standard for officer in officers for one in officer.allegations})),
    )


def main() -> None:
    """Write a whole site with invented records."""
    parser = argparse.ArgumentParser(description="Make a site of invented hearings.")
    parser.add_argument("folder", type=Path, help="a new folder for the site")
    parser.add_argument("count", type=int, help="how many records")
    parser.add_argument(
        "--seed", type=int, default=SEED, help="other records for another number (default: %(default)s)"
    )
    given = parser.parse_args()
    public = make_site(given.folder, given.count, given.seed)
    now = NOW.isoformat(timespec="minutes")
    print(f"Made {given.count} records; {len(public)} of them have a page at {now}.")
    print(f"Next: hearingsite -C {given.folder} build --now {now}")


if __name__ == "__main__":
    main()
