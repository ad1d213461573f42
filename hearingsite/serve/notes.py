"""The words of the preview itself: the banner of every page, faults at their place, the pages of codes."""

import datetime as dt
import re
from collections.abc import Iterable
from html import escape
from typing import Final

from hearingsite.diagnostics import Diagnostic, Severity, code_table, printable
from hearingsite.serve.board import Shown
from hearingsite.values import LONDON

OWN: Final = "/.preview/"  # the addresses that are the preview's; no site has a hidden folder of this name
_PLACES: Final = (
    (re.compile(r"(?:.*/)?hearings/(?:.*/)?([^/]+?)(?:\.cy)?\.md"), "/hearings/{}/"),
    (re.compile(r"(?:.*/)?forces/([^/]+)\.yaml"), "/forces/{}/"),
    (re.compile(r"(?:.*/)?pages/(?:en|cy)/(.+?)(?:/index)?\.md"), "/{}/"),
    (re.compile(r"(?:cy/)?(.+)/index\.html"), "/{}/"),
)
_TITLES: Final = {
    Severity.ERROR: "To mend on this page",
    Severity.WARNING: "Warnings about this page",
    Severity.NOTE: "Notes about this page",
}
_AT_ONCE: Final = 3  # findings that are shown without being asked for


def route_of(found: Diagnostic) -> str:
    """The English address of the page that a finding is about; empty where it is about no page or about many."""
    for pattern, route in _PLACES:
        match = pattern.fullmatch(found.place.path)
        if match:
            return route.format(match[1].lower())
    return ""


def is_about(found: Diagnostic, path: str) -> bool:
    """Whether a finding is about the page at an address, in whatever language."""
    route = route_of(found)
    return bool(route) and path.rstrip("/") + "/" in {route, f"/cy{route}"}


def banner(shown: Shown, path: str, *, drafts: bool) -> str:
    """Give what stands at the top of the page at an address: what this is, and the findings about other pages."""
    newest = shown.newest
    others = [one for one in newest.diagnostics if not is_about(one, path)] if newest else []
    parts = [f"<p><strong>Preview, not published.</strong> {_what(shown, drafts=drafts)}</p>", _crash(shown)]
    if newest and not newest.is_built:
        summary = _stopped(shown, others)
        parts.append(_details(summary, [one for one in others if one.severity is Severity.ERROR], is_fault=True))
    told = [one for one in others if one.severity is not Severity.ERROR]
    parts.append(_details(_sum_up(told), told, is_fault=False))
    script = '<p class="by-hand">Reload the page after you have saved.</p>'
    inside = "".join(filter(None, parts)) + '<p class="now" role="status"></p>' + script
    return f'<aside id="preview" lang="en" aria-label="Preview" data-state="{shown.state}">{inside}</aside>'


def here(shown: Shown, path: str) -> str:
    """Give the findings about the page at an address, for the beginning of its content; empty if there are none."""
    found = [one for one in shown.newest.diagnostics if is_about(one, path)] if shown.newest else []
    if not found or not shown.newest:
        return ""
    worst = next(one for one in Severity if one in {each.severity for each in found})
    title = _TITLES[worst]
    is_stopped = worst is Severity.ERROR
    shows = "<p>What you see below is the last good build.</p>" if is_stopped and shown.good else ""
    kind = "faults" if is_stopped else "told"
    return (
        f'<section class="preview-here {kind}" lang="en" aria-label="{title}">'
        f"<h2>{title}</h2>{shows}{_items(found, with_page=False)}</section>"
    )


def code_page(code: str) -> str | None:
    """Give the content of the page that explains a code; None where there is no such code."""
    entry = code_table().get(code)
    if entry is None:
        return None
    parts = [f"<h1>{code}: {escape(entry['title'])}</h1>", f"<p>{escape(entry['what'])}</p>"]
    parts.append(f"<p>{escape(entry['why'])}</p>")
    if entry.get("source"):
        parts.append(f"<p>Source: {escape(entry['source'])}</p>")
    for key, title in (("bad", "Wrong"), ("good", "Right")):
        if entry.get(key):
            parts.append(f"<h2>{title}</h2><pre>{escape(entry[key].strip())}</pre>")
    return "".join(parts)


def whole_page(title: str, content: str, top: str) -> str:
    """Give a page of the preview's own, below its banner."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title>{HEAD}</head><body>{top}<main>{content}</main></body></html>"
    )


HEAD: Final = f'<link rel="stylesheet" href="{OWN}preview.css"><script type="module" src="{OWN}preview.js"></script>'


def waiting(shown: Shown) -> str:
    """Give the content of a page where nothing has been built yet."""
    if shown.newest is None:
        return "<h1>The preview is being built</h1><p>It appears here by itself.</p>"
    faults = _items(shown.newest.diagnostics, with_page=False)
    return f"<h1>Nothing can be shown yet</h1><p>Mend this first, and save: the site then appears here.</p>{faults}"


def _what(shown: Shown, *, drafts: bool) -> str:
    if shown.good is None:
        return "Nothing has been built yet."
    moment = _moment(shown.good.now)
    if drafts:
        return f"The site as it will be once nothing is under embargo: {moment}, if nothing else changes."
    return f"The site of {moment}."


def _moment(iso: str) -> str:
    at = dt.datetime.fromisoformat(iso).astimezone(LONDON)
    return f"{at.day} {at:%B %Y}, {at:%H:%M}"


def _crash(shown: Shown) -> str:
    crash = shown.newest.crash if shown.newest else ""
    return f'<p class="fault">{escape(printable(crash))}</p>' if crash else ""


def _stopped(shown: Shown, others: list[Diagnostic]) -> str:
    """Sum up the faults that are about other pages."""
    number = sum(one.severity is Severity.ERROR for one in others)
    where = " elsewhere" if shown.newest and number < len(shown.newest.report.errors) else ""
    tail = ": this is the last good build" if shown.good else ""
    return f"{_count(number, 'fault')}{where}{tail}"


def _sum_up(told: list[Diagnostic]) -> str:
    """Sum up warnings and notes."""
    numbers = ((sum(one.severity is kind for one in told), kind) for kind in (Severity.WARNING, Severity.NOTE))
    return f"{', '.join(_count(number, kind) for number, kind in numbers if number)} elsewhere"


def _details(summary: str, found: list[Diagnostic], *, is_fault: bool) -> str:
    if not found:
        return ""
    kind = ' class="fault"' if is_fault else ""
    opened = " open" if is_fault and len(found) <= _AT_ONCE else ""
    return f"<details{kind}{opened}><summary>{escape(summary)}</summary>{_items(found, with_page=True)}</details>"


def _items(found: Iterable[Diagnostic], *, with_page: bool) -> str:
    return f"<ul>{''.join(_item(one, with_page=with_page) for one in found)}</ul>"


def _item(found: Diagnostic, *, with_page: bool) -> str:
    route = route_of(found) if with_page else ""
    page = f' <a href="{escape(route)}">its page</a>' if route else ""
    hint = f'<p class="hint">{escape(printable(found.hint))}</p>' if found.hint else ""
    mark = "" if found.severity is Severity.ERROR else f"{found.severity.capitalize()}: "
    return (
        f'<li><p class="place"><code>{escape(printable(str(found.place)))}</code> '
        f'<a href="{OWN}codes/{found.code}">{found.code}</a>{page}</p>'
        f"<p>{mark}{escape(printable(found.message))}</p>{hint}</li>"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
