"""The first look at the files of a folder: what nothing is found in, though everybody's weak signals are asked for.

Files are looked at many at once, because searching one long text costs less than searching many short ones.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from hearingsite.guard.extract import decode, files_within, in_lines, passages
from hearingsite.guard.extract.fields import told_in_fields
from hearingsite.guard.extract.kinds import binary_kind, contradicts, is_whole_page, text_kind
from hearingsite.guard.extract.pages import all_texts, is_unfinished
from hearingsite.guard.extract.passage import MAX_FILE, records_linked_in, records_of_path
from hearingsite.guard.finding import NONES, Hit, Whose
from hearingsite.guard.memory import Known
from hearingsite.guard.net import Net
from hearingsite.guard.repeats import Repeats
from hearingsite.guard.screen import joined
from hearingsite.guard.sieve import Sieve, counting

_TOGETHER: Final = 200_000  # letters that are searched together


class _Look(Struct):
    """The texts of a file that were not seen before, whose each is, the keys to be kept if all are clean, and its mark."""

    path: str
    texts: list[str]
    owns: list[frozenset[str]]
    keys: set[int]
    mark: bytes


class Sweep:
    """Knows which lines, pages and entries are clean."""

    def __init__(
        self, net: Net, sieve: Sieve, search: Callable[[str, frozenset[str]], list[Hit]], largest: int = MAX_FILE
    ) -> None:
        """Take the net for bytes, the sieve for lines, the search in a text of some hearings, and the most bytes of a file."""
        self._largest = largest
        self._net = net
        self._sieve = sieve
        self._repeats = Repeats()
        self._search = search

    def look(self, folder: Path, paths: Sequence[str], known: Known | None) -> tuple[list[str], set[bytes]]:
        """Give the files that need a closer look or cannot be read, and the marks of all others."""
        doubtful: list[str] = []
        marks: set[bytes] = set()
        looks: list[_Look] = []
        size = 0
        for path in paths:
            content = _content(f"{folder}/{path}")
            mark, was_clean = b"", False
            if content is not None and known is not None:
                mark, was_clean = known.look_up_file(path, hashlib.sha256(content).digest())
            if was_clean:
                marks.add(mark)
                continue
            look = None if content is None else self._look(path, content, mark)
            if look is None:
                doubtful.append(path)
                continue
            looks.append(look)
            size += sum(map(len, look.texts))
            if size > _TOGETHER:
                self._sift(looks, doubtful, marks)
                looks, size = [], 0
        self._sift(looks, doubtful, marks)
        return doubtful, marks - {b""}

    def is_clean(self, path: str, content: bytes) -> bool:
        """Whether a file can be read, and nothing is found in it that counts there."""
        look = self._look(path, content)
        doubtful: list[str] = []
        if look is not None:
            self._sift([look], doubtful, set())
        return look is not None and not doubtful

    def _sift(self, looks: Sequence[_Look], doubtful: list[str], marks: set[bytes]) -> None:
        texts = [text for look in looks for text in look.texts]
        owns = [(look, own) for look in looks for own in look.owns]
        found: dict[str, Whose] = {}  # by path, the hearings in which something counts
        close: set[str] = set()
        for place, doubts in self._sieve.found(texts).items():
            look, own = owns[place]
            for whose, _, _ in doubts:
                found[look.path] = joined(found.get(look.path, NONES), whose)
            lines = "" if look.path in close else counting(doubts, own)
            if lines and self._search(lines, own):
                close.add(look.path)
        for look in looks:
            whose = found.get(look.path, NONES)
            if whose is not None:
                self._repeats.keep(look.keys, whose)
            if look.path in close:
                doubtful.append(look.path)
            else:
                marks.add(look.mark)

    def _look(self, path: str, content: bytes, mark: bytes = b"") -> _Look | None:
        """Read what is new in a file; None where something is found in its bytes, or it cannot be read in full."""
        own = records_of_path(path)
        if len(content) > self._largest:
            return None
        caught = {who for _, who, _ in self._net.find(content, own)}
        if any(caught):
            return None
        is_text = not binary_kind(content)
        is_page = is_text and is_whole_page(content)
        text = decode(content) if is_text and not is_page else None
        kind = "" if text is None else text_kind(path, text)
        if text is not None and kind == "html":
            is_page, content = not is_unfinished(text), text.encode()
        if is_page or kind == "html":
            is_one = is_page and not contradicts(path, "html")
            return self._page(path, content, own, mark, has_fields=bool(caught)) if is_one else None
        keys: set[int] = set()
        if kind == "xml":
            content, keys = self._repeats.new_entries(content, own)
        if kind == "json":
            content, keys = self._repeats.new_records(content, own)
        found = list(passages(path, content))
        if any(passage.unread for passage in found):
            return None
        new = [found[place] for place in self._sieve.not_clean(passage.text for passage in found)]
        return _Look(path, [passage.text for passage in new], [passage.records for passage in new], keys, mark)

    def _page(self, path: str, content: bytes, own: frozenset[str], mark: bytes, *, has_fields: bool) -> _Look | None:
        page = in_lines(content)
        if page is None:
            return None
        own |= records_linked_in(page)
        try:
            part, keys = self._repeats.new_lines(page, own)
            fields = [said for _, said in told_in_fields(page.decode())] if has_fields else []
        except UnicodeDecodeError:
            return None
        texts = all_texts(part) if part else []
        within = list(files_within(part, own))
        if any(passage.unread for passage in within):
            return None
        texts += (passage.text for passage in within)
        texts += fields
        new = [texts[place] for place in self._sieve.not_clean(texts)]
        return _Look(path, new, [own] * len(new), keys, mark)


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- a path object takes longer than the reading
            return file.read()
    except OSError:
        return None
