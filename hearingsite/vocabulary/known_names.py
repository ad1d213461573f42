"""Public figures, and acts, schemes, inquiries, cases and bodies named after people (`data/known_names.tsv`), each with its source."""

import functools
from pathlib import Path

from msgspec import Struct


class KnownName(Struct, frozen=True):
    """A name that is no private person's; if `beside` has words, only with one of them beside it."""

    name: str
    kind: str  # law, measure, ruling, inquiry, case, figure, history, royal or body
    beside: tuple[str, ...]
    source: str


@functools.cache
def read_known_names() -> tuple[KnownName, ...]:
    """Read the list, in the order of its file."""
    text = Path(__file__).with_name("data").joinpath("known_names.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        KnownName(name, kind, tuple(filter(None, beside.split("|"))), source) for name, kind, beside, source in rows
    )
