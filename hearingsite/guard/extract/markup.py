"""XML as passages: feeds, sitemaps, pictures in SVG. Nothing is fetched, no entity is expanded."""

import html
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final
from xml.parsers import expat

from hearingsite.guard.extract.brackets import without_tags
from hearingsite.guard.extract.fields import may_have_fields, told_in_fields
from hearingsite.guard.extract.labels import labelled
from hearingsite.guard.extract.pages import hidden_texts, in_paragraphs, visible_texts
from hearingsite.guard.extract.passage import Passage, record_named, unread
from hearingsite.guard.extract.tags import KNOWN

# What stands for one hearing in a feed, a list of feeds or a sitemap.
_ENTRIES: Final = frozenset({"item", "entry", "deleted-entry", "url", "outline"})
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "textpath",
        "time",
        "tspan",
        "u",
        "var",
        "wbr",
    ]
)
_PARAGRAPHS: Final = frozenset({"p", "si", "is"})  # of documents, and cells of spreadsheets
_NAMES: Final = (
    "author category channel cloud comments content contributor copyright docs email enclosure entry feed generator guid icon"
    " id item language lastbuilddate lastmod loc logo managingeditor name opml outline pubdate published rights rss subtitle"
    " summary ttl updated uri url urlset webmaster"
)
_OF_FEEDS: Final = frozenset(_NAMES.split())  # which say nothing of anybody
_ATTRIBUTES: Final = frozenset(
    [
        "href",
        "rel",
        "type",
        "version",
        "isPermaLink",
        "xml:lang",
        "xmlns",
        "scheme",
        "term",
        "ref",
        "when",
        "length",
        "medium",
    ]
)
_DEPTH: Final = 500
_LONGEST_ID: Final = 300
_KEPT: Final = 4000  # texts that are HTML, of no more than so many letters each
_LONGEST_KEPT: Final = 10_000


class _Refused(Exception):  # noqa: N818 -- ends the reading, no error of the program
    """The XML has something that could hold what nobody sees here."""


