"""What need not be read again: lines of pages, entries of feeds and records of data that were clean where they stood before.

What is left out was clean though everybody's weak signals were asked for, or something counts in it in hearings alone to
which it does not belong where it stands now. Keys stand for letters; they are Python's own hashes, which are seeded anew in
every process.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from msgspec import DecodeError, Raw, json

from hearingsite.guard.extract.labels import FEW
from hearingsite.guard.extract.pages import open_lines, open_until
from hearingsite.guard.extract.passage import records_in
from hearingsite.guard.finding import Whose, counts_in

_BEGIN: Final = re.compile(rb"<(item|entry)\b[^>]*>")
_END: Final = {name: re.compile(rb"</%b\s*>" % name) for name in (b"item", b"entry")}
_ESCAPE: Final = b"\\u"  # may spell a reference
_MOST_ASKED: Final = 400  # lines that may end what is open; the rest of a page goes with them


class Repeats:
    """Knows lines that follow each other, entries and records, and the hearings in which something counts in them."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._clean: set[int] = set()
        self._others: dict[int, frozenset[frozenset[str]]] = {}
        # Each set of them once: of 10,000 hearings, copies of a thousand took more memory than all else.
        self._same: dict[frozenset[frozenset[str]], frozenset[frozenset[str]]] = {}
        self._open: set[bytes] = set()  # lines in which something begins that does not end there

    def keep(self, keys: set[int], whose: frozenset[frozenset[str]]) -> None:
        """Remember what was read together, in which nothing counts but in the hearings `whose`."""
        if not whose:
            self._clean |= keys
            return
        whose = self._same.setdefault(whose, whose)
        for key in keys - self._clean:
            known = self._others.pop(key, whose)
            both = whose if known is whose else known & whose
            both = self._same.setdefault(both, both)
            if both:
                self._others[key] = both
            else:
                self._clean.add(key)

    def _new(self, keys: Sequence[int], own: Callable[[int], frozenset[str]]) -> list[int]:
        """The places of what was never kept, and in what something counts in the hearings that `own` gives for it."""
        # Looking each key up takes less time than sets of those of each page do.
        clean, others = self._clean, self._others
        new = [place for place, key in enumerate(keys) if key not in clean]
        if not (others and new):
            return new
        asked: dict[tuple[Whose, frozenset[str]], bool] = {}  # lines that were read together have the same set
        read: list[int] = []
        for place in new:
            whose = others.get(keys[place])
            if whose is not None:
                question = whose, own(keys[place])
                if question not in asked:
                    asked[question] = counts_in(*question)
                if not asked[question]:
                    continue
            read.append(place)
        return read

    def new_lines(self, source: bytes, own: frozenset[str]) -> tuple[str, set[int]]:
        """The lines of a page of some hearings that did not follow each other in a clean page, and what to `keep`.

        What begins in a line and goes on in others is one line. Raises UnicodeDecodeError where lines are no UTF-8.
        """
        # Bytes, for a page has signs of two bytes, which make each of its letters one, and most lines are known.
        lines = source.split(b"\n")
        keys = list(map(hash, pairwise((b"", *lines))))
        places = self._new(keys, lambda _: own)
        new = b"\n".join([lines[place] for place in places]).decode()
        self._open.update(line.encode() for line in open_lines(new))
        if not self._open.isdisjoint(lines):
            lines = list(self._closed(lines))
            keys = list(map(hash, pairwise((b"", *lines))))
            places = self._new(keys, lambda _: own)
        part: list[bytes] = []
        last = -1
        for place in places:
            if place > last + 1 and place:
                part.append(lines[place - 1])
            part.append(lines[place])
            last = place
        return b"\n".join(part).decode(), {keys[place] for place in places}

    def _closed(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The lines of a page, those in one in which something begins with those up to its end."""
        held: list[bytes] = []
        until, asked = "", 0
        for line in lines:
            held.append(line)
            if len(held) == 1:
                until = open_until(line.decode()) if line in self._open else ""
                asked = 0
            elif until.encode() in line and asked < _MOST_ASKED:
                until = open_until(b"\n".join(held).decode())
                asked += 1
            if not until:
                yield b"\n".join(held)
                held = []
        if held:
            yield b"\n".join(held)

    def new_entries(self, content: bytes, own: frozenset[str]) -> tuple[bytes, set[int]]:
        """A feed without the entries that were clean in others, and what to `keep`; `own` are its hearings as a whole."""
        spans = list(_entries(content))
        entries = [content[start:end] for start, end in spans]
        new = self._new_pieces(entries, own)
        parts: list[bytes] = []
        at = 0
        for entry, (start, end) in zip(entries, spans, strict=True):
            if hash(entry) not in new:
                parts.append(content[at:start])
                at = end
        return b"".join((*parts, content[at:])), new

    def new_records(self, content: bytes, own: frozenset[str]) -> tuple[bytes, set[int]]:
        """JSON without the records that were clean elsewhere, and what to `keep`.

        A record is an object in a list that is all, or a value of the outermost object; or that object itself.
        """
        whole = content.strip()
        if _ESCAPE in whole:
            return content, set()
        if not self._new_pieces([whole], own):
            return b"{}", set()
        try:
            values = _values(whole)
            lists = {name: _elements(value) for name, value in values.items() if value.startswith(b"[")}
            lists = {name: several for name, several in lists.items() if not _are_fields(several)}
        except (DecodeError, RecursionError):  # whoever reads it tells what is wrong with it
            return content, set()
        inside = list(chain.from_iterable(lists.values()))
        around = [one for one in inside if not _is_record(one)]
        around += (value for name, value in values.items() if name not in lists)
        new = self._new_pieces(filter(_is_record, inside), own | records_in(b"\n".join(around)))
        for name, several in lists.items():
            values[name] = b"[%b]" % b",".join(one for one in several if hash(one) in new or not _is_record(one))
        return json.encode({name: Raw(value) for name, value in values.items()}), {*new, hash(whole)}

    def _new_pieces(self, pieces: Iterable[bytes], own: frozenset[str]) -> set[int]:
        by_key = {hash(piece): piece for piece in pieces}
        keys = list(by_key)
        return {keys[place] for place in self._new(keys, lambda key: own | records_in(by_key[key]))}


def _entries(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the entries of a feed stand: each goes on to the first end of one."""
    at = 0
    while begin := _BEGIN.search(content, at):
        end = _END[begin[1]].search(content, begin.end())
        if end is not None:
            yield begin.start(), end.end()
        at = begin.start() + 1 if end is None else end.end()


def _values(whole: bytes) -> dict[str, bytes]:
    """The values of an object, each as it is written; what is none is one value."""
    if not whole.startswith(b"{"):
        return {"": whole}
    values = json.decode(whole, type=dict[str, Raw])
    if json.format(json.encode(values), indent=-1) != json.format(whole, indent=-1):  # a name stands there twice
        raise DecodeError
    return {name: bytes(value) for name, value in values.items()}


def _elements(value: bytes) -> list[bytes]:
    """What stands in a list, each as it is written."""
    return list(map(bytes, json.decode(value, type=list[Raw])))


def _are_fields(several: list[bytes]) -> bool:
    """Whether objects are each a field, and are read together."""
    return bool(several) and _is_record(several[0]) and len(json.decode(several[0], type=dict[str, Raw])) <= FEW


def _is_record(value: bytes) -> bool:
    return value.startswith(b"{")
