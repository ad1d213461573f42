"""What a repository keeps: every version, wherever it lies, and what nobody can read is told."""

import os
import subprocess
from pathlib import Path

import pytest

from hearingsite.guard import history, repository
from hearingsite.guard.history import HistoryError, read_history
from tests.guard.private import Commands

WHO = ("-c", "user.name=Desk", "-c", "user.email=desk@force.example", "-c", "protocol.file.allow=always")


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git, and give what it says."""
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *WHO, *arguments],  # noqa: S607 -- as users do
        cwd=folder,
        env=environment,
        input=given,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


def commit(folder: Path, path: str, text: str, message: str = "Change") -> str:
    """Commit a file, and give the number of the commit."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    git(folder, "add", path)
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A repository with one commit."""
    folder = tmp_path / "kept"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "content/a.txt", "one\n")
    return folder


def place_of(folder: Path, said: str) -> list[tuple[str, str]]:
    """Where the history says something."""
    return [(one.path, one.of) for one in read_history(folder) if said.encode() in one.content]


def unread(folder: Path) -> list[tuple[str, str]]:
    """What of the history cannot be read, and why."""
    return [(one.path, one.unread) for one in read_history(folder) if one.unread]


def test_what_is_staged_is_read(kept: Path) -> None:
    """It is in the repository before anybody commits it, also in the index of another work tree."""
    (kept / "b.txt").write_text("Quillfeather\n", "utf-8")
    git(kept, "add", "b.txt")
    git(kept, "worktree", "add", "-q", "../other", "-b", "other")
    (kept.parent / "other" / "c.txt").write_text("Thistlewick\n", "utf-8")
    git(kept.parent / "other", "add", "c.txt")
    for folder in (kept, kept / "content", kept.parent / "other"):
        assert place_of(folder, "Quillfeather") == [("b.txt", "staged")]
        assert place_of(folder, "Thistlewick") == [("c.txt", "staged")]
        assert ("names-of-files.txt", "") in place_of(folder, "b.txt\nc.txt\ncontent")


def test_a_tag_may_point_at_anything(kept: Path) -> None:
    """At a file that no commit has, at a folder, and at another tag."""
    number = git(kept, "hash-object", "-w", "--stdin", given=b"Quillfeather\n")
    git(kept, "tag", "blob", number)
    inner = git(kept, "hash-object", "-w", "--stdin", given=b"Thistlewick\n")
    tree = git(kept, "mktree", given=f"100644 blob {inner}\ttarrowby.txt\n".encode())
    git(kept, "tag", "-a", "tree", tree, "-m", "About Merrowby")
    assert place_of(kept, "Quillfeather") == [(f"version-{number[:12]}", "")]
    assert place_of(kept, "Thistlewick") == [(f"version-{inner[:12]}", "")]
    assert place_of(kept, "tarrowby.txt") == [("names-of-files.txt", "")]
    assert [path[:4] for path, _ in place_of(kept, "About Merrowby")] == ["tag-"]


def test_what_nothing_leads_to_is_read(kept: Path) -> None:
    """A stash that was dropped, an amended commit without reflog, a file that was staged and let go."""
    (kept / "content/a.txt").write_text("Quillfeather\n", "utf-8")
    git(kept, "stash", "-q")
    assert [path for path, _ in place_of(kept, "Quillfeather")] == ["content/a.txt"]
    git(kept, "stash", "drop", "-q")
    commit(kept, "b.txt", "Thistlewick\n", "About Merrowby")
    git(kept, "reset", "-q", "--hard", "HEAD~1")
    git(kept, "reflog", "expire", "--expire=now", "--all")
    (kept / "c.txt").write_text("Tarrowby\n", "utf-8")
    git(kept, "add", "c.txt")
    git(kept, "rm", "-q", "-f", "c.txt")
    assert [(path, of[:7]) for path, of in place_of(kept, "Quillfeather")] == [("content/a.txt", "commit ")]
    assert [(path, of[:7]) for path, of in place_of(kept, "Thistlewick")] == [("b.txt", "commit ")]
    assert [of for _, of in place_of(kept, "Merrowby")] == ["nothing leads to it"]
    assert [of for _, of in place_of(kept, "Tarrowby")] == ["nothing leads to it"]
    assert ("names-of-files.txt", "") in place_of(kept, "b.txt")


def test_the_name_of_a_branch_that_is_gone_is_read(kept: Path) -> None:
    """The reflog of the work tree still says it."""
    git(kept, "checkout", "-q", "-b", "quillfeather")
    git(kept, "checkout", "-q", "main")
    git(kept, "branch", "-q", "-D", "quillfeather")
    assert place_of(kept, "quillfeather") == [("reflogs.txt", "")]


def test_a_message_in_other_letters_is_read(kept: Path) -> None:
    """Git keeps a message in the encoding that its writer's settings name, and says which."""
    tree = git(kept, "rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nauthor D <d@x> 1 +0000\ncommitter D <d@x> 1 +0000\nencoding ISO-8859-1\n\nBj\u00f6rn\n"
    raw = git(kept, "hash-object", "-t", "commit", "-w", "--stdin", given=text.encode("latin-1"))
    assert place_of(kept, "Bj\u00f6rn") == [(f"commit-{raw[:12]}.txt", "nothing leads to it")]


def test_an_earlier_version_has_its_place(kept: Path) -> None:
    """The path, and the commit that brought it; two hearings that had the same text are two places."""
    first = commit(kept, "content/as-2023-014.md", "Quillfeather\n")
    git(kept, "mv", "content/as-2023-014.md", "content/as-2023-015.md")
    git(kept, "commit", "-q", "-m", "Rename")
    second = git(kept, "rev-parse", "HEAD")
    commit(kept, "content/as-2023-015.md", "nothing\n")
    assert place_of(kept, "Quillfeather") == [
        ("content/as-2023-014.md", f"commit {first[:12]}"),
        ("content/as-2023-015.md", f"commit {second[:12]}"),
    ]


def test_a_shallow_clone_is_told(kept: Path) -> None:
    """It has the newest commits alone, as a CI fetches by default; nobody can tell what the others hold."""
    commit(kept, "content/a.txt", "two\n")
    git(kept.parent, "clone", "-q", "--depth", "1", f"file://{kept}", "shallow")
    assert unread(kept.parent / "shallow") == [
        ("history", "only its newest commits are in this copy (a shallow clone)")
    ]
    git(kept.parent / "shallow", "fetch", "-q", "--unshallow")
    assert unread(kept.parent / "shallow") == []


def test_a_clone_without_its_files_is_told(kept: Path) -> None:
    """A clone with a filter fetches files when they are needed, and the search fetches nothing."""
    commit(kept, "content/a.txt", "two\n")
    git(kept, "config", "uploadpack.allowFilter", "true")
    git(kept.parent, "clone", "-q", "--filter=blob:none", f"file://{kept}", "partial")
    assert unread(kept.parent / "partial") == [("history", "1 of its objects are not in this copy")]


def test_a_large_file_hides_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and everything else is read."""
    monkeypatch.setattr(history, "MAX_BYTES", 500)
    number = commit(kept, "large.txt", "x" * 501)
    commit(kept, "z.txt", "Quillfeather\n")
    assert unread(kept) == [("large.txt", "it is too large to be read")]
    assert [one.of for one in read_history(kept) if one.unread] == [f"commit {number[:12]}"]
    assert [path for path, _ in place_of(kept, "Quillfeather")] == ["z.txt"]


@pytest.mark.parametrize("content", [b"", b"garbage"])
def test_a_damaged_object_hides_nothing(kept: Path, content: bytes) -> None:
    """Git passes over it without a word; it is told here, and everything else is read."""
    commit(kept, "z.txt", "Quillfeather\n")
    number = git(kept, "rev-parse", "HEAD:content/a.txt")
    file = kept / ".git/objects" / number[:2] / number[2:]
    file.chmod(0o644)
    file.write_bytes(content)
    assert (f"object-{number[:12]}", "git cannot read it: it is damaged") in unread(kept)
    assert [path for path, _ in place_of(kept, "Quillfeather")] == ["z.txt"]


def test_many_objects_are_asked_for_at_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However they are grouped, each is read whole."""
    texts = [f"{number}\n" * number for number in range(1, 30)]
    for number, text in enumerate(texts):
        (kept / f"{number}.txt").write_text(text, "utf-8")
    git(kept, "add", ".")
    git(kept, "commit", "-q", "-m", "Many")
    for size in (1, 100, 10_000):
        monkeypatch.setattr(repository, "_AT_ONCE", size)
        read = {one.path: one.content for one in read_history(kept)}
        assert [read[f"{number}.txt"].decode() for number in range(29)] == texts


def test_a_bare_and_an_empty_repository_are_read(kept: Path) -> None:
    """As they lie on a server, and before the first commit."""
    git(kept.parent, "clone", "-q", "--bare", str(kept), "bare.git")
    assert [path for path, _ in place_of(kept.parent / "bare.git", "one\n")] == ["content/a.txt"]
    git(kept.parent, "init", "-q", "empty")
    assert unread(kept.parent / "empty") == []
    (kept.parent / "empty/b.txt").write_text("Quillfeather\n", "utf-8")
    git(kept.parent / "empty", "add", "b.txt")
    assert place_of(kept.parent / "empty", "Quillfeather") == [("b.txt", "staged")]


def test_a_submodule_is_a_repository_of_its_own(kept: Path) -> None:
    """From any folder in it, all of its index is read."""
    git(kept.parent, "init", "-q", "outer")
    git(kept.parent / "outer", "submodule", "add", "-q", str(kept), "inner")
    inner = kept.parent / "outer/inner"
    (inner / "b.txt").write_text("Quillfeather\n", "utf-8")
    git(inner, "add", "b.txt")
    assert place_of(inner / "content", "Quillfeather") == [("b.txt", "staged")]


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    """The sentence says so, and what to do instead."""
    with pytest.raises(HistoryError, match="there is no git repository") as raised:
        list(read_history(tmp_path))
    assert "without --history" in raised.value.hint
    with pytest.raises(HistoryError, match="no folder"):
        list(read_history(tmp_path / "nowhere"))


def test_scan_tells_place_and_way_out(listed: Commands) -> None:
    """Path and commit of an earlier version, what is staged, the name of a file, and a copy that is not whole."""
    project = listed.project
    for name in ("pelicanconf.py", "content", "theme"):
        assert (project / name).exists()
    git(project, "init", "-q", "-b", "main")
    number = commit(project, "content/notes.txt", "Osbertine Quillfeather\n")
    commit(project, "content/notes.txt", "PC X\n")
    commit(project, "notes/thistlewick.txt", "nothing\n")
    (project / "staged.txt").write_text("one\nOsbertine Quillfeather\n", "utf-8")
    git(project, "add", "staged.txt")
    done = listed("scan", ".", "--history")
    assert done.code == 3
    assert f"content/notes.txt (commit {number[:12]}):1:1: HS912" in done.out
    assert "staged.txt (staged):2:1: HS912" in done.out
    assert "notes/….txt:1:1: HS912" in done.out
    assert "uillfeather" not in done.out
    assert "histlewick" not in done.out
    git(project.parent, "clone", "-q", "--depth", "1", f"file://{project}", "shallow")
    done = listed("scan", str(project.parent / "shallow"), "--history")
    assert (done.code, "HS913" in done.out, "git fetch --unshallow" in done.out) == (3, True, True)
    done = listed("scan", str(listed.folder), "--history")
    assert (done.code, "there is no git repository" in done.out, "by hand" in done.out) == (3, True, False)


BEFORE = ("--now", "2023-12-01")  # the founding case is under embargo then


@pytest.fixture
def embargoed(bare: Commands) -> Commands:
    """A project in a repository, with a record that is not public yet, and no list."""
    git(bare.project, "init", "-q", "-b", "main")
    git(bare.project, "add", "content/forces", "content/hearings")
    git(bare.project, "commit", "-q", "-m", "First")
    return bare


def test_an_embargo_counts_outside_of_the_sources(embargoed: Commands) -> None:
    """A record stands in the history by right, under each of its names; a page that was built of it, or a note, does not."""
    project = embargoed.project
    scan = ("scan", ".", "--history", *BEFORE)
    record = project / "content/hearings/2023/as-2023-014.md"
    record.write_text(record.read_text("utf-8") + "\nOne more word.\n", "utf-8")
    git(project, "add", str(record))
    record.write_text(record.read_text("utf-8") + "\nAnd another.\n", "utf-8")
    git(project, "add", str(record))  # what was staged before has no name any more
    git(project, "mv", "content/hearings/2023/as-2023-014.md", "content/hearings/as-2023-014.md")
    git(project, "commit", "-q", "-m", "Move it")
    done = embargoed(*scan, with_list=False)
    assert (done.code, done.out) == (0, "")
    number = commit(project, "public/index.html", "<p>AS-2023-014</p>\n")
    done = embargoed(*scan, with_list=False)
    assert done.code == 3
    assert f"public/index.html (commit {number[:12]}):1:1: HS912 A reference kept back" in done.out
    assert done.out.count("HS912") == 1
    commit(project, "notes/as-2023-014.txt", "x\n", "About AS-2023-014")
    done = embargoed(*scan, with_list=False)
    found = sorted(
        line.split(":")[0].partition("commit-")[1] or line.split(":")[0]
        for line in done.out.splitlines()
        if "HS912" in line
    )
    assert found == ["commit-", "notes/as-2023-014.txt", f"public/index.html (commit {number[:12]})", "reflogs.txt"], (
        done.out
    )


def test_the_copy_of_a_record_counts(embargoed: Commands) -> None:
    """The very bytes of a source, at a second place that is none."""
    record = embargoed.project / "content/hearings/2023/as-2023-014.md"
    commit(embargoed.project, "mail.md", record.read_text("utf-8"))
    done = embargoed("scan", ".", "--history", *BEFORE, with_list=False)
    assert (done.code, "mail.md (commit " in done.out, "content/hearings/2023/as" in done.out) == (3, True, True)
    assert not [line for line in done.out.splitlines() if line.startswith("content/")]


def test_what_is_invented_has_no_embargo_in_the_history(embargoed: Commands) -> None:
    """Nobody is protected in it, and examples name it."""
    project = embargoed.project
    force = project / "content/forces/avon-and-somerset.yaml"
    force.write_text(force.read_text("utf-8").replace("kind: territorial", "kind: demonstration"), "utf-8")
    commit(project, "README.md", "For an example see AS-2023-014.\n")
    done = embargoed("scan", ".", "--history", *BEFORE, with_list=False)
    assert (done.code, done.out) == (0, "")


def test_the_list_counts_in_sources_and_of_a_part_of_a_repository(listed: Commands) -> None:
    """Whom the list protects stands nowhere by right; the project may lie in a folder of a repository."""
    outer = listed.project.parent / "outer"
    outer.mkdir()
    listed.project.rename(outer / "site")
    listed.patch.chdir(outer / "site")
    git(outer, "init", "-q", "-b", "main")
    record = "site/content/hearings/2023/as-2023-014.md"
    commit(outer, record, (outer / record).read_text("utf-8") + "\nQuillfeather\n")
    done = listed("scan", ".", "--history", *BEFORE)
    assert done.code == 3
    assert [line.split(" (")[0] for line in done.out.splitlines() if "HS912" in line] == [record]
    assert "p-0001" in done.out
