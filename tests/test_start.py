"""What a command does not need, it does not import: most of a short command's time is its start."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from hearingsite.cli import Commands

RECORD = "content/hearings/2023/as-2023-014.md"
PRINTS = {"pelican", "jinja2", "babel", "icalendar", "hearingsite.public", "hearingsite.release", "hearingsite.build"}
FORKS = {"multiprocessing", "concurrent.futures", "subprocess"}
GUARDS = {"cryptography", "pyrage", "ahocorasick_rs", "selectolax", "hearingsite.guard"}
LOOKS = {"typing", "re", "enum", "pathlib", "hashlib", "click", "msgspec"}
LOOK = """
import sys
sys.argv = ["hearingsite", "check"]
from hearingsite import __main__ as way_in
way_in._look()
from hearingsite.config_file import run_config
run_config("pelicanconf.py")
print(*sys.modules, file=sys.stderr)
"""
SHOW = "import sys\nfrom hearingsite.cli import main\ntry:\n  main()\nfinally:\n  print(*sys.modules, file=sys.stderr)"


def modules(root: Path, folder: Path, *arguments: str) -> set[str]:
    """Name the modules that a Python with these arguments prints, which it has imported."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "needless"),
    [
        (["--help"], PRINTS | FORKS | GUARDS | {"yaml", "hearingsite.records", "hearingsite.guard"}),
        (["explain", "HS204"], PRINTS | FORKS | GUARDS | {"yaml", "hearingsite.records"}),
        (["check", RECORD], PRINTS | FORKS | GUARDS - {"ahocorasick_rs"} | {"hearingsite.pages", "importlib.metadata"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_needs(
    project: Path, root: Path, arguments: list[str], needless: set[str]
) -> None:
    """Help needs no reader of records, and a check of one record neither printer nor guard nor further processes."""
    assert needless & modules(root, project, "-c", SHOW, *arguments) == set()


def test_a_look_that_finds_nothing_to_do_imports_next_to_nothing(root: Path) -> None:
    """Python's own `typing` alone would take a twentieth of it."""
    found = modules(root, root, "-S", "-c", LOOK)

    assert "hearingsite.unchanged" in found
    assert LOOKS & found == set()


@pytest.mark.parametrize("name", Commands.later)
def test_the_line_of_a_command_is_its_own(name: str) -> None:
    """The list of commands says of each what the command says of itself."""
    command = Commands().get_command(click.Context(Commands()), name)

    assert command
    assert click.Command(name, help=Commands.later[name][1]).get_short_help_str(400) == command.get_short_help_str(400)
