"""What is printed about somebody on the list: designations, sentences that quote, names of files."""

import pytest

from hearingsite.diagnostics import Place
from hearingsite.guard.identities import Identity, Names, Numbers
from hearingsite.guard.matches import Match
from hearingsite.guard.names import masked_name
from hearingsite.guard.people_rules import check_people
from hearingsite.guard.scan import Guard, KeptBack
from hearingsite.sentry import say_match
from tests.attachments.makers import plain_pdf

ROZ = Names(given=("Rosalind",), family="Trethowan-Bligh")
GRACE = Identity(id="p-0002", records=("AS-2023-014",), known_as="PC Y", names=Names(given=("Grace",), family="Banks"))


@pytest.mark.parametrize(
    ("id_", "known_as", "is_told"),
    [
        ("trethowan84", "PC X", True),
        ("rtrethowan", "PC X", True),
        ("TrethowanB", "PC X", True),
        ("naw.ohtert", "PC X", True),
        ("rtb", "PC X", True),
        ("p-1", "PC Tre-thowan", True),
        ("p-1", "PC 44l7", True),
        ("p-1", "RTB", True),
        ("p-0001", "PC X", False),
        ("q-17", "Officer B", False),
        ("w-3", "Witness One", False),
    ],
)
def test_a_designation_tells_nothing(id_: str, known_as: str, *, is_told: bool) -> None:
    """Neither a name, however it is written, nor initials or a number."""
    one = Identity(id=id_, records=("AS-2023-014",), known_as=known_as, names=ROZ, numbers=Numbers(collar=("4417",)))
    entry = {"id": id_, "known_as": known_as}
    codes = {found.code for found in check_people([one], [entry], lambda _: Place("list.yaml"))}
    assert ("HS661" in codes) is is_told


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('"grace banks" is not a status.', '"… …" is not a status.'),
        ('"Banks" is not a rank.', '"…" is not a rank.'),
        ("Write [Banks].", "Write […]."),
        ("Write one of: Nathaniel Corby, grace banks, all.", "Write one of: Nathaniel Corby, … …, all."),
        ('"*Banks" points to another place.', '"*…" points to another place.'),
        ('"x": there is no content/forces/grace banks.yaml.', '"x": there is no content/forces/… ….yaml.'),
        ('"conclded" is not a status. Write "concluded".', '"conclded" is not a status. Write "concluded".'),
    ],
)
def test_a_sentence_quotes_nobody(text: str, printed: str) -> None:
    """Inside quotation marks, brackets, lists and paths a listed word is hidden, whatever stands around it."""
    assert Guard([GRACE]).masked_text(text, frozenset()) == printed


def test_words_of_the_program_stay() -> None:
    """A listed surname may be a code or a field."""
    assert Guard([GRACE]).masked_text('"banks" is no key.', frozenset(), {"banks"}) == '"banks" is no key.'


@pytest.mark.parametrize(
    ("name", "shown"), [("x.Banks", "…"), ("q.trethow", "…"), ("x.csv", "….csv"), ("x.MD", "….md")]
)
def test_only_a_known_ending_is_shown(name: str, shown: str) -> None:
    """What stands behind the last dot may be a name."""
    assert masked_name(name).lower() == shown


def test_what_all_can_see_is_told_as_such() -> None:
    """Not as a part of the document that is no longer shown, where no press officer would find it."""
    found = Guard([GRACE]).scan("letter.pdf", plain_pdf("A letter about Grace Banks."))
    assert [(match.who, match.where) for match in found] == [("p-0002", "page 1")]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("alt text", ", in the alt text."),
        ("a file in it: text", ", in a file in it: text."),
        ("page 2", ", on page 2."),
    ],
)
def test_a_place_is_named_in_english(where: str, said: str) -> None:
    """Whatever it is called."""
    assert say_match(Match("x", 1, 1, "p-1", "PC X", "name", where)).endswith(said)


def test_a_reference_is_shown_that_is_told_beside_it() -> None:
    """A path is of use to whoever must mend it; a name in one is still hidden."""
    label = "A reference kept back from content/hearings/2027/wld-2027-001.md"
    guard = Guard([GRACE], [KeptBack("WLD-2027-001", label, "WLD-2027-001")])
    assert guard.masked("hearings/wld-2027-001/grace-banks.md") == "hearings/wld-2027-001/….md"
    assert [one.path for one in guard.scan_name("hearings/wld-2027-001/index.html")] == [
        "hearings/wld-2027-001/index.html"
    ]
