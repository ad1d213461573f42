"""What is kept of the words of hearings: brought up to an edit, it is what reading all anew would give."""

from collections.abc import Callable
from random import Random
from typing import Final

import msgspec
import pytest

from hearingsite.public.search.postings import MANY, Known, References, WordFiles, bring_up, packed_places
from hearingsite.vocabulary.codes import Language

NUMBER: Final = 2 * MANY + 70
REFERENCES: Final = [f"{force}-{year}-{number:03}" for force in "AB" for year in (2023, 2024) for number in range(70)]
LANGS: Final[tuple[Language, ...]] = ("en", "cy")
# Of each length, with blanks, and with letters beside the plain ones: some stand in nearly all hearings, some in one.
WORDS: Final = (
    "a", "at", "pc x", "łodz", "ałodz", "officer", "officers", "often", "offal", "ofłe", "ofśe", "x", "word", "would"
)  # fmt: skip


class Hearings:
    """What some hearings say in each language, and how often one was read."""

    def __init__(self, seed: int) -> None:
        """Let every word stand about as often as decides where it is written."""
        self.random = Random(seed)  # noqa: S311 -- the same ones in every run
        self.often = {word: self.random.choice((0.01, 0.35, 0.37, 0.5, 0.99)) for word in WORDS}
        self.said = [self.words() for _ in range(NUMBER)]
        self.read = 0

    def words(self) -> dict[Language, set[str]]:
        """Make up what a hearing says."""
        return {lang: {word for word, often in self.often.items() if self.random.random() < often} for lang in LANGS}

    def at(self, place: int) -> dict[Language, set[str]]:
        """Read one."""
        self.read += 1
        return self.said[place]

    def bring_up(self, known: Known, made_of: bytes = b"x") -> dict[Language, WordFiles]:
        """Bring up what is known to what is said now."""
        told = [repr([sorted(words[lang]) for lang in LANGS]).encode() for words in self.said]
        return bring_up(known, made_of, told, References(REFERENCES[:NUMBER]), words_at=self.at, langs=LANGS)


def contents(files: dict[Language, WordFiles]) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {f"{lang} {name}": one.content(name) for lang, one in files.items() for name in one.names}


def again(known: Known) -> Known:
    """What is read of what was written."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(known), type=Known)


@pytest.mark.parametrize("seed", range(20))
def test_an_edit_changes_what_reading_all_anew_would(seed: int) -> None:
    """Words that come, go, become common or rare: the same files, the same digests, and the same is kept."""
    hearings = Hearings(seed)
    known = Known()
    hearings.bring_up(known)
    for _ in range(6):
        places = hearings.random.sample(range(NUMBER), hearings.random.choice((0, 1, 3)))
        for place in places:
            hearings.said[place] = hearings.words()
        known, anew, hearings.read = again(known), Known(), 0
        files = hearings.bring_up(known)
        assert hearings.read <= len(places)
        expected = hearings.bring_up(anew)
        assert contents(files) == contents(expected)
        assert (known.words, known.files, known.hearings) == (anew.words, anew.files, anew.hearings)


def test_many_edits_are_read_anew() -> None:
    """And so is everything where the hearings or the words of the interface are others."""
    hearings = Hearings(1)
    known = Known()
    hearings.bring_up(known)
    hearings.read = 0
    hearings.bring_up(again(known), b"y")
    assert hearings.read == NUMBER
    hearings.said = [hearings.words() for _ in range(NUMBER)]
    hearings.read = 0
    hearings.bring_up(again(known))
    assert hearings.read == NUMBER


def leave_out(known: Known) -> None:
    """A language has no files."""
    del known.files["cy"]


def cut(known: Known) -> None:
    """Places are cut short."""
    known.words["en"]["often"] = known.words["en"]["often"][:-1]


def empty(known: Known) -> None:
    """A word stands nowhere."""
    known.words["en"]["often"] = b""


def go_beyond(known: Known) -> None:
    """A word stands in a hearing that is not there."""
    known.words["cy"]["often"] += packed_places([NUMBER])


def forget(known: Known) -> None:
    """Hearings are missing."""
    known.hearings.pop()


@pytest.mark.parametrize("spoil", [leave_out, cut, empty, go_beyond, forget])
def test_what_is_not_sound_is_nothing(spoil: Callable[[Known], None]) -> None:
    """A slow build, never another one."""
    hearings = Hearings(2)
    known = Known()
    expected = contents(hearings.bring_up(known))
    spoil(known)
    hearings.read = 0
    assert contents(hearings.bring_up(known)) == expected
    assert hearings.read == NUMBER
