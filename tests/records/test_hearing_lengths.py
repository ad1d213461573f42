"""How long a hearing lasts, in a text and in the header."""

import pytest

from hearingsite.records.rules import hearing_lengths
from tests.records.accounts import HEADER, codes, findings, prose

THREE = HEADER.replace("dates: [2023-12-18]", "dates: [2023-12-14, 2023-12-15, 2023-12-18]")
ROWS = HEADER.replace("dates: [2023-12-18]", "dates: [2023-11-06, 2023-11-07, 2023-12-18]")
SPAN = HEADER.replace("dates: [2023-12-18]", "dates: {first: 2023-12-11, last: 2023-12-18}")
COUNTED = SPAN.replace("last: 2023-12-18", "last: 2023-12-18, days: 4")
MOVED = THREE.replace(
    "held: public",
    "held: public, history: [{on: 2023-11-01, status: scheduled, dates: [2023-12-04, 2023-12-05, 2023-12-06, 2023-12-07]},"
    " {on: 2023-12-18, status: concluded, dates: [2023-12-14, 2023-12-15, 2023-12-18]}]",
)
ROUGH = HEADER.replace("dates: [2023-12-18]", "dates: {about: winter 2023}, regulations: 2020")


@pytest.mark.parametrize(
    ("header", "text", "words"),
    [
        (THREE, "After a four-day hearing PC X left.", ["four-day hearing"]),
        (THREE, "The 5 day gross misconduct hearing ended.", ["5 day gross misconduct hearing"]),
        (THREE, "The hearing is scheduled to last four days.", ["The hearing is scheduled to last four days"]),
        (
            THREE,
            "The misconduct hearing took place over two weeks. The hearing lasted five days.",
            ["The hearing lasted five days"],
        ),
        (THREE, "A three-day hearing, a 3 day hearing, and the hearing lasted three days.", []),
        (
            THREE,
            "Another hearing took four days. An earlier two-day hearing was adjourned. The five-day hearing ended two days early.",
            [],
        ),
        (THREE, "The seven-day notice of the hearing was given. PC X was on a five-day course before the hearing.", []),
        (ROWS, "A two-day hearing in November, a one-day hearing in December, a three-day hearing in all.", []),
        (ROWS, "The hearing was held over four days.", ["The hearing was held over four days"]),
        (SPAN, "A six-day hearing.", []),
        (SPAN, "A nine-day hearing.", ["nine-day hearing"]),
        (COUNTED, "A six-day hearing.", ["six-day hearing"]),
        (COUNTED, "A four-day hearing.", []),
        (MOVED, "The hearing is expected to last four days.", []),
        (ROUGH, "A nine-day hearing.", []),
    ],
)
def test_lengths(header: str, text: str, words: list[str]) -> None:
    """A number of days is told where no way to count gives it."""
    found = findings(hearing_lengths.RULES, text, header=header)
    assert [one.message.split('"')[1] for one in found] == words


def test_the_message_says_what_the_record_has() -> None:
    """The number of its sitting days, in words."""
    (found,) = findings(hearing_lengths.RULES, "After a four-day hearing PC X left.", header=THREE)
    assert found.message == '"four-day hearing" does not fit: the record has three sitting days.'
    assert found.code == "HS525"


@pytest.mark.parametrize("name", ["prose.txt", "prose-days-and-words.txt", "prose-again.txt", "prose-seventh.txt"])
def test_right_prose_is_left_alone(name: str) -> None:
    """In no account of right prose is a number of days wrong."""
    for _, header, account, lang in prose(name):
        assert codes(hearing_lengths.RULES, account, header=header, lang=lang) == []
