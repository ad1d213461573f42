"""The guard in the commands: check, build and scan find whoever is on the private list, and never say the name."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "--now=2024-06-01T09:00"
RECORD = "content/hearings/2023/as-2023-014.md"
LIST = """
- id: p-0001
  records: [AS-2023-014]
  known_as: PC X
  names: {given: [Osbert], family: Quillfeather}
- id: p-0002
  records: [AS-2023-014]
  known_as: Ms A
  role: victim
  names: {given: [Tabitha], family: Merrowby}
"""


@pytest.fixture
def listed(project: Path) -> str:
    """The option that names a private list, which lies outside the project."""
    file = project.parent / "identities.yaml"
    file.write_text(LIST, "utf-8")
    file.chmod(0o600)
    return f"--identities={file}"


def add(file: Path, text: str) -> None:
    """Add to a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as handle:
        handle.write(text)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """All that a command printed; no value of the list is in it."""
    text = done.stdout + done.stderr
    assert not any(value in text.casefold() for value in ("quillfeather", "osbert", "merrowby", "tabitha")), text
    return text


def test_clean_content_passes(project: Path, run: Run, listed: str) -> None:
    """The founding case names nobody of the list: check, build and scan are silent."""
    assert run(project, "hearingsite", "check", listed).returncode == 0
    built = run(project, "hearingsite", "build", NOW, listed)
    assert built.returncode == 0, built.stdout + built.stderr
    scanned = run(project, "hearingsite", "scan", "output", NOW, listed)
    assert (scanned.returncode, "0 finds" in scanned.stderr) == (0, True), scanned.stdout


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        (RECORD, "\nPC X is *Quill*feather.\n", f"{RECORD}:"),
        ("content/.notes.txt", "one\ntwo Osbert Quillfeather\n", "content/.notes.txt:2:5: HS680"),
        ("content/pages/en/x.md", "Title: x\nSummary: s\n\nMs Merrowby\n", "content/pages/en/x.md:4:"),
        ("content/files/osbert-quillfeather.csv", "a,b\n", "content/files/…"),
    ],
)
def test_check_and_build_find_it_in_the_content(
    project: Path, run: Run, listed: str, path: str, text: str, place: str
) -> None:
    """Account, hidden file, ordinary page, name of a file: exit code 3, the place, the live site untouched."""
    add(project / path, text)
    for command in (("check",), ("build", NOW)):
        done = run(project, "hearingsite", *command, listed)
        assert (done.returncode, place in said(done), "HS68" in done.stdout) == (3, True, True), done.stdout
    assert not (project / "output").exists()


def test_a_find_wins_over_faults(project: Path, run: Run, listed: str) -> None:
    """The guard reads records that have faults as well, and what it finds decides the exit code."""
    record = project / RECORD
    record.write_text(record.read_text("utf-8").replace("status: concluded", "status: conclded"), "utf-8")
    add(record, "\nQuillfeather\n")
    for command in (("check",), ("build", NOW)):
        done = run(project, "hearingsite", *command, listed)
        assert (done.returncode, "HS204" in said(done), "HS680" in done.stdout) == (3, True, True)


@pytest.fixture
def disagreeing(project: Path, listed: str) -> str:
    """The option of a list that has an entry for a hearing of which there is no record."""
    add(project.parent / "identities.yaml", LIST.replace("p-000", "p-100").replace("-014]", "-999]"))
    return listed


@pytest.mark.parametrize("command", [("check",), ("build", NOW), ("plan", NOW)], ids=lambda one: one[0])
def test_list_and_records_that_disagree_are_told_by_all(
    project: Path, run: Run, disagreeing: str, command: tuple[str, ...]
) -> None:
    """An entry for a hearing that does not exist: the same finding and exit code, also with the list in the environment."""
    done = run(project, "hearingsite", *command, disagreeing)
    assert (done.returncode, said(done).count("HS662")) == (2, 2), done.stdout
    environment = {"HEARINGSITE_IDENTITIES": disagreeing.partition("=")[2]}
    assert run(project, "hearingsite", *command, environment=environment).stdout == done.stdout


