"""Load → check → release → plan: from a folder and a moment to the site plan, or to every fault."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report
from hearingsite.public.plan import SitePlan
from hearingsite.public.site import SiteOptions, plan_site
from hearingsite.public.words import load_words
from hearingsite.records.check import check_folder
from hearingsite.records.register import Entry, Register
from hearingsite.release import Withheld, release
from hearingsite.settings import STATE, Settings

# Where Pelican finds ordinary pages, and the one rule by which their files become routes (see pelicanconf.py).
STOCK_PAGES: Final = "pages"
STOCK_ROUTE: Final = re.compile(r"pages/(?:en/)?(?P<page_route>(?:(?P<lang>cy)/)?.+?)(?:/index)?\.md")


class Prepared(Struct, frozen=True):
    """A plan that is ready to print, what must be in no byte of it, and the warnings on the way."""

    site_plan: SitePlan
    withheld: tuple[Withheld, ...]
    report: Report


def check_records(settings: Settings, now: dt.datetime, only: frozenset[Path] | None = None) -> tuple[Register, Report]:
    """Read and check every record (or only some); the report holds every finding."""
    state = settings.project / STATE
    register, report = check_folder(settings.content, settings.project, state, now, only)
    pages = _check_pages(settings) if only is None else ()
    return register, Report.of([*report.diagnostics, *pages])


def _check_pages(settings: Settings) -> Iterator[Diagnostic]:
    """Tell of files among the ordinary pages that are none."""
    for file in sorted((settings.content / STOCK_PAGES).rglob("*")):
        if file.is_file() and file.suffix != ".md" and not file.name.startswith("."):
            path = file.relative_to(settings.project).as_posix() if file.is_relative_to(settings.project) else file.name
            message = "This file is not read: an ordinary page's name ends in .md."
            yield Diagnostic(Place(path), "HS116", message, "Rename it, or move it away.")


def prepare(settings: Settings, now: dt.datetime) -> Prepared:
    """Make the site plan of a moment; raises Fault (exit code 1) with every fault of every record."""
    register, report = check_records(settings, now)
    if report.errors:
        raise Fault(report, 1)
    released = release(register, now, with_demonstrations=settings.demonstrations == "show")
    site_plan = plan_site(
        released.register,
        {lang: load_words(settings.theme, lang) for lang in settings.languages},
        SiteOptions(
            name=settings.site_name,
            url=settings.site_url,
            authority=settings.authority,
            authority_since=settings.authority_since,
            page_size=settings.page_size,
        ),
        static=settings.theme / "static",
        stock_routes=tuple(_stock_routes(settings)),
        hearing_links={_below_content(entry, settings): entry.hearing.reference for entry in register.entries},
    )
    return Prepared(site_plan, released.withheld, report)


def _below_content(entry: Entry, settings: Settings) -> str:
    """A record's path as Pelican writes it in links: below the content folder."""
    return (settings.project / entry.path).relative_to(settings.content).as_posix()


def _stock_routes(settings: Settings) -> Iterator[str]:
    """The routes of the ordinary pages, in the languages of the site."""
    for file in sorted((settings.content / STOCK_PAGES).rglob("*.md")):
        match = STOCK_ROUTE.fullmatch(file.relative_to(settings.content).as_posix())
        if match and (match["lang"] or "en") in settings.languages:
            yield f"/{match['page_route']}/"
