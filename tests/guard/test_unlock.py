import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.vault import load_list
from hearingsite.records.outline import overview_of
from hearingsite.records.register import read_register
from hearingsite.settings import Settings, load_settings
from hearingsite.unlock import compare, unlock
from tests.guard.private import PEOPLE, VALUES, Commands

Run = Callable[..., subprocess.CompletedProcess[str]]


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
    told = sorted(
        (one.code, Path(one.place.path).name, one.place.line)
        for one in compare(opened, overview_of(register.entries, register.forces))
    )
    record = (bare.project / "content/hearings/2023/as-2023-014.md").read_text("utf-8").split("\n")
    lines = [number for number, line in enumerate(record, 1) if "known_as:" in line]
    assert told == [
        ("HS662", "people.yaml", 2),
        *(("HS663", "as-2023-014.md", line) for line in lines),
    ]


UNKNOWN = "unknown: The caller gave no name and was never found."


def test_somebody_whom_the_force_does_not_know_has_an_entry_too(bare: Commands) -> None:
    """With it, the list knows the designation; nothing is looked for, and the count of who is sought says so."""
    bare.folder.mkdir()
    people = PEOPLE.replace("names: {given: [Wilhelmindra], family: Thistlewick}", UNKNOWN)
    opened = load_list(bare.plain(people), None, bare.project)
    register, _ = read_register(bare.project / "content", bare.project)
    assert list(compare(opened, overview_of(register.entries, register.forces))) == []
    assert (len(opened.identities), opened.sought) == (2, 1)
    assert Matcher(opened.identities).search("The caller gave no name. Ms A rang.", frozenset({"AS-2023-014"})) == []


def test_invented_forces_have_nobody_to_protect(bare: Commands) -> None:
    """Hearings of a demonstration need no entries."""
    bare.folder.mkdir()
    record = bare.project / "content/hearings/2023/as-2023-014.md"
    text = record.read_text("utf-8").replace("AS-2023-014", "WLD-2023-914").replace("avon-and-somerset", "wealdshire")
    record.unlink()
    record.with_name("wld-2023-914.md").write_text(text, "utf-8")
    register, _ = read_register(bare.project / "content", bare.project)
    assert [entry.hearing.reference for entry in register.entries] == ["WLD-2023-914"]
    assert (
        list(compare(load_list(bare.plain("[]"), None, bare.project), overview_of(register.entries, register.forces)))
        == []
    )


def test_a_build_with_the_list_is_attested(listed: Commands) -> None:
    """What was searched with the list is signed, and verify says so."""
    done = listed("build", "--now", "2026-06-02")
    assert done.code == 0, done
    done = listed("verify")
    assert (done.code, "Attested for 2026-06-02" in done.out, "2 people" in done.out) == (0, True, True)


def test_a_build_without_the_list_it_needs(listed: Commands, run: Run) -> None:
    """Where the list is held, neither `build` nor plain `pelican` makes a site without it; plain `pelican` takes it too."""
    settings_of(listed.project, is_held=True)
    done = listed("build", "--now", "2026-06-02", with_list=False)
    assert (done.code, "HS715" in done.out, (listed.project / "output").exists()) == (2, True, False)
    done_plain = run(listed.project, "pelican")
    assert (done_plain.returncode, "HS715" in done_plain.stderr) == (2, True)
    given = {"HEARINGSITE_IDENTITIES": str(listed.list), "HEARINGSITE_AGE_KEY": str(listed.key)}
    assert run(listed.project, "pelican", environment=given).returncode == 0


def test_a_build_whose_list_lacks_somebody(listed: Commands) -> None:
    """A designation without an entry is exit code 3; no site is made."""
    assert listed("identities", "edit", "p-0002", "--remove", typed="y\n").code == 0
    done = listed("build", "--now", "2026-06-02")
    assert (done.code, "HS663" in done.out, (listed.project / "output").exists()) == (3, True, False)


def test_a_listed_name_stops_the_build(listed: Commands) -> None:
    """Exit code 3, the designation to write instead, no value, and no site."""
    record = listed.project / "content/hearings/2023/as-2023-014.md"
    record.write_text(record.read_text("utf-8") + "\nMs Thistlewick was told.\n", "utf-8")
    done = listed("build", "--now", "2026-06-02")
    assert (done.code, "Ms A" in done.out, (listed.project / "output").exists()) == (3, True, False), done
    assert not [value for value in VALUES if value.casefold() in (done.out + done.err).casefold()]
