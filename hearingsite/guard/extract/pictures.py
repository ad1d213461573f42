"""What a picture says beside its pixels: EXIF, XMP, comments, text chunks, and what stands behind its end."""

import io
import struct
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, Final

from PIL import ExifTags, Image

from hearingsite.guard.extract.pages import hidden_texts, visible_texts
from hearingsite.guard.extract.passage import Passage, unread
from hearingsite.guard.extract.raw import runs

_NO_END: Final = "the picture is damaged or has no end"
_HEAD_OF_CHUNK: Final = 12  # length, kind and check sum of a part of a PNG
_BEGINS_PIXELS: Final = 0xDA
_WITHOUT_LENGTH: Final = {0x01, *range(0xD0, 0xD9)}


def read_picture(kind: str, content: bytes, records: frozenset[str]) -> Iterator[Passage]:
    """Yield metadata as a library reads it, and every byte of the file that is no pixel."""
    yield from _metadata(kind, content, records)
    try:
        parts = list(_PARTS[kind](content))
    except (struct.error, IndexError, ValueError):
        yield unread(_NO_END)
        return
    for part in parts:
        yield from runs(part, "metadata", records)


def _metadata(kind: str, content: bytes, records: frozenset[str]) -> Iterator[Passage]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=[kind.upper()]) as picture:
                picture.load() if kind == "png" else None  # text may stand behind the pixels
                exif = picture.getexif()
                values = [*picture.info.items(), *getattr(picture, "text", {}).items(), *exif.items()]
                for place in ExifTags.IFD:
                    values += exif.get_ifd(place).items()
                values += picture.getxmp().items()
    except Exception:  # noqa: BLE001 -- whatever a damaged picture makes the library raise, it could not be read
        yield unread(_NO_END)
        return
    for text in _texts(values):
        yield Passage(text, "metadata", records=records)
        if "<" in text:
            yield Passage(visible_texts(text)[0], "metadata", records=records)
            yield from (Passage(one, "metadata", records=records) for _, one in hidden_texts(text))


def _texts(values: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """Every text in metadata, however deep; bytes as they may be meant."""
    for key, value in values:
        if isinstance(key, str):
            yield key
        if isinstance(value, dict):
            yield from _texts(value.items())
        elif isinstance(value, list | tuple):
            yield from _texts((None, one) for one in value)
        elif isinstance(value, bytes):
            yield from (passage.text for passage in runs(value, "", frozenset()))
        elif value is not None:
            yield str(value)


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = 8
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        if kind != b"IDAT":
            yield content[at + 4 : at + 8 + length]
        at += _HEAD_OF_CHUNK + length
        if kind == b"IEND":
            break
    if at > len(content):
        raise ValueError(_NO_END)
    yield content[at:]


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:  # noqa: PLR2004 -- filling between parts
            at += 1
        mark = content[at + 1]
        if content[at] != 0xFF:  # noqa: PLR2004 -- every part begins so
            raise ValueError(_NO_END)
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
        yield content[at + 4 : at + 2 + length]
        at += 2 + length
    yield content[at + 2 :]


def _webp_parts(content: bytes) -> Iterator[bytes]:
    (size,) = struct.unpack_from("<I", content, 4)
    end, at = size + 8, 12
    if end > len(content):
        raise ValueError(_NO_END)
    while at + 8 <= end:
        kind = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        if kind not in {b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}:
            yield content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    yield content[end:]


def _gif_parts(content: bytes) -> Iterator[bytes]:
    if not content.rstrip(b"\x00").endswith(b";"):
        raise ValueError(_NO_END)
    yield content  # small, and its comments stand among its pixels


_PARTS: Final = {"png": _png_parts, "jpeg": _jpeg_parts, "webp": _webp_parts, "gif": _gif_parts}
