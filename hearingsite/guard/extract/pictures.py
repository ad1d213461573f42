"""What a picture says beside its pixels: EXIF, XMP, comments, text chunks, and what stands behind its end."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from PIL import ExifTags, Image

from hearingsite.guard.extract.kinds import binary_kind
from hearingsite.guard.extract.pages import hidden_texts, visible_texts
from hearingsite.guard.extract.passage import Passage, unread
from hearingsite.guard.extract.raw import inflated, runs
from hearingsite.guard.extract.segments import NO_END, PARTS


def read_picture(kind: str, content: bytes, records: frozenset[str]) -> Iterator[Passage | tuple[str, bytes]]:
    """Yield metadata as a library reads it, every byte of the file that is no pixel, and files that stand behind it."""
    yield from _metadata(kind, content, records)
    try:
        parts = list(PARTS[kind](content))
    except (struct.error, zlib.error, IndexError, ValueError):
        yield unread(NO_END)
        return
    for part in parts:
        yield from runs(part, "metadata", records)
        for packed in inflated(part):
            yield from runs(packed, "metadata", records)
        if part != content and binary_kind(part):
            yield "", part


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
        yield unread(NO_END)
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
