"""The page of statistics, each table with its bars, and the files to download."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.data.fields import Cell
from hearingsite.public.data.files import csv_bytes
from hearingsite.public.data.items import HearingItem
from hearingsite.public.plan import Page
from hearingsite.public.statistics import Statistic, count_all
from hearingsite.public.views import CountRow, Head, StatisticsView, StatisticView
from hearingsite.public.words import Words

# The name of each.
STATISTICS: Final = tuple(statistic.name for statistic in count_all(()))


class Counts(Struct, frozen=True):
    """What is counted: real hearings, and invented ones apart."""

    real: tuple[Statistic, ...]
    invented: tuple[Statistic, ...]

    @property
    def has_invented(self) -> bool:
        """Whether any invented hearing is counted."""
        return any(statistic.rows for statistic in self.invented)


def make_counts(items: Sequence[HearingItem]) -> Counts:
    """Count every hearing once, for all languages and files."""
    return Counts(
        count_all(item for item in items if not item.hearing.is_demonstration),
        count_all(item for item in items if item.hearing.is_demonstration),
    )


def statistics_files(counts: Counts) -> dict[str, bytes]:
    """Make a CSV file for each statistic, by its name, in codes; a column tells what is counted of invented hearings."""
    files: dict[str, bytes] = {}
    for real, invented in zip(counts.real, counts.invented, strict=True):
        header = (real.key, "demonstration", *real.columns)
        files[real.name] = csv_bytes(header, [*_lines(real, "false"), *_lines(invented, "true")])
    return files


def _lines(statistic: Statistic, demonstration: str) -> Iterator[list[Cell]]:
    return ([code, demonstration, *numbers] for code, numbers in statistic.rows)


def statistics_page(counts: Counts, words: Words) -> Page:
    """Make the page of statistics in a language."""
    view = StatisticsView(
        title=words.say("statistics.title"),
        intro=words.say("statistics.intro"),
        counted=tuple(words.say(f"statistics.counted.{key}") for key in ("what", "force", "officers", "small")),
        real=tuple(_views(counts.real, "", words)),
        invented=tuple(_views(counts.invented, "-demonstration", words)) if counts.has_invented else (),
    )
    head = Head(
        title=view.title,
        description=view.intro,
        route=urls.statistics(words.lang),
        section="statistics",
        shows_demonstration=counts.has_invented,
    )
    return Page(head=head, lang=words.lang, template="statistics", view=view)


def _views(statistics: Iterable[Statistic], suffix: str, words: Words) -> Iterator[StatisticView]:
    for statistic in statistics:
        most = max((numbers[0] for _, numbers in statistic.rows), default=0)
        yield StatisticView(
            anchor=statistic.name + suffix,
            title=words.say(f"statistics.{statistic.name}.title"),
            text=words.say(f"statistics.{statistic.name}.text"),
            key=words.say(f"statistics.key.{statistic.key}"),
            columns=tuple(words.say(f"statistics.column.{column}") for column in statistic.columns),
            rows=tuple(
                CountRow(_label(statistic, code, words), _width(numbers[0], most), tuple(map(str, numbers)))
                for code, numbers in statistic.rows
            ),
            empty=words.say("statistics.empty"),
            file=urls.statistics_file(statistic.name),
        )


def _label(statistic: Statistic, code: str, words: Words) -> str:
    if statistic.key == "year":
        return code
    if statistic.terms and code not in ("open-again", "none-yet"):
        return words.term(statistic.terms, code)
    return words.say(f"statistics.code.{code}")


def _width(number: int, most: int) -> str:
    """The length of a bar, of 100: the longest bar is the greatest number."""
    return f"{100 * number / most:.1f}" if most else "0"
