"""The tables of the whole site: what is in them, that they agree with the pages, and that programs can read them."""

import csv
import json
import re
import sqlite3
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from hearingsite.prepare import prepare
from hearingsite.public.data.appeals import APPEALS
from hearingsite.public.data.database import database_bytes
from hearingsite.public.data.fields import defuse
from hearingsite.public.data.items import hearing_item
from hearingsite.public.data.tables import TABLES, make_rows
from hearingsite.public.data.tables import Rows as TableRows
from hearingsite.public.listing import listings
from hearingsite.public.open_data import open_data
from hearingsite.public.plan import Site
from hearingsite.public.script_data import script_json
from hearingsite.public.statistics import count_all
from hearingsite.public.words import load_words
from hearingsite.release import release
from hearingsite.settings import load_settings
from hearingsite.values import Moment, Text
from hearingsite.vocabulary import read_vocabulary

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
    documents = [(row["reference"], row["document"]) for row in table("documents")]
    appeals = [(row["reference"], row["appeal"]) for row in table("appeals")]
    for keys in (hearings, officers, allegations, documents, appeals):
        assert len(set(keys)) == len(keys)
    assert {reference for reference, _ in officers} == set(hearings)
    assert {(reference, officer) for reference, officer, _ in allegations} <= set(officers)
    assert {reference for reference, _ in (*documents, *appeals)} <= set(hearings)


def test_the_document_of_a_hearing_is_its_part_of_the_whole(whole_site: Path) -> None:
    """`index.json` beside a page is the object of `hearings.json`, and the CSV tells the same."""
    whole = json.loads((whole_site / "data" / "hearings.json").read_bytes())
    for hearing in whole["hearings"]:
        own = json.loads((whole_site / "hearings" / hearing["reference"].lower() / "index.json").read_bytes())
        assert own == hearing


def test_documents_are_those_of_the_pages(table: Callable[[str], Rows], whole_site: Path) -> None:
    """The table leads to every document that a page leads to, with the type that the page says, and to no other."""
    rows = {row["url"].removeprefix("https://hearings.example"): row["media_type"] for row in table("documents")}
    shown: dict[str, str] = {}
    for page in (whole_site / "hearings").glob("*/index.html"):
        for link in re.finditer(r'href="([^"]+/files/[^"]+)" type="([^"]+)"', page.read_text("utf-8")):
            shown[link[1]] = link[2]
    assert rows == shown
    assert rows
    assert all((whole_site / route.lstrip("/")).is_file() for route in rows)


def test_appeals_are_those_of_the_pages(table: Callable[[str], Rows], whole_site: Path) -> None:
    """A row for each appeal that a page tells of, with who brought it, its days and what came of it; no other has one."""
    rows = table("appeals")
    counted = Counter(row["reference"].lower() for row in rows)
    for page in (whole_site / "hearings").glob("*/index.html"):
        assert page.read_text("utf-8").count('class="appeal"') == counted[page.parent.name], page
    one = next(row for row in rows if row["reference"] == "WLD-2023-002")
    assert (one["body"], one["route"], one["brought_by"]) == ("police-appeals-tribunal", "appeal", "officer")
    assert (one["lodged"], one["days"], one["held"]) == ("2023-11-14", "2024-03-20;2024-03-21", "public")
    assert (one["result"], one["decided"], one["in_force"]) == ("allowed-in-part", "2024-03-21", "changed")
    assert one["notice_published"] == "2024-03-06T09:00:00+00:00"
    assert one["note"].startswith("The findings were not challenged.")


def test_an_appeal_is_in_the_tables_as_far_as_it_is_public(root: Path) -> None:
    """Before its day it has no row, then one without a word of what came of it, as its page has none."""
    prepared, words = prepare(load_settings(root), Moment.parse("2026-11-25").at), load_words(root / "theme", "en")
    seen = {}
    for now in ("2023-11-14", "2023-11-20", "2024-03-10", "2024-03-26"):
        register = release(prepared.register, Moment.parse(now).at).register
        rows = [dict(zip(APPEALS.names, row, strict=True)) for row in make_rows(register, words, "").of["appeals"]]
        seen[now] = [
            (str(row["result"]), len(row["days"]), bool(row["decided"] or row["note"] or row["in_force"]))
            for row in rows
            if row["reference"] == "WLD-2023-002" and isinstance(row["days"], tuple)
        ]
    assert list(seen.values()) == [
        [],
        [("pending", 0, False)],
        [("pending", 2, False)],
        [("allowed-in-part", 2, True)],
    ]


