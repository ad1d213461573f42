import pytest

from hearingsite.records.rules import jigsaw, small_groups
from tests.records.accounts import CASES as FILES
from tests.records.accounts import HEADER, codes, findings, prose

FEW = [
    "PC X was the only female sergeant in the force.",
    "PC X was then the only openly gay officer at the station.",
    "PC X, the youngest constable on the response team, rang at night.",
    "PC X is the longest-serving dog handler in Avon and Somerset's rural team.",
    "The officer was the first Sikh officer of the force.",
    "PC X had worked there for years. She was the only woman in the unit.",
    "PC X, who was the most senior officer in the Bridgwater station, said no.",
    "Witness 1 was the only male nurse in the custody unit.",
    "PC X had been the only detective in the village.",
    "Witness 1 is the oldest in the village.",
]
NOT_FEW = [
    "PC X was the first officer to arrive.",
    "PC X was the only officer on duty that night.",
    "PC X was the most senior officer present, and took charge.",
    "PC X told the only female sergeant in the force.",
    "This was the only allegation that was not proven.",
    "Ms A was the only woman in the unit.",
    "PC X was the only officer at the station that night.",
    "The first officer at the scene was not PC X.",
    "It was the first time in the history of the force.",
    "PC X was the youngest of three brothers.",
    "PC X was one of the most senior officers in the force.",
]
AGED = [
    "PC X, aged 34, of Yeovil, rang at night.",
    "PC X, 34, from Yeovil, rang at night.",
    "PC X, of Weston, aged 34, rang at night.",
    "PC X, a 34-year-old officer from Yeovil, rang at night.",
    "Witness 1 is 19 years old and from Taunton.",
    "Witness 1, aged 19, who lived in Taunton, rang at night.",
]
NOT_AGED = [
    "PC X, aged 34, rang Ms A, who lived in Yeovil.",
    "PC X met a 29-year-old woman from Yeovil.",
    "PC X, from Yeovil, rang at night.",
    "PC X, aged 34, from May 2021 on rang at night.",
    "Ms A, aged 34, of Yeovil, rang at night.",
]
PROTECTED = HEADER.replace("people: [", "people: [{known_as: Witness 1, role: [witness], anonymity: lifelong}, ", 1)
CASES = [
    *((text, ["HS630"]) for text in FEW),
    *((text, []) for text in NOT_FEW),
    *((text, ["HS631"]) for text in AGED),
    *((text, []) for text in NOT_AGED),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_one_of_few(text: str, expected: list[str]) -> None:
    """Words that fit one person alone are told of somebody protected, and of nobody else."""
    assert codes(small_groups.RULES, text, header=PROTECTED) == expected


TABLE = [line.split("\t") for line in (FILES / "small-groups.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("code", "text"), TABLE)
def test_one_of_few_in_other_words(code: str, text: str) -> None:
    """A table written before its author had seen the rules: at its first reading 8 of 26 were found, and none of 24 flagged."""
    assert codes(small_groups.RULES, text, header=PROTECTED) == ([] if code == "-" else [code])


@pytest.mark.parametrize("text", [*FEW, *AGED])
def test_whoever_is_not_protected_may_be_told_of(text: str) -> None:
    """Where no identity is restricted, such words are the force's to decide."""
    header = HEADER[: HEADER.index("restrictions:")] + HEADER[HEADER.index("publication:") :]
    assert codes(small_groups.RULES, text, header=header) == []


@pytest.mark.parametrize(
    ("rank", "text", "expected"),
    [
        ("inspector", "PC X was based at Ember Green police station.", ["HS632"]),
        ("chief-inspector", "PC X worked in the roads policing team.", ["HS632"]),
        ("constable", "PC X was based at Ember Green police station.", []),
        ("inspector", "PC X, aged 34, was based at Ember Green police station.", ["HS413"]),
        ("inspector", "PC X, aged 34, rang at night.", []),
    ],
)
def test_high_ranks(rank: str, text: str, expected: list[str]) -> None:
    """Of a protected inspector the station alone is too much; of a constable it is not."""
    header = HEADER.replace("rank: constable", f"rank: {rank}")
    assert codes(jigsaw.RULES, text, header=header) == expected


IN_A_STREET = [
    "Witness 2 lives in Tallow Street.",
    "Witness 2, who lived on St Mary's Road, saw it.",
    "Witness 2, of Tallow Close, saw it.",
    "Witness 2, a neighbour in Upper Tallow Lane, saw it.",
    "PC X parked outside Witness 2's flat in Tallow Gardens.",
    "PC X was living in Tallow Road.",
]
IN_NO_STREET = [
    "Witness 2 saw PC X in Tallow Street.",
    "PC X parked in Tallow Street. Witness 2 lives in Yeovil.",
    "PC X, of Yeovil Road Policing, drove along Tallow Road.",
    "Witness 2, of whom PC X thought in Tallow Road, left.",
    "Ms A lived in Tallow Road.",
    "The man lived in Tallow Road.",
]
IN_STREETS = HEADER.replace("people: [", "people: [{known_as: Witness 2, role: [witness]}, ", 1).replace(
    "restrictions: [", "restrictions: [{protects: Witness 2, covers: identity, imposed_by: chair, ground: other}, "
)


@pytest.mark.parametrize(
    ("text", "expected"), [*((one, ["HS604"]) for one in IN_A_STREET), *((one, []) for one in IN_NO_STREET)]
)
def test_the_street_of_somebody_protected(text: str, expected: list[str]) -> None:
    """Where somebody protected lives is told without a number too, and a street in which something happened is not."""
    assert codes(small_groups.RULES, text, header=IN_STREETS) == expected


TWO_FACTS = [
    "PC X, 41, was based at Bridgwater police station.",
    "PC X (41) was based at Bridgwater police station.",
    "PC X, who is 41, was stationed in Yeovil.",
    "The officer, 41, worked in the Public Protection Unit.",
    "The Yeovil-based officer had 17 years' service.",
    "Yeovil-based PC X had served for 12 years.",
    "The officer, who had over 20 years\u2019 experience, was based in Yeovil.",
    "PC X had been a police officer since 2004 and was based in Yeovil.",
    "PC X, aged 41, had been a constable in the Public Protection Unit.",
    "PC X, aged 41, saw long service in the Public Protection Unit.",
]
NOT_TWO_FACTS = [
    "PC X, 41 messages and 12 calls came from a phone that was based at Bridgwater police station.",
    "PC X was based in Yeovil. He called 30, 41, and 12 people.",
    "PC X was based in Yeovil. The driver, 41, left.",
    "PC X was aged 41. A Yeovil-based firm rang, and the Yeovil-based driver left.",
    "PC X was aged 41. The force has had the system since 2004, and a community service of 20 years' experience.",
]


@pytest.mark.parametrize(
    ("text", "expected"), [*((one, ["HS413"]) for one in TWO_FACTS), *((one, []) for one in NOT_TWO_FACTS)]
)
def test_two_small_facts(text: str, expected: list[str]) -> None:
    """Age, station, unit and length of service are read as the news writes them, and only of the officer."""
    assert codes(jigsaw.RULES, text, header=HEADER) == expected


def test_places() -> None:
    """A finding stands at the words that tell, and repeats them."""
    (found,) = findings(small_groups.RULES, "Then\nPC X, aged 34, of Yeovil, rang.", header=PROTECTED)
    assert (found.place.line, found.place.column) == (len(PROTECTED.splitlines()) + 4, 7)
    assert found.message.startswith('"aged 34, of Yeovil" tells age and town of PC X')


@pytest.mark.parametrize(
    "name",
    [
        "prose.txt",
        "prose-days-and-words.txt",
        "prose-places-and-bodies.txt",
        "prose-proper-names.txt",
        "prose-again.txt",
    ],
)
def test_right_prose_is_left_alone(name: str) -> None:
    """In no paragraph of right prose is anybody made one of few."""
    flagged = [
        account
        for _, header, account, lang in prose(name)
        if {"HS630", "HS631", "HS632"}
        & set(codes([*small_groups.RULES, *jigsaw.RULES], account, header=header, lang=lang))
    ]
    assert flagged == []
