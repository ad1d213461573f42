"""Between the findings and the outcome no text may tell the outcome."""

import re
from collections.abc import Iterator
from typing import Final

from hearingsite.diagnostics import Diagnostic
from hearingsite.patterns import later
from hearingsite.records.rules.case import Case, HearingRule

# Words that state an outcome, in both languages; what "could" or "may" follow is not stated.
_STATED: Final = later(
    r"\b(?:was|were|is|been|being) (?:dismissed|reduced in rank|given a (?:final )?written warning)\b"
    r"|\bwould have been dismissed\b"
    r"|\b(?:received|given|imposed|issued) a (?:final )?written warning\b"
    r"|\bdismissed without notice\b"
    r"|\b(?:diswyddwyd|cafodd ei ddiswyddo|cafodd ei diswyddo|byddai wedi cael ei ddiswyddo)\b"
    r"|\b(?:cafodd|rhoddwyd) rybudd ysgrifenedig\b",
    re.IGNORECASE,
)
# Texts that are public with the findings; reasons wait for the outcome themselves.
_LATER: Final = ("reasons",)


def check_outcome_in_texts(case: Case) -> Iterator[Diagnostic]:
    """While findings are published and the outcome is still to come, no public text may state an outcome."""
    publication = case.hearing.publication
    if publication is None or publication.outcome_at is None or case.now >= publication.outcome_at.at:
        return
    for passage in case.passages:
        if passage.path[-1:] and str(passage.path[-1]) in _LATER:
            continue
        found = _STATED.search(passage.text)
        if found:
            message = f'"{found[0]}" tells the outcome, which is to be published only on {publication.outcome_at.day}.'
            hint = "Take it out until then; the findings alone may be told."
            yield passage.at("HS550", found.start(), message, hint)


RULES: Final[tuple[HearingRule, ...]] = (check_outcome_in_texts,)
