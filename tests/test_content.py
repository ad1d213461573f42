"""The content that comes with the program: complete, clean, and true to its contract."""

import datetime as dt
import typing
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from hearingsite.check import check_records
from hearingsite.prepare import Prepared, prepare
from hearingsite.records.model import Hearing
from hearingsite.records.register import Register, read_register
from hearingsite.settings import load_settings
from hearingsite.vocabulary import codes, read_vocabulary
from tests.attachments.demonstration import FILE, demonstration

NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)

# The words of records.md for each type of codes, and where in a record they stand is left to the record's type.
CODES = {
    name: typing.get_args(value)
    for name, value in vars(codes).items()
    if not name.startswith("_") and typing.get_origin(value) is typing.Literal and name != "PublicStatus"
}
# Not codes of a hearing, or so many of one kind that a handful stand for all.
NOT_IN_HEARINGS = {"Language", "ForceKind", "Rank", "RankStatus", "CriminalState"}


@pytest.fixture(scope="module")
def register(root: Path) -> Register:
    """The repository's own register."""
    settings = load_settings(root)
    report = check_records(settings, NOW).report
    assert report.errors + report.warnings == ()
    return read_register(settings.content, root)[0]


@pytest.fixture(scope="module")
def prepared(root: Path) -> Prepared:
    """The plan of the repository's own site."""
    return prepare(load_settings(root), NOW)


def strings(value: object) -> Iterator[str]:
    """Every text inside a typed record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def test_every_force_is_there(register: Register) -> None:
    """The 43 territorial forces, the three special ones and the demonstration force."""
    kinds = [entry.force.kind for entry in register.forces.values()]
    assert (kinds.count("territorial"), kinds.count("special"), kinds.count("demonstration")) == (43, 3, 1)


@pytest.mark.parametrize("name", sorted(CODES.keys() - NOT_IN_HEARINGS))
def test_the_demonstrations_use_every_code(register: Register, name: str) -> None:
    """Between them, the invented hearings use every code of records.md."""
    used = {text for entry in register.entries for text in strings(entry.hearing)}
    assert [code for code in CODES[name] if code not in used] == []


@pytest.mark.parametrize("field", Hearing.__struct_fields__)
def test_the_demonstrations_use_every_block(register: Register, field: str) -> None:
    """Between them, the invented hearings use every top-level key but exceptions: none is needed here."""
    used = any(getattr(entry.hearing, field) not in (None, []) for entry in register.entries)
    assert used is (field != "allow")


def test_the_document_can_be_made_again(root: Path) -> None:
    """The one document of the demonstration is what its maker makes, byte for byte."""
    assert (root / FILE).read_bytes() == demonstration()
    assert [path.name for path in (root / FILE).parent.iterdir()] == [FILE.name]


FACTS = (
    "Avon and Somerset Police",
    "Monday 18 December 2023",
    "headquarters",
    "PC X",
    "Ms A",
    "domestic",
    "late 2021",
    "17 calls",
    "43 text messages",
    "ten weeks",
    "off duty",
    "WhatsApp",
    "personal phone",
    "Social media",
    "twice",
    "policing purpose",
    "2022",
    "IOPC",
    "independent",
    "Mandatory referral",
    "Complaint",
    "Discreditable conduct",
    "Honesty and integrity",
    "Authority, respect and courtesy",
    "Gross misconduct",
    "Would have been dismissed",
    "Resigned",
    "barred list",
    "Ayesha Giles",
    "Detective Chief Inspector",
    "Professional Standards Department",
)


@pytest.mark.parametrize("fact", FACTS)
def test_the_founding_case_states_its_facts(prepared: Prepared, fact: str) -> None:
    """The founding case's page says everything that is known of it."""
    page = next(page for page in prepared.site_plan.pages if page.route == "/hearings/as-2023-014/")
    assert fact in " ".join(strings(page.view))


def test_the_founding_case_has_one_spelling(register: Register) -> None:
    """The record does not repeat the news story's mistake."""
    entry = next(entry for entry in register.entries if entry.hearing.reference == "AS-2023-014")
    assert "Mrs A" not in entry.front_matter.header + entry.front_matter.body


def test_every_page_with_an_invented_hearing_says_so(prepared: Prepared) -> None:
    """Whatever page shows a hearing of the demonstration force is marked as showing it."""
    for page in prepared.site_plan.pages:
        if any("WLD-" in text or "/wld-" in text for text in strings(page.view)):
            assert page.head.shows_demonstration, page.route


def test_a_word_for_every_code() -> None:
    """Every code of a record has its words, in the order of records.md."""
    files = {
        "Kind": "kinds",
        "Regulations": "regulations",
        "Held": "held",
        "ChairRole": "chair_roles",
        "Ground": "grounds",
        "Imposer": "imposers",
        "Covers": "covers",
        "DecisionResult": "decision_results",
        "Rank": "ranks",
        "RankStatus": "rank_statuses",
        "Service": "services",
        "Leaving": "leavings",
        "Attendance": "attendances",
        "AnonymityBasis": "anonymity_bases",
        "Anonymity": "anonymities",
        "Role": "roles",
        "Standard": "standards",
        "Level": "levels",
        "Finding": "findings",
        "Response": "responses",
        "Duty": "duties",
        "Outcome": "outcomes",
        "BarredList": "barred_list",
        "InvestigatedBy": "investigation_by",
        "InvestigationForm": "investigation_forms",
        "Referral": "referrals",
        "Origin": "origins",
        "CriminalState": "criminal_states",
        "AppealBody": "appeal_bodies",
        "AppealRoute": "appeal_routes",
        "AppealParty": "appeal_parties",
        "AppealResult": "appeal_results",
        "InForce": "in_force",
        "ChangeKind": "change_kinds",
        "Afterwards": "afterwards",
        "ForceKind": "force_kinds",
    }
    for name, vocabulary in files.items():
        assert list(read_vocabulary(vocabulary)) == list(CODES[name]), vocabulary
    assert set(read_vocabulary("statuses")) == {*CODES["Status"], "heard", "taken-down"}
