"""The table "What is public when", cell by cell: each field holds a word of its own, and we look for the words."""

import re
from collections.abc import Callable

import pytest

from hearingsite.public.feeds.told import gone_at
from hearingsite.public.happenings import entry_kinds
from hearingsite.records.register import Register
from hearingsite.release import Released, release
from hearingsite.values import Moment

RECORD = """---
reference: WLD-2024-001
force: wealdshire
status: concluded
summary: w-summary
hearing:
  kind: misconduct-hearing
  dates: [2024-03-04, 2024-03-05]
  venue: w-venue
  held: part-private
  private_reason: w-private-reason
  private_ground: medical
  chair: {role: legally-qualified-chair, name: w-chair}
  history:
    - {on: 2024-02-01, status: scheduled, reason: w-history-early}
    - {on: 2024-03-06, status: findings-made, reason: w-history-findings}
    - {on: 2024-03-20, status: concluded, reason: w-history-concluded}
notice: {published: 2024-02-01T09:00, text: w-notice}
officers:
  - known_as: PC A
    rank: constable
    service: former
    left: {how: resigned, on: 2024-01-01}
    attended: absent
    allegations:
      - conduct: w-conduct
        when: w-when
        standards: [honesty-and-integrity]
        alleged_level: gross-misconduct
        response: denied
        finding: proven
        level: gross-misconduct
    standards_breached: [confidentiality]
    outcome: would-have-been-dismissed
    reasons: w-reasons
    barred_list: added
  - name: w-named
    anonymous_as: Sergeant B
    collar_number: w-collar
    rank: sergeant
    service: serving
    allegations:
      - {conduct: w-conduct-b, standards: [use-of-force], finding: not-proven}
    outcome: not-proven
people:
  - {known_as: w-person, role: [victim], post: w-post}
restrictions:
  - {protects: PC A, covers: identity, imposed_by: chair, ground: medical, text: w-restriction}
  - {protects: w-person, covers: identity, imposed_by: force, ground: other, text: w-restriction-person}
investigation: {by: iopc}
criminal_proceedings: [{officer: PC A, state: acquitted, on: 2024-01-15, note: w-criminal-note}]
publication: {publish_at: 2024-03-07T09:00, outcome_at: 2024-03-21T09:00, keep_until: 2024-09-30, afterwards: anonymise}
appeals:
  - body: police-appeals-tribunal
    lodged: 2024-04-10
    decided: 2024-06-10
    result: allowed
    in_force: changed
    note: w-appeal-note
    officers: {PC A: {outcome: no-action, reasons: w-appeal-reasons}}
changes:
  - {on: 2024-05-01, kind: correction, what: w-change}
quotes: [{by: w-person, text: w-quote}]
area: w-area
editor_note: w-editor-note
---
w-body
"""

AT_NOTICE = {
    "w-venue",
    "w-private-reason",
    "w-chair",
    "w-history-early",
    "w-notice",
    "w-conduct",
    "w-when",
    "w-conduct-b",
    "w-named",
    "w-collar",
    "w-restriction",
    "w-area",
}
AT_FINDINGS = (AT_NOTICE - {"w-notice"}) | {
    "w-summary",
    "w-body",
    "w-person",
    "w-post",
    "w-criminal-note",
    "w-quote",
    "w-history-findings",
    "w-restriction-person",
}
AT_OUTCOME = AT_FINDINGS | {"w-reasons"}
WITH_STEP = AT_OUTCOME | {"w-history-concluded"}
AFTER_CHANGE = WITH_STEP | {"w-change"}
APPEALED = AFTER_CHANGE | {"w-appeal-note", "w-appeal-reasons"}
ANONYMISED = {
    "w-venue",
    "w-private-reason",
    "w-chair",
    "w-history-early",
    "w-history-findings",
    "w-history-concluded",
    "w-change",
}


def released(register: Register, moment: str) -> Released:
    """Release at a moment."""
    return release(register, Moment.parse(moment).at)


