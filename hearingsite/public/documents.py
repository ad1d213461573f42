"""The documents of a hearing: where they are, of what kind, how large; and their bytes in the plan."""

from collections.abc import Iterator, Mapping
from typing import Final

from hearingsite.public import urls
from hearingsite.public.model import PublicHearing, PublicRegister
from hearingsite.public.pieces import said
from hearingsite.public.plan import File
from hearingsite.public.views import DocumentView
from hearingsite.public.words import Words

_KB: Final = 1000
# Endings of addresses, what a browser calls them, and the message that names them.
_TYPES: Final = {
    "pdf": ("application/pdf", "pdf"),
    "png": ("image/png", "picture"),
    "jpg": ("image/jpeg", "picture"),
    "jpeg": ("image/jpeg", "picture"),
    "webp": ("image/webp", "picture"),
    "csv": ("text/csv", "table"),
}


def document_views(hearing: PublicHearing, words: Words, contents: Mapping[str, bytes]) -> Iterator[DocumentView]:
    """Give the documents of a hearing for its page; `contents` holds their bytes by the path in the record."""
    for document in hearing.documents:
        route = urls.document(hearing.reference, document.file)
        ending = _ending(route)
        yield DocumentView(
            title=said(document.title, words),
            route=route,
            media_type=media_type(route),
            kind=words.say(f"document.{_TYPES[ending][1]}", format=ending.upper()),
            size=_size(len(contents[document.file]), words),
            file_name=route.rpartition("/")[2],
        )


def document_files(register: PublicRegister, contents: Mapping[str, bytes]) -> Iterator[File]:
    """Give the files of every document that is public: one for each hearing that names it, below its page."""
    for hearing in register.hearings:
        for document in hearing.documents:
            yield File(urls.document(hearing.reference, document.file), contents[document.file])


def media_type(address: str) -> str:
    """Say what a browser calls the kind of the document at an address."""
    return _TYPES[_ending(address)][0]


def _ending(address: str) -> str:
    return address.rpartition(".")[2]


def _size(octets: int, words: Words) -> str:
    """Write a size as people read it: 12 KB, 1.4 MB; never 0 KB."""
    if octets < _KB * _KB:
        return words.say("document.kilobytes", size=max(1, round(octets / _KB)))
    return words.say("document.megabytes", size=f"{octets / _KB / _KB:.1f}")
