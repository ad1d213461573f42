"""The page of downloads, with the data dictionary made from the same fields as the files."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hearingsite.public import urls
from hearingsite.public.data.fields import Field, Table
from hearingsite.public.data.schemas import LICENCE
from hearingsite.public.data.tables import TABLES
from hearingsite.public.plan import Page, Site
from hearingsite.public.script_data import script_json
from hearingsite.public.views import CodeList, CodeView, DataView, Download, FieldView, Head, TableView
from hearingsite.public.words import Words
from hearingsite.vocabulary import read_vocabulary

_MEGABYTE: Final = 1_000_000
_KILOBYTE: Final = 1_000


def data_page(sizes: Mapping[str, int], words: Words, site: Site, *, shows_demonstration: bool) -> Page:
    """Make the page in a language; `sizes` are those of the files below `/data/`, in bytes, by name, in order."""
    view = DataView(
        title=words.say("data.title"),
        intro=words.say("data.intro"),
        downloads=tuple(
            Download(
                name=name,
                route=urls.data_file(name),
                size=size_words(size, words),
                text=words.say(f"data.file.{name.replace('.', '-')}"),
            )
            for name, size in sizes.items()
        ),
        tables=tuple(_table(table, words) for table in TABLES),
        codes=tuple(_codes(words)),
        licence=LICENCE["title"],
        licence_url=LICENCE["path"],
    )
    head = Head(
        title=view.title,
        description=view.intro,
        route=urls.data(words.lang),
        section="data",
        shows_demonstration=shows_demonstration,
        script_data=_data_set(view, words, site),
    )
    return Page(head=head, lang=words.lang, template="data", view=view)


def _table(table: Table[Any], words: Words) -> TableView:
    return TableView(
        name=table.name,
        title=words.text(table.title),
        route=urls.data_file(f"{table.name}.csv"),
        keys=words.list_of(table.key),
        fields=tuple(
            FieldView(
                name=field.name,
                kind=words.say(f"data.kind.{field.kind}"),
                text=words.text(field.description),
                example=field.example,
                codes=_anchor(field),
            )
            for field in table.fields
        ),
    )


def _anchor(field: Field[Any]) -> str:
    return f"codes-{field.terms}" if field.terms else ""


def _codes(words: Words) -> Iterator[CodeList]:
    """Yield each list of codes that a field uses, with the fields that use it."""
    users: dict[str, dict[str, None]] = {}
    for table in TABLES:
        for field in table.fields:
            if field.terms:
                users.setdefault(field.terms, {})[field.name] = None
    for terms, names in users.items():
        codes = tuple(CodeView(code, words.term(terms, code)) for code in read_vocabulary(terms))
        yield CodeList(f"codes-{terms}", tuple(names), codes)


def size_words(size: int, words: Words) -> str:
    """Write the size of a file as the page does."""
    if size < _MEGABYTE:
        return words.say("data.kilobytes", size=max(1, round(size / _KILOBYTE)))
    return words.say("data.megabytes", size=f"{size / _MEGABYTE:.1f}")


def _data_set(view: DataView, words: Words, site: Site) -> str:
    """Describe the downloads to search engines for data."""
    return script_json(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": f"{site.name_in(words.lang).text}: {view.title}",
            "description": view.intro,
            "url": site.url + urls.data(words.lang),
            "inLanguage": words.lang,
            "license": view.licence_url,
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": download.name,
                    "contentUrl": site.url + download.route,
                    "description": download.text,
                }
                for download in view.downloads
            ],
        }
    )
