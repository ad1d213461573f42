"""A page as passages: text with inline tags joined and with all tags parted, attributes, comments, data in scripts.

Lines are kept by reading a page piece by piece: a piece is a line, or several where a tag, a comment or a script goes on.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain, compress, groupby
from operator import itemgetter, ne
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from hearingsite.guard.extract.brackets import TAG, whole_tags, without_tags
from hearingsite.guard.extract.fields import told_in_fields
from hearingsite.guard.extract.flat import takes_long, texts_by_tag
from hearingsite.guard.extract.fragments import Owners, find_fragments
from hearingsite.guard.extract.labels import labelled
from hearingsite.guard.extract.linked_data import data_apart
from hearingsite.guard.extract.over_lines import spelt
from hearingsite.guard.extract.passage import Passage, unread
from hearingsite.guard.extract.tags import NO_VALUE, VALUE, tags_in, words_in_tags, words_without_values

COMMENT: Final = re.compile(r"<!--(.*?)(?:--!?>|\Z)", re.DOTALL)
_NO_NAME: Final = str.maketrans("\"'<>/=", "      ")
_LONG_NAME: Final = 100  # letters
_GROUPS: Final = 3  # of which one holds the value
# What no reader of text enters: a document of its own, and what stands beside frames.
_CLOSED: Final = re.compile(r"<(/?)(?:template|frameset)\b", re.IGNORECASE)
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")  # its text is shown in a drawing, and hidden elsewhere
_OPENED: Final = re.compile(r"<(?:(!--)|(script|style|textarea)\b|)", re.IGNORECASE)
_CLOSING: Final = {
    name: re.compile(end, re.IGNORECASE)
    for name, end in (("!--", "--!?>"), *((name, rf"</{name}\s*>") for name in ("script", "style", "textarea")))
}
_VERBATIM: Final = re.compile(r"<(/?)(?:script|style|textarea)\b", re.IGNORECASE)
_ENDS: Final = (".</p>", ".</li>")
# The same for most lines in one go: whole tags and what stands between them, no script and no comment.
_ENDED: Final = re.compile(
    r"""[^<]*+(?:<(?!(?i:/?(?:script|style|textarea)\b))/?[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>[^<]*+)*+"""
)
_ENDED_IN_LINE: Final = re.compile(  # the same, where no tag goes over a line end
    r"""[^<]*+(?:<(?!(?i:/?(?:script|style|textarea)\b))/?[a-zA-Z](?:[^<>"'\n]++|"[^"\n]*+"|'[^'\n]*+')*+>[^<]*+)*+"""
)
_LINES_OF_PIECE: Final = 400
_LONGEST_END: Final = 100  # signs of the end of a script
_BEGUN: Final = re.compile(r"<(?:!--|[a-zA-Z/!])")
# Names of attributes that may be printed: others are the page's own, and could be anything.
_PRINTABLE: Final = frozenset(
    [
        "alt",
        "aria-label",
        "aria-description",
        "class",
        "content",
        "data",
        "href",
        "id",
        "label",
        "name",
        "placeholder",
        "src",
        "srcset",
        "summary",
        "title",
        "value",
    ]
)


class _Piece(NamedTuple):
    line: int
    start: int
    source: str


def read_page(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield the passages of a page; `records` are those of its route."""
    if is_unfinished(text):
        yield unread("it has no end")
    owners = Owners(find_fragments(text))
    pieces = list(_pieces(text))
    for belongs, group in groupby(pieces, key=lambda piece: owners.of(piece.start, piece.start + len(piece.source))):
        yield from _read_pieces(list(group), records | belongs)
    for line, joined in _continued(text):
        yield Passage(joined, "text", line, records)
    # Without the table around them, cells of one row are one word.
    yield from (Passage(said, "text", records=records) for _, said in spelt(visible_texts(text)[1]))
    told = list(told_in_fields(text))
    ends = [found.start() for found in re.finditer("\n", text)] if told else []
    for at, said in told:
        yield Passage(said, "field", bisect_left(ends, at) + 1, records | owners.of(at, at + 1))


def _continued(text: str) -> Iterator[tuple[int, str]]:
    """The lines of scripts and styles whose ends say nothing, joined, each with the number of its first."""
    if "\\\n" not in text:
        return
    held: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if held or line.endswith("\\"):
            held.append(line)
        if held and not line.endswith("\\"):
            yield number + 1 - len(held), "".join(part.lstrip().removesuffix("\\") for part in held)
            held = []


def is_unfinished(text: str) -> bool:
    """Whether a page was cut short."""
    return "<html" in text[:2000].lower() and "</html" not in text[-200:].lower()


def _read_pieces(pieces: list[_Piece], records: frozenset[str]) -> Iterator[Passage]:
    """Yield the passages of pieces that belong to the same hearings."""
    joined: list[str] = []
    parted: list[str] = []
    lines: list[int] = []
    for piece in pieces:
        as_read = visible_texts(piece.source)
        apart = as_read[0].strip().split("\n"), as_read[1].strip().split("\n")
        joined += apart[0]
        parted += apart[1] if len(apart[1]) == len(apart[0]) else apart[0]
        lines += range(piece.line, piece.line + len(apart[0]))
        for where, value in hidden_texts(piece.source):
            yield Passage(value, where, piece.line, records)
    yield Passage("\n".join(joined), "text", records=records, lines=tuple(lines))
    if parted != joined:
        yield Passage("\n".join(parted), "text", records=records, lines=tuple(lines))


def visible_texts(source: str) -> tuple[str, str]:
    """The text of a page or of a part of it: with all tags taken out, and with a blank in the place of each."""
    if "<" not in source and "&" not in source:
        return source, source
    if takes_long(source):
        return texts_by_tag(source)
    source = _CLOSED.sub(r"<\1div", source)
    if "<![CDATA[" in source:
        source = _CDATA.sub("", source)
    root = LexborHTMLParser(source).root
    if root is None:
        return source, source
    joined, parted = root.text(separator=""), root.text(separator=" ")
    if "<" in joined:  # scripts, styles, what a tag that never ends has swallowed, and brackets that are shown
        shown = "".join(f"\n{said}" for said in _in_brackets(joined))
        return without_tags(joined) + shown, without_tags(parted, " ") + shown
    return joined, parted


def _in_brackets(text: str) -> Iterator[str]:
    """What stands between brackets in a text, whether it is a tag or not: an address for mail, as programs write it."""
    yield from words_in_tags(text)
    yield from (value for found in whole_tags(text) for value in _values(found))


def _values(source: str) -> Iterator[str]:
    yield from ("".join(groups) for groups in VALUE.findall(source))


def in_paragraphs(source: str) -> str:
    """HTML with every paragraph that ends a sentence on a line of its own, as it stands in a page: lines are read once."""
    for end in _ENDS:
        source = source.replace(end, f"{end}\n").replace(f"{end}\n\n", f"{end}\n")
    return source


def all_texts(source: str) -> list[str]:
    """Everything that a page or a part of it says, each text once and without places: for a first look."""
    source, data = data_apart(source)
    joined, parted = visible_texts(source)
    texts = [joined, *hidden_values(source), *chain.from_iterable(map(_data_readings, data))]
    texts += _parted_lines(joined, parted)
    texts += (text for _, text in _continued(source))
    return texts


def _parted_lines(joined: str, parted: str) -> Iterator[str]:
    """The lines that say something else once all tags part words, each with the one before and the one behind it."""
    lines, others = (list(filter(None, map(str.strip, text.split("\n")))) for text in (joined, parted))
    if len(lines) != len(others):
        yield parted
        return
    until = 0  # of these, all were given that differ
    for at in list(compress(range(len(lines)), map(ne, lines, others))):
        if at < until or lines[at].split() == others[at].split():
            continue
        until = at + 1
        while until < len(lines) and lines[until] != others[until]:
            until += 1
        yield "\n".join(others[max(0, at - 1) : until + 1])


def hidden_texts(source: str) -> Iterator[tuple[str, str]]:
    """What a reader does not see, as (where, text): values and names of attributes, comments, data in scripts."""
    if "=" in source:
        yield from (
            ("attribute", value) for value in _behind_stray_marks(source, map(itemgetter(1), _attributes(source)))
        )
        for name, value in _attributes(source):
            lower = name.lower()
            where = f"attribute {lower}" if lower in _PRINTABLE else "attribute"
            yield from ((where, text) for text in _readings(value))
            if lower not in _PRINTABLE:
                yield "name of an attribute", name
                yield from (("attribute", told) for told in labelled([name], [value]))
    if "<" in source:
        yield from (("tag", words) for words in words_in_tags(source))
    yield from (("comment", text) for text in _comments(source))
    for told in data_apart(source)[1]:
        yield from (("data in the page", text) for text in _data_readings(told))


def hidden_values(source: str) -> dict[str, None]:
    """The texts of `hidden_texts` without data, each once: a whole page's attributes at a time instead of one after the other."""
    texts: dict[str, None] = {}
    parts = VALUE.split(source) if "=" in source else [source]
    before = parts[:: _GROUPS + 1]
    if len(parts) > 1:
        values = dict.fromkeys(chain.from_iterable(parts[place :: _GROUPS + 1] for place in range(1, _GROUPS + 1)))
        values |= dict.fromkeys(_behind_stray_marks(source, values))
        plain = [html.unescape(value) if "&" in value else value for value in values if value]
        texts |= dict.fromkeys(plain)
        texts |= dict.fromkeys(without_tags(value) for value in plain if "<" in value)
        names = {text.rpartition(" ")[2] for text in before[:-1]} - _PRINTABLE
        names = {_last_word(text) for text in names}
        names |= {_last_word(text) for text in before[:-1]} if "" in names else set()
        names = {name for name in names if name.lower() not in _PRINTABLE}
        texts |= dict.fromkeys(names)
        if any(labelled(names, names)):
            texts |= dict.fromkeys(labelled(*zip(*_attributes(source), strict=True)))
    texts |= dict.fromkeys(words_without_values(NO_VALUE.join(before)) if "<" in source else ())
    texts |= dict.fromkeys(_comments(source))
    return texts


def _behind_stray_marks(source: str, values: Iterable[str | None]) -> Iterator[str]:
    """The values of each tag by itself, where some value goes over tags: a text may have a mark that begins one."""
    if "<" in "".join(filter(None, values)):
        yield from (value for tag in tags_in(source) for value in _values(tag))


def _comments(source: str) -> Iterator[str]:
    """Comments, with the tags in them and without."""
    if "<!--" in source:
        for comment in COMMENT.findall(source):
            yield comment
            if "<" in comment:
                yield without_tags(comment)


def _readings(value: str) -> Iterator[str]:
    """What the value of an attribute says, which may be a page of its own."""
    once = html.unescape(value)
    yield once
    if "<" in once:
        yield without_tags(once)


def _data_readings(told: str) -> Iterator[str]:
    """What a text of data says, in which HTML may stand."""
    yield told
    if "<" in told or "&" in told:
        yield from visible_texts(told)


def _attributes(source: str) -> Iterator[tuple[str, str]]:
    """Names and values, wherever they stand."""
    before = 0
    for found in VALUE.finditer(source):
        name = _last_word(source[max(before, found.start() - _LONG_NAME) : found.start()])
        if len(name) > _LONG_NAME // 2:
            name = _last_word(source[before : found.start()])
        before = found.end()
        yield name, found[found.lastindex or 0]


def _last_word(text: str) -> str:
    words = text.translate(_NO_NAME).rsplit(None, 1)
    return words[-1] if words else ""


def _pieces(text: str) -> Iterator[_Piece]:
    lines = text.split("\n")
    first, start, at = 0, 0, 0
    held: list[str] = []
    begun = _Begun()
    for number, line in enumerate(lines):
        if not held:
            first, start = number, at
            begun = _Begun()
        held.append(line)
        at += len(line) + 1
        may_go_on = number + 1 < len(lines) and len(held) < _LINES_OF_PIECE
        if may_go_on and len(held) > 1 and ">" not in line:
            continue  # what was open still is
        source = "\n".join(held) if len(held) > 1 else line
        if may_go_on and begun.goes_on(source):
            continue
        held = []
        if source.strip():
            yield _Piece(first + 1, start, source)


class _Begun:
    """Whether a tag or a comment begins in a source and does not end in it; more of the source may be told again.

    What is whole stays whole, and what has no end yet is all that is looked at again.
    """

    def __init__(self) -> None:
        """Begin before the source."""
        self._read = self._at = 0  # up to where it was read, and up to where all is whole
        self._endless: dict[str, int] = {}  # where that begins which has no end yet, but may be a tag

    def goes_on(self, source: str) -> bool:
        """Whether it does in a source that begins as the one before."""
        for name, begin in list(self._endless.items()):
            if name in self._endless and _CLOSING[name].search(source, max(begin + 1, self._read - _LONGEST_END)):
                self._at = min(self._at, begin)
                self._endless = {other: place for other, place in self._endless.items() if place < begin}
        self._read = len(source)
        if not self._endless and _ENDED.fullmatch(source, self._at):
            self._at = len(source)
            return False
        self._at = source.find("<", self._at)
        while self._at >= 0:
            endless = set(self._endless)
            end = _end(source, self._at, endless)
            self._endless |= dict.fromkeys(endless - self._endless.keys(), self._at)
            if not end and _BEGUN.match(source, self._at):
                return True
            self._at = source.find("<", end or self._at + 1)
        self._at = len(source)
        return False


def open_until(source: str) -> str:
    """What must come before a tag, a comment or a script has ended that begins in a source; "" where none is open."""
    if "<" not in source or _ENDED.fullmatch(source):
        return ""
    if _Begun().goes_on(source):
        return ">"
    opened = _VERBATIM.findall(source)
    return "</" if opened and not opened[-1] else ""


def open_lines(text: str) -> Iterator[str]:
    """The lines in which something begins that does not end there; whole ones are passed over in one go."""
    at = 0
    while (whole := _ENDED_IN_LINE.match(text, at)) and whole.end() < len(text):
        start = text.rfind("\n", at, whole.end()) + 1 or at
        at = text.find("\n", whole.end()) + 1 or len(text)
        line = text[start:at].removesuffix("\n")
        if open_until(line):
            yield line


def _end(source: str, begin: int, endless: set[str]) -> int:
    """Where what begins at a bracket ends; 0 where it does not."""
    opened = _OPENED.match(source, begin)
    name = (opened[opened.lastindex or 0] if opened else "").lower()
    closing = None
    if name in _CLOSING and name not in endless:
        closing = _CLOSING[name].search(source, opened.end() if opened else begin)
        if closing is None:
            endless.add(name)
    closing = closing or TAG.match(source, begin)
    return closing.end() if closing else 0
