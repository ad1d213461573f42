"""Designations in the texts: declared, spelt one way, not more telling than the record."""

from typing import Final

from hearingsite.records.rules.case import HearingRule

RULES: Final[tuple[HearingRule, ...]] = ()
