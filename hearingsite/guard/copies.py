"""Copies of the private list: other states of it, encrypted or not, under whatever name, in the project or in its git.

A copy is known by what it holds: the list's secret, an entry of the same id for the same hearing, or two words of one
person's names and numbers, where a list has them.
"""

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from hearingsite.diagnostics import fault
from hearingsite.guard.identities import Identity
from hearingsite.guard.names import MASK
from hearingsite.guard.people_rules import names_of, numbers_of, plain, tells_of
from hearingsite.guard.private_file import MAX_BYTES
from hearingsite.guard.versions import versions_in_git
from hearingsite.settings import STATE
from hearingsite.walk import own_files

ENCRYPTED: Final = (b"-----BEGIN AGE ENCRYPTED FILE-----", b"age-encryption.org/v1")
PARTS: Final = "\n---\n"
_SECRET: Final = re.compile(rb"^secret: *['\"]?[0-9a-f]{64}\b", re.MULTILINE)
_ID: Final = re.compile(rb"^[ \t{\[\"'-]*id[\"']? *:", re.MULTILINE)
# The lines of a list that have values, whether these stand in brackets behind the key or each on a line of its own.
_OF_VALUES: Final = re.compile(
    r"^[ \t>]*(?:-[ \t]*)?(?:(?:names|given|family|aliases|former|relatives|numbers|collar|warrant|staff"
    r"|national_insurance)[\"']? *:(.+)|-[ \t]+([^:\n]{1,60}))$",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"\w{4,}")
_TWO: Final = 2


def may_be_list(content: bytes) -> bool:
    """Whether some content may be a private list at all, whoever's."""
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
    def _entries(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.id, record) for one in self.identities for record in one.records)

    @cached_property
    def _whose(self) -> dict[str, set[int]]:
        """Whom each word may be of."""
        whose: dict[str, set[int]] = {}
        for number, one in enumerate(self.identities):
            for word in _words(" ".join((*names_of(one), *numbers_of(one)))):
                whose.setdefault(word, set()).add(number)
        return whose

    def _are_two_words_in(self, text: str) -> bool:
        told = "\n".join(first or second for first, second in _OF_VALUES.findall(text))
        people = Counter(number for word in _words(told) for number in self._whose.get(word, ()))
        return any(times >= _TWO for times in people.values())

    def are_in(self, content: bytes) -> bool:
        """Whether some content is a state of the list."""
        if not may_be_list(content):
            return False
        if content.startswith(ENCRYPTED):
            content = self._decrypt(content)
        text = content.decode("utf-8", "replace").replace("\r\n", "\n")
        if self._secret and self._secret in text:
            return True
        return self._are_two_words_in(text) or not self._entries.isdisjoint(_entries_of(text))


def _words(text: str) -> set[str]:
    return {*_WORD.findall(plain(text))}


def _entries_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each entry with each of its hearings, as far as the text is a list at all."""
    people = text.partition(PARTS)[2] if text.startswith("secret:") else text
    data: Any = None
    with suppress(yaml.YAMLError, RecursionError, ValueError):
        data = yaml.load(people, yaml.CBaseLoader)  # noqa: S506 -- plain texts only
    for entry in data if isinstance(data, list) else ():
        records = entry.get("records") if isinstance(entry, dict) else None
        for record in records if isinstance(records, list) else ():
            yield str(entry.get("id")), str(record)


def check_no_copies(traces: Traces, project: Path) -> None:
    """Raise Fault (exit code 2) where a copy of the list lies in the project's folder, or git has or had one."""
    if any(traces.are_in(content) for content in versions_in_git(project, may_be_list)):
        message = "The project's git repository holds another state of the private list, whatever it is called there."
        hint = (
            "Whoever can read the repository may have it. Tell whoever answers for data protection, take it out of the "
            "history, and give the list new keys."
        )
        raise fault("HS653", str(project), message, hint, exitcode=2)
    files = (f"{folder}/{name}" for folder, names in own_files(str(project), STATE) for name in names)
    for file in files:
        if traces.are_in(_content(file)):
            path = file.removeprefix(f"{project}/")
            shown = MASK if any(tells_of(one, path) for one in traces.identities) else path
            message = "A copy of the private list, or of a part of it, lies inside the project."
            hint = "Delete it, or move it to a folder outside which only you may open. The list itself is untouched."
            raise fault("HS651", shown, message, hint, exitcode=2)


def _content(file: str) -> bytes:
    """Read an ordinary file; nothing of what is none, or cannot be opened."""
    with suppress(OSError):
        found = os.lstat(file)
        if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
            return Path(file).read_bytes()
    return b""
