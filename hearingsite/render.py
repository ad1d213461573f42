"""Run Pelican on a plan into a folder, and hold what came out against the plan.

Pelican ends with exit code 0 after a broken page, a broken plugin, a misspelt template variable or a missing
template (measured on 4.11 and 4.12), so nothing here relies on it: its log is watched, every planned template
must be the theme's own, every plugin must have registered, and the folder must hold exactly what was planned.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from markupsafe import Markup
from pelican import Pelican
from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.log import console
from pelican.settings import read_settings

from hearingsite import plugin
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.pages import STOCK_PAGES, STOCK_ROUTE, find_link
from hearingsite.plugin import PLAN
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.settings import CONFIG
from hearingsite.vocabulary.codes import Language
from hearingsite.walk import walk_files, written

_FRAMES: Final = ("base", "page", "parts/row")
# What Pelican only warns of, though the page would hold a link that leads nowhere: its message, and the link in it.
_DEAD_LINKS: Final = ("Unable to find '%s', skipping url replacement.", "Replacement Indicator '%s' not recognized")

# How the printer is set up, whatever pelicanconf.py says: nothing is read but ordinary pages, nothing is
# written but what was planned, templates are strict, and neither locale nor file times reach a page.
_PRINTER: Final[dict[str, Any]] = {
    "ARTICLE_PATHS": [],
    "ARTICLE_EXCLUDES": [],
    "PAGE_PATHS": [STOCK_PAGES],
    "PAGE_EXCLUDES": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "THEME_TEMPLATES_OVERRIDES": [],
    "IGNORE_FILES": ["**/.*"],
    "INTRASITE_LINK_REGEX": "[{|](?P<what>.*?)[|}]",
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "PATH_METADATA": STOCK_ROUTE.pattern,
    "PAGE_URL": "{page_route}/",
    "PAGE_SAVE_AS": "{page_route}/index.html",
    "PAGE_LANG_URL": "{page_route}/",
    "PAGE_LANG_SAVE_AS": "{page_route}/index.html",
    "PAGE_TRANSLATION_ID": None,
    "DEFAULT_LANG": "en",
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "READERS": {"html": None, "htm": None, "rst": None},
    "RELATIVE_URLS": False,
    "CACHE_CONTENT": False,
    "LOAD_CONTENT_CACHE": False,
    "DELETE_OUTPUT_DIRECTORY": False,
    "SLUGIFY_SOURCE": "basename",
    "LOCALE": ["C"],
    "TIMEZONE": "Europe/London",
    "DEFAULT_DATE": "fs",
    "MARKDOWN": {
        "extension_configs": {
            "markdown.extensions.extra": {},
            "markdown.extensions.meta": {},
            "markdown.extensions.toc": {},
        },
        "output_format": "html5",
    },
    "JINJA_ENVIRONMENT": {
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [],
    },
}


class PlanGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Prints the pages and files of a plan."""

    def generate_context(self) -> None:
        """Give ordinary pages their words, and let them link to hearings by file."""
        site_plan = self._plan()
        self.context["all_words"] = site_plan.words
        self.context["site"] = site_plan.site
        for path, route in site_plan.hearing_links.items():
            self.context["generated_content"][path] = _Linked(route.removeprefix("/"))

    def generate_output(self, writer: Any) -> None:
        """Write every page with the stock writer, every file as it is."""
        site_plan = self._plan()
        self.env.globals["print_rows"] = _RowPrinter(self.env.get_template("parts/row.html"), site_plan.words)
        for page in site_plan.pages:
            writer.write_file(
                urls.file_of(page.route),
                self.get_template(page.template),
                self.context,
                head=page.head,
                view=page.view,
                lang=page.lang,
                words=site_plan.words[page.lang],
            )
        for file in site_plan.files:
            target = Path(self.output_path, urls.file_of(file.route))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.content)

    def _plan(self) -> SitePlan:
        site_plan: SitePlan = self.settings[PLAN]
        return site_plan


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


class _Printer(Pelican):  # type: ignore[misc]  # Pelican has no types
    """Pelican, but a plugin that cannot be loaded or registered stops it."""

    def init_plugins(self) -> None:
        """Register the plugins, and see that each one is there."""
        wanted = len(self.settings["PLUGINS"] or [])
        super().init_plugins()
        if plugin not in self.plugins or len(self.plugins) < wanted:
            hint = "Undo the last change to it, or to PLUGINS in pelicanconf.py."
            raise fault("HS803", CONFIG, "A plugin of the site could not be started.", hint, exitcode=4)


def pelican_settings(project: Path) -> dict[str, Any]:
    """Read pelicanconf.py as Pelican reads it; raises Fault (exit code 2) where it cannot."""
    try:
        return dict(read_settings(str(project / CONFIG), override=_PRINTER))
    except (Exception, SystemExit) as error:
        raise _unusable(error) from error


def _unusable(error: BaseException) -> Fault:
    message = f"Pelican cannot use these settings: {type(error).__name__}: {str(error).rstrip('.')}."
    return fault("HS702", CONFIG, message, "Undo the last change to pelicanconf.py.", exitcode=2)


