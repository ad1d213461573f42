"""The index of the search, as files that a browser reads a few of and that the guard can read all of.

- `/search/hearings.json`: a line for each hearing, newest first: reference, force, year, kind, outcomes, ranks,
  standards found breached, all as codes. It is the same in both languages.
- `/search/words/<two letters>.json`: the words that begin with them, each with the references of its hearings; a whole
  designation (`pc x`) counts as a word. What stands in many hearings has a file of its own (`of.officer.json`), and 0
  here; what stands in more than half of many has a minus and the references of those that lack it.
  In such a file, a reference that begins as the one before is its last part alone.
- `/search/shards.json`: which files of words there are, so that no browser asks for one that is not there.
- `/search/rows/<reference without its last digit>.json`: what the results show.

Nothing is numbered: what a hearing does not say, its edit does not touch.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import json

from hearingsite.public import urls
from hearingsite.public.findings import breached_standards
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import File
from hearingsite.public.search.texts import hearing_words
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.vocabulary.codes import Language

# A word in so many hearings has a file of its own.
MANY: Final = 100
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LONGEST_NAME: Final = 40

Rows = Mapping[Language, Sequence[tuple[PublicHearing, Row]]]


def search_files(rows: Rows, words_of: Mapping[Language, Words]) -> Iterator[File]:
    """Make every file of the index; the hearings of each language in the order of references."""
    first = next(iter(rows.values()))
    yield hearings_file(first)
    index: dict[Language, defaultdict[str, list[int]]] = {lang: defaultdict(list) for lang in rows}
    for place, (hearing, _) in enumerate(first):
        said = hearing_words(hearing, {lang: (rows[lang][place][1], words_of[lang]) for lang in rows})
        for lang, words in said.items():
            postings = index[lang]
            for word in words:
                postings[word].append(place)
    references = References([hearing.reference for hearing, _ in first])
    for lang, pairs in rows.items():
        yield from words_files(index[lang], references, lang)
        yield from _rows_files(pairs, lang)


def hearings_file(pairs: Iterable[tuple[PublicHearing, Row]]) -> File:
    """Make the file of facets: a line for each hearing, newest first."""
    newest_first = sorted(pairs, key=lambda pair: (pair[1].day, pair[0].reference), reverse=True)
    return File(
        urls.search_hearings(), _lines("[", (json.encode(_facets(hearing)) for hearing, _ in newest_first), "]")
    )


def _facets(hearing: PublicHearing) -> list[object]:
    outcomes = dict.fromkeys(officer.outcome.outcome for officer in hearing.officers if officer.outcome)
    return [
        hearing.reference,
        hearing.force.code,
        str(hearing.published.day.year) if hearing.published else "",
        hearing.sitting.kind,
        list(outcomes),
        list(dict.fromkeys(officer.rank for officer in hearing.officers)),
        breached_standards(hearing),
    ]


def shard_of(word: str) -> str:
    """Name the file in which a word stands: its first two signs, `_` for what is no plain letter or digit."""
    return "".join(sign if sign in _PLAIN else "_" for sign in word[:2]).ljust(2, "_")


def file_of_word(word: str) -> str:
    """Name the file of a word that has one of its own; words that differ in other letters alone share it."""
    return f"{shard_of(word)}.{''.join(sign if sign in _PLAIN else '_' for sign in word[:_LONGEST_NAME])}"


class References:
    """The references of all hearings, in their order; a hearing is the place that it has there.

    Written by place, a run of hearings at a time: one by one they took a quarter of the time of the index.
    """

    def __init__(self, references: Sequence[str]) -> None:
        """Take the references apart."""
        parts = [reference.rpartition("-") for reference in references]
        self.whole = references
        self.stems = [stem for stem, _, _ in parts]
        self.numbers = [number for _, _, number in parts]
        self.ends = [0] * len(parts)
        for place in reversed(range(len(parts))):
            is_last = place + 1 == len(parts) or self.stems[place + 1] != self.stems[place]
            self.ends[place] = place + 1 if is_last else self.ends[place + 1]

    def written(self, places: Sequence[int]) -> str:
        """Write references in a row."""
        return " ".join(map(self.whole.__getitem__, places))

    def shortened(self, places: Sequence[int]) -> str:
        """Write references in a row; those that begin as the one before, by their last part alone."""
        told: list[str] = []
        at, last = 0, ""
        while at < len(places):
            first = places[at]
            until = bisect_left(places, self.ends[first], at)
            told.append(self.numbers[first] if self.stems[first] == last else self.whole[first])
            told += map(self.numbers.__getitem__, places[at + 1 : until])
            at, last = until, self.stems[first]
        return " ".join(told)

    def lacking(self, places: Iterable[int]) -> list[int]:
        """Give all other places."""
        return sorted(set(range(len(self.whole))).difference(places))


def words_files(postings: Mapping[str, Sequence[int]], references: References, lang: Language) -> Iterator[File]:
    """Make the files of words; `postings` holds the places of each word's hearings, in their order."""
    files: defaultdict[str, list[bytes]] = defaultdict(list)
    for word in sorted(postings):
        places, shard = postings[word], shard_of(word)
        if len(places) < MANY:
            files[shard].append(_entry(word, references.written(places)))
            continue
        files[shard].append(f'"{word}":0'.encode())
        is_in_most = len(places) * 2 > len(references.whole)
        told = "-" + references.shortened(references.lacking(places)) if is_in_most else references.shortened(places)
        files[file_of_word(word)].append(_entry(word, told))
    yield File(
        urls.search_shards(lang), _lines("[", (json.encode(name) for name in sorted(files) if "." not in name), "]")
    )
    for name, entries in files.items():
        yield File(urls.search_words(lang, name), _lines("{", entries, "}"))


def _entry(word: str, references: str) -> bytes:
    return f'"{word}":"{references}"'.encode()


def _rows_files(pairs: Iterable[tuple[PublicHearing, Row]], lang: Language) -> Iterator[File]:
    files: dict[str, list[bytes]] = {}
    for hearing, row in pairs:
        files.setdefault(hearing.reference[:-1].lower(), []).append(_shown(row))
    for stem, entries in files.items():
        yield File(urls.search_rows(lang, stem), _lines("{", entries, "}"))


def _shown(row: Row) -> bytes:
    shown = {
        "headline": row.headline,
        "force": row.force.text,
        "force_lang": row.force.lang,
        "when": row.when,
        "day": row.day,
        "status": row.status,
        "strip": "".join(cell.state[0] for cell in row.strip.cells) if row.strip else "",
        "standards": row.strip.text if row.strip else "",
        "demonstration": row.is_demonstration,
    }
    return json.encode(row.reference) + b":" + json.encode(shown)


def _lines(start: str, entries: Iterable[bytes], end: str) -> bytes:
    return start.encode() + b"\n" + b",\n".join(entries) + b"\n" + end.encode() + b"\n"
