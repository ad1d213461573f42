"""The private list as a file: found, held against every refusal, opened in memory, written back encrypted.

The encrypted text is YAML in two parts: first what belongs to the list itself (its secret, and who can open it), then
the people. A list of people alone is read as well, but has no secret: nothing can be signed or excepted with it.
"""

import hashlib
import hmac
import secrets
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec
import pyrage
import yaml
from msgspec import Struct

from hearingsite.diagnostics import Diagnostic, Fault, Place, Report, fault
from hearingsite.guard.copies import ENCRYPTED, PARTS, Traces, check_no_copies
from hearingsite.guard.entries import Entries, read_entries
from hearingsite.guard.identities import Identity
from hearingsite.guard.keys import derive, read_key, recipient
from hearingsite.guard.people_rules import ID, tells_of
from hearingsite.guard.private_file import read_private, replace_private
from hearingsite.guard.tracked import check_place, check_untracked

# What a disk that was full, or a copy that broke off, leaves of a file.
_NOTHING: Final = b"\0 \t\r\n"
PLAIN: Final = "The private list is not encrypted. It may stay so on a disk that is; to encrypt it, see the README."


class Holder(Struct, frozen=True):
    """Somebody who can open the list: a name of a role, not of a person, and a public key."""

    name: str
    public: str


class IdentityList(Struct, frozen=True):
    """The private list, opened. `version` changes with every entry and reveals nothing; `note` is for whoever runs it.

    `secret` is empty where the file holds people alone; `people` is their YAML, which begins on `first_line`.
    """

    file: Path
    identities: tuple[Identity, ...]
    lines: tuple[int, ...]
    version: str
    secret: bytes
    holders: tuple[Holder, ...]
    people: str
    first_line: int
    note: str = ""

    def __repr__(self) -> str:
        """Tell the version alone."""
        return f"IdentityList({len(self.identities)} people, version {self.version})"

    @property
    def sought(self) -> int:
        """How many people's names or numbers are looked for: all but those whom the force does not know."""
        return sum(not one.unknown for one in self.identities)

    def told(self, entries: Entries) -> Entries:
        """Give what was read with faults that lead somewhere: nobody can open an encrypted file at a line of its text."""
        if self.note or not entries.faults:
            return entries
        faults = tuple(self._whose(fault, entries) for fault in entries.faults)
        return msgspec.structs.replace(entries, faults=faults)

    def _whose(self, found: Diagnostic, entries: Entries) -> Diagnostic:
        number = bisect_right(entries.lines, found.place.line) - 1
        if number < 0 or number >= len(entries.identities):
            return found
        one = entries.identities[number]
        # An id is printed, unless it is what is wrong.
        who = f"entry {number + 1}" if not ID.fullmatch(one.id) or tells_of(one, one.id) else one.id
        return msgspec.structs.replace(found, place=Place(found.place.path), message=f"Of {who}: {found.message}")


def load_list(file: Path, key: Path | None, project: Path, *, may_git_lack: bool = False) -> IdentityList:
    """Open the private list; raises Fault (exit code 2) with everything that is wrong with it.

    `key` is the key file; only a list that is not encrypted does without. With `may_git_lack` it may be that git lacks
    some of what it should hold, and nobody can tell whether a plain list was there.
    """
    opened, entries = open_list(file, key, project, may_git_lack=may_git_lack)
    if entries.faults:
        raise Fault(Report.of(entries.faults), 2)
    return opened


def open_list(
    file: Path, key: Path | None, project: Path, *, may_git_lack: bool = False
) -> tuple[IdentityList, Entries]:
    """Open a list whose entries may have faults; raises Fault (exit code 2) where the file itself is unusable."""
    if "\0" in str(file):
        raise fault("HS650", "--identities", "This is not the name of a file.", "Type it again.", exitcode=2)
    file = file.absolute()
    check_place(file, project)
    content = read_private(file, "HS650", "the private list")
    if not content.strip(_NOTHING):
        raise _emptied(file)
    is_plain = not content.startswith(ENCRYPTED)
    text = _decoded(content if is_plain else _decrypt(content, key, file), file)
    first, people, line = _split(text)
    check_untracked(file, project, {content, text.encode(), people.encode()})
    secret, holders = _read_first(first, file)
    entries = read_entries(people, str(file), line)
    traces = Traces(entries.identities, secret, lambda other: _decrypt_copy(other, key))
    check_no_copies(traces, project, must_know_all=is_plain and not may_git_lack)
    version = _version(entries.identities, secret or secrets.token_bytes(32))
    note = PLAIN if is_plain else ""
    opened = IdentityList(file, entries.identities, entries.lines, version, secret, holders, people, line, note)
    return opened, opened.told(entries)


def read_people(file: Path, project: Path) -> list[dict[str, Any]]:
    """Read entries from a plain file, under the same refusals; raises Fault (exit code 2)."""
    check_place(file, project)
    content = read_private(file, "HS650", "the entries")
    text = _decoded(content, file)
    check_untracked(file, project, [content])
    _, people, line = _split(text)
    entries = read_entries(people, str(file), line)
    check_no_copies(Traces(entries.identities, b"", lambda _: b""), project, must_know_all=True)
    if entries.faults:
        raise Fault(Report.of(entries.faults), 2)
    return yaml.load(people, yaml.BaseLoader) or []  # noqa: S506 -- plain texts only


