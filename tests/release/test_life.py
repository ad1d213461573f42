"""One hearing's life at ten moments: what is in its page, the lists, the feed, the tables and the sitemap each time."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from hearingsite.prepare import prepare
from hearingsite.public.list_views import OutcomesView, UpcomingView
from hearingsite.public.views import HearingView, TombstoneView
from hearingsite.settings import load_settings
from hearingsite.values import Moment

RECORD = """---
reference: WLD-2024-050
force: wealdshire
status: concluded
hearing:
  kind: misconduct-hearing
  dates: [2024-04-22, 2024-04-23]
  held: public
  history:
    - {on: 2024-03-01, status: scheduled, dates: [2024-03-18]}
    - {on: 2024-03-15, status: postponed, reason: The panel was not complete., dates: [2024-04-22, 2024-04-23]}
    - {on: 2024-04-24, status: concluded}
notice: {published: 2024-03-01T10:00, text: The public notice.}
officers:
  - name: Hartley Example
    anonymous_as: Officer K
    rank: constable
    service: serving
    allegations:
      - conduct: left a post without leave
        standards: [duties-and-responsibilities]
        alleged_level: gross-misconduct
        finding: proven
        level: gross-misconduct
    outcome: dismissed-without-notice
    barred_list: added
publication:
  publish_at: 2024-04-25T09:00
  outcome_at: 2024-05-01T09:00
  keep_until: 2024-12-31
  afterwards: anonymise
appeals:
  - body: police-appeals-tribunal
    lodged: 2024-05-20
    decided: 2024-09-10
    published: 2024-09-12T12:00
    result: allowed
    in_force: changed
    officers: {Hartley Example: {outcome: final-written-warning, outcome_months: 24}}
takedown: {at: 2025-06-01T12:00, reason: A court ordered it., by: Press office}
---
The account of the case.
"""

# What is in the lists of outcomes and of hearings to come, and in the feed.
NOWHERE, ANNOUNCED, DECIDED = (False, False, False), (False, True, False), (True, False, True)
ACCOUNT = "The account of the case."
# moment: headline begins, account, lists and feed; status and outcome in the tables; last change in the sitemap
LIFE = {
    "2024-02-28": (None, "", NOWHERE, None, None),
    "2024-03-05": (
        "Misconduct hearing: Hartley Example",
        "The public notice.",
        ANNOUNCED,
        ("scheduled", ""),
        "2024-03-01T10:00:00+00:00",
    ),
    "2024-03-16": (
        "Misconduct hearing (postponed): Hartley",
        "The public notice.",
        ANNOUNCED,
        ("postponed", ""),
        "2024-03-15T00:00:00+00:00",
    ),
    "2024-04-22T12:00": (
        "Misconduct hearing (postponed): Hartley",
        "The public notice.",
        ANNOUNCED,
        ("postponed", ""),
        "2024-03-15T00:00:00+00:00",
    ),
    "2024-04-24T12:00": (
        "Misconduct hearing (heard, outcome",
        "The public notice.",
        ANNOUNCED,
        ("heard", ""),
        "2024-03-15T00:00:00+00:00",
    ),
    "2024-04-25T09:00": (
        "Hartley Example (constable): gross",
        ACCOUNT,
        DECIDED,
        ("findings-made", ""),
        "2024-04-25T09:00:00+01:00",
    ),
    "2024-05-01T09:00": (
        "Hartley Example (constable) was dismissed",
        ACCOUNT,
        DECIDED,
        ("concluded", "dismissed-without-notice"),
        "2024-05-01T09:00:00+01:00",
    ),
    "2024-09-12T12:00": (
        "Hartley Example (constable) was given",
        ACCOUNT,
        DECIDED,
        ("concluded", "final-written-warning"),
        "2024-09-12T12:00:00+01:00",
    ),
    "2025-01-01": (
        "Officer K (constable) was given a final",
        "",
        DECIDED,
        ("concluded", "final-written-warning"),
        "2025-01-01T00:00:00+00:00",
    ),
    "2025-06-01T12:00": ("WLD-2024-050: no longer published", "", NOWHERE, None, None),
}


@pytest.fixture
def site(root: Path, tmp_path: Path) -> Path:
    """A site with this one hearing."""
    shutil.copytree(root / "theme", tmp_path / "theme")
    shutil.copytree(root / "content" / "forces", tmp_path / "content" / "forces")
    shutil.copy(root / "pelicanconf.py", tmp_path)
    record = tmp_path / "content" / "hearings" / "wld-2024-050.md"
    record.parent.mkdir()
    record.write_text(RECORD, "utf-8")
    return tmp_path


@pytest.mark.parametrize("moment", LIFE)
def test_a_life(site: Path, moment: str) -> None:
    """At each moment every part of the site holds what is public then, and the name only in its time."""
    headline, account, lists, in_data, in_sitemap = LIFE[moment]
    plan = prepare(load_settings(site), Moment.parse(moment).at).site_plan
    pages = {page.route: page for page in plan.pages}
    page = pages.get("/hearings/wld-2024-050/")
    assert (page.head.title if page else None) == headline or (page and page.head.title.startswith(str(headline)))
    view = page.view if page else None
    text = view.account_html if isinstance(view, HearingView) else ""
    assert (account in text) if account else text == ""
    outcomes, upcoming = pages["/outcomes/"].view, pages["/upcoming/"].view
    assert isinstance(outcomes, OutcomesView)
    assert isinstance(upcoming, UpcomingView)
    files = {file.route: file.content for file in plan.files}
    feed = files["/feeds/outcomes.rss"].decode()
    assert (bool(outcomes.hearings.rows), bool(upcoming.groups), "WLD-2024-050" in feed) == lists
    assert _in_tables(files) == in_data
    assert _in_sitemap(files) == in_sitemap
    everything = repr(plan.pages) + repr(plan.files)
    assert ("Hartley" in everything) is (headline is not None and moment < "2025")
    if isinstance(view, TombstoneView):
        assert view.reason.text == "A court ordered it."


def _in_tables(files: dict[str, bytes]) -> tuple[str, str] | None:
    """The status of the hearing and the outcome of its officer, as the tables tell them."""
    hearings, officers = (
        list(csv.DictReader(files[f"/data/{name}.csv"].decode().splitlines())) for name in ("hearings", "officers")
    )
    assert [row["reference"] for row in hearings] == [row["reference"] for row in officers]
    return (hearings[0]["status"], officers[0]["outcome"]) if hearings else None


def _in_sitemap(files: dict[str, bytes]) -> str | None:
    """When the page last changed, as the sitemap tells it."""
    found = re.search(r"/hearings/wld-2024-050/</loc><lastmod>(.*?)</lastmod>", files["/sitemap.xml"].decode())
    assert bool(found) is (b"/hearings/wld-2024-050/" in files["/sitemap.xml"])
    return found[1] if found else None


def test_only_its_own_moments_change_a_site(site: Path) -> None:
    """Between two moments at which something becomes public, every byte of the plan stays the same."""
    settings = load_settings(site)
    before = prepare(settings, Moment.parse("2024-06-01").at).site_plan
    after = prepare(settings, Moment.parse("2024-08-31").at).site_plan
    assert (before.pages, before.files) == (after.pages, after.files)
