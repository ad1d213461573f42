"""The lists: on which ones a hearing stands, and that an address stays when the last hearing has left."""

import re
import shutil
from pathlib import Path

import feedparser
import pytest

from hearingsite.prepare import prepare
from hearingsite.public.list_views import IndexView, TermView
from hearingsite.public.plan import PlannedPage
from hearingsite.settings import load_settings
from hearingsite.values import Moment

RECORD = """---
reference: WLD-2023-{number:03}
force: wealdshire
status: concluded
hearing: {{kind: misconduct-hearing, dates: [2023-12-18, 2024-01-08], held: public}}
officers:
  - known_as: PC {letter}
    anonymity_basis: force-choice
    rank: {rank}
    service: serving
    allegations:
      - conduct: left a post without leave
        standards: [duties-and-responsibilities]
        alleged_level: gross-misconduct
        finding: proven
        level: gross-misconduct
    outcome: dismissed-without-notice
    barred_list: added
publication: {{publish_at: 2024-01-09T09:00}}
{more}---
The account.
"""
APPEAL = """appeals:
  - body: police-appeals-tribunal
    lodged: 2024-02-01
    decided: 2024-06-10
    published: 2024-06-12T12:00
    result: allowed
    in_force: changed
    officers: {PC A: {outcome: final-written-warning, outcome_months: 24}}
"""
APPEAL_TO_COME = """appeals:
  - body: police-appeals-tribunal
    lodged: 2024-02-01
    result: pending
    notice: {published: 2024-03-01T10:00}
    hearing: {kind: misconduct-hearing, dates: [2024-05-07], held: public, venue: Town hall, attend: Write to the tribunal.}
"""
TAKEDOWN = "takedown: {at: 2025-06-01T12:00, reason: A court ordered it., by: Press office}\n"
LISTS = {"/forces/wealdshire/", "/ranks/inspector/", "/outcomes/dismissed-without-notice/", "/years/2024/"}


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    """A site without hearings, two to a page of a list."""
    shutil.copytree(root / "theme", tmp_path / "theme")
    shutil.copytree(root / "content" / "forces", tmp_path / "content" / "forces")
    (tmp_path / "content" / "hearings").mkdir()
    settings = (root / "pelicanconf.py").read_text("utf-8")
    (tmp_path / "pelicanconf.py").write_text(
        settings.replace("HEARINGSITE = {", 'HEARINGSITE = {"page_size": 2,'), "utf-8"
    )
    return tmp_path


def write(site: Path, number: int = 1, rank: str = "inspector", more: str = "") -> None:
    """Write a record."""
    text = RECORD.format(number=number, letter=chr(64 + number), rank=rank, more=more)
    (site / "content" / "hearings" / f"wld-2023-{number:03}.md").write_text(text, "utf-8")


def pages_at(site: Path, now: str) -> dict[str, PlannedPage]:
    """Every planned page at a moment."""
    return {page.route: page for page in prepare(load_settings(site), Moment.parse(now).at).site_plan.pages}


def shown(page: PlannedPage) -> list[str]:
    """The references that a list shows."""
    assert isinstance(page.view, TermView)
    return [row.reference for row in page.view.hearings.rows]


def test_a_hearing_stands_on_its_lists_in_both_languages(site: Path) -> None:
    """Force, rank, outcome in force, year of publication and standard each list it; nothing else has a list."""
    write(site)
    pages = pages_at(site, "2024-02-01")
    listing = {route for route, page in pages.items() if isinstance(page.view, TermView) and shown(page)}
    expected = LISTS | {"/standards/duties-and-responsibilities/"}
    assert listing == expected | {f"/cy{route}" for route in expected}
    assert "/ranks/sergeant/" not in pages


def test_before_the_outcome_no_list_of_outcomes_has_an_address(site: Path) -> None:
    """A hearing that is not public yet makes no address."""
    write(site)
    assert [route for route in pages_at(site, "2024-01-08") if route in LISTS] == []


def test_an_appeal_moves_a_hearing_and_the_old_address_stays(site: Path) -> None:
    """The list of the outcome in force has the hearing; that of the panel's keeps its address, empty."""
    write(site, more=APPEAL)
    pages = pages_at(site, "2024-07-01")
    assert shown(pages["/outcomes/final-written-warning/"]) == ["WLD-2023-001"]
    assert shown(pages["/outcomes/dismissed-without-notice/"]) == []
    assert "/outcomes/final-written-warning/" not in pages_at(site, "2024-06-01")


