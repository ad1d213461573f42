"""Copies of the private list in the project and in its git, and repositories that lack a part."""

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard import versions
from hearingsite.guard.copies import Traces
from hearingsite.guard.vault import load_list
from tests.guard.private import PEOPLE, VALUES, Commands
from tests.guard.refusals import GIT, committed, git, refused


@pytest.mark.parametrize(
    "state",
    [
        PEOPLE + "# more\n",
        PEOPLE.replace("Osbertine", "Osbertina").replace("Thistlewick", "Thistlewood"),
        PEOPLE.partition("# the victim")[0],
        PEOPLE.replace("p-000", "p-100"),
        f"Dear all,\n\n{PEOPLE}\n\nthis is: not [YAML",
    ],
    ids=["a comment more", "other names", "one entry", "other ids", "in a mail"],
)
@pytest.mark.parametrize("is_encrypted", [False, True], ids=["plain", "encrypted"])
def test_another_state_of_a_list_that_git_has_is_refused(listed: Commands, state: str, *, is_encrypted: bool) -> None:
    """Once committed and long deleted, in other bytes and under another name."""
    file, key = (listed.list, listed.key) if is_encrypted else (listed.plain(PEOPLE), None)
    committed(listed.project, state)
    assert refused(file, key, listed.project) == (2, {"HS653"})


def test_an_encrypted_state_that_git_has_is_refused(listed: Commands) -> None:
    """A copy that was committed before the list was changed."""
    committed(listed.project, listed.list.read_bytes())
    assert listed("identities", "edit", "p-0002", "names.aliases", typed="Minny\n").code == 2
    (listed.project / ".git").rename(listed.project / "away")
    assert listed("identities", "edit", "p-0002", "names.aliases", typed="Minny\n").code == 0
    (listed.project / "away").rename(listed.project / ".git")
    listed.list.with_name("identities.age.before").unlink()
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})


GUIDE = "- id: p-0001\n  records: [AS-2023-014]\n  known_as: PC X\n  names: {given: [Osbert], family: Lark}\n"


def test_the_first_person_of_a_list_is_in_no_guide(bare: Commands) -> None:
    """An example of the project that speaks of the same hearing stops nobody who adds the first person by the guide."""
    assert bare("identities", "init", str(bare.folder), with_list=False).code == 0
    (bare.project / "GUIDE.txt").write_text(GUIDE, "utf-8")
    git(bare.project, "init", "-q")
    git(bare.project, "add", "GUIDE.txt")
    answers = ("AS-2023-014", "PC X", "officer", "Gwendolyne", "Hollowthorn", *[""] * 16)
    assert bare("identities", "add", typed="\n".join(answers)).code == 0
    assert [one.known_as for one in load_list(bare.list, bare.key, bare.project).identities] == ["PC X"]


def test_what_is_like_a_list_of_others_is_let_through(listed: Commands) -> None:
    """The example of a manual, records, and another list in git or in the project."""
    other = PEOPLE.replace("AS-2023", "WLD-2024")
    for value in VALUES:
        other = other.replace(value, value[::-1])
    committed(listed.project, other)
    (listed.project / "README.md").write_text(f"# How to\n\n{other}", "utf-8")
    git(listed.project, "add", ".")
    git(listed.project, "commit", "-m", "all")
    assert load_list(listed.list, listed.key, listed.project).identities


TWO_OTHERS = """\
- id: english
  records: [WLD-2023-001]
  known_as: PC X
  names: {given: [Osbertine], family: Hughes}
- id: welsh
  records: [WLD-2023-002]
  known_as: Ms A
  names: {given: [Susan], family: Quillfeather}
"""
NAMESAKE = """\
- id: english
  records: [WLD-2023-001]
  known_as: PC X
  names: {given: [Osbertine], family: Quillfeather}
"""


