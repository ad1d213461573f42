"""Makes invented hearings of the demonstration force, as many as a benchmark needs, all of which pass the checks.

A record depends on the seed and on those before it: the first 1,000 of 10,000 are the 1,000, byte for byte.
Run it from the project's folder: `python benchmarks/records.py FOLDER COUNT [--seed N]` makes a whole site.
"""

import argparse
import datetime as dt
import shutil
import tomllib
from calendar import month_name
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[1]
FORCE, PREFIX = "wealdshire", "WLD"
NOW: Final = dt.datetime(2026, 7, 1, 9, 0)  # noqa: DTZ001 -- in the UK, like every moment of a record
TODAY: Final = NOW.date()
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


class _Course(NamedTuple):
    """How a hearing goes: how many in 1,000 do, its status, and between how many days before NOW it begins."""

    per_mille: int
    status: str
    days_ago: tuple[int, int]


_COURSES: Final = {
    "decided": _Course(780, "concluded", (40, 5800)),
    "anonymised": _Course(60, "concluded", (2200, 5800)),
    "removed": _Course(15, "concluded", (2200, 5800)),
    "taken-down": _Course(10, "concluded", (300, 3000)),
    "held-back": _Course(15, "concluded", (40, 300)),  # an officer is before a criminal court
    "awaited": _Course(10, "concluded", (3, 6)),  # the outcome is embargoed
    "findings": _Course(15, "findings-made", (20, 60)),
    "discontinued": _Course(25, "discontinued", (40, 3000)),
    "scheduled": _Course(35, "scheduled", (-45, -7)),
    "adjourned": _Course(10, "adjourned", (10, 40)),
    "postponed": _Course(10, "postponed", (-45, -7)),
    "vacated": _Course(5, "vacated", (-45, -7)),
    "hidden": _Course(10, "scheduled", (-60, -40)),  # the notice is still to come
}
_RANKS: Final = {
    "constable": ("PC", "constable", 55),
    "sergeant": ("Sergeant", "sergeant", 14),
    "detective-constable": ("DC", "detective constable", 12),
    "detective-sergeant": ("DS", "detective sergeant", 7),
    "inspector": ("Inspector", "inspector", 5),
    "special-constable": ("Special Constable", "special constable", 7),
}
_LOWER_RANK: Final = {"sergeant": "constable", "detective-sergeant": "detective-constable", "inspector": "sergeant"}
_FINDINGS: Final = {"proven": 75, "proven-in-part": 8, "not-proven": 12, "withdrawn": 5}
_PROVEN: Final = ("proven", "proven-in-part")
_MONTHS: Final = month_name[1:]
_LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
_RULES_OF_2020: Final = dt.date(2020, 2, 1)
_BARRED_LIST: Final = dt.date(2017, 12, 15)  # and the first day on which former officers could be heard

_INVENTED: Final = tomllib.loads(Path(__file__).with_name("invented.toml").read_text("utf-8"))
_NAMES: Final = {kind: words.split() for kind, words in _INVENTED["names"].items()}
_PLACES: Final[list[str]] = _INVENTED["sites"]["places"]
_VENUES: Final[list[str]] = _INVENTED["sites"]["venues"]
_CONDUCT: Final = [(conduct, standard) for standard, several in _INVENTED["conduct"].items() for conduct in several]
_SENTENCES: Final[dict[str, list[str]]] = _INVENTED["sentences"]


@dataclass(frozen=True, kw_only=True)
class _Case:
    """What all parts of a record go by."""

    course: str
    days: list[dt.date]
    notice_day: dt.date
    publish_day: dt.date
    venue: str
    has_notice: bool

    @property
    def status(self) -> str:
        """The record's status."""
        return _COURSES[self.course].status

    @property
    def is_decided(self) -> bool:
        """Whether there are findings."""
        return self.status in ("concluded", "findings-made")

    @property
    def has_publication(self) -> bool:
        """Whether the record says when its end is published."""
        return self.is_decided or self.status == "discontinued"


class _Allegation(NamedTuple):
    conduct: str
    standard: str
    finding: str | None
    level: str


