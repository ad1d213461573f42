"""Headers: what is read as what, and where it stands."""

import pytest

from hearingsite.diagnostics import Place
from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.source import Source


def read(text: str) -> FrontMatter:
    """Read a text that has a right header."""
    front_matter = split_front_matter(Source("x.md", text))
    assert isinstance(front_matter, FrontMatter)
    return front_matter


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "true", "null", "~", "10:30", "0123", "1e3", "0x1F", "2023-12-18", ".5"]
)
def test_text_stays_what_was_typed(written: str) -> None:
    """Nothing is guessed from how a text looks."""
    assert read(f"---\nkey: {written}\n---\n").data == {"key": written}


def test_body_begins_after_the_fence() -> None:
    """The body is everything below the second fence, and knows its first line."""
    front_matter = read("---\na: b\n---\n\nThe account.\n\n---\n\nMore.\n")
    assert (front_matter.body, front_matter.body_line) == ("\nThe account.\n\n---\n\nMore.\n", 4)


@pytest.mark.parametrize(
    ("path", "is_key", "place"),
    [
        (("officers", 0, "rank"), False, (4, 11)),
        (("officers", 0, "rank"), True, (4, 5)),
        (("officers", 1, "rank"), False, (6, 20)),
        (("officers", 0, "outcome"), True, (4, 5)),
        (("note",), False, (7, 7)),
        (("missing",), True, (1, 1)),
    ],
    ids=str,
)
def test_places(path: tuple[str | int, ...], place: tuple[int, int], *, is_key: bool) -> None:
    """Every key and value has its line and column; what is missing is pointed at where it belongs."""
    text = '---\na: "ü"\nofficers:\n  - rank: constable\n    service: former\n  - {"n": 1, rank: sergeant}\nnote: >\n  folded\n  text\n---\n'
    places = read(text).places()
    found = places.key(path) if is_key else places.value(path)
    assert found == Place("x.md", *place)


def test_columns_count_characters() -> None:
    """A column counts characters, not bytes."""
    assert read("---\na: {ŵŷ: x, b: y}\n---\n").places().value(("a", "b")) == Place("x.md", 2, 15)


def test_a_hostile_header_is_quick() -> None:
    """A quarter of a megabyte of brackets is refused, not read to its end."""
    refused = split_front_matter(Source("x.md", "---\na: " + "[" * 250_000 + "\n---\n"))
    assert isinstance(refused, list)
    assert {found.code for found in refused} <= {"HS113", "HS115"}
