"""Names that a text may say: each has a source, is let through, and lets nobody through who bears the same name."""

from operator import attrgetter
from time import process_time
from typing import Final

import pytest

from hearingsite.records.rules import names
from hearingsite.vocabulary.known_names import KnownName, read_known_names
from hearingsite.vocabulary.word_lists import read_phrases
from tests.records.accounts import case_with, codes

KNOWN: Final = read_known_names()
KINDS: Final = {"law", "measure", "ruling", "inquiry", "case", "figure", "history", "royal", "body"}


def test_every_known_name_has_a_source() -> None:
    """A publication, an address or the citation of a judgment or an act, one line for each name."""
    assert all("." in one.source or len(one.source.split()) > 1 for one in KNOWN)
    assert {one.kind for one in KNOWN} == KINDS
    assert len({one.name for one in KNOWN}) == len(KNOWN)
    assert {one.kind for one in KNOWN if one.beside} == {"inquiry", "case", "figure"}


@pytest.mark.parametrize("known", KNOWN, ids=attrgetter("name"))
def test_a_known_name_is_let_through(known: KnownName) -> None:
    """Beside what makes it known, and curly marks are marks."""
    name = known.name.replace("'", "\u2019")
    told = {
        "case": [f"The training spoke of the {known.beside[0]} of {name}." if known.beside else ""],
        "figure": [f"It quoted the then {known.beside[0]}, {name}." if known.beside else ""],
        "inquiry": [f"The panel read the {name} {word}." for word in ("Report", "review")],
    }.get(known.kind, [f"The panel heard of the {name} from PC X.", f"PC X had asked about {known.name}."])
    assert [codes(names.RULES, text) for text in told] == [[]] * len(told)


@pytest.mark.parametrize("known", [one for one in KNOWN if one.kind in {"case", "figure"}], ids=attrgetter("name"))
@pytest.mark.parametrize("text", ["PC X lied to {} about it.", "DC {} wrote the report.", "He told {} to leave."])
def test_a_namesake_is_none(known: KnownName, text: str) -> None:
    """Without the office, the inquiry or the crime beside the name, it is somebody's whom nobody declared."""
    assert codes(names.RULES, text.format(known.name)) in (["HS620"], ["HS621"])


@pytest.mark.parametrize(
    "text",
    [
        "DC Casey wrote a report.",
        "PC Macpherson asked for a review.",
        "The report of DC Angiolini was late.",
        "Clare Wilby said that the law was clear.",
        "Sarah Everitt was kind.",
        "PC X lived with Stephen Lawrenson.",
        "Mrs May, a neighbour, asked the Home Secretary for help.",
        "William Hill told the panel that he was afraid.",
        "PC X lied to Ted Baker.",
    ],
)
def test_a_name_like_a_known_one_is_none(text: str) -> None:
    """A surname of an inquiry, the first name of an act, the name of a firm: with other words around they are people's."""
    assert codes(names.RULES, text) in (["HS620"], ["HS621"])


@pytest.mark.parametrize("name", read_phrases("phrases"))
def test_a_trade_name_is_let_through(name: str) -> None:
    """Firms, products and programmes whose names look like somebody's."""
    assert codes(names.RULES, f"PC X had bought it from {name} in May.") == []


@pytest.mark.parametrize(
    "words", ["Stephen Lawrence ", "Sir Mark Rowley ", "A-", "PC X, 42 and ", "the only ", "x (at) "]
)
def test_names_in_a_row_cost_no_more_than_their_length(words: str) -> None:
    """A text that is nothing but names is read in a time that grows with it, not with its square."""
    shorter, longer = (min(_seconds(words * count) for _ in range(2)) for count in (300, 1_200))
    assert longer < 8 * shorter + 0.1


def _seconds(text: str) -> float:
    case = case_with(text)
    start = process_time()
    list(names.check_names(case))
    return process_time() - start
