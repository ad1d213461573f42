"""The first look at the files of a folder: what nothing is found in, though everybody's weak signals are asked for.

Files are looked at many at once, because searching one long text costs less than searching many short ones.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract import decode, passages
from hearingsite.guard.extract.kinds import binary_kind, contradicts, text_kind
from hearingsite.guard.extract.pages import is_unfinished
from hearingsite.guard.extract.passage import MAX_BYTES, records_linked, records_of_path
from hearingsite.guard.matcher import Hit
from hearingsite.guard.net import Net
from hearingsite.guard.sieve import Sieve, page_texts

_TOGETHER: Final = 60_000  # letters that are searched together
# An entry of a feed, which other feeds repeat letter for letter.
_ENTRY: Final = re.compile(rb"<(item|entry)\b[^>]*>.*?</\1\s*>", re.DOTALL)


class _Look(Struct):
    """The texts of a file that were not seen before, whose each is, and the keys to be kept if all are clean."""

    path: str
    texts: list[str]
    owns: list[frozenset[str]]
    keys: set[int]
    is_clean: bool = True


class Sweep:
    """Knows which lines, pages and entries are clean."""

    def __init__(self, net: Net, sieve: Sieve, search: Callable[[str, frozenset[str]], list[Hit]]) -> None:
        """Take the net for bytes, the sieve for lines, and the search in a text of some hearings."""
        self._net = net
        self._sieve = sieve
        self._search = search

    def doubtful(self, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        """Yield the files that need a closer look or cannot be read."""
        looks: list[_Look] = []
        size = 0
        for path in paths:
            content = _content(folder / path)
            look = None if content is None else self._look(path, content)
            if content is None or look is None:
                yield path
                continue
            looks.append(look)
            size += sum(map(len, look.texts))
            if size > _TOGETHER:
                yield from self._sift(looks)
                looks, size = [], 0
        yield from self._sift(looks)

    def is_clean(self, path: str, content: bytes) -> bool:
        """Whether a file can be read, and nothing is found in it that counts there."""
        look = self._look(path, content)
        return look is not None and not list(self._sift([look]))

    def _sift(self, looks: Sequence[_Look]) -> Iterator[str]:
        texts = [(look, text, own) for look in looks for text, own in zip(look.texts, look.owns, strict=True)]
        unkept: set[str] = set()
        for place in self._sieve.doubtful([text for _, text, _ in texts]):
            look, text, own = texts[place]
            unkept.add(look.path)
            if look.is_clean and self._search(text, own):
                look.is_clean = False
                yield look.path
        for look in looks:
            if look.path not in unkept:
                self._sieve.keep(look.keys)

    def _look(self, path: str, content: bytes) -> _Look | None:
        """Read what is new in a file; None where something is found in its bytes, or it cannot be read in full."""
        own = records_of_path(path)
        if len(content) > MAX_BYTES or any(True for _ in self._net.find(content, own)):
            return None
        text = None if binary_kind(content) else decode(content)
        kind = "" if text is None else text_kind(path, text)
        if text is not None and kind == "html":
            return None if is_unfinished(text) or contradicts(path, kind) else self._page(path, text, own)
        keys: set[int] = set()
        if kind == "xml":
            content, keys = self._new_entries(content)
        found = list(passages(path, content))
        if any(passage.unread for passage in found):
            return None
        return _Look(path, [passage.text for passage in found], [passage.records for passage in found], keys)

    def _page(self, path: str, text: str, own: frozenset[str]) -> _Look:
        part, keys = self._sieve.unknown_part(text)
        texts = page_texts(part) if part else []
        return _Look(path, texts, [own | records_linked(text)] * len(texts), keys)

    def _new_entries(self, content: bytes) -> tuple[bytes, set[int]]:
        """A feed without the entries that were clean elsewhere, and the keys of the others."""
        entries = {found.group(): hash(found.group()) for found in _ENTRY.finditer(content)}
        keys = self._sieve.unknown(set(entries.values()))
        if len(keys) == len(entries):
            return content, keys
        return _ENTRY.sub(lambda found: found.group() if entries[found.group()] in keys else b"", content), keys


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
