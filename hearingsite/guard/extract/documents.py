"""A PDF as passages, by two readers: the text of its pages, and every object in it, earlier revisions included."""

import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import Any, Final

import pikepdf
import pypdf

from hearingsite.guard.extract.kinds import binary_kind
from hearingsite.guard.extract.pages import hidden_texts, visible_texts
from hearingsite.guard.extract.passage import Passage, unread
from hearingsite.guard.extract.raw import WORDS, inflated, runs
from hearingsite.guard.extract.streams import MOST, TOO_MUCH, Budget, TooMuchError, spans, without

_END: Final = re.compile(rb"%%EOF[ \t]*\r?\n?")
# What has no end is passed over in one go: it would have none from any bracket in it either.
_IN_BRACKETS: Final = re.compile(rb"\(((?:[^()\\]++|\\.)*+)\)|\((?:[^()\\]++|\\.)*+", re.DOTALL)
_UNREADABLE: Final = "the document is damaged or has no end"
_REVISIONS: Final = 20
_NEAR: Final = 2  # lines
_GOES_ON: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[-\u00ad\u2010](?=\s)")
_HEAD: Final = 500  # bytes before a stream that say what it is
_DEPTH: Final = 50
# What pages may draw, for each byte of the document and beyond: each is read letter by letter, and several may draw the same.
_DRAWN: Final = 8
_MORE: Final = 1_000_000


def read_pdf(content: bytes, records: frozenset[str]) -> Iterator[Passage | tuple[str, bytes]]:
    """Yield the passages of a PDF, and every file that is attached to it as (name, bytes)."""
    ends = [match.end() for match in _END.finditer(content)]
    if not ends:
        yield unread(_UNREADABLE)
    if len(ends) > _REVISIONS:
        yield unread("it has too many revisions")
    budgets = Budget(), Budget(_DRAWN * len(content) + _MORE)
    try:
        yield from _loose_streams(content, records)
        yield from _revision(content, "", records, budgets)
        for end in ends[:-1][:_REVISIONS]:
            if end < len(content):
                yield from _revision(content[:end], "an earlier revision: ", records, budgets, is_earlier=True)
    except TooMuchError:
        yield unread(TOO_MUCH)
    yield from runs(without(content), "raw bytes", records)


def _revision(
    content: bytes, prefix: str, records: frozenset[str], budgets: tuple[Budget, Budget], *, is_earlier: bool = False
) -> Iterator[Passage | tuple[str, bytes]]:
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            if document.is_encrypted:
                yield unread("the document is encrypted")
                return
            for thing in document.objects:
                yield from _thing(thing, prefix, records, budgets[0])
    except pikepdf.PasswordError:
        yield unread("the document is encrypted")
        return
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError):
        # The end of a revision may stand in the middle of another one's bytes; the whole must be readable.
        if not is_earlier:
            yield unread(_UNREADABLE)
        return
    yield from _pages(content, prefix, records, budgets[1], is_earlier=is_earlier)


def _pages(
    content: bytes, prefix: str, records: frozenset[str], budget: Budget, *, is_earlier: bool
) -> Iterator[Passage]:
    before: list[str] = []
    with _quiet("pypdf"):
        try:
            for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, 1):
                drawn = page.get_contents()
                budget.spend(len(drawn.get_data()) if drawn is not None else 0)
                text = page.extract_text()
                yield Passage(text, f"{prefix}page {number}", records=records)
                lines = list(filter(None, map(str.strip, text.split("\n"))))
                for said in chain(_over_pages(before, lines), _in_columns(lines)):
                    budget.spend(len(said))
                    yield Passage(said, f"{prefix}page {number}", records=records)
                before = lines
        except TooMuchError:
            raise
        except Exception:  # noqa: BLE001 -- whatever a damaged document makes the library raise, it could not be read
            if not is_earlier:
                yield unread("the text of its pages cannot be read")


