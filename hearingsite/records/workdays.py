"""Working days of England and Wales, counted as the regulations count them: no Saturdays, Sundays and bank holidays.

Bank holidays come from the `holidays` package, one-off ones included (Banking and Financial Dealings Act 1971,
section 1 and Schedule 1, and the royal proclamations under it).
"""

import datetime as dt
import functools
from typing import Final

_ONE_DAY: Final = dt.timedelta(days=1)
_SATURDAY: Final = 5


@functools.cache
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Give the bank holidays of a year; none for years before there were any, or too far ahead for a calendar."""
    from holidays import country_holidays  # noqa: PLC0415 -- takes 0.1 s, and most commands count no days

    # England stands for both: bank holidays are appointed for England and Wales together.
    return frozenset(country_holidays("GB", subdiv="ENG", years=year, expand=False))


def is_workday(day: dt.date) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a bank holiday."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def workday_before(day: dt.date, count: int) -> dt.date:
    """Give the `count`-th working day before a day, counted back from the day before it.

    What must happen at least five working days before a hearing is in time on `workday_before(first_day, 5)`.
    """
    return _count(day, count, -_ONE_DAY)


def workday_after(day: dt.date, count: int) -> dt.date:
    """Give the `count`-th working day after a day, beginning with the first working day after it.

    "Within five working days beginning with the first working day after" ends with `workday_after(last_day, 5)`.
    """
    return _count(day, count, _ONE_DAY)


def _count(day: dt.date, count: int, step: dt.timedelta) -> dt.date:
    while count:
        day += step
        if is_workday(day):
            count -= 1
    return day
