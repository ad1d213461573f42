"""What anybody may reuse: tables, what describes them, statistics, and the pages that explain both.

None of it tells the account of a hearing, so it is made from everything else; and it is made when somebody asks.
"""

from collections.abc import Mapping
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any

from hearingsite.public import urls
from hearingsite.public.data.files import NAMES, data_files
from hearingsite.public.data.page import data_page
from hearingsite.public.data.tables import Rows, hearing_object, make_rows
from hearingsite.public.model import PublicRegister
from hearingsite.public.plan import LateFile, LatePage, Page, Site
from hearingsite.public.statistics_page import STATISTICS, Counts, make_counts, statistics_files, statistics_page
from hearingsite.public.views import Head
from hearingsite.public.words import Words
from hearingsite.values import pack
from hearingsite.vocabulary.codes import Language


def open_data(
    register: PublicRegister,
    words_of: Mapping[Language, Words],
    site: Site,
    record_schema: bytes,
    made_from: Mapping[str, bytes],
) -> tuple[list[LatePage], list[LateFile]]:
    """Plan the pages, in every language, and the files, of which there is one for all.

    `made_from` holds a digest of all of each hearing but its account, by reference.
    """
    made = _Made(register, words_of["en"], site, record_schema)
    digest = blake2b(pack(register.tombstones) + record_schema, digest_size=16)
    for reference, told in made_from.items():
        digest.update(f"{reference} {len(told)} ".encode() + told)
    whole = digest.digest()
    pages = []
    for words in words_of.values():
        for route, template, make in (
            (urls.data(words.lang), "data", made.data_page),
            (urls.statistics(words.lang), "statistics", made.statistics_page),
        ):
            late = partial(_head_and_view, partial(make, words))
            pages.append(LatePage(route=route, lang=words.lang, template=template, made_from=whole, make=late))
    files = [(urls.data_file(name), whole, partial(made.download, name)) for name in NAMES]
    files += [
        (urls.hearing_data(hearing.reference), made_from[hearing.reference], partial(made.hearing, place))
        for place, hearing in enumerate(register.hearings)
    ]
    files += [
        (urls.hearing_data(one.reference), pack(one), partial(made.takedown, one.reference))
        for one in register.tombstones
    ]
    files += [(urls.statistics_file(name), whole, partial(made.statistic, name)) for name in STATISTICS]
    return pages, [LateFile(route=route, made_from=told, make=make) for route, told, make in files]


def _head_and_view(make: Any) -> tuple[Head, Any]:
    page: Page = make()
    return page.head, page.view


class _Made:
    """What is made of all hearings, each once, when it is first asked for."""

    def __init__(self, register: PublicRegister, words: Words, site: Site, record_schema: bytes) -> None:
        self._register, self._words, self._site, self._schema = register, words, site, record_schema

    @cached_property
    def _rows(self) -> Rows:
        return make_rows(self._register, self._words, self._site.url)

    @cached_property
    def _downloads(self) -> dict[str, bytes]:
        return data_files(self._rows, self._schema, self._site.name, self._site.url)

    @cached_property
    def _counts(self) -> Counts:
        return make_counts(self._rows.items)

    @cached_property
    def _statistics(self) -> dict[str, bytes]:
        return statistics_files(self._counts)

    def data_page(self, words: Words) -> Page:
        sizes = {name: len(content) for name, content in self._downloads.items()}
        has_invented = any(hearing.is_demonstration for hearing in self._register.hearings)
        return data_page(sizes, words, self._site, shows_demonstration=has_invented)

    def statistics_page(self, words: Words) -> Page:
        return statistics_page(self._counts, words)

    def download(self, name: str) -> bytes:
        return self._downloads[name]

    def statistic(self, name: str) -> bytes:
        return self._statistics[name]

    def hearing(self, place: int) -> bytes:
        """The file beside a hearing's page: of one alone, not all need be made."""
        hearing = self._register.hearings[place]
        if "_rows" in self.__dict__:
            return self._rows.hearings[hearing.reference] + b"\n"
        return hearing_object(hearing, self._words, self._site.url) + b"\n"

    def takedown(self, reference: str) -> bytes:
        return self._rows.takedowns[reference] + b"\n"
