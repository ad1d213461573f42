"""A single word is found wherever in a file it stands, whether a program shows it there or not."""

from pathlib import Path

import pytest

from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.scan import Guard
from tests.guard.corners import CLEAN, CORNERS, WORD
from tests.guard.hollows import HIDDEN
from tests.guard.outputs import page

OSBERT = Identity(
    id="p-0001", records=("WLD-2024-001",), known_as="PC X", names=Names(given=("Osbert",), family="Quillfeather")
)
PAGE = page(
    """<!-- one --><p id=k data-x="v w" hidden>one <b>two</b> three &amp; four</p><img src="a.png" alt=''><br/>
<svg viewBox="0 0 1 1"><title>t</title><![CDATA[ x ]]></svg><template><i>five</i></template><?pi nine ?><!bogus ten>
<textarea>six</textarea><iframe srcdoc="&lt;b>x&lt;/b>"></iframe></ eleven><script>let a = "b"; // c</script>"""
)


def found(folder: Path, path: str, content: str | bytes) -> set[str]:
    """Who is found in a folder with one file."""
    (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    return {match.who for match in Guard([OSBERT]).scan_folder(folder)}


@pytest.mark.parametrize("case", CORNERS)
def test_a_word_is_found_in_every_corner(tmp_path: Path, case: str) -> None:
    """A family name in small letters; the same file with another word is clean."""
    path, make = CORNERS[case]
    assert found(tmp_path, path, make(CLEAN)) == set()
    assert found(tmp_path, path, make(WORD)) == {"p-0001"}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_only_other_programs_read_is_refused(tmp_path: Path, case: str) -> None:
    """Nobody is named: nobody can tell what it holds."""
    path, make = HIDDEN[case]
    assert found(tmp_path, path, make()) == {""}


def test_a_word_is_found_at_every_place_of_a_page() -> None:
    """Between any two of its characters, wherever that puts it."""
    guard = Guard([OSBERT])
    missed = [at for at in range(len(PAGE)) if not guard.scan("a.html", f"{PAGE[:at]} {WORD} {PAGE[at:]}".encode())]
    assert guard.scan("a.html", PAGE.encode()) == []
    assert missed == []
