"""Searches pages for listed people, all invented, and prints how fast it went.

Run it from the project's folder: `python -m benchmarks.guard [--people N] [--pages N]`. The pages are those of the invented
hearings of records.py, in a frame of lines that every page has; 8 of 10 bytes stand in lines seen before.
"""

import argparse
import datetime as dt
import resource
from itertools import islice
from random import Random
from time import process_time
from typing import Final

from benchmarks.records import invent
from hearingsite.guard import lexicon
from hearingsite.guard.identities import Address, Contacts, Identity, Names, Numbers
from hearingsite.guard.matcher import Matcher

_FRAME: Final = [
    f'<li><a href="/standards/{number}/">Line {number} of what every page has in its frame</a></li>'
    for number in range(95)
]
_FIRST: Final = (
    "bra",
    "del",
    "fen",
    "gor",
    "hul",
    "kin",
    "lam",
    "mor",
    "nes",
    "pol",
    "quin",
    "ros",
    "sten",
    "thor",
    "vex",
    "wick",
)
_LAST: Final = ("ley", "ton", "worth", "field", "combe", "ham", "feather", "dale", "stead", "well", "brook")
_UNIQUE: Final = 0.6  # of the people have a family name that nobody shares


def people(number: int, random: Random) -> list[Identity]:
    """Invented people, each of a hearing of their own."""
    names = sorted(lexicon.names())
    return [_person(at, names, random) for at in range(number)]


def _person(at: int, names: list[str], random: Random) -> Identity:
    own = random.random() < _UNIQUE
    family = "".join(map(random.choice, (_FIRST, _FIRST, _LAST))) if own else random.choice(names)
    given = random.choice(names).title()
    return Identity(
        id=f"p-{at}",
        records=(f"WLD-{2000 + at // 1000}-{at % 1000:03}",),
        known_as="PC X",
        names=Names(given=(given,), family=family.title()),
        numbers=Numbers(collar=(str(random.randint(1000, 9999)),), warrant=(str(random.randint(100_000, 999_999)),)),
        contacts=Contacts(phones=(f"07{random.randint(10**8, 10**9 - 1)}",), emails=(f"{given}{at}@mail.example",)),
        addresses=(
            Address(lines=(f"{random.randint(1, 200)} {family.title()} Road",), postcode=f"ZZ{at % 90 + 10} 1AB"),
        ),
        born=dt.date(random.randint(1955, 2000), random.randint(1, 12), random.randint(1, 28)),
    )


def pages(number: int) -> list[tuple[str, frozenset[str]]]:
    """Texts of pages, and the hearings they belong to."""
    frame = "\n".join(_FRAME)
    return [(f"{frame}\n{record.account}", frozenset({record.reference})) for record in islice(invent(), number)]


def main() -> None:
    """Print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--pages", type=int, default=10_000)
    given = parser.parse_args()
    listed, texts = people(given.people, Random(1)), pages(given.pages)
    size = sum(len(text) for text, _ in texts) / 1e6
    start = process_time()
    matcher = Matcher(listed)
    built = process_time()
    hits = sum(len(matcher.search(text, own)) for text, own in texts)
    took = process_time() - built
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{given.people} people, {given.pages} pages, {size:.1f} MB: list {built - start:.2f} s, search {took:.2f} s CPU,"
    )
    print(f"{size / took:.0f} MB/s, {memory:.0f} MB of memory, {hits} hits")


if __name__ == "__main__":
    main()
