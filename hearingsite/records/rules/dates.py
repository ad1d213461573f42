"""Days in the texts: weekdays that fit, days that exist, within the case's span, with their year."""

from typing import Final

from hearingsite.records.rules.case import HearingRule

RULES: Final[tuple[HearingRule, ...]] = ()