def words(register: Register, moment: str) -> set[str]:
    """The marked words that are public at a moment."""
    return set(re.findall(r"w-[a-z-]+", repr(released(register, moment).register.hearings)))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2024-02-01T08:59", set()),
        ("2024-02-01T09:00", AT_NOTICE),
        ("2024-03-06T12:00", AT_NOTICE),
        ("2024-03-07T08:59", AT_NOTICE),
        ("2024-03-07T09:00", AT_FINDINGS),
        ("2024-03-20T12:00", AT_FINDINGS),
        ("2024-03-21T09:00", WITH_STEP),
        ("2024-05-01T00:00", AFTER_CHANGE),
        ("2024-06-10T23:59", AFTER_CHANGE),
        ("2024-06-11T00:00", APPEALED),
        ("2024-09-30T23:59", APPEALED),
        ("2024-10-01T00:00", ANONYMISED),
    ],
)
def test_what_is_public_when(register_of: Callable[..., Register], moment: str, expected: set[str]) -> None:
    """At each moment exactly the fields of the table are public."""
    assert words(register_of(RECORD), moment) == expected


def test_findings_come_without_the_outcome(register_of: Callable[..., Register]) -> None:
    """Between publication and `outcome_at` there are findings, and no outcome, reasons or barred list."""
    hearing = released(register_of(RECORD), "2024-03-10").register.hearings[0]
    officer = hearing.officers[0]
    assert (hearing.status, officer.allegations[0].finding) == ("findings-made", "proven")
    assert (officer.outcome, officer.barred_list) == (None, None)


def test_a_notice_tells_no_findings(register_of: Callable[..., Register]) -> None:
    """A public notice says what is alleged, and nothing of findings, responses, levels, people or leaving."""
    hearing = released(register_of(RECORD), "2024-02-15").register.hearings[0]
    officer = hearing.officers[0]
    assert (hearing.status, hearing.people, hearing.investigation) == ("scheduled", (), None)
    assert (officer.left, officer.attended, officer.standards_breached, officer.level) == (None, None, (), None)
    assert officer.allegations[0].alleged_level == "gross-misconduct"
    assert (officer.allegations[0].finding, officer.allegations[0].response) == (None, None)


def test_a_restriction_does_not_name_a_person_too_early(register_of: Callable[..., Register]) -> None:
    """While people are not public, a restriction protects "somebody"."""
    hearing = released(register_of(RECORD), "2024-02-15").register.hearings[0]
    assert [one.protects and one.protects.en for one in hearing.restrictions] == ["PC A", None]


@pytest.mark.parametrize(
    ("status", "moment", "shown"),
    [
        ("concluded", "2024-03-05T23:59", "scheduled"),
        ("concluded", "2024-03-06T00:00", "heard"),
        ("discontinued", "2024-03-06T00:00", "heard"),
        ("discontinued", "2024-03-07T09:00", "discontinued"),
    ],
)
def test_an_outcome_under_embargo_shows_as_heard(
    register_of: Callable[..., Register], status: str, moment: str, shown: str
) -> None:
    """From the end of the last sitting day until publication a hearing is heard, whatever came of it."""
    record = RECORD.replace("status: concluded\n", f"status: {status}\n", 1)
    assert released(register_of(record), moment).register.hearings[0].status == shown


@pytest.mark.parametrize(
    "held_by",
    [
        "  - {protects: all, covers: details, imposed_by: court, ground: criminal-proceedings, until: 2024-01-01}\n",
        "  - {protects: PC A, covers: details, imposed_by: court, ground: criminal-proceedings, from: 2030-01-01}\n",
        "  - {protects: w-person, covers: details, imposed_by: court, ground: other, lifted: {on: 2030-01-01, by: court}}\n",
    ],
)
def test_details_are_held_back_until_lifted(register_of: Callable[..., Register], held_by: str) -> None:
    """A restriction on details holds from the moment it is written, past its review day, until it is lifted."""
    record = RECORD.replace("restrictions:\n", "restrictions:\n" + held_by)
    public = words(register_of(record), "2024-07-01")
    assert not public & {
        "w-body",
        "w-summary",
        "w-conduct",
        "w-when",
        "w-quote",
        "w-person",
        "w-reasons",
        "w-private-reason",
        "w-area",
    }
    assert released(register_of(record), "2024-07-01").register.hearings[0].officers[0].outcome is not None


