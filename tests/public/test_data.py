"""The tables of the whole site: what is in them, that they agree with the pages, and that programs can read them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def table(whole_site: Path) -> Callable[[str], Rows]:
    """Read a table of the whole site by its name."""

    def read(name: str) -> Rows:
        with (whole_site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    return read


def test_every_page_of_a_hearing_has_its_row(table: Callable[[str], Rows], whole_site: Path) -> None:
    """The hearings of the tables are the hearings that have a page, those taken down apart; each has its JSON beside it."""
    pages = {page.parent.name for page in (whole_site / "hearings").glob("*/index.html")}
    shown = [row["reference"].lower() for row in table("hearings")]
    gone = [row["reference"].lower() for row in table("takedowns")]
    assert sorted(shown + gone) == sorted(pages)
    assert {file.parent.name for file in (whole_site / "hearings").glob("*/index.json")} == pages


def test_tables_are_joined_by_their_keys(table: Callable[[str], Rows]) -> None:
    """Every officer belongs to a hearing, every allegation to an officer, and no key is given twice."""
    hearings = [row["reference"] for row in table("hearings")]
    officers = [(row["reference"], row["officer"]) for row in table("officers")]
    allegations = [(row["reference"], row["officer"], row["allegation"]) for row in table("allegations")]
    for keys in (hearings, officers, allegations):
        assert len(set(keys)) == len(keys)
    assert {reference for reference, _ in officers} == set(hearings)
    assert {(reference, officer) for reference, officer, _ in allegations} <= set(officers)


def test_the_document_of_a_hearing_is_its_part_of_the_whole(whole_site: Path) -> None:
    """`index.json` beside a page is the object of `hearings.json`, and the CSV tells the same."""
    whole = json.loads((whole_site / "data" / "hearings.json").read_bytes())
    for hearing in whole["hearings"]:
        own = json.loads((whole_site / "hearings" / hearing["reference"].lower() / "index.json").read_bytes())
        assert own == hearing


def test_requests_for_information_get_eight_columns(table: Callable[[str], Rows]) -> None:
    """A row for each officer whose outcome is public, in the columns that are asked for; invented ones say so."""
    rows = table("foi")
    assert " ".join(rows[0]) == "date rank meeting_or_hearing level breach_type brief_summary outcome public_or_private"
    decided = {row["reference"]: row for row in table("hearings") if row["published"]}
    officers = [row for row in table("officers") if row["reference"] in decided]
    assert len(rows) == len(officers)
    for row, officer in zip(rows, officers, strict=True):
        is_invented = decided[officer["reference"]]["demonstration"] == "true"
        assert row["brief_summary"].startswith("[Demonstration]") is is_invented
