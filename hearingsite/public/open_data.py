"""What anybody may reuse: tables, what describes them, statistics, and the pages that explain both."""

from collections.abc import Mapping

from hearingsite.public.data.files import data_files, hearing_files
from hearingsite.public.data.page import data_page
from hearingsite.public.data.tables import make_rows
from hearingsite.public.model import PublicRegister
from hearingsite.public.plan import File, Page, Site
from hearingsite.public.statistics_page import make_counts, statistics_files, statistics_page
from hearingsite.public.words import Words
from hearingsite.vocabulary.codes import Language


def open_data(
    register: PublicRegister, words_of: Mapping[Language, Words], site: Site, record_schema: bytes
) -> tuple[list[Page], list[File]]:
    """Make the pages, in every language, and the files, of which there is one for all; each hearing is written once."""
    rows = make_rows(register, words_of["en"], site.url)
    downloads = list(data_files(rows, record_schema, site.name, site.url))
    sizes = {file.route.rpartition("/")[2]: len(file.content) for file in downloads}
    counts = make_counts(rows.items)
    has_invented = any(item.hearing.is_demonstration for item in rows.items)
    pages = []
    for words in words_of.values():
        pages.append(data_page(sizes, words, site, shows_demonstration=has_invented))
        pages.append(statistics_page(counts, words))
    return pages, [*downloads, *hearing_files(rows), *statistics_files(counts)]