@dataclass(frozen=True, kw_only=True)
class _Officer:
    """An officer: `key` is the name or designation, `lines` the block of the header."""

    key: str
    is_named: bool
    is_former: bool
    rank: str
    allegations: Sequence[_Allegation]
    lines: Sequence[str]


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
    case = _case(random)
    letters = map(_in_letters, count(number * 5))
    officers = _officers(case, letters, random)
    people, designated = _people(case, officers, letters, random)
    year = case.days[0].year
    numbers[year] += 1
    reference = f"{PREFIX}-{year}-{numbers[year]:03d}"
    header = [
        f"reference: {reference}",
        f"force: {FORCE}",
        f"status: {case.status}",
        *_summary(case, officers, random),
        *_sitting(case, random),
        *_notice(case, officers, random),
        "officers:",
        *(line for officer in officers for line in officer.lines),
        *people,
        *_restrictions(case, officers, designated, random),
        *_investigation(case, officers, random),
        *_publication(case, random),
        *_sequel(case, officers, random),
        f"area: {random.choice(_PLACES)}",
    ]
    moments = [dt.datetime.combine(case.notice_day, dt.time(10))] if case.has_notice else []
    if case.has_publication:
        moments.append(dt.datetime.combine(case.publish_day, dt.time(9)))
    return Invented(
        reference=reference,
        header="\n".join(header) + "\n",
        account=_account(case, officers, random),
        public_from=min(moments),
        standards=tuple(sorted({one.standard for officer in officers for one in officer.allegations})),
    )


def _case(random: Random) -> _Case:
    name = _weighed({name: course.per_mille for name, course in _COURSES.items()}, random)
    first_day = TODAY - dt.timedelta(days=random.randint(*_COURSES[name].days_ago))
    days = _working_days(first_day, 1 if name == "awaited" else random.choice((1, 1, 2, 3, 4)))
    if name == "adjourned":
        days += _working_days(_later(TODAY, 10, 60, random), 2)
    notice_day = _later(days[0], -30, -16, random)
    if name != "hidden":
        notice_day = min(notice_day, _later(TODAY, -5, -2, random))
    if name == "discontinued":
        publish_day = _later(days[0], -6, -1, random)
    else:
        first, last = {"awaited": (10, 15), "findings": (2, 7)}.get(name, (5, 21))
        publish_day = _later(days[-1], first, last, random)
    has_outcome = _COURSES[name].status in ("concluded", "findings-made", "discontinued")
    has_notice = not has_outcome or name == "awaited" or random.random() < 0.7
    return _Case(
        course=name,
        days=days,
        notice_day=notice_day,
        publish_day=publish_day,
        venue=random.choice(_VENUES),
        has_notice=has_notice,
    )


def _working_days(day: dt.date, count: int) -> list[dt.date]:
    days: list[dt.date] = []
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += dt.timedelta(days=1)
    return days


def _later(day: dt.date, first: int, last: int, random: Random) -> dt.date:
    return day + dt.timedelta(days=random.randint(first, last))


def _weighed(weights: dict[str, int], random: Random) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def _name(random: Random) -> str:
    """Invent a name; of thousands, those that are kept back have much in common with those that are public."""
    first, start, end = (random.choice(_NAMES[kind]) for kind in ("first", "starts", "ends"))
    return f"{first} {start}{end}"


def _summary(case: _Case, officers: Sequence[_Officer], random: Random) -> list[str]:
    if not case.is_decided or random.random() < 0.5:
        return []
    who, alleged = _everyone(officers), officers[0].allegations[0].conduct
    return [f"summary: A hearing in {case.days[0]:%B %Y} concerned {who}. It was alleged that an officer {alleged}."]


def _everyone(officers: Sequence[_Officer]) -> str:
    return " and ".join(officer.key for officer in officers)


def _sitting(case: _Case, random: Random) -> list[str]:
    first_day = case.days[0]
    quick = "special-case-hearing" if first_day < _RULES_OF_2020 else "accelerated-misconduct-hearing"
    kind = _weighed({"misconduct-hearing": 85, quick: 15}, random)
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
    return [*lines, f"  chair: {{role: {chair}, name: {_name(random)}}}", *_history(case)]


def _chair(first_day: dt.date) -> str:
    if first_day < dt.date(2016, 1, 1):
        return "senior-officer"
    return "legally-qualified-chair" if first_day < dt.date(2024, 5, 7) else "chief-constable-delegate"


