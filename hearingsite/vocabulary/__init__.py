"""The words for every code, in English and Welsh, with meanings, sources and dates of validity, as data."""

import datetime as dt
import functools
import tomllib
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from hearingsite.values import Text

_TEXTS: Final = ("name", "meaning", "phrase", "noun", "short", "law")


class Term(Struct, frozen=True, kw_only=True):
    """A code with its words; `phrase` continues a subject, `noun` stands inside a sentence, `short` is the usual abbreviation.

    `regulations` are those that know the code (none: all of them), `from_day` is the first day of it in law.
    """

    code: str
    name: Text
    meaning: Text | None = None
    phrase: Text | None = None
    noun: Text | None = None
    short: Text | None = None
    law: Text | None = None
    regulations: tuple[str, ...] = ()
    from_day: dt.date | None = None


@functools.cache
def read_vocabulary(name: str) -> dict[str, Term]:
    """Read one vocabulary, for example `outcomes`, in the order in which its file lists it."""
    file = Path(__file__).with_name(f"{name}.toml")
    tables = tomllib.loads(file.read_text("utf-8"))
    return {code: _term(code, table) for code, table in tables.items() if isinstance(table, dict)}


def read_all_vocabularies() -> None:
    """Read every vocabulary, for processes that are forked from this one."""
    for file in Path(__file__).parent.glob("*.toml"):
        read_vocabulary(file.stem)


def _term(code: str, table: dict[str, Any]) -> Term:
    texts = {key: Text.parse(table[key]) for key in _TEXTS if key in table}
    return Term(code=code, **texts, regulations=tuple(table.get("regulations", ())), from_day=table.get("from"))