def _emptied(file: Path) -> Fault:
    before = file.with_name(f"{file.name}.before")
    hint = (
        f"{before.name} beside it is the state before the last change: copy it over this file."
        if before.is_file()
        else "Restore it from a backup. A new list is made by `hearingsite identities init`."
    )
    return fault(
        "HS656", str(file), "The private list is empty or damaged: nothing is left in the file.", hint, exitcode=2
    )


def _decrypt(content: bytes, key: Path | None, file: Path) -> bytes:
    if key is None:
        message = "The private list is encrypted, and no key was given."
        hint = "Set HEARINGSITE_AGE_KEY to the path of your key file."
        raise fault("HS654", str(file), message, hint, exitcode=2)
    keys = read_key(key)
    try:
        return bytes(pyrage.decrypt(content, keys))
    except pyrage.DecryptError:
        message = "The private list cannot be opened with this key: it is made for others, or the file is damaged."
        hint = "Use the key that the list was shared with; the recovery key opens it as well. An older state is in .before."
        raise fault("HS654", str(file), message, hint, exitcode=2) from None


def _decrypt_copy(content: bytes, key: Path | None) -> bytes:
    """Give what is in a file that may be a state of the list; nothing where the key does not open it."""
    if key is None:
        return b""
    try:
        return bytes(pyrage.decrypt(content, read_key(key)))
    except (pyrage.DecryptError, Fault):
        return b""


def _decoded(content: bytes, file: Path) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        message = "The private list is neither encrypted with age nor a text in UTF-8."
        raise fault("HS656", str(file), message, "Name the list itself, or save it as UTF-8.", exitcode=2) from None


def _split(text: str) -> tuple[str, str, int]:
    """What belongs to the list itself, the people, and the line on which they begin."""
    if not text.startswith("secret:"):
        return "", text, 1
    first, _, people = text.partition(PARTS)
    return first, people, first.count("\n") + 3


class _First(Struct, frozen=True, forbid_unknown_fields=True):
    secret: str
    holders: list[Holder] = []


def _read_first(first: str, file: Path) -> tuple[bytes, tuple[Holder, ...]]:
    if not first:
        return b"", ()
    try:
        read = msgspec.convert(yaml.load(first, yaml.CSafeLoader), _First)
        secret = bytes.fromhex(read.secret)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError, RecursionError):
        secret, read = b"", _First("")
    if len(secret) != hashlib.sha256().digest_size:
        hint = "Restore the list from a backup; this part is made by `hearingsite identities init` and never typed."
        raise fault("HS656", str(file), "The first part of the list, its secret, is damaged.", hint, exitcode=2)
    return secret, tuple(read.holders)


def _version(identities: Iterable[Identity], secret: bytes) -> str:
    """A keyed digest of everybody: without the secret nobody can try out who is on the list."""
    content = msgspec.json.encode(sorted(identities, key=lambda one: one.id))
    return hmac.digest(derive(secret, "version"), content, hashlib.sha256).hex()[:32]


def write_text(secret: str, holders: Iterable[Holder], people: str) -> str:
    """Give the plain text of a list, which is only ever encrypted."""
    first = {"secret": secret, "holders": [{"name": one.name, "public": one.public} for one in holders]}
    return yaml.safe_dump(first, sort_keys=False, allow_unicode=True).rstrip("\n") + PARTS + people


def encrypt(text: str, holders: Iterable[Holder]) -> bytes:
    """Encrypt a list for everybody who holds a key; ValueError for a key that is none, or for nobody."""
    recipients = [recipient(one.public) for one in holders]
    known = [one for one in recipients if one is not None]
    if not known or len(known) < len(recipients):
        raise ValueError("a public key is none")
    return bytes(pyrage.encrypt(text.encode(), known, armored=True))


def check_writable(opened: IdentityList, holders: Iterable[Holder] | None = None) -> None:
    """Raise Fault (exit code 2) for a list that cannot be written back, before anybody is asked anything."""
    if not opened.secret or not (opened.holders if holders is None else tuple(holders)):
        message = "This list was not made by hearingsite, so nobody knows for whom to encrypt it."
        hint = "Make one with `hearingsite identities init`, then `hearingsite identities add --from` this file."
        raise fault("HS716", str(opened.file), message, hint, exitcode=2)


def save(opened: IdentityList, key: Path | None, people: str, holders: Iterable[Holder] | None = None) -> None:
    """Write new people (or new holders) into an encrypted list; raises Fault (exit code 2).

    The new bytes are opened again before they take the place of the old ones.
    """
    kept = tuple(holders) if holders is not None else opened.holders
    check_writable(opened, kept)
    text = write_text(opened.secret.hex(), kept, people)
    content = encrypt(text, kept)
    if _decrypt(content, key, opened.file) != text.encode():
        raise fault("HS716", str(opened.file), "The list could not be encrypted.", "Nothing was changed.", exitcode=2)
    replace_private(opened.file, content)


def dump_people(entries: Iterable[dict[str, Any]]) -> str:
    """Write entries as YAML."""
    return yaml.safe_dump(list(entries), sort_keys=False, allow_unicode=True, width=120)
