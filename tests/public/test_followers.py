"""What a follower sees between two builds: nothing is lost without a word, changes are told, archives and days stay."""

import csv
import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from hearingsite.prepare import prepare
from hearingsite.public.feeds import feed_files
from hearingsite.public.feeds.entries import Source
from hearingsite.public.model import PublicHearing, PublicRegister
from hearingsite.public.plan import LateFile, Site, SitePlan
from hearingsite.public.tags import Tags
from hearingsite.public.words import load_words
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import Moment

BEFORE, AFTER = "2026-11-20T12:00", "2026-12-02T12:00"
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
HISTORY = "{http://purl.org/syndication/history/1.0}archive"

REASON = "The venue is flooded."
# What an editor writes between the builds: record, a line of its header, what stands there afterwards.
EDITS = (
    (
        "2026/wld-2026-006.md",
        "\nnotice:\n",
        "\n    - {on: 2026-12-01T10:00, status: postponed, reason: The venue is flooded., dates: [2027-06-07]}\n\nnotice:\n",
    ),
    ("2026/wld-2026-006.md", "  dates: [2027-05-10, 2027-05-11, 2027-05-12]\n  time", "  dates: [2027-06-07]\n  time"),
    (
        "2026/wld-2026-003.md",
        "\npublication:\n",
        "\nchanges:\n  - {on: 2026-12-01T11:00, kind: correction, what: The day of the report was put right.}\n\npublication:\n",
    ),
    (
        "2025/wld-2025-003.md",
        "\npublication:\n",
        "\nappeals:\n  - {body: police-appeals-tribunal, brought_by: officer, lodged: 2026-11-30, result: pending}\n\npublication:\n",
    ),
    (
        "2025/wld-2025-004.md",
        "      dates: [2027-02-08]\n      held: public\n      history:\n",
        "      dates: [2027-04-12]\n      held: public\n      history:\n",
    ),
    (
        "2025/wld-2025-004.md",
        "status: scheduled, dates: [2027-02-08]}\n",
        (
            "status: scheduled, dates: [2027-02-08]}\n"
            "        - {on: 2026-12-01T14:00, status: postponed, reason: A member is ill., dates: [2027-04-12]}\n"
        ),
    ),
    (
        "2023/wld-2023-002.md",
        "\npublication:\n",
        "\ntakedown: {at: 2026-12-01T12:00, reason: A court ordered it., by: Press office}\n\npublication:\n",
    ),
)
# What stood in a record before both: an appeal with a day; names that end between the builds, and a change that tells one.
APPEAL = (
    "    result: pending\n",
    (
        "    result: pending\n    hearing:\n      kind: misconduct-hearing\n      dates: [2027-02-08]\n      held: public\n"
        "      history:\n        - {on: 2026-11-10T10:00, status: scheduled, dates: [2027-02-08]}\n"
    ),
)
NAMES_END = (
    ("  - name: Graham Eastlake\n", "  - name: Graham Eastlake\n    anonymous_as: Inspector E\n"),
    (
        "  publish_at: 2022-03-02T10:00\n",
        "  publish_at: 2022-03-02T10:00\n  keep_until: 2026-11-25\n  afterwards: anonymise\n",
    ),
    (
        "\npublication:\n",
        "\nchanges:\n  - {on: 2022-04-01, kind: correction, what: Graham Eastlake was acting chief inspector.}\n\npublication:\n",
    ),
)


def edit(record: Path, *replacements: tuple[str, str]) -> None:
    """Write into a record as an editor does."""
    text = record.read_text("utf-8")
    for old, new in replacements:
        assert text.count(old) == 1, (record.name, old)
        text = text.replace(old, new)
    record.write_text(text, "utf-8")


def plan_of(site: Path, now: str) -> SitePlan:
    """The plan of a site at a moment."""
    return prepare(load_settings(site), Moment.parse(now).at).site_plan


def atoms_of(plan: SitePlan) -> dict[str, ET.Element]:
    """Every Atom feed of a plan, archives among them."""
    return {
        file.route: ET.fromstring(file.content)  # noqa: S314 -- our own bytes
        for file in plan.files
        if file.route.endswith(".atom")
    }


def ids_of(feed: ET.Element) -> set[str]:
    """The ids of the entries of a feed."""
    return {str(entry.findtext(f"{ATOM}id")) for entry in feed.findall(f"{ATOM}entry")}


