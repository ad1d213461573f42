"""The page that explains every feed and calendar to a person, and leads to each."""

from typing import Final

from hearingsite.public import urls
from hearingsite.public.browse import Shelf, feed_forms
from hearingsite.public.list_views import Follow, FollowGroup, SubscribeView
from hearingsite.public.listing import Kind
from hearingsite.public.plan import Page
from hearingsite.public.views import Head

_WHOLE: Final = ("outcomes", "notices", "changes")
_LISTS: Final[tuple[Kind, ...]] = ("forces", "standards", "outcomes", "ranks", "years")


def subscribe_page(shelf: Shelf) -> Page:
    """Make the page of feeds and calendars: those of the whole site, and those of every list that is not empty."""
    words = shelf.words
    title, intro = words.say("subscribe.title"), words.say("subscribe.intro")
    view = SubscribeView(
        title=title,
        intro=intro,
        whole=tuple(
            Follow(
                link=None,
                name=words.say(f"subscribe.{name}"),
                about=words.say(f"feed.description.{name}"),
                forms=feed_forms(urls.feeds(words.lang, name)),
            )
            for name in _WHOLE
        ),
        groups=tuple(_group(shelf, kind) for kind in _LISTS if shelf.counts(kind)),
        calendar=urls.calendar(urls.home(words.lang)),
        opml=urls.opml(words.lang),
    )
    head = Head(title=title, description=intro, route=urls.subscribe(words.lang), section="subscribe")
    return Page(head=head, lang=words.lang, template="subscribe", view=view)


def _group(shelf: Shelf, kind: Kind) -> FollowGroup:
    words = shelf.words
    rows = tuple(shelf.follow(kind, count.link) for count in shelf.counts(kind))
    return FollowGroup(title=words.say(f"{kind}.title"), rows=rows)
