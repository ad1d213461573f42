"""Who released details of a case that a court may still try: a person, not an office."""

import pytest

from hearingsite.records.rules.capitals import is_named


@pytest.mark.parametrize(
    ("who", "is_one"),
    [
        ("Ann Example, Crown Prosecution Service", True),
        ("Judge Ann Example", True),
        ("HHJ King", True),
        ("Mr King, Bristol Crown Court", True),
        ("J. Okonkwo", True),
        ("Siân ap Rhys", True),
        ("Oluwaseun Adebayo (CPS)", True),
        ("Crown Prosecution Service, Mohammed Khan", True),
        ("Press office", False),
        ("Press Office", False),
        ("Crown Prosecution Service", False),
        ("Crown Prosecution Service South West", False),
        ("Avon and Somerset Police", False),
        ("Greater Manchester Police", False),
        ("the Chief Constable", False),
        ("Chief Constable", False),
        ("Detective Chief Inspector", False),
        ("Legal Services", False),
        ("Bristol Crown Court", False),
        ("Judge", False),
        ("Ann", False),
        ("CPS", False),
    ],
)
def test_a_person_is_told_from_an_office(who: str, *, is_one: bool) -> None:
    """Who released details is a person with a name, whatever else the line says."""
    assert is_named(who) is is_one
