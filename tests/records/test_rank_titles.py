import pytest

from hearingsite.records.rules import rank_titles
from tests.records.accounts import HEADER, codes, prose

NAMED = HEADER.replace("known_as: PC X", "name: Daphne Southham")
NAMED = NAMED[: NAMED.index("restrictions:")] + NAMED[NAMED.index("publication:") :]
SAYS = [
    ("Sergeant Southham rang.", "", ["HS509"]),
    ("It was Detective Inspector Daphne Southham who rang.", "", ["HS509"]),
    ("DS Southham and Sgt Southham rang.", "", ["HS509", "HS509"]),
    ("PC Southham, Constable Daphne Southham and DC Southham rang.", "", []),
    ("The then Sergeant Southham rang, and former Detective Sergeant Southham and Acting Sergeant Southham.", "", []),
    ("T/PS Southham rang, and A/Sgt Daphne Southham.", "", []),
    ("Chief Constable Southham rang.", "", []),
    ("Sergeant Southham rang.", "    rank_then: sergeant\n", []),
    ("Sergeant Southham rang.", "    rank_status: acting\n", []),
    ("Inspector Southham rang.", "    rank_then: sergeant\n", ["HS509"]),
    ("Daphne Southham told the sergeant. Southhampton Sergeant Marlow rang.", "", []),
]


NAMES = [
    ("Sgt Daphne Southham", ["HS510"]),
    ("Former PC Daphne Southham", ["HS510"]),
    ("Detective Chief Inspector Daphne Southham", ["HS510"]),
    ("T/PS D. Southham", ["HS510"]),
    ("Daphne Sergeant", []),
    ("Dr Daphne Southham", []),
    ("Daphne Southham", []),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names_without_a_rank(name: str, expected: list[str]) -> None:
    """A page says an officer's rank beside the name: inside the name it would be said twice."""
    assert codes(rank_titles.RULES, "The account.", header=NAMED.replace("Daphne Southham", name)) == expected


@pytest.mark.parametrize(("text", "more", "expected"), SAYS)
def test_ranks_before_names(text: str, more: str, expected: list[str]) -> None:
    """The rank before a name is one that the header knows of this officer."""
    header = NAMED.replace("    service: former\n", f"    service: former\n{more}")
    assert codes(rank_titles.RULES, text, header=header) == expected


def test_a_surname_of_two_tells_nothing() -> None:
    """Where somebody else bears the surname, a rank before it can be theirs."""
    header = NAMED.replace("people: [", "people: [{name: Ayesha Southham, role: [witness]}, ")
    assert codes(rank_titles.RULES, "Sergeant Southham rang.", header=header) == []


@pytest.mark.parametrize(
    "name", ["prose.txt", "prose-days-and-words.txt", "prose-places-and-bodies.txt", "prose-again.txt"]
)
def test_right_prose_is_left_alone(name: str) -> None:
    """In no paragraph of right prose is a rank wrong."""
    flagged = [
        account
        for _, header, account, lang in prose(name)
        if codes(rank_titles.RULES, account, header=header, lang=lang)
    ]
    assert flagged == []
