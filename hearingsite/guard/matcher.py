"""Find listed people in a text, in every disguise that a person or a program may give them.

A text is folded and decoded (fold, decode), then read as words (verdicts, context), with its blanks dropped (squeeze)
and for what is no word (patterns). Lines and words that were seen before cost a look into a table.
"""

import bisect
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import Final, NamedTuple
from unicodedata import normalize

from msgspec.structs import replace

from hearingsite.guard import lexicon
from hearingsite.guard.declared import Declared, Listed, Source
from hearingsite.guard.decode import decoded, escaped
from hearingsite.guard.edges import EDGE, Families, Span
from hearingsite.guard.finding import BREAK, Finding, Hit, Whose
from hearingsite.guard.fold import Mapped, fold, fold_text, replaced
from hearingsite.guard.forms import joined, split
from hearingsite.guard.identities import Identity, Term
from hearingsite.guard.innocent import Innocent
from hearingsite.guard.memory import Silent
from hearingsite.guard.reader import NO_BREAK, Reader
from hearingsite.guard.scripts import other_readings
from hearingsite.guard.sentence import WORD
from hearingsite.guard.terms import Terms

__all__ = ["Matcher", "Term", "Unit"]

Unit = str | tuple[str, str]  # a line, or two where they meet

_REMEMBERED: Final = 400_000  # lines and pairs of lines; more are forgotten all at once
_ORDER: Final = {"unique": 0, "ambiguous": 1, "weak": 2}
_ENDING: Final = 8  # signs
_LINE: Final = "\n"  # before a line among words of which it is known that they say nothing: no word has it
_WELSH: Final = lexicon.listed("welsh-with-accents")
_HYPHENS: Final = "\u00ad\u200b"
_CUT: Final = re.compile(r"(?<=[^\W\d_])[\-\u2010\u00ad]\n[\s>#*|]*(?=[^\W\d_])")
_MOST_CUT: Final = 1000  # such line ends of a text at which words are closed up
_GOES_ON: Final = re.compile(r"[\w\-'.,:=&%;*)\]\"@]\s*\Z")
_STARTS: Final = re.compile(r"[\s#>|\-]*[\w('*\"@]")


class Look(NamedTuple):
    """What stands in a text that counts somewhere, what the line before or after may add to, and to what words it may.

    `parts` are words of numbers and streets, each with its place.
    """

    found: list[Finding]
    spans: list[Span]
    names: list[tuple[Span, Families]]
    numbers: list[Span]
    parts: list[tuple[int, str]]


