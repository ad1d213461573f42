"""The whole check: find every record, understand what is new on all processors, run the rules, remember."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Place, Report
from hearingsite.forks import collector_off, in_parts
from hearingsite.records.frontmatter import Places
from hearingsite.records.half_read import faults_of_texts
from hearingsite.records.memory import (
    Headers,
    Memory,
    Remembered,
    Stamp,
    file_system_now,
    is_settled,
    load_headers,
    load_memory,
    pack_header,
    save_headers,
    save_memory,
    stamp_of,
    unpack_header,
)
from hearingsite.records.moments import moment_at, opens_at, turns_of
from hearingsite.records.outline import Overview, outline_of, promised
from hearingsite.records.register import (
    Entry,
    RecordFile,
    RecordSource,
    Register,
    Sources,
    find_sources,
    make_entry,
    make_register,
    read_record,
)
from hearingsite.records.rules import check_across, check_entry, check_exceptions, sort_across
from hearingsite.records.rules.tables import InTable
from hearingsite.values import day_of

_CHANGED: Final = "it was changed while it was being checked"
# Below this many new records, starting processes costs more than it saves.
_WORTH_A_PROCESS: Final = 400
# So many are understood before the processes part, or each compiled the same expressions.
_FIRST: Final = 10
# So many records are understood sooner than what is remembered of ten thousand is read.
_FEW: Final = 10
# From this many new headers on it is worth writing all of them anew; until then the next build reads the few again.
_WORTH_A_FILE: Final = 100


class Checked(Struct, frozen=True):
    """What a check found, in how many records, and those that could be understood."""

    records: int
    report: Report
    overview: Overview


class CheckedRegister(Struct, frozen=True, dict=True):
    """Records that were checked in outline, what was found, and every moment that they name (`turns_of`).

    `digests` are by path, in the order of paths; `understand` gives the register of the records at some paths, made of
    the very bytes that were checked.
    """

    overview: Overview
    digests: dict[str, str]
    understand: Callable[[Collection[str]], Register]
    report: Report
    turns: frozenset[int]

    @cached_property
    def register(self) -> Register:
        """The register of all records: few need more of most of them than their outlines."""
        return self.understand(self.digests)


# What somebody else finds of the records, in their outline; an exception of a record may cover that too.
Beside = Callable[[Overview], Iterable[Diagnostic | InTable]]


def _nothing(_: Overview) -> Iterable[Diagnostic | InTable]:
    return ()


def check_folder(
    content: Path,
    project: Path,
    state: Path,
    now: dt.datetime,
    only: frozenset[Path] | None = None,
    *,
    beside: Beside = _nothing,
) -> Checked:
    """Check the records below `content` (or only some) at the moment `now`, and say every finding.

    What was understood before is taken from the memory in `state`, unless few records are asked for: a file that nobody
    touched is not even read. `beside` is asked what it finds.
    """
    with collector_off():
        is_whole = only is None
        check = _Check(find_sources(content, project, only), state, now, is_whole=is_whole, may_write=is_whole)
        check.read(trust_stamps=True)
        report = check.report(beside)
        check.remember()
        return Checked(len(check.sources.records), report, check.overview())


def check_register_of(
    content: Path,
    project: Path,
    state: Path,
    now: dt.datetime,
    beside: Beside = _nothing,
    *,
    remember: bool = True,
    trust_stamps: bool = False,
) -> CheckedRegister:
    """Check every record as `check_folder` does, and give what the register of the very bytes that were checked is made of.

    Without `remember`, nothing is written. With `trust_stamps`, a file that nobody touched is read only if more of it is
    needed than was remembered.
    """
    with collector_off():
        check = _Check(find_sources(content, project), state, now, is_whole=True, may_write=remember)
        check.read(trust_stamps=trust_stamps)
        report = check.report(beside)
        check.remember()
        return CheckedRegister(check.overview(), check.digests, check.understand, report, check.turns())


def after_embargoes(content: Path, project: Path, state: Path, now: dt.datetime) -> dt.datetime:
    """Give the first moment from `now` on at which nothing of the records is under embargo; nothing is written.

    A file that nobody touched is not read: a preview asks this at each save.
    """
    with collector_off():
        check = _Check(find_sources(content, project), state, now, is_whole=True, may_write=False)
        check.read(trust_stamps=True)
        return max(now, *map(moment_at, check.openings()))


class _Check:
    """One check in its steps; `digests` and `texts` are by the path of the record."""

    def __init__(
        self, sources: Sources, state: Path, now: dt.datetime, *, is_whole: bool, may_write: bool = True
    ) -> None:
        self.sources, self.state, self.now, self.is_whole, self.may_write = sources, state, now, is_whole, may_write
        self.forces = Register((), sources.forces, sources.unread_forces)
        self.context = _context(sources, now)
        self.memory = load_memory(state) if is_whole or len(sources.records) > _FEW else Memory()
        self.files = {file.path: file for file in sources.records}
        self.digests: dict[str, str] = {}
        self.texts: dict[str, RecordSource] = {}
        self.stamps: dict[str, tuple[Stamp, str]] = {}
        self.faults: list[Diagnostic] = list(sources.faults)
        self.headers: Headers = {}
        self.has_news = False

    def read(self, *, trust_stamps: bool) -> None:
        """Read the records, all of them or those that somebody touched, and understand what is new."""
        started = 0
        new: list[RecordFile | RecordSource] = []
        stamps: dict[str, Stamp | None] = {}
        digests: dict[str, str] = {}
        for path, file in self.files.items():
            stamp = stamp_of(file)
            known = self.memory.stamps.get(path)
            if trust_stamps and known and stamp == known[0] and self._is_known(known[1]):
                self.stamps[path], digests[path] = known, known[1]
                continue
            started = started or (file_system_now(self.state) if self.may_write else 0)
            stamps[path] = stamp
            new += [file] if trust_stamps else self._read(file)
        known_digests = {digest for digest in self.memory.records if self._is_known(digest)}
        unknown: list[RecordFile | RecordSource] = []
        for one in new:
            # What is known needs no process of its own, and most is after an edit.
            if isinstance(one, RecordSource) and one.digest in known_digests:
                digests[one.source.path] = one.digest
            else:
                unknown.append(one)
        for learned in _understand_all(_Task(unknown, known_digests, self.forces, self.context, self.now)):
            self.memory.records |= learned.records
            digests |= learned.digests
            self.headers |= learned.headers
            self.faults += learned.faults
        self.digests = {path: digests[path] for path in self.files if path in digests}
        for path, stamp in stamps.items():
            if path in self.digests and stamp and is_settled(stamp, started):
                self.stamps[path] = (stamp, self.digests[path])
        self.has_news = bool(self.headers) or self.stamps != self.memory.stamps

    def _read(self, file: RecordFile) -> Iterator[RecordSource]:
        record = read_record(file)
        if isinstance(record, RecordSource):
            self.texts[file.path] = record
            yield record
        else:
            self.faults += record

    def _is_known(self, digest: str) -> bool:
        return self.memory.known(digest, self.context) is not None

    def report(self, beside: Beside) -> Report:
        """Put together what was found in each record, and across them."""
        known = {path: self.memory.known(digest, self.context) for path, digest in self.digests.items()}
        present = {path: found for path, found in known.items() if found}
        findings = {path: list(found.findings) for path, found in present.items()}
        today = day_of(self.now)
        for path, found in present.items():
            if today in found.outline.turns:  # the memory of the day is not enough
                findings[path] = list(check_entry(self._entry(path), self.forces, self.now))
        overview = self.overview()
        # A part of the register cannot tell what is missing.
        across = check_across(overview) if self.is_whole else ()
        besides = list(beside(overview))
        others = (one for one in besides if isinstance(one, Diagnostic))
        report = list(sort_across([*across, *others], findings))
        words: dict[str, dict[Place, str]] = {}
        for one in besides:
            if isinstance(one, InTable):
                findings[one.record].append(one.finding)
                words.setdefault(one.record, {})[one.finding.place] = one.words
        for path, found in present.items():
            if found.outline.has_exceptions:
                report += check_exceptions(
                    self._entry(path), self.forces, self.now, findings[path], words.get(path, {})
                )
            else:
                report += findings[path]
        return Report.of([*self.faults, *report])

    def overview(self) -> Overview:
        """All records that could be understood, in outline."""
        outlines = [found.outline for found in self._known()]
        # What lies in the wrong place or has the wrong ending is told by itself, and is not missing.
        strays = {one.place.path for one in self.sources.faults if one.code == "HS123"}
        unread = promised(strays | self.files.keys() - {one.path for one in outlines})
        return Overview(outlines, self.forces.forces, cache(self._places), self._entry, unread)

    def turns(self) -> frozenset[int]:
        """Every moment that a record names."""
        return frozenset(turn for found in self._known() for turn in found.turns)

    def openings(self) -> Iterator[int]:
        """The moments from which on nothing of a record is under embargo."""
        return (found.opens for found in self._known() if found.opens is not None)

    def _known(self) -> Iterator[Remembered]:
        known = (self.memory.known(digest, self.context) for digest in self.digests.values())
        return (found for found in known if found)

    def understand(self, paths: Collection[str]) -> Register:
        """Make the register of some records, which were read."""
        headers = (load_headers(self.state) if len(paths) > _FEW else {}) | self.headers
        texts = map(self._text, paths)
        return make_register(texts, self.sources, lambda digest: unpack_header(headers.get(digest)), is_checked=True)[0]

    def _places(self, path: str) -> Places:
        return self._entry(path).front_matter.places()

    def _entry(self, path: str) -> Entry:
        """Understand a record again, of which it is known that this can be done."""
        entry = make_entry(self._text(path))
        if not isinstance(entry, Entry):
            raise OSError(None, _CHANGED, path)
        return entry

    def _text(self, path: str) -> RecordSource:
        """The very text that was checked, or what its stamp stands for."""
        record = self.texts.get(path) or read_record(self.files[path])
        if not isinstance(record, RecordSource) or record.digest != self.digests[path]:
            raise OSError(None, _CHANGED, path)
        return record

    def remember(self) -> None:
        """Keep what was understood, unless only a part of the records was looked at."""
        if not self.is_whole or not self.has_news or not self.may_write:
            return
        present = set(self.digests.values())
        records = {digest: one for digest, one in self.memory.records.items() if digest in present}
        save_memory(Memory(records, self.stamps), self.state)
        if len(self.headers) >= _WORTH_A_FILE:
            headers = load_headers(self.state) | self.headers
            save_headers({digest: one for digest, one in headers.items() if digest in present}, self.state)


def _context(sources: Sources, now: dt.datetime) -> str:
    """What findings depend on beside the record itself: the forces, and the day."""
    digest = hashlib.blake2b(day_of(now).isoformat().encode(), digest_size=16)
    for code, entry in sorted(sources.forces.items()):
        digest.update(f"{code}\0{entry.front_matter.header}\0".encode())
    digest.update("\0".join(sorted(sources.unread_forces)).encode())
    return digest.hexdigest()


class _Task(Struct, frozen=True):
    """Records to be understood, some of them still to be read, and what that needs; `known` are digests to pass over."""

    records: Sequence[RecordFile | RecordSource]
    known: set[str]
    forces: Register
    context: str
    now: dt.datetime

    def part(self, places: Iterable[int]) -> Iterator[RecordFile | RecordSource]:
        """Yield some of the records."""
        return (self.records[place] for place in places)


class _Learned(Struct, frozen=True, array_like=True):
    """What was understood: what to remember and headers, by digest; digests by path; faults of reading and of form."""

    records: dict[str, Remembered] = {}
    headers: Headers = {}
    digests: dict[str, str] = {}
    faults: list[Diagnostic] = []


def _understand_all(task: _Task) -> Iterator[_Learned]:
    """Understand records, on all processors if there are enough of them to be worth it."""

    def work(places: range) -> bytes:
        return msgspec.msgpack.encode(_understand(task, places))

    for learned in in_parts(work, len(task.records), worth=_WORTH_A_PROCESS, first=_FIRST):
        yield msgspec.msgpack.decode(learned, type=_Learned)


def _understand(task: _Task, places: Iterable[int]) -> _Learned:
    """Read and understand some records, and check them; what is known already is only read."""
    learned = _Learned({}, {}, {}, [])
    for one in task.part(places):
        record = read_record(one) if isinstance(one, RecordFile) else one
        if isinstance(record, list):
            learned.faults.extend(record)
            continue
        learned.digests[record.source.path] = record.digest
        if record.digest in task.known:
            continue
        entry = make_entry(record)
        if isinstance(entry, Entry):
            findings = tuple(check_entry(entry, task.forces, task.now))
            learned.records[entry.digest] = Remembered(
                outline_of(entry), task.context, findings, turns_of(entry.hearing), opens_at(entry.hearing)
            )
            learned.headers[entry.digest] = pack_header(entry.front_matter.data)
        else:
            learned.faults.extend(entry)
            learned.faults.extend(faults_of_texts(record, entry, task.forces, task.now))
    return learned
