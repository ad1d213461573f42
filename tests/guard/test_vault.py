import os
import shutil
from pathlib import Path

import pytest

from hearingsite.diagnostics import code_table
from hearingsite.guard.entries import read_entries
from hearingsite.guard.vault import load_list
from tests.guard.private import PEOPLE, VALUES, Commands
from tests.guard.refusals import git, refused


def test_an_encrypted_list_is_opened_with_either_key(listed: Commands) -> None:
    """The officer's key and the recovery key open the list; what is on the disk holds no value."""
    content = listed.list.read_text("ascii")
    assert content.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    for name in ("press-officer.key", "recovery.key"):
        opened = load_list(listed.list, listed.folder / name, listed.project)
        assert [(one.id, one.known_as) for one in opened.identities] == [("p-0001", "PC X"), ("p-0002", "Ms A")]
        assert opened.note == ""
    assert not [value for value in VALUES if value in content]


def test_a_binary_list_is_opened(listed: Commands) -> None:
    """Other programs write age files without armour."""
    import pyrage  # noqa: PLC0415 -- only here

    from hearingsite.guard.keys import read_key, recipient  # noqa: PLC0415 -- only here

    public = str(read_key(listed.key)[0].to_public())
    file = listed.folder / "other.age"
    file.write_bytes(pyrage.encrypt(PEOPLE.encode(), [recipient(public)]))
    file.chmod(0o600)
    assert len(load_list(file, listed.key, listed.project).identities) == 2


def test_a_plain_list_is_accepted_with_a_note(bare: Commands) -> None:
    """Outside the project and for its owner alone, a plain list works; a note says that it is plain."""
    bare.folder.mkdir()
    opened = load_list(bare.plain(PEOPLE), None, bare.project)
    assert (len(opened.identities), "not encrypted" in opened.note) == (2, True)


def test_nothing_shows_a_person(listed: Commands) -> None:
    """Neither a list nor a person spells itself out in a traceback."""
    opened = load_list(listed.list, listed.key, listed.project)
    one = opened.identities[0]
    shown = repr((opened, opened.identities, one, one.names, one.numbers, one.contacts, one.addresses))
    assert not [value for value in VALUES if value in shown]


def test_the_version_tells_changes_and_nothing_else(listed: Commands) -> None:
    """The version is the same for the same people, another for others, and another with another secret."""
    first = load_list(listed.list, listed.key, listed.project).version
    assert load_list(listed.list, listed.key, listed.project).version == first
    assert listed("identities", "edit", "p-0002", "names.given", typed="Wilhelmindry\n").code == 0
    assert load_list(listed.list, listed.key, listed.project).version != first


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_open_is_refused(listed: Commands, mode: int) -> None:
    """A list or a key that other accounts may read is not used."""
    for file in (listed.list, listed.key):
        file.chmod(mode)
        assert refused(listed.list, listed.key, listed.project) == (2, {"HS652"})
        file.chmod(0o600)


def inside(listed: Commands) -> Path:
    """The list itself in the project."""
    return Path(shutil.copy(listed.list, listed.project / "list.age"))


def link_to_inside(listed: Commands) -> Path:
    """A link outside that leads into the project."""
    link = listed.folder / "link.age"
    link.symlink_to(inside(listed))
    return link


def link_from_inside(listed: Commands) -> Path:
    """A link in the project that leads out of it."""
    link = listed.project / "link.age"
    link.symlink_to(listed.list)
    return link


def folder_link(listed: Commands) -> Path:
    """A path that goes through a link of a folder into the project."""
    (listed.folder / "way").symlink_to(listed.project / "content")
    shutil.copy(listed.list, listed.project / "content" / "list.age")
    return listed.folder / "way" / "list.age"


def second_name(listed: Commands) -> Path:
    """A hard link in the project."""
    os.link(listed.list, listed.project / "list.age")
    return listed.list


def around(listed: Commands) -> Path:
    """Beside the project, but in the git work tree around it."""
    git(listed.project.parent, "init")
    return listed.list


@pytest.mark.parametrize(
    "place", [inside, link_to_inside, link_from_inside, folder_link, second_name, around], ids=lambda one: one.__name__
)
def test_a_list_inside_the_work_tree_is_refused(listed: Commands, place: object) -> None:
    """By no name and through no link may the list lie where the site's files are."""
    assert callable(place)
    assert refused(place(listed), listed.key, listed.project) == (2, {"HS651"})


