"""Measures the guard on a finished site: a full scan, and the pages of one changed hearing, in CPU seconds of one process.

Run it from the project's folder, on a site that `benchmarks.records` made and `hearingsite build` built:
`.venv/bin/python -m benchmarks.scan FOLDER [--people 1000]`. Nobody of the invented list is in the site. A new process takes
the list as it is after it was opened, and has everything to import and to prepare; the least of several is shown.
"""

import argparse
import os
import tempfile
from pathlib import Path
from random import Random
from typing import Final

import msgspec

from benchmarks.measure import machine, run, table
from hearingsite.forks import at_most
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.names import entries_below
from hearingsite.guard.scan import Guard

_RUNS: Final = 7
_IN_NEW_PROCESS: Final = """
import sys
from pathlib import Path

import msgspec

from hearingsite.guard.identities import Identity
from hearingsite.guard.scan import Guard

listed, site, *pages = sys.argv[1:]
guard = Guard(msgspec.json.decode(Path(listed).read_bytes(), type=list[Identity]))
for page in pages:
    guard.scan(page, Path(site, page).read_bytes() + b"<p>changed</p>")
"""


def invent_people(number: int, references: list[str]) -> list[Identity]:
    """Give people whose names no word of a site resembles, nor do their initials, one a vowel, any designation."""
    random = Random(5)

    def name(first: str, second: str, ending: str) -> str:
        return "".join(random.choice(first) + random.choice(second) for _ in range(4)).capitalize() + ending

    consonants, vowels = "bdgkvwz", "aiou"
    return [
        Identity(
            id=f"p-{place:06}",
            records=(random.choice(references),),
            known_as="PC X",
            names=Names(given=(name(vowels, consonants, "az"),), family=name(consonants, vowels, "feather")),
        )
        for place in range(number)
    ]


def cpu_seconds() -> float:
    """Of this process and of those that it forked and that have ended."""
    return sum(os.times()[:4])


def seconds_of_new_process(people: list[Identity], site: Path, pages: list[str]) -> float:
    """How long a new process takes that searches pages; the least of several."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "people.json")
        listed.write_bytes(msgspec.json.encode(people))
        arguments = ("-c", _IN_NEW_PROCESS, str(listed), str(site), *pages)
        return min(run(arguments, Path(folder)).cpu for _ in range(_RUNS))


def main() -> None:
    """Scan a site and print the figures."""
    parser = argparse.ArgumentParser(description="Measure the guard on a finished site.")
    parser.add_argument("site", type=Path, metavar="FOLDER")
    parser.add_argument("--people", type=int, default=1000)
    given = parser.parse_args()
    site = given.site.resolve()
    references = sorted(page.name.upper() for page in (site / "hearings").iterdir())
    files = [site / path for path, entry in entries_below(site, print) if entry.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    people = invent_people(given.people, references)
    names = (f"{language}hearings/{references[0].lower()}/index.html" for language in ("", "cy/"))
    pages = [page for page in names if (site / page).is_file()]
    started = cpu_seconds()
    guard = Guard(people)
    prepared = cpu_seconds()
    with at_most(1):  # processes know nothing of what others have seen, so several need more in all
        matches = guard.scan_folder(site)
    scanned = cpu_seconds()
    for page in pages:
        guard.scan(page, (site / page).read_bytes() + b"<p>changed</p>")
    changed = cpu_seconds()
    rows = [
        ("prepare the list", f"{prepared - started:.2f}"),
        (f"full scan: {len(files):,} files, {size:.0f} MB", f"{scanned - prepared:.2f}"),
        ("the pages of one changed hearing, in the same process", f"{changed - scanned:.3f}"),
        ("the same in a new process", f"{seconds_of_new_process(people, site, pages):.3f}"),
    ]
    print(f"{machine()}\n\n{given.people:,} people, {len(matches)} finds\n")
    print(table(("", "CPU s"), rows))


if __name__ == "__main__":
    main()
