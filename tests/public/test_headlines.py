"""Headlines and summaries: what they say of every hearing that comes with the program, word for word.

`tests/golden/headlines.*.txt` are read by people: a change in it is a change in what the public reads first.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from hearingsite.prepare import prepare
from hearingsite.public.headlines import headline
from hearingsite.public.model import PublicOutcome
from hearingsite.public.views import HearingView
from hearingsite.public.words import load_words
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import Moment
from hearingsite.vocabulary.codes import Language, Outcome

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module", params=["en", "cy"])
def lang(request: pytest.FixtureRequest) -> str:
    """Each language of the site."""
    return str(request.param)


@pytest.fixture(scope="module")
def views(root: Path, lang: str) -> list[HearingView]:
    """Every hearing's page in a language."""
    plan = prepare(load_settings(root), Moment.parse("2026-11-25T09:00").at).site_plan
    return [page.view for page in plan.pages if page.lang == lang and isinstance(page.view, HearingView)]


def test_headlines_and_summaries(views: list[HearingView], lang: str) -> None:
    """Each hearing has the headline and the summary that were read aloud and found right."""
    golden = (GOLDEN / f"headlines.{lang}.txt").read_text("utf-8")
    known = [view for view in views if f"{view.reference}\n" in golden]  # a force adds records of its own
    written = "\n".join(f"{view.reference}\n    {view.headline}\n    {view.summary.text}" for view in known) + "\n"
    assert written == golden


def test_nothing_unproven_reads_as_proven(views: list[HearingView]) -> None:
    """A headline names a level of misconduct only where a finding of that level is in force."""
    for view in views:
        levels = {allegation.level for officer in view.officers for allegation in officer.allegations}
        levels |= {officer.level for officer in view.officers}
        for level in ("gross misconduct", "for misconduct", ": misconduct"):
            if level in view.headline.removeprefix("Misconduct hearing"):
                assert level.removeprefix("for ").removeprefix(": ").capitalize() in levels, view.headline


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Five officers: not proven (3) and final written warning (2)"),
        ("cy", "5 swyddog: ni phrofwyd (3) a rhybudd ysgrifenedig terfynol (2)"),
    ],
)
def test_many_officers_are_counted_by_outcome(root: Path, lang: Language, expected: str) -> None:
    """Where there are many, the headline counts outcomes, most frequent first, in words that fit any number."""
    now = Moment.parse("2026-11-25T09:00").at
    register = release(prepare(load_settings(root), now).register, now).register
    one = next(hearing for hearing in register.hearings if hearing.reference == "AS-2023-014")
    outcomes: list[Outcome] = [
        "final-written-warning",
        "not-proven",
        "not-proven",
        "final-written-warning",
        "not-proven",
    ]
    officers = tuple(replace(one.officers[0], outcome=PublicOutcome(outcome=outcome)) for outcome in outcomes)
    assert headline(replace(one, officers=officers), load_words(root / "theme", lang)) == expected


@pytest.mark.parametrize(
    ("in_lang", "expected"),
    [("en", "Four officers: decision still to come (4)"), ("cy", "4 swyddog: penderfyniad eto i ddod (4)")],
)
def test_many_officers_who_wait_for_a_decision_are_counted(root: Path, in_lang: Language, expected: str) -> None:
    """No headline ends with a colon."""
    now = Moment.parse("2026-11-25T09:00").at
    register = release(prepare(load_settings(root), now).register, now).register
    one = next(hearing for hearing in register.hearings if hearing.reference == "AS-2023-014")
    officers = (replace(one.officers[0], outcome=None, awaits_new_decision=True),) * 4
    assert headline(replace(one, officers=officers), load_words(root / "theme", in_lang)) == expected
