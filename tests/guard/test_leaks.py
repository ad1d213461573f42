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

from hearingsite.guard.extract import passages
from hearingsite.guard.extract.over_lines import across
from hearingsite.guard.finding import Hit
from hearingsite.guard.identities import Identity
from hearingsite.guard.matcher import Matcher

LEAKS = Path(__file__).parents[1] / "cases" / "leaks"
UNSEEN = LEAKS / "unseen"
AGAIN = LEAKS / "unseen-again"
THIRD = LEAKS / "unseen-third"
FIFTH = LEAKS / "unseen-fifth"
SIXTH = LEAKS / "unseen-sixth"
SEVENTH = LEAKS / "unseen-seventh"
COMMON = LEAKS / "common-names"
NOWHERE: frozenset[str] = frozenset()


class Disguise(Struct, frozen=True):
    """One line of a table: whose value, how it is disguised, whether it counts anywhere, and where it stands."""

    who: str
    kind: str
    anywhere: bool
    text: str


def test_leaks_are_caught_on_the_own_page_and_anywhere() -> None:
    """At least 99 % in the person's own hearing, 90 % anywhere; what is missed is known by name."""
    check_table(LEAKS, most_missed_own=0.01, most_missed_anywhere=0.1)


def test_no_innocent_text_is_flagged() -> None:
    """Words, places, numbers and dates that only look like a value, also on the person's own page."""
    flagged = flagged_in(LEAKS)
    assert not flagged, "\n".join(flagged)


def test_what_the_rules_were_not_made_with() -> None:
    """Other people, disguises and paragraphs, written before their author had seen a rule; what fails is known by name.

    Measured before any rule was changed for them: 96.1 % of 180 on the own page, 97.2 % of 145 anywhere, 1 of 108 innocent
    paragraphs flagged. Two rules were mended since: digits of other scripts, base64 behind an equals sign.
    """
    check_table(UNSEEN, most_missed_own=0.0, most_missed_anywhere=0.0)
    flagged = flagged_in(UNSEEN)
    print(f"innocent paragraphs flagged: {len(flagged)} of {len(list(table(UNSEEN / 'innocent.tsv')))}")  # noqa: T201
    assert flagged == lines(UNSEEN / "flagged.txt")


def test_what_the_rules_were_not_made_with_again() -> None:
    """A second set, written before its author had seen what the program says of it; what fails is known by name.

    Measured before any rule was changed for it: 91.1 % of 257 on the own page, 91.3 % of 208 anywhere, 12 of 122 innocent
    paragraphs flagged, all of them on the page of somebody whose name, number or street they nearly hold.
    """
    check_table(AGAIN, most_missed_own=0.0, most_missed_anywhere=0.0)
    flagged = flagged_in(AGAIN)
    print(f"innocent paragraphs flagged: {len(flagged)} of {len(list(table(AGAIN / 'innocent.tsv')))}")  # noqa: T201
    assert flagged == lines(AGAIN / "flagged.txt")


def test_what_the_rules_were_not_made_with_a_third_time() -> None:
    """A third set, of what texts, tables, pages and data hold rather than of ciphers, written after the second was mended.

    Measured before any rule was changed for it: 97.1 % of 175 on the own page, 98.5 % of 136 anywhere, 4 of 72 innocent
    paragraphs flagged.
    """
    check_table(THIRD, most_missed_own=0.0, most_missed_anywhere=0.01)
    assert flagged_in(THIRD) == lines(THIRD / "flagged.txt")


def test_names_of_many_cultures_that_the_rules_were_not_made_with() -> None:
    """A fifth set, of names from all over the world, their spellings and short forms, and of numbers in every form.

    Measured before any rule was changed for it: 86.7 % of 475 on the own page, 89.0 % of 319 anywhere; a third of what was
    missed on the own page were short forms and other spellings of first names. The innocent texts were written with the
    rules: what looks like a number in words, half a plate, a feast or another spelling, and is none.
    """
    check_table(FIFTH, most_missed_own=0.013, most_missed_anywhere=0.013)
    flagged = flagged_in(FIFTH)
    assert not flagged, "\n".join(flagged)


def test_what_pages_and_press_releases_give_away() -> None:
    """A sixth set, of what real pages, documents, tables and mails hold, a third of it about people with common names.

    Measured before any rule was changed for it: 91.7 % of 264 on the own page, 91.4 % of 152 anywhere; seven of the dates
    that are missed anywhere have no word for birth beside them. The innocent texts were written when it was mended.
    """
    check_table(SIXTH, most_missed_own=0.02, most_missed_anywhere=0.07)
    flagged = flagged_in(SIXTH)
    assert not flagged, "\n".join(flagged)


