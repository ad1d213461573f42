"""Sitting days: which stand and which were called off, in every way in which a record can say so."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from hearingsite.prepare import prepare
from hearingsite.public.headlines import days_words, summary, with_days
from hearingsite.public.model import PublicAppeal, PublicHearing, PublicStep
from hearingsite.public.sittings import appeal_heard_on, course_of, moves, sitting_days
from hearingsite.public.words import load_words
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import DayOrYear, Moment
from hearingsite.vocabulary.codes import PublicStatus, Status

NOW = Moment.parse("2026-11-25T09:00").at


# What a page says of days in March 2027 that stand no more, by status, days and history.
SAID: Final = (
    ("scheduled", (8, 9), (), "Monday 8 March 2027 to Tuesday 9 March 2027"),
    ("postponed", (8,), (), "no new days yet (earlier days: Monday 8 March 2027)"),
    ("postponed", (8,), ((1, "scheduled", 8), (5, "postponed")), "no new days yet (earlier days: Monday 8 March 2027)"),
    ("postponed", (22,), ((1, "scheduled", 8), (5, "postponed", 22)), "Monday 22 March 2027"),
    ("postponed", (22,), ((1, "scheduled", 8), (5, "postponed")), "Monday 22 March 2027"),
    ("adjourned", (8, 9), ((1, "scheduled", 8, 9), (8, "adjourned")), "Monday 8 March 2027"),
    (
        "adjourned",
        (8, 22),
        ((1, "scheduled", 8, 9), (8, "adjourned", 8, 22)),
        "Monday 8 March 2027 and Monday 22 March 2027",
    ),
    ("vacated", (8,), ((1, "scheduled", 8), (5, "vacated")), "called off (earlier days: Monday 8 March 2027)"),
    ("postponed", (), ((5, "postponed"),), "no new days yet"),
)


@pytest.fixture(scope="module")
def hearing(root: Path) -> PublicHearing:
    """A hearing to come."""
    register = release(prepare(load_settings(root), NOW).register, NOW).register
    return next(hearing for hearing in register.hearings if hearing.reference == "WLD-2026-008")


@pytest.mark.parametrize(("status", "days", "history", "expected"), SAID)
def test_a_page_says_which_days_stand(
    root: Path,
    hearing: PublicHearing,
    status: PublicStatus,
    days: tuple[int, ...],
    history: tuple[tuple[int, Status], ...],
    expected: str,
) -> None:
    """Nobody is told of a day on which nobody sits; where none is left, that is said, and which were set before."""
    steps = tuple(step(*one) for one in history)
    sitting = replace(hearing.sitting, days=tuple(map(day, days)), first=None, last=None, day_count=None)
    moved = replace(hearing, status=status, sitting=sitting, history=steps)
    words = load_words(root / "theme", "en")
    assert days_words(sitting, course_of(moved), words) == expected
    assert expected in summary(moved, words) or status == "vacated"


@pytest.mark.parametrize(
    ("days", "before", "expected"),
    [
        ((), (), "Status: Postponed"),
        ((8,), (), "Status: Postponed. Days set: Monday 8 March 2027."),
        ((22,), (8,), "Status: Postponed. New days: Monday 22 March 2027. Earlier days: Monday 8 March 2027."),
    ],
)
def test_a_step_tells_its_days(root: Path, days: tuple[int, ...], before: tuple[int, ...], expected: str) -> None:
    """The new ones, and those that they take the place of."""
    words = load_words(root / "theme", "en")
    assert with_days("Status: Postponed", tuple(map(day, days)), tuple(map(day, before)), words) == expected


def test_days_that_stay_are_no_move() -> None:
    """Of each step, the days before it are those that the last one set, if these are others."""
    steps = (step(1, "scheduled", 8), step(2, "adjourned"), step(3, "scheduled", 8), step(4, "postponed", 22))
    assert [before for _, before in moves(steps)] == [(), (), (), (day(8),)]


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


@pytest.mark.parametrize(
    ("decided", "days", "history", "expected", "heard_on"),
    [
        ("", (8, 9), (), "8 confirmed, 9 confirmed", 9),
        ("withdrawn on 9", (8, 9), (), "8 confirmed, 9 cancelled", None),
        ("dismissed on 20", (8, 9), (), "8 confirmed, 9 confirmed", 9),
        ("", (22,), (step(1, "scheduled", 8), step(5, "postponed", 22)), "8 cancelled, 22 confirmed", 22),
        ("", (8,), (step(1, "scheduled", 8), step(5, "postponed")), "8 cancelled", None),
        ("", (8,), (step(5, "postponed"),), "8 tentative", None),
        ("", (8, 9), (step(1, "scheduled", 8, 9), step(8, "adjourned")), "8 confirmed, 9 cancelled", None),
        ("", (8, 22), (step(1, "scheduled", 8), step(8, "adjourned", 8, 22)), "8 confirmed, 22 confirmed", 22),
        ("", (8, 9), (step(1, "scheduled", 8, 9), step(5, "vacated")), "8 cancelled, 9 cancelled", None),
    ],
)
def test_which_days_of_an_appeal_stand(
    hearing: PublicHearing,
    decided: str,
    days: tuple[int, ...],
    history: tuple[PublicStep, ...],
    expected: str,
    heard_on: int | None,
) -> None:
    """An appeal's days go the way of a hearing's; it was heard after the last, unless it was put off or given up."""
    dates = tuple(map(day, days))
    result, _, when = decided.partition(" on ")
    appeal = PublicAppeal(
        place=1,
        body="police-appeals-tribunal",
        published=Moment.parse("2027-01-01"),
        result="withdrawn" if result == "withdrawn" else "dismissed" if result else "pending",
        decided=DayOrYear(2027, day(int(when))) if when else None,
        sitting=replace(hearing.sitting, days=dates, first=dates[0], last=dates[-1]),
        history=history,
    )
    given = [one for one in sitting_days(replace(hearing, appeals=(appeal,))) if one.appeal]
    assert ", ".join(f"{one.day.day} {one.state.lower()}" for one in given) == expected
    assert {one.sequence for one in given} == {len(history) + (1 if decided else 0)}
    assert appeal_heard_on(appeal) == (day(heard_on) if heard_on else None)


def test_no_key_tells_its_day_and_none_comes_twice(hearing: PublicHearing) -> None:
    """A year of days, of the hearing and of an appeal: as many keys, and no day is spelt out in any."""
    dates = tuple(dt.date(2027, 1, 1) + dt.timedelta(days=number) for number in range(365))
    sitting = replace(hearing.sitting, days=dates)
    pending = Moment.parse("2027-01-01")
    appeal = PublicAppeal(place=1, body="police-appeals-tribunal", published=pending, result="pending", sitting=sitting)
    keys = [one.key for one in sitting_days(replace(hearing, sitting=sitting, appeals=(appeal,)))]
    assert len(set(keys)) == len(keys) == 2 * 365
    assert not [key for key in keys if "2027-" in key]
