"""Somebody who is anonymous for life: told by nothing that leads to the person, and nobody else's facts are taken for theirs."""

import re

import pytest

from hearingsite.records.rules import lifelong
from tests.records.accounts import HEADER, codes, findings

TOLD = [
    ("Person R is the officer's former wife.", "is the officer's former wife", "a tie of family"),
    ("Person R, PC X's niece, rang the police.", "PC X's niece", "a tie of family"),
    ("Person R, a mother of two, rang the police.", "a mother", "a tie of family"),
    ("Person R's husband was told.", "'s husband", "a tie of family"),
    ("PC X met his cousin, Person R, in May.", "his cousin", "a tie of family"),
    ("PC X wrote to his daughter (Person R).", "his daughter", "a tie of family"),
    ("Person R, aged 15, rang the police.", "aged 15", "an age"),
    ("Person R, 15, rang the police.", "15", "an age"),
    ("Person R (15) rang the police.", "15", "an age"),
    ("Person R, who was then 17 years old, rang the police.", "who was then 17 years old", "an age"),
    ("Person R is 34 and lives in Yeovil.", "is 34", "an age"),
    ("Person R was only fifteen.", "was only fifteen", "an age"),
    ("Person R was a 19-year-old.", "was a 19-year-old", "an age"),
    ("PC X met the 16-year-old Person R.", "16-year-old", "an age"),
    ("Person R, of Yeovil, rang the police.", "of Yeovil", "where somebody lives"),
    ("Person R lived in Yeovil.", "lived in Yeovil", "where somebody lives"),
    ("PC X went to Person R's home in Yeovil.", "'s home in Yeovil", "where somebody lives"),
    ("Person R, from Taunton, rang the police.", "from Taunton", "where somebody lives"),
    ("Person R worked as a nurse at Musgrove Park.", "worked as a nurse at Musgrove", "a place of work or school"),
    ("Person R, a student at Bridgwater College, rang.", "a student at Bridgwater", "a place of work or school"),
    ("Person R works for Somerset Council.", "works for Somerset", "a place of work or school"),
    ("Person R was born in March 2004.", "was born in March", "a day of birth"),
    ("It was Person R's birthday.", "'s birthday", "a day of birth"),
    ("Person R was married on 4 May 2019.", "was married on 4 May", "when something happened in a life"),
    ("Person R gave birth in June 2022.", "gave birth in June", "when something happened in a life"),
    ("After Person R's wedding in July 2018 he wrote.", "'s wedding in July", "when something happened in a life"),
    ("The victim, aged 15, rang the police.", "aged 15", "an age"),
    ("His ex-wife, Person R, rang the police.", "His ex-wife", "a tie of family"),
]
NOT_TOLD = [
    "PC X met Person R in May 2022, and she asked him to leave.",
    "PC X called Person R 17 times and sent 43 texts.",
    "PC X, aged 34, met Person R.",
    "Person R reported the matter to the police on 4 May 2022.",
    "Person R was 15 minutes late.",
    "PC X told his wife Person R had called.",
    "PC X told Person R his wife was ill.",
    "He had messages to Person R from December 2022 on.",
    "There was a call to Person R from PC X.",
    "Person R was a guest at Yeovil police station.",
    "Person R's mother gave a statement.",
    "Person R's statement was read.",
    "Person R had a meeting with the force on 4 May 2022.",
    "Person R worked with the investigators.",
    "Person R, the panel found, had told the truth.",
    "Person RS, aged 15, rang the police.",
    "Person S, aged 15, lived in Yeovil with her mother.",
    "PC X followed Person R of his own accord.",
    "PC X came to Person R, of which he told nobody.",
    "PC X met Ms A, Person R, his wife and others.",
]
LIFELONG = HEADER.replace(
    "people: [",
    "people: [{known_as: Person R, role: [victim], anonymity: lifelong}, "
    "{known_as: {en: the victim, cy: y dioddefwr}, role: [victim], anonymity: lifelong}, {known_as: Person S, role: [witness]}, ",
    1,
)
WELSH_TOLD = [
    ("Ffoniodd Person R, 15 oed, yr heddlu.", ["HS360"]),
    ("Mae Person R a'i gŵr yn dyst.", ["HS360"]),
    ("Roedd Person R yn gweithio yn Ysbyty Glangwili.", ["HS360"]),
    ("Ffoniodd y dioddefwr, oedd yn byw yn Aberystwyth, yr heddlu.", ["HS360"]),
    ("Ffoniodd Person R yr heddlu ym mis Mai 2022.", []),
    ("Mae mam Person R yn dyst.", []),
]


