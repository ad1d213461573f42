"""Runs of text among bytes: what stands where no reader of the kind of file looks."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from hearingsite.guard.extract.passage import Passage

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_LATIN_RUN: Final = re.compile(rb"[\x09\x0a\x0d\x20-\x7e\xa0-\xff]{4,}")
# Two bytes a letter, as Windows and some cameras write.
_WIDE_RUN: Final = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
_WIDE_RUN_BIG: Final = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){4,}")
# What is text for sure among the bytes of a picture or of the forms of letters, one byte a letter or two.
WORDS: Final = re.compile(rb"[A-Za-z][A-Za-z' .,-]{7,}|(?:\x00[A-Za-z' .,-]){8,}")
_PACKED: Final = re.compile(rb"\x78[\x01\x5e\x9c\xda]")  # how zlib's data begin

_MOST: Final = 16 * 1024 * 1024


def runs(content: bytes, where: str, records: frozenset[str], line: int = 0) -> Iterator[Passage]:
    """Yield what can be read among bytes: as UTF-8, as Latin-1 where that is something else, and as UTF-16."""
    text = _CONTROLS.sub("\n", content.decode("utf-8", "replace"))
    if text.strip("\n\ufffd"):
        yield Passage(text, where, line, records)
    if not content.isascii():
        latin = "\n".join(run.decode("latin-1") for run in _LATIN_RUN.findall(content) if not run.isascii())
        if latin:
            yield Passage(latin, where, line, records)
    for pattern, encoding in ((_WIDE_RUN, "utf-16-le"), (_WIDE_RUN_BIG, "utf-16-be")):
        wide = "\n".join(run.decode(encoding) for run in pattern.findall(content)) if b"\x00" in content else ""
        if wide:
            yield Passage(wide, where, line, records)


def inflated(content: bytes) -> Iterator[bytes]:
    """Yield what zlib has packed somewhere among bytes."""
    for begin in _PACKED.finditer(content):
        try:
            yield zlib.decompressobj().decompress(memoryview(content)[begin.start() :], _MOST)
        except zlib.error:
            continue