@pytest.mark.parametrize(
    "state",
    [
        TWO_OTHERS,
        TWO_OTHERS.replace("WLD-2023-001", "AS-2023-014").replace("WLD-2023-002", "AS-2023-014"),
        NAMESAKE,
        f"{NAMESAKE}\nThis is AS-2023-014 of our own records.\n",
        PEOPLE.replace("AS-2023-014", "WLD-2023-014"),
    ],
    ids=["names of two", "names of two in the hearing", "a namesake", "a namesake in a page", "the same ids"],
)
@pytest.mark.parametrize("name", ["tests/identities.yaml", "notes.md"])
def test_invented_people_with_the_same_names_are_let_through(listed: Commands, state: str, name: str) -> None:
    """Two words count within one entry, and only where that is of a hearing of the person's."""
    file = listed.project / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(state, "utf-8")
    git(listed.project, "init")
    git(listed.project, "add", "-f", name)
    git(listed.project, "commit", "-m", "tests")
    assert load_list(listed.list, listed.key, listed.project).identities


FLOW = (
    "- {id: x-1, records: [AS-2023-014], known_as: PC X, names: {family: Quillfeather, given: [Osbertine]}}\n"
    "- {id: x-2, records: [AS-2024-001], known_as: PC Y, names: {family: Other}}\n"
)
SORTED = """\
- known_as: PC X
  names:
    family: Quillfeather
    given:
    - Osbertine
  records:
  - AS-2023-014
  id: x-1
- known_as: PC Y
  names: {family: Other}
  records: [AS-2024-001]
  id: x-2
"""
JSON = """[{"id": "x-1", "records": ["AS-2023-014"], "known_as": "PC X",
"names": {"family": "Quillfeather", "given": ["Osbertine"]}}]
"""
QUOTED = "".join(f"> {line}\n" for line in PEOPLE.replace("p-000", "x-").splitlines())
FLAT = "\n".join(line.strip() for line in PEOPLE.replace("p-000", "x-").splitlines())


@pytest.mark.parametrize(
    "content",
    [
        f"# another header\n\n{PEOPLE.replace('p-000', 'x-')}".encode(),
        FLOW.encode(),
        SORTED.encode(),
        JSON.encode(),
        QUOTED.encode(),
        FLAT.encode(),
        PEOPLE.encode("utf-8-sig"),
        PEOPLE.replace("\n", "\r\n").encode("utf-16"),
        b"\xfe\xff" + PEOPLE.encode("utf-16-be"),
    ],
    ids=["renamed", "in brackets", "other order", "json", "quoted", "without blanks", "bom", "utf-16", "big end first"],
)
@pytest.mark.parametrize("is_committed", [False, True], ids=["stray", "committed"])
def test_a_copy_in_another_form_is_found(listed: Commands, content: bytes, *, is_committed: bool) -> None:
    """In other lines, with other ids, and as editors of Windows save it."""
    if is_committed:
        committed(listed.project, content)
    else:
        (listed.project / "notes.txt").write_bytes(content)
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653" if is_committed else "HS651"})


def test_an_encrypted_copy_in_utf_16_is_found(listed: Commands) -> None:
    """What a shell of Windows makes of its text."""
    (listed.project / "notes.txt").write_bytes(listed.list.read_text("ascii").encode("utf-16"))
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS651"})


def test_much_that_is_like_a_list_takes_no_time(listed: Commands) -> None:
    """Nothing is taken apart that holds no hearing of the list."""
    opened = load_list(listed.list, listed.key, listed.project)
    traces = Traces(opened.identities, opened.secret, bytes)
    large = NAMESAKE.encode() * 40_000
    start = time.process_time()
    assert not traces.are_in(large)
    assert not traces.are_in(b"- id: x\nknown_as records AS-2023-014" + b" \n" * 500_000)
    assert not traces.are_in(b"- id: x\nknown_as records AS-2023-014 -" + b" " * 500_000)
    assert time.process_time() - start < 3


