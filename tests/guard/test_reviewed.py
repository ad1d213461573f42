"""Where a review found people whom nobody saw: each place once, in the file that it was found in."""

import datetime as dt
import io
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pikepdf
import pytest

from hearingsite.guard import screen
from hearingsite.guard.declared import Declared
from hearingsite.guard.extract import kinds, passages
from hearingsite.guard.history import read_history
from hearingsite.guard.identities import Address, Contacts, Identity, Names, Numbers
from hearingsite.guard.scan import Guard
from tests.guard.outputs import page

OSBERT: Final = Identity(
    id="p-0001",
    records=("WLD-2024-009",),
    known_as="PC X",
    names=Names(given=("Osbert",), family="Quillfeather"),
    born=dt.date(1979, 11, 30),
    numbers=Numbers(collar=("9035",)),
    contacts=Contacts(phones=("01632 960983",)),
)
GRACE: Final = Identity(
    id="p-0002", records=("WLD-2024-002",), known_as="PC Y", names=Names(given=("Grace",), family="Young")
)
MOST: Final = 10  # seconds
DATA: Final = '<script type="application/ld+json">%s</script>'
FIELDS: Final = (
    '{"reference":"WLD-2024-077","fields":[{"label":"Surname","value":"%s"},{"label":"First name","value":"%s"}]}'
)


def table(head: str) -> str:
    """A table of a page with a value some rows below its head."""
    rows = "".join(f"<tr><td>{place}</td><td>x</td></tr>" for place in ("Ember Green", "Saltmarsh Quay"))
    return page(
        f"<table><tr><th>Place</th><th>{head}</th></tr>{rows}<tr><td>Corn Exchange</td><td>9035</td></tr></table>"
    )


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.html", page("<p>From: &lt;pc.quillfeather@other.example&gt;</p>")),
        ("a.html", page("<p>From &lt;Quillfeather&gt;</p>")),
        ("a.html", page('<p>size ="</p>\n<img src="/x.png" alt="Quillfeather">')),
        ("a.html", page("<p>size ='</p>\n<img src='/x.png' alt='Quillfeather'>")),
        *(("a.txt", said) for said in ("Collar No.9035", "PC No.9035", "Collar:9035", "{collar:9035}", '{"collar":9035} ended')),
        *(("a.txt", said) for said in ("PC 9035: I attended", "It was Sgt. 9035.", "He is Insp. 9035.")),
        *(
            ("a.html", table(head))
            for head in ("Warrant number", "Shoulder number", "Staff no", "Badge number", "Payroll number", "collar_no")
        ),
        ("a.html", page(DATA % '{"collar": "9035"}')),
        ("a.html", page(DATA % '{"familyName":"Young","jobTitle":"PC","x":"y","givenName":"Grace"}')),
        *(
            ("a.txt", f"{before}01632960983")
            for before in ("01632 960123/", "1/", "1.", "2024-05-01-")
        ),
        *(("a.txt", said) for said in ("(01632)\n960983", "| Grace | Young |", "Grace\n> Young", "Grace\rYoung")),
        ("a.csv", "reference;name\nWLD-2024-002;PC Young\n"),
        ("a.csv", "reference\tname\nWLD-2024-002\tPC Young\n"),
        ("a.csv", "name,x\nGrace\u2028Young,y\n"),
        ("a.json", '{"a":"Grace\\n","b":"Young\\n"}'),
        ("a.json", '{"a":"Grace","b":"","c":"Young"}'),
        *(("a.html", page(f'<a href="/{at}">x</a>')) for at in ("x/R3JhY2UgWW91bmc/", "a-R3JhY2UgWW91bmc=", "b_R3JhY2UgWW91bmc")),
        *(("a.txt", f"He was born on {day}.") for day in ("1979-Nov-30", "1979 November 30th", "November 30th of 1979")),
    ],
)  # fmt: skip
def test_found(path: str, content: str) -> None:
    """Somebody is found there, though it is no page of theirs."""
    assert Guard([OSBERT, GRACE]).scan(path, content.encode())


