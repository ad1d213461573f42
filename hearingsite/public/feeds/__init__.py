"""The feed of outcomes (RSS 2.0), with ids that outlive titles, texts and domains.

An entry's id is a `tag:` URI (RFC 4151) of the settings' authority, the reference and the kind of entry. The
feed's own date is its newest entry's, so the same content makes the same bytes.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from feedgenerator import Rss201rev2Feed

from hearingsite.markup import to_html
from hearingsite.public import urls
from hearingsite.public.findings import breached_standards
from hearingsite.public.headlines import headline, summary
from hearingsite.public.model import PublicHearing
from hearingsite.public.plan import File, Site
from hearingsite.public.words import Words

ENTRIES: Final = 50
# The same outcome in another language is another entry: a reader may follow both feeds.
_KINDS: Final = {"en": "outcome", "cy": "outcome/cy"}
_LANGUAGES: Final = {"en": "en-GB", "cy": "cy-GB"}
_EMPTY_FEED_DATE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class _Feed(Rss201rev2Feed):  # type: ignore[misc]  # feedgenerator has no types
    """RSS whose date is its newest entry's; the library would ask the clock for an empty one."""

    def latest_post_date(self) -> dt.datetime:
        """Give the newest entry's date."""
        return max((item["pubdate"] for item in self.items), default=_EMPTY_FEED_DATE)


def entry_id(authority: str, since: str, reference: str, kind: str) -> str:
    """Make the permanent id of an entry: tag:authority,since:reference/kind."""
    return f"tag:{authority},{since}:{reference}/{kind}"


def outcomes_feed(hearings: Sequence[PublicHearing], words: Words, site: Site, *, authority: str, since: str) -> File:
    """Make the feed of outcomes, newest first, at most 50; the full text of each."""
    route = urls.outcomes_feed(words.lang)
    feed = _Feed(
        title=words.say("feed.title", site=site.name),
        link=site.url + urls.outcomes(words.lang),
        description=words.say("feed.description"),
        language=_LANGUAGES[words.lang],
        feed_url=site.url + route,
    )
    published = [hearing for hearing in hearings if hearing.published]
    published.sort(key=lambda hearing: (_published(hearing), hearing.reference), reverse=True)
    for hearing in published[:ENTRIES]:
        title = headline(hearing, words)
        feed.add_item(
            title=words.say("feed.demonstration", title=title) if hearing.is_demonstration else title,
            link=site.url + urls.hearing(words.lang, hearing.reference),
            description=_full_text(hearing, words, site),
            unique_id=entry_id(authority, since, hearing.reference, _KINDS[words.lang]),
            unique_id_is_permalink=False,
            pubdate=_published(hearing),
            categories=_categories(hearing, words),
        )
    return File(route, feed.writeString("utf-8").encode("utf-8"))


def _published(hearing: PublicHearing) -> dt.datetime:
    return (hearing.published or hearing.first_public).at


def _full_text(hearing: PublicHearing, words: Words, site: Site) -> str:
    """Summary and account as HTML with absolute addresses."""
    account = to_html(words.text(hearing.account)) if hearing.account else ""
    account = account.replace('href="/', f'href="{site.url}/')
    lead = summary(hearing, words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    note = f"<p>{words.say('feed.demonstration_note')}</p>" if hearing.is_demonstration else ""
    return f"{note}<p>{lead}</p>{account}"


def _categories(hearing: PublicHearing, words: Words) -> list[str]:
    outcomes = dict.fromkeys(officer.outcome.outcome for officer in hearing.officers if officer.outcome)
    return [
        words.text(hearing.force.name),
        *(words.term("outcomes", code) for code in outcomes),
        *(words.term("standards", code) for code in breached_standards(hearing)),
    ]
