"""Somebody who is declared, and has the whole name of somebody on the list: the finding tells the way out."""

import re

import pytest

from tests.guard.private import Commands

RECORD = "content/hearings/2023/as-2023-014.md"
ENTRY = """\
- id: p-0009
  records: [AS-2020-001]
  known_as: PC Y
  names: {given: [%s], family: %s}
"""
NOW = "--now=2026-06-02"
WAY_OUT = re.compile(
    r"If somebody else is meant, who is declared by this name: hearingsite identities except ([0-9a-f]{20})"
)


@pytest.fixture
def namesake(bare: Commands) -> str:
    """An entry of the list: somebody of another hearing with the name of who spoke for the force in the project's."""
    found = re.search(r"- name: (\w+) (\w+)$", (bare.project / RECORD).read_text("utf-8"), re.MULTILINE)
    assert found
    return ENTRY % found.groups()


def test_a_declared_namesake_is_let_through_by_exceptions(listed: Commands, namesake: str) -> None:
    """Each finding says so with its mark; to write a designation for a person who is public is no way out."""
    assert listed("identities", "add", "--from", str(listed.plain(namesake))).code == 0
    by = ("--reason", "the spokesperson", "--by", "Head of Press", "--also-by", "Legal Services", NOW)
    asked: set[str] = set()
    while marks := set(WAY_OUT.findall(" ".join(listed("check", NOW).out.split()))):
        assert marks.isdisjoint(asked)
        assert {listed("identities", "except", mark, *by).code for mark in marks} == {0}
        asked |= marks
    assert (bool(asked), "HS680" in listed("check", NOW).out) == (True, False)


def test_a_plain_list_has_no_marks_and_its_findings_say_how_to_get_them(bare: Commands, namesake: str) -> None:
    """A list that hearingsite did not make has no secret, of which marks are made."""
    bare.folder.mkdir()
    people = bare.plain(namesake)
    done = bare("check", f"--identities={people}", with_list=False)
    said = " ".join(done.out.split())
    assert done.code == 3, done
    assert "who is declared by this name, only an exception lets it through" in said
    assert "`hearingsite identities init`, then `hearingsite identities add --from` this list" in said


def test_who_has_no_namesake_is_written_by_the_designation(listed: Commands) -> None:
    """Nobody is declared by that name: the finding says what it always did."""
    record = listed.project / RECORD
    record.write_text(record.read_text("utf-8") + "\nQuillfeather said so.\n", "utf-8")
    done = listed("check", NOW)
    assert (done.code, "Write PC X. If it is innocent: " in " ".join(done.out.split())) == (3, True), done
