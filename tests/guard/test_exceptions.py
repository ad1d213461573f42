import datetime as dt
import re

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.exceptions import FILE, Exceptions, load_exceptions, read_exceptions
from hearingsite.guard.identities import Strength
from hearingsite.guard.vault import IdentityList, load_list
from tests.guard.private import Commands

TODAY = dt.date(2026, 6, 2)
NOW = "2026-06-02"
TEXT = "the bridge at Quillfeather Mill is closed"
AT = (TEXT.index("Quillfeather"), TEXT.index(" Mill"))


def opened(listed: Commands) -> IdentityList:
    """The list."""
    return load_list(listed.list, listed.key, listed.project)


def loaded(listed: Commands, today: dt.date = TODAY) -> Exceptions:
    """The exceptions of the project."""
    return load_exceptions(listed.project, opened(listed), today)


def mark_of(found: Exceptions, tier: Strength = "weak") -> str:
    """The mark of the finding of TEXT."""
    return found.fingerprint("surname", TEXT, *AT, "AS-2023-014", tier=tier)


def excepted(listed: Commands, *more: str, tier: Strength = "weak") -> str:
    """Except the finding of TEXT with the command, and give its mark."""
    mark = mark_of(loaded(listed), tier)
    done = listed("identities", "except", mark, "--reason", "a mill", "--by", "Head of Press", "--now", NOW, *more)
    assert done.code == 0, done
    return mark


def codes_of(found: Exceptions) -> list[str]:
    """What is wrong with exceptions after a whole search."""
    return [one.code for one in (*found.lapsed(), *found.unused(is_all=True))]


def test_the_mark_of_a_finding_is_keyed(listed: Commands) -> None:
    """The same finding has the same mark, another rule, context or hearing another one, and so does another list."""
    ours = loaded(listed)
    mark = mark_of(ours)
    assert mark == ours.fingerprint("surname", TEXT.upper(), *AT, "AS-2023-014", tier="weak")
    others = {
        ours.fingerprint("first name", TEXT, *AT, "AS-2023-014", tier="weak"),
        ours.fingerprint("surname", TEXT.replace("bridge", "street"), *AT, "AS-2023-014", tier="weak"),
        ours.fingerprint("surname", TEXT, *AT, "AS-2023-015", tier="weak"),
        mark_of(ours, "unique"),
        mark_of(Exceptions((), b"x" * 32, TODAY)),
    }
    assert (mark in others, len(others)) == (False, 5)


@pytest.mark.parametrize(
    ("tier", "more", "day", "is_covered", "codes"),
    [
        ("ambiguous", (), TODAY, True, []),
        ("weak", (), dt.date(2026, 8, 31), True, []),
        ("weak", (), dt.date(2026, 9, 1), False, ["HS665"]),
        ("weak", (), dt.date(2026, 6, 1), False, ["HS665"]),
        ("weak", ("--days", "10"), dt.date(2026, 6, 13), False, ["HS665"]),
        ("unique", ("--also-by", "Legal Services"), TODAY, True, []),
        ("unique", ("--also-by", "Legal Services"), dt.date(2026, 9, 1), False, ["HS665"]),
    ],
)
def test_what_an_exception_covers(
    listed: Commands, tier: Strength, more: tuple[str, ...], day: dt.date, *, is_covered: bool, codes: list[str]
) -> None:
    """For 90 days if nothing else was said; what points at one person alone needs two different reviewers."""
    mark = excepted(listed, *more, tier=tier)
    found = loaded(listed, day)
    assert found.covers(mark) is is_covered
    assert codes_of(found) == codes
    assert (found.why_not(mark) == "") is is_covered


def test_an_exception_that_ends_soon_is_foreseen(listed: Commands) -> None:
    """Two weeks before, with the first day on which it covers nothing and what to do; not sooner, and not afterwards."""
    mark = excepted(listed)
    end = TODAY + dt.timedelta(days=90)
    foreseen = [
        [(day, one.code, mark in one.hint) for day, one in loaded(listed, today).ending(today + dt.timedelta(days=14))]
        for today in (end - dt.timedelta(days=14), end - dt.timedelta(days=13), end, end + dt.timedelta(days=1))
    ]
    told = [(end + dt.timedelta(days=1), "HS665", True)]
    assert foreseen == [[], told, told, []]


def test_an_unused_exception_is_an_error(listed: Commands) -> None:
    """An exception that covers nothing must go."""
    excepted(listed)
    found = loaded(listed)
    assert found.covers("0" * 20) is False
    told = [(one.code, one.place.line, str(one.severity)) for one in found.unused(is_all=True)]
    assert told == [("HS666", 2, "error")]


def test_except_replaces_an_older_one(listed: Commands) -> None:
    """The same finding excepted again stands there once."""
    excepted(listed)
    mark = excepted(listed, "--days", "5")
    text = (listed.project / FILE).read_text("utf-8")
    assert (text.count(mark), "2026-06-07" in text) == (1, True)


