"""What people write and what they mean: a suggestion is right, or it is not made."""

from typing import get_args

import pytest

from hearingsite.records.meanings import state_of_rank, suggest_code, suggest_key
from hearingsite.records.written_days import say_how_to_write
from hearingsite.vocabulary import codes


@pytest.mark.parametrize(
    ("word", "noun", "meant"),
    [
        ("unproven", "a finding", "not-proven"),
        ("disproven", "a finding", "not-proven"),
        ("part proven", "a finding", "proven-in-part"),
        ("proven in full", "a finding", "proven"),
        ("not withdrawn", "a finding", None),
        ("not dismissed", "an outcome", None),
        ("no warning", "an outcome", None),
        ("dismissed with notce", "an outcome", "dismissed-with-notice"),
        ("would not have been dismissed", "an outcome", None),
        ("uncharged", "a state of criminal proceedings", None),
        ("no charge", "a state of criminal proceedings", None),
        ("continued", "a status", None),
        ("PS", "a rank", "sergeant"),
        ("DCI", "a rank", "detective-chief-inspector"),
        ("Ch. Insp.", "a rank", "chief-inspector"),
        ("Acting Police Sergeant", "a rank", "sergeant"),
        ("insepctor", "a rank", "inspector"),
        ("PCSO", "a rank", None),
        ("misconduct-meeting", "a kind of hearing", None),
        ("Misconduct hearng", "a kind of hearing", "misconduct-hearing"),
        ("LQC", "a chair's role", "legally-qualified-chair"),
        ("commissioner", "a chair's role", "chief-constable"),
        ("Assistant Chief Constable", "a chair's role", None),
        ("deputy-chief-constable", "a chair's role", None),
        ("suspended", "a state of service", "serving"),
        ("sacked", "an outcome", "dismissed-without-notice"),
        ("FWW", "an outcome", "final-written-warning"),
        ("courtesy and respect", "one of the ten standards", "authority-respect-and-courtesy"),
        ("honesty", "one of the ten standards", "honesty-and-integrity"),
        ("Challenging improper conduct", "one of the ten standards", "challenging-and-reporting-improper-conduct"),
        ("respectful behaviour", "one of the ten standards", None),
        ("found guilty", "a state of criminal proceedings", "convicted"),
        ("found not guilty", "a state of criminal proceedings", "acquitted"),
        ("press officer", "a role", "spokesperson"),
        ("Police Federation representative", "a role", "representative"),
        ("PAT", "an appeal body", "police-appeals-tribunal"),
        ("name", "something that a restriction covers", "identity"),
        ("LQC", "somebody who imposes a restriction", "chair"),
        ("judge", "somebody who imposes a restriction", "court"),
        ("welfare", "a ground", "complainant-or-witness-welfare"),
        ("trial", "a ground", "criminal-proceedings"),
        ("Independent investigation", "a form of investigation", "independent"),
        ("Mandatory referral", "a kind of referral", "mandatory"),
    ],
)
def test_codes(word: str, noun: str, meant: str | None) -> None:
    """No suggestion says the opposite of what was written."""
    known = {
        "a finding": codes.Finding,
        "an outcome": codes.Outcome,
        "a state of criminal proceedings": codes.CriminalState,
        "a status": codes.Status,
        "a rank": codes.Rank,
        "a kind of hearing": codes.Kind,
        "a chair's role": codes.ChairRole,
        "a state of service": codes.Service,
        "one of the ten standards": codes.Standard,
        "a role": codes.Role,
        "an appeal body": codes.AppealBody,
        "something that a restriction covers": codes.Covers,
        "somebody who imposes a restriction": codes.Imposer,
        "a ground": codes.Ground,
        "a form of investigation": codes.InvestigationForm,
        "a kind of referral": codes.Referral,
    }[noun]
    assert suggest_code(word, list(get_args(known)), noun) == meant


def test_keys_and_states_of_rank() -> None:
    """Keys are found under other names and spellings; what goes with a rank has a key of its own."""
    known = ["known_as", "rank", "summary"]
    assert [suggest_key(word, known) for word in ("Known As", "ranks", "title", "colour")] == [*known, None]
    assert [state_of_rank(word) for word in ("T/DCI", "Probationary PC", "PC")] == ["temporary", "probationer", None]


@pytest.mark.parametrize(
    ("text", "day", "moment"),
    [
        ("18/12/2023", "2023-12-18", "2023-12-18"),
        ("Monday 18th December 2023, 9.30 pm", "2023-12-18", "2023-12-18T21:30"),
        ("2023-12-18 9:05", "2023-12-18", "2023-12-18T09:05"),
        ("December 18, 2023", "2023-12-18", "2023-12-18"),
        ("4/3/2024", "2024-03-04 if you mean 4 March 2024", "2024-03-04 if you mean 4 March 2024"),
        ("23-12-18", None, None),
        ("31/02/2023", None, None),
        ("2023-12-18T25:00", None, None),
        ("soon", None, None),
    ],
)
def test_days(text: str, day: str | None, moment: str | None) -> None:
    """A day that can be understood is written out as it must be; one that cannot is not guessed."""
    assert say_how_to_write(text, with_time=False) == (day and f"Write {day}.")
    assert say_how_to_write(text, with_time=True) == (moment and f"Write {moment}.")