def test_details_of_one_officer_leave_the_other_s_conduct(register_of: Callable[..., Register]) -> None:
    """With several officers, only the protected one's conduct is hidden; the account is hidden all the same."""
    held = "  - {protects: PC A, covers: details, imposed_by: court, ground: criminal-proceedings}\n"
    public = words(register_of(RECORD.replace("restrictions:\n", "restrictions:\n" + held)), "2024-07-01")
    assert "w-conduct-b" in public
    assert not public & {"w-conduct", "w-body"}


@pytest.mark.parametrize(
    ("matters", "is_held"),
    [
        ("[{officer: PC A, state: active}]", True),
        ("[{officer: PC A, state: charged, on: 2024-01-01}, {officer: PC A, state: convicted, on: 2024-06-01}]", False),
        ("[{officer: PC A, state: charged, on: 2024-01-01}, {officer: PC A, state: convicted, on: 2030-06-01}]", True),
        ("[{officer: PC A, state: convicted, on: 2020-01-01}, {officer: PC A, state: charged, on: 2024-01-01}]", True),
        (
            "[{officer: PC A, state: charged, on: 2024-05-01}, {officer: PC A, state: no-further-action, on: 2024-02-01}]",
            True,
        ),
        ("[{officer: PC A, state: active}, {officer: PC A, state: no-further-action, on: 2024-02-01}]", True),
        (
            "[{officer: PC A, state: charged, on: 2024-01-01}, {officer: w-named, state: acquitted, on: 2024-06-01}]",
            True,
        ),
        ("[{officer: PC A, state: no-further-action}]", False),
    ],
)
def test_a_case_before_a_court_is_held_back(
    register_of: Callable[..., Register], matters: str, *, is_held: bool
) -> None:
    """Active proceedings and a charge hold details back until a later step ends them."""
    record = re.sub(r"criminal_proceedings: .*", f"criminal_proceedings: {matters}", RECORD)
    hearing = released(register_of(record), "2024-07-01").register.hearings[0]
    assert hearing.details_held_back is is_held


@pytest.mark.parametrize(
    ("words", "now", "is_held"),
    [
        ("PC A", "2024-07-01", False),
        ("pc a", "2024-08-31T23:59", False),
        ("PC A", "2024-09-01", True),
        ("PC", "2024-07-01", True),
        ("w-named", "2024-07-01", True),
    ],
)
def test_a_named_person_can_release_details(
    register_of: Callable[..., Register], words: str, now: str, *, is_held: bool
) -> None:
    """An exception releases the details of the officer that it names, to the end of its last day, and of nobody else."""
    matters = "[{officer: PC A, state: charged, on: 2024-01-15}]"
    allow = f"[{{rule: HS358, words: {words}, reason: Released, by: Ann Example, until: 2024-08-31}}]"
    record = re.sub(r"criminal_proceedings: .*", f"criminal_proceedings: {matters}\nallow: {allow}", RECORD)
    assert released(register_of(record), now).register.hearings[0].details_held_back is is_held


def test_a_release_lifts_no_restriction(register_of: Callable[..., Register]) -> None:
    """What a restriction on details holds back stays so, whoever released the details of a criminal case."""
    held = "restrictions:\n  - {protects: PC A, covers: details, imposed_by: court, ground: criminal-proceedings}\n"
    allow = "allow: [{rule: HS358, words: PC A, reason: Released, by: Ann Example, until: 2024-08-31}]\n"
    record = RECORD.replace("restrictions:\n", allow + held).replace("state: acquitted", "state: charged")
    assert released(register_of(record), "2024-07-01").register.hearings[0].details_held_back


def test_a_name_waits_until_the_restriction_is_lifted(register_of: Callable[..., Register]) -> None:
    """Until the last minute of the day on which a restriction is lifted, the former designation stands for the name."""
    record = RECORD.replace("    anonymous_as: Sergeant B\n", "    formerly: [Sergeant B]\n").replace(
        "afterwards: anonymise", "afterwards: keep"
    )
    lifted = "  - {protects: Sergeant B, covers: identity, imposed_by: chair, ground: other, lifted: {on: 2024-05-01, by: chair}}\n"
    register = register_of(record.replace("restrictions:\n", "restrictions:\n" + lifted))
    before, after = released(register, "2024-05-01T23:59"), released(register, "2024-05-02")
    assert before.register.hearings[0].officers[1].designation == "Sergeant B"
    assert "w-named" not in repr(before.register)
    assert [one.term for one in before.withheld] == ["w-named"]
    officer = after.register.hearings[0].officers[1]
    assert (officer.designation, officer.formerly, after.withheld) == ("w-named", ("Sergeant B",), ())


