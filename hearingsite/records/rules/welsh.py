"""Welsh beside English: there where it must be, up to date, saying the same."""

from typing import Final

from hearingsite.records.rules.case import HearingRule

RULES: Final[tuple[HearingRule, ...]] = ()
