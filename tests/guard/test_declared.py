"""What a record or a force declares as public lets nobody through who may be on the list."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hearingsite.guard.declared import Declared
from hearingsite.guard.identities import Identity, Names, Numbers
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.scan import Guard, KeptBack

ROZ = Identity(
    id="p-0001",
    records=("AS-2023-014",),
    known_as="PC X",
    names=Names(given=("Rosalind", "Maud"), family="Trethowan-Bligh", aliases=("Roz",), relatives=("Jago Trethowan",)),
    numbers=Numbers(collar=("4417",)),
)
GRACE = Identity(
    id="p-0002",
    records=("AS-2023-014",),
    known_as="PC Y",
    names=Names(given=("Grace",), family="Banks", former=("Thistlewood",)),
)
OWN = frozenset({"AS-2023-014"})
RECORD = "content/hearings/2023/as-2023-014.md"
Run = Callable[..., subprocess.CompletedProcess[str]]

SOMEBODY = (
    "G Banks",
    "G. Banks KC",
    "PC Banks",
    "Banks",
    "the officer Banks",
    "Grace O. Banks",
    "Grace Bnaks",
    "Grace Thistlewood",
    "R. Trethowan",
    "PC Trethowan-Bligh",
    "Roz Trethowan",
    "Ros Bligh",
    "Rosalind M. Trethowan Bligh",
    "Rosalind Trethowen-Bligh",
    "R. Tre-thowan",
    "&#82;. &#84;rethowan",
    "Jago Trethowan",
    "PC 4417",
)
OTHERS = ("Harriet Banks", "Alan G. Banks", "Grace Hollis", "Rosalind Peverell", "Gerald Banks KC", "Sunil Rao")


@pytest.mark.parametrize("name", SOMEBODY)
def test_who_may_be_listed_is_not_let_through(name: str) -> None:
    """An initial, a rank, a former name, a relative's, half a name, a slip: a declaration makes none of it innocent."""
    matcher = Matcher([ROZ, GRACE], innocent=[name])
    assert matcher.search(f"and {name} came", OWN)


@pytest.mark.parametrize("name", OTHERS)
def test_others_are_let_through_who_share_a_name(name: str) -> None:
    """A first name of another person beside a listed family name, and the other way round."""
    assert not Matcher([ROZ, GRACE], innocent=[Declared(name, OWN)]).search(f"and {name} came", OWN)


@pytest.mark.parametrize(
    ("declared", "text", "is_found"),
    [
        ("Gerald Banks", "G Banks", True),
        ("Gerald Banks", "Ms G. Banks", True),
        ("Gerald Banks", "Gerald Banks", False),
        ("Gerald Banks", "Mr Banks", False),
        ("Harriet Banks", "H. Banks", False),
        ("Gerald Hollis", "G. Hollis", False),
    ],
)
def test_an_initial_that_somebody_listed_has_as_well_is_not_let_through(
    declared: str, text: str, *, is_found: bool
) -> None:
    """Nobody can tell of whom it is."""
    matcher = Matcher([ROZ, GRACE], innocent=[declared])
    assert bool(matcher.search(f"and {text} came", frozenset())) is is_found


def test_a_rare_family_name_is_let_through_in_another_hearing_alone() -> None:
    """In the own hearing, whoever has it is a relative at least."""
    for records, is_found in ((OWN, True), (frozenset({"AS-2023-015"}), False)):
        matcher = Matcher([ROZ], innocent=[Declared("Morwenna Trethowan", records)])
        assert bool(matcher.search("and Morwenna Trethowan came", frozenset())) is is_found


@pytest.mark.parametrize(
    ("contact", "is_found"),
    [
        ("trethowan@force.example", True),
        ("grace.banks@force.example", True),
        ("gbanks@force.example", True),
        ("Banks and District Police", False),
    ],
)
def test_contacts_of_forces_name_nobody(contact: str, *, is_found: bool) -> None:
    """A rare name as a word of an address is somebody's, a common one in the name of a body is not."""
    matcher = Matcher([ROZ, GRACE], innocent=[Declared(contact, is_contact=True)])
    assert bool(matcher.search(f"Write to {contact} now", OWN)) is is_found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status:", "# real name: Harriet Quillfeather\nstatus:"),
        ("status:", 'editor_note: "real name: Harriet Quillfeather"\nstatus:'),
        ("status:", "# en: Harriet Quillfeather\nstatus:"),
        ("\n---\n", "\n---\n\nFull name: Harriet Quillfeather\n"),
    ],
)
def test_only_a_key_at_its_place_declares(project: Path, run: Run, old: str, new: str) -> None:
    """No comment, no private note and no text makes anybody innocent."""
    people = project.parent / "identities.yaml"
    people.write_text(
        "- id: p-1\n  records: [AS-2020-001]\n  known_as: PC X\n  names: {given: [Osbert], family: Quillfeather}\n",
        "utf-8",
    )
    people.chmod(0o600)
    record = project / RECORD
    before, mark, after = record.read_text("utf-8").partition(old)
    record.write_text(before + new + after, "utf-8")
    assert mark
    done = run(project, "hearingsite", "check", f"--identities={people}")
    assert (done.returncode, "HS680" in done.stdout) == (3, True), done.stdout


def test_a_neighbour_makes_nobody_innocent(tmp_path: Path) -> None:
    """Who is public elsewhere alone is found here beside somebody declared as well, in whatever file the search begins."""
    kept_back = [KeptBack("Mark Quillfeather", "A name kept back", "WLD-2024-002", only_there=True)]
    osbert = Identity(
        id="p-0", records=("WLD-2024-003",), known_as="PC X", names=Names(given=("Osbert",), family="Quillfeather")
    )
    names = ["Quillfeather", "Osbert Page", "Osbert Redwell"]
    texts = {
        "index.txt": "Mark Quillfeather",
        "hearings/wld-2024-003/index.txt": "By Osbert Page, then.\nMark Quillfeather",
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    declared = [Declared(name, frozenset({"WLD-2024-001"})) for name in names]
    found = {match.path for match in Guard([osbert], kept_back, declared).scan_folder(tmp_path)}
    assert found == {
        path for path, text in texts.items() if Guard([osbert], kept_back, declared).scan(path, text.encode())
    }
    assert found
