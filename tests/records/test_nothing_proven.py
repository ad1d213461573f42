"""Sentences that clear an officer against whom something was proven, and those that only look like it."""

import pytest

from hearingsite.records.rules import nothing_proven
from tests.records.accounts import codes


@pytest.mark.parametrize(
    "said",
    [
        "Nothing was proven against PC X.",
        "Nothing was proven.",
        "The panel found no misconduct.",
        "The panel found no gross misconduct by PC X.",
        "The case against PC X was not proven.",
        "PC X was cleared of gross misconduct.",
        "PC X was cleared of all allegations, and left.",
    ],
)
def test_a_text_that_clears_is_told(said: str) -> None:
    """The record says that something was proven, and only one can be right."""
    assert codes(nothing_proven.RULES, said) == ["HS506"]


@pytest.mark.parametrize(
    "said", ["Ni phrofwyd dim yn erbyn PC X.", "Ni phrofwyd yr honiad yn erbyn PC X.", "Ni chanfuwyd camymddwyn."]
)
def test_a_welsh_text_that_clears_is_told(said: str) -> None:
    """In Welsh as in English."""
    assert codes(nothing_proven.RULES, said.replace("Ni chanfuwyd c", "Ni chanfuwyd g"), lang="cy") == ["HS506"]


@pytest.mark.parametrize(
    "said",
    [
        "PC X said that nothing was proven against him.",
        "Nothing was proven about the second telephone.",
        "Nothing was proven against Sergeant Q.",
        "On the second allegation, PC X was cleared of the allegation.",
        "At the criminal trial, PC X was cleared of all allegations.",
        "In 2011 nothing was proven against PC X.",
        "If nothing was proven, there would be no outcome.",
        "The panel found no misconduct in the second call.",
        "The court found no evidence, and PC X was cleared of theft.",
        "The panel did not accept that PC X was cleared of gross misconduct.",
        "\u201cNothing was proven,\u201d said Ms A.",
    ],
)
def test_what_is_no_such_statement(said: str) -> None:
    """Somebody else's words, another matter, a part of the case, what is only imagined."""
    assert codes(nothing_proven.RULES, said) == []
