"""A record must not contradict itself: levels, outcomes, days, designations."""

from typing import Final

from hearingsite.records.rules.case import HearingRule

RULES: Final[tuple[HearingRule, ...]] = ()
