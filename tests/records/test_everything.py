"""Every rule about a single hearing, broken in one record: nothing hides behind something else."""

import re
from pathlib import Path
from typing import Final

from hearingsite.records import rules
from hearingsite.records.proceedings import HELD_BACK

EVERYTHING: Final = Path(__file__).parents[1] / "cases" / "rejected" / "everything.expected"
RULES: Final = Path(rules.__file__).parent

NOT_TOGETHER: Final = {
    "HS305": "needs a hearing without findings, and HS302 and HS304 one with findings",
    "HS306": "needs a record without the publication that HS315, HS318, HS322, HS330 and HS550 are about",
    "HS307": "needs days that are missing or rough; HS308 compares days that are known",
    "HS335": "needs other regulations than those in force on the first day; HS332 needs that day under those of 2020",
    "HS344": "needs a first day before December 2008; HS332 needs one from May 2025 on",
    "HS357": "needs a hearing that is only announced, and HS302 one with findings",
    "HS363": "needs days years after the notice, and other rules count on days near to it",
    "HS365": "needs a day years ahead, and other rules count on days near to it",
    "HS364": "needs a first or a last day on a day off; the days of this record are counted by others",
    "HS422": "is about a change of the last five working days, HS423 about an older one; only the latest counts",
    "HS511": "needs a hearing without findings, and HS302 and HS304 one with findings",
    "HS532": "needs the standards of every officer, and other rules need officers without any",
    "HS528": "is silent where the record has criminal proceedings, which HS320 needs",
}
OF_SEVERAL_FILES: Final = {
    "HS401": "two records share a reference",
    "HS407": "two forces share a prefix",
    "HS408": "a force's own file is wrong",
    "HS411": "two records share a designation",
    "HS414": "a number is missing between records",
}


def test_everything_is_reported_together() -> None:
    """A record that breaks all rules is told of every one; a new rule is added to the record, or to a list with its reason."""
    sources = [path.read_text("utf-8") for path in RULES.glob("*.py")]
    known = {code for source in sources for code in re.findall(r'"(HS\d{3})"', source)} | {HELD_BACK}
    reported = set(re.findall(r"^\S+:\d+:\d+: (HS\d{3}) ", EVERYTHING.read_text("utf-8"), re.MULTILINE))
    assert known - reported == {*NOT_TOGETHER, *OF_SEVERAL_FILES}
