"""A build says when what followers hold on to would go: the address of a page, feed or calendar, and the permanent ids."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quick import Quick
from tests.sites import RECORD, edit, make_site

NOW = "--now=2024-06-01T09:00"


def correct_rank(site: Path) -> None:
    """Correct the rank of the only officer, whose list has nobody left."""
    edit(site, RECORD, "rank: constable", "rank: special-constable")
    edit(
        site, RECORD, "\npublication:", "\nchanges: [{on: 2024-06-01, kind: correction, what: The rank.}]\npublication:"
    )


def drop_page(site: Path) -> None:
    """Delete an ordinary page."""
    (site / "content/pages/en/about/press.md").unlink()


def drop_welsh(site: Path) -> None:
    """End the Welsh pages."""
    edit(site, "pelicanconf.py", '["en", "cy"],', '["en"],')


def rename_authority(site: Path) -> None:
    """Set another day in what ids are made of."""
    edit(site, "pelicanconf.py", '"2026-01-01"', '"2026-01-02"')


def nothing_of_the_kind(site: Path) -> None:
    """Call the site otherwise, move it, and correct an account."""
    edit(site, "pelicanconf.py", "https://hearings.example", "https://misconduct.example")
    edit(site, "pelicanconf.py", '"Misconduct hearings"', '"Hearings"')
    edit(site, RECORD, "The hearing lasted one day", "The hearing took one day")


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (
            correct_rank,
            (
                "content:1:1: HS953 warning: 4 addresses of the live site would lead nowhere: /ranks/constable/, "
                "/ranks/constable/feed.atom, /ranks/constable/feed.json and 1 more."
            ),
        ),
        (drop_page, "HS953 warning: 1 address of the live site would lead nowhere: /about/press/."),
        (drop_welsh, "addresses of the live site would lead nowhere: /cy/, /cy/calendar.ics, "),
        (
            rename_authority,
            (
                "pelicanconf.py:1:1: HS952 warning: The permanent ids of all feeds and calendars would change, from "
                '"tag:hearings.example,2026-01-01:" to "tag:hearings.example,2026-01-02:".'
            ),
        ),
        (nothing_of_the_kind, ""),
    ],
)
def test_what_followers_would_lose_is_told(
    tmp_path: Path, quick: Quick, write: Callable[[Path], None], expected: str
) -> None:
    """By the plan, and once by the build that does it."""
    site = make_site(tmp_path)
    if write is drop_welsh:
        edit(site, "pelicanconf.py", '["en"],', '["en", "cy"],')
    assert quick(site, "build", NOW).returncode == 0
    write(site)
    for command in ("plan", "build"):
        done = quick(site, command, NOW)
        assert (done.returncode, expected in done.out) == (0, True), done.out
        assert ("HS952" in done.out or "HS953" in done.out) == bool(expected), done.out
    for _ in range(2):
        done = quick(site, "build", NOW)
        assert (done.returncode, "HS952" in done.out, "HS953" in done.out) == (0, False, False), done.out


def test_hidden_demonstrations_are_no_loss(tmp_path: Path, quick: Quick, root: Path) -> None:
    """Who hides invented hearings, or looks back, is not told that their lists are gone."""
    site = make_site(tmp_path)
    for path in ("content/forces/wealdshire.yaml", "content/hearings/2010/wld-2010-001.md"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes((root / path).read_bytes())
    assert quick(site, "build", NOW).returncode == 0
    assert "HS953" not in quick(site, "build", "--now=2023-06-01").out
    assert quick(site, "build", NOW).returncode == 0
    edit(site, "pelicanconf.py", '"demonstrations": "show"', '"demonstrations": "hide"')
    assert "HS953" not in quick(site, "build", NOW).out
