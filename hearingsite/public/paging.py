"""A long list as numbered pages; a page number that once existed keeps existing, however many hearings have left."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.list_views import ListView
from hearingsite.public.model import PublicHearing
from hearingsite.public.views import Head, Link, Row
from hearingsite.public.words import Words

Listed = Sequence[tuple[PublicHearing, Row]]


class Sheet(Struct, frozen=True):
    """One page of a list: what it shows, its route, and whether it shows an invented hearing."""

    view: ListView
    route: str
    shows_demonstration: bool

    @property
    def is_spare(self) -> bool:
        """Whether it stands only because its address once did."""
        return self.view.number > self.view.pages


def paginate(pairs: Listed, route: str, words: Words, size: int, *, title: str, left: int = 0) -> Iterator[Sheet]:
    """Yield the pages of a list, at least one; `left` hearings were on it once, so as many pages stay."""
    count = max(1, -(-len(pairs) // size))
    kept = max(1, -(-(len(pairs) + left) // size))
    for number in range(1, kept + 1):
        shown = pairs[(number - 1) * size : number * size]
        view = ListView(
            title=title,
            rows=rows_of(shown),
            empty=words.say("list.empty" if number == 1 else "list.moved"),
            number=number,
            pages=count,
            position=words.say("list.position", number=number, pages=max(count, number)),
            previous=urls.numbered(route, min(number - 1, count)) if number > 1 else "",
            next=urls.numbered(route, number + 1) if number < count else "",
        )
        yield Sheet(view, urls.numbered(route, number), shows_demonstration(shown))


def numbered_title(title: str, view: ListView, words: Words) -> str:
    """Tell the pages of a list apart by their titles."""
    return title if view.number == 1 else words.say("list.title", title=title, position=view.position)


def rows_of(pairs: Listed) -> tuple[Row, ...]:
    """Take the rows."""
    return tuple(row for _, row in pairs)


def shows_demonstration(pairs: Listed) -> bool:
    """Whether one of the hearings is invented."""
    return any(row.is_demonstration for _, row in pairs)


def sheet_head(
    sheet: Sheet, words: Words, *, title: str, description: str, section: str, trail: tuple[Link, ...] = ()
) -> Head:
    """Make the head of a page of a list; one that shows nothing any more is not for search engines."""
    return Head(
        title=numbered_title(title, sheet.view, words),
        description=description,
        route=sheet.route,
        section=section,
        shows_demonstration=sheet.shows_demonstration,
        may_index=not sheet.is_spare,
        trail=trail,
    )
