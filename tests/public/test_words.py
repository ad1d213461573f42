"""Words: dates, lists and plurals, and that every word a page may need is there."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest
from babel.dates import format_date

from hearingsite.public.words import Words, load_words
from hearingsite.values import Moment, Text
from hearingsite.vocabulary.codes import Language


@pytest.fixture(scope="module")
def words(root: Path) -> Words:
    """The English of the theme."""
    return load_words(root / "theme", "en")


def day(text: str) -> dt.date:
    """Read a day."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (["2023-12-18"], "Monday 18 December 2023"),
        (["2023-12-18", "2023-12-19", "2023-12-20"], "Monday 18 December 2023 to Wednesday 20 December 2023"),
        (
            ["2023-12-18", "2023-12-19", "2024-01-04"],
            "Monday 18 December 2023 to Tuesday 19 December 2023 and Thursday 4 January 2024",
        ),
    ],
)
def test_days(words: Words, days: list[str], written: str) -> None:
    """Neighbouring days are drawn together; days apart are listed."""
    assert words.days([day(one) for one in days]) == written


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_a_day_is_written_as_its_language_writes_it(root: Path, lang: Language) -> None:
    """Every day of a leap year, as the library writes it, which takes a hundred times as long."""
    words, locale = load_words(root / "theme", lang), f"{lang}_GB"
    for one in (dt.date(2024, 1, 1) + dt.timedelta(days) for days in range(366)):
        assert words.day(one) == format_date(one, "d MMMM y", locale=locale)
        written = format_date(one, "EEEE d MMMM y", locale=locale)
        assert words.weekday(one) == (written.replace("Dydd", "dydd") if lang == "cy" else written)


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2023-12-19", "19 December 2023"),
        ("2023-12-19T09:00", "19 December 2023 at 09:00"),
        ("2024-07-01T09:00", "1 July 2024 at 09:00"),
        ("2024-07-01T09:00Z", "1 July 2024 at 10:00"),
        ("2024-12-31T23:30-02:00", "1 January 2025 at 01:30"),
    ],
)
def test_moments(words: Words, moment: str, written: str) -> None:
    """A moment is written in UK time, and a time only where somebody gave one."""
    assert words.moment(Moment.parse(moment)) == written


@pytest.mark.parametrize(
    ("count", "said"), [(0, "Not found"), (1, "in one hearing."), (2, "in two hearings."), (11, "in 11 hearings.")]
)
def test_plurals(words: Words, count: int, said: str) -> None:
    """A message with a count has a form for none, for one and for more."""
    assert said in words.say("standards.count", count=count)


def test_two_times_are_twice(words: Words) -> None:
    """English says what it has a word of its own for."""
    assert [words.say("allegation.count", count=count) for count in (1, 2, 3)] == ["Once", "Twice", "Three times"]


def test_english_stands_in_for_missing_welsh() -> None:
    """A text that was not translated is given in English, and says so."""
    assert Text("English").within("cy") == ("English", "en")
    assert Text("English", "Cymraeg").within("cy") == ("Cymraeg", "cy")


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("2023-12-18", "2023-12-18T00:00:00+00:00"),
        ("2023-07-18T09:30", "2023-07-18T09:30:00+01:00"),
        ("2023-12-18 09:30", "2023-12-18T09:30:00+00:00"),
        ("2023-12-18T09:30+02:00", "2023-12-18T09:30:00+02:00"),
    ],
)
def test_moments_are_read_as_uk_time(value: str, meaning: str) -> None:
    """A moment without an offset is UK time, summer time included."""
    assert Moment.parse(value).at.isoformat() == meaning


@pytest.mark.parametrize(
    "value", ["2023-13-01", "18/12/2023", "2023-12-18T25:00", "2023-12-18T9:00", "", "soon", "２０２３-12-18"]
)
def test_what_is_no_moment(value: str) -> None:
    """Whatever else is written is refused with a sentence."""
    with pytest.raises(ValueError, match=r"\w"):
        Moment.parse(value)


@pytest.mark.parametrize(
    ("items", "written"),
    [
        (["un"], "un"),
        (["PC A", "PC B"], "PC A a PC B"),
        (["PC A", "Swyddog B", "arolygydd"], "PC A, Swyddog B ac arolygydd"),
        (["Adrian Smith", "William Smith"], "Adrian Smith a William Smith"),
        (["PC T", "Yusuf Khan"], "PC T a Yusuf Khan"),
        (["PC T", "Ysgrifennydd"], "PC T ac Ysgrifennydd"),
        (["PC T", "Carys Jones"], "PC T a Carys Jones"),
    ],
)
def test_welsh_lists(root: Path, items: list[str], written: str) -> None:
    """Welsh joins with "ac" before a vowel, with "a" elsewhere, and without a comma."""
    assert load_words(root / "theme", "cy").list_of(items) == written


def test_welsh_terms_change_after_and(root: Path) -> None:
    """A term takes the aspirate mutation after "a", where a name would not."""
    words = load_words(root / "theme", "cy")
    assert words.list_of(["diswyddo", "cyngor rheoli (1)"], are_terms=True) == "diswyddo a chyngor rheoli (1)"


def test_every_message_is_there_in_both_languages(root: Path) -> None:
    """English and Welsh have the same messages, with the same gaps."""

    def messages(lang: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}

        def walk(block: dict[str, object], path: str) -> None:
            for key, value in block.items():
                if isinstance(value, dict) and not set(value) <= {"zero", "one", "two", "few", "many", "other"}:
                    walk(value, f"{path}{key}.")
                else:
                    text = value["other"] if isinstance(value, dict) else str(value)
                    found[f"{path}{key}"] = set(re.findall(r"{(\w+)}", text)) - {"count", "counted", "Counted"}

        walk(tomllib.loads((root / "theme" / "messages" / f"{lang}.toml").read_text("utf-8")), "")
        return found

    assert messages("en") == messages("cy")
