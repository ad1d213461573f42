import datetime as dt
import errno
import re
import stat
from pathlib import Path

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.exceptions import Exceptions
from hearingsite.guard.private_file import one_writer
from hearingsite.guard.vault import load_list, save
from tests.guard.private import PEOPLE, VALUES, Commands
from tests.guard.test_exceptions import loaded, mark_of

# What `add` asks, in order, and what a press officer types.
ANSWERS = (
    "AS-2023-014\nMr B\nwitness\nGwendolyne, Pippinella\nHollowthorn\n\n\n\n\n\n\n\n07700 900123\n\n\n\n1980-02-03\n\n"
    "7 Emberway\nZZ98 1AA\n"
)


def no_value_in(*texts: str) -> bool:
    """Whether no text holds a value of the list."""
    return not [value for value in VALUES for text in texts if value.casefold() in text.casefold()]


def test_init_makes_a_list_that_only_its_owner_may_open(bare: Commands) -> None:
    """The folder, the list and the two keys are for the owner alone; the public half of the signing key is in the project."""
    done = bare("identities", "init", str(bare.folder), with_list=False)
    assert done.code == 0, done
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (bare.folder, *bare.folder.iterdir())}
    files = ("identities.age", "press-officer.key", "recovery.key")
    assert modes == {"private": 0o700, **dict.fromkeys(files, 0o600)}
    assert re.fullmatch("[0-9a-f]{64}\n", (bare.project / "attestation.pub").read_text("ascii"))
    assert "AGE-SECRET-KEY" not in done.out + done.err
    assert load_list(bare.list, bare.key, bare.project).identities == ()


def test_init_overwrites_nothing(listed: Commands) -> None:
    """A list that is there stays."""
    before = listed.list.read_bytes()
    done = listed("identities", "init", str(listed.folder))
    assert (done.code, "HS716" in done.out, listed.list.read_bytes()) == (2, True, before)


@pytest.mark.parametrize("folder", [".", "content/private", "../my site/x"])
def test_init_refuses_the_project(bare: Commands, folder: str) -> None:
    """A list inside the project is not even made."""
    done = bare("identities", "init", folder, with_list=False)
    assert (done.code, "HS651" in done.out) == (2, True)
    assert not [*bare.project.rglob("*.age"), *bare.project.rglob("*.key")]


def test_add_asks_for_a_person(listed: Commands) -> None:
    """What was answered is in the list; what was left empty is not."""
    done = listed("identities", "add", typed=ANSWERS)
    assert (done.code, "Added p-0003: Mr B in AS-2023-014." in done.out) == (0, True), done
    one = load_list(listed.list, listed.key, listed.project).identities[2]
    assert (one.names.given, one.names.family, one.role) == (("Gwendolyne", "Pippinella"), "Hollowthorn", "witness")
    assert (one.contacts.phones, str(one.born), one.addresses[0].postcode) == (
        ("07700 900123",),
        "1980-02-03",
        "ZZ98 1AA",
    )


def test_add_somebody_whom_the_force_does_not_know(listed: Commands) -> None:
    """Few questions, the reason in the list; list and check say so, and the name can be added once it is known."""
    reason = "The caller gave no name and was never found."
    answers = "AS-2023-014\nMs C\n\n07700 900555\n\n\n\n\n"
    done = listed("identities", "add", "--unknown", reason, typed=answers)
    assert (done.code, "Added p-0003: Ms C in AS-2023-014." in done.out) == (0, True), done
    one = load_list(listed.list, listed.key, listed.project).identities[2]
    assert (one.unknown, one.role, one.contacts.phones) == (reason, "victim", ("07700 900555",))
    assert "p-0003  Ms C  (not known to the force)" in listed("identities", "list").out
    assert "3 people (1 not known to the force: no name is looked for)" in listed("identities", "check").err
    assert "HS683" in listed("identities", "edit", "p-0003", "names.family", typed="Hollowthorn\n").out
    done = listed("identities", "edit", "p-0003", "names.family", "unknown", typed="Hollowthorn\n-\n")
    one = load_list(listed.list, listed.key, listed.project).identities[2]
    assert (done.code, one.names.family, one.unknown) == (0, "Hollowthorn", "")


def test_unknown_people_of_a_file_say_so_themselves(listed: Commands) -> None:
    """A reason on the command line and a file of entries do not go together."""
    people = listed.plain(PEOPLE.replace("p-000", "p-100"))
    assert listed("identities", "add", "--from", str(people), "--unknown", "Nobody knows.").code == 2