class Matcher:
    """Everything that must not get out, ready to be looked for in many texts."""

    def __init__(
        self,
        identities: Iterable[Identity],
        terms: Iterable[Term] = (),
        innocent: Source = (),
        elsewhere: Iterable[str] = (),
        silent: Silent | None = None,
    ) -> None:
        """Take the list apart; `innocent` are declared people and published contacts, let through where they coincide.

        Those who may be somebody listed are not. Who has the name of somebody who is kept back, and is public
        `elsewhere`, makes no third one with a neighbour. `silent` are words of an earlier search that say nothing.
        """
        self.terms = Terms(identities, terms)
        self._silent = silent
        self._reader = Reader(self.terms, silent)
        self._listed = Listed(self.terms, self._reader.judge)
        declared = innocent(self._telling) if callable(innocent) else innocent
        self.declared = [Declared(one) if isinstance(one, str) else one for one in declared]
        self.innocent = Innocent(self.declared, self._doubtful, self.terms.together, elsewhere)
        # Lines, and pairs of lines where they meet: with nothing in them, and with what was found.
        self._clean: set[Unit] = set()
        self._found: dict[Unit, tuple[Finding, ...]] = {}
        self._owners: dict[frozenset[str], tuple[frozenset[int], frozenset[int]]] = {}

    def __repr__(self) -> str:
        """Say how many people, and nothing of them."""
        return f"Matcher({len(self.terms)} people)"

    def search(self, text: str, own: frozenset[str]) -> list[Hit]:
        """Find every value in a text that belongs to the hearings `own` (upper-case references); sorted.

        Names are followed across single line ends. One long text costs less than many short ones.
        """
        if self.is_empty:
            return []
        lines = text.split("\n")
        joints = set(pairwise(lines))
        self._learn(set(lines), joints)
        people, parts = self._people_of(own)
        marked: dict[Unit, list[Finding]] = {}
        units: set[Unit] = {*lines, *joints}
        for unit in units - self._clean:
            counting = [one for one in self._found[unit] if one.sure or not people.isdisjoint(one.people)]
            if counting:
                marked[unit] = counting
        if not marked:
            return []
        hits = self._hits(lines, marked, people, parts)
        return _widest(self.innocent.without(text, hits)) if hits else []

    def learn(self, texts: Iterable[str]) -> None:
        """Look into texts that will be searched one by one: together they are read sooner."""
        several = [text.split("\n") for text in texts]
        if several and not self.is_empty:
            self._learn(set(chain.from_iterable(several)), set(chain.from_iterable(map(pairwise, several))))

    def bare(self, text: str) -> Iterator[tuple[int, int]]:
        """Where any word of anybody listed stands, whatever is around it and whoever's hearing it is."""
        for reading, mapped, _ in _readings(text):
            words = list(WORD.finditer(reading))
            for first, end in self._listed.runs([word.group() for word in words]):
                span = words[first].start(), words[end - 1].end()
                yield mapped.span(*span) if mapped else span

    def _telling(self, texts: Collection[str]) -> set[str]:
        """Those of some texts in which there is a word of somebody."""
        if self.is_empty:
            return set()
        silent = self._silent
        new = [one for one in texts if silent is None or f"{_LINE}{one}" not in silent]
        telling = {text for text, found in self._read(new) if self._listed.is_telling(_texts_of(text), found)}
        if silent is not None:
            for text in new:
                if text not in telling:
                    silent.add(f"{_LINE}{text}")
        return telling

    def _doubtful(self, declared: Sequence[Declared]) -> set[str]:
        """The texts of what may be somebody's on the list, of some that are declared."""
        found = dict(self._read(list(dict.fromkeys(one.text for one in declared))))
        return {one.text for one in declared if self._listed.may_be(one, _texts_of(one.text), found[one.text])}

    def may_be_listed(self, names: Collection[str]) -> bool:
        """Whether any of some declared names may be somebody's on the list."""
        wanted = frozenset(names)
        return bool(self._doubtful([one for one in self.declared if one.text in wanted]))

    def is_public(self, word: str, records: Collection[str]) -> bool:
        """Whether a word alone may be of a public name, in hearings (upper-case references) of nobody listed who has it.

        Who is on the list is found on the pages all the same: they say more of a name than a word.
        """
        key = joined(word)
        token = self.terms.token(key)
        for who in token.family | token.given if token is not None else ():
            source = self.terms.sources[who]
            own = source.records if isinstance(source, Identity) else source.parts_in
            if not own or any(record.upper() in records for record in own):
                return False
        named = self._declared_by_word.get(key, [])
        return len(self._doubtful(named)) < len({one.text for one in named})

    @cached_property
    def _declared_by_word(self) -> dict[str, list[Declared]]:
        found: dict[str, list[Declared]] = {}
        for one in self.declared:
            for word in () if one.is_contact else split(one.text):
                found.setdefault(word, []).append(one)
        return found

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody to look for."""
        return not len(self.terms)

    def look(self, text: str) -> Look:
        """What stands in a folded text, for a first look at its lines."""
        alone, others, joining, parts, spelt = self._reader.read_apart(text)
        found = [one for one in others if one.people or one.sure]
        spans = [(one.start, one.end) for one in found]
        spans += ((start, start + len(word)) for start, word in spelt)
        names = [((start, start + len(word)), self._reader.families_of(word)) for start, word in joining]
        numbers = [(start, start + len(word)) for start, word in joining if self._reader.is_number(word)]
        return Look([*found, *(one for one in alone if one.people or one.sure)], spans, names, numbers, parts)

    def keep(self, line: str, findings: Iterable[Finding]) -> None:
        """Remember what a look found in a line that is its own folded text, for a closer one: it is all that may count."""
        self._found[line] = tuple(findings)

    def goes_with(self, word: str, before: str, after: str) -> bool:
        """Whether one of the `parts` of a look may go on over a line end, between folded texts."""
        return self._reader.goes_with(word, before, after)

    def whose(self, lines: Collection[str], joints: Collection[tuple[str, str]]) -> dict[Unit, Whose]:
        """Of lines, and of two lines where they meet: in which hearings something counts that stands there."""
        self._learn(set(lines), set(joints))
        units: list[Unit] = [*lines, *joints]
        return {unit: self.whose_of(self._found.get(unit, ())) for unit in units}

    def whose_of(self, findings: Iterable[Finding]) -> Whose:
        """The hearings in which something counts; None where it counts everywhere."""
        several: set[frozenset[str]] = set()
        for finding in findings:
            people = frozenset(finding.people)
            several.add(self.terms.records_of(people))
            if finding.sure:
                records = self.terms.records_beside(people, is_part=finding.is_part)
                if records is None:
                    return None
                several.add(records)
        return frozenset(several - {frozenset()})

    def lines_across(self, text: str) -> Iterator[tuple[int, int]]:
        """The numbers of the first and the last line of what may be a value that goes over lines of a folded text."""
        return self._reader.across(text)

    def _hits(
        self,
        lines: Sequence[str],
        marked: Mapping[Unit, list[Finding]],
        own: frozenset[int],
        parts: frozenset[int],
    ) -> set[Hit]:
        """What counts here of what was found in lines and where two of them meet."""
        hits: set[Hit] = set()
        at = 0
        for number, line in enumerate(lines):
            for finding in marked.get(line, ()):
                hits |= self._hit(finding, at, own, parts)
            at += len(line) + 1
            for finding in marked.get((line, lines[number + 1]), ()) if number + 1 < len(lines) else ():
                hits |= self._hit(finding, at - 1, own, parts)
        return hits

    def _people_of(self, own: frozenset[str]) -> tuple[frozenset[int], frozenset[int]]:
        """Whose weak signals count in some hearings, and the parts of whose names do who are not named there alone."""
        people = self._owners.get(own)
        if people is None:
            records = [record.upper() for record in own]
            people = self._owners[own] = (
                frozenset().union(*(self.terms.by_record.get(record, ()) for record in records)),
                frozenset().union(*(self.terms.parts_by_record.get(record, ()) for record in records)),
            )
        return people

    def _hit(self, finding: Finding, at: int, own: frozenset[int], parts: frozenset[int]) -> set[Hit]:
        """A finding as a hit on one person: one of the text's own, if there is one; else the first who counts here."""
        people: Collection[int] = own.intersection(finding.people)
        if not people and finding.sure:
            people = [number for number in finding.people if self._counts(number, finding, parts)]
        if not people:
            return set()
        person = self.terms.person(min(people))
        return {Hit(at + finding.start, at + finding.end, person.who, person.known_as, finding.rule, finding.tier)}

    def _counts(self, number: int, finding: Finding, parts: frozenset[int]) -> bool:
        """Whether what is sure counts for somebody in a text in which the `parts` of some names do."""
        person = self.terms.person(number)
        return person.everywhere and not (finding.is_part and person.parts_in and number not in parts)

    def _learn(self, lines: set[str], joints: set[tuple[str, str]]) -> None:
        """Look into lines and pairs of lines that were never seen before; the offsets of a pair count from the line end."""
        units: set[Unit] = lines | joints
        fresh = {unit for unit in units - self._clean if unit not in self._found}
        if len(self._clean) + len(self._found) > _REMEMBERED:
            self._clean.clear()
            self._found.clear()
            fresh = {*lines, *joints}
        if not fresh:
            return
        edges: dict[str, list[tuple[str, str]]] = {}
        for joint in fresh - lines:
            if isinstance(joint, tuple) and _meet(*joint):
                edges.setdefault(f"{_hyphened(joint[0][-EDGE:])}\n{joint[1][:EDGE]}", []).append(joint)
        read = dict(self._read([*(line for line in lines if line in fresh), *edges]))
        found: dict[Unit, tuple[Finding, ...]] = {line: tuple(read[line]) for line in lines if line in fresh}
        for edge, several in self._where_lines_meet({edge: read[edge] for edge in edges}):
            at = edge.index("\n")
            found |= dict.fromkeys(edges[edge], tuple(one.at(one.start - at, one.end - at) for one in several))
        self._found |= {unit: findings for unit, findings in found.items() if findings}
        self._clean.update(unit for unit in fresh if unit not in self._found)

    def _where_lines_meet(self, edges: Mapping[str, Sequence[Finding]]) -> Iterator[tuple[str, list[Finding]]]:
        """What goes across a line end, and what is sure on one side beside the other alone: "Collar number", then the number.

        The sides are read all together, for there are many.
        """
        ends = {edge: edge.index("\n") for edge in edges}
        inside = {
            edge: [one for one in findings if one.sure and not one.start <= ends[edge] < one.end]
            for edge, findings in edges.items()
        }
        sides = {edge: edge.split("\n") for edge, several in inside.items() if several}
        read = dict(self._read(list(set(chain.from_iterable(sides.values())))))
        for edge, findings in edges.items():
            alone: set[tuple[int, int]] = set()
            for at, side in zip((0, ends[edge] + 1), sides.get(edge, ()), strict=False):
                alone.update((at + one.start, at + one.end) for one in read[side] if one.sure)
            across = [one for one in findings if one.start < ends[edge] < one.end]
            yield edge, [*across, *(one for one in inside[edge] if (one.start, one.end) not in alone)]

    def _read(self, units: Sequence[str]) -> Iterator[tuple[str, list[Finding]]]:
        """What stands in texts that were never seen before, which are read all together."""
        found: list[list[Finding]] = [[] for _ in units]
        readings: list[tuple[int, Mapped | None, str]] = []
        texts: list[str] = []
        starts: list[int] = []
        at = 0
        left = set(sorted(filter(_CUT.search, units))[_MOST_CUT:]) if len(units) > _MOST_CUT else set()
        for number, unit in enumerate(units):
            for text, reading, how in _as_it_stands(unit) if unit in left else _readings(unit):
                readings.append((number, reading, how))
                texts.append(text.replace(BREAK, NO_BREAK))
                starts.append(at)
                at += len(text) + 1
        for finding in self._reader.read(BREAK.join(texts)):
            which = bisect.bisect_right(starts, finding.start) - 1
            number, reading, how = readings[which]
            span = finding.start - starts[which], finding.end - starts[which]
            start, end = reading.span(*span) if reading else span
            if not how or normalize("NFC", units[number][start:end]).lower() not in _WELSH:
                found[number].append(finding.at(start, end, how))
        return zip(units, found, strict=True)


