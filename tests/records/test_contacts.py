from typing import Final

import pytest

from hearingsite.records.rules import contacts, personal_numbers
from hearingsite.records.rules.personal_numbers import is_nhs_number
from tests.records.accounts import CASES, HEADER, codes, findings, prose

RULES: Final = (*contacts.RULES, *personal_numbers.RULES)
TABLES: Final = ("contacts-and-numbers.tsv", "contacts-and-numbers-again.tsv")
TABLE: Final = [line.split("\t") for table in TABLES for line in (CASES / table).read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("expected", "sentence"), TABLE)
def test_contacts_and_numbers(expected: str, sentence: str) -> None:
    """Each kind of contact and number is found in its ways of writing; days, sums, roads, rules and references are none.

    Of the second table, at its first reading, 38 of 61 contacts and numbers were found, and 1 of 34 other sentences was
    flagged. Since then one is left: a rank with two digits, which may be a designation.
    """
    assert codes(RULES, sentence) == ([] if expected == "-" else [expected])


@pytest.mark.parametrize(
    "name",
    ["prose-places-and-bodies.txt", "prose.txt", "prose-days-and-words.txt", "prose-again.txt", "prose-fourth.txt"],
)
def test_right_prose_is_left_alone(name: str) -> None:
    """In no paragraph of right prose is there a contact or a number, but for one postcode that stands in it on purpose."""
    told = [
        one
        for _, header, account, lang in prose(name)
        for paragraph in account.split("\n\n")
        if "BS1 4QD" not in paragraph
        for one in findings(RULES, paragraph, header=header, lang=lang)
    ]
    assert told == []


def test_the_place_of_the_hearing_has_an_address() -> None:
    """The venue's own address may be told in every text."""
    header = HEADER.replace("held: public", 'venue: "14 Larkspur Road, BS1 4QD", held: public')
    assert header != HEADER
    assert codes(RULES, "The hearing sat at 14 Larkspur Road, BS1 4QD.", header=header) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("He found her on Facebook. PC X was absent.", []),
        ("He found her on Facebook. Later PC X was dismissed.", []),
        ("He found her on Facebook, where her account is private.", []),
        ("He found her on Facebook; on X was lark.weald.", ["HS610"]),
        ("He found her on Facebook, and her name on X is lark_weald.", ["HS610"]),
        ("Her Telegram is lark_weald.", ["HS610"]),
        ("Her Snapchat was lark77.", ["HS610"]),
    ],
)
def test_the_end_of_a_sentence_is_no_part_of_an_account(said: str, expected: list[str]) -> None:
    """Beside a word of the networks, "PC X was absent." is no account on X."""
    assert codes(RULES, said) == expected


@pytest.mark.parametrize(("number", "is_one"), [("9434765919", True), ("9434765918", False), ("1000000010", False)])
def test_nhs_number(number: str, is_one: bool) -> None:  # noqa: FBT001 -- the expectation of a table
    """The last digit is worked out from the nine before it."""
    assert is_nhs_number(number) == is_one


def test_reports_do_not_repeat_a_number() -> None:
    """What is found is shown by its place alone."""
    told = findings(RULES, "He rang 07700 900123 and wrote to lark.osbert@mail.example.")
    assert [one.code for one in told] == ["HS601", "HS602"]
    assert not any(part in f"{one.message} {one.hint}" for one in told for part in ("07700", "lark"))
