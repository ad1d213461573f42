"""What a rule is given: one record, the forces, the moment; and a way to point at a key of the record."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.records.frontmatter import Places
from hearingsite.records.model import Officer, Person, SittingSpan
from hearingsite.records.outline import Overview
from hearingsite.records.passages import Passage, read_passages
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules.told import Told


class Case:
    """One record under check; positions are looked up only when a rule finds something.

    `hearing` is the typed record.
    """

    def __init__(self, entry: Entry, register: Register, now: dt.datetime) -> None:
        """Keep what the rules look at."""
        self.entry = entry
        self.hearing = entry.hearing
        self.forces = register.forces
        self.unread_forces = register.unread_forces
        self.now = now

    @cached_property
    def places(self) -> Places:
        """Line and column of every key and value."""
        return self.entry.front_matter.places()

    @cached_property
    def passages(self) -> list[Passage]:
        """Every text of the record, in both languages."""
        return list(read_passages(self.entry))

    @cached_property
    def told(self) -> tuple[Told, Told]:
        """The texts in English as one, and those in Welsh."""
        english = [passage for passage in self.passages if passage.lang == "en"]
        welsh = [passage for passage in self.passages if passage.lang == "cy"]
        return Told(english, "en"), Told(welsh, "cy")

    @cached_property
    def last_day(self) -> dt.date | None:
        """The last sitting day, if it is known."""
        dates = self.hearing.hearing.dates
        if isinstance(dates, SittingSpan):
            return dates.last
        return max(dates, default=None)

    @cached_property
    def first_day(self) -> dt.date | None:
        """The first sitting day, if it is known."""
        dates = self.hearing.hearing.dates
        if isinstance(dates, SittingSpan):
            return dates.first
        return min(dates, default=None)

    def officers(self) -> list[tuple[int, Officer]]:
        """Give every officer with its place in the list, 0 first."""
        return self._officers

    def everybody(self) -> list[tuple[str, int, Officer | Person]]:
        """Give everybody with the block they stand in and their place there, 0 first."""
        return self._everybody

    @cached_property
    def _officers(self) -> list[tuple[int, Officer]]:
        return list(enumerate(self.hearing.officers))

    @cached_property
    def _everybody(self) -> list[tuple[str, int, Officer | Person]]:
        people: list[tuple[str, int, Officer | Person]] = [("officers", *one) for one in self._officers]
        people += [("people", place, person) for place, person in enumerate(self.hearing.people)]
        return people

    def at(self, code: str, path: tuple[str | int, ...], message: str, hint: str) -> Diagnostic:
        """Make a finding at a value of the header."""
        return Diagnostic(self.places.value(path), code, message, hint)

    def at_key(self, code: str, path: tuple[str | int, ...], message: str, hint: str) -> Diagnostic:
        """Make a finding at a key of the header."""
        return Diagnostic(self.places.key(path), code, message, hint)

    def in_body(self, code: str, offset: int, message: str, hint: str) -> Diagnostic:
        """Make a finding at an offset of the (stripped) English body."""
        front_matter = self.entry.front_matter
        before = front_matter.body[: len(front_matter.body) - len(front_matter.body.lstrip()) + offset]
        line = front_matter.body_line + before.count("\n")
        return Diagnostic(Place(front_matter.path, line, len(before) - before.rfind("\n")), code, message, hint)

    def text_from(self, place: Place) -> str:
        """Give what stands in the record's files from a place on."""
        front_matter, welsh = self.entry.front_matter, self.entry.body.cy if self.entry.body else None
        text, first = front_matter.header, front_matter.header_line
        if place.path != front_matter.path:
            text, first = self.entry.welsh_lead + (welsh or ""), 1
        elif place.line >= front_matter.body_line:
            text, first = front_matter.body, front_matter.body_line
        lines = text.split("\n")[place.line - first :]
        return "\n".join([lines[0][place.column - 1 :], *lines[1:]]) if lines else ""


HearingRule = Callable[[Case], Iterator[Diagnostic]]
RegisterRule = Callable[[Overview], Iterator[Diagnostic]]
