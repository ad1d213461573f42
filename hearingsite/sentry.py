"""What the guard is told in this project, and what it saw, as findings: in the sources and in the finished site."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from hearingsite.diagnostics import Diagnostic, Place, Report
from hearingsite.guard.declared import Declared, Telling
from hearingsite.guard.extract.passage import MAX_BYTES, records_of_path
from hearingsite.guard.identities import Identity
from hearingsite.guard.memory import Memory
from hearingsite.guard.scan import Guard, KeptBack, Match, Review
from hearingsite.guard.tokens import LISTED
from hearingsite.guard.vault import IdentityList
from hearingsite.pages import STOCK_PAGES
from hearingsite.prepare import Sought
from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.header import read_header
from hearingsite.records.model import Force
from hearingsite.records.register import FORCES, HEARINGS, welsh_of
from hearingsite.records.schema import record_schema
from hearingsite.records.source import read_source
from hearingsite.release import Withheld
from hearingsite.settings import STATE, Settings
from hearingsite.statekey import state_key
from hearingsite.values import day_of

if TYPE_CHECKING:
    from hearingsite.guard.exceptions import Exceptions

_REJECTED: Final = f"{STATE}/rejected"
# Lines that may declare somebody: most name nobody whom the list has a word of, and need not be understood.
_MAY_DECLARE: Final = re.compile(r":(?<=name:)([^\n]*(?:\n[ ]+[^\n:]*$)?)", re.MULTILINE)
_INVENTED: Final = "demonstration"
_NAMESAKE: Final = "If somebody else is meant, who is declared by this name"
_LIFTED: Final = (
    "Only if the order was lifted, and the record says so, take the person out of the list:"
    " hearingsite identities edit {who} --remove."
)
_NAMESAKE_UNMARKED: Final = (
    f"{_NAMESAKE}, only an exception lets it through, and it needs a mark that this list cannot give: make one that can with"
    " `hearingsite identities init`, then `hearingsite identities add --from` this list."
)
_KEPT_BACK: Final = ("A name kept back", "A reference kept back")


def output_guard(
    sought: Sought, identities: Sequence[Identity], review: Review | None = None, memory: Memory | None = None
) -> Guard:
    """The guard of a finished site: the private list, and what release withheld in this very build."""
    withheld = {one.term for one in sought.withheld}
    named: dict[str, set[str]] = {}
    for outline in sought.outlines:
        for name in outline.names:
            if name not in withheld:
                named.setdefault(name, set()).add(outline.reference)
    forces = (entry.force for entry in sought.forces.values())
    return Guard(
        identities,
        [_kept_back(one) for one in sought.withheld],
        [*(Declared(name, frozenset(records)) for name, records in named.items()), *_contacts(forces)],
        review,
        memory,
    )


def past_guard(sought: Sought, identities: Sequence[Identity], review: Review | None = None) -> Guard:
    """The guard of what a repository keeps beside the sources: as of a finished site, less what is of invented hearings.

    Whoever can read the repository can read their records; nobody is protected in them, and they stand in examples.
    """
    invented = {code for code, entry in sought.forces.items() if entry.force.kind == _INVENTED}
    references = {outline.reference for outline in sought.outlines if outline.force in invented}
    withheld = tuple(one for one in sought.withheld if one.reference not in references)
    return output_guard(replace(sought, withheld=withheld), identities, review)


def _kept_back(withheld: Withheld) -> KeptBack:
    label = f"A {withheld.kind} kept back from {withheld.record}"
    return KeptBack(withheld.term, label, withheld.reference, only_there=withheld.is_public_elsewhere)


def _contacts(forces: Iterable[Force]) -> Iterator[Declared]:
    """What forces publish of themselves."""
    for force in forces:
        texts = [force.name, force.short, *([force.contact] if force.contact else [])]
        values = [text for one in texts for text in (one.en, one.cy) if text]
        values += [text for text in (force.press_email, force.press_phone) if text]
        yield from (Declared(value, is_contact=True) for value in values)


def output_faults(matches: Iterable[Match], guard: Guard, sought: Sought, settings: Settings) -> Iterator[Diagnostic]:
    """Say what was found in a finished site, at the place in the source that made it where that can be told."""
    sources = _Sources(guard, sought, settings)
    for match in matches:
        place = Place(match.path, match.line, match.column or (1 if match.line else 0))
        if not match.who:
            message = f"Nobody can tell what this file holds: {match.rule}."
            yield Diagnostic(place, "HS908", message, "Put a whole file of a known kind in its place, or take it out.")
            continue
        source = sources.find(match)
        hint = f"{repair(match, guard.review)} The page is in {_REJECTED}/{match.path}."
        message = say_match(match) if source is None else f"{say_match(match)} It came out in {match.path}."
        code = "HS911" if match.where == "file name" else "HS906" if match.who.startswith(_KEPT_BACK) else "HS910"
        yield Diagnostic(source or place, code, message, hint)


def say_match(match: Match) -> str:
    """Who was found and how, in a sentence without the value."""
    where = _where(match.where)
    if match.who.startswith(_KEPT_BACK):
        return f"{match.who} stands here: {match.rule}{where}."
    if match.who == LISTED:
        return f"Somebody on the private list stands here: {match.rule}{where}."
    return f"A value listed for {match.known_as or match.who} ({match.who}) stands here: {match.rule}{where}."


def _where(where: str) -> str:
    """In what part of a file somebody stands; nothing where that is its text."""
    if where in {"", "text"}:
        return ""
    if where.startswith("page "):
        return f", on {where}"
    return f", in {where}" if where.startswith("a ") else f", in the {where}"


def repair(match: Match, review: Review | None) -> str:
    """What to do about somebody who was found, and why an exception does not let it through."""
    what = _take_out(match)
    if match.is_declared and not match.who.startswith(_KEPT_BACK) and match.who != LISTED:
        what += f" {_LIFTED.format(who=match.who)}"
    if review is None or not match.mark:
        return f"{what} {_NAMESAKE_UNMARKED}" if match.is_declared else what
    why_not = review.why_not(match.mark)
    innocent = _NAMESAKE if match.is_declared else "If it is innocent"
    return " ".join(filter(None, (what, why_not, f"{innocent}: hearingsite identities except {match.mark}")))


def _take_out(match: Match) -> str:
    if match.where == "file name" and match.known_as:
        return f"Give the file a name that tells nothing of {match.known_as}, and write that in the record."
    if match.where == "metadata":
        return "Take it out of the file's properties, such as author and title, and save the file again."
    return f"Write {match.known_as}." if match.known_as else "Take it out of the text that this file is made from."


def unsaid(report: Report, guard: Guard) -> Report:
    """The same findings without a value of the list: other checks quote what they find, and name files."""
    known = _own_words()
    path_of = cache(guard.masked)  # a record may have thousands of findings that say the same
    said = cache(lambda text, own: guard.masked_text(text, own, known))
    return Report.of(
        Diagnostic(
            Place(path_of(one.place.path), one.place.line, one.place.column),
            one.code,
            said(one.message, records_of_path(one.place.path)),
            said(one.hint, records_of_path(one.place.path)),
        )
        for one in report.diagnostics
    )


def _own_words() -> frozenset[str]:
    """The words of codes and of names of fields."""
    return frozenset(word for text in _codes_below(record_schema()) for word in re.findall("[a-z]+", text))


def _codes_below(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        yield from (code for code in schema.get("enum", ()) if isinstance(code, str))
    for below in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _codes_below(below)


class _Sources:
    """Where in the content somebody stands who was found in a page; each source is searched once."""

    def __init__(self, guard: Guard, sought: Sought, settings: Settings) -> None:
        self.guard = guard
        self.settings = settings
        self.paths = {outline.reference: outline.path for outline in sought.outlines}
        self.searched: dict[str, list[Match]] = {}

    def find(self, match: Match) -> Place | None:
        for path in self._made_from(match.path):
            for found in self._search(path):
                if found.who == match.who and found.line:
                    return Place(found.path, found.line, found.column or 1)
        return None

    def _made_from(self, path: str) -> Iterator[str]:
        """The sources of a page: its record in its language, or the ordinary page of its route."""
        is_welsh = path.startswith("cy/")
        for reference in records_of_path(path):
            record = self.paths.get(reference)
            if record:
                yield from [welsh_of(record), record] if is_welsh else [record]
        route = path.removeprefix("cy/").removesuffix("index.html").strip("/")
        content = self.settings.content.relative_to(self.settings.project).as_posix()
        for name in (f"{route}.md", f"{route}/index.md"):
            yield f"{content}/{STOCK_PAGES}/{'cy' if is_welsh else 'en'}/{name}"

    def _search(self, path: str) -> list[Match]:
        if path not in self.searched:
            file = self.settings.project / path
            content = file.read_bytes() if file.is_file() else b""
            # What a header names is there by right: it is its place in the texts that is looked for.
            names = _lines_of_names(content)
            self.searched[path] = [one for one in self.guard.scan(path, content) if one.line not in names]
        return self.searched[path]


def _lines_of_names(content: bytes) -> frozenset[int]:
    lines = enumerate(content.split(b"\n"), 1)
    return frozenset(number for number, line in lines if b"name:" in line or line.startswith(b"reference:"))


def memory_of(opened: IdentityList | None, settings: Settings, what: str) -> Memory | None:
    """What was clean in earlier builds (`what` is the content or the site), if there is a secret that nobody else has.

    That is the list's; without a list, where only what records keep back is looked for, the key of whoever builds.
    """
    secret, version = (opened.secret, opened.version) if opened else (state_key(make=True), "")
    if not secret:
        return None
    from hearingsite.guard.attest import rule_version  # noqa: PLC0415 -- cryptography is slow to import

    file = settings.project / STATE / "searched" / what
    return Memory(file, secret, f"{version} {rule_version()}")


def source_guard(
    settings: Settings,
    identities: Sequence[Identity],
    review: "Exceptions | None" = None,
    memory: Memory | None = None,
) -> Guard:
    """The guard of what editors write: the private list alone, for what release keeps back stands there by right.

    Whom headers name and what forces publish is read from the files as they are: records may have faults. Only a key at
    its place names anybody, no comment and no text; a header that cannot be read names nobody.
    """

    def declared(telling: Telling) -> Iterator[Declared]:
        lines: dict[str, list[str]] = {}  # of each file
        for path, text in _texts_below(settings.content):
            if path.endswith(".yaml"):
                yield from _of_force(text)
            else:
                lines[path] = _MAY_DECLARE.findall(text)
        told = telling({line for several in lines.values() for line in several})
        for path, several in lines.items():
            if not told.isdisjoint(several):
                yield from _of_record(path)

    of_content = review.of_content() if review else None
    return Guard(identities, (), declared, of_content, memory, largest=MAX_BYTES)


def _texts_below(folder: Path) -> Iterator[tuple[str, str]]:
    """Read every record and every force, in the order of their paths; what cannot be opened has no files."""
    walks = (os.walk(folder / part) for part in (FORCES, HEARINGS))
    found = (f"{place}/{name}" for walk in walks for place, _, names in walk for name in names)
    for file in sorted(found, key=lambda path: path.split("/")):
        ending = ".yaml" if file.startswith(f"{folder}/{FORCES}/") else ".md"
        if file.endswith(ending) and os.path.isfile(file):  # noqa: PTH113 -- a path object costs more than the look
            with open(file, encoding="utf-8", errors="replace") as opened:  # noqa: PTH123 -- see above
                yield file, opened.read()


def _of_record(path: str) -> Iterator[Declared]:
    """Whom a record's header names: officers, other people and chairs."""
    source = read_source(path, path)
    read = source if isinstance(source, Diagnostic) else split_front_matter(source)
    if isinstance(read, FrontMatter):
        sittings = [read.data, *_blocks(read.data.get("appeals"))]
        chairs = [
            chair
            for one in sittings
            for sitting in _blocks(one.get("hearing"))
            for chair in _blocks(sitting.get("chair"))
        ]
        named = (*_blocks(read.data.get("officers")), *_blocks(read.data.get("people")), *chairs)
        names = (one.get("name") for one in named)
        yield from (Declared(name, records_of_path(path)) for name in names if isinstance(name, str))


