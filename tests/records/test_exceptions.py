"""The words by which an exception names a finding: some of the message's own."""

import pytest

from hearingsite.records.rules import sitting_days, state
from hearingsite.records.rules.exceptions import apply_exceptions
from tests.records.founding import case_of

ALLOW = {"reason": "Agreed", "by": "Press office", "until": "2099-01-31"}


@pytest.mark.parametrize(
    ("words", "covers"),
    [
        ("The sitting day 2023-12-17 is a Sunday.", True),
        ("the sitting day 2023-12-17 is a Sunday", True),
        ("2023-12-17", True),
        ("Sunday", True),
        ("2023-12", False),
        ("sitting day", False),
        ("The", False),
        ("the sitting", False),
        ("is", False),
        ("Saturday", False),
    ],
)
def test_words_of_a_message(words: str, covers: bool) -> None:  # noqa: FBT001 -- a column of the table
    """A day, a name or all of it; words that every such message has name none, nor does a part of a word."""
    case = case_of(hearing={"dates": ["2023-12-17"]}, allow=[{"rule": "HS364", "words": words, **ALLOW}])
    found = [one for rule in sitting_days.RULES for one in rule(case)]
    left = [one.code for one in apply_exceptions(case, found)]
    assert left == ([] if covers else ["HS443", "HS364"])


def test_a_designation_names_a_finding_about_an_officer() -> None:
    """As the README has it."""
    allow = [{"rule": "HS317", "words": "PC X", **ALLOW}]
    case = case_of(allegation={"finding": "not-proven", "level": "none"}, allow=allow)
    found = [one for rule in state.RULES for one in rule(case) if one.code == "HS317"]
    assert found
    assert list(apply_exceptions(case, found)) == []
