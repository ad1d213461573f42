"""Words in the texts: counts, outcomes and levels as in the header, names of standards, words of the criminal courts, long sentences."""

from typing import Final

from hearingsite.records.rules.case import HearingRule

RULES: Final[tuple[HearingRule, ...]] = ()