def test_anonymised_after_its_time(register_of: Callable[..., Register]) -> None:
    """When the time of names is over, the officer is shown by designation and the name is searched for."""
    result = released(register_of(RECORD), "2024-10-01")
    officer = result.register.hearings[0].officers[1]
    assert (officer.designation, officer.is_named, officer.collar_number) == ("Sergeant B", False, None)
    assert "w-named" in {one.term for one in result.withheld}


def test_hidden_wholly_before_anything_is_published(register_of: Callable[..., Register]) -> None:
    """Before the notice nothing of a record is public, and its reference and names are searched for."""
    result = released(register_of(RECORD), "2024-01-31")
    assert (result.register.hearings, result.register.tombstones) == ((), ())
    assert {one.term for one in result.withheld} == {"WLD-2024-001", "w-named", "w-chair"}


def test_people_of_a_case_held_back_are_searched_for(register_of: Callable[..., Register]) -> None:
    """A named person whose row is not public yet is among what the site is searched for."""
    record = RECORD.replace("people:\n", "people:\n  - {name: w-spokesperson, role: [spokesperson]}\n")
    before, after = released(register_of(record), "2024-02-15"), released(register_of(record), "2024-03-08")
    assert [one.term for one in before.withheld] == ["w-spokesperson"]
    assert after.withheld == ()


@pytest.mark.parametrize(
    ("change", "moment", "day"),
    [
        (
            ("area:", "takedown: {at: 2024-05-05T10:00, reason: w-taken-down, by: w-by}\narea:"),
            "2024-05-05T10:00",
            "2024-05-05",
        ),
        (("afterwards: anonymise", "afterwards: remove"), "2024-10-01", "2024-09-30"),
        (("notice: {", "notice: {until: 2024-02-20, "), "2024-02-21", "2024-02-20"),
    ],
    ids=["takedown", "remove", "notice-until"],
)
def test_tombstones(register_of: Callable[..., Register], change: tuple[str, str], moment: str, day: str) -> None:
    """What was public and is no more leaves reference, force, day and reason, and no name."""
    result = released(register_of(RECORD.replace(*change, 1)), moment)
    assert result.register.hearings == ()
    (tombstone,) = result.register.tombstones
    assert (tombstone.reference, tombstone.force.code, str(tombstone.on)) == ("WLD-2024-001", "wealdshire", day)
    assert {"w-named", "w-chair"} <= {one.term for one in result.withheld}
    assert not re.findall(r"w-(?!taken-down)[a-z-]+", repr(tombstone.reason))


def test_a_notice_of_a_case_that_was_discontinued_ends_on_its_last_day(register_of: Callable[..., Register]) -> None:
    """It led to no outcome, though its end was published."""
    record = RECORD.replace("status: concluded", "status: discontinued").replace(
        "notice: {", "notice: {until: 2024-05-20, "
    )
    record = record.replace("keep_until: 2024-09-30, afterwards: anonymise", "afterwards: keep")
    on, after = (released(register_of(record), day).register for day in ("2024-05-20T12:00", "2024-05-21"))
    assert (len(on.hearings), on.tombstones) == (1, ())
    assert (after.hearings, [str(one.on) for one in after.tombstones]) == ((), ["2024-05-20"])


def test_a_takedown_of_an_anonymised_hearing_tells_every_entry_and_day(register_of: Callable[..., Register]) -> None:
    """Feeds and calendars must say that they are gone, those too that went with the names."""
    record = RECORD.replace("area:", "takedown: {at: 2024-11-05T10:00, reason: w-taken-down, by: w-by}\narea:", 1)
    whole = released(register_of(RECORD), "2024-09-01").register.hearings[0]
    (tombstone,) = released(register_of(record), "2024-11-06").register.tombstones
    assert set(entry_kinds(whole)) <= set(tombstone.entries)
    assert tombstone.sittings


