"""Pages and files of the last build that would come out the same again: linked into the new one instead of made.

A page is what it is made from: its view, its template, and what all pages share (program, theme, settings, site). A key
is the digest of all of that. Notes that are missing, cut short or foreign are no notes: a slow build, never another one.
"""

import hashlib
from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

import msgspec
from msgspec import Struct

from hearingsite.fingerprint import folder_digest, is_plain, program_digest, versions
from hearingsite.kept import unwrap, wrap
from hearingsite.public import urls
from hearingsite.public.plan import SitePlan
from hearingsite.settings import CONFIG, Settings
from hearingsite.stamps import stamps_of
from hearingsite.standing import Standing
from hearingsite.values import pack
from hearingsite.walk import followed

Sources = tuple[list[str], bytes]  # paths, and their stamps

_NOTES: Final = "notes"


class Keys(Struct, frozen=True, array_like=True):
    """What all pages are made from (`base`), and by the path of each page or file what it is made from beside that."""

    base: bytes = b""
    files: dict[str, bytes] = {}

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.files)

    def are_same(self, others: "Keys", path: str) -> bool:
        """Whether a file has a key here, and the same among others."""
        key = self.files.get(path)
        return key is not None and self.base == others.base and key == others.files.get(path)


NONE: Final = Keys()


class _Notes(Struct, frozen=True, array_like=True):
    """Keys, and the digest of the seal of the build that they are of."""

    sealed: str
    keys: Keys


def make_keys(site_plan: SitePlan, settings: Settings, values: Mapping[str, Any]) -> Keys:
    """Give the key of every page and file; none where `values` (of pelicanconf.py) bring in code.

    Of a function or another plugin, no digest can tell whether it does what it did.
    """
    own = {name: value for name, value in values.items() if name.isupper() and name != "PLUGINS"}
    if not is_plain(own) or len(values.get("PLUGINS") or ()) != 1:
        return NONE
    stock = _digest(folder_digest(settings.content / "pages").encode(), pack(site_plan.hearing_links))
    stock_paths = map(urls.file_of, site_plan.site.stock_routes)
    return Keys(_digest(_base(site_plan, settings, own)), site_plan.told() | dict.fromkeys(stock_paths, stock))


def look_at_sources(settings: Settings) -> Sources:
    """What pages are printed from beside the records, and the stamps of it: what is edited meanwhile makes no key."""
    tops = [str(settings.project / CONFIG), str(settings.theme), str(settings.content / "pages")]
    paths = [*tops, *chain.from_iterable(map(followed, tops[1:]))]
    return paths, stamps_of(paths).tobytes()


def unless_edited(keys: Keys, sources: Sources, settings: Settings) -> Keys:
    """The keys, unless something was edited meanwhile: then nobody can tell what was read before that, and what after."""
    return keys if sources == look_at_sources(settings) else NONE


def _base(site_plan: SitePlan, settings: Settings, values: Mapping[str, Any]) -> bytes:
    """What every page is made from: program, libraries, theme, settings, site.

    And all messages: some of the program's own may be among them, which in a clone of it are none of its sources.
    """
    site = site_plan.site
    messages = [(lang, words.made_of) for lang, words in site_plan.words.items()]
    shared = {name: getattr(site, name) for name in site.__struct_fields__ if name != "feeds"}  # those are told by page
    return "\0".join(
        [
            program_digest(),
            versions(),
            folder_digest(settings.theme, without=["static"]),
            repr(sorted(values.items())),
        ]
    ).encode() + pack((shared, messages))


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def dump_keys(keys: Keys, sealed: str) -> bytes:
    """Write keys down for the next build; `sealed` is the digest of the seal of this one."""
    return wrap(_NOTES, msgspec.msgpack.encode(_Notes(sealed, keys)))


def load_keys(notes: bytes, sealed: str) -> Keys:
    """Read what `dump_keys` wrote of a build with this seal; of anything else, nothing comes back."""
    content = unwrap(_NOTES, notes)
    if content is None:
        return NONE
    read = msgspec.msgpack.decode(content, type=_Notes)
    return read.keys if read.sealed == sealed else NONE


def same(keys: Keys, old_keys: Keys, standing: Standing) -> frozenset[str]:
    """Give the files that have the same key as in the live build, and stand there."""
    if keys.base != old_keys.base:
        return frozenset()
    old, stands = old_keys.files, standing.files
    return frozenset(path for path, key in keys.files.items() if old.get(path) == key and path in stands)