@pytest.mark.parametrize(
    ("answer", "bad", "good", "said"),
    [
        ("AS-2023-014", "the case of 2023", "as-2023-014", "References are written like"),
        ("AS-2023-014", ",", "AS-2023-014", "cannot be left out"),
        ("Mr B", "B" * 61, "Mr B", "at most 60 characters"),
        ("Mr B", "Ms A", "Mr B", "somebody else has this designation (p-0002)"),
        ("Mr B", "PC X", "Mr B", "somebody else has this designation (p-0001)"),
        ("witness", "boss", "Witness", "It can be: officer, affected-person, complainant,"),
        ("Gwendolyne, Pippinella", "?", "Gwendolyne, Pippinella", "no letter"),
        ("Hollowthorn", "Hollow\u202ethorn", "Hollowthorn", "nobody can see"),
        ("07700 900123", "unknown", "07700 900123", "telephone"),
        ("1980-02-03", "3/2", "03/02/1980", "1979-11-30 or 30/11/1979"),
        ("1980-02-03", "02/30/1980", "3 February 1980", "1979-11-30 or 30/11/1979"),
        ("1980-02-03", "1680-02-03", "3.2.1980", "1979-11-30 or 30/11/1979"),
    ],
    ids=lambda value: value[:20],
)
def test_a_faulty_answer_is_asked_again_at_once(listed: Commands, answer: str, bad: str, good: str, said: str) -> None:
    """The question comes again, all other answers stay, and the answer is not repeated."""
    done = listed("identities", "add", typed=ANSWERS.replace(f"{answer}\n", f"{bad}\n{good}\n", 1))
    assert (done.code, said in done.err) == (0, True), done
    one = load_list(listed.list, listed.key, listed.project).identities[2]
    assert (one.records, one.known_as, one.role, str(one.born)) == (("AS-2023-014",), "Mr B", "witness", "1980-02-03")
    assert (one.names.family, one.contacts.phones) == ("Hollowthorn", ("07700 900123",))


@pytest.mark.parametrize(
    ("field", "bad", "good"),
    [
        ("contacts.emails", "not-an-email", "oq@tallow.example"),
        ("numbers.national_insurance", "QQ12", "qq 12 34 56 c"),
        ("numbers.collar", "none", "PC 903577"),
        ("vehicles", "?", "QX00 OLR"),
        ("names.order", "backwards", "family-first"),
        ("known_as", "PC Quillfeather", "PC Y"),
        ("known_as", "-", "PC Y"),
        ("once_public", "soon", "1 Nov 2022"),
    ],
)
def test_edit_asks_again_too(listed: Commands, field: str, bad: str, good: str) -> None:
    """One bad answer costs one question."""
    done = listed("identities", "edit", "p-0001", field, typed=f"{bad}\n{good}\n")
    assert (done.code, "p-0001 was changed." in done.out, done.err != "") == (0, True, True), done


def test_a_person_without_a_name_is_asked_for_one(listed: Commands) -> None:
    """Whoever leaves out all names and numbers loses no answer for it."""
    nameless = "AS-2023-014\nMr B\nwitness" + "\n" * 16
    done = listed("identities", "add", typed=f"{nameless}\nHollowthorn\n\n\n\n")
    assert (done.code, "nobody can be looked for" in done.err) == (0, True), done
    assert load_list(listed.list, listed.key, listed.project).identities[2].names.family == "Hollowthorn"
    done = listed("identities", "edit", "p-0003", "names.family", typed="-\n\nHollowthorne\n\n")
    assert done.code == 0, done
    assert load_list(listed.list, listed.key, listed.project).identities[2].names.family == "Hollowthorne"


def test_what_no_record_has_is_told_and_kept(listed: Commands) -> None:
    """A reference or a designation may come later: it is kept, and said at once."""
    answers = ANSWERS.replace("AS-2023-014", "AS-2023-014, AS-2026-01")
    done = listed("identities", "add", typed=answers)
    assert (done.code, "Added p-0003" in done.out) == (0, True)
    assert "No record has the reference AS-2026-01 yet" in done.err
    assert "AS-2023-014 has nobody who is called that: its designations are PC X, Ms A." in done.err
    assert "Of " not in done.err


