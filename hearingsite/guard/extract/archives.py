"""What lies in archives, with limits: a small one can unpack to more than any disk holds."""

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from hearingsite.guard.extract.passage import MAX_BYTES, Passage, unread

_FILES: Final = 10_000
_RATIO: Final = 300  # of unpacked to packed; ordinary text stays below 30
_FROM: Final = 1024 * 1024  # below which no ratio is asked
_DAMAGED: Final = "the archive is damaged or has no end"
_TOO_LARGE: Final = "the archive unpacks to more than can be read"

Inside = tuple[str, bytes]


def read_zip(content: bytes, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield names and comments, and every file as (name, bytes)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            yield from _text(archive.comment, "comment", records)
            if _is_too_large(sum(file.file_size for file in files), len(content), len(files)):
                yield unread(_TOO_LARGE)
                return
            for file in files:
                yield Passage(file.filename, "file name", records=records)
                yield from _text(file.comment, "comment", records)
                yield from _text(file.extra, "comment", records)
                if file.flag_bits & 1:
                    yield unread("the archive is encrypted")
                elif not file.is_dir():
                    with archive.open(file) as handle:
                        yield file.filename, handle.read(file.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError):
        yield unread(_DAMAGED)


def _is_too_large(unpacked: int, packed: int, files: int) -> bool:
    return unpacked > MAX_BYTES or files > _FILES or (unpacked > _FROM and unpacked > packed * _RATIO)


def _text(raw: bytes, where: str, records: frozenset[str]) -> Iterator[Passage]:
    if raw:
        yield Passage(raw.decode("utf-8", "replace"), where, records=records)


def read_gzip(content: bytes, name: str, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield the head, with its name and comment, and what is packed."""
    yield from _text(content[:512], "file name", records)
    packer = zlib.decompressobj(wbits=31)
    try:
        data = packer.decompress(content, MAX_BYTES + 1)
    except zlib.error:
        yield unread(_DAMAGED)
        return
    if _is_too_large(len(data), len(content), 1):
        yield unread(_TOO_LARGE)
    elif not packer.eof:
        yield unread(_DAMAGED)
    else:
        inner = name.removesuffix(".gz") if not name.endswith(".tgz") else name.removesuffix(".tgz") + ".tar"
        yield inner, data
        if packer.unused_data:
            yield inner, packer.unused_data


def read_tar(content: bytes, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield names, owners and targets of links, and every file."""
    total = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for number, file in enumerate(archive):
                total += file.size
                if total > MAX_BYTES or number > _FILES:
                    yield unread(_TOO_LARGE)
                    return
                words = (file.name, file.linkname, file.uname, file.gname, *file.pax_headers.values())
                yield Passage("\n".join(map(str, words)), "file name", records=records)
                handle = archive.extractfile(file) if file.isreg() else None
                if handle:
                    yield file.name, handle.read()
    except (tarfile.TarError, EOFError, OSError, ValueError):
        yield unread(_DAMAGED)
