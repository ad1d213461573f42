"""Components of an iCalendar file (RFC 5545), byte for byte as the library writes them.

The library looks at every sign of every line: the events of a big site's calendars took it longer than all feeds.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

# Octets of a line without its end, the blank before what goes on counted.
_LIMIT: Final = 75
_ESCAPING: Final = b"\\^"
# What follows the first octet of a character.
_FOLLOWING: Final = range(0x80, 0xC0)


def component(name: str, properties: Iterable[tuple[str, str]]) -> bytes:
    """Write a component of some properties, in their order: names with parameters, and values as they are written."""
    lines = (f"{name}:{value}" for name, value in (("BEGIN", name), *properties, ("END", name)))
    return b"".join([_folded(line) + b"\r\n" for line in lines])


def text(value: str) -> str:
    """Escape a value that is a text."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def stamp(moment: dt.datetime) -> str:
    """Write a moment of UTC."""
    return f"{_digits(moment)}Z"


def begin(at: dt.date) -> tuple[str, str]:
    """Give the property of a beginning: a day, or a moment with the name of its zone."""
    if isinstance(at, dt.datetime):
        return f"DTSTART;TZID={at.tzinfo}", _digits(at)
    return "DTSTART;VALUE=DATE", f"{at:%Y%m%d}"


def _digits(moment: dt.datetime) -> str:
    return moment.isoformat()[:19].replace("-", "").replace(":", "")


def _folded(line: str) -> bytes:
    """Fold a long line: between two characters, and not behind a sign that belongs to the next one."""
    content = line.encode()
    parts = []
    at = 0
    while len(content) - at >= _LIMIT:
        end = at + _LIMIT - 1
        while content[end] in _FOLLOWING:
            end -= 1
        if end - at > 1 and content[end - 1] in _ESCAPING:
            end -= 1
        parts.append(content[at:end])
        at = end
    return b"\r\n ".join([*parts, content[at:]])
