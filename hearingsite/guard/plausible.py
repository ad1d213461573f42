"""What a value of the private list can look like, whoever brings it: typed, from a file, or in a list written by hand.

A value that cannot be what it is said to be is a slip, and the real one would not be looked for.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

_NATIONAL_INSURANCE: Final = re.compile(r"[A-Z]{2}[0-9]{6}[A-Z]?", re.ASCII)
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE_DIGITS: Final = 5


class Slip(NamedTuple):
    """What is wrong with a value, and what to write instead; neither quotes it."""

    message: str
    hint: str


def _is_name(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_national_insurance(text: str) -> bool:
    return _NATIONAL_INSURANCE.fullmatch(text.replace(" ", "").upper()) is not None


def _is_phone(text: str) -> bool:
    return sum(char.isdigit() for char in text) >= _PHONE_DIGITS


def _is_email(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None


def _is_plate(text: str) -> bool:
    return text.replace(" ", "").isalnum() and _is_number(text)


_NAME: Final = (_is_name, Slip("This is not a name.", "It has no letter: write the name."))
_NUMBER: Final = (_is_number, Slip("This is not a number.", "It has no figure: write the number."))
_TESTS: Final[dict[str, tuple[Callable[[str], bool], Slip]]] = {
    "names.given": _NAME,
    "names.family": _NAME,
    "names.former": _NAME,
    "names.relatives": _NAME,
    "numbers.collar": _NUMBER,
    "numbers.warrant": _NUMBER,
    "numbers.staff": _NUMBER,
    "numbers.national_insurance": (
        _is_national_insurance,
        Slip("This is not a National Insurance number.", "Write two letters, six figures and a letter."),
    ),
    "contacts.phones": (_is_phone, Slip("This is not a telephone number.", "Write it with its area code.")),
    "contacts.emails": (
        _is_email,
        Slip("This is not an e-mail address.", "Write it in full, like name@mail.example."),
    ),
    "vehicles": (_is_plate, Slip("This is not a number plate.", "Write its letters and figures, with blanks alone.")),
}
FIELDS: Final = tuple(_TESTS)


def slip_in(field: str, text: str) -> Slip | None:
    """Say what is wrong with a value of a field, if anything is."""
    is_fit, slip = _TESTS.get(field, (bool, None))
    return None if is_fit(text) else slip


def slip_of_birth(born: dt.date, records: Iterable[str]) -> Slip | None:
    """Say what is wrong with a day of birth: the person must be there before the years that the references tell."""
    years = [int(part) for record in records for part in record.split("-")[1:2] if part.isdecimal()]
    if not years or born.year <= min(years):
        return None
    return Slip("This person would be born after the hearing.", "Check the year of the day of birth.")
