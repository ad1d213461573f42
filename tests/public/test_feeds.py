"""The feed of outcomes, read by a parser that nobody here wrote."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import feedparser

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = "--now=2026-11-25T09:00"


def read_feed(output: Path) -> feedparser.FeedParserDict:
    """Parse the feed of a built site."""
    feed = feedparser.parse((output / "feeds" / "outcomes.rss").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def test_the_feed_is_valid_and_complete(whole_site: Path) -> None:
    """Each outcome is an entry with a permanent id, an absolute address, a day, the full text and categories."""
    feed = read_feed(whole_site)
    entry = next(entry for entry in feed.entries if "AS-2023-014" in entry.id)
    assert (feed.version, feed.feed.language) == ("rss20", "en-GB")
    assert entry.id == "tag:hearings.example,2026-01-01:AS-2023-014/outcome"
    assert (entry.guidislink, entry.link) == (False, "https://hearings.example/hearings/as-2023-014/")
    assert entry.published == "Tue, 19 Dec 2023 09:00:00 +0000"
    assert entry.title == "PC X (former constable) would have been dismissed for gross misconduct"
    assert "17 calls" in entry.summary
    assert "Honesty and integrity" in {tag.term for tag in entry.tags}
    assert 'href="/' not in entry.summary


def test_entries_are_newest_first_and_the_feed_is_dated_by_the_newest(whole_site: Path) -> None:
    """The order is that of publication, and the feed's own date is its newest entry's, never the clock's."""
    feed = read_feed(whole_site)
    days = [entry.published_parsed for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert feed.feed.updated_parsed == days[0]


def test_invented_hearings_say_so(whole_site: Path) -> None:
    """Every entry of the demonstration force says in its title and its text that it is invented."""
    invented = [entry for entry in read_feed(whole_site).entries if ":WLD-" in entry.id]
    assert len(invented) > 10
    for entry in invented:
        assert entry.title.startswith("[Demonstration] ")
        assert "invented hearing of an invented force" in entry.summary


def test_an_id_outlives_title_text_and_domain(project: Path, run: Run) -> None:
    """When the site moves and a record is corrected, every id stays."""
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    before = read_feed(project / "output").entries[0]
    settings, record = project / "pelicanconf.py", project / "content" / "hearings" / "2023" / "as-2023-014.md"
    settings.write_text(
        settings.read_text("utf-8").replace("https://hearings.example", "https://moved.example"), "utf-8"
    )
    record.write_text(record.read_text("utf-8").replace("rank: constable", "rank: sergeant"), "utf-8")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    after = read_feed(project / "output").entries[0]
    assert (after.id, after.published) == (before.id, before.published)
    assert after.title != before.title
    assert after.link == "https://moved.example/hearings/as-2023-014/"


def test_an_empty_feed_is_valid_and_always_the_same(project: Path, run: Run) -> None:
    """A site without outcomes has a valid feed whose bytes do not depend on the clock."""
    shutil.rmtree(project / "content" / "hearings")
    assert run(project, "hearingsite", "build", NOW).returncode == 0
    feed = read_feed(project / "output")
    assert (feed.entries, feed.feed.updated) == ([], "Sat, 01 Jan 2000 00:00:00 +0000")
