"""Pelican's generator of everything that is not an ordinary page: it prints the pages of a plan, on all processors."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from jinja2 import Template
from markupsafe import Markup
from msgspec import Struct
from pelican.generators import Generator

from hearingsite.diagnostics import Diagnostic, Fault, Report
from hearingsite.forks import in_parts
from hearingsite.plugin import JOB
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.vocabulary.codes import Language

# Below this many pages, starting processes costs more than it saves.
_WORTH_A_PROCESS: Final = 200


class Job(Struct, frozen=True):
    """A plan to print, but for the files in `taken`, which are there already.

    `logged` is what Pelican has logged and nobody has looked at, `told` what it said; both are added to while it prints.
    """

    site_plan: SitePlan
    taken: frozenset[str]
    logged: list[logging.LogRecord]
    told: list[Diagnostic]
    explain_record: Callable[[logging.LogRecord], Diagnostic]
    explain_error: Callable[[Exception], Diagnostic | None]

    def listen(self, first: int = 0) -> list[Diagnostic]:
        """Turn what was logged into findings, from a place on."""
        told = [self.explain_record(record) for record in self.logged[first:]]
        del self.logged[first:]
        return told


class PlanGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Prints the pages of a plan."""

    def generate_context(self) -> None:
        """Give ordinary pages their words, and let them link to hearings by file."""
        site_plan = self._job().site_plan
        self.context["all_words"] = site_plan.words
        self.context["site"] = site_plan.site
        for path, route in site_plan.hearing_links.items():
            self.context["generated_content"][path] = _Linked(route.removeprefix("/"))

    def generate_output(self, writer: Any) -> None:
        """Write every page with the stock writer; raises Fault (exit code 4) where a template fails."""
        job = self._job()
        self.env.globals["print_rows"] = _RowPrinter(self.env.get_template("parts/row.html"), job.site_plan.words)
        pages = [page for page in job.site_plan.pages if urls.file_of(page.route) not in job.taken]

        def work(places: range) -> tuple[list[Diagnostic], Diagnostic | None]:
            first, fault = len(job.logged), None
            try:
                for place in places:
                    self._print(pages[place], writer)
            except Exception as error:
                fault = job.explain_error(error)
                if fault is None:
                    raise
            return job.listen(first), fault

        for told, fault in in_parts(work, len(pages), worth=_WORTH_A_PROCESS):
            job.told.extend(told)
            if fault:
                raise Fault(Report((fault,)), 4)

    def _print(self, page: Any, writer: Any) -> None:
        writer.write_file(
            urls.file_of(page.route),
            self.get_template(page.template),
            self.context,
            head=page.head,
            view=page.view,
            lang=page.lang,
            words=self._job().site_plan.words[page.lang],
        )

    def _job(self) -> Job:
        job: Job = self.settings[JOB]
        return job


class _RowPrinter:
    """Prints the row of a hearing once, however many lists it stands on: its address tells it and its language."""

    def __init__(self, template: Template, words: Mapping[Language, Words]) -> None:
        self.print_row: Callable[[Row, Words], Markup] = template.module.show_row  # type: ignore[attr-defined]
        self.words = words
        self.printed: dict[str, Markup] = {}

    def __call__(self, rows: Sequence[Row]) -> Markup:
        """Print some rows."""
        return Markup("").join(map(self._print, rows))

    def _print(self, row: Row) -> Markup:
        printed = self.printed.get(row.route)
        if printed is None:
            printed = self.printed[row.route] = self.print_row(row, self.words[row.lang])
        return printed


class _Linked:
    """What Pelican needs of a thing that a page links to."""

    def __init__(self, url: str) -> None:
        self.url = url
