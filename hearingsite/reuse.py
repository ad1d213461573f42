"""Pages of the last build that would come out the same again: linked into the new one instead of printed.

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
from hearingsite.public.plan import LateFile, PlannedPage, Site, SitePlan
from hearingsite.settings import CONFIG, Settings
from hearingsite.stamps import stamps_of
from hearingsite.standing import Standing
from hearingsite.values import pack
from hearingsite.walk import followed

Keys = dict[str, str]
Sources = tuple[list[str], bytes]  # paths, and their stamps

_NOTES: Final = "notes"


class _Notes(Struct, frozen=True, array_like=True):
    """Keys, and the digest of the seal of the build that they are of."""

    sealed: str
    keys: Keys


def make_keys(site_plan: SitePlan, settings: Settings, values: Mapping[str, Any]) -> Keys:
    """Give the key of every page and of every file that is made late, by its file; none where `values` (of pelicanconf.py) bring in code.

    Of a function or another plugin, no digest can tell whether it does what it did.
    """
    own = {name: value for name, value in values.items() if name.isupper() and name != "PLUGINS"}
    if not is_plain(own) or len(values.get("PLUGINS") or ()) != 1:
        return {}
    # What all share is read once, not for each of thousands of keys.
    base = _added(hashlib.blake2b(digest_size=16), _base(site_plan, settings, own))
    keys = {
        urls.file_of(page.route): _key(base, _frame(page, site_plan.site), page.made_from) for page in site_plan.pages
    }
    keys |= {
        urls.file_of(file.route): _key(base, file.route.encode(), file.made_from)
        for file in site_plan.files
        if isinstance(file, LateFile)
    }
    stock = _key(base, folder_digest(settings.content / "pages").encode(), repr(site_plan.hearing_links).encode())
    return keys | dict.fromkeys(map(urls.file_of, site_plan.site.stock_routes), stock)


def look_at_sources(settings: Settings) -> Sources:
    """What pages are printed from beside the records, and the stamps of it: what is edited meanwhile makes no key."""
    tops = [str(settings.project / CONFIG), str(settings.theme), str(settings.content / "pages")]
    paths = [*tops, *chain.from_iterable(map(followed, tops[1:]))]
    return paths, stamps_of(paths).tobytes()


def unless_edited(keys: Keys, sources: Sources, settings: Settings) -> Keys:
    """The keys, unless something was edited meanwhile: then nobody can tell what was read before that, and what after."""
    return keys if sources == look_at_sources(settings) else {}


def _base(site_plan: SitePlan, settings: Settings, values: Mapping[str, Any]) -> bytes:
    """What every page is made from: program, libraries, theme, settings, site."""
    site = site_plan.site
    shared = {name: getattr(site, name) for name in site.__struct_fields__ if name != "feeds"}  # those are told by page
    return "\0".join(
        [
            program_digest(),
            versions(),
            folder_digest(settings.theme, without=["static"]),
            repr(sorted(values.items())),
        ]
    ).encode() + pack(shared)


def _frame(page: PlannedPage, site: Site) -> bytes:
    """What is around the view of a page."""
    return pack((page.template, page.lang, page.route, site.feeds_of(page.route, page.lang)))


def _key(base: hashlib.blake2b, *parts: bytes) -> str:
    digest = base.copy()
    for part in parts:
        _added(digest, part)
    return digest.hexdigest()


def _added(digest: hashlib.blake2b, part: bytes) -> hashlib.blake2b:
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
    return digest


def dump_keys(keys: Keys, sealed: str) -> bytes:
    """Write keys down for the next build; `sealed` is the digest of the seal of this one."""
    return wrap(_NOTES, msgspec.msgpack.encode(_Notes(sealed, keys)))


def load_keys(notes: bytes, sealed: str) -> Keys:
    """Read what `dump_keys` wrote of a build with this seal; of anything else, nothing comes back."""
    content = unwrap(_NOTES, notes)
    if content is None:
        return {}
    read = msgspec.msgpack.decode(content, type=_Notes)
    return read.keys if read.sealed == sealed else {}


def same(keys: Keys, old_keys: Keys, standing: Standing) -> frozenset[str]:
    """Give the files that have the same key as in the live build, and stand there."""
    return frozenset(path for path, key in keys.items() if old_keys.get(path) == key and path in standing.files)