@pytest.mark.parametrize(("text", "words", "what"), TOLD, ids=[text for text, _, _ in TOLD])
def test_what_leads_to_somebody_is_told(text: str, words: str, what: str) -> None:
    """Family, age, home, work, birth and the days of a life are found where they are said of the person, word for word."""
    (found,) = findings(lifelong.RULES, text, header=LIFELONG)
    assert f'"{words}" tells {what} of ' in found.message


ONE = HEADER.replace(
    "people: [{known_as: Ms A, role: [victim]}",
    "people: [{known_as: Ms A, role: [victim, complainant], anonymity: lifelong}, {known_as: Person S, role: [witness]}",
)
TWO = ONE.replace("role: [witness]", "role: [victim]")
BY_ROLE = [
    (ONE, "The victim, 34, of Yeovil, rang the police.", ["HS360"]),
    (ONE, "It was said that the complainant lived in Yeovil.", ["HS360"]),
    (ONE, "The victim's husband was told.", ["HS360"]),
    (ONE, "The victim gave evidence. The victim's mother was told, and the witness, 34, of Yeovil, too.", []),
    (ONE, "The victims, aged 34 and 35, rang the police.", []),
    (TWO, "The victim, 34, of Yeovil, rang the police.", []),
    (TWO, "The complainant, 34, rang the police.", ["HS360"]),
]


@pytest.mark.parametrize(("header", "text", "expected"), BY_ROLE)
def test_the_only_victim_is_known_by_that_word_too(header: str, text: str, expected: list[str]) -> None:
    """Where a record has one victim or one complainant, "the victim" is the person who is anonymous for life."""
    assert codes(lifelong.RULES, text, header=header) == expected
    assert codes(lifelong.RULES, "Ffoniodd yr achwynydd, oedd yn byw yn Aberystwyth.", header=header, lang="cy") == [
        "HS360"
    ]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_other_peoples_facts_are_not_taken(text: str) -> None:
    """What is said of somebody else, or says nothing of who the person is, stays."""
    assert codes(lifelong.RULES, text, header=LIFELONG) == []


@pytest.mark.parametrize(("text", "expected"), WELSH_TOLD)
def test_welsh_texts_are_read_too(text: str, expected: list[str]) -> None:
    """The same facts are found in Welsh."""
    assert codes(lifelong.RULES, text, header=LIFELONG, lang="cy") == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("{known_as: Person R, post: Teacher at the primary school, role: [victim], anonymity: lifelong}", ["HS360"]),
        ("{known_as: PC X's niece, role: [victim], anonymity: lifelong}", ["HS360"]),
        ("{name: Forename Surname, role: [victim], anonymity: lifelong}", ["HS343"]),
        ("{known_as: Person R, post: Teacher at the primary school, role: [victim], anonymity: by-order}", []),
        ("{known_as: the neighbour, role: [victim], anonymity: lifelong}", []),
    ],
)
def test_fields_tell_nothing(person: str, expected: list[str]) -> None:
    """Neither a post nor a designation leads to somebody who is anonymous for life."""
    header = re.sub(r"people: \[", f"people: [{person}, ", HEADER, count=1)
    assert codes(lifelong.RULES, "PC X concealed messages to Ms A.", header=header) == expected
