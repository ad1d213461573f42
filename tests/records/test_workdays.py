"""Working days of England and Wales, as the regulations count them."""

import datetime as dt

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.records.workdays import bank_holidays, is_workday, workday_after, workday_before

DAYS = st.dates(dt.date(2008, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2011-04-29", "royal wedding"),
        ("2012-06-04", "spring bank holiday, moved"),
        ("2012-06-05", "diamond jubilee"),
        ("2020-05-08", "early May bank holiday, moved for VE Day"),
        ("2021-12-27", "Christmas Day, in lieu"),
        ("2021-12-28", "Boxing Day, in lieu"),
        ("2022-06-02", "spring bank holiday, moved"),
        ("2022-06-03", "platinum jubilee"),
        ("2022-09-19", "state funeral"),
        ("2023-05-08", "coronation"),
        ("2024-03-29", "Good Friday"),
        ("2024-04-01", "Easter Monday"),
        ("2026-12-28", "Boxing Day, in lieu"),
    ],
)
def test_bank_holidays(day: str, name: str) -> None:
    """Bank holidays are no working days, the one-off and the moved ones included."""
    assert not is_workday(dt.date.fromisoformat(day)), name


@pytest.mark.parametrize("day", ["2020-05-04", "2022-05-30", "2022-06-06", "2024-03-17", "2024-07-12", "2024-11-30"])
def test_other_days(day: str) -> None:
    """Days from which a holiday was moved, and holidays of Scotland and Northern Ireland, are ordinary days."""
    assert is_workday(dt.date.fromisoformat(day)) is (dt.date.fromisoformat(day).weekday() < 5)


@pytest.mark.parametrize("year", range(2008, 2041))
def test_england_stands_for_wales(year: int) -> None:
    """Wales has the same bank holidays as England."""
    assert bank_holidays(year) == frozenset(country_holidays("GB", subdiv="WLS", years=year))


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2024-03-04", "2024-02-26"),  # a Monday: the week before it
        ("2024-03-07", "2024-02-29"),  # a Thursday: over one weekend
        ("2024-04-03", "2024-03-25"),  # over Easter
        ("2022-09-26", "2022-09-16"),  # over the state funeral
        ("2023-05-15", "2023-05-05"),  # over the coronation
        ("2022-01-05", "2021-12-24"),  # over Christmas and New Year, both in lieu
        ("2024-03-10", "2024-03-04"),  # from a Sunday
    ],
)
def test_five_before(day: str, latest: str) -> None:
    """Five working days before a day are counted back from the day before it."""
    assert workday_before(dt.date.fromisoformat(day), 5) == dt.date.fromisoformat(latest)


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        ("2024-03-01", "2024-03-08"),  # a Friday: the next week
        ("2024-03-06", "2024-03-13"),  # a Wednesday
        ("2023-12-18", "2023-12-27"),  # over Christmas
        ("2022-09-15", "2022-09-23"),  # over the state funeral
        ("2024-03-09", "2024-03-15"),  # from a Saturday
    ],
)
def test_within_five_after(day: str, latest: str) -> None:
    """Five working days after a day begin with the first working day after it."""
    assert workday_after(dt.date.fromisoformat(day), 5) == dt.date.fromisoformat(latest)


@given(day=DAYS, count=st.integers(1, 30))
def test_there_and_back(day: dt.date, count: int) -> None:
    """Counting lands on a working day, with as many of them on the way as were asked for."""
    before, after = workday_before(day, count), workday_after(day, count)
    assert is_workday(before)
    assert is_workday(after)
    assert sum(is_workday(before + dt.timedelta(days=step)) for step in range((day - before).days)) == count
    assert sum(is_workday(day + dt.timedelta(days=step)) for step in range(1, (after - day).days + 1)) == count


@given(day=DAYS)
def test_five_fit_into_two_weeks(day: dt.date) -> None:
    """Five working days never need more than 14 days, which spares the calendar for most notices."""
    assert (day - workday_before(day, 5)).days <= 14


@pytest.mark.parametrize("year", [1, 1500, 9999])
def test_any_year(year: int) -> None:
    """A mistyped year is no reason to stop."""
    assert bank_holidays(year) == frozenset()
