"""Documents from a record to the site: which are admitted, when they are public, where they are, how they are shown."""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from hearingsite.attachments import cleaning, memory
from hearingsite.attachments.admission import MAX_BYTES
from hearingsite.attachments.cleaning import Answer, Job
from hearingsite.check import check_records
from hearingsite.diagnostics import Fault, Report
from hearingsite.prepare import prepare
from hearingsite.public.plan import SitePlan
from hearingsite.settings import load_settings
from tests.attachments import makers
from tests.attachments.makers import NAME

RECORD = Path("content/hearings/2023/as-2023-014.md")
BEFORE = dt.datetime(2023, 12, 18, 18, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
ROUTE = "/hearings/as-2023-014/files/"


def attach(project: Path, files: dict[str, bytes], *, named: str | None = None, more: str = "") -> None:
    """Put files below content/files, and name some of them (all, if it is not said) in the record."""
    for file, content in files.items():
        target = project / "content" / "files" / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    names = list(files) if named is None else named.split()
    entries = "".join(f"  - {{file: {file}, title: {{en: The report, cy: Yr adroddiad}}}}\n" for file in names)
    record = project / RECORD
    block = f"attachments:\n{entries}" if names else ""
    record.write_text(record.read_text("utf-8").replace("\npublication:", f"\n{block}{more}\npublication:"), "utf-8")


def report_of(project: Path) -> Report:
    """What a check says."""
    return check_records(load_settings(project), NOW).report


def codes_of(project: Path) -> list[str]:
    """The codes of what a check says."""
    return [found.code for found in report_of(project).diagnostics]


def plan_of(project: Path, now: dt.datetime = NOW) -> SitePlan:
    """The plan of the site at a moment."""
    return prepare(load_settings(project), now).site_plan


def files_in(plan: SitePlan) -> dict[str, bytes]:
    """The documents of a plan, by their name below the hearing."""
    return {one.route.removeprefix(ROUTE): one.content for one in plan.files if one.route.startswith(ROUTE)}


def rows_in(plan: SitePlan) -> list[str]:
    """The rows of the table of documents of a plan, and of the documents in the data of the hearing: they agree."""
    files = {one.route: one.content for one in plan.files}
    rows = files["/data/documents.csv"].decode().splitlines()[1:]
    told = json.loads(files.get("/hearings/as-2023-014/index.json", b"{}")).get("documents", [])
    assert [",".join(map(str, one.values())) for one in told] == rows
    return rows


def test_documents_are_published_cleaned(project: Path) -> None:
    """Each kind of document has its address below the hearing, in small letters, and nothing of its metadata."""
    attach(
        project,
        {
            "report.pdf": makers.hiding_pdf(),
            "2023/Photo.JPG": makers.photograph("JPEG"),
            "plan.png": makers.png_with_texts(),
            "view.webp": makers.photograph("WEBP"),
            "calls.csv": b"day,calls\n1,17\n",
        },
    )
    files = files_in(plan_of(project))
    assert sorted(files) == ["2023/photo.jpg", "calls.csv", "plan.png", "report.pdf", "view.webp"]
    assert not [route for route, content in files.items() if NAME.encode() in content]


def test_documents_wait_for_their_hearing(project: Path) -> None:
    """No document is in the plan before the outcome is published, nor while details are held back, nor after a takedown."""
    attach(project, {"report.pdf": makers.plain_pdf()})
    assert (files_in(plan_of(project, BEFORE)), rows_in(plan_of(project, BEFORE))) == ({}, [])
    plan = plan_of(project)
    assert list(files_in(plan)) == ["report.pdf"]
    assert rows_in(plan) == [
        "AS-2023-014,1,The report,https://hearings.example/hearings/as-2023-014/files/report.pdf,application/pdf"
    ]
    record = project / RECORD
    text = record.read_text("utf-8")
    taken_down = "takedown: {at: 2024-02-01T09:00, reason: A person could be known., by: Press office}\npublication:"
    record.write_text(text.replace("\npublication:", f"\n{taken_down}"), "utf-8")
    assert (files_in(plan_of(project)), rows_in(plan_of(project))) == ({}, [])
    held_back = "covers: details\n    imposed_by: chair"
    record.write_text(text.replace("covers: identity\n    imposed_by: chair", held_back), "utf-8")
    assert (files_in(plan_of(project)), rows_in(plan_of(project))) == ({}, [])


def test_a_page_shows_its_documents(project: Path, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both pages of a hearing name each document with its kind and size, and link to it with its type."""
    monkeypatch.chdir(project)
    attach(project, {"2023/Calls.csv": b"day,calls\n1,=2+3\n"})
    done = run(project, "hearingsite", "build", "--now=2026-11-25T09:00")
    assert getattr(done, "returncode", 1) == 0, done
    assert (project / "output/hearings/as-2023-014/files/2023/calls.csv").read_bytes() == b"day,calls\r\n1,'=2+3\r\n"
    for folder, heading, title, kind in (
        ("output", "Document", "The report", "CSV table"),
        ("output/cy", "Dogfen", "Yr adroddiad", "Tabl CSV"),
    ):
        page = LexborHTMLParser((project / folder / "hearings/as-2023-014/index.html").read_text("utf-8"))
        assert [one.text() for one in page.css('#documents h2, .contents a[href="#documents"]')] == [heading] * 2
        assert [one.text() for one in page.css("#documents li a")] == [title]
        assert [one.text() for one in page.css("#documents li .note")] == [f"({kind}, 1 KB)"]
        assert [one.attributes for one in page.css("#documents li a")] == [
            {"href": "/hearings/as-2023-014/files/2023/calls.csv", "type": "text/csv", "download": "calls.csv"}
        ]


WRONG: dict[str, tuple[dict[str, bytes], str, list[str]]] = {
    "not there": ({}, "report.pdf", ["HS434"]),
    "empty": ({"report.pdf": b""}, "report.pdf", ["HS434"]),
    "other capitals": ({"Report.pdf": makers.plain_pdf()}, "report.pdf", ["HS434", "HS435"]),
    "capitals alone": (
        {"report.csv": b"a,b\n1,2\n", "REPORT.csv": b"a,b\n1,2\n"},
        "report.csv",
        ["HS433", "HS435"],
    ),
    "a stray": ({"report.pdf": makers.plain_pdf()}, "", ["HS435"]),
    "a picture by its name": ({"report.png": makers.plain_pdf()}, "report.png", ["HS670"]),
    "a PDF by its name": ({"report.pdf": makers.picture("PNG")}, "report.pdf", ["HS670"]),
    "a GIF by its content": ({"photo.jpg": makers.moving("GIF")}, "photo.jpg", ["HS670"]),
    "a page before a PDF": ({"report.pdf": b"<html>" + makers.plain_pdf()}, "report.pdf", ["HS670"]),
    "an office file": ({"report.pdf": b"PK\x03\x04" + b"\0" * 99}, "report.pdf", ["HS670"]),
    "bytes": ({"table.csv": bytes(range(256))}, "table.csv", ["HS670"]),
    "a scan": ({"report.pdf": makers.scan()}, "report.pdf", ["HS674"]),
    "too large": ({"table.csv": b"a," * (MAX_BYTES // 2 + 1)}, "table.csv", ["HS436"]),
    "a bomb": ({"photo.png": makers.png_header(50_000, 50_000)}, "photo.png", ["HS672"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_published(project: Path, case: str) -> None:
    """What is wrong with a document is told where the record names it, or at the file where none does."""
    files, named, codes = WRONG[case]
    attach(project, files, named=named)
    found = report_of(project).diagnostics
    assert sorted(one.code for one in found) == codes
    for one in found:
        at_file = one.code in {"HS433", "HS435"}
        assert one.place.path.startswith("content/files/") if at_file else one.place.path == RECORD.as_posix()
        assert at_file or one.place.line > 40


def test_links_are_not_followed(project: Path) -> None:
    """A link in content/files, to a file or to a folder, is a fault and publishes nothing."""
    outside = project.parent / "private"
    outside.mkdir()
    (outside / "report.pdf").write_bytes(makers.plain_pdf())
    attach(project, {"plan.pdf": makers.plain_pdf()}, named="report.pdf more/report.pdf")
    files = project / "content" / "files"
    (files / "report.pdf").symlink_to(outside / "report.pdf")
    (files / "more").symlink_to(outside)
    assert sorted(codes_of(project)) == ["HS106", "HS106", "HS434", "HS434", "HS435"]
    with pytest.raises(Fault):
        plan_of(project)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_not_waited_for(project: Path) -> None:
    """A pipe in content/files is a fault; nobody waits for it."""
    attach(project, {}, named="report.pdf")
    (project / "content" / "files").mkdir()
    os.mkfifo(project / "content" / "files" / "report.pdf")
    assert sorted(codes_of(project)) == ["HS124", "HS434"]


def test_somebody_can_attest_that_they_read_a_scan(project: Path) -> None:
    """Whoever read a scan says so in the record; it counts for these bytes and until that day alone."""
    content = makers.scan()
    words = f"scan.pdf {hashlib.sha256(content).hexdigest()[:16]}"
    allow = f"allow:\n  - {{rule: HS674, words: {words}, reason: Read it all, by: A Reader, until: 2027-01-31}}\n"
    attach(project, {"scan.pdf": content}, more=allow)
    assert codes_of(project) == []
    assert list(files_in(plan_of(project))) == ["scan.pdf"]
    (project / "content/files/scan.pdf").write_bytes(makers.scan(footer="Page 2"))
    assert sorted(codes_of(project)) == ["HS443", "HS674"]


def test_one_record_alone_is_checked_with_its_documents(project: Path) -> None:
    """A check of one record reads its documents, and says nothing about files of others."""
    attach(project, {"scan.pdf": makers.scan(), "stray.pdf": makers.plain_pdf()}, named="scan.pdf")
    found = check_records(load_settings(project), NOW, frozenset({(project / RECORD).resolve()})).report
    assert [one.code for one in found.diagnostics] == ["HS674"]


def test_a_document_is_cleaned_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very same bytes are not read again; other bytes are, and what nobody names any more is forgotten."""
    cleaned: list[int] = []
    clean_all = cleaning.clean_all

    def counted(jobs: list[Job]) -> list[Answer]:
        cleaned.append(len(jobs))
        return clean_all(jobs)

    monkeypatch.setattr(memory, "clean_all", counted)
    attach(
        project,
        {
            "2023/report.pdf": makers.plain_pdf("The report."),
            "2023/again.pdf": makers.plain_pdf("The report."),
            "2023/table.csv": b"a,b\n1,2\n",
        },
    )
    first, second = prepared(project), prepared(project)
    assert (cleaned, first == second) == ([2, 0], True)
    (project / "content/files/2023/table.csv").write_bytes(b"a,b\n1,3\n")
    assert prepared(project) != first
    assert cleaned == [2, 0, 1]
    kept = project / ".hearingsite/documents"
    assert len(list(kept.iterdir())) == 2
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    prepared(project)
    assert cleaned == [2, 0, 1, 2]


def prepared(project: Path) -> dict[str, bytes]:
    """The documents of the site."""
    files = prepare(load_settings(project), NOW).site_plan.files
    return {file.route: file.content for file in files if "/files/" in file.route}
