"""What the texts of a record may hold: plain Markdown, no HTML, no pictures, no odd links, not too long."""

from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.markup import CONTROL, HTML, LINK, MANY, PICTURE, TITLE, find_refused
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.source import describe_forbidden, line_and_column

SUMMARY_LIMIT: Final = 600
_SHORT: Final = 60
_SAY: Final = {
    HTML: (
        "HS117",
        "HTML cannot stand in an account: {words}",
        "Use Markdown, or put the words in `backquotes` to show them as they are.",
    ),
    LINK: (
        "HS118",
        "This link cannot be published: {words}",
        "Begin links with https://, mailto:, tel:, or with / or # within this site.",
    ),
    PICTURE: ("HS119", "An account cannot hold pictures: {words}", "Describe it in words."),
    TITLE: ("HS121", "A heading with one # is kept for the headline of the page.", "Begin headings with ## or more."),
    CONTROL: ("HS104", "There is {words} here, written with a & sign.", "Delete it, from the & to the semicolon."),
}


def check_body(case: Case) -> Iterator[Diagnostic]:
    """The account is CommonMark with tables; HTML, pictures and links to odd places are refused, in both languages."""
    body = case.entry.body
    if body is None:
        return
    for offset, code, message, hint in _refusals(body.en):
        yield case.in_body(code, offset, message, hint)
    if body.cy and case.entry.welsh:
        lead = case.entry.welsh_lead
        for offset, code, message, hint in _refusals(body.cy):
            place = Place(case.entry.welsh, *line_and_column(lead + body.cy, len(lead) + offset))
            yield Diagnostic(place, code, message, hint)


def check_notice_text(case: Case) -> Iterator[Diagnostic]:
    """The notice's text keeps to the same Markdown as the account."""
    for passage in case.passages:
        if passage.path == ("notice", "text"):
            for offset, code, message, hint in _refusals(passage.text):
                yield passage.at(code, offset, message, hint)


def check_summary(case: Case) -> Iterator[Diagnostic]:
    """A summary has at most 600 characters."""
    summary = case.hearing.summary
    if summary and max(len(summary.en), len(summary.cy or "")) > SUMMARY_LIMIT:
        message = (
            f"The summary has {max(len(summary.en), len(summary.cy or ''))} characters; {SUMMARY_LIMIT} are the limit."
        )
        yield case.at("HS211", ("summary",), message, "Keep one or two sentences; the account has room for the rest.")


def _refusals(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield offset, code, message and hint of everything that a text may not hold."""
    for number, (offset, kind, words) in enumerate(find_refused(text), 1):
        code, message, hint = _SAY[kind]
        shown = describe_forbidden(words) if kind == CONTROL else _short(words)
        more = f" These are the first {MANY} faults of this text; there may be more." if number == MANY else ""
        yield offset, code, message.format(words=shown), hint + more


def _short(words: str) -> str:
    first = words.split("\n", 1)[0]
    return first if len(first) <= _SHORT else first[: _SHORT - 1] + "…"


RULES: Final[tuple[HearingRule, ...]] = (
    check_summary,
    check_notice_text,
    check_body,
)
