"""When a hearing starts, in a text and in the header."""

import pytest

from hearingsite.records.rules import hearing_times
from tests.records.accounts import HEADER, codes, findings, prose

AT_TEN = HEADER.replace("held: public", 'held: public, time: "10:00"')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The hearing starts at 9.30am.", ["starts at 9.30am"]),
        ("A misconduct hearing, commencing 9am Monday 18 December 2023, will be held.", ["commencing 9am"]),
        ("The hearing will begin on Monday 18 December 2023 at 10:30.", ["begin on Monday 18 December 2023 at 10:30"]),
        ("A hearing will be held. It starts at 2 p.m.", ["starts at 2 p.m"]),
        ("The hearing starts at 10am. It begins at 10:00, or at 10.00 a.m.", []),
        ("The hearing is in public. Registration starts at 9.30am, and doors open at 9.", []),
        ("The hearing starts at 10 and lasts for 3 days.", []),
        ("His shift started at 9.30am. PC X had to start at 9.30am.", []),
        ("The hearing was to start at 9.30am, and had been put off.", []),
    ],
)
def test_times(text: str, words: list[str]) -> None:
    """A start that differs from the header's is told, and nothing else that starts."""
    found = findings(hearing_times.RULES, text, header=AT_TEN)
    assert [one.message.split('"')[1] for one in found] == words
    assert codes(hearing_times.RULES, text) == []  # a header without a time


@pytest.mark.parametrize("name", ["prose.txt", "prose-days-and-words.txt", "prose-again.txt", "prose-seventh.txt"])
def test_right_prose_is_left_alone(name: str) -> None:
    """In no account of right prose is a time wrong."""
    for _, header, account, lang in prose(name):
        assert codes(hearing_times.RULES, account, header=header, lang=lang) == []
