"""Copies of the private list: other states of it, encrypted or not, in the project or in its git.

In git they are found under whatever name. In the project's folder, files with the endings of pages, programs, pictures
and records are not looked into (`own_files`).

A copy is known by what it holds: the list's secret, or an entry with the reference of somebody's hearing and either
their id or two words of their names and numbers.
"""

import codecs
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

from hearingsite.diagnostics import fault
from hearingsite.guard.asked_git import TIDY, way_to_all
from hearingsite.guard.identities import Identity
from hearingsite.guard.names import masked_name, readable
from hearingsite.guard.people_rules import names_of, numbers_of, plain, tells_of
from hearingsite.guard.private_file import MAX_BYTES
from hearingsite.guard.versions import versions_in_git
from hearingsite.settings import STATE
from hearingsite.walk import own_files

ENCRYPTED: Final = (b"-----BEGIN AGE ENCRYPTED FILE-----", b"age-encryption.org/v1")
PARTS: Final = "\n---\n"
_SECRET: Final = re.compile(rb"^secret: *['\"]?[0-9a-f]{64}\b", re.MULTILINE)
_ID: Final = re.compile(rb"^[ \t>{\[\"'-]*id[\"']? *:", re.MULTILINE)
_KEYS: Final = (
    r"(?:id|records|known_as|role|names|numbers|contacts|addresses|vehicles|born|strength|once_public|review|unknown)\b"
)
# Where an entry begins, in lines or in brackets, whatever key comes first; and what no longer belongs to one.
_START: Final = re.compile(
    rf"""(?:^[ \t>]*-\s{{0,40}}\{{?\s{{0,40}}|\{{\s{{0,40}})["']?{_KEYS}["']?[ \t]*:""", re.MULTILINE
)
_END: Final = re.compile(rf"""^(?![ \t>\-#\[\]{{}},"'\n]|{_KEYS})""", re.MULTILINE)
_WHOSE: Final = re.compile(r"""(?:^|[\s{,>"'-])id["']?[ \t]*:[ \t]*["']?([\w.-]+)""")
_REFERENCE: Final = re.compile(r"\b[A-Z]{1,6}-[0-9]{4}-[0-9]{1,6}\b", re.ASCII | re.IGNORECASE)
# The lines of a list that have values, whether these stand in brackets behind the key or each on a line of its own.
_OF_VALUES: Final = re.compile(
    r"""(?:^|[\s{,>"'-])(?:names|given|family|aliases|former|relatives|numbers|collar|warrant|staff"""
    r"""|national_insurance)["']? *:(.+)$|^[ \t>]*-[ \t]+([^:\n]{1,60})$""",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"\w{4,}")
_TWO: Final = 2


def _in_utf8(content: bytes) -> bytes:
    """Give a text without the mark that some editors put before it, and in UTF-8 where that mark says UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def may_be_list(content: bytes) -> bool:
    """Whether some content may be a private list at all, whoever's."""
    content = _in_utf8(content)
    if content.startswith(ENCRYPTED):
        return True
    is_like = b"known_as" in content and b"records" in content and _ID.search(content) is not None
    return is_like or (b"secret:" in content and _SECRET.search(content) is not None)


class Traces:
    """What a copy of a list has in common with it; worked out when something is there that may be one."""

    def __init__(self, identities: Iterable[Identity], secret: bytes, decrypt: Callable[[bytes], bytes]) -> None:
        """Keep the list; `decrypt` gives what is in an encrypted file, and nothing where the key does not fit."""
        self._secret, self._decrypt = secret.hex(), decrypt
        self.identities = tuple(identities)

    @cached_property
    def _by_record(self) -> dict[str, list[tuple[str, set[str]]]]:
        """The people of each hearing: their ids, and the words of their names and numbers."""
        people: dict[str, list[tuple[str, set[str]]]] = {}
        for one in self.identities:
            words = _words(" ".join((*names_of(one), *numbers_of(one))))
            for record in one.records:
                people.setdefault(record.upper(), []).append((one.id, words))
        return people

    def are_in(self, content: bytes) -> bool:
        """Whether some content is a state of the list."""
        if not may_be_list(content):
            return False
        content = _in_utf8(content)
        if content.startswith(ENCRYPTED):
            content = _in_utf8(self._decrypt(content))
        text = content.decode("utf-8", "replace").replace("\r\n", "\n")
        if self._secret and self._secret in text:
            return True
        # Most of what is like a list has none of these hearings, and is not taken apart.
        return bool(self._records_in(text)) and any(self._are_in_entry(entry) for entry in _entries_of(text))

    def _records_in(self, text: str) -> set[str]:
        return {record.upper() for record in _REFERENCE.findall(text)} & self._by_record.keys()

    def _are_in_entry(self, entry: str) -> bool:
        records = self._records_in(entry)
        if not records:
            return False
        ids = {*_WHOSE.findall(entry)}
        words = _words("\n".join(first or second for first, second in _OF_VALUES.findall(entry)))
        people = (person for record in records for person in self._by_record[record])
        return any(number in ids or len(own & words) >= _TWO for number, own in people)


def _words(text: str) -> set[str]:
    return {*_WORD.findall(plain(text))}


def _entries_of(text: str) -> Iterator[str]:
    """Yield the text of each entry, also within a mail or a page; what stands before the first may be one, too."""
    starts = [found.start() for found in _START.finditer(text)]
    yield text[: starts[0]] if starts else text
    for start, following in pairwise((*starts, len(text))):
        end = _END.search(text, text.find("\n", start, following) + 1 or following, following)
        yield text[start : end.start() if end else following]


def check_no_copies(traces: Traces, project: Path, *, must_know_all: bool) -> None:
    """Raise Fault (exit code 2) where a copy of the list lies in the project's folder, or git has or had one.

    With `must_know_all` also where git lacks some of what it should have, so that nobody can tell.
    """
    missing: list[str] = []
    if any(traces.are_in(content) for content in versions_in_git(project, may_be_list, missing.append)):
        message = "The project's git repository holds another state of the private list, whatever it is called there."
        hint = (
            "Whoever can read the repository may have it. Tell whoever answers for data protection, take it out of the "
            f"history, and give the list new keys. {TIDY}"
        )
        raise fault("HS653", str(project), message, hint, exitcode=2)
    files = (f"{folder}/{name}" for folder, names in own_files(str(project), STATE) for name in names)
    for file in files:
        if traces.are_in(_content(file)):
            shown = _masked(file.removeprefix(f"{project}/"), traces.identities)
            message = "A copy of the private list, or of a part of it, lies inside the project."
            hint = "Delete it, or move it to a folder outside which only you may open. The list itself is untouched."
            raise fault("HS651", shown, message, hint, exitcode=2)
    if missing and must_know_all:
        message = "Git lacks some of what this repository should hold, so nobody can tell whether the list was in it."
        raise fault("HS653", str(project), message, way_to_all(project), exitcode=2)


def _masked(path: str, identities: Iterable[Identity]) -> str:
    """A path whose parts tell nobody: of a name that does, the ending alone."""
    people = tuple(identities)
    parts = readable(path).split("/")
    return "/".join(masked_name(part) if any(tells_of(one, part) for one in people) else part for part in parts)


def _content(file: str) -> bytes:
    """Read an ordinary file; nothing of what is none, or cannot be opened."""
    with suppress(OSError):
        found = os.lstat(file)
        if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
            return Path(file).read_bytes()
    return b""
