"""The list of all feeds (OPML 2.0), which feed readers import."""

from collections.abc import Sequence

from hearingsite.public import urls
from hearingsite.public.feeds.channels import Channel
from hearingsite.public.feeds.entries import Source
from hearingsite.public.feeds.xml import document, element, opening, piece
from hearingsite.public.plan import File


def opml(channels: Sequence[Channel], source: Source) -> File:
    """List the feeds in RSS, the form that every reader of such lists knows."""
    words, site = source.words, source.site
    title = element("title", words.say("feed.opml", site=site.name_in(words.lang).text))
    frame = [("opml", {"version": "2.0"})]
    head = [element("head", inside=(title,)), opening("body")]
    outlines = (
        piece(
            element(
                "outline",
                attributes={
                    "type": "rss",
                    "text": channel.title,
                    "title": channel.title,
                    "description": channel.description,
                    "xmlUrl": f"{site.url}{channel.route}.rss",
                    "htmlUrl": site.url + channel.page,
                    "language": f"{words.lang}-GB",
                },
            )
        )
        for channel in channels
    )
    return File(urls.opml(words.lang), document(frame, head, (*outlines, b"</body>")))
