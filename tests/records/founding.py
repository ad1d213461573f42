"""The founding case with some keys changed → the codes that rules report: what the table tests of rules share."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hearingsite.records.frontmatter import FrontMatter
from hearingsite.records.model import Hearing
from hearingsite.records.register import Entry, Register
from hearingsite.records.rules.case import Case, HearingRule
from hearingsite.records.schema import convert_hearing
from hearingsite.values import Text

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
ALLEGATION: dict[str, Any] = {
    "conduct": "concealed his communications with Ms A",
    "finding": "proven",
    "level": "gross-misconduct",
}
OFFICER: dict[str, Any] = {
    "known_as": "PC X",
    "rank": "constable",
    "service": "former",
    "allegations": [ALLEGATION],
    "outcome": "would-have-been-dismissed",
}
RESTRICTION: dict[str, Any] = {
    "protects": "PC X",
    "covers": "identity",
    "imposed_by": "chair",
    "ground": "not-recorded",
}
HEARING: dict[str, Any] = {
    "reference": "AS-2023-014",
    "force": "avon-and-somerset",
    "status": "concluded",
    "hearing": {"kind": "misconduct-hearing", "dates": ["2023-12-18"], "held": "public"},
    "officers": [OFFICER],
    "restrictions": [RESTRICTION],
    "publication": {"publish_at": "2023-12-19T09:00"},
}


def case_of(*, now: dt.datetime = NOW, **changes: Any) -> Case:
    """The founding case in short, with changes: of its keys, of keys of its `hearing`, of its `officer` and `allegation`.

    What stands in the place of a block is put into it; lists and texts replace what was there.
    """
    allegation = ALLEGATION | changes.pop("allegation", {})
    officer = OFFICER | {"allegations": [allegation]} | changes.pop("officer", {})
    sitting = HEARING["hearing"] | changes.pop("hearing", {})
    publication = HEARING["publication"] | changes.pop("publication", {})
    data = HEARING | {"officers": [officer], "hearing": sitting, "publication": publication} | changes
    front_matter = FrontMatter("content/hearings/as-2023-014.md", data, "", 2, "The account.", 3)
    hearing = convert_hearing(front_matter)
    assert isinstance(hearing, Hearing), hearing
    return Case(Entry(hearing, front_matter, Text("The account.")), Register((), {}), now)


def codes_of(rules: Iterable[HearingRule], **changes: Any) -> list[str]:
    """The codes that rules report about the founding case with changes, in their order."""
    case = case_of(**changes)
    return sorted(found.code for rule in rules for found in rule(case))
