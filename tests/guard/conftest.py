"""A project, and a private list outside of it."""

from pathlib import Path

import pytest

from tests.guard.private import PEOPLE, Commands


@pytest.fixture
def bare(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands in a project that has no list yet."""
    return Commands(project, tmp_path / "private", monkeypatch, capsys)


@pytest.fixture
def listed(bare: Commands) -> Commands:
    """Commands in a project with a list of two people."""
    assert bare("identities", "init", str(bare.folder), with_list=False).code == 0
    people = bare.plain(PEOPLE)
    done = bare("identities", "add", "--from", str(people))
    assert done.code == 0, done
    people.unlink()
    return bare
