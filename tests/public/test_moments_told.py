"""What a reporter learns who polls feeds and calendars while a press office works: nothing changes unseen.

A hearing goes through its life in steps. Each step is what an editor writes, and the moment of the build after it.
"""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from icalendar import Calendar

from hearingsite.prepare import prepare
from hearingsite.public.plan import SitePlan
from hearingsite.settings import load_settings
from hearingsite.values import Moment
from tests.sites import make_site

REFERENCE = "WLD-2026-009"
ACCOUNT = "PC B looked at a record with a telescope.\n"
HEARD: dict[str, Any] = {"status": "concluded", "publication": {"publish_at": "2026-06-19T09:00"}}
PROVEN = {"response": "admitted", "finding": "proven", "level": "gross-misconduct"}
NOTICE: dict[str, Any] = yaml.safe_load(
    """
    reference: WLD-2026-009
    force: wealdshire
    status: scheduled
    hearing:
      kind: misconduct-hearing
      dates: ['2026-06-15', '2026-06-16']
      time: '10:00'
      venue: Market Hall, Ember Green
      held: public
      chair: {role: chief-constable-delegate}
    notice:
      published: '2026-06-01T10:00'
      text: A misconduct hearing will consider one allegation about PC B.
    officers:
      - known_as: PC B
        rank: constable
        service: serving
        allegations:
          - conduct: looked at a neighbour's record on a police system without a policing purpose
            standards: [confidentiality]
            alleged_level: gross-misconduct
    restrictions:
      - {protects: PC B, covers: identity, imposed_by: chair, ground: complainant-or-witness-welfare}
    """
)


class Office:
    """A press office with one record; `look` gives what the public can fetch at a moment."""

    def __init__(self, folder: Path, root: Path) -> None:
        """Make its site."""
        self.site = make_site(folder)
        shutil.rmtree(self.site / "content" / "hearings")
        shutil.copy(root / "content/forces/wealdshire.yaml", self.site / "content/forces")
        self.header: dict[str, Any] = json.loads(json.dumps(NOTICE))
        self.account = ""

    def conclude(self) -> None:
        """Write the findings and the outcome."""
        self.header |= json.loads(json.dumps(HEARD))
        self.header["officers"][0] |= {"outcome": "dismissed-without-notice"}
        self.header["officers"][0]["allegations"][0] |= PROVEN
        self.account = ACCOUNT

    def look(self, now: str) -> SitePlan:
        """Build at a moment."""
        record = self.site / f"content/hearings/2026/{REFERENCE.lower()}.md"
        record.parent.mkdir(parents=True, exist_ok=True)
        header = yaml.safe_dump(json.loads(json.dumps(self.header)), sort_keys=False)
        record.write_text(f"---\n{header}---\n{self.account}", "utf-8")
        return prepare(load_settings(self.site), Moment.parse(now).at).site_plan


@pytest.fixture
def office(tmp_path: Path, root: Path) -> Office:
    """A press office that has published a notice."""
    return Office(tmp_path, root)


def items(plan: SitePlan, route: str) -> dict[str, dict[str, Any]]:
    """The items of a JSON feed, by the last part of their ids."""
    content = next(file.content for file in plan.files if file.route == route)
    return {str(item["id"]).partition(f"{REFERENCE}/")[2]: item for item in json.loads(content)["items"]}


def events(plan: SitePlan) -> dict[str, tuple[int, dt.datetime, str]]:
    """SEQUENCE, LAST-MODIFIED and LOCATION of each sitting day, by UID."""
    content = next(file.content for file in plan.files if file.route == "/calendar.ics")
    return {
        str(event["uid"]): (int(str(event["sequence"])), event.decoded("last-modified"), str(event["location"]))
        for event in Calendar.from_ical(content).walk("VEVENT")
    }


def told(before: SitePlan, after: SitePlan) -> list[str]:
    """The titles that are new in the feed of changes."""
    old, new = (items(plan, "/feeds/changes.json") for plan in (before, after))
    return [item["title"] for key, item in new.items() if key not in old]


