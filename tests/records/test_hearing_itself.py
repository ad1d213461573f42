"""What a text says of the hearing itself, against the header: in public or not, who chaired it, whether anything is found."""

import pytest

from hearingsite.records.rules import contradictions, hearing_itself
from tests.records.accounts import HEADER, codes

HELD = "held: public}"


def header_of(*, held: str = "public", role: str = "legally-qualified-chair", status: str = "concluded") -> str:
    """The founding case's header, with another way of holding the hearing, another chair or another status."""
    assert all(old in HEADER for old in (HELD, "status: concluded"))
    header = HEADER.replace(HELD, f"held: {held}, chair: {{role: {role}}}}}")
    return header.replace("status: concluded", f"status: {status}")


@pytest.mark.parametrize(
    ("held", "said", "lang"),
    [
        ("public", "The hearing was held in private.", "en"),
        ("public", "The misconduct hearing will be held in private at Police Headquarters.", "en"),
        ("public", "This hearing is to be held on Monday 18 December 2023 in private.", "en"),
        ("public", "The hearing took place in private.", "en"),
        ("public", "The hearing is in private.", "en"),
        (
            "public",
            "An accelerated misconduct hearing about PC X will be held in private on Monday 18 December 2023.",
            "en",
        ),
        ("public", "A misconduct hearing was held in private.", "en"),
        ("private", "A hearing has been arranged. It will be held in public.", "en"),
        ("private", "The accelerated misconduct hearing was held in public.", "en"),
        ("private", "The hearing about PC X will take place in public.", "en"),
        ("public", "Cynhelir y gwrandawiad yn breifat.", "cy"),
        ("public", "Cynhaliwyd y gwrandawiad camymddwyn yn breifat.", "cy"),
        ("private", "Bydd y gwrandawiad yn cael ei gynnal yn gyhoeddus.", "cy"),
    ],
)
def test_how_a_text_says_that_it_was_held_is_told(held: str, said: str, lang: str) -> None:
    """Somebody would come in vain, or stay away."""
    assert codes(hearing_itself.RULES, said, header=header_of(held=held), lang=lang) == ["HS512"]


