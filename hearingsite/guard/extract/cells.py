"""The bytes of a database of SQLite, each long value in one piece.

SQLite puts what does not fit into a page into others, wherever that cuts a word. Nothing is left out here: what is taken
from its place is given once more, joined, behind the rest.
"""

import struct
from collections.abc import Iterator
from typing import Final

_HEAD: Final = 100  # bytes before the first page's own
_LARGEST: Final = 65536  # bytes of a page, written as 1
_TABLE_LEAF: Final = 13
# Kinds of pages with values: how long their own head is, and the bytes before each value's length.
_KINDS: Final = {_TABLE_LEAF: (8, 0), 10: (8, 0), 2: (12, 4)}
_LONGEST_NUMBER: Final = 9  # bytes


def page_size(content: bytes) -> int:
    """How many bytes a page has."""
    (size,) = struct.unpack_from(">H", content.ljust(_HEAD, b"\0"), 16)
    return size if size > 1 else _LARGEST


def unfold(content: bytes) -> bytes:
    """Give the bytes of a database with values that were cut joined, at the end; what is damaged stays as it is."""
    size = page_size(content)
    if size < 512 or size & (size - 1) or len(content) < _HEAD:  # noqa: PLR2004 -- what SQLite allows
        return content
    taken = bytearray(content)
    joined: list[bytes] = []
    for start in range(0, len(content) - size + 1, size):
        for spans in _cut_values(content, start, size):
            if all(taken[first:end] == content[first:end] for first, end in spans):
                joined.append(b"".join(content[first:end] for first, end in spans))
                for first, end in spans:
                    taken[first:end] = bytes(end - first)
    return b"\0".join((bytes(taken), *joined)) if joined else content


def _cut_values(content: bytes, start: int, size: int) -> Iterator[list[tuple[int, int]]]:
    """The values of a page that go on in others: where each of their pieces lies."""
    head = start or _HEAD
    kind = content[head]
    if kind not in _KINDS:
        return
    length, before = _KINDS[kind]
    usable = size - content[20]
    (number,) = struct.unpack_from(">H", content, head + 3)
    for at in range(head + length, min(head + length + 2 * number, start + size - 1), 2):
        (offset,) = struct.unpack_from(">H", content, at)
        payload, first = _number(content, start + offset + before)
        if kind == _TABLE_LEAF:
            _, first = _number(content, first)
        local = _local(payload, usable, is_table=kind == _TABLE_LEAF)
        if local < payload and first + local + 4 <= start + usable:
            spans = _chain(content, (first, first + local), payload, size, usable)
            if spans:
                yield spans


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's own form, and where it ends."""
    number = 0
    for place in range(_LONGEST_NUMBER):
        byte = content[at + place] if at + place < len(content) else 0
        if place == _LONGEST_NUMBER - 1:
            return number << 8 | byte, at + _LONGEST_NUMBER
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 -- the highest bit says that it goes on
            return number, at + place + 1
    return number, at + _LONGEST_NUMBER


def _local(payload: int, usable: int, *, is_table: bool) -> int:
    """How much of a value stays in its own page (https://www.sqlite.org/fileformat2.html#b_tree_pages)."""
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if payload <= most:
        return payload
    least = (usable - 12) * 32 // 255 - 23
    local = least + (payload - least) % (usable - 4)
    return local if local <= most else least


def _chain(content: bytes, own: tuple[int, int], payload: int, size: int, usable: int) -> list[tuple[int, int]]:
    """The pieces of a value, its `own` page's first; none where the others do not hold all of it."""
    spans = [own]
    left = payload - (own[1] - own[0])
    (page,) = struct.unpack_from(">I", content, own[1])
    seen: set[int] = set()
    while left:
        start = (page - 1) * size
        if page < 1 or page in seen or start + size > len(content):
            return []
        seen.add(page)
        spans.append((start + 4, start + 4 + min(left, usable - 4)))
        left -= min(left, usable - 4)
        (page,) = struct.unpack_from(">I", content, start)
    return spans