def test_an_appeal_to_be_heard_is_among_the_hearings_to_come(site: Path) -> None:
    """From the notice of its hearing until that has been held; how to attend stands on the page."""
    write(site, more=APPEAL_TO_COME)
    shown_at = {
        now: [[row.reference for row in group.rows] for group in pages_at(site, now)["/upcoming/"].view.groups]
        for now in ("2024-02-20", "2024-03-02", "2024-05-07", "2024-05-09")
    }
    assert list(shown_at.values()) == [[], [["WLD-2023-001"]], [["WLD-2023-001"]], []]
    (appeal,) = pages_at(site, "2024-03-02")["/hearings/wld-2023-001/"].view.appeals
    assert "Write to the tribunal." in [value.text for fact in appeal.facts for value in fact.values]


def test_every_address_outlives_a_takedown(site: Path) -> None:
    """Whatever had an address the moment before has it the moment after, and no list names the hearing."""
    for number in (1, 2, 3):
        write(site, number, more=TAKEDOWN)
    before, after = pages_at(site, "2025-06-01T11:59"), pages_at(site, "2025-06-01T12:00")
    assert set(before) <= set(after)
    assert "/years/2024/page/2/" in before
    assert [route for route, page in after.items() if isinstance(page.view, TermView) and shown(page)] == []
    spare = after["/years/2024/page/2/"]
    assert isinstance(spare.view, TermView)
    assert (spare.head.may_index, spare.view.hearings.previous) == (False, "/years/2024/")


def test_the_indexes_lead_to_what_is_not_empty(site: Path) -> None:
    """Forces, ranks and years are listed with counts, without those that only keep their address."""
    write(site)
    write(site, 2, rank="sergeant", more=TAKEDOWN)
    pages = pages_at(site, "2025-07-01")
    for kind, name in (("forces", "Wealdshire Constabulary"), ("ranks", "Inspector"), ("years", "2024")):
        view = pages[f"/{kind}/"].view
        assert isinstance(view, IndexView)
        assert [(count.link.name, count.unit) for count in view.counts] == [(name, "1 hearing")]
    assert "/ranks/sergeant/" in pages


def test_a_row_is_the_same_in_every_list(whole_site: Path) -> None:
    """A hearing's row is printed once and stands in every list letter for letter."""
    pages = ("outcomes", "forces/avon-and-somerset", "years/2023", "ranks/constable", "standards/honesty-and-integrity")
    rows = set()
    for page in pages:
        text = (whole_site / page / "index.html").read_text("utf-8")
        rows |= {
            row
            for row in text.split('<li class="row">')[1:]
            if 'href="/hearings/as-2023-014/"' in row.split("</h3>")[0]
        }
    assert len({row.split("</li>")[0] for row in rows}) == 1


def test_who_breached_a_standard_counts_not_who_sat_beside(whole_site: Path) -> None:
    """The outcomes on a standard's page are those of officers who breached it: no outcome without a finding is there."""
    for page in (whole_site / "standards").glob("*/index.html"):
        text = page.read_text("utf-8")
        results = text.partition('id="results-title"')[2].partition("</section>")[0]
        assert not any(f"/outcomes/{code}/" in results for code in ("not-proven", "no-case-to-answer")), page


def test_counts_of_invented_hearings_say_so(site: Path) -> None:
    """Every page with a count that holds an invented hearing has the band, though it shows none of them; no other has."""
    for number in (1, 2, 3):
        write(site, number)
    pages = pages_at(site, "2024-02-01")
    counting = ("standards", "forces", "ranks", "years", "search", "outcomes", "outcomes/page/2", "years/2024/page/2")
    for lang in ("", "/cy"):
        for name in counting:
            assert pages[f"{lang}/{name}/"].head.shows_demonstration, name
        assert not pages[f"{lang}/standards/use-of-force/"].head.shows_demonstration
    for number in (1, 2, 3):
        path = site / "content" / "hearings" / f"wld-2023-{number:03}.md"
        text = path.read_text("utf-8").replace("WLD-", "AS-").replace("wealdshire", "avon-and-somerset")
        path.with_name(f"as-2023-{number:03}.md").write_text(text, "utf-8")
        path.unlink()
    assert [route for route, page in pages_at(site, "2024-02-01").items() if page.head.shows_demonstration] == []


def test_real_hearings_first_and_invented_ones_after(site: Path) -> None:
    """The first page of a list shows real hearings alone; it counts the invented ones of its second, so it says so."""
    write(site, 1)
    path = site / "content" / "hearings" / "wld-2023-001.md"
    text = path.read_text("utf-8").replace("WLD-", "AS-").replace("wealdshire", "avon-and-somerset")
    for number in (2, 3):
        later = text.replace("-001", f"-{number:03}").replace("PC A", f"PC {chr(64 + number)}")
        path.with_name(f"as-2023-{number:03}.md").write_text(later.replace("2024-01-09T", "2024-01-10T"), "utf-8")
    pages = pages_at(site, "2024-02-01")
    assert not any(row.is_demonstration for row in pages["/outcomes/"].view.hearings.rows)
    for route in ("/outcomes/", "/years/2024/", "/ranks/inspector/"):
        assert pages[route].head.shows_demonstration, route


