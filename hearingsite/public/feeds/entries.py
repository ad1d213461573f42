"""An entry of feeds: one serves every feed and every form, and makes its texts when one first asks for them."""

import datetime as dt
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Final, Generic, Protocol, TypeVar

from msgspec import Struct

from hearingsite.public import urls
from hearingsite.public.brief import Digests
from hearingsite.public.model import PublicForce, PublicHearing, PublicTombstone
from hearingsite.public.pieces import marked
from hearingsite.public.plan import Site
from hearingsite.public.tags import Tags
from hearingsite.public.views import Said
from hearingsite.public.words import Words
from hearingsite.values import pack, reference_order
from hearingsite.vocabulary.codes import Language

Value = TypeVar("Value")

_AT_HOME: Final = re.compile(r'\b(href|src)="/')


class Category(Struct, frozen=True):
    """A term: the page of its kind, its code and its name."""

    scheme: str
    code: str
    name: str


class Source(Struct, frozen=True):
    """What every entry of one language is made with; `digests` are those of hearings by reference, as far as they are known."""

    words: Words
    site: Site
    tags: Tags
    digests: Mapping[str, Digests] = {}

    def digest(self, told: PublicHearing | PublicTombstone) -> bytes:
        """Give a digest of all that an entry may tell of a hearing; where `accounts` has its account, without that."""
        known = self.digests.get(told.reference) if isinstance(told, PublicHearing) else None
        return known.bare if known else blake2b(pack(told), digest_size=16).digest()

    def accounts(self, references: Iterable[str]) -> dict[str, bytes]:
        """Give the digests of the accounts of hearings, as far as they are known."""
        return {one: self.digests[one].account for one in references if one in self.digests}


class Told(Protocol):
    """What entries of one hearing say in one language; `key` is the last part of an entry's id, without the language."""

    reference: str

    @property
    def made_from(self) -> bytes:
        """A digest of all that can be said."""

    def title(self, key: str) -> str:
        """The entry's title."""

    def summary(self, key: str) -> Said:
        """One or a few plain sentences, and what language they are in."""

    def body(self, key: str) -> str:
        """What stands below the summary, as HTML with routes as addresses."""

    def categories(self, key: str) -> Iterator[Category]:
        """The terms, the force aside."""


class _once(Generic[Value]):  # noqa: N801 -- read as `property` is
    """A property that is made once. The library's takes a lock for it, which costs more than most texts."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, one: Any, owner: type | None = None) -> Value:
        value = one.__dict__[self._name] = self._make(one)
        return value


class Entry:
    """An entry. Its texts are made when a feed asks for them: most entries of a big site stand in an archive alone.

    `key` is the id's last part; `published` never moves, `updated` is the latest public moment. Both are aware.
    """

    def __init__(
        self, source: Source, told: Told, key: str, *, force: PublicForce, published: dt.datetime, updated: dt.datetime
    ) -> None:
        """Keep what the entry is made of."""
        self.key = key
        self.published = published.astimezone(dt.UTC)
        self.updated = max(self.published, updated.astimezone(dt.UTC))
        self.force = force
        self._source = source
        self.told = told

    @property
    def order(self) -> tuple[dt.datetime, tuple[str, int, str], str]:
        """What tells entries' order, oldest first."""
        return self.published, reference_order(self.told.reference), self.key

    @property
    def made_from(self) -> tuple[bytes, str]:
        """All that the entry depends on beside its source."""
        return self.told.made_from, self.key

    @property
    def id(self) -> str:
        """The permanent id."""
        return self._source.tags.entry(self.told.reference, self.key, self._source.words.lang)

    @property
    def url(self) -> str:
        """The page's address."""
        return self._source.site.url + urls.hearing(self._source.words.lang, self.told.reference)

    @_once
    def title(self) -> str:
        """The title; invented hearings say so."""
        title = self.told.title(self.key)
        return self._source.words.say("feed.demonstration", title=title) if self.force.is_demonstration else title

    @_once
    def summary(self) -> Said:
        """One or a few plain sentences, and what language they are in."""
        return self.told.summary(self.key)

    @property
    def lang(self) -> Language:
        """The language of the feed, and of all that does not say that it is in another one."""
        return self._source.words.lang

    @_once
    def short_html(self) -> str:
        """The summary as HTML."""
        return self._in_language(self._lead)

    @_once
    def full_html(self) -> str:
        """Summary and account as HTML with absolute addresses."""
        url = self._source.site.url
        body = _AT_HOME.sub(rf'\1="{url}/', self.told.body(self.key)).replace('href="#', f'href="{self.url}#')
        return self._in_language(self._lead + body)

    @property
    def _lead(self) -> str:
        words, one = self._source.words, self.summary
        note = f"<p>{html.escape(words.say('feed.demonstration_note'))}</p>" if self.force.is_demonstration else ""
        own = f' lang="{one.lang}"' if one.lang != self.lang else ""
        return f"{note}<p{own}>{marked(one, one.lang)}</p>"

    def _in_language(self, content: str) -> str:
        """Say in which language content is that holds a summary in another one: in one form that is the whole entry's."""
        return content if self.summary.lang == self.lang else f'<div lang="{self.lang}">{content}</div>'

    @_once
    def categories(self) -> tuple[Category, ...]:
        """Force, outcomes in force, standards breached."""
        words = self._source.words
        scheme = self._source.site.url + urls.forces(words.lang)
        return (Category(scheme, self.force.code, words.text(self.force.name)), *self.told.categories(self.key))
