"""The parts of a picture that are no pixels, each in one piece, and what stands behind its end."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

NO_END: Final = "the picture is damaged or has no end"
_HEAD_OF_CHUNK: Final = 12  # length, kind and check sum of a part of a PNG
_AT_ONCE: Final = 1024 * 1024  # bytes
_MOST: Final = 1024  # times as many
_BEGINS_PIXELS: Final = 0xDA
_WITHOUT_LENGTH: Final = {0x01, *range(0xD0, 0xD9)}
# What goes on in several parts of a JPEG: how each begins, and how long the head of each is.
_IN_SEVERAL: Final = {b"http://ns.adobe.com/xmp/extension/\0": 75, b"ICC_PROFILE\0": 14, b"Photoshop 3.0\0": 14}
_HEAD_OF_FRAME: Final = 16  # bytes
_PIXELS: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH"})


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = 8
    pixels: list[bytes] = []
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        if kind == b"IDAT":
            pixels.append(content[at + 8 : at + 8 + length])
        else:
            yield content[at + 4 : at + 8 + length]
        at += _HEAD_OF_CHUNK + length
        if kind == b"IEND":
            break
    if at > len(content):
        raise ValueError(NO_END)
    yield _behind(b"".join(pixels))
    yield content[at:]


def _behind(packed: bytes) -> bytes:
    """What stands behind the end of what is packed."""
    packer = zlib.decompressobj()
    for _ in range(_MOST):
        packer.decompress(packed, _AT_ONCE)
        packed = packer.unconsumed_tail
        if packer.eof or not packed:
            return packer.unused_data
    raise ValueError(NO_END)


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    joined = dict.fromkeys(_IN_SEVERAL, b"")
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:  # noqa: PLR2004 -- filling between parts
            at += 1
        mark = content[at + 1]
        if content[at] != 0xFF:  # noqa: PLR2004 -- every part begins so
            raise ValueError(NO_END)
        if mark in _WITHOUT_LENGTH:
            at += 2
            continue
        if mark == 0xD9:  # noqa: PLR2004 -- the end
            break
        (length,) = struct.unpack_from(">H", content, at + 2)
        if mark == _BEGINS_PIXELS:
            at += 2 + length
            while content[at] != 0xFF or content[at + 1] in {0x00, *range(0xD0, 0xD8)}:  # noqa: PLR2004 -- pixels
                at += 1
            continue
        part = content[at + 4 : at + 2 + length]
        yield part
        for begin, head in _IN_SEVERAL.items():
            if part.startswith(begin):
                joined[begin] += part[head:]
        at += 2 + length
    yield from joined.values()
    yield content[at + 2 :]


def _webp_parts(content: bytes) -> Iterator[bytes]:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content):
        raise ValueError(NO_END)
    yield from _chunks(content[12 : size + 8])
    yield content[size + 8 :]


def _chunks(content: bytes) -> Iterator[bytes]:
    """The parts of a WebP or of one of its frames, without the pixels, of which there are some once."""
    at = 0
    seen: set[bytes] = set()
    while at + 8 <= len(content):
        kind = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        part = content[at + 8 : at + 8 + length]
        if kind == b"ANMF":
            yield part[:_HEAD_OF_FRAME]
            yield from _chunks(part[_HEAD_OF_FRAME:])
        elif kind not in _PIXELS or kind in seen:
            yield part
        seen.add(kind)
        at += 8 + length + length % 2
    yield content[at:]


def _gif_parts(content: bytes) -> Iterator[bytes]:
    if not content.rstrip(b"\x00").endswith(b";"):
        raise ValueError(NO_END)
    yield content  # small, and its comments stand among its pixels
    at = 13 + _colours(content[10])
    while content[at] != 0x3B:  # noqa: PLR2004 -- the end
        is_pixels = content[at] == 0x2C  # noqa: PLR2004 -- a picture
        at += 2 if not is_pixels else 11 + _colours(content[at + 9])
        text = b""
        while length := content[at]:
            text += content[at + 1 : at + 1 + length]
            at += 1 + length
        at += 1
        if not is_pixels:
            yield text
    yield content[at + 1 :]


def _colours(flags: int) -> int:
    """How many bytes a table of colours has."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


PARTS: Final = {"png": _png_parts, "jpeg": _jpeg_parts, "webp": _webp_parts, "gif": _gif_parts}