@pytest.mark.parametrize(
    "said",
    ["It cost 12.9035 pounds.", "At 10:9035 it ended.", "See p. 12, 9035%.", "There were 1.9035 of 2."],
)
def test_a_part_of_another_figure_is_no_number(said: str) -> None:
    """A sign between figures makes one figure of them."""
    assert not Guard([OSBERT]).scan("a.txt", said.encode())


def test_fields_are_read_together_though_each_was_clean() -> None:
    """A name and a family name in objects of their own are somebody's beside one another alone."""
    guard = Guard([GRACE])
    assert not guard.scan("a.json", (FIELDS % ("Marsh", "Grace")).encode())
    assert not guard.scan("b.json", (FIELDS % ("Young", "Thomas")).encode())
    assert guard.scan("c.json", (FIELDS % ("Young", "Grace")).encode())


def test_what_is_forgotten_is_learnt_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of a large site counts in its own hearing, though it was read before more lines than are remembered."""
    monkeypatch.setattr(screen, "_REMEMBERED", 50)
    guard = Guard([GRACE])
    guard.scan("b.txt", b"Young")
    guard.scan("c.txt", "\n".join(f"a word {number}" for number in range(100)).encode())
    own = "fresh start\nYoung\n" + "\n".join(f"another word {number}" for number in range(60))
    assert guard.scan("wld-2024-002.txt", own.encode())


def test_a_declared_name_lets_through_nobody_of_another_file(tmp_path: Path) -> None:
    """A name that ends one file and one that begins the next make no third person."""
    (tmp_path / "a.txt").write_text("Reported by\nthen Quillfeather", "utf-8")
    (tmp_path / "b.txt").write_text("Anna said\nto Quillfeather again", "utf-8")
    guard = Guard([OSBERT], (), [Declared("Anna Quillfeather", frozenset({"WLD-2024-001"}))])
    assert {match.path for match in guard.scan_folder(tmp_path)} == {"a.txt", "b.txt"}


def test_a_folder_that_cannot_be_opened_is_a_match(tmp_path: Path) -> None:
    """Nobody can tell what it holds."""
    assert [match.rule for match in Guard([OSBERT]).scan_folder(tmp_path / "missing")] == ["it cannot be opened"]


def git(folder: Path, *arguments: str) -> None:
    """Run git."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 -- as users do


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository."""
    git(tmp_path, "init", "-q")
    return tmp_path


def told(folder: Path) -> bytes:
    """All that the history of a folder says."""
    return b"\n".join(kept.content for kept in read_history(folder))


def test_the_former_name_of_a_file_is_history(repository: Path) -> None:
    """A version that two files had in turn is listed once, the names both are."""
    (repository / "quillfeather.txt").write_text("x", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "one")
    git(repository, "mv", "quillfeather.txt", "a.txt")
    git(repository, "commit", "-qm", "two")
    assert b"quillfeather.txt" in told(repository)


@pytest.mark.parametrize("message", ["three \x01Quillfeather did it all", "\u0175" * 20 + " Quillfeather"])
def test_a_message_is_read_whole(repository: Path, message: str) -> None:
    """Whatever signs stand in it."""
    git(repository, "commit", "-q", "--allow-empty", "-m", message)
    git(repository, "commit", "-q", "--allow-empty", "-m", "four")
    assert b"Quillfeather" in told(repository)


@pytest.mark.parametrize(
    "text",
    [
        "x;base64,AAAAAAAAAAAAAAAAA",
        r"data:image/png;base64,iVBORw0KGgoAAAA\/NSUhEUg",
        "İstanbul Москва 01632 960983",
    ],
)
def test_read_to_the_end(text: str) -> None:
    """No text ends the search."""
    Guard([OSBERT]).scan("a.txt", text.encode())


@pytest.mark.parametrize(
    "look",
    [
        lambda: kinds.text_kind("a.md", "<!-- a -->\n" * 30 + "x"),
        lambda: Guard([OSBERT]).scan("a.txt", "\n".join(f"{place:032x}" for place in range(8_000)).encode()),
        lambda: Guard([OSBERT]).scan(
            "a.json", json.dumps([f"Osbert Quillfeather {place}" for place in range(800)]).encode()
        ),
    ],
    ids=["comments", "digits", "hits in one line"],
)
def test_soon_read(look: Callable[[], object]) -> None:
    """What grew with the square of a text, or doubled with each comment, comes to an end in seconds of a processor."""
    began = time.process_time()
    look()
    assert time.process_time() - began < MOST


@pytest.mark.parametrize("order", [1, -1])
def test_a_value_of_two_people_is_of_both_kinds(order: int) -> None:
    """A telephone number of somebody is found spaced out, though it is somebody else's staff number."""
    other = Identity(id="p-0003", records=("WLD-2024-003",), known_as="PC Z", numbers=Numbers(staff=("1632960983",)))
    assert Guard([other, OSBERT][::order]).scan("a.txt", b"Ring 016 3296 0983.")


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        *((before, "") for before in ("\u2022 ", "o\t", "\u2013 ", "- [ ] ", "## ", "\u2192 ", "*** ", "a) ", "16. ", "16.", "(1) ", ", ")),
        *(("", behind) for behind in (";", "!", ":", "|", "\u200b")),
        *(("(", ")"), ("[", "]"), ('"', '"'), ("_", "_"), ("**", "**")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}", "<p>{}</p>"])