def _meet(before: str, line: str) -> bool:
    """Tell whether a word or a name may go on from one line to the next."""
    if not before or not line or before[-1] == ">" or line[0] == "<":
        return False
    # What looks like a hyphen or cannot be seen ends a line as a hyphen does.
    ending = before[-_ENDING:] if before[-1].isascii() else fold_text(before[-_ENDING:])
    return _GOES_ON.search(ending) is not None and _STARTS.match(line) is not None


def _hyphened(before: str) -> str:
    """The end of a line, with a hyphen for one that is not seen but where a line ends."""
    return f"{before[:-1]}-" if before[-1] in _HYPHENS else before


def _texts_of(unit: str) -> list[str]:
    return [text for text, *_ in _readings(unit)]


def _readings(unit: str) -> Iterator[tuple[str, Mapped | None, str]]:
    """A line folded, as it stands and decoded, each with the way back (none where it is the line) and what was done to it.

    Where two lines meet, a word that has a hyphen at their end is read once more without it.
    """
    cut = _CUT.search(unit) if "\n" in unit else None
    return chain(_as_it_stands(unit), _closed_up(unit, cut)) if cut else _as_it_stands(unit)


def _closed_up(unit: str, cut: re.Match[str]) -> Iterator[tuple[str, Mapped | None, str]]:
    once = replaced(unit, [(*cut.span(), "")])
    for text, reading, how in _as_it_stands(once.text):
        yield text, reading.through(once) if reading else once, how or "hyphenated over lines"