# What programs that count columns were given first; those that came later stand behind them.
FIRST_COLUMNS = {
    "hearings": (
        "reference url force force_name demonstration status headline summary kind regulations first_day "
        "last_day days day_count about_when venue held private_ground chair_role area officer_count "
        "standards_alleged standards_breached details_held_back anonymised investigated_by origin "
        "appeal_count appeal_body appeal_result notice_published published outcome_published corrected "
        "first_public updated"
    ),
    "officers": (
        "reference officer known_as named identity_restricted_by identity_grounds anonymity_basis rank "
        "rank_then rank_status service how_left attended standards_alleged standards_breached level outcome "
        "outcome_months reduced_to outcome_open_again panel_outcome panel_outcome_months panel_reduced_to "
        "barred_list"
    ),
    "allegations": (
        "reference officer allegation conduct happened duty times standards alleged_level response finding "
        "level panel_finding panel_level"
    ),
    "appeals": (
        "reference appeal body route brought_by lodged notice_published days venue held chair_role result "
        "decided sets_aside in_force sent_back_to note"
    ),
}


@pytest.mark.parametrize("name", FIRST_COLUMNS)
def test_columns_keep_their_places(whole_site: Path, name: str) -> None:
    """What a release adds stands behind what there was."""
    first = FIRST_COLUMNS[name].split()
    header = (whole_site / f"data/{name}.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert header[: len(first)] == first


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


def test_the_data_package_is_valid(whole_site: Path) -> None:
    """Frictionless finds nothing wrong with any table: types, allowed codes, keys and what they lead to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own imports warn of what they use
        import frictionless  # noqa: PLC0415 -- so that only this test waits for it

        report = frictionless.validate(str(whole_site / "data" / "datapackage.json"))
    assert report.flatten(["type", "fieldName", "rowNumber", "note"]) == []
    assert [task.name for task in report.tasks] == [table.name for table in TABLES]
    assert report.stats["warnings"] == 0


def test_documents_fit_their_schema(whole_site: Path) -> None:
    """`hearings.json` fits the schema that is published beside it, and the schemas are sound themselves."""
    schema = json.loads((whole_site / "data" / "hearings.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    document = json.loads((whole_site / "data" / "hearings.json").read_bytes())
    assert [error.message for error in checker.iter_errors(document)] == []
    document["hearings"][0]["editor_note"] = "private"
    assert len(list(checker.iter_errors(document))) == 1
    record = json.loads((whole_site / "data" / "record.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(record)


def test_the_database_is_sound_and_says_what_the_tables_say(table: Callable[[str], Rows], whole_site: Path) -> None:
    """SQLite opens it read-only, finds no fault in it and no key that leads nowhere; its rows are those of the CSV files."""
    address = f"file:{whole_site / 'data' / 'hearings.sqlite'}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for one in TABLES:
            columns = ", ".join(f'"{name}"' for name in one.names)
            rows = connection.execute(f'SELECT {columns} FROM "{one.name}"').fetchall()  # noqa: S608 -- our own names
            written = [tuple(row.values()) for row in table(one.name)]
            said = {True: "true", False: "false"}
            kinds = [field.kind for field in one.fields]
            shown = [
                tuple(
                    said[bool(v)] if k == "boolean" else "" if v is None else str(v)
                    for v, k in zip(row, kinds, strict=True)
                )
                for row in rows
            ]
            assert Counter(shown) == Counter(written), one.name


def test_the_bytes_of_the_database_depend_on_the_rows_alone() -> None:
    """Whatever wrote it, the header's counters and the version of the library are the same; other rows, other bytes."""
    empty = TableRows([], {table.name: [] for table in TABLES}, {}, {})
    content = database_bytes(empty)
    assert content == database_bytes(empty)
    assert (content[16:18], content[24:28], content[92:100]) == (
        b"\x10\x00",
        b"\0\0\0\1",
        b"\0\0\0\1" + (3_040_000).to_bytes(4),
    )
    empty.of["takedowns"].append(("WLD-2024-001", "https://x/", "wealdshire", True, "2024-01-01", "A reason."))
    assert database_bytes(empty) != content


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n-1", "\u200b=1", "\u3000@x", "\uff1d1", "\ufeff+1"],
)
def test_formulas_are_defused(text: str) -> None:
    """A text that a spreadsheet would run begins with an apostrophe."""
    assert defuse(text) == "'" + text


