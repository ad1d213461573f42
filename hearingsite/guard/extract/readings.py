"""Other ways to read a text: as the HTML that may stand in it, and with its lines joined where their ends say nothing."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from itertools import pairwise
from typing import Final

from hearingsite.guard.extract.fields import may_have_fields, told_in_fields
from hearingsite.guard.extract.pages import hidden_texts, in_paragraphs, visible_texts
from hearingsite.guard.extract.passage import Passage

_GOES_ON: Final = re.compile(r"[=\\]?\r?\Z")  # quoted-printable; a text in a program, in YAML or in a style
_ENCODED_WORD: Final = re.compile(r"=\?[\w\-]+\?[QqBb]\?[^?\s]*\?=")
_ENCODED: Final = re.compile(rf"{_ENCODED_WORD.pattern}(?:\s*{_ENCODED_WORD.pattern})*")
# Words that are decoded together, and some of the next: decoding takes as long as the square of how many they are.
_TOGETHER: Final = 500
_AND_NEXT: Final = 20
_SIGNS: Final = ("\\", "=", "\\\r", "=\r")
_PACKED: Final = re.compile(r"\s*[A-Za-z0-9+/_-]{16,}=*\s*")  # a line of base64 or of hexadecimal digits, and its last
_LAST: Final = re.compile(r"\s*[A-Za-z0-9+/_-]{2,}=*\s*")


def as_html(text: str, where: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield what a text says to those who take it for a part of a page, if that can be something else."""
    if "<" not in text and "&" not in text:
        return
    joined, parted = visible_texts(in_paragraphs(text))
    yield Passage(joined, where, records=records)
    parted = "\n".join(map(str.strip, parted.split("\n"))) if parted != joined else joined
    if parted != joined:
        yield Passage(parted, where, records=records)
    yield from (Passage(one, place, records=records) for place, one in hidden_texts(text))
    if "<" in text and may_have_fields(text):
        yield from (Passage(said, "field", records=records) for _, said in told_in_fields(text))


def as_joined(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield a text, which begins on the first line of its file, with its lines joined, if any goes on in the next."""
    lines = text.split("\n")
    joints = [_meet(before, after) for before, after in pairwise(lines)]
    if not any(joints):
        return
    joined, numbers = [[lines[0]]], [1]  # the pieces of each line
    for number, (line, is_joint) in enumerate(zip(lines[1:], joints, strict=True), 2):
        if is_joint:
            joined[-1][-1] = _GOES_ON.sub("", joined[-1][-1])
            joined[-1].append(line.lstrip())
        else:
            joined.append([line])
            numbers.append(number)
    yield Passage("\n".join(map("".join, joined)), "text", records=records, lines=tuple(numbers))


def as_headers(text: str, records: frozenset[str]) -> Iterator[Passage]:
    """Yield what heads of mail say that are encoded word by word (RFC 2047): one word may go on in the next."""
    line, before = 1, 0
    for found in _ENCODED.finditer(text) if "=?" in text else ():
        line += text.count("\n", before, found.start())
        before = found.start()
        words = _ENCODED_WORD.findall(found[0])
        for at in range(0, len(words), _TOGETHER):
            with suppress(ValueError, LookupError, MessageError):  # what is no such word is read as it stands
                several = " ".join(words[at : at + _TOGETHER + _AND_NEXT])
                yield Passage(str(make_header(decode_header(several))), "text", line, records)


def _meet(before: str, after: str) -> bool:
    """Whether a line goes on in the next."""
    if before.endswith(_SIGNS):
        return True
    return _PACKED.fullmatch(before) is not None and _LAST.fullmatch(after) is not None
