"""Sentences and blocks of a text in the Markdown of records: headings, paragraphs, items of lists, rows of tables."""

import bisect
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from hearingsite.patterns import later
from hearingsite.records.passages import Passage

HEADING, PARAGRAPH, ITEM, ROW = "heading", "paragraph", "item", "row"

_STARTS: Final = later(r"[ \t]*(?:(?P<heading>#)|(?P<row>\|)|(?P<item>[-*+]|[0-9]{1,9}[.)])(?=[ \t]))")
# The end of a sentence, with the quotation marks and brackets that close with it, before a capital or a digit.
_END: Final = later(r"[.!?][\"”’')\]*_]*\s+(?=[\"“‘'(\[*_]*[A-ZÂÊÎÔÛŴŶ0-9])")  # noqa: RUF001 -- quotation marks
# The three characters before a full stop that ends no sentence.
SHORTENED: Final = frozenset(
    (" Mr", "Mrs", " Ms", " Dr", " St", " No", "Sgt", "nsp", "upt", "ara", "reg", "e.g", "i.e")
)


class Block(Struct, frozen=True):
    """A piece of a text that stands for itself, from `start` to `end`."""

    start: int
    end: int
    kind: str


def find_all(text: str, stems: Iterable[str], pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Find what a pattern matches wherever one of its beginnings stands; many times faster than its own search."""
    found: list[re.Match[str]] = []
    for stem in stems:
        at = text.find(stem)
        while at >= 0:
            match = pattern.match(text, at)
            if match:
                found.append(match)
            at = text.find(stem, at + 1)
    return found


def read_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text in order; lines that only continue a block belong to it."""
    start, end, kind = 0, 0, ""
    at = 0
    for line in text.split("\n"):
        opening = _STARTS.match(line)
        is_blank = not line or line.isspace()
        if kind and (is_blank or opening or kind in (HEADING, ROW)):
            yield Block(start, end, kind)
            kind = ""
        if not is_blank:
            if not kind:
                kind = (opening.lastgroup if opening else None) or PARAGRAPH
                start = at + (opening.end() if opening and kind == ITEM else 0)
            end = at + len(line)
        at += len(line) + 1
    if kind:
        yield Block(start, end, kind)


def read_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of every sentence of a block."""
    begin = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and text[match.start() - 3 : match.start()] in SHORTENED:
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < end:
        yield begin, end


def is_verbatim(passage: Passage) -> bool:
    """Whether a text gives somebody else's words, which no editor may change: a quote, the wording of an order."""
    return passage.path[:1] == ("quotes",) or (passage.path[:1] == ("restrictions",) and "text" in passage.path)


class _Outline(Struct, frozen=True):
    """The blocks of a text with the ends by which one is found; for each, the heading above and its list or table.

    A rule asks for the sentence of every word that it looks at: read anew each time, a long text would take minutes.
    """

    blocks: list[Block]
    ends: list[int]
    headings: list[str]
    runs: list[tuple[int, int]]


@functools.lru_cache(maxsize=4)
def _outline_of(text: str) -> _Outline:
    blocks = list(read_blocks(text)) or [Block(0, len(text), PARAGRAPH)]
    headings: list[str] = []
    runs: list[tuple[int, int]] = []
    heading, first = "", 0
    for place, block in enumerate(blocks):
        if block.kind not in (ITEM, ROW):
            runs += [(first, place - 1)] * (place - len(runs))
            runs.append((place, place))
            first = place  # a list is read with the paragraph that introduces it
        headings.append(heading)
        if block.kind == HEADING:
            heading = text[block.start : block.end]
    runs += [(first, len(blocks) - 1)] * (len(blocks) - len(runs))
    return _Outline(blocks, [block.end for block in blocks], headings, runs)


@functools.lru_cache(maxsize=16)
def _sentences_of(text: str, block: Block) -> tuple[list[str], list[int]]:
    """The sentences of a block, and their ends."""
    places = list(read_sentences(text, block.start, block.end)) or [(block.start, block.end)]
    return [text[start:end] for start, end in places], [end for _, end in places]


@functools.lru_cache(maxsize=64)
def _setting(text: str, first: int, last: int, number: int) -> str:
    outline = _outline_of(text)
    blocks = outline.blocks
    if first == last:
        return f"{outline.headings[first]}\n{_sentences_of(text, blocks[first])[0][number]}"
    return f"{outline.headings[first]}\n{text[blocks[first].start : blocks[last].end]}"


def _place_of(text: str, at: int) -> int:
    """Number the block that a character stands in, the last one for what stands behind all."""
    outline = _outline_of(text)
    return min(bisect.bisect_left(outline.ends, at), len(outline.blocks) - 1)


def _number_of(text: str, block: Block, at: int) -> int:
    """Number the sentence of a block that a character stands in."""
    _, ends = _sentences_of(text, block)
    return min(bisect.bisect_right(ends, at), len(ends) - 1)


def sentence_at(text: str, at: int) -> str:
    """Give the sentence that a character stands in."""
    block = _outline_of(text).blocks[_place_of(text, at)]
    return _sentences_of(text, block)[0][_number_of(text, block, at)]


def setting_of(text: str, at: int) -> str:
    """Give what a reader has in mind at a character: the heading above, its sentence; for a list or table, all of it.

    A list or a table is read with the paragraph that introduces it.
    """
    outline, place = _outline_of(text), _place_of(text, at)
    first, last = outline.runs[place]
    if outline.blocks[place].kind not in (ITEM, ROW):
        first = last = place
    return _setting(text, first, last, _number_of(text, outline.blocks[place], at) if first == last else 0)


@functools.lru_cache(maxsize=64)
def says(pattern: re.Pattern[str], sentence: str) -> bool:
    """Whether a pattern stands in a sentence (or a setting); looked for once, however many words of it are asked about."""
    return pattern.search(sentence) is not None
