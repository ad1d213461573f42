"""What somebody types when they are asked about a person: taken, put into the list's form, or refused at once.

A refusal says what to type instead and quotes nothing; so nobody loses twenty answers for the sake of one.
"""

import datetime as dt
from collections.abc import Callable
from typing import Final

from hearingsite.guard.people_rules import DESIGNATION, MAX_DESIGNATION, REFERENCE, is_reason, roles
from hearingsite.guard.plausible import slip_in
from hearingsite.values import FORBIDDEN, check_years

# The forms in which people here write a day; the month is never first.
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
_SINGLE: Final = ("known_as", "role", "names.family", "names.order", "born", "review", "once_public", "unknown")


class Refused(ValueError):  # noqa: N818 -- not an error of the program: the question is asked again
    """An answer that cannot be taken; the words say what to type instead, and hold no value."""


def read_answer(field: str, typed: str) -> str | list[str]:
    """Give an answer as the list keeps it; nothing where nothing was typed. Raises Refused."""
    if FORBIDDEN.search(typed):
        raise Refused("A character that nobody can see was typed. Type it again.")
    parts = [typed] if field in _SINGLE else typed.split(",")
    texts = [_FORMS.get(field, str)(part.strip()) for part in parts if part.strip()]
    for text in texts:
        if slip := slip_in(field, text):
            raise Refused(f"{slip.message} {slip.hint}")
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


def _reason(text: str) -> str:
    if not is_reason(text):
        raise Refused("Write a sentence: who was asked, or why nobody could be.")
    return text


_FORMS: Final[dict[str, Callable[[str], str]]] = {
    "records": _reference,
    "known_as": _designation,
    "role": _role,
    "names.order": _order,
    "born": _day,
    "review": _day,
    "once_public": _day,
    "unknown": _reason,
}
