"""The scan of a finished site: who must stay back is found in every file, and never printed."""

import json
from pathlib import Path

import pytest

from hearingsite.guard.extract.passage import MAX_BYTES
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.scan import Guard, KeptBack, Match

KEPT_BACK = [
    KeptBack("Osbert Quillfeather", "a name of record x", "WLD-2024-009"),
    KeptBack("WLD-2024-001", "a reference of record x", "WLD-2024-001"),
]
GRACE = Identity(id="p-2", records=("WLD-2024-002",), known_as="PC Y", names=Names(given=("Grace",), family="Young"))


def found(folder: Path, guard: Guard | None = None) -> list[tuple[str, int, str]]:
    """Where the guard finds whom."""
    return [(match.path, match.line, match.who) for match in (guard or Guard([], KEPT_BACK)).scan_folder(folder)]


@pytest.mark.parametrize(
    "written",
    [
        "Osbert Quillfeather",
        "OSBERT QUILLFEATHER",
        "Osbert\n   Quillfeather's",
        "Osbert&nbsp;Quillfeather",
        "&#79;sbert Quillfeather",
        "&amp;#79;sbert Quillfeather",
        "https://x.example/?q=Osbert%20Quillfeather",
        "Ｏsbert Quillfeather",
        "wld-2024-001",
        "Osbert <b>Quillfeather</b>",
        'Osbert <a href="/x">Quill</a>feather',
        "&lt;p&gt;Osbert &lt;i&gt;Quillfeather&lt;/i&gt;&lt;/p&gt;",
        "Os\u00adbert Quill\u200bfeather",
        "Osbert&shy; Quillfeather",
        "Osbert J. Quillfeather",
        "Quillfeather, PC Osbert",
        "osbert, quillfeather",
    ],
)
def test_found(tmp_path: Path, written: str) -> None:
    """Case, blanks, entities, escapes and full-width letters hide nothing."""
    (tmp_path / "index.html").write_text(f"<p>one</p>\n<p>{written}</p>", "utf-8")
    assert {path for path, _, _ in found(tmp_path)} == {"index.html"}


@pytest.mark.parametrize(
    "value",
    [
        "<p>Osbert Quill<b>feather</b> rose.</p>",
        "<p>It ended.</p><p>Osbert Quillfeat&#104;er rose.</p>",
        "<p>Osbert</p><p>Quillfeather</p>",
        "<p>It ended.</p><p>osbert quillfeather</p><ul><li>osbert quillfeather rose</li></ul>",
        "Osbert Quillfeather &amp; Sons",
        '<p title="Osbert Quillfeather">It ended.</p>',
        "WLD-2020-001 002 WLD-2024-001",
        "-WLD-2024-001 002",
    ],
)
def test_found_in_values_of_json(value: str) -> None:
    """In HTML, whose plain tags say nothing, and in a row of references of an index."""
    content = json.dumps({"content_html": value, "words": {"of": "WLD-2020-001 003"}}).encode()
    assert Guard([], KEPT_BACK).scan("data/hearings.json", content)


def test_what_tags_part_in_a_value_is_apart() -> None:
    """A label and a name at the end of a paragraph, before a list."""
    someone = Identity(
        id="p-3", records=("WLD-2024-003",), known_as="PC Z", names=Names(given=("Wei",), family="Banks")
    )
    content = json.dumps({"content_html": "<p>surname: banks</p><ul><li>It <b>ended</b>.</li></ul>"}).encode()
    assert Guard([someone]).scan("hearings/wld-2024-003/index.json", content)


def test_the_tags_of_a_value_are_nobody() -> None:
    """A list of HTML names no Li, though it stands in the data of Li's own hearing."""
    someone = Identity(id="p-3", records=("WLD-2024-003",), known_as="PC Z", names=Names(given=("Wei",), family="Li"))
    content = json.dumps({"content_html": "<ul><li>It ended.</li></ul>"}).encode()
    assert Guard([someone]).scan("hearings/wld-2024-003/index.json", content) == []


@pytest.mark.parametrize(
    "written", ["Quillfeather", "Osbert", "Mr Quillfeather", "WLD-2024-0011", "AWLD-2024-001", "Nell Quillfeather"]
)
def test_other_words_are_let_through(tmp_path: Path, written: str) -> None:
    """A longer number, and the parts of a name that others may bear: they count in its own hearing alone."""
    (tmp_path / "index.html").write_text(written, "utf-8")
    assert found(tmp_path) == []


def test_parts_of_a_name_count_in_its_own_hearing(tmp_path: Path) -> None:
    """On the page of the hearing that keeps a name back, its surname says enough."""
    page = tmp_path / "hearings" / "wld-2024-009" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>one</p>\n<p>Mr Quillfeather</p>", "utf-8")
    assert found(tmp_path) == [("hearings/wld-2024-009/index.html", 2, "a name of record x")]


def test_a_match_says_where_and_never_what(tmp_path: Path) -> None:
    """File, line and whose it was; the value itself is nowhere, not even in a path."""
    folder = tmp_path / "hearings" / "wld-2024-001"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("one\ntwo Osbert Quillfeather\n", "utf-8")
    matches = Guard([], KEPT_BACK).scan_folder(tmp_path)
    assert ("hearings/…/notes.txt", 2, "a name of record x") in {(one.path, one.line, one.who) for one in matches}
    assert {one.path for one in matches} == {"hearings/…", "hearings/…/notes.txt"}
    assert "quillfeather" not in repr(matches).casefold()
    assert "2024-001" not in repr(matches).casefold()


