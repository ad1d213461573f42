"""Pages of the last build that would come out the same again: linked into the new one instead of printed.

A page is what it is made from: its view, its template, and what all pages share (program, theme, settings, site). A key
is the digest of all of that. Notes that are missing, cut short or foreign are no notes: a slow build, never another one.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from hearingsite.fingerprint import folder_digest, is_plain, program_digest, versions
from hearingsite.public import urls
from hearingsite.public.plan import PlannedPage, Site, SitePlan
from hearingsite.settings import Settings
from hearingsite.values import pack

Keys = dict[str, str]


class _Notes(Struct, frozen=True, array_like=True):
    digest: str
    keys: bytes


def make_keys(site_plan: SitePlan, settings: Settings, values: Mapping[str, Any]) -> Keys:
    """Give the key of every page by its file; none where `values` (of pelicanconf.py) bring in code.

    Of a function or another plugin, no digest can tell whether it does what it did.
    """
    own = {name: value for name, value in values.items() if name.isupper() and name != "PLUGINS"}
    if not is_plain(own) or len(values.get("PLUGINS") or ()) != 1:
        return {}
    base = _base(site_plan, settings, own)
    keys = {
        urls.file_of(page.route): _digest(base, _frame(page, site_plan.site), page.made_from)
        for page in site_plan.pages
    }
    stock = _digest(base, folder_digest(settings.content / "pages").encode(), repr(site_plan.hearing_links).encode())
    return keys | dict.fromkeys(map(urls.file_of, site_plan.site.stock_routes), stock)


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


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def dump_keys(keys: Keys) -> bytes:
    """Write keys down for the next build."""
    packed = msgspec.msgpack.encode(keys)
    return msgspec.msgpack.encode(_Notes(hashlib.blake2b(packed, digest_size=16).hexdigest(), packed))


def load_keys(notes: bytes) -> Keys:
    """Read what `dump_keys` wrote; of anything else, nothing comes back."""
    try:
        read = msgspec.msgpack.decode(notes, type=_Notes)
        if hashlib.blake2b(read.keys, digest_size=16).hexdigest() != read.digest:
            return {}
        return msgspec.msgpack.decode(read.keys, type=Keys)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}


def take(keys: Keys, old_keys: Keys, old_files: Mapping[str, str], old: Path, stage: Path) -> frozenset[str]:
    """Link what has the same key as in an old build into the stage; gives the files that are there now.

    `old_files` are the SHA-256 digests of the old build's seal: bytes that are no longer those are not taken.
    """
    taken: set[str] = set()
    made: set[Path] = set()
    top = Path(os.path.realpath(old))
    is_real = cache(lambda folder: Path(os.path.realpath(folder)) == top / folder.relative_to(old))
    for path, key in keys.items():
        if old_keys.get(path) != key or path not in old_files:
            continue
        # A folder that became a link leads to files that somebody may go on writing.
        if not is_real((old / path).parent) or not _is_whole(old / path, old_files[path]):
            continue
        target = stage / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        try:
            os.link(old / path, target)
        except OSError:  # a file system without links
            shutil.copyfile(old / path, target)
        taken.add(path)
    return frozenset(taken)


def _is_whole(file: Path, digest: str) -> bool:
    """Whether a file is an ordinary one and has its bytes."""
    try:
        return not file.is_symlink() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except OSError:
        return False