def test_a_list_that_git_ever_tracked_is_refused(listed: Commands) -> None:
    """In the index, in a commit long deleted, under another name: what git has, others may have."""
    project = listed.project
    git(project, "init")
    assert load_list(listed.list, listed.key, project).identities
    copy = project / "content" / "identities.age"
    shutil.copy(listed.list, copy)
    git(project, "add", "-f", "content/identities.age")
    assert refused(listed.list, listed.key, project) == (2, {"HS653"})
    git(project, "commit", "-m", "a slip")
    git(project, "rm", "content/identities.age")
    git(project, "commit", "-m", "put right")
    assert refused(listed.list, listed.key, project) == (2, {"HS653"})
    other = listed.list.rename(listed.folder / "other-name.age")
    assert refused(other, listed.key, project) == (2, {"HS653"})  # the very bytes are in the repository


def test_a_list_that_was_committed_in_plain_is_refused(listed: Commands) -> None:
    """The plain text of a list that is encrypted now was committed once, under whatever name."""
    project = listed.project
    git(project, "init")
    (project / "notes.txt").write_text(PEOPLE, "utf-8")
    git(project, "add", "notes.txt")
    git(project, "commit", "-m", "a slip")
    plain = listed.plain(PEOPLE)
    assert refused(plain, None, project) == (2, {"HS653"})


def test_a_list_in_another_repository_is_refused(listed: Commands) -> None:
    """A folder of its own with git in it tracks the list as well."""
    git(listed.folder, "init")
    assert load_list(listed.list, listed.key, listed.project).identities
    git(listed.folder, "add", "-f", "identities.age")
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})


def test_git_that_cannot_answer_is_a_doubt(listed: Commands) -> None:
    """A repository that git cannot read may hold anything."""
    (listed.project / ".git").mkdir()
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})


