from time import process_time

import pytest

from hearingsite.guard.finding import BREAK
from hearingsite.guard.identities import Contacts, Identity, Names, Numbers
from hearingsite.guard.matcher import Matcher, Term
from hearingsite.guard.spoken import Spoken
from hearingsite.guard.terms import Terms

OSBERT = Identity(
    id="p-0001",
    records=("WS-2023-001",),
    known_as="PC X",
    names=Names(given=("Osbert", "Lyle"), family="Quillfeather", aliases=("Ozzie",)),
    numbers=Numbers(collar=("9035",), warrant=("600112",)),
    contacts=Contacts(phones=("07700 900980",), emails=("oq@mail.example",)),
)
GRACE = Identity(id="p-0002", records=("WS-2023-002",), known_as="PC Y", names=Names(given=("Grace",), family="Young"))
OWN = frozenset({"WS-2023-001"})
NONE: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """One for all tests."""
    return Matcher(
        [OSBERT, GRACE], [Term("Tabitha Merrowby", "a witness of WS-2023-003")], ["Harriet Young", "01632 960101"]
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("and Quillfeather said", "Quillfeather"),
        ("and Qu\u00adill\u200bfeather said", "Qu\u00adill\u200bfeather"),
        ("caf\u00e9 &#81;uillfeather \u00e9t\u00e9", "&#81;uillfeather"),
        ("x %2551uillfeather y", "%2551uillfeather"),
        ("one\ntwo Quill-\nfeather three", "Quill-\nfeather"),
        ("call +44 (0)7700 900 980 now", "+44 (0)7700 900 980"),
        ("seen by PC Young there", "PC Young"),
        ("Merrowby's", "Merrowby's"),
    ],
)
def test_a_hit_points_at_what_stands_in_the_text(matcher: Matcher, text: str, value: str) -> None:
    """Offsets lead back through folding and decoding, so that a file and a line can be told."""
    assert [text[hit.start : hit.end] for hit in matcher.search(text, NONE)] == [value]


def test_a_hit_says_who_and_what_to_write(matcher: Matcher) -> None:
    """The identity's id, its designation and the rule; a term gives its label."""
    [hit] = matcher.search("Osbert Quillfeather", NONE)
    assert (hit.who, hit.known_as, hit.tier) == ("p-0001", "PC X", "unique")
    [hit] = matcher.search("Tabitha", NONE) or matcher.search("Ms Merrowby", NONE)
    assert (hit.who, hit.known_as) == ("a witness of WS-2023-003", "")


@pytest.mark.parametrize(
    "text",
    ["Osbert came", "with Ozzie", "O.Q. was", "Person OQ was", "PC OQ", "DC O.Q. told", "Qu********", "it was 9035"],
)
def test_weak_signs_count_in_the_own_record_alone(matcher: Matcher, text: str) -> None:
    """A first name, initials, also where they are somebody's designation, a masked name, a bare collar number."""
    assert matcher.search(text, OWN)
    assert not matcher.search(text, frozenset({"WS-2023-002"}))


def test_a_term_of_some_records_counts_there_alone() -> None:
    """What one hearing withheld may be public in another."""
    matcher = Matcher([], [Term("Tabitha Merrowby", "a witness", frozenset({"WS-2023-003"}))])
    assert matcher.search("Tabitha Merrowby", frozenset({"WS-2023-003"}))
    assert not matcher.search("Tabitha Merrowby", OWN)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("WLD-2026-1121", True),
        ("/hearings/wld-2026-1121/", True),
        ("wld 2026 1121", True),
        ("wld20261121", True),
        ("W L D 2 0 2 6 1 1 2 1", True),
        ("WLD-\n2026-1121", True),
        ("WLD-2026-112,1,constable", False),
        ('{"reference":"WLD-2026-112","officer":1}', False),
        ("WLD-2026-11 21", False),
    ],
)
def test_a_reference_is_not_put_together_from_cells(text: str, *, is_found: bool) -> None:
    """A hidden reference is found however it is written; one that is public and a figure beside it are no other one."""
    matcher = Matcher([], [Term("WLD-2026-1121", "the reference of a record")])
    assert bool(matcher.search(text, NONE)) is is_found


def test_declared_people_and_contacts_are_let_through(matcher: Matcher) -> None:
    """The chair bears a listed surname; the rank of a listed person before it is another matter."""
    assert not matcher.search("Harriet Young chaired; Ms Young said", NONE)
    assert matcher.search("PC Young said", NONE)


@pytest.mark.parametrize("text", ["It was Quill{}feather.", "“Quill{}feather”", "Quill&#30;feather"])
def test_the_sign_that_keeps_texts_apart_hides_nothing(matcher: Matcher, text: str) -> None:
    """No reader sees it inside a word."""
    assert matcher.search(text.format(BREAK), NONE)


def test_nothing_shows_a_value(matcher: Matcher) -> None:
    """What Python would print of the parts, in a traceback for example."""
    shown = repr((matcher, matcher.search("Osbert Quillfeather", NONE), matcher.terms.token("osbert")))
    assert "uillfeather" not in shown.lower()
    assert "osbert" not in shown.lower()


