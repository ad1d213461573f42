"""Days in texts, in many forms of English and Welsh; each rule's report stands in tests/cases."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.records.rules.dates import (
    RULES,
    check_impossible_days,
    check_sitting_days,
    check_span,
    check_weekdays,
    check_years,
)
from hearingsite.records.rules.mentions import month_name, read_mentions
from tests.records.accounts import HEADER, codes, findings

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WELSH = ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")


@pytest.mark.parametrize(
    ("text", "lang", "weekdays"),
    [
        ("Wednesday 15 October 2015", "en", [2]),
        ("Wednesday, 15th October 2015", "en", [2]),
        ("Wednesday the 15th of October, 2015", "en", [2]),
        ("**Wednesday** 15 October 2015", "en", [2]),
        ("Wednesday evening, 15 October 2015", "en", [2]),
        ("on wednesday 15 october 2015", "en", [2]),
        ("Wednesday\n15 October\n2015", "en", [2]),
        ("Wed 15 Oct 2015, Weds. 15 October 2015", "en", [2, None]),
        ("Wed. 15 Oct. 2015", "en", [2]),
        ("Wednesday, October 15, 2015 and October 15th, 2015", "en", [2, None]),
        ("15 October 2015 (Wednesday)", "en", [2]),
        ("15 October 2015, a Wednesday", "en", [2]),
        ("15 October 2015 was a Wednesday", "en", [2]),
        ("Wednesday 15/10/2015 and 2015-10-15", "en", [2, None]),
        ("Monday 16 to Wednesday 18 November 2026", "en", [0, 2]),
        ("Monday 16, Tuesday 17 and Wednesday 18 November 2026", "en", [0, 1, 2]),
        ("Monday to Wednesday, 16 to 18 November 2026", "en", [0, 2]),
        ("Monday to Wednesday, 16 November to 18 November 2026", "en", [None, None]),
        ("Monday and Tuesday 13 May 2025", "en", [None]),
        ("resigned on Friday. 15 October 2015 was the last day", "en", [None]),
        ("Wednesday\n\n15 October 2015", "en", [None]),
        ("the panel sat 15 October 2020", "en", [None]),
        ("reported in The Sun, 15 October 2015", "en", [None]),
        ("Dydd Mercher 15 Hydref 2015", "cy", [2]),
        ("o ddydd Mawrth 24 Hydref 2023 tan ddydd Iau 26 Hydref 2023", "cy", [1, 3]),
        ("ddydd Llun 16 i ddydd Mercher 18 Tachwedd 2026", "cy", [0, 2]),
        ("ar 20 Mawrth 15 Hydref 2015", "cy", [None, None]),
        ("nos Fercher, 15fed o Hydref 2015", "cy", [2]),
        ("15 Hydref 2015 (dydd Mercher)", "cy", [2]),
    ],
)
def test_weekdays_are_read(text: str, lang: str, weekdays: list[int | None]) -> None:
    """Each day gets the weekday that stands with it, and no other."""
    assert [one.weekday for one in read_mentions(text, lang)] == weekdays  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "lang", "days"),
    [
        ("between 3 March and 5 April 2022", "en", ["2022-03-03", "2022-04-05"]),
        ("between 30 December and 2 January 2022", "en", ["2021-12-30", "2022-01-02"]),
        ("3 March 2022 to 5 April", "en", ["2022-03-03", "2022-04-05"]),
        ("30 December 2021 to 5 January", "en", ["2021-12-30", "2022-01-05"]),
        ("from 30 December to Sunday 2 January 2022", "en", ["2021-12-30", "2022-01-02"]),
        ("4 May and 5 April 2022", "en", [None, "2022-04-05"]),
        ("between June 1 and August 3, 2022", "en", ["2022-06-01", "2022-08-03"]),
        ("18 December 2023, 4 January and 5 May", "en", ["2023-12-18", None, None]),
        ("17 and 18 December 2023", "en", ["2023-12-17", "2023-12-18"]),
        ("14, 15 and 18 December 2023", "en", ["2023-12-14", "2023-12-15", "2023-12-18"]),
        ("16–18 November 2026", "en", ["2026-11-16", "2026-11-18"]),
        ("aged 30, 12 February 2024", "en", ["2024-02-12"]),
        ("at 10:00 on 12 May 2024, 09.30, 13 May 2024", "en", ["2024-05-12", "2024-05-13"]),
        ("AS-2023-014, 2/3, M5, £12, 12 may 2024", "en", []),
        ("on 18 December 1430 hours", "en", [None]),
        ("rhwng 3 Mawrth a 5 Ebrill 2022", "cy", ["2022-03-03", "2022-04-05"]),
        ("y 1af o Fai 2020 a'r 2il o Fehefin 2020", "cy", ["2020-05-01", "2020-06-02"]),
    ],
)
def test_days_are_read(text: str, lang: str, days: list[str | None]) -> None:
    """Days are read from lists and from ranges, and pass their year on where they are joined."""
    found = [str(one.date) if one.date else None for one in read_mentions(text, lang)]  # type: ignore[arg-type]
    assert found == days


@given(st.dates(dt.date(1990, 1, 1), dt.date(2025, 12, 31)), st.integers(0, 6))
def test_every_weekday_of_every_day(day: dt.date, weekday: int) -> None:
    """A weekday is reported if and only if it is not that of the day, in both languages."""
    expected = [] if day.weekday() == weekday else ["HS520"]
    english = f"It was on {WEEKDAYS[weekday]} {day.day} {month_name(day.month, 'en')} {day.year}."
    welsh = f"Digwyddodd ddydd {WELSH[weekday]} {day.day} {month_name(day.month, 'cy')} {day.year}."
    assert codes([check_weekdays], english) == expected
    assert codes([check_weekdays], welsh, lang="cy") == expected


def test_weekday_says_what_is_right() -> None:
    """The sentence says which weekday it was, the hint which day is near, and the place is the weekday's."""
    (found,) = findings(RULES, "PC X wrote on\nWednesday 15 October 2015.")
    assert found.message == '"15 October 2015" was a Thursday, not a Wednesday.'
    assert found.hint == "Correct the weekday, or the date: the nearest Wednesday is 14 October 2015."
    assert (found.place.line, found.place.column) == (HEADER.count("\n") + 4, 1)