def _history(case: _Case) -> list[str]:
    reasons = {
        "adjourned": "A member of the panel was taken ill. The same panel will go on.",
        "postponed": "A representative could not attend on these days.",
        "vacated": "The force ended the proceedings.",
    }
    if case.status not in reasons:
        return []
    changed_on = case.days[0] if case.status == "adjourned" else TODAY - dt.timedelta(days=1)
    return [
        "  history:",
        f"    - {{on: {case.notice_day}T10:00, status: scheduled}}",
        f"    - {{on: {changed_on}T16:00, status: {case.status}, reason: {reasons[case.status]}}}",
    ]


def _notice(case: _Case, officers: Sequence[_Officer], random: Random) -> list[str]:
    if not case.has_notice:
        return []
    lines = ["notice:", f"  published: {case.notice_day}T10:00"]
    if random.random() < 0.3:
        who = _everyone(officers)
        lines.append(f"  text: A misconduct hearing will be held about {who}. Nothing has been decided yet.")
    return [*lines, f"  representations_by: {case.notice_day + dt.timedelta(days=5)}"]


def _in_letters(number: int) -> str:
    """Write a number in consonants: no two are alike, and none makes a word."""
    letters = ""
    while number or not letters:
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def _officers(case: _Case, letters: Iterator[str], random: Random) -> list[_Officer]:
    several = random.choices((1, 2, 3), (80, 16, 4))[0]
    return [_officer(case, next(letters), random) for _ in range(several)]


def _officer(case: _Case, letters: str, random: Random) -> _Officer:
    rank = _weighed({rank: weight for rank, (_, _, weight) in _RANKS.items()}, random)
    is_named = case.course == "anonymised" or (case.course != "held-back" and random.random() < 0.6)
    is_former = case.is_decided and case.days[0] >= _BARRED_LIST and random.random() < 0.4
    key = _name(random) if is_named else f"{_RANKS[rank][0]} {letters}"
    lines = [f"  - {'name' if is_named else 'known_as'}: {key}"]
    if case.course == "anonymised":
        lines.append(f"    anonymous_as: Officer {letters}")
    lines += [f"    rank: {rank}", f"    service: {'former' if is_former else 'serving'}"]
    if is_former:
        how = random.choice(("resigned", "retired"))
        lines.append(f"    left: {{how: {how}, on: {_later(case.days[0], -300, -20, random)}}}")
    if case.is_decided:
        lines.append(f"    attended: {random.choice(('absent', 'present')) if is_former else 'present'}")
    allegations = _allegations(case, random)
    lines += ["    allegations:", *(line for one in allegations for line in _allegation_lines(one, case, random))]
    if case.status == "concluded":
        lines += _outcome(allegations, rank, case, random, is_former=is_former)
    return _Officer(key=key, is_named=is_named, rank=rank, is_former=is_former, allegations=allegations, lines=lines)


def _allegations(case: _Case, random: Random) -> list[_Allegation]:
    several = random.choices((1, 2, 3), (45, 40, 15))[0]
    return [
        _Allegation(
            conduct,
            standard,
            _weighed(_FINDINGS, random) if case.is_decided else None,
            _weighed({"gross-misconduct": 70, "misconduct": 30}, random),
        )
        for conduct, standard in random.sample(_CONDUCT, several)
    ]


def _allegation_lines(allegation: _Allegation, case: _Case, random: Random) -> Iterator[str]:
    yield f"      - conduct: {allegation.conduct}"
    yield f"        when: in {random.choice(_MONTHS)} {case.days[0].year - random.randint(2, 3)}"
    yield f"        duty: {_weighed({'on-duty': 70, 'off-duty': 30}, random)}"
    yield f"        standards: [{allegation.standard}]"
    yield f"        alleged_level: {allegation.level}"
    if allegation.finding:
        yield f"        response: {random.choice(('admitted', 'part-admitted', 'denied'))}"
        yield f"        finding: {allegation.finding}"
    if allegation.finding in _PROVEN:
        yield f"        level: {allegation.level}"


