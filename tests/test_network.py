"""No command asks the network for anything."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "--now=2024-06-01T09:00"
# Every way out of a Python process leads through one of these; an attempt ends it at once.
BLOCKED = """
import os, sys

def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.")):
        os.write(2, b"NETWORK " + event.encode() + b"\\n")
        os._exit(99)

sys.addaudithook(refuse)
"""


@pytest.fixture
def alone(project: Path) -> dict[str, str]:
    """An environment in which a process that asks the network ends with 99."""
    folder = project.parent / "blocked"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(BLOCKED, "utf-8")
    return {"PYTHONPATH": f"{folder}:{Path(__file__).parents[1]}"}


def test_the_block_works(project: Path, run: Run, alone: dict[str, str]) -> None:
    """A process that asks for a connection does end."""
    (project / "asks.py").write_text("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')\n", "utf-8")
    assert run(project, "asks", environment=alone).returncode == 99


def test_no_command_asks_the_network(project: Path, run: Run, alone: dict[str, str]) -> None:
    """Check, build, scan, explain, schema and plain Pelican do all they do alone."""
    for command in (("check",), ("build", NOW), ("scan", "output", NOW), ("explain", "HS680"), ("schema",)):
        done = run(project, "hearingsite", *command, environment=alone)
        assert done.returncode == 0, done.stdout + done.stderr
    assert run(project, "pelican", environment=alone | {"SOURCE_DATE_EPOCH": "1717232400"}).returncode == 0


def test_no_command_with_a_private_list_asks_the_network(project: Path, run: Run, alone: dict[str, str]) -> None:
    """Making a list, adding to it, building, scanning and verifying with it."""
    private = project.parent / "private"
    people = project.parent / "people.json"
    people.write_text(
        '[{"id": "p-1", "records": ["AS-2023-014"], "known_as": "PC X", "names": {"given": ["Osbert"], '
        '"family": "Quillfeather"}}, {"id": "p-2", "records": ["AS-2023-014"], "known_as": "Ms A", '
        '"names": {"given": ["Hodan"], "family": "Warfaale"}}]',
        "utf-8",
    )
    people.chmod(0o600)
    alone |= {
        "HEARINGSITE_IDENTITIES": str(private / "identities.age"),
        "HEARINGSITE_AGE_KEY": str(private / "press-officer.key"),
    }
    tokens = ("tokens.txt", "--token-key", str(private / "tokens.key"))
    for command in (
        ("identities", "init", str(private)),
        ("identities", "add", "--from", str(people)),
        ("identities", "list"),
        ("identities", "check"),
        ("identities", "tokens", *tokens),
        ("check",),
        ("build", NOW),
        ("scan", "output", NOW, "--attest", "site.attestation"),
        ("scan", "output", NOW, "--tokens", *tokens),
        ("verify",),
        ("verify", "output", "--attestation", "site.attestation"),
        ("publish", "../www"),
    ):
        done = run(project, "hearingsite", *command, environment=alone)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
