"""The commands: exit codes, formats, and words for people who mistype."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from hearingsite.diagnostics import FORMATS, Diagnostic, Place, Report, code_table

Run = Callable[..., subprocess.CompletedProcess[str]]
RECORD = "content/hearings/2023/as-2023-014.md"


@pytest.fixture
def broken(project: Path) -> Path:
    """A project whose record has a misspelt status."""
    record = project / RECORD
    record.write_text(record.read_text("utf-8").replace("status: concluded", "status: conclded"), "utf-8")
    return project


def test_check_says_all_is_well(project: Path, run: Run) -> None:
    """Clean records: exit code 0, nothing on standard output."""
    done = run(project, "hearingsite", "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 record checked: 0 faults, 0 warnings.\n")


def test_check_in_text(broken: Path, run: Run) -> None:
    """A finding is a line that editors can jump to, and its hint below it."""
    done = run(broken, "hearingsite", "check")
    assert done.returncode == 1
    assert done.stdout == (
        f'{RECORD}:4:9: HS204 "conclded" is not a status. Did you mean "concluded"?\n'
        "    It can be: adjourned, concluded, discontinued, findings-made, postponed, scheduled, vacated.\n"
    )


def test_check_for_github(broken: Path, run: Run) -> None:
    """In a pull request a finding is an annotation of its line."""
    done = run(broken, "hearingsite", "check", "--format", "github")
    assert done.stdout.startswith(f'::error file={RECORD},line=4,col=9,title=HS204::"conclded" is not a status.')


def test_check_as_json(broken: Path, run: Run) -> None:
    """For programs, findings are data."""
    found = json.loads(run(broken, "hearingsite", "check", "--format=json").stdout)
    assert (found["errors"], found["warnings"], found["diagnostics"][0]["line"]) == (1, 0, 4)


def test_a_json_report_keeps_to_its_schema(broken: Path, run: Run) -> None:
    """What --format json prints is what `hearingsite schema report` describes."""
    schema = json.loads(run(broken, "hearingsite", "schema", "report").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    for arguments in (["check"], ["build"], ["check", "nowhere.md"]):
        report = json.loads(run(broken, "hearingsite", *arguments, "--format", "json").stdout)
        jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)


def test_check_some_files(broken: Path, run: Run) -> None:
    """Only the records that are named are checked."""
    good = broken / "content" / "hearings" / "2023" / "as-2023-015.md"
    text = (broken / RECORD).read_text("utf-8").replace("conclded", "concluded").replace("AS-2023-014", "AS-2023-015")
    good.write_text(text, "utf-8")
    assert run(broken, "hearingsite", "check", str(good)).returncode == 0
    assert run(broken, "hearingsite", "check", RECORD).returncode == 1


@pytest.mark.parametrize("command", ["build", "rollback"])
def test_a_place_that_no_disk_has_is_a_fault(project: Path, run: Run, command: str) -> None:
    """A name of 300 letters."""
    done = run(project, "hearingsite", command, "--output", "x" * 300)
    assert (done.returncode, "HS9" in done.stdout) == (4, True), done.stdout + done.stderr


def test_strict_counts_warnings(project: Path, run: Run) -> None:
    """With --strict a warning stops a check."""
    (project / "content" / "hearings" / "notes.txt").write_text("x", "utf-8")
    assert run(project, "hearingsite", "check").returncode == 0
    done = run(project, "hearingsite", "check", "--strict")
    assert (done.returncode, "HS116 warning: " in done.stdout) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.md"], "HS711"),
        (["check", "pelicanconf.py"], "HS711"),
        (["build", "--now", "yesterday"], "HS709"),
        (["build", "--now", "2024-02-30"], "HS709"),
        (["explain", "HS999"], "HS710"),
        (["chek"], "No such command"),
        (["-C"], "requires an argument"),
        (["check", "--format", "xml"], "is not one of"),
        (["-C", "nowhere", "check"], "does not exist"),
        (["-C", "content", "check"], "HS701"),
    ],
    ids=str,
)
def test_wrong_use(project: Path, run: Run, arguments: list[str], said: str) -> None:
    """Wrong use ends with exit code 2 and a sentence, never with a traceback."""
    done = run(project, "hearingsite", *arguments)
    output = done.stdout + done.stderr
    assert (done.returncode, said in output, "Traceback" in output) == (2, True, False), output


@pytest.mark.parametrize("named", ["AS-2023-014", "as-2023-014.md", "content/hearings/as-2023-014.md"])
def test_a_record_that_is_named_without_its_folder_is_shown_its_way(project: Path, run: Run, named: str) -> None:
    """A reference is known to everybody, and the folder that its file lies in is not."""
    done = run(project, "hearingsite", "check", named)
    assert (done.returncode, "Did you mean content/hearings/2023/as-2023-014.md?" in done.stdout) == (2, True), (
        done.stdout
    )


@pytest.mark.parametrize(
    "arguments",
    [["chek"], ["check", "--nonsense"], ["build", "--now", "yesterday"], ["-C", "nowhere", "check"]],
    ids=str,
)
def test_wrong_use_is_told_in_json_to_who_asks_for_it(project: Path, run: Run, arguments: list[str]) -> None:
    """A program that reads the report finds the reason in it."""
    done = run(project, "hearingsite", *arguments, "--format=json")
    assert (done.returncode, len(json.loads(done.stdout)["diagnostics"])) == (2, 1)


def test_what_the_settings_print_is_no_part_of_a_report(project: Path, run: Run) -> None:
    """It is said beside it, the first time and when nothing has changed."""
    config = project / "pelicanconf.py"
    config.write_text(f"print('hello')\n{config.read_text('utf-8')}", "utf-8")
    for _ in range(2):
        done = run(project, "hearingsite", "build", "--format=json")
        assert (json.loads(done.stdout)["errors"], "hello" in done.stderr) == (0, True)


def test_source_date_epoch_must_be_a_number(project: Path, run: Run) -> None:
    """A moment in the environment that is none is wrong use."""
    done = run(project, "hearingsite", "build", environment={"SOURCE_DATE_EPOCH": "soon"})
    assert (done.returncode, "HS709" in done.stdout) == (2, True)


COMMANDS = ("check", "build", "explain", "schema", "scan", "identities", "verify", "publish")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_has_an_example(project: Path, run: Run, command: list[str]) -> None:
    """Every command explains itself with an example."""
    done = run(project, "hearingsite", *command, "--help")
    assert (done.returncode, "Example: hearingsite " in done.stdout) == (0, True)


def test_where_paths_are_seen_from_is_said(project: Path, run: Run) -> None:
    """-C changes the site and no other path, and --help says so."""
    assert "are seen from here" in run(project, "hearingsite", "--help").stdout
    done = run(project.parent, "hearingsite", "-C", project.name, "check", f"{project.name}/{RECORD}")
    assert (done.returncode, done.stderr) == (0, "1 record checked: 0 faults, 0 warnings.\n")


def test_schema_is_json(project: Path, run: Run) -> None:
    """`schema` prints the record's JSON Schema."""
    schema = json.loads(run(project, "hearingsite", "schema").stdout)
    assert schema["title"] == "The header of a hearingsite record"


