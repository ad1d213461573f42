"""Counts what a finished site has, so that equal work is compared: hearings, lists, rows, items of feeds, all the rest."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

KINDS: Final = ("forces", "lists", "outcomes", "ranks", "standards", "years")
_ALL: Final = "lists/outcomes"
_ROW: Final = re.compile(r'<li class="row">.*?href="(?:https://[^/"]+)?/hearings/([^/"]+)/"', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where a side keeps its site, the list of all outcomes, and the feeds of lists."""

    output: str
    all_outcomes: str
    feed: str
    feed_of_all: str


OURS: Final = Layout(output="output", all_outcomes="outcomes", feed="feed.rss", feed_of_all="feeds/outcomes.rss")
THEIRS: Final = {
    name: Layout(output=output, all_outcomes=_ALL, feed="index.xml", feed_of_all=f"{_ALL}/index.xml")
    for name, output in (("Hugo", "public"), ("Pelican", "output"))
}


@dataclass(frozen=True, kw_only=True)
class Count:
    """What a site has. `rows` are the hearings of each list, `items` how many the feed of each list has."""

    hearings: frozenset[str]
    rows: Mapping[str, tuple[str, ...]]
    list_pages: int
    items: Mapping[str, int]
    mapped: int
    kinds: Mapping[str, int]
    files: int
    megabytes: float

    @property
    def pages(self) -> int:
        """All pages."""
        return self.kinds.get(".html", 0)


def count(output: Path, layout: Layout) -> Count:
    """Read a finished site."""
    files = [file for file in output.resolve().rglob("*") if file.is_file()]
    mapped = sum(part.read_text("utf-8").count("<url>") for part in output.glob("sitemap*.xml"))
    lists = dict(_lists(output, layout))
    return Count(
        hearings=frozenset(page.parent.name for page in output.glob("hearings/*/index.html")),
        rows=rows_of(output, layout),
        list_pages=sum(len(_pages(folder)) for folder in lists.values()),
        items={address: _items(output, address, folder, layout) for address, folder in lists.items()},
        mapped=mapped,
        kinds=Counter(file.suffix for file in files),
        files=len(files),
        megabytes=sum(file.stat().st_size for file in files) / 1e6,
    )


def rows_of(output: Path, layout: Layout) -> dict[str, tuple[str, ...]]:
    """Give the hearings on each list, in order; addresses are those of the others: all outcomes are `lists/outcomes`."""
    return {
        address: tuple(hearing for page in _pages(folder) for hearing in _ROW.findall(page.read_text("utf-8")))
        for address, folder in _lists(output, layout)
    }


def _lists(output: Path, layout: Layout) -> Iterator[tuple[str, Path]]:
    for kind in KINDS:
        for folder in sorted((output / kind).glob("*/")):
            if folder.name != "page" and (folder / "index.html").is_file() and f"{kind}/{folder.name}" != _ALL:
                yield f"{kind}/{folder.name}", folder
    yield _ALL, output / layout.all_outcomes


def _pages(folder: Path) -> list[Path]:
    further = sorted(folder.glob("page/*/index.html"), key=lambda page: int(page.parent.name))
    return [folder / "index.html", *further]


def _items(output: Path, address: str, folder: Path, layout: Layout) -> int:
    feed = output / layout.feed_of_all if address == _ALL else folder / layout.feed
    return feed.read_text("utf-8").count("<item>") if feed.is_file() else 0


def differences(ours: Count, theirs: Count) -> Iterator[str]:
    """Yield a sentence for everything in which the other side does other work, or more of it."""
    if ours.hearings != theirs.hearings:
        missing, more = len(ours.hearings - theirs.hearings), len(theirs.hearings - ours.hearings)
        yield f"{missing} pages of hearings are missing, {more} should not be there."
    for address in sorted(ours.rows.keys() | theirs.rows.keys()):
        if sorted(ours.rows.get(address, ())) != sorted(theirs.rows.get(address, ())):
            yield f"The list {address} has other rows."
        mine, other = ours.items.get(address, 0), theirs.items.get(address, 0)
        if (
            other > mine
        ):  # a force's feed of ours tells several things of a hearing, so fewer are no sign of less work of ours
            yield f"The feed of {address} has {other} items, more than our {mine}."


def rows_of_table(counts: Mapping[str, Count]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table with what each side has."""

    def row(name: str, values: Iterator[float]) -> tuple[str, ...]:
        return name, *(f"{value:,.0f}" for value in values)

    several = counts.values()
    yield row("pages of hearings", (len(one.hearings) for one in several))
    yield row("lists", (len(one.rows) for one in several))
    yield row("their rows", (sum(map(len, one.rows.values())) for one in several))
    yield row("their pages", (one.list_pages for one in several))
    yield row("their RSS feeds", (sum(number > 0 for number in one.items.values()) for one in several))
    yield row("items in these", (sum(one.items.values()) for one in several))
    yield row("addresses in the map of the site", (one.mapped for one in several))
    yield row("other pages", (one.pages - len(one.hearings) - one.list_pages for one in several))
    yield row("other files: Atom, JSON, search, calendars, data", (one.files - one.pages for one in several))
    yield row("files", (one.files for one in several))
    yield row("MB", (one.megabytes for one in several))
