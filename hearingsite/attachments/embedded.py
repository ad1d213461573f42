"""Photographs within a PDF: their bytes without what a camera wrote beside the pixels. The pixels stay untouched."""

import struct
from typing import Final

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP14, _APP15 = 0xE0, 0xEE, 0xEF
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_BOXES: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})


def strip_jpeg(data: bytes) -> bytes:
    """Give a JPEG without comments and application segments, but the one that tells how colours are written.

    Raises ValueError where it is none; what stands behind its end goes.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept = bytearray(data[:2])
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:  # noqa: PLR2004 -- every marker begins with it
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 -- a filler
            at += 1
            continue
        if marker in _ALONE:
            at += 2
            continue
        if marker == _EOI:
            break
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if not (_APP0 <= marker <= _APP15 or marker == _COM) or marker == _APP14:
            kept += data[at:end]
        at = end
    return bytes(kept) + b"\xff\xd9"


def _end_of_scan(data: bytes, at: int) -> int:
    """Find the marker behind the compressed pixels: neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and data[at + 1] not in _ALONE:
            return at
        at += 2


def strip_jpeg2000(data: bytes) -> bytes:
    """Give a JPEG 2000 file with the boxes that pixels need; raises ValueError where it is none."""
    if data.startswith(b"\xff\x4f\xff\x51"):
        return data  # a bare stream of pixels
    kept = bytearray()
    at = 0
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if length == 1 and at + 16 <= len(data):
            length = struct.unpack_from(">Q", data, at + 8)[0]
        elif length == 0:
            length = len(data) - at
        if length < 8:  # noqa: PLR2004 -- the head of a box
            raise ValueError("no box")
        if name in _BOXES:
            kept += data[at : at + length]
        at += length
    if b"jp2c" not in kept:
        raise ValueError("no pixels")
    return bytes(kept)