def test_a_link_within_an_account_leads_to_the_page_from_a_feed(site: Path) -> None:
    """A reader of feeds knows of no other place that the part of a page could be in."""
    write(site)
    record = site / "content" / "hearings" / "wld-2023-001.md"
    record.write_text(record.read_text("utf-8") + "\nSee [the timeline](#timeline).\n", "utf-8")
    plan = prepare(load_settings(site), Moment.parse("2024-02-01").at).site_plan
    feed = next(file.content for file in plan.files if file.route == "/feeds/outcomes.json")
    assert b"https://hearings.example/hearings/wld-2023-001/#timeline" in feed


def renumber(site: Path, number: int, short: str, more: str = "") -> None:
    """Write a record whose number has no noughts before it."""
    write(site, number, more=more)
    record = site / "content" / "hearings" / f"wld-2023-{number:03}.md"
    record.with_name(f"wld-2023-{short}.md").write_text(record.read_text("utf-8").replace(f"-{number:03}", f"-{short}"))
    record.unlink()


def told_references(site: Path, now: str) -> dict[str, list[str]]:
    """The order of references in each file of a site that lists hearings."""
    planned = prepare(load_settings(site), Moment.parse(now).at).site_plan.files
    wanted = ["/data/hearings.csv", "/data/takedowns.csv", "/search/hearings.json", "/calendar.ics"]
    wanted += ["/feeds/outcomes.atom", "/forces/wealdshire/feed.rss", "/feeds/changes.atom"]
    texts = {file.route: file.content.decode() for file in planned if file.route in wanted}
    found = {route: re.findall(r"hearings/(wld-2023-\d+)/|(WLD-2023-\d+)", text) for route, text in texts.items()}
    return {route: list(dict.fromkeys("".join(one).upper() for one in ones)) for route, ones in found.items()}


def test_nine_comes_before_eleven(site: Path) -> None:
    """References are in the order of their numbers wherever they are listed: pages, ways on, tables, feeds, calendar."""
    numbers = (9, 10, 11)
    for number in numbers:
        renumber(site, number, str(number), TAKEDOWN if number == 10 else "")
    write(site, 2)
    rising = ["WLD-2023-002", "WLD-2023-9", "WLD-2023-11"]
    pages = pages_at(site, "2024-02-01")
    assert shown(pages["/years/2024/"]) == ["WLD-2023-11", "WLD-2023-10"]
    assert shown(pages["/years/2024/page/2/"]) == ["WLD-2023-9", "WLD-2023-002"]
    view = pages["/hearings/wld-2023-9/"].view
    assert (view.earlier.reference, view.later.reference) == ("WLD-2023-002", "WLD-2023-10")
    told = told_references(site, "2025-07-01")
    for route in ("/data/hearings.csv", "/calendar.ics"):
        assert [one for one in told[route] if one != "WLD-2023-10"] == rising, route
    for route in ("/search/hearings.json", "/feeds/outcomes.atom", "/forces/wealdshire/feed.rss"):
        assert [one for one in told[route] if one != "WLD-2023-10"] == rising[::-1], route


def test_those_that_are_gone_are_in_the_order_of_numbers_too(site: Path) -> None:
    """So it is in the table of takedowns, and in the feed that tells of them, the newest first."""
    for number in (9, 11):
        renumber(site, number, str(number), TAKEDOWN)
    told = told_references(site, "2025-07-01")
    assert told["/data/takedowns.csv"] == ["WLD-2023-9", "WLD-2023-11"]
    assert told["/feeds/changes.atom"] == ["WLD-2023-11", "WLD-2023-9"]


def test_a_takedown_comes_after_what_was_told_earlier_that_day(site: Path) -> None:
    """A reader that asks every hour finds it above what it has: it is of its moment, not of the first minute of its day."""
    write(site, 1, more=TAKEDOWN)
    write(site, 2, more="changes: [{on: 2025-06-01T10:00, kind: correction, what: A day was put right.}]\n")
    files = prepare(load_settings(site), Moment.parse("2025-06-01T12:30").at).site_plan.files
    content = {file.route: file.content for file in files if file.route in ("/feeds/changes.atom", "/calendar.ics")}
    feed = feedparser.parse(content["/feeds/changes.atom"])
    told = [(entry.id.partition(":WLD")[2][:9], entry.updated) for entry in feed.entries]
    assert told == [("-2023-001", "2025-06-01T11:00:00Z"), ("-2023-002", "2025-06-01T09:00:00Z")]
    assert feed.feed.updated == "2025-06-01T11:00:00Z"
    assert b"LAST-MODIFIED:20250601T110000Z" in content["/calendar.ics"]