def test_an_empty_list_finds_nothing() -> None:
    """No automaton is needed for nobody."""
    assert Matcher([]).search("Osbert Quillfeather, PC 9035, 30 November 1979", OWN) == []


@pytest.mark.parametrize("word", ["a", "ab\u01dd", "a?b", "O L ", "YoungA"])
def test_a_long_word_costs_no_more_than_its_length(matcher: Matcher, word: str) -> None:
    """What no name can be is not held against names letter by letter."""
    shorter, longer = (min(_seconds(matcher, word * count) for _ in range(2)) for count in (5_000, 20_000))
    assert longer < 8 * shorter + 0.1


def _seconds(matcher: Matcher, text: str) -> float:
    start = process_time()
    matcher.search(f"{text}.{len(text)}", OWN)
    return process_time() - start


@pytest.mark.parametrize("looks_like_one", [" a a a ab", "xx b c d ee", "x a a a axx"])
@pytest.mark.parametrize("times", [1, 70, 80, 400])
def test_a_spaced_name_is_found_behind_what_only_looks_like_one(
    matcher: Matcher, looks_like_one: str, times: int
) -> None:
    """However far it is, and wherever nothing was found before."""
    hits = matcher.search(f"{looks_like_one * times} O s b e r t was late", OWN)
    assert [hit.who for hit in hits] == ["p-0001"]


def test_a_name_at_an_end_of_a_long_word_is_found(matcher: Matcher) -> None:
    """It may begin or end what is no word, in the person's own hearing."""
    for text in (f"{'xk' * 80}quillfeather", f"quillfeather{'xk' * 80}"):
        assert [hit.who for hit in matcher.search(text, OWN)] == ["p-0001"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Sarah", "Roedd y swyddog yn s\u00e2l ar y pryd."),
        ("Sally", "S\u00e2l oedd y swyddog, ac yn sa\u0302l y bu."),
        ("Timothy", "Cysylltwch \u00e2'r T\u00eem Safonau Proffesiynol. Roedd y t\u00eem yn brysur. T\u00ceM"),
        ("Pamela", "Pam y cynhaliwyd y gwrandawiad? Gofynnodd pam na ddaeth."),
        ("Alan", "Allan o bedwar honiad, profwyd tri. Aeth allan."),
        ("Lorraine", "Roedd y lorri yn y ffordd."),
    ],
)
def test_a_welsh_word_is_no_short_name(given: str, said: str) -> None:
    """A Welsh page says team, ill, why and out, whatever the first name of the person is."""
    assert Matcher([_called(given)]).search(said, OWN) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Sarah", "Sal told me to leave it."),
        ("Timothy", "tim said it was banter"),
        ("Timothy", "T\u00eem Quillfeather"),
        ("Pamela", "Pam: where are you?"),
        ("Pamela", "| Pam |"),
        ("Pamela", "pam quillfeather"),
        ("Alan", "Allan said it was banter."),
        ("Lorraine", "He texted Lorri."),
    ],
)
def test_a_short_name_that_is_a_welsh_word_is_still_found(given: str, said: str) -> None:
    """What no Welsh sentence says is the name."""
    assert [hit.who for hit in Matcher([_called(given)]).search(said, OWN)] == ["p-0003"]


def _called(given: str) -> Identity:
    names = Names(given=(given,), family="Quillfeather")
    return Identity(id="p-0003", records=("WS-2023-001",), known_as="PC Z", names=names)


def test_a_number_in_words_is_said_once_however_many_readings_say_it() -> None:
    """Words for figures are read in many ways, and a page may repeat them thousands of times."""
    spoken = Spoken(Terms([OSBERT]))
    said = "07700 nine hundred nine eighty " * 3
    found = [(one.start, one.end, one.rule, one.tier) for one in spoken.find(said, said.index("nine"))]
    assert len(found) == len(set(found)) > 0


@pytest.mark.parametrize(
    ("plate", "said"),
    [
        ("CP18 THE", "THE OFFICER DROVE THE CAR."),
        ("AB16 CAR", "THE VEHICLE WAS STOPPED. THE CAR WAS SEARCHED."),
        ("EX19 NOW", "The car is a write-off. NOW the vehicle is gone."),
        ("LD70 DCI", "The DCI took the car."),
    ],
)
def test_half_a_plate_that_is_a_word_is_a_word_in_capitals(plate: str, said: str) -> None:
    """A heading in capitals and a rank say nothing of a plate."""
    person = Identity(id="p-0004", records=("WS-2023-001",), known_as="PC Z", names=OSBERT.names, vehicles=(plate,))
    assert Matcher([person]).search(said, OWN) == []


@pytest.mark.parametrize("said", ["a car, registration ending NOW", "a van with the letters NOW", "THE PLATE NOW"])
def test_half_a_plate_that_is_a_word_is_found_behind_a_word_for_it(said: str) -> None:
    """Somebody told the letters of the plate."""
    person = Identity(
        id="p-0004", records=("WS-2023-001",), known_as="PC Z", names=OSBERT.names, vehicles=("EX19 NOW",)
    )
    assert [hit.who for hit in Matcher([person]).search(said, OWN)] == ["p-0004"]
