"""Work in parts: everything once, on all processors where that is worth it."""

import gc
import os

import pytest

from hearingsite.forks import collector_off, in_parts


def _told(places: range) -> tuple[int, list[int]]:
    return os.getpid(), list(places)


@pytest.mark.parametrize("first", [0, 3, 60])
def test_every_place_is_done_once(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """The first places are done here, the others elsewhere; none is left out, none done twice."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told = list(in_parts(_told, 50, worth=50, first=first))
    assert sorted(place for _, places in told for place in places) == list(range(50))
    here = [places for process, places in told if process == os.getpid()]
    assert here == ([list(range(min(first, 50)))] if first else [])


@pytest.mark.parametrize(("processors", "worth"), [(2, 51), (1, 1), (None, 1)])
def test_little_work_starts_no_process(monkeypatch: pytest.MonkeyPatch, processors: int | None, worth: int) -> None:
    """Below its worth, or with one processor, all is done here in one part."""
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert list(in_parts(_told, 50, worth=worth, first=3)) == [(os.getpid(), list(range(50)))]


def test_nothing_to_do_is_not_done() -> None:
    """No work, no call."""
    assert list(in_parts(_told, 0, worth=1)) == []


def test_the_collector_comes_back() -> None:
    """The cycle collector is off for a while, and on again also where that while ends badly."""

    def fail() -> None:
        with collector_off():
            assert not gc.isenabled()
            raise ValueError

    assert gc.isenabled()
    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert gc.isenabled()
