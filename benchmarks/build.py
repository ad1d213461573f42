"""Measures whole builds in fresh processes: everything, nothing changed, one edit; beside stock Pelican.

Run it from the project's folder: `.venv/bin/python -m benchmarks.build [COUNT …] [--runs N]`. "Cold" is without
anything that an earlier run kept, but with compiled Python and files that the system has read before. The peer gets
the accounts of the same hearings as plain Markdown articles, a category and tags, and prints them with its own theme;
it checks nothing, keeps nothing back, searches nothing and has no pages in Welsh. Of both, the English pages are counted.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.measure import Run, machine, run, shown, table
from benchmarks.records import FORCE, NOW, Invented, invent, make_site

_BUILD: Final = ("-m", "hearingsite", "build", "--now", NOW.isoformat())
_CHECK: Final = ("-m", "hearingsite", "check", "--now", NOW.isoformat())
_PELICAN: Final = ("-m", "pelican", "--quiet", "--fatal", "errors")
_WITH_CACHE: Final = ("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")
_VERSION: Final = "pelican --version: its import"
_COLD: Final = "Pelican: build, cold"
_PELICAN_SETTINGS: Final = """
SITENAME = "Misconduct hearings"
SITEURL = "https://hearings.example"
PATH = "content"
THEME = "simple"
TIMEZONE = "Europe/London"
DEFAULT_PAGINATION = 50
ARTICLE_URL = "hearings/{slug}/"
ARTICLE_SAVE_AS = "hearings/{slug}/index.html"
"""
_HEADING, _NEW_HEADING = "How it came to light", "How this came to be known"

Measured = dict[str, list[Run]]


def build_ours(site: Path, references: Sequence[str], runs: int) -> Measured:
    """Run the checks and the three builds; raises ValueError where a page is missing or too many."""
    measured: Measured = {}
    for _ in range(runs):
        shutil.rmtree(site / ".hearingsite", ignore_errors=True)
        (site / "output").unlink(missing_ok=True)
        _add(measured, "hearingsite: check, cold", run(_CHECK, site))
        shutil.rmtree(site / ".hearingsite", ignore_errors=True)
        _add(measured, "hearingsite: build, cold", run(_BUILD, site))
        check_pages(site / "output", references)
        reference = first_told(site / "output", references)
        record = site / "content" / "hearings" / _path_of(reference)
        _add(measured, "hearingsite: build, nothing changed", run(_BUILD, site))
        edit(record)
        _add(measured, "hearingsite: build, one edit", run(_BUILD, site))
        check_pages(site / "output", references)
        check_edited(site / "output", reference)
        edit(record, back=True)
    return measured


def build_peer(site: Path, references: Sequence[str], runs: int) -> Measured:
    """Run Pelican's import and its builds, the last one with its cache filled; raises ValueError as `build_ours`."""
    measured: Measured = {}
    for _ in range(runs):
        shutil.rmtree(site / "output", ignore_errors=True)
        shutil.rmtree(site / "cache", ignore_errors=True)
        _add(measured, _VERSION, run(("-m", "pelican", "--version"), site))
        _add(measured, _COLD, run(_PELICAN, site))
        check_pages(site / "output", references)
        reference = first_told(site / "output", references)
        article = site / "content" / f"{reference.lower()}.md"
        run((*_PELICAN, *_WITH_CACHE), site)
        edit(article)
        _add(measured, "Pelican: build, one edit, with its cache", run((*_PELICAN, *_WITH_CACHE), site))
        check_pages(site / "output", references)
        check_edited(site / "output", reference)
        edit(article, back=True)
    return measured


def make_peer_site(site: Path, records: Iterator[Invented]) -> None:
    """Write the accounts of records as articles, and the settings for them."""
    (site / "content").mkdir(parents=True)
    (site / "pelicanconf.py").write_text(_PELICAN_SETTINGS.lstrip(), "utf-8")
    for record in records:
        head = {
            "Title": f"Hearing {record.reference}",
            "Date": record.public_from.isoformat(" ", "minutes"),
            "Category": FORCE,
            "Tags": ", ".join(record.standards),
            "Slug": record.reference.lower(),
        }
        lines = "".join(f"{key}: {value}\n" for key, value in head.items())
        (site / "content" / f"{record.reference.lower()}.md").write_text(f"{lines}\n{record.account}", "utf-8")


def edit(file: Path, *, back: bool = False) -> None:
    """Change a heading of an account, or change it back."""
    old, new = (_NEW_HEADING, _HEADING) if back else (_HEADING, _NEW_HEADING)
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new), "utf-8")


def check_pages(output: Path, references: Sequence[str]) -> None:
    """Raise ValueError unless every public hearing has its page, and no other has one."""
    pages = {page.parent.name for page in output.glob("hearings/*/index.html")}
    wanted = {reference.lower() for reference in references}
    if pages != wanted:
        raise ValueError(f"{len(wanted - pages)} pages are missing, {len(pages - wanted)} should not be there")


def first_told(output: Path, references: Sequence[str]) -> str:
    """Give the first hearing whose page shows the account: not all may."""
    return next(reference for reference in references if _HEADING in _page(output, reference))


def check_edited(output: Path, reference: str) -> None:
    """Raise ValueError unless the page shows the edit."""
    if _NEW_HEADING not in _page(output, reference):
        raise ValueError("the edit does not show")


def _page(output: Path, reference: str) -> str:
    return (output / "hearings" / reference.lower() / "index.html").read_text("utf-8")


def rows(count: int, pages: int, measured: Measured) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one size; the medians of several runs."""
    cold = median(one.cpu for one in measured[_COLD])
    for name, several in measured.items():
        wall, cpu, memory = (median(getattr(one, what) for one in several) for what in ("wall", "cpu", "memory"))
        has_pages = "build" in name
        yield (
            name,
            f"{count:,}",
            f"{pages:,}" if has_pages else "-",
            f"{wall:.2f}",
            f"{cpu:.2f}",
            shown(cpu / cold),
            f"{memory:.0f}",
        )


def _add(measured: Measured, name: str, one: Run) -> None:
    measured.setdefault(name, []).append(one)


def _path_of(reference: str) -> str:
    return f"{reference.split('-')[1]}/{reference.lower()}.md"


def main() -> None:
    """Make sites of the wanted sizes, measure both generators on each, print one table."""
    parser = argparse.ArgumentParser(description="Measure whole builds beside stock Pelican.")
    parser.add_argument("counts", type=int, nargs="*", default=[1000], metavar="COUNT", help="records (default: 1000)")
    parser.add_argument("--runs", type=int, default=1, help="how often; medians are shown (default: %(default)s)")
    given = parser.parse_args()
    print(f"{machine()}\n")
    measured_rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in [10, *given.counts]:  # the first compiles every module of both; it is not shown
            ours, peer = Path(folder, f"ours-{count}"), Path(folder, f"peer-{count}")
            public = make_site(ours, count)
            make_peer_site(peer, (record for record in islice(invent(), count) if record.is_public))
            measured = build_ours(ours, public, given.runs) | build_peer(peer, public, given.runs)
            if count != 10:
                measured_rows += rows(count, len(public), measured)
            shutil.rmtree(ours)
            shutil.rmtree(peer)
    head = ("", "records", "pages of hearings", "wall s", "CPU s", "CPU ÷ Pelican, cold", "memory MB")
    print(table(head, measured_rows))


if __name__ == "__main__":
    main()
