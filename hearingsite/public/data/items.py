"""What the rows of the public tables are taken from: hearings, their officers, the allegations, with what is worked out once."""

import datetime as dt
from collections.abc import Iterator

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.findings import alleged_of, breaches_of, in_order
from hearingsite.public.headlines import headline, summary
from hearingsite.public.model import (
    PublicAllegation,
    PublicAppeal,
    PublicHearing,
    PublicOfficer,
    PublicRestriction,
    PublicTombstone,
)
from hearingsite.public.sittings import course_of_appeal
from hearingsite.public.words import Words
from hearingsite.values import Text


class AllegationItem(Struct, frozen=True):
    """An allegation with the keys of its hearing and its officer."""

    reference: str
    officer: int
    allegation: PublicAllegation


class OfficerItem(Struct, frozen=True, kw_only=True):
    """An officer of a hearing; `restrictions` are those on this officer's identity that are in force."""

    hearing: PublicHearing
    officer: PublicOfficer
    alleged: tuple[str, ...]
    breached: tuple[str, ...]
    restrictions: tuple[PublicRestriction, ...]
    allegations: tuple[AllegationItem, ...]
    words: Words
    summary: str


class DocumentItem(Struct, frozen=True):
    """A document that a hearing's page leads to; `place` is its own on the page, 1 first."""

    reference: str
    place: int
    title: Text
    url: str


class AppealItem(Struct, frozen=True):
    """An appeal that a hearing's page tells of; `standing` are the days on which it sits, those that were put off aside."""

    reference: str
    appeal: PublicAppeal
    standing: tuple[dt.date, ...]


class HearingItem(Struct, frozen=True, kw_only=True):
    """A hearing as the tables show it; the texts are English."""

    hearing: PublicHearing
    url: str
    headline: str
    summary: str
    alleged: tuple[str, ...]
    breached: tuple[str, ...]
    officers: tuple[OfficerItem, ...]
    documents: tuple[DocumentItem, ...]
    appeals: tuple[AppealItem, ...]


class TakedownItem(Struct, frozen=True):
    """What stays of a hearing that was taken down."""

    tombstone: PublicTombstone
    url: str


def hearing_item(hearing: PublicHearing, words: Words, site_url: str) -> HearingItem:
    """Work out what the tables show of a hearing; `words` are English."""
    lead = " ".join(summary(hearing, words).split())
    officers = tuple(_officer_item(officer, hearing, words, lead) for officer in hearing.officers)
    return HearingItem(
        hearing=hearing,
        url=site_url + urls.hearing("en", hearing.reference),
        headline=headline(hearing, words),
        summary=lead,
        alleged=_all_of(officer.alleged for officer in officers),
        breached=_all_of(officer.breached for officer in officers),
        officers=officers,
        documents=tuple(
            DocumentItem(hearing.reference, place, one.title, site_url + urls.document(hearing.reference, one.file))
            for place, one in enumerate(hearing.documents, 1)
        ),
        appeals=tuple(AppealItem(hearing.reference, one, _standing_days(one)) for one in hearing.appeals),
    )


def _standing_days(appeal: PublicAppeal) -> tuple[dt.date, ...]:
    return course_of_appeal(appeal, appeal.sitting).standing if appeal.sitting else ()


def takedown_item(tombstone: PublicTombstone, site_url: str) -> TakedownItem:
    """Give what stays of a hearing that was taken down."""
    return TakedownItem(tombstone, site_url + urls.hearing("en", tombstone.reference))


def _officer_item(officer: PublicOfficer, hearing: PublicHearing, words: Words, lead: str) -> OfficerItem:
    return OfficerItem(
        hearing=hearing,
        officer=officer,
        alleged=tuple(in_order(alleged_of(officer))),
        breached=_all_of([[breach.standard for breach in breaches_of(officer)]]),
        restrictions=tuple(one for one in hearing.restrictions if _hides(one, officer)),
        allegations=tuple(
            AllegationItem(hearing.reference, officer.place, allegation) for allegation in officer.allegations
        ),
        words=words,
        summary=lead,
    )


def _hides(restriction: PublicRestriction, officer: PublicOfficer) -> bool:
    """Whether a restriction keeps an officer's name out of the page now."""
    whom = restriction.protects.en if restriction.protects else ""
    is_about = restriction.protects_all or whom == officer.designation
    return restriction.covers == "identity" and not restriction.is_over and is_about and not officer.is_named


def _all_of(lists: Iterator[tuple[str, ...]] | list[list[str]]) -> tuple[str, ...]:
    return tuple(in_order({code for codes in lists for code in codes}))