def test_the_roles_are_listed_and_held_against_the_list(listed: Commands) -> None:
    """Whoever is asked for a role is told which there are, and check finds one that is none, and whose."""
    assert "The roles are: officer, affected-person, " in listed("identities", "add", typed=ANSWERS).out
    opened = load_list(listed.list, listed.key, listed.project)
    save(opened, listed.key, opened.people.replace("role: victim", "role: boss"))
    done = listed("identities", "check")
    assert (done.code, "identities.age:1:1: HS657 Of p-0002: This is not a role." in done.out) == (2, True), done


def test_a_reason_that_is_none_is_told_before_the_questions(listed: Commands) -> None:
    """Whoever gives too short a reason is asked nothing yet."""
    done = listed("identities", "add", "--unknown", "?", typed=ANSWERS)
    assert (done.code, "HS683" in done.out, "Designation" in done.out) == (2, True, False)


def test_an_id_that_was_taken_meanwhile_costs_no_answer(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people who add at once both get in."""
    ids = iter(["p-0002", "p-0003"])
    monkeypatch.setattr("hearingsite.guard.changes.next_id", lambda _: next(ids))
    assert "Added p-0003" in listed("identities", "add", typed=ANSWERS).out


def test_enter_alone_changes_nothing(listed: Commands) -> None:
    """Whoever keeps everything keeps the state before, too."""
    before = {file: file.read_bytes() for file in listed.folder.glob("identities.*")}
    for fields in ([], ["names.given"]):
        done = listed("identities", "edit", "p-0001", *fields, typed="\n" * 30)
        assert (done.code, done.out.endswith("Nothing was changed.\n")) == (0, True), done
    done = listed("identities", "edit", "p-0002", "names.family", typed="Thistlewick\n")
    assert done.out.endswith("Nothing was changed.\n")
    assert {file: file.read_bytes() for file in listed.folder.glob("identities.*")} == before


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b"\n"])
@pytest.mark.parametrize("command", [("list",), ("add",), ("check",), ("edit", "p-0001")], ids=str)
def test_an_emptied_list_is_damaged(listed: Commands, content: bytes, command: tuple[str, ...]) -> None:
    """It is no empty list: nobody is asked anything, and the way back is told."""
    listed.list.write_bytes(content)
    done = listed("identities", *command, typed=ANSWERS)
    assert (done.code, "HS656" in done.out, "identities.age.before beside it" in done.out) == (2, True, True), done
    assert "What do you know" not in done.out


def test_a_list_that_cannot_be_written_back_asks_nothing(listed: Commands) -> None:
    """A list in plain YAML is told so before the first question."""
    listed.list = listed.plain(PEOPLE)
    for command in (("add",), ("edit", "p-0001")):
        done = listed("identities", *command, typed=ANSWERS)
        assert (done.code, "HS716" in done.out, "comma" in done.out) == (2, True, False), done


def test_an_empty_list_says_so(bare: Commands) -> None:
    """Nobody is in it yet, which is no silence."""
    assert bare("identities", "init", str(bare.folder), with_list=False).code == 0
    done = bare("identities", "list")
    assert (done.code, done.out, done.err.startswith("Nobody is in the list yet.")) == (0, "", True)


def test_ctrl_c_changes_nothing(listed: Commands) -> None:
    """Whoever stops in the middle of the questions leaves the list as it was."""
    before = listed.list.read_bytes()
    done = listed("identities", "add", typed="AS-2023-014\nMr B\n")
    assert (done.code, listed.list.read_bytes()) == (130, before)


def test_add_from_a_file_that_others_may_read_or_in_the_project(listed: Commands) -> None:
    """Entries come from a file under the same refusals as the list."""
    people = listed.plain(PEOPLE.replace("p-000", "p-100"))
    people.chmod(0o644)
    assert "HS652" in listed("identities", "add", "--from", str(people)).out
    inside = listed.project / "people.yaml"
    inside.write_text(PEOPLE, "utf-8")
    inside.chmod(0o600)
    assert "HS651" in listed("identities", "add", "--from", str(inside)).out


SLIPS = {
    "nonsense": "numbers: {national_insurance: [nonsense]}",
    "12": 'contacts: {phones: ["12"]}',
    "oq@": 'contacts: {emails: ["oq@"]}',
    "no": 'vehicles: ["no"]',
    "2079-11-30": "born: 2079-11-30",
}


@pytest.mark.parametrize("value", SLIPS)
def test_what_the_questions_refuse_is_refused_from_files_too(listed: Commands, value: str) -> None:
    """Entries of a file, and a list that was written by hand: with the place of the value, which is not repeated."""
    line = SLIPS[value]
    people = listed.plain(
        f"- id: p-0009\n  records: [AS-2023-014]\n  known_as: PC Y\n  names: {{family: Zim}}\n  {line}\n"
    )
    column = 3 + line.index(value) - (line[line.index(value) - 1] == '"')
    done = listed("identities", "add", "--from", str(people))
    assert (done.code, f"people.yaml:5:{column}: HS657 " in done.out) == (2, True), done
    assert no_value_in(done.out, done.err)
    again = listed("identities", "check", "--identities", str(people))
    assert (again.code, again.out) == (2, done.out)


def test_a_birth_after_the_hearing_is_asked_again(listed: Commands) -> None:
    """The year of the reference is known, so a slip in the year of birth is seen at once."""
    done = listed("identities", "edit", "p-0001", "born", typed="30/11/2079\n30/11/1978\n")
    assert (done.code, "born after the hearing" in done.err) == (0, True), done


def test_check_says_which_entries_are_due_for_review(listed: Commands) -> None:
    """From the day on that they name: a warning, which changes nothing else."""
    assert listed("identities", "edit", "p-0002", "review", typed="2026-06-02\n").code == 0
    assert "HS686" not in listed("identities", "check", "--now", "2026-06-01").out
    done = listed("identities", "check", "--now", "2026-06-02")
    assert (done.code, "HS686 warning: The entry p-0002 (Ms A) is due for review" in done.out) == (0, True), done
    assert "0 faults, 1 warning" in done.err
    plain = listed.plain(PEOPLE + "  review: 2026-06-02\n")
    done = listed("identities", "check", "--now", "2026-06-02", "--identities", str(plain))
    assert (done.code, "people.yaml:13:1: HS686" in done.out) == (0, True), done


def test_a_designation_with_the_letter_of_the_name_is_told(listed: Commands) -> None:
    """When it is given, and by check; it may be chance, so it is no fault. Two letters are initials, and refused."""
    done = listed("identities", "edit", "p-0001", "known_as", typed="PC Q\n")
    assert (done.code, "first letter of the family name" in done.err) == (0, True), done
    done = listed("identities", "check")
    assert ("HS687 warning: The designation of p-0001" in done.out, no_value_in(done.out, done.err)) == (True, True), (
        done
    )
    assert "HS661" in listed("identities", "edit", "p-0001", "known_as", typed="PC OQ\n").out
    done = listed("identities", "add", typed=ANSWERS.replace("Mr B", "Mr H"))
    assert (done.code, "first letter of the family name" in done.err) == (0, True), done
    assert "first letter" not in listed("identities", "edit", "p-0001", "known_as", typed="PC X\n").err


def test_edit_changes_one_field_and_keeps_the_rest(listed: Commands) -> None:
    """One answer, one change; comments and the other entry stay as they were written."""
    before = load_list(listed.list, listed.key, listed.project)
    done = listed("identities", "edit", "p-0001", "names.aliases", "vehicles", typed="Ozzo, Ozzi\n-\n")
    assert done.code == 0, done
    after = load_list(listed.list, listed.key, listed.project)
    assert (after.identities[0].names.aliases, after.identities[0].vehicles) == (("Ozzo", "Ozzi"), ())
    assert after.identities[0].numbers == before.identities[0].numbers
    assert after.identities[1] == before.identities[1]


def test_edit_can_take_a_person_out(listed: Commands) -> None:
    """After a question; the state before is kept, encrypted, and can still be opened."""
    assert listed("identities", "edit", "p-0001", "--remove", typed="n\n").code == 130
    assert listed("identities", "edit", "p-0001", "--remove", typed="y\n").code == 0
    assert [one.id for one in load_list(listed.list, listed.key, listed.project).identities] == ["p-0002"]
    kept = listed.list.with_name("identities.age.before")
    assert len(load_list(kept, listed.key, listed.project).identities) == 2
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("arguments", [("p-0009",), ("p-0001", "names.nick")])
def test_edit_of_what_is_not_there(listed: Commands, arguments: tuple[str, ...]) -> None:
    """An id or a field that does not exist is wrong use."""
    assert listed("identities", "edit", *arguments, typed="x\n").code == 2


def test_reveal_works_on_a_terminal_only(listed: Commands) -> None:
    """Where the output goes into a file or a log, no value is shown."""
    done = listed("identities", "edit", "p-0001", "names.family", "--reveal", typed="\n")
    assert (done.code, no_value_in(*done[1:])) == (2, True)


def test_list_tells_ids_and_designations_only(listed: Commands) -> None:
    """Nothing else is printed."""
    assert listed("identities", "list").out == "p-0001  PC X\np-0002  Ms A\n"


def test_share_gives_and_takes_access(listed: Commands) -> None:
    """A second officer's key opens the list, until it is taken out."""
    assert listed("identities", "share", "deputy").code == 0
    deputy = listed.folder / "deputy.key"
    assert len(load_list(listed.list, deputy, listed.project).identities) == 2
    assert listed("identities", "share", "deputy").code == 2
    assert listed("identities", "share", "deputy", "--remove").code == 0
    with pytest.raises(Fault):
        load_list(listed.list, deputy, listed.project)
    assert listed("identities", "share", "press-officer", "--remove").code == 2
    assert listed("identities", "share", "other", "--public", "age1nonsense").code == 2


def test_the_way_back_is_not_taken_out_silently(listed: Commands) -> None:
    """Without the recovery key one key alone is left: what that means is said, and asked, unless somebody is sure."""
    for typed in ("", "n\n"):
        done = listed("identities", "share", "recovery", "--remove", typed=typed)
        assert (done.code, "recovery key" in done.err, "Only the key of press-officer" in done.err) == (130, True, True)
        assert load_list(listed.list, listed.folder / "recovery.key", listed.project).identities
    done = listed("identities", "share", "recovery", "--remove", "--yes")
    assert (done.code, "nobody can open the list again" in done.err) == (0, True), done
    with pytest.raises(Fault):
        load_list(listed.list, listed.folder / "recovery.key", listed.project)


def test_the_last_other_key_is_not_taken_out_silently(listed: Commands) -> None:
    """A deputy without a recovery key is the way back as well; beside two others nobody is asked."""
    assert listed("identities", "share", "deputy").code == 0
    assert listed("identities", "share", "spare").code == 0
    done = listed("identities", "share", "recovery", "--remove", typed="y\n")
    assert (done.code, "recovery key" in done.err, "Only the key" in done.err) == (0, True, False), done
    done = listed("identities", "share", "spare", "--remove")
    assert (done.code, done.err) == (0, ""), done
    done = listed("identities", "share", "deputy", "--remove")
    assert (done.code, "Only the key of press-officer" in done.err) == (130, True), done
    assert len(load_list(listed.list, listed.folder / "deputy.key", listed.project).holders) == 2


def test_check_holds_the_list_against_the_records(listed: Commands) -> None:
    """Exit code 0 where they agree, 2 for a hearing that does not exist, 3 for somebody who is missing."""
    done = listed("identities", "check")
    assert (done.code, done.out, done.err) == (0, "", "2 people, 2 keys: 0 faults, 0 warnings.\n")
    assert listed("identities", "edit", "p-0002", "known_as", typed="Ms B\n").code == 0
    done = listed("identities", "check")
    assert (done.code, "HS663" in done.out, "content/hearings/2023/as-2023-014.md:" in done.out) == (3, True, True)
    assert listed("identities", "edit", "p-0002", "records", typed="AS-2023-999\n").code == 0
    done = listed("identities", "check")
    assert (done.code, "identities.age:1:1: HS662" in done.out, "edit p-0002 records" in done.out) == (2, True, True)


def test_a_list_is_needed(bare: Commands) -> None:
    """Commands about the list say what to do where there is none."""
    for command in ("add", "list", "check"):
        done = bare("identities", command, with_list=False)
        assert (done.code, "HS715" in done.out) == (2, True)


def test_a_second_writer_is_kept_out(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody writes, nobody else does; afterwards they may."""
    monkeypatch.setattr("hearingsite.guard.private_file._WAIT", 0)
    change = ("identities", "edit", "p-0002", "names.aliases")
    with one_writer(listed.list):
        done = listed(*change, typed="Minny\n")
        assert (done.code, "HS716" in done.out) == (2, True)
    assert listed(*change, typed="Minny\n").code == 0


def test_a_disk_that_refuses_leaves_the_list(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new file cannot be put in place, the list is as it was, and nothing lies about."""
    before = listed.list.read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", full)
    done = listed("identities", "edit", "p-0002", "names.aliases", typed="Minny\n")
    assert (done.code, "HS716" in done.out, listed.list.read_bytes()) == (2, True, before)
    assert not [*listed.folder.glob(".*.new")]


def test_a_full_disk_leaves_what_public_files_held(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens, exceptions and the public key are whole or as they were, and nothing half-written lies beside them."""
    tokens = ("identities", "tokens", "tokens.txt", "--token-key", str(listed.folder / "tokens.key"))
    mark = mark_of(loaded(listed))
    except_ = ("identities", "except", mark, "--reason", "a street", "--by", "Head of Press")
    init = ("identities", "init", str(listed.folder / "second"))
    files = [listed.project / name for name in ("tokens.txt", "guard-exceptions.yaml", "attestation.pub")]
    assert listed(*tokens).code == listed(*except_).code == 0
    before = [file.read_bytes() for file in files]

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("hearingsite.disk.os.fsync", full)
    for command, said in ((tokens, "The file of tokens"), (except_, "The exception")):
        done = listed(*command)
        assert (done.code, f"HS907 {said} could not be written" in done.out + done.err) == (4, True), done
    assert [file.read_bytes() for file in files] == before
    monkeypatch.undo()
    files[2].unlink()
    monkeypatch.setattr("hearingsite.cli.identities.write_whole", lambda _file, _content: full(0))
    monkeypatch.chdir(listed.project)
    done = listed(*init, with_list=False)
    assert (done.code, "HS907 The public key" in done.out + done.err) == (4, True), done
    assert sorted(file.name for file in listed.project.iterdir() if file.name.endswith(".new")) == []


def test_no_command_tells_a_value(listed: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command, in every format, well used and badly: no value on the screen, none in any file of the project."""
    said = []
    (listed.folder / "fault.yaml").write_text(PEOPLE.replace("family: Quillfeather", "family: [Quillfeather"), "utf-8")
    (listed.folder / "fault.yaml").chmod(0o600)
    twice = listed.plain(PEOPLE, "twice.yaml")
    review = Exceptions((), load_list(listed.list, listed.key, listed.project).secret, dt.date(2026, 6, 2))
    mark = review.fingerprint("surname", "Thistlewick", 0, 11, "AS-2023-014", tier="weak")
    for arguments in (
        ("identities", "list"),
        ("identities", "check"),
        ("identities", "check", "--format", "json"),
        ("identities", "check", "--format", "github"),
        ("identities", "add", "--from", str(twice)),
        ("identities", "add", "--from", str(listed.folder / "fault.yaml")),
        ("identities", "edit", "p-0001"),
        ("identities", "edit", "p-0001", "known_as"),
        ("identities", "share", "deputy"),
        ("identities", "tokens", "tokens.txt", "--token-key", str(listed.folder / "tokens.key")),
        ("identities", "except", mark, "--reason", "the Thistlewick case", "--by", "me"),
        ("identities", "except", mark, "--reason", "a street", "--by", "Head of Press"),
        ("verify",),
        ("check",),
    ):
        done = listed(*arguments, typed="\n" * 30 if "known_as" not in arguments else "PC Quillfeather\n")
        assert done.code != 70, done
        said += [done.out, done.err]
    monkeypatch.setattr("hearingsite.guard.vault.read_entries", lambda text, *_: 1 / len(text[:0]))
    done = listed("identities", "list")
    assert done.code == 70
    said += [done.out, done.err]
    files = [file for file in listed.project.rglob("*") if file.is_file() and "content" not in file.parts]
    assert (listed.project / "hearingsite-crash.log") in files
    assert (listed.project / "guard-exceptions.yaml") in files
    said += [file.read_bytes().decode("utf-8", "replace") for file in files if "theme" not in file.parts]
    assert no_value_in(*said)


def test_no_plain_text_is_ever_written(listed: Commands, tmp_path: Path) -> None:
    """After init, add and edit no file but the encrypted ones holds anything of the list."""
    assert listed("identities", "edit", "p-0001", "names.given", typed="Osbertine\n").code == 0
    files = [file for file in tmp_path.rglob("*") if file.is_file() and listed.project not in file.parents]
    assert {file.name for file in files} >= {"identities.age", "identities.age.before"}
    assert no_value_in(*(file.read_bytes().decode("utf-8", "replace") for file in files if ".age" not in file.suffixes))
