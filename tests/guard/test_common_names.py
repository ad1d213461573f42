"""People with names that most people have, and names that are words or ranks, on a site that says those words everywhere."""

import json

import pytest

from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.scan import Guard, KeptBack
from tests.guard.outputs import page, rss


def somebody(given: str, family: str) -> Identity:
    """Give an invented person of another hearing than those below."""
    names = Names(given=tuple(given.split()), family=family)
    return Identity(id=family.lower(), records=("WLD-2024-009",), known_as="PC X", names=names)


PEOPLE = [
    somebody("Toby Tracey", "Constable"),
    somebody("Albie", "Sergeant"),
    somebody("Andrew", "Green"),
    somebody("Anna", "Page"),
    somebody("Anna", "Read"),
    somebody("Angela", "Short"),
    somebody("Isla", "Baker"),
    somebody("Grace", "Banks"),
]
OTHERS = ["Toby Ford", "Albie Begum"]
ROWS = "date,rank,summary\n2012-05-14,Constable,Toby Ford (constable) on Monday\n2012-05-14,Constable,x\n"


@pytest.fixture(scope="module")
def guard() -> Guard:
    """One for all files."""
    return Guard(PEOPLE, (), OTHERS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", page("<title>Toby Ford (constable) was dismissed</title>")),
        ("index.html", page("<p>Toby Ford (former detective constable)</p>")),
        ("index.html", page('<li><a href="#o">Albie Begum</a></li>\n<li><a href="#o">Sergeant VJQ</a></li>')),
        ("a.csv", ROWS),
        ("a.json", json.dumps({"rank": "Constable", "name": "Toby Ford"})),
        ("a.json", json.dumps({"name": "Toby Ford", "rank": "Constable"})),
        ("a.rss", rss("<description>&lt;dd&gt;Ember Green&lt;/dd&gt;&lt;p&gt;A hearing</description>")),
        ("index.html", page('<h2 id="how-to-read-a-page">How to read a page</h2>')),
        ("index.html", page('<h3 id="pc">PC</h3>\n<p>Short for police constable.</p>')),
        ("index.html", page("<p>in favour of Isla Nightingale.</p>\n<p>The Baker Street branch</p>")),
    ],
)
def test_what_pages_of_a_site_say_is_nobody(guard: Guard, name: str, content: str) -> None:
    """Ranks behind public names, a place before the next paragraph, headings and their addresses: nobody could mend them."""
    assert guard.scan(name, content.encode()) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("<td>PC</td>\n<td>Banks</td>", "banks"),
        ("<p>PC</p>\n<p>Short told the panel that she was ill.</p>", "short"),
        ("<p>AndrewGreen</p>", "green"),
        ("<p>GreenAndrew</p>", "green"),
        ("<p>AGreen</p>", "green"),
        ('<a href="/pc-a-page.pdf">x</a>', "page"),
        ('<a href="/a-page/">x</a>', "page"),
        ('<a href="/people/a-read.html">x</a>', "read"),
        ("<p>toby constable</p>", "constable"),
        ("<p>Constable, Toby</p>", "constable"),
        ("<p>It was Toby\nConstable.</p>", "constable"),
        ('<a href="toby-constable.pdf">x</a>', "constable"),
        ("<p>Isla, who was there, and Isla Baker</p>", "baker"),
        ("<h2>PC</h2>\n<p>Banks and others were late.</p>", "banks"),
        ("<li>Green. Andrew</li>", "green"),
    ],
)
def test_the_same_words_name_somebody_elsewhere(guard: Guard, text: str, who: str) -> None:
    """Whoever is meant is found, in a hearing that is not the own one."""
    assert who in {match.who for match in guard.scan("index.html", page(text).encode())}


@pytest.mark.parametrize(
    "value",
    [
        "<b>PC</b>\n        Banks",
        "<p>PC</p>\n\n<p>Banks</p>",
        "<td>Constable</td>\n\t\t\t\t<td>Toby</td>",
        "<b>PC</b>\n\n\n\nBanks",
    ],
)
def test_blanks_in_a_value_keep_nobody_apart(guard: Guard, value: str) -> None:
    """What tags, indents and empty lines part in a value of data, a page shows in a row."""
    assert guard.scan("a.json", json.dumps({"html": value}).encode())


ROSALIND = somebody("Rosalind", "Quillfeather")


@pytest.mark.parametrize(
    ("declared", "index", "is_found"),
    [
        ("Harriet Quillfeather", {"quiet": 0, "quillfeather": "WLD-2024-001 WLD-2024-002"}, False),
        ("Harriet Quillfeather", {"quiet": "WLD-2024-001", "quillfeather": 0}, True),
        ("Harriet Quillfeather", {"quiet": "WLD-2024-001", "quillfeather": "WLD-2024-001 WLD-2024-009"}, True),
        ("Harriet Quillfeather", {"quiet": 0, "quillfeather": "WLD-2024-001 WLD-2024-008"}, True),
        ("Harriet Page", {"quiet": "WLD-2024-001", "quillfeather": "WLD-2024-001"}, True),
        ("R Quillfeather", {"quiet": "WLD-2024-001", "quillfeather": "WLD-2024-001"}, True),
        ("Harriet Quillfeather", {"quiet": "WLD-2024-001", "rosalind quillfeather": "WLD-2024-001"}, True),
    ],
)
def test_the_index_of_words_may_have_a_public_name(
    declared: str, index: dict[str, str | int], *, is_found: bool
) -> None:
    """Of other hearings, a name that somebody public has: there it stands without the first name that tells the two apart."""
    kept_back = KeptBack("Jago Quillfeather", "a name kept back", "WLD-2024-008")
    guard = Guard([ROSALIND], [kept_back], [declared])
    content = json.dumps(index).encode()
    assert bool(guard.scan("search/words/qu.json", content)) is is_found
    assert bool(guard.scan("cy/search/words/qu.json", content)) is is_found
    assert guard.scan("search/rows/qu.json", content)
