"""Load → check → release → plan: from a folder and a moment to the site plan, or to every fault."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from hearingsite.check import Documents
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report
from hearingsite.forks import collector_off
from hearingsite.kept import load, save
from hearingsite.pages import OrdinaryPage, read_pages
from hearingsite.public.again import Planner, Sketch
from hearingsite.public.brief import PublicBrief
from hearingsite.public.plan import SitePlan
from hearingsite.public.search.postings import Known
from hearingsite.public.site import SiteOptions
from hearingsite.public.words import Words, load_words
from hearingsite.records.check import CheckedRegister, check_register_of
from hearingsite.records.outline import Outline, Overview
from hearingsite.records.register import ForceEntry, Register
from hearingsite.records.schema import record_schema
from hearingsite.release import Withheld
from hearingsite.release.memory import hand_over
from hearingsite.settings import CONFIG, STATE, Settings
from hearingsite.values import day_of, parse_day
from hearingsite.vocabulary.codes import Language

SEARCH: Final = "search.memory"
SKETCH: Final = "sketch.memory"
_NAMED: Final = 5  # so many messages are told by their names
_NOTICE_OF_EXPIRY: Final = dt.timedelta(days=30)


class Sought(Struct, frozen=True):
    """What the guard of a finished site must know of its records: all in outline, the forces, what must be in no byte."""

    outlines: Sequence[Outline]
    forces: dict[str, ForceEntry]
    withheld: tuple[Withheld, ...]


class Made(Struct, frozen=True):
    """What is told of a plan when it is printed: pages, other files, the warnings on the way; and its `turns`."""

    pages: int
    files: int
    report: Report
    turns: frozenset[int]


class Prepared(Struct, frozen=True, dict=True):
    """A plan that is ready to print once it is made, the records behind it, what must be in no byte, and the warnings on the way.

    `decided` tells of each hearing with names of how many officers an outcome is told, or that an appeal took it.
    Within a day, nothing of it changes but at `turns`, in microseconds since 1970.
    """

    plan: Callable[[], SitePlan]
    checked: CheckedRegister
    withheld: tuple[Withheld, ...]
    decided: dict[str, int]
    report: Report

    @cached_property
    def site_plan(self) -> SitePlan:
        """The plan."""
        with collector_off():
            return self.plan()

    @property
    def overview(self) -> Overview:
        """The records in outline."""
        return self.checked.overview

    @property
    def register(self) -> Register:
        """All of the records."""
        return self.checked.register

    @property
    def turns(self) -> frozenset[int]:
        """The moments that the records name."""
        return self.checked.turns

    @property
    def sought(self) -> Sought:
        """What is looked for in the finished site, without what that is printed from."""
        return Sought(self.overview.outlines, self.overview.forces, self.withheld)

    def made(self, found: Iterable[Diagnostic]) -> Made:
        """What is left to tell once the plan is printed, and what was `found` by then."""
        site_plan, report = self.site_plan, Report.of([*self.report.diagnostics, *found])
        return Made(site_plan.number_of_pages(), site_plan.number_of_files(), report, self.turns)


def _check_security(settings: Settings, now: dt.datetime) -> Iterator[Diagnostic]:
    """Warn before the promise to answer reports of a weakness ends: nobody looks into security.txt otherwise."""
    if settings.security_expires and parse_day(settings.security_expires) - day_of(now) < _NOTICE_OF_EXPIRY:
        message = f'The contact in security.txt counts only until {settings.security_expires} ("security_expires").'
        hint = "See that the address is still answered, then give a day within the next year."
        yield Diagnostic(Place(CONFIG), "HS719", message, hint)


def _check_messages(words_of: Mapping[Language, Words], settings: Settings) -> Iterator[Diagnostic]:
    """Warn of a theme that was copied from an earlier version: what came since is said in this program's own words."""
    for lang, words in words_of.items():
        if words.newer:
            named = ", ".join(words.newer[:_NAMED])
            more = f" and {len(words.newer) - _NAMED} more" if words.newer[_NAMED:] else ""
            message = (
                f"This theme is of an earlier version, and lacks {named}{more}: the program's own words are printed."
            )
            hint = "Copy them from the file of this name in the theme of the new version, then say them as you like."
            yield Diagnostic(Place(f"{settings.theme.name}/messages/{lang}.toml"), "HS812", message, hint)


