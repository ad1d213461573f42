"""Surnames that the site itself writes on every page: of people who are called so, only what is beside them tells."""

from pathlib import Path

import pytest

from hearingsite.guard import lexicon
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.scan import Guard
from tests.guard.test_kinds_of_files import written

WORDS = sorted(lexicon.listed("words-of-pages") | lexicon.listed("headings") | {"constable", "chief", "police"})
REASON = Identity(
    id="p-1", records=("WLD-2024-001",), known_as="PC X", names=Names(given=("Brunhilde", "Olga"), family="Reason")
)


def test_nobody_is_found_in_the_words_of_the_site(whole_site: Path) -> None:
    """Of all hearings in two languages, as pages, feeds, data and calendars, nothing is said to be a name."""
    records = tuple(path.name.upper() for path in (whole_site / "hearings").iterdir())
    people = [
        Identity(id=word, records=records, known_as="PC X", names=Names(given=("Zebulonia",), family=word.title()))
        for word in WORDS
    ]
    found = [(one.who, one.path, one.line, one.rule) for one in Guard(people).scan_folder(whole_site)]
    assert [one for one in found if not one[1].endswith(".css")] == []  # z-index


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("PC Reason denied it.", True),
        ("Sergeant Reason was on duty.", True),
        ("Officer Reason was on duty.", True),
        ("Mr Reason", True),
        ("B. Reason", True),
        ("B O Reason", True),
        ("Reason, Brunhilde", True),
        ("brunhilde reason", True),
        ("REASON B.O.", True),
        ("Surname: Reason", True),
        ("Reason", False),
        ("Reason for the decision", False),
        ("The Reason was given.", False),
        ("Officer Reason Outcome", False),
        ("Constable\n\nReason\n\nSergeant", False),
        ("Then Reason is all that counts.", False),
    ],
)
def test_what_stands_beside_such_a_surname_tells(text: str, *, is_found: bool) -> None:
    """A title, a rank, an initial, a first name, the name of a field."""
    for kind, body in (("md", text), ("html", f"<p>{text}</p>")):
        assert bool(Guard([REASON]).scan(*written(kind, body, "wld-2024-001"))) is is_found
