"""The law's own limits: notice periods, sanctions, chairs, privacy, warnings, the barred list."""

from typing import Final

from hearingsite.records.rules.case import HearingRule

RULES: Final[tuple[HearingRule, ...]] = ()
