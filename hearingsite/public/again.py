"""The site plan again, after edits that change nothing of hearings but their accounts: most of it is kept from the last.

A sketch holds what was planned for everything else, in brief: the same inputs make the same plan. What must be printed
although it is in the sketch is planned then: the page of a hearing or a feed with full texts alone, anything else with the
whole site.
"""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from hearingsite.fingerprint import versions
from hearingsite.public import urls
from hearingsite.public.brief import PublicBrief
from hearingsite.public.feeds.again import feed_again
from hearingsite.public.feeds.entries import Source
from hearingsite.public.hearing_page import find_neighbours, hearing_page
from hearingsite.public.model import PublicHearing, PublicTombstone
from hearingsite.public.plan import Kept, KeptFile, KeptPage, PlannedFile, PlannedPage, Site, SitePlan
from hearingsite.public.rows import make_row
from hearingsite.public.search.index import all_words_files
from hearingsite.public.search.postings import Known
from hearingsite.public.site import SiteOptions, plan_site, read_static
from hearingsite.public.tags import Tags
from hearingsite.public.views import Row
from hearingsite.public.words import Words
from hearingsite.values import pack
from hearingsite.vocabulary.codes import Language

_HEARING = "hearing"  # the template of a hearing's page


class Sketch(Struct, array_like=True):
    """A plan in brief but for the words of the search: `context` says what it was made from beside accounts of hearings."""

    context: bytes
    site: Site
    pages: list[KeptPage]
    files: list[KeptFile]
    hearing_links: dict[str, str]


class Planner(Struct, frozen=True, kw_only=True):
    """What a site is planned from; see `plan_site`."""

    brief: PublicBrief
    words_of: dict[Language, Words]
    options: SiteOptions
    documents: Mapping[str, bytes]
    static: Path
    stock_routes: Sequence[str]
    record_schema: bytes
    hearing_links: dict[str, str]
    known: Known

    def whole(self) -> SitePlan:
        """Plan all of it."""
        return plan_site(
            self.brief.register,
            self.words_of,
            self.options,
            documents=self.documents,
            static=self.static,
            stock_routes=self.stock_routes,
            record_schema=self.record_schema,
            hearing_links=self.hearing_links,
            known=self.known,
            digests=self.brief.digests,
        )

    def again(self, sketch: Sketch | None) -> tuple[SitePlan, Sketch]:
        """Plan what is not in a sketch, and keep the rest; gives the sketch for the next time, too."""
        context = self._context()
        if sketch is None or sketch.context != context:
            plan = self.whole()
            return plan, _sketch(plan, context)
        accounts = {reference: one.account for reference, one in self.brief.digests.items()}
        kept = Kept(sketch.pages, sketch.files, accounts, lambda routes: self._plan_some(routes, sketch))
        references = list(accounts)
        words = tuple(
            all_words_files(lambda place: self._rows(references[place]), self.words_of, self.brief.digests, self.known)
        )
        plan = SitePlan(
            site=sketch.site,
            words=self.words_of,
            pages=(),
            files=words,
            hearing_links=sketch.hearing_links,
            kept=kept,
        )
        return plan, sketch

    def _rows(self, reference: str) -> tuple[PublicHearing, dict[Language, Row]]:
        hearing = self.brief.get(reference)
        return hearing, {lang: make_row(hearing, words) for lang, words in self.words_of.items()}

    def _context(self) -> bytes:
        """A digest of all that the plan is made from but accounts."""
        brief, digest = self.brief, blake2b(versions().encode(), digest_size=16)
        documents = [(name, blake2b(content).digest()) for name, content in sorted(self.documents.items())]
        parts = (
            pack([(reference, one.bare) for reference, one in brief.digests.items()]),
            pack((brief.tombstones, brief.left, brief.forces)),
            pack([(lang, words.made_of) for lang, words in self.words_of.items()]),
            pack((self.options, documents, self.stock_routes, self.record_schema, self.hearing_links)),
            pack(read_static(self.static)),
        )
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.digest()

    def _plan_some(self, routes: Collection[str], sketch: Sketch) -> tuple[list[PlannedPage], list[PlannedFile]]:
        pages = [page for page in sketch.pages if page.route in routes]
        files = [file for file in sketch.files if file.route in routes]
        if all(page.template == _HEARING for page in pages) and all(file.recipe for file in files):
            return [self._hearing_page(one, sketch.site) for one in pages], self._feeds(files, sketch.site)
        whole = self.whole()
        return (
            [page for page in whole.pages if page.route in routes],
            [file for file in whole.files if file.route in routes],
        )

    def _feeds(self, files: Sequence[KeptFile], site: Site) -> list[PlannedFile]:
        brief, options = self.brief, self.options
        tags = Tags(options.authority, options.authority_since)
        tombstones = {tombstone.reference: tombstone for tombstone in brief.tombstones}

        def source_of(lang: Language) -> Source:
            return Source(self.words_of[lang], site, tags, brief.digests)

        def get(reference: str) -> PublicHearing | PublicTombstone:
            return tombstones.get(reference) or brief.get(reference)

        return [feed_again(file.recipe, get, source_of, options.websub_hub) for file in files]

    def _hearing_page(self, page: KeptPage, site: Site) -> PlannedPage:
        reference, brief = page.accounts[0], self.brief
        return hearing_page(
            brief.get(reference),
            brief.digests[reference].bare,
            self.words_of[page.lang],
            site,
            documents=self.documents,
            neighbours=find_neighbours(brief.forces_of)[reference],
            account=brief.digests[reference].account,
        )


def _sketch(plan: SitePlan, context: bytes) -> Sketch:
    pages, files = plan.lines
    files = [file for file in files if not urls.is_search_words(file.route)]
    return Sketch(context, plan.site, pages, files, plan.hearing_links)
