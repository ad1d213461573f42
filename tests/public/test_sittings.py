"""Sitting days: which stand and which were called off, in every way in which a record can say so."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from hearingsite.prepare import prepare
from hearingsite.public.model import PublicHearing, PublicStep
from hearingsite.public.sittings import sitting_days
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import Moment
from hearingsite.vocabulary.codes import PublicStatus, Status

NOW = Moment.parse("2026-11-25T09:00").at


@pytest.fixture(scope="module")
def hearing(root: Path) -> PublicHearing:
    """A hearing to come."""
    register = release(prepare(load_settings(root), NOW).register, NOW).register
    return next(hearing for hearing in register.hearings if hearing.reference == "WLD-2026-008")


def day(number: int) -> dt.date:
    """A day of March 2027."""
    return dt.date(2027, 3, number)


def step(on: int, status: Status, *days: int) -> PublicStep:
    """A step of the history, on a day, with the sitting days from then on."""
    return PublicStep(on=Moment.parse(f"2027-03-{on:02}"), status=status, days=tuple(map(day, days)))


@pytest.mark.parametrize(
    ("status", "days", "history", "expected"),
    [
        ("scheduled", (8, 9), (), "8 confirmed, 9 confirmed"),
        ("vacated", (8, 9), (), "8 cancelled, 9 cancelled"),
        ("vacated", (8, 9), (step(1, "scheduled", 8, 9), step(5, "vacated")), "8 cancelled, 9 cancelled"),
        ("postponed", (8, 9), (), "8 tentative, 9 tentative"),
        ("postponed", (8, 9), (step(1, "scheduled", 8, 9), step(5, "postponed")), "8 cancelled, 9 cancelled"),
        ("postponed", (22,), (step(1, "scheduled", 8), step(5, "postponed", 22)), "8 cancelled, 22 confirmed"),
        ("postponed", (22,), (step(1, "scheduled", 8), step(5, "postponed")), "8 cancelled, 22 confirmed"),
        (
            "scheduled",
            (22,),
            (step(1, "scheduled", 8), step(5, "postponed"), step(6, "scheduled", 22)),
            "8 cancelled, 22 confirmed",
        ),
        ("adjourned", (8, 9), (step(1, "scheduled", 8, 9), step(8, "adjourned")), "8 confirmed, 9 cancelled"),
        (
            "adjourned",
            (8, 22),
            (step(1, "scheduled", 8, 9), step(8, "adjourned", 8, 22)),
            "8 confirmed, 9 cancelled, 22 confirmed",
        ),
        ("heard", (8,), (step(1, "scheduled", 8),), "8 confirmed"),
        ("discontinued", (8, 9), (step(1, "scheduled", 8, 9), step(9, "discontinued")), "8 confirmed, 9 cancelled"),
    ],
)
def test_which_days_stand(
    hearing: PublicHearing,
    status: PublicStatus,
    days: tuple[int, ...],
    history: tuple[PublicStep, ...],
    expected: str,
) -> None:
    """A day that was given up stays, as cancelled; one of which nobody can be sure is tentative."""
    sitting = replace(hearing.sitting, days=tuple(map(day, days)))
    given = list(sitting_days(replace(hearing, status=status, sitting=sitting, history=history)))
    assert ", ".join(f"{one.day.day} {one.state.lower()}" for one in given) == expected
    assert {one.sequence for one in given} == {len(history)}