def test_what_cannot_be_read_is_a_match(tmp_path: Path) -> None:
    """A file that is no text and of no known kind is a doubt, and every doubt counts, list or no list."""
    (tmp_path / "x.bin").write_bytes(b"\xff\xfe\x00")
    expected = Match("x.bin", 0, 0, "", "", "it is neither UTF-8 text nor of a kind that can be read")
    assert Guard([], KEPT_BACK).scan_folder(tmp_path) == Guard([]).scan_folder(tmp_path) == [expected]


def test_a_large_table_of_our_own_is_read_and_a_large_text_of_others_is_none(tmp_path: Path) -> None:
    """50,000 hearings make tables above the limit that what editors write is held to."""
    large = b'["Osbert Quillfeather"%s]' % (b" " * MAX_BYTES)
    (tmp_path / "hearings.json").write_bytes(large)
    assert [who for _, _, who in found(tmp_path)] == ["a name of record x"]
    assert found(tmp_path, Guard([], KEPT_BACK, largest=MAX_BYTES)) == [("hearings.json", 0, "")]


def test_links_are_not_followed_and_told(tmp_path: Path) -> None:
    """A link could lead anywhere, and to nothing tomorrow."""
    (tmp_path / "a").symlink_to("/etc")
    assert [(one.path, one.rule) for one in Guard([]).scan_folder(tmp_path)] == [("a", "it is no ordinary file")]


def test_a_name_may_count_in_one_hearing_only(tmp_path: Path) -> None:
    """A name that is public in one hearing and protected in another counts on the other's own pages alone."""
    for name in ("wld-2024-003", "wld-2024-004"):
        (tmp_path / "hearings" / name).mkdir(parents=True)
        (tmp_path / "hearings" / name / "index.html").write_text("<p>Osbert Quillfeather</p>", "utf-8")
    guard = Guard([], [KeptBack("Osbert Quillfeather", "x", "WLD-2024-004", only_there=True)])
    assert {path for path, _, _ in found(tmp_path, guard)} == {"hearings/wld-2024-004/index.html"}


ROWS = """<html><body><ul>
<li><h3><a href="/hearings/wld-2024-002/">One</a></h3>
<p>{first}</p>
</li>
<li><h3><a href="/hearings/wld-2024-005/">Two</a></h3>
<p>{second}</p>
</li>
</ul></body></html>
"""


@pytest.mark.parametrize(
    ("first", "second", "lines"), [("Seen by Grace.", "x", [3]), ("x", "Seen by Grace.", []), ("x", "PC Young", [6])]
)
def test_weak_signals_count_in_their_own_row(tmp_path: Path, first: str, second: str, lines: list[int]) -> None:
    """A first name counts in the row of its own hearing; what is enough anywhere, in every row."""
    (tmp_path / "index.html").write_text(ROWS.format(first=first, second=second), "utf-8")
    assert [line for _, line, _ in found(tmp_path, Guard([GRACE]))] == lines


def test_what_was_clean_elsewhere_is_looked_at_where_it_counts(tmp_path: Path) -> None:
    """A line that is innocent on a hundred pages is found on the one of its hearing."""
    for number in (1, 2, 3):
        page = tmp_path / "hearings" / f"wld-2024-00{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("<html>\n<p>Seen by Grace.</p>\n</html>", "utf-8")
    assert found(tmp_path, Guard([GRACE])) == [("hearings/wld-2024-002/index.html", 2, "p-2")]


def test_many_files_are_searched_on_all_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the process that looks first, the same is found."""
    for number in range(200):
        text = "Osbert Quillfeather" if number % 50 == 7 else f"line {number}"
        (tmp_path / f"{number:03}.txt").write_text(f"one\n{text}\n", "utf-8")
    alone = found(tmp_path, Guard([GRACE], KEPT_BACK))
    monkeypatch.setattr("hearingsite.guard.scan._WORTH_FORKING", 1)
    assert found(tmp_path, Guard([GRACE], KEPT_BACK)) == alone
    assert [(path, line) for path, line, _ in alone] == [(f"{number:03}.txt", 2) for number in (7, 57, 107, 157)]


def test_two_of_one_family_are_each_found_in_their_own_hearing(tmp_path: Path) -> None:
    """Whom another hearing keeps back, who is called the same, hides nobody."""
    for name in ("wld-2024-008", "wld-2024-009"):
        (tmp_path / "hearings" / name).mkdir(parents=True)
        (tmp_path / "hearings" / name / "index.html").write_text("<p>Mr Quillfeather</p>", "utf-8")
    other = KeptBack("Nell Quillfeather", "a name of record y", "WLD-2024-008")
    expected = {
        ("hearings/wld-2024-008/index.html", other.label),
        ("hearings/wld-2024-009/index.html", KEPT_BACK[0].label),
    }
    for kept_back in ([other, *KEPT_BACK], [*KEPT_BACK, other]):
        assert {(path, who) for path, _, who in found(tmp_path, Guard([], kept_back))} == expected
