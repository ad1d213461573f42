"""What a challenge puts in place of a decision that it sets aside needs findings of its own."""

import pytest

from hearingsite.records.rules import appeals
from tests.records.accounts import HEADER, findings

GONE = "body: high-court, decided: 2024-05-01, result: allowed, sets_aside: panel"


@pytest.mark.parametrize(
    ("chain", "message"),
    [
        (
            [f"{GONE}, in_force: changed, officers: {{PC X: {{outcome: would-have-been-dismissed}}}}"],
            'The decision of the panel is set aside, and no new finding against PC X supports "would-have-been-dismissed".',
        ),
        (
            [
                f"{GONE}, in_force: to-be-decided",
                (
                    "body: police-appeals-tribunal, decided: 2024-09-02, result: allowed, in_force: changed, "
                    "officers: {PC X: {outcome: would-have-been-dismissed}}"
                ),
            ],
            'The decision of the panel is set aside, and no new finding against PC X supports "would-have-been-dismissed".',
        ),
        (
            [
                (
                    f"{GONE}, in_force: changed, "
                    "officers: {PC X: {outcome: would-have-been-dismissed, allegations: {'1': {level: misconduct}}}}"
                )
            ],
            'The decision of the panel is set aside, and no new finding against PC X supports "would-have-been-dismissed".',
        ),
    ],
    ids=["at-once", "later", "level-alone"],
)
def test_a_sanction_needs_new_findings(chain: list[str], message: str) -> None:
    """The page would show a sanction beside findings that are all set aside."""
    found = findings(appeals.RULES, "Account.", header=HEADER + _listed(chain))
    assert [(one.code, one.message) for one in found] == [("HS317", message)]


@pytest.mark.parametrize(
    "chain",
    [
        [f"{GONE}, in_force: to-be-decided"],
        [f"{GONE}, in_force: original"],
        [f"{GONE}, in_force: changed, officers: {{PC X: {{outcome: not-proven}}}}"],
        [f"{GONE}, in_force: changed, officers: {{PC X: {{outcome: no-action}}}}"],
        [
            (
                f"{GONE}, in_force: changed, "
                "officers: {PC X: {outcome: would-have-been-dismissed, allegations: {'1': {finding: proven}}}}"
            )
        ],
        [
            f"{GONE}, in_force: to-be-decided, officers: {{PC X: {{allegations: {{'1': {{finding: proven}}}}}}}}",
            (
                "body: police-appeals-tribunal, decided: 2024-09-02, result: allowed, in_force: changed, "
                "officers: {PC X: {outcome: would-have-been-dismissed}}"
            ),
        ],
        [
            f"{GONE}, in_force: to-be-decided",
            "body: court-of-appeal, decided: 2024-09-02, result: allowed, sets_aside: '1', in_force: to-be-decided",
            (
                "body: police-appeals-tribunal, decided: 2024-11-04, result: allowed, in_force: changed, "
                "officers: {PC X: {outcome: would-have-been-dismissed}}"
            ),
        ],
        [
            (
                "body: high-court, decided: 2024-05-01, result: allowed-in-part, in_force: changed, "
                "officers: {PC X: {outcome: would-have-been-dismissed}}"
            )
        ],
    ],
    ids=["open", "restored", "not-proven", "no-action", "found-anew", "found-before", "brought-back", "in-part"],
)
def test_what_rests_on_findings(chain: list[str]) -> None:
    """Findings that stand, or an outcome that needs none."""
    assert findings(appeals.RULES, "Account.", header=HEADER + _listed(chain)) == []


def _listed(chain: list[str]) -> str:
    return "appeals:\n" + "".join(f"  - {{{one}}}\n" for one in chain)
