import datetime as dt
import errno
import json
import os
from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.attest import attest, check_attestation, read_public_key, rule_version, seal_digest
from hearingsite.guard.vault import load_list
from tests.guard.private import VALUES, Commands

NOW = dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC)
DIGEST = seal_digest({"index.html": "0" * 64})


def made(listed: Commands, digest: str = DIGEST) -> bytes:
    """An attestation by the list."""
    return attest(digest, load_list(listed.list, listed.key, listed.project), {"pages": 3}, NOW)


def test_an_attestation_holds_for_its_bytes(listed: Commands) -> None:
    """It tells list, rules, counts and moment; it is the same each time, and holds no value."""
    content = made(listed)
    told = check_attestation(content, read_public_key(listed.project), DIGEST, "a")
    assert (told.counts, told.now, told.rules) == ({"pages": 3}, "2026-06-02T09:00:00+00:00", rule_version())
    assert told.list == load_list(listed.list, listed.key, listed.project).version
    assert made(listed) == content
    assert not [value for value in VALUES if value in content.decode()]


@pytest.mark.parametrize("key", ["seal", "list", "rules", "counts", "now", "kind"])
def test_whoever_changes_an_attestation_breaks_it(listed: Commands, key: str) -> None:
    """Every part of it is signed."""
    data = json.loads(made(listed))
    data["attestation"][key] = {"pages": 4} if key == "counts" else "x"
    with pytest.raises(Fault, match="not signed") as raised:
        check_attestation(json.dumps(data).encode(), read_public_key(listed.project), DIGEST, "a")
    assert raised.value.exitcode == 3


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 9000, b"\xff", b'{"attestation": {}, "signature": "zz"}'])
def test_a_damaged_attestation(listed: Commands, content: bytes) -> None:
    """What is none ends with a sentence."""
    with pytest.raises(Fault, match="damaged"):
        check_attestation(content, read_public_key(listed.project), DIGEST, "a")


def test_another_list_cannot_attest(listed: Commands) -> None:
    """Signed by somebody else's list."""
    other = listed.folder / "other"
    (listed.project / "attestation.pub").rename(listed.folder / "ours")
    assert listed("identities", "init", str(other), with_list=False).code == 0
    with pytest.raises(Fault, match="not signed"):
        check_attestation(made(listed), read_public_key(listed.project), DIGEST, "a")


def test_an_attestation_is_of_these_very_bytes(listed: Commands) -> None:
    """Of another site it says nothing."""
    with pytest.raises(Fault, match="another site"):
        check_attestation(made(listed), read_public_key(listed.project), seal_digest({}), "a")


def test_a_list_without_a_secret_cannot_attest(bare: Commands) -> None:
    """A plain list of people has no key to sign with."""
    bare.folder.mkdir()
    plain = load_list(bare.plain("[]"), None, bare.project)
    with pytest.raises(Fault) as raised:
        attest(DIGEST, plain, {}, NOW)
    assert raised.value.exitcode == 2


@pytest.fixture
def site(listed: Commands) -> Path:
    """A built site."""
    done = listed("build", "--now", "2026-06-02", with_list=False)
    assert done.code == 0, done
    return listed.project / "output"


def test_verify_holds_a_site_against_its_seal(listed: Commands, site: Path) -> None:
    """Untouched: fine, and it is said that nothing attests the search."""
    done = listed("verify")
    assert (done.code, "and no other" in done.out, "no attestation" in done.out) == (0, True, True)
    assert listed("verify", str(site)).out == done.out


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("changed", "index.html:1:1: HS668 This file is not as it was built."),
        ("missing", "index.html:1:1: HS668 This file of the site is missing."),
        ("added", "hearings:1:1: HS668 One file here was not part of the build."),
        ("linked", "index.html:1:1: HS668 This file is not as it was built."),
    ],
)
def test_verify_sees_every_difference(listed: Commands, site: Path, what: str, told: str) -> None:
    """Exit code 4 and the place; the name of a file that was added may be a protected one and is not told."""
    index = site / "index.html"
    if what == "changed":
        index.write_bytes(index.read_bytes() + b"\n")
    elif what == "missing":
        index.unlink()
    elif what == "added":
        (site / "hearings" / "Quillfeather.html").write_text("x", "utf-8")
    else:
        index.rename(listed.folder / "index.html")
        index.symlink_to(listed.folder / "index.html")
    done = listed("verify")
    assert (done.code, told in done.out, "Quillfeather" in done.out) == (4, True, False), done


