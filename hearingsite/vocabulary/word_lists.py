"""Lists of words, places, first names and well-known phrases (`data/*.txt`); source and licence in each one's first lines."""

import functools
from importlib import resources


@functools.cache
def read_words(name: str) -> tuple[str, ...]:
    """Read a list of words, for example `words_en`, in the order of its file; blanks and line ends part the words."""
    return tuple(_read(name).split())


def read_titled(name: str) -> list[str]:
    """Read a list of words as they are written with a capital; of long lists nobody keeps two forms."""
    return _read(name).title().split()


@functools.cache
def read_phrases(name: str) -> tuple[str, ...]:
    """Read a list of phrases, for example `phrases`, one a line."""
    return tuple(_read(name).splitlines())


def _read(name: str) -> str:
    text = resources.files(__package__).joinpath(f"data/{name}.txt").read_text("utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    return text