class _Reader:
    """Collects blocks of text, attributes and comments, entry by entry."""

    def __init__(self, content: bytes, records: frozenset[str]) -> None:
        self.records = records
        self.passages: list[Passage] = []
        self.blocks: list[tuple[int, str]] = []
        self.hidden: list[tuple[int, str, str]] = []
        self.own: frozenset[str] = frozenset()
        self.depth = self.entry_depth = 0
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self._hide("comment", text)
        parser.ProcessingInstructionHandler = lambda name, text: self._hide("instruction", f"{name} {text}")
        parser.StartDoctypeDeclHandler = self._declare
        parser.EntityDeclHandler = self._refuse
        self.is_inside = False
        self.parts: list[str] = []
        self.paragraph: list[str] = []  # what stands in one, or in a cell, whatever elements part it
        self.open: list[list[str]] = [[]]  # what stands in each element that is open, but not in others in it
        self.line = 1
        try:
            parser.Parse(content, True)  # noqa: FBT003 -- expat takes it by place alone
            self._flush()
        finally:
            del self.parser  # it knows this reader: nothing would be freed of either while no collector runs

    def _refuse(self, *_: Any) -> None:
        raise _Refused

    def _declare(self, name: str, system: str | None, public: str | None, has_declarations: bool) -> None:  # noqa: FBT001 -- expat's
        if has_declarations:
            raise _Refused
        self._hide("declaration", f"{name}\n{system or ''}\n{public or ''}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEPTH:
            raise _Refused
        self.open.append([])
        is_inline, is_entry, is_known, _, is_paragraph = _kind(name)
        if is_paragraph:
            self.paragraph = []
        if self.parts and not is_inline:
            self._break()
        if is_entry and not self.entry_depth:
            self._flush()
            self.entry_depth = self.depth
        if not is_known:
            self._hide("name of an element", name)
        if attributes:
            self._read_attributes(attributes)

    def _read_attributes(self, attributes: dict[str, str]) -> None:
        for value in attributes.values():
            if "-" in value:
                self.own |= record_named(value)
            self._hide("attribute", value)
        if not attributes.keys() <= _ATTRIBUTES:
            for key in attributes.keys() - _ATTRIBUTES:
                self._hide("name of an attribute", key)
            for told in labelled(attributes, attributes.values()):
                self._hide("attribute", told)

    def _end(self, name: str) -> None:
        is_inline, _, _, is_label, is_paragraph = _kind(name)
        if self.parts and not is_inline:
            self._break()
        directly = self.open.pop()
        for told in labelled([name], ["".join(directly).strip()]) if is_label else ():
            self._hide("text of an element", told)
        if is_paragraph:
            if len(self.paragraph) > 1:
                self._hide("text of an element", "".join(self.paragraph))
            self.paragraph = []
        if len(directly) > 1:  # other elements stand between, and need not be shown
            self._hide("text of an element", "".join(directly))
        if self.depth == self.entry_depth:
            self._flush()
            self.entry_depth = 0
        self.depth -= 1

    def _text(self, text: str) -> None:
        if not self.parts:
            self.line = self.parser.CurrentLineNumber - text.count("\n")  # texts are told at their end
        self.parts.append(text)
        self.paragraph.append(text)
        self.open[-1].append(text)

    def _break(self) -> None:
        text = "".join(self.parts)
        self.parts = []
        if text.strip():
            if "-" in text and len(text) < _LONGEST_ID:
                self.own |= record_named(text.strip())
            self.blocks.append((self.line, text))

    def _hide(self, where: str, text: str) -> None:
        if text and not text.isspace():
            self.hidden.append((self.parser.CurrentLineNumber, where, text))
            if "<" in text:
                self.hidden.append((self.parser.CurrentLineNumber, where, without_tags(text)))

    def _flush(self) -> None:
        """Give what was collected as passages of one entry, or of what stands before, between and behind them."""
        if self.parts:
            self._break()
        if not (self.hidden or self.blocks):
            self.own = frozenset()
            return
        records = self.records | (self.own if self.entry_depth else frozenset())
        for line, where, text in self.hidden:
            self.passages.append(Passage(text, where, line, records))
        self.passages += _block_passages(self.blocks, records)
        self.blocks, self.hidden, self.own = [], [], frozenset()


@lru_cache(maxsize=1000)
def _kind(name: str) -> tuple[bool, bool, bool, bool, bool]:
    """Whether an element stands in a line, is for one hearing, has a name that says nothing, labels, or is a paragraph."""
    local = name.rpartition(":")[2].lower()  # without the prefix of its namespace
    is_known = local in KNOWN or local in _OF_FEEDS
    labels = any(labelled([name], ["."]))
    return local in _INLINE, local in _ENTRIES, is_known, labels, local in _PARAGRAPHS


def _block_passages(blocks: list[tuple[int, str]], records: frozenset[str]) -> Iterator[Passage]:
    """One passage of all blocks as they are read, a second one where HTML stands in them, which is decoded once more."""
    joined: list[str] = []
    parted: list[str] = []
    lines: list[int] = []
    for line, text in blocks:
        once = html.unescape(text) if "&" in text else text
        if "<" not in once and "\n" not in once:
            joined.append(once)
            parted.append(once)
            lines.append(line)
            continue
        is_line = "\n" not in once
        as_read, hidden, told = _read_html(once) if len(once) <= _LONGEST_KEPT else _read_html.__wrapped__(once)
        for where, value in hidden:
            yield Passage(value, where, line, records)
        for said in told:
            yield Passage(said, "field", line, records)
        rows = as_read[0].split("\n"), list(map(str.strip, as_read[1].split("\n")))
        joined += rows[0]
        parted += rows[1] if len(rows[1]) == len(rows[0]) else rows[0]
        lines += [line] * len(rows[0]) if is_line else range(line, line + len(rows[0]))
    if joined:
        yield Passage("\n".join(joined), "text", records=records, lines=tuple(lines))
    if parted != joined:
        yield Passage("\n".join(parted), "text", records=records, lines=tuple(lines))


@lru_cache(maxsize=_KEPT)
def _read_html(once: str) -> tuple[tuple[str, str], list[tuple[str, str]], list[str]]:
    """What a text says that is HTML or has several lines: with its tags taken out, and parted by them; hidden; in fields.

    What is in a feed of one kind is in that of another, too.
    """
    if "<" not in once:
        return (once, once), [], []
    joined, parted = visible_texts(once if "\n" in once else in_paragraphs(once))
    if "<" in joined:
        joined, parted = without_tags(joined), without_tags(parted, " ")
    told = [said for _, said in told_in_fields(once)] if may_have_fields(once) else []
    return (joined, parted), list(hidden_texts(once)), told


def read_xml(content: bytes, records: frozenset[str]) -> Iterator[Passage]:
    """Yield the passages of XML; what is not well-formed, or declares entities, is told as unread."""
    try:
        yield from _Reader(content, records).passages
    except _Refused:
        yield unread("it declares entities, or nests too deep")
    except (expat.ExpatError, ValueError, LookupError):
        yield unread("it is no well-formed XML")