def test_the_end_of_a_hearing_is_told_as_of_its_moment(register_of: Callable[..., Register]) -> None:
    """A reader of feeds keeps an entry that is newer than the word that it is gone, and overlooks an older word."""
    taken = "takedown: {at: 2024-03-07T15:00, reason: w-taken-down, by: w-by}\narea:"
    (tombstone,) = released(register_of(RECORD.replace("area:", taken, 1)), "2024-03-07T16:00").register.tombstones
    assert gone_at(tombstone).isoformat() == "2024-03-07T15:00:00+00:00"
    ending = RECORD.replace("afterwards: anonymise", "afterwards: remove")
    (tombstone,) = released(register_of(ending), "2024-10-02").register.tombstones
    assert (tombstone.on.isoformat(), gone_at(tombstone).isoformat()) == ("2024-09-30", "2024-09-30T23:00:00+00:00")


def test_a_step_that_is_written_late_takes_no_page_back(register_of: Callable[..., Register]) -> None:
    """An appeal counts as heard when its day is over; that it was put off, written days later, is no older than that."""
    appeal = """result: pending
    hearing:
      kind: misconduct-hearing
      dates: [DATES]
      held: public
      history: [{on: 2024-05-10T09:00, status: scheduled, dates: [2024-06-10]}MORE]
"""
    record = RECORD.replace("decided: 2024-06-10\n    result: allowed\n    in_force: changed\n", appeal)
    record = record.replace("    officers: {PC A: {outcome: no-action, reasons: w-appeal-reasons}}\n", "")
    late = ", {on: 2024-06-07, status: postponed, dates: [2024-09-02]}"
    updated = {}
    for now, dates, more in (("2024-06-12", "2024-06-10", ""), ("2024-06-13", "2024-09-02", late)):
        register = register_of(record.replace("DATES", dates).replace("MORE", more))
        updated[now] = released(register, now).register.hearings[0].updated.day.isoformat()
    assert updated == {"2024-06-12": "2024-06-10", "2024-06-13": "2024-06-10"}


def test_days_on_which_an_appeal_no_longer_sat_move_nothing(register_of: Callable[..., Register]) -> None:
    """It was withdrawn before."""
    appeal = """decided: 2024-05-20
    result: withdrawn
    hearing: {kind: misconduct-hearing, dates: [2024-06-10], held: public}
"""
    record = RECORD.replace("decided: 2024-06-10\n    result: allowed\n    in_force: changed\n", appeal)
    record = record.replace("    officers: {PC A: {outcome: no-action, reasons: w-appeal-reasons}}\n", "")
    hearing = released(register_of(record), "2024-06-20").register.hearings[0]
    assert hearing.updated.day.isoformat() == "2024-05-21"


def test_the_end_of_a_restriction_is_a_change_of_the_page(register_of: Callable[..., Register]) -> None:
    """From the next minute on, the page is of that day: who follows it must be told that a name has come."""
    record = RECORD.replace("ground: medical, text: w-restriction}", "ground: medical, until: 2024-04-01}")
    (hearing,) = released(register_of(record), "2024-04-02").register.hearings
    assert hearing.updated.day.isoformat() == "2024-04-01"


def test_what_is_pending_stays_a_change_of_the_page(register_of: Callable[..., Register]) -> None:
    """Once the day of a decision is written, the day on which an appeal was lodged still counts."""
    record = RECORD.replace(
        "decided: 2024-06-10\n    result: allowed\n",
        "decided: 2024-06-10\n    published: 2024-07-10\n    result: allowed\n",
    )
    (hearing,) = released(register_of(record), "2024-04-20").register.hearings
    assert (hearing.appeals[0].result, hearing.updated.day.isoformat()) == ("pending", "2024-04-11")


def test_the_notice_of_an_appeal_is_told_until_its_decision(register_of: Callable[..., Register]) -> None:
    """From its own moment on; its words no longer than they are news."""
    record = RECORD.replace(
        "decided: 2024-06-10\n",
        "decided: 2024-06-10\n    hearing: {kind: misconduct-hearing, dates: [2024-06-10], held: public}\n"
        "    notice: {published: 2024-05-20T09:00, text: w-appeal-notice}\n",
    )
    texts = {}
    for now in ("2024-05-20", "2024-05-21", "2024-06-12"):
        (hearing,) = released(register_of(record), now).register.hearings
        texts[now] = hearing.appeals[0].notice_text and hearing.appeals[0].notice_text.en
    assert texts == {"2024-05-20": None, "2024-05-21": "w-appeal-notice", "2024-06-12": None}


