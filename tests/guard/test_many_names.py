"""On a site that names thousands, public names stand beside each other and are cut: that is nobody who was kept back."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from hearingsite.guard.fold import fold_value
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.lexicon import is_ordinary
from hearingsite.guard.scan import Guard, KeptBack

KEPT_BACK: Final = [
    KeptBack("Edmund Mallowcroft", "a name", "WLD-2024-009"),
    KeptBack("Karen Page", "another name", "WLD-2024-009"),
    KeptBack("Felix Fallowholt", "a third name", "WLD-2024-009"),
    KeptBack("Imogen Waxwell", "a fourth name", "WLD-2024-009"),
    KeptBack("Edmund O'Hathermore", "a fifth name", "WLD-2024-009"),
    KeptBack("Edmund Constable", "a sixth name", "WLD-2024-009"),
    KeptBack("Leander Lederwick", "a seventh name", "WLD-2024-009"),
]
DECLARED: Final = [
    "Amabel Mallowcroft",
    "Edmund Hathermore",
    "Karen Park",
    "Felix Fallowby",
    "Adela Waxwell",
    "Jo Malowcroft",
    "Joy O'Hathermore",
    "Edmund O'Mallow",
    "Tilda Constable",
]
EDMUND: Final = Identity(
    id="p-1", records=("WLD-2024-009",), known_as="PC X", names=Names(given=("Edmund",), family="Mallowcroft")
)


@pytest.fixture(scope="module")
def guard() -> Guard:
    """One for all texts."""
    return Guard([], KEPT_BACK, DECLARED)


@pytest.mark.parametrize(
    "text",
    [
        "<li>Amabel Mallowcroft</li>\n<li>Edmund Hathermore</li>",
        "<p>Amabel Mallowcroft, Edmund Hathermore</p>",
        "<p>Amabel Mallowcroft. DC Edmund Hathermore said so</p>",
        "<li>Jo Malowcroft</li>\n<li>Edmund Hathermore</li>",
        "<p>Cite this page</p>\n<p>Wealdshire Constabulary, “Karen Park was dismissed”</p>",
        "<p>It was on a page. Karen Park said so</p>",
        "<li>Joy O'Hathermore</li>\n<li>Edmund O’Mallow</li>",
        "<p>Joy O’Hathermore’s chair was Edmund O'Mallow</p>",
        "<li>Tilda Constable</li>\n<li>DC Edmund Hathermore</li>",
    ],
)
def test_public_names_side_by_side_are_nobody_else(guard: Guard, text: str) -> None:
    """The family name of one and the first name of the next make no third name."""
    assert guard.scan("index.html", text.encode()) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Mallowcroft, Edmund</p>",
        "<li>Amabel Mallowcroft</li>\n<li>Edmund</li>",
        "<p>Edmund Mallowcroft, Edmund Hathermore</p>",
        "<p>Amabel Mallowcroft, Edmund Mallowcroft</p>",
        "<p>Amabel Edmund Mallowcroft Hathermore</p>",
        "<p>Karen page</p>",
        "<p>PAGE, Karen</p>",
        "<p>page, karen</p>",
        "<p>Page, Karen</p>",
        "<p>Imogen Waxwel l</p>",
    ],
)
def test_a_name_between_public_ones_is_found(guard: Guard, text: str) -> None:
    """Only where two whole declared names meet is what stands there theirs."""
    assert guard.scan("index.html", text.encode())


def test_who_is_public_in_another_hearing_makes_no_third_name() -> None:
    """A name that one hearing keeps back and another tells counts in the first alone, and beside others nowhere."""
    kept_back = [*KEPT_BACK, KeptBack("Nell Mallowcroft", "a name of both", "WLD-2024-008", only_there=True)]
    text = b"<li>Nell Mallowcroft</li>\n<li>Edmund Hathermore</li>"
    guard = Guard([], kept_back, DECLARED)
    assert guard.scan("hearings/wld-2024-007/index.html", text) == []
    assert {one.who for one in guard.scan("hearings/wld-2024-008/index.html", text)} == {"a name of both"}


def test_somebody_listed_is_found_beside_declared_names() -> None:
    """A family name that says enough by itself does so wherever it stands."""
    text = b"<p>Amabel Mallowcroft, Edmund Hathermore. Mallowcroft</p>"
    assert {one.who for one in Guard([EDMUND], (), DECLARED).scan("index.html", text)} == {"p-1"}


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("<p>Amabel Mallowcroft, Edmund Hathermore</p>", False),
        ("Amabel Mallowcroft Edmund Hathermore", False),
        ("<p>Mallowcroft, Edmund</p>", True),
        ("<p>MALLOWCROFT, EDMUND</p>", True),
        ("<p>Amabel Mallowcroft, Edmund</p>", True),
        ("<p>Mallowcroft, Edmund Hathermore</p>", True),
        ("<p>Amabel Mallowcroft, Edmund Mallowcroft</p>", True),
        ("<p>Edmund Hathermore, Edmund Mallowcroft</p>", True),
    ],
)
def test_bytes_of_public_names_side_by_side_are_nobody_listed(text: str, *, is_found: bool) -> None:
    """Nor do their bytes make somebody of the private list; whoever is written family name first is found."""
    assert bool(Guard([EDMUND], (), DECLARED).scan("index.html", text.encode())) is is_found


@pytest.mark.parametrize("path", ["index.html", "hearings/wld-2024-009/index.html"])
def test_a_family_name_that_is_a_rank_ends_a_text(path: str) -> None:
    """Behind a public name, where nothing follows that could be the next one."""
    albie = Identity(
        id="p-2", records=("WLD-2024-009",), known_as="PS X", names=Names(given=("Albie",), family="Sergeant")
    )
    for text in ("Amabel Albie, Sergeant", "<li>Amabel Albie</li>\n<li>Sergeant</li>"):
        assert {one.who for one in Guard([albie], (), ["Amabel Albie"]).scan(path, text.encode())} == {"p-2"}


def test_words_in_order_are_no_name(guard: Guard) -> None:
    """An index has the words of all pages in the order of letters, whatever stood beside what."""
    assert (
        guard.scan("search/words/le.json", b'{"leander": "WLD-2024-001", "lederwick": "WLD-2024-002", "leg": ""}') == []
    )
    for text in (
        '{"x": 0, "leander": 1, "lederwick": 2}',
        '{"leander lederwick": 1}',
        '{"leander": 1, "lederwick": 2}',
    ):
        assert guard.scan("search/words/le.json", text.encode())


def test_words_of_the_pages_are_no_mistyped_name() -> None:
    """In Welsh words change at both ends: none of those that every page has is a slip of somebody's name."""
    messages = Path(__file__).parents[2] / "theme" / "messages" / "cy.toml"
    texts = re.findall(r'"([^"\n]+)"', re.sub(r"\{[^}\n]*\}|<[^>\n]*>", " ", messages.read_text("utf-8")))
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{3,}", fold_value(text)) if word.islower()}
    assert len(words) > 500
    assert {word for word in words if not is_ordinary(word)} <= {"csv", "json", "rss", "takedown", "takedowns"}
    assert (
        Guard([], [KeptBack("Sarah Allan", "x", "WLD-2024-009", only_there=True)]).scan(
            "hearings/wld-2024-009/index.html", b"<p>Mae panel yn gwrando achos a allai arwain at ddiswyddo.</p>"
        )
        == []
    )