def test_weekday_to_come() -> None:
    """A day that is still to come will be another weekday."""
    (found,) = findings([check_weekdays], "Register by Monday 6 April 2027.")
    assert found.message == '"6 April 2027" will be a Tuesday, not a Monday.'


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("on 31 February", "en", "31 February"),
        ("on 30 February 2024", "en", "30 February 2024"),
        ("on the 31st of April 2024", "en", "31st of April 2024"),
        ("on 29 February 2023", "en", "29 February 2023"),
        ("on 32 October 2023", "en", "32 October 2023"),
        ("on February 30, 2024", "en", "February 30, 2024"),
        ("on 30 and 31 November 2022", "en", "31 November 2022"),
        ("on 31/06/2022", "en", "31/06/2022"),
        ("ar 30 Chwefror 2024", "cy", "30 Chwefror 2024"),
        ("ar 31 Mehefin", "cy", "31 Mehefin"),
        ("on 29 February 2024, on 29 February, on 31 January", "en", None),
        ("at 31 June Avenue and 45 March officers, 99/12/2022", "en", None),
        ("he wrote 31 November 2021, a day that does not exist", "en", None),
    ],
)
def test_impossible_days(text: str, lang: str, words: str | None) -> None:
    """A day that is not in the calendar is named as it is written."""
    found = [one.message.split('"')[1] for one in findings([check_impossible_days], text, lang=lang)]
    assert found == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "codes_expected"),
    [
        ("He joined in September 1985, and left on 18 December 2023.", []),
        ("He was trained in May 1923.", ["HS522"]),
        ("It was on 18 December 2032.", ["HS522"]),
        ("It was in October 2051.", ["HS522"]),
        ("A trial is expected in June 2028.", []),
        ("The Act of 1829 and the year 2051 are no days.", []),
    ],
)
def test_span(text: str, codes_expected: list[str]) -> None:
    """A day far outside the case is reported; what may be meant is not."""
    assert codes([check_span], text) == codes_expected


def test_span_of_a_long_warning() -> None:
    """A warning may run longer than anything else in the record."""
    text = "The warning ends on 18 December 2031."
    header = HEADER.replace("service: former", "service: serving")
    warned = header.replace("would-have-been-dismissed", "final-written-warning\n    outcome_months: 60")
    assert codes([check_span], text, header=header) == ["HS522"]
    assert codes([check_span], text, header=warned) == []


