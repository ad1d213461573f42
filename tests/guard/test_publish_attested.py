"""Publishing where the private list is held: only what was searched with it, of this very list."""

import json
from pathlib import Path

import pytest

from hearingsite import swap
from tests.guard.private import Commands
from tests.sites import tree

NOW = "--now=2026-06-02"


@pytest.fixture
def held(listed: Commands) -> Commands:
    """A project that holds its list, with a site that was built with it."""
    config = listed.project / "pelicanconf.py"
    text = config.read_text("utf-8")
    assert '    "identities": "not-held",\n' in text
    config.write_text(text.replace('    "identities": "not-held",\n', ""), "utf-8")
    done = listed("build", NOW)
    assert done.code == 0, done
    return listed


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the site is published to."""
    return tmp_path / "www"


def attestation(held: Commands) -> Path:
    """The attestation beside the seal."""
    beside = swap.attestation_of(held.project / "output", held.project)
    assert beside
    return beside


@pytest.mark.parametrize("with_list", [True, False])
def test_what_was_searched_is_published(held: Commands, place: Path, *, with_list: bool) -> None:
    """With the list and without it: the signature tells, and only the site itself goes out."""
    done = held("publish", str(place), NOW, "--format=json", with_list=with_list)
    assert (done.code, json.loads(done.out)["attested"]) == (0, True), done
    assert tree(place.resolve()) == tree((held.project / "output").resolve())
    beside = [path.name for path in place.parent.glob(".www.published/*")]
    assert beside == [place.resolve().name]


def forge(file: Path) -> None:
    """Say that more was searched than was."""
    data = json.loads(file.read_text("utf-8"))
    data["attestation"]["counts"] = {"people": 9}
    file.write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize(("spoil", "code"), [(Path.unlink, "HS930"), (forge, "HS669"), (Path.touch, "")])
def test_what_nobody_attests_is_not_published(held: Commands, place: Path, spoil: object, code: str) -> None:
    """Without an attestation, or with one that is not as it was signed: exit code 3, with the list and without it."""
    assert callable(spoil)
    spoil(attestation(held))
    for with_list in (True, False):
        done = held("publish", str(place), NOW, with_list=with_list)
        assert (done.code, code in done.out, place.exists()) == (3 if code else 0, True, not code), done


def test_a_site_searched_with_an_earlier_list_is_not_published(held: Commands, place: Path) -> None:
    """Somebody was added since: until the site is built again, whoever holds the list does not publish it."""
    more = held.plain('[{"id": p-0003, "records": [AS-2023-014], "known_as": Ms B, "names": {"family": Wrenfordine}}]')
    assert held("identities", "add", "--from", str(more)).code == 0
    more.unlink()
    done = held("publish", str(place), NOW)
    assert (done.code, "HS930" in done.out, place.exists()) == (3, True, False), done
    assert held("build", NOW).code == 0
    assert held("publish", str(place), NOW).code == 0


def test_a_copy_is_published_by_its_attestation(held: Commands, place: Path, tmp_path: Path) -> None:
    """On another machine, without seal and list, the attestation alone holds the bytes together."""
    carried = tmp_path / "site.attestation"
    carried.write_bytes(attestation(held).read_bytes())
    copy = held.project / "carried"
    (held.project / "output").resolve().rename(copy)
    arguments = ("publish", str(place), NOW, "--output", str(copy), "--attestation", str(carried))
    done = held(*arguments, with_list=False)
    assert (done.code, tree(place.resolve()) == tree(copy)) == (0, True), done
    (copy / "index.html").write_text("x", "utf-8")
    done = held(*arguments, with_list=False)
    assert (done.code, "HS669" in done.out) == (3, True), done
    assert (place / "index.html").read_text("utf-8") != "x"
