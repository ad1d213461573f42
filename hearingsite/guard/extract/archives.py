"""What lies in archives, with limits: a small one can unpack to more than any disk holds."""

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Final

from hearingsite.guard.extract.passage import MAX_BYTES, Passage, unread
from hearingsite.guard.extract.raw import runs

_FILES: Final = 10_000
_RATIO: Final = 300  # of unpacked to packed; ordinary text stays below 30
_FROM: Final = 1024 * 1024  # below which no ratio is asked
_BEGINS: Final = b"PK\x03\x04"
_HEAD: Final = 30  # bytes of numbers before the name of a file in a zip, and of its entry in the list
_ENTRY: Final = 46
_DAMAGED: Final = "the archive is damaged or has no end"
_TOO_LARGE: Final = "the archive unpacks to more than can be read"

Inside = tuple[str, bytes]


def read_zip(content: bytes, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield names and comments, every file as (name, bytes), and what stands between them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            if _is_too_large(sum(file.file_size for file in files), len(content), len(files)):
                yield unread(_TOO_LARGE)
                return
            for file in files:
                yield Passage(file.filename, "file name", records=records)
                if file.flag_bits & 1:
                    yield unread("the archive is encrypted")
                else:
                    with archive.open(file) as handle:
                        yield file.filename, handle.read(file.file_size + 1)
                    if not (_is_whole(file, content) and _is_as_listed(file, content)):
                        yield unread("a file in the archive is not as its list says")
            rest = _without(content, chain(map(partial(_head, content), files), _entries_of(content, archive)))
        if _BEGINS in rest:
            yield unread("the archive holds files that are not in its list")
        yield from runs(rest, "comment", records)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, OSError, ValueError):
        yield unread(_DAMAGED)


def _head(content: bytes, file: zipfile.ZipInfo) -> Iterator[tuple[int, int]]:
    """Where the numbers before a file stand, and what is packed."""
    at = file.header_offset
    name, extra = struct.unpack_from("<2H", content, at + _HEAD - 4)
    start = at + _HEAD + name + extra
    return iter(((at, at + _HEAD), (start, start + file.compress_size)))


def _is_whole(file: zipfile.ZipInfo, content: bytes) -> bool:
    """Whether all that is packed was read: other programs may not stop where the list says that a file ends."""
    _, (start, end) = _head(content, file)
    if file.compress_type != zipfile.ZIP_DEFLATED:
        return file.compress_type != zipfile.ZIP_STORED or end - start == file.file_size
    packer = zlib.decompressobj(wbits=-15)
    size = len(packer.decompress(content[start:end], file.file_size + 1))
    return size == file.file_size and packer.eof and not packer.unused_data


def _is_as_listed(file: zipfile.ZipInfo, content: bytes) -> bool:
    """Whether the numbers before a file are those of its entry in the list, or left out."""
    flags, kind, _, _, *numbers = struct.unpack_from("<4H3I", content, file.header_offset + 6)
    listed = (file.CRC, file.compress_size, file.file_size)
    is_right = all(one in {0, wanted, 0xFFFFFFFF} for one, wanted in zip(numbers, listed, strict=True))
    return is_right and (flags, kind) == (file.flag_bits, file.compress_type)


def _entries_of(content: bytes, archive: zipfile.ZipFile) -> Iterator[Iterator[tuple[int, int]]]:
    """Where the numbers of each entry of the list stand."""
    at = archive.start_dir
    for _ in archive.infolist():
        yield iter(((at, at + _ENTRY),))
        at += _ENTRY + sum(struct.unpack_from("<3H", content, at + 28))
        if at > len(content):
            raise ValueError(_DAMAGED)


def _without(content: bytes, spans: Iterable[Iterable[tuple[int, int]]]) -> bytes:
    """The bytes with nothing in some places, which were read."""
    rest = bytearray(content)
    for start, end in chain.from_iterable(spans):
        rest[start:end] = bytes(min(end, len(rest)) - start)
    return bytes(rest)


def _is_too_large(unpacked: int, packed: int, files: int) -> bool:
    return unpacked > MAX_BYTES or files > _FILES or (unpacked > _FROM and unpacked > packed * _RATIO)


def _head_of_gzip(content: bytes) -> int:
    """Where what is packed begins: behind anything, a name and a comment that may stand there (RFC 1952)."""
    flags, at = content[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(content[at : at + 2], "little")
    for flag in (8, 16):
        if flags & flag:
            at = content.index(b"\0", at) + 1
    return at


def read_gzip(content: bytes, name: str, records: frozenset[str]) -> Iterator[Passage | Inside]:
    """Yield the head, with its name and comment, and what is packed."""
    try:
        yield from runs(content[: _head_of_gzip(content)], "file name", records)
    except (IndexError, ValueError, struct.error):
        yield unread(_DAMAGED)
        return
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
    """Yield names, owners and targets of links, every file, and what stands around them."""
    total = 0
    read: list[tuple[int, int]] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for number, file in enumerate(archive):
                total += file.size
                if total > MAX_BYTES or number > _FILES:
                    yield unread(_TOO_LARGE)
                    return
                yield Passage(f"{file.name}\n{file.linkname}", "file name", records=records)
                handle = archive.extractfile(file) if file.isreg() else None
                if handle:
                    yield file.name, handle.read()
                    if not file.issparse():
                        read.append((file.offset_data, file.offset_data + file.size))
    except (tarfile.TarError, EOFError, OSError, ValueError):
        yield unread(_DAMAGED)
    yield from runs(_without(content, [read]), "file name", records)
