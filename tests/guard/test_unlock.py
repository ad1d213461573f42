import datetime as dt
from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.vault import load_list
from hearingsite.records.register import read_register
from hearingsite.settings import Settings, load_settings
from hearingsite.unlock import compare, unlock
from tests.guard.private import PEOPLE, Commands

NOW = dt.datetime(2026, 6, 2, tzinfo=dt.UTC)


def settings_of(project: Path, *, is_held: bool) -> Settings:
    """The settings of a project where the list is held, or is not."""
    file = project / "pelicanconf.py"
    if is_held:
        file.write_text(file.read_text("utf-8").replace('    "identities": "not-held",\n', ""), "utf-8")
    return load_settings(project)


def test_a_demonstration_needs_no_list(listed: Commands) -> None:
    """Where the settings say so, none is needed; one that is given counts all the same, and its faults as well."""
    settings = settings_of(listed.project, is_held=False)
    assert unlock(settings, None, None) is None
    opened = unlock(settings, listed.list, listed.key)
    assert opened is not None
    assert len(opened.identities) == 2
    with pytest.raises(Fault):
        unlock(settings, listed.folder / "gone.age", listed.key)


def test_without_a_list_nothing_goes(listed: Commands) -> None:
    """By default the list is held, and none given is exit code 2."""
    settings = settings_of(listed.project, is_held=True)
    with pytest.raises(Fault) as raised:
        unlock(settings, None, None)
    assert (raised.value.exitcode, raised.value.report.diagnostics[0].code) == (2, "HS715")
    assert unlock(settings, listed.list, listed.key) is not None


def test_list_and_records_are_compared(bare: Commands) -> None:
    """A designation that the list lacks, and a hearing that the records lack; each with its place."""
    bare.folder.mkdir()
    people = PEOPLE.replace("known_as: Ms A", "known_as: Ms B").replace(
        "records: [AS-2023-014]", "records: [AS-2023-013]", 1
    )
    opened = load_list(bare.plain(people), None, bare.project)
    register, _ = read_register(bare.project / "content", bare.project)
    told = sorted((one.code, Path(one.place.path).name, one.place.line) for one in compare(opened, register))
    record = (bare.project / "content/hearings/2023/as-2023-014.md").read_text("utf-8").split("\n")
    lines = [number for number, line in enumerate(record, 1) if "known_as:" in line]
    assert told == [
        ("HS662", "people.yaml", 2),
        *(("HS663", "as-2023-014.md", line) for line in lines),
    ]


def test_invented_forces_have_nobody_to_protect(bare: Commands) -> None:
    """Hearings of a demonstration need no entries."""
    bare.folder.mkdir()
    record = bare.project / "content/hearings/2023/as-2023-014.md"
    text = record.read_text("utf-8").replace("AS-2023-014", "WLD-2023-914").replace("avon-and-somerset", "wealdshire")
    record.unlink()
    record.with_name("wld-2023-914.md").write_text(text, "utf-8")
    register, _ = read_register(bare.project / "content", bare.project)
    assert [entry.hearing.reference for entry in register.entries] == ["WLD-2023-914"]
    assert list(compare(load_list(bare.plain("[]"), None, bare.project), register)) == []
