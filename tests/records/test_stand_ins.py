"""Codes that stand where a text would: written otherwise, they would be printed as the name of a place or as conduct."""

import re

import pytest

from hearingsite.records.rules import stand_ins, wording
from tests.records.accounts import HEADER, findings


def header_with(conduct: str) -> str:
    """The header of the founding case, with the conduct of its first allegation written so."""
    return re.sub(r"conduct: .*", f"conduct: {conduct}", HEADER, count=1)


@pytest.mark.parametrize(
    "area",
    [
        "Withheld",
        "WITHHELD",
        '"withheld."',
        "with-held",
        "Held back",
        "not published",
        "Not-published",
        "n/a",
        "Unknown",
    ],
)
def test_an_area_that_is_no_place_is_told(area: str) -> None:
    """What says that nothing is said is no town."""
    found = findings(stand_ins.RULES, "Account.", header=f"{HEADER}area: {area}\n")
    assert [(one.code, one.hint) for one in found] == [
        ("HS212", 'Write "withheld", in small letters, or leave the line out.')
    ]


@pytest.mark.parametrize(
    "area", ["withheld", "Westry", "Unknown Valley", "{en: withheld, cy: Heb ei ddatgelu}", "Nantwich"]
)
def test_a_place_or_the_code_itself_is_not_told(area: str) -> None:
    """A town, and the code as it is written."""
    assert findings(stand_ins.RULES, "Account.", header=f"{HEADER}area: {area}\n") == []


@pytest.mark.parametrize(
    "conduct", ["Not published", '"not-published."', "not published", "withheld", "Not-Published", "tbc"]
)
def test_conduct_that_is_none_is_told_once(conduct: str) -> None:
    """The page would say "It was alleged that the officer not published"."""
    header = header_with(conduct)
    found = findings((*stand_ins.RULES, *wording.RULES), "Account.", header=header)
    assert [(one.code, one.hint) for one in found] == [("HS212", 'Write "not-published", as it stands here.')]


@pytest.mark.parametrize("conduct", ["not-published", "{en: not-published, cy: Heb ei gyhoeddi}", "withheld evidence"])
def test_conduct_or_the_code_itself_is_not_told(conduct: str) -> None:
    """What was done, and the code as it is written."""
    header = header_with(conduct)
    assert findings(stand_ins.RULES, "Account.", header=header) == []