def test_what_was_asked_for_a_person_waits_for_the_person(register_of: Callable[..., Register]) -> None:
    """Before the findings are public, nobody may read who asked for whose anonymity."""
    order = "ground: other, decisions: [{asked_by: w-asked-by, asked_for: w-asked-for, result: granted}], text: w-restriction-person"
    record = RECORD.replace("ground: other, text: w-restriction-person", order)
    asked = {}
    for now in ("2024-03-06", "2024-03-08"):
        (hearing,) = released(register_of(record), now).register.hearings
        asked[now] = [one.asked_by for restriction in hearing.restrictions for one in restriction.decisions]
    assert asked == {"2024-03-06": [None], "2024-03-08": ["w-asked-by"]}


def test_the_end_of_names_is_a_change_of_the_page(register_of: Callable[..., Register]) -> None:
    """Who keeps a copy of the page must be told that a name has gone."""
    (hearing,) = released(register_of(RECORD), "2024-10-02").register.hearings
    assert (hearing.is_anonymised, hearing.updated.day.isoformat()) == (True, "2024-10-01")


def test_an_appeal_changes_the_page_when_it_is_announced_and_heard(register_of: Callable[..., Register]) -> None:
    """And a step of its days does not before they are public."""
    record = RECORD.replace(
        "decided: 2024-06-10\n    result: allowed\n    in_force: changed\n",
        "result: pending\n    hearing: {kind: misconduct-hearing, dates: [2024-06-10], held: public,\n"
        "      history: [{on: 2024-05-10T09:00, status: scheduled, dates: [2024-06-10]}]}\n"
        "    notice: {published: 2024-05-20T09:00}\n",
    ).replace("    officers: {PC A: {outcome: no-action, reasons: w-appeal-reasons}}\n", "")
    updated = {}
    for now in ("2024-05-15", "2024-05-21", "2024-06-12"):
        (hearing,) = released(register_of(record), now).register.hearings
        updated[now] = hearing.updated.day.isoformat()
    assert updated == {"2024-05-15": "2024-05-01", "2024-05-21": "2024-05-20", "2024-06-12": "2024-06-10"}


def test_what_is_kept_has_no_end_before_its_takedown(register_of: Callable[..., Register]) -> None:
    """A correction after the day up to which a record was to be kept is ended with all other entries."""
    record = RECORD.replace("afterwards: anonymise", "afterwards: keep").replace(
        "on: 2024-05-01, kind: correction", "on: 2024-10-15T09:00, kind: correction"
    )
    whole = released(register_of(record), "2024-11-01").register.hearings[0]
    taken = record.replace("area:", "takedown: {at: 2024-11-05T15:00, reason: w-taken-down, by: w-by}\narea:", 1)
    (tombstone,) = released(register_of(taken), "2024-11-06").register.tombstones
    assert set(entry_kinds(whole)) <= set(tombstone.entries)
    assert gone_at(tombstone) > whole.updated.at


def test_the_number_of_a_correction_stays_its_own(register_of: Callable[..., Register]) -> None:
    """Of two of one moment, the second keeps its address when the first has gone with the names."""
    two = "- {on: 2024-05-01, kind: correction, what: w-named was spelt so}\n  - {on: 2024-05-01, kind: correction, what: w-change}"
    record = RECORD.replace("- {on: 2024-05-01, kind: correction, what: w-change}", two)
    before, after = (released(register_of(record), now).register.hearings[0] for now in ("2024-06-01", "2024-10-02"))
    assert [change.place for change in before.changes] == [1, 2]
    assert [change.place for change in after.changes] == [2]


def test_days_that_went_with_an_outcome_are_not_called_off_later(register_of: Callable[..., Register]) -> None:
    """A takedown of what was over by then tells nothing more."""
    record = RECORD.replace("afterwards: anonymise", "afterwards: remove")
    taken = record.replace("area:", "takedown: {at: 2024-11-05T15:00, reason: w-taken-down, by: w-by}\narea:", 1)
    (tombstone,) = released(register_of(taken), "2024-11-06").register.tombstones
    assert tombstone.sittings == ()