def database(file: Path, texts: list[str]) -> bytes:
    """A database of one row a text."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE hearings (text TEXT, number INTEGER)")
        connection.executemany("INSERT INTO hearings VALUES (?, 1)", [(text,) for text in texts])
        connection.commit()
    return file.read_bytes()


def test_what_a_database_cuts_is_read_in_one_piece(tmp_path: Path, guard: Guard) -> None:
    """SQLite puts the end of a long text elsewhere, wherever that cuts it: a public name that is cut is nobody else's."""
    for name in ("Felix Fallowby", "Adela Waxwell"):
        texts = [f"{'x ' * 430}{'y' * at} {name} {'z ' * 3000}"[:5000] for at in range(60)]
        content = database(tmp_path / f"{name[0]}.sqlite", texts)
        assert not all(text.encode() in content for text in texts)
        assert guard.scan("data/hearings.sqlite", content) == []


@pytest.mark.parametrize("length", [0, 860, 4950, 9000])
def test_what_a_database_cuts_is_found(tmp_path: Path, guard: Guard, length: int) -> None:
    """A name that is kept back is found wherever it is cut, in rows that were deleted too, where it is in one piece."""
    for at in range(0, 60, 6):
        text = f"{'x ' * (length // 2)}{'y' * at} Felix Fallowholt {'z ' * 3000}"[: length + 4140]
        file = tmp_path / f"{at}.sqlite"
        assert guard.scan("data/hearings.sqlite", database(file, [text]))
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute("DELETE FROM hearings")
            connection.commit()
        content = file.read_bytes()
        assert b"Felix Fallowholt" not in content or guard.scan("data/hearings.sqlite", content)
