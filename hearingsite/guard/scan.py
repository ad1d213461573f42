"""Search files for everybody who must be in no byte of them.

Every file is read as what it is (`extract`), every text in it is searched (`matcher`), its bytes are searched as they
are (`net`), and so is its name. What cannot be read is a match: nobody can tell what it holds.
"""

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from hearingsite.forks import collector_off, in_parts
from hearingsite.guard.close_file import CloseFile, is_value
from hearingsite.guard.declared import Source
from hearingsite.guard.extract import Passage, decode, passages
from hearingsite.guard.extract.kinds import binary_kind
from hearingsite.guard.extract.over_lines import across
from hearingsite.guard.extract.passage import MAX_FILE, records_of_path
from hearingsite.guard.finding import Hit, Whose
from hearingsite.guard.identities import Identity, Strength
from hearingsite.guard.matcher import Matcher, Term
from hearingsite.guard.matches import Match, placed
from hearingsite.guard.memory import Known, Memory, Scope, Silent
from hearingsite.guard.names import MASK, entries_below, masked_name, readable
from hearingsite.guard.net import Net
from hearingsite.guard.screen import Pair, Screen
from hearingsite.guard.sieve import APART, Sieve, counting
from hearingsite.guard.sweep import Sweep
from hearingsite.phrases import own_spans

if TYPE_CHECKING:
    from hearingsite.guard.tokens import TokenMatcher

__all__ = ["Guard", "KeptBack", "Match", "Review"]

# What a sentence quotes or lists, up to its last mark: there may be marks in it.
_QUOTED: Final = re.compile(r"[\"\u201c\[].*[\"\u201d\]]|: .+|\bcontent/.+|(?<!\w)'[^'\n]+'(?!\w)", re.DOTALL)
_INDEX: Final = re.compile(r"(?:\A|/)search/words/[^/]+\.json\Z")
_IN_BYTES: Final = "letter for letter"
_NEIGHBOURS: Final = 40  # files of hearings
_LARGE: Final = 5  # files of the whole site, some of which take as long as those of a thousand hearings
_WORTH_FORKING: Final = 20  # groups of them
_FIRST: Final = 2  # groups in which what all pages have is read before there are several processes


class KeptBack(Struct, frozen=True):
    """A reference or a name that must not be public now; `label` says what and of which record.

    Parts of a name count in the texts of its own hearing `record` alone, because others may bear them in public. With
    `only_there` the whole does too.
    """

    text: str
    label: str
    record: str
    only_there: bool = False

    def __repr__(self) -> str:
        """Say what it is of, never what it is."""
        return f"KeptBack({self.label!r})"


class Review(Protocol):
    """What reviewed exceptions say of findings."""

    def fingerprint(self, rule: str, text: str, start: int, end: int, record: str, *, tier: Strength) -> str:
        """Give the mark of a finding."""

    def covers(self, fingerprint: str) -> bool:
        """Whether a finding is excepted."""

    def why_not(self, fingerprint: str) -> str:
        """Say why an exception of a finding does not hold; empty where there is none."""


