"""A hearing → its entries in feeds: the notice, the outcome, and each change; a tombstone → the one that tells of it."""

import datetime as dt
import html
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Final

from hearingsite.markup import to_html
from hearingsite.public import urls
from hearingsite.public.facts import key_facts
from hearingsite.public.feeds.entries import Category, Entry, Source
from hearingsite.public.findings import breached_standards
from hearingsite.public.happenings import Happening, happenings
from hearingsite.public.headlines import headline, name_officers, told_summary, with_days
from hearingsite.public.model import PublicHearing, PublicTombstone
from hearingsite.public.pieces import joined, marked, said
from hearingsite.public.views import Said
from hearingsite.public.words import Words

# What is said otherwise of a judicial review.
_OF_CHALLENGES: Final = {f"appeal-{step}": f"challenge-{step}" for step in ("lodged", "heard", "decided")}
_PAGES: Final = {"outcomes": urls.outcomes, "standards": urls.standards}


class ToldHearing:
    """What entries say of one hearing, in one language."""

    def __init__(self, hearing: PublicHearing, source: Source) -> None:
        """Keep the hearing."""
        self.reference = hearing.reference
        self._hearing = hearing
        self._source = source
        self._words = source.words
        self._happened: dict[str, Happening] = {one.key: one for one in happenings(hearing)}

    @cached_property
    def made_from(self) -> bytes:
        """A digest of the hearing."""
        return self._source.digest(self._hearing)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries: notice and outcome, then the changes, oldest first.

        A change tells whose case it is, and says more or less with the details, so it is newer when either differs: readers
        must let go of a name.
        """
        hearing, updated = self._hearing, self._hearing.updated.at
        if hearing.notice:
            yield self._entry("notice", hearing.notice.published.at, updated)
        if hearing.published:
            yield self._entry("outcome", hearing.published.at, updated)
        retold = max(_retold(hearing), default=hearing.first_public.at)
        for one in self._happened.values():
            yield self._entry(one.key, one.at, retold)

    def _entry(self, key: str, published: dt.datetime, updated: dt.datetime) -> Entry:
        return Entry(self._source, self, key, force=self._hearing.force, published=published, updated=updated)

    def title(self, key: str) -> str:
        """The headline; for a change, what happened and to which hearing: a reader of it knows no verdict from here."""
        if key in self._happened:
            what = _name(self._happened[key], self._words)
            force = self._words.text(self._hearing.force.short)
            return self._words.say("feed.change", what=what, reference=self.reference, force=force)
        if key == "notice" and self._hearing.is_published:
            return self._words.say("feed.notice_over", title=headline(self._hearing, self._words))
        return headline(self._hearing, self._words)

    def summary(self, key: str) -> Said:
        """The hearing's summary; for a change, in whose case what happened."""
        if key not in self._happened:
            return told_summary(self._hearing, self._words)
        one = self._happened[key]
        who = name_officers(self._hearing, self._words)
        told = self._words.say("feed.change_in", what=_name(one, self._words), who=who)
        sentences = [Said(with_days(told, one.days, one.before, self._words), self._words.lang)]
        if one.text:
            sentences.append(said(one.text, self._words))
        return joined(sentences, self._words.lang, between=" ")

    def body(self, key: str) -> str:
        """What stands below the summary: the account; for a notice, the facts as well."""
        hearing, words = self._hearing, self._words
        if key in self._happened:
            return (
                f'<p><a href="{urls.hearing(words.lang, self.reference)}">{html.escape(words.say("feed.page"))}</a></p>'
            )
        if key == "notice" and hearing.is_published:
            return ""
        facts = "" if hearing.is_published else _facts_html(hearing, words)
        if hearing.account is None:
            return facts
        account, lang = hearing.account.within(words.lang)
        rendered = to_html(account)
        return facts + (rendered if lang == words.lang else f'<div lang="{lang}">{rendered}</div>')

    def categories(self, key: str) -> Iterator[Category]:
        """Outcomes in force and standards breached; a change has neither."""
        return iter(() if key in self._happened else self._terms)

    @property
    def _terms(self) -> Iterator[Category]:
        url = self._source.site.url
        for kind, codes in (("outcomes", outcomes_of(self._hearing)), ("standards", breached_standards(self._hearing))):
            yield from (_category(kind, code, self._words, url) for code in codes)


