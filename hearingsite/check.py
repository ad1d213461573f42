"""Every finding of a folder's records, documents and ordinary pages, without what only printing needs: a check is short."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hearingsite.attachments.admission import Wanted, admit
from hearingsite.diagnostics import Diagnostic, Report
from hearingsite.records.check import Checked, check_folder
from hearingsite.records.outline import Overview
from hearingsite.records.register import Register
from hearingsite.records.rules.attachments import is_fit
from hearingsite.records.rules.tables import InTable, check_table
from hearingsite.settings import STATE, Settings


def check_records(settings: Settings, now: dt.datetime, only: frozenset[Path] | None = None) -> Checked:
    """Read and check every record (or only some) and the ordinary pages, and say every finding."""
    documents = Documents(settings, now, tell_strays=only is None)
    checked = check_folder(
        settings.content, settings.project, settings.project / STATE, now, only, beside=documents.check
    )
    if only is not None:
        return checked
    from hearingsite.pages import read_pages  # noqa: PLC0415 -- some records can be checked without

    pages = (page for page in read_pages(settings.content, settings.project) if isinstance(page, Diagnostic))
    return Checked(checked.records, Report.of([*checked.report.diagnostics, *pages]), checked.overview)


class Documents:
    """The documents that records name: checked with the records, so that an exception in a record can cover a finding."""

    def __init__(self, settings: Settings, now: dt.datetime, *, tell_strays: bool, remember: bool = True) -> None:
        """Keep where they lie; `tell_strays`: say also which nobody names. `contents` is by address, cleaned."""
        self.settings, self.now, self.remember = settings, now, remember
        self.tell_strays = tell_strays
        self.contents: dict[str, bytes] = {}

    def check(self, overview: Overview) -> Iterable[Diagnostic | InTable]:
        """Admit the documents of all records, and say what is found in them, and in the cells of tables."""
        wanted = _wanted(overview)
        settings = self.settings
        admitted = admit(
            settings.content,
            settings.project,
            settings.project / STATE,
            wanted,
            tell_strays=self.tell_strays,
            may_write=self.remember,
        )
        self.contents = admitted.documents
        return [*admitted.findings, *self._in_tables(overview, admitted.tables)]

    def _in_tables(self, overview: Overview, tables: Mapping[str, tuple[str, str]]) -> Iterator[InTable]:
        forces = Register((), overview.forces)
        for outline in overview.outlines:
            for file in dict.fromkeys(outline.documents):
                if file in tables:
                    yield from check_table(overview.entry(outline.path), forces, self.now, *tables[file])


def _wanted(overview: Overview) -> Iterator[Wanted]:
    """Every document that a record names, and where it does."""
    for outline in overview.outlines:
        if outline.documents:
            places = overview.places(outline.path)
            for number, file in enumerate(outline.documents):
                if is_fit(file):  # what is not was told by the rules
                    yield Wanted(file, places.value(("attachments", number, "file")))