def events_of(plan: SitePlan, route: str = "/calendar.ics") -> dict[str, dict[str, str]]:
    """Status, sequence, summary and day of every event of a calendar, by UID."""
    content = next(file.content for file in plan.files if file.route == route)
    return {
        str(event["uid"]): {
            "day": event.decoded("dtstart").isoformat()[:10],
            **{key: str(event.get(key)) for key in ("status", "sequence", "summary")},
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    }


def days_of(plan: SitePlan, reference: str) -> dict[str, tuple[str, dict[str, str]]]:
    """UID and event of each sitting day of a hearing, by day."""
    return {event["day"]: (uid, event) for uid, event in events_of(plan).items() if reference in uid}


@pytest.fixture(scope="module")
def plans(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[SitePlan, SitePlan]:
    """The demonstration site before and after: one hearing each postponed, corrected, appealed, taken down, anonymised.

    And one whose appeal is put off.
    """
    site = tmp_path_factory.mktemp("followed")
    for name in ("theme", "content"):
        shutil.copytree(root / name, site / name)
    shutil.copy(root / "pelicanconf.py", site)
    hearings = site / "content" / "hearings"
    edit(hearings / "2022" / "wld-2022-001.md", *NAMES_END)
    edit(hearings / "2025" / "wld-2025-004.md", APPEAL)
    before = plan_of(site, BEFORE)
    for name, old, new in EDITS:
        edit(hearings / name, (old, new))
    return before, plan_of(site, AFTER)


def test_no_id_is_lost_but_by_a_tombstone(plans: tuple[SitePlan, SitePlan]) -> None:
    """Each feed of the whole site and of a force still has every entry, or says that it is gone."""
    before, after = map(atoms_of, plans)
    lost_at_all = set()
    for route, feed in before.items():
        if "/feeds/" in route or "/forces/" in route:
            deleted = {str(one.get("ref")) for one in after[route].findall(DELETED)}
            lost = ids_of(feed) - ids_of(after[route])
            assert lost <= deleted, route
            lost_at_all |= lost
    references = {one.split(":")[2].split("/")[0] for one in lost_at_all}
    assert references == {"WLD-2023-002", "WLD-2022-001"}
    assert any("/change/" in one for one in lost_at_all)


@pytest.mark.parametrize(
    ("route", "word"), [("/hearings/wld-2023-002/", "challenge"), ("/cy/hearings/wld-2023-002/", " her")]
)
def test_an_appeal_is_nowhere_called_otherwise(plans: tuple[SitePlan, SitePlan], route: str, word: str) -> None:
    """Banner, summary, timeline and outcome have one word for what the Police Appeals Tribunal decides."""
    view = next(page.view for page in plans[0].pages if page.route == route)
    said = [one.what for one in view.timeline] + [str(view.summary), *(str(one.text) for one in view.banners)]
    assert any("Police Appeals Tribunal" in one or "Tribiwnlys" in one for one in said)
    assert not [one for one in said if word in one.lower()]


def test_the_feed_of_changes_tells_each(plans: tuple[SitePlan, SitePlan]) -> None:
    """Six things happened between the builds, and the feed of changes has six new entries, one for each."""
    for lang, words in (
        (
            "",
            (
                "Hearing postponed",
                "Correction",
                "Police Appeals Tribunal: appeal lodged",
                "no longer published",
                "Names no longer",
                "Police Appeals Tribunal: hearing postponed",
            ),
        ),
        (
            "/cy",
            (
                "Gohiriwyd",
                "Cywiriad",
                "cyflwynwyd apêl",
                "nid yw'n cael ei gyhoeddi",
                "Ni ddangosir enwau",
                ": gohiriwyd y gwrandawiad",
            ),
        ),
    ):
        items = []
        for plan in plans:
            file = next(file for file in plan.files if file.route == f"{lang}/feeds/changes.json")
            items.append({item["id"]: item for item in json.loads(file.content)["items"]})
        new = [item for key, item in items[1].items() if key not in items[0]]
        assert len(new) == len(words)
        for word in words:
            assert sum(word in item["title"] for item in new) == 1, word
        assert any(REASON in item["summary"] for item in new)


def test_what_is_made_from_the_same_is_the_same(plans: tuple[SitePlan, SitePlan]) -> None:
    """Of a feed or calendar whose ingredients are those of the live one, nothing differs: it need not be made."""
    before, after = ({file.route: file for file in plan.files if isinstance(file, LateFile)} for plan in plans)
    same = [route for route, file in after.items() if route in before and file.made_from == before[route].made_from]
    assert 0 < len(same) < len(after)
    assert [route for route in same if after[route].content != before[route].content] == []


def test_published_never_moves(plans: tuple[SitePlan, SitePlan]) -> None:
    """An entry keeps its first date, and its second one never goes back."""
    before, after = map(atoms_of, plans)
    for route, feed in before.items():
        dates: dict[str, tuple[str, str]] = {}
        for one in (feed, after[route]):
            for entry in one.findall(f"{ATOM}entry"):
                published, updated = str(entry.findtext(f"{ATOM}published")), str(entry.findtext(f"{ATOM}updated"))
                first = dates.setdefault(str(entry.findtext(f"{ATOM}id")), (published, updated))
                assert published == first[0]
                assert updated >= first[1]


def test_what_is_gone_is_in_no_feed_and_no_calendar(plans: tuple[SitePlan, SitePlan]) -> None:
    """After a takedown only address, reference, force, day and reason are left; after its time no name."""
    followed = (".atom", ".rss", ".ics", "feed.json", "changes.json", "notices.json", "outcomes.json")
    for file in plans[1].files:
        if file.route.endswith(followed):
            assert "Eastlake" not in file.content.decode().replace("\r\n ", ""), file.route
    for route, feed in atoms_of(plans[1]).items():
        left = {one.split("WLD-2023-002")[1] for one in ids_of(feed) if "WLD-2023-002" in one}
        assert left <= {"/takedown", "/takedown/cy"}, route


@pytest.mark.parametrize("lang", ["", "/cy"])
def test_what_is_taken_down_is_called_off(plans: tuple[SitePlan, SitePlan], lang: str) -> None:
    """Each of its days keeps its UID, becomes CANCELLED with a higher SEQUENCE, and tells nothing but that it is gone."""
    before, after = (events_of(plan, f"{lang}/forces/wealdshire/calendar.ics") for plan in plans)
    uids = [uid for uid in before if "WLD-2023-002" in uid]
    assert len(uids) == 8
    for uid in uids:
        assert after[uid]["status"] == "CANCELLED"
        assert int(after[uid]["sequence"]) > int(before[uid]["sequence"])
    content = next(file.content for file in plans[1].files if file.route == f"{lang}/forces/wealdshire/calendar.ics")
    for event in Calendar.from_ical(content).walk("VEVENT"):
        if "WLD-2023-002" in str(event["uid"]):
            assert event.decoded("dtstart") == dt.date(2026, 12, 1)
            told = event.to_ical().decode().replace("\r\n ", "")
            hidden = ("PC N", "Guildhall", "202309", "202310", "202403", "2023-09", "2023-10", "2024-03", "Tribunal")
            assert not [word for word in hidden if word in told]


def test_a_day_that_was_put_off_is_cancelled(plans: tuple[SitePlan, SitePlan]) -> None:
    """Days put off keep their UID, become CANCELLED, and their SEQUENCE rises; the new day is there. No UID is lost."""
    before, after = (days_of(plan, "WLD-2026-006") for plan in plans)
    assert before["2027-05-10"][1]["status"] == "CONFIRMED"
    assert before["2026-11-09"][1]["status"] == "CANCELLED"
    for day in ("2026-11-09", "2027-05-10", "2027-05-11", "2027-05-12"):
        assert after[day][0] == before[day][0]
        assert after[day][1]["status"] == "CANCELLED"
        assert int(after[day][1]["sequence"]) > int(before[day][1]["sequence"])
    assert after["2027-06-07"][1]["status"] == "CONFIRMED"
    early, late = (events_of(plan) for plan in plans)
    assert early.keys() <= late.keys()
    assert all(int(late[uid]["sequence"]) >= int(event["sequence"]) for uid, event in early.items())


def test_a_day_of_an_appeal_that_was_put_off_is_cancelled(plans: tuple[SitePlan, SitePlan]) -> None:
    """It stays as a hearing's does; the changes and the page tell it, and the page gives the new day alone."""
    before, after = (days_of(plan, "WLD-2025-004") for plan in plans)
    assert {day: event["status"] for day, (_, event) in before.items() if day > "2026"} == {"2027-02-08": "CONFIRMED"}
    assert {day: event["status"] for day, (_, event) in after.items() if day > "2026"} == {
        "2027-02-08": "CANCELLED",
        "2027-04-12": "CONFIRMED",
    }
    assert after["2027-02-08"][0] == before["2027-02-08"][0]
    assert int(after["2027-02-08"][1]["sequence"]) > int(before["2027-02-08"][1]["sequence"])
    page = next(page for page in plans[1].pages if page.route == "/hearings/wld-2025-004/")
    told = "Police Appeals Tribunal: postponed. New days: Monday 12 April 2027. Earlier days: Monday 8 February 2027."
    assert told in [event.what for event in page.view.timeline]
    facts = " ".join(value.text for appeal in page.view.appeals for fact in appeal.facts for value in fact.values)
    assert "12 April 2027" in facts
    assert "8 February 2027" not in facts


def test_a_calendar_agrees_with_every_page(plans: tuple[SitePlan, SitePlan]) -> None:
    """After the second build, each day that a page gives stands in the calendar, and no other day stands there."""
    events = events_of(plans[1])
    tables = {file.route: file.content.decode("utf-8-sig") for file in plans[1].files if file.route.endswith(".csv")}
    for row in csv.DictReader(io.StringIO(tables["/data/hearings.csv"])):
        standing = {
            event["day"]
            for uid, event in events.items()
            if f":{row['reference']}/" in uid and event["status"] != "CANCELLED" and "Tribunal" not in event["summary"]
        }
        days = set(filter(None, row["days"].split(";")))
        assert standing <= days, row["reference"]
        assert row["status"] not in ("scheduled", "postponed") or standing == days, row["reference"]


def test_calendars_agree_with_the_pages(plans: tuple[SitePlan, SitePlan]) -> None:
    """A calendar has the days of the pages, tells what is heard and never what came of it, and names nobody else."""
    plan = plans[0]
    events = events_of(plan)
    vacated = [one for uid, one in events.items() if "WLD-2026-005" in uid]
    assert {one["status"] for one in vacated} == {"CANCELLED"}
    headlines = " ".join(page.head.title for page in plan.pages if page.lang == "en")
    for event in events.values():
        if "no longer published" in event["summary"]:
            continue
        summary = event["summary"].removeprefix("[Demonstration] ").removeprefix("Not on this day: ")
        who = summary.split(": ", 1)[1].removeprefix("appeal in the case of ")
        assert all(name in headlines for name in re.split(", | and ", who) if "officers" not in name), who
    assert any("Police Appeals Tribunal: appeal" in event["summary"] for event in events.values())


def test_tables_agree_with_the_pages(plans: tuple[SitePlan, SitePlan]) -> None:
    """After the second build the tables have a row for each page and no other, with what changed, and no name that ended."""
    tables = {file.route: file.content.decode("utf-8-sig") for file in plans[1].files if file.route.endswith(".csv")}
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(tables["/data/hearings.csv"]))}
    gone = {row["reference"] for row in csv.DictReader(io.StringIO(tables["/data/takedowns.csv"]))}
    pages = {page.route.split("/")[2].upper() for page in plans[1].pages if page.route.startswith("/hearings/")}
    assert "WLD-2023-002" in gone
    assert (set(rows) | gone, set(rows) & gone) == (pages, set())
    assert (rows["WLD-2026-006"]["status"], rows["WLD-2026-006"]["first_day"]) == ("postponed", "2027-06-07")
    assert rows["WLD-2026-003"]["corrected"] == "true"
    assert rows["WLD-2025-003"]["appeal_result"] == "pending"
    assert rows["WLD-2022-001"]["anonymised"] == "true"
    assert not [route for route, text in tables.items() if "Eastlake" in text]


