"""The recipes for hosts: what they hold parses, every command in them is one, and those of CI are carried out."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Final

import click
import pytest
import yaml

from hearingsite.cli import cli
from tests.guard.private import PEOPLE
from tests.quick import Quick
from tests.sites import make_site

ROOT: Final = Path(__file__).parent.parent
RECIPES: Final = {
    Path(file.name).stem: file.read_text("utf-8")
    for file in resources.files("hearingsite.publish").joinpath("recipes").iterdir()
}
COMMAND: Final = re.compile(r"(?:^|[\s/`=])hearingsite ((?:-|\w).*?)(?:$|[`)]| (?:&&|\||>).*)", re.MULTILINE)
VERBS: Final = ("build", "check", "identities", "publish", "scan", "verify")
every_recipe = pytest.mark.parametrize("name", sorted(RECIPES))


def commands_of(text: str) -> list[list[str]]:
    """Every command line of a text, as a shell would part it."""
    found = (shlex.split(match[1], comments=True) for match in COMMAND.finditer(text))
    return [words for words in found if words and words[0] in VERBS]


def parse(words: list[str]) -> None:
    """Let the command line parse a command; raises click's UsageError where it would be refused."""
    command: click.Command = cli
    context, rest = click.Context(cli), list(words)
    while isinstance(command, click.Group):
        _, found, rest = command.resolve_command(context, rest)
        assert found
        command = found
    command.make_context(words[0], rest, parent=context).close()


@every_recipe
def test_every_command_of_a_recipe_is_one(name: str) -> None:
    """Each `hearingsite …` is taken by the command line as it stands."""
    for words in commands_of(RECIPES[name]):
        parse(words)


def test_commands_are_found_and_wrong_ones_refused() -> None:
    """The tests above looked at something, and would see an option that is gone."""
    found = {name: len(commands_of(text)) for name, text in RECIPES.items()}
    assert min(found[name] for name in ("github-pages", "gitlab-pages", "netlify", "attested", "systemd", "s3")) >= 2
    assert {words[0] for text in RECIPES.values() for words in commands_of(text)} == {*VERBS}
    for wrong in (["publish", "--fast"], ["verify", "a", "b"], ["bild"], ["check", "--format", "xml"]):
        with pytest.raises(click.UsageError):
            parse(wrong)


def test_every_recipe_is_printed_and_told(quick: Quick, tmp_path: Path) -> None:
    """`publish --recipe` prints each one, in any folder, and the README names each."""
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme[readme.index("**Recipes.**") : readme.index("**Headers.**")]
    assert {*re.findall(r"`([a-z0-9-]+)`", table.partition("| --- |")[2])} == {*RECIPES}
    for name, text in RECIPES.items():
        done = quick(tmp_path, "publish", "--recipe", name)
        assert (done.returncode, done.out) == (0, text)
    assert quick(tmp_path, "publish", "--recipe", "nowhere").returncode == 2


