"""`scan` where the list is not (tokens), and `scan` that signs what it searched."""

from pathlib import Path

import pytest

from tests.guard.private import VALUES, Commands

NOW = "--now=2026-06-02"


@pytest.fixture
def folder(listed: Commands) -> Path:
    """A folder of two innocent files beside the project."""
    made = listed.project.parent / "site"
    (made / "a").mkdir(parents=True)
    (made / "index.html").write_text("<!doctype html><html><body><p>Nothing.</p></body></html>\n", "utf-8")
    (made / "a" / "b.txt").write_text("Nothing at all.\n", "utf-8")
    return made


def test_a_scan_with_tokens_needs_no_list(listed: Commands, folder: Path) -> None:
    """What is found by its token is told without a value and without a name; exit code 3, else 0."""
    key = listed.folder / "tokens.key"
    assert listed("identities", "tokens", "tokens.txt", "--token-key", str(key)).code == 0
    command = ("scan", str(folder), NOW, "--tokens", "tokens.txt", "--token-key", str(key))
    assert listed(*command, with_list=False).code == 0
    (folder / "a" / "b.txt").write_text("One.\nIt was &#81;uillfeather.\n", "utf-8")
    (folder / "quillfeather").mkdir()
    done = listed(*command, with_list=False)
    assert (done.code, "a/b.txt:2:8: HS910 Somebody on the private list stands here" in done.out) == (3, True), done
    assert "HS911" in done.out
    assert not [value for value in VALUES if value.casefold() in (done.out + done.err).casefold()]


def test_tokens_and_their_key_go_together(listed: Commands, folder: Path) -> None:
    """One without the other is a wrong use."""
    assert listed("scan", str(folder), NOW, "--token-key", "x.key", with_list=False).code == 2
    assert listed("scan", str(folder), NOW, "--tokens", "x.txt", with_list=False).code == 2


def test_a_scan_signs_what_it_searched(listed: Commands, folder: Path, tmp_path: Path) -> None:
    """The attestation holds for these bytes and no others."""
    file = tmp_path / "site.attestation"
    done = listed("scan", str(folder), NOW, "--attest", str(file))
    assert done.code == 0, done
    verified = listed("verify", str(folder), "--attestation", str(file), with_list=False)
    assert (verified.code, "2 files, 2 people" in verified.out) == (0, True), verified
    (folder / "a" / "b.txt").write_text("Something else.\n", "utf-8")
    assert listed("verify", str(folder), "--attestation", str(file), with_list=False).code == 3


def test_what_was_found_is_not_attested(listed: Commands, folder: Path, tmp_path: Path) -> None:
    """Nothing is signed of a folder in which somebody stands."""
    (folder / "a" / "b.txt").write_text("It was Quillfeather.\n", "utf-8")
    assert listed("scan", str(folder), NOW, "--attest", str(tmp_path / "x")).code == 3
    assert not (tmp_path / "x").exists()


def test_what_cannot_be_attested(listed: Commands, folder: Path, tmp_path: Path) -> None:
    """Two folders, one file, a file within the folder."""
    file = str(tmp_path / "x")
    for command in (
        (str(folder), str(folder), "--attest", file),
        (str(folder / "index.html"), "--attest", file),
        (str(folder), "--attest", str(folder / "a" / "x")),
    ):
        done = listed("scan", *command, NOW)
        assert (done.code, "HS711" in done.out + done.err) == (2, True), done
    assert not (tmp_path / "x").exists()