@pytest.mark.parametrize(
    ("held", "said", "lang"),
    [
        ("public", "The hearing was held in public.", "en"),
        ("private", "The hearing was held in private.", "en"),
        ("not-recorded", "The hearing was held in private.", "en"),
        ("part-private", "The hearing was held in private on the second day.", "en"),
        ("public", "Parts of the hearing may be held in private.", "en"),
        ("public", "Part of the hearing was held in private.", "en"),
        ("public", "The hearing was not held in private.", "en"),
        ("public", "The hearing may be held in private.", "en"),
        ("public", "The chair refused an application that the hearing be held in private.", "en"),
        ("public", "PC X asked that the hearing was held in private.", "en"),
        ("public", "The hearing will be held in public unless the chair decides that it is to be in private.", "en"),
        ("private", "A hearing is normally held in public.", "en"),
        ("private", "A misconduct hearing is held in public.", "en"),
        ("public", "The meeting came first. It was held in private.", "en"),
        ("public", "A hearing was held in private in 2011.", "en"),
        ("private", "The hearing is normally held in public, but the chair decided otherwise.", "en"),
        ("public", "The pre-hearing was held in private.", "en"),
        ("public", "The court hearing was held in private.", "en"),
        ("public", "The hearing was held at a private house.", "en"),
        ("public", "The hearing was held in private rooms of the Guildhall.", "en"),
        ("private", "The outcome of the hearing was announced in public.", "en"),
        ("private", "After the hearing was over, it was discussed in public.", "en"),
        ("private", "The hearing was adjourned in public.", "en"),
        ("private", "The hearing was about conduct in public.", "en"),
        ("private", "The hearing was held to keep confidence in public services.", "en"),
        ("public", "The hearing at which the appeal was heard was held in private.", "en"),
        ("public", "The hearing will be held in private on the afternoon of 18 December 2023.", "en"),
        ("public", "The evidence of Ms A in the hearing will be heard in private.", "en"),
        ("public", "Where the hearing is held in private, no observers are admitted.", "en"),
        ("public", "The misconduct hearing of another officer was held in private.", "en"),
        ("private", "The hearing was to be held in public, but the chair moved it.", "en"),
        ("public", "Gall rhannau o'r gwrandawiad gael eu cynnal yn breifat.", "cy"),
        ("public", "Cynhelir y gwrandawiad yn gyhoeddus.", "cy"),
    ],
)
def test_what_says_nothing_of_how_it_was_held(held: str, said: str, lang: str) -> None:
    """What agrees, a part, a wish, another hearing, what is usual."""
    assert codes(hearing_itself.RULES, said, header=header_of(held=held), lang=lang) == []


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("chief-constable", "The hearing was chaired by a legally qualified chair."),
        ("chief-constable", "The hearing will be chaired by an independent legally qualified chair."),
        ("chief-constable-delegate", "A legally qualified chair presided over the hearing."),
        ("chief-constable", "It will be chaired by a legally qualified chair."),
        ("chief-constable", "A misconduct hearing about PC X will be chaired by a legally qualified chair."),
        ("senior-officer", "The legally qualified chair found that PC X breached the standards."),
        ("legally-qualified-chair", "The hearing was chaired by the Chief Constable."),
        ("legally-qualified-chair", "The hearing is chaired by Assistant Chief Constable Priddlestone."),
    ],
)
def test_who_a_text_says_chaired_is_told(role: str, said: str) -> None:
    """Since May 2024 the chair is another one, and old sentences are copied."""
    assert codes(hearing_itself.RULES, said, header=header_of(role=role)) == ["HS513"]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("legally-qualified-chair", "The hearing was chaired by a legally qualified chair."),
        ("chief-constable", "The hearing was chaired by the Chief Constable."),
        ("chief-constable-delegate", "The hearing was chaired by Assistant Chief Constable Priddlestone."),
        ("senior-officer", "The hearing was chaired by the Chief Constable."),
        ("chief-constable", "A legally qualified adviser sat with the panel."),
        ("chief-constable", "A legally qualified person advised the chair."),
        ("chief-constable", "The tribunal was chaired by a legally qualified chair."),
        ("chief-constable", "On appeal, the legally qualified chair of the tribunal found no error."),
        ("chief-constable", "Before May 2024 such hearings were chaired by a legally qualified chair."),
        ("chief-constable", "The hearing was not chaired by a legally qualified chair."),
        ("chief-constable", "It was chaired by a legally qualified chair."),
        ("chief-constable", "The legally qualified chair said in another case that this is so."),
        ("chief-constable", "The hearing will be chaired by a legally qualified chair or the chief constable."),
        ("legally-qualified-chair", "The meeting was chaired by the Chief Constable."),
        ("legally-qualified-chair", "The hearing was reported to the Chief Constable."),
    ],
)
def test_what_says_nothing_of_the_chair(role: str, said: str) -> None:
    """What agrees, an adviser, a tribunal, a meeting, what was usual once."""
    assert codes(hearing_itself.RULES, said, header=header_of(role=role)) == []


@pytest.mark.parametrize("status", ["scheduled", "adjourned", "postponed"])
@pytest.mark.parametrize(
    "said",
    [
        "The panel found gross misconduct.",
        "The panel found that the conduct amounted to misconduct.",
        "The allegation was proven as gross misconduct.",
        "Both allegations were proven.",
        "The panel found the allegation proven.",
    ],
)
def test_a_finding_before_there_can_be_one_is_told(status: str, said: str) -> None:
    """Before the hearing nothing is found, and a notice that says so tells something untrue of a person."""
    assert set(codes((contradictions.check_early_findings,), said, header=header_of(status=status))) == {"HS511"}


@pytest.mark.parametrize(
    "said",
    [
        "The panel will decide whether there was gross misconduct.",
        "It is alleged that the conduct amounts to gross misconduct.",
        "If the allegations were proven, the conduct would amount to gross misconduct.",
        "If proven, this would be gross misconduct.",
        "The investigation found that there was a case to answer for gross misconduct.",
        "The IOPC decided that PC X had a case to answer for gross misconduct.",
        "Whether the allegation was proven will be told afterwards.",
        "The panel will publish which allegations were proven.",
        "Which of the allegations were proven will be published after the hearing.",
        "The panel must be satisfied that the allegation was proven on the balance of probabilities.",
        "The report will tell how the panel found the allegations proven or not.",
        "The hearing was adjourned before the allegations were proven.",
        "In 2011 another panel found misconduct.",
        "The allegations have not been proven.",
        "The hearing is about gross misconduct.",
        "The allegation was withdrawn.",
    ],
)
def test_what_tells_no_finding(said: str) -> None:
    """What is alleged, to be decided, imagined, of another year, of the investigation."""
    assert codes((contradictions.check_early_findings,), said, header=header_of(status="scheduled")) == []


def test_a_finding_of_a_concluded_hearing_is_no_early_one() -> None:
    """Whether it agrees with the header is another rule's matter."""
    assert codes((contradictions.check_early_findings,), "The panel found gross misconduct.") == []
