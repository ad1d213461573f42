"""The comparison with other generators compares equal work."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.cases import NOW
from benchmarks.counting import Count, count, differences
from benchmarks.measure import run
from benchmarks.records import make_site
from benchmarks.sides import make_ours, make_pelican

NUMBER = 30


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Count, Count]:
    """What ours and Pelican's site of the same hearings have."""
    folder = tmp_path_factory.mktemp("sides")
    ours = make_ours(folder, NUMBER, listed=20, languages=["en"], seed=1)
    ours.run()
    theirs = make_pelican(folder, ours)
    theirs.run()
    return count(ours.output, ours.layout), count(theirs.output, theirs.layout)


def test_made_records_pass_without_a_warning(tmp_path: Path) -> None:
    """So many that some were postponed and some adjourned: warnings count as errors."""
    make_site(tmp_path, 300)

    assert (
        "0 faults, 0 warnings"
        in run(["-m", "hearingsite", "check", "--strict", "--now", NOW.isoformat()], tmp_path).printed
    )


def test_the_peer_has_the_same_hearings_lists_rows_and_items(counts: tuple[Count, Count]) -> None:
    """Hearings, lists and rows are equal, and no feed of the peer has more than ours."""
    ours, theirs = counts

    assert not list(differences(ours, theirs))


def test_every_kind_of_list_is_compared(counts: tuple[Count, Count]) -> None:
    """No list and no feed is empty."""
    ours, _ = counts

    assert {address.split("/")[0] for address in ours.rows} == {
        "forces",
        "lists",
        "outcomes",
        "ranks",
        "standards",
        "years",
    }
    assert all(ours.rows.values())
    assert all(ours.items.values())


def test_other_work_of_the_peer_is_told(counts: tuple[Count, Count]) -> None:
    """A page less, a row less and an item more are each a sentence."""
    ours, theirs = counts
    address = "lists/outcomes"
    other = replace(
        theirs,
        hearings=frozenset(sorted(theirs.hearings)[1:]),
        rows={**theirs.rows, address: theirs.rows[address][1:]},
        items={**theirs.items, address: ours.items[address] + 1},
    )

    assert list(differences(ours, other)) == [
        "1 pages of hearings are missing, 0 should not be there.",
        f"The list {address} has other rows.",
        f"The feed of {address} has {other.items[address]} items, more than our {ours.items[address]}.",
    ]
