import datetime as dt

import pytest

from hearingsite.diagnostics import Fault
from hearingsite.guard.exceptions import FILE, Exceptions, load_exceptions
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


def excepted(listed: Commands, *more: str) -> str:
    """Except the finding of TEXT with the command, and give its mark."""
    mark = loaded(listed).fingerprint("surname", TEXT, *AT, "AS-2023-014")
    done = listed("identities", "except", mark, "--reason", "a mill", "--by", "Head of Press", "--now", NOW, *more)
    assert done.code == 0, done
    return mark


def test_the_mark_of_a_finding_is_keyed(listed: Commands) -> None:
    """The same finding has the same mark, another rule, context or hearing another one, and so does another list."""
    ours = loaded(listed)
    mark = ours.fingerprint("surname", TEXT, *AT, "AS-2023-014")
    assert mark == ours.fingerprint("surname", TEXT.upper(), *AT, "AS-2023-014")
    others = {
        ours.fingerprint("first name", TEXT, *AT, "AS-2023-014"),
        ours.fingerprint("surname", TEXT.replace("bridge", "street"), *AT, "AS-2023-014"),
        ours.fingerprint("surname", TEXT, *AT, "AS-2023-015"),
        Exceptions((), b"x" * 32, TODAY).fingerprint("surname", TEXT, *AT, "AS-2023-014"),
    }
    assert (mark in others, len(others)) == (False, 4)


@pytest.mark.parametrize(
    ("tier", "more", "day", "is_covered", "codes"),
    [
        ("ambiguous", (), TODAY, True, []),
        ("weak", (), dt.date(2026, 8, 31), True, []),
        ("weak", (), dt.date(2026, 9, 1), False, ["HS665"]),
        ("weak", (), dt.date(2026, 6, 1), False, ["HS665"]),
        ("weak", ("--days", "10"), dt.date(2026, 6, 13), False, ["HS665"]),
        ("unique", (), TODAY, False, ["HS667"]),
        ("unique", ("--also-by", "head  of PRESS"), TODAY, False, ["HS667"]),
        ("unique", ("--also-by", "Legal Services"), TODAY, True, []),
    ],
)
def test_what_an_exception_covers(
    listed: Commands, tier: Strength, more: tuple[str, ...], day: dt.date, *, is_covered: bool, codes: list[str]
) -> None:
    """For 90 days if nothing else was said; what points at one person alone needs two different reviewers."""
    mark = excepted(listed, *more)
    found = loaded(listed, day)
    assert found.covers(mark, tier) is is_covered
    assert [one.code for one in found.faults()] == codes


def test_an_unused_exception_is_an_error(listed: Commands) -> None:
    """An exception that covers nothing must go."""
    excepted(listed)
    found = loaded(listed)
    assert found.covers("0" * 20, "weak") is False
    assert [(one.code, one.place.line, str(one.severity)) for one in found.faults()] == [("HS666", 2, "error")]


def test_except_replaces_an_older_one(listed: Commands) -> None:
    """The same finding excepted again stands there once."""
    excepted(listed)
    mark = excepted(listed, "--days", "5")
    text = (listed.project / FILE).read_text("utf-8")
    assert (text.count(mark), "2026-06-07" in text) == (1, True)


def test_no_file_no_exceptions(listed: Commands) -> None:
    """A project without the file has none."""
    assert list(loaded(listed).faults()) == []


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