def test_what_is_committed_while_git_is_read_is_looked_at_next(
    listed: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commits that count as seen are those of before the reading."""
    monkeypatch.setattr("hearingsite.guard.versions._WORTH_KEEPING", 1)
    committed(listed.project, "nothing")
    read = versions._read  # noqa: SLF001 -- the middle of a reading cannot be seen from outside

    def disturbed(*arguments: Any) -> Any:
        monkeypatch.setattr(versions, "_read", read)
        found = list(read(*arguments))
        committed(listed.project, PEOPLE + "# more")
        return found

    monkeypatch.setattr(versions, "_read", disturbed)
    assert load_list(listed.list, listed.key, listed.project).identities
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})


def lose(project: Path, what: str) -> None:
    """Delete one loose object."""
    name = subprocess.run([GIT, "rev-parse", what], cwd=project, check=True, capture_output=True).stdout.decode()
    (project / ".git" / "objects" / name[:2] / name[2:].strip()).unlink()


def spoil(project: Path, what: str) -> None:
    """Cut one loose object short."""
    name = subprocess.run([GIT, "rev-parse", what], cwd=project, check=True, capture_output=True).stdout.decode()
    file = project / ".git" / "objects" / name[:2] / name[2:].strip()
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-5])


def part_of(project: Path, filter_: str) -> None:
    """Put a partial clone of a repository in its place."""
    git(project, "config", "uploadpack.allowFilter", "true")
    clone = project.parent / "clone"
    git(project.parent, "clone", "--no-checkout", f"--filter={filter_}", f"file://{project}", str(clone))
    shutil.rmtree(project / ".git")
    (clone / ".git").rename(project / ".git")


LACKS = {
    "file": (lose, "HEAD~2:notes.txt", "git fsck"),
    "folder": (lose, "HEAD~2^{tree}", "git fsck"),
    "last folder": (lose, "HEAD^{tree}", "git fsck"),
    "commit": (lose, "HEAD~1", "git fsck"),
    "last commit": (lose, "HEAD", "git fsck"),
    "spoilt": (spoil, "HEAD~2:notes.txt", "git fsck"),
    "blobless": (part_of, "blob:none", "--filter"),
    "treeless": (part_of, "tree:0", "--filter"),
}


@pytest.mark.parametrize("name", LACKS)
def test_a_repository_that_lacks_a_part_stops_a_plain_list_alone(listed: Commands, name: str) -> None:
    """With its own sentence and a way out; a search of the history goes on and tells it itself."""
    lack, what, way = LACKS[name]
    project = listed.project
    committed(project, "nothing " * 100)
    (project / "more.txt").write_text("more", "utf-8")
    git(project, "add", "more.txt")
    git(project, "commit", "-m", "more")
    told = listed("check")
    lack(project, what)
    assert listed("check") == told
    assert told.code == 0
    plain = listed.plain(PEOPLE)
    with pytest.raises(Fault) as raised:
        load_list(plain, None, project)
    (found,) = raised.value.report.diagnostics
    assert (raised.value.exitcode, found.code, "lacks" in found.message, way in found.hint) == (2, "HS653", True, True)
    done = listed("scan", ".", "--history", "--identities", str(plain))
    assert (done.code, "HS913" in done.out, "HS653" in done.out) == (3, True, False), done


def test_a_copy_is_found_in_what_is_left_of_a_repository(listed: Commands) -> None:
    """What is missing does not hide what is there, nor does a name."""
    committed(listed.project, "nothing")
    committed(listed.project, PEOPLE + "# more")
    lose(listed.project, "HEAD~3")
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})
    shutil.rmtree(listed.project / ".git")
    committed(listed.project, "nothing")
    (listed.project / "identities.age").write_text("nothing", "utf-8")
    git(listed.project, "add", "-f", "identities.age")
    git(listed.project, "commit", "-m", "a slip")
    git(listed.project, "rm", "identities.age")
    git(listed.project, "commit", "-m", "put right")
    lose(listed.project, "HEAD~3^{tree}")
    assert refused(listed.list, listed.key, listed.project) == (2, {"HS653"})


def test_git_is_read_once(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at before is not read again; what is new is, also where the commits of then are gone."""
    monkeypatch.setattr("hearingsite.guard.versions._WORTH_KEEPING", 1)
    read: list[int] = []
    new = versions._new_versions  # noqa: SLF001 -- how much is read cannot be seen from outside

    def counted(project: Path, seen: Any, on_missing: Any) -> list[str]:
        found = new(project, seen, on_missing)
        read.append(len(found))
        return found

    monkeypatch.setattr(versions, "_new_versions", counted)
    project = listed.project
    committed(project, "nothing")
    git(project, "add", ".")
    git(project, "commit", "-m", "all")
    for _ in range(2):
        assert load_list(listed.list, listed.key, project).identities
    assert read[0] > 50
    assert read[1] == 0
    (project / "notes.txt").write_text(PEOPLE + "# more", "utf-8")
    git(project, "add", "notes.txt")
    (project / "notes.txt").unlink()
    for _ in range(2):
        assert refused(listed.list, listed.key, project) == (2, {"HS653"})
    shutil.rmtree(project / ".git")
    committed(project, "nothing else")
    assert load_list(listed.list, listed.key, project).identities


@pytest.mark.parametrize(
    "name", ["members.yaml", "docs/notes.txt", "content/files/people.yaml", "docs/Thistlewick/Thistlewick.txt"]
)
@pytest.mark.parametrize("is_tracked", [False, True], ids=["untracked", "tracked"])
def test_a_stray_copy_in_the_project_is_told(listed: Commands, name: str, *, is_tracked: bool) -> None:
    """By check, build and `identities check`, with its place; where git has it, that is worse."""
    copy = listed.project / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(f"# my notes\n{PEOPLE}", "utf-8")
    git(listed.project, "init")
    if is_tracked:
        git(listed.project, "add", "-f", name)
    place = name if "Thistle" not in name else "docs/…/….txt"
    said = "HS653" if is_tracked else f"{place}:1:1: HS651"
    for command in (("check",), ("build", "--now", "2026-06-02"), ("identities", "check")):
        done = listed(*command)
        assert (done.code, said in done.out, "Thistlewick" in done.out) == (2, True, False), done


def test_a_build_that_has_nothing_to_do_sees_a_stray_copy(listed: Commands) -> None:
    """Beside the content too, where nothing else of a build lies."""
    for _ in range(2):
        assert listed("build", "--now", "2026-06-02").code == 0
    (listed.project / "members.yaml").write_text(PEOPLE, "utf-8")
    assert listed("build", "--now", "2026-06-02").code == 2


def test_a_submodule_lacks_nothing(listed: Commands) -> None:
    """Its commits are in another repository, and the index names them alone."""
    committed(listed.project, "nothing")
    git(listed.project, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},theme")
    plain = listed.plain(PEOPLE)
    assert load_list(plain, None, listed.project).identities
    git(listed.project, "commit", "-m", "a theme")
    assert load_list(plain, None, listed.project).identities


def test_a_refusal_says_how_a_copy_leaves_git_for_good(listed: Commands) -> None:
    """After the history was rewritten, the reflogs keep it."""
    committed(listed.project, PEOPLE + "# more")
    with pytest.raises(Fault) as raised:
        load_list(listed.list, listed.key, listed.project)
    hint = raised.value.report.diagnostics[0].hint
    assert "git reflog expire --expire=now --all && git gc --prune=now" in hint
    git(listed.project, "reset", "--hard")
    git(listed.project, "update-ref", "-d", "HEAD")
    git(listed.project, "reflog", "expire", "--expire=now", "--all")
    git(listed.project, "gc", "--prune=now")
    assert load_list(listed.list, listed.key, listed.project).identities