class Guard:
    """Knows whom to look for; give it all files of a folder, so that what they share is searched once."""

    def __init__(
        self,
        identities: Sequence[Identity],
        kept_back: Sequence[KeptBack] = (),
        innocent: Source = (),
        review: Review | None = None,
        memory: Memory | None = None,
        *,
        largest: int = MAX_FILE,
    ) -> None:
        """Prepare the search; `innocent` are names and contacts that are public, `memory` is of an earlier search.

        Nobody can tell what a file holds that has more than the `largest` number of bytes.
        """
        self._largest = largest
        elsewhere = [one.text for one in kept_back if one.only_there]
        self.review = review
        self._excepted: set[str] = set()
        self.tokens: TokenMatcher | None = None
        self.on_value: Callable[[Match, str], None] | None = None
        terms = [
            Term(one.text, one.label, frozenset({one.record} if one.only_there else ()), frozenset({one.record}))
            for one in kept_back
        ]
        looked_for = [json.dumps(astuple(one)) for one in kept_back]
        self._silent = Silent(memory, looked_for) if memory else None
        with collector_off():
            self.matcher = Matcher(identities, terms, innocent, elsewhere, self._silent)
            self.net = Net(self.matcher.terms, self.matcher.innocent)
        self._told = {one.label for one in kept_back if one.text.casefold() in one.label.casefold()}
        self.records = frozenset(one.record for one in kept_back).union(
            chain.from_iterable(one.records for one in identities)
        )
        self._known = Known(memory, self._scope(looked_for, elsewhere)) if memory else None
        self._screen = Screen(self.matcher)
        self._sieve = Sieve(self._doubtful_pairs, lambda text: self.search(text, self.records))
        self._sweep = Sweep(self.net, self._sieve, self.search, largest)

    def _scope(self, looked_for: Iterable[str], elsewhere: Iterable[str]) -> Scope:
        """What the search depends on beside the list.

        Who is declared in a hearing of somebody listed may be that one, and is not let through then: so it is sought.
        """
        declared = [(one, f"{one.is_contact:d} {one.text}") for one in self.matcher.declared]
        contacts = {one.text for one, _ in declared if one.is_contact}
        both = {json.dumps(["both", one.text]) for one, _ in declared if not one.is_contact and one.text in contacts}
        return Scope(
            sought=frozenset([*looked_for, *both]),  # a contact that is a name, too, may be somebody's
            allowed=frozenset([*(said for _, said in declared), *elsewhere]),
            own={json.dumps([said, ref]): said for one, said in declared for ref in one.records & self.records},
            names=[one.text for one, _ in declared if not one.is_contact],
            may_be=self.matcher.may_be_listed,
        )

    def search(self, text: str, own: frozenset[str]) -> list[Hit]:
        """Search a text that belongs to the hearings `own` (upper-case references)."""
        hits = self.matcher.search(text, own & self.records)
        if self.tokens is not None:
            hits = sorted([*hits, *self.tokens.search(text, own)])
        return hits

    def _doubtful_pairs(self, runs: Sequence[Sequence[str]]) -> dict[Pair, Whose]:
        """The pairs of lines that must be searched, and whose they are; tokens can stand anywhere, and do not tell."""
        if self.tokens is None:
            return self._screen.doubtful(runs)
        return {(run, at): None for run, lines in enumerate(runs) for at in range(1, len(lines))}

    def look_ahead(self, digests: Mapping[str, str]) -> None:
        """Get ready to search a site that is nearly one whose files have these SHA-256, while nobody waits for it.

        Nobody has looked at that one yet: its seal may hold anything.
        """
        if self._known is not None:
            with suppress(ValueError):
                self._known.make_marks(digests)

    def scan_folder(self, folder: Path, digests: Mapping[str, str] | None = None) -> list[Match]:
        """Search every file and every name below a folder, hidden ones too.

        A first look at all files leaves those that are read closely: many files are looked at on all processors.
        `digests` are the SHA-256 of files whose bytes are known: what was clean under them is not read again.
        """
        with collector_off():
            return self._scan_folder(folder, digests or {})

    def _scan_folder(self, folder: Path, digests: Mapping[str, str]) -> list[Match]:
        matches: list[Match] = []
        names, files = [], []
        closed: list[str] = []
        for path, entry in entries_below(folder, closed.append):
            is_file = entry.is_file(follow_symlinks=False)
            if not (is_file or entry.is_dir(follow_symlinks=False)):
                matches.append(Match(self.masked(path), 0, 0, "", "", "it is no ordinary file"))
                continue
            names.append(path)
            if is_file:
                files.append(path)
        matches += (Match(self.masked(path), 0, 0, "", "", "it cannot be opened") for path in closed)
        marks = self._search_names(names, matches)
        new = self._new_files(files, digests, marks)
        for path in self._doubtful_files(folder, new, marks):
            try:
                content = (folder / path).read_bytes()
            except OSError:
                matches.append(Match(self.masked(path), 0, 0, "", "", "it cannot be opened"))
                continue
            found = self._scan_closely(path, content)
            matches += found
            if self._known is not None and not (found or self._excepted):
                marks.add(self._known.look_up_file(path, hashlib.sha256(content).digest())[0])
        if self._known is not None:
            self._known.keep(marks)
        if self._silent is not None:
            self._silent.keep()
        return sorted(set(matches))

    def _search_names(self, names: Sequence[str], matches: list[Match]) -> set[bytes]:
        """Add what is found in names; gives the marks of those that are clean."""
        known = {name: self._known.look_up_name(name) for name in names} if self._known is not None else {}
        marks = {name: mark for name, (mark, _) in known.items()}
        new = [name for name in names if self._known is None or not known[name][1]]
        for place, doubts in self._sieve.found([readable(name) for name in new]).items():
            if counting(doubts, records_of_path(new[place])):
                matches += self.scan_name(new[place])
                marks.pop(new[place], None)
        return set(marks.values())

    def _new_files(self, files: Sequence[str], digests: Mapping[str, str], marks: set[bytes]) -> list[str]:
        """The files of which it is not known that they are clean; adds the marks of the others."""
        if self._known is None:
            return list(files)
        new: list[str] = []
        for path in files:
            digest = digests.get(path)
            mark, was_clean = self._known.look_up_file(path, bytes.fromhex(digest)) if digest else (b"", False)
            if was_clean:
                marks.add(mark)
            else:
                new.append(path)
        return new

    def _doubtful_files(self, folder: Path, files: Sequence[str], marks: set[bytes]) -> Iterator[str]:
        """The files that need a closer look; adds the marks of the others. The same process looks at all of one hearing."""
        groups = _groups(files)

        def look(places: range) -> tuple[list[str], set[bytes]]:
            return self._sweep.look(folder, [path for place in places for path in groups[place]], self._known)

        for found, clean in in_parts(look, len(groups), worth=_WORTH_FORKING, first=_FIRST):
            marks |= clean
            yield from found

    def scan_name(self, path: str) -> Iterator[Match]:
        """Search the name of a file or folder."""
        name = readable(path)
        for hit in self._name_hits(name):
            yield Match(self.masked(path), 0, 0, hit.who, hit.known_as, hit.rule, "file name")

    def masked(self, path: str) -> str:
        """A path that may be printed: a name in which something was found is masked, all but its ending.

        A reference is told as that of the record that it is kept back from, so it is not hidden here.
        """
        parts = readable(path).split("/")
        own = records_of_path(path)
        found = [self._hides(part, own) for part in parts]
        if not any(found) and self._hides("/".join(parts), own):
            found = [True] * len(parts)  # it goes across a slash
        return "/".join(masked_name(part) if is_found else part for part, is_found in zip(parts, found, strict=True))

    def _hides(self, text: str, own: frozenset[str]) -> bool:
        return any(hit.who not in self._told for hit in self.search(text, own))

    def masked_text(self, text: str, own: frozenset[str], known: Collection[str] = ()) -> str:
        """A sentence that may be printed.

        What it quotes or lists is somebody's own words: of these, any word of the list is hidden whatever its context,
        unless it is `known` as one of the program's. What the program says itself stays: "who may be named" without a word
        would tell of somebody called May.
        """
        spans = [(hit.start, hit.end) for hit in self.search(text, own)]
        quoted = [found.span() for found in _QUOTED.finditer(text)]
        for start, end in self.matcher.bare(text) if quoted else ():
            if text[start:end] not in known and any(first < end and start < last for first, last in quoted):
                spans.append((start, end))
        said = own_spans(text) if spans else []
        kept, at = [], 0
        for start, end in sorted(spans):
            if any(first <= start and end <= last for first, last in said):
                continue
            if start >= at:
                kept += [text[at:start], MASK]
            at = max(at, end)
        return "".join((*kept, text[at:]))

    def _name_hits(self, name: str) -> list[Hit]:
        return self.search(name, records_of_path(name))

    def scan(self, path: str, content: bytes, of: str = "") -> list[Match]:
        """Search a file; its name is not asked. `of` (plain words) is told behind its path."""
        return [] if self._sweep.is_clean(path, content) else self._scan_closely(path, content, of)

    def _scan_closely(self, path: str, content: bytes, of: str = "") -> list[Match]:
        """Search a file for what is in it, where, and how it is written."""
        shown = f"{self.masked(path)} ({of})" if of else self.masked(path)
        if len(content) > self._largest:
            return [Match(shown, 0, 0, "", "", "it is too large to be read")]
        own = records_of_path(path)
        caught = dict(self._caught(content, own))
        self._excepted.clear()
        matches = list(self._in_passages(path, shown, content))
        known = {match.who for match in matches} | self._excepted
        for (who, known_as), line in caught.items():
            if who not in known:
                matches.append(Match(shown, line, 0, who, known_as, _IN_BYTES))
        return placed(matches)

    def _caught(self, content: bytes, own: frozenset[str]) -> Iterator[tuple[tuple[str, str], int]]:
        for offset, who, known_as in self.net.find(content, own):
            if who:
                yield (who, known_as), content.count(b"\n", 0, offset) + 1

    def _in_passages(self, path: str, shown: str, content: bytes) -> Iterator[Match]:
        file = CloseFile(shown, content, public=self._public_words(path, content))
        found = list(passages(path, content))
        for passage in found:
            if passage.unread:
                yield Match(shown, 0, 0, "", "", passage.unread)
        several = sorted(self._sieve.found([passage.text for passage in found]).items())
        doubtful = [found[place] for place, doubts in several if counting(doubts, found[place].records)]
        self.matcher.learn(passage.text for passage in doubtful)
        for passage in filter(is_value, doubtful):
            file.readings += [(hit, passage) for hit in self.search(passage.text, passage.records)]
        for passage in doubtful:
            yield from self._in_passage(passage, file)

    def _public_words(self, path: str, content: bytes) -> frozenset[str]:
        """The words of a search index that are of public names: they stand there alone, whoever has them."""
        if not _INDEX.search(path):
            return frozenset()
        try:
            index = msgspec.json.decode(content, type=dict[str, str | int])  # 0 for a word that nearly every page has
        except msgspec.DecodeError:
            return frozenset()
        told = [(word, where.split()) for word, where in index.items() if isinstance(where, str)]
        return frozenset(word for word, records in told if self.matcher.is_public(word, records))

    def _in_passage(self, passage: Passage, file: CloseFile) -> Iterator[Match]:
        known: set[str] = set()
        for one in (passage, *across(passage)):
            hits = [hit for hit in self.search(one.text, one.records) if one is passage or hit.who not in known]
            hits = [hit for hit in hits if one.text[hit.start : hit.end] not in file.public]
            known.update(hit.who for hit in hits)
            if is_value(passage):
                hits = [hit for hit in hits if not file.is_told(hit, one)]
            for hit, place in zip(hits, one.places(hit.start for hit in hits), strict=True):
                yield from self._matched(hit, place, one, file)

    def _matched(self, hit: Hit, place: tuple[int, int], passage: Passage, file: CloseFile) -> Iterator[Match]:
        # As a value reads it, it stands in the finished site, too: one exception is enough there as well.
        line, column = place
        mark = self._mark(*((not is_value(passage) and file.reading_of(hit, passage.text, line)) or (hit, passage)))
        if mark is None:
            return
        if not line:
            if passage.records not in file.lines:
                file.lines[passage.records] = self._first_lines(file.content, passage.records)
            line = file.lines[passage.records].get(hit.who, 0)
        shown = passage.text[hit.start : hit.end]
        is_declared = self.matcher.innocent.is_held(shown)
        match = Match(file.shown, line, column, hit.who, hit.known_as, hit.rule, passage.where, mark, is_declared)
        if self.on_value:
            self.on_value(match, shown)
        yield match

    def _mark(self, hit: Hit, passage: Passage) -> str | None:
        """What an exception names a finding by; None where there is one."""
        if self.review is None:
            return ""
        record = " ".join(sorted(passage.records & self.records))
        mark = self.review.fingerprint(hit.rule, passage.text, hit.start, hit.end, record, tier=hit.tier)
        if not mark or not self.review.covers(mark):
            return mark
        self._excepted.add(hit.who)
        return None

    def _first_lines(self, content: bytes, records: frozenset[str]) -> dict[str, int]:
        """The first line of a text on which everybody is found: for what was decoded before it was searched."""
        text = None if binary_kind(content) else decode(content)
        if text is None:
            return {}
        lines = text.split("\n")
        starts = [0, *accumulate(len(line) + len(APART) for line in lines)]
        found: dict[str, int] = {}
        for hit in self.search(APART.join(lines), records):
            found.setdefault(hit.who, bisect_right(starts, hit.start))
        return found


def _groups(files: Sequence[str]) -> list[list[str]]:
    """Files that one process looks at: those of a hearing together; after the first ones, those of the whole site."""
    of_hearings = sorted((one for one in files if records_of_path(one)), key=lambda path: sorted(records_of_path(path)))
    others = [one for one in files if not records_of_path(one)]
    hearings = [of_hearings[at : at + _NEIGHBOURS] for at in range(0, len(of_hearings), _NEIGHBOURS)]
    large = [others[at : at + _LARGE] for at in range(0, len(others), _LARGE)]
    return [*hearings[:_FIRST], *large, *hearings[_FIRST:]]
