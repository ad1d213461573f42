"""Who has which key. Nearly every key is one person's: a list for each would cost more than all the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, compress, repeat
from operator import ne
from typing import Generic, TypeVar

T = TypeVar("T", str, bytes)


class Owners(Generic[T]):
    """A table from keys to people, who are numbers."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.keys: dict[T, int] = {}  # the last who has each
        self._others: dict[T, list[int]] = {}

    def __contains__(self, key: T) -> bool:
        """Whether anybody has a key."""
        return key in self.keys

    def __iter__(self) -> Iterator[T]:
        """Every key once, in the order in which they came."""
        return iter(self.keys)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self.keys)

    def __repr__(self) -> str:
        """Say how many, and nothing of them."""
        return f"Owners({len(self)} keys)"

    def add(self, key: T, who: int) -> None:
        """Let somebody have a key."""
        before = self.keys.get(key)
        if before is not None and before != who:
            self._others.setdefault(key, []).append(before)
        self.keys[key] = who

    def add_all(self, keys: Sequence[T], people: Sequence[int]) -> None:
        """Let each of some people have the key in the same place: much faster than one by one."""
        new = dict(zip(keys, people, strict=True))
        for key in self.keys.keys() & new.keys() if self.keys else ():
            self._others.setdefault(key, []).append(self.keys[key])
        if len(new) < len(keys):
            have_others = map(ne, map(new.__getitem__, keys), people)
            for key, who in compress(zip(keys, people, strict=True), have_others):
                self._others.setdefault(key, []).append(who)
        if self.keys:
            self.keys |= new
        else:
            self.keys = new

    def of(self, key: T) -> Iterable[int]:
        """Everybody who has a key."""
        who = self.keys.get(key)
        return () if who is None else chain(self._others.get(key, ()), (who,))

    def of_any(self, keys: Collection[T]) -> set[int]:
        """Everybody who has one of many keys."""
        if not keys:
            return set()
        people = set(map(self.keys.get, keys, repeat(-1))) - {-1}
        return people.union(*(self._others[key] for key in self._others.keys() & set(keys)))