def test_a_hearing_to_come_leads_to_a_calendar(plans: tuple[SitePlan, SitePlan]) -> None:
    """The page of what may still sit links to its force's calendar, in its language; that of what is over does not."""
    pages = {page.route: page.view for page in plans[1].pages}
    calendars = {file.route for file in plans[1].files}
    for root in ("", "/cy"):
        assert pages[f"{root}/hearings/wld-2026-006/"].calendar == f"{root}/forces/wealdshire/calendar.ics"
        assert f"{root}/forces/wealdshire/calendar.ics" in calendars
        for over in ("as-2023-014", "wld-2026-005"):
            assert pages[f"{root}/hearings/{over}/"].calendar == ""


def folded(content: bytes) -> Iterator[bytes]:
    """The lines of a calendar as they are sent."""
    assert content.endswith(b"\r\n")
    yield from content[:-2].split(b"\r\n")


def test_calendars_keep_to_the_rules(plans: tuple[SitePlan, SitePlan]) -> None:
    """RFC 5545: lines of at most 75 octets that never split a letter, one DTSTAMP and UID an event, a zone that is there."""
    calendars = [file for file in plans[0].files if file.route.endswith(".ics")]
    assert {file.route for file in calendars} >= {
        "/calendar.ics",
        "/cy/calendar.ics",
        "/forces/wealdshire/calendar.ics",
    }
    for file in calendars:
        for line in folded(file.content):
            assert len(line) <= 75
            assert b"\n" not in line
            line.decode("utf-8")
        calendar = Calendar.from_ical(file.content)
        assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
        assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
        events = calendar.walk("VEVENT")
        assert len({str(event["uid"]) for event in events}) == len(events)
        for event in events:
            assert not event.errors
            assert event.decoded("dtstamp").tzinfo is not None
            start = event.decoded("dtstart")
            if isinstance(start, dt.datetime):
                assert start.utcoffset() in (dt.timedelta(0), dt.timedelta(hours=1))
                assert str(event["dtstart"].params["TZID"]) == "Europe/London"
            assert str(event["url"]).startswith("https://hearings.example/")
            text = str(event["description"])
            assert "invented hearing" in text or "dychmygol" in text or "WLD" not in str(event["uid"])