def test_a_letter_a_line_among_any_signs(before: str, behind: str, form: str) -> None:
    """A name that goes down a page is found whatever signs a list puts around its letters."""
    said = "\n".join(form.format(f"{before}{letter}{behind}") for letter in "Quillfeather")
    path, content = ("a.html", page(said)) if "<" in form else ("a.txt", said)
    assert Guard([OSBERT]).scan(path, content.encode())


@pytest.mark.parametrize("family", ["Young", "Banks", "Church"])
@pytest.mark.parametrize(
    "said",
    [
        *("PC Y ({})", "PC Y [{}]", "PC Y \u2013 {}", "PC Y: {}", "PC Y, {}, said so.", "PC Y/{}", "PC Y; {}", "PC Y i.e. {}"),
        *("{} has been dismissed.", "{} then resigned.", "{} (34) resigned.", "{}, of Ember, resigned."),
        *("{} (PC)", "{}, PC", "{}, the officer, denied it.", "{} (officer)"),
        *("Const. {}", "P C {}", "p.c. {}", "DCon {}", "PC, {}", "PC ({})", "Dear {}", "It was the {} case.", "The {} allegation"),
    ],
)  # fmt: skip
def test_a_family_name_that_is_a_word_beside_a_designation(said: str, family: str) -> None:
    """On the person's own pages it is found where it says who a designation is."""
    listed = Identity(
        id="p-1", records=("WLD-2024-002",), known_as="PC Y", names=Names(given=("Grace",), family=family)
    )
    assert Guard([listed]).scan("hearings/wld-2024-002/a.txt", said.format(family).encode())


@pytest.mark.parametrize(
    ("given", "family", "said"),
    [
        (
            "June",
            "Quibblewick",
            "On Friday 12 June 2026 the June hearing ended, as others in June and between May and June 2026.",
        ),
        ("Mai", "Quibblewick", "Dydd Iau 14 Mai 2026, ym mis Mai; dywedodd mai ef oedd."),
        ("Medi", "Quibblewick", "12 Medi 2025, ym mis Medi."),
        (
            "Faith",
            "Constable",
            "The Chief Constable said so. A Special Constable was told, and a Detective Constable left.",
        ),
        ("Grace", "Young", "PC Y (May 2026). The panel heard young people. The Young Offenders Institution."),
        ("Grace", "Church", "PC Y, Church Street: the Church Road case papers."),
        ("Ann", "Law", "In Law, of course, nothing changed. Under the Criminal Law the officer, PC X, was right."),
        ("Ann", "Rule", "Under Rule (14) the panel sat."),
        ("Ann", "March", "In early March the officer, PC X, resigned. In March, the officer, PC X, left."),
        ("Grace", "May", "The May hearing, and the May case list of 2026."),
    ],
)
def test_words_of_every_page_are_nobody(given: str, family: str, said: str) -> None:
    """Months and ranks stay what they are on the pages of somebody who is called so."""
    listed = Identity(id="p-1", records=("WLD-2024-002",), known_as="PC Y", names=Names(given=(given,), family=family))
    assert not Guard([listed]).scan("hearings/wld-2024-002/a.txt", said.encode())