@pytest.mark.parametrize("command", [("check",), ("build", NOW)], ids=lambda one: one[0])
def test_list_and_records_are_told_in_one_run(
    project: Path, run: Run, disagreeing: str, command: tuple[str, ...]
) -> None:
    """What the list says stands beside the faults of records, which decide the exit code."""
    text = (project / RECORD).read_text("utf-8")
    (project / RECORD).write_text(text.replace("status: concluded", "status: concluded\nsumary: x"), "utf-8")
    done = run(project, "hearingsite", *command, disagreeing)
    assert (done.returncode, "HS662" in said(done), "HS201" in done.stdout) == (1, True, True), done.stdout
    assert " AS-2023-014 " not in done.stdout  # there is a record of that name, which nobody can read


def test_a_check_of_one_record_asks_for_its_people_alone(project: Path, run: Run, disagreeing: str) -> None:
    """Of records that were not read, nobody can tell whether they are missing; a gap in the list is told."""
    assert run(project, "hearingsite", "check", RECORD, disagreeing).returncode == 0
    file = Path(disagreeing.partition("=")[2])
    file.write_text(LIST.replace("Ms A", "Ms B"), "utf-8")
    done = run(project, "hearingsite", "check", RECORD, disagreeing)
    assert (done.returncode, "HS663" in said(done)) == (3, True)


def test_a_template_that_leaks_is_set_aside(project: Path, run: Run, listed: str) -> None:
    """What only the finished site holds is found there, and the site stays as it was."""
    home = project / "theme/templates/home.html"
    home.write_text(
        home.read_text("utf-8").replace("{% endblock %}", "<p>Quill<b>feather</b></p>{% endblock %}"), "utf-8"
    )
    done = run(project, "hearingsite", "build", NOW, listed)
    assert (done.returncode, "index.html:" in said(done), "HS910" in done.stdout) == (3, True, True), done.stdout
    assert (project / ".hearingsite/rejected/index.html").is_file()
    assert not (project / "output").exists()
    home.write_text(home.read_text("utf-8").replace("<p>Quill<b>feather</b></p>", ""), "utf-8")
    assert run(project, "hearingsite", "build", NOW, listed).returncode == 0
    assert not (project / ".hearingsite/rejected").exists()  # or the name would lie about for ever


@pytest.mark.parametrize(
    "text", ["{{ Quillfeather.x }}", "{% Quillfeather %}", "{{ page|Quillfeather }}", "{{ 'a'.Merrowby() }}"]
)
def test_a_template_with_a_fault_tells_nobody(project: Path, run: Run, listed: str, text: str) -> None:
    """What Jinja says of it quotes the template."""
    home = project / "theme/templates/home.html"
    home.write_text(home.read_text("utf-8").replace("{% endblock %}", f"{text}{{% endblock %}}"), "utf-8")
    done = run(project, "hearingsite", "build", NOW, listed)
    assert (done.returncode, "HS80" in said(done)) == (4, True), done.stdout


@pytest.mark.parametrize(
    ("family", "text", "told"),
    [
        ("May", "Then Jonathan Whitmore spoke.", 'declare who may be named under "people"'),
        ("Person", "Then Jonathan Whitmore spoke.", "for what is no person"),
        ("Words", "Then Jonathan Whitmore spoke.", 'add an exception to "allow" with the words that stand here'),
    ],
)
def test_what_the_program_says_has_no_gap(
    project: Path, run: Run, listed: str, family: str, text: str, told: str
) -> None:
    """A word that is left out of a sentence which everybody knows would tell that somebody is called so."""
    file = project.parent / "identities.yaml"
    file.write_text(file.read_text("utf-8").replace("Merrowby", family), "utf-8")
    add(project / RECORD, f"\n{text}\n")
    with_list = run(project, "hearingsite", "check", NOW, listed)
    without = run(project, "hearingsite", "check", NOW)
    assert told in with_list.stdout
    assert "…" not in with_list.stdout
    assert without.stdout.splitlines()[0] in with_list.stdout