@pytest.mark.parametrize(("day", "officer"), [("2026-07-14", None), ("2026-07-14T15:30", "PC B")])
def test_the_end_of_a_criminal_case_is_told(office: Office, day: str, officer: str | None) -> None:
    """When an account becomes public because a trial is over, its entry is newer, and the feed of changes says so."""
    office.conclude()
    who = {"officer": officer} if officer else {}
    office.header["criminal_proceedings"] = [{"state": "charged", "on": "2026-05-04", **who}]
    office.header["changes"] = [{"on": "2026-06-22", "kind": "correction", "what": "The hour was wrong."}]
    before = office.look("2026-07-14T16:00")
    office.header["criminal_proceedings"].append({"state": "acquitted", "on": day, **who})
    after = office.look("2026-07-14T16:00")
    old, new = (items(plan, "/feeds/outcomes.json")["outcome"] for plan in (before, after))
    assert "telescope" not in old["content_html"]
    assert "telescope" in new["content_html"]
    assert new["date_modified"] > old["date_modified"]
    was, now = (items(plan, "/feeds/changes.json") for plan in (before, after))
    ((key, correction),) = was.items()
    assert "The hour was wrong." in now[key]["content_html"]
    assert "hour" not in correction["content_html"]
    assert now[key]["date_modified"] > correction["date_modified"]
    assert told(before, after) == ["[Demonstration] Details no longer held back: WLD-2026-009 (Wealdshire)"]
    assert told(after, office.look("2027-07-14T16:00")) == []


def test_a_criminal_case_that_ended_before_the_notice_is_not_told(office: Office) -> None:
    """Nor is one that ends while a restriction still holds the details back: its own end tells them."""
    office.conclude()
    matter = [{"state": "charged", "on": "2026-03-02"}, {"state": "convicted", "on": "2026-05-04"}]
    office.header["criminal_proceedings"] = matter
    assert items(office.look("2026-07-01"), "/feeds/changes.json") == {}
    matter[1]["on"] = "2026-07-06"
    held: dict[str, Any] = {
        "protects": "all",
        "covers": "details",
        "imposed_by": "chair",
        "ground": "criminal-proceedings",
    }
    office.header["restrictions"].append(held)
    before = office.look("2026-07-07")
    assert items(before, "/feeds/changes.json") == {}
    held["lifted"] = {"on": "2026-07-08", "by": "the chair"}
    assert told(before, office.look("2026-07-09")) == [
        "[Demonstration] Restriction on details ended: WLD-2026-009 (Wealdshire)"
    ]


def test_an_appeal_decided_on_its_last_day_moves_the_entry(office: Office) -> None:
    """What was heard and is decided on one day is told twice: the outcome's entry is newer with the decision."""
    office.conclude()
    appeal: dict[str, Any] = {
        "body": "police-appeals-tribunal",
        "lodged": "2026-07-01",
        "result": "pending",
        "notice": {"published": "2026-08-03T09:00"},
        "hearing": {"kind": "misconduct-hearing", "dates": ["2026-09-07"], "held": "public"},
    }
    office.header["appeals"] = [appeal]
    before = office.look("2026-09-08T00:00")
    officers = {"PC B": {"outcome": "written-warning", "allegations": {"1": {"level": "misconduct"}}}}
    appeal |= {"decided": "2026-09-07", "result": "allowed", "in_force": "changed", "officers": officers}
    after = office.look("2026-09-09T09:00")
    old, new = (items(plan, "/feeds/outcomes.json")["outcome"] for plan in (before, after))
    assert "dismissed" in old["title"]
    assert "written warning" in new["title"]
    assert new["date_modified"] > old["date_modified"]
    # Whoever follows dismissals has read of one: there, too, the entry says what came of it.
    for feed in ("/outcomes/dismissed-without-notice/feed.json", "/outcomes/written-warning/feed.json"):
        assert items(after, feed)["outcome"]["title"] == new["title"]


def test_a_finding_that_an_appeal_set_aside_stays_in_the_feed_of_its_standard(office: Office) -> None:
    """Whoever follows a standard reads that nothing was proven in the end."""
    office.conclude()
    officers = {"PC B": {"outcome": "not-proven", "allegations": {"1": {"finding": "not-proven"}}}}
    appeal = {"body": "police-appeals-tribunal", "decided": "2026-09-07", "result": "allowed", "in_force": "changed"}
    before = office.look("2026-09-07")
    office.header["appeals"] = [{**appeal, "officers": officers}]
    after = office.look("2026-09-08")
    feed = "/standards/confidentiality/feed.json"
    assert "dismissed" in items(before, feed)["outcome"]["title"]
    assert "nothing proven" in items(after, feed)["outcome"]["title"]
    page = next(page for page in after.pages if page.route == "/standards/confidentiality/")
    assert REFERENCE not in str(page.view)


