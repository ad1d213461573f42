"""The scan of a finished site: what was kept back is found in every file, and never printed."""

from pathlib import Path

import pytest

from hearingsite.guard import scan
from hearingsite.guard.scan import Match, Term, fold, scan_folder

TERMS = [Term("Osbert Quillfeather", "a name of record x"), Term("WLD-2024-001", "a reference of record x")]


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
    ],
)
def test_found(tmp_path: Path, written: str) -> None:
    """Case, blanks, entities, escapes and full-width letters hide nothing."""
    (tmp_path / "index.html").write_text(f"<p>one</p>\n<p>{written}</p>", "utf-8")
    assert [match.path for match in scan_folder(tmp_path, TERMS)] == ["index.html"]


@pytest.mark.parametrize("written", ["Osbert Quillfeathers", "WLD-2024-0011", "Quillfeather Osbert", "AWLD-2024-001"])
def test_other_words_are_let_through(tmp_path: Path, written: str) -> None:
    """A longer word that begins alike, or another order, is not the term."""
    (tmp_path / "index.html").write_text(written, "utf-8")
    assert scan_folder(tmp_path, TERMS) == []


def test_a_match_says_where_and_never_what(tmp_path: Path) -> None:
    """File, line and whose term it was; the term itself is nowhere, not even in a path."""
    folder = tmp_path / "hearings" / "wld-2024-001"
    folder.mkdir(parents=True)
    (folder / "feed.rss").write_text("one\ntwo Osbert Quillfeather\n", "utf-8")
    matches = scan_folder(tmp_path, TERMS)
    assert "wld-2024-001" not in {
        match.path for match in matches if match.line == 0 and match.label.startswith("a ref")
    }
    assert Match("hearings/…/feed.rss", 2, "a name of record x") in matches
    assert "quillfeather" not in repr(matches).casefold()


def test_what_cannot_be_read_is_a_match(tmp_path: Path) -> None:
    """A file that is no text is a doubt, and every doubt counts."""
    (tmp_path / "x.bin").write_bytes(b"\xff\xfe\x00")
    assert scan_folder(tmp_path, TERMS) == scan_folder(tmp_path, []) == [Match("x.bin", 0, "")]


def test_many_matches_are_told_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is folded once, however many terms stand in it."""
    folded: list[str] = []

    def count(text: str) -> str:
        folded.append(text)
        return fold(text)

    monkeypatch.setattr(scan, "fold", count)
    (tmp_path / "x.txt").write_text("Osbert Quillfeather WLD-2024-001\n" * 1000, "utf-8")
    matches = scan_folder(tmp_path, TERMS)
    assert [match.line for match in matches] == [1, 1]
    assert len(folded) < 1100


def test_a_term_may_count_only_below_some_folders(tmp_path: Path) -> None:
    """A name that is public in one hearing and protected in another counts on the other's own pages alone."""
    for name in ("one", "two"):
        (tmp_path / "hearings" / name).mkdir(parents=True)
        (tmp_path / "hearings" / name / "index.html").write_text("<p>Osbert Quillfeather</p>", "utf-8")
    terms = [Term("Osbert Quillfeather", "a name of record x", below=("hearings/two/",))]
    assert [match.path for match in scan_folder(tmp_path, terms)] == ["hearings/two/index.html"]
