"""Codes whose signs were put in another order or apart: "27%56%86%", "% 5 1 % 7 5", put back so that they can be decoded."""

import re
from collections.abc import Iterator
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


def in_order(text: str) -> Iterator[Mapped]:
    """A folded text with such codes put back, if it has any: those from their end, and those whose signs stand apart."""
    turned = [(*run.span(), run.group()[::-1]) for run in _FROM_END.finditer(text)]
    joined = [(*code.span(), _GAPS.sub("", code.group())) for code in _APART.finditer(text)]
    yield from (replaced(text, pieces) for pieces in (turned, joined) if pieces)


def signs_from_end(text: str) -> Iterator[Mapped]:
    """A folded text from its end with the signs for which it has codes, if it has any."""
    signs = [(*code.span(), unquote(code.group()[::-1])) for code in _SIGN_FROM_END.finditer(text)]
    if signs:
        yield replaced(text, signs)