def _as_it_stands(unit: str) -> Iterator[tuple[str, Mapped | None, str]]:
    is_ascii = unit.isascii()
    if is_ascii and not escaped(unit):
        yield unit, None, ""
        return
    folded = fold(unit)
    yield folded.text, folded, "" if is_ascii else "with other letters, accents or invisible characters"
    if not is_ascii:
        for reading in other_readings(unit):
            yield reading.text, reading, "in the letters of another script"
    if escaped(folded.text):
        for reading in decoded(folded.text):
            yield reading.text, reading.through(folded), "written as codes"


def _widest(hits: Iterable[Hit]) -> list[Hit]:
    """One hit for each place: the longest, with the most that any hit inside it says."""
    kept: list[Hit] = []
    inside: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, _ORDER[hit.tier], hit.rule, hit.who)):
        (inside if kept and hit.end <= kept[-1].end else kept).append(hit)
    starts = [hit.start for hit in kept]  # as none lies in another, their ends rise too
    tiers = [hit.tier for hit in kept]
    for hit in inside:
        at = bisect.bisect_right(starts, hit.start) - 1
        around = at
        while at and kept[at - 1].end >= hit.end:
            at -= 1
            around = min(around, at, key=lambda which: _by_length(kept[which]))
        tiers[around] = min(tiers[around], hit.tier, key=_ORDER.__getitem__)
    return [replace(hit, tier=tier) if tier != hit.tier else hit for hit, tier in zip(kept, tiers, strict=True)]


def _by_length(hit: Hit) -> tuple[int, int, str]:
    """The longest first."""
    return hit.start - hit.end, _ORDER[hit.tier], hit.rule