ROSE: Final = Identity(
    id="p-0003",
    records=("WLD-2024-003",),
    known_as="PC Z",
    names=Names(given=("Ewen",), family="Tarrowby"),
    born=dt.date(1979, 11, 30),
    addresses=(Address(lines=("Rose Cottage", "Mill Lane")), Address(lines=("88 Candlewick Crescent",))),
    contacts=Contacts(handles=("@sal_ch",), phones=("07700 900980",), emails=("ewt@tallowmail.example",)),
)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        *(("a.txt", said) for said in ("Rose Cottage, Mill Lane", "Candlewick Crescent 88", "see @sal_ch", "https://x.com/sal_ch")),
        *(
            ("a.csv", f"reference,{head}\nWLD-2024-009,30/11/1979\n")
            for head in ("DoB", "D.O.B.", "Dyddiad geni", "Ganwyd", "Date of birth")
        ),
        ("a.csv", "reference,Date of birth\nWLD-2024-009,29189\n"),
        ("a.html", page("<table><tr><th>Date<br>of <b>birth</b></th></tr>\n<tr><td>30/11/1979</td></tr></table>")),
        ("a.xml", "<w:p xmlns:w='w'><w:r><w:t>Tarr</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>owby</w:t></w:r></w:p>"),
        ("a.xml", "<w:p xmlns:w='w'><w:r><w:t>07700 </w:t></w:r><w:r><w:rPr/><w:t>900</w:t></w:r><w:r><w:t> 980</w:t></w:r></w:p>"),
        ("a.xml", "<sst><si><r><t>ewt@tallow</t></r><r><rPr><b/></rPr><t>mail.example</t></r></si></sst>"),
        ("a.eml", "From: =?utf-8?Q?Tarr?=\n =?utf-8?Q?owby?= <a@b.example>\n"),
    ],
)  # fmt: skip
def test_as_programs_write_it(path: str, content: str) -> None:
    """Spreadsheets, word processors and mail programs part values and name columns in ways of their own."""
    assert Guard([ROSE]).scan(path, content.encode())


def drawn(*pages: bytes) -> bytes:
    """A PDF whose pages draw this."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for drawing in pages:
        one = document.add_blank_page()
        one.Contents = document.make_stream(b"BT /F1 12 Tf 72 700 Td %b ET" % drawing)
        one.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    "pages",
    [
        (b"(the officer Quill-) Tj", b"(feather said) Tj"),
        (b"(the officer Quill-) Tj 0 -40 Td (Page 1) Tj", b"(feather said) Tj"),
        (b"(and Osbert) Tj", b"(Quillfeather said) Tj"),
        (b"(the officer Quill-) Tj 300 0 Td (other text) Tj -300 -14 Td (feather said) Tj",),
    ],
)
def test_a_name_over_pages_and_beside_columns(pages: tuple[bytes, ...]) -> None:
    """A word may go on at the top of the next page, or below in its column."""
    assert Guard([OSBERT]).scan("hearings/wld-2024-009/a.pdf", drawn(*pages))


def test_a_head_of_mail_that_is_none_is_read_as_it_stands() -> None:
    """A word that cannot be decoded ends no search."""
    for said in ("x =?utf-8?b?a?= y", "=?\u00e9?q?abc?=", "=?utf-8?q?ab?= =?x?b?!?="):
        assert [one.text for one in passages("a.txt", said.encode()) if one.is_verbatim] == [said]


def test_paragraphs_begin_anew() -> None:
    """What stands before one is no part of it: no name is made of two elements."""
    source = "<?xml version='1.0'?><x><a>Osbert</a><b>Quill</b><c>feather</c><p>x<b>y</b></p></x>"
    assert "OsbertQuillfeatherxy" not in [one.text for one in passages("a.xml", source.encode())]