def test_variables_of_a_git_hook_change_nothing(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a hook git names another index; the list is looked for in the project all the same."""
    git(listed.project, "init")
    shutil.copy(listed.list, listed.project / "identities.age")
    git(listed.project, "add", "identities.age")
    (listed.project / "identities.age").unlink()
    monkeypatch.setenv("GIT_DIR", str(listed.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(listed.folder / "index"))
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})


def test_a_key_is_needed_and_must_fit(listed: Commands) -> None:
    """No key, no key file, a file without a key, somebody else's key, a damaged list."""
    other = listed.folder / "other"
    assert listed("identities", "init", str(other), with_list=False).code == 0
    project = listed.project
    assert refused(listed.list, None, project) == (2, {"HS654"})
    assert refused(listed.list, other / "press-officer.key", project) == (2, {"HS654"})
    assert refused(listed.list, listed.folder / "gone.key", project) == (2, {"HS655"})
    assert refused(listed.list, listed.list, project) == (2, {"HS655"})
    content = listed.list.read_bytes()
    listed.list.write_bytes(content[:200] + b"A" + content[201:])
    assert refused(listed.list, listed.key, project) == (2, {"HS654"})


@pytest.mark.parametrize("name", ["gone.age", "folder", "a\0b"], ids=["gone", "folder", "nul"])
def test_what_is_no_file_is_no_list(listed: Commands, name: str) -> None:
    """A list that is not there or is a folder ends with a sentence."""
    (listed.folder / "folder").mkdir(mode=0o700)
    code, codes = refused(Path(listed.folder / name), listed.key, listed.project)
    assert (code, codes) == (2, {"HS650"})


# A line of PEOPLE and what somebody makes of it → where it is reported (line and column), and the code.
FAULTS = {
    "unknown": ("family: Quillfeather", "familly: Quillfeather", (5, 40), "HS657"),
    "kind": ('collar: ["903577"]', "collar: {Quillfeather: 903577}", (6, 21), "HS657"),
    "day": ("born: 1979-11-30", "born: 1979-30-11", (10, 9), "HS657"),
    "born-later": ("born: 1979-11-30", "born: 2079-11-30", (10, 9), "HS657"),
    "insurance": ("[QQ123456C]", "[nonsense]", (6, 75), "HS657"),
    "phone": ("[07700 900980]", '[07700 900980, "12"]', (7, 37), "HS657"),
    "mail": ("[oq@tallowmail.example]", "[nonsense]", (7, 47), "HS657"),
    "plate": ("[QX00 OLQ]", '["no"]', (9, 14), "HS657"),
    "no-letter": ("family: Quillfeather", 'family: "?"', (5, 48), "HS657"),
    "no-figure": ('["903577"]', "[Quillfeather]", (6, 22), "HS657"),
    "strength": ("{Lyleson: weak}", "{Lyleson: Quillfeather}", (11, 23), "HS657"),
    "strength-of-whom": ("{Lyleson: weak}", "{Quillfether: weak}", (11, 13), "HS657"),
    "missing": ("  known_as: PC X\n", "", (2, 3), "HS657"),
    "syntax": ("[Osbertine, Lyleson]", "[Osbertine, Lyleson", (5, 18), "HS656"),
    "alias": ("Quillfeather, aliases", "*Quillfeather , aliases", (5, 48), "HS656"),
    "anchor": ("family: Quillfeather", "family: &Osbertine Quillfeather", (5, 48), "HS656"),
    "tag": ("family: Quillfeather", "family: !Osbertine Quillfeather", (5, 48), "HS656"),
    "twin-key": ("  born:", "  known_as: Quillfeather\n  born:", (10, 3), "HS656"),
    "invisible": ("Quillfeather, aliases", "Quill\u202efeather, aliases", (5, 53), "HS656"),
    "twin-id": ("p-0002", "p-0001", (13, 7), "HS658"),
    "twin-designation": ("known_as: Ms A", "known_as: PC X", (15, 13), "HS658"),
    "unknown-person": (
        "names: {given: [Wilhelmindra], family: Thistlewick}",
        "unknown: Quillfeather says that nobody asked her.",
        None,
        None,
    ),
    "unknown-with-a-name": ("role: victim", "role: victim\n  unknown: Nobody ever asked her.", (17, 12), "HS683"),
    "unknown-without-a-reason": (
        "names: {given: [Wilhelmindra], family: Thistlewick}",
        "unknown: Wilhelmindra",
        (17, 12),
        "HS683",
    ),
    "unknown-officer": (
        "role: victim\n  names: {given: [Wilhelmindra], family: Thistlewick}",
        "unknown: Nobody ever asked her.",
        (16, 12),
        "HS683",
    ),
    "nobody": ("{given: [Wilhelmindra], family: Thistlewick}", "{}", (17, 10), "HS659"),
    "empty": ("[Wilhelmindra]", "[Wilhelmindra, '']", (17, 10), "HS659"),
    "designation": ("known_as: Ms A", "known_as: Ms  A", (15, 13), "HS660"),
    "reference": ("role: victim", "role: victim\n  once_public: 2022-11-01", None, None),
    "lower-case": (
        "- id: p-0002\n  records: [AS-2023-014]",
        "- id: p-0002\n  records: [as-2023-014]",
        (14, 12),
        "HS660",
    ),
    "no-reference": ("- id: p-0002\n  records: [AS-2023-014]", "- id: p-0002\n  records: []", (14, 12), "HS660"),
    "telling-id": ("p-0002", "p-thistlewick", (15, 13), "HS661"),
    "telling-designation": ("known_as: PC X", "known_as: PC Quillfeather", (4, 13), "HS661"),
    "telling-number": ("known_as: PC X", "known_as: PC 903577", (4, 13), "HS661"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_entries_have_a_place_and_no_value(name: str) -> None:
    """Each fault names line and column; no words of it hold what stands there."""
    before, after, place, code = FAULTS[name]
    assert before in PEOPLE
    found = read_entries(PEOPLE.replace(before, after), "list")
    told = [((one.place.line, one.place.column), one.code) for one in found.faults]
    assert told[:1] == ([(place, code)] if code else [])
    words = " ".join(f"{one.message} {one.hint}" for one in found.faults)
    assert not [value for value in (*VALUES, "quillfeather", "thistlewick") if value in words]


def test_a_misspelt_key_gets_a_suggestion() -> None:
    """Did you mean."""
    (fault,) = read_entries(PEOPLE.replace("vehicles:", "vehicels:"), "list").faults
    assert fault.hint == 'Did you mean "vehicles"?'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("just words", "HS657"),
        ("- just words", "HS657"),
        ("a: b", "HS657"),
        ("- [1]\n---\n- [2]", "HS656"),
        ("[" * 50, "HS656"),
    ],
)
def test_what_is_no_list_of_people(text: str, code: str) -> None:
    """Anything else is refused in a sentence."""
    assert {one.code for one in read_entries(text, "list").faults} == {code}


@pytest.mark.parametrize("code", ["HS656", "HS657", "HS658", "HS659", "HS660", "HS661", "HS683"])
def test_examples_of_explain_are_run(code: str) -> None:
    """The bad example of each page of faults of entries has that fault, the good one has none."""
    entry = code_table()[code]
    assert {one.code for one in read_entries(entry["bad"], "list").faults} == {code}
    assert read_entries(entry["good"], "list").faults == ()


def test_an_empty_list_is_a_list() -> None:
    """Nobody on it is no fault of the file; the records say whether somebody is missing."""
    for text in ("", "[]\n", "# nobody yet\n"):
        found = read_entries(text, "list")
        assert (found.identities, found.faults) == ((), ())
