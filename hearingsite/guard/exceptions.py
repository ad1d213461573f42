"""Reviewed exceptions of the guard: guard-exceptions.yaml, which anybody may read, and which tells no value.

An entry names a finding by a keyed fingerprint of rule, context and hearing, which also says, to whoever has the key, how
much the finding tells and whether it was found in the content. The key is derived from the secret of the private list, so
nobody can make or guess one without it. Exceptions are applied after everything was matched.
"""

import copy
import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, get_args

import yaml
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.disk import write_whole
from hearingsite.guard.entries import Reader
from hearingsite.guard.identities import Strength
from hearingsite.guard.keys import derive
from hearingsite.guard.people_rules import plain, tells_of
from hearingsite.guard.vault import IdentityList
from hearingsite.values import parse_day

FILE: Final = "guard-exceptions.yaml"
DAYS: Final = 90
_LONGEST: Final = 366
_AROUND: Final = 40
# Of the 20 digits of a mark, these are the finding's own; the others say what kind it is to whoever has the list.
_OWN: Final = 16
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{20}")
_KEYS: Final = ("finding", "reason", "by", "also_by", "on", "until")
_HEADING: Final = "# Reviewed exceptions of the guard. Made with: hearingsite identities except\n"


class GuardException(Struct, frozen=True):
    """One entry: the fingerprint of the finding, why, who reviewed it, from when to when, and the line it stands on."""

    finding: str
    reason: str
    by: str
    also_by: str
    on: dt.date
    until: dt.date
    line: int

    @property
    def has_two(self) -> bool:
        """Whether two different people signed it."""
        return bool(self.also_by) and not is_same_person(self.by, self.also_by)


def is_same_person(by: str, also_by: str) -> bool:
    """Whether two names or posts are one."""
    return plain(by) == plain(also_by)


def known_tiers(findings: Sequence[str], opened: IdentityList) -> set[Strength]:
    """Tell from their marks how much findings say; raises Fault (exit code 2) with each that is no mark of this list."""
    if not opened.secret:
        message = "This list gives findings no marks, because hearingsite did not make it."
        hint = "Make one with `hearingsite identities init`, then `hearingsite identities add --from` this file."
        raise fault("HS664", str(opened.file), message, hint, exitcode=2)
    key = derive(opened.secret, "exceptions")
    kinds = [_kind_of(finding, key) for finding in findings]
    message = "No finding of this list can have this mark: it is mistyped, or another list gave it."
    hint = "Copy the 20 digits and letters that stand at the end of the finding. Nothing was written."
    # What was typed is not repeated: it may be a name.
    places = [
        f"FINDING {number}" if len(kinds) > 1 else "FINDING" for number, kind in enumerate(kinds, 1) if kind is None
    ]
    if places:
        raise Fault(Report.of([Diagnostic(Place(place), "HS666", message, hint) for place in places]), 2)
    return {kind.tier for kind in kinds if kind is not None}


class _Kind(Struct, frozen=True):
    tier: Strength
    is_content: bool


_KINDS: Final = tuple(_Kind(tier, is_content) for tier in get_args(Strength) for is_content in (False, True))


def _kind_of(finding: str, key: bytes) -> _Kind | None:
    return next((kind for kind in _KINDS if finding == _marked(finding[:_OWN], kind, key)), None)


def _marked(own: str, kind: _Kind, key: bytes) -> str:
    said = f"{own} {kind.tier} {kind.is_content}".encode()
    return own + hmac.digest(key, said, hashlib.sha256).hex()[: 20 - _OWN]


