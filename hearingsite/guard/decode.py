"""Undo the ways in which a text is written for machines, three times over, with the way back to where it stood."""

import base64
import binascii
import html
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

from hearingsite.guard.disordered import in_order
from hearingsite.guard.fold import Mapped, fold, plain, replaced
from hearingsite.guard.scripts import other_readings

_DEPTH: Final = 3
_LEAST: Final = 5  # letters that a decoded word must have
_FIRST: Final = 0x20  # below are control characters
# One set of signs first, which is fast to look for.
ESCAPE_SIGNS: Final = re.compile(
    r"[&%\\=x](?:(?<=x)n--|(?<!x)(?:#|[a-zA-Z][a-zA-Z0-9]{1,30};|[0-9a-fA-F]{2}|[uUx]|\r?\n)"
    # from their end, or with signs apart (disordered)
    r"|(?<=#&)|(?<=\w(?:0[24]|[2CcDdEeFf]2)%)(?=\w)|(?<=&)[ .\-_]#|(?<=\\)[ .\-_]u"
    r"|(?<=%)[ .\-_][0-9a-fA-F][ .\-_][0-9a-fA-F](?!\w))"
)
_ESCAPE: Final = re.compile(
    r"(?P<entity>&(?:\#\d{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,30};))"
    r"|(?P<percent>(?:%[0-9a-fA-F]{2})+)"
    r"|(?P<bytes>(?:\\x[0-9a-fA-F]{2})+)"
    r"|(?P<code>\\u\{[0-9a-fA-F]{1,6}\}|\\U[0-9a-fA-F]{8}|\\x\{?[0-9a-fA-F]{2}\}?)"
    r"|(?P<pairs>(?:[\\%][uU][0-9a-fA-F]{4})+)"
    r"|(?P<css>\\[0-9a-fA-F]{2,6} ?)"
    r"|(?P<domain>\bxn--[a-zA-Z0-9-]{2,60})"
    r"|(?P<wrap>=\r?\n)"
)
# A reading of its own: behind the = of an address stands a value, which may begin with two such digits.
_PRINTABLE: Final = re.compile(r"(?P<printable>(?:=[0-9A-Fa-f]{2})+)")
# What is left of tags and comments once they are decoded; those of a page itself are read elsewhere.
_TAG: Final = re.compile(r"<!--.{0,200}?-->|</?[a-zA-Z][^<>]{0,200}>", re.DOTALL)
_LONGEST: Final = 100_000  # letters of a line or a run that is read in several ways; what people read has none as long
_OCTAL: Final = re.compile(r"(?:\\[0-3]?[0-7]{2})+")  # which others take for a hexadecimal number
_LOST: Final = "\ufffd"
_UNSEEN: Final = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_CONTROLS: Final = re.compile("[\0-\x1f\x7f]+")
_PLAIN_SIGNS: Final = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_LEAST_DAMAGED: Final = 10  # bytes
_RARELY: Final = 4  # of so many bytes one may be no plain sign
_MOSTLY: Final = 3
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2}){5,}")
_LEGIBLE: Final = re.compile(r"[^\W_]{4}")  # a part of a name, or of a number
_BETWEEN: Final = re.compile(r"[/_+\-]")  # parts of an address or of the name of a file
_LEAST_PART: Final = 8  # letters


def decoded(text: str) -> Iterator[Mapped]:
    """A folded text once, twice and three times decoded and folded, as long as that changes anything."""
    yield from _by_octal(text)
    seen = {text}
    yield from _further(plain(text), _DEPTH, seen)
    ordered = in_order(text) if len(text) <= _LONGEST else None
    if ordered is not None:
        seen.add(ordered.text)  # which says more once it is decoded, if it has any code
        further = list(_further(ordered, _DEPTH, seen))
        yield from further or [ordered]


def _further(now: Mapped, depth: int, seen: set[str]) -> Iterator[Mapped]:
    """What a text says that is decoded `depth` times or fewer, but for what was `seen`."""
    if not depth or not ESCAPE_SIGNS.search(now.text):
        return
    for escape in (_ESCAPE, _PRINTABLE):
        pieces = [(*found.span(), _meant(found)) for found in escape.finditer(now.text)]
        once = replaced(now.text, pieces)
        for number, said in enumerate(_said(once.text)):
            reading = said.through(once).through(now)
            if reading.text not in seen:
                seen.add(reading.text)
                yield reading
                # What is left of it without tags, or in other letters, has but one more code in it.
                yield from _further(reading, min(depth - 1, 1) if number else depth - 1, seen)