def prepare(
    settings: Settings,
    now: dt.datetime,
    *,
    checked_at: dt.datetime | None = None,
    remember: bool = True,
    trust_stamps: bool = False,
    may_keep: bool = False,
    compare: Callable[[Overview], Iterable[Diagnostic]] = lambda _: (),
) -> Prepared:
    """Make the site plan of a moment; raises Fault (exit code 1) with every fault of every record, and what `compare` finds.

    They are checked as of `checked_at`, if that is another moment: who looks ahead is not told what is due by then.

    What was understood is kept for the next time, unless nothing is to be written. With `trust_stamps`, a record that nobody
    touched is not read; with `may_keep`, it is planned when somebody asks, and what would be as the last time may be kept.
    """
    checked_at = checked_at or now
    documents = Documents(settings, checked_at, tell_strays=True, remember=remember)
    checked = check_register_of(
        settings.content,
        settings.project,
        settings.project / STATE,
        checked_at,
        documents.check,
        remember=remember,
        trust_stamps=trust_stamps,
    )
    pages = tuple(read_pages(settings.content, settings.project))
    found = (page for page in pages if isinstance(page, Diagnostic))
    report = Report.of([*checked.report.diagnostics, *found, *_check_security(settings, checked_at)])
    report = Report.of([*report.diagnostics, *compare(checked.overview)])
    if report.errors:
        raise Fault(report, 1)
    words_of = {lang: load_words(settings.theme, lang) for lang in settings.languages}
    report = Report.of([*report.diagnostics, *_check_messages(words_of, settings)])
    with collector_off():
        handed = hand_over(
            checked,
            now,
            settings.project / STATE,
            with_demonstrations=settings.demonstrations == "show",
            remember=remember,
        )

    def plan() -> SitePlan:
        known = _read(settings.project / STATE / SEARCH, Known) or Known()
        before = known.made_of, known.hearings
        planner = _planner(
            handed.brief, checked.overview, settings, pages, documents.contents, words_of=words_of, known=known
        )
        site_plan = _again(planner, settings.project / STATE) if remember and may_keep else planner.whole()
        if remember and (known.made_of, known.hearings) != before:
            save(settings.project / STATE, SEARCH, msgspec.msgpack.encode(known))
        return site_plan

    prepared = Prepared(cache(plan), checked, handed.withheld, handed.decided, report)
    if not may_keep:
        _ = prepared.site_plan  # whatever is wrong with it is said now
    return prepared


def _read(file: Path, kind: type[Any]) -> Any:
    """What was kept of an earlier plan; whatever is wrong with it, nothing."""
    try:
        return msgspec.msgpack.decode(load(file) or b"", type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _again(planner: Planner, state: Path) -> SitePlan:
    """Plan, and keep for the next time what was planned."""
    old = _read(state / SKETCH, Sketch)
    site_plan, sketch = planner.again(old)
    if sketch is not old:
        save(state, SKETCH, msgspec.msgpack.encode(sketch))
    return site_plan


def _planner(
    brief: PublicBrief,
    overview: Overview,
    settings: Settings,
    pages: Sequence[OrdinaryPage | Diagnostic],
    documents: Mapping[str, bytes],
    *,
    words_of: dict[Language, Words],
    known: Known,
) -> Planner:
    # Pelican writes a record's path in links below the content folder.
    below = f"{settings.content.relative_to(settings.project).as_posix()}/"
    references = ((outline.path, outline.reference) for outline in overview.outlines)
    return Planner(
        brief=brief,
        words_of=words_of,
        options=SiteOptions(
            name=settings.site_name,
            names=settings.names,
            url=settings.site_url,
            authority=settings.authority,
            authority_since=settings.authority_since,
            page_size=settings.page_size,
            websub_hub=settings.websub_hub,
            security_contact=settings.security_contact,
            security_expires=settings.security_expires,
        ),
        documents=documents,
        static=settings.theme / "static",
        stock_routes=tuple(
            page.route for page in pages if isinstance(page, OrdinaryPage) and page.lang in settings.languages
        ),
        record_schema=(json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n").encode(),
        hearing_links={path.removeprefix(below): reference for path, reference in references},
        known=known,
    )