def test_rules_are_those_of_the_first_day_though_it_is_not_public(register_of: Callable[..., Register]) -> None:
    """A step to come may change the days: until then nobody knows them, and the rules stay what they are."""
    record = RECORD.replace("dates: [2024-03-04, 2024-03-05]", "dates: [2019-03-04]").replace(
        "reason: w-history-findings}", "reason: w-history-findings, dates: [2019-03-04]}"
    )
    sitting = released(register_of(record), "2024-02-15").register.hearings[0].sitting
    assert (sitting.days, sitting.regulations) == ((), "2012")


def test_a_protection_for_life_has_no_end(register_of: Callable[..., Register]) -> None:
    """Nor does its restriction say that it ended on its day."""
    record = RECORD.replace("role: [victim], post: w-post", "role: [victim], anonymity: lifelong, post: w-post")
    record = record.replace("ground: other, text: w-restriction-person", "ground: other, until: 2024-04-01")
    hearing = released(register_of(record), "2024-05-01").register.hearings[0]
    assert [one.is_over for one in hearing.restrictions] == [False, False]


def test_never_public_leaves_no_tombstone(register_of: Callable[..., Register]) -> None:
    """A record that was taken down before it was public leaves nothing at all."""
    record = RECORD.replace("area:", "takedown: {at: 2024-01-01, reason: x, by: y}\narea:")
    assert released(register_of(record), "2024-01-15").register.tombstones == ()


def test_demonstrations_can_be_left_out(register_of: Callable[..., Register]) -> None:
    """Without demonstrations neither their hearings nor their force exist."""
    result = release(register_of(RECORD), Moment.parse("2024-07-01").at, with_demonstrations=False)
    assert (result.register.hearings, [force.code for force in result.register.forces]) == (
        (),
        ["avon-and-somerset", "metropolitan"],
    )


def test_moments(register_of: Callable[..., Register]) -> None:
    """A hearing's dates are the first and the latest of its public moments; a minor change moves nothing."""
    record = RECORD.replace("changes:\n", "changes:\n  - {on: 2024-08-01, kind: minor, what: x}\n")
    hearing = released(register_of(record), "2024-09-01").register.hearings[0]
    assert (hearing.first_public.at.isoformat(), hearing.updated.day.isoformat()) == (
        "2024-02-01T09:00:00+00:00",
        "2024-06-11",
    )


def test_a_private_note_is_never_public(register_of: Callable[..., Register]) -> None:
    """An editor's note is in nothing that is handed over, at no moment."""
    for moment in ("2024-02-15", "2024-03-10", "2024-07-01", "2025-01-01"):
        assert "w-editor-note" not in repr(released(register_of(RECORD), moment))


def test_changes_are_told_without_their_words_while_details_are_held_back(register_of: Callable[..., Register]) -> None:
    """A correction of a case that is held back is listed with its day, and says nothing more."""
    held = "  - {protects: all, covers: details, imposed_by: court, ground: criminal-proceedings}\n"
    register = register_of(RECORD.replace("restrictions:\n", "restrictions:\n" + held))
    (change,) = released(register, "2024-07-01").register.hearings[0].changes
    assert (change.kind, change.what) == ("correction", None)


def test_a_quotation_is_by_whom_its_speaker_is_known_as(register_of: Callable[..., Register]) -> None:
    """A quotation stands under the designation of this moment, not under the one it was written with."""
    record = RECORD.replace(
        "people:\n",
        "people:\n  - {name: w-speaker, formerly: [Witness 1], role: [witness]}\n",
    ).replace("quotes: [{by: w-person,", "quotes: [{by: w-speaker,")
    lifted = "  - {protects: Witness 1, covers: identity, imposed_by: chair, ground: other, lifted: {on: 2024-05-01, by: x}}\n"
    register = register_of(record.replace("restrictions:\n", "restrictions:\n" + lifted))
    quoted = [released(register, moment).register.hearings[0].quotes[0].by for moment in ("2024-04-01", "2024-05-02")]
    assert quoted == ["Witness 1", "w-speaker"]


def test_a_takedown_before_publication_leaves_nothing(register_of: Callable[..., Register]) -> None:
    """What was taken down before anybody could see it does not come to light as a tombstone later."""
    record = RECORD.replace("area:", "takedown: {at: 2024-01-15, reason: x, by: y}\narea:")
    result = released(register_of(record), "2024-07-01").register
    assert (result.hearings, result.tombstones) == ((), ())