@pytest.fixture(scope="module")
def source(root: Path) -> Source:
    """What entries are made with."""
    site = Site(name="Site", url="https://s.example", stylesheet="", languages=("en",), stock_routes=frozenset())
    return Source(load_words(root / "theme", "en"), site, Tags("s.example", "2026"))


@pytest.fixture(scope="module")
def many(root: Path) -> tuple[PublicHearing, ...]:
    """A hundred and eighty outcomes, three a week from the beginning of 2024."""
    moment = Moment.parse(BEFORE).at
    register = release(prepare(load_settings(root), moment).register, moment).register
    one = next(hearing for hearing in register.hearings if hearing.reference == "AS-2023-014")
    first = Moment.parse("2024-01-02T10:00").at
    days = [Moment(first + dt.timedelta(days=7 * (place // 3), hours=place % 3)) for place in range(180)]
    return tuple(
        replace(one, reference=f"AS-{day.day.year}-{place:03}", published=day, updated=day, first_public=day)
        for place, day in enumerate(days)
    )


def outcomes_of(hearings: Iterable[PublicHearing], source: Source) -> dict[str, ET.Element]:
    """The Atom feed of outcomes and its archives."""
    register = PublicRegister(hearings=tuple(hearings), tombstones=(), forces=(next(iter(hearings)).force,))
    _, files = feed_files(register, source)
    return {
        file.route: ET.fromstring(file.content)  # noqa: S314
        for file in files
        if file.route.startswith("/feeds/outcomes") and file.route.endswith(".atom")
    }


def link(feed: ET.Element, rel: str) -> str:
    """The route that a link of a feed leads to; empty where it has none."""
    hrefs = [str(one.get("href")) for one in feed.findall(f"{ATOM}link") if one.get("rel") == rel]
    return hrefs[0].removeprefix("https://s.example") if hrefs else ""


def test_archives_hold_the_rest(many: tuple[PublicHearing, ...], source: Source) -> None:
    """From the feed, its archives can be walked to the first entry and back (RFC 5005); none is in two archives."""
    feeds = outcomes_of(many, source)
    newest = feeds["/feeds/outcomes.atom"]
    assert newest.find(HISTORY) is None
    found, in_archives = ids_of(newest), list[str]()
    assert len(found) == 50
    here, after = link(newest, "prev-archive"), ""
    while here:
        archive = feeds.pop(here)
        assert archive.find(HISTORY) is not None
        assert (link(archive, "current"), link(archive, "self")) == ("/feeds/outcomes.atom", here)
        assert link(archive, "next-archive") == after
        assert archive.findtext(f"{ATOM}id") == newest.findtext(f"{ATOM}id")
        in_archives += ids_of(archive)
        here, after = link(archive, "prev-archive"), here
    assert list(feeds) == ["/feeds/outcomes.atom"]
    assert len(in_archives) == len(set(in_archives))
    assert len(found | set(in_archives)) == 180


@pytest.mark.parametrize("count", [50, 51, 100, 101, 157, 179])
def test_an_archive_never_shifts(many: tuple[PublicHearing, ...], source: Source, count: int) -> None:
    """What an archive holds stays when new outcomes come; there is none while the feed holds all."""
    early, late = outcomes_of(many[:count], source), outcomes_of(many, source)
    assert len(early) == 1 or count > 50
    for route, feed in early.items():
        if route != "/feeds/outcomes.atom":
            assert ids_of(feed) == ids_of(late[route])


def test_a_takedown_moves_nothing_in_other_years(many: tuple[PublicHearing, ...], source: Source) -> None:
    """An outcome of 2024 that goes changes archives of 2024 alone."""
    whole, less = outcomes_of(many, source), outcomes_of(many[1:], source)
    assert whole.keys() == less.keys()
    for route, feed in whole.items():
        assert (ids_of(feed) == ids_of(less[route])) is ("-2024-" not in route)
