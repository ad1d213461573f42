"""What a check says: a place, a code, one plain sentence and a way out; and the three ways to print it."""

import enum
import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

# C0 and C1 controls, bidi overrides and isolates, line and paragraph separators: never echoed as they are.
UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ud800-\udfff]"
)


class Severity(enum.StrEnum):
    """What a finding asks for: an error stops a build, a warning wants a look, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(Struct, frozen=True, order=True):
    """Where something stands: a path below the project folder, a line and a column (1 first; 0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path:line:column`, the form that editors jump to."""
        return f"{self.path}:{self.line or 1}:{self.column or 1}"


class Diagnostic(Struct, frozen=True, order=True):
    """One finding of a check; its severity belongs to the code."""

    place: Place
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """The severity that the code table gives the code."""
        return Severity(code_table()[self.code]["severity"])


class Report(Struct, frozen=True):
    """All findings of a run, in the order of files, lines and columns."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> "Report":
        """Sort findings and drop those that say the same thing about the same place."""
        return cls(tuple(sorted(set(diagnostics))))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The findings that do not, and want a look."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.WARNING)

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """What is only told: nothing of it is wrong."""
        return tuple(found for found in self.diagnostics if found.severity is Severity.NOTE)


class Fault(Exception):  # noqa: N818 -- not an error of the program: what a user can mend
    """Something that a user can mend stopped the work; `exitcode` as in the contract of the commands."""

    def __init__(self, report: Report, exitcode: int) -> None:
        """Keep the report and the exit code."""
        super().__init__("; ".join(found.message for found in report.diagnostics))
        self.report = report
        self.exitcode = exitcode


def fault(code: str, path: str, message: str, hint: str = "", *, exitcode: int) -> Fault:
    """Make a fault of one finding about a whole file."""
    return Fault(Report((Diagnostic(Place(path), code, message, hint),)), exitcode)


@functools.cache
def code_table() -> dict[str, dict[str, Any]]:
    """Read the code table: code → severity, title, why, source, bad and good example."""
    table: dict[str, dict[str, Any]] = {}
    for file in Path(__file__).with_name("codes").iterdir():
        if file.name.endswith(".toml"):
            table |= tomllib.loads(file.read_text("utf-8"))
    return dict(sorted(table.items()))


def printable(text: str) -> str:
    """Escape control and bidi characters, so that echoed text cannot act on a terminal or forge a line."""
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _text_lines(report: Report) -> Iterator[str]:
    for found in report.diagnostics:
        mark = "" if found.severity is Severity.ERROR else f"{found.severity}: "
        yield printable(f"{found.place}: {found.code} {mark}{found.message}")
        if found.hint:
            yield "    " + printable(found.hint)


def _github_lines(report: Report) -> Iterator[str]:
    for found in report.diagnostics:
        text = printable(f"{found.message} {found.hint}".strip()).replace("%", "%25")
        where = printable(found.place.path).replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
        place = f"file={where},line={found.place.line or 1},col={found.place.column or 1}"
        command = "notice" if found.severity is Severity.NOTE else found.severity
        yield f"::{command} {place},title={found.code}::{text}"


def _json_lines(report: Report) -> Iterator[str]:
    yield report_json(report)


def report_json(report: Report, **more: object) -> str:
    """Give a report as JSON, with what a command has to say beside it."""
    return json.dumps(
        {
            "diagnostics": [
                {
                    "code": found.code,
                    "severity": str(found.severity),
                    "path": found.place.path,
                    "line": found.place.line or 1,
                    "column": found.place.column or 1,
                    "message": found.message,
                    "hint": found.hint,
                }
                for found in report.diagnostics
            ],
            "errors": len(report.errors),
            "warnings": len(report.warnings),
            "notes": len(report.notes),
            **more,
        },
        ensure_ascii=True,
        indent=2,
    )


# What `--format json` prints, as JSON Schema 2020-12.
REPORT_SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "report.schema.json",
    "title": "A report of hearingsite",
    "type": "object",
    "additionalProperties": False,
    "required": ["diagnostics", "errors", "warnings", "notes"],
    "properties": {
        "errors": {"type": "integer", "minimum": 0, "description": "how many findings stop a build"},
        "warnings": {"type": "integer", "minimum": 0, "description": "how many do not, but want a look"},
        "notes": {"type": "integer", "minimum": 0, "description": "how many only tell something"},
        "build": {
            "type": "object",
            "description": "what a build did: where, how many pages and other files, which files differ, and seconds",
        },
        "diagnostics": {
            "type": "array",
            "description": "the findings, in the order of files, lines and columns",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["code", "severity", "path", "line", "column", "message", "hint"],
                "properties": {
                    "code": {
                        "type": "string",
                        "pattern": "^HS[1-9][0-9]{2}$",
                        "description": "see hearingsite explain",
                    },
                    "severity": {"enum": ["error", "warning", "note"]},
                    "path": {"type": "string", "description": "below the project's folder, with slashes"},
                    "line": {"type": "integer", "minimum": 1},
                    "column": {"type": "integer", "minimum": 1, "description": "in characters"},
                    "message": {"type": "string", "description": "one plain sentence"},
                    "hint": {"type": "string", "description": "how to mend it; may be empty"},
                },
            },
        },
    },
}

FORMATS: Final[dict[str, Callable[[Report], Iterator[str]]]] = {
    "text": _text_lines,
    "github": _github_lines,
    "json": _json_lines,
}
