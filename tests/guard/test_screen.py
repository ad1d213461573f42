"""The first look at lines passes over nothing that a close look finds."""

from itertools import chain, pairwise
from typing import Final

import pytest

from hearingsite.guard.finding import BREAK, counts_in
from hearingsite.guard.fold import fold_text
from hearingsite.guard.identities import Contacts, Identity, Names
from hearingsite.guard.matcher import Matcher
from hearingsite.guard.screen import Screen
from tests.guard.test_leaks import AGAIN, LEAKS, THIRD, UNSEEN, identities, table

FOLDERS: Final = (LEAKS, UNSEEN, AGAIN, THIRD)
PEOPLE: Final = [one for folder in FOLDERS for one in identities(folder)]
OWN: Final = frozenset(chain.from_iterable(one.records for one in PEOPLE))
TEXTS: Final = [
    row[-1] for folder in FOLDERS for name in ("disguises", "innocent") for row in table(folder / f"{name}.tsv")
]
MATCHER: Final = Matcher(PEOPLE)


def has_passed(lines: list[str], screen: Screen) -> bool:
    """Whether nothing needs a close look."""
    return not screen.doubtful([["", *lines, ""]])


def starts(text: str) -> set[int]:
    """Where something begins."""
    return {one.start for one in MATCHER.look(text).found}


@pytest.mark.parametrize("around", ["", "It is said that the panel met."])
def test_nothing_that_is_found_is_passed_over(around: str) -> None:
    """Every disguise of the corpus, with and without lines around it."""
    screen = Screen(MATCHER)
    texts = [f"{around}\n{text}\n{around}" for text in TEXTS]
    found = [text for text in texts if MATCHER.search(text, OWN)]
    assert len(found) > 400
    assert [text for text in found if has_passed(text.split("\n"), screen)] == []


@pytest.mark.parametrize("cut", [None, " "])
def test_whose_it_is_is_told(cut: str | None) -> None:
    """In every hearing in which the close search finds something, the first look tells that something counts."""
    screen = Screen(MATCHER)
    wrong = []
    for whole in TEXTS:
        before, blank, after = whole.rpartition(" ") if cut else (whole, "", "")
        text = f"{before}\n{after}" if blank else whole
        several = screen.doubtful([["", *text.split("\n"), ""]]).values()
        wrong += [
            text
            for one in PEOPLE
            if MATCHER.search(text, frozenset(one.records))
            and not any(counts_in(whose, frozenset(one.records)) for whose in several)
        ]
    assert wrong == []


@pytest.mark.parametrize(
    "before", ["", "It is said that the panel met for a day, heard all of it, and went home again: "]
)
def test_nothing_that_goes_over_two_lines_is_passed_over(before: str) -> None:
    """Every disguise, broken at each of its blanks and in the middle of each of its words, in short and in long lines."""
    screen = Screen(MATCHER)
    missed = []
    number = 0
    for text in TEXTS:
        blanks = [at for at, sign in enumerate(text) if sign == " "]
        for at in {
            *blanks,
            *(((one + other) // 2) for one, other in zip([0, *blanks], [*blanks, len(text)], strict=True)),
        }:
            broken = f"{before}{text[:at]}\n{text[at:].lstrip(' ')}{before and f'. {before}'}"
            if MATCHER.search(broken, OWN):
                number += 1
                missed += [broken] if has_passed(broken.split("\n"), screen) else []
    assert number > 1000
    assert missed == []


def test_ordinary_lines_are_passed_over() -> None:
    """Or it would be no use."""
    lines = ["The panel met on a day in May.", "It decided what was said before.", "<p>A page of a constable</p>"]
    assert has_passed(lines, Screen(Matcher(PEOPLE[:1])))
    assert has_passed(["Osbert Quillfeather"], Screen(Matcher([])))


def test_what_is_read_together_changes_nothing() -> None:
    """Lines are read many at once, in any order: what is found in one depends on no other."""
    lines = sorted({line for text in TEXTS for line in text.split("\n") if line.strip()})
    alone, together = Matcher(PEOPLE), Matcher(PEOPLE)
    hits = together.search("\n\n".join(lines), OWN)
    at = 0
    different = []
    for line in lines:
        there = {(hit.start - at, hit.rule, hit.tier) for hit in hits if at <= hit.start < at + len(line)}
        if there != {(hit.start, hit.rule, hit.tier) for hit in alone.search(line, OWN)}:
            different.append(line)
        at += len(line) + 2
    assert different == []


def test_nothing_is_read_across_a_break() -> None:
    """Every text of the corpus, with a break at each place: what is found is what either part has by itself."""
    wrong = []
    for text in map(fold_text, TEXTS):
        for at in range(1, len(text)):
            first, second = text[:at], text[at:]
            apart = {*starts(first), *(start + at + 1 for start in starts(second))}
            if starts(f"{first}{BREAK}{second}") != apart:
                wrong.append((first, second))
    assert wrong == []


def test_a_telephone_number_at_the_start_of_lines_is_theirs_alone() -> None:
    """What may stand before it, a zero or the prefix of a country, is not looked for in other lines."""
    runs = [["It was said", "by nobody"], ["7700 900980 was rung", "at night"], ["", "44", "7700 900980"]]
    phone = Identity(id="p-1", records=("WS-2023-001",), known_as="PC X", contacts=Contacts(phones=("07700 900980",)))
    assert set(Screen(Matcher([phone])).doubtful(runs)) == {(2, 2)}


def test_whose_a_text_is_says_no_less_than_the_search() -> None:
    """A text is searched closely in every hearing in which the search finds something in it."""
    wrong = []
    for text in TEXTS:
        lines = text.split("\n")
        several = set(MATCHER.whose(lines, list(pairwise(lines))).values())
        whose = None if None in several else frozenset(chain.from_iterable(filter(None, several)))
        wrong += [
            text
            for one in PEOPLE
            if not counts_in(whose, frozenset(one.records)) and MATCHER.search(text, frozenset(one.records))
        ]
    assert wrong == []


def test_the_hearings_of_a_name_are_kept_once() -> None:
    """What is known of lines grows with lines and names, not with their product: 50,000 hearings needed 20 GB before."""
    people = [
        Identity(
            id=f"p-{at}", records=(f"WLD-2024-{at:03}",), known_as="PC X", names=Names(given=("Osbert",), family=name)
        )
        for at, name in enumerate(("Quillfeather", "Thistlewick", "Redwell"))
    ]
    matcher = Matcher(people)
    several = matcher.whose([f"Osbert said {number} times" for number in range(50)], []).values()
    assert {len(records) for whose in several if whose for records in whose} == {3}
    assert len({id(records) for whose in several if whose for records in whose}) == 1
