"""The index of the search, as files that a browser reads a few of and that the guard can read all of.

- `/search/hearings.json`: a line for each hearing, newest first: reference, force, year, kind, outcomes, ranks,
  standards found breached, all as codes. It is the same in both languages.
- `/search/words/<two letters>.json`: the words that begin with them, each with the references of its hearings; a whole
  designation (`pc x`) counts as a word. What stands in many hearings has a file of its own (`of.officer.json`), and 0
  here; what stands in more than half of many has a minus and the references of those that lack it.
  In such a file, a reference that begins as the one before is its last part alone.
- `/search/shards.json`: which files of words there are, so that no browser asks for one that is not there.
- `/search/rows/<reference, its last digit 0, with "from" in it>.json`: what the results show.
- `/search/taken-down.json`: the references of pages that were taken down, so that who looks for one is led to its answer.

Nothing is numbered: what a hearing does not say, its edit does not touch.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Final

from msgspec import Struct, json

from hearingsite.fingerprint import versions
from hearingsite.public import urls
from hearingsite.public.brief import Digests
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import File, LateFile, PlannedFile
from hearingsite.public.search.postings import ORDER, Known, References, WordFiles, bring_up
from hearingsite.public.search.texts import hearing_words
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.values import pack, reference_order
from hearingsite.vocabulary import read_vocabulary
from hearingsite.vocabulary.codes import Language

_encode: Final = json.Encoder().encode

Rows = Mapping[Language, Sequence[tuple[PublicHearing, Row]]]


def search_files(
    rows: Rows, words_of: Mapping[Language, Words], digests: Mapping[str, Digests], known: Known
) -> Iterator[PlannedFile]:
    """Plan every file of the index; the hearings of each language in the order of references, as their `digests` are.

    What is `known` of earlier words is brought up.
    """
    first = next(iter(rows.values()))

    def rows_at(place: int) -> tuple[PublicHearing, dict[Language, Row]]:
        return first[place][0], {lang: pairs[place][1] for lang, pairs in rows.items()}

    yield from all_words_files(rows_at, words_of, digests, known)
    yield LateFile(
        route=urls.search_hearings(),
        made_from=_digest(b"".join(one.bare for one in digests.values())),
        make=partial(_hearings, first),
    )
    for lang, pairs in rows.items():
        yield from _rows_files(pairs, digests, lang)


def all_words_files(
    rows_at: Callable[[int], tuple[PublicHearing, dict[Language, Row]]],
    words_of: Mapping[Language, Words],
    digests: Mapping[str, Digests],
    known: Known,
) -> Iterator[PlannedFile]:
    """Plan the files of words in all languages; `rows_at` gives the hearing at a place and its rows."""
    references = References(list(digests))
    messages = [(lang, words.made_of) for lang, words in words_of.items()]
    made_of = _digest(pack((references.whole, messages, versions(), ORDER)))
    told = [one.whole for one in digests.values()]
    files = bring_up(
        known, made_of, told, references, words_at=lambda place: hearing_words(*rows_at(place)), langs=words_of
    )
    for lang in words_of:
        yield from words_files(files[lang], lang)


def _hearings(pairs: Iterable[tuple[PublicHearing, Row]]) -> bytes:
    """Make the file of facets: a line for each hearing, newest first."""
    newest_first = sorted(pairs, key=lambda pair: (pair[1].day, reference_order(pair[0].reference)), reverse=True)
    return _lines("[", (_encode(_facets(hearing, row)) for hearing, row in newest_first), "]")


def _facets(hearing: PublicHearing, row: Row) -> list[object]:
    outcomes = dict.fromkeys([officer.outcome.outcome for officer in hearing.officers if officer.outcome])
    return [
        hearing.reference,
        hearing.force.code,
        str(hearing.published.day.year) if hearing.published else "",
        hearing.sitting.kind,
        list(outcomes),
        list(dict.fromkeys([officer.rank for officer in hearing.officers])),
        _breached(row.strip.states) if row.strip else (),
    ]


@lru_cache(maxsize=1024)
def _breached(states: str) -> tuple[str, ...]:
    """Read from a strip which standards were found breached."""
    return tuple(code for code, state in zip(read_vocabulary("standards"), states, strict=True) if state == "b")


def words_files(files: WordFiles, lang: Language) -> Iterator[PlannedFile]:
    """Plan the files of words, and that which lists them."""
    names = sorted(files.names)
    yield File(urls.search_shards(lang), _lines("[", (_encode(name) for name in names if "." not in name), "]"))
    for name in names:
        yield LateFile(
            route=urls.search_words(lang, name), made_from=files.digests[name], make=partial(files.content, name)
        )


def _rows_files(
    pairs: Iterable[tuple[PublicHearing, Row]], digests: Mapping[str, Digests], lang: Language
) -> Iterator[LateFile]:
    files: dict[str, list[Row]] = {}
    for hearing, row in pairs:
        files.setdefault(urls.search_rows(lang, hearing.reference), []).append(row)
    for route, rows in files.items():
        yield LateFile(
            route=route,
            made_from=b"".join(digests[row.reference].bare for row in rows),
            make=partial(_rows, rows),
        )


def _rows(rows: Iterable[Row]) -> bytes:
    return _lines("{", map(_shown, rows), "}")


def _shown(row: Row) -> bytes:
    shown = _Shown(
        headline=row.headline,
        force=row.force.text,
        force_lang=row.force.lang,
        when=row.when,
        day=row.day,
        status=row.status,
        strip=row.strip.states if row.strip else "",
        standards=row.strip.text if row.strip else "",
        demonstration=row.is_demonstration,
    )
    return _encode(row.reference) + b":" + _encode(shown)


class _Shown(Struct, kw_only=True, gc=False):
    """What a result shows, in the order in which it is written."""

    headline: str
    force: str
    force_lang: str
    when: str
    day: str
    status: str
    strip: str
    standards: str
    demonstration: bool


def taken_down_file(references: Sequence[str]) -> File:
    """Plan the file of references whose pages were taken down."""
    return File(urls.search_taken_down(), _lines("[", map(_encode, references), "]"))


def _lines(start: str, entries: Iterable[bytes], end: str) -> bytes:
    return start.encode() + b"\n" + b",\n".join(entries) + b"\n" + end.encode() + b"\n"


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
