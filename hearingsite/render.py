"""Run Pelican on a plan into a folder.

Pelican ends with exit code 0 after a broken page, a broken plugin, a misspelt template variable or a missing
template (measured on 4.11 and 4.12), so nothing here relies on it: its log is watched, every planned template
must be the theme's own, every plugin must have registered, and the folder must hold exactly what was planned
(`stage`).
"""

import logging
import re
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from pelican import Pelican
from pelican.generators import PelicanTemplateNotFound
from pelican.log import console
from pelican.settings import read_settings

from hearingsite import plugin
from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.generator import Job
from hearingsite.pages import STOCK_PAGES, STOCK_ROUTE, find_link
from hearingsite.plugin import JOB
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.settings import CONFIG
from hearingsite.streams import printing_beside
from hearingsite.templates import COMPILED, STOCK

# What Pelican only warns of, though the page would hold a link that leads nowhere: its message, and the link in it.
_MEND: Final = (
    "Undo the last change to it, or after an upgrade, hold it against this file in the theme of this version."
)
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
    "IGNORE_FILES": ["**/.*", ".*"],
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
        "auto_reload": False,  # or each page looked at the times of two dozen templates
        "bytecode_cache": STOCK,
    },
}


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
        with printing_beside():  # what they print is no part of a report
            return dict(read_settings(str(project / CONFIG), override=_PRINTER))
    except (Exception, SystemExit) as error:
        raise _unusable(error) from error


def _unusable(error: BaseException) -> Fault:
    message = f"Pelican cannot use these settings: {type(error).__name__}: {str(error).rstrip('.')}."
    return fault("HS702", CONFIG, message, "Undo the last change to pelicanconf.py.", exitcode=2)


def render(
    site_plan: SitePlan, settings: Mapping[str, Any], folder: Path, state: Path, taken: frozenset[str] = frozenset()
) -> Report:
    """Print the pages of a plan into a folder, but for those files of it that are `taken` from elsewhere.

    What was compiled of templates is kept in the `state` folder. Raises Fault (exit code 4) where a page cannot be
    printed; gives the warnings that Pelican logged.
    """
    theme, content = Path(settings["THEME"]), Path(settings["PATH"])
    hidden = [] if "cy" in site_plan.site.languages else [f"{STOCK_PAGES}/cy"]
    is_stock_taken = taken.issuperset(map(urls.file_of, site_plan.site.stock_routes))
    with _watch_log() as logged:
        job = Job(
            site_plan=site_plan,
            taken=taken,
            logged=logged,
            told=[],
            explain_record=lambda record: _logged(record, content),
            explain_error=lambda error: _explain_template(error, theme),
        )
        # Pelican keeps every page that it has made and these settings with it, for ever: not what all pages are made from.
        own = {**settings, **_PRINTER, JOB: weakref.ref(job), "OUTPUT_PATH": str(folder), "PAGE_EXCLUDES": hidden}
        if is_stock_taken:
            own["PAGE_PATHS"] = []
        COMPILED.recall(state)
        stopped: Fault | None = None
        try:
            _start(own).run()
            COMPILED.remember(state)
        except Fault as one:
            stopped = one  # unless what was logged says why
        except SystemExit as error:
            hint = "Take it out of PLUGINS in pelicanconf.py, or mend it."
            raise fault("HS803", CONFIG, "A plugin ended the program instead of its work.", hint, exitcode=4) from error
        except Exception as error:
            explained = _explain_template(error, theme)
            if explained is None:
                raise
            raise Fault(Report((explained,)), 4) from error
    report = Report.of([*job.told, *job.listen()])
    if report.errors:
        raise Fault(Report(report.errors), 4)
    if stopped:
        raise stopped
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
    return Diagnostic(place, "HS807", f"This template cannot be rendered: {said.rstrip('.')}.", _MEND)
