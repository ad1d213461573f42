"""What somebody types when they are asked about a person: taken, put into the list's form, or refused at once.

A refusal says what to type instead and quotes nothing; so nobody loses twenty answers for the sake of one.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from hearingsite.guard.people_rules import DESIGNATION, MAX_DESIGNATION, REFERENCE, is_reason, roles
from hearingsite.values import FORBIDDEN, check_years

# The forms in which people here write a day; the month is never first.
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_NATIONAL_INSURANCE: Final = re.compile(r"[A-Z]{2}[0-9]{6}[A-Z]?", re.ASCII)
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE_DIGITS: Final = 5
_SINGLE: Final = ("known_as", "role", "names.family", "names.order", "born", "review", "once_public", "unknown")


class Refused(ValueError):  # noqa: N818 -- not an error of the program: the question is asked again
    """An answer that cannot be taken; the words say what to type instead, and hold no value."""


def read_answer(field: str, typed: str) -> str | list[str]:
    """Give an answer as the list keeps it; nothing where nothing was typed. Raises Refused."""
    if FORBIDDEN.search(typed):
        raise Refused("A character that nobody can see was typed. Type it again.")
    parts = [typed] if field in _SINGLE else typed.split(",")
    texts = [_FORMS.get(field, str)(part.strip()) for part in parts if part.strip()]
    return "".join(texts) if field in _SINGLE else texts


def _reference(text: str) -> str:
    if not REFERENCE.fullmatch(text.upper()):
        raise Refused("References are written like AS-2023-014, and parted by commas.")
    return text.upper()


def _designation(text: str) -> str:
    text = " ".join(text.split())
    if not DESIGNATION.fullmatch(text) or len(text) > MAX_DESIGNATION:
        raise Refused(f"Write the designation as in the record, like PC X: at most {MAX_DESIGNATION} characters.")
    return text


def _role(text: str) -> str:
    role = "-".join(text.casefold().split())
    if role not in roles():
        raise Refused(f"This is not a role. It can be: {', '.join(roles())}.")
    return role


def _order(text: str) -> str:
    if text.casefold() not in ("given-first", "family-first"):
        raise Refused("It can be: given-first, family-first.")
    return text.casefold()


def _day(text: str) -> str:
    for form in _DAYS:
        try:
            day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no time zone
            check_years(day)
        except ValueError:
            continue
        return day.isoformat()
    raise Refused("This is not a day of the calendar. Write it like 1979-11-30 or 30/11/1979.")


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise Refused("This is not an e-mail address. Write it in full, like name@mail.example.")
    return text


def _phone(text: str) -> str:
    if sum(char.isdigit() for char in text) < _PHONE_DIGITS:
        raise Refused("This is not a telephone number. Write it with its area code.")
    return text


def _national_insurance(text: str) -> str:
    if not _NATIONAL_INSURANCE.fullmatch(text.replace(" ", "").upper()):
        raise Refused("This is not a National Insurance number: two letters, six figures and a letter.")
    return text


def _name(text: str) -> str:
    if not any(char.isalpha() for char in text):
        raise Refused("This is not a name: it has no letter.")
    return text


def _number(text: str) -> str:
    if not any(char.isdigit() for char in text):
        raise Refused("This is not a number: it has no figure.")
    return text


def _plate(text: str) -> str:
    if not text.replace(" ", "").isalnum():
        raise Refused("A number plate has letters, figures and blanks alone.")
    return text


def _reason(text: str) -> str:
    if not is_reason(text):
        raise Refused("Write a sentence: who was asked, or why nobody could be.")
    return text


_FORMS: Final[dict[str, Callable[[str], str]]] = {
    "records": _reference,
    "known_as": _designation,
    "role": _role,
    "names.given": _name,
    "names.family": _name,
    "names.former": _name,
    "names.relatives": _name,
    "names.order": _order,
    "numbers.collar": _number,
    "numbers.warrant": _number,
    "numbers.staff": _number,
    "numbers.national_insurance": _national_insurance,
    "contacts.phones": _phone,
    "contacts.emails": _email,
    "vehicles": _plate,
    "born": _day,
    "review": _day,
    "once_public": _day,
    "unknown": _reason,
}