def render(site_plan: SitePlan, settings: Mapping[str, Any], folder: Path) -> Report:
    """Print a plan into an empty folder; raises Fault (exit code 4) unless all of it, and nothing else, came out.

    Gives the warnings that Pelican logged.
    """
    theme, content = Path(settings["THEME"]), Path(settings["PATH"])
    _check_plan(site_plan, theme / "templates")
    hidden = [] if "cy" in site_plan.site.languages else [f"{STOCK_PAGES}/cy"]
    own = {**settings, **_PRINTER, PLAN: site_plan, "OUTPUT_PATH": str(folder), "PAGE_EXCLUDES": hidden}
    with _watch_log() as logged:
        try:
            _start(own).run()
        except Fault:
            if not logged:
                raise
        except SystemExit as error:
            hint = "Take it out of PLUGINS in pelicanconf.py, or mend it."
            raise fault("HS803", CONFIG, "A plugin ended the program instead of its work.", hint, exitcode=4) from error
        except Exception as error:
            explained = _explain_template(error, theme)
            if explained is None:
                raise
            raise Fault(Report((explained,)), 4) from error
    report = Report.of(_logged(record, content) for record in logged)
    if report.errors:
        raise Fault(Report(report.errors), 4)
    _compare(site_plan, folder)
    return report


def _start(settings: dict[str, Any]) -> _Printer:
    try:
        return _Printer(settings)
    except (Fault, OSError):
        raise
    except Exception as error:
        raise _unusable(error) from error


class _Collector(logging.Handler):
    """Keeps what is logged from WARNING on."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.emit = records.append  # type: ignore[method-assign, assignment]


@contextmanager
def _watch_log() -> Iterator[list[logging.LogRecord]]:
    """Collect what Pelican logs from WARNING on, and keep its own messages off the terminal."""
    records: list[logging.LogRecord] = []
    handler = _Collector(records)
    root = logging.getLogger()
    others, was_quiet = list(root.handlers), console.quiet
    root.handlers[:] = [handler]
    console.quiet = True
    try:
        yield records
    finally:
        root.handlers[:] = others
        console.quiet = was_quiet


def _logged(record: logging.LogRecord, content: Path) -> Diagnostic:
    message = " ".join(record.getMessage().split())
    if record.exc_info and record.exc_info[1]:
        message += f" ({type(record.exc_info[1]).__name__}: {record.exc_info[1]})"
    message = message.replace(f"{content.parent}/", "").rstrip(".")
    if str(record.msg).startswith(_DEAD_LINKS) and isinstance(record.args, tuple) and record.args:
        link = str(record.args[0])
        place = find_link(content, content.parent, link) or Place(CONFIG)
        hint = "Correct the name. A link to a record works from the moment on at which its page is public."
        return Diagnostic(place, "HS809", f'No page of this site is made from "{link}".', hint)
    code = "HS804" if record.levelno >= logging.ERROR else "HS805"
    return Diagnostic(Place(CONFIG), code, f"Pelican says: {message}.", "See the file that it names.")


def _check_plan(site_plan: SitePlan, templates: Path) -> None:
    """Every template is the theme's own: Pelican would silently use a stock one. No two things share a file."""
    theme = templates.parent.name
    names = dict.fromkeys([*_FRAMES, *(page.template for page in site_plan.pages)])
    faults = [
        Diagnostic(Place(f"{theme}/templates/{name}.html"), "HS806", "This template is missing.", "Put the file back.")
        for name in names
        if not (templates / f"{name}.html").is_file()
    ]
    if not site_plan.site.stylesheet:
        faults.append(
            Diagnostic(Place(f"{theme}/static/site.css"), "HS806", "The stylesheet is missing.", "Put the file back.")
        )
    if not site_plan.site.search_script:
        faults.append(
            Diagnostic(
                Place(f"{theme}/static/search.js"), "HS806", "The search's script is missing.", "Put the file back."
            )
        )
    faults += _check_templates(templates)
    faults += [
        Diagnostic(Place(path), "HS901", "Two pages claim this address.", "Rename one of them.")
        for path in site_plan.clashes()
    ]
    if faults:
        raise Fault(Report.of(faults), 4)


def _check_templates(templates: Path) -> Iterator[Diagnostic]:
    """Yield what cannot be read among the templates; Pelican would end with an error that names none of them."""
    for file in walk_files(templates, templates.parent.parent):
        if isinstance(file, Diagnostic):
            yield file
            continue
        path = written(file.path, templates.parent.parent)
        try:
            Path(file.path).read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = "This template cannot be rendered: it is not UTF-8 text."
            yield Diagnostic(Place(path, line, 1), "HS807", message, 'Save it again with the encoding "UTF-8".')


def _compare(site_plan: SitePlan, folder: Path) -> None:
    """Hold the folder against the plan, both ways."""
    written = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()}
    planned = site_plan.paths()
    faults = [
        Diagnostic(Place(path), "HS902", "This page was planned but did not come out.", "See the file it is made from.")
        for path in planned - written
    ]
    faults += [
        Diagnostic(
            Place(path), "HS903", "This file came out but nobody planned it.", "See which plugin or page writes it."
        )
        for path in written - planned
    ]
    if faults:
        raise Fault(Report.of(faults), 4)


def _explain_template(error: Exception, theme: Path) -> Diagnostic | None:
    """Say which template is wrong, and where; None if what went wrong was no template's doing."""
    line, name = 0, ""
    if isinstance(error, TemplateSyntaxError):
        line, name = error.lineno, f"templates/{error.name}"
    trace = error.__traceback__
    while trace:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(theme):
            line, name = trace.tb_lineno, file.relative_to(theme).as_posix()
        trace = trace.tb_next
    if not name and not isinstance(error, TemplateError | PelicanTemplateNotFound):
        return None
    said = re.sub(r"hearingsite\.[\w.]+", "view", str(error)) if isinstance(error, UndefinedError) else str(error)
    place = Place(f"{theme.name}/{name or 'templates'}", line, 1 if line else 0)
    return Diagnostic(
        place, "HS807", f"This template cannot be rendered: {said.rstrip('.')}.", "Undo the last change to it."
    )
