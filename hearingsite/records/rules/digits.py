"""Which kinds of numbers a text may have at all, by one look at its digits: most texts have days, years and counts alone."""

from collections.abc import Iterable
from typing import Final, Literal

from hearingsite.patterns import later

type_kind = Literal["age", "long", "lettered", "paired", "street"]

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


# How it goes on behind an age that a place follows: "34, of Yeovil", "34 and living in".
_OF_A_PLACE: Final = (" of ", " from ", " liv", " who ", " come", " came", " resid", " and ")
_DIGITS: Final = later(r"\d+")
# Of an ASCII text its digits, and spaces for all the rest: to part this is much cheaper than to search.
_SPACED: Final = bytes(code if chr(code).isdigit() else ord(" ") for code in range(128)).ljust(256, b" ")


def find_numbers(text: str) -> list[tuple[int, int]]:
    """Give start and end of every row of digits."""
    places: list[tuple[int, int]] = []
    end = 0
    for digits in _numbers(text):
        start = text.index(digits, end)
        end = start + len(digits)
        places.append((start, end))
    return places


def kinds_of_numbers(text: str, numbers: Iterable[tuple[int, int]]) -> frozenset[type_kind]:
    """Tell what the digits of a text can be (`numbers`: start and end of each row of them).

    An `age` ("34, of"), `long` (no year), `lettered`, `paired` (12 34), before a `street`.
    """
    kinds: set[type_kind] = set()
    for start, end in numbers:
        before, after = text[start - 1 : start], text[end : end + 2]
        if end - start == 2 and text[end : end + 8].lstrip("),").startswith(_OF_A_PLACE):  # noqa: PLR2004 -- years of an age
            kinds.add("age")
        if end - start > 2 and not (end - start == 4 and text.startswith(_YEAR, start)):  # noqa: PLR2004 -- a year has four
            kinds.add("long")
        if after[:1].isupper() or (before.isupper() and after[:1] == " " and after[1:].isupper()):
            kinds.add("lettered")
            if after[:1] in "ABCD" and after[1:] == " ":
                kinds.add("street")
        elif after[1:].isdigit() and after[0] in " -":
            kinds.add("paired")
        elif (after[1:].isupper() or after[:1].isalpha()) and text[end + 1 : end + 4] not in _MONTHS:
            kinds.add("street")
    return frozenset(kinds)


def _numbers(text: str) -> list[str]:
    if not text.isascii():
        return _DIGITS.findall(text)
    return text.encode("ascii").translate(_SPACED).decode("ascii").split()