def test_scan_reads_the_history(project: Path, run: Run, listed: str) -> None:
    """Authors, branches, tags, messages and versions that are gone are found; a clean history passes."""
    environment = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "Desk", "GIT_AUTHOR_EMAIL": "desk@force.example"}
    environment |= {
        "GIT_COMMITTER_NAME": "Desk",
        "GIT_COMMITTER_EMAIL": "desk@force.example",
        "PATH": os.environ["PATH"],
    }

    def git(*arguments: str, **more: str) -> None:
        subprocess.run(["git", *arguments], cwd=project, env=environment | more, check=True, capture_output=True)  # noqa: S607

    def scan() -> tuple[int, str]:
        done = run(project, "hearingsite", "scan", ".", "--history", NOW, listed)
        return done.returncode, said(done)

    git("init", "-q", "-b", "main")
    git("add", "content")
    git("commit", "-q", "-m", "First")
    assert scan()[0] == 0
    add(project / "content/notes.txt", "Osbert Quillfeather\n")
    git("add", "content/notes.txt")
    git("commit", "-q", "-m", "Second")
    git("rm", "-q", "content/notes.txt")
    git("commit", "-q", "-m", "About Merrowby", GIT_AUTHOR_NAME="Osbert Quillfeather")
    git("branch", "quillfeather-statement")
    code, text = scan()
    assert code == 3
    assert "content/notes.txt (commit " in text
    assert "commit-" in text
    assert "branches-and-tags.txt" in text


def test_no_value_is_shown_but_on_a_terminal(project: Path, run: Run, listed: str) -> None:
    """`--reveal` into a pipe is refused; JSON tells as little as text."""
    add(project / "x.txt", "Osbert Quillfeather\n")
    refused = run(project, "hearingsite", "scan", "x.txt", "--reveal", NOW, listed)
    assert (refused.returncode, "terminal" in said(refused)) == (2, True)
    told = run(project, "hearingsite", "scan", "x.txt", "--format=json", NOW, listed)
    assert (told.returncode, '"HS910"' in said(told)) == (3, True)


def test_a_name_in_an_address_that_goes_is_not_said(project: Path, run: Run, listed: str) -> None:
    """Of a page that is renamed once its name is on the list, plan and build say that it goes, and nothing of the name."""
    page = project / "content/pages/en/about/osbert-quillfeather.md"
    page.write_text("Title: Who\nSummary: Who it was.\n\nWords.\n", "utf-8")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    page.rename(page.with_name("who.md"))
    for command in (("plan", NOW), ("plan", NOW, "--format", "json"), ("build", NOW)):
        done = run(project, "hearingsite", *command, listed)
        assert (done.returncode, "HS953" in said(done)) == (0, True), done.stdout


def test_a_name_that_the_live_site_has_is_not_said(project: Path, run: Run, listed: str) -> None:
    """Of an officer who is on the list since, the plan says how the site calls them from now on, and not how before."""
    record = project / RECORD
    text = record.read_text("utf-8")
    named = text.replace("known_as: PC X", "name: Osbert Quillfeather").replace("PC X", "the officer")
    record.write_text(re.sub(r"  - protects: the officer\n(?:    .*\n)+", "", named), "utf-8")
    built = run(project, "hearingsite", "build", NOW)
    assert built.returncode == 0, built.stdout
    record.write_text(text, "utf-8")
    for form in ("text", "json"):
        done = run(project, "hearingsite", "plan", NOW, "--format", form, listed)
        assert (done.returncode, "PC X" in said(done)) == (0, True), done.stdout


def test_a_place_that_no_disk_has_is_a_fault_with_a_list_too(project: Path, run: Run, listed: str) -> None:
    """The live site is looked at while the guard reads the content, which has no part in it."""
    done = run(project, "hearingsite", "build", "--output", "x" * 300, listed)
    assert (done.returncode, "HS9" in done.stdout) == (4, True), done.stdout + done.stderr