def _said(text: str) -> Iterator[Mapped]:
    """A decoded text folded, as other scripts have it, and without the tags and comments inside its words."""
    yield fold(text)
    if len(text) > _LONGEST:
        return
    if not text.isascii():
        yield from other_readings(text)
    if "<" in text:
        bare = replaced(text, [(*tag.span(), "") for tag in _TAG.finditer(text)])
        yield fold(bare.text).through(bare)


def _by_octal(text: str) -> Iterator[Mapped]:
    """A folded text with every number in octal decoded, if there is one."""
    pieces = [
        (*found.span(), _text(bytes(int(one, 8) for one in found[0][1:].split("\\"))))
        for found in _OCTAL.finditer(text)
    ]
    if pieces:
        once = replaced(text, pieces)
        yield fold(once.text).through(once)


def _meant(found: re.Match[str]) -> str:
    """What one escape stands for; itself where it is none after all."""
    meant = _MEANT.get(found.lastgroup or "")
    return meant(found.group()) if meant else _character(found.group())


def _character(text: str) -> str:
    number = int(re.sub(r"[^0-9a-fA-F]", "", text[1:].lstrip("uUx")), 16)
    return chr(number) if _FIRST <= number <= sys.maxunicode and unicodedata.category(chr(number)) != "Cs" else text


def _bytes(text: str) -> str:
    """What numbers of bytes say, a blank for each control character."""
    return _CONTROLS.sub(" ", _text(bytes.fromhex(text.replace("\\x", ""))))


def _domain(text: str) -> str:
    """What one part of an internet address says; itself where it is written in no such way."""
    try:
        return text[len("xn--") :].encode("ascii").decode("punycode")
    except UnicodeError:
        return text


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


_MEANT: Final[dict[str, Callable[[str], str]]] = {
    "entity": html.unescape,
    "percent": lambda text: _text(unquote_to_bytes(text)),
    "bytes": _bytes,
    "printable": lambda text: _text(bytes.fromhex(text.replace("=", ""))),
    "domain": _domain,
    "wrap": lambda _: "",
    "pairs": lambda text: bytes.fromhex(re.sub(r"[\\%][uU]", "", text)).decode("utf-16-be", "replace"),
}


def escaped(text: str) -> bool:
    """Tell whether anything in a text may be an escape."""
    return ESCAPE_SIGNS.search(text) is not None


def read_further(said: str) -> Iterator[str]:
    """What a decoded text says, folded, and once more as it is decoded further."""
    for now in _said(said):
        yield now.text
        yield from (further.text for further in decoded(now.text))


def unpack(word: str) -> str:
    """What a run of base64 or hexadecimal digits says, if that is text; else nothing."""
    word = word.rstrip("=").rpartition("=")[2]  # of name=value, the value
    bare = word.strip("-_/+")
    said = _from_hex(bare) or _from_base64(bare) or (_from_base64(word) if word != bare else "")
    said = said or _from_end(bare)
    parts = () if said else _BETWEEN.split(bare)
    return said or (" ".join(filter(None, map(_part, parts))) if len(parts) > 1 else "")


def _from_end(word: str) -> str:
    """What a run of base64 says from its end, which many a word in capitals does that means nothing."""
    said = "" if word.isupper() or word[1:].islower() else _from_base64(word[::-1])
    return said if _LEGIBLE.search(said) else ""


def _part(word: str) -> str:
    """What a part of a run says."""
    return _from_hex(word) or _from_base64(word) if len(word) >= _LEAST_PART else ""


def _from_hex(word: str) -> str:
    return _readable(bytes.fromhex(word)) if _HEX.fullmatch(word) else ""


def _from_base64(word: str) -> str:
    body = word.rstrip("=").replace("-", "+").replace("_", "/")
    if len(body) % 4 == 1 or body.islower() or body.isdigit():
        return ""
    try:
        return _readable(base64.b64decode(body + "=" * (-len(body) % 4), validate=True))
    except (binascii.Error, ValueError):
        return ""


def _readable(data: bytes) -> str:
    """What bytes say: in UTF-8, or else as older programs write, if most of them are plain signs; a digest says nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _LOST
    if len(text) >= _LEAST and all(one.isprintable() or one.isspace() or one in _UNSEEN for one in text):
        return text
    is_wide = data.count(0) * _MOSTLY >= len(data)  # two bytes a letter, of which one is 0 in most languages
    plain_signs = len(data) - len(data.translate(None, _PLAIN_SIGNS)) + data.count(0) * is_wide
    if len(data) < _LEAST_DAMAGED or (len(data) - plain_signs) * _RARELY > len(data):
        return ""
    if is_wide:
        return data.decode("utf-16-be" if data.startswith((b"\0", b"\xfe\xff")) else "utf-16-le", "replace")
    return _CONTROLS.sub(" ", text if _LOST not in text else data.decode("cp1252", "replace"))