def test_every_code_in_the_source_can_be_explained(root: Path) -> None:
    """The table holds exactly the codes that the program can print."""
    source = "".join(file.read_text("utf-8") for file in (root / "hearingsite").rglob("*.py"))
    assert {code for code in code_table() if code in source} == set(code_table())
    words = source.replace('"', " ").replace("'", " ").split()
    assert {word for word in words if word.startswith("HS") and word[2:].isdigit()} <= set(code_table())


@pytest.mark.parametrize("code", code_table())
def test_every_code_is_explained_in_full(code: str) -> None:
    """Each code has a severity, a title, what it is and why it matters."""
    entry = code_table()[code]
    assert entry["severity"] in {"error", "warning", "note"}
    assert all(entry[key].strip() for key in ("title", "what", "why"))


def test_explain(project: Path, run: Run) -> None:
    """`explain` prints the entry of a code, and without one the list of them."""
    assert "HS204 (error): " in run(project, "hearingsite", "explain", "hs204").stdout
    assert len(run(project, "hearingsite", "explain").stdout.splitlines()) == len(code_table())


def test_control_characters_are_never_echoed() -> None:
    """What is echoed from a file cannot act on a terminal or forge a line of the report."""
    report = Report((Diagnostic(Place("a\x1b[2J\n.md"), "HS204", 'no "\u202e\x07"', "x\r\ny"),))
    for format_ in FORMATS.values():
        text = "\n".join(format_(report))
        assert not set(text) & {"\x1b", "\x07", "\r", "\u202e"}
    assert len(list(FORMATS["text"](report))) == 2


def test_a_bug_is_one_line_and_a_file_without_values(project: Path, run: Run) -> None:
    """Where the program itself fails, exit code 70, one line, and a file that quotes nothing of the records."""
    (project / "sitecustomize.py").write_text(
        "import hearingsite.check\n"
        "def fail(*_, **__): raise RuntimeError('PC X is Osbert')\n"
        "hearingsite.check.check_records = fail\n",
        "utf-8",
    )
    path = os.pathsep.join([str(project), str(Path(__file__).parent.parent)])
    done = run(project, "hearingsite", "check", environment={"PYTHONPATH": path})
    log = (project / "hearingsite-crash.log").read_text("utf-8")
    assert (done.returncode, len(done.stderr.splitlines())) == (70, 1)
    assert "RuntimeError" in log
    assert "Osbert" not in log + done.stderr + done.stdout


