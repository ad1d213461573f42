"""How much the streams of a PDF hold once they are unpacked, found out without unpacking more than may be held."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

MOST: Final = 16 * 1024 * 1024  # bytes that are read of all streams of a document together, but for its pictures
TOO_MUCH: Final = "it holds more than can be unpacked"
_BEGIN: Final = re.compile(rb"stream\r?\n")
_END: Final = b"endstream"
_FLATE: Final = frozenset({"/FlateDecode", "/Fl"})
_LETTERS: Final = {"/ASCII85Decode": "85", "/A85": "85", "/ASCIIHexDecode": "hex", "/AHx": "hex"}
_RATIO: Final = 1400  # to which anything can be packed once


class TooMuchError(Exception):
    """A document holds more than is unpacked of one."""


class Budget:
    """What may still be unpacked of a document."""

    def __init__(self, most: int = MOST) -> None:
        """Nothing was unpacked yet of `most` bytes."""
        self._left = most

    def spend(self, size: int) -> None:
        """Refuse what is more than is left."""
        self._left -= size
        if self._left < 0:
            raise TooMuchError

    def data(self, stream: Any) -> bytes:
        """What a stream holds."""
        self.spend(_size(stream, self._left))
        return bytes(stream.read_bytes())


def spans(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the data of streams stand in the bytes of a document, whether a table points to them or not."""
    at = 0
    while begin := _BEGIN.search(content, at):
        end = content.find(_END, begin.end())
        if end < 0:  # nor has any other one behind it
            return
        yield begin.end(), end
        at = end + len(_END)


def without(content: bytes) -> bytes:
    """The bytes of a document without its streams."""
    parts: list[bytes] = []
    at = 0
    for begin, end in spans(content):
        parts.append(content[at:begin])
        at = end
    return b"".join((*parts, content[at:]))


def _size(stream: Any, most: int) -> int:
    """How many bytes a stream holds, or some number above `most`; no fewer than it holds where only that can be told."""
    raw = bytes(stream.read_raw_bytes())
    filters = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(one) for one in filters]
    if names and names[0] in _LETTERS:
        raw = _of_letters(raw, _LETTERS[names.pop(0)])
    if names and names[0] in _FLATE:
        del names[0]
        try:
            raw = zlib.decompressobj().decompress(raw, most + 1)
        except zlib.error:  # what is damaged is read up to there, by another library
            return len(raw) * _RATIO
    return len(raw) * int(_RATIO ** len(names))


def _of_letters(raw: bytes, how: str) -> bytes:
    try:
        if how == "hex":
            return bytes.fromhex(raw.partition(b">")[0].decode("latin-1"))
        return base64.a85decode(raw.strip().removesuffix(b"~>"))
    except (ValueError, binascii.Error):
        return raw
