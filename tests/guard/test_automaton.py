"""Many values at once are found wherever each of them would be found alone."""

from ahocorasick_rs import AhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.guard.automaton import Automaton

WORDS = st.text("ab", min_size=1, max_size=12)
LONG = WORDS.map(lambda word: f"abababab{word}")  # which begin as others do


@given(st.sets(WORDS | LONG, max_size=8), st.lists(WORDS | LONG, max_size=8).map("".join))
def test_every_place_of_every_value_is_found(values: set[str], text: str) -> None:
    """Also where they overlap, begin alike, or end with the text."""
    every = {(value, at, at + len(value)) for value in values for at in range(len(text)) if text.startswith(value, at)}
    found = list(Automaton(AhoCorasick, values).find(text))
    assert set(found) == every
    assert len(found) == len(every)