def test_verify_holds_a_copy_against_an_attestation(listed: Commands, site: Path, tmp_path: Path) -> None:
    """Elsewhere, without the seal, the attestation alone tells whether these are the bytes that were searched."""
    from hearingsite import swap  # noqa: PLC0415 -- only here
    from hearingsite.verify import verify  # noqa: PLC0415 -- only here

    seal = swap.live_seal(site, listed.project)
    assert seal is not None
    file = tmp_path / "site.attestation"
    file.write_bytes(made(listed, seal_digest(seal.files)))
    copy = tmp_path / "copy"
    for path in seal.files:
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes((site / path).read_bytes())
    assert verify(copy, listed.project, file).attestation is not None
    done = listed("verify", str(copy), "--attestation", str(file))
    assert (done.code, "Attested for 2026-06-02" in done.out) == (0, True)
    (copy / "more.html").write_text("x", "utf-8")
    done = listed("verify", str(copy), "--attestation", str(file))
    assert (done.code, "HS669" in done.out) == (3, True)
    assert listed("verify", str(copy)).code == 4
    assert listed("verify", str(tmp_path / "nowhere")).code == 4


def test_an_attestation_beside_the_seal_is_found(listed: Commands, site: Path) -> None:
    """What a build puts there is verified without being named."""
    from hearingsite import swap  # noqa: PLC0415 -- only here

    seal, beside = swap.live_seal(site, listed.project), swap.attestation_of(site, listed.project)
    assert seal is not None
    assert beside is not None
    beside.write_bytes(made(listed, seal_digest(seal.files)))
    done = listed("verify")
    assert (done.code, "Attested for 2026-06-02" in done.out) == (0, True)
    (listed.project / "attestation.pub").unlink()
    assert listed("verify").code == 2


@pytest.mark.parametrize("target", ["nowhere/site.attestation", "/dev/full", "sealed/site.attestation", "there"])
def test_scan_says_where_it_cannot_attest(
    listed: Commands, site: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such folder, a full disk, one that may not be written: a sentence, exit code 4, and nothing is left there."""
    (listed.project / "there").write_text("the last one", "utf-8")
    (listed.project / "sealed").mkdir()
    if target not in {"/dev/full", "nowhere/site.attestation"}:
        monkeypatch.setattr(os, "fsync", refused)
    done = listed("scan", "output", "--now", "2026-06-02", "--attest", target)
    said = done.out + done.err
    assert (done.code, "HS907 The attestation could not be written" in said, target in said) == (4, True, True), done
    assert not (site.parent / "nowhere").exists()
    assert not list((site.parent / "sealed").iterdir())
    assert (site.parent / "there").read_text("utf-8") == "the last one"
    assert not [file for file in listed.project.iterdir() if file.name.endswith(".new")]


def refused(_handle: int) -> None:
    """What a full disk says."""
    raise OSError(errno.ENOSPC, "No space left on device")


def test_scan_replaces_an_attestation(listed: Commands, site: Path) -> None:
    """Whole, through a link too, and the file stays as open as it was."""
    real, link = listed.project / "real.attestation", site.parent / "site.attestation"
    real.write_text("x", "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    done = listed("scan", "output", "--now", "2026-06-02", "--attest", "site.attestation")
    assert done.code == 0, done
    assert (link.is_symlink(), real.stat().st_mode & 0o777) == (True, 0o640)
    assert listed("verify", "output", "--attestation", "site.attestation").code == 0


@pytest.mark.parametrize("key", ["", "no key", "0" * 64, None], ids=["empty", "broken", "foreign", "missing"])
def test_a_build_says_that_nobody_can_verify_it(listed: Commands, key: str | None) -> None:
    """Where attestation.pub does not fit the list, with what it should hold; what is written there then verifies."""
    file = listed.project / "attestation.pub"
    ours = file.read_text("ascii").strip()
    file.unlink()
    if key is not None:
        file.write_text(key, "ascii")
    for _ in range(2):  # also where nothing else is new
        done = listed("build", "--now", "2026-06-02")
        assert (done.code, "attestation.pub:1:1: HS685 warning: " in done.out, ours in done.out) == (0, True, True), (
            done
        )
    assert listed("verify").code in {2, 3}
    file.write_text(f"{ours.upper()}\n", "ascii")
    done = listed("build", "--now", "2026-06-02")
    assert (done.code, "HS685" in done.out, listed("verify").code) == (0, False, 0), done
