"""Components of calendars: as the library writes them, sign for sign."""

import datetime as dt
from itertools import product

import pytest
from icalendar import Event

from hearingsite.public.ical import begin, component, stamp, text
from hearingsite.values import LONDON

SIGNS = ("a", " ", ",", ";", "\\", "^", "\n", "é", "ŵ", "–", "𝔘")


@pytest.mark.parametrize("length", [*range(60, 80), 300])
@pytest.mark.parametrize(("sign", "other"), list(product(SIGNS, repeat=2)))
def test_texts_are_folded_and_escaped_as_the_library_does(sign: str, other: str, length: int) -> None:
    """Wherever a line ends: between signs of one, two, three and four octets, and beside what escapes."""
    value = f"{sign}{'x' * (length - 1)}{other}{sign}{sign}{other * length}"
    event = Event()
    event.add("summary", value, parameters={"LANGUAGE": "cy-GB"})
    assert component("VEVENT", [("SUMMARY;LANGUAGE=cy-GB", text(value))]) == event.to_ical()


@pytest.mark.parametrize(
    "at",
    [
        dt.date(2026, 1, 2),
        dt.datetime(2026, 1, 2, 9, 30, tzinfo=LONDON),
        dt.datetime(2026, 7, 2, 9, 30, tzinfo=LONDON),
        dt.datetime(1996, 12, 31, 0, 0, tzinfo=LONDON),
    ],
)
def test_days_and_moments_are_those_of_the_library(at: dt.date) -> None:
    """In winter and in summer."""
    event = Event()
    event.add("dtstart", at)
    assert component("VEVENT", [begin(at)]) == event.to_ical()


def test_a_stamp_is_that_of_the_library() -> None:
    """In UTC, without parts of a second."""
    moment = dt.datetime(2026, 7, 2, 9, 30, 15, 500, tzinfo=dt.UTC)
    event = Event()
    event.add("last-modified", moment)
    assert component("VEVENT", [("LAST-MODIFIED", stamp(moment))]) == event.to_ical()
