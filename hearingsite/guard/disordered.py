"""Codes whose signs were put in another order or apart: "27%56%86%", "% 5 1 % 7 5", put back so that they can be decoded."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from hearingsite.guard.fold import Mapped, replaced

_BETWEEN: Final = r"[ .\-_]"
_HEX: Final = r"[0-9a-fA-F]"
# Of a text from its end: several codes that follow each other, or one of a sign that addresses have. Percentages in cells
# that follow each other are fewer, or some would be no letters.
_FROM_END: Final = re.compile(
    rf"(?:;(?:{_HEX}{{1,6}}[xX]|[0-9]{{1,7}})#&){{3,}}"
    rf"|(?<![%0-9a-fA-F])(?:{_HEX}[2-9a-fA-F]%){{5,}}"
    rf"|(?<![\\%0-9a-fA-F])(?:{_HEX}{{4}}[uU][\\%]){{3,}}"
)
_SIGN_FROM_END: Final = re.compile(r"(?<=\w)(?:0[24]|[2CcDdEeFf]2)%(?=\w)")
_APART: Final = re.compile(
    rf"&{_BETWEEN}#(?:{_BETWEEN}[xX])?(?:{_BETWEEN}{_HEX}){{1,7}}{_BETWEEN};"
    rf"|(?<!\w)%(?:{_BETWEEN}{_HEX}){{2}}(?=\W|_|$)"
    rf"|\\{_BETWEEN}[uU](?:{_BETWEEN}{_HEX}){{4}}"
)
_GAPS: Final = re.compile(_BETWEEN)


def in_order(text: str) -> Mapped | None:
    """A folded text with such codes put back: those from their end, and those whose signs stand apart; None without any.

    For signs of addresses from their end, these stand there themselves.
    """
    pieces = [(*run.span(), run.group()[::-1]) for run in _FROM_END.finditer(text)]
    pieces += ((*code.span(), _GAPS.sub("", code.group())) for code in _APART.finditer(text))
    pieces += ((*code.span(), unquote(code.group()[::-1])) for code in _SIGN_FROM_END.finditer(text))
    return replaced(text, list(_apart(sorted(pieces)))) if pieces else None


def _apart(pieces: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Of pieces that rise, those that begin behind the one before."""
    last = 0
    for piece in pieces:
        if piece[0] >= last:
            yield piece
            last = piece[1]