def test_a_new_place_or_time_is_a_new_version_of_each_day(office: Office) -> None:
    """Calendar programs take the new place, for SEQUENCE and LAST-MODIFIED rise with an update that tells of it."""
    before = events(office.look("2026-06-03"))
    office.header["hearing"] |= {"venue": "Town Hall, Westry", "time": "14:00"}
    update = {"on": "2026-06-04T09:00", "kind": "update", "what": "The place and the time were changed."}
    office.header["changes"] = [update]
    after = events(office.look("2026-06-04T09:00"))
    assert after.keys() == before.keys()
    for uid, (sequence, modified, place) in after.items():
        assert place == "Town Hall, Westry"
        assert sequence > before[uid][0]
        assert modified > before[uid][1]
    update["kind"] = "minor"
    assert events(office.look("2026-06-05"))[uid][:2] == before[uid][:2]


def test_a_page_that_is_put_back_is_newer_than_its_takedown(office: Office) -> None:
    """With an update after it, no calendar program and no feed reader takes it for older than the end that they know."""
    first = office.look("2026-06-03")
    office.header["takedown"] = {"at": "2026-06-04T09:00", "reason": "It was the wrong page.", "by": "Press office"}
    gone = office.look("2026-06-04T09:00")
    del office.header["takedown"]
    office.header["changes"] = [{"on": "2026-06-05T09:00", "kind": "update", "what": "The page was put back."}]
    back = office.look("2026-06-05T09:00")
    assert items(first, "/feeds/notices.json").keys() == items(back, "/feeds/notices.json").keys() == {"notice"}
    assert items(back, "/feeds/notices.json")["notice"]["date_modified"] > "2026-06-04T08:00:00Z"
    for uid, (sequence, modified, _) in events(back).items():
        content = next(file.content for file in gone.files if file.route == "/calendar.ics")
        event = next(one for one in Calendar.from_ical(content).walk("VEVENT") if str(one["uid"]) == uid)
        assert (sequence, modified) > (int(str(event["sequence"])), event.decoded("last-modified"))


@pytest.mark.parametrize("form", ["granted", "ended"])
def test_a_name_that_goes_is_called_back_from_every_entry(office: Office, form: str) -> None:
    """Entries that told who it was are newer once they tell it no more, so that readers take them anew; nothing else moves."""
    office.conclude()
    office.account = "The officer looked at a record.\n"
    office.header["notice"]["text"] = "A misconduct hearing will consider one allegation."
    officer, restrictions = office.header["officers"][0], office.header["restrictions"]
    officer |= {"name": officer.pop("known_as") and "Osbert Quillfeather", "anonymous_as": "PC B"}
    office.header |= {
        "restrictions": [],
        "changes": [{"on": "2026-06-22", "kind": "update", "what": "A day was added."}],
    }
    if form == "ended":
        office.header["publication"] |= {"keep_until": "2026-07-20", "afterwards": "anonymise"}
    before = office.look("2026-07-20T12:00")
    if form == "granted":
        del officer["name"], officer["anonymous_as"]
        officer["known_as"] = "PC B"
        office.header["restrictions"] = [{**restrictions[0], "from": "2026-07-21"}]
    after = office.look("2026-07-21T00:00")
    for feed in ("changes", "outcomes", "notices"):
        old, new = (items(plan, f"/feeds/{feed}.json") for plan in (before, after))
        assert old
        for key, item in old.items():
            assert "Quillfeather" in item["content_html"]
            assert "Quillfeather" not in new[key]["content_html"]
            assert new[key]["date_modified"] > item["date_modified"]
            assert new[key]["date_published"] == item["date_published"]
    later = office.look("2026-08-03")
    assert items(later, "/feeds/changes.json") == items(after, "/feeds/changes.json")


def test_data_tells_when_a_hearing_begins(office: Office) -> None:
    """As the page does; of an appeal as well."""
    office.conclude()
    sitting = {"kind": "misconduct-hearing", "dates": ["2026-09-07"], "time": "14:30", "held": "public"}
    notice = {"published": "2026-07-06"}
    office.header["appeals"] = [
        {"body": "high-court", "lodged": "2026-07-01", "result": "pending", "hearing": sitting, "notice": notice}
    ]
    plan = office.look("2026-07-07")
    data = json.loads(next(file.content for file in plan.files if file.route == "/hearings/wld-2026-009/index.json"))
    assert (data["time"], data["appeals"][0]["time"]) == ("10:00", "14:30")