def _outcome(
    allegations: Sequence[_Allegation], rank: str, case: _Case, random: Random, *, is_former: bool
) -> Iterator[str]:
    is_new = case.days[0] >= _RULES_OF_2020
    levels = {one.level for one in allegations if one.finding in _PROVEN}
    outcome = "not-proven"
    if levels and is_former:
        outcome = "would-have-been-dismissed" if "gross-misconduct" in levels else "no-action"
    elif "gross-misconduct" in levels:
        weights = {"dismissed-without-notice": 70, "final-written-warning": 25}
        outcome = _weighed({**weights, "reduction-in-rank": 5} if is_new and rank in _LOWER_RANK else weights, random)
    elif levels:
        lesser = "reflective-practice" if is_new else "management-advice"
        outcome = _weighed({"written-warning": 40, "final-written-warning": 40, lesser: 20}, random)
    yield f"    outcome: {outcome}"
    if outcome.endswith("written-warning"):
        yield f"    outcome_months: {_months(outcome, case)}"
    if outcome == "reduction-in-rank":
        yield f"    reduced_to: {_LOWER_RANK[rank]}"
    if "dismissed" in outcome and case.days[0] >= _BARRED_LIST:
        yield "    barred_list: added"
    if ("gross-misconduct" in levels and "dismissed" not in outcome) or (levels and random.random() < 0.5):
        yield "    reasons: The panel weighed the harm, the record of service and the trust of the public."


def _months(warning: str, case: _Case) -> int:
    return (18 if case.days[0] >= _RULES_OF_2020 else 12) + (6 if warning.startswith("final") else 0)


def _people(
    case: _Case, officers: Sequence[_Officer], letters: Iterator[str], random: Random
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
        taken = {officer.key for officer in officers}
        names = dict.fromkeys(_name(random) for _ in range(2))
        posts = (("panel-member", "Independent member of the panel"), ("representative", "Police Federation"))
        for name, (role, post) in zip(names, posts, strict=False):
            lines += [f"  - name: {name}", f"    role: [{role}]", f"    post: {post}"] if name not in taken else []
    return ["people:", *lines] if lines else [], designated


def _restrictions(
    case: _Case, officers: Sequence[_Officer], designated: Sequence[str], random: Random
) -> Iterator[str]:
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


def _investigation(case: _Case, officers: Sequence[_Officer], random: Random) -> Iterator[str]:
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


def _publication(case: _Case, random: Random) -> Iterator[str]:
    if not case.has_publication:
        return
    yield "publication:"
    yield f"  publish_at: {case.publish_day}T09:00"
    ends = {"anonymised": "anonymise", "removed": "remove"}
    if case.course in ends or random.random() < 0.3:
        yield f"  keep_until: {case.publish_day + dt.timedelta(days=5 * 365)}"
        yield f"  afterwards: {ends.get(case.course, 'keep')}"


def _sequel(case: _Case, officers: Sequence[_Officer], random: Random) -> Iterator[str]:
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


def _appeal(case: _Case, officer: str, random: Random) -> Iterator[str]:
    is_allowed, outcome = random.random() < 0.4, "final-written-warning"
    yield "appeals:"
    yield "  - body: police-appeals-tribunal"
    yield "    brought_by: officer"
    yield f"    lodged: {case.days[-1] + dt.timedelta(days=12)}"
    yield f"    decided: {_later(case.days[-1], 120, 180, random)}"
    yield f"    result: {'allowed-in-part' if is_allowed else 'dismissed'}"
    if is_allowed:
        yield "    in_force: changed"
        yield "    officers:"
        yield f"      {officer}: {{outcome: {outcome}, outcome_months: {_months(outcome, case)}}}"


def _account(case: _Case, officers: Sequence[_Officer], random: Random) -> str:
    """About 300 words in plain Markdown: headings, paragraphs, a list or a table."""
    day, ranks = case.days[0], " and ".join(map(_rank, officers))
    begins = "began" if case.is_decided or case.status == "adjourned" else "was planned to begin"
    parts = [
        f"A misconduct hearing about {_everyone(officers)}, {ranks}, {begins} on {_long(day)} at {case.venue}.",
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


def _rank(officer: _Officer) -> str:
    rank = _RANKS[officer.rank][1]
    if officer.is_former:
        return f"a former {rank}"
    return f"an {rank}" if rank[0] in "aeiou" else f"a {rank}"


def _paragraphs(section: str, several: int, case: _Case, officers: Sequence[_Officer], random: Random) -> Iterator[str]:
    filled = [
        sentence.format(
            officer=random.choice(officers).key,
            place=random.choice(_PLACES),
            month=f"{random.choice(_MONTHS)} {case.days[0].year - 1}",
        )
        for sentence in random.sample(_SENTENCES[section], several)
    ]
    for start in range(0, several, 3):
        yield " ".join(filled[start : start + 3])


def _told(officers: Sequence[_Officer], random: Random) -> str:
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
