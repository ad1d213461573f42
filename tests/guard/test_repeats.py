"""What was clean where it stood before is passed over, but not where something in it counts, or stands beside it."""

from base64 import b64encode
from pathlib import Path
from typing import Final

import pytest

from hearingsite.guard.extract.passage import records_in
from hearingsite.guard.identities import Identity, Names, Numbers
from hearingsite.guard.repeats import Repeats
from hearingsite.guard.scan import Guard, KeptBack

OWN: Final = "hearings/wld-2024-009"
KEPT_BACK: Final = [KeptBack("Osbert Quillfeather", "a name of record x", "WLD-2024-009")]
PERSON: Final = Identity(
    id="p-1",
    records=("WLD-2024-009",),
    known_as="PC X",
    names=Names(given=("Lyle",), family="Tallowmere"),
    numbers=Numbers(collar=("9035",)),
)
ENTRY: Final = "<item><title>one</title></item>"
WEAK: Final = "<item><title>Quillfeather</title></item>"
RECORD: Final = '{"note": "Quillfeather"}'
PACKED: Final = b64encode(b"Mr Quillfeather").decode()


def feed(*parts: str) -> str:
    """A feed of some parts."""
    return f"<rss><channel>{''.join(parts)}</channel></rss>"


def page(*lines: str) -> str:
    """A page of some lines."""
    return "\n".join(("<!DOCTYPE html>", "<html>", "<body>", *lines, "</body>", "</html>"))


@pytest.mark.parametrize(
    ("seen", "path", "text"),
    [
        (feed(WEAK), f"{OWN}/feed.rss", feed(WEAK)),
        (feed(WEAK), "b.rss", feed(WEAK, "<item><guid>WLD-2024-009</guid><title>Quillfeather</title></item>")),
        (feed(ENTRY), "b.rss", feed(ENTRY, "Osbert Quillfeather")),
        (feed(ENTRY), "b.rss", feed(f"Osbert {ENTRY}", "<item><title>Osbert Quillfeather</title></item>")),
        (feed(ENTRY), "b.rss", feed(f"<!-- {ENTRY} Osbert Quillfeather -->")),
        (feed(ENTRY), "b.rss", feed(f"<title><![CDATA[{ENTRY} Osbert Quillfeather]]></title>")),
        (feed(ENTRY), "b.rss", feed("<item>", ENTRY, "Osbert Quillfeather</item>")),
        (feed(ENTRY), "b.rss", feed("<item-x>Osbert Quillfeather</item-x>", ENTRY)),
        (feed(ENTRY), "b.rss", feed("<item a='Osbert Quillfeather'><title>one</title></item>")),
        (f"[{RECORD}]", f"{OWN}/index.json", RECORD),
        (RECORD, f"{OWN}/index.json", f'{{"items": [{RECORD}]}}'),
        (RECORD, f"{OWN}/index.json", RECORD),
        (f"[{RECORD}]", "b.json", f'{{"reference": "WLD-2024-009", "items": [{RECORD}]}}'),
        (f"[{RECORD}]", "b.json", f'{{"items": [{RECORD}], "id": "tag:x,2024:WLD-2024-009/outcome"}}'),
        (f"[{RECORD}]", "b.json", f'{{"items": [{RECORD}], "url": "https://x.example/hearings/wld-2024-009/"}}'),
        (f"[{RECORD}]", "b.json", f'{{"items": [{RECORD}], "reference": "WLD\\u002d2024-009"}}'),
        (f"[{RECORD}]", "b.json", f'["WLD-2024-009", {RECORD}]'),
        (f"[{RECORD}]", "b.json", f'{{"items": ["WLD-2024-009", {RECORD}]}}'),
        (f"[{RECORD}]", "b.json", f'{{"a": "Osbert", "items": [{RECORD}], "b": "Quillfeather"}}'),
        (f"[{RECORD}]", "b.json", f'["Osbert", {RECORD}, "Quillfeather"]'),
        (f"[{RECORD}]", "b.json", f'{{"Osbert": [{RECORD}], "Quillfeather": [{RECORD}]}}'),
        (f"[{RECORD}]", "b.json", f'{{"items": [[{RECORD}, "Osbert Quillfeather"]]}}'),
        (f"[{RECORD}]", "b.json", f'{{"items": [{RECORD}, {{"note": "Osbert Quillfeather"}}]}}'),
        (page("<p>Mr Quillfeather</p>"), f"{OWN}/index.html", page("<p>Mr Quillfeather</p>")),
        (
            page("<p>Osbert", "was there</p>", "<p>Old", "Quillfeather</p>"),
            "b.html",
            page("<p>Osbert", "Quillfeather</p>"),
        ),
        (
            page("Osbert<!--", "x", "y --> was there", "before any <!--", "x", "--> Quillfeather"),
            "b.html",
            page("Osbert<!--", "x", "--> Quillfeather"),
        ),
        (
            page("Osbert<b", "x", "y> was there", "before any <b", "x", "> Quillfeather"),
            "b.html",
            page("Osbert<b", "x", "> Quillfeather"),
        ),
        (page("<p>a/Quillfeather=b one</p>"), f"{OWN}/index.html", page("<p>a/Quillfeather=b two</p>")),
        (page(f"<p>{PACKED} one</p>"), f"{OWN}/index.html", page(f"<p>{PACKED} two</p>")),
        (page("<p>At 90 35 of them</p>"), f"{OWN}/index.html", page("<p>Then PC 90 35 said</p>")),
        (page("<p>L. T. came</p>"), f"{OWN}/index.html", page("<p>L. T. went</p>")),
        (page("<p>One</p>"), "b.html", page("<p>One</p>", '<a title="Osbert Quillfeather">one</a>')),
        (page('<a title="Osbert">one</a>'), "b.html", page('<a title="Osbert">one</a>', '<a Osbert-Quillfeather="x">')),
    ],
)
def test_what_was_clean_hides_nothing(seen: str, path: str, text: str) -> None:
    """A name in what is known where it counts, beside it, or half in it and half in what is new."""
    guard = Guard([PERSON], KEPT_BACK)
    kind = "." + path.rpartition(".")[2]
    assert guard.scan(f"a{kind}", seen.encode()) == []
    assert guard.scan(f"c{kind}", seen.encode()) == []
    assert guard.scan(path, text.encode()) != []


