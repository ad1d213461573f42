"""Layer 1 against a corpus of disguises that people and programs give a name, and of innocent texts.

The corpus is in tests/cases/leaks/. `pytest -s` prints the figures and what was missed.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from hearingsite.guard.identities import Identity
from hearingsite.guard.matcher import Matcher

LEAKS = Path(__file__).parents[1] / "cases" / "leaks"
NOWHERE: frozenset[str] = frozenset()


class Disguise(Struct, frozen=True):
    """One line of a table: whose value, how it is disguised, whether it counts anywhere, and where it stands."""

    who: str
    kind: str
    anywhere: bool
    text: str


def test_leaks_are_caught_on_the_own_page_and_anywhere() -> None:
    """At least 99 % in the person's own hearing, 90 % anywhere; what is missed is known by name."""
    check_table("disguises.tsv", "missed.txt")


def test_no_innocent_text_is_flagged() -> None:
    """Words, places, numbers and dates that only look like a value, also on the person's own page."""
    records = {identity.id: frozenset(identity.records) for identity in identities()}
    flagged = [
        f"{who}: {text!r}: {[hit.rule for hit in hits]}"
        for who, text in table("innocent.tsv")
        if (hits := matcher().search(text, records.get(who, NOWHERE)))
    ]
    assert not flagged, "\n".join(flagged)


def test_the_corpus_is_large_enough() -> None:
    """What the goals say of it."""
    disguises, innocent = list(table("disguises.tsv")), list(table("innocent.tsv"))
    assert len(identities()) >= 12
    assert len(disguises) >= 300
    assert len(innocent) >= 120
    assert len(set(disguises)) == len(disguises)
    assert len(set(innocent)) == len(innocent)


def check_table(name: str, missed_name: str) -> None:
    """Search every text of a table in both scopes; print the figures and the misses."""
    records = {identity.id: frozenset(identity.records) for identity in identities()}
    disguises = [Disguise(who, kind, scope == "any", text) for who, kind, scope, text in table(name)]
    missed_own = [one for one in disguises if not found(one, records[one.who])]
    somewhere = [one for one in disguises if one.anywhere]
    missed_anywhere = [one for one in somewhere if not found(one, NOWHERE)]
    print(f"\n{name}: {len(disguises)} disguises of {len(records)} people")  # noqa: T201 - figures, for whoever asks
    print(f"own page: {share(disguises, missed_own)}; anywhere: {share(somewhere, missed_anywhere)}")  # noqa: T201
    misses = [f"own\t{one.who}\t{one.kind}" for one in missed_own]
    misses += [f"any\t{one.who}\t{one.kind}" for one in missed_anywhere]
    print("\n".join(misses))  # noqa: T201
    assert len(missed_own) <= 0.01 * len(disguises)
    assert len(missed_anywhere) <= 0.1 * len(somewhere)
    assert sorted(misses) == sorted(lines(missed_name))


def share(disguises: list[Disguise], missed: list[Disguise]) -> str:
    """How many were found."""
    return f"{100 - 100 * len(missed) / len(disguises):.1f} % of {len(disguises)}"


def found(disguise: Disguise, own: frozenset[str]) -> bool:
    """Tell whether the right person was found."""
    return any(hit.who == disguise.who for hit in matcher().search(disguise.text, own))


@cache
def identities() -> list[Identity]:
    """The people of the corpus."""
    return msgspec.convert(yaml.safe_load((LEAKS / "identities.yaml").read_text("utf-8")), list[Identity])


@cache
def matcher() -> Matcher:
    """All people of the corpus at once, and those who are declared."""
    return Matcher(identities(), innocent=lines("declared.txt"))


def lines(name: str) -> list[str]:
    """The lines of a file, without comments."""
    return [line for line in (LEAKS / name).read_text("utf-8").splitlines() if line and not line.startswith("# ")]


def table(name: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table, what cannot be seen or typed put in its place."""
    for line in lines(name):
        text = re.sub(r"\{U\+([0-9A-F]{4,5})\}", lambda code: chr(int(code[1], 16)), line)
        yield tuple(text.replace("{newline}", "\n").split("\t"))
