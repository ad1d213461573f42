"""Pelican's generator of everything that is not an ordinary page: it prints the pages of a plan, on all processors."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct
from pelican.generators import Generator
from pelican.plugins import signals

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report
from hearingsite.forks import collector_off, in_parts
from hearingsite.inert import odd_parts
from hearingsite.plugin import JOB
from hearingsite.public import urls
from hearingsite.public.plan import LatePage, PlannedPage, SitePlan
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.templates import QuickEnvironment
from hearingsite.vocabulary.codes import Language
from hearingsite.walk import written

# Below this many pages, starting processes costs more than it saves.
_WORTH_A_PROCESS: Final = 200


class Job(Struct, frozen=True, weakref=True):
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
        """Write every page; raises Fault (exit code 4) where a template fails."""
        job = self._job()
        self._judge_pages()
        press = _Press(self, writer, job)
        pages = _with_firsts_first([page for page in job.site_plan.pages if urls.file_of(page.route) not in job.taken])
        firsts = len({page.template for page in pages})

        def work(places: range) -> tuple[list[Diagnostic], Diagnostic | None]:
            first, fault = len(job.logged), None
            try:
                with collector_off():
                    for place in places:
                        press.print_page(pages[place])
            except Exception as error:
                fault = job.explain_error(error)
                if fault is None:
                    raise
            return job.listen(first), fault

        for told, fault in in_parts(work, len(pages), worth=_WORTH_A_PROCESS, first=firsts):
            job.told.extend(told)
            if fault:
                raise Fault(Report((fault,)), 4)

    def _judge_pages(self) -> None:
        """Stop where an ordinary page would run or load something, whatever of Markdown made it so."""
        content = Path(self.settings["PATH"])
        faults: list[Diagnostic] = []
        for page in self.context.get("pages", ()):
            place = Place(written(page.source_path, content.parent), 1, 1)
            odd = dict.fromkeys(chain(odd_parts(page._content or ""), odd_parts(str(page.metadata.get("summary", "")))))  # noqa: SLF001 -- with links as they were written
            for what in odd:
                message = f'This page comes out with "{what}", which no page may hold: it could run or load something.'
                faults.append(Diagnostic(place, "HS679", message, "Say it in words, without HTML and without {: …}."))
        if faults:
            raise Fault(Report.of(faults), 4)

    def _job(self) -> Job:
        job: Job = self.settings[JOB]()
        return job


class _Press:
    """Prints pages: the quick way, or with Jinja and Pelican as they are where somebody else has a say in it.

    Pelican's own writer took 73 to 107 microseconds a file, most of them for a context of 200 settings that no template
    asks for and for a path that it doubts; a file takes 17.
    """

    def __init__(self, generator: PlanGenerator, writer: Any, job: Job) -> None:
        self.generator, self.writer, self.words = generator, writer, job.site_plan.words
        self.output = Path(generator.output_path)
        self.made: set[str] = set()
        self.shared = {"site": job.site_plan.site, "all_words": job.site_plan.words}
        stock = generator.env
        stock.globals["print_rows"] = _RowPrinter(stock, self.words)
        settings = generator.settings
        has_own = any(settings[f"JINJA_{kind}"] for kind in ("FILTERS", "GLOBALS", "TESTS"))
        self.quick = None if has_own or signals.content_written.receivers else QuickEnvironment(stock)
        if self.quick:
            self.quick.globals["print_rows"] = _RowPrinter(self.quick, self.words)

    def print_page(self, page: PlannedPage) -> None:
        """Print a page into its file."""
        head, view = (
            page.make() if isinstance(page, LatePage) else (page.head, page.view)
        )  # a late page would keep them
        own = {"head": head, "view": view, "lang": page.lang, "words": self.words[page.lang]}
        text = self._print_quickly(page.template, own)
        name = urls.file_of(page.route)
        if text is None:
            self.writer.write_file(name, self.generator.get_template(page.template), self.generator.context, **own)
        else:
            self._write(name, text)

    def _print_quickly(self, template: str, own: dict[str, Any]) -> str | None:
        if self.quick is None:
            return None
        try:
            found = self.quick.get_template(f"{template}.html")
            return "".join(found.root_render_func(found.new_context(self.shared | own)))
        except Exception:  # noqa: BLE001 -- whatever it is, stock Jinja can do it, or says what is wrong
            return None

    def _write(self, name: str, text: str) -> None:
        file = self.output / name
        folder = name.rpartition("/")[0]
        if folder not in self.made:
            file.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        file.write_bytes(text.encode())


def _with_firsts_first(pages: Sequence[PlannedPage]) -> list[PlannedPage]:
    """Put one page of each template before all others."""
    firsts = {page.template: page for page in reversed(pages)}
    return [*firsts.values(), *(page for page in pages if page is not firsts[page.template])]


class _RowPrinter:
    """Prints the row of a hearing once, however many lists it stands on: its address tells it and its language."""

    def __init__(self, environment: Environment, words: Mapping[Language, Words]) -> None:
        self.environment, self.words = environment, words
        self.printed: dict[str, Markup] = {}

    def __call__(self, rows: Sequence[Row]) -> Markup:
        """Print some rows."""
        return Markup("").join(map(self._print, rows))

    @cached_property
    def print_row(self) -> Callable[[Row, Words], Markup]:
        """The macro of the theme, which is compiled when a first row is printed."""
        macro: Callable[[Row, Words], Markup] = self.environment.get_template("parts/row.html").module.show_row  # type: ignore[attr-defined]
        return macro

    def _print(self, row: Row) -> Markup:
        printed = self.printed.get(row.route)
        if printed is None:
            printed = self.printed[row.route] = self.print_row(row, self.words[row.lang])
        return printed


class _Linked:
    """What Pelican needs of a thing that a page links to."""

    def __init__(self, url: str) -> None:
        self.url = url
