"""Which kinds of numbers a text may have at all, by one look at its digits: most texts have days, years and counts alone."""

import re
from functools import lru_cache
from typing import Final, Literal

type_kind = Literal["long", "lettered", "paired", "street"]

_DIGITS: Final = re.compile(r"\d+")
_YEAR: Final = ("17", "18", "19", "20")
_MONTHS: Final = frozenset(
    month[:3]
    for month in (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
        *(
            "December",
            "Ionawr",
            "Chwefror",
            "Mawrth",
            "Ebrill",
            "Mai",
            "Mehefin",
            "Gorffennaf",
            "Awst",
            "Medi",
            "Hydref",
        ),
        *("Tachwedd", "Rhagfyr"),
    )
)


@lru_cache(maxsize=4)  # two rules look at the two languages of a record, one after the other
def kinds_of_numbers(text: str) -> frozenset[type_kind]:
    """Tell what the digits of a text can be: `long` (no year), `lettered`, `paired` (12 34), before a `street`."""
    kinds: set[type_kind] = set()
    for found in _DIGITS.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 2]
        if end - start > 2 and not (end - start == 4 and found[0].startswith(_YEAR)):  # noqa: PLR2004 -- a year has four
            kinds.add("long")
        if after[:1].isupper() or (before.isupper() and after[:1] == " " and after[1:].isupper()):
            kinds.add("lettered")
        elif after[1:].isdigit() and after[0] in " -":
            kinds.add("paired")
        elif (after[1:].isupper() or after[:1].isalpha()) and text[end + 1 : end + 4] not in _MONTHS:
            kinds.add("street")
    return frozenset(kinds)
