"""Sorted lists of words: few are looked up in the text, many in a set, and the answer is the same."""

from collections.abc import Iterator

import pytest

from hearingsite.vocabulary import word_lists
from hearingsite.vocabulary.word_lists import SortedWords, read_titled, read_words

TITLED = ("words_cy_more", "first_names")
MORE = ("McLeod", "Ysbyty")


@pytest.fixture(params=[0, 10**9], ids=["set", "text"])
def words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> SortedWords:
    """Lists of both sorts, looked up in one of the two ways alone."""
    monkeypatch.setattr(word_lists, "_FEW", request.param)
    return SortedWords(titled=TITLED, written=("places",), more=MORE)


def in_lists() -> Iterator[str]:
    """Every 50th word of the lists, the first and the last of each, and the further ones."""
    for several in (*map(read_titled, TITLED), list(read_words("places"))):
        yield from (*several[::50], several[-1])
    yield from MORE


def test_every_word_of_a_list_is_found(words: SortedWords) -> None:
    """Also the first, the last, and those with letters outside ASCII."""
    assert [word for word in in_lists() if word not in words] == []
    assert words.strange(set(in_lists())) == set()


def test_what_is_in_no_list_is_not_found(words: SortedWords) -> None:
    """Neither what is longer by two letters, nor what is written small, nor what stands before or behind all words."""
    known = {*map(str, in_lists())}
    others = {"", "0", "Zzz", "\U0010ffff", "\n", "Aaron's\nAb", *(f"{word}qq" for word in known)}
    others |= {word.lower() for several in map(read_titled, TITLED) for word in several[:20]} - {*read_words("places")}

    assert words.strange(others) == others


@pytest.mark.parametrize(
    "name",
    ["words_en", "words_en_more", "words_cy", "words_cy_more", "words_cy_pages", "first_names", "places", "surnames"],
)
def test_a_list_is_sorted(name: str) -> None:
    """A list that is searched by halves is in order, without a word twice."""
    listed = read_words(name)

    assert list(listed) == sorted(set(listed))
