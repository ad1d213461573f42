"""Measures the guard on a finished site: a full scan, and the pages of one hearing again in the same process, in CPU seconds of all processes.

Run it from the project's folder, on a site that `benchmarks.records` made and `hearingsite build` built:
`.venv/bin/python -m benchmarks.scan FOLDER [--people 1000]`. Nobody of the invented list is in the site.
"""

import argparse
import os
from pathlib import Path
from random import Random

from benchmarks.measure import machine, table
from hearingsite.guard.identities import Identity, Names
from hearingsite.guard.scan import Guard, files_below


def invent_people(number: int, references: list[str]) -> list[Identity]:
    """Give people whose names no word of a site resembles."""
    random = Random(5)

    def name(ending: str) -> str:
        return "".join(random.choice("bdgkvwz") + random.choice("aiou") for _ in range(4)).capitalize() + ending

    return [
        Identity(
            id=f"p-{place:06}",
            records=(random.choice(references),),
            known_as="PC X",
            names=Names(given=(name("z"),), family=name("feather")),
        )
        for place in range(number)
    ]


def cpu_seconds() -> float:
    """Of this process and of those that it forked and that have ended."""
    return sum(os.times()[:4])


def main() -> None:
    """Scan a site and print the figures."""
    parser = argparse.ArgumentParser(description="Measure the guard on a finished site.")
    parser.add_argument("site", type=Path, metavar="FOLDER")
    parser.add_argument("--people", type=int, default=1000)
    given = parser.parse_args()
    site = given.site.resolve()
    references = sorted(page.name.upper() for page in (site / "hearings").iterdir())
    files = [site / path for path in files_below(site) if (site / path).is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    started = cpu_seconds()
    guard = Guard(invent_people(given.people, references))
    prepared = cpu_seconds()
    matches = guard.scan_folder(site)
    scanned = cpu_seconds()
    for language in ("", "cy/"):
        page = f"{language}hearings/{references[0].lower()}/index.html"
        if (site / page).is_file():
            guard.scan(page, (site / page).read_bytes() + b"<p>changed</p>")
    changed = cpu_seconds()
    rows = [
        ("prepare the list", f"{prepared - started:.2f}"),
        (f"full scan: {len(files):,} files, {size:.0f} MB", f"{scanned - prepared:.2f}"),
        ("the pages of one changed hearing, in the same process", f"{changed - scanned:.3f}"),
    ]
    print(f"{machine()}\n\n{given.people:,} people, {len(matches)} finds\n")
    print(table(("", "CPU s"), rows))


if __name__ == "__main__":
    main()