def _of_force(text: str) -> Iterator[Declared]:
    """What the file of a force publishes; a mistake somewhere else in it does not matter here."""
    data = read_header("", text, 1).data
    for block in _blocks(data):
        values = [block.get(key) for key in ("name", "short", "contact", "press_email", "press_phone")]
        for value in values:
            texts = [value.get("en"), value.get("cy")] if isinstance(value, dict) else [value]
            yield from (Declared(one, is_contact=True) for one in texts if isinstance(one, str))


def _blocks(value: Any) -> list[dict[str, Any]]:
    """The blocks of a list, or the one block that a value is."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def source_faults(guard: Guard, settings: Settings) -> Iterator[Diagnostic]:
    """Say what was found in the content, hidden and unknown files included."""
    below = settings.content.relative_to(settings.project).as_posix()
    for match in guard.scan_folder(settings.content):
        place = Place(f"{below}/{match.path}", match.line, match.column or (1 if match.line else 0))
        if not match.who:
            message = f"Nobody can tell what this file holds: {match.rule}."
            hint = "Put a whole file of a known kind in its place, or take it out of the content."
            yield Diagnostic(place, "HS682", message, hint)
            continue
        code = "HS681" if match.where == "file name" else "HS680"
        yield Diagnostic(place, code, say_match(match), repair(match, guard.review))


def exceptions_of(settings: Settings, opened: IdentityList | None, now: dt.datetime) -> "Exceptions | None":
    """Give the reviewed exceptions; without the list nobody can tell what they except."""
    if opened is None:
        return None
    from hearingsite.guard.exceptions import load_exceptions  # noqa: PLC0415 -- cryptography is slow to import

    return load_exceptions(settings.project, opened, day_of(now))