def _over_pages(before: list[str], lines: list[str]) -> Iterator[str]:
    """The last lines of a page, each with the first ones of the next: numbers and titles of pages may stand between."""
    yield from (f"{last}\n{first}" for last in before[-_NEAR:] for first in lines[:_NEAR])


def _in_columns(lines: list[str]) -> Iterator[str]:
    """Words that go on, and stand inside a line, each with the words of the next one: in its column, one ends them."""
    for line, below in pairwise(lines):
        yield from (f"{found[0]}\n{word}" for found in _GOES_ON.finditer(line) for word in below.split())


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library's log to itself: it may quote the document."""
    log = logging.getLogger(name)
    was = log.level
    log.setLevel(logging.CRITICAL + 1)  # which those below it, one a module, take over
    try:
        yield
    finally:
        log.setLevel(was)


def _thing(thing: Any, prefix: str, records: frozenset[str], budget: Budget) -> Iterator[Passage | tuple[str, bytes]]:
    """The texts and names of an object, and what its stream holds."""
    texts = list(_texts(thing, 0))
    where = prefix + ("annotation" if _is(thing, "/Subtype") and "/Rect" in thing else "metadata")
    if texts:
        yield Passage("\n".join(texts), where, records=records)
    if not isinstance(thing, pikepdf.Stream):
        return
    if thing.get("/Subtype") == "/Image":
        raw = thing.read_raw_bytes()
        if binary_kind(raw):  # a photograph has metadata of its own
            yield "picture", raw
        else:
            words = b"\n".join(chain.from_iterable(map(WORDS.findall, (raw, *inflated(raw)))))
            yield from runs(words, prefix + "picture", records)
        return
    data = budget.data(thing)
    if thing.get("/Type") == "/EmbeddedFile" or _is(thing, "/Params") or binary_kind(data):
        yield "attachment", data
    elif thing.get("/Type") == "/Metadata":
        text = data.decode("utf-8", "replace")
        yield Passage(visible_texts(text)[0], f"{prefix}metadata", records=records)
        yield from (Passage(value, f"{prefix}metadata", records=records) for _, value in hidden_texts(text))
    elif _is(thing, "/Length1"):  # a font
        yield from runs(b"\n".join(WORDS.findall(data)), prefix + "font", records)
    else:
        yield from _drawn(data, prefix + "drawing", records)


def _is(thing: Any, key: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and key in thing


def _texts(thing: Any, depth: int) -> Iterator[str]:
    """Every text and name in an object; what it refers to comes by itself."""
    if depth > _DEPTH:
        raise RecursionError
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Name):
        yield str(thing)[1:]
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from _below(one, depth)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in thing.items():
            yield key[1:]
            yield from _below(one, depth)


def _below(one: Any, depth: int) -> Iterator[str]:
    if not (isinstance(one, pikepdf.Object) and one.is_indirect):
        yield from _texts(one, depth + 1)


def _drawn(data: bytes, where: str, records: frozenset[str]) -> Iterator[Passage]:
    """What a page draws: its strings joined, because a word is often drawn in parts, and its bytes."""
    joined = re.sub(rb"\\\r?\n", b"", b"".join(_IN_BRACKETS.findall(data)))
    if joined:
        yield Passage(joined.decode("latin-1"), where, records=records)
    yield from runs(data, where, records)


def _loose_streams(content: bytes, records: frozenset[str]) -> Iterator[Passage]:
    """What streams hold to which no table points any more, and what stands behind what is packed in any."""
    budget = Budget()
    for begin, end in spans(content):
        packer = zlib.decompressobj()
        try:
            data, loose = packer.decompress(content[begin:end], MOST + 1), packer.unused_data
        except zlib.error:
            data, loose = b"", content[begin:end]
        if b"/Image" not in content[max(0, begin - _HEAD) : begin]:  # pixels are many, and few of them are read
            budget.spend(len(data))
        if b"(" in data or b"<" in data:
            yield from _drawn(data, "a part of the document that may no longer be shown", records)
        yield from runs(b"\n".join(WORDS.findall(loose)), "raw bytes", records)
