"""Many values at once are found wherever each of them would be found alone."""

import pytest
from ahocorasick_rs import AhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.guard import automaton
from hearingsite.guard.automaton import Automaton

WORDS = st.text("ab", min_size=1, max_size=12)
LONG = WORDS.map(lambda word: f"abababab{word}")  # which begin as others do


@pytest.mark.parametrize("are_few", [True, False])
@given(values=st.sets(WORDS | LONG, max_size=8), text=st.lists(WORDS | LONG, max_size=8).map("".join))
def test_every_place_of_every_value_is_found(values: set[str], text: str, *, are_few: bool) -> None:
    """Also where they overlap, begin alike, or end with the text; of many values the beginnings are looked for first."""
    every = {(value, at, at + len(value)) for value in values for at in range(len(text)) if text.startswith(value, at)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(automaton, "_WHOLE", 10_000 if are_few else -1)
        found = list(Automaton(AhoCorasick, values).find(text))
    assert set(found) == every
    assert len(found) == len(every)


def test_nothing_is_missed_in_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """After much text, and after many beginnings of what is no value, another way is gone."""
    monkeypatch.setattr(automaton, "_MUCH", 100)
    monkeypatch.setattr(automaton, "_MANY", 3)
    monkeypatch.setattr(automaton, "_WHOLE", 0)
    one = Automaton(AhoCorasick, {"abababab", "ababababababa", "bbb"})
    text = "abababa bbb abababab ababababababa"
    every = [list(one.find(text)) for _ in range(9)]
    assert len(every[0]) == 6
    assert every == [every[0]] * 9