@pytest.mark.parametrize("text", ["", "PC X", "a = b", "(in private)", "24-30 May", "\u201cquoted\u201d", "é"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    """What is no formula is not touched."""
    assert defuse(text) == text


def test_no_cell_runs(whole_site: Path) -> None:
    """No cell of any CSV file of the site begins as a formula."""
    for file in whole_site.rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.reader(opened, strict=True):
                assert [cell for cell in row if cell.lstrip()[:1] in {"=", "+", "-", "@"} and cell.strip()] == [], file


def test_nothing_in_a_script_element_ends_it() -> None:
    """Whatever a text holds, the data of a page stays data."""
    hostile = "</script><script>alert(1)</script><!-- & \u2028"
    written = script_json({"headline": hostile})
    assert not set(written) & set("<>&\u2028")
    assert json.loads(written) == {"headline": hostile}


def test_statistics_count_what_the_tables_hold(table: Callable[[str], Rows], whole_site: Path) -> None:
    """Outcomes, standards, ranks and private hearings add up to the rows of the tables, real and invented ones apart."""
    hearings = {row["reference"]: row for row in table("hearings") if row["published"]}
    officers = [row for row in table("officers") if row["reference"] in hearings]

    def counted(name: str, column: str) -> Counter[tuple[str, str]]:
        with (whole_site / "statistics" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        place = rows[0].index(column)
        return +Counter({(row[0], row[1]): int(row[place]) for row in rows[1:]})

    def of(row: dict[str, str]) -> str:
        return hearings[row["reference"]]["demonstration"]

    outcomes = Counter((row["outcome"], of(row)) for row in officers if row["outcome"])
    found = counted("by-outcome", "in_force")
    assert outcomes == Counter({key: count for key, count in found.items() if key[0] in read_vocabulary("outcomes")})
    assert counted("by-outcome", "in_force").total() == len(officers)
    assert counted("by-rank", "officers") == Counter((row["rank"], of(row)) for row in officers)
    assert counted("held", "hearings") == Counter((row["held"], of(row)) for row in hearings.values())
    standards = Counter(
        (code, row["demonstration"])
        for row in hearings.values()
        for code in row["standards_breached"].split(";")
        if code
    )
    assert counted("by-standard", "breached") == standards
    private = [row for row in hearings.values() if row["held"] in {"private", "part-private"}]
    assert counted("by-year", "private").total() == counted("private-grounds", "hearings").total() == len(private) > 0
    named = Counter(of(row) for row in officers if row["named"] == "true")
    assert counted("anonymity", "officers")["named", "true"] == named["true"]
    assert counted("anonymity", "officers").total() == len(officers)


def test_years_of_statistics_are_those_of_the_lists(whole_site: Path) -> None:
    """A year's number is that of the hearings on its page."""
    counted: Counter[str] = Counter()
    with (whole_site / "statistics" / "by-year.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counted[row["year"]] += int(row["hearings"])
    listed = {
        page.parent.name: len(re.findall('class="row"', page.read_text("utf-8")))
        for page in (whole_site / "years").glob("[0-9]*/index.html")
    }
    assert +Counter(listed) == +counted


def test_a_hearing_over_two_years_is_counted_where_it_is_listed(root: Path) -> None:
    """One that sat in December and was published in January counts in the new year, as on the lists."""
    now = Moment.parse("2026-11-25T09:00").at
    register = release(prepare(load_settings(root), now).register, now).register
    one = next(hearing for hearing in register.hearings if hearing.reference == "AS-2023-014")
    late = replace(one, published=Moment.parse("2024-01-04T09:00"))
    assert ("years", "2024") in listings(late)
    items = [hearing_item(late, load_words(root / "theme", "en"), "https://s.example")]
    by_year = {statistic.name: statistic.rows for statistic in count_all(items) if statistic.key == "year"}
    assert by_year == {"by-year": (("2024", (1, 0)),), "officers-by-year": (("2024", (1, 1)),)}


def test_what_is_made_of_the_data_tells_nothing_of_accounts(root: Path) -> None:
    """Files and pages of data are made from all but the account of each hearing: with another one, they are the same."""
    now = Moment.parse("2026-11-25T09:00").at
    settings = load_settings(root)
    register = release(prepare(settings, now).register, now).register
    hearings = tuple(replace(hearing, account=Text("Another.", "Un arall.")) for hearing in register.hearings)
    assert all(one.account != other.account for one, other in zip(hearings, register.hearings, strict=True))
    words_of = {lang: load_words(settings.theme, lang) for lang in settings.languages}
    site = Site(name="x", url="https://x.example", stylesheet="", languages=tuple(words_of), stock_routes=frozenset())
    made_from = {hearing.reference: b"" for hearing in hearings}
    (pages, files), (other_pages, other_files), (_, alone) = (
        open_data(one, words_of, site, b"{}", made_from)
        for one in (register, replace(register, hearings=hearings), register)
    )
    assert [page.make() for page in pages] == [page.make() for page in other_pages]
    contents = {file.route: file.content for file in files}
    assert contents == {file.route: file.content for file in other_files}
    # The file of one hearing is made without those of all.
    own = {file.route: file.content for file in alone if file.route.startswith("/hearings/")}
    assert own == {route: contents[route] for route in own}
    assert len(own) == len(hearings) + len(register.tombstones)


def test_every_code_of_a_table_is_explained(whole_site: Path) -> None:
    """The page of downloads has a line for each field, and one for each code that a field can hold."""
    for route in ("data", "cy/data"):
        page = (whole_site / route / "index.html").read_text("utf-8").replace("<wbr>", "")
        for one in TABLES:
            for field in one.fields:
                assert f"<code>{field.name}</code>" in page
                assert all(f"<code>{code}</code>" in page for code in field.codes)