def test_a_name_public_elsewhere_is_still_withheld_here(register_of: Callable[..., Register]) -> None:
    """A person who is named in one hearing and protected in another is searched for in the other's own pages."""
    person = "people:\n  - {name: w-speaker, role: [witness]}\n"
    named = RECORD.replace("people:\n", person)
    protected = RECORD.replace("WLD-2024-001", "WLD-2024-002").replace(
        "people:\n", "people:\n  - {name: w-speaker, role: [witness], anonymity: by-order}\n"
    )
    withheld = released(register_of(named, protected), "2024-07-01").withheld
    assert [(one.term, one.reference, one.is_public_elsewhere) for one in withheld] == [
        ("w-speaker", "WLD-2024-002", True)
    ]


def test_all_protects_the_chair_too(register_of: Callable[..., Register]) -> None:
    """A restriction on everybody's identity covers the chair, who is shown by role alone."""
    order = "  - {protects: all, covers: identity, imposed_by: court, ground: other}\n"
    result = released(register_of(RECORD.replace("restrictions:\n", "restrictions:\n" + order)), "2024-07-01")
    chair = result.register.hearings[0].sitting.chair
    assert (chair is not None, chair and chair.name) == (True, None)
    assert "w-chair" in {one.term for one in result.withheld}


def test_an_ended_restriction_says_so(register_of: Callable[..., Register]) -> None:
    """A restriction on identity past its end is handed over as one that is over."""
    order = "  - {protects: PC A, covers: identity, imposed_by: court, ground: other, until: 2024-06-01}\n"
    register = register_of(RECORD.replace("restrictions:\n", "restrictions:\n" + order))
    over = [
        released(register, moment).register.hearings[0].restrictions[0].is_over
        for moment in ("2024-06-01", "2024-06-02")
    ]
    assert over == [False, True]


def test_new_days_wait_for_their_step(register_of: Callable[..., Register]) -> None:
    """The days that a step still to come will set are not shown before it, even where the earlier step tells none."""
    record = RECORD.replace(
        "- {on: 2024-02-01, status: scheduled, reason: w-history-early}",
        "- {on: 2024-02-01, status: scheduled}\n    - {on: 2024-02-20, status: postponed, dates: [2024-03-04, 2024-03-05]}",
    )
    days = [
        released(register_of(record), moment).register.hearings[0].sitting.days
        for moment in ("2024-02-19", "2024-02-20")
    ]
    assert [len(one) for one in days] == [0, 2]


def test_a_protected_chair_is_quoted_without_a_name(register_of: Callable[..., Register]) -> None:
    """What a protected chair said stands under the role, not under the name."""
    order = "  - {protects: all, covers: identity, imposed_by: court, ground: other}\n"
    record = RECORD.replace("restrictions:\n", "restrictions:\n" + order).replace(
        "quotes: [{by: w-person,", "quotes: [{by: w-chair,"
    )
    hearing = released(register_of(record), "2024-07-01").register.hearings[0]
    assert [quote.by for quote in hearing.quotes] == ["the chair"]
    assert "w-chair" not in repr(hearing)


@pytest.mark.parametrize(
    ("force", "chair", "rank"),
    [
        ("wealdshire", "role: chief-constable", "chief-constable"),
        ("metropolitan", "role: chief-constable", "commissioner"),
        ("wealdshire", "role: chief-constable, force: metropolitan", "commissioner"),
        ("metropolitan", "role: chief-constable, force: wealdshire", "chief-constable"),
        ("metropolitan", "role: chief-constable-delegate", None),
        ("wealdshire", "role: legally-qualified-chair", None),
    ],
)
def test_who_leads_a_force_has_a_rank(
    register_of: Callable[..., Register], force: str, chair: str, rank: str | None
) -> None:
    """A force of London has a Commissioner, every other one a chief constable, and nobody is called both."""
    text = RECORD.replace("force: wealdshire", f"force: {force}").replace("role: legally-qualified-chair", chair)
    (hearing,) = release(register_of(text), Moment.parse("2024-06-20T09:00").at).register.hearings
    assert hearing.sitting.chair
    assert hearing.sitting.chair.rank == rank