class Exceptions:
    """The exceptions of a run: asked about each finding, and at the end what is wrong with them."""

    def __init__(self, entries: tuple[GuardException, ...], secret: bytes, today: dt.date) -> None:
        """Keep the entries; without a secret nothing can be excepted."""
        self._key = derive(secret, "exceptions") if secret else b""
        self._entries = {one.finding[:_OWN]: one for one in entries}
        self._today = today
        self._used: set[str] = set()
        self._kinds = {one.finding: _kind_of(one.finding, self._key) for one in entries}
        self.is_content = False

    def of_content(self) -> "Exceptions":
        """The same exceptions, to be asked about what is found in the content."""
        same = copy.copy(self)
        same.is_content = True
        return same

    def fingerprint(self, rule: str, text: str, start: int, end: int, record: str, *, tier: Strength) -> str:
        """Give the mark of a finding at `text[start:end]`; empty where the list has no secret."""
        if not self._key:
            return ""
        context = plain(text[max(start - _AROUND, 0) : start]), plain(text[start:end]), plain(text[end : end + _AROUND])
        content = "\0".join((rule, *context, record)).encode("utf-8", "backslashreplace")
        own = hmac.digest(self._key, content, hashlib.sha256).hex()[:_OWN]
        return _marked(own, _Kind(tier, self.is_content), self._key)

    def covers(self, fingerprint: str) -> bool:
        """Whether a finding is excepted today; what points at one person alone needs two reviewers."""
        entry = self._entries.get(fingerprint[:_OWN])
        if entry is None:
            return False
        self._used.add(entry.finding)
        return not self.why_not(fingerprint)

    def why_not(self, fingerprint: str) -> str:
        """Say why an exception of a finding does not hold; empty where it does, or where there is none."""
        entry = self._entries.get(fingerprint[:_OWN])
        if entry is None:
            return ""
        if entry.until < self._today:
            return f"The exception of it ended on {entry.until} ({FILE}:{entry.line})."
        if entry.on > self._today:
            return f"The exception of it begins on {entry.on} only ({FILE}:{entry.line})."
        if self._kinds[entry.finding] is None:
            return f"The exception of it has another mark ({FILE}:{entry.line}): take it out, and except it anew."
        return f"The exception of it needs a second person: {_SECOND}" if self._is_alone(entry, fingerprint) else ""

    def _is_alone(self, entry: GuardException, fingerprint: str) -> bool:
        """Whether one person alone has excepted what says whom it means: when it was excepted, or by now."""
        kinds = self._kinds[entry.finding], _kind_of(fingerprint, self._key)
        return not entry.has_two and any(kind is None or kind.tier == "unique" for kind in kinds)

    def lapsed(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with exceptions, whatever is found."""
        for entry in self._entries.values():
            place = Place(FILE, entry.line, 1)
            if self._kinds[entry.finding] is None:
                message = "This exception covers nothing: no finding of this list can have its mark."
                yield Diagnostic(place, "HS666", message, "Take it out, and copy the mark of the finding anew.")
                continue
            if self._is_alone(entry, entry.finding):
                message = "This exception needs a second person."
                yield Diagnostic(place, "HS667", message, f"Let them look at it. {_SECOND}")
            if not entry.on <= self._today <= entry.until:
                when = f"ended on {entry.until}" if entry.until < self._today else f"begins on {entry.on} only"
                again = f"If it is still innocent, run: hearingsite identities except {entry.finding}"
                yield Diagnostic(place, "HS665", f"This exception {when}.", f"Take it out. {again}")

    def ending(self, last: dt.date) -> Iterator[tuple[dt.date, Diagnostic]]:
        """Yield the exceptions that hold now and no longer on some day until `last`, each with the first such day."""
        for entry in self._entries.values():
            after = entry.until + dt.timedelta(days=1)
            if self._kinds[entry.finding] is not None and self._today < after <= last:
                message = f"This exception ends on {entry.until}."
                again = f"if the finding is still innocent, run: hearingsite identities except {entry.finding}"
                yield after, Diagnostic(Place(FILE, entry.line, 1), "HS665", message, f"Look at it again; {again}")

    def unused(self, *, is_all: bool) -> Iterator[Diagnostic]:
        """Yield which exceptions no finding has asked for: faults once `is_all` was searched, else notes of the content's."""
        for entry in self._entries.values():
            kind = self._kinds[entry.finding]
            if entry.finding in self._used or kind is None or self.why_not(entry.finding):
                continue
            place = Place(FILE, entry.line, 1)
            if is_all:
                yield Diagnostic(place, "HS666", "This exception covers nothing.", "Take it out.")
            elif kind.is_content:
                message = "Nothing in the content needs this exception any more."
                hint = "Take it out, unless the finished site needs it: a build tells that."
                yield Diagnostic(place, "HS688", message, hint)


def load_exceptions(project: Path, opened: IdentityList, today: dt.date) -> Exceptions:
    """Read guard-exceptions.yaml of a project, if there is one; raises Fault (exit code 2) with all of its faults."""
    return Exceptions(read_exceptions(project, opened), opened.secret, today)


def read_exceptions(project: Path, opened: IdentityList) -> tuple[GuardException, ...]:
    """Read the entries; raises Fault (exit code 2)."""
    file = project / FILE
    if not file.is_file():
        return ()
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise fault("HS664", FILE, "This file cannot be read as text.", "Save it as UTF-8.", exitcode=2) from None
    reader = Reader(FILE, 1, code="HS664")
    data = reader.read(text) or []
    faults = list(reader.faults)
    entries: list[GuardException] = []
    if not faults and not isinstance(data, list):
        faults.append(Diagnostic(Place(FILE, 1, 1), "HS664", "This must be a list of exceptions.", _FORM))
        data = []
    for number, entry in enumerate(data if not faults else []):
        place = reader.place((number,))
        wrong = _wrong_with(entry, opened)
        if wrong:
            faults.append(Diagnostic(place, "HS664", wrong, _FORM))
        else:
            entries.append(_made(entry, place.line))
    marks = [one.finding[:_OWN] for one in entries]
    faults += [
        Diagnostic(Place(FILE, one.line, 1), "HS664", "This finding stands twice.", "Keep one of the two.")
        for number, one in enumerate(entries)
        if one.finding[:_OWN] in marks[:number]
    ]
    if faults:
        raise Fault(Report.of(faults), 2)
    return tuple(entries)


_SECOND: Final = 'add "also_by" with their name or post.'
_FORM: Final = "Let `hearingsite identities except` write it: finding, reason, by, also_by, on, until."


def _wrong_with(entry: Any, opened: IdentityList) -> str:
    """What is wrong with an entry; empty if nothing is."""
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        return "An exception is a block of keys with plain values."
    if unknown := [key for key in entry if key not in _KEYS]:
        return f"This exception has a key that is not known ({len(unknown)} of them)."
    if missing := [key for key in ("finding", "reason", "by", "on", "until") if not entry.get(key, "").strip()]:
        return f'This exception lacks "{missing[0]}".'
    if not _FINGERPRINT.fullmatch(entry["finding"]):
        return "This is not the mark of a finding: 20 digits and letters from a to f."
    return _wrong_days(entry) or _telling(entry, opened)


def _wrong_days(entry: dict[str, str]) -> str:
    try:
        on, until = parse_day(entry["on"]), parse_day(entry["until"])
    except ValueError:
        return "A day of this exception is none; write it like 2024-01-20."
    if not on <= until <= on + dt.timedelta(days=_LONGEST):
        return "This exception must end after its day, and within a year."
    return ""


def _telling(entry: dict[str, str], opened: IdentityList) -> str:
    words = f"{entry['reason']} {entry['by']} {entry.get('also_by', '')}"
    if any(tells_of(one, words) for one in opened.identities):
        return "The words of this exception tell a protected name or number."
    return ""


def _made(entry: dict[str, str], line: int) -> GuardException:
    on, until = parse_day(entry["on"]), parse_day(entry["until"])
    return GuardException(entry["finding"], entry["reason"], entry["by"], entry.get("also_by", ""), on, until, line)


def add_exceptions(project: Path, opened: IdentityList, entries: Sequence[dict[str, str]]) -> None:
    """Write more exceptions into the file; older ones of the same findings go. Raises Fault (exit code 2)."""
    wrong = next(filter(None, (_wrong_with(entry, opened) for entry in entries)), "")
    if wrong:
        raise fault("HS664", FILE, wrong, "Nothing was written.", exitcode=2)
    new = {entry["finding"][:_OWN]: entry for entry in entries}
    kept = [one for one in read_exceptions(project, opened) if one.finding[:_OWN] not in new]
    rows = [*map(_row, kept), *({key: entry[key] for key in _KEYS if entry.get(key)} for entry in new.values())]
    text = _HEADING + yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=120)
    write_whole(project / FILE, text.encode("utf-8"))


def _row(one: GuardException) -> dict[str, str]:
    row = {"finding": one.finding, "reason": one.reason, "by": one.by, "also_by": one.also_by}
    return {key: value for key, value in row.items() if value} | {"on": str(one.on), "until": str(one.until)}
