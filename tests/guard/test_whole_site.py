"""A site that is searched as a whole gives what each of its files gives by itself, whatever was seen before."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random, getrandbits
from typing import Final

import pytest

from hearingsite.guard.extract import passages
from hearingsite.guard.identities import Identity
from hearingsite.guard.memory import Memory
from hearingsite.guard.scan import Guard, KeptBack, Match
from tests.guard.test_leaks import AGAIN, LEAKS, THIRD, UNSEEN, identities, table

FOLDERS: Final = (LEAKS, UNSEEN, AGAIN, THIRD)
PEOPLE: Final[list[Identity]] = [one for folder in FOLDERS for one in identities(folder)]
TEXTS: Final = [
    row[-1] for folder in FOLDERS for name in ("disguises", "innocent") for row in table(folder / f"{name}.tsv")
]
RECORDS: Final = sorted({record for one in PEOPLE for record in one.records})
KEPT_BACK: Final = [
    KeptBack("Cuthbert Larkspur", "a name of record a", RECORDS[0]),
    KeptBack("Drusilla Larkspur", "a name of record b", RECORDS[1], only_there=True),
]
NAMED: Final = (
    "Cuthbert Larkspur",
    "Drusilla Larkspur",
    "Mr Larkspur",
    "LARKSPUR, Drusilla",
    "C. Larkspur",
    "Drusilla",
)
MATCHER: Final = Guard(PEOPLE, KEPT_BACK).matcher
FRAME: Final = (
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<body>",
    "<p>The panel met on a day in May.</p>",
    "</body>",
    "</html>",
)


def write_site(folder: Path, random: Random) -> Iterator[str]:
    """Write pages, lists, tables and feeds whose lines come again and again, here and there one with a text of the corpus."""
    shared = random.sample(TEXTS, 12)

    def said() -> str:
        return random.choice((*shared, *random.sample(TEXTS, 4), *NAMED, *["It was decided."] * 12)).replace("\n", " ")

    for record in RECORDS:
        page = [*FRAME[:4], *(f"<p>{said()}</p>" for _ in range(4)), *FRAME[4:]]
        yield write(folder, f"hearings/{record.lower()}/index.html", "\n".join(page))
    for name in ("outcomes", "years/2024"):
        rows = [
            f'<li id="{record}"><a href="/hearings/{record.lower()}/">{record}</a> {said()}</li>'
            for record in random.sample(RECORDS, len(RECORDS) // 2)
        ]
        yield write(folder, f"{name}/index.html", "\n".join([*FRAME[:3], "<ul>", *rows, "</ul>", *FRAME[4:]]))
    lines = [f'{record},"{said().replace(chr(34), "")}"' for record in RECORDS]
    yield write(folder, "data/table.csv", "\n".join(["reference,summary", *lines]))
    told: list[dict[str, object]] = [
        {"reference": record, "summary": said(), "officers": [{"name": said()}]} for record in RECORDS
    ]
    yield from write_data(folder, told, random)
    items = [f"<item><guid>{record}</guid>\n<description>{said()}</description></item>" for record in RECORDS]
    for name in ("outcomes", "years", "forces"):
        parts = [random.choice(("", f"<!-- {said()} -->")) + item for item in random.sample(items, len(items) // 2)]
        yield write(folder, f"feeds/{name}.rss", "\n".join(["<rss><channel>", *parts, "</channel></rss>"]))


def write_data(folder: Path, told: list[dict[str, object]], random: Random) -> Iterator[str]:
    """Write what is told of hearings all together, each by itself, and in feeds that repeat some."""
    is_ascii = random.random() < 0.3
    whole = json.dumps(told, ensure_ascii=is_ascii, indent=1)
    yield write(folder, "data/hearings.json", whole)
    for one in told:
        name = str(one["reference"]).lower()
        yield write(folder, f"hearings/{name}/index.json", json.dumps(one, ensure_ascii=is_ascii) + "\n")
    for name in ("outcomes", "years", "forces"):
        feed = {"title": name, "items": random.sample(told, len(told) // 2), "next": random.choice(told)["reference"]}
        yield write(folder, f"feeds/{name}.json", json.dumps(feed, ensure_ascii=is_ascii))


def write(folder: Path, path: str, text: str) -> str:
    """Write one file; gives its path."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return path


def is_found(path: str, content: bytes) -> bool:
    """Whether anything is found where every text of a file is read closely, and nothing is passed over."""
    return any(MATCHER.search(passage.text, passage.records) for passage in passages(path, content))


def told(matches: list[Match]) -> set[tuple[str, int, str]]:
    """Where somebody was found, and who."""
    return {(one.path, one.line, one.who) for one in matches}


@pytest.mark.parametrize("remembers", [False, True])
def test_a_whole_site_gives_what_its_files_give(tmp_path: Path, *, remembers: bool) -> None:
    """What is passed over because it was clean elsewhere, or in an earlier build, is clean here too."""
    random = Random(getrandbits(32))  # noqa: S311 -- no secret; pytest-randomly says with what it began
    whole, single = tmp_path / "whole", tmp_path / "single"
    memory = Memory(tmp_path / "searched" / "site", b"t" * 32, "1") if remembers else None
    for _ in range(2):
        paths = list(write_site(whole, random))
        expected: set[tuple[str, int, str]] = set()
        for path in paths:
            write(single, path, (whole / path).read_text("utf-8"))
            expected |= told(Guard(PEOPLE, KEPT_BACK).scan_folder(single))
            (single / path).unlink()
        closely = {path for path in paths if is_found(path, (whole / path).read_bytes())}
        assert closely
        assert closely <= {path for path, _, _ in expected}
        assert told(Guard(PEOPLE, KEPT_BACK, memory=memory).scan_folder(whole)) == expected