@pytest.mark.parametrize("module", ["hearingsite", "pelican"])
def test_a_lack_of_memory_is_no_bug(project: Path, run: Run, module: str) -> None:
    """Where the system gives no more, a sentence with a way out, exit code 4, and no file for a maintainer."""
    (project / "sitecustomize.py").write_text(
        "import hearingsite.prepare\n"
        "def fail(*_, **__): raise MemoryError\n"
        "hearingsite.prepare.check_register_of = fail\n",
        "utf-8",
    )
    path = os.pathsep.join([str(project), str(Path(__file__).parent.parent)])
    arguments = ["build"] if module == "hearingsite" else []
    done = run(project, module, *arguments, environment={"PYTHONPATH": path})
    assert (done.returncode, "HS923" in done.stderr + done.stdout, "--jobs 1" in done.stderr + done.stdout) == (
        4,
        True,
        True,
    )
    assert not (project / "hearingsite-crash.log").exists()


def test_check_a_folder_of_records(broken: Path, run: Run) -> None:
    """A folder stands for the records below it."""
    done = run(broken, "hearingsite", "check", "content/hearings/2023")
    assert (done.returncode, "HS204" in done.stdout) == (1, True)
    (broken / "content" / "hearings" / "2022").mkdir()
    assert run(broken, "hearingsite", "check", "content/hearings/2022").returncode == 2


def test_a_reader_that_goes_away_changes_no_exit_code(broken: Path) -> None:
    """Where nobody reads the output any more, the exit code is still the command's."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    for arguments, exitcode in (("check", 1), ("explain", 0)):
        command = [sys.executable, "-m", "hearingsite", arguments]
        running = subprocess.Popen(
            command, cwd=broken, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert running.stdout
        running.stdout.close()
        assert running.stderr
        said = running.stderr.read()
        running.stderr.close()
        assert (running.wait(timeout=60), "Traceback" in said or "BrokenPipe" in said) == (exitcode, False)


def shell(folder: Path, arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with what a shell does with its streams."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = ["sh", "-c", f"{sys.executable} -m hearingsite {arguments}"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("command", ["--help", "explain", "schema", "build --now 2024-06-01"])
def test_a_full_disk_where_the_words_go_is_told(project: Path, command: str) -> None:
    """The command does its work; that its words are lost is the system's failure, no bug and no fault of records."""
    for _ in range(3 if command.startswith("build") else 1):
        done = shell(project, f"{command} > /dev/full")
        assert (done.returncode, done.stderr.startswith("stdout:1:1: HS940 ")) == (4, True), done.stderr
        assert "Traceback" not in done.stderr
    assert shell(project, f"{command} > /dev/full 2>&1").returncode == 4
    assert not (project / "hearingsite-crash.log").exists()


@pytest.mark.parametrize("stream", [1, 2])
def test_closed_streams_are_no_bug(project: Path, stream: int) -> None:
    """Where standard output or error is closed, nobody wants to hear; the command ends as ever."""
    done = shell(project, f"check {stream}>&-")
    assert (done.returncode, (project / "hearingsite-crash.log").exists()) == (0, False), done.stderr


# Python imports this before anything else.
STOPPED = """
import sys
class Stop:
    def find_spec(self, name, *_):
        if name == "{module}":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
"""


@pytest.mark.parametrize("module", ["unchanged", "stamps", "streams", "cli", "diagnostics", "moment"])
def test_ctrl_c_is_heard_from_the_first_import(project: Path, run: Run, module: str) -> None:
    """Whatever is being imported when somebody changes their mind: one sentence and 130."""
    (project / "sitecustomize.py").write_text(STOPPED.format(module=f"hearingsite.{module}"), "utf-8")
    path = os.pathsep.join([str(project), str(Path(__file__).parent.parent)])
    done = run(project, "hearingsite", "check", environment={"PYTHONPATH": path})
    assert (done.returncode, done.stderr) == (130, "Stopped. Nothing was changed.\n")


def test_the_summary_names_the_folder_as_it_may_be_typed(project: Path, run: Run) -> None:
    """A folder elsewhere is named from here, and quoted where a shell needs it; what acts on a terminal is escaped."""
    done = run(project.parent, "hearingsite", "-C", project.name, "build", "--now", "2024-06-01")
    assert "The site is in my site/output/." in done.stdout
    assert "--directory 'my site/output' 8000" in done.stdout
    done = run(project, "hearingsite", "build", "--now", "2024-06-01", "--output", "a/\x1b[2J")
    assert "The site is in a/\\u001b[2J/." in done.stdout
