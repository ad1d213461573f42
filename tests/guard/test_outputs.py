"""Every kind of file is read: a name in any corner of it is found at its place, and a clean file passes."""

from pathlib import Path

import pytest

from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.scan import Guard
from tests.guard.outputs import BINARIES, CLEAN, FAMILY, GIVEN, NAME, TEXTS, UNREADABLE

OSBERT = Identity(id="p-0001", records=("WLD-2024-001",), known_as="PC X", names=Names(given=(GIVEN,), family=FAMILY))


@pytest.fixture(scope="module")
def guard() -> Guard:
    """One for all files."""
    return Guard([OSBERT])


@pytest.mark.parametrize("case", TEXTS)
def test_texts(guard: Guard, case: str) -> None:
    """The name is found on its line; nothing is found where another stands in its place."""
    path, make, line = TEXTS[case]
    found = guard.scan(path, make(NAME).encode())
    assert {one.who for one in found} == {"p-0001"}
    assert line in {one.line for one in found}
    assert guard.scan(path, make(CLEAN).encode()) == []


@pytest.mark.parametrize("case", BINARIES)
def test_binaries(guard: Guard, case: str) -> None:
    """The name is found in what no reader sees; the same file without it passes."""
    path, make = BINARIES[case]
    assert {one.who for one in guard.scan(path, make(NAME))} == {"p-0001"}
    assert guard.scan(path, make(CLEAN)) == []


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable(guard: Guard, case: str) -> None:
    """What is damaged, encrypted, cut short or unknown is a find by itself."""
    path, make = UNREADABLE[case]
    found = guard.scan(path, make())
    assert [one.who for one in found] == [""] * len(found)
    assert found


@pytest.mark.parametrize(
    "name", [f"{NAME}.txt", "quillfeather/a.txt", "osbert-quillfeather.txt", "a/QuillfeatherOsbert.txt"]
)
def test_names_of_files(tmp_path: Path, guard: Guard, name: str) -> None:
    """A name in the name of a file or folder is found, and masked."""
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("x", "utf-8")
    found = guard.scan_folder(tmp_path)
    assert {(one.who, one.where) for one in found} == {("p-0001", "file name")}
    assert not any(word in repr(found).casefold() for word in ("quill", "osbert"))


@pytest.mark.parametrize("case", [*TEXTS, *BINARIES])
def test_no_value_is_kept_in_a_match(guard: Guard, case: str) -> None:
    """A match can be printed as it is."""
    path, make = TEXTS[case][:2] if case in TEXTS else BINARIES[case]
    content = make(NAME)
    matches = guard.scan(path, content.encode() if isinstance(content, str) else content)
    assert FAMILY.casefold() not in repr(matches).casefold()
