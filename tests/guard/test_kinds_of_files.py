"""Disguises in files of the kinds that a site has, in the person's own hearing and in another.

The tables are in tests/cases/leaks/. `pytest -s` prints the figures and what was missed.
"""

from pathlib import Path

from hearingsite.guard.scan import Guard
from tests.guard.outputs import ics, page, rss
from tests.guard.test_leaks import LEAKS, identities, lines, own_records, table

ELSEWHERE = "wld-2019-901"


def written(kind: str, text: str, reference: str) -> tuple[str, bytes]:
    """The path and the bytes of a file of a hearing in which a text stands."""
    text = text.replace("{tab}", "\t")
    around = {"html": page, "ics": ics, "rss": rss}
    path = f"content/hearings/{reference}.md" if kind == "md" else f"hearings/{reference}/file.{kind}"
    return path, (around[kind](text) if kind in around else text).encode()


def missed_in(file: Path) -> list[str]:
    """The disguises of a table that are not found, in either place; the figures are printed."""
    guard, records = Guard(identities(file.parent)), own_records(file.parent)
    misses: list[str] = []
    for scope in ("own", "any"):
        rows = [row for row in table(file) if scope in {"own", row[2]}]
        missed = []
        for who, kind, _, ending, text in rows:
            reference = next(iter(records[who])).lower() if scope == "own" else ELSEWHERE
            found = guard.scan(*written(ending, text, reference))
            if not any(match.who == who for match in found):
                missed.append(f"{scope}\t{who}\t{kind}")
        print(f"{file.parent.name}, {scope}: {100 - 100 * len(missed) / len(rows):.1f} % of {len(rows)}")  # noqa: T201 -- figures, for whoever asks
        misses += missed
    print("\n".join(misses))  # noqa: T201
    return misses


def test_every_kind_of_file_is_read_as_what_it_is() -> None:
    """Letters in cells and lines of their own, fields and their names wherever a kind of file has them."""
    assert not missed_in(LEAKS / "in-files.tsv")


def test_what_the_rules_were_not_made_with_a_fourth_time() -> None:
    """A fourth set, of one or two steps in files of six kinds, written before its author had seen what the program says of it.

    Measured before any rule was changed for it: 82.0 % of 200 in the own hearing, 78.9 % of 142 anywhere; of what was
    missed then, half were letters for figures, letters in lines of their own, and slips in streets. Of the second table,
    which asks for more of the same classes: 43.3 % of 60 and 27.3 % of 44 before, 88.3 % and 75.0 % when it was first read.
    """
    misses = [*missed_in(LEAKS / "unseen-fourth" / "disguises.tsv"), *missed_in(LEAKS / "unseen-fourth" / "again.tsv")]
    assert sorted(misses) == sorted(lines(LEAKS / "unseen-fourth" / "missed.txt"))


def test_no_innocent_file_is_flagged() -> None:
    """What only looks so, also in the person's own hearing."""
    guard, records = Guard(identities(LEAKS)), own_records(LEAKS)
    rows = list(table(LEAKS / "innocent-in-files.tsv"))
    of_whom = [next(iter(records[who])).lower() if who in records else ELSEWHERE for who, *_ in rows]
    files = [written(ending, text, reference) for (_, ending, text), reference in zip(rows, of_whom, strict=True)]
    flagged = [row for row, file in zip(rows, files, strict=True) if guard.scan(*file)]
    assert not flagged