class ToldEnd:
    """What the one entry says that tells of a takedown: reference, day and reason."""

    def __init__(self, tombstone: PublicTombstone, source: Source) -> None:
        """Keep the tombstone."""
        self.reference = tombstone.reference
        self._tombstone = tombstone
        self._source = source
        self._words = source.words

    @cached_property
    def made_from(self) -> bytes:
        """A digest of the tombstone."""
        return self._source.digest(self._tombstone)

    def entries(self) -> Iterator[Entry]:
        """Yield the entry."""
        at = gone_at(self._tombstone)
        yield Entry(self._source, self, "takedown", force=self._tombstone.force, published=at, updated=at)

    def title(self, key: str) -> str:  # noqa: ARG002 -- it has one entry
        """Which page is gone."""
        return self._words.say("tombstone.title", reference=self.reference)

    def summary(self, key: str) -> Said:  # noqa: ARG002
        """When and why."""
        told = Said(self._words.say("feed.takedown", day=self._words.day(self._tombstone.on)), self._words.lang)
        return joined([told, said(self._tombstone.reason, self._words)], self._words.lang, between=" ")

    def body(self, key: str) -> str:  # noqa: ARG002
        """What holders of copies are asked."""
        return f"<p>{html.escape(self._words.say('ui.tombstone.copies'))}</p>"

    def categories(self, key: str) -> Iterator[Category]:  # noqa: ARG002
        """None but the force."""
        return iter(())


def _retold(hearing: PublicHearing) -> Iterator[dt.datetime]:
    """Yield the moments since when an officer may be called otherwise, or other details be told."""
    officers = {officer.designation for officer in hearing.officers}
    for restriction in hearing.restrictions:
        is_theirs = restriction.protects_all or (restriction.protects and restriction.protects.en in officers)
        if restriction.covers == "details" or is_theirs:
            yield from (moment.at for moment in (restriction.starts, restriction.ended) if moment)
    yield from (moment.at for moment in hearing.details_released)
    if hearing.anonymised_from:
        yield hearing.anonymised_from


@cache
def _category(kind: str, code: str, words: Words, url: str) -> Category:
    return Category(url + _PAGES[kind](words.lang), code, words.term(kind, code))


def outcomes_of(hearing: PublicHearing) -> Iterable[str]:
    """The outcomes in force, each once, in the order of the officers."""
    return dict.fromkeys(officer.outcome.outcome for officer in hearing.officers if officer.outcome)


def gone_at(tombstone: PublicTombstone) -> dt.datetime:
    """The moment since when a page is gone, in UTC.

    No sooner, or a reader of feeds would keep an entry that is newer than its end, and overlook it below what came later.
    """
    return tombstone.at.at.astimezone(dt.UTC)


def _name(one: Happening, words: Words) -> str:
    """Say what happened, without a name and without a verdict on anybody."""
    body = words.term("appeal_bodies", one.body) if one.body else ""
    result = words.noun("appeal_results", one.result) if one.result else ""
    kind = one.kind if one.is_appeal else _OF_CHALLENGES.get(one.kind, one.kind)
    return words.say(f"feed.happened.{kind}", body=body, result=result)


def _facts_html(hearing: PublicHearing, words: Words) -> str:
    rows = (
        f"<dt>{html.escape(fact.term)}</dt>" + "".join(f"<dd>{marked(value, words.lang)}</dd>" for value in fact.values)
        for fact in key_facts(hearing, words)
    )
    return f"<dl>{''.join(rows)}</dl>"