def test_several_findings_are_excepted_at_once(listed: Commands) -> None:
    """With one reason; with a mark among them that is none, each such mark is told by its place, and nothing is written."""
    found = loaded(listed)
    marks = [mark_of(found), found.fingerprint("surname", TEXT[4:], 10, 22, "AS-2023-014", tier="weak")]
    by = ("--reason", "a word", "--by", "Head of Press", "--now", NOW)
    done = listed("identities", "except", marks[0], "Quillfeather", marks[1], "0" * 20, *by)
    assert (done.code, (listed.project / FILE).exists(), "Quillfeather" in done.out + done.err) == (2, False, False), (
        done
    )
    assert re.findall("FINDING [0-9]", done.out) == ["FINDING 2", "FINDING 4"]
    assert listed("identities", "except", *marks, marks[0], *by).code == 0
    assert [one.finding for one in read_exceptions(listed.project, opened(listed))] == marks


def test_no_file_no_exceptions(listed: Commands) -> None:
    """A project without the file has none."""
    assert codes_of(loaded(listed)) == []


RECORD = "content/hearings/2023/as-2023-014.md"


@pytest.fixture
def mark(listed: Commands) -> str:
    """The mark of a find that points at one person alone, as `check` prints it."""
    with (listed.project / RECORD).open("a", encoding="utf-8") as record:
        record.write("\nThe bridge at Thistlewick Mill is closed.\n")
    done = listed("check", "--now", NOW)
    marks = re.findall(r"identities except (\w+)", done.out)
    assert (done.code, len(marks)) == (3, 1), done
    return str(marks[0])


def test_who_excepts_such_a_find_is_asked_for_a_second_person(listed: Commands, mark: str) -> None:
    """Until it is somebody else; then check lets it through."""
    typed = "a mill\nHead of Press\n\nhead of  PRESS\nLegal Services\n"
    done = listed("identities", "except", mark, "--now", NOW, typed=typed)
    assert (done.code, "points at one person alone" in done.out, "same person" in done.err) == (0, True, True), done
    done = listed("check", "--now", NOW)
    assert (done.code, "HS6" in done.out) == (0, False), done


def test_of_several_finds_it_is_said_that_some_point_at_one_person(listed: Commands, mark: str) -> None:
    """And not that this one does, where nobody could tell which; the same mark twice is one."""
    other = loaded(listed).fingerprint("surname", TEXT[4:], 10, 22, "AS-2023-014", tier="weak")
    said = [
        listed("identities", "except", *marks, "--reason", "a mill", "--by", "A", "--now", NOW, typed="B\n").out
        for marks in ([mark, mark], [mark, other])
    ]
    assert ["This finding points at one" in one for one in said] == [True, False]
    assert ["One or more of these findings point at one" in one for one in said] == [False, True]


def test_what_is_found_in_the_finished_site_is_told_by_builds_alone(listed: Commands, mark: str) -> None:
    """Each find of the site is excepted on its own; check, which does not see it, says nothing of that."""
    by = ("--reason", "a mill", "--by", "Head of Press", "--also-by", "Legal Services", "--now", NOW)
    assert listed("identities", "except", mark, *by).code == 0
    # What one find hides in the same text comes to light in the next build.
    while (done := listed("build", "--now", NOW)).code:
        found = set(re.findall(r"identities except (\w+)", done.out))
        assert [listed("identities", "except", one, *by).code for one in found] == [0] * len(found) != []
    done = listed("check", "--now", NOW)
    assert (done.code, "HS6" in done.out, (listed.project / FILE).read_text().count("finding") > 2) == (0, False, True)


def test_nobody_excepts_such_a_find_alone(listed: Commands, mark: str) -> None:
    """The same person twice is refused, and so is nobody: nothing is written."""
    by = ("--reason", "a mill", "--by", "Head of Press")
    done = listed("identities", "except", mark, *by, "--also-by", "head of press")
    assert (done.code, "HS667" in done.out, "named twice" in done.out) == (2, True, True), done
    assert listed("identities", "except", mark, *by).code == 130
    assert not (listed.project / FILE).exists()


