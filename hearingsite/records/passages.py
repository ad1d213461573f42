"""The texts of a record, each with the way back to line and column of every word: what the text rules read."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Protocol

from hearingsite.diagnostics import Diagnostic, Place
from hearingsite.records.frontmatter import Places
from hearingsite.records.header import type_path
from hearingsite.records.model import Appeal, Decision, Restriction, Sitting, SittingSpan
from hearingsite.records.register import Entry
from hearingsite.records.source import line_and_column
from hearingsite.values import Text
from hearingsite.vocabulary.codes import Language


class Finder(Protocol):
    """Finds a character of a text in the file that it is of."""

    def find(self, passage: "Passage", offset: int) -> Place:
        """Line and column of a character."""


class Passage:
    """One text in one language; `path` is its key in the header, empty for the body, the same for both languages."""

    __slots__ = ("_places", "lang", "path", "text")

    def __init__(self, text: str, lang: Language, path: type_path, places: Finder) -> None:
        """Keep the text and what finds its words."""
        self.text = text
        self.lang = lang
        self.path = path
        self._places = places

    @property
    def is_body(self) -> bool:
        """Whether this is the account, which is Markdown, and not a text of the header."""
        return not self.path

    def place(self, offset: int) -> Place:
        """Line and column of a character."""
        return self._places.find(self, offset)

    def at(self, code: str, offset: int, message: str, hint: str) -> Diagnostic:
        """Make a finding at a character."""
        return Diagnostic(self.place(offset), code, message, hint)


class _Lazy:
    """Finds places in a record's files, reading the header a second time only when something was found."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @cached_property
    def header(self) -> Places:
        """Line and column of every key and value."""
        return self.entry.front_matter.places()

    def find(self, passage: Passage, offset: int) -> Place:
        """Line and column of a character of a passage."""
        front_matter = self.entry.front_matter
        if not passage.is_body:
            return self.header.within(self._value(passage), passage.text, offset)
        if passage.lang == "cy":
            lead = self.entry.welsh_lead
            where = line_and_column(lead + passage.text, len(lead) + offset)
            return Place(self.entry.welsh or front_matter.path, *where)
        before = front_matter.body[: len(front_matter.body) - len(front_matter.body.lstrip()) + offset]
        return Place(front_matter.path, front_matter.body_line + before.count("\n"), len(before) - before.rfind("\n"))

    def _value(self, passage: Passage) -> type_path:
        """Where a text stands in the header: below `en` or `cy` where it is a block."""
        block: Any = self.entry.front_matter.data
        for part in passage.path:
            block = block[part]
        return (*passage.path, passage.lang) if isinstance(block, dict) else passage.path


def read_passages(entry: Entry) -> Iterator[Passage]:
    """Yield every text of a record that may become public: the account first, then the header's in its order."""
    places = _Lazy(entry)
    for path, text in _texts(entry):
        yield Passage(text.en, "en", path, places)
        if text.cy:
            yield Passage(text.cy, "cy", path, places)


def _texts(entry: Entry) -> Iterator[tuple[type_path, Text]]:
    hearing = entry.hearing
    found: list[tuple[type_path, Text | None]] = [
        ((), entry.body),
        (("summary",), hearing.summary),
        (("area",), hearing.area),
    ]
    found += _sitting_texts(hearing.hearing, ("hearing",))
    if hearing.notice:
        found.append((("notice", "text"), hearing.notice.text))
        found.append(
            (("notice", "shortened", "reason"), hearing.notice.shortened.reason if hearing.notice.shortened else None)
        )
    for place, officer in enumerate(hearing.officers):
        found.append((("officers", place, "reasons"), officer.reasons))
        for number, allegation in enumerate(officer.allegations):
            found.append((("officers", place, "allegations", number, "conduct"), allegation.conduct))
            found.append((("officers", place, "allegations", number, "when"), allegation.when))
    found += [(("people", place, "post"), person.post) for place, person in enumerate(hearing.people)]
    for place, restriction in enumerate(hearing.restrictions):
        found += _restriction_texts(restriction, ("restrictions", place))
    found += [
        (("criminal_proceedings", place, "note"), one.note) for place, one in enumerate(hearing.criminal_proceedings)
    ]
    for place, appeal in enumerate(hearing.appeals):
        found += _appeal_texts(appeal, ("appeals", place))
    found += [(("changes", place, "what"), change.what) for place, change in enumerate(hearing.changes)]
    found += [(("quotes", place, "text"), quote.text) for place, quote in enumerate(hearing.quotes)]
    found += [(("attachments", place, "title"), one.title) for place, one in enumerate(hearing.attachments)]
    if hearing.takedown:
        found.append((("takedown", "reason"), hearing.takedown.reason))
    return ((path, text) for path, text in found if text is not None)


def _restriction_texts(restriction: Restriction, path: type_path) -> list[tuple[type_path, Text | None]]:
    texts = _decision_texts(restriction.decisions, path)
    texts.append(((*path, "text"), restriction.text))
    if restriction.lifted:
        texts.append(((*path, "lifted", "by"), Text(restriction.lifted.by)))
        texts.append(((*path, "lifted", "note"), restriction.lifted.note))
    return texts


def _appeal_texts(appeal: Appeal, path: type_path) -> list[tuple[type_path, Text | None]]:
    texts: list[tuple[type_path, Text | None]] = [((*path, "note"), appeal.note)]
    if appeal.notice:
        texts.append(((*path, "notice", "text"), appeal.notice.text))
    if appeal.hearing:
        texts += _sitting_texts(appeal.hearing, (*path, "hearing"))
    texts += [((*path, "officers", key, "reasons"), decision.reasons) for key, decision in appeal.officers.items()]
    return texts


def _sitting_texts(sitting: Sitting, path: type_path) -> list[tuple[type_path, Text | None]]:
    texts: list[tuple[type_path, Text | None]] = [
        ((*path, "venue"), sitting.venue),
        ((*path, "attend"), sitting.attend),
        ((*path, "private_reason"), sitting.private_reason),
    ]
    if isinstance(sitting.dates, SittingSpan):
        texts.append(((*path, "dates", "about"), sitting.dates.about))
    texts += _decision_texts(sitting.decisions, path)
    texts += [((*path, "history", place, "reason"), step.reason) for place, step in enumerate(sitting.history)]
    return texts


def _decision_texts(decisions: list[Decision], path: type_path) -> list[tuple[type_path, Text | None]]:
    texts: list[tuple[type_path, Text | None]] = []
    for place, decision in enumerate(decisions):
        plain = {"asked_by": decision.asked_by, "asked_for": decision.asked_for}
        texts += [((*path, "decisions", place, key), Text(text) if text else None) for key, text in plain.items()]
        texts += [
            ((*path, "decisions", place, "note"), decision.note),
        ]
    return texts