def test_files_of_ci_are_what_they_should_be() -> None:
    """YAML and TOML; whoever may write to the host is the last job alone; each action has its version."""
    github = yaml.safe_load(RECIPES["github-pages"])
    assert (github["permissions"], set(github["jobs"])) == ({"contents": "read"}, {"build", "deploy"})
    assert "permissions" not in github["jobs"]["build"]
    assert github["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert github[True]["schedule"]  # YAML 1.1 reads "on" as true
    for name in ("github-pages", "attested"):
        jobs = yaml.safe_load(RECIPES[name])["jobs"].values()
        used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
        assert [one for one in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", one)] == []
    gitlab = yaml.safe_load(RECIPES["gitlab-pages"])
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    assert tomllib.loads(RECIPES["netlify"])["build"]["publish"] == "site"


class Runner:
    """A machine of a CI, as far as its scripts can see: a project with an environment, and a folder of its own."""

    def __init__(self, folder: Path, quick: Quick) -> None:
        """Make the project, with tokens of a private list that stays elsewhere."""
        self.site = make_site(folder)
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.private = folder / "private"
        commands = self.site / ".venv/bin"
        commands.mkdir(parents=True)
        shim = commands / "hearingsite"
        shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m hearingsite "$@"\n', "utf-8")
        shim.chmod(0o755)
        people = folder / "people.yaml"
        people.write_text(PEOPLE, "utf-8")
        people.chmod(0o600)
        self.given = {
            "HEARINGSITE_IDENTITIES": str(self.private / "identities.age"),
            "HEARINGSITE_AGE_KEY": str(self.private / "press-officer.key"),
        }
        self.key = self.private / "tokens.key"
        for words in (
            ("identities", "init", str(self.private)),
            ("identities", "add", "--from", str(people)),
            ("identities", "tokens", "guard-tokens.txt", "--token-key", str(self.key)),
        ):
            done = quick(self.site, *words, environment=self.given)
            assert done.returncode == 0, done.out

    def __call__(self, script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Carry out a script as a CI does: each line must succeed. Installing is left out."""
        lines = "\n".join(line for line in script.splitlines() if not line.startswith("make "))
        given = {**os.environ, "CI": "true", "RUNNER_TEMP": str(self.temporary), **environment}
        command = ["bash", "-e", "-o", "pipefail", "-c", lines]
        return subprocess.run(command, cwd=self.site, env=given, capture_output=True, text=True, check=False)


@pytest.fixture
def runner(quick: Quick, tmp_path: Path) -> Runner:
    """A machine of a CI."""
    return Runner(tmp_path, quick)


def script_of(name: str) -> str:
    """What a recipe lets a machine of its CI carry out, in order."""
    if name == "netlify":
        return str(tomllib.loads(RECIPES[name])["build"]["command"])
    read: dict[str, Any] = yaml.safe_load(RECIPES[name])
    if name == "gitlab-pages":
        return "\n".join(read["pages"]["script"])
    return "\n".join(step["run"] for job in read["jobs"].values() for step in job["steps"] if "run" in step)


PUBLISHED: Final = {"github-pages": "../temporary/site", "gitlab-pages": "public", "netlify": "site"}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_recipe_of_ci_publishes_the_site(runner: Runner, name: str) -> None:
    """Carried out line by line, each one checks, builds, looks for the tokens, and leaves an ordinary folder."""
    key = str(runner.key) if name == "gitlab-pages" else runner.key.read_text("utf-8").strip()
    done = runner(script_of(name), TOKEN_KEY=key)
    assert done.returncode == 0, done.stdout + done.stderr
    place = runner.site / PUBLISHED[name]
    assert (place.is_symlink(), (place / ".well-known/security.txt").is_file()) == (False, True)
    if name == "github-pages":
        with tarfile.open(runner.temporary / "artifact.tar") as packed:
            assert "./.well-known/security.txt" in packed.getnames()
            assert [one.name for one in packed.getmembers() if not (one.isreg() or one.isdir())] == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_recipe_of_ci_stops_where_a_token_is_found(runner: Runner, name: str) -> None:
    """Somebody of the list in a page: exit code 3, and nothing is published."""
    (runner.site / "content/pages/en/x.md").write_text("Title: x\nSummary: s\n\nOsbertine Quillfeather\n", "utf-8")
    key = str(runner.key) if name == "gitlab-pages" else runner.key.read_text("utf-8").strip()
    done = runner(script_of(name), TOKEN_KEY=key)
    assert (done.returncode, (runner.site / PUBLISHED[name]).exists()) == (3, False), done.stdout + done.stderr
    assert "Quillfeather" not in done.stdout + done.stderr


def test_the_recipe_for_attested_builds_verifies_them(runner: Runner) -> None:
    """What its comment says to do where the list is, and then its steps where it is not; another theme is found out."""
    told = "\n".join(
        line.lstrip("# ") for line in RECIPES["attested"].splitlines() if line.startswith("#   hearingsite")
    )
    assert len(told.splitlines()) == 2
    done = runner(told.replace("hearingsite ", ".venv/bin/hearingsite "), **runner.given)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((runner.site / "site.attestation").read_text("utf-8"))["attestation"]["now"].startswith(
        "2026-06-02"
    )
    shutil.rmtree(runner.site / ".hearingsite")
    (runner.site / "output").unlink()
    script = script_of("attested").replace("jq --raw-output .attestation.now", f"{sys.executable} -c '{READ_MOMENT}'")
    done = runner(script)
    assert (done.returncode, "Attested for 2026-06-02T09:00" in done.stdout) == (0, True), done.stdout + done.stderr
    sheet = runner.site / "theme/static/site.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n.x { color: red }\n", "utf-8")
    done = runner(script)
    assert (done.returncode, "HS669" in done.stdout) == (3, True), done.stdout + done.stderr


# What jq does, which not every machine has.
READ_MOMENT: Final = 'import json, sys; print(json.load(open(sys.argv[1]))["attestation"]["now"])'


def test_rclone_takes_its_recipe(tmp_path: Path) -> None:
    """Rclone itself reads the settings for S3."""
    config = tmp_path / "rclone.conf"
    config.write_text(RECIPES["s3"], "utf-8")
    command = [shutil.which("rclone") or "rclone", "--config", str(config), "config", "dump"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["served"]["type"] == "s3"


def test_units_of_systemd_can_be_read() -> None:
    """Each part is a unit: the service builds and then publishes, the timer runs it, and a failure is told."""
    parts = re.split(r"^# --- .*/(\S+) ---$", RECIPES["systemd"], flags=re.MULTILINE)[1:]
    units = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        units[name] = configparser.ConfigParser(strict=False, interpolation=None)
        units[name].read_string(text)
    service = units["hearingsite.service"]
    assert service["Unit"]["OnFailure"] in units
    starts = re.findall(r"^ExecStart=\S+/hearingsite (\w+)$", RECIPES["systemd"], re.MULTILINE)
    assert (starts, service["Service"]["Type"]) == (["build", "publish"], "oneshot")
    assert units["hearingsite.timer"]["Install"]["WantedBy"] == "timers.target"