@pytest.mark.parametrize(
    ("when", "codes_expected"),
    [
        ("in December 2023", []),
        ("on 18 December 2023", []),
        ("on 19 December 2023", ["HS522"]),
        ("between October 2023 and January 2024", ["HS522"]),
    ],
)
def test_conduct_after_the_hearing(when: str, codes_expected: list[str]) -> None:
    """Conduct cannot be from a day after the last sitting day."""
    header = HEADER.replace("finding: proven", f"when: {when}\n        finding: proven")
    assert codes([check_span], "The account.", header=header) == codes_expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He left on 4 November.", ["4 November"]),
        ("He left in 2023. On 4 November he wrote.", ["4 November"]),
        ("On 18 December 2023 he rang. On the 19th December he wrote.", ["19th December"]),
        ("On 4 November he left, and in June 2024 he returned.", []),
        ("On 17 and 18 December 2023, and between 3 March and 5 April 2022.", []),
        ("## What happened in 2022\n\nOn 4 November he left.", []),
        ("## What happened\n\nOn 4 November he left.", ["4 November"]),
        ("In 2022 he wrote:\n\n- on 4 May\n- on 5 May", []),
        ("He wrote:\n\n- on 4 May\n- on 5 May", ["4 May", "5 May"]),
        ("| Day in 2022 |\n| --- |\n| 4 May |", []),
        ("Every 5 November he worked. The report is due on 1 April each year.", []),
        ("He lived at 4 May Street.", []),
        (
            "He left on June 1 after a hearing. (Tuesday September 8) On April 28, he wrote. Pledged on November 17th.",
            ["June 1", "September 8", "April 28", "November 17th"],
        ),
        ("In March 40 messages were sent, in May 3 officers came, and in June 2 of them left.", []),
        ("He left on June 1 and on August 3, 2022.", []),
    ],
)
def test_years(text: str, words: list[str]) -> None:
    """A day has its year, in its own words or around it."""
    assert [one.message.split('"')[1] for one in findings([check_years], text)] == words


def test_years_of_other_peoples_words() -> None:
    """Nobody adds a year to what somebody else said or ordered."""
    header = HEADER.replace("people: [{", "quotes: [{by: Ms A, text: It was on 4 May.}]\npeople: [{")
    header = header.replace("ground: not-recorded}", "ground: not-recorded, text: From 4 May on.}")
    assert codes([check_years], "The account.", header=header) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The hearing took place on 19 December 2023.", ["19 December 2023"]),
        (
            "The misconduct hearing was held in public at Westry Town Hall on Monday 18 December 2022.",
            ["18 December 2022"],
        ),
        ("The hearing began on 18 November 2023.", ["18 November 2023"]),
        ("The panel sat on 18 and 19 December 2023.", ["19 December 2023"]),
        (
            "The hearing ran. The hearing sat from Monday 18 December 2023 to Tuesday 19 December 2023.",
            ["19 December 2023"],
        ),
        ("PC X would have been dismissed, a misconduct hearing on 19 December 2023 decided.", ["19 December 2023"]),
        ("A misconduct hearing about PC X took place on 17 December 2023.", ["17 December 2023"]),
        ("The hearing took place on Monday 18 December 2023.", []),
        ("The hearing on 4 December 2023 was postponed.", []),
        ("The hearing took place on 12 May 2019.", []),
        ("The hearing took place after PC X had resigned on 19 December 2023.", []),
        ("The hearing took place. PC X wrote on 19 December 2023.", []),
        ("The account.\n\nA misconduct hearing on 19 December 2023 decided about somebody else.", []),
        ("A separate misconduct hearing on 19 December 2023 decided about somebody else.", []),
        ("The misconduct hearing of PC Y on 19 December 2023 is told elsewhere.", []),
        ("The panel sat in private while Ms A, who had written on 19 November 2023, gave evidence.", []),
    ],
)
def test_sitting_days(text: str, days: list[str]) -> None:
    """Only a day that must be meant as the hearing's own is held against the header."""
    assert [one.message.split('"')[1] for one in findings([check_sitting_days], text)] == days


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Cynhaliwyd y gwrandawiad ar 19 Rhagfyr 2023.", 1),
        (
            "Cynhaliwyd y gwrandawiad camymddwyn yn Neuadd y Dref, Westry, o ddydd Llun 18 i ddydd Mawrth 19 Rhagfyr 2023.",
            1,
        ),
        ("Eisteddodd y panel ar 18 Rhagfyr 2023.", 0),
        ("Cynhaliwyd y gwrandawiad wedi i PC X ymddiswyddo ar 19 Rhagfyr 2023.", 0),
    ],
)
def test_sitting_days_in_welsh(text: str, count: int) -> None:
    """The same holds in Welsh."""
    assert codes([check_sitting_days], text, lang="cy") == ["HS524"] * count


@pytest.mark.parametrize(
    ("dates", "text", "count"),
    [
        ("{first: 2023-12-11, last: 2023-12-18}", "The hearing sat on 13 December 2023.", 0),
        ("{first: 2023-12-11, last: 2023-12-18}", "The hearing sat on 19 December 2023.", 1),
        ("{about: winter 2023}, regulations: 2020", "The hearing sat on 19 December 2023.", 0),
        (
            "[2023-12-18], history: [{on: 2023-12-18, status: concluded, dates: [2023-12-11, 2023-12-18]}]",
            "The hearing sat on 11 December 2023.",
            0,
        ),
    ],
)
def test_sitting_days_of_other_shapes(dates: str, text: str, count: int) -> None:
    """Days inside a span and days of earlier plans are known; a rough time contradicts nothing."""
    header = HEADER.replace("dates: [2023-12-18]", f"dates: {dates}")
    assert codes([check_sitting_days], text, header=header) == ["HS524"] * count