@pytest.mark.parametrize(
    ("before", "after", "code", "said"),
    [
        ("  also_by: Legal Services\n", "", "HS667", 'needs a second person: add "also_by"'),
        ("2026-08-28", "2026-06-01", "HS665", "ended on 2026-06-01"),
        ("2026-05-30", "2026-06-03", "HS665", "begins on 2026-06-03 only"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_an_exception_that_does_not_hold_is_told_beside_the_finding(
    listed: Commands, mark: str, command: str, *, before: str, after: str, code: str, said: str
) -> None:
    """Whatever somebody made of it by hand: the finding says why it is still there, and the exception has its line."""
    by = ("--reason", "a mill", "--by", "Head of Press", "--also-by", "Legal Services")
    assert listed("identities", "except", mark, *by, "--now", "2026-05-30").code == 0
    text = (listed.project / FILE).read_text("utf-8")
    assert before in text
    (listed.project / FILE).write_text(text.replace(before, after), "utf-8")
    done = listed(command, "--now", NOW)
    hint = done.out.partition("HS680")[2].splitlines()[1]
    assert (done.code, said in hint, f"{FILE}:2:1: {code}" in done.out) == (3, True, True), done


@pytest.mark.parametrize("finding", ["0" * 20, "AS-2023-014", "Quillfeather"])
def test_a_mark_that_no_finding_has_is_refused(listed: Commands, finding: str) -> None:
    """Before anything is asked, and without repeating what was typed."""
    done = listed("identities", "except", finding)
    assert (done.code, "HS666" in done.out, finding in done.out + done.err) == (2, True, False), done
    assert not (listed.project / FILE).exists()


def test_a_list_without_a_secret_has_no_marks(bare: Commands) -> None:
    """A plain list of people is told apart from a mistyped mark."""
    bare.folder.mkdir()
    done = bare("identities", "except", "0" * 20, "--identities", str(bare.plain("[]")))
    assert (done.code, "HS664" in done.out, "hearingsite did not make it" in done.out) == (2, True, True), done


def test_check_tells_exceptions_that_cover_nothing(listed: Commands, mark: str) -> None:
    """One by a mark that no finding can have is a fault, as for a build; one that the content does not need is a note."""
    by = ("--reason", "a mill", "--by", "Head of Press", "--also-by", "Legal Services")
    assert listed("identities", "except", mark, *by, "--now", NOW).code == 0
    record = listed.project / RECORD
    record.write_text(record.read_text("utf-8").replace("Thistlewick Mill", "the mill"), "utf-8")
    done = listed("check", "--now", NOW)
    assert (done.code, f"{FILE}:2:1: HS688 note: " in done.out) == (0, True), done
    done = listed("build", "--now", NOW)
    assert (done.code, f"{FILE}:2:1: HS666" in done.out) == (3, True), done
    text = (listed.project / FILE).read_text("utf-8")
    (listed.project / FILE).write_text(text.replace(mark, "0" * 20), "utf-8")
    for command in ("check", "build", "plan"):
        done = listed(command, "--now", NOW)
        assert (done.code, f"{FILE}:2:1: HS666" in done.out) == (3, True), done


WRONG = {
    "no list": "just words",
    "no block": "- just words",
    "unknown key": "- {finding: {m}, reason: a, by: b, on: 2026-06-02, until: 2026-06-03, who: c}",
    "missing": "- {finding: {m}, reason: a, on: 2026-06-02, until: 2026-06-03}",
    "mark": "- {finding: Quillfeather, reason: a, by: b, on: 2026-06-02, until: 2026-06-03}",
    "day": "- {finding: {m}, reason: a, by: b, on: 2026-06-31, until: 2026-07-03}",
    "too long": "- {finding: {m}, reason: a, by: b, on: 2026-06-02, until: 2027-06-30}",
    "backwards": "- {finding: {m}, reason: a, by: b, on: 2026-06-02, until: 2026-06-01}",
    "telling": "- {finding: {m}, reason: a street called quillfeather, by: b, on: 2026-06-02, until: 2026-06-03}",
    "twice": "- {finding: {m}, reason: a, by: b, on: 2026-06-02, until: 2026-06-03}\n" * 2,
    "syntax": "- {finding: {m}",
}


@pytest.mark.parametrize("name", WRONG)
def test_faulty_exceptions_end_with_a_sentence(listed: Commands, name: str) -> None:
    """Whatever somebody wrote by hand: exit code 2, a place, no value."""
    (listed.project / FILE).write_text(WRONG[name].replace("{m}", "0" * 20), "utf-8")
    with pytest.raises(Fault) as raised:
        loaded(listed)
    (found,) = raised.value.report.diagnostics
    assert (raised.value.exitcode, found.code, found.place.path) == (2, "HS664", FILE)
    assert "quillfeather" not in f"{found.message} {found.hint}".casefold()


def test_what_says_more_by_now_needs_a_second_person(listed: Commands) -> None:
    """An exception of a weak find by one person does not hold once the same words point at one person alone."""
    excepted(listed)
    found = loaded(listed)
    assert found.covers(mark_of(found, "weak")) is True
    assert found.covers(mark_of(found, "unique")) is False
    assert "second person" in found.why_not(mark_of(found, "unique"))


def test_a_mark_of_another_make_excepts_nothing(listed: Commands) -> None:
    """Neither one that an earlier version gave nor one that was altered by hand, though most of it fits."""
    mark = excepted(listed)
    file = listed.project / FILE
    file.write_text(file.read_text("utf-8").replace(mark, f"{mark[:16]}0000"), "utf-8")
    found = loaded(listed)
    assert found.covers(mark) is False
    assert "another mark" in found.why_not(mark)