def test_two_disguises_at_a_time() -> None:
    """A seventh set, of every kind of value of people from twelve more cultures, most of it disguised in two ways at once.

    Measured before any rule was changed for it: 96.1 % of 258 on the own page, 95.1 % of 185 anywhere; before the rules were
    held against every two disguises that there are: 87.2 % and 85.4 %. The innocent texts were written when it was mended.
    """
    check_table(SEVENTH, most_missed_own=0.035, most_missed_anywhere=0.04)
    flagged = flagged_in(SEVENTH)
    assert not flagged, "\n".join(flagged)


def test_the_names_that_most_people_have() -> None:
    """Of people whose names are words, ranks, titles and other people's first names; short forms of first names too."""
    check_table(COMMON, most_missed_own=0.0, most_missed_anywhere=0.0)
    flagged = flagged_in(COMMON)
    assert not flagged, "\n".join(flagged)


def test_the_corpus_is_large_enough() -> None:
    """What the goals say of it."""
    disguises, innocent = list(table(LEAKS / "disguises.tsv")), list(table(LEAKS / "innocent.tsv"))
    assert len(identities(LEAKS)) >= 12
    assert len(disguises) >= 300
    assert len(innocent) >= 120
    assert len(set(disguises)) == len(disguises)
    assert len(set(innocent)) == len(innocent)


def check_table(folder: Path, *, most_missed_own: float, most_missed_anywhere: float) -> None:
    """Search every disguise of a folder in both scopes; print the figures and the misses."""
    records = own_records(folder)
    disguises = [
        Disguise(who, kind, scope == "any", text) for who, kind, scope, text in table(folder / "disguises.tsv")
    ]
    missed_own = [one for one in disguises if not found(folder, one, records[one.who])]
    somewhere = [one for one in disguises if one.anywhere]
    missed_anywhere = [one for one in somewhere if not found(folder, one, NOWHERE)]
    print(f"\n{folder.name}: {len(disguises)} disguises of {len(records)} people")  # noqa: T201 - figures, for whoever asks
    print(f"own page: {share(disguises, missed_own)}; anywhere: {share(somewhere, missed_anywhere)}")  # noqa: T201
    misses = [f"own\t{one.who}\t{one.kind}" for one in missed_own]
    misses += [f"any\t{one.who}\t{one.kind}" for one in missed_anywhere]
    print("\n".join(misses))  # noqa: T201
    assert len(missed_own) <= most_missed_own * len(disguises)
    assert len(missed_anywhere) <= most_missed_anywhere * len(somewhere)
    assert sorted(misses) == sorted(lines(folder / "missed.txt"))


def flagged_in(folder: Path) -> list[str]:
    """The innocent texts of a folder in which something is found."""
    records = own_records(folder)
    rows = table(folder / "innocent.tsv")
    return [f"{who}\t{text}" for who, text in rows if list(hits_in(folder, text, records.get(who, NOWHERE)))]


def own_records(folder: Path) -> dict[str, frozenset[str]]:
    """Whose hearings are which."""
    return {identity.id: frozenset(identity.records) for identity in identities(folder)}


def share(disguises: list[Disguise], missed: list[Disguise]) -> str:
    """How many were found."""
    return f"{100 - 100 * len(missed) / len(disguises):.1f} % of {len(disguises)}"


def found(folder: Path, disguise: Disguise, own: frozenset[str]) -> bool:
    """Tell whether the right person was found."""
    return any(hit.who == disguise.who for hit in hits_in(folder, disguise.text, own))


def hits_in(folder: Path, text: str, own: frozenset[str]) -> Iterator[Hit]:
    """What is found in a text that stands in a file, read as files are."""
    for passage in passages("notes.md", text.encode("utf-8")):
        for one in (passage, *across(passage)):
            yield from matcher(folder).search(one.text, own)


@cache
def identities(folder: Path) -> list[Identity]:
    """The people of a folder."""
    return msgspec.convert(yaml.safe_load((folder / "identities.yaml").read_text("utf-8")), list[Identity])


@cache
def matcher(folder: Path) -> Matcher:
    """All people of a folder at once, and those who are declared."""
    return Matcher(identities(folder), innocent=lines(LEAKS / "declared.txt"))


def lines(file: Path) -> list[str]:
    """The lines of a file, without comments."""
    return [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("# ")]


def table(file: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a table, what cannot be seen or typed put in its place."""
    for line in lines(file):
        text = re.sub(r"\{U\+([0-9A-F]{4,5})\}", lambda code: chr(int(code[1], 16)), line)
        yield tuple(text.replace("{newline}", "\n").split("\t"))
