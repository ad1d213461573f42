"""Measures the search: CPU seconds to make its index, and what a reader's browser loads to answer.

Run it from the project's folder: `python -m benchmarks.search FOLDER`, where `python -m benchmarks.records FOLDER COUNT`
has made a site. A query loads what search.js would: the line of each hearing (once), the list of files (once), the files
of its words, and the rows of the first ten results; all compressed as a server does, level 6. With `--beside`, Pagefind
indexes the English pages of the same hearings, which must have been built (`hearingsite -C FOLDER build --now 2026-07-01T09:00`).
"""

import argparse
import gzip
import importlib.util
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from msgspec import json

from benchmarks.cases import NOW
from benchmarks.measure import Run, machine, run, table
from hearingsite.forks import collector_off
from hearingsite.public import urls
from hearingsite.public.model import PublicHearing
from hearingsite.public.rows import make_row
from hearingsite.public.search.index import Rows, search_files
from hearingsite.public.search.postings import Known, file_of_word, shard_of
from hearingsite.public.words import Words, load_words
from hearingsite.records.check import check_register_of
from hearingsite.release import release
from hearingsite.settings import STATE, load_settings
from hearingsite.values import LONDON, pack
from hearingsite.vocabulary.codes import Language

QUERIES: Final = (
    "honesty",
    "dismissed",
    "misconduct hearing",
    "pc bbbh",
    "written warning",
    "inspector integrity",
    "public",
)
_SITES: Final[Mapping[str, Sequence[Language]]] = {"in English": ("en",), "in two languages": ("en", "cy")}
_RUNS: Final = 3
_SHOWN: Final = 10


def make_index(rows: Rows, words: dict[Language, Words]) -> tuple[float, dict[str, bytes]]:
    """Give the CPU seconds of making the index, the median of some runs, and its files by route."""
    times: list[float] = []
    files: dict[str, bytes] = {}
    told = {hearing.reference: sha256(pack(hearing)).digest() for pairs in rows.values() for hearing, _ in pairs}
    with collector_off():  # as in a build
        for _ in range(_RUNS):
            started = process_time()
            files = {file.route: file.content for file in search_files(rows, words, told, told, Known())}
            times.append(process_time() - started)
    return median(times), files


def loaded(files: dict[str, bytes], query: str) -> tuple[int, int]:
    """Give the compressed bytes of the files of a query's words, and of the rows of its first results."""
    words = query.split()
    if query in json.decode(files[urls.search_words("en", shard_of(query))]):  # a whole designation
        words = [query]
    names = {shard_of(query)} | {name for word in words for name in (shard_of(word), file_of_word(word))}
    routes = [route for name in sorted(names) if (route := urls.search_words("en", name)) in files]
    held = [_held(files, word) for word in words]
    order = [line[0] for line in json.decode(files[urls.search_hearings()])]
    found = [reference for reference in order if all(_has(one, reference) for one in held)][:_SHOWN]
    stems = {urls.search_rows("en", reference) for reference in found}
    return size(files[route] for route in routes), size(files[route] for route in stems)


def _held(files: dict[str, bytes], word: str) -> tuple[bool, set[str]]:
    told = json.decode(files[urls.search_words("en", shard_of(word))]).get(word, "")
    if told == 0:
        told = json.decode(files[urls.search_words("en", file_of_word(word))])[word]
    references, stem = set(), ""
    for one in told.lstrip("-").split():
        stem = one.rpartition("-")[0] or stem
        references.add(f"{stem}-{one.rpartition('-')[2]}")
    return told.startswith("-"), references


def _has(held: tuple[bool, set[str]], reference: str) -> bool:
    is_lacking, references = held
    return (reference in references) is not is_lacking


def size(contents: Iterable[bytes]) -> int:
    """Compress as a server does, and count."""
    return sum(len(gzip.compress(content, 6)) for content in contents)


def sizes(files: dict[str, bytes]) -> Sequence[tuple[str, ...]]:
    """Lay out what each query loads."""
    once = size([files[urls.search_hearings()], files[urls.search_shards("en")]])
    script = size([Path("theme/static/search.js").read_bytes()])
    rows = []
    for query in QUERIES:
        words, shown = loaded(files, query)
        rows.append((query, _kilo(words), _kilo(shown), _kilo(words + shown), _kilo(once + script + words + shown)))
    return rows


def _kilo(count: int) -> str:
    return f"{count / 1000:.1f}"


def public_hearings(folder: Path) -> Sequence[PublicHearing]:
    """Give what is public of a benchmark's site."""
    settings, now = load_settings(folder), NOW.replace(tzinfo=LONDON)
    checked = check_register_of(settings.content, settings.project, settings.project / STATE, now, lambda _: ())
    return release(checked.register, now).register.hearings


def run_pagefind(pages: Path) -> Run:
    """Index the pages of hearings as another program of static search does."""
    package = importlib.util.find_spec("pagefind_bin")
    if package is None or package.origin is None:
        raise SystemExit("There is no Pagefind: run make bench-tools.")
    with tempfile.TemporaryDirectory() as out:
        arguments = ("--site", str(pages), "--output-path", out, "--glob", "hearings/*/index.html")
        return run(arguments, pages, program=str(Path(package.origin).with_name("pagefind")))


def main() -> None:
    """Measure one site."""
    parser = argparse.ArgumentParser(description="Measure the search's index.")
    parser.add_argument("folder", type=Path, help="a site made by benchmarks.records")
    parser.add_argument("--beside", action="store_true", help="measure Pagefind too")
    arguments = parser.parse_args()
    folder = arguments.folder
    if arguments.beside and not (folder / "output").is_dir():
        parser.error(f"{folder} has no output/: build it first")
    hearings = public_hearings(folder)
    print(f"{machine()}\n")
    files: dict[str, bytes] = {}
    for title, langs in _SITES.items():
        words = {lang: load_words(Path("theme"), lang) for lang in langs}
        rows = {lang: [(hearing, make_row(hearing, one)) for hearing in hearings] for lang, one in words.items()}
        seconds, files = make_index(rows, words)
        print(f"{len(hearings):,} hearings, {title}: {seconds:.2f} s CPU, {len(files):,} files, ", end="")
        print(f"{sum(map(len, files.values())) / 1e6:.1f} MB; largest file of words, compressed: ", end="")
        print(f"{_kilo(max(size([content]) for route, content in files.items() if '/words/' in route))} KB")
    if arguments.beside:
        peer = run_pagefind((folder / "output").resolve())
        print(f"Pagefind, the English pages: {peer.cpu:.1f} s CPU, {peer.wall:.1f} s, {peer.memory:,.0f} MB")
    print(f"\n{table(('query', 'words KB', 'rows KB', 'later query KB', 'first query KB'), sizes(files))}")


if __name__ == "__main__":
    main()