@pytest.mark.parametrize("seen", [feed(WEAK), f'[{RECORD}, {{"note": "one"}}]', page("<p>Mr Quillfeather</p>")])
def test_what_counts_elsewhere_is_clean_here(seen: str) -> None:
    """Whatever the first look at a hearing's own file found."""
    guard = Guard([PERSON], KEPT_BACK)
    kind = "rss" if seen.startswith("<rss") else "json" if seen.startswith("[") else "html"
    for _ in range(2):
        assert guard.scan(f"{OWN}/feed.{kind}", seen.encode()) != []
        assert guard.scan(f"a.{kind}", seen.encode()) == []


def test_the_same_lines_are_found_in_every_text(tmp_path: Path) -> None:
    """Lines that are looked at together are searched once, and told of each file that has them."""
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_text(page("<p>Before</p>", "<p>Osbert Quillfeather</p>", f"<p>{name}</p>"), "utf-8")
    matches = Guard([], KEPT_BACK).scan_folder(tmp_path)
    assert {(one.path, one.line) for one in matches} == {("a.html", 5), ("b.html", 5), ("c.html", 5)}


@pytest.mark.parametrize(
    ("content", "references"),
    [
        ("WLD-2024-009/outcome, x/wld-2024-010/", {"WLD-2024-009", "WLD-2024-010"}),
        ("-2024-009 2024-01-02 WLD-24-9 WLD-2024-", set()),
        ("ABCDEFGH-2024-1 éA-2024-1234567", {"CDEFGH-2024-1", "A-2024-123456"}),
        ("WLD&#45;2024-009", {"WLD-2024-009"}),
    ],
)
def test_references_are_seen_wherever_they_stand(content: str, references: set[str]) -> None:
    """In an address, an id or a text, in small letters, and with an escape inside."""
    assert records_in(content.encode()) == references


# Two records; objects with fewer names are fields, which are read together.
_A, _B = (b'{"%s": 1, "p": 0, "q": 0, "r": 0, "s": 0}' % name for name in (b"a", b"b"))


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b'{"items": [%s, %s], "z": "x", "a": 2}' % (_A, _B), b'{"items":[],"z":"x","a":2}'),
        (b' [%s, "x", %s, {"c": 3}] ' % (_A, _B), b'{"":["x",{"c": 3}]}'),
        (_B, b"{}"),
        (b'{"b": [2]', b'{"b": [2]'),
        (b'{"a": [%s], "b": "\\u0041"}' % _A, b'{"a": [%s], "b": "\\u0041"}' % _A),
        (b"17", b'{"":17}'),
        (b'{"a": [%s], "a": [%s]}' % (_A, _B), b'{"a": [%s], "a": [%s]}' % (_A, _B)),
        (b'{"fields": [{"label": "x"}]}', b'{"fields":[{"label": "x"}]}'),
    ],
)
def test_what_is_left_of_data(content: bytes, left: bytes) -> None:
    """Objects in lists that were clean are left out; the rest keeps its order, and what is no JSON stays as it is."""
    repeats = Repeats()
    for record in (_A, _B, b'{"label": "x"}'):
        repeats.keep(repeats.new_records(record, frozenset())[1], frozenset())
    assert repeats.new_records(content, frozenset())[0] == left


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"<rss><item>a</item>b<item>c</item></rss>", b"<rss>b<item>c</item></rss>"),
        (b"<rss><item >a</item></rss>", b"<rss><item >a</item></rss>"),
        (b"<rss><item>a</item ></rss>", b"<rss><item>a</item ></rss>"),
        (b"<rss><entry><item>a</item></rss>", b"<rss><entry></rss>"),
        (b"<rss><items>x</items><item>a</item></rss>", b"<rss><items>x</items></rss>"),
    ],
)
def test_what_is_left_of_a_feed(content: bytes, left: bytes) -> None:
    """Entries that were clean letter for letter are left out, and nothing else."""
    repeats = Repeats()
    repeats.keep(repeats.new_entries(b"<item>a</item>", frozenset())[1], frozenset())
    assert repeats.new_entries(content, frozenset())[0] == left
